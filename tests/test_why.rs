//! What defaults needed and where losses come from, against sixteen studies run one by one and against every order in which
//! causes can be turned on.

use polars::prelude::DataFrame;
use proptest::prelude::*;
use underwater::answers::why::{COMBINATIONS, SHARES_OF_A_UNIT, Why, shares};
use underwater::answers::{AnswerError, Laboratory};
use underwater::config::{self, Loaded, Overrides};
use underwater::engine::PathWriter;
use underwater::kernel::InstructionSet;
use underwater::outcome::label::CellLabel;
use underwater::outcome::path::ABSENT;
use underwater::outcome::{PathOutcome, StudyResult, WorldColumn};
use underwater::stats::ratio::ratio_of_sums;
use underwater::study::{Study, resolve};

use crate::support::{column_of, config as shipped, loaded, run, run_paths, run_with, study_with, total};

/// Keys of the causes, in the order of METHOD.md.
const KEYS: [&str; 4] = ["price_falls", "income_shocks", "rate_rises", "auction_losses"];

/// Runs studies on so many threads.
struct Threads(usize);

impl Laboratory for Threads {
    fn run(&self, study: &Study, paths: Option<&mut PathWriter<'_>>) -> Result<StudyResult, AnswerError> {
        Ok(run_with(study, self.0, InstructionSet::best(), None, paths))
    }
}

/// The tables of a study, by name.
fn answer(loaded: &Loaded) -> Vec<(&'static str, DataFrame)> {
    let labels: Vec<CellLabel> = resolve(loaded).cells.into_iter().map(|cell| cell.label).collect();
    let why = Why::new(loaded).expect("a study at all combinations");
    let found = why.answer(&labels, &Threads(2)).expect("an answer");
    found.into_iter().map(|(table, rows)| (table.name, rows)).collect()
}

fn table<'a>(tables: &'a [(&str, DataFrame)], name: &str) -> &'a DataFrame {
    tables.iter().find(|(other, _)| *other == name).map(|(_, rows)| rows).expect(name)
}

fn whole(table: &DataFrame, column: &str) -> Vec<i64> {
    table.column(column).expect(column).i64().expect("whole numbers").iter().map(|it| it.expect("a number")).collect()
}

fn floats(table: &DataFrame, column: &str) -> Vec<Option<f64>> {
    table.column(column).expect(column).f64().expect("numbers").iter().collect()
}

/// Every order of the four causes.
fn orders() -> Vec<[usize; 4]> {
    let mut found = Vec::new();
    for code in 0..256_usize {
        let order = [code & 3, code >> 2 & 3, code >> 4 & 3, code >> 6];
        if (0..4).all(|cause| order.contains(&cause)) {
            found.push(order);
        }
    }
    found
}

/// Turns the causes on one by one in every order, and adds up what each of them adds.
fn by_every_order(values: &[i128; COMBINATIONS]) -> [i128; 4] {
    let mut sums = [0; 4];
    for order in orders() {
        let mut off = COMBINATIONS - 1;
        for cause in order {
            let before = values[off];
            off &= !(1 << cause);
            sums[cause] += values[off] - before;
        }
    }
    sums
}

proptest! {
    #[test]
    fn shares_are_those_of_every_order_and_add_up(values in prop::array::uniform16(any::<i64>())) {
        let values = values.map(i128::from);
        let found = shares(&values);
        prop_assert_eq!(orders().len() as i128, SHARES_OF_A_UNIT);
        prop_assert_eq!(found, by_every_order(&values));
        prop_assert_eq!(found.iter().sum::<i128>(), SHARES_OF_A_UNIT * (values[0] - values[COMBINATIONS - 1]));
    }
}

/// Two causes, by hand: 100 with both, 10 with the first alone, 30 with the second alone, 4 with neither. The first adds 6
/// or 70, the second 26 or 90; the other two never matter.
#[test]
fn two_causes_by_hand() {
    let values = std::array::from_fn(|off| match off & 3 {
        0 => 100,
        1 => 30,
        2 => 10,
        _ => 4,
    });
    assert_eq!(shares(&values), [24 * 38, 24 * 58, 0, 0]);
}

