//! Relief agreed with the lender, equation (80) (METHOD.md §5, step 9a): arrears are added to the balance, the next months may be free, the term
//! may be longer.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Distress;
use crate::household::HouseholdMonth;
use crate::loan::MonthDue;
use crate::loan::instalment::Instalment;
use crate::outcome::{Event, Flow, Notes};
use crate::random::Purpose;

/// Relief agreed with the lender; off while `probability` or `max_times` is 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Forbearance {
    /// Probability that a request is granted, 0 to 1; a household in arrears asks once until it has caught up.
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub probability: f64,
    /// How often it is granted to a household at most, 0 to 20.
    #[schemars(extend("minimum" = 0, "maximum" = 20))]
    pub max_times: u32,
    /// Months in which nothing falls due, their interest added to the balance, 0 to 60.
    #[schemars(extend("minimum" = 0, "maximum" = 60))]
    pub holiday_months: u32,
    /// Months added to the term each time, 0 to 360.
    #[schemars(extend("minimum" = 0, "maximum" = 360))]
    pub extension_months: u32,
}

impl Forbearance {
    /// Whether anybody asks for it.
    pub fn is_on(&self) -> bool {
        self.max_times > 0 && self.probability > 0.0
    }

    /// Last month without an instalment, of a request granted in `month`: before the last month of the loan, in which
    /// the balance falls due. `month` itself where there is no holiday.
    pub fn last_free_month(&self, month: u32, last_month_of_loan: u32) -> u32 {
        let last = month + self.holiday_months;
        if last < last_month_of_loan { last } else { last_month_of_loan - 1 }
    }
}

/// What a household has asked its lender for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ForbearanceState {
    /// Last month of a payment holiday.
    pub holiday: Option<u32>,
    /// Requests, refused ones included.
    pub requests: u16,
    /// Requests that were granted.
    pub granted: u32,
    /// Whether it asked since it last had nothing overdue.
    pub has_asked: bool,
}

impl Distress {
    /// Step 9a, equation (80): a household behind asks once until it has nothing overdue again; `is_free` of one that neither
    /// walks nor is in default. Whether its arrears became balance this month.
    pub fn ask_for_forbearance(
        &self,
        state: &mut ForbearanceState,
        household: &mut HouseholdMonth<'_, impl Notes>,
        is_free: bool,
    ) -> bool {
        let (terms, month) = (&self.forbearance, household.clock.month);
        if !terms.is_on() {
            return false;
        }
        let days = household.position.arrears.days_past_due(month);
        if days == 0 {
            state.has_asked = false;
            return false;
        }
        let may_ask = days >= self.distress_dpd
            && days < self.default_dpd
            && !state.has_asked
            && is_free
            && state.granted < terms.max_times
            && month < household.last_month_of_loan();
        if !may_ask {
            return false;
        }
        let u = household.draws.uniform(Purpose::Forbearance, 0, state.requests);
        state.requests = state.requests.saturating_add(1);
        if u < terms.probability {
            terms.grant(state, household);
            return true;
        }
        state.has_asked = true;
        household.event(Event::ForbearanceRefused);
        false
    }
}

impl Forbearance {
    /// Overdue instalments become balance; the term grows; the months of the holiday are free.
    fn grant(&self, state: &mut ForbearanceState, household: &mut HouseholdMonth<'_, impl Notes>) {
        let month = household.clock.month;
        let taken = household.position.arrears.capitalise();
        capitalise(household, taken.interest + taken.principal, taken.interest);
        household.event(Event::ForbearanceGranted);
        state.granted += 1;
        household.position.contract.extension_months += self.extension_months as i32;
        let last = self.last_free_month(month, household.last_month_of_loan());
        if last > month {
            state.holiday = Some(last);
        } else {
            household.set_instalment(month + 1);
        }
    }
}

/// An amount becomes balance, with so much interest in it.
fn capitalise(household: &mut HouseholdMonth<'_, impl Notes>, amount: f64, interest: f64) {
    household.post(Flow::Capitalised, amount);
    household.position.contract.leave_schedule();
    household.notes.tell(|record| record.capitalised_interest += interest);
}

impl ForbearanceState {
    /// A month of the holiday: its interest goes to the balance, and nothing falls due. `None` where there is no holiday.
    pub fn free_month(&mut self, household: &mut HouseholdMonth<'_, impl Notes>) -> Option<MonthDue> {
        let last = self.holiday?;
        let interest = household.position.contract.interest();
        capitalise(household, interest, interest);
        household.event(Event::InHoliday);
        if household.clock.month >= last {
            self.end_holiday(household);
        }
        let unit_left = household.position.contract.unit_balance;
        Some(MonthDue { interest, instalment: Instalment { principal: 0.0, due: 0.0 }, unit_left })
    }

    /// From the next month on instalments fall due again.
    pub fn end_holiday(&mut self, household: &mut HouseholdMonth<'_, impl Notes>) {
        if self.holiday.take().is_some() {
            household.set_instalment(household.clock.month + 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_holiday_ends_before_the_loan() {
        let relief = Forbearance { probability: 1.0, max_times: 1, holiday_months: 6, extension_months: 0 };
        assert_eq!(relief.last_free_month(10, 360), 16);
        assert_eq!(relief.last_free_month(357, 360), 359);
        assert_eq!(Forbearance { holiday_months: 0, ..relief }.last_free_month(10, 360), 10);
    }
}
