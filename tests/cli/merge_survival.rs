//! Merges that are killed, run out of disk, or find a part gone: the same command again makes what one run makes, the parts
//! are as they were, and nothing looks whole that is not.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use serde_json::Value;

use super::support::{Place, config, ended, names};

const SIZES: [&str; 4] = ["--worlds", "150", "--households", "40"];
const FORMS: [&str; 2] = ["--format", "csv,md,json"];

/// Three parts, and the study in one run.
fn place_with_parts() -> Place {
    let place = Place::new();
    let smoke = config("smoke");
    for number in 1..=3 {
        let (shard, out) = (format!("{number}/3"), format!("part-{number}"));
        place.run(&[&["run", &smoke, "--shard", &shard, "--out", &out][..], &SIZES].concat()).well();
    }
    place.run(&[&["run", &smoke, "--out", "one", "--quiet"][..], &SIZES, &FORMS].concat()).well();
    place
}

const MERGE: [&str; 7] = ["merge", "part-2", "part-3", "part-1", "--out", "here", "--quiet"];

fn merge() -> Vec<&'static str> {
    [&MERGE[..], &FORMS].concat()
}

/// Files by name, the manifest without its times.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let read = |name: String| {
        let mut bytes = fs::read(folder.join(&name)).unwrap_or_default();
        if name == "manifest.json" {
            let mut manifest: Value = serde_json::from_slice(&bytes).expect("whole at any moment");
            manifest["times"].take();
            bytes = manifest.to_string().into_bytes();
        }
        (name, bytes)
    };
    names(folder).into_iter().map(read).collect()
}

fn parts(place: &Place) -> Vec<Vec<(String, Vec<u8>)>> {
    (1..=3).map(|number| files(&place.path(&format!("part-{number}")))).collect()
}

/// What the manifest lists is there byte for byte.
fn assert_honest(folder: &Path) {
    let Ok(text) = fs::read(folder.join("manifest.json")) else { return };
    let manifest: Value = serde_json::from_slice(&text).expect("whole at any moment");
    for listed in manifest["files"].as_array().expect("files") {
        let bytes = fs::read(folder.join(listed["name"].as_str().expect("a name"))).expect("it is there");
        assert_eq!(listed["blake3"], blake3::hash(&bytes).to_hex().as_str());
    }
}

fn assert_one_run(place: &Place) {
    assert_eq!(place.names("here"), place.names("one"));
    assert!(files(&place.path("here")) == files(&place.path("one")));
}

#[test]
fn a_merge_killed_at_any_moment_is_made_whole_by_the_same_command() {
    let place = place_with_parts();
    let before = parts(&place);
    let mut unfinished = 0;
    for round in 0..24 {
        let mut command = place.command(&merge());
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts");
        // From its beginning to beyond its end.
        sleep(Duration::from_millis(8 * round));
        child.kill().expect("killed");
        child.wait().expect("ended");
        assert_honest(&place.path("here"));
        unfinished += u32::from(!place.path("here/manifest.json").exists());
        if round % 3 == 2 {
            place.run(&merge()).well();
            assert_one_run(&place);
            fs::remove_dir_all(place.path("here")).expect("removed");
        }
    }
    assert!(unfinished > 2, "{unfinished}");
    assert!(parts(&place) == before, "parts are left as they are");
}

/// A run of the same study that was cut short has left its checkpoint: whole results take its place.
#[test]
fn a_merge_takes_the_place_of_a_checkpoint_of_the_same_study() {
    let place = place_with_parts();
    let run = |worlds: &'static str, more: &[&str]| {
        let smoke = config("smoke");
        let words = ["run", &smoke, "--out", "here", "--checkpoint-seconds", "0.01", "--worlds", worlds];
        let mut child = place
            .command(&[&words[..], &["--households", "40"], more].concat())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        let kept = place.path("here/.underwater-checkpoint/part.json");
        while !kept.exists() && child.try_wait().expect("a state").is_none() {
            sleep(Duration::from_micros(200));
        }
        child.kill().expect("killed");
        child.wait().expect("ended");
    };
    run("150", &[]);
    place.run(&merge()).well();
    assert_one_run(&place);
    fs::remove_dir_all(place.path("here")).expect("removed");
    // Of another study it is refused, and left.
    run("4000", &[]);
    if place.path("here/.underwater-checkpoint").exists() && !place.path("here/manifest.json").exists() {
        let said = place.run(&merge()).refused();
        assert!(said.contains("here holds the checkpoint of another study: smoke ("), "{said}");
        place.run(&[&merge()[..], &["--force"]].concat()).well();
        assert_one_run(&place);
    }
}

