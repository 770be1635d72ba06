//! METHOD §5, auction, settlement and fees: the arithmetic of a case.

use super::config::Config;
use super::money::Money;

/// Sum over bands: `bands` are (upper end, rate above the end before). Up to 10 000: 50 flat.
fn progressive(amount: f64, bands: &[(f64, f64)]) -> f64 {
    let mut fee = 50.0;
    let mut from = 10_000.0;
    for &(to, rate) in bands {
        if amount > from {
            fee += (amount.min(to) - from) * rate;
        }
        from = to;
    }
    fee
}

/// Court fee of a claim, Measures on Litigation Fees 2007.
pub fn court_fee(config: &Config, claim: f64) -> f64 {
    if config.text("foreclosure.fee_schedule") == "none" {
        return 0.0;
    }
    let full = progressive(
        claim,
        &[
            (100_000.0, 0.025),
            (200_000.0, 0.02),
            (500_000.0, 0.015),
            (1_000_000.0, 0.01),
            (2_000_000.0, 0.009),
            (5_000_000.0, 0.008),
            (10_000_000.0, 0.007),
            (20_000_000.0, 0.006),
            (f64::INFINITY, 0.005),
        ],
    );
    if config.is_true("foreclosure.summary_procedure") { full / 2.0 } else { full }
}

/// Enforcement fee, same law. Not halved.
pub fn enforcement_fee(config: &Config, debt: f64) -> f64 {
    if config.text("foreclosure.fee_schedule") == "none" {
        return 0.0;
    }
    progressive(debt, &[(500_000.0, 0.015), (5_000_000.0, 0.01), (10_000_000.0, 0.005), (f64::INFINITY, 0.001)])
}

/// (21) What the lender advances at suit.
pub fn costs_at_suit(config: &Config, debt: Money) -> Money {
    let lawyer = config.number("foreclosure.lawyer_frac") * debt.units();
    Money::of(court_fee(config, debt.units()) + lawyer + config.number("foreclosure.preservation_fee"))
}

/// (25) Who gets what of a price.
pub struct Waterfall {
    pub third_parties: Money,
    pub lender: Money,
    pub household: Money,
    pub deficiency: Money,
}

pub fn waterfall(config: &Config, price: Money, debt: Money, costs: Money, late_interest: Money) -> Waterfall {
    let auction_costs = config.number("foreclosure.auction_cost_frac") * price.units();
    let third_parties = price.min(Money::of(auction_costs + enforcement_fee(config, debt.units())));
    let rest = price - third_parties;
    let claim = costs + debt + late_interest;
    let lender = rest.min(claim);
    Waterfall { third_parties, lender, household: rest - lender, deficiency: claim - lender }
}

/// (24) The price at which a case still open at horizon + tail settles.
pub fn unresolved_price(config: &Config, value: Money, court_appraisal: Option<Money>) -> Money {
    let rounds = config.tables("foreclosure.rounds");
    let appraisal = court_appraisal.unwrap_or(value.times(config.mean("foreclosure.appraisal_ratio")));
    let levels: f64 = rounds.iter().map(|round| round.mean("start_level_frac")).product();
    let premium = rounds.last().unwrap().mean("premium");
    value.min(appraisal.times(levels * (1.0 + premium)))
}

/// ⌊draw + ½⌋.
pub fn whole_months(draw: f64) -> usize {
    (draw + 0.5).floor() as usize
}
