//! What a troubled household spends before the lender is paid, and where it takes it from.

use super::record::Event;
use super::trouble::TroubledMonth;
use crate::household::budget::{live, pay_all};

impl TroubledMonth<'_> {
    /// Income, and the spending that is wanted: what it takes in all.
    pub(super) fn wants(&mut self) -> f64 {
        let lane = self.lane;
        let is_cut = self.is_accelerated() || self.lanes.cash[lane] < self.lanes.cut_below[lane];
        let discretionary = if is_cut { 0.0 } else { self.lanes.discretionary[lane] };
        if is_cut && self.lanes.discretionary[lane] > 0.0 {
            self.record.events.add(Event::DiscretionaryCut);
        }
        self.record.income = self.lanes.wage[lane] * self.around.income_frac;
        self.record.spending = discretionary;
        self.record_outgo();
        self.lanes.essential[lane] + discretionary
    }

    /// Steps 6 to 8 of a household with nothing overdue, as its lane does them. Whether everything was paid; if not, nothing
    /// has changed.
    pub(super) fn pay_all(&mut self, outgo: f64) -> bool {
        let (lane, constants) = (self.lane, self.around.constants);
        if constants.has_line
            || !self.case.is_over(self.around.month - 1)
            || self.around.month >= self.last_month_of_loan()
        {
            return false;
        }
        let (interest, instalment) = self.instalment();
        let month = pay_all(
            self.record.income,
            outgo,
            instalment.due,
            self.lanes.cash[lane],
            self.lanes.cash_minimum[lane],
            self.lanes.cash_target[lane],
            constants.saved_share,
        );
        if month.fails {
            return false;
        }
        self.lanes.cash[lane] += month.cash_change;
        self.lanes.balance[lane] -= instalment.principal;
        self.lanes.instalments_paid[lane] += instalment.due;
        self.due = instalment.due;
        self.record.interest_due = interest;
        self.record.principal_due = instalment.principal;
        self.record.due = instalment.due;
        self.record.paid = instalment.due;
        self.record.consumed = month.consumed;
        true
    }

    /// Step 6: what income leaves for debt service.
    pub(super) fn live(&mut self, outgo: f64) -> f64 {
        let lane = self.lane;
        let cash = self.lanes.cash[lane];
        let living = live(self.record.income, outgo, cash, self.room());
        self.lanes.cash[lane] = cash - living.from_cash;
        self.draw_line(living.from_line);
        self.record.unmet = living.unmet;
        self.case.unmet_spending += living.unmet;
        if living.unmet > 0.0 {
            self.record.events.add(Event::SpendingUnmet);
        }
        living.margin
    }

    pub(super) fn draw_line(&mut self, amount: f64) {
        self.lanes.line[self.lane] += amount;
        self.record.line_drawn += amount;
        if amount > 0.0 {
            self.record.events.add(Event::CreditDrawn);
        }
    }
}
