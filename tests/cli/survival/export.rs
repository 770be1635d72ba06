//! Exports that are killed.

use super::known::Known;
use super::support::{Chance, Moment, arguments, assert_holds, assert_honest, leave_mine, seed, strike, well};
use crate::cli::support::Place;

pub fn words() -> Vec<String> {
    ["export", "here", "--format", "xlsx,svg,tex"].map(str::to_owned).to_vec()
}

pub fn killed(known: &Known, chance: &mut Chance) -> &'static str {
    let place = Place::new();
    well(&place, &arguments(seed(true), true), "nothing");
    leave_mine(&place);
    for _ in 0..=chance.below(3) {
        let signal = chance.one_of(&["-KILL", "-TERM", "-INT"]);
        strike(&place, &words(), signal, Moment::After(chance.within(known.export)), known.run * 20);
        assert_honest(&place, "after a kill");
    }
    well(&place, &["report".to_owned(), "here".to_owned()], "a killed export");
    well(&place, &words(), "a killed export");
    assert_holds(&place, &known.exported, true, "a killed export");
    "an export killed at a random moment"
}
