//! The mortgage: exact schedules for people, instalments for the simulation.

pub mod instalment;
pub mod schedule;

pub use instalment::{Method, discount_factor, unit_instalment, unit_present_value};

use crate::random::Distribution;

/// Where the contract rate comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum LoanRate {
    /// The same annual rate throughout.
    Fixed(f64),
    /// Policy rate plus a spread, repriced every twelve months, equation (20).
    Floating {
        /// Which of the study's policy rates.
        policy_rate: usize,
        /// Annual spread over it.
        spread_annual: f64,
    },
}

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
}
