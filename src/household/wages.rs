//! How wages move: growth, persistent and transitory shocks, and the scar of a spell out of work, equations (53), (54).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How the household's wages move; absent: they stand still.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Wages {
    /// Growth per year, in yearly steps, -0.5 to 1.
    #[schemars(extend("minimum" = -0.5, "maximum" = 1))]
    pub growth_annual: f64,
    /// Share of the wage lost for good with each spell out of work, 0 to 1.
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub scar_frac: f64,
    /// Volatility of the persistent part per square root of a year, in logs, 0 to 1.
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub persistent_volatility_annual: f64,
    /// Standard deviation of the transitory part of a month, in logs, 0 to 1.
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub transitory_sd: f64,
    /// Whether wages follow consumer prices, in yearly steps, beside their growth; absent: they do not.
    pub follow_inflation: Option<bool>,
}

impl Wages {
    /// Whether wages move with time, scars apart.
    pub fn move_with_time(&self) -> bool {
        self.growth_annual != 0.0 || self.has_shocks()
    }

    /// Whether wages are drawn.
    pub fn has_shocks(&self) -> bool {
        self.persistent_volatility_annual > 0.0 || self.transitory_sd > 0.0
    }
}

/// (1 + g)^⌊(t − 1)/12⌋: growth at an annual rate in yearly steps, as plain products.
pub fn yearly_growth(growth_annual: f64, month: u32) -> f64 {
    let mut factor = 1.0;
    for _ in 0..month.saturating_sub(1) / 12 {
        factor *= 1.0 + growth_annual;
    }
    factor
}

/// Whether the factor of [`yearly_growth`] changes at the start of a month.
pub fn grows_in(month: u32) -> bool {
    month > 1 && month % 12 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn growth_comes_in_yearly_steps() {
        assert_eq!(yearly_growth(0.1, 12), 1.0);
        assert_eq!(yearly_growth(0.1, 13), 1.1);
        assert!((yearly_growth(0.1, 36) - 1.21).abs() < 1e-15);
        let changes: Vec<u32> = (1..40).filter(|month| grows_in(*month)).collect();
        assert_eq!(changes, [13, 25, 37]);
    }
}
