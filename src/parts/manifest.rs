//! The manifest of a part: of which study, which worlds, and what the bytes of its files must be.

use std::fs;
use std::io::ErrorKind;
use std::ops::Range;
use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::error::{NOT_WRITTEN, PartFileError, at, damaged};
use super::identity::Identity;
use super::shard::Share;
use crate::report::folder::PART as NAME;
use crate::report::manifest::{PROGRAM, SCHEMA_VERSION, WrittenFile};
use crate::report::{ReportError, WorldRowsFile};

/// Form of a part's manifest and of the files it lists. It rises whenever their layout or meaning changes; that of the
/// integers in them is said there.
const FORM: u32 = 2;

/// World rows of some of the part's worlds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RowsFile {
    pub first_world: u32,
    /// The world after the last.
    pub end_world: u32,
    pub file: WrittenFile,
}

impl RowsFile {
    /// The rows, read when they are asked for. All of the file is looked at once.
    pub fn open(&self, folder: &Path, cells: usize) -> Result<WorldRowsFile, PartFileError> {
        let path = folder.join(&self.file.name);
        match WorldRowsFile::open(folder, &self.file, self.first_world..self.end_world, cells) {
            Ok(Some(rows)) => Ok(rows),
            Ok(None) => Err(damaged(&path, NOT_WRITTEN)),
            Err(ReportError::Io { source, .. }) => Err(at(&path)(source)),
            Err(ReportError::NoTable { why, .. }) => Err(damaged(&path, why)),
            Err(error) => Err(damaged(&path, error)),
        }
    }
}

/// Every path of the part's worlds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PathsFile {
    /// While the part grows, this is the beginning of a file that grows too: whole row groups.
    pub file: WrittenFile,
    /// The rows after them, which fill no row group yet.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub rest: Option<WrittenFile>,
    /// Whether the file is whole.
    pub is_whole: bool,
}

/// What a part says of itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartManifest {
    program: String,
    version: String,
    form: u32,
    /// Of which study it is.
    pub identity: Identity,
    /// Its first world.
    pub first_world: u32,
    /// The world after its last.
    pub end_world: u32,
    /// When it was written, RFC 3339 in UTC.
    pub saved: String,
    pub(super) tallies: WrittenFile,
    /// In the order of their worlds.
    pub(super) rows: Vec<RowsFile>,
    /// Absent where paths are not saved.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(super) paths: Option<PathsFile>,
    /// What a shard's part says beside; absent where a run keeps itself.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub share: Option<Share>,
    /// BLAKE3 of all of the above.
    digest: String,
}

impl PartManifest {
    /// Of a part whose files stand ready.
    pub(super) fn new(
        (identity, share): (Identity, Option<Share>),
        worlds: Range<u32>,
        tallies: WrittenFile,
        (rows, paths): (Vec<RowsFile>, Option<PathsFile>),
        saved: String,
    ) -> Self {
        let Range { start: first_world, end: end_world } = worlds;
        let (program, version) = (PROGRAM.to_owned(), env!("CARGO_PKG_VERSION").to_owned());
        let digest = String::new();
        Self {
            program,
            version,
            form: FORM,
            identity,
            first_world,
            end_world,
            saved,
            tallies,
            rows,
            paths,
            share,
            digest,
        }
    }

