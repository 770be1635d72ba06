//! However a study is cut into legs and shards, on however many threads, interrupted, killed and gone on with wherever, with
//! its paths or without: merged in any order, it is the files of one run, byte for byte.

use std::path::Path;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicI64};

use proptest::prelude::*;
use underwater::aggregate::{PathRow, TABLES};
use underwater::engine::{Engine, EngineError, Progress, Silent, whole};
use underwater::kernel::InstructionSet;
use underwater::outcome::label::CellLabel;
use underwater::outcome::{Part, PathOutcome, StudyResult};
use underwater::parts::{PartFolder, Shard};
use underwater::report::parquet::{ROW_GROUP, write_parquet, write_worlds};
use underwater::report::{PartPaths, PathsWriter};
use underwater::study::Study;

use crate::support::{StopAfter, config, identity, study_with};

/// A stretch of worlds of a shard, and what happens in it.
#[derive(Clone, Debug)]
struct Leg {
    /// Where it ends, in thousandths of the worlds that are left of the shard.
    end: u64,
    threads: usize,
    /// Told to stop after so many thousandths of its paths, where it is.
    interrupted: Option<u64>,
    /// Killed after its part was kept, and read again.
    killed: bool,
    /// Whether rows of worlds are put away at its end.
    put_away: bool,
}

fn leg() -> impl Strategy<Value = Leg> {
    let threads = prop::sample::select(vec![1, 2, 4]);
    (0..=1000_u64, threads, prop::option::of(0..1000_u64), any::<bool>(), any::<bool>())
        .prop_map(|(end, threads, interrupted, killed, put_away)| Leg { end, threads, interrupted, killed, put_away })
}

/// Large enough that a border of row groups lies within it.
fn study() -> &'static Study {
    static STUDY: OnceLock<Study> = OnceLock::new();
    STUDY.get_or_init(|| {
        let study = study_with(&config("smoke.toml"), &["study.worlds=41", "study.households=405"]);
        assert!(study.paths() as usize * study.cells.len() > ROW_GROUP);
        study
    })
}

/// Every table and, where they are saved, all paths, by name.
type Files = Vec<(String, Vec<u8>)>;

fn tables(result: &StudyResult) -> Files {
    let labels: Vec<CellLabel> = study().cells.iter().map(|cell| cell.label.clone()).collect();
    let made = TABLES.iter().filter_map(|table| {
        let rows = table.make(result, &labels).expect("a table")?;
        let mut bytes = Vec::new();
        write_parquet(&rows, &mut bytes).expect("written");
        Some((table.file("parquet"), bytes))
    });
    let mut files: Files = made.collect();
    let mut worlds = Vec::new();
    write_worlds(result, &labels, None, &mut worlds).expect("written");
    files.push(("worlds.parquet".to_owned(), worlds));
    files
}

fn rows(first: u64, outcomes: &[PathOutcome]) -> Vec<PathRow> {
    let (cells, households) = (study().cells.len(), study().households);
    let numbered = outcomes.iter().enumerate().map(|(place, outcome)| (first + (place / cells) as u64, place, outcome));
    let row = |(path, place, outcome): (u64, usize, &PathOutcome)| PathRow {
        world: path / households,
        household: path % households,
        cell: place % cells,
        outcome: *outcome,
    };
    numbered.map(row).collect()
}

/// What one run makes: tables, and paths.
fn one_run() -> &'static (Files, Vec<u8>) {
    static FILES: OnceLock<(Files, Vec<u8>)> = OnceLock::new();
    FILES.get_or_init(|| {
        let mut paths = Vec::new();
        let mut writer = PathsWriter::new(&mut paths, 0).expect("a file");
        let mut write = |first: u64, outcomes: &[PathOutcome]| {
            writer.push(&rows(first, outcomes)).map_err(|error| error.to_string())
        };
        let result = engine(2, &Silent, &NOBODY).run(study(), Some(&mut write)).expect("it runs");
        writer.finish().expect("whole");
        (tables(&result), paths)
    })
}

static NOBODY: AtomicBool = AtomicBool::new(false);

fn engine<'a>(threads: usize, progress: &'a dyn Progress, interrupted: &'a AtomicBool) -> Engine<'a> {
    Engine { threads, instruction_set: InstructionSet::best(), cuts: None, progress, interrupted }
}

