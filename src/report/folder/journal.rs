//! The exchange of old files for new ones, as a list of steps that is on the disk before the first is taken. Each step may
//! be taken twice, so that whoever finds the list takes all of them again from the first.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::differences::is_whole;
use super::ownership::{is_plain, is_writers};
use super::state::names;
use super::{BROKEN, CHECKPOINT, JOURNAL, LOCK, STAGING};
use crate::report::error::at;
use crate::report::manifest::WrittenFile;
use crate::report::{MANIFEST, ReportError};

/// What is to take whose place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Journal {
    /// Files that stand ready; the manifest is the last.
    pub files: Vec<WrittenFile>,
    /// Listed files that have no successor.
    pub removed: Vec<String>,
    /// What the old manifest lists.
    pub owned: Vec<WrittenFile>,
    /// Whether any of it is replaced or removed, so that the old manifest must go first.
    pub replaces: bool,
}

/// A step of an exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step<'a> {
    /// From here on the folder is not whole: its manifest goes.
    TakeManifest,
    Remove(&'a str),
    Place(&'a str),
    /// Names must be on the disk before the list of steps goes.
    Sync,
    /// The list goes, and what is left beside it.
    Clear,
}

impl Journal {
    fn steps(&self) -> Vec<Step<'_>> {
        let first = self.replaces.then_some(Step::TakeManifest);
        let removed = self.removed.iter().map(|name| Step::Remove(name));
        let placed = self.files.iter().map(|file| Step::Place(&file.name));
        first.into_iter().chain(removed).chain(placed).chain([Step::Sync, Step::Clear]).collect()
    }

    /// Puts the list on the disk: from then on the exchange is going to happen.
    pub fn write(&self, staging: &Path) -> Result<(), ReportError> {
        sync_folder(staging).map_err(at(staging))?;
        let (path, unfinished) = (staging.join(JOURNAL), staging.join("commit.unfinished"));
        let text = serde_json::to_vec_pretty(self)?;
        let written =
            File::create(&unfinished).and_then(|mut file| file.write_all(&text).and_then(|()| file.sync_all()));
        written.and_then(|()| fs::rename(&unfinished, &path)).map_err(at(&path))?;
        sync_folder(staging).map_err(at(staging))
    }

    /// Takes all steps.
    pub fn carry_out(&self, folder: &Path, staging: &Path) -> Result<(), ReportError> {
        self.steps().into_iter().try_for_each(|step| take(step, folder, staging))
    }

    /// Whether every file stands ready, or in its place already.
    fn is_whole(&self, folder: &Path, staging: &Path) -> bool {
        let names = self.files.iter().map(|file| file.name.as_str()).chain(self.removed.iter().map(String::as_str));
        let ends_in_manifest = self.files.last().is_some_and(|file| file.name == MANIFEST);
        let stands = |file: &WrittenFile| is_whole(staging, file) || is_whole(folder, file);
        names.into_iter().all(is_plain) && ends_in_manifest && self.files.iter().all(stands)
    }

    fn read(staging: &Path) -> Option<Self> {
        serde_json::from_slice(&fs::read(staging.join(JOURNAL)).ok()?).ok()
    }
}

fn take(step: Step<'_>, folder: &Path, staging: &Path) -> Result<(), ReportError> {
    match step {
        // The new one has its place already: what stands there is not the old one.
        Step::TakeManifest if !staging.join(MANIFEST).exists() => Ok(()),
        Step::TakeManifest => {
            remove(&folder.join(MANIFEST))?;
            sync_folder(folder).map_err(at(folder))
        }
        Step::Remove(name) => remove(&folder.join(name)),
        Step::Place(name) => match fs::rename(staging.join(name), folder.join(name)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound && folder.join(name).is_file() => Ok(()),
            done => done.map_err(at(&folder.join(name))),
        },
        Step::Sync => sync_folder(folder).map_err(at(folder)),
        Step::Clear => {
            remove(&staging.join(JOURNAL))?;
            clear(staging)
        }
    }
}

/// What was found of earlier writers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Recovered {
    /// Files on both sides of an exchange that cannot be finished, since what stood ready is gone or spoilt.
    pub orphans: Vec<WrittenFile>,
    /// The list of its steps: kept until whole results stand there, since nothing else says whose those files are.
    pub broken: Option<PathBuf>,
}

/// Finishes the exchange that a writer began, and removes what writers left who did not come so far, but not what a run
/// kept in order to go on. Only for who holds the lock: nobody else is at work then.
pub(super) fn recover(folder: &Path) -> Result<Recovered, ReportError> {
    let mut recovered = Recovered::default();
    let names = names(folder).map_err(at(folder))?;
    for name in names.iter().filter(|name| is_writers(name) && ![LOCK, CHECKPOINT].contains(&name.as_str())) {
        let staging = folder.join(name);
        match Journal::read(&staging) {
            Some(journal) if journal.is_whole(folder, &staging) => journal.carry_out(folder, &staging)?,
            Some(journal) => {
                let is_there = |file: &WrittenFile| file.name != MANIFEST && is_whole(folder, file);
                recovered.orphans.extend(journal.files.into_iter().chain(journal.owned).filter(is_there));
                let broken = folder.join(BROKEN);
                if broken != staging {
                    clear(&broken)?;
                    fs::rename(&staging, &broken).map_err(at(&broken))?;
                }
                recovered.broken = Some(broken);
            }
            None => clear(&staging)?,
        }
    }
    Ok(recovered)
}

