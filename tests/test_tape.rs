//! Tapes of loans: path by path against the twin, and loans that are all alike against the cohort that they are.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use serde_json::{Value as Json, json};
use underwater::config::{Loaded, Overrides, load};
use underwater::kernel::{InstructionSet, PathRange};
use underwater::outcome::{Ledger, NoRecord, PathOutcome, SegmentSum};
use underwater::random::{Purpose, Streams, Who};
use underwater::study::{Study, resolve};
use underwater::tape::{Asked, Row, Tape, read};

use crate::support::{loaded, outcomes, root, run, run_with};
use crate::test_twin_agreement::{differences, files};
use crate::twin::Twin;
use crate::twin::random_config::random_config;
use crate::twin::random_regions::{NAMES, regions};
use crate::twin::world::World;

/// A number in (0, 1) of a test.
fn u(seed: u64, row: u64, slot: u8) -> f64 {
    Streams::new(seed).uniforms(Who { household: row, world: 0 }, Purpose::Origination, slot, 0).first
}

/// A study whose every key that a tape cannot have is left out.
pub fn without_purchase(text: &str) -> toml::Table {
    let mut table: toml::Table = text.parse().expect("a config");
    for key in ["insurance", "underwriting", "off_plan"] {
        table.remove(key);
    }
    table["study"].as_table_mut().expect("a table").remove("households");
    let loan = table["loan"].as_table_mut().expect("a table");
    for key in [
        "down_payment",
        "term_months",
        "tranche",
        "rollover",
        "interest_only_months",
        "balloon_frac",
        "switch_month",
        "method",
        "on_book",
    ] {
        loan.remove(key);
    }
    // Of loans of several ages, months and dates have no common order.
    if let Some(changes) = loan.get_mut("spread_changes").and_then(toml::Value::as_array_mut) {
        let has_date = changes.iter().any(|change| change.get("date").is_some());
        changes.retain(|change| change.get("date").is_some() == has_date);
    }
    let household = table["household"].as_table_mut().expect("a table");
    household.remove("home_price");
    household.remove("correlation");
    if household.get("cash_mode").and_then(toml::Value::as_str) == Some("savings") {
        household.remove("cash_mode");
        household.remove("savings");
        household.insert("cash_months".to_owned(), 3.3.into());
    }
    table
}

/// Shares out of work on the first day.
pub const IN_ARREARS: f64 = 0.6;
pub const NOT_IN_ARREARS: f64 = 0.1;

/// A row of a test as columns and values.
pub type Cells = Vec<(&'static str, String)>;

/// Rows in which what may be empty is so now and then.
pub fn cells(seed: u64, row: u64, floats: bool) -> Cells {
    let u = |slot: u8| u(seed, row, slot);
    let price = 1e6 * (0.5 + u(0));
    let term = 12 * (8 + (u(1) * 22.0) as u32);
    let age = if u(2) < 0.1 { 0 } else { 1 + (u(2) * 0.9 * f64::from(term)) as u32 };
    let lent = (price * (0.5 + 0.5 * u(3))).round();
    let mut cells: Cells = vec![
        ("id", format!("T{seed}-{row}")),
        ("term_months", term.to_string()),
        ("months_on_book", age.to_string()),
        ("price", price.to_string()),
        ("original_amount", lent.to_string()),
    ];
    let mut maybe = |is: bool, column: &'static str, value: String| {
        // One row lacks what all may lack, so that no key of the study is without effect.
        let is = is && (row > 0 || column == "index_ratio");
        cells.push((column, if is { value } else { String::new() }));
    };
    maybe(age > 0 && u(4) < 0.5, "balance", (lent * (0.3 + 0.6 * u(5))).to_string());
    maybe(u(6) < 0.4, "value", (price * (0.5 + u(7))).to_string());
    maybe(true, "index_ratio", (0.6 + 0.6 * u(8)).to_string());
    let own_rate = u(9);
    maybe(own_rate < 0.4, "annual_rate", (0.08 * u(10)).to_string());
    maybe(floats && own_rate > 0.7, "spread_annual", (0.03 * u(10) - 0.01).to_string());
    maybe(u(11) < 0.6, "method", ["level", "constant-principal"][usize::from(u(12) < 0.5)].to_owned());
    maybe(u(13) < 0.5, "income_monthly", (price * (0.005 + 0.01 * u(14))).to_string());
    maybe(u(15) < 0.5, "cash", (price * 0.2 * u(16)).to_string());
    maybe(u(17) < 0.5, "occupier", ["owner", "investor"][usize::from(u(18) < 0.5)].to_owned());
    maybe(u(19) < 0.2, "weight", "3".to_owned());
    let days = (95.0 * u(20)) as u32;
    maybe(u(21) < 0.3 && days.div_ceil(30) <= age, "days_past_due", days.to_string());
    // The last region has no loan.
    cells.push(("region", NAMES[usize::from(u(22) < 0.5)].to_owned()));
    cells
}

