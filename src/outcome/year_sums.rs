//! What defaults of each year cost, path by path: places of the sums of a cell and year, METHOD.md equation (265).

use super::cell_sums::path_sums;
use super::{PathOutcome, kept};

path_sums! {
    YearSum:
    Ead, "Debt at default.";
    LossAtDefault, "The lender's loss, at default.";
    Loss, "The lender's loss, at month 0.";
}

/// The year of a month, from 0: months 1 to 12 are the first.
pub const fn year_of(month: usize) -> usize {
    month.saturating_sub(1) / 12
}

/// Years of so many months, the last perhaps in part.
pub const fn years(months: usize) -> usize {
    months.div_ceil(12)
}

/// The lender's loss at the month of default, (27) to (29), cents: EAD less recoveries plus costs, of a path that defaulted;
/// [`kept::ABOVE`] where a part of it is beyond what can be kept.
pub fn loss_at_default(outcome: &PathOutcome) -> i64 {
    match [outcome.ead, outcome.recovery_pv, outcome.lender_costs_pv].map(kept::known) {
        [Some(ead), Some(recovery), Some(costs)] => ead - recovery + costs,
        _ => kept::ABOVE,
    }
}
