//! `[correlation]`: correlations of the world's innovations.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Correlations between the monthly innovations; their matrix must be positive definite.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Correlation {
    /// Between price and labour factor, -1 to 1; a worse labour market is a higher factor.
    #[schemars(extend("minimum" = -1, "maximum" = 1))]
    pub price_labour: f64,
    /// Between price and policy rate, -1 to 1.
    #[schemars(extend("minimum" = -1, "maximum" = 1))]
    pub price_policy_rate: f64,
    /// Between labour factor and policy rate, -1 to 1.
    #[schemars(extend("minimum" = -1, "maximum" = 1))]
    pub labour_policy_rate: f64,
}
