//! What `check` accepts `run` finishes: random configs with values at the ends of their ranges, every one of which is either
//! refused with its faults or simulated to the last table, in which every number is finite.

use serde_json::Value as Json;
use toml::{Table, Value};
use underwater::aggregate;
use underwater::config::{self, Overrides};
use underwater::kernel::InstructionSet;
use underwater::outcome::StudyResult;
use underwater::outcome::WorldColumn;
use underwater::outcome::kept::{ABOVE, BELOW, is_beyond};
use underwater::outcome::path::ABSENT;
use underwater::study::{self, Study};

use crate::support::{column_of, root, run_with, study_of};
use crate::test_twin_agreement::files;
use crate::twin::random_config::{Dice, random_config};

/// Configs tried; `UNDERWATER_EXTREMES` tries more.
const CONFIGS: u64 = 600;

/// The ends of a number's range, as its schema tells them.
struct Ends {
    low: f64,
    high: f64,
}

impl Ends {
    fn of(schema: &Json) -> Option<Self> {
        let end = |closed: &str, open: &str, inwards: f64| {
            let open = schema[open].as_f64().map(|end| end + inwards * (end.abs() * 1e-12 + 1e-12));
            schema[closed].as_f64().or(open)
        };
        Some(Self { low: end("minimum", "exclusiveMinimum", 1.0)?, high: end("maximum", "exclusiveMaximum", -1.0)? })
    }
}

struct Mutant<'a> {
    dice: &'a mut Dice,
    schema: &'a Json,
    /// Chance that a number is changed.
    chance: f64,
}

impl Mutant<'_> {
    /// A schema with its reference followed.
    fn followed<'s>(&'s self, schema: &'s Json) -> &'s Json {
        match schema["$ref"].as_str() {
            Some(name) => self.schema.pointer(name.trim_start_matches('#')).expect("a definition"),
            None => schema,
        }
    }

    /// Changes numbers of `value` in place, ranges as in `schema` and, for a distribution, as in `range`.
    fn change(&mut self, schema: &Json, range: &Json, value: &mut Value) {
        let schema = self.followed(schema).clone();
        let own = |key: &str| if range[key].is_null() { schema[key].clone() } else { range[key].clone() };
        let ends: Vec<&str> = vec!["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"];
        let range: Json =
            ends.into_iter().map(|key| (key.to_owned(), own(key))).collect::<serde_json::Map<_, _>>().into();
        match value {
            Value::Integer(_) | Value::Float(_) if self.dice.coin(self.chance) => {
                let is_whole = schema["type"].as_str() == Some("integer")
                    || schema["type"].as_array().is_some_and(|types| types.contains(&"integer".into()));
                *value = self.extreme(&range, is_whole);
            }
            Value::Table(table) => {
                if schema["x-distribution"] == true
                    || !schema["oneOf"].is_null() && schema["properties"].is_null() && is_distribution(table)
                {
                    if self.dice.coin(self.chance) {
                        *value = self.extreme(&range, false);
                    }
                    return;
                }
                let kind = table.get("kind").and_then(Value::as_str).map(str::to_owned);
                for (key, item) in table.iter_mut() {
                    if let Some(found) = self.property(&schema, key, kind.as_deref()) {
                        self.change(&found, &found, item);
                    }
                }
            }
            Value::Array(items) => {
                for item in items {
                    let of_items = schema["items"].clone();
                    self.change(&of_items, &of_items, item);
                }
            }
            _ => {}
        }
    }

    fn property(&self, schema: &Json, key: &str, kind: Option<&str>) -> Option<Json> {
        let schema = self.followed(schema);
        if let Some(found) = schema["properties"].get(key) {
            return Some(found.clone());
        }
        let alternatives = ["oneOf", "anyOf", "allOf"].into_iter().filter_map(|key| schema[key].as_array()).flatten();
        let fits = |it: &&Json| {
            let const_kind = self.followed(it)["properties"]["kind"]["const"].as_str();
            kind.is_none() || const_kind.is_none() || const_kind == kind
        };
        alternatives.filter(fits).find_map(|it| self.property(it, key, kind))
    }

    fn extreme(&mut self, range: &Json, is_whole: bool) -> Value {
        let number = match Ends::of(range) {
            Some(Ends { low, high }) => match self.dice.whole(0, 5) {
                0 | 1 => low,
                2 | 3 => high,
                4 if low <= 1e-12 && !is_whole => 1e-12,
                _ => low + (high - low) * self.dice.unit(),
            },
            // Money, and what else has no upper end.
            None => {
                let amounts = [0.0, 1e-6, 0.011, 1.0, 1e3, 1e6, 1e9, 1e12, 1e15, 1e18, 1e300];
                amounts[self.dice.whole(0, amounts.len() as u64 - 1) as usize]
            }
        };
        if is_whole { Value::Integer(number as i64) } else { Value::Float(number) }
    }
}

