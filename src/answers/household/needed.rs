//! How much cash keeps the risk of default at one in a hundred, METHOD.md (151).

use std::ops::Range;

use super::grid::Row;
use super::rates::Rates;

/// The risk for which cash is asked.
pub const RISK: f64 = 0.01;

/// Errors to either side that hold the value of infinitely many runs 95 times in 100, METHOD.md (103).
const ERRORS: f64 = 2.0;

/// What the buffers looked at say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// From some buffer on the risk is no larger.
    MetFrom,
    /// It is larger at every buffer looked at.
    Never,
    /// It is no larger at any of them.
    Always,
    /// It is not told: nobody could buy.
    NotTold,
}

impl Status {
    const ALL: [Self; 4] = [Self::MetFrom, Self::Never, Self::Always, Self::NotTold];

    /// The word of tables.
    pub const fn word(self) -> &'static str {
        match self {
            Self::MetFrom => "met_from",
            Self::Never => "never_met",
            Self::Always => "always_met",
            Self::NotTold => "not_told",
        }
    }

    /// What a table names.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.word() == word)
    }
}

/// The answer for a down payment.
#[derive(Clone, Debug, PartialEq)]
pub struct Needed {
    /// Rows of the grid that it is made of.
    pub line: Range<usize>,
    /// What the buffers say.
    pub status: Status,
    /// The buffer from which on the risk is no larger, between two buffers interpolated.
    pub buffer: Option<f64>,
    /// Lower end of its interval; empty where it lies beyond the buffers looked at, or no error is told.
    pub lower: Option<f64>,
    /// Upper end.
    pub upper: Option<f64>,
}

/// The answer of a line: the first buffer after the last that does not do.
pub(super) fn of(line: Range<usize>, rows: &[Row], rates: &[Rates]) -> Needed {
    let at = |place: usize| Some((rows.get(place)?.buffer, rates.get(place)?.default));
    let points: Vec<(f64, f64, Option<f64>)> = line
        .clone()
        .filter_map(at)
        .filter_map(|(buffer, estimate)| Some((buffer, estimate.value? - RISK, estimate.mcse)))
        .collect();
    let nothing = |status| Needed { line: line.clone(), status, buffer: None, lower: None, upper: None };
    let Some(last_above) = points.iter().rposition(|(_, excess, _)| *excess > 0.0) else {
        return nothing(if points.is_empty() { Status::NotTold } else { Status::Always });
    };
    let (Some(above), Some(met)) = (points.get(last_above), points.get(last_above + 1)) else {
        return nothing(Status::Never);
    };
    let crossing = between((above.0, above.1), (met.0, met.1), 0.0);
    // Outwards to where the excess first is so many errors.
    let end = |mut places: Box<dyn Iterator<Item = usize>>, level: f64| {
        let mut before: Option<(f64, f64)> = None;
        places.find_map(|place| {
            let (buffer, excess, mcse) = *points.get(place)?;
            // Without an error the end is not known; nearer than here it may be, and not farther.
            let Some(errors) = mcse.filter(|mcse| *mcse > 0.0).map(|mcse| excess / mcse) else { return Some(None) };
            if errors * level >= level * level {
                return Some(Some(before.map_or(buffer, |before| between(before, (buffer, errors), level))));
            }
            before = Some((buffer, errors));
            None
        })
    };
    let lower = end(Box::new((0..=last_above + 1).rev()), ERRORS).flatten();
    let upper = end(Box::new(last_above..points.len()), -ERRORS).flatten();
    Needed { line, status: Status::MetFrom, buffer: Some(crossing), lower, upper }
}

/// Where a line through two points has the height `level`.
fn between(from: (f64, f64), to: (f64, f64), level: f64) -> f64 {
    from.0 + (to.0 - from.0) * ((level - from.1) / (to.1 - from.1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Estimate;

    fn needed(points: &[(f64, f64, f64)]) -> Needed {
        let row = |buffer| Row {
            down_payment: 0.2,
            buffer,
            buffer_months: 0.0,
            savings: 0.0,
            instalment: 0.0,
            is_own: false,
        };
        let rows: Vec<Row> = points.iter().map(|(buffer, ..)| row(*buffer)).collect();
        let rate =
            |value, mcse| Rates { default: Estimate { value: Some(value), mcse: Some(mcse) }, ..Rates::default() };
        let rates: Vec<Rates> = points.iter().map(|(_, value, mcse)| rate(*value, *mcse)).collect();
        of(0..rows.len(), &rows, &rates)
    }

    #[test]
    fn a_crossing_is_interpolated_and_its_ends_are_two_errors_away() {
        // Excess 0.03, 0.01, -0.01 with errors of 0.005: 6, 2 and -2 errors.
        let found = needed(&[(0.0, 0.04, 0.005), (100.0, 0.02, 0.005), (200.0, 0.0, 0.005)]);
        assert_eq!((found.status, found.buffer), (Status::MetFrom, Some(150.0)));
        assert_eq!((found.lower, found.upper), (Some(100.0), Some(200.0)));
    }

    #[test]
    fn an_end_beyond_the_buffers_is_empty() {
        let found = needed(&[(0.0, 0.011, 0.005), (100.0, 0.009, 0.005)]);
        assert_eq!((found.buffer.map(f64::round), found.lower, found.upper), (Some(50.0), None, None));
        assert_eq!(needed(&[(0.0, 0.5, 0.01), (1.0, 0.4, 0.01)]).status, Status::Never);
        assert_eq!(needed(&[(0.0, 0.01, 0.01), (1.0, 0.0, 0.01)]).status, Status::Always);
        assert_eq!(needed(&[]).status, Status::NotTold);
    }
}
