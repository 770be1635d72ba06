//! Which cells a figure shows when there are more than it can hold.

use crate::aggregate::SUMMARY;
use crate::aggregate::estimates::DEFAULT_RATE;
use crate::report::ReportError;
use crate::report::reading::base_cell;
use crate::report::results::{Results, numbers};

/// At most `most` of them, evenly spread, the first and the last included.
pub(in crate::report) fn spread<T: Clone>(items: &[T], most: usize) -> Vec<T> {
    if items.len() <= most || most < 2 {
        return items.iter().take(most).cloned().collect();
    }
    let place = |number: usize| number * (items.len() - 1) / (most - 1);
    (0..most).filter_map(|number| items.get(place(number)).cloned()).collect()
}

/// At most `most` places of some values, in their order: first the lowest and the highest, then `base`, then as evenly as
/// can be.
pub(in crate::report) fn chosen(values: &[Option<f64>], base: usize, most: usize) -> Vec<usize> {
    if values.len() <= most {
        return (0..values.len()).collect();
    }
    let [lowest, highest] = ends(values);
    let mut places: Vec<usize> = Vec::new();
    let evenly = spread(&(0..values.len()).collect::<Vec<_>>(), most);
    for place in [highest, lowest, (base < values.len()).then_some(base)].into_iter().flatten().chain(evenly) {
        if places.len() < most && !places.contains(&place) {
            places.push(place);
        }
    }
    places.sort_unstable();
    places
}

/// The same of groups of cells, by the highest default rate in each.
pub(in crate::report) fn chosen_groups(
    results: &Results,
    groups: &[Vec<usize>],
    most: usize,
) -> Result<Vec<usize>, ReportError> {
    if groups.len() <= most {
        return Ok((0..groups.len()).collect());
    }
    let rates = numbers(results.table(&SUMMARY)?, &DEFAULT_RATE.column)?;
    let base = base_cell(results)?;
    let highest = |cells: &Vec<usize>| {
        let rates = cells.iter().filter_map(|cell| rates.get(*cell).copied().flatten());
        rates.reduce(|a, b| if b > a { b } else { a })
    };
    let values: Vec<Option<f64>> = groups.iter().map(highest).collect();
    let base = groups.iter().position(|cells| cells.contains(&base)).unwrap_or(0);
    Ok(chosen(&values, base, most))
}

/// At most `most` of some cells, in their order: those with the lowest and the highest default rate, the base, and some
/// between.
pub(in crate::report) fn chosen_cells(
    results: &Results,
    cells: &[usize],
    most: usize,
) -> Result<Vec<usize>, ReportError> {
    let alone: Vec<Vec<usize>> = cells.iter().map(|cell| vec![*cell]).collect();
    let places = chosen_groups(results, &alone, most)?;
    Ok(places.into_iter().filter_map(|place| cells.get(place).copied()).collect())
}

/// Places of the lowest and of the highest of some values.
fn ends(values: &[Option<f64>]) -> [Option<usize>; 2] {
    let known = || values.iter().enumerate().filter_map(|(place, value)| value.map(|value| (place, value)));
    let lowest = known().reduce(|a, b| if b.1 < a.1 { b } else { a });
    let highest = known().reduce(|a, b| if b.1 > a.1 { b } else { a });
    [lowest, highest].map(|end| end.map(|(place, _)| place))
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
    let mut cells: Vec<usize> = ends(&rates).into_iter().flatten().collect();
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
