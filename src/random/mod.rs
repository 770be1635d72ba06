//! The only source of chance: counter-based streams, uniforms, normals and the distributions a config can
//! name.

pub mod columns;
pub mod correlation;
pub mod distribution;
pub mod generator;
pub mod normal;
pub mod parameters;
pub mod philox;
pub mod stream;
mod truncated_normal;
pub mod uniform;

pub use distribution::Distribution;
pub use stream::{Purpose, Streams, Who};
pub use uniform::Uniforms;

/// Hazard a month of an event with this probability: −ln(1 − p), 0 of an impossible one, infinite of a certain one.
pub fn hazard(probability_monthly: f64) -> f64 {
    if probability_monthly > 0.0 { -libm::log1p(-probability_monthly) } else { 0.0 }
}
