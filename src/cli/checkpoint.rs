//! What a run keeps of itself while it runs, so that the same command goes on where it was cut short.

use std::time::{Duration, Instant};

use super::cut_short::{checkpoint, reached};
use super::failure::{Failure, say};
use crate::engine::{Keeper, LEG};
use crate::outcome::Part;
use crate::parts::{Identity, PartFileError, PartFolder};
use crate::report::folder::checkpoint_of;
use crate::report::{Manifest, StudyFolder};
use crate::study::Study;

/// Keeps a run in the folder of its results.
pub(super) struct Checkpoint {
    folder: PartFolder,
    /// The folder of the results, as the user named it.
    results: String,
    /// Time between two savings; nothing is saved without.
    every: Option<Duration>,
    saved: Instant,
    worlds: u32,
    quiet: bool,
    has_failed: bool,
}

/// Refuses a folder that holds a checkpoint of another study, or of a form that cannot be read, before anything is
/// computed; with `force` that one is removed.
///
/// # Errors
/// It is named.
pub(super) fn refuse_foreign(folder: &StudyFolder, asked: &Manifest, force: bool) -> Result<(), Failure> {
    let path = folder.path().display();
    let why = match checkpoint(folder.path()) {
        Some(Ok(kept)) if kept.identity.hash != asked.hash => format!(
            "{path} holds the checkpoint of another study: {} ({}), seed {}, value version {}, at {}",
            kept.identity.study,
            kept.identity.hash,
            kept.identity.seed,
            kept.identity.value_version,
            reached(&kept)
        ),
        Some(Err(error @ PartFileError::Form { .. })) => error.to_string(),
        _ => return Ok(()),
    };
    if force {
        return Ok(folder.clear_checkpoint()?);
    }
    Err(Failure::input(format!("{why}; nothing was touched: --force replaces it, or name another folder")))
}

impl Checkpoint {
    /// Begins to keep a run, and gives what it may go on from: what the same command kept before, unless `fresh`.
    pub fn begin(
        folder: &StudyFolder,
        asked: &Manifest,
        study: &Study,
        every: Option<Duration>,
        (fresh, quiet): (bool, bool),
    ) -> Result<(Self, Part), Failure> {
        let identity = Identity {
            study: study.name.clone(),
            hash: asked.hash.clone(),
            value_version: asked.value_version,
            seed: study.seed,
            worlds: study.worlds,
            households: study.households,
            cells: study.cells.len(),
        };
        let path = checkpoint_of(folder.path());
        let results = folder.path().display().to_string();
        let tell = |text: String| {
            if !quiet {
                say(&text);
            }
        };
        let read = match fresh {
            true => None,
            false => match PartFolder::read(path.clone(), identity.clone(), study.tally_shape()) {
                Ok(read) => Some(read),
                Err(PartFileError::Missing { .. }) => None,
                Err(error) => {
                    tell(format!("{results}: its checkpoint cannot be used: {error}; starts over"));
                    None
                }
            },
        };
        let (kept, part) = match read {
            Some((kept, part)) => {
                if let Some(manifest) = kept.kept() {
                    tell(format!("{results}: goes on from {}", reached(manifest)));
                }
                (kept, part)
            }
            None => {
                folder.clear_checkpoint()?;
                (PartFolder::new(path, identity), Part::none(study.tally_shape(), 0))
            }
        };
        let worlds = study.worlds;
        Ok((Self { folder: kept, results, every, saved: Instant::now(), worlds, quiet, has_failed: false }, part))
    }

    /// Rows of worlds that would fill the memory go to disk, and everything does where a part is to be kept.
    fn save(&mut self, part: &mut Part, is_kept: bool) {
        let away = if part.rows.is_due() { self.folder.put_away(part) } else { Ok(()) };
        let done = if is_kept { away.and_then(|()| self.folder.keep(part)) } else { away };
        // What fails is said once; the run goes on, since what it would lose is not lost yet.
        if let Err(error) = done
            && !self.has_failed
        {
            self.has_failed = true;
            say(&format!("{error}; the run goes on, but cut short now it would lose what was not saved before"));
        }
        if is_kept {
            // From its end: a disk that is slow to save is not asked again at once.
            self.saved = Instant::now();
        }
    }

    fn kept_worlds(&self) -> u32 {
        self.folder.kept().map_or(0, |kept| kept.end_world)
    }
}

impl Keeper for Checkpoint {
    fn leg(&self) -> Duration {
        self.every.map_or(LEG, |every| every.min(LEG))
    }

    fn after_leg(&mut self, part: &mut Part) {
        // The last leg of a run that was worth keeping before is worth keeping too: its tables are still to be made.
        let is_last = part.worlds.end == self.worlds && self.folder.kept().is_some();
        let is_kept = self.every.is_some_and(|every| is_last || self.saved.elapsed() >= every);
        if is_kept || part.rows.is_due() {
            self.save(part, is_kept);
        }
    }

    fn interrupted(&mut self, part: &mut Part) {
        if self.every.is_some() && part.worlds.end > self.kept_worlds() {
            self.save(part, true);
        }
        if let Some(kept) = self.folder.kept().filter(|_| !self.quiet) {
            say(&format!("{}: stopped at {}; the same command goes on from there", self.results, reached(kept)));
        }
    }
}
