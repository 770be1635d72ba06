//! A household's amounts in money of origination beside those in money of their month, equation (173).

use super::PathOutcome;
use super::kept;
use super::path::ABSENT;

/// An amount of a path that is told in both.
#[derive(Clone, Copy, Debug)]
pub struct RealAmount {
    /// Its column among those of paths.
    pub name: &'static str,
    /// Cents.
    pub of: fn(&PathOutcome) -> i64,
    /// Whether it is what is left when collection ends, and not when the home is given up or the path stops.
    pub stands_at_the_end: bool,
}

/// The amounts, in the order of the table.
pub const REAL_AMOUNTS: [RealAmount; 5] = [
    RealAmount { name: "household_loss", of: |it| it.household_loss, stands_at_the_end: false },
    RealAmount {
        name: "household_loss_from_default",
        of: |it| it.household_loss_from_default,
        stands_at_the_end: false,
    },
    RealAmount { name: "unmet_spending", of: |it| it.unmet_spending, stands_at_the_end: false },
    RealAmount { name: "deficiency", of: |it| it.deficiency, stands_at_the_end: false },
    RealAmount { name: "residual_debt", of: |it| it.residual_debt, stands_at_the_end: true },
];

/// Places of a sum: paths, then of each amount as it is and in money of origination.
pub const PLACES: usize = 1 + 2 * REAL_AMOUNTS.len();

/// Consumer prices ÷ those of origination, in the month in which a home is given up or its path stops, and in which
/// collection ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Deflators {
    /// At closing.
    pub closing: f64,
    /// At the end.
    pub end: f64,
}

impl RealAmount {
    /// Cents of a path, and cents in money of origination.
    pub fn told(&self, outcome: &PathOutcome, deflators: Deflators) -> (i64, i64) {
        let nominal = (self.of)(outcome);
        let nominal = if nominal == ABSENT { 0 } else { nominal };
        let level = if self.stands_at_the_end { deflators.end } else { deflators.closing };
        if kept::is_beyond(nominal) {
            return (nominal, nominal);
        }
        (nominal, kept::money(nominal as f64 / 100.0 / level, i64::MAX - 2))
    }
}

/// What a path adds to the sums.
pub fn amounts(outcome: &PathOutcome, deflators: Deflators) -> [i64; PLACES] {
    let mut amounts = [1; PLACES];
    for (at, amount) in REAL_AMOUNTS.iter().enumerate() {
        (amounts[1 + 2 * at], amounts[2 + 2 * at]) = amount.told(outcome, deflators);
    }
    amounts
}
