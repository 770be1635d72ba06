//! Tallies of any worlds, in any order and by way of bytes, are the tallies of the run; other bytes are refused with words.

use std::sync::OnceLock;

use proptest::collection::vec;
use proptest::prelude::*;
use underwater::aggregate;
use underwater::kernel::{Block, InstructionSet, LANES, PathRange, Simulation, Sink};
use underwater::outcome::NoRecord;
use underwater::outcome::applicants::VERDICTS;
use underwater::outcome::auction_sums::{AuctionSum, ROUNDS};
use underwater::outcome::exits::ExitSum;
use underwater::outcome::feedback::FeedbackSum;
use underwater::outcome::insured::InsuredSum;
use underwater::outcome::kept::BEYOND;
use underwater::outcome::lenders::LenderSum;
use underwater::outcome::real_amounts;
use underwater::outcome::year_sums::YearSum;
use underwater::outcome::{ApplicantColumn, BATCHES, Extras, StudyResult, Tallies, TallyError, TallyShape};
use underwater::study::Study;

use crate::support::{config, run, study_of, study_with};
use crate::test_study_fixture::{labels, study as by_hand};
use crate::test_twin_agreement::files;
use crate::twin::random_config::random_config;

/// A study, its run, and the tallies of each of its worlds alone.
struct Worlds {
    study: Study,
    result: StudyResult,
    alone: Vec<Tallies>,
}

impl Worlds {
    fn of(study: Study) -> Self {
        let simulation = Simulation::new(&study, InstructionSet::best());
        let alone = (0..study.worlds).map(|world| {
            let (mut block, mut sink) = (Block::default(), Sink::new(&study));
            sink.begin(world..=world);
            for done in (0..study.households).step_by(LANES) {
                let count = (study.households - done).min(LANES as u64) as usize;
                let range = PathRange { first: u64::from(world) * study.households + done, count };
                simulation.run(range, &mut block, &mut sink, &mut NoRecord);
            }
            sink.count_losses();
            sink.tallies
        });
        let alone = alone.collect();
        Self { result: run(&study), alone, study }
    }
}

/// A study whose cells differ in price and refuse households, and a random one.
fn studies() -> &'static [Worlds; 2] {
    static STUDIES: OnceLock<[Worlds; 2]> = OnceLock::new();
    STUDIES.get_or_init(|| {
        let sets = ["study.worlds=7", "study.households=300"];
        [study_with(&config("china_households.toml"), &sets), study_of(&random_config(904, files()))].map(Worlds::of)
    })
}

fn merged<'a>(shape: TallyShape, parts: impl IntoIterator<Item = &'a Tallies>) -> Tallies {
    let mut sum = Tallies::new(shape);
    parts.into_iter().for_each(|part| sum.merge(part).expect("of one shape"));
    sum
}

fn bytes(tallies: &Tallies) -> Vec<u8> {
    tallies.to_bytes().expect("bytes")
}

const SHAPE: TallyShape = TallyShape {
    cells: 2,
    horizon_months: 3,
    last_workout_month: 5,
    price_models: 2,
    can_refuse: true,
    extras: Extras {
        real_amounts: true,
        insurance: true,
        exits: true,
        feedback: true,
        loans: 2,
        segments: 0,
        second_lives: true,
        loans_told: 0,
        stage_moves: true,
    },
};

