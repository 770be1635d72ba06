//! Prices that answer to forced sales, and households that do to defaults: the engine against the twin, an impact of 0 against none, hand cases of the whole run,
//! and the same bytes for any threads, cuts and shares of the worlds.

use std::collections::BTreeSet;

use underwater::aggregate;
use underwater::engine::{Engine, Silent};
use underwater::kernel::{Block, InstructionSet, Simulation, Sink};
use underwater::outcome::feedback::FeedbackSum;
use underwater::outcome::label::CellLabel;
use underwater::outcome::{
    FinalState, Ledger, NoRecord, Part, PathOutcome, Recorder, StudyResult, WorldColumn, is_only_shown,
};
use underwater::study::Study;
use underwater::world::WorldPath;

use crate::support::{everything, loaded, root, run, run_with, shipped_study, study_of, total};
use crate::test_twin_agreement::{differences, files};
use crate::twin::Twin;
use crate::twin::random_config::random_config;

/// A `[feedback]` for a random study: price impacts of either part alone and of both, weak and strong, stigma, credit, and some of
/// them together. Where nobody walks away there is no stigma.
pub fn random_feedback(seed: u64, walks: bool) -> String {
    let impact = [0.5, 1.0, 3.0, 8.0][seed as usize % 4];
    let share = [0.3, 0.65, 1.0][seed as usize % 3];
    let parts = match seed / 4 % 3 {
        0 => String::new(),
        1 => "permanent_frac = 0.0\ndecay_monthly = 0.15\n".to_owned(),
        _ => "permanent_frac = 0.4\ndecay_monthly = 0.05\n".to_owned(),
    };
    let prices = format!("impact = {impact:?}\nmortgaged_share_frac = {share:?}\n{parts}");
    let stigma = match seed % 5 {
        0 => "stigma = { easing = 4.0 }\n",
        1 => "stigma = { easing = 20.0, memory_months = 12 }\n",
        2 => "stigma = { easing = 60.0, memory_months = 1 }\n",
        _ => "",
    };
    let stigma = if walks { stigma } else { "" };
    let credit = match seed % 7 {
        0 => "credit = { sale_sensitivity = 10.0 }\n",
        1 => "credit = { lending_sensitivity = 3.0, memory_months = 1200 }\n",
        2 => "credit = { sale_sensitivity = 4.0, lending_sensitivity = 1.0, memory_months = 3 }\n",
        3 => "credit = { sale_sensitivity = 0.0, lending_sensitivity = 40.0 }\n",
        _ => "",
    };
    let is_alone = !(seed.is_multiple_of(2) || stigma.is_empty() && credit.is_empty());
    let prices = if is_alone { String::new() } else { prices };
    format!("\n[feedback]\n{prices}{stigma}{credit}")
}

/// The outcomes of a study, by path, then cell, and its worlds as sales have moved them.
pub fn in_feedback(study: &Study, recorder: &mut impl Recorder) -> (Vec<PathOutcome>, Vec<WorldPath>) {
    let simulation = Simulation::new(study, InstructionSet::best());
    let (mut block, mut sink) = (Block::default(), Sink::new(study));
    let (mut outcomes, mut worlds) = (Vec::new(), Vec::new());
    for world in 0..study.worlds {
        sink.begin(world..=world);
        worlds.push(simulation.run_with_feedback(world, &mut block, &mut sink, recorder));
        outcomes.extend_from_slice(&block.outcomes);
    }
    (outcomes, worlds)
}

