//! Shards of a study, run apart and merged, are the bytes of one run; whatever cannot be merged is refused and named.

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::support::{Ended, Place, config, names};
use crate::support::VALUE_VERSION;

const SIZES: [&str; 4] = ["--worlds", "67", "--households", "15"];

/// Runs one shard of the study into its own folder.
fn shard(place: &Place, shard: &str, out: &str, more: &[&str]) -> Ended {
    let smoke = config("smoke");
    let words = [&["run", &smoke, "--shard", shard, "--out", out][..], &SIZES, more].concat();
    place.run(&words)
}

/// Runs so many shards; gives their folders.
fn shards(place: &Place, of: u32, more: &[&str]) -> Vec<String> {
    let run = |number: u32| {
        let out = format!("part-{number}-of-{of}");
        shard(place, &format!("{number}/{of}"), &out, more).well();
        out
    };
    (1..=of).map(run).collect()
}

fn merge(place: &Place, parts: &[String], out: &str, more: &[&str]) -> Ended {
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    place.run(&[&["merge"], &parts[..], &["--out", out], more].concat())
}

/// The study in one run.
fn one_run(place: &Place, out: &str, more: &[&str]) {
    place.run(&[&["run", &config("smoke"), "--out", out][..], &SIZES, more].concat()).well();
}

fn contents(folder: &Path) -> Vec<(String, Vec<u8>)> {
    names(folder).into_iter().map(|name| (name.clone(), fs::read(folder.join(name)).expect("a file"))).collect()
}

fn assert_same(place: &Place, out: &str, expected: &str) {
    assert_eq!(place.names(out), place.names(expected), "{out}");
    for (name, bytes) in contents(&place.path(expected)) {
        if name == "manifest.json" {
            let said =
                |out| Value::as_object_mut(&mut place.manifest(out)).map(|said| (said.remove("times"), said.clone()).1);
            assert_eq!(said(out), said(expected));
        } else {
            assert!(fs::read(place.path(out).join(&name)).expect("a file") == bytes, "{out}: {name}");
        }
    }
}

#[test]
fn shards_in_any_order_are_one_run_byte_for_byte() {
    let place = Place::new();
    let forms = ["--format", "csv,md,json", "--language", "zh"];
    one_run(&place, "one", &forms);
    for (of, threads) in [(1, "2"), (2, "1"), (7, "4"), (64, "1")] {
        let mut parts = shards(&place, of, &["--threads", threads]);
        let before: Vec<_> = parts.iter().map(|part| contents(&place.path(part))).collect();
        // Shuffled, the same way every time.
        parts.sort_by_key(|part| blake3::hash(part.as_bytes()).to_hex().to_string());
        let merged = format!("merged-{of}");
        let printed = merge(&place, &parts, &merged, &forms).well();
        assert!(printed.contains("1,005 条路径 × 4 个单元 × 36 个月"), "{printed}");
        assert_same(&place, &merged, "one");
        let parts = (1..=of).map(|number| place.path(&format!("part-{number}-of-{of}")));
        assert!(parts.map(|part| contents(&part)).eq(before), "parts are left as they are");
    }
    // Parts of different numbers of shards fit, too; by their manifests as well, or all in one folder.
    shard(&place, "2/4", "some/b", &[]).well();
    shard(&place, "1/4", "some/a", &[]).well();
    let parts = ["some".to_owned(), "part-2-of-2/part.json".to_owned()];
    merge(&place, &parts, "mixed", &forms).well();
    assert_same(&place, "mixed", "one");
    let again = merge(&place, &parts, "mixed", &forms);
    assert_eq!(again.said(), ["mixed 已经完成；--force 可重新计算"]);
    let again = merge(&place, &parts, "mixed", &["--format", "csv,md,json", "--language", "en"]);
    assert_eq!(again.said(), ["mixed is complete already; --force computes it again"]);
}

/// Runs one shard of a study of several row groups.
fn shard_of_paths(place: &Place, (number, of): (u32, u32), more: &[&str]) -> Ended {
    let (shard, out) = (format!("{number}/{of}"), format!("part-{number}-of-{of}"));
    let smoke = config("smoke");
    let words = ["run", &smoke, "--shard", &shard, "--out", &out, "--worlds", "67", "--households", "1200"];
    place.run(&[&words[..], more].concat())
}