/// What the study's paths become with these causes off, run by itself; and its result.
fn separately(name: &str, sets: &[&str], off: usize) -> (Vec<Vec<PathOutcome>>, StudyResult) {
    let keys = KEYS.iter().enumerate().filter(|(place, _)| off >> place & 1 == 1);
    let switches: Vec<String> = keys.map(|(_, key)| format!("counterfactual.{key}=false")).collect();
    let sets: Vec<&str> = sets.iter().copied().chain(switches.iter().map(String::as_str)).collect();
    let study = study_with(&shipped(name), &sets);
    let mut paths = Vec::new();
    let result = run_paths(&study, |_, outcomes| paths.push(outcomes.to_vec()));
    (paths, result)
}

/// The cause of a default as the question is asked: (A) prices held, (B) income held, (C) both.
fn cause(a: bool, b: bool, c: bool) -> usize {
    const ORDER: [&str; 5] = ["cash_flow_only", "double_trigger", "strategic_only", "overdetermined", "other"];
    let name = if c {
        "other"
    } else if a && !b {
        "cash_flow_only"
    } else if !a && !b {
        "double_trigger"
    } else if b && !a {
        "strategic_only"
    } else {
        "overdetermined"
    };
    ORDER.iter().position(|other| *other == name).expect("a cause")
}

fn agrees_with_separate_runs(name: &str, sets: &[&str]) {
    let overrides = Overrides { sets: sets.iter().map(|set| (*set).to_owned()).collect(), ..Overrides::default() };
    let tables = answer(&config::load(&shipped(name), &overrides).expect("a study"));
    let runs: Vec<_> = (0..COMBINATIONS).map(|off| separately(name, sets, off)).collect();
    let (causes, losses, switches) = (table(&tables, "causes"), table(&tables, "shares"), table(&tables, "switches"));
    let (counts, only_off) = (whole(causes, "defaults"), whole(causes, "defaults_only_off"));
    let new = whole(switches, "defaults_not_in_study");
    let is_default = |off: usize, path: usize, cell: usize| runs[off].0[path][cell].default_month != ABSENT;
    let (study, cells) = (&runs[0].1, runs[0].1.worlds.cells);
    let mut seen = [0; 5];
    for cell in 0..cells {
        let (mut expected, mut more, mut at) = ([0; 5], 0, [0; COMBINATIONS]);
        let mut values = [[0_i128; COMBINATIONS]; 2];
        for path in 0..runs[0].0.len() {
            if is_default(0, path, cell) {
                expected[cause(is_default(1, path, cell), is_default(2, path, cell), is_default(3, path, cell))] += 1;
                for off in 0..COMBINATIONS {
                    let outcome = &runs[off].0[path][cell];
                    values[0][off] += i128::from(outcome.loss_pv);
                    values[1][off] += i128::from(outcome.household_loss_from_default);
                }
            } else {
                more += i64::from((0..COMBINATIONS).any(|off| is_default(off, path, cell)));
                at.iter_mut().enumerate().for_each(|(off, count)| *count += i64::from(is_default(off, path, cell)));
            }
        }
        assert_eq!(counts[cell * 5..][..5], expected, "{name}, cell {cell}");
        assert_eq!(only_off[cell * 5..][..5], [more; 5]);
        assert_eq!(new[cell * COMBINATIONS..][..COMBINATIONS], at);
        assert_eq!(expected.iter().sum::<i64>(), total(study, cell, WorldColumn::Defaults));
        let paths_of_world = runs[0].0.len() / study.worlds.worlds();
        for (number, key) in
            ["cash_flow_only", "double_trigger", "strategic_only", "overdetermined", "other"].iter().enumerate()
        {
            let (mut y, mut x) = (vec![0; study.worlds.worlds()], vec![0; study.worlds.worlds()]);
            for path in (0..runs[0].0.len()).filter(|path| is_default(0, *path, cell)) {
                x[path / paths_of_world] += 1;
                let its = cause(is_default(1, path, cell), is_default(2, path, cell), is_default(3, path, cell));
                y[path / paths_of_world] += i64::from(its == number);
            }
            let accepted = column_of(study, cell, WorldColumn::Accepted);
            for (column, x) in [("share_of_defaults", &x), ("default_rate_contributed", &accepted)] {
                let by_hand = ratio_of_sums(&y, x);
                let error = format!("{column}_mcse");
                assert_eq!(floats(causes, column)[cell * 5 + number], by_hand.value, "{key}");
                assert_eq!(floats(causes, &error)[cell * 5 + number], by_hand.mcse, "{key}");
            }
        }
        seen.iter_mut().zip(expected).for_each(|(seen, count)| *seen += count);

        let loans = total(study, cell, WorldColumn::OriginalLoan) as f64;
        for (loss, values) in values.iter().enumerate() {
            let parts = by_every_order(values).into_iter().chain([15, 0].map(|off| 24 * values[off]));
            for (part, exact) in parts.enumerate() {
                let row = (cell * 2 + loss) * 6 + part;
                let cents = exact as f64 / 24.0;
                let found = |column: &str| floats(losses, column)[row].expect("a number");
                assert!((found("loss") * 100.0 - cents).abs() < 0.5 + 1e-6 * cents.abs(), "part {part}: {cents}");
                let apart = found("loss_of_loans_frac") - cents / loans;
                assert!(apart.abs() <= 1e-12 * cents.abs() / loans, "part {part}: {apart}");
                let per_default = found("loss_per_default") * 100.0 * expected.iter().sum::<i64>() as f64;
                assert!(
                    (per_default - cents).abs() < expected.iter().sum::<i64>() as f64,
                    "part {part}: {per_default}"
                );
                if loss == 0 && part == 5 {
                    // The lender's whole loss, of all loans, is the expected loss, and as sure.
                    let errors =
                        [(losses, "loss_of_loans_frac_mcse", row), (switches, "expected_loss_mcse", cell * 16)];
                    let [mine, theirs] = errors.map(|(table, column, row)| floats(table, column)[row]);
                    let apart = mine.zip(theirs).map(|(mine, theirs)| (mine / theirs - 1.0).abs());
                    assert!(mine.is_some() == theirs.is_some() && apart.unwrap_or(0.0) < 1e-9, "{mine:?} {theirs:?}");
                    let expected = total(study, cell, WorldColumn::LossPv);
                    assert_eq!(exact, 24 * i128::from(expected));
                }
            }
        }
    }
    assert!(seen[..4].iter().all(|count| *count > 0), "{name}: not every cause occurs: {seen:?}");

    // Every combination is the study as `run` has it with these keys set.
    for (off, (_, result)) in runs.iter().enumerate() {
        let labels: Vec<CellLabel> = vec![CellLabel::default(); cells];
        let summary = underwater::aggregate::summary(result, &labels).expect("a summary");
        for column in ["default_rate", "default_rate_mcse", "expected_loss", "expected_loss_mcse"] {
            let found = floats(switches, column);
            let found: Vec<_> = (0..cells).map(|cell| found[cell * COMBINATIONS + off]).collect();
            assert_eq!(found, floats(&summary, column), "{column}, combination {off}");
        }
    }
}