/// No file may be longer than some size: what did not fit is named, and it is worth another try.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_worth_another_try() {
    let place = place_with_parts();
    let before = parts(&place);
    for blocks in ["1", "8", "40"] {
        let script = "trap '' XFSZ; ulimit -f \"$0\"; exec \"$@\"";
        let mut limited = Command::new("bash");
        limited.args(["-c", script, blocks]).arg(env!("CARGO_BIN_EXE_underwater")).args(merge());
        let ended = ended(limited.current_dir(place.path(".")));
        assert_eq!(ended.code, Some(1), "{}", ended.stderr);
        assert!(ended.stderr.contains("error: here/") && ended.stderr.contains("too large"), "{}", ended.stderr);
        assert_honest(&place.path("here"));
    }
    // Where nothing can be made at all.
    let words = [&["merge", "part-1", "part-2", "part-3", "--out", "/proc/here"][..]].concat();
    let said = place.run(&words);
    assert_eq!(said.code, Some(1), "{}", said.stderr);
    assert!(said.stderr.contains("error: /proc/here: "), "{}", said.stderr);
    place.run(&merge()).well();
    assert_one_run(&place);
    assert!(parts(&place) == before, "parts are left as they are");
}

/// A shard whose disk is full says so before it simulates anything, and is worth another try.
#[cfg(target_os = "linux")]
#[test]
fn a_shard_that_cannot_keep_anything_does_not_begin() {
    let place = Place::new();
    let smoke = config("smoke");
    let words = ["run", &smoke, "--shard", "1/2", "--out", "part", "--worlds", "150", "--households", "40"];
    let mut limited = Command::new("bash");
    limited.args(["-c", "trap '' XFSZ; ulimit -f 1; exec \"$@\"", "limited"]).arg(env!("CARGO_BIN_EXE_underwater"));
    let ended = ended(limited.args(words).current_dir(place.path(".")));
    assert_eq!(ended.code, Some(1), "{}", ended.stderr);
    assert!(ended.stderr.contains("error: part/") && ended.stderr.contains("too large"), "{}", ended.stderr);
    assert!(!place.path("part").exists(), "nothing is left");
    place.run(&words).well();
}

#[test]
fn a_part_that_has_vanished_is_named_and_nothing_is_lost() {
    let place = place_with_parts();
    place.run(&merge()).well();
    fs::rename(place.path("part-3"), place.path("elsewhere")).expect("moved");
    let said = place.run(&merge()).refused();
    assert!(said.contains("error: part-3: there is no such folder"), "{said}");
    assert!(said.contains("error: no part has worlds 100 to 149 (--shard 3/3)"), "{said}");
    assert_one_run(&place);
    fs::rename(place.path("elsewhere"), place.path("part-3")).expect("moved");
    // One of its files is missing; and what was merged is damaged meanwhile.
    let name = place.names("part-3").into_iter().find(|name| name.starts_with("tallies-")).expect("tallies");
    fs::rename(place.path("part-3").join(&name), place.path("tallies")).expect("moved");
    let said = place.run(&merge()).refused();
    assert!(said.contains(&format!("error: part-3/{name}: it is missing; these are worlds 100 to 149")), "{said}");
    fs::rename(place.path("tallies"), place.path("part-3").join(&name)).expect("moved");
    fs::write(place.path("here/summary.parquet"), "x").expect("written");
    let ended = place.run(&merge());
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    assert_one_run(&place);
}