fn is_distribution(table: &Table) -> bool {
    table.len() == 1
        && table.keys().all(|key| {
            ["uniform", "lognormal", "triangular", "normal", "empirical", "discrete", "beta"].contains(&key.as_str())
        })
}

/// A random config with extremes; small enough to be run by the thousand.
fn extreme_config(seed: u64, schema: &Json) -> String {
    let mut table: Table = random_config(seed, files()).parse().expect("TOML");
    let mut dice = Dice(seed ^ 0x5eed);
    let chance = [0.02, 0.1, 0.4][dice.whole(0, 2) as usize];
    let mut value = Value::Table(table);
    Mutant { dice: &mut dice, schema, chance }.change(schema, schema, &mut value);
    table = value.try_into().expect("a table");
    let long = dice.coin(0.1);
    let study = table["study"].as_table_mut().expect("[study]");
    study.insert("worlds".into(), 2.into());
    study.insert("households".into(), 3.into());
    if !long {
        study.insert("horizon_months".into(), (dice.whole(1, 40) as i64).into());
        study.insert("workout_tail_months".into(), (dice.whole(0, 40) as i64).into());
    }
    toml::to_string(&table).expect("TOML")
}

/// The study of a config, or its faults.
fn resolved(text: &str) -> Result<Study, String> {
    let mut file = tempfile::Builder::new().prefix("test-config-").suffix(".toml").tempfile_in(root()).expect("a file");
    std::io::Write::write_all(&mut file, text.as_bytes()).expect("written");
    let loaded = config::load(file.path(), &Overrides::default()).map_err(|faults| faults.to_string())?;
    Ok(study::resolve(&loaded))
}

/// Makes every table of a result, and looks for numbers that are none.
fn tables(study: &Study, result: &StudyResult) {
    let labels: Vec<_> = study.cells.iter().map(|cell| cell.label.clone()).collect();
    let mut tables = vec![
        aggregate::worlds(result, &labels).expect("worlds"),
        aggregate::summary(result, &labels).expect("summary"),
        aggregate::comparisons(result, &labels).expect("comparisons"),
        aggregate::months(result, &labels).expect("months"),
        aggregate::loss_distribution(result, &labels).expect("loss_distribution"),
        aggregate::loss_histogram(result, &labels).expect("loss_histogram"),
        aggregate::transitions(result, &labels).expect("transitions"),
        aggregate::default_by_ltv_dsti(result, &labels).expect("default_by_ltv_dsti"),
        aggregate::resolution(result, &labels).expect("resolution"),
    ];
    tables.extend(aggregate::underwriting(result, &labels).expect("underwriting"));
    for table in &tables {
        for column in table.columns() {
            if let Ok(values) = column.f64() {
                assert!(values.iter().flatten().all(f64::is_finite), "{} is not finite", column.name());
            }
        }
    }
}

#[test]
fn what_is_accepted_runs() {
    let schema = config::json_schema();
    let configs = std::env::var("UNDERWATER_EXTREMES").ok().and_then(|count| count.parse().ok()).unwrap_or(CONFIGS);
    let (mut accepted, mut with_something_beyond) = (0, 0);
    for seed in 0..configs {
        let text = extreme_config(seed, &schema);
        let study = match resolved(&text) {
            Ok(study) => study,
            Err(faults) => {
                assert!(!faults.is_empty());
                continue;
            }
        };
        accepted += 1;
        let ran = std::panic::catch_unwind(|| {
            let mut beyond = false;
            let mut look = |_: u64, outcomes: &[underwater::outcome::PathOutcome]| {
                beyond |= outcomes.iter().any(|outcome| outcome.values().iter().any(|value| is_beyond(*value)));
                Ok(())
            };
            let result = run_with(&study, 1, InstructionSet::best(), None, Some(&mut look));
            tables(&study, &result);
            beyond
        });
        match ran {
            Ok(beyond) => with_something_beyond += u64::from(beyond),
            Err(_) => panic!("seed {seed}:\n{text}"),
        }
    }
    println!("{configs} configs, {accepted} accepted, {with_something_beyond} with something beyond what is kept");
    assert!(accepted * 10 >= configs && with_something_beyond > 0, "{accepted} of {configs} accepted");
}

const SMALL: &str = r#"
study = { name = "trial", worlds = 20, households = 50, horizon_months = 120, workout_tail_months = 12 }
price = { kind = "gbm", drift_annual = -0.15, volatility_annual = 0.15 }
labour = { kind = "ar1", separation_monthly = 0.03, finding_monthly = 0.15 }
household = { home_price = 1_000_000, price_to_income_years = 8, cash_months = 3, essential_spending_frac = 0.35 }
loan = { down_payment = 0.2, annual_rate = 0.04, term_months = 360 }
foreclosure = { months_to_suit = 3, rounds = [{ start_level_frac = 0.8, success = 0.5 }] }
recourse = { kind = "full" }
"#;