/// Several row groups, most of whose borders lie within shards.
#[test]
fn paths_of_shards_are_those_of_one_run() {
    let place = Place::new();
    let sizes = ["--save-paths", "--households", "1200"];
    let smoke = config("smoke");
    place.run(&[&["run", &smoke, "--out", "one", "--worlds", "67", "--no-report"][..], &sizes].concat()).well();
    let share = |number: u32, of: u32, more: &[&str]| {
        shard_of_paths(&place, (number, of), more).well();
        format!("part-{number}-of-{of}")
    };
    for of in [1, 2, 7] {
        let parts: Vec<String> = (1..=of).map(|number| share(number, of, &["--save-paths"])).collect();
        let merged = format!("merged-{of}");
        merge(&place, &parts, &merged, &["--no-report"]).well();
        assert_same(&place, &merged, "one");
    }
    // Again, with --force: the part is replaced when its successor is whole.
    let part = || contents(&place.path("part-2-of-2")).into_iter().filter(|(name, _)| name != "part.json");
    let before: Vec<_> = part().collect();
    share(2, 2, &["--save-paths", "--force"]);
    assert!(part().eq(before.clone()));
    // One that was kept without paths is computed again when they are asked for.
    share(2, 2, &["--force"]);
    let parts = ["part-1-of-2".to_owned(), "part-2-of-2".to_owned()];
    let refused = merge(&place, &parts, "half", &[]).refused();
    let said =
        "part-2-of-2 has no paths, part-1-of-2 has: run that shard again with --save-paths, or merge with --no-paths";
    assert!(refused.contains(said), "{refused}");
    merge(&place, &parts, "half", &["--no-paths", "--no-report"]).well();
    assert!(!place.path("half/paths.parquet").exists());
    let ended = shard_of_paths(&place, (2, 2), &["--save-paths"]);
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    assert_eq!(ended.said(), ["part-2-of-2 was kept without --save-paths, and has no paths; simulated again"]);
    assert!(part().eq(before));
    merge(&place, &parts, "whole", &["--no-report"]).well();
    assert_same(&place, "whole", "one");
    // Paths that are not what was written.
    let name = names(&place.path("part-1-of-2")).into_iter().find(|name| name.starts_with("paths-")).expect("paths");
    let path = place.path("part-1-of-2").join(&name);
    let mut bytes = fs::read(&path).expect("a file");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&path, bytes).expect("written");
    let refused = merge(&place, &parts, "spoilt", &[]).refused();
    assert!(refused.contains(&format!("{name}: it is not what was written there")), "{refused}");
    let ended = shard_of_paths(&place, (1, 2), &["--save-paths"]);
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    assert!(ended.said()[0].ends_with("it is not what was written there; starts over"), "{}", ended.stderr);
    merge(&place, &parts, "mended", &["--no-report"]).well();
    assert_same(&place, "mended", "one");
}

#[test]
fn a_shard_has_its_share_of_the_worlds_and_a_folder_that_sorts() {
    let place = Place::new();
    let smoke = config("smoke");
    let mut worlds = Vec::new();
    for number in 1..=10 {
        let shard = format!("{number}/10");
        let printed = place.run(&[&["run", &smoke, "--shard", &shard][..], &SIZES].concat()).well();
        let folder = printed.lines().nth(1).expect("a folder");
        let part: Value =
            serde_json::from_slice(&fs::read(place.path(folder).join("part.json")).expect("a part")).expect("JSON");
        worlds.push((part["first_world"].as_u64().expect("a world"), part["end_world"].as_u64().expect("a world")));
        let end = format!("-shard-{number:02}-of-10");
        assert!(folder.starts_with("results/smoke/") && folder.ends_with(&end), "{folder}");
    }
    assert_eq!((worlds[0].0, worlds[9].1), (0, 67));
    assert!(worlds.windows(2).all(|pair| pair[0].1 == pair[1].0), "{worlds:?}");
    assert!(worlds.iter().all(|(first, end)| (6..=7).contains(&(end - first))), "{worlds:?}");
    let printed = place.run(&["merge", "results/smoke"]).well();
    let results = printed.lines().find(|line| line.starts_with("results/smoke/")).expect("a folder");
    assert!(place.path(results).join("manifest.json").is_file());
}

