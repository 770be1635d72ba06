//! What undisturbed commands leave, and how long they take.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::support::{Files, arguments, files, seed, well};
use super::{export, merge, shard};
use crate::cli::support::Place;

pub struct Known {
    /// By whether the seed is the second, and whether there are paths.
    pub of: BTreeMap<(bool, bool), Files>,
    pub exported: Files,
    place: Place,
    pub run: Duration,
    pub export: Duration,
    pub shard: Duration,
    pub merge: Duration,
}

impl Known {
    pub fn new() -> Self {
        let place = Place::new();
        let took = |words: &[String]| {
            let since = Instant::now();
            well(&place, words, "nothing");
            since.elapsed()
        };
        let mut of = BTreeMap::new();
        let mut run = Duration::ZERO;
        for (second, with_paths) in [(false, false), (false, true), (true, false), (true, true)] {
            let _ = fs::remove_dir_all(place.path("here"));
            run = run.max(took(&arguments(seed(second), with_paths)));
            of.insert((second, with_paths), files(&place.path("here")));
        }
        let export = took(&export::words());
        let exported = files(&place.path("here"));
        let shard = (1..=3).map(|number| took(&shard::words(number))).max().expect("three parts");
        fs::remove_dir_all(place.path("here")).expect("removed");
        let merge = took(&merge::words(true));
        Self { of, exported, place, run, export, shard, merge }
    }

    /// A whole part of the study, with its paths.
    pub fn part(&self, number: u32) -> PathBuf {
        self.place.path(&format!("part-{number}"))
    }
}
