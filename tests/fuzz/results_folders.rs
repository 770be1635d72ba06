//! Damaged results folders.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use underwater::report::folder::{inspect, read_manifest};
use underwater::report::{Language, MANIFEST, Results, page, question_of};

use super::{cases, damage};
use crate::twin::random_config::Dice;

/// What a reader makes of the folder: its page, or why there is none.
fn read(folder: &Path) -> Result<String, String> {
    inspect(folder).map_err(|error| error.to_string())?;
    let manifest = read_manifest(folder).map_err(|error| error.to_string())?;
    let question = question_of(&manifest).map_err(|error| error.to_string())?;
    let results = Results::read(folder, manifest, question.tables).map_err(|error| error.to_string())?;
    page(question, &results, Language::English).map_err(|error| error.to_string())
}

/// A file that is not as it was written is told; a page of damaged tables is never made.
#[test]
fn damaged_results_are_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let results = folder.path().join("results");
    let run = Command::new(env!("CARGO_BIN_EXE_underwater"))
        .args(["run", "configs/smoke.toml", "--worlds", "4", "--households", "10", "--no-report", "--quiet", "--out"])
        .arg(&results)
        .current_dir(crate::support::root())
        .output()
        .expect("the program runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let whole = read(&results).expect("a page");
    let mut names: Vec<String> = fs::read_dir(&results)
        .expect("a folder")
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| name == MANIFEST || name.ends_with(".parquet"))
        .collect();
    names.sort();
    let mut ends: BTreeMap<&str, u64> = BTreeMap::new();
    for case in 0..cases(300) {
        let mut dice = Dice(case);
        // Half of the cases damage the manifest, which alone says what the rest must be.
        let name = match dice.coin(0.5) {
            true => MANIFEST,
            false => &names[dice.whole(0, names.len() as u64 - 1) as usize],
        };
        let path = results.join(name);
        let content = fs::read(&path).expect("the file");
        let damaged = damage::bytes(&content, &mut dice);
        fs::write(&path, &damaged).expect("the file is written");
        let found = std::panic::catch_unwind(|| read(&results)).unwrap_or_else(|_| panic!("case {case}: {name}"));
        fs::write(&path, &content).expect("the file is restored");
        let end = match found {
            Err(words) => {
                assert!(!words.is_empty() && words.len() < 10_000, "case {case}: {words}");
                "told"
            }
            // A table that the page does not need may differ, and so may words of the manifest.
            Ok(page) if page == whole => "the same page",
            Ok(_) => {
                assert!(name == MANIFEST, "case {case}: a page of a damaged {name}");
                "another page, of a damaged manifest"
            }
        };
        *ends.entry(end).or_default() += 1;
    }
    println!("results folders: {ends:?}");
    assert!(ends.get("told").is_some_and(|told| *told > 0), "{ends:?}");
    assert_eq!(read(&results), Ok(whole), "the folder is as it was");
}
