//! The mortgage: exact schedules for people, instalments for the simulation.

pub mod contract_rate;
mod exact;
pub mod instalment;
pub mod schedule;

pub use contract_rate::LoanRate;
pub use instalment::{Method, discount_factor, unit_instalment, unit_present_value};

use crate::random::Distribution;
use instalment::split;

/// The loan of a cell.
#[derive(Clone, Debug, PartialEq)]
pub struct LoanParameters {
    /// Share of the price (or of a lower appraisal) that is not lent.
    pub down_payment: Distribution,
    /// Contract rate.
    pub rate: LoanRate,
    /// Months to the last instalment.
    pub term_months: u32,
    /// Repayment method.
    pub method: Method,
    /// Appraisal ÷ price.
    pub appraisal_ratio: Distribution,
    /// Buying costs ÷ price, paid in cash.
    pub buying_cost_frac: Distribution,
}

impl LoanParameters {
    /// Whether the loan takes a new rate at the start of month `t`: months 13, 25, ….
    pub fn reprices(&self, month: u32) -> bool {
        matches!(self.rate, LoanRate::Floating { .. }) && month > 1 && month % 12 == 1
    }
    /// First instalment of a loan of 1.
    pub fn unit_first_instalment(&self, rate_monthly: f64) -> f64 {
        if self.term_months == 1 {
            return 1.0 + rate_monthly;
        }
        let fixed_part = self.method.unit_fixed_part(1, self.term_months, rate_monthly);
        split(fixed_part, rate_monthly, if self.method.is_level(1) { 1.0 } else { 0.0 }).due
    }
}