/// Simulates some worlds; nothing, where it is interrupted.
fn simulated(leg: &Leg, worlds: std::ops::Range<u32>, paths: Option<&PartPaths>) -> Option<Part> {
    let all = u64::from(worlds.end - worlds.start) * study().households;
    let after = leg.interrupted.map_or(i64::MAX, |after| (all * after / 1000) as i64);
    let stop = StopAfter { left: AtomicI64::new(after), told: AtomicBool::new(false) };
    let engine = engine(leg.threads, &stop, &stop.told);
    let done = match paths {
        None => engine.run_worlds(study(), worlds, None),
        Some(paths) => {
            let mut write = |first: u64, outcomes: &[PathOutcome]| {
                paths.push(&rows(first, outcomes)).map_err(|error| error.to_string())
            };
            engine.run_worlds(study(), worlds, Some(&mut write))
        }
    };
    match done {
        Ok(part) => Some(part),
        Err(EngineError::Interrupted) => None,
        Err(error) => panic!("{error}"),
    }
}

/// Reads the part again, as who goes on with it does.
fn reopened(path: &Path, save_paths: bool) -> (PartFolder, Part) {
    let (mut folder, part) =
        PartFolder::read(path.to_owned(), identity(study()), study().tally_shape()).expect("it is whole");
    if save_paths {
        folder.save_paths(part.worlds.start).expect("its paths are whole");
    }
    (folder, part)
}

/// Simulates a shard in its legs into a folder of its own; gives how often it was cut short.
fn keep_shard(path: &Path, shard: Shard, legs: &[Leg], save_paths: bool) -> u32 {
    let worlds = shard.worlds(study().worlds);
    let mut folder = PartFolder::new(path.to_owned(), identity(study()));
    if save_paths {
        folder.save_paths(worlds.start).expect("a file");
    }
    let mut part = Part::none(study().tally_shape(), worlds.start);
    folder.keep(&part).expect("kept");
    let last = Leg { end: 1000, threads: 2, interrupted: None, killed: false, put_away: false };
    let mut cut_short = 0;
    for leg in legs.iter().chain([&last]) {
        let left = u64::from(worlds.end - part.worlds.end);
        let end = part.worlds.end + (left * leg.end / 1000) as u32;
        if end == part.worlds.end {
            continue;
        }
        match simulated(leg, part.worlds.end..end, folder.paths()) {
            None => {
                cut_short += 1;
                (folder, part) = reopened(path, save_paths);
            }
            Some(next) => {
                part.append(next).expect("it fits");
                if let Some(paths) = folder.paths() {
                    paths.count();
                }
                if leg.put_away {
                    folder.put_away(&mut part).expect("put away");
                }
                folder.keep(&part).expect("kept");
                if leg.killed {
                    cut_short += 1;
                    (folder, part) = reopened(path, save_paths);
                }
            }
        }
    }
    if let Some(paths) = folder.paths() {
        paths.finish().expect("whole");
    }
    folder.keep(&part).expect("kept");
    cut_short
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(24) })]

    #[test]
    fn cut_shared_out_and_interrupted_anywhere_it_is_one_run(
        shards in prop::collection::vec((prop::collection::vec(leg(), 0..4), any::<u32>()), 1..8),
        save_paths in any::<bool>(),
    ) {
        let home = tempfile::tempdir().expect("a folder");
        let of = shards.len() as u32;
        let mut order: Vec<(u32, u32)> = Vec::new();
        for (number, (legs, at)) in (1..).zip(&shards) {
            keep_shard(&home.path().join(number.to_string()), Shard { number, of }, legs, save_paths);
            order.push((*at, number));
        }
        order.sort_unstable();
        let parts = order.iter().map(|(_, number)| reopened(&home.path().join(number.to_string()), save_paths).1);
        let result = whole(study(), Part::join(parts).expect("they are a study")).expect("every world");
        let (expected, expected_paths) = one_run();
        for ((name, bytes), (_, expected)) in tables(&result).iter().zip(expected) {
            prop_assert!(bytes == expected, "{}", name);
        }
        prop_assert_eq!(tables(&result).len(), expected.len());
        if save_paths {
            let mut paths = Vec::new();
            let mut writer = PathsWriter::new(&mut paths, 0).expect("a file");
            for number in 1..=of {
                let folder = home.path().join(number.to_string());
                let (reopened, _) = reopened(&folder, false);
                let file = reopened.kept().and_then(|kept| kept.whole_paths()).expect("whole paths");
                writer.append(&folder.join(&file.name)).expect("it fits");
            }
            writer.finish().expect("whole");
            prop_assert!(&paths == expected_paths, "paths");
        }
    }
}

/// The legs above are interrupted, not only said to be.
#[test]
fn a_leg_is_cut_short() {
    let home = tempfile::tempdir().expect("a folder");
    let leg = |interrupted| Leg { end: 500, threads: 2, interrupted, killed: false, put_away: true };
    let legs = [leg(Some(300)), leg(None)];
    let cut_short = keep_shard(&home.path().join("part"), Shard { number: 1, of: 1 }, &legs, true);
    assert_eq!(cut_short, 1);
}
