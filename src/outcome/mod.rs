//! Every column the engine writes: its name, unit and meaning, once; and the integer containers they travel in.
//!
//! What leaves the kernel is an integer: counts, money in cents, fractions in units of 10⁻⁹. Sums of integers do not
//! depend on their order, so results are the same bytes for any number of threads and any block size.

pub mod anniversary;
pub mod applicants;
pub mod auction_sums;
mod batch_counts;
mod cell_sums;
mod column;
mod default_trigger;
pub mod error_units;
pub mod event;
pub mod exits;
pub mod feedback;
pub mod histogram;
pub mod insured;
pub mod kept;
pub mod label;
pub mod ledger;
pub mod lenders;
pub mod level_histogram;
pub mod loan_class;
pub mod loan_sums;
mod loss_octave;
pub mod month;
mod only_shown;
mod part;
pub mod path;
pub mod precision;
pub mod real_amounts;
mod recorder;
pub mod resolution;
mod saved;
pub mod segments;
pub mod stage_moves;
pub mod study_result;
mod tallies;
mod weighted;
pub mod world;
mod world_rows;
mod world_table;
pub mod year_sums;

pub use crate::told::Words;
pub use applicants::{ApplicantColumn, Applicants};
pub use batch_counts::BatchCounts;
pub use cell_sums::{CellSums, Extras};
pub use column::{Column, Unit};
pub use default_trigger::DefaultTrigger;
pub use error_units::{Clusters, ErrorUnits};
pub use event::{Event, Events};
pub use histogram::LossHistogram;
pub use kept::cents;
pub use ledger::{Flow, MonthRecord};
pub use level_histogram::LevelHistogram;
pub use loan_sums::{LoanBook, LoanRecord, LoanSums};
pub use month::{MonthCounter, MonthCounts, MonthEnd};
pub use only_shown::{STUDY_WORDS, is_only_shown};
pub use part::{Part, PartError};
pub use path::{FinalState, PathOutcome};
pub use recorder::{Ledger, NoNotes, NoRecord, Notes, Recorder};
pub use resolution::Resolution;
pub use saved::TallyError;
pub use segments::{SegmentName, SegmentSum, WorldSegments};
pub use study_result::StudyResult;
pub use tallies::{Tallies, TallyShape};
pub use world::{WorldColumn, WorldRow};
pub use world_rows::{RowsError, WorldSegment};
pub use world_table::WorldTable;

/// Worlds are dealt into this many batches (world mod `BATCHES`); estimates that have no world rows take their Monte
/// Carlo error from the spread between batches.
pub const BATCHES: usize = 32;
