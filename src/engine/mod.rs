//! Drives the kernel over all worlds: chunks, threads, progress. The only room that names rayon.

mod accumulator;
mod chunk;
mod run;

pub use chunk::Cuts;
pub use run::{Engine, EngineError, Progress, Silent};
