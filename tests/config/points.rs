//! Cells at design points: values set over files, scenarios and sweeps, and what is wrong with them.

use serde_json::json;
use underwater::config::{Faults, Loaded, Overrides, Point, SweepValue, Varied, key_facts, load_varied};
use underwater::random::Distribution;

use super::support::{Folder, GOOD};

const SWEPT: &str = r#"
[sweep.grid]
"loan.down_payment" = [0.2, 0.4]
"loan.term_months" = [240, 360]
[[scenario]]
name = "base"
[[scenario]]
name = "fall"
price.drift_annual = -0.05
loan.appraisal_ratio = 0.9
"#;

fn with(text: &str) -> Folder {
    Folder::of(&[("a.toml", &format!("{GOOD}{text}"))])
}

fn varied(key: &str) -> Varied {
    Varied { option: format!("--vary {key}"), key: key.to_owned() }
}

fn load(folder: &Folder, keys: &[&str]) -> Result<Loaded, Faults> {
    let varied: Vec<Varied> = keys.iter().map(|key| varied(key)).collect();
    load_varied(&folder.path("a.toml"), &Overrides::default(), &varied)
}

fn loaded(text: &str, keys: &[&str]) -> Loaded {
    load(&with(text), keys).unwrap_or_else(|faults| panic!("{faults}"))
}

fn point(key: &str, value: f64) -> Point {
    vec![(key.to_owned(), SweepValue::Float(value))]
}

fn at(loaded: &Loaded, key: &str, values: &[f64]) -> Result<Loaded, Faults> {
    loaded.at_points(&format!("--vary {key}"), |_, _| values.iter().map(|value| point(key, *value)).collect())
}

fn labels(loaded: &Loaded) -> Vec<String> {
    loaded.cells.iter().map(|cell| cell.label()).collect()
}

fn faults(result: Result<Loaded, Faults>) -> String {
    result.err().map(|faults| faults.to_string()).unwrap_or_default()
}

#[test]
fn each_cell_at_each_point_is_as_if_it_were_written() {
    let base = loaded(SWEPT, &[]);
    let points = at(&base, "distress.penalty_multiple", &[1.0, 2.5]).expect("cells");
    assert_eq!((base.cells.len(), points.cells.len()), (8, 16));
    assert_eq!(
        labels(&points)[..3],
        [
            "scenario = base, loan.down_payment = 0.2, loan.term_months = 240, distress.penalty_multiple = 1",
            "scenario = base, loan.down_payment = 0.2, loan.term_months = 240, distress.penalty_multiple = 2.5",
            "scenario = base, loan.down_payment = 0.2, loan.term_months = 360, distress.penalty_multiple = 1",
        ]
    );
    let written = SWEPT.replace("[sweep.grid]", "[sweep.grid]\n\"distress.penalty_multiple\" = [1.0, 2.5]");
    let written = loaded(&written, &[]);
    for cell in &points.cells {
        let same = written.cells.iter().find(|it| {
            let with = |(key, value): &(String, SweepValue)| it.swept.iter().any(|(k, v)| k == key && v == value);
            it.scenario == cell.scenario && cell.swept.iter().all(with)
        });
        assert_eq!(cell.config, same.expect("a cell").config);
    }
    assert_eq!((&points.resolved, &points.files_read, &points.study), (&base.resolved, &base.files_read, &base.study));
}

#[test]
fn a_point_wins_over_scenario_and_sweep_and_names_its_cell_once() {
    let base = loaded(SWEPT, &[]);
    let points = base.at_points("--vary", |number, cell| {
        assert_eq!(cell.label(), base.cells[number].label());
        match number {
            1 => vec![[point("loan.appraisal_ratio", 1.1), point("loan.down_payment", 0.35)].concat()],
            7 => vec![point("loan.appraisal_ratio", 1.2)],
            _ => Vec::new(),
        }
    });
    let points = points.expect("cells");
    assert_eq!(
        labels(&points),
        [
            "scenario = base, loan.term_months = 360, loan.appraisal_ratio = 1.1, loan.down_payment = 0.35",
            "scenario = fall, loan.down_payment = 0.4, loan.term_months = 360, loan.appraisal_ratio = 1.2",
        ]
    );
    assert_eq!(points.cells[0].config.loan.down_payment, Distribution::Constant(0.35));
    assert_eq!(points.cells[1].config.loan.appraisal_ratio, Distribution::Constant(1.2));
    // Points of points: both sets of values are known where they are told of.
    let wrong = faults(at(&points, "loan.annual_rate", &[0.05, 2.5]));
    assert_eq!(wrong, "--vary loan.annual_rate:  loan.annual_rate = 2.5 is not in [0, 1]; 2.5% is written 0.025");
}

