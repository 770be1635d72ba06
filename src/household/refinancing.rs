//! A household replaces its loan by a cheaper one (METHOD.md §5, step 12b).

use super::{HouseholdMonth, LeavingState};
use crate::loan::refinancing::{NewRate, Refinancing};
use crate::loan::{Contract, to_grain};
use crate::measure::log_units::log_units;
use crate::outcome::{Event, Flow, Notes};

/// A new loan as it is offered in a month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NewLoan {
    /// Its contract rate a year.
    pub rate_annual: f64,
    /// What that is made of.
    pub terms: NewRate,
}

/// What a household has of the month that a lender looks at. Currency units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Affords {
    /// Income.
    pub income: f64,
    /// Service of other debts.
    pub service: f64,
    /// Fee on the old loan, as a share of it.
    pub fee_frac: f64,
}

impl LeavingState {
    /// Equation (212): a month in which a household of such a rate and ln of debt ÷ value may ask for a new loan: exposure grows
    /// where it would gain and the market lends so much. Whether it asks.
    pub fn expose_to_refinancing(
        &mut self,
        terms: &Refinancing,
        (rate_annual, new_rate_annual): (f64, f64),
        log_ltv: i32,
        threshold: f64,
    ) -> bool {
        let may = self.refinanced < terms.maximum_times
            && terms.gains(rate_annual, new_rate_annual)
            && log_ltv <= log_units(terms.maximum_ltv);
        if may {
            self.refinancing += terms.hazard();
        }
        may && self.refinancing >= threshold
    }
}

/// Step 12b, equations (211) to (213), for a household that may repay, never defaulted, and whose exposure to asking reaches
/// `threshold`. Whether its loan was replaced.
pub fn refinance(
    state: &mut LeavingState,
    household: &mut HouseholdMonth<'_, impl Notes>,
    terms: &Refinancing,
    new: NewLoan,
    threshold: f64,
    affords: Affords,
) -> bool {
    let (month, repayment) = (household.clock.month, household.repayment);
    let contract = household.position.contract;
    let log_ltv = household.position.log_debt(household.clock.home.price) - household.clock.home.log_value();
    let rates = (12.0 * contract.rate_monthly, new.rate_annual);
    if !state.expose_to_refinancing(terms, rates, log_ltv, threshold) {
        return false;
    }
    let value = household.clock.value();
    let raised = terms.cash_out_ltv.map_or(0.0, |ltv| to_grain(ltv * value));
    let debt = if raised > contract.balance { raised } else { contract.balance };
    let cash_out = debt - contract.balance;
    let cost = to_grain(terms.cost_frac * debt) + to_grain(affords.fee_frac * contract.balance);
    let mut replaced =
        Contract { balance: debt, rate_monthly: new.rate_annual / 12.0, refinanced: Some(new.terms), ..contract };
    if cash_out > 0.0 {
        replaced.leave_schedule();
    }
    replaced.set_instalment(repayment, month + 1);
    let due = replaced.month_due(repayment, month + 1).instalment.due;
    let is_affordable = due + affords.service <= to_grain(terms.maximum_dsti * affords.income);
    let has_cash = household.position.cash + cash_out - cost >= household.position.cash_minimum;
    if !is_affordable || !has_cash {
        household.event(Event::RefinancingRefused);
        return false;
    }
    household.post(Flow::CashOut, cash_out);
    household.post(Flow::RefinancingCost, cost);
    household.position.contract = replaced;
    household.position.penalty_and_costs_paid += cost;
    state.refinancing = 0.0;
    state.refinanced += 1;
    state.cash_out += cash_out;
    state.refinanced_month = state.refinanced_month.or(Some(month));
    household.event(Event::Refinanced);
    if cash_out > 0.0 {
        household.event(Event::CashedOut);
    }
    true
}
