//! Tables of a study made by hand, against figures worked out by hand.

use polars::prelude::{AnyValue, DataFrame, DataType};
use underwater::aggregate::{self, AggregateError, PathRow, estimates};
use underwater::outcome::kept::ABOVE;
use underwater::outcome::label::{CellLabel, CellValue};
use underwater::outcome::path::ABSENT;
use underwater::outcome::{FinalState, PathOutcome, WorldColumn};
use underwater::stats::effective::widened;

use crate::support::with_rows;
use crate::test_study_fixture::{MONTHS, WORLDS, label, labels, row, study};

fn float(table: &DataFrame, column: &str, row: usize) -> Option<f64> {
    table.column(column).expect("a column").f64().expect("floats").get(row)
}

/// Names in file order.
fn column_names(table: &DataFrame) -> Vec<&str> {
    table.get_column_names().into_iter().map(|name| name.as_str()).collect()
}

fn integer(table: &DataFrame, column: &str, row: usize) -> Option<i64> {
    table.column(column).expect("a column").i64().expect("integers").get(row)
}

/// An estimate and its error.
fn check(table: &DataFrame, row: usize, name: &str, value: Option<f64>, mcse: Option<f64>) {
    let near = |found: Option<f64>, expected: Option<f64>| match (found, expected) {
        (Some(found), Some(expected)) => (found - expected).abs() < 1e-12,
        (found, expected) => found == expected,
    };
    let found = (float(table, name, row), float(table, &format!("{name}_mcse"), row));
    assert!(near(found.0, value) && near(found.1, mcse), "{name} of row {row} is {found:?}");
}

/// The error of a ratio from the sum of its squared residuals, the worlds that tell something and how many of them count.
fn error(squares: f64, worlds: f64, sum_x: f64, effective: f64) -> Option<f64> {
    widened((worlds / (worlds - 1.0) * squares).sqrt() / sum_x, effective)
}

#[test]
fn worlds_are_rows_of_whole_numbers() {
    let table = aggregate::worlds(&study(), &labels()).expect("a table");
    assert_eq!(table.height(), 2 * WORLDS);
    let names = column_names(&table);
    assert_eq!(names[..5], ["cell", "scenario", "household.down_payment_frac", "world", "households_accepted"]);
    assert!(names.contains(&"ead_cents") && names.contains(&"index_trough_1e9") && names.contains(&"defaults"));
    let defaults: Vec<Option<i64>> = (0..6).map(|row| integer(&table, "defaults", row)).collect();
    assert_eq!(defaults, [1, 0, 3, 0, 1, 0].map(Some));
    assert_eq!(integer(&table, "world", WORLDS + 2), Some(2));
    assert_eq!(integer(&table, "cell", WORLDS + 2), Some(1));
}

#[test]
fn summary_by_hand() {
    let table = aggregate::summary(&study(), &labels()).expect("a table");
    assert_eq!(table.height(), 2);
    assert_eq!(integer(&table, "worlds", 0), Some(16));
    assert_eq!(integer(&table, "households", 0), Some(10));
    // 16/160; residuals 0, −1, 2, −1, four times over; n = 16²/40.
    check(&table, 0, "default_rate", Some(0.1), error(24.0, 16.0, 160.0, 6.4));
    assert_eq!(float(&table, "default_rate_upper_95", 0), None);
    // 4/160; residuals 3/4, −1/4, −1/4, −1/4; four worlds with an event.
    check(&table, 0, "strategic_default_rate", Some(0.025), error(3.0, 16.0, 160.0, 4.0));
    // 8 sold of 160, two in each of four worlds.
    check(&table, 0, "distress_sale_rate", Some(0.05), error(12.0, 16.0, 160.0, 4.0));
    // 4 of 16; residuals −1/4 and 1/4 over eight worlds with defaults.
    check(&table, 0, "reinstated_frac", Some(0.25), error(0.5, 8.0, 16.0, 4.0));
    // Losses 35,000 and 15,000 of 400,000; residuals ±22,500; of x − y, 65,000 and 285,000, n = 1400²/(4·(65² + 285²)).
    let least = 1400.0 * 1400.0 / (4.0 * (65.0 * 65.0 + 285.0 * 285.0));
    check(&table, 0, "lgd", Some(0.125), error(8.0 * 22.5 * 22.5, 8.0, 1600.0, least));
    // 40,000 of 4,000,000; residuals 25,000, −10,000, −5,000, −10,000; n = 160²/(4·(35² + 5²)).
    let squares: f64 = [25.0, -10.0, -5.0, -10.0].map(|residual: f64| residual * residual).iter().sum();
    check(&table, 0, "expected_loss", Some(0.01), error(4.0 * squares, 16.0, 16e3, 5.12));
    // One of the two homes taken: worlds 1/1 and 0/1.
    check(&table, 0, "owed_after_auction_frac", Some(0.5), error(2.0, 8.0, 8.0, 4.0));
    check(&table, 0, "unresolved_frac", Some(0.5), error(2.0, 8.0, 8.0, 4.0));
    // 40,001 cents in each world that has any, 5,000 in every world: no spread is seen, and no error told.
    check(&table, 0, "deficiency_mean", Some(400.01), None);
    check(&table, 0, "household_loss_mean", Some(5.0), None);
}

