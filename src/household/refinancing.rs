//! A household replaces its loan by a cheaper one (METHOD.md §5, step 12b).

use super::{Exposure, HouseholdMonth, LeavingState};
use crate::loan::refinancing::{NewRate, Refinancing};
use crate::loan::{Contract, Tightening, to_grain};
use crate::measure::log_units::log_units;
use crate::outcome::{Event, Flow, Notes};

/// A new loan as it is offered in a month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NewLoan {
    /// Its contract rate a year.
    pub rate_annual: f64,
    /// What that is made of.
    pub terms: NewRate,
    /// How much those who grant it have drawn back.
    pub tightening: Tightening,
}

/// What a household has of the month that a lender looks at. Currency units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Affords {
    /// Income.
    pub income: f64,
    /// Service of other debts, and of the loans of other homes.
    pub service: f64,
    /// Fee on the old loan, as a share of it.
    pub fee_frac: f64,
}

/// When a household that has refinanced so often asks for a new loan, equation (212).
#[derive(Clone, Copy, Debug)]
pub struct Asking<'a> {
    terms: &'a Refinancing,
    hazard: f64,
    /// ln of the highest debt ÷ value at which it can, in whole units.
    most_log_ltv: i32,
    /// Exposure at which it asks.
    threshold: f64,
}

impl<'a> Asking<'a> {
    /// On such terms, if it may ask once more; `threshold` gives the exposure at which it does, by how often it has refinanced.
    pub fn of(terms: &'a Refinancing, refinanced: u32, threshold: impl FnOnce(u32) -> f64) -> Option<Self> {
        (refinanced < terms.maximum_times).then(|| Self {
            terms,
            hazard: terms.hazard(),
            most_log_ltv: log_units(terms.maximum_ltv),
            threshold: threshold(refinanced),
        })
    }

    /// A month in which a household of such a rate and ln of debt ÷ value, as it counts against caps, may ask: exposure grows where
    /// it would gain and the market lends so much. Whether it asks.
    #[inline(always)]
    pub fn in_month(&self, exposure: &mut Exposure, (rate_annual, new_rate_annual): (f64, f64), log_ltv: i32) -> bool {
        let may = self.terms.gains(rate_annual, new_rate_annual) && log_ltv <= self.most_log_ltv;
        if may {
            exposure.refinancing += self.hazard;
        }
        may && exposure.refinancing >= self.threshold
    }
}

/// Step 12b, equations (211) to (213) and (324), for a household that may repay and never defaulted. Whether its loan was replaced.
pub fn refinance(
    state: &mut LeavingState,
    household: &mut HouseholdMonth<'_, impl Notes>,
    asking: &Asking<'_>,
    new: NewLoan,
    affords: Affords,
) -> bool {
    let terms = asking.terms;
    let (month, repayment) = (household.clock.month, household.repayment);
    let contract = household.position.contract;
    let log_ltv = household.position.log_debt(household.clock.home.price) - household.clock.home.log_value();
    let rates = (12.0 * contract.rate_monthly, new.rate_annual);
    if !asking.in_month(&mut state.exposure, rates, new.tightening.against_caps(log_ltv)) {
        return false;
    }
    let value = household.clock.value();
    let raised = terms.cash_out_ltv.map_or(0.0, |ltv| to_grain(ltv * new.tightening.factor * value));
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
    let is_affordable = due + affords.service <= to_grain(terms.maximum_dsti * new.tightening.factor * affords.income);
    let has_cash = household.position.cash + cash_out - cost >= household.position.cash_minimum;
    if !is_affordable || !has_cash {
        household.event(Event::RefinancingRefused);
        return false;
    }
    household.post(Flow::CashOut, cash_out);
    household.post(Flow::RefinancingCost, cost);
    household.position.contract = replaced;
    household.position.penalty_and_costs_paid += cost;
    state.exposure.refinancing = 0.0;
    state.refinanced += 1;
    state.cash_out += cash_out;
    state.refinanced_month = state.refinanced_month.or(Some(month));
    household.event(Event::Refinanced);
    if cash_out > 0.0 {
        household.event(Event::CashedOut);
    }
    true
}