pub fn csv(rows: &[Cells]) -> String {
    let mut text = rows[0].iter().map(|(name, _)| *name).collect::<Vec<_>>().join(",") + "\n";
    for row in rows {
        let _ = writeln!(text, "{}", row.iter().map(|(_, value)| value.as_str()).collect::<Vec<_>>().join(","));
    }
    text
}

/// The study in a folder of its own, the tape beside it.
pub fn load_with(folder: &Path, table: &toml::Table, tape: &str) -> Loaded {
    fs::write(folder.join("loans.csv"), tape).expect("written");
    let path = folder.join("study.toml");
    fs::write(&path, table.to_string()).expect("written");
    load(&path, &Overrides::default()).unwrap_or_else(|faults| panic!("{faults}\n{table}"))
}

/// The config of one loan: what its row holds, in place of what is drawn.
pub fn config_of(resolved: &Json, row: &Cells) -> Json {
    let mut config = resolved.clone();
    config.as_object_mut().expect("a table").remove("portfolio");
    let of = |name: &str| {
        row.iter().find(|(column, _)| *column == name).map(|(_, value)| value.as_str()).filter(|it| !it.is_empty())
    };
    let number = |name: &str| of(name).map(|value| value.parse::<f64>().expect("a number"));
    let price = number("price").expect("a price");
    let lent = number("original_amount").expect("an amount");
    config["household"]["home_price"] = json!(price);
    config["loan"]["down_payment"] = json!(0.2);
    config["loan"]["term_months"] = json!(number("term_months").expect("a term") as u64);
    config["row"] = json!({ "lent": lent });
    if !config["region"].is_null() {
        config["household"]["region"] = json!(of("region"));
    }
    let unpaid = number("days_past_due").map_or(0, |days| (days as u32).div_ceil(30));
    config["row"]["out_of_work_frac"] = json!(if unpaid > 0 { IN_ARREARS } else { NOT_IN_ARREARS });
    if unpaid > 0 {
        config["row"]["unpaid_instalments"] = json!(unpaid);
        if of("cash").is_none() {
            config["row"]["at_minimum"] = json!(true);
        }
    }
    if let Some(value) = number("value") {
        config["row"]["value"] = json!(value);
    }
    if let Some(income) = number("income_monthly") {
        config["household"]["income_monthly"] = json!(income);
    }
    if let Some(cash) = number("cash") {
        config["household"]["cash_mode"] = json!("amount");
        config["household"]["cash"] = json!(cash);
    }
    if let Some(occupier) = of("occupier") {
        config["household"]["investor_frac"] = json!(if occupier == "investor" { 1.0 } else { 0.0 });
    }
    if let Some(method) = of("method") {
        config["loan"]["method"] = json!(method);
    }
    if number("annual_rate").is_some() || number("spread_annual").is_some() {
        config["loan"]["annual_rate"] = json!(number("annual_rate"));
        config["loan"]["spread_annual"] = json!(number("spread_annual"));
        if number("annual_rate").is_some() {
            ["repricing", "spread_changes"].iter().for_each(|key| config["loan"][*key] = Json::Null);
        }
    }
    let months = number("months_on_book").expect("months") as u64;
    if months > 0 {
        let balance_frac = number("balance").map(|balance| (balance / lent).min(1.0));
        config["loan"]["on_book"] =
            json!({ "months": months, "index_ratio": number("index_ratio"), "balance_frac": balance_frac });
    }
    config
}

