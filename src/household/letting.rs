//! Rent from the home: investors let it, owners in arrears may, equations (59) and (64).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::random::distribution::one;
use crate::random::{Distribution, hazard};

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
    /// Whether rents, received and paid, follow consumer prices, in yearly steps; absent: they do not.
    #[serde(default)]
    pub rents_follow_inflation: Option<bool>,
    /// Letting by owners in arrears, who then rent something cheaper; absent: they do not.
    #[serde(default)]
    pub in_distress: Option<DistressLetting>,
}

/// Hazards a month of a let home standing empty and of an empty one being let; the home starts let.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tenancy {
    /// −ln(1 − probability) that the tenant leaves.
    pub vacancy_hazard: f64,
    /// −ln(1 − probability) that a tenant is found.
    pub finding_hazard: f64,
}

impl From<&Letting> for Tenancy {
    fn from(letting: &Letting) -> Self {
        Self { vacancy_hazard: hazard(letting.vacancy_monthly), finding_hazard: hazard(letting.tenant_finding_monthly) }
    }
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

fn default_tenant_finding() -> f64 {
    0.5
}
