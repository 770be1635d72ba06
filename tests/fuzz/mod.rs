//! Random damage to what users hand over: configs, data files, results folders. Whatever comes, the program answers with
//! faults or with results; it never panics, and what `check` accepts `run` finishes.
//!
//! Each test tries a few hundred cases; `UNDERWATER_FUZZ=10000 cargo test --release --locked -- fuzz` tries so many, and
//! `--nocapture` shows how they ended.

mod configs;
mod damage;
mod data_files;
mod results_folders;

use std::fs;
use std::path::Path;

use tempfile::TempDir;

/// Cases of a test: its own number, or what `UNDERWATER_FUZZ` asks for.
fn cases(own: u64) -> u64 {
    std::env::var("UNDERWATER_FUZZ").ok().and_then(|asked| asked.parse().ok()).unwrap_or(own)
}

/// A copy of the repository's configs and data, so that names in configs hold.
fn workshop() -> TempDir {
    let folder = TempDir::with_prefix("fuzz-").expect("a folder");
    for name in ["configs", "configs/regimes", "configs/cases", "data"] {
        copy_files(&crate::support::root().join(name), &folder.path().join(name));
    }
    folder
}

fn copy_files(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder").flatten().filter(|entry| entry.path().is_file()) {
        fs::copy(entry.path(), to.join(entry.file_name())).expect("a copy");
    }
}
