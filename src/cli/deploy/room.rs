//! Where the files are written, and how they find the study from there.

use std::env;
use std::path::{Component, Path, PathBuf};

use super::asked::text_of;
use crate::cli::failure::Failure;
use crate::report::shell_word;

/// A folder for the files.
#[derive(Clone, Debug)]
pub(super) struct Room {
    /// As it was named.
    pub path: PathBuf,
    /// The same as text.
    pub folder: String,
    /// The way from it to the folder in which the command was typed; `None` where it has to be told as a whole.
    back: Option<String>,
    /// The folder in which the command was typed.
    here: String,
}

impl Room {
    /// Of a folder that need not be there yet.
    pub fn of(path: &Path) -> Result<Self, Failure> {
        let here = env::current_dir().map_err(|error| Failure::other(format!("the current folder: {error}")))?;
        let text = |path: &Path| text_of(path).map(str::to_owned);
        // What leads through links or upwards is not undone by as many steps upwards.
        let steps = path.components().filter(|part| *part != Component::CurDir);
        let mut ups = Some(Vec::new());
        for step in steps {
            match (step, &mut ups) {
                (Component::Normal(_), Some(ups)) => ups.push(".."),
                _ => ups = None,
            }
        }
        let inside = path.ancestors().all(|part| !part.is_symlink());
        let back = ups.filter(|_| inside).map(|ups| if ups.is_empty() { ".".to_owned() } else { ups.join("/") });
        Ok(Self { path: path.to_path_buf(), folder: text(path)?, back, here: text(&here)? })
    }

    /// A file in it, as a word of a shell.
    pub fn file(&self, name: &str) -> String {
        shell_word(&format!("{}/{name}", self.folder.trim_end_matches('/')))
    }

    /// The folder in which the command was typed, as a script in this one finds it: a word of bash.
    pub fn way_back(&self) -> String {
        match &self.back {
            Some(back) => format!("\"$(dirname -- \"${{BASH_SOURCE[0]}}\")/{back}\""),
            None => shell_word(&self.here),
        }
    }
}
