//! What all households share: house price index, labour market, policy rate. A model turns arrays of standard shocks
//! into a path; it never draws.

pub mod correlation;
pub mod labour;
pub mod path;
pub mod policy_rate;
pub mod price;
pub mod shocks;

pub use correlation::Correlation;
pub use labour::{Hazards, LabourModel};
pub use path::{WorldModels, WorldPath};
pub use policy_rate::PolicyRateModel;
pub use price::PriceModel;
pub use shocks::Shocks;