#[test]
fn the_axis_of_a_varied_key_is_dropped() {
    let all = loaded(SWEPT, &["loan.down_payment"]);
    assert_eq!(all.unswept, ["loan.down_payment"]);
    assert_eq!(
        labels(&all),
        [
            "scenario = base, loan.term_months = 240",
            "scenario = base, loan.term_months = 360",
            "scenario = fall, loan.term_months = 240",
            "scenario = fall, loan.term_months = 360",
        ]
    );
    // The config's own value stands, and the study is resolved as one without the axis.
    assert_eq!(all.value_of(0, "loan.down_payment"), Some(json!(0.3)));
    assert_eq!(all.resolved, loaded(&SWEPT.replace("\"loan.down_payment\" = [0.2, 0.4]", ""), &[]).resolved);
    let none = loaded(SWEPT, &["loan.down_payment", "loan.term_months"]);
    assert_eq!(labels(&none), ["scenario = base", "scenario = fall"]);
    assert!(none.resolved.get("sweep").is_none());
    let other = loaded(SWEPT, &["loan.annual_rate"]);
    assert_eq!((other.cells.len(), other.unswept.len(), &other.resolved), (8, 0, &loaded(SWEPT, &[]).resolved));
}

#[test]
fn an_axis_is_dropped_of_every_way_to_sweep() {
    let alone = "[sweep.one_at_a_time]\n\"loan.down_payment\" = [0.2, 0.4]\n\"loan.term_months\" = [120, 240]";
    assert_eq!(
        labels(&loaded(alone, &["loan.term_months"])),
        ["", "loan.down_payment = 0.2", "loan.down_payment = 0.4"]
    );
    let listed = r#"
[sweep]
points = [
    { "loan.down_payment" = 0.2, "loan.term_months" = 240 },
    { "loan.down_payment" = 0.4, "loan.term_months" = 240.0 },
    { "loan.down_payment" = 0.2, "foreclosure.rounds.0.start_level_frac" = 0.5 },
]
"#;
    let listed = listed.replace("240.0", "240");
    let without = loaded(&listed, &["loan.down_payment"]);
    assert_eq!(labels(&without), ["loan.term_months = 240", "foreclosure.rounds[0].start_level_frac = 0.5"]);
    let without = loaded(&listed, &["foreclosure.rounds[0].start_level_frac"]);
    assert_eq!(without.unswept, ["foreclosure.rounds[0].start_level_frac"]);
    assert_eq!(without.cells.len(), 3);
}

/// A study may name a key in its sweep alone.
#[test]
fn a_key_that_only_the_sweep_gives_keeps_its_first_value() {
    let folder = Folder::of(&[("a.toml", &format!("{GOOD}{SWEPT}").replace("down_payment = 0.3\n", ""))]);
    let loaded = load(&folder, &["loan.down_payment"]).expect("a study");
    assert_eq!(loaded.value_of(0, "loan.down_payment"), Some(json!(0.2)));
    let points = at(&loaded, "loan.down_payment", &[0.7]).expect("cells");
    assert_eq!(points.cells.len(), 4);
    assert!(points.cells.iter().all(|cell| cell.config.loan.down_payment == Distribution::Constant(0.7)));
}

#[test]
fn every_fault_of_a_point_is_told_at_its_option() {
    let base = loaded("", &[]);
    assert_eq!(
        faults(at(&base, "loan.down_payment", &[0.3, 1.2, -0.1])),
        "--vary loan.down_payment:  loan.down_payment = -0.1 is not in [0, 1)\n\
         --vary loan.down_payment:  loan.down_payment = 1.2 is not in [0, 1); 1.2% is written 0.012"
    );
    assert!(faults(at(&base, "loan.down_payment", &[f64::NAN])).ends_with("= NaN is not a finite number"));
    assert!(faults(at(&base, "loan.term_months", &[240.5])).ends_with("= 240.5 is not a whole number"));
    assert_eq!(
        faults(at(&base, "loan.down_paymnt", &[0.3])),
        "--vary loan.down_paymnt:  loan.down_paymnt is not a key; did you mean `loan.down_payment`?"
    );
    assert!(faults(at(&base, "study.worlds", &[3.0])).ends_with("cannot be varied; it is the same for every cell"));
    assert!(faults(at(&base, "foreclosure.rounds[2].start_level_frac", &[0.5])).ends_with(
        "is not reached: there is no element 2 in a list of 2, counted from 0; \
         at foreclosure.rounds[2].start_level_frac = 0.5"
    ));
    // A value that only does not go with others: the point is named, though it is the only one.
    let one = base.at_points("--vary loan.method", |_, _| {
        vec![vec![("loan.method".to_owned(), SweepValue::Text("hybrid".to_owned()))]]
    });
    let one = faults(one);
    assert!(one.contains("loan.switch_month is missing") && one.ends_with("; at loan.method = hybrid"), "{one}");
}

