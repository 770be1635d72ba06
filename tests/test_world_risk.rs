//! Risk over worlds: quantiles and the mean beyond them by hand, what too few worlds cannot tell, and triggers that add up.

use polars::prelude::DataFrame;
use underwater::aggregate;
use underwater::outcome::{StudyResult, WorldColumn};
use underwater::stats::PerMille;
use underwater::stats::quantile::mean_beyond;

use crate::support::with_rows;
use crate::test_study_fixture::{labels, study};

/// One default in `worlds` worlds of ten households: world w loses w of a thousand lent in the first cell, and has w mod 7
/// defaults.
fn many(worlds: usize) -> StudyResult {
    with_rows(study(), |rows| {
        let quiet = rows[1];
        rows.clear();
        for world in 0..worlds as i64 {
            let mut row = quiet;
            row[WorldColumn::OriginalLoan as usize] = 1000;
            // Worlds in no order.
            let place = (world * 7) % worlds as i64;
            row[WorldColumn::LossPv as usize] = place;
            row[WorldColumn::Defaults as usize] = 5;
            row[WorldColumn::DefaultsStrategic as usize] = i64::from(world % 2 == 0);
            row[WorldColumn::DefaultsMarginCall as usize] = i64::from(world % 5 == 0);
            rows.extend([row, quiet]);
        }
    })
}

fn column(table: &DataFrame, name: &str) -> Vec<Option<f64>> {
    table.column(name).expect("a column").f64().expect("numbers").iter().collect()
}

fn near(found: Option<f64>, expected: f64) {
    let found = found.expect("a number");
    assert!((found - expected).abs() < 1e-12 * expected.abs().max(1e-3), "{found}, not {expected}");
}

#[test]
fn quantiles_and_means_beyond_them_by_hand() {
    // 1000 worlds whose losses are 0 to 0.999 of a loan of 1000.
    let table = aggregate::world_distribution(&many(1000), &labels()).expect("a table");
    assert_eq!(table.height(), 12);
    let at = |name: &str, row: usize| column(&table, name)[row];
    assert_eq!(column(&table, "quantile")[..6], [0.05, 0.25, 0.5, 0.75, 0.95, 0.99].map(Some));
    // Type 7: position 999 p.
    near(at("lender_loss_of_world", 4), 0.949_05);
    near(at("lender_loss_of_world", 5), 0.989_01);
    // The 50 largest are 0.950 to 0.999, the ten largest 0.990 to 0.999.
    near(at("lender_loss_beyond", 4), 0.9745);
    near(at("lender_loss_beyond", 5), 0.9945);
    // Excess over 0.990: 0 to 9 thousandths in ten worlds of 1000, and 0 in the others.
    let (mean, squares) = (45.0 / 1000.0, 285.0);
    let variance = (squares - 1000.0 * mean * mean) / 999.0;
    near(at("lender_loss_beyond_mcse", 5), (variance / 1000.0_f64).sqrt() / 1000.0 / 0.01);
    assert!(at("lender_loss_of_world_mcse", 5).is_some_and(|error| error > 0.0));
    // Every world has five defaults of ten: a quantile, and no error.
    near(at("default_rate_of_world", 5), 0.5);
    assert_eq!(at("default_rate_of_world_mcse", 5), None);
}

#[test]
fn too_few_worlds_leave_rare_ones_empty() {
    for (worlds, told) in [(19, [false, false]), (20, [true, false]), (99, [true, false]), (100, [true, true])] {
        let table = aggregate::world_distribution(&many(worlds), &labels()).expect("a table");
        for name in ["default_rate_of_world", "lender_loss_of_world", "default_rate_beyond", "lender_loss_beyond"] {
            let found = column(&table, name);
            assert_eq!([found[4].is_some(), found[5].is_some()], told, "{name} of {worlds} worlds");
        }
        let errors = column(&table, "lender_loss_of_world_mcse");
        assert!(errors[4].is_none() && errors[5].is_none(), "fewer than ten beyond");
    }
}

#[test]
fn the_mean_beyond_takes_the_last_in_part() {
    let values: Vec<f64> = (1..=30).map(f64::from).collect();
    // 1.5 of 30 values: 30 and half of 29.
    near(mean_beyond(&values, PerMille::new(950)).value, (30.0 + 14.5) / 1.5);
    near(mean_beyond(&values, PerMille::new(0)).value, 15.5);
    assert_eq!(mean_beyond(&values, PerMille::new(999)).value, None);
    assert_eq!(mean_beyond(&[], PerMille::new(500)).value, None);
    let same = mean_beyond(&[2.0; 400], PerMille::new(950));
    assert_eq!((same.value, same.mcse), (Some(2.0), None));
}

#[test]
fn triggers_are_parts_of_all_defaults() {
    let table = aggregate::triggers(&many(100), &labels()).expect("a table");
    let counts: Vec<i64> =
        table.column("defaults").expect("a column").i64().expect("numbers").iter().flatten().collect();
    // 500 defaults: 50 by choice, 20 after a margin call.
    assert_eq!(counts[..4], [430, 50, 20, 0]);
    let shares = column(&table, "share");
    near(shares[0], 0.86);
    near(shares.iter().take(4).flatten().copied().reduce(|a, b| a + b), 1.0);
    assert_eq!(shares[4..], [None; 4], "no default, no share");
    assert!(column(&table, "share_mcse")[1].is_some());
}