#[test]
fn every_path_of_random_studies_in_feedback_is_the_twins() {
    let (mut paths, mut sales, mut deepest, mut disagreements) = (0, 0, 0.0_f64, Vec::new());
    let (mut keys_read, mut keys_unread) = (BTreeSet::new(), BTreeSet::new());
    for seed in 0..64 {
        let text = random_config(seed, files());
        let text = text.clone() + &random_feedback(seed, text.contains("walk_away_threshold"));
        let config = loaded(&text);
        let study = underwater::study::resolve(&config);
        let twin = Twin::new(&config.resolved, root());
        let (fast, worlds) = in_feedback(&study, &mut NoRecord);
        let (month_by_month, _) = in_feedback(&study, &mut Ledger::default());
        assert!(fast == month_by_month, "config {seed}: ahead and month by month differ\n{text}");
        let price = study.cells[0].price;
        for (number, world) in (0..).zip(&worlds) {
            let (slow_world, slow) = twin.world_in_feedback(number);
            let drawn = twin.world(number);
            let apart =
                world.log_index[price].iter().zip(&slow_world.log_index).map(|(fast, slow)| (fast - slow).abs());
            let apart = apart.fold(0.0, f64::max);
            let fall = drawn.log_index.iter().zip(&slow_world.log_index).map(|(drawn, moved)| drawn - moved);
            deepest = deepest.max(fall.fold(0.0, f64::max));
            let outcomes = &fast[number as usize * study.households as usize..];
            for (household, (fast, slow)) in outcomes.iter().zip(&slow).enumerate() {
                let found = differences(fast, slow);
                paths += 1;
                sales += i32::from(FinalState::of_code(fast.final_state).is_some_and(FinalState::is_forced_sale));
                if !found.is_empty() || apart > 1e-11 {
                    disagreements.push(format!(
                        "config {seed} world {number} household {household}, indices {apart:e} apart: {found:#?}"
                    ));
                }
            }
        }
        let [read, unread] = twin.config.keys();
        keys_read.extend(read);
        keys_unread.extend(unread);
    }
    println!("{paths} paths, {sales} forced sales, fall to {deepest}, {} disagree", disagreements.len());
    assert!(sales > 500 && deepest > 0.5, "{sales} forced sales, {deepest}");
    // One path on the other side of a threshold moves the world of all that follow: a world of the 192 may.
    assert!(disagreements.len() <= 50, "{}:\n{}", disagreements.len(), disagreements[..12].join("\n"));
    let ignored = keys_unread.difference(&keys_read).filter(|key| !is_only_shown(key) && key.starts_with("feedback"));
    assert_eq!(ignored.count(), 0);
}

