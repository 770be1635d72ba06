//! Drives the kernel over all worlds: chunks, threads, progress. The only room that names rayon.

mod chunk;
mod run;
mod unfinished;

pub use chunk::Cuts;
pub use run::{Engine, EngineError, PathWriter, Progress, Silent};
