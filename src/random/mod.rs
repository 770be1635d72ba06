//! The only source of chance: counter-based streams, uniforms, normals and the laws a config can name.

pub mod distribution;
pub mod generator;
pub mod normal;
pub mod philox;
pub mod stream;
mod truncated_normal;
pub mod uniform;

pub use distribution::Distribution;
pub use stream::{Purpose, Streams, Who};
pub use uniform::Uniforms;