#[test]
fn an_impact_of_nothing_leaves_every_number() {
    for seed in 0..60 {
        let text = random_config(seed, files());
        let none = study_of(&text);
        let zero = study_of(&format!("{text}\n[feedback]\nimpact = 0.0\nmortgaged_share_frac = 0.4\n"));
        assert!(!zero.has_feedback());
        assert!(everything(&none, &mut NoRecord) == everything(&zero, &mut NoRecord), "{text}");
    }
    let swept = |impacts: &str| {
        let sweep = format!(
            "[feedback]\nimpact = 1.0\nmortgaged_share_frac = 0.4\n[sweep]\ngrid = {{ \"feedback.impact\" = {impacts} }}"
        );
        run(&shipped_study("smoke.toml", &sweep, &[]))
    };
    // A cell without an impact is what it is alone, whatever prices do in the cell beside it.
    let (alone, beside) = (swept("[0.0]"), swept("[0.0, 2.0]"));
    assert!(alone.tallies.feedback.is_none());
    for column in WorldColumn::ALL {
        assert_eq!(total(&alone, 0, *column), total(&beside, 0, *column), "{column:?}");
    }
    assert_eq!(alone.tallies.losses_of(0), beside.tallies.losses_of(0));
    assert!(total(&beside, 1, WorldColumn::Defaults) > total(&beside, 0, WorldColumn::Defaults));
    assert!(total(&beside, 1, WorldColumn::IndexTrough) < total(&beside, 0, WorldColumn::IndexTrough));
    let sum = |cell, sum: FeedbackSum| -> i64 {
        beside.tallies.feedback.as_ref().expect("sums").by_batch(cell, sum as usize).expect("kept").iter().sum()
    };
    for (with, without, column) in [
        (FeedbackSum::Defaults, FeedbackSum::DefaultsWithout, WorldColumn::Defaults),
        (FeedbackSum::Loss, FeedbackSum::LossWithout, WorldColumn::LossPv),
        (FeedbackSum::IndexLowest, FeedbackSum::IndexLowestWithout, WorldColumn::IndexTrough),
    ] {
        assert_eq!(sum(0, with), total(&beside, 0, column));
        assert_eq!(sum(1, with), total(&beside, 1, column));
        assert_eq!([sum(0, without), sum(1, without)], [total(&beside, 0, column); 2]);
    }
    assert_eq!(sum(1, FeedbackSum::AtFloor), 0);
    let table = aggregate::feedback(&beside, &[CellLabel::default(), CellLabel::default()]);
    let table = table.expect("a table").expect("feedback");
    let told = |column: &str| table.column(column).expect("a column").f64().expect("numbers").get(1).expect("a number");
    let difference = |column| (total(&beside, 1, column) - total(&beside, 0, column)) as f64;
    let loans = total(&beside, 1, WorldColumn::Accepted) as f64;
    let lent = total(&beside, 1, WorldColumn::OriginalLoan) as f64;
    for (column, expected) in [
        ("default_rate_change", difference(WorldColumn::Defaults) / loans),
        ("expected_loss_change", difference(WorldColumn::LossPv) / lent),
        ("index_lowest_change", difference(WorldColumn::IndexTrough) / 1e9 / beside.worlds.worlds() as f64),
        (
            "index_lowest_without",
            total(&beside, 0, WorldColumn::IndexTrough) as f64 / 1e9 / beside.worlds.worlds() as f64,
        ),
        (
            "default_amplification",
            total(&beside, 1, WorldColumn::Defaults) as f64 / total(&beside, 0, WorldColumn::Defaults) as f64,
        ),
    ] {
        assert!((told(column) / expected - 1.0).abs() < 1e-12, "{column}: {}, not {expected}", told(column));
    }
    assert!(sum(1, FeedbackSum::Sales) > sum(1, FeedbackSum::SalesWithout));
}

/// One sale of one household, by hand: what it does to the index of the months after.
#[test]
fn the_index_falls_by_the_sales_of_the_month_before() {
    let more = "[feedback]\nimpact = 0.7\nmortgaged_share_frac = 0.4\npermanent_frac = 0.25\ndecay_monthly = 0.2\n";
    let study = shipped_study("smoke.toml", more, &["study.worlds=40"]);
    let (outcomes, worlds) = in_feedback(&study, &mut NoRecord);
    let simulation = Simulation::new(&study, InstructionSet::best());
    let (horizon, price) = (study.horizon_months as usize, study.cells[0].price);
    let mut sold_in_all = 0;
    for (number, world) in worlds.iter().enumerate() {
        let of_world = &outcomes[number * study.households as usize..][..study.households as usize];
        let bought: Vec<_> = of_world.iter().filter(|path| !path.is_refused()).collect();
        let sold = |month: usize| {
            let by_force = |path: &&&PathOutcome| {
                let state = FinalState::of_code(path.final_state).expect("a state");
                state.is_forced_sale() && path.sale_month.max(path.settlement_month) == month as i64
            };
            if month > horizon { 0 } else { bought.iter().filter(by_force).count() }
        };
        let stock = bought.len() as f64 / 0.4;
        let drawn = simulation.world(number as u32);
        for month in 0..world.log_index[price].len() {
            // Each sale before weighs 0.7 ÷ stock: a quarter of it for good, three quarters less by a fifth a month.
            let weight = |of: usize| 0.7 / stock * (0.25 + 0.75 * 0.8_f64.powi((month - 1 - of) as i32));
            let fall: f64 = (0..month).map(|of| sold(of) as f64 * weight(of)).sum();
            let expected = drawn.log_index[price][month] - fall;
            assert!((world.log_index[price][month] - expected).abs() < 1e-12, "world {number}, month {month}");
        }
        sold_in_all += (0..=horizon).map(sold).sum::<usize>();
    }
    assert!(sold_in_all > 100, "{sold_in_all}");
}

