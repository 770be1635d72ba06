//! Writes all of the files, or none.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::room::Room;
use crate::cli::failure::Failure;

/// Name and content.
pub(super) type Files = Vec<(String, String)>;

/// Ending of a file that is not whole yet.
const UNFINISHED: &str = "unfinished";

/// Writes files into a folder, which is made; files that are there already are replaced with `force` only.
pub(super) fn write(room: &Room, files: &Files, force: bool) -> Result<(), Failure> {
    let folder = &room.path;
    let is_there = |name: &&String| folder.join(name).symlink_metadata().is_ok();
    let there: Vec<&String> = files.iter().map(|(name, _)| name).filter(is_there).collect();
    if let (Some(first), false) = (there.first(), force) {
        let more = if there.len() > 1 { format!(" and {} more", there.len() - 1) } else { String::new() };
        return Err(Failure::input(format!(
            "{}{more} exist already and stay as they are: --force replaces them, or name another folder with --out",
            folder.join(first).display()
        )));
    }
    if let Some(name) = there.iter().find(|name| folder.join(name).is_dir()) {
        return Err(Failure::input(format!("{} is a folder; nothing was written", folder.join(name).display())));
    }
    let first_made = folder.ancestors().filter(|path| !path.as_os_str().is_empty() && !path.exists()).last();
    let first_made = first_made.map(Path::to_path_buf);
    fs::create_dir_all(folder).map_err(|error| refused(folder, &error))?;
    let mut unfinished = Vec::new();
    let done = prepare(folder, files, &mut unfinished).and_then(|()| {
        for (from, to) in &unfinished {
            fs::rename(from, to).map_err(|error| refused(to, &error))?;
        }
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(|error| refused(folder, &error))
    });
    if done.is_err() {
        for (from, to) in &unfinished {
            let _ = fs::remove_file(from);
            if there.iter().all(|name| folder.join(name) != *to) {
                let _ = fs::remove_file(to);
            }
        }
        // Folders that were made for them, where nothing else has come into them.
        let made =
            folder.ancestors().take_while(|path| first_made.as_ref().is_some_and(|first| path.starts_with(first)));
        for path in made {
            let _ = fs::remove_dir(path);
        }
    }
    done
}

/// Every file whole beside its place.
fn prepare(folder: &Path, files: &Files, unfinished: &mut Vec<(PathBuf, PathBuf)>) -> Result<(), Failure> {
    for (name, text) in files {
        let (from, to) = (folder.join(format!(".{name}.{UNFINISHED}")), folder.join(name));
        unfinished.push((from.clone(), to));
        let write = || -> io::Result<()> {
            let mut file = File::create(&from)?;
            file.write_all(text.as_bytes())?;
            file.sync_all()
        };
        write().map_err(|error| refused(&from, &error))?;
    }
    Ok(())
}

fn refused(path: &Path, error: &io::Error) -> Failure {
    Failure::other(format!("{}: {error}; nothing was written", path.display()))
}