    /// Reads the manifest in the folder of a part, and tells whether it is what was written; of the part's other files
    /// nothing is looked at.
    ///
    /// # Errors
    /// There is none, it is of another form, or it is not what was written.
    pub fn read(folder: &Path) -> Result<Self, PartFileError> {
        let path = folder.join(NAME);
        let text = match fs::read(&path) {
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
                return Err(PartFileError::Missing { path: folder.to_owned() });
            }
            text => text.map_err(at(&path))?,
        };
        let json: Value = serde_json::from_slice(&text).map_err(|error| damaged(&path, error))?;
        // What another form has, only its program knows.
        if let (Some(PROGRAM), Some(found)) = (json["program"].as_str(), json["form"].as_u64())
            && found != u64::from(FORM)
        {
            let version = json["version"].as_str().unwrap_or("unknown").to_owned();
            return Err(PartFileError::Form { path: folder.to_owned(), found, expected: FORM, version });
        }
        let layout = json["share"]["manifest"]["schema_version"].as_u64();
        if let Some(found) = layout.filter(|layout| *layout != u64::from(SCHEMA_VERSION)) {
            let version = json["version"].as_str().unwrap_or("unknown").to_owned();
            return Err(PartFileError::Form { path: folder.to_owned(), found, expected: SCHEMA_VERSION, version });
        }
        let manifest: Self = serde_json::from_value(json).map_err(|error| damaged(&path, error))?;
        if manifest.program != PROGRAM || manifest.digest != manifest.digest()? {
            return Err(damaged(&path, "it is not what was written: its digest differs"));
        }
        // A name from a file stays in its folder.
        let is_plain =
            |name: &str| name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.');
        if let Some(name) = manifest.names().find(|name| !is_plain(name)) {
            return Err(damaged(&path, format!("{name} is no name of a part's file")));
        }
        let mut end = manifest.first_world;
        for rows in &manifest.rows {
            if rows.first_world != end || rows.end_world <= end {
                return Err(damaged(&path, format!("it lists no rows of world {end}")));
            }
            end = rows.end_world;
        }
        if end != manifest.end_world || end > manifest.identity.worlds {
            return Err(damaged(&path, format!("its rows end before world {end}, it says {}", manifest.end_world)));
        }
        if let Some(share) = &manifest.share
            && (!share.is_of(&manifest.identity) || share.first_world != manifest.first_world || end > share.end_world)
        {
            return Err(damaged(&path, "what it says of its shard contradicts the rest"));
        }
        Ok(manifest)
    }

    /// The worlds it has.
    pub fn worlds(&self) -> Range<u32> {
        self.first_world..self.end_world
    }

    /// Whether it has all worlds it is to have.
    pub fn is_whole(&self) -> bool {
        let has_all = self.end_world == self.share.as_ref().map_or(self.identity.worlds, |share| share.end_world);
        has_all && self.paths.as_ref().is_none_or(|paths| paths.is_whole)
    }

    /// Whether it has every path of its worlds too.
    pub fn has_paths(&self) -> bool {
        self.paths.is_some()
    }

    /// The file of its paths, where it is whole.
    pub fn whole_paths(&self) -> Option<&WrittenFile> {
        self.paths.as_ref().filter(|paths| paths.is_whole).map(|paths| &paths.file)
    }

    /// The files beside it; not one that grows.
    pub fn files(&self) -> impl Iterator<Item = &WrittenFile> {
        let rest = self.paths.as_ref().and_then(|paths| paths.rest.as_ref());
        self.rows.iter().map(|rows| &rows.file).chain([&self.tallies]).chain(rest).chain(self.whole_paths())
    }

    /// As it is written.
    pub(super) fn to_bytes(&self) -> Result<Vec<u8>, PartFileError> {
        let sealed = Self { digest: self.digest()?, ..self.clone() };
        serde_json::to_vec_pretty(&sealed).map_err(|error| damaged(Path::new(NAME), error))
    }

    fn digest(&self) -> Result<String, PartFileError> {
        let unsealed = Self { digest: String::new(), ..self.clone() };
        let bytes = serde_json::to_vec(&unsealed).map_err(|error| damaged(Path::new(NAME), error))?;
        Ok(blake3::hash(&bytes).to_hex().to_string())
    }

    /// Names of its files, its own among them.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        let paths = self.paths.as_ref().map(|paths| paths.file.name.as_str());
        self.files().map(|file| file.name.as_str()).chain(paths).chain([NAME])
    }
}
