//! "Did you mean": the nearest of what there is.

use std::{fs, path::Path};

use super::key_path::KeyPath;
use crate::told::{Told, told};

/// The nearest of `known` to `given`, if it is near enough to be meant.
pub(crate) fn nearest<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Nothing is near to a word that long, and comparing it takes long too.
    const LONGEST: usize = 64;
    if given.chars().nth(LONGEST).is_some() {
        return None;
    }
    let given = given.to_lowercase();
    known
        .into_iter()
        .map(|name| (similarity(&given, &name.to_lowercase()), name))
        .filter(|(similarity, _)| *similarity >= 0.83)
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
        .map(|(_, name)| name)
}

/// 1 for the same words; short words count as near when a single slip separates them.
fn similarity(given: &str, known: &str) -> f64 {
    let alike = strsim::jaro_winkler(given, known);
    if strsim::osa_distance(given, known) <= 1 { alike.max(0.9) } else { alike }
}

/// "did you mean `x`?" for the nearest of `known`.
pub(super) fn did_you_mean<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> Option<Told> {
    nearest(given, known).map(|name| told!("did you mean `{name}`?", "是否想写 `{name}`？"))
}

/// The known key nearest to `path`: the same name in another table, or a like spelling.
pub(super) fn key<'a>(path: &KeyPath, known_keys: &'a [String]) -> Option<&'a str> {
    let of_table = |known: &&String| known.split('.').next() == path.table();
    let last = path.last_key()?;
    let same_name = |known: &&String| known.rsplit('.').next() == Some(last);
    if let Some(known) = known_keys.iter().find(same_name) {
        return Some(known);
    }
    let in_table = known_keys.iter().filter(of_table).map(String::as_str);
    nearest(&path.to_string(), in_table).or_else(|| nearest(&path.to_string(), known_keys.iter().map(String::as_str)))
}

/// The nearest file name in the folder of a file that is not there.
pub(super) fn file(path: &Path) -> Option<Told> {
    if path.exists() {
        return None;
    }
    let wanted = path.file_name()?.to_str()?;
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let names: Vec<String> =
        fs::read_dir(folder).ok()?.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    did_you_mean(wanted, names.iter().map(String::as_str))
}

/// The key that was probably meant.
pub(super) fn key_meant(path: &KeyPath, known_keys: &[String]) -> Option<Told> {
    key(path, known_keys).map(|key| told!("did you mean `{key}`?", "是否想写 `{key}`？"))
}

/// `a, b or c`.
pub(super) fn one_of<S: AsRef<str>>(words: &[S]) -> Told {
    listed(words, " or ", " 或 ")
}

/// What a value may be.
pub(super) fn it_is<S: AsRef<str>>(words: &[S]) -> Told {
    let words = one_of(words);
    told!("it is {words}", "可取 {words}"; words)
}

/// `a, b and c`.
pub(super) fn all_of<S: AsRef<str>>(words: &[S]) -> Told {
    listed(words, " and ", " 和 ")
}

fn listed<S: AsRef<str>>(words: &[S], and: &str, and_chinese: &str) -> Told {
    match words {
        [] => Told::default(),
        [only] => Told::same(only.as_ref()),
        [front @ .., last] => {
            let (front, last): (Vec<&str>, &str) = (front.iter().map(AsRef::as_ref).collect(), last.as_ref());
            let (english, chinese) = (front.join(", "), front.join("、"));
            Told::new(format!("{english}{and}{last}"), format!("{chinese}{and_chinese}{last}"))
        }
    }
}
