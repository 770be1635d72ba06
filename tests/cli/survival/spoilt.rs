//! Files that are not what was written.

use std::fs;

use super::known::Known;
use super::support::{Chance, arguments, assert_holds, command, seed, well};
use crate::cli::support::{Place, ended};

/// A bit of any file is flipped, or its end is missing: it is told, and the same command without `--force` mends it.
pub fn spoilt(known: &Known, chance: &mut Chance) -> &'static str {
    let place = Place::new();
    let words: Vec<String> = arguments(seed(false), true).into_iter().filter(|word| word != "--force").collect();
    well(&place, &words, "nothing");
    let known = &known.of[&(false, true)];
    let names: Vec<&String> = known.keys().collect();
    let name = chance.one_of(&names);
    let path = place.path("here").join(name);
    let mut bytes = fs::read(&path).expect("a file");
    let at = chance.below(bytes.len() as u64) as usize;
    let times = bytes.windows(7).position(|text| text == b"\"times\"").filter(|_| name == "manifest.json");
    if chance.below(4) == 0 {
        bytes.truncate(at);
    } else {
        // When results were computed is nobody's promise.
        bytes[times.map_or(at, |times| at % times)] ^= 1 << chance.below(8);
    }
    fs::write(&path, bytes).expect("written");
    for other in [&["report", "here", "--language", "zh"][..], &["export", "here", "--format", "tex"]] {
        let ended = place.run(other);
        assert!(ended.code != Some(0) && ended.stderr.contains("here"), "{name} at {at}: {}", ended.stderr);
    }
    let ended = ended(&mut command(&place, &words));
    if name == "manifest.json" && ended.code == Some(2) {
        // It no longer names this program or this study, so that nothing there is anybody's to replace.
        assert!(ended.stderr.contains("manifest.json") || ended.stderr.contains("another study"), "{}", ended.stderr);
    } else {
        assert_eq!(ended.code, Some(0), "{name} at {at}: {}", ended.stderr);
        assert_holds(&place, known, false, name);
    }
    "a file spoilt"
}
