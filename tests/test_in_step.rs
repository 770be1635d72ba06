//! Worlds in step: while prices do not answer they are, to the last bit, those whose households are taken one after another;
//! a moved index is that index; what whoever moves prices is told is what happened.

use underwater::kernel::InStep;
use underwater::outcome::{FinalState, Ledger, NoRecord, PathOutcome};
use underwater::world::{Answer, Happened};

use crate::support::{Everything, config, everything, everything_in_step, study_of, study_with};
use crate::test_twin_agreement::files;
use crate::twin::random_config::random_config;

fn assert_same(one: &Everything, other: &Everything, name: &str) {
    for (path, (one, other)) in one.outcomes.iter().zip(&other.outcomes).enumerate() {
        assert_eq!(one, other, "outcome {path} of\n{name}");
    }
    assert!(one == other, "counts of\n{name}");
}

#[test]
fn prices_that_do_not_answer_change_nothing() {
    let sizes = ["study.worlds=4", "study.households=150"];
    let shipped = ["china_leverage.toml", "hong_kong_1997.toml", "ways_out.toml", "us_non_recourse.toml"];
    let shipped = shipped.iter().map(|file| (file.to_string(), study_with(&config(file), &sizes)));
    let random = (0..150).map(|seed| {
        let text = random_config(seed, files());
        (text.clone(), study_of(&text))
    });
    for (name, study) in shipped.chain(random) {
        let one_by_one = everything(&study, &mut NoRecord);
        assert_same(&everything_in_step(&study, &mut NoRecord, |_| Answer::NONE), &one_by_one, &name);
        assert_same(&everything_in_step(&study, &mut Ledger::default(), |_| Answer::NONE), &one_by_one, &name);
    }
}

/// A shipped study, without its scenarios, on prices that run along knots.
fn on_prices(knots: &str) -> underwater::study::Study {
    let text = std::fs::read_to_string(config("ways_out.toml")).expect("a shipped config");
    let base = text.split("[[scenario]]").next().expect("what stands before the scenarios");
    let (before, after) = base.split_once("[price]").expect("prices");
    let (_, after) = after.split_once("[labour]").expect("jobs");
    let prices = format!("[price]\nkind = \"path\"\nknots = [{knots}]\n\n[labour]");
    study_of(&format!("{before}{prices}{after}").replace("extends = \"regimes/", "extends = \"configs/regimes/"))
}

/// What is a whole number of a path, amounts of money aside.
fn whole_numbers(path: &PathOutcome) -> [i64; 7] {
    [
        path.final_state,
        path.default_month,
        path.resolution_month,
        path.settlement_month,
        path.auction_round,
        path.months_under_water,
        path.cures,
    ]
}

#[test]
fn an_index_that_is_moved_is_that_index() {
    const FALL: u32 = 9;
    let still = on_prices("{ month = 0, level = 100 }");
    let fallen = on_prices("{ month = 0, level = 100 }, { month = 8, level = 100 }, { month = 9, level = 75 }");
    let moved = |end: InStep| Answer::of_prices(if end.month + 1 < FALL { 0.0 } else { 0.75_f64.ln() });
    let (moved, expected) = (everything_in_step(&still, &mut NoRecord, moved), everything(&fallen, &mut NoRecord));
    let mut auctioned = 0;
    for (one, other) in moved.outcomes.iter().zip(&expected.outcomes) {
        // The two logs may differ in their last digit, amounts by the cent of rounding.
        assert_eq!(whole_numbers(one), whole_numbers(other));
        assert!(one.household_loss.abs_diff(other.household_loss) <= 1 && one.loss_pv.abs_diff(other.loss_pv) <= 1);
        auctioned += usize::from(one.final_state == FinalState::Auctioned as i64);
    }
    assert!(auctioned > 100, "{auctioned} auctioned");
    assert!(everything(&still, &mut NoRecord).outcomes != moved.outcomes);
}

#[test]
fn whoever_moves_prices_is_told_what_happened() {
    let study = study_with(&config("smoke.toml"), &[]);
    let (last, horizon) = (study.last_month(), study.horizon_months);
    let mut told: Vec<InStep> = Vec::new();
    let left = everything_in_step(&study, &mut NoRecord, |end| {
        told.push(end);
        Answer::NONE
    });
    let cells = study.cells.len();
    let months = last as usize;
    assert_eq!(told.len(), study.worlds as usize * cells * months);
    for (of_cell, ends) in told.chunks(months).enumerate() {
        let (world, cell) = (of_cell / cells, of_cell % cells);
        let first = world * study.households as usize;
        let outcomes = (first..first + study.households as usize).map(|path| &left.outcomes[path * cells + cell]);
        let bought: Vec<_> = outcomes.filter(|path| !path.is_refused()).collect();
        let sold_in = |path: &PathOutcome| {
            let state = FinalState::of_code(path.final_state).expect("a state");
            state.is_forced_sale().then_some(path.sale_month.max(path.settlement_month))
        };
        for (month, end) in (0..).zip(ends) {
            let forced_sales = bought.iter().filter(|path| sold_in(path) == Some(i64::from(month))).count() as u32;
            let forced_sales = if month <= horizon { forced_sales } else { 0 };
            let defaults = bought.iter().filter(|path| path.default_month == i64::from(month)).count() as u32;
            let happened = Happened { forced_sales, defaults };
            assert_eq!(*end, InStep { cell, market: 0, month, households: bought.len() as u32, happened });
        }
    }
    assert!(told.iter().map(|end| end.happened.forced_sales).sum::<u32>() > 500);
}