#[test]
fn no_default_leaves_an_upper_bound_and_empty_fields() {
    let table = aggregate::summary(&study(), &labels()).expect("a table");
    check(&table, 1, "default_rate", Some(0.0), None);
    assert_eq!(float(&table, "default_rate_upper_95", 1), Some(3.0 / 16.0));
    for name in ["lgd", "reinstated_frac", "unresolved_frac", "deficiency_mean", "household_loss_from_default_mean"] {
        check(&table, 1, name, None, None);
    }
}

#[test]
fn one_world_has_no_error() {
    let study = with_rows(study(), |rows| rows.truncate(2));
    let table = aggregate::summary(&study, &labels()).expect("a table");
    check(&table, 0, "default_rate", Some(0.1), None);
    check(&table, 0, "lgd", Some(0.35), None);
    check(&table, 0, "world_default_rate_q95", Some(0.1), None);
}

#[test]
fn household_losses_by_hand() {
    let table = aggregate::summary(&study(), &labels()).expect("a table");
    // Losses of 1…10 cents times 1…4, four times over, sorted: … 28, 30, 32, 36, 40; the 152nd of 160 is 32. Beyond it are
    // two of every fourth world: their share has the error √(16/15 · 12)/160 = 0.0224, and q(p ± 2s) are 40 and 30.
    let cents = |error: Option<f64>| error.map(|error| libm::round(error) / 100.0);
    check(&table, 0, "household_loss_var_95", Some(0.32), cents(widened(10.0 / 4.0, 4.0)));
    // Worst eight of 160: 38 cents; their excess over 32 is 12 cents in every fourth world, of a mean of 3.
    let shortfall = error(4.0 * (27.0 + 81.0), 16.0, 160.0 * 0.05, 4.0);
    check(&table, 0, "household_loss_es_95", Some(0.38), cents(shortfall));
    // Nothing lies beyond the highest amount, and equal amounts have no spread.
    check(&table, 0, "household_loss_var_99", Some(0.40), None);
    check(&table, 1, "household_loss_q50", Some(0.50), None);
    check(&table, 1, "household_loss_es_99", Some(0.50), None);
}

#[test]
fn default_rates_over_worlds() {
    let table = aggregate::summary(&study(), &labels()).expect("a table");
    // Rates 0, 0.1 and 0.3, the last of four worlds; type 7 at 0.95: position 14.25 of 15.
    check(&table, 0, "world_default_rate_q95", Some(0.3), None);
    // Without one of the four the position falls between 0.1 and 0.3.
    let fewer = with_rows(study(), |rows| rows.truncate(12));
    let table = aggregate::summary(&fewer, &labels()).expect("a table");
    // Six worlds: 0, 0, 0, 0.1, 0.1, 0.3; position 4.75.
    check(&table, 0, "world_default_rate_q95", Some(0.25), None);
}

#[test]
fn every_estimate_has_its_error_beside_it() {
    let table = aggregate::summary(&study(), &labels()).expect("a table");
    let names = column_names(&table);
    for estimate in estimates::ALL {
        let place = names.iter().position(|name| *name == estimate.column.name).expect(estimate.column.name);
        assert_eq!(names[place + 1], format!("{}_mcse", estimate.column.name));
    }
}

