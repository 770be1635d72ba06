//! Court and enforcement fees: progressive, a rate for each band of the claim.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A band: up to `upto`, at `rate` (or a flat amount for the first).
struct Band {
    upto: f64,
    rate: f64,
}

/// Property cases, Measures on the Payment of Litigation Fees (State Council, 2007), article 13(1): 50 flat to 10 000,
/// then by band.
const COURT: [Band; 9] = [
    Band { upto: 1e5, rate: 0.025 },
    Band { upto: 2e5, rate: 0.02 },
    Band { upto: 5e5, rate: 0.015 },
    Band { upto: 1e6, rate: 0.01 },
    Band { upto: 2e6, rate: 0.009 },
    Band { upto: 5e6, rate: 0.008 },
    Band { upto: 1e7, rate: 0.007 },
    Band { upto: 2e7, rate: 0.006 },
    Band { upto: f64::INFINITY, rate: 0.005 },
];

/// Enforcement, the same measures, article 14(1): 50 flat to 10 000, then by band.
const ENFORCEMENT: [Band; 4] = [
    Band { upto: 5e5, rate: 0.015 },
    Band { upto: 5e6, rate: 0.01 },
    Band { upto: 1e7, rate: 0.005 },
    Band { upto: f64::INFINITY, rate: 0.001 },
];

const FLAT_UPTO: f64 = 1e4;
const FLAT_FEE: f64 = 50.0;

/// Schedule of court and enforcement fees.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FeeSchedule {
    /// No fees.
    #[default]
    None,
    /// Mainland China's measures on litigation fees of 2007.
    #[serde(rename = "china-2007")]
    China2007,
}

impl FeeSchedule {
    /// Court fee of a claim.
    pub fn court_fee(self, claim: f64) -> f64 {
        match self {
            Self::None => 0.0,
            Self::China2007 => progressive(claim, &COURT),
        }
    }

    /// Enforcement fee of a claim.
    pub fn enforcement_fee(self, claim: f64) -> f64 {
        match self {
            Self::None => 0.0,
            Self::China2007 => progressive(claim, &ENFORCEMENT),
        }
    }
}

fn progressive(claim: f64, bands: &[Band]) -> f64 {
    if claim <= 0.0 {
        return 0.0;
    }
    let (mut fee, mut from) = (FLAT_FEE, FLAT_UPTO);
    for band in bands {
        if claim <= from {
            break;
        }
        let upto = if claim < band.upto { claim } else { band.upto };
        fee += band.rate * (upto - from);
        from = band.upto;
    }
    fee
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The fees on a claim of 2.8 million, and by hand at the edges of bands.
    #[test]
    fn statutory_fees() {
        let schedule = FeeSchedule::China2007;
        assert_eq!(schedule.court_fee(2.8e6), 29_200.0);
        assert_eq!(schedule.enforcement_fee(2.8e6), 30_400.0);
        assert_eq!(schedule.court_fee(10_000.0), 50.0);
        assert_eq!(schedule.court_fee(100_000.0), 2_300.0);
        assert_eq!(schedule.court_fee(1e6), 13_800.0);
        assert_eq!(schedule.enforcement_fee(500_000.0), 7_400.0);
        assert!((schedule.court_fee(3e7) - 191_800.0).abs() < 1e-9);
        assert_eq!(FeeSchedule::None.court_fee(2.8e6), 0.0);
    }
}
