//! Shards that are killed.

use std::fs;

use super::known::Known;
use super::merge;
use super::support::{Chance, Moment, SIZES, as_words, assert_holds, copy, seed, strike, well};
use crate::cli::support::{Place, config};

/// One of three shards of the study, with its paths, into its own folder.
pub fn words(number: u32) -> Vec<String> {
    let (smoke, shard, out) = (config("smoke"), format!("{number}/3"), format!("part-{number}"));
    let words = ["run", &smoke, "--quiet", "--shard", &shard, "--out", &out, "--seed", seed(false), "--save-paths"];
    let words = [&words[..], &["--checkpoint-seconds", "0.01"], &SIZES].concat();
    words.into_iter().map(str::to_owned).collect()
}

/// The second of three shards is killed up to four times: nobody merges what is not whole.
pub fn killed(known: &Known, chance: &mut Chance) -> &'static str {
    let place = Place::new();
    [1, 3].iter().for_each(|number| copy(&known.part(*number), &place.path(&format!("part-{number}"))));
    let with_paths = chance.below(2) == 0;
    let merge = merge::words(with_paths);
    for _ in 0..=chance.below(4) {
        let signal = chance.one_of(&["-KILL", "-KILL", "-TERM", "-INT"]);
        strike(&place, &words(2), signal, Moment::After(chance.within(known.shard)), known.run * 20);
        let report = place.run(&["report", "part-2"]);
        assert!(report.code == Some(2) && report.stderr.contains("part-2"), "{}", report.stderr);
        let merged = place.run(&as_words(&merge));
        if merged.code == Some(0) {
            assert_holds(&place, &known.of[&(false, with_paths)], false, "a shard that was whole");
            fs::remove_dir_all(place.path("here")).expect("removed");
        } else {
            let is_named = ["part-2", "shard 2/3"].iter().any(|name| merged.stderr.contains(name));
            assert!(merged.code == Some(2) && is_named, "{}", merged.stderr);
            assert!(!place.path("here").exists(), "nothing is merged");
        }
    }
    well(&place, &words(2), "kills of a shard");
    well(&place, &merge, "kills of a shard");
    assert_holds(&place, &known.of[&(false, with_paths)], false, "kills of a shard");
    "a shard killed"
}
