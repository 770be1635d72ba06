//! One household: at origination, its exogenous life, and its monthly budget.

pub mod budget;
pub mod copula;
pub mod earners;
pub mod illness;
pub mod letting;
pub mod obligations;
pub mod origination;
pub mod origination_draws;
pub mod table;
pub mod underwriting;
pub mod wages;

pub use copula::OriginationCorrelation;
pub use earners::{Leave, SecondEarner, SelfEmployment};
pub use illness::Illness;
pub use letting::{DistressLetting, Letting, Tenancy};
pub use obligations::{FamilyHelp, OtherDebts, OtherHomes};
pub use origination::{Origination, Terms};
pub use origination_draws::OriginationDraws;
pub use table::{Cash, CashKind, Household, Income};
pub use underwriting::{Refusal, Underwriting};
pub use wages::Wages;
