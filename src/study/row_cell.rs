//! A row of a tape is a household of every cell: what the row holds stands in place of what the cell draws or sets, equations (233)
//! to (236).

use super::Cell;
use crate::household::{CashKind, KnownLoan};
use crate::loan::OnBook;
use crate::random::Distribution;
use crate::tape::Row;

impl Cell {
    /// The study's index models that its homes are looked at by: its own, then those of its regions. Each is a market.
    pub fn market_prices(&self) -> impl Iterator<Item = usize> {
        std::iter::once(self.price).chain(self.regions.all().iter().map(|region| region.price))
    }

    /// Place among them of that of a row.
    pub fn market_of(&self, row: Option<&Row>) -> usize {
        row.and_then(|row| self.regions.place_of(row)).map_or(0, |region| 1 + region)
    }

    /// What share of the households of a market those simulated are, where it has one of its own.
    pub fn market_share_frac(&self, market: usize) -> Option<f64> {
        market.checked_sub(1).and_then(|region| self.regions.all()[region].market_share_frac)
    }

    /// Which of the study's index models the loan of a row meets, equation (250).
    pub fn price_of(&self, row: &Row) -> usize {
        self.regions.of_row(row).map_or(self.price, |region| region.price)
    }

    /// Makes this copy of the cell `base`, or of one that was made one of another row, that of `row`.
    pub fn take_up(&mut self, base: &Cell, row: &Row) {
        self.price = base.price_of(row);
        let (household, loan) = (&mut self.household, &mut self.loan);
        let constant = |amount: Option<f64>| amount.map(Distribution::Constant);
        household.home_price = Distribution::Constant(row.price);
        household.income_monthly = constant(row.income_monthly).or_else(|| base.household.income_monthly.clone());
        household.cash_mode = if row.cash.is_some() { CashKind::Amount } else { base.household.cash_mode };
        household.cash = constant(row.cash).or_else(|| base.household.cash.clone());
        household.investor_frac = match row.is_investor {
            Some(is_investor) => f64::from(u8::from(is_investor)),
            None => base.household.investor_frac,
        };
        loan.term_months = row.term_months;
        loan.method = row.method.unwrap_or(base.loan.method);
        (loan.annual_rate, loan.spread_annual) = match (row.annual_rate, row.spread_annual) {
            (None, None) => (base.loan.annual_rate, base.loan.spread_annual),
            own => own,
        };
        loan.on_book = (row.months_on_book > 0).then_some(OnBook {
            months: row.months_on_book,
            index_ratio: row.index_ratio,
            balance_frac: row.balance_frac,
        });
        self.repayment = loan.repayment(None);
        self.prepayment = base.prepayment.map(|prepayment| prepayment.after(row.months_on_book));
        self.known = Some(KnownLoan {
            lent: row.lent,
            home_value: row.value,
            unpaid_instalments: row.unpaid_instalments,
            is_cash_known: row.cash.is_some(),
        });
    }
}