#[test]
fn months_by_hand() {
    let table = aggregate::months(&study(), &labels()).expect("a table");
    assert_eq!(table.height(), 2 * MONTHS);
    assert_eq!(integer(&table, "month", 4), Some(2));
    assert_eq!(integer(&table, "households_accepted", 0), Some(160));
    let plain = error(24.0, 16.0, 160.0, 6.4);
    check(&table, 0, "performing", Some(0.9), plain);
    check(&table, 0, "past_due_90", Some(0.1), plain);
    check(&table, 0, "under_water", Some(0.2), error(96.0, 16.0, 160.0, 6.4));
    check(&table, 1, "in_default", Some(0.1), plain);
    // Nobody defaulted in month 1; in month 2 16 of the 160 at risk; then 144 are left.
    check(&table, 0, "default_hazard_monthly", Some(0.0), None);
    check(&table, 1, "default_hazard_monthly", Some(0.1), plain);
    check(&table, 2, "default_hazard_monthly", Some(0.0), None);
    check(&table, 0, "default_rate_cumulative", Some(0.0), None);
    check(&table, 2, "default_rate_cumulative", Some(0.1), plain);
    // One in every world: no spread is seen.
    check(&table, 2, "sold", Some(0.1), None);
}

#[test]
fn index_quantiles_are_of_the_cells_own_prices() {
    let table = aggregate::months(&study(), &labels()).expect("a table");
    // Four worlds: the 5% quantile is the lowest, 25% too, 50% the second, 75% the third, 95% the highest.
    let steps = [("index_q05", -0.2), ("index_q25", -0.2), ("index_q50", -0.1), ("index_q75", 0.0), ("index_q95", 0.1)];
    for (name, step) in steps {
        for (row, shift) in [(0, 0.5), (MONTHS, 0.0)] {
            let found = float(&table, name, row).expect("a level");
            assert!((found / libm::exp(shift + step) - 1.0).abs() < 1e-9, "{name} of row {row} is {found}");
        }
    }
}

#[test]
fn loss_distribution_by_hand() {
    let table = aggregate::loss_distribution(&study(), &labels()).expect("a table");
    assert_eq!(table.height(), 2 * 101);
    assert_eq!(float(&table, "quantile", 0), Some(0.01));
    assert_eq!(float(&table, "household_loss", 0), Some(0.01));
    assert_eq!(float(&table, "quantile", 100), Some(0.999));
    assert_eq!(float(&table, "household_loss", 100), Some(0.40));
    assert_eq!(float(&table, "household_loss", 150), Some(0.50));
    let first_cell: Vec<f64> = (0..101).filter_map(|row| float(&table, "household_loss", row)).collect();
    assert!(first_cell.is_sorted());
}

#[test]
fn sums_beyond_64_bits_are_exact() {
    use WorldColumn::*;
    let huge = i64::MAX - 1;
    let study = with_rows(study(), |rows| {
        rows.fill(row(&[(Accepted, 10), (BalanceMonths, huge), (Balance90Months, huge / 2)]));
    });
    let table = aggregate::summary(&study, &labels()).expect("a table");
    assert_eq!(float(&table, "stock_90_plus", 0), Some(0.5));
}

#[test]
fn what_leaves_64_bits_or_is_beyond_what_is_kept_is_empty() {
    use WorldColumn::*;
    let study = with_rows(study(), |rows| {
        rows[0] = row(&[(Accepted, 10), (Ead, i64::MAX - 1), (LenderCostsPv, 5)]);
        rows[2][HouseholdLoss as usize] = ABOVE;
    });
    let table = aggregate::summary(&study, &labels()).expect("a table");
    for column in ["lgd", "lgd_mcse", "household_loss_mean", "household_loss_mean_mcse"] {
        assert_eq!(float(&table, column, 0), None, "{column}");
    }
    assert!(float(&table, "lgd", 1).is_none() && float(&table, "household_loss_mean", 1).is_some());
    assert!(float(&table, "default_rate", 0).is_some());
    let worlds = aggregate::worlds(&study, &labels()).expect("a table");
    let losses = worlds.column("household_loss_cents").expect("a column");
    assert_eq!((losses.null_count(), losses.i64().expect("integers").get(1)), (1, None));
    let compared = aggregate::comparisons(&study, &labels()).expect("a table");
    let lacking = compared.column("difference").expect("a column").null_count();
    assert!(lacking >= 2, "{lacking}");
}

/// One household in eleven loses more than can be kept: quantiles below it stand, what reaches it does not.
#[test]
fn losses_beyond_what_is_kept() {
    let mut study = study();
    for world in 0..WORLDS {
        study.tallies.losses[world].add(ABOVE);
    }
    let table = aggregate::summary(&study, &labels()).expect("a table");
    assert!(float(&table, "household_loss_q50", 0).is_some());
    for column in ["household_loss_var_95", "household_loss_var_99", "household_loss_es_95", "household_loss_es_99"] {
        assert_eq!(float(&table, column, 0), None, "{column}");
        assert!(float(&table, column, 1).is_some(), "{column}");
    }
}

