//! Equal months at once: a household that earns, spends and pays the same every month changes its cash along straight lines, and
//! the month in which it falls short is a division. Money is counted in whole grains, so that this is what month after month
//! of [`pay_all`](crate::household::budget::pay_all) gives, to the last bit.

use crate::household::budget::{Purse, PurseTerms, least, pay_all, pay_with_line};
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
}

/// How a household handles its money from the day of purchase on. Currency units.
#[derive(Clone, Copy, Debug)]
pub struct Habits {
    /// Discretionary spending is cut while cash is under this.
    pub cut_below: f64,
    /// Cash held back from debt payments.
    pub cash_minimum: f64,
    /// Cash to which surplus is saved.
    pub cash_target: f64,
    /// Limit of the credit line.
    pub credit_limit: f64,
}

/// What the households of a cell have alike in that.
#[derive(Clone, Copy, Debug)]
pub struct SharedHabits {
    /// Share of surplus saved beyond the target.
    pub saved_share: f64,
    /// Interest on the credit line, a fraction a month.
    pub line_rate_monthly: f64,
    /// Whether anybody has a credit line.
    pub has_line: bool,
}

/// How a household of a cell handles its money.
#[derive(Clone, Copy, Debug)]
pub struct Handling<'a> {
    pub own: &'a Habits,
    pub shared: &'a SharedHabits,
}

impl Handling<'_> {
    fn purse(self) -> PurseTerms {
        let Habits { cash_minimum, cash_target, credit_limit, .. } = *self.own;
        let SharedHabits { saved_share, line_rate_monthly, .. } = *self.shared;
        PurseTerms { cash_minimum, cash_target, saved_share, credit_limit, line_rate_monthly }
    }
}

/// Months that could be paid, in each of which cash moved by the same amount, or rose by it until it stood where it stands after them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Run {
    /// How many, at least one.
    pub months: u32,
    /// Change of cash a month.
    pub step: f64,
    /// What there is after them.
    pub after: Purse,
}

impl Run {
    /// Lowest cash at the end of one of the months, which began with `cash`.
    pub fn lowest(&self, cash: f64) -> f64 {
        if self.step < 0.0 || self.months == 1 { self.after.cash } else { least(cash + self.step, self.after.cash) }
    }

    /// Cash at the end of a month, counted from 1.
    pub fn cash_after(&self, month: u32, cash: f64) -> f64 {
        let moved = cash + f64::from(month) * self.step;
        match month == self.months {
            true => self.after.cash,
            false if self.step < 0.0 => moved,
            false => least(moved, self.after.cash),
        }
    }
}

/// Amounts up to which sums of grains are exact; a household with more is taken month by month.
const MOST_EXACT: f64 = 4_294_967_296.0;

impl Budget {
    /// Spending of a month that begins with `cash`.
    #[inline(always)]
    pub fn spending(&self, handling: Handling<'_>, cash: f64) -> f64 {
        self.essential + if cash < handling.own.cut_below { 0.0 } else { self.discretionary }
    }

    /// The first of up to `months` months, as many as cash moves along one line in; `None` where the first cannot be paid.
    #[inline(always)]
    pub fn run(&self, handling: Handling<'_>, before: Purse, months: u32) -> Option<Run> {
        // Interest moves what is owed on a line.
        if before.line != 0.0 {
            return self.one(handling, before);
        }
        let cash = before.cash;
        let is_cut = cash < handling.own.cut_below;
        let net = self.income - self.spending(handling, cash) - self.due;
        let Habits { cash_minimum, cash_target, .. } = *handling.own;
        let step = if net < 0.0 || cash < cash_target { net } else { to_grain(handling.shared.saved_share * net) };
        if step == 0.0 {
            return Some(Run { months, step, after: before });
        }
        let is_exact = cash.abs() + f64::from(months) * step.abs() <= MOST_EXACT;
        if net >= 0.0 && handling.shared.saved_share == 0.0 && !is_cut && is_exact {
            // Cash rises to its target and stands there: nothing beyond is saved.
            let cash = least(cash + f64::from(months) * step, cash_target);
            return Some(Run { months, step, after: Purse { cash, ..before } });
        }
        // Months whose own beginning is on this line: cash stays on its side of the cut and of the target, and pays.
        let on_line = if !is_exact {
            0.0
        } else if net < 0.0 {
            let payable = (cash - cash_minimum) / -net;
            let uncut = (cash - handling.own.cut_below) / -net + 1.0;
            if is_cut || payable < uncut { payable } else { uncut }
        } else if cash < cash_target {
            let to_target = (cash_target - cash) / net;
            // The first month that begins at the cut or above it spends more.
            let to_cut = (handling.own.cut_below - cash) / net;
            if is_cut && to_cut < to_target { to_cut } else { to_target }
        } else if is_cut {
            0.0
        } else {
            f64::from(months)
        };
        let whole = if on_line > 0.0 { on_line as u32 } else { 0 };
        let whole = if whole < months { whole } else { months };
        if whole == 0 {
            return self.one(handling, before);
        }
        Some(Run { months: whole, step, after: Purse { cash: cash + f64::from(whole) * step, ..before } })
    }

