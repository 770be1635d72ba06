//! Who may repay a loan before its time in a month out of rest, or have another in its place, and on what terms (METHOD.md §5,
//! step 12b).

use super::trouble::CaseMonth;
use crate::household::Closing;
use crate::household::curtailing::curtail;
use crate::household::leaving::leave;
use crate::household::refinancing::{Affords, Asking, refinance};
use crate::loan::{Prepayment, Refinancing};
use crate::outcome::Notes;

impl<N: Notes> CaseMonth<'_, N> {
    /// The step of a household that pays as it should, whose home is to be delivered.
    pub(super) fn repay_early(&mut self) -> Option<Closing> {
        let cell = self.of_cell.cell;
        if cell.prepayment.is_none() && cell.refinancing.is_none() {
            return None;
        }
        let states = &mut *self.states;
        let pays = self.household.position.is_clear() && !states.is_walking && states.proceeding.is_none();
        let has_home = states.off_plan.rescission.is_none();
        let last = self.household.clock.horizon.min(self.household.last_month_of_loan() - 1);
        if !pays || !has_home || self.of_cell.month > last {
            return None;
        }
        if let Some(terms) = &cell.prepayment
            && let Some(left) = self.leave(terms)
        {
            return Some(left);
        }
        // Cash is kept for an open call; a holiday is given to those who lack it.
        if self.states.margin_call.deadline.is_some() || self.states.forbearance.holiday.is_some() {
            return None;
        }
        if cell.refinancing.as_ref().is_some_and(|terms| self.replace_loan(terms)) {
            return None;
        }
        let partial = cell.prepayment.as_ref().and_then(|terms| terms.partial.as_ref())?;
        if !partial.decides_in(self.of_cell.month, cell.loan.months_on_book()) {
            return None;
        }
        let by = (self.of_household.origination.need, self.fee_frac());
        let u = self.of_household.leaving_thresholds().in_part;
        curtail(&mut self.states.leaving, &mut self.household, partial, by, u)
    }

    /// Equations (200) to (203).
    fn leave(&mut self, terms: &Prepayment) -> Option<Closing> {
        let rate_monthly = self.household.position.contract.rate_monthly;
        let of_month = self.of_cell.leaving(terms, self.of_household.world, rate_monthly);
        let shares = (self.fee_frac(), self.of_cell.cell.distress.selling_cost_frac);
        let thresholds = self.of_household.leaving_thresholds();
        leave(&mut self.states.leaving, &mut self.household, &of_month, thresholds, shares)
    }

    /// Equations (211) to (213): whether another loan takes the place of this one.
    fn replace_loan(&mut self, terms: &Refinancing) -> bool {
        if self.household.position.book.default.is_some() {
            return false;
        }
        let new = self.of_cell.new_loan(terms, self.of_household.world);
        let threshold = |times| self.of_household.refinancing_threshold(times);
        let Some(asking) = Asking::of(terms, self.states.leaving.refinanced, threshold) else { return false };
        let service = self.outgo.all_other_service_in(f64::from(self.of_cell.month));
        let affords = Affords { income: self.income, service, fee_frac: self.fee_frac() };
        let is_replaced = refinance(&mut self.states.leaving, &mut self.household, &asking, new, affords);
        if is_replaced {
            let position = &mut *self.household.position;
            let collectable = self.of_cell.cell.recourse.collectable();
            position.collectable_wage = position.wage * collectable.unit_wage_value(position.contract.rate_monthly);
        }
        is_replaced
    }

    /// Fee of the month on what is repaid before its time, as a share of it.
    fn fee_frac(&self) -> f64 {
        self.of_cell.cell.prepayment.map_or(0.0, |terms| terms.fee_frac_in(self.of_cell.month))
    }
}
