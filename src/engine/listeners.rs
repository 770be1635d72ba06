//! Who is told what while a study runs.

use std::time::Duration;

use super::leg::LEG;
use crate::outcome::{Part, PathOutcome};

/// Told of progress from any thread.
pub trait Progress: Sync {
    /// So many more paths (each under all cells) are done.
    fn advance(&self, paths: u64);
}

/// Leaves progress untold.
pub struct Silent;

impl Progress for Silent {
    fn advance(&self, _: u64) {}
}

/// Takes outcomes of consecutive paths: the first path's number, and outcomes in order of path, then cell.
pub type PathWriter<'a> = dyn FnMut(u64, &[PathOutcome]) -> Result<(), String> + Send + 'a;

/// Told of what has been simulated, so that it can be kept. What fails in keeping it does not stop the run.
pub trait Keeper {
    /// How long a leg is to take, about; no longer than [`LEG`] in any case, where worlds are that short.
    fn leg(&self) -> Duration;

    /// A leg has ended: everything that was simulated until now. Rows of worlds may be put away
    /// ([`WorldTable::put_away`]), so that they need not stay in memory.
    ///
    /// [`WorldTable::put_away`]: crate::outcome::WorldTable::put_away
    fn after_leg(&mut self, part: &mut Part);

    /// The run was told to stop within a leg: everything that was simulated until the end of the last.
    fn interrupted(&mut self, part: &mut Part);
}

/// Keeps nothing.
pub(super) struct Forgetful;

impl Keeper for Forgetful {
    fn leg(&self) -> Duration {
        LEG
    }

    fn after_leg(&mut self, _: &mut Part) {}

    fn interrupted(&mut self, _: &mut Part) {}
}
