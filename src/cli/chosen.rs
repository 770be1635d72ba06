//! Which folder of results is meant: the one named, or the only one in the folder named.

use std::path::{Path, PathBuf};

use super::failure::Failure;
use super::identity::DIGITS;
use super::list::sort;
use super::listed::Listed;
use crate::report::folder::Walk;
use crate::report::{FolderState, folder};
use crate::told::{Told, told};

/// Levels of folders below the one named in which its results are looked for: a study's, and those of all studies.
const DEPTH: usize = 2;

/// Where results of a hash are looked for.
const RESULTS: &str = "results";

/// Choices that are named one by one.
const MOST_NAMED: usize = 20;

/// The folder itself where it holds results; else the only one in it that does and `is_meant`; or that of a hash. A folder that holds none
/// is given back as it is: whoever reads it says what is wrong.
///
/// # Errors
/// There are several; they are named.
pub(super) fn results_folder(path: &Path, is_meant: impl Fn(&Path) -> bool) -> Result<PathBuf, Failure> {
    if !path.exists() && is_hash(path) {
        let with_hash =
            |state: &FolderState| matches!(state, FolderState::Complete { hash } if path == Path::new(hash));
        let mut found = Walk::below(Path::new(RESULTS), DEPTH).folders;
        found.retain(|(path, state)| with_hash(state) && is_meant(path));
        return match found.as_slice() {
            [] => Ok(path.to_owned()),
            [(first, _), ..] => Ok(first.clone()),
        };
    }
    if !matches!(folder::inspect(path)?, FolderState::Missing | FolderState::Empty | FolderState::Foreign { .. }) {
        return Ok(path.to_owned());
    }
    let has_manifest = |state: &FolderState| matches!(state, FolderState::Complete { .. });
    let mut found = Walk::below(path, DEPTH).folders;
    let parts = found.iter().filter(|(_, state)| *state == FolderState::Part).count();
    found.retain(|(path, state)| has_manifest(state) && is_meant(path));
    if found.is_empty() && parts > 0 {
        let path = path.display();
        let holds = match parts {
            1 => told!("a part of a study", "一个研究的一部分"),
            parts => told!("{parts} parts of studies", "{parts} 个研究的部分"),
        };
        return Err(Failure::Input(told!(
            "{path} holds {holds} and no results: `underwater merge` makes them",
            "{path} 存有{holds}，没有结果：用 `underwater merge` 合成";
            holds
        )));
    }
    match found.as_slice() {
        [] => Ok(path.to_owned()),
        [(only, _)] => Ok(only.clone()),
        several => Err(Failure::Input(choices(path, several))),
    }
}

/// Whether a word can be the hash of results.
fn is_hash(word: &Path) -> bool {
    word.to_str().is_some_and(|word| word.len() == DIGITS && word.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn choices(path: &Path, several: &[(PathBuf, FolderState)]) -> Told {
    let mut listed: Vec<Listed> = several.iter().map(|(path, state)| Listed::of(path, state, false)).collect();
    sort(&mut listed);
    let line = |it: &Listed| {
        let size = it.worlds.zip(it.households).map(|(worlds, households)| format!("{worlds} × {households}"));
        let seed = it.seed.map(|seed| format!("seed {seed}"));
        let parts = [it.command.clone(), size.unwrap_or_default(), seed.unwrap_or_default()];
        let parts = parts.into_iter().chain([it.settings.clone(), it.minute(), it.told()]);
        let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
        format!("  {}  {}", it.path.display(), parts.join(", "))
    };
    let (path, count) = (path.display(), listed.len());
    // The newest are the likeliest.
    let lines: Vec<String> = listed.iter().skip(count.saturating_sub(MOST_NAMED)).map(line).collect();
    let (lines, older) = (lines.join("\n"), count.saturating_sub(MOST_NAMED));
    let rest = match older {
        0 => Told::default(),
        _ => told!(
            "\n  and {older} older ones: underwater list {path}",
            "\n  另有 {older} 个较早的：underwater list {path}"
        ),
    };
    told!(
        "{path} holds {count} results; name one of them:\n{lines}{rest}",
        "{path} 存有 {count} 份结果；请指定其一：\n{lines}{rest}";
        rest
    )
}