/// (233) Key of the loan number `copy` of a row.
pub fn key(id: &str, copy: u32) -> u64 {
    let text = if copy == 0 { id.to_owned() } else { format!("{id}\0{copy}") };
    u64::from_le_bytes(blake3::hash(text.as_bytes()).as_bytes()[..8].try_into().expect("8 bytes"))
}

/// Random tapes under random studies with every mechanism that a tape may have: lanes, single months and the twin agree, and the
/// order of rows and of columns changes nothing.
#[test]
fn every_path_of_random_tapes_agrees() {
    let (mut paths, mut disagreements) = (0, Vec::new());
    let (mut worlds, mut other_worlds) = (0, Vec::new());
    for seed in 0..120 {
        let folder = tempfile::Builder::new().prefix("test-tape-").tempdir_in(root()).expect("a folder");
        // Data files of a random config are named from the repository.
        std::os::unix::fs::symlink(root().join("data"), folder.path().join("data")).expect("a link");
        let mut table = without_purchase(&random_config(seed, files()));
        let mut portfolio = toml::toml! { file = "loans.csv" };
        portfolio.insert("arrears_out_of_work_frac".to_owned(), IN_ARREARS.into());
        portfolio.insert("second_lives_worlds".to_owned(), 64.into());
        portfolio.insert("out_of_work_frac".to_owned(), NOT_IN_ARREARS.into());
        table.insert("portfolio".to_owned(), portfolio.into());
        if seed % 2 == 1 {
            table.insert("region".to_owned(), regions(seed, &table, files()).into());
        }
        let floats = table.contains_key("policy_rate");
        let shortens = table.get("prepayment").is_some_and(|it| it.to_string().contains("term"));
        let rows: Vec<Cells> = (0..9).map(|row| cells(seed, row, floats)).collect();
        let config = load_with(folder.path(), &table, &csv(&rows));
        let study = resolve(&config);
        let range = PathRange { first: 0, count: study.paths() as usize };
        let lanes = outcomes(&study, InstructionSet::best(), range, &mut NoRecord);
        let single = outcomes(&study, InstructionSet::best(), range, &mut Ledger::default());
        assert_eq!(lanes, single, "tape {seed}: lanes and single months differ, {shortens}");

        let mut loans: Vec<(u64, usize)> = Vec::new();
        for (number, row) in rows.iter().enumerate() {
            let of = |name: &str| row.iter().find(|(column, _)| *column == name).map_or("", |(_, value)| value);
            let weight = of("weight").parse().unwrap_or(1);
            loans.extend((0..weight).map(|copy| (key(of("id"), copy), number)));
        }
        loans.sort_unstable();
        assert_eq!(loans.len() as u64, study.households);
        let twins: Vec<Twin> =
            rows.iter().map(|row| Twin::new(&config_of(&config.resolved, row), folder.path())).collect();
        for world in 0..twins[0].worlds() {
            // Rows differ in the world that they meet by their region alone.
            let drawn: Vec<World> = twins.iter().map(|twin| twin.world(world)).collect();
            for (place, (key, row)) in loans.iter().enumerate() {
                let (slow, _) = twins[*row].path_in(&drawn[*row], world, *key);
                let fast = &lanes[world as usize * loans.len() + place];
                let found = differences(fast, &slow);
                paths += 1;
                if !found.is_empty() {
                    disagreements.push(format!("tape {seed} world {world} row {row}: {found:#?}"));
                }
            }
        }
        if seed % 4 < 2 {
            let second = run(&study).tallies.second_lives.expect("second lives");
            let of = |sum: SegmentSum| second.by_world(0, 0, sum);
            let (defaults, losses) = (of(SegmentSum::Defaults).expect("defaults"), of(SegmentSum::Loss));
            for world in 0..twins[0].worlds() {
                let drawn: Vec<World> = twins.iter().map(|twin| twin.world(world)).collect();
                let lived = loans.iter().map(|(key, row)| twins[*row].second_path_in(&drawn[*row], world, *key).0);
                let defaulted: Vec<_> = lived.filter(|path| path.default_month.is_some()).collect();
                let lost: f64 = defaulted.iter().map(|path| path.lender_loss_pv).sum();
                let is_lost = losses.as_ref().is_none_or(|losses| {
                    (losses[world as usize] as f64 / 100.0 - lost).abs()
                        < 0.01 * (1 + defaulted.len()) as f64 + 1e-9 * lost.abs()
                });
                worlds += 1;
                if !is_lost || defaults[world as usize] != defaulted.len() as i64 {
                    other_worlds.push(format!("tape {seed} world {world}: {lost}, {}", defaulted.len()));
                }
            }
        }
        if seed % 10 == 0 {
            let mut other = rows.clone();
            other.reverse();
            other.iter_mut().for_each(|row| row.rotate_left(3));
            let again = resolve(&load_with(folder.path(), &table, &csv(&other)));
            assert_eq!(lanes, outcomes(&again, InstructionSet::best(), range, &mut NoRecord), "another order of rows");
        }
    }
    println!("{paths} paths, {} disagree", disagreements.len());
    println!("second lives of {worlds} worlds, {} disagree", other_worlds.len());
    assert!(
        worlds >= 100 && other_worlds.len() <= worlds / 100,
        "{} of {worlds}: {other_worlds:#?}",
        other_worlds.len()
    );
    assert!(
        disagreements.len() <= paths / 5_000,
        "{} of {paths} paths disagree:\n{}",
        disagreements.len(),
        disagreements[..disagreements.len().min(8)].join("\n")
    );
}

