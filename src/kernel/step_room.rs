//! Room for a world in step.

use super::household_path::HouseholdPath;

/// Room for a world in step.
#[derive(Default)]
pub(super) struct StepRoom {
    pub paths: Vec<HouseholdPath>,
    /// Lanes of households at rest by the month in which they are moved next.
    pub due: Vec<Vec<u32>>,
    /// Lanes of those that are moved every month.
    pub active: Vec<u32>,
    /// ln (value ÷ price) of the household that is moved.
    pub values: Vec<i32>,
}
