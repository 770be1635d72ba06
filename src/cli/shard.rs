//! `underwater run --shard`: simulates a share of a study's worlds, and leaves them as a part.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::checkpoint::{self, Checkpoint};
use super::cut_short::{numbered, reached};
use super::delivery::{command_line, say_cautions, say_unguarded};
use super::failure::{Failure, say};
use super::interrupt::{self, KeepsItself};
use super::paths::writer;
use super::run::Request;
use super::simulator::Simulator;
use super::size::{Memory, Room, Shape};
use crate::outcome::Part;
use crate::parts::{Identity, PartFileError, PartFolder, PartManifest, Shard, Share};
use crate::report::folder::{PartPlace, checkpoint_of};
use crate::report::{RunClock, with_separators};
use crate::study::Study;
use crate::told::told;

/// A shard that is to be simulated.
struct Work<'a> {
    study: &'a Study,
    request: &'a Request,
    identity: Identity,
    share: Share,
    path: PathBuf,
}

/// What stands in the folder.
enum Standing {
    /// The part that was asked for, whole.
    Whole(Box<(PartFolder, Part)>),
    /// Something that may be replaced as soon as there is more of this part, or nothing.
    Free,
    /// Another whole part, or this one, which goes when its successor is whole.
    Replaced,
}

/// Simulates the worlds of a shard that are not there already, and keeps them in its folder.
pub(super) fn run(request: &Request, shard: Shard) -> Result<(), Failure> {
    let clock = RunClock::start();
    interrupt::watch()?;
    let plan = request.source.plan()?;
    refuse_precision(&plan.study)?;
    let (study, output) = (&plan.study, &request.output);
    if shard.of > study.worlds {
        let (worlds, Shard { number, of }) = (with_separators(&study.worlds.to_string()), shard);
        return Err(Failure::Input(told!(
            "--shard {number}/{of}: the study has {worlds} worlds, and so at most {worlds} shards",
            "--shard {number}/{of}：研究有 {worlds} 个情景世界，因此最多 {worlds} 片"
        )));
    }
    let asked = plan.manifest(&clock);
    let identity = checkpoint::identity(study, &asked);
    let prices = study.cells.iter().map(|cell| cell.price).collect();
    let share = Share::new(shard, asked, study.tally_shape(), prices, study.loan_book.as_deref().cloned());
    say_cautions(&share.manifest, output);
    let path = output.out.clone().unwrap_or_else(|| beside(&plan.default_folder(), shard));
    let work = Work { study, request, identity, share, path };
    let place = PartPlace::open(&work.path, &command_line())?;
    interrupt::guard(place.withdrawal());
    say_unguarded(&work.path, place.is_guarded());
    let standing = work.standing(&place)?;
    if let Standing::Whole(whole) = standing {
        let (folder, part) = *whole;
        // A run that was to replace this one with the same was cut short.
        place.clear_checkpoint()?;
        return work.show_whole(folder, &part);
    }
    // The rows of its own worlds alone.
    let own = Study { worlds: work.share.end_world - work.share.first_world, ..study.clone() };
    Memory::of_run(&Shape::of(&own, output.threads), request.save_paths, &[])
        .check(Room::find(output.memory_limit).as_ref())?;
    let is_replaced = matches!(standing, Standing::Replaced);
    let done = work.simulate(&place, is_replaced);
    // Beside a whole part, one that is begun and has no world yet is nothing to go on from.
    if done.is_err() && PartManifest::read(&checkpoint_of(&work.path)).is_ok_and(|kept| kept.worlds().is_empty()) {
        place.clear_checkpoint()?;
    }
    done?;
    work.show(&format!(" in {:.1} s", clock.times().elapsed_seconds))
}