#[test]
fn points_are_as_many_as_cells_may_be() {
    let base = loaded("", &[]);
    let many = |count: usize| {
        base.at_points("--runs", |_, _| (0..count).map(|it| point("loan.annual_rate", it as f64 / 1e5)).collect())
    };
    assert_eq!(faults(many(10_001)), "--runs:  makes 10001 cells, which is more than 10000");
    assert_eq!(faults(many(0)), "--runs:  makes no cells");
    assert_eq!(many(2_000).expect("cells").cells.len(), 2_000);
}

#[test]
fn keys_that_cannot_be_varied_are_all_told() {
    let wrong =
        ["loan.metod", "loan.method", "study.seed", "foreclosure.summary_procedure", "price", "loan.annual_rate"];
    let wrong =
        faults(load(&with("[sweep.grid]\n\"loan.term_month\" = [1]"), &[&wrong[..], &["loan.annual_rate"]].concat()));
    for told in [
        "--vary loan.metod:  loan.metod is not a key; did you mean `loan.method`?",
        "--vary loan.method:  loan.method takes a word, not a number; it is \"level\", ",
        "--vary study.seed:  study.seed cannot be varied; it is the same for every cell",
        "--vary foreclosure.summary_procedure:  foreclosure.summary_procedure takes true or false, not a number",
        "--vary price:  price takes a table, not a number",
        "--vary loan.annual_rate:  loan.annual_rate is varied already",
        "loan.term_month is not a key; did you mean `loan.term_months`?",
    ] {
        assert!(wrong.contains(told), "{told}\n{wrong}");
    }
    assert_eq!(wrong.lines().count(), 7, "{wrong}");
}

#[test]
fn values_are_those_of_the_cell_with_defaults() {
    let loaded = loaded(SWEPT, &[]);
    assert_eq!(loaded.value_of(3, "loan.down_payment"), Some(json!(0.4)));
    assert_eq!(
        (loaded.value_of(0, "loan.appraisal_ratio"), loaded.value_of(7, "loan.appraisal_ratio")),
        (Some(json!(1.0)), Some(json!(0.9)))
    );
    assert_eq!(loaded.value_of(0, "loan.method"), Some(json!("level")));
    assert_eq!(loaded.value_of(0, "distress.default_dpd"), Some(json!(90)));
    assert_eq!(loaded.value_of(0, "foreclosure.rounds[1].success"), Some(json!(0.6)));
    assert_eq!(loaded.value_of(0, "household.home_price.lognormal.sigma"), Some(json!(0.4)));
    assert_eq!((loaded.value_of(0, "loan.spread_annual"), loaded.value_of(8, "loan.down_payment")), (None, None));
    let number = |key: &str| loaded.number_of(0, "--keys", key);
    assert_eq!(number("loan.term_months"), Ok(240.0));
    let told = |key: &str| number(key).expect_err("no number").to_string();
    let cell = "in the cell scenario = base, loan.down_payment = 0.2, loan.term_months = 240";
    assert_eq!(
        told("household.home_price"),
        format!(
            "--keys:  household.home_price is a distribution, lognormal, not a number {cell}; a number of it is \
             household.home_price.lognormal.median or household.home_price.lognormal.sigma"
        )
    );
    assert!(told("loan.spread_annual").contains("has no value to start from in the cell"));
    assert!(told("loan.method").contains("= \"level\" is not a number"));
    assert!(told("foreclosure.rounds").contains("is a list") && told("loan").contains("is a table"));
}

