//! A clock that is wrong, or is set back: it reaches no number, and the times that are told stay in order.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::SystemTime;

use super::begun::{assert_same, begin, command, ended, times};
use super::support::{CHECKPOINT, kill};
use crate::cli::support::Place;

const YEAR_SECONDS: i64 = 365 * 86_400;

/// What gives a process another clock (`clock.c`); none where there is no compiler.
fn other_clock(place: &Place) -> Option<PathBuf> {
    let source = format!("{}/tests/cli/survival/clock.c", env!("CARGO_MANIFEST_DIR"));
    let library = place.path("clock.so");
    let compiled = Command::new("cc").args(["-shared", "-fPIC", "-O1", "-o"]).arg(&library).arg(source).status();
    if compiled.is_ok_and(|status| status.success()) {
        return Some(library);
    }
    println!("no C compiler: a clock set back was not tried");
    None
}

fn now() -> i64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("after 1970").as_secs() as i64
}

#[test]
fn a_clock_set_back_moves_nothing() {
    let place = Place::new();
    let Some(library) = other_clock(&place) else { return };
    assert_eq!(ended(command(&place, &["--out", "unbroken", "--save-paths"]).spawn().expect("starts")).code, Some(0));
    let words = ["--out", "here", "--save-paths", "--checkpoint-seconds", "0.02"];
    // Seconds that the clock is wrong by, from how many milliseconds of the process on, before 1970 and far from now too.
    let year = YEAR_SECONDS;
    for (shift, after_ms) in [(-year, 0), (-year, 150), (-200 * year, 0), (year, 0), (5000 * year, 0)] {
        let first = begin(&place, &mut command(&place, &words), &format!("here/{CHECKPOINT}/part.json"));
        kill(&first, "-KILL");
        ended(first);
        let mut again = command(&place, &words);
        again.env("LD_PRELOAD", &library).env("CLOCK_SHIFT_SECONDS", shift.to_string());
        again.env("CLOCK_SHIFT_AFTER_MS", after_ms.to_string()).stderr(Stdio::piped());
        let said = ended(again.spawn().expect("starts"));
        assert_eq!(said.code, Some(0), "{shift}: {}", said.stderr);
        assert!(said.stderr.starts_with("here: goes on from world "), "{shift}: {}", said.stderr);
        assert_same(&place, "here", "unbroken", "the clock was another");
        let (started, finished, elapsed) = times(&place, "here");
        assert!((0.0..300.0).contains(&elapsed), "{shift}: {elapsed}");
        let told = (finished - started) as f64;
        assert!((told - elapsed).abs() <= 1.0, "{shift}: {started} to {finished} is not {elapsed}");
        // What the wrong clock said; the right one, where it was set back later.
        let expected = now() + if after_ms == 0 { shift } else { 0 };
        assert!((expected - started).abs() < 300, "{shift}: {started}, not {expected}");
        std::fs::remove_dir_all(place.path("here")).expect("removed");
    }
}
