//! An estimate by its name is that of the summary, and its difference that of the comparisons.

use polars::prelude::DataFrame;
use underwater::aggregate::{self, AggregateError, Estimator, Frame, ResultCell};
use underwater::outcome::{Column, Unit};
use underwater::stats::Estimate;

use crate::support::{config, run, study_with};

fn floats(table: &DataFrame, column: &str) -> Vec<Option<f64>> {
    table.column(column).expect("a column").f64().expect("floats").iter().collect()
}

#[test]
fn an_estimate_is_that_of_the_tables() {
    let study = study_with(&config("smoke.toml"), &["study.worlds=400", "study.households=20"]);
    let labels: Vec<_> = study.cells.iter().map(|cell| cell.label.clone()).collect();
    let (result, cells) = (run(&study), study.cells.len());
    let summary = aggregate::summary(&result, &labels).expect("a table");
    let comparisons = aggregate::comparisons(&result, &labels).expect("a table");
    let place = |column: &str, row: usize| {
        let places = comparisons.column(column).expect("a column").i64().expect("whole numbers");
        places.get(row).expect("a cell") as usize
    };
    let names = comparisons.column("estimate").expect("a column").str().expect("text");
    let compared = Estimator::all().filter(|it| it.is_paired()).count();
    assert!(cells > 1 && comparisons.height() == (cells - 1) * compared);
    for estimator in Estimator::all() {
        let column = estimator.column();
        assert_eq!(Estimator::find(column.name).expect("found").column(), column);
        for cell in 0..cells {
            let estimate = estimator.of(&result, cell).expect("an estimate");
            assert_eq!(estimate.value, floats(&summary, column.name)[cell], "{}", column.name);
            assert_eq!(estimate.mcse, floats(&summary, &column.error_header())[cell], "{}", column.name);
        }
        for (row, _) in names.iter().enumerate().filter(|(_, name)| *name == Some(column.name)) {
            let difference =
                estimator.difference(&result, place("cell", row), place("base_cell", row)).expect("a difference");
            assert_eq!(difference.value, floats(&comparisons, "difference")[row], "{}", column.name);
            assert_eq!(difference.mcse, floats(&comparisons, "difference_mcse")[row], "{}", column.name);
        }
    }
    let rate = Estimator::find("default_rate").expect("an estimate");
    let [up, down] = [1, 0].map(|cell| rate.of(&result, cell).expect("a rate"));
    let difference = rate.difference(&result, 1, 0).expect("a difference");
    let apart = up.value.zip(down.value).map(|(up, down)| up - down);
    assert!(apart.is_some_and(|apart| apart != 0.0) && difference.value == apart);
    assert!(difference.mcse.zip(up.mcse).is_some_and(|(paired, alone)| 0.0 < paired && paired < alone * 1.4));
    // A cell differs in nothing from itself, and of that there is no error.
    assert_eq!(rate.difference(&result, 1, 1).expect("a difference"), Estimate { value: Some(0.0), mcse: None });
}

#[test]
fn quantiles_over_worlds_differ_without_a_paired_error() {
    let study = study_with(&config("smoke.toml"), &["study.worlds=400", "study.households=20"]);
    let result = run(&study);
    let quantile = Estimator::find("world_default_rate_q95").expect("an estimate");
    assert!(!quantile.is_paired());
    let [here, base] = [1, 0].map(|cell| ResultCell::of(&result, cell).expect("a cell"));
    let [value, base_value] = [&here, &base].map(|cell| quantile.of_cell(cell).expect("an estimate"));
    let difference = quantile.difference_of_cells(&here, &base).expect("a difference");
    assert_eq!(difference.paired.value, value.value.zip(base_value.value).map(|(a, b)| a - b));
    assert!(difference.paired.value.is_some() && difference.paired.mcse.is_none());
    let unpaired = value.mcse.zip(base_value.mcse).map(|(a, b)| (a * a + b * b).sqrt());
    assert!(unpaired.is_some() && difference.unpaired_mcse == unpaired);
}

#[test]
fn what_is_not_there_is_told() {
    let result = run(&study_with(&config("smoke.toml"), &["study.worlds=4", "study.households=5"]));
    assert!(Estimator::find("default_rat").is_none() && Estimator::find("default_rate_mcse").is_none());
    let cells = result.worlds.cells;
    for estimator in Estimator::all() {
        let error = estimator.difference(&result, 0, cells).expect_err("no such cell");
        assert!(matches!(error, AggregateError::Shape { found, .. } if found == cells), "{error}");
    }
}

/// Money of a table of another room is written as it is, and not taken for cents.
#[test]
fn estimates_of_a_frame_are_in_the_unit_of_their_column() {
    let column = Column::new("loss", Unit::Money, "", "", "");
    let mut frame = Frame::of_rows(1);
    frame.estimates(&column, vec![Estimate { value: Some(1234.5), mcse: Some(6.25) }]);
    let table = frame.finish().expect("a table");
    assert_eq!((floats(&table, "loss")[0], floats(&table, "loss_mcse")[0]), (Some(1234.5), Some(6.25)));
}
