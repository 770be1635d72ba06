//! Parameters of each law a key can be drawn from, named as in textbooks.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::defaults::unit;

/// Uniform between two numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Uniform {
    /// Lowest value.
    pub min: f64,
    /// Highest value, not below `min`.
    pub max: f64,
}

/// Lognormal; support from 0 up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Lognormal {
    /// Median, above 0.
    #[schemars(extend("exclusiveMinimum" = 0))]
    pub median: f64,
    /// Standard deviation of the logarithm, 0 or more.
    #[schemars(extend("minimum" = 0))]
    pub sigma: f64,
}

/// Triangular.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Triangular {
    /// Lowest value.
    pub min: f64,
    /// Most likely value, between `min` and `max`.
    pub mode: f64,
    /// Highest value.
    pub max: f64,
}

/// Normal truncated to an interval.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Normal {
    /// Mean before truncation.
    pub mean: f64,
    /// Standard deviation before truncation, above 0.
    #[schemars(extend("exclusiveMinimum" = 0))]
    pub sd: f64,
    /// Lowest value.
    pub min: f64,
    /// Highest value, above `min`.
    pub max: f64,
}

/// The values of a CSV column, each equally likely.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Empirical {
    /// CSV file, relative to the config file that names it.
    pub file: String,
    /// Column of the values.
    pub column: String,
}

/// Listed values with weights.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Discrete {
    /// The values.
    #[schemars(extend("minItems" = 1))]
    pub values: Vec<f64>,
    /// A weight for each value, 0 or more, not all 0; they need not sum to 1.
    #[schemars(extend("minItems" = 1, "items" = { "type": "number", "minimum": 0 }))]
    pub weights: Vec<f64>,
}

/// Beta stretched to an interval.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Beta {
    /// First shape, above 0.
    #[schemars(extend("exclusiveMinimum" = 0))]
    pub alpha: f64,
    /// Second shape, above 0.
    #[schemars(extend("exclusiveMinimum" = 0))]
    pub beta: f64,
    /// Lowest value.
    #[serde(default)]
    pub min: f64,
    /// Highest value, above `min`.
    #[serde(default = "unit")]
    pub max: f64,
}
