//! `underwater export`: the tables and figures of whole results in other formats; `underwater report`: the page.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::failure::Failure;
use crate::report::folder::{inspect, read_manifest};
use crate::report::{
    ExportFormat, FolderState, Language, ReportError, Results, StudyFolder, export as write, report_file, write_report,
};

/// Which results, and in which forms.
#[derive(Clone, Debug)]
pub(super) struct Request {
    pub results: PathBuf,
    pub formats: Vec<ExportFormat>,
    pub language: Language,
}

/// Which results, and in which language.
#[derive(Clone, Debug)]
pub(super) struct ReportRequest {
    pub results: PathBuf,
    pub language: Language,
}

/// Writes the files into the folder and prints their names.
pub(super) fn export(request: &Request) -> Result<(), Failure> {
    let results = read(&request.results)?;
    let names: Vec<String> = request.formats.iter().flat_map(|format| format.files(request.language)).collect();
    let (mut folder, manifest) = StudyFolder::amend(&request.results, &names)?;
    let mut written = Vec::new();
    for format in &request.formats {
        written.extend(write(&results, *format, request.language, &mut folder)?);
    }
    folder.finish(manifest)?;
    let mut out = io::stdout().lock();
    for name in written {
        writeln!(out, "{}", request.results.join(name).display())?;
    }
    Ok(())
}

/// Writes the page into the folder and prints its name.
pub(super) fn report(request: &ReportRequest) -> Result<(), Failure> {
    let results = read(&request.results)?;
    let (mut folder, manifest) = StudyFolder::amend(&request.results, &[report_file(request.language)])?;
    let name = write_report(&results, request.language, &mut folder)?;
    folder.finish(manifest)?;
    writeln!(io::stdout().lock(), "{}", request.results.join(name).display())?;
    Ok(())
}

fn read(path: &Path) -> Result<Results, Failure> {
    let FolderState::Complete { .. } = inspect(path)? else {
        return Err(ReportError::NoResults { path: path.to_owned() }.into());
    };
    let listed = read_manifest(path)?;
    let tables = ExportFormat::Parquet.files(Language::English);
    if let Some(name) = tables.iter().find(|name| !listed.files.iter().any(|file| file.name == **name)) {
        let folder = path.display();
        return Err(Failure::input(format!(
            "{folder} holds no {name}: an earlier version of this program wrote it; `underwater run` with --force writes it anew"
        )));
    }
    Ok(Results::read(path, listed)?)
}