#[test]
fn causes_and_shares_are_those_of_sixteen_studies_run_one_by_one() {
    agrees_with_separate_runs("smoke.toml", &["study.worlds=12", "study.households=40"]);
}

/// One household a world with an interest-only loan; nothing happens to it but what a test adds.
const NOTHING: &str = r#"
study = { name = "why", seed = 20240229, worlds = 200, households = 5, horizon_months = 24, workout_tail_months = 12 }
labour.kind = "ar1"
labour.finding_monthly = 0.1
household.home_price = 1_000_000
household.cash_mode = "amount"
household.cash = 0
loan = { down_payment = 0.1, annual_rate = 0.03, term_months = 360, method = "interest-only" }
foreclosure.rounds = [{ start_level_frac = 0.8, success = 1.0 }]
recourse.kind = "none"
"#;
const FLAT: &str = "price = { kind = \"gbm\", drift_annual = 0.0, volatility_annual = 0.0 }\n";
const FALLEN: &str = "price = { kind = \"path\", knots = [{ month = 0, level = 1.0 }, { month = 1, level = 0.7 }] }\n";
const JOBS_LOST: &str = "labour.separation_monthly = 0.05\nhousehold.income_monthly = 20_000\n";
const JOBS_KEPT: &str = "labour.separation_monthly = 0.0\nhousehold.income_monthly = 20_000\n";

