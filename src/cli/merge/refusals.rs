//! What keeps parts from being merged, all of it at once: worlds that are missing or there twice, parts of another study,
//! damaged or cut short.

use std::collections::BTreeMap;
use std::ops::Range;

use super::differences::differences;
use super::found::{Fault, Found};
use crate::cli::cut_short::{numbered, reached};
use crate::cli::failure::Failure;
use crate::cli::identity::VALUE_VERSION;
use crate::parts::{Identity, PartFolder, Shard, Share};

/// The parts in the order of their worlds, if they are a study, and worlds that are missing, if these may be.
///
/// # Errors
/// Everything that is wrong with them.
pub(super) fn mergeable(
    found: Vec<Result<Found, Fault>>,
    allows_missing: bool,
    no_paths: bool,
) -> Result<(Vec<Found>, Vec<Range<u32>>), Failure> {
    let (mut parts, mut faults) = (Vec::new(), Vec::new());
    for part in found {
        match part {
            Ok(part) => parts.push(part),
            Err(fault) => faults.push(fault),
        }
    }
    let (mut parts, foreign) = of_one_study(parts);
    faults.extend(foreign);
    parts.sort_by_key(|part| (part.manifest.first_world, part.manifest.end_world));
    parts.iter().for_each(|part| faults.extend(damaged(part)));
    // Worlds that count: those that a part is to have, or where some may be missing those that it has.
    let counts: fn(&Found) -> Range<u32> = if allows_missing { |part| part.manifest.worlds() } else { asked };
    let mut gaps = Vec::new();
    if let Some(Found { manifest, .. }) = parts.first() {
        faults.extend(outdated(&manifest.identity, &manifest.share));
        faults.extend(twice(&parts, counts));
        gaps = missing(parts.iter().map(counts), manifest.identity.worlds);
        if !allows_missing {
            faults.extend(parts.iter().filter_map(not_whole));
            faults.extend(gaps.iter().map(|gap| told(gap, &parts, manifest.identity.worlds)));
        } else if parts.iter().all(|part| part.manifest.worlds().is_empty()) {
            faults.push(Fault::of_input("no part has any world yet".to_owned()));
        }
        if gaps.is_empty() && !no_paths {
            faults.extend(without_paths(&parts));
        }
    }
    if faults.is_empty() {
        parts.retain(|part| !part.manifest.worlds().is_empty());
        return Ok((parts, gaps));
    }
    // Tried again, a fault of the user's is the same; one of the file system may be gone, if it is alone.
    let is_of_system = faults.iter().all(|fault| fault.is_of_system);
    let noun = if faults.len() == 1 { "fault" } else { "faults" };
    let count = faults.len();
    let lines: Vec<String> = faults.into_iter().map(|fault| fault.text).collect();
    let text = format!("{}\nerror: {count} {noun} in the parts; nothing was written", lines.join("\nerror: "));
    Err(if is_of_system { Failure::Other(text) } else { Failure::input(text) })
}

/// The parts of the study that most of them are of, and what sets the others apart from it.
fn of_one_study(parts: Vec<Found>) -> (Vec<Found>, Vec<Fault>) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for part in &parts {
        *counts.entry(&part.manifest.identity.hash).or_default() += 1;
    }
    let most = counts.values().max().copied().unwrap_or(0);
    // The first one named, where there are as many of several.
    let model = parts.iter().position(|part| counts.get(part.manifest.identity.hash.as_str()) == Some(&most));
    let Some(model) = model else { return (parts, Vec::new()) };
    let (hash, share) = (parts[model].manifest.identity.hash.clone(), parts[model].manifest.share.clone());
    let model = parts[model].path.clone();
    let (own, foreign): (Vec<Found>, Vec<Found>) =
        parts.into_iter().partition(|part| part.manifest.identity.hash == hash);
    let told = |part: &Found| {
        let Identity { study, hash, .. } = &part.manifest.identity;
        let what = match (&part.manifest.share, &share) {
            (Some(found), Some(expected)) => differences(&found.manifest, &expected.manifest),
            _ => String::new(),
        };
        Fault::of_input(format!(
            "{} is of another study than {}: {study} ({hash}), {}: {what}",
            part.path.display(),
            model.display(),
            numbered(&asked(part)),
        ))
    };
    let faults = foreign.iter().map(told).collect();
    (own, faults)
}

