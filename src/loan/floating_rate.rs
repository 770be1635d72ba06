//! A floating contract rate: when it is set, and to what, equations (20) and (190) to (192) (METHOD.md §5, step 1).

use super::Loan;
use super::refinancing::NewRate;
use super::repricing::RepricedOn;
use crate::measure::YearMonth;

const MONTHS_A_YEAR: u32 = 12;

/// Policy rate plus a spread, taken from time to time.
#[derive(Clone, Debug, PartialEq)]
pub struct FloatingRate {
    /// Annual spreads, each with the month from which it holds, in order of months; the first from month 0.
    spreads_annual: Vec<(u32, f64)>,
    every_months: u32,
    /// Months from the January of the year of origination to month 0; `None`: repriced by anniversary.
    since_january: Option<u32>,
    /// Last month of the fixed rate; 0: none.
    fixed_months: u32,
    /// The first month after the fixed ones: below 1 where that was before month 0.
    floats_from: i32,
    fixed_rate_annual: Option<f64>,
    floor_annual: f64,
    cap_annual: Option<f64>,
}

impl FloatingRate {
    /// The rate of a loan without `annual_rate`. Without the month of the calendar that is month 0, `start`, nothing goes by it.
    pub fn of(loan: &Loan, start: Option<YearMonth>) -> Self {
        let past = loan.months_on_book() as i32;
        let terms = loan.repricing.unwrap_or_default();
        let mut spreads_annual = vec![(0, loan.spread_annual.unwrap_or_default())];
        for change in loan.spread_changes.iter().flatten() {
            // What is no month of the loan changes nothing.
            let month = change.month_from(start, past).filter(|month| *month + past > 0);
            let Some(month) = month.filter(|month| past > 0 || *month > 1) else { continue };
            let (_, before) = spreads_annual[spreads_annual.len() - 1];
            if !(change.lowers_only && before <= change.spread_annual) {
                // What changed before month 2 is in the rate of month 0 already, unless that is fixed.
                spreads_annual.push((if month > 1 { month as u32 } else { 0 }, change.spread_annual));
            }
        }
        let since_january = start.map(|start| {
            let of_origination = start.ordinal() - past;
            (of_origination.rem_euclid(12) + past) as u32
        });
        Self {
            spreads_annual,
            every_months: terms.every_months,
            since_january: since_january.filter(|_| terms.on == RepricedOn::January),
            fixed_months: terms.fixed_months.saturating_sub(past as u32),
            floats_from: terms.fixed_months as i32 + 1 - past,
            fixed_rate_annual: terms.fixed_rate_annual,
            floor_annual: terms.floor_annual,
            cap_annual: terms.cap_annual,
        }
    }

    /// Last month in which the rate is fixed.
    pub fn fixed_months(&self) -> u32 {
        self.fixed_months
    }

    /// The last month up to `month`, a month after the fixed ones, in which the policy rate is taken, equation (190): 1 where
    /// that was at origination.
    fn repriced_by(&self, month: u32) -> u32 {
        let floats_from = self.fixed_months + 1;
        let since = match self.since_january {
            None => (month as i32 - self.floats_from) as u32 % self.every_months,
            Some(since_january) => (month + since_january) % self.every_months,
        };
        // Before month 0 nobody knows a policy rate: that of month 0 stands for it.
        month.saturating_sub(since).max(floats_from)
    }

    /// Whether the policy rate is taken at the start of `month`.
    fn reprices(&self, month: u32) -> bool {
        month > 1 && month > self.fixed_months && self.repriced_by(month) == month
    }

    /// Whether the rate is set anew at the start of `month`, one after the first: by a repricing or by another spread.
    pub fn is_set_in(&self, month: u32) -> bool {
        let changes = || self.spreads_annual[1..].iter().any(|(from, _)| *from == month);
        self.reprices(month) || month > self.fixed_months && changes()
    }

    /// The month whose policy rate holds in `month`: that before the last repricing, 0 for origination.
    pub fn reference_month(&self, month: u32) -> u32 {
        if month > self.fixed_months { self.repriced_by(month) - 1 } else { 0 }
    }

    /// The annual spread of `month`, equation (191).
    pub fn spread_annual(&self, month: u32) -> f64 {
        if month <= self.fixed_months {
            return self.spreads_annual[0].1;
        }
        let later = self.spreads_annual.partition_point(|(from, _)| *from <= month);
        self.spreads_annual[later.saturating_sub(1)].1
    }

    /// Policy rate plus spread of `month` where they are what its rate is made of: not in months with a fixed rate of their own.
    /// `policy_rate_annual` gives the policy rate of a month.
    pub fn sum_annual(&self, month: u32, policy_rate_annual: impl FnOnce(u32) -> f64) -> Option<f64> {
        let is_given = month <= self.fixed_months && self.fixed_rate_annual.is_some();
        (!is_given).then(|| policy_rate_annual(self.reference_month(month)) + self.spread_annual(month))
    }