/// A home's own walk of 100% a year, in a market that falls to a millionth, makes some homes worth next to nothing: such an equity is empty, and nothing else is.
#[test]
fn homes_worth_next_to_nothing() {
    let text = SMALL.replace("cash_months = 3,", "cash_months = 3, home_volatility_annual = 1.0,");
    let path = "kind = \"path\", knots = [{ month = 0, level = 1.0 }, { month = 120, level = 1e-6 }]";
    let text = text.replace("kind = \"gbm\", drift_annual = -0.15, volatility_annual = 0.15", path);
    let study = study_of(&text);
    let (mut deepest, mut beyond) = (0, 0);
    let mut look = |_: u64, outcomes: &[underwater::outcome::PathOutcome]| {
        for outcome in outcomes {
            beyond += u64::from(outcome.deepest_equity_frac == BELOW);
            assert!(outcome.deepest_equity_frac != ABOVE && outcome.deepest_equity_frac != ABSENT);
            deepest = deepest.min(if outcome.deepest_equity_frac == BELOW { 0 } else { outcome.deepest_equity_frac });
            assert!(!is_beyond(outcome.household_loss) && !is_beyond(outcome.loss_pv));
        }
        Ok(())
    };
    let result = run_with(&study, 2, InstructionSet::best(), None, Some(&mut look));
    println!("{beyond} beyond, deepest kept {deepest}");
    assert!(beyond > 0 && deepest < -1_000_000_000_000_000);
    tables(&study, &result);
    let losses = column_of(&result, 0, WorldColumn::HouseholdLoss).into_iter().filter(|loss| is_beyond(*loss)).count();
    assert_eq!(losses, 0);
}

/// A fall to 10⁻¹² of the price leaves every home under all that is kept of an equity.
#[test]
fn a_crash_to_nothing() {
    let path = "kind = \"path\", knots = [{ month = 0, level = 1.0 }, { month = 12, level = 1e-12 }]";
    let text = SMALL.replace("kind = \"gbm\", drift_annual = -0.15, volatility_annual = 0.15", path);
    // Nobody loses work, so that nobody sells before the bottom.
    let study = study_of(&text.replace("separation_monthly = 0.03", "separation_monthly = 0.0"));
    let mut look = |_: u64, outcomes: &[underwater::outcome::PathOutcome]| {
        assert!(outcomes.iter().all(|outcome| outcome.deepest_equity_frac == BELOW));
        Ok(())
    };
    let result = run_with(&study, 2, InstructionSet::best(), None, Some(&mut look));
    tables(&study, &result);
}

/// Money whose sums do not fit is refused at its key, with what is allowed.
#[test]
fn amounts_are_checked_before() {
    let faults = |from: &str, to: &str| resolved(&SMALL.replace(from, to)).expect_err("refused");
    let dear = faults("home_price = 1_000_000", "home_price = 1e15");
    // 2⁶³ cents ÷ 50 ÷ 132 = 1.397 · 10¹³.
    let told = "household.home_price = 1e15 is above 1.3e13, up to which sums of cents over 50 households a world and 132 \
                months fit into 64 bits; count money in thousands";
    assert!(dear.contains(told), "{dear}");
    assert!(resolved(&SMALL.replace("home_price = 1_000_000", "home_price = 1.3e13")).is_ok());
    let wide = faults("home_price = 1_000_000", "home_price = { lognormal = { median = 1e6, sigma = 8 } }");
    assert!(wide.contains("household.home_price makes prices of "), "{wide}");
    let rich = faults("price_to_income_years = 8", "price_to_income_years = 1e-12");
    assert!(rich.contains("household.price_to_income_years = 1e-12 makes incomes of 8.3e16, above 1.3e13"), "{rich}");
    let cash = faults("cash_months = 3", "cash_mode = \"amount\", cash = 1e17");
    assert!(cash.contains("household.cash = 1e17 is above"), "{cash}");
    let cheap = faults("home_price = 1_000_000", "home_price = 1e-6");
    assert!(cheap.contains("household.home_price = 1e-6 makes prices under 0.01"), "{cheap}");
}

/// Cents of tiny incomes and no income at all are cents too.
#[test]
fn tiny_amounts_run() {
    for (from, to) in [
        ("home_price = 1_000_000", "home_price = 0.01"),
        ("price_to_income_years = 8", "income_monthly = 1e-9"),
        ("price_to_income_years = 8", "income_monthly = 0"),
        ("cash_months = 3", "cash_mode = \"amount\", cash = 0"),
    ] {
        let study = study_of(&SMALL.replace(from, to));
        tables(&study, &run_with(&study, 2, InstructionSet::best(), None, None));
    }
}
