//! Runs that are killed: at a random moment, in their tables, while they exchange files, and again and again while they simulate.

use std::fs;
use std::path::Path;
use std::time::Instant;

use super::known::Known;
use super::support::{
    CHECKPOINT, Chance, Moment, SIZES, arguments, assert_holds, assert_honest, assert_kept, assert_told, files,
    prepared, seed, strike, well,
};

/// Worlds of a run whose simulation takes longer than its tables.
const LONGER: &str = "4000";

pub fn killed_at_random(known: &Known, chance: &mut Chance) -> &'static str {
    killed(known, chance, false, |known, chance| Moment::After(chance.within(known.run)));
    "a run killed at a random moment"
}

pub fn killed_with_paths(known: &Known, chance: &mut Chance) -> &'static str {
    killed(known, chance, true, |known, chance| Moment::After(chance.within(known.run)));
    "a run with --save-paths killed"
}

pub fn killed_in_tables(known: &Known, chance: &mut Chance) -> &'static str {
    let with_paths = chance.below(2) == 0;
    killed(known, chance, with_paths, |known, chance| Moment::InTables(chance.within(known.run / 2)));
    "a run killed in its tables"
}

pub fn killed_in_exchange(known: &Known, chance: &mut Chance) -> &'static str {
    let with_paths = chance.below(2) == 0;
    killed(known, chance, with_paths, |_, _| Moment::InExchange);
    "a run killed while it exchanged files"
}

/// A run over nothing or over another seed's results is killed up to three times, then let finish.
fn killed(known: &Known, chance: &mut Chance, with_paths: bool, moment: fn(&Known, &mut Chance) -> Moment) {
    let (place, has_old) = prepared(chance);
    let words = arguments(seed(false), with_paths);
    let here = place.path("here");
    let before = files(&here);
    for _ in 0..=chance.below(3) {
        let moment = moment(known, chance);
        let signal = match moment {
            Moment::InExchange => "-KILL",
            _ => chance.one_of(&["-KILL", "-KILL", "-TERM", "-INT", "-HUP"]),
        };
        strike(&place, &words, signal, moment, known.run * 20);
        assert_honest(&place, "after a kill");
        assert_kept(&before, &here, signal);
        if chance.below(4) == 0 {
            assert_told(&place, "after a kill");
        }
    }
    well(&place, &words, "kills");
    assert_holds(&place, &known.of[&(false, with_paths)], has_old, "kills");
}

/// A run that takes longer than it is let live is killed again and again: each time the same command goes on, on another
/// number of threads, until it is whole.
pub fn killed_again_and_again(known: &Known, chance: &mut Chance) -> &'static str {
    let (place, has_old) = prepared(chance);
    let with_paths = chance.below(2) == 0;
    let longer = |out: &'static str| {
        let mut words = arguments(seed(false), with_paths);
        let at = words.iter().position(|word| word == SIZES[1]).expect("a number of worlds");
        LONGER.clone_into(&mut words[at]);
        let at = words.iter().position(|word| word == "here").expect("a folder");
        out.clone_into(&mut words[at]);
        words
    };
    let since = Instant::now();
    well(&place, &longer("unbroken"), "nothing");
    let whole = since.elapsed();
    let here = place.path("here");
    let before = files(&here);
    for _ in 0..2 + chance.below(5) {
        let threads = (1 + chance.below(4)).to_string();
        let words = [longer("here"), vec!["--threads".to_owned(), threads]].concat();
        let signal = chance.one_of(&["-KILL", "-KILL", "-TERM", "-INT"]);
        let moment = Moment::After(whole.mul_f64(chance.below(700) as f64 / 1000.0));
        strike(&place, &words, signal, moment, known.run * 40);
        assert_honest(&place, "after a kill");
        // Now and then what was kept is cut off as well.
        if chance.below(4) == 0 {
            cut_off(&here.join(CHECKPOINT), chance);
        }
        assert_kept(&before, &here, signal);
    }
    well(&place, &longer("here"), "kills while it simulated");
    assert_holds(&place, &files(&place.path("unbroken")), has_old, "kills while it simulated");
    "a run killed while it simulates, again and again"
}

/// Cuts some file of a folder off at some kilobyte.
fn cut_off(folder: &Path, chance: &mut Chance) {
    let mut all: Vec<_> = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    all.sort();
    if all.is_empty() {
        return;
    }
    let path = &all[chance.below(all.len() as u64) as usize];
    let bytes = fs::read(path).expect("a file");
    let length = chance.below(bytes.len() as u64 / 1024 + 1) as usize * 1024;
    fs::write(path, &bytes[..length]).expect("written");
}
