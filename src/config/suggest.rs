//! "Did you mean": the nearest of what there is.

use std::{fs, path::Path};

use super::key_path::KeyPath;

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
pub(super) fn did_you_mean<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(given, known).map(|name| format!("did you mean `{name}`?"))
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
pub(super) fn file(path: &Path) -> Option<String> {
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

/// `a, b or c`.
pub(super) fn one_of<S: AsRef<str>>(words: &[S]) -> String {
    match words {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [front @ .., last] => {
            let front: Vec<&str> = front.iter().map(AsRef::as_ref).collect();
            format!("{} or {}", front.join(", "), last.as_ref())
        }
    }
}