#[test]
fn what_is_no_shard_is_refused() {
    let place = Place::new();
    for (asked, said) in [
        ("0/8", "shards are counted from 1: the first is 1/8"),
        ("9/8", "there is no shard 9 of 8: the last is 8/8"),
        ("3/0", "a study has one shard at least"),
        ("3", "not a shard, such as 3/8 for the third of eight"),
        ("a/b", "not a shard, such as 3/8 for the third of eight"),
        ("1/99999999999", "not a shard, such as 3/8 for the third of eight"),
        ("68/68", "--shard 68/68: the study has 67 worlds, and so at most 67 shards"),
    ] {
        let refused = shard(&place, asked, "here", &[]).refused();
        assert!(refused.contains(said), "{asked}: {refused}");
    }
    for (option, said) in [
        (&["--format", "xlsx"][..], "`underwater merge` makes them and the page, in the formats asked for there"),
        (&["--no-report"], "`underwater merge` makes them and the page, in the formats asked for there"),
        (&["--memory-limit", "1MB"], "--memory-limit is 1.0 MB"),
    ] {
        let refused = shard(&place, "1/2", "here", option).refused();
        assert!(refused.contains(said), "{option:?}: {refused}");
    }
    for command in ["why", "solve", "sensitivity"] {
        let refused = place.run(&[command, &config("smoke"), "--shard", "1/2"]).refused();
        assert!(refused.contains("unexpected argument '--shard'"), "{command}: {refused}");
    }
    assert!(names(&place.path(".")).is_empty(), "nothing was written");
}

#[test]
fn whoever_takes_a_part_for_results_is_told_what_it_is() {
    let place = Place::new();
    let parts = shards(&place, 2, &[]);
    let part = &parts[1];
    let before = contents(&place.path(part));
    let smoke = config("smoke");
    let whole = "part-2-of-2 holds a part of a study: shard 2 of 2 (worlds 33 to 66 of 67); `underwater merge` makes \
                 results of all parts";
    let run = [&["run", &smoke, "--out", part][..], &SIZES].concat();
    let forced = [&run[..], &["--force"]].concat();
    for words in [
        &["report", part][..],
        &["export", part, "--format", "csv"],
        &["compare", part, part],
        &["explain", part, "--world", "3", "--household", "1"],
        &["check", part],
        &run,
        &forced,
        &["why", &smoke, "--worlds", "8", "--households", "4", "--out", part],
        &["merge", &parts[0], part, "--out", part],
    ] {
        let said = place.run(words).refused();
        assert!(said.contains(whole), "{words:?}: {said}");
    }
    let said = place.run(&["report", "."]).refused();
    assert!(said.contains(". holds 2 parts of studies and no results: `underwater merge` makes them"), "{said}");
    assert_eq!(contents(&place.path(part)), before, "nobody touched it");
    let listed = place.run(&["list", ".", "--format", "json"]).well();
    let listed: Value = serde_json::from_str(&listed).expect("JSON");
    let second = &listed[1];
    assert_eq!((&second["condition"], &second["settings"]), (&"part".into(), &"--shard 2/2".into()));
    assert!(second["why"].as_str().expect("words").starts_with("shard 2 of 2 (worlds 33 to 66 of 67); "), "{second}");
    // And one of results, for a part.
    one_run(&place, "one", &["--quiet"]);
    for force in [&[][..], &["--force"]] {
        let said = shard(&place, "1/2", "one", force).refused();
        assert!(said.contains("one holds results, which a part does not replace; nothing in it was touched"), "{said}");
    }
    fs::write(place.path("mine.txt"), "mine").expect("written");
    let said = shard(&place, "1/2", ".", &[]).refused();
    assert!(said.contains("nothing in it was touched: name an empty folder"), "{said}");
}

#[test]
fn another_shard_or_study_is_named_and_replaced_only_when_forced() {
    let place = Place::new();
    shard(&place, "1/3", "here", &[]).well();
    let before = contents(&place.path("here"));
    let touched = "; nothing was touched: --force replaces it, or name another folder";
    let said = shard(&place, "2/3", "here", &[]).refused();
    assert!(
        said.contains(&format!("the part in here is shard 1 of 3 of this study (worlds 0 to 21){touched}")),
        "{said}"
    );
    let said = shard(&place, "1/3", "here", &["--seed", "8"]).refused();
    assert!(
        said.contains("the part in here is of another study: smoke (")
            && said.contains(&format!("), seed 7, value version {VALUE_VERSION}"))
    );
    assert!(said.contains(touched), "{said}");
    assert_eq!(contents(&place.path("here")), before);
    let again = shard(&place, "1/3", "here", &[]);
    assert_eq!(again.said(), ["here is complete already; --force computes it again"]);
    assert_eq!(contents(&place.path("here")), before);
    fs::write(place.path("here/notes.txt"), "mine").expect("written");
    shard(&place, "2/3", "here", &["--force"]).well();
    shard(&place, "1/3", "a", &[]).well();
    shard(&place, "3/3", "c", &[]).well();
    shard(&place, "3/3", "c", &["--force"]).well();
    assert_eq!(fs::read(place.path("here/notes.txt")).expect("a file"), b"mine");
    one_run(&place, "one", &[]);
    merge(&place, &["a", "c", "here"].map(str::to_owned), "merged", &[]).well();
    assert_same(&place, "merged", "one");
    // A damaged part is run again by the same command.
    let name = place.names("a").into_iter().find(|name| name.starts_with("worlds-")).expect("rows");
    fs::write(place.path("a").join(&name), "x").expect("written");
    let ended = shard(&place, "1/3", "a", &[]);
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    let said = format!("a: its checkpoint cannot be used: a/{name}: it is not what was written there; starts over");
    assert_eq!(ended.said(), [said.as_str()]);
    merge(&place, &["a", "c", "here"].map(str::to_owned), "again", &[]).well();
    assert_same(&place, "again", "one");
}

