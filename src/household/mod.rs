//! One household: at origination, its exogenous life, and its monthly budget.

pub mod budget;
pub mod copula;
pub mod earners;
pub mod employment;
pub mod illness;
pub mod letting;
pub mod obligations;
pub mod origination;
pub mod origination_draws;
pub mod underwriting;
pub mod wages;

pub use copula::OriginationCopula;
pub use earners::{Leave, SecondEarner, SelfEmployment};
pub use employment::EmploymentParameters;
pub use illness::Illness;
pub use letting::{DistressLetting, Letting, Tenancy};
pub use obligations::{FamilyHelp, OtherDebts, OtherHomes};
pub use origination::{CashMode, HouseholdParameters, IncomeSource, Origination};
pub use origination_draws::OriginationDraws;
pub use underwriting::{Refusal, UnderwritingParameters};
pub use wages::WageParameters;
