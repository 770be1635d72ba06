//! Margin calls in a troubled household's month (METHOD.md §5, steps 5a and 11a, equations (81) and (82)).

use super::record::Event;
use super::trouble::{TroubledMonth, receive};
use crate::distress::margin_call::is_called;
use crate::household::budget::positive;

impl TroubledMonth<'_> {
    /// Step 5a: the lender calls; at its deadline, and after it until suit, a call is met as soon as cash allows.
    pub(super) fn answer_margin_call(&mut self) {
        let (t, around) = (self.around.month, self.around);
        let terms = &around.cell.distress.margin_call;
        let Some(trigger_ltv) = terms.trigger_ltv else { return };
        if self.case.margin_call.is_none() {
            let is_free = self.case.proceeding.is_none() && self.case.rescission.is_none();
            let may_call = is_free && t < self.last_month_of_loan();
            if !may_call || !is_called(self.debt(), around.inverse_value, trigger_ltv) {
                return;
            }
            self.case.margin_call = Some(t + terms.deadline_months);
            self.record.margin_gap = self.top_up(self.debt());
            self.record.events.add(Event::MarginCalled);
        }
        if !self.case.margin_is_overdue(t) || self.is_accelerated() || self.case.walking {
            return;
        }
        let gap = self.top_up(self.debt());
        self.record.margin_gap = gap;
        if gap <= 0.0 {
            self.case.margin_call = None;
            self.record.events.add(Event::MarginLapsed);
        } else if self.cash_above_minimum() >= gap {
            self.pay_top_up(gap);
            self.set_instalment(t);
            receive(self.case, t, gap);
        } else {
            self.record.events.add(Event::MarginUnmet);
        }
    }

    /// What brings `debt` down to the target.
    fn top_up(&self, debt: f64) -> f64 {
        let ltv_origination = self.origination.loan / self.origination.home_price;
        let balance = self.lanes.balance[self.lane];
        self.around.cell.distress.margin_call.top_up(debt, self.around.value(), ltv_origination, balance)
    }

    /// What a reinstatement has to pay beside everything overdue: the gap of an overdue call, once nothing is overdue.
    pub(super) fn overdue_top_up(&self) -> f64 {
        let is_overdue = self.case.margin_is_overdue(self.around.month);
        if is_overdue { self.top_up(self.lanes.balance[self.lane]) } else { 0.0 }
    }

    /// Cash of this amount, currency units, becomes principal repaid.
    pub(super) fn pay_top_up(&mut self, amount: f64) {
        self.lanes.cash[self.lane] -= amount;
        self.lanes.balance[self.lane] -= amount;
        self.lanes.instalments_paid[self.lane] += amount;
        self.case.margin_call = None;
        self.case.margin_paid += amount;
        self.record.margin_paid = amount;
        self.record.events.add(Event::MarginMet);
    }

    pub(super) fn cash_above_minimum(&self) -> f64 {
        positive(self.lanes.cash[self.lane] - self.lanes.cash_minimum[self.lane])
    }

    /// Step 11a: arrears of a loan in default grow old, and the lender calls it.
    pub(super) fn call_for_arrears(&mut self) {
        let (t, days) = (self.around.month, self.record.days_past_due);
        let Some(latest) = self.around.cell.distress.margin_call.suit_at_the_latest(t, days) else { return };
        if let Some(proceeding) = &mut self.case.proceeding
            && proceeding.judgment.is_none()
            && latest < proceeding.suit
        {
            proceeding.suit = latest;
            self.record.events.add(Event::LoanCalled);
        }
    }
}
