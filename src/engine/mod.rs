//! Drives the kernel over worlds: legs, chunks, threads, progress. The only room that names rayon.

mod chunk;
mod error;
mod leg;
mod listeners;
mod lock;
mod losses;
mod pilot;
mod run;
mod shared;
mod unfinished;

pub use chunk::Cuts;
pub use error::EngineError;
pub use leg::{LEG, has_legs, longest_leg};
pub use listeners::{Keeper, PathWriter, Progress, Silent};
pub use pilot::{ActsBy, FALL, MORE_DEFAULTED, Pilot, pilot};
pub use run::{Engine, stopped_at, whole};