    /// The annual contract rate of `month`, equations (104) and (192): min(max(policy rate + spread, floor), cap). The floor is
    /// 0 or more, that of loan contracts: whatever the money market pays, a lender takes nothing rather than pay its borrower.
    pub fn annual_in(&self, month: u32, policy_rate_annual: impl FnOnce(u32) -> f64) -> f64 {
        match (self.sum_annual(month, policy_rate_annual), self.fixed_rate_annual, self.cap_annual) {
            (Some(sum), _, _) if sum <= self.floor_annual => self.floor_annual,
            (Some(sum), _, Some(cap)) if sum > cap => cap,
            (Some(sum), _, _) => sum,
            (None, fixed, _) => fixed.unwrap_or_default(),
        }
    }

    /// The annual rate of `month` of a loan that replaced another, a month in which it is set: within the same limits.
    pub fn refinanced_annual_in(&self, month: u32, new: NewRate, policy_rate_annual: impl FnOnce(u32) -> f64) -> f64 {
        let reference = self.reference_month(month);
        let reference = if reference > new.reference_month { reference } else { new.reference_month };
        let sum = policy_rate_annual(reference) + new.spread_annual;
        match self.cap_annual {
            _ if sum <= self.floor_annual => self.floor_annual,
            Some(cap) if sum > cap => cap,
            _ => sum,
        }
    }

    /// Its lowest rate a year.
    pub fn floor_annual(&self) -> f64 {
        self.floor_annual
    }

    /// Its highest rate a year, where it has one.
    pub fn cap_annual(&self) -> Option<f64> {
        self.cap_annual
    }

    /// Whether the spread of `month` is another than that of the month before.
    pub fn spread_changes_in(&self, month: u32) -> bool {
        self.spread_annual(month) != self.spread_annual(month - 1)
    }

