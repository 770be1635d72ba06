//! Series and knots as numbers by month.

use crate::config::mirror::SeriesRef;
use crate::config::{Document, Fault, Loaded, Series, YearMonth};

pub(super) fn series_of<'a>(
    loaded: &'a Loaded,
    reference: &SeriesRef,
    key: &str,
    document: &Document,
) -> Result<&'a Series, Fault> {
    loaded.data.series(reference).ok_or_else(|| document.fault_at(key, "names a series that was not read", None))
}

/// Monthly log returns between the levels of a window, both ends included.
pub(super) fn log_returns(series: &Series, first: Option<YearMonth>, last: Option<YearMonth>) -> Vec<f64> {
    let at = |month: Option<YearMonth>, otherwise| month.and_then(|month| series.position(month)).unwrap_or(otherwise);
    let (first, last) = (at(first, 0), at(last, series.values.len().saturating_sub(1)));
    let window = series.values.get(first..=last).unwrap_or_default();
    window.windows(2).map(|pair| libm::log(pair[1] / pair[0])).collect()
}

/// A rate for every month from `start` to the end of the series: linear between observations, flat beyond the first and
/// the last. A value stands at the middle of its period.
pub(super) fn monthly_rates(series: &Series, start: YearMonth) -> Vec<f64> {
    let last = series.last_ordinal().max(start.ordinal());
    (start.ordinal()..=last).map(|ordinal| series.at(ordinal)).collect()
}

/// The value at a month of knots that begin at month 0: the last knot's, or linear to the next.
pub(super) fn at_knots(knots: &[(u32, f64)], month: u32, linear: bool) -> f64 {
    let next = knots.partition_point(|knot| knot.0 <= month);
    let (from, level) = knots[next.saturating_sub(1)];
    match knots.get(next) {
        Some(&(to, target)) if linear => level + (target - level) * f64::from(month - from) / f64::from(to - from),
        _ => level,
    }
}
