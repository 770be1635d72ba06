//! `[precision]`: a run that stops as soon as it knows an estimate well enough.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::outcome::precision::{LargestError, Precision};

/// A run stops as soon as the standard error of simulation of an estimate is small enough in every cell; it looks after 64, 128,
/// 256 and so on worlds, and simulates `study.worlds` at most. Table `convergence` has every look.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Precision")]
#[serde(deny_unknown_fields)]
pub struct PrecisionAsked {
    /// The estimate, as the table `summary` names it.
    pub estimate: PreciseEstimate,
    /// Largest standard error ÷ the estimate, above 0, at most 1, such as 0.02; either this or `absolute`.
    #[serde(default)]
    #[schemars(extend("exclusiveMinimum" = 0, "maximum" = 1))]
    pub relative: Option<f64>,
    /// Largest standard error, above 0, at most 1, such as 0.001 for a tenth of a percentage point; either this or `relative`.
    #[serde(default)]
    #[schemars(extend("exclusiveMinimum" = 0, "maximum" = 1))]
    pub absolute: Option<f64>,
}

/// Estimates that a run can stop at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PreciseEstimate {
    /// Households with a default by the horizon, of those that bought.
    DefaultRate,
    /// The lender's losses ÷ what was lent.
    ExpectedLoss,
    /// The lender's losses ÷ debt at default.
    Lgd,
    /// Debt at least 90 days past due, of all debt, over month ends.
    #[serde(rename = "stock_90_plus")]
    Stock90Plus,
    /// Households under water at some month end, of those that bought.
    EverUnderWaterRate,
}

impl PreciseEstimate {
    /// Every one.
    pub const ALL: [Self; 5] =
        [Self::DefaultRate, Self::ExpectedLoss, Self::Lgd, Self::Stock90Plus, Self::EverUnderWaterRate];

    /// Its column of the summary.
    pub const fn column(self) -> &'static str {
        match self {
            Self::DefaultRate => "default_rate",
            Self::ExpectedLoss => "expected_loss",
            Self::Lgd => "lgd",
            Self::Stock90Plus => "stock_90_plus",
            Self::EverUnderWaterRate => "ever_under_water_rate",
        }
    }
}

impl PrecisionAsked {
    /// What is asked; nothing where it is not said how small the error is to be.
    pub fn asked(self) -> Option<Precision> {
        let relative = self.relative.map(LargestError::Relative);
        let largest_error = relative.or(self.absolute.map(LargestError::Absolute))?;
        Some(Precision { estimate: self.estimate.column(), largest_error })
    }
}
