//! Who gets what of the price, equation (25).

/// Shares of a price.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settlement {
    /// Auction costs, taxes and enforcement fee.
    pub third_parties: f64,
    /// The lender: costs advanced, penalty, interest, principal.
    pub lender: f64,
    /// What remains for the household.
    pub surplus: f64,
    /// What the price did not cover of costs and debt.
    pub deficiency: f64,
}

/// Divides a price: third parties first, then the lender's claim, then the household.
pub fn settle(price: f64, auction_costs_and_enforcement: f64, lender_claim: f64) -> Settlement {
    let least = |a: f64, b: f64| if a < b { a } else { b };
    let third_parties = least(price, auction_costs_and_enforcement);
    let lender = least(price - third_parties, lender_claim);
    Settlement { third_parties, lender, surplus: price - third_parties - lender, deficiency: lender_claim - lender }
}