/// The worlds that a part is to have.
fn asked(part: &Found) -> Range<u32> {
    part.manifest.share.as_ref().map_or_else(|| part.manifest.worlds(), Share::worlds)
}

/// Files of a part that are not what was written.
fn damaged(part: &Found) -> Vec<Fault> {
    let worlds = numbered(&asked(part));
    let mut faults: Vec<Fault> = PartFolder::faults(&part.path, &part.manifest).into_iter().map(Fault::from).collect();
    for fault in &mut faults {
        fault.text = format!("{}; these are {worlds}: run that shard again", fault.text);
    }
    faults
}

/// A part that is still to have more worlds.
fn not_whole(part: &Found) -> Option<Fault> {
    let (path, worlds, at) = (part.path.display(), numbered(&asked(part)), reached(&part.manifest));
    let has = numbered(&part.manifest.worlds());
    (!part.manifest.is_whole()).then(|| {
        Fault::of_input(format!(
            "{path} is not whole: of {worlds} it has {has}; cut short, or still at work, at {at}; the same command goes on"
        ))
    })
}

/// Parts without paths, where others have them.
fn without_paths(parts: &[Found]) -> Vec<Fault> {
    let (with, without): (Vec<&Found>, Vec<&Found>) = parts.iter().partition(|part| part.manifest.has_paths());
    let Some(other) = with.first() else { return Vec::new() };
    let told = |part: &&Found| {
        let (path, other) = (part.path.display(), other.path.display());
        Fault::of_input(format!(
            "{path} has no paths, {other} has: run that shard again with --save-paths, or merge with --no-paths"
        ))
    };
    without.iter().map(told).collect()
}

/// Numbers of another version of the program are not mixed with its tables.
fn outdated(identity: &Identity, share: &Option<Share>) -> Option<Fault> {
    let version = share.as_ref().map_or("unknown", |share| &share.manifest.version);
    let found = identity.value_version;
    (found != VALUE_VERSION).then(|| {
        Fault::of_input(format!(
            "the numbers of these parts are of value version {found}, this program's of {VALUE_VERSION}: merge them with \
             version {version}, which wrote them"
        ))
    })
}

/// Worlds that two parts have, or are to have.
fn twice(parts: &[Found], counts: fn(&Found) -> Range<u32>) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (place, part) in parts.iter().enumerate() {
        for earlier in &parts[..place] {
            let (a, b) = (counts(earlier), counts(part));
            let both = a.start.max(b.start)..a.end.min(b.end);
            if !both.is_empty() {
                let (a, b) = (earlier.path.display(), part.path.display());
                faults.push(Fault::of_input(format!("{} are there twice: in {a} and in {b}", numbered(&both))));
            }
        }
    }
    faults
}

/// Worlds of the study between those that there are.
fn missing(there: impl Iterator<Item = Range<u32>>, worlds: u32) -> Vec<Range<u32>> {
    let (mut gaps, mut end) = (Vec::new(), 0);
    for next in there.filter(|worlds| !worlds.is_empty()).chain(std::iter::once(worlds..worlds)) {
        if next.start > end {
            gaps.push(end..next.start);
        }
        end = end.max(next.end);
    }
    gaps
}

/// Worlds that no part is to have, and which shards these are where all are of one number of shards.
fn told(gap: &Range<u32>, parts: &[Found], worlds: u32) -> Fault {
    let of: Vec<u32> =
        parts.iter().filter_map(|part| part.manifest.share.as_ref()).map(|share| share.shard.of).collect();
    let of = of.first().filter(|first| of.iter().all(|of| of == *first)).copied();
    let shards = of.map_or_else(String::new, |of| told_shards(of, gap, worlds));
    Fault::of_input(format!("no part has {}{shards}", numbered(gap)))
}

/// Shards of so many that have some worlds, named as they are asked for.
fn told_shards(of: u32, gap: &Range<u32>, worlds: u32) -> String {
    /// Most that are named one by one.
    const MOST: usize = 8;
    let is_in = |number: &u32| {
        let own = Shard { number: *number, of }.worlds(worlds);
        own.start < gap.end && gap.start < own.end
    };
    let missing: Vec<String> = (1..=of).filter(is_in).map(|number| format!("--shard {number}/{of}")).collect();
    match missing.len() {
        0 => String::new(),
        count if count > MOST => format!(" ({}, … {})", missing[0], missing[count - 1]),
        _ => format!(" ({})", missing.join(", ")),
    }
}
