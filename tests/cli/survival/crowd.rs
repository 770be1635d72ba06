//! Several writers of one folder.

use std::process::Child;
use std::thread::sleep;

use serde_json::Value;

use super::known::Known;
use super::support::{Chance, arguments, assert_holds, command, files, prepared, seed};

/// Several runs at once into one folder: the manifest that is there is over tables of its own seed.
pub fn crowd(known: &Known, chance: &mut Chance) -> &'static str {
    let (place, has_old) = prepared(chance);
    let children: Vec<Child> = (0..2 + chance.below(2))
        .map(|number| {
            let child = command(&place, &arguments(seed(number % 2 == 1), false)).spawn().expect("the program starts");
            sleep(known.run.mul_f64(chance.below(300) as f64 / 1000.0));
            child
        })
        .collect();
    let mut winners = 0;
    for child in children {
        let ended = child.wait_with_output().expect("ended");
        let said = String::from_utf8_lossy(&ended.stderr);
        match ended.status.code() {
            Some(0) => winners += 1,
            code => {
                assert!(code == Some(1) && said.contains("is being written by `underwater run "), "{code:?}: {said}")
            }
        }
    }
    assert!(winners > 0, "one of them wins");
    let manifest: Value = serde_json::from_slice(&files(&place.path("here"))["manifest.json"]).expect("JSON");
    let second = manifest["seed"] == 8;
    assert_holds(&place, &known.of[&(second, false)], has_old, "a crowd");
    "several runs at once"
}
