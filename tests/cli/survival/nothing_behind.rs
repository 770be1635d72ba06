//! A run that keeps nothing leaves nothing behind, whatever ends it.

use std::thread::sleep;
use std::time::Duration;

use super::begun::{SIZES, begin, command, ended};
use super::support::{CHECKPOINT, files, kill, on_a_full_disk};
use crate::cli::support::{Place, config};

const NEVER: [&str; 3] = ["--checkpoint-seconds", "0", "--quiet"];

/// Told to stop at moments from the beginning of the simulation to beyond its tables.
#[test]
fn after_a_signal() {
    let place = Place::new();
    let words = [&["--out", "here", "--save-paths"][..], &NEVER].concat();
    let mut interrupted = 0;
    for round in 0..8 {
        let child = begin(&place, &mut command(&place, &words), &format!("here/{CHECKPOINT}"));
        sleep(Duration::from_millis(170 * round));
        kill(&child, if round % 2 == 0 { "-INT" } else { "-TERM" });
        let ended = ended(child);
        if ended.code == Some(0) {
            break;
        }
        assert_eq!(ended.code, Some(if round % 2 == 0 { 130 } else { 143 }), "{}", ended.stderr);
        assert!(!place.path("here").exists(), "{round}: {:?}", place.names(&format!("here/{CHECKPOINT}")));
        interrupted += 1;
    }
    assert!(interrupted > 1, "{interrupted}");
}

/// A disk without room for the paths, and one without room for a table that is made of them.
#[test]
fn after_a_failure_of_simulation_or_tables() {
    let place = Place::new();
    let smoke = config("smoke");
    let words = ["run", &smoke, "--out", "here", "--save-paths", "--no-report", "--worlds", "40", "--households", "1"];
    for every in ["0", "60"] {
        let words = [&words[..], &["--quiet", "--checkpoint-seconds", every]].concat();
        let mut named = [0, 0];
        for kilobytes in ["1", "4", "8", "16", "24", "32", "48", "64", "96", "128", "192"] {
            let ended = on_a_full_disk(&place, kilobytes, &words);
            if ended.code == Some(0) {
                std::fs::remove_dir_all(place.path("here")).expect("removed");
                continue;
            }
            assert_eq!(ended.code, Some(1), "{}", ended.stderr);
            assert!(!place.path("here").exists(), "{kilobytes}: {:?}", place.names("here"));
            named[usize::from(!ended.stderr.contains(&format!("{CHECKPOINT}/paths-")))] += 1;
        }
        assert!(named.iter().all(|times| *times > 0), "paths and tables: {named:?}");
    }
    // Over results of the same study, which stay.
    place.run(&[&words[..], &["--quiet"]].concat()).well();
    let before = files(&place.path("here"));
    for kilobytes in ["1", "32", "64"] {
        let words = [&words[..], &NEVER, &["--force"]].concat();
        assert_eq!(on_a_full_disk(&place, kilobytes, &words).code, Some(1));
        assert!(files(&place.path("here")) == before, "{kilobytes}: {:?}", place.names("here"));
    }
}

/// A shard that is simulated again leaves the whole one as it was.
#[test]
fn beside_a_whole_part() {
    let place = Place::new();
    let words = [&["--out", "here", "--shard", "1/1", "--save-paths"][..], &NEVER].concat();
    place.run(&[&["run", &config("smoke")][..], &SIZES, &words].concat()).well();
    let before = files(&place.path("here"));
    let words = [&words[..], &["--force"]].concat();
    let child = begin(&place, &mut command(&place, &words), &format!("here/{CHECKPOINT}/part.json"));
    kill(&child, "-TERM");
    let ended = ended(child);
    assert_eq!(ended.code, Some(143), "{}", ended.stderr);
    assert!(files(&place.path("here")) == before, "{:?}", place.names("here"));
}
