//! Which cells a figure shows when there are more than it can hold.

use crate::aggregate::SUMMARY;
use crate::aggregate::estimates::DEFAULT_RATE;
use crate::report::ReportError;
use crate::report::results::{Results, numbers};

/// At most `most` of them, evenly spread, the first and the last included.
pub(in crate::report) fn spread<T: Clone>(items: &[T], most: usize) -> Vec<T> {
    if items.len() <= most || most < 2 {
        return items.iter().take(most).cloned().collect();
    }
    let place = |number: usize| number * (items.len() - 1) / (most - 1);
    (0..most).filter_map(|number| items.get(place(number)).cloned()).collect()
}

/// Whether a month is one of the at most `most` evenly spread ones that are drawn, so that a long horizon does not make
/// a heavy page; the first and the last always are.
pub(in crate::report) fn is_drawn(month: i64, horizon: u32, most: u32) -> bool {
    let step = i64::from(horizon.div_ceil(most).max(1));
    month == 1 || month == i64::from(horizon) || month % step == 0
}

/// Points of a line over months, at most about so many.
pub(in crate::report) const POINTS: u32 = 120;
/// Months at which the pointer finds values, at most about so many.
pub(in crate::report) const TIPS: u32 = 60;

/// The cells with the lowest and the highest default rate; one where there is but one.
pub(in crate::report) fn extremes(results: &Results) -> Result<Vec<usize>, ReportError> {
    let rates = numbers(results.table(&SUMMARY)?, &DEFAULT_RATE.column)?;
    let known = || rates.iter().enumerate().filter_map(|(cell, rate)| rate.map(|rate| (cell, rate)));
    let lowest = known().reduce(|a, b| if b.1 < a.1 { b } else { a });
    let highest = known().reduce(|a, b| if b.1 > a.1 { b } else { a });
    let mut cells: Vec<usize> = [lowest, highest].into_iter().flatten().map(|(cell, _)| cell).collect();
    cells.dedup();
    Ok(cells)
}

/// Cells by scenario, in the order of the scenarios; all in one where there are none.
pub(in crate::report) fn by_scenario(results: &Results) -> Vec<(Option<&str>, Vec<usize>)> {
    let mut groups: Vec<(Option<&str>, Vec<usize>)> = Vec::new();
    for (cell, label) in results.labels.iter().enumerate() {
        let scenario = label.scenario.as_deref();
        match groups.iter_mut().find(|(name, _)| *name == scenario) {
            Some((_, cells)) => cells.push(cell),
            None => groups.push((scenario, vec![cell])),
        }
    }
    groups
}
