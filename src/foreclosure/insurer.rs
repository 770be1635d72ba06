//! The insurer of a lender's loss: the claim at settlement, equation (176).

use crate::household::{HouseholdMonth, InsuredClaim};
use crate::loan::{Insurance, discount_factor, to_grain};
use crate::outcome::{Event, Flow, Notes};

/// A loan's insurance, as it is met at settlement.
#[derive(Clone, Copy, Debug)]
pub struct Insured<'a> {
    /// The terms.
    pub terms: &'a Insurance,
    /// Largest claim ÷ debt at default.
    pub insured_frac: f64,
}

impl Insured<'_> {
    /// The main lender's claim, once it knows its share of a price: its loss of debt and costs, up to the insured share of the debt at
    /// default. What is collected later is shared with the insurer.
    pub fn claim(&self, household: &mut HouseholdMonth<'_, impl Notes>, lender_share: f64, deficiency: f64) {
        let (position, month) = (&mut *household.position, household.clock.month);
        let Some(default) = position.book.default else { return };
        if default.month <= self.terms.waiting_months {
            return;
        }
        let loss = position.main_debt() + position.costs_owed - lender_share;
        let most = to_grain(default.ead * self.insured_frac);
        let paid = if loss < most { loss } else { most };
        if paid <= 0.0 {
            return;
        }
        let months = month + self.terms.claim_months - default.month;
        let paid_pv = paid * discount_factor(default.rate_monthly, months);
        position.book.insured = Some(InsuredClaim::new(paid, paid_pv, deficiency, self.terms.recoveries));
        household.post(Flow::InsuranceClaim, paid);
        household.event(Event::InsurerClaimed);
    }
}
