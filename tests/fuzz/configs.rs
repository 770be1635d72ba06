//! Damaged configs.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use underwater::aggregate;
use underwater::config::{self, Overrides};
use underwater::engine::{Engine, Silent};
use underwater::kernel::InstructionSet;
use underwater::study;

use super::{cases, damage, workshop};
use crate::twin::random_config::{Dice, random_config};

/// Cells × months × paths that an accepted config is run to; more is only resolved.
const MOST_WORK: u64 = 2_000_000;

/// How a case ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum End {
    Refused,
    Resolved,
    Run,
}

/// Loads a config and, where it is accepted and small, runs it to its tables.
pub fn try_config(path: &Path) -> End {
    let overrides = Overrides { worlds: Some(3), households: Some(4), ..Overrides::default() };
    let loaded = match config::load(path, &overrides) {
        Ok(loaded) => loaded,
        Err(faults) => {
            let text = faults.to_string();
            assert!(!text.is_empty(), "refused without a word");
            assert!(text.len() < 100_000, "{} bytes of faults", text.len());
            assert!(text.chars().all(|letter| letter == '\n' || !letter.is_control()), "a control character: {text:?}");
            return End::Refused;
        }
    };
    let study = study::resolve(&loaded);
    let months = u64::from(study.last_workout_month());
    if study.paths() * study.cells.len() as u64 * months > MOST_WORK {
        return End::Resolved;
    }
    let interrupted = AtomicBool::new(false);
    let engine = Engine {
        threads: 1,
        instruction_set: InstructionSet::best(),
        cuts: None,
        progress: &Silent,
        interrupted: &interrupted,
    };
    let result = engine.run(&study, None).expect("what is accepted runs");
    let labels: Vec<_> = study.cells.iter().map(|cell| cell.label.clone()).collect();
    aggregate::summary(&result, &labels).expect("a table");
    aggregate::months(&result, &labels).expect("a table");
    aggregate::comparisons(&result, &labels).expect("a table");
    End::Run
}

/// Configs to start from: all that are shipped, where they are.
fn shipped(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for place in ["configs", "configs/cases"] {
        for entry in fs::read_dir(folder.join(place)).expect("a folder").flatten() {
            if entry.path().extension().is_some_and(|extension| extension == "toml") {
                found.push((folder.join(place), fs::read_to_string(entry.path()).expect("a config")));
            }
        }
    }
    found.sort();
    found
}

#[test]
fn damaged_configs_are_refused_or_run() {
    let workshop = workshop();
    let shipped = shipped(workshop.path());
    let mut ends: BTreeMap<End, u64> = BTreeMap::new();
    for case in 0..cases(400) {
        let mut dice = Dice(case);
        let (place, text) = match case % 4 {
            0 => (workshop.path().join("configs"), random_config(case, crate::test_twin_agreement::files())),
            _ => shipped[dice.whole(0, shipped.len() as u64 - 1) as usize].clone(),
        };
        let file = place.join("fuzz.toml");
        fs::write(&file, damage::config(&text, &mut dice)).expect("the config is written");
        let end = std::panic::catch_unwind(|| try_config(&file)).unwrap_or_else(|_| {
            panic!("case {case}:\n{}", fs::read_to_string(&file).expect("the config"));
        });
        *ends.entry(end).or_default() += 1;
    }
    println!("configs: {ends:?}");
    assert!(ends.contains_key(&End::Refused) && ends.contains_key(&End::Run), "{ends:?}");
}
