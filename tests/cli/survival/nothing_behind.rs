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

/// A disk without room for the paths.
#[test]
fn after_a_failure_of_the_simulation() {
    let place = Place::new();
    let smoke = config("smoke");
    let words = ["run", &smoke, "--out", "here", "--save-paths", "--no-report", "--worlds", "40", "--households", "5"];
    for every in ["0", "60"] {
        let words = [&words[..], &["--quiet", "--checkpoint-seconds", every]].concat();
        for kilobytes in ["1", "8", "32"] {
            let ended = on_a_full_disk(&place, kilobytes, &words);
            assert_eq!(ended.code, Some(1), "{}", ended.stderr);
            let named = format!("error: here/{CHECKPOINT}/paths-0000000000.parquet: File too large");
            assert!(ended.stderr.starts_with(&named), "{}", ended.stderr);
            assert!(!place.path("here").exists(), "{kilobytes}: {:?}", place.names("here"));
        }
    }
    // Over results of the same study, which stay.
    place.run(&[&words[..], &["--quiet"]].concat()).well();
    let before = files(&place.path("here"));
    for kilobytes in ["1", "16", "32"] {
        let words = [&words[..], &NEVER, &["--force"]].concat();
        assert_eq!(on_a_full_disk(&place, kilobytes, &words).code, Some(1));
        assert!(files(&place.path("here")) == before, "{kilobytes}: {:?}", place.names("here"));
    }
}

/// The simulation ends well, and nothing can be prepared where its tables are to be.
#[test]
fn after_a_failure_of_the_tables() {
    let place = Place::new();
    let words = [&["--out", "here", "--save-paths"][..], &NEVER].concat();
    let child = begin(&place, &mut command(&place, &words), &format!("here/{CHECKPOINT}"));
    let in_the_way = format!("here/.underwater-staging-{}", child.id());
    std::fs::write(place.path(&in_the_way), "no folder").expect("written");
    let ended = ended(child);
    assert_eq!(ended.code, Some(1), "{}", ended.stderr);
    assert!(ended.stderr.starts_with("error: here/.underwater-staging-"), "{}", ended.stderr);
    assert!(!place.path("here").exists(), "{:?}", place.names("here"));
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
