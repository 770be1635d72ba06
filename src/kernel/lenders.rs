//! What each lender has of a finished path, equation (229).

use super::case::Case;
use super::cell_world::OtherSchedule;
use super::purchases::Bought;
use crate::household::{LenderBook, OfLoans};
use crate::loan::discount_factor;
use crate::loan::unit_schedule::UnitSchedule;
use crate::outcome::kept::{is_beyond, money};
use crate::outcome::lenders::LenderSum;

/// Contract rates at origination of loans on such schedules, a month.
pub(super) fn first_rates(main: &UnitSchedule, others: &[OtherSchedule<'_>]) -> OfLoans<f64> {
    let mut rates = OfLoans::default();
    let schedules = std::iter::once(main).chain(others.iter().map(|other| other.schedule));
    rates.iter_mut().zip(schedules).for_each(|(rate, schedule)| *rate = schedule.month(0).rate_monthly);
    rates
}

/// Loans granted to paths that stopped at the horizon with nothing else to tell of them.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Lent {
    loans: i64,
    /// Cents.
    amount: i64,
}

impl Lent {
    /// With a loan more, if its amount can be kept.
    #[inline(always)]
    pub fn with(self, lent: f64, most_cents: i64) -> Option<Self> {
        let cents = money(lent, most_cents);
        (!is_beyond(cents)).then_some(Self { loans: self.loans + i64::from(lent > 0.0), amount: self.amount + cents })
    }

    /// What they add to the sums of a lender.
    pub fn amounts(self) -> [i64; LenderSum::COUNT] {
        let mut amounts = [0; LenderSum::COUNT];
        amounts[LenderSum::Loans as usize] = self.loans;
        amounts[LenderSum::OriginalLoan as usize] = self.amount;
        amounts
    }
}

/// What the path adds to the sums of each of a cell's loans, the main one first; `first_rates` are theirs at origination, a month.
pub(super) fn amounts(
    bought: &Bought,
    case: Option<&Case>,
    first_rates: &OfLoans<f64>,
    most_cents: i64,
) -> OfLoans<[i64; LenderSum::COUNT]> {
    let beside = bought.origination.loans_beside;
    let mut amounts = OfLoans::default();
    for (loan, (amounts, rate_monthly)) in amounts.iter_mut().zip(first_rates).enumerate() {
        let (lent, book) = match loan {
            0 => (bought.origination.loan, case.map(|case| &case.position.book)),
            _ => {
                let other = |case: &'_ Case| case.position.others.get(loan - 1).map(|other| other.book);
                let book = case.and_then(other);
                *amounts = of_loan(beside[loan - 1], book.as_ref(), *rate_monthly, most_cents);
                continue;
            }
        };
        *amounts = of_loan(lent, book, *rate_monthly, most_cents);
    }
    amounts
}

fn of_loan(lent: f64, book: Option<&LenderBook>, rate_monthly: f64, most_cents: i64) -> [i64; LenderSum::COUNT] {
    use LenderSum as Sum;
    let mut amounts = [0; LenderSum::COUNT];
    if lent <= 0.0 {
        return amounts;
    }
    amounts[Sum::Loans as usize] = 1;
    amounts[Sum::OriginalLoan as usize] = money(lent, most_cents);
    if let Some((book, default)) = book.and_then(|book| Some((book, book.default?))) {
        let loss = default.ead - book.recovery_pv + book.costs_pv;
        amounts[Sum::Defaults as usize] = 1;
        amounts[Sum::Ead as usize] = money(default.ead, most_cents);
        amounts[Sum::LossAtDefault as usize] = money(loss, most_cents);
        amounts[Sum::Loss as usize] = money(loss * discount_factor(rate_monthly, default.month), most_cents);
    }
    amounts
}