/// Every mechanism that hangs on the loan: repricing, early repayment, refinancing, walking away.
const COHORT: &str = r#"
[study]
name = "cohort"
worlds = 40
households = 300
horizon_months = 84
[price]
kind = "gbm"
drift_annual = -0.04
volatility_annual = 0.1
[labour]
kind = "ar1"
separation_monthly = 0.02
finding_monthly = 0.1
[policy_rate]
kind = "vasicek"
initial_annual = 0.03
mean_annual = 0.03
reversion_annual = 0.3
volatility_annual = 0.01
[household]
home_price = 1_000_000.0
price_to_income_years = { lognormal = { median = 8.0, sigma = 0.3 } }
home_volatility_annual = 0.1
cash_months = { uniform = { min = 1.0, max = 9.0 } }
buffer_target_months = 6.0
essential_spending_frac = 0.35
investor_frac = 0.2
[loan]
down_payment = 0.25
spread_annual = 0.01
term_months = 300
start_month = "2024-05"
repricing = { every_months = 12, on = "january" }
[loan.on_book]
months = 29
index_ratio = 0.9
[prepayment]
base_annual = 0.02
span_annual = 0.05
market_spread_annual = 0.005
turnover_annual = 0.03
fee_frac = 0.01
fee_months = 36
partial = { share = 0.3, every_months = 6, buffer_months = 8.0 }
[refinancing]
probability_monthly = 0.05
maximum_dsti = 0.6
maximum_ltv = 1.0
market_spread_annual = [{ month = 0, spread_annual = 0.004 }]
[distress]
sale_probability_monthly = 0.05
walk_away_threshold = { uniform = { min = 0.1, max = 0.6 } }
margin_call = { trigger_ltv = 1.3, deadline_months = 2 }
[foreclosure]
months_to_suit = 3.0
rounds = [{ start_level_frac = 0.8, success = 0.5 }]
[recourse]
kind = "full"
"#;

