//! Two runs compared: how often chance is taken for a difference, and that a difference is found.

use underwater::aggregate::{self, CellRows, Estimator};
use underwater::answers::compare::{Comparison, Run, compare};
use underwater::stats::holm::significant;
use underwater::stats::student::two_sided;

use crate::support::{config, run, study_with, world_row};

fn run_of(sets: &[&str], seed: u64) -> Run {
    let with_seed = format!("study.seed={seed}");
    let sizes = ["study.worlds=100", "study.households=20", "study.horizon_months=24", "study.workout_tail_months=6"];
    let sets = [&sizes[..], sets, &[&with_seed]].concat();
    let study = study_with(&config("smoke.toml"), &sets);
    let labels: Vec<_> = study.cells.iter().map(|cell| cell.label.clone()).collect();
    let result = run(&study);
    Run {
        version: "test".to_owned(),
        value_version: 1,
        seed,
        worlds: u64::from(study.worlds),
        households: study.households,
        config: serde_json::json!({ "set": sets }),
        places: Vec::new(),
        data: Vec::new(),
        summary: aggregate::summary(&result, &labels).expect("a table"),
        units: result.units,
        sums: Some(result.worlds.clone()),
        labels,
    }
}

fn verdicts(found: &Comparison) -> Vec<String> {
    let column = found.differences.column("verdict").expect("a column").str().expect("text");
    column.iter().map(|verdict| verdict.unwrap_or_default().to_owned()).collect()
}

#[test]
fn another_seed_is_no_difference() {
    let found: Vec<Comparison> = (0..100)
        .map(|pair| compare(&run_of(&[], 2 * pair), &run_of(&[], 2 * pair + 1)).expect("a comparison"))
        .collect();
    let differing = found.iter().filter(|found| found.differs).count();
    let told: usize = found.iter().map(|it| verdicts(it).iter().filter(|verdict| *verdict == "within").count()).sum();
    eprintln!("100 pairs of seeds: {differing} differ; {told} differences within error");
    assert!(differing <= 3, "{differing} of 100 pairs");
    assert!(told > 4_000, "hardly a difference was tested: {told}");
}

#[test]
fn a_little_is_within_error_where_the_seed_is_another_and_much_is_beyond() {
    let a = run_of(&[], 7);
    let much = run_of(&["labour.separation_monthly=0.2"], 8);
    let little = run_of(&["labour.separation_monthly=0.03001"], 8);
    assert!(compare(&a, &much).expect("a comparison").differs);
    let found = compare(&a, &little).expect("a comparison");
    assert!(!found.differs && found.changes.height() > 0, "{:?}", verdicts(&found));
    // On the same worlds a tenth of it is seen.
    let same_worlds = run_of(&["labour.separation_monthly=0.05"], 7);
    let found = compare(&a, &same_worlds).expect("a comparison");
    let pairing = found.differences.column("pairing").expect("a column").str().expect("text");
    assert!(found.differs && pairing.iter().any(|pairing| pairing == Some("paired")));
}

#[test]
fn nothing_differs_from_itself() {
    let a = run_of(&[], 7);
    let found = compare(&a, &a).expect("a comparison");
    assert_eq!((found.differs, found.differences.height(), found.changes.height()), (false, 0, 0));
}

/// Paired errors are those of `comparisons`: two cells of one run, as two runs of a cell.
#[test]
fn errors_are_those_of_the_estimator() {
    let study = study_with(&config("smoke.toml"), &["study.worlds=100", "study.households=20"]);
    let result = run(&study);
    let labels: Vec<_> = study.cells.iter().map(|cell| cell.label.clone()).collect();
    let summary = aggregate::summary(&result, &labels).expect("a table");
    let of_cell = |cell: usize| {
        let rows = (0..result.worlds.worlds()).map(|world| world_row(&result, world, cell)).collect();
        let sums = underwater::outcome::WorldTable::of_rows(1, rows);
        Run {
            labels: vec![labels[0].clone()],
            summary: summary.slice(cell as i64, 1),
            sums: Some(sums),
            ..run_of(&[], 7)
        }
    };
    let found = compare(&of_cell(0), &of_cell(1)).expect("a comparison");
    let names = found.differences.column("estimate").expect("a column").str().expect("text");
    let numbers = |column: &str| found.differences.column(column).expect("a column").f64().expect("numbers").clone();
    let (values, errors) = (numbers("difference"), numbers("difference_mcse"));
    let mut seen = 0;
    for (row, name) in names.iter().enumerate() {
        let estimator = Estimator::find(name.expect("a name")).expect("an estimate");
        if estimator.sums(&CellRows::of(&result, 0)).expect("rows in memory").is_none() {
            continue;
        }
        let expected = estimator.difference(&result, 1, 0).expect("a difference");
        let close = |a: Option<f64>, b: Option<f64>, within: f64| match (a, b) {
            (Some(a), Some(b)) => (a - b).abs() <= within * (1.0 + b.abs()),
            (a, b) => a == b,
        };
        // Money is rounded to the cent on either way.
        assert!(close(values.get(row), expected.value, 0.02), "{name:?}: {:?} {expected:?}", values.get(row));
        assert!(close(errors.get(row), expected.mcse, 0.01), "{name:?}: {:?} {expected:?}", errors.get(row));
        seen += usize::from(expected.mcse.is_some());
    }
    assert!(seen > 10, "{seen}");
}

