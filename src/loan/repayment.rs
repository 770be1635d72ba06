//! How a loan is repaid: everything that its schedule hangs on but the policy rate.

use super::contract_rate::ContractRate;
use super::floating_rate::FloatingRate;
use super::instalment::{Method, split};
use super::{Loan, MethodKind, Rollover};
use crate::measure::YearMonth;

/// ln (1 + i)ⁿ up to which an instalment computed once keeps ten digits of every balance: 24% a year over 600 months.
const MOST_GROWTH_LOG: f64 = 12.0;

/// How a loan is repaid. Loans of one repayment and one policy rate run on one schedule.
#[derive(Clone, Debug, PartialEq)]
pub struct Repayment {
    /// Term in months, extensions apart.
    pub term_months: u32,
    /// How principal is repaid once it is.
    pub method: Method,
    /// Last month in which interest alone falls due, equation (193); 0: none.
    pub interest_only_months: u32,
    /// Share of the loan that the method leaves for the last instalment, equation (194).
    pub balloon_frac: f64,
    /// When it is up for renewal, equation (232).
    pub rollover: Option<Rollover>,
    /// Where the contract rate comes from.
    pub rate: ContractRate,
}

/// Whether a year of the loan begins with `month`, and not its first.
fn begins_a_later_year(month: u32) -> bool {
    month > 1 && month % 12 == 1
}

impl Repayment {
    /// That of a loan granted in the month of `origination`, which only what goes by the calendar needs.
    pub fn of(loan: &Loan, origination: Option<YearMonth>) -> Self {
        let method = match loan.method {
            MethodKind::Level => Method::Level,
            MethodKind::ConstantPrincipal => Method::ConstantPrincipal,
            MethodKind::Hybrid => Method::Hybrid { switch_month: loan.switch_month.unwrap_or(1) },
            MethodKind::InterestOnly => Method::InterestOnly,
        };
        let rate = match loan.annual_rate {
            Some(rate_annual) => ContractRate::Fixed(rate_annual),
            None => ContractRate::Floating(FloatingRate::of(loan, origination)),
        };
        Self {
            term_months: loan.term_months,
            method,
            interest_only_months: loan.interest_only_months.unwrap_or(0),
            balloon_frac: loan.balloon_frac.unwrap_or(0.0),
            rollover: loan.rollover,
            rate,
        }
    }

    /// Whether the instalment is computed anew at the start of `month` though rate and method stay, and so by formula it,
    /// too: S_t = S_{t−1}(1 + i) − A carries a rounding error on as (1 + i)^t, which grows beyond the balance itself
    /// in long loans at rates of half and more a year. Loans at ordinary rates keep their instalment to the bit.
    fn renews_instalment(&self, month: u32) -> bool {
        let grows = match &self.rate {
            ContractRate::Fixed(rate_annual) => {
                let (term_months, rate_monthly) = (f64::from(self.term_months), rate_annual / 12.0);
                // ln (1 + i) is at most i: at ordinary rates no logarithm is needed.
                term_months * rate_monthly > MOST_GROWTH_LOG
                    && term_months * libm::log1p(rate_monthly) > MOST_GROWTH_LOG
            }
            ContractRate::Floating(rate) => rate.renews_instalment(month),
        };
        grows && self.is_level(month)
    }

    /// Whether the instalment is computed anew at the start of `month`: a new rate, a new phase of the method, or yearly.
    pub fn resets_instalment(&self, month: u32) -> bool {
        self.rate.is_set_in(month)
            || self.changes_in(month)
            || begins_a_later_year(month) && self.renews_instalment(month)
    }

    /// Whether it ever is up to month `last`.
    pub fn ever_resets_instalment(&self, last: u32) -> bool {
        (1..=last).any(|month| self.resets_instalment(month))
    }

    /// Whether the fixed part of an instalment contains the interest of `month`.
    pub fn is_level(&self, month: u32) -> bool {
        month > self.interest_only_months && self.method.is_level(month)
    }

    /// Whether another phase of the repayment begins with `month`.
    pub fn changes_in(&self, month: u32) -> bool {
        self.interest_only_months > 0 && month == self.interest_only_months + 1 || self.method.changes_in(month)
    }

    /// What stays fixed of an instalment until it is computed anew, per unit lent, from `month` on with `remaining` instalments
    /// to go, equations (16) to (19), (193) and (194): the instalment (level), its principal (constant principal), or nothing
    /// while interest alone falls due. With B = min(balloon, balance) it is the method's of balance − B, and where it contains
    /// interest, that of B.
    pub fn unit_fixed_part(&self, month: u32, remaining: u32, unit_balance: f64, rate_monthly: f64) -> f64 {
        if month <= self.interest_only_months {
            return 0.0;
        }
        let balloon = if self.balloon_frac < unit_balance { self.balloon_frac } else { unit_balance };
        let amortised = (unit_balance - balloon) * self.method.unit_fixed_part(month, remaining, rate_monthly);
        if self.is_level(month) { amortised + balloon * rate_monthly } else { amortised }
    }

    /// The fixed part of the instalment after `month` at the rate of that month, per unit lent, where the loan ends with
    /// `last_month`: `fixed_part`, that of `month`, where no other phase begins.
    pub fn unit_next_fixed_part(
        &self,
        month: u32,
        last_month: u32,
        unit_balance: f64,
        fixed_part: f64,
        rate_monthly: f64,
    ) -> f64 {
        if !self.changes_in(month + 1) {
            return fixed_part;
        }
        self.unit_fixed_part(month + 1, last_month.saturating_sub(month).max(1), unit_balance, rate_monthly)
    }

    /// Share of the loan in its last instalment, where that is more than the method's own share of it: principal that falls due
    /// at once. A level loan is taken as one of constant principal, of which no instalment repays less than its last.
    pub fn due_at_once_frac(&self) -> Option<f64> {
        if self.method == Method::InterestOnly {
            return Some(1.0);
        }
        let is_plain = self.interest_only_months == 0 && self.balloon_frac == 0.0;
        let repaying_months = f64::from(self.term_months - self.interest_only_months);
        (!is_plain).then(|| self.balloon_frac + (1.0 - self.balloon_frac) / repaying_months)
    }

    /// First instalment of a loan of 1.
    pub fn unit_first_instalment(&self, rate_monthly: f64) -> f64 {
        if self.term_months == 1 {
            return 1.0 + rate_monthly;
        }
        let fixed_part = self.unit_first_fixed_part(rate_monthly);
        split(fixed_part, rate_monthly, if self.is_level(1) { 1.0 } else { 0.0 }).due
    }

    /// What stays fixed of the first instalments of a loan of 1.
    pub fn unit_first_fixed_part(&self, rate_monthly: f64) -> f64 {
        self.unit_fixed_part(1, self.term_months, 1.0, rate_monthly)
    }
}
