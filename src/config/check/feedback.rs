//! Rules between the keys of `[feedback]`, and what it cannot stand beside yet.

use super::tables::{Broken, Tables};

/// A part that decays needs to be told how fast, and a tape of loans has no market of its own.
pub(super) fn check(tables: &Tables, broken: &mut Vec<Broken>) {
    let Some(Some(feedback)) = &tables.feedback else { return };
    if feedback.permanent_frac < 1.0 && feedback.decay_monthly.is_none() {
        let why = format!("needed: {} of the impact decays", 1.0 - feedback.permanent_frac);
        broken.push(Broken::missing("feedback.decay_monthly", why));
    }
    if matches!(tables.portfolio, Some(Some(_))) {
        let message = "cannot be combined with [portfolio] yet: the loans of a tape are a bank's and no whole market, and no \
                       key tells what share of each region's market they are";
        broken.push(Broken::value("feedback", message));
    }
}
