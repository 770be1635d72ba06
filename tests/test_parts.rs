//! A part on disk is read as it was kept, or refused with words: damaged at any place, cut off at any, or of another study.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use tempfile::TempDir;
use underwater::aggregate::PathRow;
use underwater::engine::{Engine, Silent};
use underwater::kernel::InstructionSet;
use underwater::outcome::{Part, PathOutcome};
use underwater::parts::{Identity, PartFileError, PartFolder, PartManifest};
use underwater::report::PartPaths;
use underwater::study::Study;

use crate::support::{VALUE_VERSION, config, identity, study_with};

fn study() -> Study {
    study_with(&config("smoke.toml"), &["study.worlds=90", "study.households=40"])
}

/// Parts of the study from its first world on.
fn grown(study: &Study, ends: &[u32]) -> Vec<Part> {
    let (threads, instruction_set, interrupted) = (2, InstructionSet::best(), AtomicBool::new(false));
    let engine = Engine { threads, instruction_set, cuts: None, progress: &Silent, interrupted: &interrupted };
    ends.iter().map(|end| engine.run_worlds(study, 0..*end, None).expect("the part runs")).collect()
}

/// A part kept three times in a folder.
fn kept(study: &Study) -> (TempDir, PathBuf, Part) {
    let home = tempfile::tempdir().expect("a folder");
    let path = home.path().join("part");
    let mut folder = PartFolder::new(path.clone(), identity(study));
    let mut parts = grown(study, &[20, 21, 60]);
    parts.iter().for_each(|part| folder.keep(part).expect("kept"));
    (home, path, parts.pop().expect("the last"))
}

fn read(path: &Path, study: &Study) -> Result<(PartFolder, Part), PartFileError> {
    PartFolder::read(path.to_owned(), identity(study), study.tally_shape())
}

