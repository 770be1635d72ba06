//! A block of paths through its months: quiet households in lanes, troubled ones one at a time. No input or output, no
//! threads; memory is taken once and used again.

pub mod block;
mod case;
mod cell_lanes;
mod close;
mod collection;
mod exponential;
pub mod instruction_set;
mod law;
mod life;
mod marks;
mod outgo;
mod passes;
pub mod paths;
pub mod record;
mod relief;
mod shocks;
pub mod sink;
mod states;
mod trouble;

pub use block::{Block, Simulation};
pub use instruction_set::InstructionSet;
pub use paths::PathRange;
pub use record::{Event, Ledger, MonthRecord, NoRecord, Recorder};
pub use sink::{NotFinite, Sink};
