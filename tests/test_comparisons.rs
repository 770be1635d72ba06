//! Differences between cells: their error against the spread over seeds, and the histogram of losses against the paths.

use polars::prelude::DataFrame;
use underwater::aggregate::{self, AggregateError, estimates, household_loss};
use underwater::outcome::label::CellLabel;
use underwater::outcome::{FinalState, LossHistogram};
use underwater::stats::effective::widened;
use underwater::stats::moments::Moments;
use underwater::study::Study;

use crate::support::{config, run, run_paths, study_with};
use crate::test_study_fixture::{labels, study};

fn labels_of(study: &Study) -> Vec<CellLabel> {
    study.cells.iter().map(|cell| cell.label.clone()).collect()
}

/// A number of the row of a cell and an estimate.
fn number(table: &DataFrame, cell: i64, estimate: &str, column: &str) -> Option<f64> {
    let cells = table.column("cell").expect("a column").i64().expect("integers");
    let names = table.column("estimate").expect("a column").str().expect("text");
    let row = cells.iter().zip(names.iter()).position(|row| row == (Some(cell), Some(estimate))).expect("a row");
    table.column(column).expect("a column").f64().expect("floats").get(row)
}

/// The paired error is that of repeating the whole study under other seeds; the unpaired one is far from it.
#[test]
fn paired_errors_are_the_spread_over_seeds() {
    const SEEDS: usize = 120;
    let estimates = ["default_rate", "ever_under_water_rate", "household_loss_mean", "household_loss_var_95"];
    let mut differences = vec![Vec::new(); estimates.len()];
    let mut paired = vec![Vec::new(); estimates.len()];
    let mut unpaired = paired.clone();
    for seed in 0..SEEDS {
        let seed = format!("study.seed={seed}");
        let sets = [&seed[..], "study.worlds=64", "study.households=40", "study.horizon_months=24"];
        let study = study_with(&config("smoke.toml"), &sets);
        let table = aggregate::comparisons(&run(&study), &labels_of(&study)).expect("a table");
        for (place, estimate) in estimates.iter().enumerate() {
            // The cell of the same scenario with the other down payment.
            let of = |column: &str| number(&table, 1, estimate, column);
            differences[place].push(of("difference").expect("a difference"));
            paired[place].extend(of("difference_mcse"));
            unpaired[place].extend(of("unpaired_mcse"));
        }
    }
    for (place, estimate) in estimates.iter().enumerate() {
        let spread = Moments::of(&differences[place]).and_then(|it| it.standard_deviation()).expect("a spread");
        // The spread of 120 seeds is itself known to 6.5%; that of 32 batches' quantiles less well.
        let tolerance = if estimate.contains("var") { 0.35 } else { 0.25 };
        assert!(paired[place].len() > SEEDS * 9 / 10, "{estimate} has an error as a rule");
        let mean = |errors: &[f64]| Moments::of(errors).expect("errors").mean;
        let (paired, unpaired) = (mean(&paired[place]), mean(&unpaired[place]));
        assert!((paired / spread - 1.0).abs() < tolerance, "{estimate}: {paired} against {spread}");
        if *estimate == "default_rate" {
            assert!(unpaired / spread > 1.5, "unpaired {unpaired} is too large");
        }
    }
}

/// The labels, all cells compared with one.
fn compared_to(base: usize) -> Vec<CellLabel> {
    let of = |label: CellLabel| CellLabel { compared_to: base, ..label };
    labels().into_iter().map(of).collect()
}

#[test]
fn a_row_for_every_cell_but_the_base_cell() {
    for (base, other) in [(0, 1), (1, 0)] {
        let table = aggregate::comparisons(&study(), &compared_to(base)).expect("a table");
        let summary = aggregate::summary(&study(), &labels()).expect("a table");
        let cells = table.column("cell").expect("a column").i64().expect("integers");
        assert!(cells.iter().all(|cell| cell == Some(other)));
        let value = |name: &str, cell: usize| summary.column(name).expect("a column").f64().expect("floats").get(cell);
        let names = table.column("estimate").expect("a column").str().expect("text");
        for name in names.iter().flatten() {
            let expected = value(name, other as usize).zip(value(name, base)).map(|(mine, theirs)| mine - theirs);
            let found = number(&table, other, name, "difference");
            let same = match (expected, found) {
                (Some(expected), Some(found)) => (expected - found).abs() <= 1e-9 * (1.0 + expected.abs()),
                (expected, found) => expected == found,
            };
            assert!(same, "{name}: {found:?} is not {expected:?}");
        }
        let estimates = estimates::ALL.len() + household_loss::LOSS_ESTIMATES.len();
        assert_eq!(table.height(), estimates, "ratios and statistics of the loss");
    }
    assert!(matches!(aggregate::comparisons(&study(), &compared_to(2)), Err(AggregateError::Shape { .. })));
}

