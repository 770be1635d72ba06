//! Whose a name in a results folder is: ours if the manifest lists it, somebody else's otherwise, whatever it is called.

use std::path::{Component, Path};

use super::{HIDDEN, PART};
use crate::report::ReportError;
use crate::report::manifest::WrittenFile;

/// Whether a name stays inside its folder; one from a manifest or a journal may have been written by anybody.
pub(super) fn is_plain(name: &str) -> bool {
    let mut components = Path::new(name).components();
    matches!(components.next(), Some(Component::Normal(only)) if only == name) && components.next().is_none()
}

/// Whether a hidden name is one that writers make for their own use.
pub(super) fn is_writers(name: &str) -> bool {
    name.starts_with(HIDDEN)
}

/// Whether a name is one that a part gives its files: its manifest, unfinished or not, and numbered tallies, rows and paths.
pub fn is_of_part(name: &str) -> bool {
    let name = name.strip_suffix(".unfinished").unwrap_or(name);
    let numbered = ["tallies-", "worlds-", "paths-"].iter().find_map(|beginning| name.strip_prefix(beginning));
    let is_number = |rest: &str| rest.starts_with(|letter: char| letter.is_ascii_digit());
    name == PART || numbered.is_some_and(is_number)
}

/// Whether a name stands in the way of a file: it is there, and is not one of `owned`, or is no file at all.
pub(super) fn is_in_the_way(folder: &Path, name: &str, owned: &[WrittenFile]) -> bool {
    match std::fs::symlink_metadata(folder.join(name)) {
        Ok(there) => !there.is_file() || !owned.iter().any(|file| file.name == name),
        Err(_) => false,
    }
}

/// The fault that names what stands in the way.
pub(super) fn in_the_way(folder: &Path, name: &str) -> ReportError {
    ReportError::InTheWay { path: folder.join(name) }
}

#[cfg(test)]
mod tests {
    use super::{is_of_part, is_plain};

    #[test]
    fn a_name_stays_inside_its_folder() {
        assert!(is_plain("summary.csv") && is_plain("..csv"));
        for name in ["", ".", "..", "/", "/etc/passwd", "../summary.csv", "a/b", "a/", "./a"] {
            assert!(!is_plain(name), "{name}");
        }
    }

    #[test]
    fn files_of_a_part_are_known_by_their_names() {
        for name in [
            "part.json",
            "part.json.unfinished",
            "tallies-0000000007",
            "worlds-0000000000-0000000007.parquet",
            "paths-0000000003-rest.parquet",
        ] {
            assert!(is_of_part(name), "{name}");
        }
        for name in ["worlds.parquet", "tallies", "worlds-of-mine.csv", "my-part.json", ".underwater-lock"] {
            assert!(!is_of_part(name), "{name}");
        }
    }
}
