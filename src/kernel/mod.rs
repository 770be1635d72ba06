//! A block of paths through its months: quiet households in lanes, troubled ones one at a time. No input or output, no
//! threads; memory is taken once and used again.

mod anniversaries;
pub mod block;
mod case;
mod case_run;
mod cell_constants;
mod cell_lanes;
mod cell_month;
mod close;
mod collection;
mod ends;
mod horizon;
pub mod instruction_set;
mod life;
mod marks;
mod month_notes;
mod noise;
mod outgo;
mod passes;
pub mod paths;
mod purchases;
mod quiet;
mod rest;
mod rest_changes;
mod rest_ends;
mod rest_months;
mod resting;
mod resting_cell;
mod resting_world;
mod schedules;
mod shocks;
pub mod sink;
mod states;
mod stop;
mod trouble;
mod troubled_lanes;
mod undelivered;
mod views;

pub use block::{Block, Simulation};
pub use instruction_set::InstructionSet;
pub use noise::standard_normals;
pub use paths::PathRange;
pub use quiet::LANES;
pub use sink::Sink;
