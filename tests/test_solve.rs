//! `solve` against thresholds known in closed form, its intervals, and curves that are never met, always met, turn, jump or
//! cannot be told.

use std::collections::BTreeMap;
use std::io::Write;

use polars::prelude::DataFrame;
use statrs::distribution::{ContinuousCDF, Normal};
use underwater::aggregate::Estimator;
use underwater::answers::solve::{Goal, Search, Solve, Span, Target};
use underwater::answers::{AnswerError, Laboratory};
use underwater::config::{Faults, Loaded, Overrides, Varied, load_varied};
use underwater::engine::PathWriter;
use underwater::outcome::Event;
use underwater::outcome::StudyResult;
use underwater::outcome::label::CellLabel;
use underwater::study::{Study, resolve};

use crate::support::{root, run, study_of};
use crate::test_closed_forms::{ledger, text};

/// Runs studies on both cores.
struct Cores;

impl Laboratory for Cores {
    fn run(&self, study: &Study, _paths: Option<&mut PathWriter<'_>>) -> Result<StudyResult, AnswerError> {
        Ok(run(study))
    }
}

/// A key and the values between which it is varied.
type Vary<'a> = (&'a str, Option<(f64, f64)>);

fn loaded(changes: &[(&str, &str)], vary: &[Vary<'_>]) -> Result<Loaded, Faults> {
    let mut file = tempfile::Builder::new().prefix("test-config-").suffix(".toml").tempfile_in(root()).expect("a file");
    file.write_all(text(changes).as_bytes()).expect("written");
    let varied: Vec<Varied> =
        vary.iter().map(|(key, _)| Varied { option: format!("--vary {key}"), key: (*key).to_owned() }).collect();
    load_varied(file.path(), &Overrides::default(), &varied)
}

fn asked(loaded: &Loaded, vary: &[Vary<'_>], target: (&str, Goal, f64)) -> Result<Solve, Faults> {
    let span = |(key, between): &Vary<'_>| Span::of(loaded, format!("--vary {key}"), key, *between);
    let (name, goal, bound) = target;
    let target = Target { estimator: Estimator::find(name).expect("an estimate"), goal, bound };
    let second = vary.get(1).map(span).transpose()?;
    Ok(Solve { target, span: span(&vary[0])?, second })
}

/// `solution` and `curve`.
struct Found {
    solution: DataFrame,
    curve: DataFrame,
}

impl Found {
    fn number(&self, column: &str, row: usize) -> Option<f64> {
        self.solution.column(column).expect("a column").f64().expect("numbers").get(row)
    }

    fn word(&self, column: &str, row: usize) -> String {
        self.solution.column(column).expect("a column").str().expect("text").get(row).unwrap_or_default().to_owned()
    }

    fn value(&self, row: usize) -> f64 {
        self.number("value", row).expect("a value")
    }

    fn interval(&self, row: usize) -> (f64, f64) {
        let end = |column: &str| self.number(column, row).expect("an end");
        (end("value_lower_95"), end("value_upper_95"))
    }

    fn rounds(&self) -> i64 {
        self.curve.column("round").expect("rounds").i64().expect("numbers").iter().flatten().max().expect("a round")
    }

    /// The interval holds the exact value, which an error of 1% would leave it, and is no wider than that.
    fn meets(&self, row: usize, exact: f64) {
        let (lower, upper) = self.interval(row);
        println!("{} in [{lower}, {upper}], exact {exact}", self.value(row));
        assert!(lower <= exact && exact <= upper, "{exact} is not in [{lower}, {upper}]");
        assert!(upper - lower < 0.02 * exact, "an error of 1% would not show in [{lower}, {upper}]");
        assert!(lower <= self.value(row) && self.value(row) <= upper);
    }
}

fn solved(changes: &[(&str, &str)], vary: &[Vary<'_>], target: (&str, Goal, f64)) -> Found {
    let loaded = loaded(changes, vary).unwrap_or_else(|faults| panic!("{faults}"));
    let asked = asked(&loaded, vary, target).unwrap_or_else(|faults| panic!("{faults}"));
    let study = resolve(&loaded);
    let labels: Vec<CellLabel> = study.cells.iter().map(|cell| cell.label.clone()).collect();
    let search = Search::new(&loaded, asked).unwrap_or_else(|error| panic!("{error}"));
    let mut tables = search.run(&labels, &Cores).unwrap_or_else(|error| panic!("{error}")).into_iter();
    let mut next = || tables.next().expect("a table").1;
    Found { solution: next(), curve: next() }
}

const DRIFT: f64 = -0.10;
const VOLATILITY: f64 = 1.2;
/// A month of prices that fall by a tenth a year at a volatility of 1.2.
const ONE_MONTH: [(&str, &str); 3] =
    [("study.horizon_months", "1"), ("price.drift_annual", "-0.10"), ("price.volatility_annual", "1.2")];
const DOWN_PAYMENT: [Vary<'static>; 1] = [("loan.down_payment", None)];

/// The down payment at which P(V < D) after a month is p: 1 − exp((μ − σ²/2)t + σ√t·Φ⁻¹(p)).
fn enough_down(p: f64, volatility: f64) -> f64 {
    let t = 1.0_f64 / 12.0;
    1.0 - ((DRIFT - volatility * volatility / 2.0) * t + volatility * t.sqrt() * Normal::standard().inverse_cdf(p))
        .exp()
}

fn with<'a>(changes: &[&[(&'a str, &'a str)]]) -> Vec<(&'a str, &'a str)> {
    changes.concat()
}

#[test]
fn the_down_payment_at_which_one_in_ten_is_under_water() {
    let changes = with(&[&ONE_MONTH, &[("study.worlds", "60_000")]]);
    let found = solved(&changes, &DOWN_PAYMENT, ("ever_under_water_rate", Goal::AtMost, 0.1));
    assert_eq!((found.word("status", 0).as_str(), found.word("interval", 0).as_str()), ("met_from", "told"));
    assert_eq!(found.word("shape", 0), "monotone");
    found.meets(0, enough_down(0.1, VOLATILITY));
    let there = found.number("estimate_at_value", 0).expect("an estimate");
    assert!(there <= 0.1 && there > 0.0997, "the target is met, and hardly: {there}");
    assert!(
        found.rounds() <= 7 && found.curve.height() <= 45,
        "{} rounds, {} values",
        found.rounds(),
        found.curve.height()
    );
    assert!(found.number("estimate_at_low", 0) > Some(0.5) && found.number("estimate_at_high", 0) == Some(0.0));
    // The other way round it is met up to there.
    let found = solved(&changes, &DOWN_PAYMENT, ("ever_under_water_rate", Goal::AtLeast, 0.1));
    assert_eq!(found.word("status", 0), "met_up_to");
    found.meets(0, enough_down(0.1, VOLATILITY));
    assert!(found.number("estimate_at_value", 0) >= Some(0.1));
}

/// Over 100 seeds the interval holds the exact value as often as it says, and is as wide as the error and the slope of the
/// closed form make it: 4·√(p(1 − p)/W) ÷ (φ(z) ÷ (σ√t·(1 − d))), times 1.006 by (103) for the 200 worlds under water.
#[test]
fn intervals_cover() {
    const WORLDS: f64 = 2000.0;
    let exact = enough_down(0.1, VOLATILITY);
    let (mut held, mut widths) = (0, 0.0);
    for seed in 1..=100 {
        let seed = seed.to_string();
        let changes = with(&[&ONE_MONTH, &[("study.worlds", "2000"), ("study.seed", seed.as_str())]]);
        let found = solved(&changes, &DOWN_PAYMENT, ("ever_under_water_rate", Goal::AtMost, 0.1));
        let (lower, upper) = found.interval(0);
        held += i32::from(lower <= exact && exact <= upper);
        widths += (upper - lower) / 100.0;
    }
    let z = Normal::standard().inverse_cdf(0.1_f64);
    let density = (-0.5 * z * z).exp() / (2.0 * std::f64::consts::PI).sqrt();
    let slope = density / (VOLATILITY / 12.0_f64.sqrt() * (1.0 - exact));
    let width = 1.006 * 4.0 * (0.1_f64 * 0.9 / WORLDS).sqrt() / slope;
    println!("{held} of 100 hold {exact}; they are {widths} wide, {width} by the closed form");
    assert!((89..=99).contains(&held), "{held} of 100 hold {exact}");
    assert!((widths / width - 1.0).abs() < 0.008, "{widths} wide, {width} by the closed form");
}

/// The loss that one household in twenty exceeds after a month, P·(1 − exp((μ − σ²/2)t + σ√t·Φ⁻¹(0.05))), reaches the bound
/// at a volatility of a half: a quantile, whose error comes from batches of worlds.
#[test]
fn intervals_of_a_quantile_cover() {
    let (t, volatility) = (1.0_f64 / 12.0, 0.5_f64);
    let fall =
        (DRIFT - volatility * volatility / 2.0) * t + volatility * t.sqrt() * Normal::standard().inverse_cdf(0.05);
    let bound = 1e6 * (1.0 - fall.exp());
    let mut held = 0;
    for seed in 1..=100 {
        let seed = seed.to_string();
        let changes = with(&[&ONE_MONTH, &[("study.worlds", "2000"), ("study.seed", seed.as_str())]]);
        let vary = [("price.volatility_annual", Some((0.1, 1.0)))];
        let found = solved(&changes, &vary, ("household_loss_var_95", Goal::AtMost, bound));
        assert_eq!(found.word("status", 0), "met_up_to");
        let (lower, upper) = found.interval(0);
        assert!(upper - lower < 0.2, "[{lower}, {upper}]");
        held += i32::from(lower <= volatility && volatility <= upper);
    }
    println!("{held} of 100 hold {volatility}");
    assert!((89..=99).contains(&held), "{held} of 100 hold {volatility}");
}

/// Interest of 2,000 a month and 35% of the income for essentials: below an income of 2,000 ÷ 0.65, a DSTI above 65%,
/// nobody pays the first instalment in full; above it everybody does.
#[test]
fn the_income_at_which_the_first_instalment_fails() {
    let changes = [
        ("study.worlds", "20"),
        ("study.horizon_months", "1"),
        ("distress.default_dpd", "30"),
        ("household.essential_spending_frac", "0.35"),
    ];
    let vary = [("household.income_monthly", Some((1_000.0, 10_000.0)))];
    let found = solved(&changes, &vary, ("default_rate", Goal::AtMost, 0.5));
    let (value, exact) = (found.value(0), 2_000.0 / 0.65);
    assert!(value >= exact && value - exact < 0.02, "{value}, exactly {exact}");
    assert!((2_000.0 / value - 0.65).abs() < 1e-5, "the DSTI there");
    // No two worlds differ, so that no error can be told.
    assert_eq!((found.word("interval", 0).as_str(), found.number("value_lower_95", 0)), ("no_error", None));
    assert_eq!((found.number("estimate_at_value", 0), found.number("estimate_at_low", 0)), (Some(0.0), Some(1.0)));
}

/// A deficiency D at i a month with g taken a month is cleared after ⌈−ln(1 − D·i/g) ÷ ln(1 + i)⌉ months.
#[test]
fn the_months_in_which_a_deficiency_is_cleared() {
    let changes = |months: &'static str| {
        [
            ("study.worlds", "5"),
            ("study.horizon_months", "1"),
            ("study.workout_tail_months", "10"),
            ("household.income_monthly", "12_000"),
            ("loan.method", "\"level\""),
            ("loan.term_months", "30"),
            ("distress.default_dpd", "30"),
            ("foreclosure.months_to_suit", "3"),
            ("foreclosure.rounds", "[{ start_level_frac = 0.5, success = 1.0 }]"),
            ("recourse.kind", "\"full\""),
            ("recourse.garnished_share", "0.75"),
            ("recourse.allowance_income_frac", "0.2"),
            ("recourse.collection_months", months),
            ("recourse.interest_annual", "0.06"),
        ]
    };
    let (_, records) = ledger(&study_of(&text(&changes("90"))));
    let settled = records.iter().find(|record| record.events.has(Event::Auctioned)).expect("an auction");
    let (i, taken) = (0.005_f64, 0.75 * 0.8 * 12_000.0);
    let exact = (-(1.0 - settled.deficiency * i / taken).ln() / (1.0 + i).ln()).ceil();
    let target = ("residual_debtor_rate", Goal::AtMost, 0.0);
    let found = solved(&changes("90"), &[("recourse.collection_months", Some((1.0, 200.0)))], target);
    assert!(exact > 20.0 && exact < 100.0, "{exact}");
    assert_eq!((found.value(0), found.word("status", 0).as_str()), (exact, "met_from"));
    let values = found.curve.column("value").expect("values").f64().expect("numbers");
    assert!(values.iter().flatten().all(|value| value.fract() == 0.0), "whole months");
}

/// With prices sure to fall below the debt unless they move much, P(V < D) = Φ(a/s + s/2), a = ln(D/P) − μt, s = σ√t, falls
/// with the volatility and rises again: two crossings.
#[test]
fn a_curve_that_turns() {
    let changes = [
        ("study.worlds", "80_000"),
        ("study.horizon_months", "1"),
        ("price.drift_annual", "-1.0"),
        ("price.volatility_annual", "0.5"),
        ("loan.down_payment", "0.06137"),
    ];
    let vary = [("price.volatility_annual", Some((0.1, 2.0)))];
    let found = solved(&changes, &vary, ("ever_under_water_rate", Goal::AtMost, 0.61));
    let (a, level) = ((1.0_f64 - 0.06137).ln() + 1.0 / 12.0, Normal::standard().inverse_cdf(0.61));
    let half = (level * level - 2.0 * a).sqrt();
    let exact = [level - half, level + half].map(|s| s * 12.0_f64.sqrt());
    assert_eq!((found.word("status", 0).as_str(), found.word("shape", 0).as_str()), ("met_in_parts", "turns"));
    let (lower, upper) = found.interval(0);
    assert!(lower < exact[0] && exact[0] < upper && upper - lower < 0.1, "{exact:?} in [{lower}, {upper}]");
    let further: Vec<f64> =
        found.word("further_crossings", 0).split("; ").map(|value| value.parse().expect("a number")).collect();
    assert!(further.len() == 1 && (further[0] / exact[1] - 1.0).abs() < 0.1, "{exact:?}, {further:?}");
}

#[test]
fn a_target_that_is_never_or_always_met() {
    let changes = with(&[&ONE_MONTH, &[("study.worlds", "2000")]]);
    let vary = [("loan.down_payment", Some((0.1, 0.3)))];
    for (bound, status) in [(0.01, "never_met"), (0.9, "always_met")] {
        let found = solved(&changes, &vary, ("ever_under_water_rate", Goal::AtMost, bound));
        assert_eq!((found.word("status", 0).as_str(), found.word("interval", 0).as_str()), (status, "no_crossing"));
        assert_eq!((found.number("value", 0), found.number("value_upper_95", 0)), (None, None));
        assert_eq!((found.number("low", 0), found.number("high", 0)), (Some(0.1), Some(0.3)));
        let ends = ["estimate_at_low", "estimate_at_high"].map(|column| found.number(column, 0).expect("an end"));
        assert!(ends[0] > ends[1] && found.number("estimate_at_low_mcse", 0).is_some(), "{ends:?}");
        assert_eq!(found.rounds(), 1);
    }
}

/// An interval that leaves the values looked at is open there; a curve that hardly moves has none.
#[test]
fn intervals_that_are_open() {
    let few = with(&[&ONE_MONTH, &[("study.worlds", "200")]]);
    let between = |low: f64, high: f64| {
        let vary = [("loan.down_payment", Some((low, high)))];
        solved(&few, &vary, ("ever_under_water_rate", Goal::AtMost, 0.1))
    };
    let whole = between(0.0, 0.9);
    let (value, (lower, upper)) = (whole.value(0), whole.interval(0));
    assert!(upper - lower > 0.04 && lower + 0.01 < value && value < upper - 0.01, "{value} in [{lower}, {upper}]");
    for (low, high, certainty) in
        [(0.1, value + 0.005, "one_sided"), (value - 0.005, 0.9, "one_sided"), (value - 0.005, value + 0.005, "flat")]
    {
        let found = between(low, high);
        assert_eq!((found.word("status", 0).as_str(), found.word("interval", 0).as_str()), ("met_from", certainty));
        assert_eq!(found.number("value_lower_95", 0).is_some(), low == 0.1);
        assert_eq!(found.number("value_upper_95", 0).is_some(), high == 0.9);
    }
}

/// Where savings do not cover the down payment nobody buys, and there is nothing to estimate from.
#[test]
fn values_at_which_nobody_buys() {
    let savings = [
        ("study.worlds", "2000"),
        ("household.cash_mode", "\"savings\""),
        ("household.cash", "-"),
        ("household.savings", "300_000"),
    ];
    let found = solved(&with(&[&ONE_MONTH, &savings]), &DOWN_PAYMENT, ("ever_under_water_rate", Goal::AtMost, 0.1));
    assert_eq!(found.word("status", 0), "never_met");
    assert!(found.number("high", 0).is_some_and(|high| (0.2..=0.3).contains(&high)), "{:?}", found.number("high", 0));
    let none = with(&[&ONE_MONTH, &savings, &[("household.savings", "0")]]);
    let found = solved(&none, &[("loan.down_payment", Some((0.1, 0.5)))], ("default_rate", Goal::AtMost, 0.1));
    assert_eq!((found.word("status", 0).as_str(), found.number("low", 0)), ("not_told", None));
}

/// The frontier in two keys is the closed form along the second.
#[test]
fn two_keys() {
    let changes = with(&[&ONE_MONTH, &[("study.worlds", "30_000")]]);
    let vary = [("loan.down_payment", Some((0.0, 0.9))), ("price.volatility_annual", Some((0.8, 1.4)))];
    let found = solved(&changes, &vary, ("ever_under_water_rate", Goal::AtMost, 0.1));
    assert_eq!((found.solution.height(), found.word("second_key", 0).as_str()), (7, "price.volatility_annual"));
    for row in 0..7 {
        let volatility = found.number("second_value", row).expect("a value");
        assert!((volatility - (0.8 + 0.1 * row as f64)).abs() < 1e-12);
        let (exact, (lower, upper)) = (enough_down(0.1, volatility), found.interval(row));
        // Seven intervals of 95%, widened by a quarter.
        let slack = (upper - lower) / 4.0;
        assert!(lower - slack < exact && exact < upper + slack, "{exact} in [{lower}, {upper}]");
        assert!(upper - lower < 0.05 * exact);
    }
}

/// Every cell has its own answer, and values of a round are shared by none.
#[test]
fn every_cell_has_its_answer() {
    let sweep = ("sweep.grid", "{ \"price.volatility_annual\" = [0.8, 1.2], \"loan.down_payment\" = [0.1, 0.2] }");
    let found = solved(
        &with(&[&ONE_MONTH, &[("study.worlds", "30_000"), sweep]]),
        &DOWN_PAYMENT,
        ("ever_under_water_rate", Goal::AtMost, 0.1),
    );
    assert_eq!(found.solution.height(), 2, "the sweep of the varied key is left out");
    for (row, volatility) in [(0, 0.8), (1, 1.2)] {
        assert_eq!(found.number("price.volatility_annual", row), Some(volatility));
        let (lower, upper) = found.interval(row);
        let exact = enough_down(0.1, volatility);
        assert!(lower < exact && exact < upper, "{exact} in [{lower}, {upper}]");
    }
}

#[test]
fn what_is_asked_wrongly_is_told() {
    let base = BTreeMap::from(ONE_MONTH);
    let changes: Vec<(&str, &str)> = base.into_iter().collect();
    let target = ("default_rate", Goal::AtMost, 0.1);
    let told = |vary: Vary<'_>| {
        let loaded = loaded(&changes, &[vary])?;
        asked(&loaded, &[vary], target).map(|_| String::new())
    };
    let told = |vary: Vary<'_>| told(vary).unwrap_or_else(|faults: Faults| faults.to_string());
    for (vary, words) in [
        (("loan.down_paymnet", None), "loan.down_paymnet is not a key; did you mean `loan.down_payment`?"),
        (("loan.method", None), "loan.method takes a word, not a number"),
        (("study.worlds", None), "study.worlds cannot be varied; it is the same for every cell"),
        (("household.home_price", None), "without two ends to look between; --between A B says"),
        (("loan.down_payment", Some((0.1, 1.5))), "--between 0.1 1.5:  loan.down_payment = 1.5 is not in [0, 1)"),
        (("loan.down_payment", Some((0.5, 0.1))), "--between 0.1 0.5 is meant, if it is the other way round"),
        (("loan.term_months", Some((10.5, 20.0))), "--between 10.5 20:  loan.term_months takes whole numbers"),
        (("price.jump_sd_log", Some((0.1, 0.5))), "price.jump_sd_log"),
        (("loan.down_payment", Some((0.1, 0.5))), ""),
    ] {
        assert!(told(vary).contains(words), "{vary:?}: {}", told(vary));
        assert_eq!(told(vary).is_empty(), words.is_empty(), "{}", told(vary));
    }
}