fn names(path: &Path) -> Vec<String> {
    let entries = fs::read_dir(path).expect("a folder");
    let mut names: Vec<_> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn what_is_read_is_what_was_kept_and_it_goes_on_growing() {
    let study = study();
    let (_home, path, part) = kept(&study);
    let expected = ["part.json", "tallies-0000000060", "worlds-0000000000-0000000060.parquet"];
    assert_eq!(names(&path), expected);
    let (mut folder, found) = read(&path, &study).expect("whole");
    assert!(found == part);
    assert_eq!(folder.kept().map(|kept| (kept.first_world, kept.end_world)), Some((0, 60)));
    // What a run that was killed left does no harm, and goes.
    for name in ["worlds-0000000060-0000000077.parquet", "part.json.unfinished", "tallies-0000000077"] {
        fs::write(path.join(name), "half").expect("written");
    }
    let whole = grown(&study, &[90]).pop().expect("the study");
    folder.keep(&whole).expect("kept");
    assert_eq!(names(&path).len(), 3, "{:?}", names(&path));
    assert!(read(&path, &study).expect("whole").1 == whole);
    // A run that starts over leaves nothing of the one before.
    let fewer = grown(&study, &[7]).pop().expect("a part");
    folder.keep(&fewer).expect("kept");
    assert_eq!(names(&path), ["part.json", "tallies-0000000007", "worlds-0000000000-0000000007.parquet"]);
    assert!(read(&path, &study).expect("whole").1 == fewer);
}

/// A part that does not begin with the first world, as one of several machines' is.
#[test]
fn a_part_begins_anywhere() {
    let study = study();
    let home = tempfile::tempdir().expect("a folder");
    let interrupted = AtomicBool::new(false);
    let engine = Engine {
        threads: 1,
        instruction_set: InstructionSet::best(),
        cuts: None,
        progress: &Silent,
        interrupted: &interrupted,
    };
    let part = engine.run_worlds(&study, 33..35, None).expect("the part runs");
    PartFolder::new(home.path().to_owned(), identity(&study)).keep(&part).expect("kept");
    assert!(read(home.path(), &study).expect("whole").1 == part);
}

/// Whatever becomes of any file: the part is refused, and the file named.
#[test]
fn damage_is_told() {
    let study = study();
    let (_home, path, _) = kept(&study);
    let mut tried = 0;
    for name in names(&path) {
        let file = path.join(&name);
        let whole = fs::read(&file).expect("a file");
        let mut refused = |bytes: &[u8], what: &str| {
            fs::write(&file, bytes).expect("written");
            let error = read(&path, &study).expect_err("refused");
            let is_told = matches!(&error, PartFileError::Damaged { .. } | PartFileError::Form { .. });
            assert!(is_told && (name == "part.json" || error.to_string().contains(&name)), "{what}: {error}");
            tried += 1;
        };
        for length in (0..whole.len()).step_by(1024).chain([whole.len() - 1]) {
            refused(&whole[..length], &format!("{name} cut at {length}"));
        }
        refused(&[&whole[..], b"x"].concat(), &format!("{name} with more behind it"));
        for bit in (0..whole.len() * 8).step_by(whole.len() * 8 / 97) {
            let mut bytes = whole.clone();
            bytes[bit / 8] ^= 1 << (bit % 8);
            refused(&bytes, &format!("{name} with bit {bit} turned"));
        }
        fs::remove_file(&file).expect("removed");
        let error = read(&path, &study).expect_err("refused");
        let is_missing = matches!(error, PartFileError::Missing { .. });
        assert!(if name == "part.json" { is_missing } else { error.to_string().contains(&name) }, "{error}");
        fs::write(&file, &whole).expect("written");
        read(&path, &study).expect("whole again");
    }
    assert!(tried > 500, "{tried}");
}

#[test]
fn another_study_is_named() {
    let study = study();
    let (_home, path, _) = kept(&study);
    let refused = |change: fn(&mut Identity)| {
        let mut other = identity(&study);
        change(&mut other);
        let error = PartFolder::read(path.clone(), other, study.tally_shape()).expect_err("refused");
        assert!(matches!(error, PartFileError::Foreign { .. }), "{error}");
        error.to_string().strip_prefix(&format!("{} is of another study: ", path.display())).expect("named").to_owned()
    };
    assert_eq!(refused(|it| it.seed = 99), "its seed is 7, not 99");
    assert_eq!(refused(|it| it.value_version = 99), format!("its value version is {VALUE_VERSION}, not 99"));
    assert_eq!(refused(|it| it.worlds = 91), "its number of worlds is 90, not 91");
    assert_eq!(refused(|it| it.households = 1), "its number of households is 40, not 1");
    assert_eq!(refused(|it| it.hash = "f".repeat(16)), "its hash is 0123456789abcdef, not ffffffffffffffff");
    let mut renamed = identity(&study);
    renamed.study = "told otherwise".to_owned();
    assert!(PartFolder::read(path.clone(), renamed, study.tally_shape()).is_ok(), "a name is no number");
    let manifest = path.join("part.json");
    let text = fs::read_to_string(&manifest).expect("text");
    fs::write(&manifest, text.replace("\"form\": 2", "\"form\": 3")).expect("written");
    let error = PartManifest::read(&path).expect_err("refused").to_string();
    assert!(error.contains("is written in form 3 by version ") && error.ends_with("this one reads form 2"), "{error}");
}

/// The study run with its paths, kept after some worlds: with 250 households one row group, and rows that fill none.
fn kept_with_paths(households: u64) -> (Study, TempDir, PathBuf) {
    let study = study_with(&config("smoke.toml"), &["study.worlds=90", &format!("study.households={households}")]);
    let home = tempfile::tempdir().expect("a folder");
    let path = home.path().join("part");
    let mut folder = PartFolder::new(path.clone(), identity(&study));
    let paths = folder.save_paths(0).expect("a file");
    let (threads, instruction_set, interrupted) = (2, InstructionSet::best(), AtomicBool::new(false));
    let engine = Engine { threads, instruction_set, cuts: None, progress: &Silent, interrupted: &interrupted };
    let mut part = None::<Part>;
    for worlds in [0..40, 40..85] {
        let of_leg = engine.run_worlds(&study, worlds, Some(&mut rows_into(&study, &paths))).expect("the part runs");
        paths.count();
        match &mut part {
            None => part = Some(of_leg),
            Some(part) => part.append(of_leg).expect("it fits"),
        }
        folder.keep(part.as_ref().expect("a part")).expect("kept");
    }
    // What was simulated since then does not count.
    engine.run_worlds(&study, 85..90, Some(&mut rows_into(&study, &paths))).expect("the part runs");
    (study, home, path)
}

fn rows_into<'a>(
    study: &'a Study,
    paths: &'a PartPaths,
) -> impl FnMut(u64, &[PathOutcome]) -> Result<(), String> + Send + 'a {
    |first, outcomes| {
        let cells = study.cells.len();
        let row = |(place, outcome): (usize, &PathOutcome)| {
            let path = first + (place / cells) as u64;
            let (world, household) = (path / study.households, path % study.households);
            PathRow { world, household, cell: place % cells, outcome: *outcome }
        };
        let rows: Vec<PathRow> = outcomes.iter().enumerate().map(row).collect();
        paths.push(&rows).map_err(|error| error.to_string())
    }
}

/// How much of the file that grows counts; nothing of other files.
fn counted_bytes(path: &Path, name: &str) -> Option<usize> {
    let text = fs::read(path.join("part.json")).expect("a manifest");
    let manifest: serde_json::Value = serde_json::from_slice(&text).expect("JSON");
    let file = &manifest["paths"]["file"];
    (file["name"] == name).then(|| file["bytes"].as_u64().expect("a number") as usize)
}

