//! `[distress.forbearance]`: relief agreed with the lender.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Relief agreed with the lender; off while `probability` or `max_times` is 0.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Forbearance {
    /// Probability that a request is granted, 0 to 1; a household in arrears asks once until it has caught up.
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub probability: f64,
    /// How often it is granted to a household at most, 0 to 20.
    #[schemars(extend("minimum" = 0, "maximum" = 20))]
    pub max_times: u32,
    /// Months in which nothing falls due, their interest added to the balance, 0 to 60.
    #[schemars(extend("minimum" = 0, "maximum" = 60))]
    pub holiday_months: u32,
    /// Months added to the term each time, 0 to 360.
    #[schemars(extend("minimum" = 0, "maximum" = 360))]
    pub extension_months: u32,
}
