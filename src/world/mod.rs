//! What all households share: house price index, labour market, policy rate. A model turns arrays of standard shocks
//! into a path; it never draws.

pub mod correlation;
pub mod directions;
pub mod feedback;
pub mod inflation;
mod kinds;
mod knots;
pub mod labour;
mod linear;
pub mod market;
pub mod path;
pub mod policy_rate;
pub mod price;
pub mod regime;
pub mod region;
pub mod sampling;
pub mod series;
pub mod shocks;
pub mod survival;

pub use correlation::{Correlation, CorrelationTable};
pub use directions::Directions;
pub use feedback::{CreditTightening, Feedback, Stigma};
pub use inflation::{Indexation, Inflation, PriceLevels};
pub use labour::{Hazards, Labour, LabourModel};
pub use market::{Answer, Happened, Market};
pub use path::{IndexModel, LabourMarket, WorldModels, WorldPath};
pub use policy_rate::{PolicyRate, PolicyRateModel};
pub use price::PriceModel;
pub use regime::RegimeChain;
pub use region::{Innovation, Region};
pub use sampling::{Method, Sampling};
pub use series::SeriesRef;
pub use shocks::{ExtraShocks, PriceShocks, Shocks};
pub use survival::SurvivalCurve;
