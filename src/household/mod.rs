//! One household: at origination, and its monthly budget.

pub mod budget;
pub mod employment;
pub mod origination;

pub use employment::EmploymentParameters;
pub use origination::{CashMode, HouseholdParameters, IncomeSource, Origination, OriginationDraws};