#[test]
fn everything_that_keeps_parts_apart_is_named_at_once() {
    let place = Place::new();
    let parts = shards(&place, 4, &[]);
    shard(&place, "4/4", "seed", &["--seed", "8"]).well();
    shard(&place, "2/4", "rate", &["--set", "loan.annual_rate=0.07"]).well();
    shard(&place, "1/2", "half", &[]).well();
    fs::create_dir(place.path("empty")).expect("made");
    one_run(&place, "one", &["--quiet"]);
    let tallies = place.names(&parts[0]).into_iter().find(|name| name.starts_with("tallies-")).expect("tallies");
    let path = place.path(&parts[0]).join(&tallies);
    let mut bytes = fs::read(&path).expect("a file");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&path, bytes).expect("written");
    let all: Vec<String> =
        [&parts[0], "half", "seed", "rate", "empty", "one", "gone", &parts[3]].map(str::to_owned).into();
    let said = merge(&place, &all, "merged", &[]).refused();
    for expected in [
        "error: empty: holds no part of a study",
        "error: one: holds results, not a part of some",
        "error: gone: there is no such folder",
        "error: seed is of another study than part-1-of-4: smoke (",
        "), worlds 50 to 66: its seed is 8, not 7",
        "error: rate is of another study than part-1-of-4: smoke (",
        "), worlds 16 to 32: its loan.annual_rate is 0.07, not ",
        &format!(
            "error: part-1-of-4/{tallies}: it is not what was written there; these are worlds 0 to 15: run that shard again"
        ),
        "error: worlds 0 to 15 are there twice: in part-1-of-4 and in half",
        "error: no part has worlds 33 to 49",
        "error: 8 faults in the parts; nothing was written\n",
    ] {
        assert!(said.contains(expected), "{expected} in\n{said}");
    }
    assert!(!place.path("merged").exists());
    let all = [parts[0].clone(), parts[0].clone(), parts[2].clone()];
    let said = merge(&place, &all, "merged", &[]).refused();
    assert!(said.contains("error: worlds 0 to 15 are there twice: in part-1-of-4 and in part-1-of-4"), "{said}");
    assert!(said.contains("error: no part has worlds 16 to 32 (--shard 2/4)"), "{said}");
    assert!(said.contains("error: no part has worlds 50 to 66 (--shard 4/4)"), "{said}");
    let text = fs::read_to_string(place.path("half/part.json")).expect("text");
    fs::write(place.path("half/part.json"), text.replace("\"form\": ", "\"form\": 9")).expect("written");
    let said = merge(&place, &["half".to_owned()], "merged", &[]).refused();
    assert!(said.contains("half is written in form 9"), "{said}");
}

/// Whatever becomes of any file of a part at any kilobyte: nothing is made of it, and the file is named.
#[test]
fn damage_at_every_kilobyte_is_refused() {
    let place = Place::new();
    let parts = shards(&place, 2, &[]);
    for name in place.names(&parts[0]) {
        let path = place.path(&parts[0]).join(&name);
        let whole = fs::read(&path).expect("a file");
        // A kilobyte at least, and not more than some dozens of them.
        let step = 1024 * (whole.len() / 1024 / 24).max(1);
        let mut damaged: Vec<Vec<u8>> = (0..whole.len()).step_by(step).map(|length| whole[..length].to_vec()).collect();
        damaged.extend((0..whole.len()).step_by(step).map(|at| {
            let mut bytes = whole.clone();
            bytes[at] ^= 4;
            bytes
        }));
        for bytes in damaged {
            fs::write(&path, &bytes).expect("written");
            let ended = merge(&place, &parts, "merged", &[]);
            assert_eq!(ended.code, Some(2), "{name} of {} bytes: {}", bytes.len(), ended.stderr);
            assert!(ended.stderr.contains("part-1-of-2"), "{}", ended.stderr);
            assert!(!place.path("merged").exists());
        }
        fs::write(&path, &whole).expect("written");
    }
    merge(&place, &parts, "merged", &[]).well();
}

