//! A disk that has no room.

use super::known::Known;
use super::support::{
    CHECKPOINT, Chance, arguments, as_words, assert_holds, assert_honest, files, on_a_full_disk, prepared, seed, well,
};

/// No file may be longer than some size: what is whole stays, and the file that did not fit is named.
pub fn full_disk(known: &Known, chance: &mut Chance) -> &'static str {
    let (place, has_old) = prepared(chance);
    // Without paths it is a form that does not fit.
    let with_paths = chance.below(2) == 0;
    let words = arguments(seed(false), with_paths);
    let here = place.path("here");
    let before = files(&here);
    let blocks = (1 + chance.below(200)).to_string();
    let ended = on_a_full_disk(&place, &blocks, &as_words(&words));
    assert_honest(&place, "on a full disk");
    if ended.code != Some(0) {
        assert_eq!(ended.code, Some(1), "{}", ended.stderr);
        let fault = ended.stderr.lines().find(|line| line.starts_with("error: ")).expect("a fault");
        assert!(fault.starts_with("error: here/") && fault.contains("too large"), "{fault}");
        let now = files(&here);
        let kept = before.iter().all(|(name, bytes)| now.get(name) == Some(bytes));
        assert!(kept || ended.stderr.contains("the tables in here are whole"), "{}", ended.stderr);
        // What was simulated may be kept: the tables have had no room, which another disk may have.
        let is_left = |name: &String| name.starts_with(".underwater") && name != CHECKPOINT;
        assert!(!now.keys().any(is_left), "{:?}", now.keys());
    }
    well(&place, &words, "a full disk");
    assert_holds(&place, &known.of[&(false, with_paths)], has_old, "a full disk");
    "a disk that is full"
}
