//! The month of a household that is looked at by itself: spending before debt service, and what becomes of a surplus
//! (METHOD.md §5, steps 6, 8 and 9). The sums are those of [`super::budget`].

use super::HouseholdMonth;
use super::budget::{keep, line_interest, live, pay_all};
use crate::outcome::{Event, Flow, Notes};

impl<N: Notes> HouseholdMonth<'_, N> {
    /// Discretionary spending of the month: `planned`, cut to nothing while cash is under its trigger and after acceleration.
    pub fn discretionary(&mut self, planned: f64, is_accelerated: bool) -> f64 {
        if !(is_accelerated || self.position.cash < self.position.cut_below) {
            return planned;
        }
        if planned > 0.0 {
            self.event(Event::DiscretionaryCut);
        }
        0.0
    }

    /// Steps 6 to 8 at once where nothing is overdue and there is no credit line, as a quiet lane does them. Whether
    /// everything was paid; if not, nothing has changed.
    pub fn pay_all(&mut self, income: f64, spending: f64, saved_share: f64) -> bool {
        let month_due = self.month_due();
        let instalment = month_due.instalment;
        let others = (!self.position.others.is_empty()).then(|| self.other_dues());
        let other_due = others.as_ref().map_or(0.0, |dues| dues.iter().map(|due| due.instalment.due).sum());
        let due = instalment.due + other_due;
        let position = &*self.position;
        let (minimum, target) = (position.cash_minimum, position.cash_target);
        let month = pay_all(income, spending, due, position.cash, minimum, target, saved_share);
        if month.fails {
            return false;
        }
        self.post(Flow::Saved, month.cash_change);
        self.scheduled_falls_due(&month_due);
        self.post(Flow::Paid, instalment.due);
        if let Some(dues) = &others {
            self.others_fall_due(dues);
            self.post(Flow::OthersPaid, other_due);
        }
        self.post(Flow::Consumed, month.consumed);
        self.position.instalments_paid += due;
        self.position.due = due;
        true
    }

    /// Step 6: what income leaves for debt service; what is lacking is taken from cash, then from the credit line. The margin,
    /// and spending that no means were left for.
    pub fn live(&mut self, income: f64, spending: f64) -> (f64, f64) {
        let living = live(income, spending, self.position.cash, self.position.free_credit());
        self.post(Flow::Withdrawn, living.from_cash);
        self.draw_line(living.from_line);
        self.post(Flow::Unmet, living.unmet);
        if living.unmet > 0.0 {
            self.event(Event::SpendingUnmet);
        }
        (living.margin, living.unmet)
    }

    /// Draws the credit line.
    pub fn draw_line(&mut self, amount: f64) {
        self.post(Flow::LineDrawn, amount);
        if amount > 0.0 {
            self.event(Event::CreditDrawn);
        }
    }

    /// Step 8: surplus repays the credit line, then fills cash to its target; of the rest a share is saved.
    pub fn keep_surplus(&mut self, surplus: f64, saved_share: f64) {
        if surplus <= 0.0 {
            return;
        }
        let kept = keep(surplus, self.position.line, self.position.cash, self.position.cash_target, saved_share);
        self.post(Flow::LineRepaid, kept.repaid);
        self.post(Flow::Saved, kept.saved);
        self.post(Flow::Consumed, kept.consumed);
    }

    /// Step 9: interest of the month on the credit line.
    pub fn grow_line(&mut self, rate_monthly: f64) {
        self.post(Flow::LineInterest, line_interest(self.position.line, rate_monthly));
    }
}
