//! The mortgage: exact schedules for people, instalments for the simulation.

pub mod contract_rate;
mod exact;
pub mod instalment;
pub mod schedule;
mod terms;

pub use contract_rate::LoanRate;
pub use instalment::{Method, discount_factor, unit_instalment, unit_present_value};

use crate::random::Distribution;
use instalment::split;

/// ln (1 + i)ⁿ up to which an instalment computed once keeps ten digits of every balance: 24% a year over 600 months.
const MOST_GROWTH_LOG: f64 = 12.0;

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
    /// Whether the instalment of a fixed rate is computed anew at the start of month `t`, once a year, though by formula
    /// it stays: S_t = S_{t−1}(1 + i) − A carries a rounding error on as (1 + i)^t, which grows beyond the balance itself
    /// in long loans at rates of half and more a year. Loans at ordinary rates keep their instalment to the bit.
    pub fn renews_instalment(&self, month: u32) -> bool {
        let LoanRate::Fixed(rate_annual) = self.rate else { return false };
        let growth_log = f64::from(self.term_months) * libm::log1p(rate_annual / 12.0);
        month > 1 && month % 12 == 1 && self.method.is_level(month) && growth_log > MOST_GROWTH_LOG
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
