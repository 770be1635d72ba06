//! Forbearance in a troubled household's month (METHOD.md §5, step 9a, equation (80)).

use super::record::Event;
use super::trouble::TroubledMonth;
use crate::loan::instalment::Instalment;
use crate::random::Purpose;

impl TroubledMonth<'_> {
    /// A household behind asks once until it has nothing overdue again.
    pub(super) fn ask_for_forbearance(&mut self) {
        let (t, around) = (self.around.month, self.around);
        let distress = &around.cell.distress;
        if !distress.forbearance.is_on() {
            return;
        }
        let days = self.case.arrears.days_past_due(t);
        if days == 0 {
            self.case.has_asked = false;
            return;
        }
        let may_ask = days >= distress.distress_dpd
            && days < distress.default_dpd
            && !self.case.has_asked
            && !self.case.walking
            && self.case.proceeding.is_none()
            && self.case.forbearances < distress.forbearance.max_times
            && t < self.last_month_of_loan();
        if !may_ask {
            return;
        }
        let u = around.streams.uniforms(around.who, Purpose::Forbearance, 0, self.case.requests).first;
        self.case.requests = self.case.requests.saturating_add(1);
        if u < distress.forbearance.probability {
            self.forbear();
        } else {
            self.case.has_asked = true;
            self.record.events.add(Event::ForbearanceRefused);
        }
    }

    /// Overdue instalments become balance; the term grows; the months of the holiday are free.
    fn forbear(&mut self) {
        let (t, terms) = (self.around.month, self.around.cell.distress.forbearance);
        let taken = self.case.arrears.capitalise();
        self.lanes.balance[self.lane] += taken.interest + taken.principal;
        self.record.capitalised += taken.interest + taken.principal;
        self.record.capitalised_interest += taken.interest;
        self.record.events.add(Event::ForbearanceGranted);
        self.case.forbearances += 1;
        self.case.extension_months += terms.extension_months;
        let last = terms.last_free_month(t, self.last_month_of_loan());
        if last > t {
            self.case.holiday = Some(last);
        } else {
            self.set_instalment(t + 1);
        }
    }

    /// Interest of a month in which nothing falls due goes to the balance.
    pub(super) fn free_month(&mut self) -> Option<(f64, Instalment)> {
        let (t, lane) = (self.around.month, self.lane);
        let last = self.case.holiday?;
        let interest = self.lanes.balance[lane] * self.lanes.rate_monthly[lane];
        self.lanes.balance[lane] += interest;
        self.record.capitalised += interest;
        self.record.capitalised_interest += interest;
        self.record.events.add(Event::InHoliday);
        if t >= last {
            self.end_holiday();
        }
        Some((interest, Instalment { principal: 0.0, due: 0.0 }))
    }

    /// From the next month on instalments fall due again.
    pub(super) fn end_holiday(&mut self) {
        if self.case.holiday.take().is_some() {
            self.set_instalment(self.around.month + 1);
        }
    }

    /// Month in which the loan ends, extensions included.
    pub(super) fn last_month_of_loan(&self) -> u32 {
        self.around.cell.loan.term_months + self.case.extension_months
    }

    /// Computes the instalment anew, from the balance and the months left at the start of `month`.
    pub(super) fn set_instalment(&mut self, month: u32) {
        let remaining = (self.last_month_of_loan() + 1).saturating_sub(month).max(1);
        let (lane, method) = (self.lane, self.around.cell.loan.method());
        let unit = method.unit_fixed_part(month, remaining, self.lanes.rate_monthly[lane]);
        self.lanes.fixed_part[lane] = self.lanes.balance[lane] * unit;
    }
}