/// Tallies with any integers in any of their parts.
fn any_tallies() -> impl Strategy<Value = Tallies> {
    let count = -(1_i64 << 44)..1 << 44;
    let counts = vec((0..SHAPE.cells, 0..BATCHES, 0..1_000_usize, count), 0..20);
    let losses = vec((0..SHAPE.cells * BATCHES, any::<i64>()), 0..20);
    let levels = vec((0..SHAPE.price_models, 1..=SHAPE.horizon_months, -400.0..400.0_f64), 0..20);
    let applicants = vec((0..SHAPE.cells, 0..BATCHES, 0..VERDICTS.len(), any::<i64>(), any::<bool>()), 0..20);
    (counts, losses, levels, applicants).prop_map(|(counts, losses, levels, applicants)| {
        let mut tallies = Tallies::new(SHAPE);
        for (cell, batch, place, count) in counts {
            let month = place % SHAPE.horizon_months + 1;
            let parts = [
                tallies.months.get_mut(cell, month, batch),
                tallies.transitions.get_mut(cell, batch),
                tallies.anniversaries.get_mut(cell, batch),
                tallies.resolutions.get_mut(cell, batch),
            ];
            for part in parts {
                let place = place % part.len();
                part[place] += count;
            }
        }
        losses.into_iter().for_each(|(at, amount)| tallies.losses[at].add(amount));
        levels.into_iter().for_each(|(model, month, level)| tallies.price_levels[model].add(month, level, 1));
        for (cell, batch, verdict, amount, is_beyond) in applicants {
            let amounts = [if is_beyond { BEYOND } else { amount.into() }; ApplicantColumn::COUNT];
            tallies.applicants.as_mut().expect("asked for").add(cell, batch, VERDICTS[verdict].refusal, &amounts);
        }
        tallies
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn read_is_what_was_written(tallies in any_tallies()) {
        let written = bytes(&tallies);
        let read = Tallies::from_bytes(&written, &SHAPE).expect("what was written");
        prop_assert!(read == tallies);
        prop_assert_eq!(bytes(&read), written);
    }

    #[test]
    fn the_order_of_adding_does_not_matter(a in any_tallies(), b in any_tallies(), c in any_tallies()) {
        let sum = merged(SHAPE, [&a, &b, &c]);
        prop_assert!(sum == merged(SHAPE, [&c, &merged(SHAPE, [&b, &a])]));
        prop_assert!(bytes(&sum) == bytes(&merged(SHAPE, [&merged(SHAPE, [&a, &c]), &b])));
        prop_assert!(merged(SHAPE, [&a]) == a);
    }

    /// Each world goes to some part; parts are written, read and added in any order.
    #[test]
    fn parts_of_a_run_add_up_to_it(parts in vec((0..5_usize, any::<u32>()), 200)) {
        for Worlds { study, result, alone } in studies() {
            let mut sums: Vec<(u32, Tallies)> = parts[..5].iter().map(|(_, order)| (*order, Tallies::new(study.tally_shape()))).collect();
            let mut worlds: Vec<_> = alone.iter().zip(&parts).collect();
            worlds.sort_by_key(|(_, (_, order))| *order);
            for (tallies, (part, _)) in worlds {
                sums[*part].1.merge(tallies).expect("of one shape");
            }
            sums.sort_by_key(|(order, _)| *order);
            let read = sums.iter().map(|(_, sum)| Tallies::from_bytes(&bytes(sum), &study.tally_shape()).expect("whole"));
            let sum = merged(study.tally_shape(), &read.collect::<Vec<_>>());
            prop_assert!(sum == result.tallies);
            prop_assert!(bytes(&sum) == bytes(&result.tallies));
        }
    }

    /// One wrong byte anywhere.
    #[test]
    fn damage_is_refused(at in any::<prop::sample::Index>(), flip in 1..=u8::MAX) {
        let mut damaged = bytes(&by_hand().tallies);
        let at = at.index(damaged.len());
        damaged[at] ^= flip;
        prop_assert!(Tallies::from_bytes(&damaged, &by_hand().tallies.shape()).is_err());
    }

    /// Wrong integers under a digest that fits: refused, or tallies of which tables can be made.
    #[test]
    fn forged_integers_do_no_harm(changes in vec((any::<prop::sample::Index>(), any::<u8>()), 1..4)) {
        let mut result = by_hand();
        let shape = result.tallies.shape();
        let written = bytes(&result.tallies);
        let mut integers = written[HEADING.len() + 32..].to_vec();
        for (at, byte) in changes {
            let at = at.index(integers.len());
            integers[at] = byte;
        }
        if let Ok(read) = Tallies::from_bytes(&sealed(HEADING, &integers), &shape) {
            result.tallies = read;
            let labels = labels();
            let tables = [aggregate::summary, aggregate::months, aggregate::transitions, aggregate::resolution, aggregate::loss_histogram];
            let made = tables.iter().filter(|table| table(&result, &labels).is_ok()).count();
            prop_assert!(made > 0);
        }
    }
}

const HEADING: &[u8] = b"underwater tallies 10\n";

/// Integers behind a heading and the digest that fits.
fn sealed(heading: &[u8], integers: &[u8]) -> Vec<u8> {
    let digest = blake3::hash(&[heading, integers].concat());
    [heading, digest.as_bytes(), integers].concat()
}

fn refusal(bytes: &[u8]) -> TallyError {
    Tallies::from_bytes(bytes, &by_hand().tallies.shape()).expect_err("refused")
}

#[test]
fn refusals_have_words() {
    let written = bytes(&by_hand().tallies);
    assert_eq!(written[..HEADING.len()], *HEADING);
    for length in 0..written.len() {
        let error = refusal(&written[..length]);
        let is_expected = matches!(error, TallyError::Foreign { .. } | TallyError::Damaged { .. });
        assert!(is_expected, "cut at {length}: {error}");
    }
    let longer = [written.as_slice(), b"\0"].concat();
    assert!(matches!(refusal(&longer), TallyError::Damaged { .. }));
    assert_eq!(refusal(b"PAR1").to_string(), "this does not begin as tallies of underwater do");
    let later = sealed(b"underwater tallies 11\n", &written[HEADING.len() + 32..]);
    let words = "these tallies are written in form 11; this version of underwater reads form 10";
    assert_eq!(refusal(&later).to_string(), words);
    // A list that says it is longer than any memory.
    let endless = sealed(HEADING, &[2, 3, 3, 2, 0, 0, 0, 0, 0, 3, 11, 255, 255, 255, 255, 255, 255, 255, 255, 127]);
    assert_eq!(refusal(&endless).to_string(), "these tallies hold what no run counts");
    let other = TallyShape { cells: 3, ..by_hand().tallies.shape() };
    let error = Tallies::from_bytes(&written, &other).expect_err("refused");
    assert_eq!(error.to_string(), "cells: 2, but the study has 3");
    let error = Tallies::new(other).merge(&by_hand().tallies).expect_err("refused");
    assert!(matches!(error, TallyError::Shape { what: "cells", found: 2, expected: 3 }));
}

#[test]
fn sums_that_do_not_fit_are_told() {
    let mut tallies = by_hand().tallies;
    tallies.months.get_mut(0, 1, 0)[0] = i64::MAX;
    assert_eq!(tallies.clone().merge(&tallies), Err(TallyError::Overflow));
    // Nor are they read, long before they can meet another.
    let read = Tallies::from_bytes(&bytes(&tallies), &tallies.shape());
    assert_eq!(read, Err(TallyError::Impossible { kind: "tallies" }));
}

/// Empty histograms take a byte each: what is sparse stays sparse.
#[test]
fn few_paths_are_few_bytes() {
    let shape = TallyShape { horizon_months: 120, last_workout_month: 180, ..SHAPE };
    let length = bytes(&Tallies::new(shape)).len();
    let lenders = SHAPE.extras.loans * LenderSum::COUNT;
    let years = 10 * YearSum::COUNT;
    let more = years
        + VERDICTS.len() * ApplicantColumn::COUNT
        + real_amounts::PLACES
        + InsuredSum::COUNT
        + ExitSum::COUNT
        + FeedbackSum::COUNT
        + ROUNDS * AuctionSum::COUNT
        + lenders;
    let counts = shape.cells * BATCHES * (120 * 11 + 9 * 9 + 4 * 40 + 181 * 6 + more);
    assert!(length < counts + shape.cells * BATCHES + 2 * 120 + 130, "{length} bytes for {counts} counts");
}
