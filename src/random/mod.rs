//! The only source of chance: counter-based streams, uniforms, normals and the distributions a config can
//! name.

pub mod columns;
pub mod correlation;
pub mod distribution;
mod draws;
pub mod generator;
#[cfg(target_arch = "x86_64")]
pub(crate) mod intrinsics;
pub mod low_discrepancy;
pub mod months;
pub mod normal;
pub mod octaves;
pub mod parameters;
pub mod philox;
pub mod scope;
pub mod stream;
pub mod survey;
mod truncated_normal;
pub mod uniform;

pub use distribution::Distribution;
pub use draws::Draws;
pub use months::{hazard, months_until, whole_months};
pub use stream::{Purpose, Streams, Who};
pub use uniform::Uniforms;