/// Refuses to split a study that stops when it knows enough: no shard can tell what the others have seen.
///
/// # Errors
/// It asks for a precision.
pub(super) fn refuse_precision(study: &Study) -> Result<(), Failure> {
    match study.precision {
        None => Ok(()),
        Some(_) => Err(Failure::Input(told!(
            "[precision] cannot be split into shards: no shard can tell what the others have seen; leave [precision] out and \
             give study.worlds",
            "[precision] 不能分片：任何一片都不知道其他片的结果；请去掉 [precision]，改用 study.worlds"
        ))),
    }
}

/// The folder of a shard, beside that of the results.
fn beside(results: &Path, shard: Shard) -> PathBuf {
    let name = results.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    results.with_file_name(format!("{name}-{}", shard.suffix()))
}

impl Work<'_> {
    fn tell(&self, text: &str) {
        if !self.request.output.quiet {
            say(&format!("{}{text}", self.path.display()));
        }
    }

    /// Looks into the folder.
    ///
    /// # Errors
    /// It holds something else, and nobody asked for that to be replaced.
    fn standing(&self, place: &PartPlace) -> Result<Standing, Failure> {
        let force = self.request.output.force;
        self.refuse_run(place)?;
        let other = match PartManifest::read(&self.path) {
            Ok(part) if part.share.as_ref().is_some_and(|share| share.is_like(&self.share)) => {
                return match part.is_whole() {
                    true if force => Ok(Standing::Replaced),
                    true => Ok(self.whole()),
                    false => Ok(Standing::Free),
                };
            }
            Ok(part) => match &part.share {
                Some(share) if share.manifest.hash == self.identity.hash => {
                    let (shard, worlds) = (share.shard, numbered(&share.worlds()));
                    told!("is {shard} of this study ({worlds})", "是本研究的 {shard}（{worlds}）")
                }
                _ => {
                    let Identity { study, hash, seed, value_version, .. } = &part.identity;
                    told!(
                        "is of another study: {study} ({hash}), seed {seed}, value version {value_version}",
                        "属于另一研究：{study}（{hash}），种子 {seed}，数值版本 {value_version}"
                    )
                }
            },
            Err(PartFileError::Missing { .. } | PartFileError::Damaged { .. }) => return Ok(Standing::Free),
            Err(error @ PartFileError::Form { .. }) => told!("cannot be read: {error}", "无法读取：{error}"),
            Err(error) => return Err(error.into()),
        };
        if force {
            return Ok(Standing::Replaced);
        }
        let path = self.path.display();
        Err(Failure::Input(told!(
            "the part in {path} {other}; nothing was touched: --force replaces it, or name another folder",
            "{path} 中的部分{other}；没有作任何改动：可用 --force 替换，或指定其他文件夹";
            other
        )))
    }

    /// Refuses a folder in which a run has kept itself; with `--force` that goes.
    fn refuse_run(&self, place: &PartPlace) -> Result<(), Failure> {
        let kept = match PartManifest::read(&checkpoint_of(&self.path)) {
            Ok(kept) if kept.share.is_none() => kept,
            _ => return Ok(()),
        };
        if self.request.output.force {
            return Ok(place.clear_checkpoint()?);
        }
        Err(Failure::Input(told!(
            "{} holds the checkpoint of a run of {} ({}), at {}; nothing was touched: --force replaces it, or name \
             another folder",
            "{} 存有 {}（{}）一次运行的检查点，已到 {}；没有作任何改动：可用 --force 替换，或指定其他文件夹",
            self.path.display(),
            kept.identity.study,
            kept.identity.hash,
            reached(&kept)
        )))
    }

    /// The whole part that stands there, if its files are what was written.
    fn whole(&self) -> Standing {
        let read = PartFolder::read(self.path.clone(), self.identity.clone(), self.share.shape);
        let with_paths = read.and_then(|(mut folder, part)| {
            if self.request.save_paths || folder.kept().is_some_and(PartManifest::has_paths) {
                folder.save_paths(part.worlds.start)?;
            }
            Ok((folder, part))
        });
        match with_paths {
            Ok(whole) => Standing::Whole(Box::new(whole)),
            // It is whole as it was asked for: it stays until one with paths is.
            Err(PartFileError::NoPaths { .. }) => {
                self.tell(" was kept without --save-paths, and has no paths; simulated again");
                Standing::Replaced
            }
            // It is said by whoever tries to go on from it.
            Err(_) => Standing::Free,
        }
    }

    fn simulate(&self, place: &PartPlace, is_replaced: bool) -> Result<(), Failure> {
        let Request { checkpoint_every, fresh, save_paths, output, .. } = self.request;
        let named = self.path.display().to_string();
        let grows = if is_replaced { checkpoint_of(&self.path) } else { self.path.clone() };
        let shape = self.share.shape;
        let before = match fresh {
            true => None,
            false => checkpoint::before(&grows, &self.identity, shape, &named, (*save_paths, output.quiet)),
        };
        // What stands there may be another shard's, kept while it was to replace this one.
        let is_own = |(folder, _): &(PartFolder, Part)| {
            folder.kept().and_then(|kept| kept.share.as_ref()).is_some_and(|share| share.is_like(&self.share))
        };
        let first = self.share.first_world;
        let (folder, part) = match before.filter(is_own) {
            Some(before) => before,
            None => {
                let mut folder = PartFolder::new(grows, self.identity.clone());
                if *save_paths {
                    folder.save_paths(first)?;
                }
                (folder, Part::none(shape, first))
            }
        };
        let (folder, end) = (folder.of_share(self.share.clone()), self.share.end_world);
        let simulator = Simulator::new(output)?;
        let mut checkpoint = Checkpoint::of_shard((folder, &part), named, (*checkpoint_every, end), output.quiet)?;
        let keeps_itself = KeepsItself::begin();
        let paths = checkpoint.paths();
        let mut write = paths.clone().map(|paths| writer(self.study, paths));
        let part = simulator.go_on(self.study, part, end, write.as_deref_mut(), &mut checkpoint)?;
        checkpoint.end(&part)?;
        if is_replaced {
            let mut folder = PartFolder::new(self.path.clone(), self.identity.clone()).of_share(self.share.clone());
            if let Some(paths) = paths {
                folder.take_paths(&paths, first)?;
            }
            folder.keep(&part)?;
        }
        drop(keeps_itself);
        // What was kept on the way to replace a part is of no use any more.
        let _ = place.clear_checkpoint();
        Ok(())
    }

    /// A part that was whole before; what it says of the study is said as the config says it now.
    fn show_whole(&self, folder: PartFolder, part: &Part) -> Result<(), Failure> {
        let says_the_same = |kept: &PartManifest| {
            kept.share.as_ref().is_some_and(|share| share.manifest.says_the_same(&self.share.manifest))
        };
        if folder.kept().is_some_and(says_the_same) {
            self.tell(" is complete already; --force computes it again");
        } else {
            folder.of_share(self.share.clone()).keep(part)?;
            self.tell(" held these worlds told in other words; they are told anew, nothing was simulated");
        }
        self.show("")
    }

    /// What is there, and where it is.
    fn show(&self, took: &str) -> Result<(), Failure> {
        if self.request.output.quiet {
            return Ok(());
        }
        let Share { shard, shape, .. } = &self.share;
        let number = |number: u64| with_separators(&number.to_string());
        let worlds = self.share.worlds();
        let paths = number((worlds.end - worlds.start) as u64 * self.study.households);
        let (all, cells) = (number(u64::from(self.study.worlds)), shape.cells);
        let noun = if cells == 1 { "cell" } else { "cells" };
        let mut out = io::stdout().lock();
        writeln!(
            out,
            "{shard}: {} of {all}, {paths} paths × {cells} {noun} × {} months{took}",
            numbered(&worlds),
            self.study.horizon_months
        )?;
        writeln!(out, "{}", self.path.display())?;
        out.flush()?;
        Ok(())
    }
}
