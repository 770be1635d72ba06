//! The law: from suit to settlement, and what is collected after.

pub mod auction;
mod claim_sale;
pub mod collection;
mod court;
pub mod damages;
pub mod fees;
mod insurer;
pub mod late_performance;
mod law;
pub mod occupied;
pub mod off_plan;
mod other_lenders;
pub mod proceeding;
pub mod reappraisal;
pub mod recourse;
mod reinstatement;
pub mod settlement;
mod sole_home;

pub use auction::{Round, Success};
pub use claim_sale::ClaimSale;
pub use collection::{Debtor, DebtorMonth};
pub use fees::FeeSchedule;
pub use insurer::Insured;
pub use law::Law;
pub use occupied::Occupied;
pub use off_plan::{OffPlan, OffPlanState};
pub use proceeding::{HeldRound, Proceeding, RoundEnd};
pub use reappraisal::Reappraisal;
pub use recourse::{Recourse, RecourseKind, RecourseParameters};
pub use reinstatement::{OverdueCall, reinstate};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::loan::to_grain;
use crate::random::Distribution;
use crate::random::distribution::{one, zero};

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

impl Foreclosure {
    /// What a price loses to third parties, equation (25): costs of the auction and the enforcement fee of a debt.
    pub fn auction_costs_and_enforcement(&self, price: f64, debt: f64) -> f64 {
        to_grain(self.auction_cost_frac * price + self.fee_schedule.enforcement_fee(debt))
    }

    /// What the lender advances at suit, equation (21).
    pub fn advanced_at_suit(&self, debt: f64) -> f64 {
        let court_fee = self.fee_schedule.court_fee(debt);
        let court_fee = if self.summary_procedure { 0.5 * court_fee } else { court_fee };
        to_grain(court_fee + self.lawyer_frac * debt + self.preservation_fee)
    }
}
