//! What a household has beside its home: other debts, other homes, a family that helps once (equations (57), (62), (63)).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::mortgaged_homes::{MortgagedHomes, OwnedMortgaged};
use super::origination_draws::{Attribute, OriginationDraws};
use crate::loan::to_grain;
use crate::random::Distribution;
use crate::random::distribution::{one, zero};

/// Other debts with a fixed service until a month; absent: none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OtherDebts {
    /// Service per month as a share of income at origination, 0 to 2.
    #[schemars(extend("minimum" = 0, "maximum" = 2))]
    pub service_frac: Distribution,
    /// Months of service from month 1 on, rounded, 0 to 600.
    #[schemars(extend("minimum" = 0, "maximum" = 600))]
    pub months: Distribution,
}

/// Homes besides the one that is simulated; absent: none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OtherHomes {
    /// Share of households with other homes, 0 to 1.
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub owner_frac: f64,
    /// Rent less all their costs per month as a share of income at origination, -2 to 2.
    #[serde(default = "zero")]
    #[schemars(extend("minimum" = -2, "maximum" = 2))]
    pub cash_flow_frac: Distribution,
    /// What their sale would bring at the prices of origination, debts and costs paid, divided by the price of the home, 0 to 10.
    #[schemars(extend("minimum" = 0, "maximum" = 10))]
    pub liquidation_value_frac: Distribution,
    /// Months from the first month in arrears to the proceeds, rounded, at least 1, at most 120.
    #[serde(default = "one")]
    #[schemars(extend("minimum" = 0, "maximum" = 120))]
    pub months_to_sell: Distribution,
    /// Other homes with loans of their own, beside what the keys above say.
    #[serde(default)]
    pub mortgaged: Option<MortgagedHomes>,
}

/// A family that helps once; absent: it does not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FamilyHelp {
    /// The sum given in the first month whose payment falls short, in months of need, 0 to 600.
    #[schemars(extend("minimum" = 0, "maximum" = 600))]
    pub months: Distribution,
}

/// Other homes of one household.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OwnedHomes {
    /// Cash flow a month.
    pub cash_flow: f64,
    /// Net proceeds at the index of origination.
    pub liquidation_value: f64,
    /// Those with loans of their own.
    pub mortgaged: Option<OwnedMortgaged>,
}

impl OwnedHomes {
    /// Cash flow a month, rents of mortgaged homes included and their loans not.
    pub fn income(&self) -> f64 {
        self.cash_flow + self.mortgaged.map_or(0.0, |homes| homes.rent)
    }

    /// Service of their loans a month, and the last month of it.
    pub fn service(&self) -> (f64, u32) {
        self.mortgaged.map_or((0.0, 0), |homes| (homes.instalment, homes.last_month))
    }
}

impl OtherDebts {
    /// Last month of service: ⌊draw + ½⌋.
    pub(super) fn last_month(&self, draws: &mut OriginationDraws<'_>) -> u32 {
        (draws.draw(&self.months, Attribute::OtherDebtMonths) + 0.5) as u32
    }
}

impl OtherHomes {
    /// The other homes of a household, if it has any.
    pub(super) fn drawn(&self, home_price: f64, wage: f64, draws: &mut OriginationDraws<'_>) -> Option<OwnedHomes> {
        (self.owner_frac > 0.0 && draws.uniform(Attribute::OtherHomes) < self.owner_frac).then(|| OwnedHomes {
            cash_flow: to_grain(wage * draws.draw(&self.cash_flow_frac, Attribute::OtherHomesCashFlow)),
            liquidation_value: to_grain(
                home_price * draws.draw(&self.liquidation_value_frac, Attribute::OtherHomesValue),
            ),
            mortgaged: self.mortgaged.as_ref().map(|homes| homes.drawn(home_price, draws)),
        })
    }
}
