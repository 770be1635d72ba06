//! Collecting what is left of a claim from a household whose home is gone, equations (26), (85), (89) and (170).

use super::late_performance::{bearing, month_of_interest};
use super::other_lenders::share_of;
use super::recourse::Collection;
use crate::household::{Closing, Position};
use crate::loan::to_grain;
use crate::outcome::{Event, Flow, Notes};

/// A deficiency being collected. Money in currency units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Debtor {
    /// Owed, late interest apart.
    pub debt: f64,
    /// Interest on late performance, paid after the debt.
    pub late_interest: f64,
    /// Part of the judgment debt that bears it.
    pub judgment_debt: f64,
    /// Interest on the debt, a fraction a month.
    pub rate_monthly: f64,
    /// Last month in which anything is collected.
    pub last_month: u32,
    /// How the home was lost.
    pub closing: Closing,
    /// Garnished so far.
    pub garnished: f64,
    /// Share of what is taken of income that is the home's lender's, lenders of other homes having the rest.
    pub share: f64,
}

/// A month of a debtor.
#[derive(Clone, Copy, Debug)]
pub struct DebtorMonth {
    /// Month from origination.
    pub month: u32,
    /// Wages at origination, all earners in work.
    pub wage: f64,
    /// Income of the month.
    pub income: f64,
    /// Interest on late performance a day.
    pub late_interest_daily: f64,
    /// Allowance of the month ÷ allowance at origination.
    pub allowance_index: f64,
}

impl Debtor {
    /// Debt and late interest.
    pub fn owed(&self) -> f64 {
        self.debt + self.late_interest
    }

    /// One month of collection. Whether it was the last.
    pub fn collect(
        &mut self,
        collection: &Collection,
        of_month: DebtorMonth,
        position: &mut Position,
        notes: &mut impl Notes,
    ) -> bool {
        let DebtorMonth { month, wage, income, late_interest_daily, allowance_index } = of_month;
        let interest = to_grain(self.debt * self.rate_monthly);
        notes.flow(Flow::DeficiencyInterest, interest);
        let owed = self.debt + interest;
        if self.judgment_debt > 0.0 {
            let interest = month_of_interest(self.judgment_debt, late_interest_daily);
            self.late_interest += interest;
            notes.flow(Flow::LateInterest, interest);
        }
        let garnishable = share_of(self.share, collection.garnishable(income, wage, allowance_index));
        let taken = if garnishable < owed { garnishable } else { owed };
        self.debt = owed - taken;
        // What the debt leaves of the month's money goes to the interest on late performance.
        let rest = garnishable - taken;
        let late = if rest < self.late_interest { rest } else { self.late_interest };
        self.late_interest -= late;
        self.judgment_debt = bearing(self.judgment_debt, self.debt);
        let taken = taken + late;
        notes.flow(Flow::Garnished, taken);
        if taken > 0.0 {
            notes.event(Event::Garnished);
        }
        let left = self.owed();
        let ends = left <= 0.0 || month >= self.last_month;
        if left <= 0.0 {
            notes.event(Event::Cleared);
        } else if ends && collection.ends_in_discharge() {
            notes.event(Event::Discharged);
            notes.flow(Flow::Forgiven, left);
            self.debt = 0.0;
            self.late_interest = 0.0;
        }
        notes.tell(|record| record.deficiency = self.owed());
        let writes_off = left > 0.0 && (ends || collection.writes_off(self.closing.month, month));
        self.garnished += taken;
        let passed_on = position.collect(month, taken);
        notes.flow(Flow::PassedOn, passed_on);
        if let Some(sale) = &collection.claim_sale {
            sale.step(position, self.closing.month, month, self.owed(), notes);
        }
        if writes_off && position.book.write_off.is_none() {
            position.write_off(month);
            notes.event(Event::WrittenOff);
        }
        ends
    }
}
