//! Runs that are caught while they simulate, and what the same command makes of what they left.

use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::cli::support::{Ended, Place, config};

/// About a second of simulation.
pub const SIZES: [&str; 4] = ["--worlds", "900", "--households", "100"];

/// The program with these words after `run` and the study's, not yet started.
pub fn command(place: &Place, more: &[&str]) -> Command {
    let smoke = config("smoke");
    let forms: &[&str] = if more.contains(&"--shard") { &[] } else { &["--no-report"] };
    let mut command = place.command(&[&["run", &smoke][..], forms, &SIZES, more].concat());
    command.stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

/// Starts it, and waits until it has put something of this name there.
pub fn begin(place: &Place, command: &mut Command, name: &str) -> Child {
    let mut child = command.spawn().expect("the program starts");
    let since = Instant::now();
    while !place.path(name).exists() {
        assert!(child.try_wait().expect("a state").is_none(), "it ended before there was {name}");
        assert!(since.elapsed() < Duration::from_secs(120), "there is {name}");
        sleep(Duration::from_millis(1));
    }
    child
}

pub fn ended(child: Child) -> Ended {
    let output = child.wait_with_output().expect("ended");
    let stderr = String::from_utf8(output.stderr).expect("text");
    assert!(!stderr.contains("panicked"), "{stderr}");
    Ended { code: output.status.code(), stdout: String::new(), stderr }
}

/// Asserts that one folder holds what another does, the times of the manifest apart.
pub fn assert_same(place: &Place, out: &str, expected: &str, after: &str) {
    let (found, expected) = (super::support::files(&place.path(out)), super::support::files(&place.path(expected)));
    assert_eq!(found.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>(), "{after}");
    expected.iter().for_each(|(name, bytes)| assert!(found[name] == *bytes, "{name} after {after}"));
}

/// When the results in a folder were begun and ended, and how many seconds that took by their own word.
pub fn times(place: &Place, out: &str) -> (i64, i64, f64) {
    let Value::Object(times) = place.manifest(out)["times"].take() else { panic!("times") };
    let second = |key: &str| {
        let text: jiff::Timestamp = times[key].as_str().expect("a time").parse().expect("RFC 3339");
        text.as_second()
    };
    (second("started"), second("finished"), times["elapsed_seconds"].as_f64().expect("seconds"))
}