/// The first cell has 1, 0, 3 and 0 defaults of ten in turn, the second none: by hand, the difference is 0.1 and its residuals
/// those of the first cell alone.
#[test]
fn a_difference_by_hand() {
    let table = aggregate::comparisons(&study(), &compared_to(1)).expect("a table");
    assert_eq!(number(&table, 0, "default_rate", "difference"), Some(0.1));
    let mcse = number(&table, 0, "default_rate", "difference_mcse").expect("an error");
    let by_hand = widened((16.0 / 15.0 * 24.0_f64).sqrt() / 160.0, 6.4).expect("an error");
    assert!((mcse - by_hand).abs() < 1e-15, "{mcse} is not {by_hand}");
    assert_eq!(number(&table, 0, "default_rate", "unpaired_mcse"), None, "one rate has no error: no default was seen");
    assert_eq!(number(&table, 0, "default_rate", "precision_gain"), None);
}

#[test]
fn the_histogram_counts_every_household_once() {
    let study = study_with(&config("smoke.toml"), &["study.worlds=8", "study.households=50"]);
    let cells = study.cells.len();
    let mut losses: Vec<Vec<i64>> = vec![Vec::new(); cells];
    let result = run_paths(&study, |_, outcomes| {
        for (losses, outcome) in losses.iter_mut().zip(outcomes) {
            if outcome.final_state != FinalState::RefusedCash as i64 {
                losses.push(outcome.household_loss);
            }
        }
    });
    let table = aggregate::loss_histogram(&result, &labels_of(&study)).expect("a table");
    let column = |name: &str| table.column(name).expect("a column").f64().expect("floats").to_vec();
    let (from, to, share) = (column("loss_from"), column("loss_to"), column("share"));
    let households = table.column("households").expect("a column").i64().expect("integers").to_vec();
    let of_cell = table.column("cell").expect("a column").i64().expect("integers").to_vec();
    for (cell, losses) in losses.iter().enumerate() {
        let rows: Vec<usize> = (0..table.height()).filter(|row| of_cell[*row] == Some(cell as i64)).collect();
        let total: i64 = rows.iter().filter_map(|row| households[*row]).sum();
        assert_eq!(total, losses.len() as i64, "cell {cell}");
        assert!((rows.iter().filter_map(|row| share[*row]).sum::<f64>() - 1.0).abs() < 1e-12);
        let mut off = 0;
        for row in &rows {
            let (from, to) = (from[*row].unwrap_or(f64::NEG_INFINITY), to[*row].unwrap_or(f64::INFINITY));
            let inside = losses.iter().filter(|cents| (from..to).contains(&(**cents as f64 / 100.0))).count() as i64;
            off += (inside - households[*row].unwrap_or(0)).abs();
        }
        // Edges are blurred by the fine bins, a 256th of an amount wide.
        assert!(off as f64 <= 0.05 * losses.len() as f64, "cell {cell}: {off} of {}", losses.len());
    }
}

/// Amounts that are all the same, and none at all, make a histogram too.
#[test]
fn histograms_of_one_amount_and_of_none() {
    let mut all_same = study();
    all_same.tallies.losses.iter_mut().for_each(|losses| {
        *losses = LossHistogram::default();
        losses.add(12_345);
    });
    let table = aggregate::loss_histogram(&all_same, &labels()).expect("a table");
    assert!(table.height() >= 6, "{table}");
    all_same.tallies.losses.iter_mut().for_each(|losses| *losses = LossHistogram::default());
    let table = aggregate::loss_histogram(&all_same, &labels()).expect("a table");
    let shares = table.column("share").expect("a column").f64().expect("floats");
    assert!(shares.iter().all(|share| share.is_none()));
}
