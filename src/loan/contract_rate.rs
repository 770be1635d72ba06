//! The contract rate, equations (20), (104) and (107) (METHOD.md §5, step 1).

/// Where the contract rate comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum LoanRate {
    /// The same annual rate throughout, 0 or more.
    Fixed(f64),
    /// Policy rate plus a spread, repriced every twelve months, equation (20).
    Floating {
        /// Annual spread over it.
        spread_annual: f64,
    },
}

impl LoanRate {
    /// The annual contract rate, given the annual policy rate it follows: max(policy rate + spread, 0),
    /// equation (104). The floor is that of loan contracts: whatever the money market pays, a lender takes nothing
    /// rather than pay its borrower.
    pub fn annual(self, policy_rate_annual: impl FnOnce() -> f64) -> f64 {
        match self {
            Self::Fixed(rate_annual) => rate_annual,
            Self::Floating { spread_annual } => {
                let sum = policy_rate_annual() + spread_annual;
                if sum <= 0.0 { 0.0 } else { sum }
            }
        }
    }
}

/// The contract rate had it never risen above the `first` one, equation (107): min(rate, first rate), a fraction a year.
pub fn held(rate_annual: f64, first_annual: f64) -> f64 {
    if rate_annual > first_annual { first_annual } else { rate_annual }
}

#[cfg(test)]
mod tests {
    use super::{LoanRate, held};

    #[test]
    fn a_held_rate_falls_and_comes_back() {
        let rates = [0.04, 0.05, 0.03, 0.035, 0.06];
        assert_eq!(rates.map(|rate| held(rate, rates[0])), [0.04, 0.04, 0.03, 0.035, 0.04]);
    }

    #[test]
    fn no_lender_pays_its_borrower() {
        let floating = |policy, spread_annual| LoanRate::Floating { spread_annual }.annual(|| policy);
        assert_eq!(floating(0.031, 0.01), 0.041);
        assert_eq!(floating(0.031, -0.011), 0.031 - 0.011);
        // The bits too: a rate of −0 would be printed as one.
        for (policy, spread) in [(0.03, -0.2), (-0.0, -0.0), (-0.05, 0.01), (0.02, -0.02)] {
            assert_eq!(floating(policy, spread).to_bits(), 0, "{policy} and {spread}");
        }
        assert!(floating(f64::NAN, 0.01).is_nan(), "what is not a number is not hidden");
        assert_eq!(LoanRate::Fixed(0.04).annual(|| unreachable!("a fixed rate follows none")), 0.04);
    }
}
