//! `[foreclosure]` and `[[foreclosure.rounds]]`: timeline, costs, auction.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Distribution, Occupied, Reappraisal, Success,
    defaults::{one, zero},
};

/// Timeline, costs and auction rounds of a foreclosure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Foreclosure {
    /// Months from default to suit, 0 to 120.
    #[serde(default = "zero")]
    #[schemars(extend("minimum" = 0, "maximum" = 120))]
    pub months_to_suit: Distribution,
    /// Months from suit to judgment, 0 to 120.
    #[serde(default = "zero")]
    #[schemars(extend("minimum" = 0, "maximum" = 120))]
    pub months_to_judgment: Distribution,
    /// Months from judgment to the first auction, 0 to 120.
    #[serde(default = "zero")]
    #[schemars(extend("minimum" = 0, "maximum" = 120))]
    pub months_to_auction: Distribution,
    /// Court appraisal divided by market value, above 0, at most 2.
    #[serde(default = "one")]
    #[schemars(extend("exclusiveMinimum" = 0, "maximum" = 2))]
    pub appraisal_ratio: Distribution,
    /// Schedule of court and enforcement fees.
    #[serde(default)]
    pub fee_schedule: FeeSchedule,
    /// Summary procedure: the court fee is halved.
    #[serde(default)]
    pub summary_procedure: bool,
    /// Property preservation fee in currency units, 0 or more.
    #[serde(default)]
    #[schemars(extend("minimum" = 0))]
    pub preservation_fee: f64,
    /// Lawyer's fee as a share of the debt at suit, 0 to 1.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub lawyer_frac: f64,
    /// Costs and taxes of the auction as a share of its price, 0 or more, below 1.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "exclusiveMaximum" = 1))]
    pub auction_cost_frac: f64,
    /// Damages set by the contract, added to the penalty at suit: a share of the balance and the instalments overdue,
    /// 0 to 1.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub contract_damages_frac: f64,
    /// Interest on the late performance of a judgment, simple, a day of the judgment debt without interest, 0 to 0.01.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "maximum" = 0.01))]
    pub late_interest_daily: f64,
    /// Months by which the first auction comes later of a household that is no investor and owns no other home in the
    /// month of judgment, 0 to 120.
    #[serde(default = "zero")]
    #[schemars(extend("minimum" = 0, "maximum" = 120))]
    pub sole_home_delay_months: Distribution,
    /// Homes still lived in when they are auctioned.
    #[serde(default)]
    pub occupied: Occupied,
    /// What follows when the last round has failed.
    #[serde(default)]
    pub reappraisal: Reappraisal,
    /// Auction rounds in order, 1 to 12; after the last the lender takes the home, unless it is appraised anew.
    #[schemars(extend("minItems" = 1, "maxItems" = 12))]
    pub rounds: Vec<Round>,
}

/// One auction round.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Round {
    /// Start price as a share of the court appraisal (first round) or of the previous start;
    /// above 0, at most 2.
    #[schemars(extend("exclusiveMinimum" = 0, "maximum" = 2))]
    pub start_level_frac: Distribution,
    /// Probability that the round sells when its start is not above market, 0 to 1, or logistic.
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub success: Success,
    /// Price over start, less 1, 0 to 5.
    #[serde(default = "zero")]
    #[schemars(extend("minimum" = 0, "maximum" = 5))]
    pub premium: Distribution,
    /// Months after the round before, 0 to 120.
    #[serde(default = "zero")]
    #[schemars(extend("minimum" = 0, "maximum" = 120))]
    pub months: Distribution,
}

/// Schedule of court and enforcement fees.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FeeSchedule {
    /// No fees.
    #[default]
    None,
    /// Mainland China's measures on litigation fees of 2007.
    #[serde(rename = "china-2007")]
    China2007,
}
