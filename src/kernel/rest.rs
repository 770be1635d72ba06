//! Equal months at once: a household that earns, spends and pays the same every month changes its cash along straight lines, and
//! the month in which it falls short is a division. Money is counted in whole grains, so that this is what month after month
//! of [`pay_all`](crate::household::budget::pay_all) gives, to the last bit.

use crate::household::budget::pay_all;
use crate::loan::to_grain;

/// What does not change over a household's equal months, currency units a month.
#[derive(Clone, Copy, Debug)]
pub struct Budget {
    /// Income.
    pub income: f64,
    /// Spending without what may be cut.
    pub essential: f64,
    /// Spending that is cut while cash is low.
    pub discretionary: f64,
    /// Instalment.
    pub due: f64,
    /// Cash under which discretionary spending is cut.
    pub cut_below: f64,
    /// Cash held back.
    pub cash_minimum: f64,
    /// Cash up to which surplus is saved.
    pub cash_target: f64,
    /// Share of surplus saved beyond the target.
    pub saved_share: f64,
}

/// Where equal months led.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rested {
    /// Months that could be paid.
    pub months: u32,
    /// Cash after them.
    pub cash: f64,
    /// Lowest cash at the end of one of them; infinite where there was none.
    pub lowest: f64,
}

/// Amounts up to which sums of grains are exact; a household with more is taken month by month.
const MOST_EXACT: f64 = 4_294_967_296.0;

impl Budget {
    /// Up to `months` months from `cash`, or those before the first that cannot be paid.
    pub fn rest(&self, cash: f64, months: u32) -> Rested {
        let mut rested = Rested { months: 0, cash, lowest: f64::INFINITY };
        while rested.months < months {
            let run = self.run(rested.cash, months - rested.months);
            if run.months == 0 {
                break;
            }
            rested.months += run.months;
            rested.cash = run.cash;
            rested.lowest = if run.lowest < rested.lowest { run.lowest } else { rested.lowest };
        }
        rested
    }

    /// Months in which cash moves by the same amount, at least one that can be paid, or none.
    #[inline(always)]
    fn run(&self, cash: f64, months: u32) -> Rested {
        let is_cut = cash < self.cut_below;
        let spending = self.essential + if is_cut { 0.0 } else { self.discretionary };
        let net = self.income - spending - self.due;
        let one = |cash: f64| {
            let (minimum, target) = (self.cash_minimum, self.cash_target);
            let month = pay_all(self.income, spending, self.due, cash, minimum, target, self.saved_share);
            (!month.fails).then_some(cash + month.cash_change)
        };
        let step = if net < 0.0 || cash < self.cash_target { net } else { to_grain(self.saved_share * net) };
        if step == 0.0 {
            return Rested { months, cash, lowest: cash };
        }
        // Months whose own beginning is on this line: cash stays on its side of the cut and of the target, and pays.
        let on_line = if cash.abs() + f64::from(months) * step.abs() > MOST_EXACT {
            0.0
        } else if net < 0.0 {
            let payable = (cash - self.cash_minimum) / -net;
            let uncut = (cash - self.cut_below) / -net + 1.0;
            if is_cut || payable < uncut { payable } else { uncut }
        } else if cash < self.cash_target {
            let to_target = (self.cash_target - cash) / net;
            // The first month that begins at the cut or above it spends more.
            let to_cut = (self.cut_below - cash) / net;
            if is_cut && to_cut < to_target { to_cut } else { to_target }
        } else if is_cut {
            0.0
        } else {
            f64::from(months)
        };
        let whole = if on_line > 0.0 { on_line as u32 } else { 0 };
        let whole = if whole < months { whole } else { months };
        if whole == 0 {
            return match one(cash) {
                Some(cash) => Rested { months: 1, cash, lowest: cash },
                None => Rested { months: 0, cash, lowest: f64::INFINITY },
            };
        }
        let end = cash + f64::from(whole) * step;
        Rested { months: whole, cash: end, lowest: if step < 0.0 { end } else { cash + step } }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Month after month.
    fn by_months(budget: &Budget, cash: f64, months: u32) -> Rested {
        let mut rested = Rested { months: 0, cash, lowest: f64::INFINITY };
        for _ in 0..months {
            let cut = rested.cash < budget.cut_below;
            let spending = budget.essential + if cut { 0.0 } else { budget.discretionary };
            let Budget { income, due, cash_minimum, cash_target, saved_share, .. } = *budget;
            let month = pay_all(income, spending, due, rested.cash, cash_minimum, cash_target, saved_share);
            if month.fails {
                break;
            }
            rested.months += 1;
            rested.cash += month.cash_change;
            rested.lowest = rested.lowest.min(rested.cash);
        }
        rested
    }

    /// An amount, often one of a few round ones, so that edges are met.
    fn amount(most: f64) -> impl Strategy<Value = f64> {
        prop_oneof![
            (0..20_u32).prop_map(move |twentieths| to_grain(most * f64::from(twentieths) / 20.0)),
            (0.0..most).prop_map(to_grain),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        /// Whatever the budget, equal months at once are those taken one by one.
        #[test]
        fn at_once_is_one_by_one(
            income in amount(200.0), essential in amount(100.0), discretionary in amount(100.0), due in amount(100.0),
            cash in amount(1000.0), cut_below in amount(500.0), cash_minimum in amount(500.0), cash_target in amount(1000.0),
            saved_share in prop_oneof![Just(0.0), Just(1.0), 0.0..1.0], months in 1..400_u32,
        ) {
            let budget =
                Budget { income, essential, discretionary, due, cut_below, cash_minimum, cash_target, saved_share };
            prop_assert_eq!(budget.rest(cash, months), by_months(&budget, cash, months));
        }

        /// Where sums are no longer exact, too.
        #[test]
        fn large_amounts(income in 0.0..1e11, due in 0.0..1e11, cash in 0.0..1e13, saved_share in 0.0..1.0) {
            let budget = Budget {
                income, essential: 0.3, discretionary: 0.7, due, cut_below: 1.0, cash_minimum: 0.1, cash_target: 1e12,
                saved_share,
            };
            prop_assert_eq!(budget.rest(cash, 60), by_months(&budget, cash, 60));
        }
    }
}
