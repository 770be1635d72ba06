//! Writes all of the files, or none.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::room::Room;
use crate::cli::failure::Failure;
use crate::told::{Told, told};

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
        let more = match there.len() - 1 {
            0 => Told::default(),
            more => told!(" and {more} more", " 等 {more} 个其他文件"),
        };
        let first = folder.join(first).display().to_string();
        return Err(Failure::Input(told!(
            "{first}{more} exist already and stay as they are: --force replaces them, or name another folder with --out",
            "{first}{more}已存在，保持原样：可用 --force 替换，或用 --out 指定其他文件夹";
            more
        )));
    }
    if let Some(name) = there.iter().find(|name| folder.join(name).is_dir()) {
        let path = folder.join(name).display().to_string();
        return Err(Failure::Input(told!(
            "{path} is a folder; nothing was written",
            "{path} 是文件夹；没有写入任何内容"
        )));
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
