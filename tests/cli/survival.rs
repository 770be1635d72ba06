//! Writers that are killed at random moments, crowd each other, run out of disk or find what they wrote spoilt. After each,
//! the same command again must leave the bytes that an undisturbed run leaves, and nobody else's file may be missing.
//!
//! A few rounds belong to the suite. For more, and another seed:
//!
//!     UNDERWATER_SURVIVAL=300 UNDERWATER_SURVIVAL_SEED=1 cargo test --release --locked -- cli::survival --nocapture

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::support::{Place, config, ended};

/// Rounds in the suite: every kind of mishap twice.
const ROUNDS: u64 = 14;
const SIZES: [&str; 4] = ["--worlds", "150", "--households", "60"];
/// Worlds of a run whose simulation takes longer than its tables.
const LONGER: &str = "4000";
const FORMATS: [&str; 2] = ["--format", "csv,md,json"];
/// A file of a name that results could have, and one that they could not.
const MINE: [&str; 2] = ["results_zh.xlsx", "notes.txt"];

/// Random numbers without a state but the count of those drawn.
struct Chance {
    seed: u64,
    drawn: u64,
}

impl Chance {
    /// A whole number below `most`.
    fn below(&mut self, most: u64) -> u64 {
        self.drawn += 1;
        let digest = blake3::hash(format!("{} {}", self.seed, self.drawn).as_bytes());
        let bytes = digest.as_bytes().first_chunk().expect("a digest has 32 bytes");
        u64::from_le_bytes(*bytes) % most
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len() as u64) as usize]
    }
}

/// Files of a folder by name, the manifest without its times.
type Files = BTreeMap<String, Vec<u8>>;

fn files(folder: &Path) -> Files {
    let Ok(entries) = fs::read_dir(folder) else { return Files::new() };
    let mut files = Files::new();
    for entry in entries {
        let entry = entry.expect("an entry");
        let name = entry.file_name().to_string_lossy().into_owned();
        let mut bytes = fs::read(entry.path()).unwrap_or_default();
        if name == "manifest.json" {
            let mut manifest: Value = serde_json::from_slice(&bytes).expect("a manifest is whole at any moment");
            manifest["times"].take();
            bytes = manifest.to_string().into_bytes();
        }
        files.insert(name, bytes);
    }
    files
}

/// What results must be at any moment: with a manifest, what it lists is there byte for byte.
fn assert_honest(folder: &Path, when: &str) {
    let files = files(folder);
    let Some(manifest) = files.get("manifest.json") else { return };
    let manifest: Value = serde_json::from_slice(manifest).expect("JSON");
    for listed in manifest["files"].as_array().expect("files") {
        let name = listed["name"].as_str().expect("a name");
        let digest = files.get(name).map(|bytes| blake3::hash(bytes).to_hex().to_string());
        assert_eq!(digest.as_deref(), listed["blake3"].as_str(), "{name} {when}");
    }
}

/// The study with one seed or another, with or without paths.
fn arguments(seed: &str, with_paths: bool) -> Vec<String> {
    let mut words: Vec<&str> = ["--quiet", "--force", "--out", "here", "--seed", seed].into();
    words.extend(["--checkpoint-seconds", "0.01"]);
    words.extend(SIZES.iter().chain(&FORMATS));
    words.extend(with_paths.then_some("--save-paths"));
    ["run".to_owned(), config("smoke")].into_iter().chain(words.into_iter().map(str::to_owned)).collect()
}

fn command(place: &Place, words: &[String]) -> Command {
    let mut command = place.command(&words.iter().map(String::as_str).collect::<Vec<_>>());
    command.stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

fn well(place: &Place, words: &[String], after: &str) {
    let ended = ended(&mut command(place, words));
    assert_eq!(ended.code, Some(0), "{words:?} after {after}: {}", ended.stderr);
}

/// What undisturbed commands leave, and how long they take.
struct Known {
    of: BTreeMap<(bool, bool), Files>,
    exported: Files,
    run: Duration,
    export: Duration,
}

impl Known {
    fn new() -> Self {
        let place = Place::new();
        let mut of = BTreeMap::new();
        let mut run = Duration::ZERO;
        for (second, with_paths) in [(false, false), (false, true), (true, false), (true, true)] {
            let _ = fs::remove_dir_all(place.path("here"));
            let since = Instant::now();
            well(&place, &arguments(seed(second), with_paths), "nothing");
            run = run.max(since.elapsed());
            of.insert((second, with_paths), files(&place.path("here")));
        }
        let since = Instant::now();
        well(&place, &export(), "nothing");
        let export = since.elapsed();
        Self { of, exported: files(&place.path("here")), run, export }
    }
}

fn seed(second: bool) -> &'static str {
    if second { "8" } else { "7" }
}

