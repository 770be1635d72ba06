//! One correlation matrix for price, labour and policy rate innovations.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::random::correlation::Factor;

/// Correlations between the monthly innovations; their matrix must be positive definite.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Correlation")]
#[serde(default, deny_unknown_fields)]
pub struct CorrelationTable {
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

/// Correlated innovations of a month: of its independent shocks to price, labour market and policy rate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "CorrelationTable", into = "CorrelationTable")]
pub struct Correlation {
    table: CorrelationTable,
    factor: Factor,
}

impl TryFrom<CorrelationTable> for Correlation {
    type Error = &'static str;

    fn try_from(table: CorrelationTable) -> Result<Self, Self::Error> {
        let factor = Factor::new(table.price_labour, table.price_policy_rate, table.labour_policy_rate);
        factor.map(|factor| Self { table, factor }).ok_or("the matrix is not positive definite")
    }
}

impl From<Correlation> for CorrelationTable {
    fn from(correlation: Correlation) -> Self {
        correlation.table
    }
}

impl Correlation {
    /// Labour innovation of a month from the month's independent shocks.
    pub fn labour(&self, price: f64, labour: f64) -> f64 {
        self.factor.second([price, labour, 0.0])
    }

    /// Policy rate innovation of a month from the month's independent shocks.
    pub fn policy_rate(&self, price: f64, labour: f64, policy_rate: f64) -> f64 {
        self.factor.third([price, labour, policy_rate])
    }
}
