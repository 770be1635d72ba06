//! Where a value was written: a file and a position in it, or an option of the command line.

use std::{
    fmt,
    ops::Range,
    path::{Component, Path, PathBuf},
};

use super::shown::{cut, escaped};

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

    /// The number of its source.
    pub(super) fn source(self) -> usize {
        self.source
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
    /// Where its lines and characters begin.
    index: TextIndex,
    /// What file names written in it are relative to.
    directory: PathBuf,
}

/// Where the lines of a text begin, and how many characters stand before each of its blocks, so that a place is found
/// without reading the text from its start.
#[derive(Clone, Debug, Default)]
struct TextIndex {
    line_starts: Vec<usize>,
    characters_before_block: Vec<usize>,
}

impl TextIndex {
    /// Bytes of a block.
    const BLOCK: usize = 1024;

    fn of(text: &str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let line_starts = std::iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect();
        let characters_before_block = text
            .as_bytes()
            .chunks(Self::BLOCK)
            .scan(0, |before, block| {
                let here = *before;
                *before += characters(block);
                Some(here)
            })
            .collect();
        Self { line_starts, characters_before_block }
    }

    /// Line and column of the byte `at` of `text`, both from 1.
    fn place(&self, text: &str, at: usize) -> (usize, usize) {
        let line = self.line_starts.partition_point(|start| *start <= at);
        let start = line.checked_sub(1).and_then(|line| self.line_starts.get(line)).copied().unwrap_or(0);
        (line, self.characters_before(text, at) - self.characters_before(text, start) + 1)
    }

    fn characters_before(&self, text: &str, at: usize) -> usize {
        let block = at / Self::BLOCK;
        let rest = text.as_bytes().get(block * Self::BLOCK..at).unwrap_or_default();
        self.characters_before_block.get(block).copied().unwrap_or(0) + characters(rest)
    }
}

/// Characters that begin in `bytes` of a text.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
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
        let index = TextIndex::of(&text);
        self.0.push(Source { kind: Kind::File, label, text, index, directory });
        self.0.len() - 1
    }

    /// Adds an option such as `--set loan.term_months=240`; its file names are relative to the
    /// working directory.
    pub fn add_flag(&mut self, label: String, text: String) -> usize {
        let index = TextIndex::default();
        self.0.push(Source { kind: Kind::Flag, label, text, index, directory: PathBuf::new() });
        self.0.len() - 1
    }

    /// How many there are: the number of the next.
    pub(super) fn count(&self) -> usize {
        self.0.len()
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

    /// Whether the source number `source` is an option.
    pub(super) fn is_flag(&self, source: usize) -> bool {
        self.0.get(source).is_some_and(|source| source.kind == Kind::Flag)
    }

    /// The whole line on which `origin` begins, in a file.
    pub(super) fn line_of(&self, origin: Origin) -> Option<&str> {
        let (before, _) = self.around(origin)?;
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let text = &self.0.get(origin.source)?.text;
        text.get(start..)?.lines().next()
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
                let (line, column) = source.index.place(&source.text, origin.start.min(source.text.len()));
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
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
            Self::File { file, line: 0, .. } => write!(f, "{}", escaped(file)),
            Self::File { file, line, column: 0 } => write!(f, "{}:{line}", escaped(file)),
            Self::File { file, line, column } => write!(f, "{}:{line}:{column}", escaped(file)),
            Self::Flag { option } => {
                const SHOWN: usize = 160;
                write!(f, "{}:", escaped(&cut(option, SHOWN)))
            }
        }
    }
}