fn export() -> Vec<String> {
    ["export", "here", "--format", "xlsx,svg,tex"].map(str::to_owned).to_vec()
}

/// Kills a process with some signal after some time, or at once when it begins to exchange files.
fn strike(child: &mut Child, folder: &Path, signal: &str, after: Option<Duration>, most: Duration) {
    let since = Instant::now();
    while child.try_wait().expect("a state").is_none() && since.elapsed() < most {
        let is_exchanging = || {
            let names = fs::read_dir(folder).into_iter().flatten().flatten();
            names.into_iter().any(|entry| entry.path().join("commit.json").exists())
        };
        if after.map_or_else(is_exchanging, |after| since.elapsed() >= after) {
            break;
        }
        sleep(Duration::from_micros(200));
    }
    let _ = Command::new("kill").args([signal, &child.id().to_string()]).stderr(Stdio::null()).status();
    child.wait().expect("ended");
}

/// Puts somebody's own files into the folder.
fn leave_mine(place: &Place) {
    MINE.iter().for_each(|name| fs::write(place.path("here").join(name), "mine").expect("written"));
}

/// Asserts that the folder holds these files, mine and nothing else.
fn assert_holds(place: &Place, expected: &Files, has_mine: bool, after: &str) {
    let mut found = files(&place.path("here"));
    if has_mine {
        MINE.iter().for_each(|name| assert_eq!(found.remove(*name).as_deref(), Some(&b"mine"[..]), "{name} {after}"));
    }
    let names = |files: &Files| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&found), names(expected), "after {after}");
    for (name, bytes) in expected {
        assert!(found[name] == *bytes, "{name} after {after}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn survival() {
    let number = |name: &str, usual: u64| std::env::var(name).map_or(usual, |text| text.parse().expect("a number"));
    let rounds = number("UNDERWATER_SURVIVAL", ROUNDS);
    let mut chance = Chance { seed: number("UNDERWATER_SURVIVAL_SEED", 1), drawn: 0 };
    let known = Known::new();
    let mut told: BTreeMap<&str, u64> = BTreeMap::new();
    for round in 0..rounds {
        let mishap: fn(&Known, &mut Chance) -> &'static str = match round % 7 {
            0 => killed_run,
            1 => killed_exchange,
            2 => killed_export,
            3 => crowd,
            4 => full_disk,
            5 => killed_simulation,
            _ => spoilt,
        };
        *told.entry(mishap(&known, &mut chance)).or_default() += 1;
    }
    let told: Vec<String> = told.iter().map(|(what, times)| format!("{times} × {what}")).collect();
    println!("survival: {rounds} rounds, nothing lost: {}", told.join(", "));
}

/// A folder with or without results of the other seed, and then mine.
fn prepared(chance: &mut Chance) -> (Place, bool) {
    let place = Place::new();
    let has_old = chance.below(3) > 0;
    if has_old {
        well(&place, &arguments(seed(true), chance.below(2) == 0), "nothing");
        leave_mine(&place);
    }
    (place, has_old)
}

fn killed_run(known: &Known, chance: &mut Chance) -> &'static str {
    killed(known, chance, true);
    "a run killed at a random moment"
}

fn killed_exchange(known: &Known, chance: &mut Chance) -> &'static str {
    killed(known, chance, false);
    "a run killed while it exchanged files"
}

/// A run over nothing or over another seed's results is killed up to three times, then let finish.
fn killed(known: &Known, chance: &mut Chance, at_random: bool) {
    let (place, has_old) = prepared(chance);
    let with_paths = chance.below(2) == 0;
    let words = arguments(seed(false), with_paths);
    let here = place.path("here");
    let before = files(&here);
    for _ in 0..=chance.below(3) {
        let signal = if at_random { chance.one_of(&["-KILL", "-TERM", "-INT", "-HUP"]) } else { "-KILL" };
        let after = at_random.then(|| known.run.mul_f64(chance.below(1100) as f64 / 1000.0));
        let mut child = command(&place, &words).stderr(Stdio::null()).spawn().expect("the program starts");
        strike(&mut child, &here, signal, after, known.run * 20);
        assert_honest(&here, "after a kill");
        assert_kept(&before, &here, signal);
    }
    well(&place, &words, "kills");
    assert_holds(&place, &known.of[&(false, with_paths)], has_old, "kills");
}

