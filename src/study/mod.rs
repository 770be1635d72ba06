//! A study that cannot be wrong: every number checked, every distinct world and household model once; and what its
//! author should think about.

mod amounts;
mod cautions;
mod laws;
mod price_model;
mod resolve;
mod resolve_household;
mod series;
mod world_models;

pub use cautions::{Caution, cautions};
pub use resolve::resolve;

use crate::distress::DistressParameters;
use crate::foreclosure::{ForeclosureParameters, OffPlan, RecourseParameters};
use crate::household::{
    EmploymentParameters, HouseholdParameters, Illness, SecondEarner, SelfEmployment, Tenancy, WageParameters,
};
use crate::loan::LoanParameters;
use crate::outcome::TallyShape;
use crate::outcome::label::CellLabel;
use crate::world::WorldModels;

/// What is simulated.
#[derive(Clone, Debug, PartialEq)]
pub struct Study {
    /// Name, part of the results' path.
    pub name: String,
    /// Seed of all streams.
    pub seed: u64,
    /// Number of worlds.
    pub worlds: u32,
    /// Households a world.
    pub households: u64,
    /// Months in which new defaults are counted.
    pub horizon_months: u32,
    /// Months on which worlds run for cases in default.
    pub workout_tail_months: u32,
    /// Distinct world models.
    pub world_models: WorldModels,
    /// Distinct exogenous lives.
    pub lives: Vec<LifeParameters>,
    /// Cells in order.
    pub cells: Vec<Cell>,
}

/// A household's exogenous life: its home's own walk, its earners in and out of work, what wages, health and tenants do.
#[derive(Clone, Debug, PartialEq)]
pub struct LifeParameters {
    /// Which of the study's labour markets.
    pub labour: usize,
    /// Volatility of the home's own walk, a year.
    pub home_volatility_annual: f64,
    /// Income out of work.
    pub employment: EmploymentParameters,
    /// Movement of wages.
    pub wages: WageParameters,
    /// Second earner.
    pub second_earner: Option<SecondEarner>,
    /// Earners who work for themselves.
    pub self_employment: Option<SelfEmployment>,
    /// Illness.
    pub illness: Option<Illness>,
    /// Tenants of a home that is let.
    pub tenancy: Option<Tenancy>,
}

/// One combination of scenario and swept keys.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Scenario and swept keys.
    pub label: CellLabel,
    /// Which of the study's index models.
    pub price: usize,
    /// Which of the study's lives.
    pub life: usize,
    /// Households.
    pub household: HouseholdParameters,
    /// Loan.
    pub loan: LoanParameters,
    /// Homes bought off-plan.
    pub off_plan: OffPlan,
    /// Distress.
    pub distress: DistressParameters,
    /// Foreclosure.
    pub foreclosure: ForeclosureParameters,
    /// Recourse.
    pub recourse: RecourseParameters,
}

impl Study {
    /// Last month of the workout tail.
    pub fn last_workout_month(&self) -> u32 {
        self.horizon_months + self.workout_tail_months
    }

    /// Last month in which anything can be collected.
    pub fn last_month(&self) -> u32 {
        let collection = self.cells.iter().map(|cell| cell.recourse.collection_months()).max().unwrap_or(0);
        self.last_workout_month() + collection
    }

    /// Whether any cell can refuse a household.
    pub fn can_refuse(&self) -> bool {
        self.cells.iter().any(|cell| cell.household.can_refuse())
    }

    /// How much a run counts of everything.
    pub fn tally_shape(&self) -> TallyShape {
        TallyShape {
            cells: self.cells.len(),
            horizon_months: self.horizon_months as usize,
            last_workout_month: self.last_workout_month() as usize,
            price_models: self.world_models.price.len(),
            can_refuse: self.can_refuse(),
        }
    }

    /// Number of paths, cells apart.
    pub fn paths(&self) -> u64 {
        u64::from(self.worlds) * self.households
    }
}
