//! One household: at origination, its exogenous life, and its monthly budget.

pub mod budget;
mod clock;
mod closing;
pub mod copula;
pub mod earners;
pub mod illness;
mod lender_book;
pub mod letting;
mod living;
mod means;
mod month;
pub mod obligations;
pub mod origination;
pub mod origination_draws;
pub mod outgo;
mod position;
pub mod table;
pub mod underwriting;
pub mod wages;

pub use clock::Clock;
pub use closing::Closing;
pub use copula::OriginationCorrelation;
pub use earners::{Leave, SecondEarner, SelfEmployment};
pub use illness::Illness;
pub use lender_book::{DefaultRecord, LenderBook, WriteOff};
pub use letting::{DistressLetting, Letting, Tenancy};
pub use means::Means;
pub use month::HouseholdMonth;
pub use obligations::{FamilyHelp, OtherDebts, OtherHomes};
pub use origination::{Origination, Terms};
pub use origination_draws::OriginationDraws;
pub use outgo::{Outgo, OutgoMonth};
pub use position::Position;
pub use table::{Cash, CashKind, Household, Income};
pub use underwriting::{Refusal, Underwriting};
pub use wages::Wages;