#[test]
fn parts_that_do_not_belong_together_are_refused() {
    let missing_label = aggregate::summary(&study(), &labels()[..1]);
    assert!(matches!(missing_label, Err(AggregateError::Shape { found: 1, expected: 2, .. })));
    let mut study = study();
    study.tallies.losses.pop();
    assert!(matches!(aggregate::summary(&study, &labels()), Err(AggregateError::Shape { .. })));
}

#[test]
fn swept_values_keep_their_type() {
    let types = |values: [CellValue; 2]| {
        let labels = values.map(|value| label("a", value));
        let table = aggregate::summary(&study(), &labels).expect("a table");
        table.column("household.down_payment_frac").expect("a column").dtype().clone()
    };
    assert_eq!(types([CellValue::Integer(1), CellValue::Integer(2)]), DataType::Int64);
    assert_eq!(types([CellValue::Integer(1), CellValue::Float(2.5)]), DataType::Float64);
    assert_eq!(types([CellValue::Boolean(true), CellValue::Boolean(false)]), DataType::Boolean);
    assert_eq!(types([CellValue::Boolean(true), CellValue::Float(2.5)]), DataType::String);
}

#[test]
fn a_key_that_a_cell_leaves_alone_is_null() {
    let labels = vec![
        CellLabel { swept: vec![("a.x".to_owned(), CellValue::Integer(1))], ..CellLabel::default() },
        CellLabel { swept: vec![("b.y".to_owned(), CellValue::Text("high".to_owned()))], ..CellLabel::default() },
    ];
    let table = aggregate::summary(&study(), &labels).expect("a table");
    assert_eq!(column_names(&table)[..3], ["cell", "a.x", "b.y"]);
    assert_eq!(integer(&table, "a.x", 1), None);
    assert_eq!(table.column("b.y").expect("a column").get(1).expect("a row"), AnyValue::String("high"));
}

#[test]
fn a_swept_key_may_not_hide_a_column() {
    let labels: Vec<CellLabel> = (0..2)
        .map(|value| CellLabel {
            swept: vec![("worlds".to_owned(), CellValue::Integer(value))],
            ..CellLabel::default()
        })
        .collect();
    assert!(matches!(aggregate::summary(&study(), &labels), Err(AggregateError::Polars(_))));
}

#[test]
fn paths_have_names_and_nulls() {
    let outcome = PathOutcome {
        final_state: FinalState::TakenByLender as i64,
        default_month: 17,
        ead: 123_456,
        sale_month: ABSENT,
        ..PathOutcome::EMPTY
    };
    let rows = [PathRow { world: 3, household: u64::MAX, cell: 1, outcome }];
    let table = aggregate::paths(&rows).expect("a table");
    let names = column_names(&table);
    assert_eq!(names[..5], ["world", "household", "cell", "final_state", "home_price_cents"]);
    assert_eq!(table.width(), 3 + PathOutcome::COLUMNS.len());
    let value = |column: &str| table.column(column).expect("a column").get(0).expect("a row");
    assert_eq!(value("household"), AnyValue::UInt64(u64::MAX));
    assert_eq!(value("final_state"), AnyValue::String("taken_by_lender"));
    assert_eq!(value("default_month"), AnyValue::Int64(17));
    assert_eq!(value("ead_cents"), AnyValue::Int64(123_456));
    assert_eq!(value("sale_month"), AnyValue::Null);
}

#[test]
fn a_final_state_without_a_name_is_an_error() {
    let outcome = PathOutcome { final_state: 99, ..PathOutcome::EMPTY };
    let error = aggregate::paths(&[PathRow { world: 3, household: 5, cell: 1, outcome }]).expect_err("a fault");
    assert_eq!(error.to_string(), "final state 99 of world 3, household 5, cell 1 has no name");
}

#[test]
fn counters_out_of_range_are_an_error() {
    for count in [-1, 1 << 48] {
        let mut study = study();
        study.tallies.months.get_mut(1, 2, 0)[0] = count - 10;
        let error = aggregate::months(&study, &labels()).expect_err("a fault");
        assert!(matches!(error, AggregateError::Overflow { column: "performing", cell: 1 }), "{error}");
    }
}
