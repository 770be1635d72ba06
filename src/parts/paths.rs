//! The paths of a part: begun, gone on with, and kept with it.

use std::path::PathBuf;

use super::error::{PartFileError, of_paths};
use super::folder::{PartFolder, read_file};
use super::manifest::PathsFile;
use crate::report::{KeptPaths, PartPaths};

impl PartFolder {
    /// Begins to save paths, or goes on with what was kept; from now on the part is kept with them. `first_world` is the
    /// part's first.
    ///
    /// # Errors
    /// The part was kept without paths, they are not what was written, or the file system refuses.
    pub fn save_paths(&mut self, first_world: u32) -> Result<PartPaths, PartFileError> {
        let (households, cells) = (self.identity.households, self.identity.cells as u64);
        let row = |world: u32| u64::from(world).saturating_mul(households).saturating_mul(cells);
        let kept = self.kept.as_ref().filter(|kept| kept.first_world == first_world && !kept.worlds().is_empty());
        let paths = match kept {
            None => {
                self.hold()?;
                let path = self.path.join(name(first_world));
                PartPaths::create(&path, row(first_world)).map_err(of_paths(&path))?
            }
            Some(kept) => {
                let Some(PathsFile { file, rest, is_whole }) = &kept.paths else {
                    return Err(PartFileError::NoPaths { path: self.path.clone() });
                };
                let rest = rest.as_ref().map(|rest| read_file(&self.path, rest)).transpose()?.unwrap_or_default();
                let path = self.path.join(&file.name);
                let known = KeptPaths { file: file.clone(), rest, is_whole: *is_whole };
                let rows = row(kept.first_world)..row(kept.end_world);
                PartPaths::reopen(&path, rows, known).map_err(of_paths(&path))?
            }
        };
        self.paths = Some(paths.clone());
        Ok(paths)
    }

    /// Takes the whole paths of a part that stands elsewhere, to be kept with this one.
    ///
    /// # Errors
    /// They are not whole, or the file system refuses.
    pub fn take_paths(&mut self, paths: &PartPaths, first_world: u32) -> Result<(), PartFileError> {
        self.hold()?;
        let (paths, _) = paths.place(&self.path, &name(first_world)).map_err(of_paths(&self.path))?;
        self.paths = Some(paths);
        Ok(())
    }

    /// Puts paths on the disk, those of a part that ends before the world `end`.
    pub(super) fn write_paths(&self, end: u32, written: &mut Vec<PathBuf>) -> Result<Option<PathsFile>, PartFileError> {
        let Some(paths) = &self.paths else { return Ok(None) };
        let KeptPaths { file, rest, is_whole } = paths.keep().map_err(of_paths(&self.path))?;
        let before = self.kept.as_ref().and_then(|kept| kept.paths.as_ref()?.rest.as_ref());
        let rest_name = format!("paths-{end:010}-rest.parquet");
        let rest = match before.filter(|before| before.name == rest_name) {
            _ if rest.is_empty() => None,
            // It stands there, and what stands is not written again.
            Some(before) => Some(before.clone()),
            None => Some(self.write_file(rest_name, &rest, written)?),
        };
        Ok(Some(PathsFile { file, rest, is_whole }))
    }
}

/// The name of the file that grows.
fn name(first_world: u32) -> String {
    format!("paths-{first_world:010}.parquet")
}
