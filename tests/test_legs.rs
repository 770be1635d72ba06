//! Where a run is cut does not show: parts of any worlds, joined in any order, or gone on with from any world, are the run.

use std::ops::Range;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicI64};
use std::time::Duration;

use proptest::prelude::*;
use underwater::engine::{Engine, EngineError, Keeper, Silent, whole};
use underwater::kernel::InstructionSet;
use underwater::outcome::{Part, PartError, PathOutcome, StudyResult};
use underwater::study::Study;

use crate::support::{StopAfter, config, run, shipped_study, study_of, study_with};
use crate::test_twin_agreement::files;
use crate::twin::random_config::random_config;

/// Studies of one cell and of several, a random one, and the result of each in one run.
fn studies() -> &'static [(Study, StudyResult); 3] {
    static STUDIES: OnceLock<[(Study, StudyResult); 3]> = OnceLock::new();
    STUDIES.get_or_init(|| {
        let one = shipped_study("smoke.toml", "", &["study.worlds=23", "study.households=70"]);
        let sizes = ["study.worlds=19", "study.households=130"];
        let several = study_with(&config("china_households.toml"), &sizes);
        assert!(several.cells.len() > 1);
        [one, several, study_of(&random_config(905, files()))].map(|study| {
            let result = run(&study);
            (study, result)
        })
    })
}

static NOBODY: AtomicBool = AtomicBool::new(false);

fn engine(threads: usize, cuts: Option<(u64, usize)>) -> Engine<'static> {
    let instruction_set = InstructionSet::best();
    Engine { threads, instruction_set, cuts, progress: &Silent, interrupted: &NOBODY }
}

/// Worlds between these cuts.
fn ranges(study: &Study, cuts: &[prop::sample::Index]) -> Vec<Range<u32>> {
    let mut at: Vec<u32> = cuts.iter().map(|cut| cut.index(study.worlds as usize + 1) as u32).collect();
    at.extend([0, study.worlds]);
    at.sort_unstable();
    at.windows(2).map(|pair| pair[0]..pair[1]).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(12) })]

    #[test]
    fn parts_in_any_order_are_the_run(
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..6),
        order in prop::collection::vec(any::<u32>(), 8),
    ) {
        for (study, result) in studies() {
            let mut parts: Vec<(u32, Part)> = ranges(study, &cuts).into_iter().zip(&order).enumerate().map(|(number, (worlds, order))| {
                let threads = [1, 2, 4][number % 3];
                (*order, engine(threads, None).run_worlds(study, worlds, None).expect("the part runs"))
            }).collect();
            parts.sort_by_key(|(order, _)| *order);
            let joined = Part::join(parts.into_iter().map(|(_, part)| part)).expect("no gap");
            let joined = whole(study, joined).expect("all worlds");
            prop_assert!(joined.tallies.to_bytes() == result.tallies.to_bytes());
            prop_assert!(joined == *result);
        }
    }

    /// Told to stop at any moment, and gone on with from the end of the last leg on other threads.
    #[test]
    fn a_run_cut_short_goes_on(
        cut in any::<prop::sample::Index>(),
        threads in prop::sample::select(vec![1_usize, 2, 4]),
        chunk_paths in 1..300_u64,
    ) {
        for (study, result) in studies() {
            let stop = StopAfter { left: AtomicI64::new(cut.index(study.paths() as usize) as i64), told: AtomicBool::new(false) };
            let mut paths = 0..0;
            let mut kept = Kept::default();
            let first = Engine { progress: &stop, interrupted: &stop.told, ..engine(threads, Some((chunk_paths, 64))) };
            let none = Part::none(study.tally_shape(), 0);
            let done = first.go_on(study, none, study.worlds, Some(&mut in_order(study, &mut paths)), &mut kept);
            let part = match done {
                Ok(part) => part,
                Err(error) => {
                    prop_assert!(matches!(error, EngineError::Interrupted));
                    kept.told.expect("told of what was simulated")
                }
            };
            let mut paths = study.households * u64::from(part.worlds.end)..0;
            let mut kept = Kept::default();
            let rest = engine(3 - threads.min(2), None);
            let whole_part = rest
                .go_on(study, part, study.worlds, Some(&mut in_order(study, &mut paths)), &mut kept)
                .expect("it goes on");
            prop_assert_eq!(paths.start, study.paths());
            prop_assert!(whole(study, whole_part).expect("all worlds") == *result);
        }
    }
}

/// Takes paths and asserts that they come in order.
fn in_order<'a>(
    study: &'a Study,
    paths: &'a mut Range<u64>,
) -> impl FnMut(u64, &[PathOutcome]) -> Result<(), String> + Send + 'a {
    move |first, outcomes| {
        assert_eq!(first, paths.start);
        paths.start += (outcomes.len() / study.cells.len()) as u64;
        Ok(())
    }
}

/// Short legs, and the last that was told of them.
#[derive(Default)]
struct Kept {
    legs: usize,
    told: Option<Part>,
}

impl Keeper for Kept {
    fn leg(&self) -> Duration {
        Duration::ZERO
    }

    fn after_leg(&mut self, part: &mut Part) {
        let before = self.told.replace(part.clone()).map_or(0, |part| part.worlds.end);
        assert!(part.worlds.end > before, "a leg is a world at least");
        self.legs += 1;
    }

    fn interrupted(&mut self, part: &mut Part) {
        assert!(self.told.as_ref().is_none_or(|told| told == &*part), "a leg cut short leaves nothing");
        self.told = Some(part.clone());
    }
}

#[test]
fn each_leg_is_told_of_and_is_a_part_of_the_run() {
    for (study, result) in studies() {
        let mut kept = Kept::default();
        let none = Part::none(study.tally_shape(), 0);
        let part = engine(2, Some((50, 32))).go_on(study, none, study.worlds, None, &mut kept).expect("it runs");
        assert!(kept.legs >= 2, "{} legs", kept.legs);
        assert!(kept.told.as_ref() == Some(&part));
        assert!(whole(study, part).expect("all worlds") == *result);
    }
}

#[test]
fn gaps_and_worlds_that_are_there_twice_are_named() {
    let (study, _) = &studies()[0];
    let part = |worlds: Range<u32>| engine(1, None).run_worlds(study, worlds, None).expect("the part runs");
    let refused = |parts: &[Range<u32>]| Part::join(parts.iter().cloned().map(part)).expect_err("refused").to_string();
    assert_eq!(refused(&[5..9, 0..3]), "no part has worlds 3 to 4");
    assert_eq!(refused(&[5..9, 0..7]), "two parts have worlds 5 to 6");
    assert_eq!(refused(&[2..4, 0..9]), "two parts have worlds 2 to 3");
    assert_eq!(Part::join([]).expect_err("refused"), PartError::None);
    assert_eq!(Part::join([part(3..3), part(0..3)]).expect("a part").worlds, 0..3);
    let missing = |worlds: Range<u32>| whole(study, part(worlds)).expect_err("refused").to_string();
    assert_eq!(missing(0..22), "no part has worlds 22 to 22");
    assert_eq!(missing(2..23), "no part has worlds 0 to 1");
    let (other, _) = &studies()[1];
    let other = engine(1, None).run_worlds(other, 3..4, None).expect("the part runs");
    assert!(matches!(Part::join([part(0..3), other]), Err(PartError::Tallies(_))));
}
