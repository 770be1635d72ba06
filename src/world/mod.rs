//! What all households share: house price index, labour market, policy rate. A model turns arrays of standard shocks
//! into a path; it never draws.

pub mod correlation;
pub mod labour;
mod linear;
pub mod path;
pub mod policy_rate;
pub mod price;
pub mod regime;
pub mod shocks;

pub use correlation::{Correlation, CorrelationTable};
pub use labour::{Hazards, LabourModel};
pub use path::{WorldModels, WorldPath};
pub use policy_rate::PolicyRateModel;
pub use price::PriceModel;
pub use regime::RegimeChain;
pub use shocks::{ExtraShocks, Shocks};