/// Killed at some moment again and again, on other threads each time; then let finish.
#[test]
fn a_shard_goes_on_where_it_was_killed() {
    let place = Place::new();
    let smoke = config("smoke");
    let sizes = ["--worlds", "1500", "--households", "60"];
    place.run(&[&["run", &smoke, "--out", "one"][..], &sizes].concat()).well();
    let mut was_cut_short = 0;
    for number in ["1/2", "2/2"] {
        let out = format!("part-{}", &number[..1]);
        let words = |threads| {
            let words = ["run", &smoke, "--shard", number, "--out", &out, "--checkpoint-seconds", "0.02"];
            [&words[..], &sizes, &["--threads", threads]].concat()
        };
        for (round, threads) in ["1", "4", "2", "1"].into_iter().enumerate() {
            let mut command = place.command(&words(threads));
            let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts");
            let part = || -> Option<Value> {
                serde_json::from_slice(&fs::read(place.path(&out).join("part.json")).ok()?)
                    .expect("whole at any moment")
            };
            // At once, soon after the first of its worlds, and later.
            let since = Instant::now();
            let begun = part().map(|part| part["end_world"].clone());
            while round > 0 && child.try_wait().expect("a state").is_none() && since.elapsed() < Duration::from_secs(60)
            {
                if part().is_some_and(|part| Some(&part["end_world"]) != begun.as_ref()) {
                    break;
                }
                sleep(Duration::from_millis(1));
            }
            sleep(Duration::from_millis(7 * round as u64));
            child.kill().expect("killed");
            child.wait().expect("ended");
            let Some(part) = part() else { continue };
            let share = &part["share"];
            if part["end_world"] != share["end_world"] {
                was_cut_short += 1;
                let said = place.run(&["merge", &out, "--out", "merged"]).refused();
                assert!(said.contains(&format!("{out} is not whole: of worlds ")), "{said}");
                assert!(said.contains("the same command goes on"), "{said}");
                let listed = place.run(&["list", ".", "--format", "json"]).well();
                assert!(listed.contains("cut short, or still at work, at world "), "{listed}");
                let said = place.run(&["report", &out]).refused();
                assert!(said.contains("holds a part of a study: cut short, or still at work, at world "), "{said}");
            }
        }
        let ended = place.run(&words("3"));
        assert_eq!(ended.code, Some(0), "{}", ended.stderr);
        assert!(place.names(&out).iter().all(|name| !name.starts_with('.')), "{:?}", place.names(&out));
    }
    assert!(was_cut_short > 2, "{was_cut_short}");
    merge(&place, &["part-2", "part-1"].map(str::to_owned), "merged", &[]).well();
    assert_same(&place, "merged", "one");
}

/// A whole part that is computed again stays whole until its successor is.
#[test]
fn a_whole_part_stays_until_its_successor_is_whole() {
    let place = Place::new();
    let smoke = config("smoke");
    let sizes = ["--worlds", "3000", "--households", "60"];
    let words = |seed| {
        let words = ["run", &smoke, "--shard", "2/2", "--out", "here", "--checkpoint-seconds", "0.02", "--seed", seed];
        [&words[..], &sizes, &["--force"]].concat()
    };
    place.run(&words("7")).well();
    let before = contents(&place.path("here"));
    let mut command = place.command(&words("8"));
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts");
    let kept = place.path("here/.underwater-checkpoint/part.json");
    let since = Instant::now();
    while !kept.is_file() && since.elapsed() < Duration::from_secs(60) {
        sleep(Duration::from_millis(1));
    }
    child.kill().expect("killed");
    child.wait().expect("ended");
    let visible: Vec<_> = before.iter().filter(|(name, _)| !name.starts_with('.')).cloned().collect();
    let now: Vec<_> = names(&place.path("here")).into_iter().filter(|name| !name.starts_with('.')).collect();
    assert_eq!(now, visible.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>());
    assert!(visible.iter().all(|(name, bytes)| fs::read(place.path("here").join(name)).expect("a file") == *bytes));
    let ended = place.run(&words("8"));
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    assert!(ended.said()[0].starts_with("here: goes on from world "), "{}", ended.stderr);
    place.run(&["list", "."]).well();
    assert!(place.names("here").iter().all(|name| !name.starts_with('.')), "{:?}", place.names("here"));
}
