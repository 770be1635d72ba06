//! Interest on the late performance of a judgment, equations (84) and (85) (METHOD.md §5, step 7): simple, beside the general interest, and paid
//! only after the debt. Mainland China: Fa Shi [2014] 8, 0.0175% a day on the judgment debt without general interest.

use super::Foreclosure;
use super::proceeding::Proceeding;
use crate::household::HouseholdMonth;
use crate::loan::to_grain;
use crate::outcome::{Flow, Notes};

/// Days counted to a month, as days past due are.
const DAYS: f64 = 30.0;

/// A month's interest on the part of a judgment debt that bears it.
pub fn month_of_interest(base: f64, late_interest_daily: f64) -> f64 {
    to_grain(DAYS * late_interest_daily * base)
}

/// What of `left`, the rest of debt and late interest together, is late interest: the debt is paid first.
pub fn late_part(left: f64, late_interest: f64) -> f64 {
    if late_interest < left { late_interest } else { left }
}

/// The part of a judgment debt that still bears late interest once `debt` is left: never more than either.
pub fn bearing(judgment_debt: f64, debt: f64) -> f64 {
    if debt < judgment_debt { debt } else { judgment_debt }
}

impl Foreclosure {
    /// Step 7: a month's interest while the home is held, from the month after judgment on.
    pub fn accrue_late_interest(&self, proceeding: &Proceeding, household: &mut HouseholdMonth<'_, impl Notes>) {
        let Some(judged) = proceeding.judged().filter(|judged| judged.month < household.clock.month) else { return };
        if self.late_interest_daily > 0.0 {
            let interest = month_of_interest(judged.judgment_debt, self.late_interest_daily);
            household.position.late_interest += interest;
            household.post(Flow::LateInterest, interest);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2.8 million at 0.0175% a day: 490 a day, 14 700 a month.
    #[test]
    fn by_hand() {
        assert!((month_of_interest(2.8e6, 0.000175) - 14_700.0).abs() < 1e-6);
        assert_eq!((late_part(100.0, 30.0), late_part(10.0, 30.0)), (30.0, 10.0));
        assert_eq!((bearing(100.0, 30.0), bearing(10.0, 30.0)), (30.0, 10.0));
    }
}
