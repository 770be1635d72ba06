//! A run that is cut short is gone on with by the same command, and ends in the bytes of one that never was.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::support::{Ended, Place, config, ended, names};
use crate::support::VALUE_VERSION;

const CHECKPOINT: &str = ".underwater-checkpoint";
/// Some seconds of simulation, in worlds that take a moment each.
const SIZES: [&str; 4] = ["--worlds", "1500", "--households", "100"];

/// The words of a run into `out` that keeps itself all the time.
fn words<'a>(smoke: &'a str, out: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let often = ["--checkpoint-seconds", "0.05"];
    let how_often = if more.contains(&often[0]) { &[][..] } else { &often };
    [&["run", smoke, "--out", out, "--no-report"], how_often, &SIZES, more].concat()
}

fn run(place: &Place, out: &str, more: &[&str]) -> Ended {
    place.run(&words(&config("smoke"), out, more))
}

fn begin(place: &Place, out: &str, more: &[&str]) -> Child {
    let smoke = config("smoke");
    let mut command = place.command(&words(&smoke, out, more));
    command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the program starts")
}

/// The world before which a checkpoint ends.
fn reached(results: &Path) -> Option<u64> {
    let text = fs::read(results.join(CHECKPOINT).join("part.json")).ok()?;
    let manifest: Value = serde_json::from_slice(&text).expect("whole at any moment");
    manifest["end_world"].as_u64()
}

/// Waits until a run has kept some worlds.
fn wait_for_checkpoint(child: &mut Child, results: &Path, beyond: u64) {
    let since = Instant::now();
    while reached(results).is_none_or(|world| world <= beyond) {
        assert!(child.try_wait().expect("a state").is_none(), "it ended before it kept anything");
        assert!(since.elapsed() < Duration::from_secs(120), "it keeps itself");
        sleep(Duration::from_millis(1));
    }
}

/// A run that keeps itself, killed.
fn killed(place: &Place, out: &str, more: &[&str]) -> u64 {
    let mut child = begin(place, out, more);
    wait_for_checkpoint(&mut child, &place.path(out), 0);
    child.kill().expect("killed");
    child.wait().expect("ended");
    reached(&place.path(out)).expect("a checkpoint")
}

fn assert_same(place: &Place, out: &str, expected: &str) {
    assert_eq!(place.names(out), place.names(expected));
    for name in place.names(expected) {
        if name == "manifest.json" {
            let said =
                |out| Value::as_object_mut(&mut place.manifest(out)).map(|said| (said.remove("times"), said.clone()).1);
            assert_eq!(said(out), said(expected));
        } else {
            let bytes = |out| fs::read(place.path(out).join(&name)).expect("a file");
            assert!(bytes(out) == bytes(expected), "{name}");
        }
    }
}

#[test]
fn the_same_command_goes_on_on_other_threads_and_ends_in_the_same_bytes() {
    goes_on(&[]);
}

#[test]
fn so_does_one_that_saves_every_path() {
    goes_on(&["--save-paths"]);
}

fn goes_on(more: &[&str]) {
    let place = Place::new();
    let on = |threads| [&["--threads", threads], more].concat();
    run(&place, "unbroken", more).well();
    assert!(!place.path("unbroken").join(CHECKPOINT).exists(), "removed when whole");
    let mut before = killed(&place, "here", &on("2"));
    for threads in ["1", "4"] {
        let mut child = begin(&place, "here", &on(threads));
        wait_for_checkpoint(&mut child, &place.path("here"), before);
        child.kill().expect("killed");
        let said = child.wait_with_output().expect("ended").stderr;
        let said = String::from_utf8(said).expect("text");
        assert!(
            said.starts_with(&format!("here: goes on from world {} of 1,500, saved 20", separated(before))),
            "{said}"
        );
        before = reached(&place.path("here")).expect("a checkpoint");
    }
    let ended = run(&place, "here", &on("3"));
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    assert_eq!(ended.said().len(), 1, "{}", ended.stderr);
    assert_same(&place, "here", "unbroken");
}

fn separated(number: u64) -> String {
    if number < 1000 { number.to_string() } else { format!("{},{:03}", number / 1000, number % 1000) }
}

