//! From the first missed instalment to default, and the ways out before the law.

pub mod debt_service;
pub mod default;
pub mod family_help;
pub mod forbearance;
pub mod letting;
pub mod margin_call;
pub mod other_homes;
pub mod rollover;
pub mod sale;
pub mod walk_away;

pub use default::Occasion;
pub use family_help::FamilyHelpState;
pub use forbearance::{Forbearance, ForbearanceState};
pub use letting::LettingState;
pub use margin_call::{MarginCall, MarginCallState, Standing};
pub use other_homes::OtherHomesState;
pub use sale::{Offer, SaleState};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::random::{Distribution, hazard};

/// Arrears, default, sale in distress and walking away.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Distress {
    /// Days past due at which default is recorded, a multiple of 30, 30 to 720.
    #[schemars(extend("minimum" = 30, "maximum" = 720, "multipleOf" = 30))]
    pub default_dpd: u32,
    /// Penalty rate as a multiple of the contract rate, 0 to 10.
    #[schemars(extend("minimum" = 0, "maximum" = 10))]
    pub penalty_multiple: f64,
    /// Days past due from which a household is in distress, a multiple of 30, 30 to 720.
    #[schemars(extend("minimum" = 30, "maximum" = 720, "multipleOf" = 30))]
    pub distress_dpd: u32,
    /// In distress while liquid means are below this many amounts due, 0 to 60.
    #[schemars(extend("minimum" = 0, "maximum" = 60))]
    pub distress_months: f64,
    /// Probability that a home on offer sells in a month at a flat market, 0 to 1.
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub sale_probability_monthly: f64,
    /// How strongly twelve-month index growth moves the sale hazard, -20 to 20.
    #[schemars(extend("minimum" = -20, "maximum" = 20))]
    pub sale_trend_sensitivity: f64,
    /// Months a home is on offer at least before it sells, 0 to 120.
    #[schemars(extend("minimum" = 0, "maximum" = 120))]
    pub sale_minimum_months: u32,
    /// Cost of selling as a share of the price, 0 or more, below 1.
    #[schemars(extend("minimum" = 0, "exclusiveMaximum" = 1))]
    pub selling_cost_frac: f64,
    /// Negative equity as a share of value at which an owner walks away, 0 or more; absent: never.
    #[schemars(extend("minimum" = 0))]
    pub walk_away_threshold: Option<Distribution>,
    /// The same for investors; absent: as `walk_away_threshold`.
    #[schemars(extend("minimum" = 0))]
    pub investor_walk_away_threshold: Option<Distribution>,
    /// Relief agreed with the lender.
    pub forbearance: Forbearance,
    /// The lender's call for the gap.
    pub margin_call: MarginCall,
}

impl Default for Distress {
    fn default() -> Self {
        Self {
            default_dpd: 90,
            penalty_multiple: 1.5,
            distress_dpd: 30,
            distress_months: 0.0,
            sale_probability_monthly: 0.0,
            sale_trend_sensitivity: 0.0,
            sale_minimum_months: 0,
            selling_cost_frac: 0.0,
            walk_away_threshold: None,
            investor_walk_away_threshold: None,
            forbearance: Forbearance::default(),
            margin_call: MarginCall::default(),
        }
    }
}

impl Distress {
    /// Hazard a month of finding a buyer in a flat market.
    pub fn flat_sale_hazard(&self) -> f64 {
        hazard(self.sale_probability_monthly)
    }

    /// The same where the index grew by `trend` (log, twelve months): λ·e^{γ·trend}, λ = `flat`, that of a flat market.
    pub fn sale_hazard_at(&self, flat: f64, trend: f64) -> f64 {
        // A sale that is certain stays so, whatever the trend.
        if self.sale_trend_sensitivity == 0.0 || flat == f64::INFINITY {
            flat
        } else {
            flat * libm::exp(self.sale_trend_sensitivity * trend)
        }
    }
}
