//! Merges that are killed, run out of disk, or find a part gone: the same command again makes what one run makes, the parts
//! are as they were, and nothing looks whole that is not.

use std::fs;
use std::process::Stdio;
use std::thread::sleep;
use std::time::Duration;

use super::known::Known;
use super::support::{
    Chance, FORMATS, Files, Moment, assert_holds, assert_honest, assert_kept, copy, files, on_a_full_disk, prepared,
    strike, well,
};
use crate::cli::support::{Place, config};

const SIZES: [&str; 4] = ["--worlds", "150", "--households", "40"];
const MERGE: [&str; 7] = ["merge", "part-2", "part-3", "part-1", "--out", "here", "--quiet"];

fn merge() -> Vec<&'static str> {
    [&MERGE[..], &FORMATS].concat()
}

/// Merges whatever the folder holds.
pub fn words(with_paths: bool) -> Vec<String> {
    let more: &[&str] = if with_paths { &["--force"] } else { &["--force", "--no-paths"] };
    merge().iter().chain(more).map(|word| (*word).to_owned()).collect()
}

/// A merge over nothing or over another seed's results is killed up to four times, then let finish.
pub fn killed(known: &Known, chance: &mut Chance) -> &'static str {
    let (place, has_old) = prepared(chance);
    (1..=3).for_each(|number| copy(&known.part(number), &place.path(&format!("part-{number}"))));
    let of_parts = parts(&place);
    let with_paths = chance.below(2) == 0;
    let before = files(&place.path("here"));
    for _ in 0..=chance.below(4) {
        let signal = chance.one_of(&["-KILL", "-KILL", "-TERM", "-INT"]);
        let whole = chance.within(known.merge);
        let moment = chance.one_of(&[Moment::After(whole), Moment::InTables(whole / 2), Moment::InExchange]);
        strike(&place, &words(with_paths), signal, moment, known.run * 20);
        assert_honest(&place, "after a kill of a merge");
        assert_kept(&before, &place.path("here"), signal);
    }
    well(&place, &words(with_paths), "kills of a merge");
    assert_holds(&place, &known.of[&(false, with_paths)], has_old, "kills of a merge");
    assert!(parts(&place) == of_parts, "parts are left as they are");
    "a merge killed"
}

/// Three parts, and the study in one run.
fn place_with_parts() -> Place {
    let place = Place::new();
    let smoke = config("smoke");
    for number in 1..=3 {
        let (shard, out) = (format!("{number}/3"), format!("part-{number}"));
        place.run(&[&["run", &smoke, "--shard", &shard, "--out", &out][..], &SIZES].concat()).well();
    }
    place.run(&[&["run", &smoke, "--out", "one", "--quiet"][..], &SIZES, &FORMATS].concat()).well();
    place
}

fn parts(place: &Place) -> Vec<Files> {
    (1..=3).map(|number| files(&place.path(&format!("part-{number}")))).collect()
}

fn assert_one_run(place: &Place) {
    assert_eq!(place.names("here"), place.names("one"));
    assert!(files(&place.path("here")) == files(&place.path("one")));
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
#[test]
fn a_full_disk_is_worth_another_try() {
    let place = place_with_parts();
    let before = parts(&place);
    for blocks in ["1", "8", "40"] {
        let ended = on_a_full_disk(&place, blocks, &merge());
        assert_eq!(ended.code, Some(1), "{}", ended.stderr);
        assert!(ended.stderr.contains("error: here/") && ended.stderr.contains("too large"), "{}", ended.stderr);
        assert_honest(&place, "on a full disk");
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
#[test]
fn a_shard_that_cannot_keep_anything_does_not_begin() {
    let place = Place::new();
    let smoke = config("smoke");
    let words = ["run", &smoke, "--shard", "1/2", "--out", "part", "--worlds", "150", "--households", "40"];
    let ended = on_a_full_disk(&place, "1", &words);
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