#[cfg(target_os = "linux")]
#[test]
fn a_run_told_to_stop_keeps_what_it_has_done() {
    let place = Place::new();
    for (signal, code) in [("-INT", 130), ("-TERM", 143)] {
        let mut child = begin(&place, "here", &[]);
        wait_for_checkpoint(&mut child, &place.path("here"), 0);
        assert!(Command::new("kill").args([signal, &child.id().to_string()]).status().expect("kill").success());
        let ended = child.wait_with_output().expect("ended");
        let said = String::from_utf8(ended.stderr).expect("text");
        assert_eq!(ended.status.code(), Some(code), "{said}");
        let world = reached(&place.path("here")).expect("a checkpoint");
        let stopped = format!("here: stopped at world {} of 1,500, saved ", separated(world));
        assert!(said.contains(&stopped) && said.contains("; the same command goes on from there\n"), "{said}");
        assert_eq!(place.names("here"), [CHECKPOINT]);
        fs::remove_dir_all(place.path("here")).expect("removed");
    }
}

#[test]
fn what_is_not_whole_is_told_and_what_is_not_its_own_is_refused() {
    let place = Place::new();
    let world = killed(&place, "here", &["--seed", "8"]);
    let at = format!("at world {} of 1,500, saved 20", separated(world));
    let listed = place.run(&["list", ".", "--format", "json"]).well();
    let listed: Value = serde_json::from_str(&listed).expect("JSON");
    assert_eq!(
        (&listed[0]["condition"], &listed[0]["seed"], &listed[0]["worlds"]),
        (&"incomplete".into(), &8.into(), &1500.into())
    );
    assert!(listed[0]["why"].as_str().expect("words").contains(&at), "{listed}");
    for other in [&["report", "here"][..], &["export", "here", "--format", "csv"], &["compare", "here", "here"]] {
        let said = place.run(other).refused();
        assert!(said.contains(&at) && said.contains("the same command goes on"), "{said}");
    }
    assert_eq!(reached(&place.path("here")), Some(world), "nobody touched it");
    // Another study, and a question of the same.
    let said = run(&place, "here", &["--seed", "9"]).refused();
    let named = "error: here holds the checkpoint of another study: smoke (";
    let of = format!("), seed 8, value version {VALUE_VERSION}, at world ");
    assert!(said.starts_with(named) && said.contains(&of), "{said}");
    assert!(said.ends_with("; nothing was touched: --force replaces it, or name another folder\n"), "{said}");
    assert_eq!(reached(&place.path("here")), Some(world), "nothing was touched");
    let small = ["--worlds", "4", "--households", "20"];
    let words = |force: &[&'static str]| {
        [&["run", &config("smoke"), "--out", "here", "--quiet"][..], &small, force]
            .concat()
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
    };
    let run = |words: &[String]| place.run(&words.iter().map(String::as_str).collect::<Vec<_>>());
    run(&words(&[])).refused();
    run(&words(&["--force"])).well();
    assert!(names(&place.path("here")).iter().all(|name| !name.starts_with('.')));
}

#[test]
fn a_checkpoint_that_is_spoilt_or_not_wanted_is_left_aside() {
    let place = Place::new();
    run(&place, "unbroken", &[]).well();
    killed(&place, "here", &[]);
    let ended = run(&place, "here", &["--fresh"]);
    assert_eq!((ended.code, ended.said().len()), (Some(0), 0), "{}", ended.stderr);
    assert_same(&place, "here", "unbroken");
    fs::remove_dir_all(place.path("here")).expect("removed");
    killed(&place, "here", &[]);
    let folder = place.path("here").join(CHECKPOINT);
    let name = names(&folder).into_iter().find(|name| name.starts_with("worlds-")).expect("rows of worlds");
    let bytes = fs::read(folder.join(&name)).expect("a file");
    fs::write(folder.join(&name), &bytes[..bytes.len() / 2]).expect("written");
    let ended = run(&place, "here", &[]);
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    let said = format!(
        "here: its checkpoint cannot be used: here/{CHECKPOINT}/{name}: it is not what was written there; starts over"
    );
    assert_eq!(ended.said(), [said.as_str()]);
    assert_same(&place, "here", "unbroken");
    // Whole results need none: one that a run over them left goes.
    killed(&place, "here", &["--force"]);
    let ended = run(&place, "here", &[]);
    assert_eq!(ended.said(), ["here is complete already; --force computes it again"]);
    assert_same(&place, "here", "unbroken");
}

