//! A block of paths through its months, household by household: at rest from one change to the next, in trouble month by month.
//! No input or output, no threads; memory is taken once and used again.

mod anniversaries;
pub mod block;
mod case;
mod case_run;
mod cell_constants;
mod cell_month;
mod cell_world;
mod close;
mod collection;
mod driver;
mod ends;
mod held_months;
mod household_path;
mod in_step;
pub mod instruction_set;
mod insured;
mod life;
mod limit;
mod month_notes;
mod noise;
pub mod paths;
mod purchases;
mod rest;
mod rest_changes;
mod rest_ends;
mod rest_months;
mod resting;
mod resting_world;
mod schedules;
mod shocks;
pub mod sink;
mod standing;
mod states;
mod step_room;
mod tops;
mod trouble;
mod views;
mod workout;

pub use block::{Block, Simulation};
pub use in_step::InStep;
pub use instruction_set::InstructionSet;
pub use noise::standard_normals;
pub use paths::{LANES, PathRange};
pub use sink::Sink;
