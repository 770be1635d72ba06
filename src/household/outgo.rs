//! What leaves a household before its mortgage, equation (57) (METHOD.md §5, step 6).

use super::Origination;
use crate::loan::to_grain;
use crate::outcome::{Flow, Notes};

/// What a month's outgo is made of, household by household. Money in currency units a month.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Outgo {
    /// Essential spending at origination.
    pub essential: f64,
    /// Discretionary spending at origination.
    pub discretionary: f64,
    /// Service of other debts.
    pub service: f64,
    /// Last month of that service.
    pub last_service_month: f64,
    /// Rent received while the home has a tenant; 0 while it is not let.
    pub rent: f64,
    /// Cash flow of other homes, but for their loans; 0 once they are sold.
    pub other_homes: f64,
    /// Service of their loans; 0 once they are sold.
    pub other_loans: f64,
    /// Last month of that service.
    pub last_month_of_other_loans: f64,
    /// Rent paid elsewhere.
    pub own_rent: f64,
    /// Premium of a mortgage insurance, in months in which one is due.
    pub premium: f64,
}

/// What of a month outgo depends on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OutgoMonth {
    /// Month from origination, from 1.
    pub month: f64,
    /// Spending of the month ÷ spending at origination.
    pub growth: f64,
    /// Spending for illness.
    pub illness: f64,
    /// 1 while a let home has its tenant.
    pub tenanted: f64,
    /// Rents of the month ÷ rents at origination.
    pub rents: f64,
    /// 1 where a yearly premium is due.
    pub premium_due: f64,
}

impl OutgoMonth {
    /// The same, without a premium where none is due any more: the first default ends it.
    pub fn with_premium(self, is_covered: bool) -> Self {
        Self { premium_due: if is_covered { self.premium_due } else { 0.0 }, ..self }
    }
}

impl Outgo {
    /// Of a household at origination.
    pub fn of(origination: &Origination) -> Self {
        let (other_loans, last_month_of_other_loans) =
            origination.other_homes.map_or((0.0, 0), |homes| homes.service());
        Self {
            essential: origination.essential,
            discretionary: origination.discretionary,
            service: origination.other_debt_service,
            last_service_month: f64::from(origination.other_debt_last_month),
            rent: if origination.is_investor { origination.rent } else { 0.0 },
            other_homes: origination.other_homes.map_or(0.0, |homes| homes.income()),
            other_loans,
            last_month_of_other_loans: f64::from(last_month_of_other_loans),
            own_rent: 0.0,
            premium: origination.cover.paid_yearly,
        }
    }

    /// Service of other debts in a month.
    #[inline(always)]
    pub fn service_in(&self, month: f64) -> f64 {
        if month <= self.last_service_month { self.service } else { 0.0 }
    }

    /// Service of the loans of other homes in a month.
    #[inline(always)]
    fn other_loans_in(&self, month: f64) -> f64 {
        if month <= self.last_month_of_other_loans { self.other_loans } else { 0.0 }
    }

    /// Service of other debts and of the loans of other homes in a month.
    pub fn all_other_service_in(&self, month: f64) -> f64 {
        self.service_in(month) + self.other_loans_in(month)
    }

    /// Cash flow of other homes in a month, service of their loans taken off.
    #[inline(always)]
    pub fn other_homes_in(&self, month: f64) -> f64 {
        self.other_homes - self.other_loans_in(month)
    }

    /// Other homes are sold.
    pub fn end_other_homes(&mut self) {
        (self.other_homes, self.other_loans) = (0.0, 0.0);
    }

    /// Spending on living: essential, for illness, for rent elsewhere.
    #[inline(always)]
    pub fn living(&self, month: OutgoMonth) -> f64 {
        to_grain(month.growth * self.essential) + month.illness + to_grain(month.rents * self.own_rent)
    }

    /// Rent received in a month.
    #[inline(always)]
    pub fn rent_in(&self, month: OutgoMonth) -> f64 {
        to_grain(month.rents * self.rent) * month.tenanted
    }

    /// O_t, discretionary spending apart.
    #[inline(always)]
    pub fn total(&self, month: OutgoMonth) -> f64 {
        self.living(month) + self.service_in(month.month) - self.rent_in(month) - self.other_homes_in(month.month)
            + self.premium * month.premium_due
    }

    /// Discretionary spending as it is planned.
    #[inline(always)]
    pub fn planned_discretionary(&self, month: OutgoMonth) -> f64 {
        to_grain(month.growth * self.discretionary)
    }

    /// Notes what the month's outgo is made of.
    pub fn note(&self, month: OutgoMonth, notes: &mut impl Notes) {
        notes.flow(Flow::Spending, self.living(month));
        notes.flow(Flow::OtherDebtService, self.service_in(month.month));
        notes.flow(Flow::Premium, self.premium * month.premium_due);
        notes.flow(Flow::RentReceived, self.rent_in(month));
        notes.flow(Flow::OtherHomes, self.other_homes_in(month.month));
    }
}
