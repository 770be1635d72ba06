//! The law: from suit to settlement, and what is collected after.

pub mod auction;
pub mod damages;
pub mod fees;
pub mod late_performance;
pub mod occupied;
pub mod off_plan;
pub mod reappraisal;
pub mod recourse;
pub mod settlement;

pub use auction::{Round, Success};
pub use fees::FeeSchedule;
pub use occupied::Occupied;
pub use off_plan::OffPlan;
pub use reappraisal::Reappraisal;
pub use recourse::RecourseParameters;

use crate::random::Distribution;

/// Foreclosure in a cell.
#[derive(Clone, Debug, PartialEq)]
pub struct ForeclosureParameters {
    /// Months from default to suit.
    pub months_to_suit: Distribution,
    /// Months from suit to judgment.
    pub months_to_judgment: Distribution,
    /// Months from judgment to the first auction.
    pub months_to_auction: Distribution,
    /// Court's appraisal ÷ value in the month of judgment.
    pub appraisal_ratio: Distribution,
    /// Statutory fees.
    pub fee_schedule: FeeSchedule,
    /// Whether the court fee is halved.
    pub summary_procedure: bool,
    /// Fee for preserving the property, advanced at suit.
    pub preservation_fee: f64,
    /// Lawyer ÷ debt at suit.
    pub lawyer_frac: f64,
    /// Auction costs and taxes ÷ price.
    pub auction_cost_frac: f64,
    /// Damages set by the contract ÷ balance and instalments overdue at suit.
    pub contract_damages_frac: f64,
    /// Interest on the late performance of a judgment, a day.
    pub late_interest_daily: f64,
    /// Months by which the auction comes later of a household that is no investor and owns no other home in the month of
    /// judgment.
    pub sole_home_delay_months: Distribution,
    /// Homes still lived in.
    pub occupied: Occupied,
    /// Rounds in order.
    pub rounds: Vec<Round>,
    /// What follows when the last round has failed.
    pub reappraisal: Reappraisal,
}

impl ForeclosureParameters {
    /// What the lender advances at suit, equation (21).
    pub fn advanced_at_suit(&self, debt: f64) -> f64 {
        let court_fee = self.fee_schedule.court_fee(debt);
        let court_fee = if self.summary_procedure { 0.5 * court_fee } else { court_fee };
        court_fee + self.lawyer_frac * debt + self.preservation_fee
    }
}

/// A drawn length in whole months, ⌊draw + ½⌋.
pub fn whole_months(draw: f64) -> u32 {
    (draw + 0.5) as u32
}
