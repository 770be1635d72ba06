//! Second lives of a tape's loans: they change nothing else, and the share of a variance that loans have in common is the one that
//! is known.

use std::fs;

use polars::prelude::DataFrame;
use underwater::aggregate::systematic_share;
use underwater::config::{Overrides, load};
use underwater::kernel::InstructionSet;
use underwater::outcome::{SegmentSum, StudyResult, Tallies, WorldSegments};
use underwater::stats::systematic::{Systematic, systematic};
use underwater::study::{Study, resolve};

use crate::support::{config, root, run, run_with, study_with};
use crate::test_closed_forms::{both_below, phi};

/// Loans alike of 600 at no interest on homes of 1 000, whose index and own walk spread far in a month. Nobody loses work; a
/// home worth less than its debt is given up, and sold for what it is worth less costs.
const MERTON: &str = r#"
[study]
name = "merton"
worlds = 4000
horizon_months = 1
[portfolio]
file = "loans.csv"
[price]
kind = "gbm"
drift_annual = 0.0
volatility_annual = 0.8
[labour]
kind = "ar1"
separation_monthly = 0.0
finding_monthly = 0.5
[household]
home_volatility_annual = 1.2
essential_spending_frac = 0.1
[loan]
method = "level"
[distress]
walk_away_threshold = 0.0
[foreclosure]
months_to_suit = 1.0
rounds = [{ start_level_frac = 0.8, success = 1.0 }]
[recourse]
kind = "none"
"#;

/// The study of so many such loans of an original amount, of which a 600th is repaid.
pub fn merton(loans: u32, original_amount: u32, sets: &[&str]) -> Study {
    let folder = tempfile::Builder::new().prefix("test-merton-").tempdir_in(root()).expect("a folder");
    let header = "id,term_months,months_on_book,original_amount,value,annual_rate,income_monthly,cash,weight";
    let tape = format!("{header}\nL,600,0,{original_amount},1000,0,100,500,{loans}\n");
    fs::write(folder.path().join("loans.csv"), tape).expect("written");
    let path = folder.path().join("study.toml");
    fs::write(&path, MERTON).expect("written");
    let overrides = Overrides { sets: sets.iter().map(|set| (*set).to_owned()).collect(), ..Overrides::default() };
    resolve(&load(&path, &overrides).unwrap_or_else(|faults| panic!("{faults}")))
}

/// Such loans of 880 with second lives in all worlds.
fn twice_lived(loans: u32, sets: &[&str]) -> Study {
    merton(loans, 880, &[&["portfolio.second_lives_worlds=4000"], sets].concat())
}

fn by_world(sums: &WorldSegments, sum: SegmentSum) -> Vec<f64> {
    sums.by_world(0, 0, sum).expect("sums").into_iter().map(|it| it as f64).collect()
}

fn found(result: &StudyResult, sum: SegmentSum) -> Systematic {
    let Tallies { segments: Some(first), second_lives: Some(second), .. } = &result.tallies else {
        panic!("no second lives")
    };
    systematic(&by_world(first, sum), &by_world(second, sum))
}

/// Of N loans under water with probability p, two of one world with probability Φ₂, the share is N·C ÷ (p(1 − p) + (N − 1)·C),
/// C = Φ₂ − p², and the variance within a world N·(p(1 − p) − C).
#[test]
fn the_share_of_loans_under_water_is_vasicek_s() {
    let (index, own, t) = (0.8_f64 * 0.8, 1.2_f64 * 1.2, 1.0 / 12.0);
    let debt: f64 = 880.0 * 599.0 / 600.0;
    let d = ((debt / 1000.0).ln() + 0.5 * (index + own) * t) / ((index + own) * t).sqrt();
    let p = phi(d);
    let common = both_below(d, index / (index + own)) - p * p;
    for loans in [1, 6, 60] {
        let n = f64::from(loans);
        let result = run(&twice_lived(loans, &[]));
        let Systematic { within, share } = found(&result, SegmentSum::EverUnderWater);
        let (value, mcse) = (share.value.expect("a share"), share.mcse.expect("an error"));
        let expected = n * common / (p * (1.0 - p) + (n - 1.0) * common);
        assert!((value - expected).abs() < 4.0 * mcse, "{loans} loans: {value} ± {mcse}, {expected} by formula");
        assert!(mcse < 0.03, "{loans} loans: {mcse}");
        let (within, by_formula) = (within.expect("a variance"), n * (p * (1.0 - p) - common));
        // Of squares of 4 000 worlds.
        assert!((within / by_formula - 1.0).abs() < 0.1, "{loans} loans: {within}, {by_formula} by formula");
    }
}

/// Whatever one loan loses: the odds of the share of N loans alike are N times those of one. And where nothing is common, it is 0.
#[test]
fn odds_of_the_share_of_losses_grow_with_the_loans() {
    let odds = |loans: u32| {
        let share = found(
            &run(&twice_lived(loans, &["study.horizon_months=9", "study.workout_tail_months=24"])),
            SegmentSum::Loss,
        )
        .share;
        let (value, mcse) = (share.value.expect("a share"), share.mcse.expect("an error"));
        assert!((0.05..0.95).contains(&value), "{loans} loans: {value}");
        let odds = value / (1.0 - value);
        (odds, mcse / ((1.0 - value) * (1.0 - value)))
    };
    let ((few, of_few), (many, of_many)) = (odds(4), odds(24));
    let error = (36.0 * of_few * of_few + of_many * of_many).sqrt();
    assert!((many - 6.0 * few).abs() < 4.0 * error, "{many} for six times {few}, error {error}");
    assert!(error < 0.2 * many, "{error} of {many}");
    let nothing =
        twice_lived(24, &["price.volatility_annual=0.0", "study.horizon_months=9", "study.workout_tail_months=24"]);
    let share = found(&run(&nothing), SegmentSum::Loss).share;
    let (value, mcse) = (share.value.expect("a share"), share.mcse.expect("an error"));
    assert!(value.abs() < 4.0 * mcse && mcse < 0.1, "{value} ± {mcse}");
}