    /// A month by itself; `None` where it cannot be paid.
    #[inline(always)]
    pub fn one(&self, handling: Handling<'_>, before: Purse) -> Option<Run> {
        let spending = self.spending(handling, before.cash);
        let (after, fails) = if handling.shared.has_line {
            pay_with_line(self.income, spending, self.due, before, &handling.purse())
        } else {
            let PurseTerms { cash_minimum, cash_target, saved_share, .. } = handling.purse();
            let month = pay_all(self.income, spending, self.due, before.cash, cash_minimum, cash_target, saved_share);
            (Purse { cash: before.cash + month.cash_change, ..before }, month.fails)
        };
        (!fails).then_some(Run { months: 1, step: after.cash - before.cash, after })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Where months led.
    #[derive(Clone, Copy, Debug, PartialEq)]
    struct Rested {
        /// Months that could be paid.
        months: u32,
        purse: Purse,
        /// Lowest cash at the end of one of them; infinite where there was none.
        lowest: f64,
    }

    impl Rested {
        fn new(cash: f64) -> Self {
            Self { months: 0, purse: Purse { cash, line: 0.0 }, lowest: f64::INFINITY }
        }
    }

    /// Run after run.
    fn by_runs(budget: &Budget, handling: Handling<'_>, cash: f64, months: u32) -> Rested {
        let mut rested = Rested::new(cash);
        while let Some(left) = months.checked_sub(rested.months).filter(|left| *left > 0)
            && let Some(run) = budget.run(handling, rested.purse, left)
        {
            let cash = rested.purse.cash;
            let by_month = (1..=run.months).map(|month| run.cash_after(month, cash)).fold(f64::INFINITY, f64::min);
            assert_eq!(run.lowest(cash), by_month);
            rested = Rested {
                months: rested.months + run.months,
                purse: run.after,
                lowest: rested.lowest.min(run.lowest(cash)),
            };
        }
        rested
    }

    /// Month after month.
    fn by_months(budget: &Budget, handling: Handling<'_>, cash: f64, months: u32) -> Rested {
        let mut rested = Rested::new(cash);
        for _ in 0..months {
            let Purse { cash, line } = rested.purse;
            let cut = cash < handling.own.cut_below;
            let spending = budget.essential + if cut { 0.0 } else { budget.discretionary };
            let Budget { income, due, .. } = *budget;
            let after = if handling.shared.has_line {
                let (after, fails) = pay_with_line(income, spending, due, rested.purse, &handling.purse());
                (!fails).then_some(after)
            } else {
                let PurseTerms { cash_minimum, cash_target, saved_share, .. } = handling.purse();
                let month = pay_all(income, spending, due, cash, cash_minimum, cash_target, saved_share);
                (!month.fails).then_some(Purse { cash: cash + month.cash_change, line })
            };
            let Some(after) = after else { break };
            rested = Rested { months: rested.months + 1, purse: after, lowest: rested.lowest.min(after.cash) };
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
            credit_limit in prop_oneof![Just(None), amount(300.0).prop_map(Some)], line_rate_monthly in 0.0..0.03,
        ) {
            let budget = Budget { income, essential, discretionary, due };
            let own = Habits { cut_below, cash_minimum, cash_target, credit_limit: credit_limit.unwrap_or(0.0) };
            let shared = SharedHabits { saved_share, line_rate_monthly, has_line: credit_limit.is_some() };
            let handling = Handling { own: &own, shared: &shared };
            prop_assert_eq!(by_runs(&budget, handling, cash, months), by_months(&budget, handling, cash, months));
        }

        /// Where sums are no longer exact, too.
        #[test]
        fn large_amounts(
            income in 0.0..1e11, due in 0.0..1e11, cash in 0.0..1e13, saved_share in 0.0..1.0,
            has_line in prop_oneof![Just(false), Just(true)], credit_limit in 0.0..1e11,
        ) {
            let [income, due, cash, credit_limit] = [income, due, cash, credit_limit].map(to_grain);
            let budget = Budget { income, essential: to_grain(0.3), discretionary: to_grain(0.7), due };
            let own = Habits { cut_below: 1.0, cash_minimum: to_grain(0.1), cash_target: 1e12, credit_limit };
            let shared = SharedHabits { saved_share, line_rate_monthly: 0.01, has_line };
            let handling = Handling { own: &own, shared: &shared };
            prop_assert_eq!(by_runs(&budget, handling, cash, 60), by_months(&budget, handling, cash, 60));
        }
    }
}
