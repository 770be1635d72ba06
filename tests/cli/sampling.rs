//! `[sampling]` through the program: shards and interruptions change nothing, errors are told as what they are.

use std::fs;

use super::support::{Place, config};

const BAD: &str = "sampling={method=\"sobol\",bad_worlds_one_in=20}";

fn words<'a>(smoke: &'a str, out: &'a str) -> Vec<&'a str> {
    let sizes = ["--households", "40", "--worlds", "128", "--format", "csv", "--no-report", "--set", BAD];
    [&["run", smoke, "--out", out][..], &sizes].concat()
}

#[test]
fn shards_of_sampled_worlds_are_the_whole() {
    let place = Place::new();
    let smoke = config("smoke");
    let said = place.run(&words(&smoke, "whole")).well();
    assert!(said.contains("between batches of worlds that lie evenly"), "{said}");
    assert!(said.contains("Half of the worlds are drawn among the bad ones"), "{said}");
    for shard in ["1/3", "2/3", "3/3"] {
        let part = shard.replace('/', "_of_");
        let sizes = ["--households", "40", "--worlds", "128", "--set", BAD];
        place.run(&[&["run", &smoke, "--shard", shard, "--out", &part][..], &sizes].concat()).well();
    }
    let merged = ["merge", "1_of_3", "2_of_3", "3_of_3", "--out", "merged", "--format", "csv", "--no-report"];
    place.run(&merged).well();
    for name in place.names("whole") {
        if name != "manifest.json" {
            let bytes = |out: &str| fs::read(place.path(out).join(&name)).expect("a file");
            assert!(bytes("whole") == bytes("merged"), "{name}");
        }
    }
}

#[test]
fn a_cautious_author_is_told_how_points_are_used_whole() {
    let place = Place::new();
    let smoke = config("smoke");
    let said = place.run(&["check", &smoke, "--set", BAD, "--worlds", "100"]).well();
    assert!(said.contains("128 worlds would be used better"), "{said}");
    let said = place.run(&["check", &smoke, "--set", BAD, "--worlds", "128"]).well();
    assert!(!said.contains("would be used better"), "{said}");
}