#[test]
fn a_checkpoint_without_paths_does_not_serve_a_run_that_saves_them() {
    let place = Place::new();
    run(&place, "unbroken", &[]).well();
    run(&place, "with-paths", &["--save-paths"]).well();
    killed(&place, "here", &[]);
    let ended = run(&place, "here", &["--save-paths"]);
    let said = format!(
        "here: its checkpoint cannot be used: here/{CHECKPOINT} was kept without --save-paths, and has no paths; starts over"
    );
    assert_eq!((ended.code, ended.said()), (Some(0), vec![said.as_str()]));
    assert_same(&place, "here", "with-paths");
    fs::remove_dir_all(place.path("here")).expect("removed");
    // The other way round it does.
    killed(&place, "here", &["--save-paths"]);
    let ended = run(&place, "here", &[]);
    assert!(ended.said()[0].starts_with("here: goes on from world "), "{}", ended.stderr);
    assert_same(&place, "here", "unbroken");
    // Nor does one whose paths are spoilt.
    fs::remove_dir_all(place.path("here")).expect("removed");
    killed(&place, "here", &["--save-paths"]);
    let folder = place.path("here").join(CHECKPOINT);
    let names = names(&folder);
    let name = names.iter().find(|name| name.ends_with("-rest.parquet")).expect("rows that fill no row group");
    fs::write(folder.join(name), "spoilt").expect("written");
    let ended = run(&place, "here", &["--save-paths"]);
    assert!(ended.said()[0].ends_with(&format!("{name}: it is not what was written there; starts over")));
    assert_same(&place, "here", "with-paths");
}

#[test]
fn a_run_that_keeps_nothing_leaves_nothing_behind() {
    let place = Place::new();
    let never = ["--checkpoint-seconds", "0", "--save-paths"];
    run(&place, "unbroken", &["--save-paths"]).well();
    run(&place, "here", &never).well();
    assert_same(&place, "here", "unbroken");
    // It goes on from what another kept, and ends as well.
    killed(&place, "there", &["--save-paths"]);
    let ended = run(&place, "there", &never);
    assert!(ended.said()[0].starts_with("there: goes on from world "), "{}", ended.stderr);
    assert_same(&place, "there", "unbroken");
}

/// No file may be longer than a block: nothing can be kept, which is said once, and the run goes on to its tables.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said_once_and_the_run_goes_on() {
    let place = Place::new();
    let script = "trap '' XFSZ; ulimit -f 1; exec \"$@\"";
    let mut limited = Command::new("bash");
    let smoke = config("smoke");
    limited.args(["-c", script, "limited", env!("CARGO_BIN_EXE_underwater")]).args(words(&smoke, "here", &[]));
    let ended = ended(limited.current_dir(place.path(".")));
    assert_eq!(ended.code, Some(1), "{}", ended.stderr);
    let of_checkpoint = format!("here/{CHECKPOINT}/");
    let said: Vec<&str> = ended.said();
    assert_eq!(said.iter().filter(|line| line.contains(&of_checkpoint)).count(), 1, "{}", ended.stderr);
    assert!(said[0].contains("too large") && said[0].contains("; the run goes on, "), "{}", said[0]);
    assert!(said[1].starts_with("error: here/") && said[1].contains("too large"), "{}", said[1]);
}

#[test]
fn seconds_are_seconds() {
    let place = Place::new();
    for wrong in ["-1", "a minute", "NaN", "1e300", ""] {
        let option = format!("--checkpoint-seconds={wrong}");
        let said = place.run(&["run", &config("smoke"), "--out", "here", &option]).refused();
        assert!(said.contains("such as 60 or 0.5, or 0 for never") || wrong.is_empty(), "{wrong}: {said}");
        assert!(!place.path("here").exists(), "{wrong}");
    }
}
