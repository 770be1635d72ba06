//! What every mishap needs: chance, commands that may be killed, and what a folder holds.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::cli::support::{Ended, Place, config, ended};

pub const SIZES: [&str; 4] = ["--worlds", "150", "--households", "60"];
pub const FORMATS: [&str; 2] = ["--format", "csv,md,json"];
pub const CHECKPOINT: &str = ".underwater-checkpoint";
/// A file of a name that results could have, and one that they could not.
const MINE: [&str; 2] = ["results_zh.xlsx", "notes.txt"];

/// Random numbers without a state but the count of those drawn.
pub struct Chance {
    seed: u64,
    drawn: u64,
}

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self { seed, drawn: 0 }
    }

    /// A whole number below `most`.
    pub fn below(&mut self, most: u64) -> u64 {
        self.drawn += 1;
        let digest = blake3::hash(format!("{} {}", self.seed, self.drawn).as_bytes());
        let bytes = digest.as_bytes().first_chunk().expect("a digest has 32 bytes");
        u64::from_le_bytes(*bytes) % most
    }

    pub fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len() as u64) as usize]
    }

    /// A moment from the beginning of something that takes so long to a little after its end.
    pub fn within(&mut self, whole: Duration) -> Duration {
        whole.mul_f64(self.below(1100) as f64 / 1000.0)
    }
}

/// Files of a folder by name, the manifest without its times.
pub type Files = BTreeMap<String, Vec<u8>>;

pub fn files(folder: &Path) -> Files {
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

/// What results must be at any moment: with a manifest, what it lists is there byte for byte; without one, nobody takes
/// them for whole.
pub fn assert_honest(place: &Place, when: &str) {
    let files = files(&place.path("here"));
    let Some(manifest) = files.get("manifest.json") else {
        let listed: Value = serde_json::from_str(&place.run(&["list", ".", "--format", "json"]).stdout).expect("JSON");
        let of_here = |entry: &&Value| entry["path"].as_str().is_some_and(|path| path.ends_with("here"));
        let told = listed.as_array().expect("a list").iter().find(of_here);
        assert!(told.is_none_or(|entry| entry["condition"] == "incomplete"), "{when}: {told:?}");
        return;
    };
    let manifest: Value = serde_json::from_slice(manifest).expect("JSON");
    for listed in manifest["files"].as_array().expect("files") {
        let name = listed["name"].as_str().expect("a name");
        let digest = files.get(name).map(|bytes| blake3::hash(bytes).to_hex().to_string());
        assert_eq!(digest.as_deref(), listed["blake3"].as_str(), "{name} {when}");
    }
}

/// Asks for a report of what is left: it is refused, or what stands there is whole, now or since the report opened it.
pub fn assert_told(place: &Place, when: &str) {
    let ended = place.run(&["report", "here"]);
    match ended.code {
        Some(0) => assert!(place.path("here/manifest.json").exists(), "{when}"),
        code => assert!(code == Some(2) && ended.stderr.contains("here"), "{when}: {code:?}: {}", ended.stderr),
    }
    assert_honest(place, when);
}

/// The study with one seed or another, with or without paths.
pub fn arguments(seed: &str, with_paths: bool) -> Vec<String> {
    let mut words: Vec<&str> = ["--quiet", "--force", "--out", "here", "--seed", seed].into();
    words.extend(["--checkpoint-seconds", "0.01"]);
    words.extend(SIZES.iter().chain(&FORMATS));
    words.extend(with_paths.then_some("--save-paths"));
    ["run".to_owned(), config("smoke")].into_iter().chain(words.into_iter().map(str::to_owned)).collect()
}

pub fn command(place: &Place, words: &[String]) -> Command {
    let mut command = place.command(&words.iter().map(String::as_str).collect::<Vec<_>>());
    command.stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

pub fn well(place: &Place, words: &[String], after: &str) {
    let ended = ended(&mut command(place, words));
    assert_eq!(ended.code, Some(0), "{words:?} after {after}: {}", ended.stderr);
}

pub fn seed(second: bool) -> &'static str {
    if second { "8" } else { "7" }
}

/// When a command is killed.
#[derive(Clone, Copy)]
pub enum Moment {
    After(Duration),
    /// So long after it begins to prepare tables.
    InTables(Duration),
    /// While it exchanges files.
    InExchange,
}

/// Starts a command and kills it with some signal at some moment, or after the longest time.
pub fn strike(place: &Place, words: &[String], signal: &str, moment: Moment, most: Duration) {
    let mut child = command(place, words).stderr(Stdio::null()).spawn().expect("the program starts");
    let folder = place.path("here");
    let holds = |file: &str| {
        let names = fs::read_dir(&folder).into_iter().flatten().flatten();
        let is_staging = |name: &str| name.starts_with(".underwater-staging-");
        names
            .into_iter()
            .any(|entry| entry.file_name().to_str().is_some_and(is_staging) && entry.path().join(file).exists())
    };
    let since = Instant::now();
    while child.try_wait().expect("a state").is_none() && since.elapsed() < most {
        match moment {
            Moment::After(time) if since.elapsed() >= time => break,
            Moment::InExchange if holds("commit.json") => break,
            Moment::InTables(time) if holds("") => {
                sleep(time);
                break;
            }
            _ => sleep(Duration::from_micros(200)),
        }
    }
    kill(&child, signal);
    child.wait().expect("ended");
}

/// Sends a signal to a process that may have ended.
pub fn kill(child: &Child, signal: &str) {
    let _ = Command::new("kill").args([signal, &child.id().to_string()]).stderr(Stdio::null()).status();
}

/// Runs the program where no file may be longer than so many kilobytes.
pub fn on_a_full_disk(place: &Place, kilobytes: &str, words: &[&str]) -> Ended {
    let script = "trap '' XFSZ; ulimit -f \"$0\"; exec \"$@\"";
    let mut limited = Command::new("bash");
    limited.args(["-c", script, kilobytes]).arg(env!("CARGO_BIN_EXE_underwater")).args(words);
    ended(limited.current_dir(place.path(".")))
}

pub fn as_words(words: &[String]) -> Vec<&str> {
    words.iter().map(String::as_str).collect()
}

/// Copies the files of a folder.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder").flatten() {
        fs::copy(entry.path(), to.join(entry.file_name())).expect("copied");
    }
}

/// Puts somebody's own files into the folder.
pub fn leave_mine(place: &Place) {
    MINE.iter().for_each(|name| fs::write(place.path("here").join(name), "mine").expect("written"));
}

/// Asserts that the folder holds these files, mine and nothing else.
pub fn assert_holds(place: &Place, expected: &Files, has_mine: bool, after: &str) {
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

/// A folder with or without results of the other seed, and then mine.
pub fn prepared(chance: &mut Chance) -> (Place, bool) {
    let place = Place::new();
    let has_old = chance.below(3) > 0;
    if has_old {
        well(&place, &arguments(seed(true), chance.below(2) == 0), "nothing");
        leave_mine(&place);
    }
    (place, has_old)
}

/// Old results are all there, or the new ones are on their way.
pub fn assert_kept(before: &Files, here: &Path, signal: &str) {
    let now = files(here);
    let has_journal = now.keys().any(|name| here.join(name).join("commit.json").exists());
    let is_exchanged = has_journal || now.get("manifest.json") != before.get("manifest.json");
    let kept = before.iter().all(|(name, bytes)| now.get(name) == Some(bytes));
    assert!(kept || is_exchanged, "old results were lost to {signal}");
}
