//! The folder of a study's results: one writer at a time, everything computed beside what is there, and exchanged for it
//! in one move, of which a power cut shows the beginning or the end.
//!
//! Three rules hold at any moment, whoever is killed when:
//!
//! * A folder with a manifest is whole: what the manifest lists stands there, byte for byte.
//! * What was whole stays until its successor is whole. New files are written into a hidden folder inside; a journal
//!   ([`journal`]) says what is to take whose place; whoever opens the folder next finishes what was begun.
//! * What the manifest does not list belongs to somebody else, whatever its name, and is neither replaced nor removed.

mod differences;
mod journal;
mod lock;
mod ownership;
mod part_place;
mod staging;
mod state;
mod walk;
mod writer;

pub use differences::differences;
pub use lock::stands_at;
pub use ownership::is_of_part;
pub use part_place::PartPlace;
pub use state::checkpoint_of;
pub use state::{FolderState, inspect, read_manifest};
pub use walk::Walk;
pub use writer::{Holds, StudyFolder};

pub use staging::{Left, Withdrawal};

/// Name of the manifest of a part: what was simulated of some worlds of a study.
pub const PART: &str = "part.json";

/// Beginning of every name that a writer makes for its own use.
const HIDDEN: &str = ".underwater-";
/// The file whose lock the writer holds.
const LOCK: &str = ".underwater-lock";
/// Beginning of the name of the folder in which a writer prepares its files; its process number follows.
const STAGING: &str = ".underwater-staging-";
/// Inside that folder: what is to take whose place, once everything is whole.
const JOURNAL: &str = "commit.json";
/// The folder in which a run keeps what it has simulated, so that it can go on where it was cut short.
const CHECKPOINT: &str = ".underwater-checkpoint";
/// An exchange that cannot be finished.
const BROKEN: &str = ".underwater-broken";
