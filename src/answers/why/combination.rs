//! Combinations of causes that are off: the number of one has bit i where the i-th cause is off, so that 0 is the study.

use crate::config::mirror::{Counterfactual, Switch};
use crate::config::{CellConfig, Point, SweepValue};

/// Number of causes that are turned off and on.
pub(super) const SWITCH_COUNT: usize = Counterfactual::SWITCHES.len();
/// All combinations.
pub const COMBINATIONS: usize = 1 << SWITCH_COUNT;
/// Home values hold: the first cause off.
pub(super) const NO_PRICE_FALLS: usize = 1;
/// Income holds: the second cause off.
pub(super) const NO_INCOME_SHOCKS: usize = 1 << 1;
/// Every cause off.
pub(super) const ALL_OFF: usize = COMBINATIONS - 1;

/// Every combination of a cell, as design points. What the cell itself has off stays off in all of them.
pub(super) fn points(cell: &CellConfig) -> Vec<Point> {
    let own = cell.config.counterfactual.unwrap_or_default();
    let point = |off: usize| {
        let switches = Counterfactual::SWITCHES.iter().enumerate();
        let setting = |(place, (key, is_on)): (usize, &Switch)| {
            (format!("counterfactual.{key}"), SweepValue::Boolean(is_on(&own) && !is_off(off, place)))
        };
        switches.map(setting).collect()
    };
    (0..COMBINATIONS).map(point).collect()
}

/// Whether a combination has the cause at `place` off.
pub(super) fn is_off(off: usize, place: usize) -> bool {
    off >> place & 1 == 1
}

/// The causes that are off, joined by `+`; `none` where none is.
pub(super) fn name(off: usize) -> String {
    let keys: Vec<&str> = Counterfactual::SWITCHES
        .iter()
        .enumerate()
        .filter(|(place, _)| is_off(off, *place))
        .map(|(_, it)| it.0)
        .collect();
    if keys.is_empty() { "none".to_owned() } else { keys.join("+") }
}
