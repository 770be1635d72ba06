//! A folder that is removed, renamed or replaced while a run writes into it: said with words, and the same command again
//! makes it whole.

use std::fs;

use super::begun::{SIZES, assert_same, begin, command, ended};
use super::support::CHECKPOINT;
use crate::cli::support::{Ended, Place, config};

const GONE: &str = "was removed, renamed or replaced while it was being written";

/// Begins a run into `here`, does something to its folder as soon as it has kept itself, and waits for its end.
fn disturbed(place: &Place, more: &[&str], disturb: fn(&Place)) -> Ended {
    let words = [&["--out", "here", "--quiet", "--checkpoint-seconds", "0.02"][..], more].concat();
    let child = begin(place, &mut command(place, &words), &format!("here/{CHECKPOINT}/part.json"));
    disturb(place);
    ended(child)
}

fn rename(place: &Place) {
    fs::rename(place.path("here"), place.path("gone")).expect("renamed");
}

fn replace(place: &Place) {
    rename(place);
    fs::create_dir(place.path("here")).expect("a folder");
    fs::write(place.path("here/.mine"), "mine").expect("written");
}

fn remove(place: &Place) {
    rename(place);
    fs::remove_dir_all(place.path("gone")).expect("removed");
}

#[test]
fn results() {
    vanish(&[]);
}

#[test]
fn results_with_paths() {
    vanish(&["--save-paths"]);
}

fn vanish(more: &[&str]) {
    let place = Place::new();
    let run = |out: &'static str| {
        ended(command(&place, &[&["--out", out, "--quiet"], more].concat()).spawn().expect("starts"))
    };
    assert_eq!(run("unbroken").code, Some(0));
    for (disturb, how) in [(rename as fn(&Place), "a rename"), (replace, "a successor"), (remove, "a removal")] {
        let ended = disturbed(&place, more, disturb);
        assert_eq!(ended.code, Some(1), "{how}: {}", ended.stderr);
        let last = ended.stderr.lines().last().expect("words");
        assert!(
            last.starts_with("error: here") && (last.contains(GONE) || last.contains("No such file")),
            "{how}: {last}"
        );
        assert!(!place.path("here/manifest.json").exists(), "{how}");
        if place.path("here/.mine").exists() {
            assert_eq!(place.names("here"), [".mine"], "{how}: nobody's folder was touched");
            fs::remove_file(place.path("here/.mine")).expect("removed");
        }
        let again = run("here");
        assert_eq!(again.code, Some(0), "{how}: {}", again.stderr);
        assert_same(&place, "here", "unbroken", how);
        // What the run has kept is where it went, and is of use there.
        if place.path("gone").exists() {
            let listed = place.run(&["list", "gone", "--format", "json"]).well();
            assert!(listed.contains("\"incomplete\""), "{listed}");
            let again = run("gone");
            assert_eq!(again.code, Some(0), "{how}: {}", again.stderr);
            assert_same(&place, "gone", "unbroken", how);
        }
        let _ = fs::remove_dir_all(place.path("gone"));
        fs::remove_dir_all(place.path("here")).expect("removed");
    }
}

fn remove_checkpoint(place: &Place) {
    fs::rename(place.path("here").join(CHECKPOINT), place.path("gone")).expect("renamed");
}

/// What a run has kept is lost to others: it says so once, and makes its tables all the same, unless its paths were there.
#[test]
fn checkpoint() {
    for more in [&[][..], &["--save-paths"]] {
        let place = Place::new();
        let run = |out| ended(command(&place, &[&["--out", out, "--quiet"], more].concat()).spawn().expect("starts"));
        assert_eq!(run("unbroken").code, Some(0));
        let ended = disturbed(&place, more, remove_checkpoint);
        let said = format!("here/{CHECKPOINT} {GONE}; the run goes on, ");
        assert!(ended.stderr.starts_with(&said), "{}", ended.stderr);
        assert_eq!(ended.code, Some(i32::from(!more.is_empty())), "{}", ended.stderr);
        if !more.is_empty() {
            assert!(ended.stderr.lines().count() == 2 && ended.stderr.contains("error: here/"), "{}", ended.stderr);
            assert_eq!(run("here").code, Some(0));
        }
        assert_same(&place, "here", "unbroken", "the checkpoint went");
    }
}

/// A shard whose folder goes is not whole, there or anywhere.
#[test]
fn part() {
    let place = Place::new();
    let words = ["--shard", "1/2", "--out", "here", "--quiet", "--checkpoint-seconds", "0.02"];
    let child = begin(&place, &mut command(&place, &words), "here/part.json");
    replace(&place);
    let said = ended(child);
    assert_eq!(said.code, Some(1), "{}", said.stderr);
    let last = said.stderr.lines().last().expect("words");
    assert!(last.starts_with("error: here") && last.contains(GONE), "{last}");
    assert_eq!(place.names("here"), [".mine"], "nobody's folder was touched");
    fs::remove_file(place.path("here/.mine")).expect("removed");
    for out in ["here", "gone"] {
        let listed = place.run(&["list", out, "--format", "json"]).stdout;
        assert!(!listed.contains("\"part\"") || listed.contains("cut short"), "{listed}");
        let words = [&words[..3], &[out], &["--quiet"]].concat();
        assert_eq!(ended(command(&place, &words).spawn().expect("starts")).code, Some(0), "{out}");
    }
    place.run(&[&["run", &config("smoke"), "--shard", "2/2", "--out", "other"][..], &SIZES].concat()).well();
    place.run(&[&["run", &config("smoke"), "--out", "one", "--no-report"][..], &SIZES].concat()).well();
    for (part, out) in [("here", "merged"), ("gone", "merged-too")] {
        place.run(&["merge", part, "other", "--out", out, "--no-report"]).well();
        assert_same(&place, out, "one", "a merge");
    }
}