/// A study in feedback of two cells that refuses some.
fn study() -> Study {
    let more = "[feedback]\nimpact = 2.0\nmortgaged_share_frac = 0.6\npermanent_frac = 0.5\ndecay_monthly = 0.1\n\
                [sweep]\ngrid = { \"loan.down_payment\" = [0.1, 0.3] }";
    shipped_study("smoke.toml", more, &["study.worlds=23"])
}

fn assert_same(one: &StudyResult, other: &StudyResult, what: &str) {
    assert!(one.tallies == other.tallies, "{what}");
    for cell in 0..one.worlds.cells {
        for column in WorldColumn::ALL {
            let columns = [one, other].map(|result| result.worlds.column(cell, *column).expect("rows in memory"));
            assert_eq!(columns[0], columns[1], "{what}: {column:?}");
        }
    }
}

#[test]
fn threads_cuts_and_shares_leave_every_byte() {
    let study = study();
    let best = InstructionSet::best();
    let one = run_with(&study, 1, best, None, None);
    for (threads, cuts) in [(2, None), (7, None), (2, Some((1, 3))), (3, Some((250, 64))), (2, Some((1_000_000, 120)))]
    {
        assert_same(&one, &run_with(&study, threads, best, cuts, None), &format!("{threads} threads, cuts {cuts:?}"));
    }
    assert_same(&one, &run_with(&study, 2, InstructionSet::available()[0], None, None), "another instruction set");
    let interrupted = std::sync::atomic::AtomicBool::new(false);
    let engine = Engine { threads: 2, instruction_set: best, cuts: None, progress: &Silent, interrupted: &interrupted };
    let share = |worlds| engine.run_worlds(&study, worlds, None).expect("a share");
    let parts = vec![share(5..6), share(6..23), share(0..5)];
    let joined = Part::join(parts).expect("parts of one study");
    assert_same(&one, &underwater::engine::whole(&study, joined).expect("whole"), "shares");
}

#[test]
fn paths_that_are_handed_over_are_those_that_are_counted() {
    let study = study();
    let mut handed_over = Vec::new();
    let mut writer = |first: u64, outcomes: &[PathOutcome]| {
        assert_eq!(first * 2, handed_over.len() as u64);
        handed_over.extend_from_slice(outcomes);
        Ok(())
    };
    let result = run_with(&study, 2, InstructionSet::best(), None, Some(&mut writer));
    assert_same(&run(&study), &result, "handing paths over");
    assert!(handed_over == in_feedback(&study, &mut NoRecord).0);
    let defaults = handed_over.iter().filter(|path| path.default_month > 0).count() as i64;
    assert_eq!(defaults, total(&result, 0, WorldColumn::Defaults) + total(&result, 1, WorldColumn::Defaults));
}

#[test]
fn a_fall_without_end_is_reported() {
    let more = "[feedback]\nimpact = 1000.0\nmortgaged_share_frac = 1.0\n";
    let result = run(&shipped_study("smoke.toml", more, &["study.worlds=8"]));
    let labels = [CellLabel::default()];
    let table = aggregate::feedback(&result, &labels).expect("a table").expect("feedback");
    let at_floor = table.column("worlds_at_floor").expect("a column").i64().expect("numbers").get(0);
    assert!(at_floor.is_some_and(|worlds| worlds > 0), "{at_floor:?}");
    let change = table.column("default_rate_change").expect("a column").f64().expect("numbers").get(0);
    assert!(change.is_some_and(|change| change > 0.0));
}
