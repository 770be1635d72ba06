//! Where a value was written: a file and a position in it, or an option of the command line.

use std::{
    fmt,
    ops::Range,
    path::{Component, Path, PathBuf},
};

/// The place of a value: which source, and its bytes there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    source: usize,
    start: usize,
    end: usize,
}

impl Origin {
    /// The bytes `span` of the source number `source`.
    pub fn new(source: usize, span: Range<usize>) -> Self {
        Self { source, start: span.start, end: span.end }
    }

    /// The same source, other bytes.
    pub fn with_span(self, span: Range<usize>) -> Self {
        Self::new(self.source, span)
    }

    /// Order in which values were written within one source.
    pub(super) fn order(self) -> (usize, usize) {
        (self.source, self.start)
    }
}

/// A config file, or an option of the command line that sets values.
#[derive(Clone, Debug)]
struct Source {
    kind: Kind,
    /// How messages name it.
    label: String,
    text: String,
    /// What file names written in it are relative to.
    directory: PathBuf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    File,
    Flag,
}

/// Every source a document was read from.
#[derive(Clone, Debug, Default)]
pub struct Sources(Vec<Source>);

impl Sources {
    /// Adds a config file and gives its number.
    pub fn add_file(&mut self, path: &Path, text: String) -> usize {
        let directory = path.parent().unwrap_or(Path::new("")).to_path_buf();
        let label = path.display().to_string();
        self.0.push(Source { kind: Kind::File, label, text, directory });
        self.0.len() - 1
    }

    /// Adds an option such as `--set loan.term_months=240`; its file names are relative to the
    /// working directory.
    pub fn add_flag(&mut self, label: String, text: String) -> usize {
        self.0.push(Source { kind: Kind::Flag, label, text, directory: PathBuf::new() });
        self.0.len() - 1
    }

    /// What was written at `origin`.
    pub fn written(&self, origin: Origin) -> &str {
        self.0.get(origin.source).and_then(|source| source.text.get(origin.start..origin.end)).unwrap_or_default()
    }

    /// The text before `origin` and after it, in a file; `None` for an option.
    pub(super) fn around(&self, origin: Origin) -> Option<(&str, &str)> {
        let source = self.0.get(origin.source).filter(|source| source.kind == Kind::File)?;
        Some((source.text.get(..origin.start)?, source.text.get(origin.end..)?))
    }

    /// The text of a config file that was read.
    pub(super) fn file(&self, path: &Path) -> Option<&str> {
        let label = path.display().to_string();
        let mut files = self.0.iter().filter(|source| source.kind == Kind::File);
        files.find(|source| source.label == label).map(|source| source.text.as_str())
    }

    /// The path of a file named at `origin`.
    pub fn join(&self, origin: Origin, file: &str) -> PathBuf {
        let directory = self.0.get(origin.source).map(|source| source.directory.as_path());
        tidy(&directory.unwrap_or(Path::new("")).join(file))
    }

    /// The place of `origin` for people.
    pub fn place(&self, origin: Origin) -> Place {
        let Some(source) = self.0.get(origin.source) else {
            return Place::Flag { option: String::new() };
        };
        match source.kind {
            Kind::Flag => Place::Flag { option: source.label.clone() },
            Kind::File => {
                let before = source.text.get(..origin.start).unwrap_or(&source.text);
                let line = before.matches('\n').count() + 1;
                let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
                Place::File { file: source.label.clone(), line, column }
            }
        }
    }
}

/// `path` without the detours `a/./b` and `a/../b`; leading `..` stay.
pub(super) fn tidy(path: &Path) -> PathBuf {
    let mut tidied = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if matches!(tidied.components().next_back(), Some(Component::Normal(_))) => {
                tidied.pop();
            }
            other => tidied.push(other),
        }
    }
    tidied
}

/// A position for people: files first, by name, line and column.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// In a file; lines and columns count from 1, columns in characters.
    File {
        /// The file as the user names it.
        file: String,
        /// Line.
        line: usize,
        /// Column; 0 stands for the whole line.
        column: usize,
    },
    /// In an option of the command line.
    Flag {
        /// The option with its value.
        option: String,
    },
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File { file, line: 0, .. } => write!(f, "{file}"),
            Self::File { file, line, column: 0 } => write!(f, "{file}:{line}"),
            Self::File { file, line, column } => write!(f, "{file}:{line}:{column}"),
            Self::Flag { option } => write!(f, "{option}:"),
        }
    }
}
