//! Threads, rayon's or Polars', change no byte but the manifest's times.

use std::fs;

use super::support::{Place, ended};

/// All but the figures, which the page holds.
const EVERY: &str = "csv,xlsx,md,tex,json";

#[test]
fn threads_change_no_byte() {
    let place = Place::new();
    place.run_small("one", &["--threads", "1", "--save-paths", "--format", EVERY]).well();
    place.run_small("two", &["--threads", "2", "--save-paths", "--format", EVERY]).well();
    place.run_small("many", &["--threads", "7", "--save-paths", "--format", EVERY]).well();
    let smoke = super::support::config("smoke");
    let arguments =
        [&["run", &smoke, "--out", "polars", "--save-paths", "--format", EVERY][..], &super::support::SMALL].concat();
    ended(place.command(&arguments).env("POLARS_MAX_THREADS", "1")).well();

    let names = place.names("one");
    let is_there = |table: &str| names.contains(&format!("{table}.csv")) && names.contains(&format!("{table}.parquet"));
    assert!(["summary", "months", "comparisons"].into_iter().all(is_there), "{names:?}");
    for other in ["two", "many", "polars"] {
        assert_eq!(place.names(other), names);
        for name in names.iter().filter(|name| *name != "manifest.json") {
            let bytes = |folder: &str| fs::read(place.path(folder).join(name)).expect("a file");
            assert!(bytes(other) == bytes("one"), "{name} of {other}");
        }
        let (mut mine, mut theirs) = (place.manifest("one"), place.manifest(other));
        mine["times"].take();
        theirs["times"].take();
        assert_eq!(mine, theirs);
    }
}