fn book(sets: &[&str]) -> Study {
    study_with(
        &config("portfolio_china.toml"),
        &[&["study.worlds=70", "labour.separation_monthly=0.03"], sets].concat(),
    )
}

/// Nothing but the table hangs on second lives, and they do not hang on threads, cuts and instruction sets.
#[test]
fn second_lives_change_nothing_else_and_are_the_same_everywhere() {
    let without = run(&book(&[]));
    let study = book(&["portfolio.second_lives_worlds=64"]);
    let with = run(&study);
    let second = with.tallies.second_lives.clone().expect("second lives");
    assert_eq!(second.worlds().collect::<Vec<_>>(), (0..64).collect::<Vec<_>>());
    let mut stripped = Tallies::new(without.tallies.shape());
    assert!(stripped.merge(&with.tallies).is_err(), "of another shape");
    assert_eq!(
        (with.worlds == without.worlds, &with.tallies.months, &with.tallies.segments, &with.tallies.losses),
        (true, &without.tallies.months, &without.tallies.segments, &without.tallies.losses)
    );
    stripped = with.tallies.clone();
    for set in InstructionSet::available() {
        let other = run_with(&study, 3, set, Some((777, 31)), None);
        assert!(other.tallies == stripped, "{set:?}");
    }
    // Other lives, alike in the mean.
    let first = with.tallies.segments.as_ref().expect("segments");
    for cell in 0..3 {
        let of = |sums: &WorldSegments, sum| sums.by_world(cell, 0, sum).expect("sums");
        assert_eq!(of(first, SegmentSum::Loans)[..64], of(&second, SegmentSum::Loans)[..]);
        assert_eq!(of(first, SegmentSum::OriginalLoan)[..64], of(&second, SegmentSum::OriginalLoan)[..]);
        let (a, b) = (of(first, SegmentSum::Defaults), of(&second, SegmentSum::Defaults));
        assert!(a[..64] != b[..], "the same lives");
        let mean = |counts: &[i64]| counts.iter().sum::<i64>() as f64 / 64.0;
        assert!((mean(&a[..64]) / mean(&b) - 1.0).abs() < 0.1, "{} and {}", mean(&a[..64]), mean(&b));
    }
}

fn numbers(table: &DataFrame, name: &str) -> Vec<Option<f64>> {
    table.column(name).expect(name).f64().expect("numbers").iter().collect()
}

/// The table is made of the worlds' losses in each window, and is empty where too few worlds have second lives.
#[test]
fn the_table_is_what_worlds_tell() {
    let study = book(&["portfolio.second_lives_worlds=64"]);
    let labels: Vec<_> = study.cells.iter().map(|cell| cell.label.clone()).collect();
    let result = run(&study);
    let table = systematic_share(&result, &labels).expect("a table").expect("second lives");
    let windows: Vec<i64> =
        table.column("window_months").expect("windows").i64().expect("numbers").iter().flatten().collect();
    assert_eq!(windows, [12, 36, 60].repeat(3));
    let (first, second) = (result.tallies.segments.as_ref(), result.tallies.second_lives.as_ref());
    for (row, sum) in
        [SegmentSum::LossIn12, SegmentSum::LossIn36, SegmentSum::Loss].into_iter().cycle().take(9).enumerate()
    {
        let of = |sums: Option<&WorldSegments>| -> Vec<f64> {
            let cents = sums.expect("sums").by_world(row / 3, 0, sum).expect("sums");
            cents.into_iter().map(|cents| cents as f64 / 100.0).collect()
        };
        let (x, other) = (of(first), of(second));
        let mean = x.iter().sum::<f64>() / 70.0;
        let variance = x.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / 69.0;
        let within = x.iter().zip(&other).map(|(x, other)| 0.5 * (x - other).powi(2)).sum::<f64>() / 64.0;
        let told = numbers(&table, "systematic_share")[row].expect("a share");
        assert!((told - (1.0 - within / variance)).abs() < 1e-9, "row {row}: {told}");
        let told = numbers(&table, "loss_sd_within")[row].expect("a spread");
        assert!((told - within.sqrt()).abs() < 0.006, "row {row}: {told}");
        let told = numbers(&table, "loss_sd")[row].expect("a spread");
        assert!((told - variance.sqrt()).abs() < 0.006, "row {row}: {told}");
    }
    let few = study_with(&config("portfolio_china.toml"), &["study.worlds=20", "portfolio.second_lives_worlds=64"]);
    let table = systematic_share(&run(&few), &labels).expect("a table").expect("second lives");
    assert!(numbers(&table, "systematic_share").iter().all(Option::is_none));
    assert!(systematic_share(&run(&book(&[])), &labels).expect("no fault").is_none());
}