#[test]
fn paths_that_are_not_what_was_written_are_refused_at_every_kilobyte() {
    let (study, _home, path) = kept_with_paths(250);
    let read = || {
        let (mut folder, part) = read(&path, &study)?;
        folder.save_paths(part.worlds.start).map(|_| part)
    };
    assert_eq!(read().expect("whole").worlds, 0..85);
    let of_paths: Vec<String> = names(&path).into_iter().filter(|name| name.starts_with("paths-")).collect();
    assert_eq!(of_paths, ["paths-0000000000.parquet", "paths-0000000085-rest.parquet"]);
    let mut tried = 0;
    for name in of_paths {
        let file = path.join(&name);
        let whole = fs::read(&file).expect("a file");
        let mut refused = |what: &str| {
            let error = read().expect_err("refused");
            assert!(
                matches!(error, PartFileError::Damaged { .. }) && error.to_string().contains(&name),
                "{what}: {error}"
            );
            tried += 1;
        };
        // The large one at every sixteenth: each time all before it is read.
        let step = if name.contains("rest") { 1024 } else { 16 * 1024 };
        let counted = counted_bytes(&path, &name).unwrap_or(whole.len());
        for length in (0..counted).step_by(step).rev() {
            fs::OpenOptions::new().write(true).open(&file).and_then(|file| file.set_len(length as u64)).expect("cut");
            refused(&format!("{name} cut at {length}"));
        }
        for bit in (0..counted * 8).step_by(counted * 8 / 31) {
            let mut bytes = whole.clone();
            bytes[bit / 8] ^= 1 << (bit % 8);
            fs::write(&file, bytes).expect("written");
            refused(&format!("{name} with bit {bit} turned"));
        }
        fs::remove_file(&file).expect("removed");
        assert!(read().expect_err("refused").to_string().contains(&name));
        fs::write(&file, &whole).expect("written");
        read().expect("whole again");
    }
    assert!(tried > 400, "{tried}");
}

/// A whole part of several segments of rows and with its paths, as a shard leaves it.
fn kept_whole() -> (Study, TempDir, PathBuf) {
    let (study, home, path) = kept_with_paths(20);
    let (mut folder, mut part) = read(&path, &study).expect("it goes on");
    let paths = folder.save_paths(0).expect("its paths are there");
    let (threads, instruction_set, interrupted) = (2, InstructionSet::best(), AtomicBool::new(false));
    let engine = Engine { threads, instruction_set, cuts: None, progress: &Silent, interrupted: &interrupted };
    for worlds in [85..88, 88..90] {
        let next = engine.run_worlds(&study, worlds, Some(&mut rows_into(&study, &paths))).expect("the part runs");
        part.append(next).expect("it fits");
        folder.put_away(&mut part).expect("put away");
    }
    paths.finish().expect("whole");
    folder.keep(&part).expect("kept");
    (study, home, path)
}

/// Cut off at every kilobyte: who merges a part finds the file, and so does who goes on with it.
#[test]
fn a_whole_part_cut_off_at_any_kilobyte_is_refused_by_who_merges_and_who_goes_on() {
    let (study, _home, path) = kept_whole();
    let manifest = PartManifest::read(&path).expect("a part");
    assert!(manifest.whole_paths().is_some() && PartFolder::faults(&path, &manifest).is_empty());
    let all: Vec<String> = names(&path).into_iter().filter(|name| name != "part.json").collect();
    let begin = |begin: &str| all.iter().filter(|name| name.starts_with(begin)).count();
    assert_eq!((begin("worlds-"), begin("paths-"), begin("tallies-"), all.len()), (4, 1, 1, 6), "{all:?}");
    let mut tried = 0;
    for name in all {
        let file = path.join(&name);
        let whole = fs::read(&file).expect("a file");
        for length in (0..whole.len()).step_by(1024).chain([whole.len() - 1]).rev() {
            fs::OpenOptions::new().write(true).open(&file).and_then(|file| file.set_len(length as u64)).expect("cut");
            let faults = PartFolder::faults(&path, &manifest);
            assert!(faults.len() == 1 && faults[0].to_string().contains(&name), "{name} at {length}: {faults:?}");
            let gone_on = read(&path, &study).and_then(|(mut folder, _)| folder.save_paths(0));
            let error = gone_on.expect_err("refused");
            let is_told = matches!(&error, PartFileError::Damaged { .. }) && error.to_string().contains(&name);
            assert!(is_told, "{name} at {length}: {error}");
            tried += 1;
        }
        fs::write(&file, &whole).expect("written");
    }
    assert!(tried > 200, "{tried}");
    assert!(PartFolder::faults(&path, &manifest).is_empty());
}
