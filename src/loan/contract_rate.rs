//! The contract rate, equations (104) and (107) (METHOD.md §5, step 1).

use super::floating_rate::FloatingRate;
use super::refinancing::NewRate;

/// Where the contract rate comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum ContractRate {
    /// The same annual rate throughout, 0 or more.
    Fixed(f64),
    /// Policy rate plus a spread.
    Floating(FloatingRate),
}

impl ContractRate {
    /// The annual contract rate of `month`, where `policy_rate_annual` gives the annual policy rate of a month.
    pub fn annual_in(&self, month: u32, policy_rate_annual: impl FnOnce(u32) -> f64) -> f64 {
        match self {
            Self::Fixed(rate_annual) => *rate_annual,
            Self::Floating(rate) => rate.annual_in(month, policy_rate_annual),
        }
    }

    /// The annual rate of `month` of a loan that replaced another (211): of one of a fixed rate the rate of the month in which it
    /// did.
    pub fn refinanced_annual_in(&self, month: u32, new: NewRate, policy_rate_annual: impl FnOnce(u32) -> f64) -> f64 {
        match self {
            Self::Floating(rate) => rate.refinanced_annual_in(month, new, policy_rate_annual),
            Self::Fixed(_) => {
                let sum = policy_rate_annual(new.reference_month) + new.spread_annual;
                if sum > 0.0 { sum } else { 0.0 }
            }
        }
    }

    /// Whether it is the same in every world.
    pub fn is_fixed(&self) -> bool {
        matches!(self, Self::Fixed(_))
    }

    /// Whether it is set anew at the start of `month`, one after the first.
    pub fn is_set_in(&self, month: u32) -> bool {
        matches!(self, Self::Floating(rate) if rate.is_set_in(month))
    }
}

/// The contract rate had it never risen above the `first` one, equation (107): min(rate, first rate), a fraction a year.
pub fn held(rate_annual: f64, first_annual: f64) -> f64 {
    if rate_annual > first_annual { first_annual } else { rate_annual }
}

#[cfg(test)]
mod tests {
    use super::{ContractRate, held};

    #[test]
    fn a_held_rate_falls_and_comes_back() {
        let rates = [0.04, 0.05, 0.03, 0.035, 0.06];
        assert_eq!(rates.map(|rate| held(rate, rates[0])), [0.04, 0.04, 0.03, 0.035, 0.04]);
    }

    #[test]
    fn a_fixed_rate_follows_none() {
        assert_eq!(ContractRate::Fixed(0.04).annual_in(13, |_| unreachable!("a policy rate")), 0.04);
    }
}