#[test]
fn facts_of_a_key_are_those_of_its_type() {
    let one = |key: &str| {
        let mut facts = key_facts(key);
        assert_eq!(facts.len(), 1, "{key}: {facts:?}");
        facts.remove(0)
    };
    let down_payment = one("loan.down_payment");
    let ends = (down_payment.range.minimum(), down_payment.range.maximum());
    let (Some(low), Some(high)) = ends else { panic!("{ends:?}") };
    assert_eq!((low.value, low.is_inclusive, high.value, high.is_inclusive), (0.0, true, 1.0, false));
    assert!(
        down_payment.meaning.starts_with("Down payment as a share of the price")
            && !down_payment.meaning.contains('\n')
    );
    assert!(down_payment.takes.to_string() == "a number or a distribution" && down_payment.kinds.is_empty());
    let term = one("loan.term_months");
    assert_eq!((term.unit, term.value(240.4), term.default), (Some("months"), SweepValue::Integer(240), None));
    assert_eq!(one("distress.default_dpd").value(100.0), SweepValue::Integer(90));
    assert_eq!(one("loan.annual_rate").instead_of, ["spread_annual"]);
    assert_eq!(one("loan.switch_month").with, Some(("method".to_owned(), "hybrid".to_owned())));
    assert!(one("loan.method").words.iter().any(|(word, meaning)| word == "hybrid" && !meaning.is_empty()));
    assert_eq!(one("foreclosure.rounds[4].start_level_frac").unit, Some("fraction"));
    assert_eq!(one("loan.buying_cost_frac.uniform.max").unit, Some("fraction"));
    assert_eq!(one("loan.appraisal_ratio").default, Some(json!(1.0)));
    let kinds = one("price.kind");
    assert!(kinds.words.len() >= 8 && kinds.is_required && kinds.kind_key.is_none(), "{kinds:?}");
    // Of several price models, each with what it says of the key.
    let volatility = key_facts("price.volatility_annual");
    let words: Vec<&String> = volatility.iter().flat_map(|facts| &facts.kinds).collect();
    assert!(words.len() > 2 && words.iter().any(|word| *word == "gbm"), "{volatility:?}");
    assert!(volatility.iter().all(|facts| facts.kind_key.as_deref() == Some("price.kind")));
    // A key has as many facts as kinds that differ, and none for a kind that lacks it.
    let loaded = loaded("", &[]);
    assert_eq!(loaded.facts_of(0, "price.volatility_annual").expect("of gbm").kind_key.as_deref(), Some("price.kind"));
    assert!(loaded.facts_of(0, "price.momentum_monthly").is_none());
    // A table gives its keys, a part of a name all keys that hold it.
    assert!(key_facts("loan").iter().all(|facts| facts.key.starts_with("loan.")) && key_facts("loan").len() > 7);
    assert!(key_facts("foreclosure.rounds").iter().any(|facts| facts.key == "foreclosure.rounds[0].months"));
    assert!(key_facts("garnish").iter().any(|facts| facts.key == "recourse.garnished_share"));
    assert!(key_facts("").len() > 150 && key_facts("no such key").is_empty());
}

/// What a varied key overwrites, or stands in place of, would set cells apart that are the same.
#[test]
fn an_axis_without_effect_is_dropped_too() {
    let sweep = r#"
[sweep.grid]
"household.home_price.lognormal.median" = [2e6, 3e6]
"loan.annual_rate" = [0.04, 0.05]
[policy_rate]
kind = "constant"
level_annual = 0.02
"#;
    let part = loaded(sweep, &["household.home_price"]);
    assert_eq!(part.unswept, ["household.home_price.lognormal.median"]);
    assert_eq!(labels(&part), ["loan.annual_rate = 0.04", "loan.annual_rate = 0.05"]);
    let other = loaded(sweep, &["loan.spread_annual"]);
    assert_eq!((other.unswept.as_slice(), other.cells.len()), (&["loan.annual_rate".to_owned()][..], 2));
    let points = at(&other, "loan.spread_annual", &[0.01]).expect("cells");
    assert_eq!(points.value_of(0, "loan.spread_annual"), Some(json!(0.01)));
    assert_eq!(
        (points.value_of(0, "loan.annual_rate"), other.value_of(0, "loan.annual_rate")),
        (None, Some(json!(0.04)))
    );
    // The parameter alone does not displace the whole.
    assert!(loaded(sweep, &["household.home_price.lognormal.sigma"]).unswept.is_empty());
}

#[test]
fn data_files_are_not_read_again() {
    let sweep = "\n[sweep.grid]\n\"household.cash_months\" = [3, 6]";
    let cash = "down_payment = { empirical = { file = \"cash.csv\", column = \"share\" } }";
    let text = format!("{GOOD}{sweep}").replace("down_payment = 0.3", cash);
    let folder = Folder::of(&[("a.toml", &text), ("cash.csv", "share\n0.2\n0.4\n")]);
    let base = load(&folder, &["household.cash_months"]).expect("a study");
    std::fs::remove_file(folder.path("cash.csv")).expect("removed");
    let points = at(&base, "household.cash_months", &[1.0, 2.0, 3.0]).expect("cells");
    assert_eq!((points.cells.len(), points.files_read.len()), (3, 1));
    assert!(points.cells.iter().all(|cell| cell.config.loan.down_payment == base.cells[0].config.loan.down_payment));
}