/// Removes a file or folder of a writer's own.
pub(super) fn clear(path: &Path) -> Result<(), ReportError> {
    let done = match path.symlink_metadata() {
        Ok(there) if there.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
        Err(error) => Err(error),
    };
    gone(done).map_err(at(path))
}

fn remove(path: &Path) -> Result<(), ReportError> {
    gone(fs::remove_file(path)).map_err(at(path))
}

/// What is gone already need not be removed.
fn gone(done: io::Result<()>) -> io::Result<()> {
    match done {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

/// Makes names themselves survive a power cut, where folders can be flushed.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// Where this process prepares its files.
pub(super) fn staging_of(folder: &Path) -> PathBuf {
    folder.join(format!("{STAGING}{}", std::process::id()))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use tempfile::TempDir;

    use super::*;

    const OLD: [(&str, &str); 4] =
        [("manifest.json", "old manifest"), ("a.csv", "old a"), ("b.csv", "kept b"), ("c.csv", "old c")];
    const NEW: [(&str, &str); 3] = [("a.csv", "new a"), ("d.csv", "new d"), ("manifest.json", "new manifest")];

    fn listed((name, text): (&str, &str)) -> WrittenFile {
        let blake3 = blake3::hash(text.as_bytes()).to_hex().to_string();
        WrittenFile { name: name.to_owned(), bytes: text.len() as u64, blake3 }
    }

    /// A folder in which `a` is about to be replaced, `b` kept, `c` removed and `d` added, and somebody's notes stand.
    fn begun() -> (TempDir, PathBuf, Journal) {
        let home = TempDir::new().expect("a folder");
        let staging = staging_of(home.path());
        fs::create_dir(&staging).expect("a folder");
        let write = |folder: &Path, files: &[(&str, &str)]| {
            files.iter().for_each(|(name, text)| fs::write(folder.join(name), text).expect("written"));
        };
        write(home.path(), &OLD);
        write(home.path(), &[("notes.txt", "mine")]);
        write(&staging, &NEW);
        let journal = Journal {
            files: NEW.map(listed).to_vec(),
            removed: vec!["c.csv".to_owned()],
            owned: OLD.map(listed).to_vec(),
            replaces: true,
        };
        journal.write(&staging).expect("written");
        (home, staging, journal)
    }

    fn contents(folder: &Path) -> BTreeMap<String, String> {
        let text = |name: String| (name.clone(), fs::read_to_string(folder.join(name)).unwrap_or_default());
        names(folder).expect("names").into_iter().map(text).collect()
    }

    fn exchanged() -> BTreeMap<String, String> {
        let files = [("a.csv", "new a"), ("b.csv", "kept b"), ("d.csv", "new d"), ("notes.txt", "mine")];
        let files = files.into_iter().chain([("manifest.json", "new manifest")]);
        files.map(|(name, text)| (name.to_owned(), text.to_owned())).collect()
    }

    #[test]
    fn an_exchange_cut_short_after_any_step_is_finished() {
        let steps = begun().2.steps().len();
        for taken in 0..=steps {
            let (home, staging, journal) = begun();
            for step in journal.steps().into_iter().take(taken) {
                take(step, home.path(), &staging).expect("taken");
                let found = contents(home.path());
                // What a manifest says is so at every moment.
                match found.get("manifest.json").map(String::as_str) {
                    Some("old manifest") => assert!(OLD.iter().all(|(name, text)| found[*name] == *text)),
                    Some(_) => assert!(exchanged().iter().all(|(name, text)| found[name] == *text)),
                    None => {}
                }
            }
            assert_eq!(recover(home.path()).expect("recovered"), Recovered::default());
            assert_eq!(contents(home.path()), exchanged(), "after {taken} steps");
        }
    }

    #[test]
    fn before_the_list_is_written_nothing_has_happened() {
        let (home, staging, _) = begun();
        fs::remove_file(staging.join(JOURNAL)).expect("removed");
        fs::write(home.path().join(".underwater-x1y2"), "half").expect("written");
        recover(home.path()).expect("recovered");
        let mut old: BTreeMap<_, _> = OLD.map(|(name, text)| (name.to_owned(), text.to_owned())).into();
        old.insert("notes.txt".to_owned(), "mine".to_owned());
        assert_eq!(contents(home.path()), old);
    }

    #[test]
    fn what_stood_ready_and_is_spoilt_takes_no_place() {
        let (home, staging, journal) = begun();
        take(journal.steps()[0], home.path(), &staging).expect("taken");
        fs::write(staging.join("d.csv"), "spoilt").expect("written");
        for _ in 0..2 {
            let recovered = recover(home.path()).expect("recovered");
            let orphans: Vec<&str> = recovered.orphans.iter().map(|file| file.name.as_str()).collect();
            assert_eq!(orphans, ["a.csv", "b.csv", "c.csv"]);
            assert_eq!(recovered.broken, Some(home.path().join(BROKEN)));
            assert!(!home.path().join(MANIFEST).exists() && !home.path().join("d.csv").exists());
        }
    }

    #[test]
    fn a_list_that_names_files_elsewhere_is_not_followed() {
        let outside = TempDir::new().expect("a folder");
        let victim = outside.path().join("victim");
        fs::write(&victim, "mine").expect("written");
        let (home, staging, mut journal) = begun();
        journal.removed = vec![victim.display().to_string()];
        journal.write(&staging).expect("written");
        assert!(recover(home.path()).expect("recovered").broken.is_some());
        assert!(victim.exists());
    }
}