    /// Whether a level instalment is computed anew at the start of `month` though the rate stays, so that rounding does not
    /// grow: once a year in fixed months that are more than the longest time between repricings, over which
    /// (1 + i)ⁿ stays below e¹⁰ at the highest rate there is.
    pub fn renews_instalment(&self, month: u32) -> bool {
        self.fixed_months > 5 * MONTHS_A_YEAR && month <= self.fixed_months
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loan::OnBook;
    use crate::loan::repricing::{PERIODS_MONTHS, Repricing, SpreadChange};
    use crate::loan::tests::level_loan;

    fn floating(repricing: Repricing, start: &str) -> FloatingRate {
        let loan = Loan { spread_annual: Some(0.01), annual_rate: None, repricing: Some(repricing), ..level_loan() };
        FloatingRate::of(&loan, YearMonth::parse(start))
    }

    fn set_in(rate: &FloatingRate, months: u32) -> Vec<u32> {
        (1..=months).filter(|month| rate.is_set_in(*month)).collect()
    }

    /// A loan of May 2017: month 8 is January 2018.
    #[test]
    fn months_of_repricing() {
        let terms = Repricing::default();
        let january = Repricing { on: RepricedOn::January, ..terms };
        assert_eq!(set_in(&floating(terms, "2017-05"), 40), [13, 25, 37]);
        assert_eq!(set_in(&floating(january, "2017-05"), 40), [8, 20, 32]);
        for (every_months, by_anniversary, by_calendar) in [
            (1, vec![2, 3, 4, 5, 6, 7, 8], vec![2, 3, 4, 5, 6, 7, 8]),
            (3, vec![4, 7], vec![2, 5, 8]),
            (6, vec![7], vec![2, 8]),
        ] {
            assert_eq!(set_in(&floating(Repricing { every_months, ..terms }, "2017-05"), 8), by_anniversary);
            assert_eq!(set_in(&floating(Repricing { every_months, ..january }, "2017-05"), 8), by_calendar);
        }
        // Five years on: January 2022.
        assert_eq!(set_in(&floating(Repricing { every_months: 60, ..terms }, "2017-05"), 130), [61, 121]);
        assert_eq!(set_in(&floating(Repricing { every_months: 60, ..january }, "2017-05"), 130), [56, 116]);
        // A first instalment in January takes the rate of origination, which is that of the month before.
        assert_eq!(set_in(&floating(january, "2017-12"), 20), [13]);
        assert_eq!(set_in(&floating(january, "2018-01"), 20), [12]);
        // Fixed months first.
        let fixed = Repricing { fixed_months: 30, ..terms };
        assert_eq!(set_in(&floating(fixed, "2017-05"), 60), [31, 43, 55]);
        assert_eq!(set_in(&floating(Repricing { on: RepricedOn::January, ..fixed }, "2017-05"), 60), [31, 32, 44, 56]);
    }

    /// A loan on book is repriced, and its spread changes, where the new one would so many months on: by anniversary and by
    /// calendar, with fixed months over or to come.
    #[test]
    fn a_loan_on_book_goes_on() {
        let origination = YearMonth::parse("2017-05").expect("a month");
        let changes = [20, 50].map(|month| SpreadChange {
            month: Some(month),
            date: None,
            spread_annual: f64::from(month) / 1000.0,
            lowers_only: false,
        });
        for on in [RepricedOn::Anniversary, RepricedOn::January] {
            for every_months in PERIODS_MONTHS {
                for fixed_months in [0, 7, 30] {
                    let terms = Repricing { every_months, on, fixed_months, ..Repricing::default() };
                    let loan = Loan {
                        spread_annual: Some(0.01),
                        annual_rate: None,
                        repricing: Some(terms),
                        spread_changes: Some(changes.to_vec()),
                        ..level_loan()
                    };
                    let new = FloatingRate::of(&loan, Some(origination));
                    for months in [1, 7, 12, 25, 41] {
                        let on_book = OnBook { months, index_ratio: 1.0, balance_frac: None };
                        let start = YearMonth::from_ordinal(origination.ordinal() + months as i32);
                        let old = FloatingRate::of(&Loan { on_book: Some(on_book), ..loan.clone() }, start);
                        let later: Vec<u32> =
                            set_in(&new, 300).iter().filter_map(|it| it.checked_sub(months)).collect();
                        let later: Vec<u32> = later.into_iter().filter(|month| *month > 1).collect();
                        assert_eq!(set_in(&old, 300 - months), later, "{terms:?}, {months} months on book");
                        for month in 1..200 {
                            let (a, b) = (old.spread_annual(month), new.spread_annual(month + months));
                            assert_eq!(a, b, "{terms:?}, {months} months on book, month {month}");
                        }
                    }
                }
            }
        }
    }

    /// Every month's policy rate is that of the month before the last in which it was taken.
    #[test]
    fn the_reference_is_of_the_month_before_the_last_repricing() {
        for on in [RepricedOn::Anniversary, RepricedOn::January] {
            for every_months in PERIODS_MONTHS {
                for fixed_months in [0, 1, 7, 60] {
                    let rate =
                        floating(Repricing { every_months, on, fixed_months, ..Repricing::default() }, "2019-11");
                    let mut reference = 0;
                    for month in 1..400 {
                        if rate.is_set_in(month) {
                            reference = month - 1;
                        }
                        assert_eq!(rate.reference_month(month), reference, "{rate:?}, month {month}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_spread_changes_on_the_reference_of_the_last_repricing() {
        let change = |month, spread_annual, lowers_only| SpreadChange { month, date: None, spread_annual, lowers_only };
        let date = Some(YearMonth::parse("2023-10").expect("a month"));
        let changes = vec![
            change(Some(18), 0.006, false),
            SpreadChange { date, ..change(None, 0.002, true) },
            change(Some(40), 0.005, true),
            change(Some(50), -0.003, true),
        ];
        let loan = Loan { spread_annual: Some(0.01), annual_rate: None, spread_changes: Some(changes), ..level_loan() };
        let rate = FloatingRate::of(&loan, YearMonth::parse("2021-01"));
        let policy = |month: u32| f64::from(month) / 1000.0;
        assert_eq!(set_in(&rate, 60), [13, 18, 25, 33, 37, 49, 50]);
        let annual = |month| rate.annual_in(month, policy);
        let expected = [(12, 0.0 + 0.01), (17, 0.012 + 0.01), (18, 0.012 + 0.006), (32, 0.024 + 0.006)];
        let later = [(33, 0.024 + 0.002), (40, 0.036 + 0.002), (50, 0.048 - 0.003)];
        for (month, rate_annual) in expected.into_iter().chain(later) {
            assert_eq!(annual(month), rate_annual, "month {month}");
        }
    }

    #[test]
    fn no_lender_pays_its_borrower() {
        let at = |policy: f64, spread_annual| {
            let loan = Loan { spread_annual: Some(spread_annual), annual_rate: None, ..level_loan() };
            FloatingRate::of(&loan, None).annual_in(1, |_| policy)
        };
        assert_eq!(at(0.031, 0.01), 0.041);
        assert_eq!(at(0.031, -0.011), 0.031 - 0.011);
        // The bits too: a rate of −0 would be printed as one.
        for (policy, spread) in [(0.03, -0.2), (-0.0, -0.0), (-0.05, 0.01), (0.02, -0.02)] {
            assert_eq!(at(policy, spread).to_bits(), 0, "{policy} and {spread}");
        }
        assert!(at(f64::NAN, 0.01).is_nan(), "what is not a number is not hidden");
    }

    #[test]
    fn floor_cap_and_fixed_months() {
        let terms = Repricing { floor_annual: 0.03, cap_annual: Some(0.05), ..Repricing::default() };
        let fixed = Repricing { fixed_months: 24, fixed_rate_annual: Some(0.015), ..terms };
        let rising = |month: u32| f64::from(month) / 1000.0;
        let at = |terms, month| floating(terms, "2017-05").annual_in(month, rising);
        assert_eq!([1, 13, 25, 37, 49].map(|month| at(terms, month)), [0.03, 0.03, 0.024 + 0.01, 0.036 + 0.01, 0.05]);
        // The limits are those of the floating rate.
        assert_eq!([1, 24, 25, 49].map(|month| at(fixed, month)), [0.015, 0.015, 0.024 + 0.01, 0.05]);
        let of_origination = Repricing { fixed_rate_annual: None, floor_annual: 0.0, ..fixed };
        assert_eq!([1, 24, 25].map(|month| at(of_origination, month)), [0.01, 0.01, 0.024 + 0.01]);
    }
}
