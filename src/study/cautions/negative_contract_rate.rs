//! Floating loans whose policy rate and spread add up to less than nothing: the contract rate then stays at 0.

use super::{Caution, in_cells};
use crate::loan::LoanRate;
use crate::study::{Cell, Study};

/// Sums this near to 0 are a subsidy of the whole policy rate, and what rounding leaves of it.
const NOTHING_ANNUAL: f64 = 1e-9;

/// One caution for the whole study, of the lowest sum at a month in which the contract rate is set. A drawn policy rate
/// is known beforehand at origination alone.
pub(super) fn cautions(study: &Study) -> Vec<Caution> {
    let found: Vec<(f64, u32)> = study.cells.iter().filter_map(|cell| lowest_sum(study, cell)).collect();
    let Some((sum, month)) = found.iter().copied().reduce(|low, next| if next.0 < low.0 { next } else { low }) else {
        return Vec::new();
    };
    let message = format!(
        "{}policy rate and spread add up to less than 0 ({} a year in month {month}): the contract rate is 0 then, \
         since no lender pays its borrower; if that is not meant, see whether the spread or the policy rate has a wrong \
         sign or unit",
        in_cells(found.len(), &study.cells),
        (sum * 1e6).round() / 1e6,
    );
    vec![Caution { key: "loan.spread_annual", message }]
}

/// The lowest negative sum of policy rate and spread of a cell, and the month whose policy rate it takes.
fn lowest_sum(study: &Study, cell: &Cell) -> Option<(f64, u32)> {
    let LoanRate::Floating { policy_rate, spread_annual } = cell.loan.rate else { return None };
    let (model, _) = &study.world_models.policy_rate[policy_rate];
    let set_in = (0..study.last_workout_month()).filter(|month| cell.loan.reprices(month + 1) || *month == 0);
    let sums = set_in.filter_map(|month| model.known_annual(month).map(|policy| (policy + spread_annual, month)));
    let lowest = sums.reduce(|low, next| if next.0 < low.0 { next } else { low });
    lowest.filter(|(sum, _)| *sum < -NOTHING_ANNUAL)
}