/// The row that every loan of the cohort is.
fn row_of_cohort() -> Row {
    let mut rows = Vec::new();
    let text = "id,term_months,months_on_book,original_amount,price,index_ratio\nL,300,29,750000,1000000,0.9\n";
    let file = tempfile::Builder::new().suffix(".csv").tempfile().expect("a file");
    fs::write(file.path(), text).expect("written");
    let reading = read(file.path(), &Asked { most_faults: 9, ..Asked::default() });
    rows.extend_from_slice(reading.tape.expect("a tape").rows());
    rows[0]
}

/// Loans that are all alike are the cohort: with its numbers for keys to the last bit, and so are all tallies. The row says what
/// [loan] says, and the rate is left to that.
#[test]
fn a_tape_of_loans_alike_is_its_cohort() {
    let cohort = resolve(&loaded(COHORT));
    let mut cells = cohort.cells.clone();
    for cell in &mut cells {
        cell.loan.on_book = None;
        cell.repayment = cell.loan.repayment(None);
        // As the config has it: fees of a loan on book are counted by the row.
        cell.prepayment =
            cell.prepayment.map(|prepayment| underwater::loan::Prepayment { fee_months: 36, ..prepayment });
    }
    let tape = Tape::alike(row_of_cohort(), cohort.households as u32);
    let study = Study { cells, tape: Some(Arc::new(tape)), ..cohort.clone() };
    let range = PathRange { first: 0, count: 6_000 };
    let of = |study: &Study| -> Vec<PathOutcome> { outcomes(study, InstructionSet::best(), range, &mut NoRecord) };
    let (drawn, read) = (of(&cohort), of(&study));
    let differ = drawn.iter().zip(&read).filter(|(a, b)| a != b).count();
    assert_eq!(differ, 0, "{differ} of {} paths", drawn.len());
    let (one, other) = (run(&cohort), run(&study));
    assert!(one == other, "tallies and worlds");
    // Nor do threads, chunks and blocks.
    assert!(run_with(&study, 1, InstructionSet::best(), Some((77, 13)), None) == other);
    let ended: Vec<_> = drawn.iter().map(|path| path.final_state).collect();
    let kinds = (0..20).filter(|state| ended.contains(state)).count();
    assert!(kinds >= 6, "{kinds} ways to end");
}

/// Keys are digests and not numbers: then the tape is another sample of the same cohort.
#[test]
fn a_tape_of_loans_alike_agrees_with_its_cohort_within_errors() {
    let folder = tempfile::tempdir().expect("a folder");
    let cohort = resolve(&loaded(COHORT));
    let mut table: toml::Table = COHORT.parse().expect("a config");
    for (name, keys) in [
        ("study", &["households"][..]),
        ("household", &["home_price"]),
        ("loan", &["down_payment", "term_months", "on_book"]),
    ] {
        keys.iter().for_each(|key| drop(table[name].as_table_mut().expect("a table").remove(*key)));
    }
    table.insert("portfolio".to_owned(), toml::toml! { file = "loans.csv" }.into());
    let mut text = "id,origination_month,term_months,original_amount,price,index_ratio,weight\n".to_owned();
    (0..100).for_each(|row| text += &format!("L{row},2021-12,300,750000,1000000,0.9,3\n"));
    let study = resolve(&load_with(folder.path(), &table, &text));
    assert_eq!(study.households, cohort.households);
    let [drawn, read] = [&cohort, &study].map(|study| {
        let labels: Vec<_> = study.cells.iter().map(|cell| cell.label.clone()).collect();
        underwater::aggregate::summary(&run(study), &labels).expect("a summary")
    });
    for name in ["default_rate", "expected_loss", "ever_under_water_rate"] {
        let of = |table: &polars::prelude::DataFrame, name: &str| {
            table.column(name).expect("a column").f64().expect("numbers").get(0).expect("a number")
        };
        let error = ["_mcse"].map(|end| format!("{name}{end}"))[0].clone();
        // The worlds are the same: the difference is what households add.
        let (a, b, e) = (of(&drawn, name), of(&read, name), of(&drawn, &error));
        assert!((a - b).abs() < 3.0 * e && a != b, "{name}: {a} and {b}, error {e}");
    }
}