/// Old results are all there, or the new ones are on their way.
fn assert_kept(before: &Files, here: &Path, signal: &str) {
    let now = files(here);
    let has_journal = now.keys().any(|name| here.join(name).join("commit.json").exists());
    let is_exchanged = has_journal || now.get("manifest.json") != before.get("manifest.json");
    let kept = before.iter().all(|(name, bytes)| now.get(name) == Some(bytes));
    assert!(kept || is_exchanged, "old results were lost to {signal}");
}

/// A run that takes longer than it is let live is killed again and again: each time the same command goes on, on another
/// number of threads, until it is whole.
fn killed_simulation(known: &Known, chance: &mut Chance) -> &'static str {
    let (place, has_old) = prepared(chance);
    let with_paths = chance.below(2) == 0;
    let longer = |out: &'static str| {
        let mut words = arguments(seed(false), with_paths);
        let at = words.iter().position(|word| word == SIZES[1]).expect("a number of worlds");
        LONGER.clone_into(&mut words[at]);
        let at = words.iter().position(|word| word == "here").expect("a folder");
        out.clone_into(&mut words[at]);
        words
    };
    let since = Instant::now();
    well(&place, &longer("unbroken"), "nothing");
    let whole = since.elapsed();
    let here = place.path("here");
    let before = files(&here);
    for _ in 0..2 + chance.below(5) {
        let threads = (1 + chance.below(4)).to_string();
        let words = [longer("here"), vec!["--threads".to_owned(), threads]].concat();
        let signal = chance.one_of(&["-KILL", "-KILL", "-TERM", "-INT"]);
        let after = Some(whole.mul_f64(chance.below(700) as f64 / 1000.0));
        let mut child = command(&place, &words).stderr(Stdio::null()).spawn().expect("the program starts");
        strike(&mut child, &here, signal, after, known.run * 40);
        assert_honest(&here, "after a kill");
        // Now and then what was kept is cut off as well.
        if chance.below(4) == 0 {
            cut_off(&here.join(".underwater-checkpoint"), chance);
        }
        assert_kept(&before, &here, signal);
    }
    well(&place, &longer("here"), "kills while it simulated");
    assert_holds(&place, &files(&place.path("unbroken")), has_old, "kills while it simulated");
    "a run killed while it simulates, again and again"
}

/// Cuts some file of a folder off at some kilobyte.
fn cut_off(folder: &Path, chance: &mut Chance) {
    let mut all: Vec<_> = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    all.sort();
    if all.is_empty() {
        return;
    }
    let path = &all[chance.below(all.len() as u64) as usize];
    let bytes = fs::read(path).expect("a file");
    let length = chance.below(bytes.len() as u64 / 1024 + 1) as usize * 1024;
    fs::write(path, &bytes[..length]).expect("written");
}

fn killed_export(known: &Known, chance: &mut Chance) -> &'static str {
    let place = Place::new();
    well(&place, &arguments(seed(true), true), "nothing");
    leave_mine(&place);
    let here = place.path("here");
    for _ in 0..=chance.below(3) {
        let signal = chance.one_of(&["-KILL", "-TERM", "-INT"]);
        let after = Some(known.export.mul_f64(chance.below(1100) as f64 / 1000.0));
        let mut child = command(&place, &export()).stderr(Stdio::null()).spawn().expect("the program starts");
        strike(&mut child, &here, signal, after, known.run * 20);
        assert_honest(&here, "after a kill");
    }
    well(&place, &["report".to_owned(), "here".to_owned()], "a killed export");
    well(&place, &export(), "a killed export");
    assert_holds(&place, &known.exported, true, "a killed export");
    "an export killed at a random moment"
}

