//! A block of paths through its months: quiet households in lanes, troubled ones one at a time. No input or output, no
//! threads; memory is taken once and used again.

mod anniversaries;
pub mod block;
mod case;
mod cell_lanes;
mod close;
mod collection;
mod counterfactual;
mod delivery;
mod ends;
mod exponential;
mod forbear;
mod home_at_law;
pub mod instruction_set;
mod law;
mod life;
mod living;
mod margin;
mod marks;
mod noise;
mod outgo;
mod passes;
pub mod paths;
mod quiet;
pub mod record;
mod relief;
mod sell;
mod settle;
mod shocks;
pub mod sink;
mod states;
mod surroundings;
mod trouble;
mod troubled_lanes;
mod views;

pub use block::{Block, Simulation};
pub use instruction_set::InstructionSet;
pub use paths::PathRange;
pub use quiet::LANES;
pub use record::{Event, Ledger, MonthRecord, NoRecord, Recorder};
pub use sink::Sink;