/// Defaults by cause, with the tables; there are some.
fn of(parts: &[&str]) -> (Vec<i64>, Vec<(&'static str, DataFrame)>) {
    let loaded = loaded(&format!("{NOTHING}{}", parts.concat()));
    let tables = answer(&loaded);
    let counts = whole(table(&tables, "causes"), "defaults");
    let defaults = total(&run(&resolve(&loaded)), 0, WorldColumn::Defaults);
    assert!(defaults > 0 && counts.iter().sum::<i64>() == defaults, "{counts:?} of {defaults}");
    (counts, tables)
}

#[test]
fn where_prices_stand_still_income_alone_is_the_cause() {
    let (counts, tables) = of(&[FLAT, JOBS_LOST]);
    assert_eq!(counts[1..], [0; 4]);
    let losses = floats(table(&tables, "shares"), "loss");
    // No price falls and no rate rises: what the lender loses comes from income, and from the auction beside it.
    assert_eq!((losses[0], losses[2], losses[4]), (Some(0.0), Some(0.0), Some(0.0)));
    assert!(losses[1] > Some(0.0) && losses[3] > Some(0.0), "{losses:?}");
}

/// Walking away needs a fall in prices; of what it costs, the auction's part can be told by hand, as it matters only where
/// prices fall: half of what it adds then is its own.
#[test]
fn where_income_is_safe_falling_prices_are_the_cause() {
    let (counts, tables) = of(&[FALLEN, JOBS_KEPT, "distress.walk_away_threshold = 0.0\n"]);
    assert_eq!(counts, [0, 0, counts[2], 0, 0]);
    let losses = floats(table(&tables, "shares"), "loss");
    let with = floats(table(&tables, "switches"), "lender_loss");
    let cents = |value: Option<f64>| (value.expect("an amount") * 100.0).round() as i64;
    let (all, at_value) = (cents(with[0]), cents(with[8]));
    assert!(all > at_value && at_value > 0 && with[1] == Some(0.0), "{with:?}");
    let near = |row: usize, twice: i64| assert!((2 * cents(losses[row]) - twice).abs() <= 1, "{row}: {losses:?}");
    near(0, all + at_value);
    near(3, all - at_value);
    assert_eq!([losses[1], losses[2], losses[4]], [Some(0.0); 3]);
    assert_eq!(losses[5], with[0]);
}

/// Who cannot pay the first instalment defaults whatever prices and jobs do; where the fall makes everyone walk away who
/// could pay, and losing work makes everyone fail whose home holds its value, either one is enough.
#[test]
fn neither_and_either() {
    let (counts, tables) = of(&[FALLEN, "labour.separation_monthly = 0.0\nhousehold.income_monthly = 1_000\n"]);
    assert_eq!(counts[..4], [0; 4]);
    let losses = floats(table(&tables, "shares"), "loss");
    assert!(losses[0] > Some(0.0), "the fall of the price costs the lender all the same: {losses:?}");

    let both = [
        "labour.separation_monthly = 0.9\nhousehold.income_monthly = 20_000\n",
        "distress.walk_away_threshold = 0.0\n",
    ];
    let (counts, _) = of(&[&[FALLEN][..], &both].concat());
    assert!(counts[3] > 9 * counts.iter().sum::<i64>() / 10, "{counts:?}");
}

/// What a study has off itself stays off: no default needs it, and its share is nothing.
#[test]
fn a_cause_that_the_study_has_off_stays_off() {
    let walks = "distress.walk_away_threshold = 0.0\ncounterfactual.auction_losses = false\n";
    let (counts, tables) = of(&[FALLEN, JOBS_LOST, walks]);
    assert!(counts[2] > 0, "{counts:?}");
    let losses = floats(table(&tables, "shares"), "loss");
    assert!(losses[0] > Some(0.0) && losses[3] == Some(0.0), "{losses:?}");
    let rates = floats(table(&tables, "switches"), "expected_loss");
    assert_eq!(rates[0], rates[8]);
}

/// Nobody defaults: no cause, no share, and no error.
#[test]
fn where_nobody_defaults_there_is_nothing_to_share() {
    let tables = answer(&loaded(&format!("{NOTHING}{FLAT}{JOBS_KEPT}")));
    let causes = table(&tables, "causes");
    assert_eq!(whole(causes, "defaults"), [0; 5]);
    assert_eq!(floats(causes, "share_of_defaults"), [None; 5]);
    assert_eq!(floats(causes, "default_rate_contributed"), [Some(0.0); 5]);
    let losses = table(&tables, "shares");
    assert_eq!(floats(losses, "loss"), [Some(0.0); 12]);
    assert_eq!(floats(losses, "loss_per_default"), [None; 12]);
    assert_eq!(floats(losses, "share_of_loss"), [None; 12]);
}