/// Several runs at once into one folder: the manifest that is there is over tables of its own seed.
fn crowd(known: &Known, chance: &mut Chance) -> &'static str {
    let (place, has_old) = prepared(chance);
    let children: Vec<Child> = (0..2 + chance.below(2))
        .map(|number| {
            let child = command(&place, &arguments(seed(number % 2 == 1), false)).spawn().expect("the program starts");
            sleep(known.run.mul_f64(chance.below(300) as f64 / 1000.0));
            child
        })
        .collect();
    let mut winners = 0;
    for child in children {
        let ended = child.wait_with_output().expect("ended");
        let said = String::from_utf8_lossy(&ended.stderr);
        match ended.status.code() {
            Some(0) => winners += 1,
            code => {
                assert!(code == Some(1) && said.contains("is being written by `underwater run "), "{code:?}: {said}")
            }
        }
    }
    assert!(winners > 0, "one of them wins");
    let manifest: Value = serde_json::from_slice(&files(&place.path("here"))["manifest.json"]).expect("JSON");
    let second = manifest["seed"] == 8;
    assert_holds(&place, &known.of[&(second, false)], has_old, "a crowd");
    "several runs at once"
}

/// No file may be longer than some size: what is whole stays, and the file that did not fit is named.
fn full_disk(known: &Known, chance: &mut Chance) -> &'static str {
    let (place, has_old) = prepared(chance);
    // Without paths it is a form that does not fit.
    let with_paths = chance.below(2) == 0;
    let words = arguments(seed(false), with_paths);
    let here = place.path("here");
    let before = files(&here);
    let blocks = (1 + chance.below(200)).to_string();
    let script = "trap '' XFSZ; ulimit -f \"$0\"; exec \"$@\"";
    let mut limited = Command::new("bash");
    limited.args(["-c", script, &blocks]).arg(env!("CARGO_BIN_EXE_underwater")).args(&words);
    let ended = ended(limited.current_dir(place.path(".")));
    assert_honest(&here, "on a full disk");
    if ended.code != Some(0) {
        assert_eq!(ended.code, Some(1), "{}", ended.stderr);
        let fault = ended.stderr.lines().find(|line| line.starts_with("error: ")).expect("a fault");
        assert!(fault.starts_with("error: here/") && fault.contains("too large"), "{fault}");
        let now = files(&here);
        let kept = before.iter().all(|(name, bytes)| now.get(name) == Some(bytes));
        assert!(kept || ended.stderr.contains("the tables in here are whole"), "{}", ended.stderr);
        // What was simulated may be kept: the tables have had no room, which another disk may have.
        let is_left = |name: &String| name.starts_with(".underwater") && name != ".underwater-checkpoint";
        assert!(!now.keys().any(is_left), "{:?}", now.keys());
    }
    well(&place, &words, "a full disk");
    assert_holds(&place, &known.of[&(false, with_paths)], has_old, "a full disk");
    "a disk that is full"
}

/// A bit of any file is flipped, or its end is missing: it is told, and the same command without `--force` mends it.
fn spoilt(known: &Known, chance: &mut Chance) -> &'static str {
    let place = Place::new();
    let words: Vec<String> = arguments(seed(false), true).into_iter().filter(|word| word != "--force").collect();
    well(&place, &words, "nothing");
    let known = &known.of[&(false, true)];
    let names: Vec<&String> = known.keys().collect();
    let name = chance.one_of(&names);
    let path = place.path("here").join(name);
    let mut bytes = fs::read(&path).expect("a file");
    let at = chance.below(bytes.len() as u64) as usize;
    let times = bytes.windows(7).position(|text| text == b"\"times\"").filter(|_| name == "manifest.json");
    if chance.below(4) == 0 {
        bytes.truncate(at);
    } else {
        // When results were computed is nobody's promise.
        bytes[times.map_or(at, |times| at % times)] ^= 1 << chance.below(8);
    }
    fs::write(&path, bytes).expect("written");
    for other in [&["report", "here", "--language", "zh"][..], &["export", "here", "--format", "tex"]] {
        let ended = place.run(other);
        assert!(ended.code != Some(0) && ended.stderr.contains("here"), "{name} at {at}: {}", ended.stderr);
    }
    let ended = ended(&mut command(&place, &words));
    if name == "manifest.json" && ended.code == Some(2) {
        // It no longer names this program or this study, so that nothing there is anybody's to replace.
        assert!(ended.stderr.contains("manifest.json") || ended.stderr.contains("another study"), "{}", ended.stderr);
    } else {
        assert_eq!(ended.code, Some(0), "{name} at {at}: {}", ended.stderr);
        assert_holds(&place, known, false, name);
    }
    "a file spoilt"
}