#[test]
fn student_s_tails_are_those_of_closed_forms() {
    for t in [0.01_f64, 0.5, 1.0, 3.0, 12.0, 400.0, 1e6] {
        let one = 2.0 / std::f64::consts::PI * (1.0 / t).atan();
        let two = 2.0 / ((2.0 + t * t).sqrt() * ((2.0 + t * t).sqrt() + t));
        // ν = 4: 1 − (3/2)s + (1/2)s³ with s = t ÷ √(4 + t²), written without cancellation.
        let s = t / (4.0 + t * t).sqrt();
        let four = (1.0 - s) * (1.0 - s) * (2.0 + s) / 2.0;
        for (degrees, exact) in [(1.0, one), (2.0, two), (4.0, four)] {
            let found = two_sided(t, degrees);
            let tolerance = if degrees == 4.0 && t > 100.0 { 1e-3 } else { 1e-9 };
            assert!((found / exact - 1.0).abs() < tolerance, "{t}, {degrees}: {found}, not {exact}");
        }
        assert_eq!(two_sided(-t, 3.5), two_sided(t, 3.5));
    }
    // Tables: t₀.₉₇₅ of 9 and 30 degrees of freedom; the normal distribution at 4.
    for (t, degrees, p) in [(2.262_157_16, 9.0, 0.05), (2.042_272_46, 30.0, 0.05), (4.0, f64::INFINITY, 6.334e-5)] {
        let found = two_sided(t, degrees);
        assert!((found / p - 1.0).abs() < 0.01, "{t}, {degrees}: {found}, not {p}");
    }
}

#[test]
fn holm_s_level_is_stepwise() {
    assert_eq!(significant(&[], 0.01), Vec::<bool>::new());
    assert_eq!(significant(&[0.0101, 1.0], 0.02), [false, false]);
    assert_eq!(significant(&[0.0099, 0.0199, 1.0], 0.03), [true, false, false]);
    assert_eq!(significant(&[0.014, 0.009, 0.03], 0.03), [true, true, true]);
}

/// Errors of independent runs, their degrees of freedom and what chance they leave, from the sums by world.
#[test]
fn independent_runs_are_judged_by_welch_and_student() {
    use underwater::stats::effective::Spread;
    use underwater::stats::ratio::ratio_spread;
    let (a, b) = (run_of(&[], 7), run_of(&[], 8));
    let found = compare(&a, &b).expect("a comparison");
    let names = found.differences.column("estimate").expect("a column").str().expect("text");
    let numbers = |column: &str| found.differences.column(column).expect("a column").f64().expect("numbers").clone();
    let row = names.iter().position(|name| name == Some("default_rate")).expect("a row");
    let at = |column: &str| numbers(column).get(row).expect("a number");
    let rate = Estimator::find("default_rate").expect("an estimate");
    let spread = |run: &Run| -> Spread {
        let (y, x) = rate
            .sums(&CellRows::of_table(run.sums.as_ref().expect("sums"), run.units, 0))
            .expect("in memory")
            .expect("sums");
        ratio_spread(&y, &x).expect("a spread")
    };
    let (of_a, of_b) = (spread(&a), spread(&b));
    let (square_a, square_b) = (of_a.error * of_a.error, of_b.error * of_b.error);
    let sum = square_a + square_b;
    let degrees =
        sum * sum / (square_a * square_a / (of_a.effective - 1.0) + square_b * square_b / (of_b.effective - 1.0));
    let close = |found: f64, expected: f64| (found / expected - 1.0).abs() < 1e-9;
    assert_eq!(at("difference"), at("b") - at("a"));
    assert!(close(at("difference_mcse"), (at("a_mcse") * at("a_mcse") + at("b_mcse") * at("b_mcse")).sqrt()));
    assert!(close(at("degrees_of_freedom"), degrees), "{} {degrees}", at("degrees_of_freedom"));
    assert!(close(at("p_value"), two_sided(at("difference") / sum.sqrt(), degrees)));
    assert!(close(at("z"), at("difference") / at("difference_mcse")));
}
