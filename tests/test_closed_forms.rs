//! The engine against closed forms: one mechanism on, all others off, the answer known.
//!
//! Every figure must lie within four of its own standard errors. Paths are as many as it takes for an error of 1% in the
//! formula to lie outside; the seeds are fixed, so that a test which passes passes always.

mod conditions;
mod contract_rates;
mod counterfactuals;
mod household_life;
mod household_means;
mod labour_and_debt;
mod negative_equity;
mod on_book;
mod prepayment;
mod price_models;
mod principal;
mod refinancing;
mod rollover;
mod several_homes;
mod tranches;
mod ways_out;
mod world_moments;

pub use labour_and_debt::ledger;
pub use negative_equity::both_below;

use std::collections::BTreeMap;

use statrs::distribution::{ContinuousCDF, Normal};
use underwater::outcome::{MonthCounter, StudyResult, WorldColumn};
use underwater::stats::Estimate;
use underwater::stats::moments::Moments;
use underwater::stats::ratio::ratio_of_sums;
use underwater::study::Study;

use crate::support::{column_of, month_end, study_of};

/// One household a world without income risk, spending or cash; an interest-only loan; nothing else happens.
const NOTHING: &[(&str, &str)] = &[
    ("study.name", "\"closed-form\""),
    ("study.seed", "20240229"),
    ("study.worlds", "1000"),
    ("study.households", "1"),
    ("study.horizon_months", "24"),
    ("study.workout_tail_months", "0"),
    ("price.kind", "\"gbm\""),
    ("price.drift_annual", "0.0"),
    ("price.volatility_annual", "0.0"),
    ("labour.kind", "\"ar1\""),
    ("labour.separation_monthly", "0.0"),
    ("labour.finding_monthly", "0.5"),
    ("household.home_price", "1_000_000"),
    ("household.income_monthly", "100_000"),
    ("household.cash_mode", "\"amount\""),
    ("household.cash", "0"),
    ("loan.down_payment", "0.2"),
    ("loan.annual_rate", "0.03"),
    ("loan.term_months", "360"),
    ("loan.method", "\"interest-only\""),
    ("foreclosure.rounds", "[{ start_level_frac = 1.0, success = 0.5 }]"),
    ("recourse.kind", "\"none\""),
];

/// [`NOTHING`] with some keys set otherwise; the value `-` takes a key away.
fn study(changes: &[(&str, &str)]) -> Study {
    study_of(&text(changes))
}

/// The same as a config's text.
pub fn text(changes: &[(&str, &str)]) -> String {
    let mut keys: BTreeMap<&str, &str> = NOTHING.iter().copied().collect();
    keys.extend(changes.iter().copied());
    let line = |(key, value): (&&str, &&str)| (*value != "-").then(|| format!("{key} = {value}\n"));
    keys.iter().filter_map(line).collect()
}

/// Within four standard errors, and the errors small enough that 1% of `exact` is more than `errors_in_a_percent`.
fn meets(what: &str, estimate: Estimate, exact: f64) {
    let (value, error) = (estimate.value.expect("a value"), estimate.mcse.expect("an error"));
    let apart = (value - exact) / error;
    println!(
        "{what}: {value:.6} ± {error:.6}, exact {exact:.6}: {apart:+.2} errors; 1% is {:.1}",
        0.01 * exact / error
    );
    assert!(apart.abs() < 4.0, "{what}: {value} ± {error} where {exact} is exact, {apart} errors apart");
    assert!(0.01 * exact.abs() > 4.0 * error, "{what}: an error of 1% would not show, {exact} ± {error}");
}

/// As [`meets`] for a variance, which an error of 1% in the standard deviation moves by 2%.
fn meets_variance(what: &str, estimate: Estimate, exact: f64) {
    agrees(what, estimate, exact);
    let error = estimate.mcse.expect("an error");
    assert!(0.02 * exact > 4.0 * error, "{what}: 1% of the standard deviation would not show, {exact} ± {error}");
}

/// As [`meets`], where the figure may be 0 or is only one of several that see the same formula.
fn agrees(what: &str, estimate: Estimate, exact: f64) {
    let (value, error) = (estimate.value.expect("a value"), estimate.mcse.expect("an error"));
    let apart = (value - exact) / error;
    println!("{what}: {value:.6} ± {error:.6}, exact {exact:.6}: {apart:+.2} errors");
    assert!(apart.abs() < 4.0, "{what}: {value} ± {error} where {exact} is exact, {apart} errors apart");
}

/// Mean and its error.
fn mean(values: &[f64]) -> Estimate {
    let moments = Moments::of(values).expect("values");
    Estimate { value: Some(moments.mean), mcse: moments.standard_error() }
}

/// Ratio of two columns of world rows.
fn rate(result: &StudyResult, cell: usize, y: WorldColumn, x: WorldColumn) -> Estimate {
    let column = |column| column_of(result, cell, column);
    ratio_of_sums(&column(y), &column(x))
}

/// Share of accepted households in any of `states` at the end of a month, its error from the batches.
fn share(result: &StudyResult, cell: usize, month: usize, states: &[MonthCounter]) -> Estimate {
    let end = month_end(result, cell, month);
    let y: Vec<i64> = end.iter().map(|batch| states.iter().map(|state| batch[*state as usize]).sum()).collect();
    let x: Vec<i64> = end.iter().map(|batch| batch[..MonthCounter::STATES].iter().sum()).collect();
    ratio_of_sums(&y, &x)
}

/// Φ.
pub fn phi(x: f64) -> f64 {
    Normal::standard().cdf(x)
}

/// Density of the standard normal distribution.
fn density(x: f64) -> f64 {
    (-0.5 * x * x).exp() / (2.0 * std::f64::consts::PI).sqrt()
}
