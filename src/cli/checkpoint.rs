//! What a run keeps of itself while it runs, so that the same command goes on where it was cut short; and a shard its part.

use std::path::Path;
use std::time::{Duration, Instant};

use super::cut_short::{checkpoint, reached};
use super::failure::{Failure, say_told};
use crate::engine::{Keeper, LEG};
use crate::outcome::{Part, TallyShape};
use crate::parts::{Identity, PartFileError, PartFolder};
use crate::report::folder::checkpoint_of;
use crate::report::{Manifest, PartPaths, StudyFolder};
use crate::study::Study;
use crate::told::{Told, told};

/// Keeps what a run has simulated.
pub(super) struct Checkpoint {
    folder: PartFolder,
    /// The folder that the user named.
    named: String,
    /// Time between two savings; nothing is saved without.
    every: Option<Duration>,
    saved: Instant,
    /// The world after the last.
    end: u32,
    /// Whether whoever runs keeps what is there at the end.
    is_kept_at_end: bool,
    quiet: bool,
    has_failed: bool,
}

/// Of which study a part is.
pub(super) fn identity(study: &Study, asked: &Manifest) -> Identity {
    Identity {
        study: study.name.clone(),
        hash: asked.hash.clone(),
        value_version: asked.value_version,
        seed: study.seed,
        worlds: study.worlds,
        households: study.households,
        cells: study.cells.len(),
    }
}

/// Refuses a folder that holds a checkpoint of another study, or of a form that cannot be read, before anything is
/// computed; with `force` that one is removed.
///
/// # Errors
/// It is named.
pub(super) fn refuse_foreign(folder: &StudyFolder, asked: &Manifest, force: bool) -> Result<(), Failure> {
    let path = folder.path().display();
    let why = match checkpoint(folder.path()) {
        Some(Ok(kept)) if kept.identity.hash != asked.hash => {
            let Identity { study, hash, seed, value_version, .. } = &kept.identity;
            let reached = reached(&kept);
            told!(
                "{path} holds the checkpoint of another study: {study} ({hash}), seed {seed}, value version \
                 {value_version}, at {reached}",
                "{path} 存有另一研究的检查点：{study}（{hash}），种子 {seed}，数值版本 {value_version}，已到 {reached}"
            )
        }
        Some(Err(error @ PartFileError::Form { .. })) => Told::same(error.to_string()),
        _ => return Ok(()),
    };
    if force {
        return Ok(folder.clear_checkpoint()?);
    }
    Err(Failure::Input(told!(
        "{why}; nothing was touched: --force replaces it, or name another folder",
        "{why}；没有作任何改动：可用 --force 替换，或指定其他文件夹";
        why
    )))
}

/// What the same command has kept in a folder of a part, told unless `quiet`; nothing where it is of no use, which is told too.
pub(super) fn before(
    path: &Path,
    identity: &Identity,
    shape: TallyShape,
    named: &str,
    (save_paths, quiet): (bool, bool),
) -> Option<(PartFolder, Part)> {
    let read = PartFolder::read(path.to_owned(), identity.clone(), shape).and_then(|(mut folder, part)| {
        if save_paths {
            folder.save_paths(part.worlds.start)?;
        }
        Ok((folder, part))
    });
    let told = match &read {
        Ok((folder, _)) => folder
            .kept()
            .map(reached)
            .map(|reached| told!("{named}: goes on from {reached}", "{named}：从 {reached} 继续")),
        Err(PartFileError::Missing { .. }) => None,
        Err(error) => Some(told!(
            "{named}: its checkpoint cannot be used: {error}; starts over",
            "{named}：其检查点不能使用：{error}；从头开始"
        )),
    };
    told.iter().filter(|_| !quiet).for_each(say_told);
    read.ok()
}

impl Checkpoint {
    /// Begins to keep a run, and gives what it may go on from: what the same command kept before, unless `fresh`.
    pub fn begin(
        folder: &StudyFolder,
        asked: &Manifest,
        study: &Study,
        every: Option<Duration>,
        (fresh, quiet): (bool, bool),
        save_paths: bool,
    ) -> Result<(Self, Part), Failure> {
        let identity = identity(study, asked);
        let path = checkpoint_of(folder.path());
        let named = folder.path().display().to_string();
        let before = match fresh {
            true => None,
            false => before(&path, &identity, study.tally_shape(), &named, (save_paths, quiet))
                .filter(|(_, part)| part.worlds.start == 0),
        };
        let (kept, part) = match before {
            Some(before) => before,
            None => {
                folder.clear_checkpoint()?;
                let mut folder = PartFolder::new(path, identity);
                if save_paths {
                    folder.save_paths(0)?;
                }
                (folder, Part::none(study.tally_shape(), 0))
            }
        };
        let (end, saved) = (study.worlds, Instant::now());
        // Whole paths are another file than those that grew.
        let is_kept_at_end = save_paths;
        let checkpoint = Self { folder: kept, named, every, saved, end, is_kept_at_end, quiet, has_failed: false };
        Ok((checkpoint, part))
    }

    /// Keeps the part of a shard where it stands; nothing of it but that it is begun before there is more.
    ///
    /// # Errors
    /// The file system refuses, before anything is computed.
    pub fn of_shard(
        (folder, part): (PartFolder, &Part),
        named: String,
        (every, end): (Option<Duration>, u32),
        quiet: bool,
    ) -> Result<Self, Failure> {
        let saved = Instant::now();
        let mut checkpoint = Self { folder, named, every, saved, end, is_kept_at_end: true, quiet, has_failed: false };
        checkpoint.folder.keep(part)?;
        Ok(checkpoint)
    }

    /// Keeps what is there at the end, where a shard's part or whole paths make that worth while.
    ///
    /// # Errors
    /// The file system refuses: what was kept before still stands.
    pub fn end(&mut self, part: &Part) -> Result<(), Failure> {
        if let Some(paths) = self.folder.paths() {
            paths.finish()?;
        }
        // What says that the file of paths still grows must not stand where it has other names.
        if self.is_kept_at_end && self.folder.kept().is_some() { Ok(self.folder.keep(part)?) } else { Ok(()) }
    }

    /// Where paths go.
    pub fn paths(&self) -> Option<PartPaths> {
        self.folder.paths().cloned()
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
            say_told(&told!(
                "{error}; the run goes on, but cut short now it would lose what was not saved before",
                "{error}；运行继续，但此时若中断，会失去之前未保存的部分"
            ));
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
        if let Some(paths) = self.folder.paths() {
            paths.count();
        }
        // The last leg of a run that was worth keeping before is worth keeping too: its tables are still to be made.
        let is_last = part.worlds.end == self.end && self.folder.kept().is_some();
        let is_due = is_last && !self.is_kept_at_end;
        let is_kept = self.every.is_some_and(|every| is_due || self.saved.elapsed() >= every);
        if is_kept || part.rows.is_due() {
            self.save(part, is_kept);
        }
    }

    fn interrupted(&mut self, part: &mut Part) {
        if self.every.is_some() && part.worlds.end > self.kept_worlds() {
            self.save(part, true);
        }
        if let Some(kept) = self.folder.kept().filter(|_| !self.quiet) {
            let (named, reached) = (&self.named, reached(kept));
            say_told(&told!(
                "{named}: stopped at {reached}; the same command goes on from there",
                "{named}：停在 {reached}；同一命令会从那里继续"
            ));
        }
    }
}
