//! `[household.letting]`, `[household.other_debts]`, `[household.other_homes]`, `[household.family_help]` and
//! `[household.correlation]`: what a household has beside wages and its home.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Distribution,
    defaults::{one, zero},
};

/// Rent from the home: investors let it, owners in arrears may; absent: no home is let.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Letting {
    /// A year's rent divided by the price of the home, 0 to 1.
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub rent_yield_annual: Distribution,
    /// Probability that the tenant leaves in a month, 0 or more, below 1.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "exclusiveMaximum" = 1))]
    pub vacancy_monthly: f64,
    /// Probability that an empty home is let in a month, 0 or more, below 1.
    #[serde(default = "default_tenant_finding")]
    #[schemars(extend("minimum" = 0, "exclusiveMaximum" = 1))]
    pub tenant_finding_monthly: f64,
    /// Letting by owners in arrears, who then rent something cheaper; absent: they do not.
    #[serde(default)]
    pub in_distress: Option<DistressLetting>,
}

/// Owner-occupiers in arrears let the home and rent something cheaper.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DistressLetting {
    /// Share of owner-occupiers who would, 0 to 1.
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub probability: f64,
    /// Months from the first month in arrears to the first rent, rounded, at least 1, at most 120.
    #[serde(default = "one")]
    #[schemars(extend("minimum" = 0, "maximum" = 120))]
    pub months: Distribution,
    /// Rent paid elsewhere divided by the rent of the home, 0 to 2.
    #[schemars(extend("minimum" = 0, "maximum" = 2))]
    pub own_rent_frac: f64,
}

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
}

/// A family that helps once; absent: it does not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FamilyHelp {
    /// The sum given in the first month whose payment falls short, in months of need, 0 to 600.
    #[schemars(extend("minimum" = 0, "maximum" = 600))]
    pub months: Distribution,
}

/// Correlations between the normal scores of draws at origination; their matrix must be positive definite.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct OriginationCorrelation {
    /// Between the draws of price and of income (or price-to-income), -1 to 1.
    #[schemars(extend("minimum" = -1, "maximum" = 1))]
    pub price_income: f64,
    /// Between the draws of price and of cash (months, amount or savings), -1 to 1.
    #[schemars(extend("minimum" = -1, "maximum" = 1))]
    pub price_cash: f64,
    /// Between the draws of income (or price-to-income) and of cash, -1 to 1.
    #[schemars(extend("minimum" = -1, "maximum" = 1))]
    pub income_cash: f64,
}

fn default_tenant_finding() -> f64 {
    0.5
}
