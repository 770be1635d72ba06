//! `extends`, `--set` and the rule by which layers are merged.

use super::support::{Folder, GOOD};
use underwater::config::{Overrides, load};
use underwater::random::Distribution;
use underwater::world::labour::Factor;
use underwater::world::price::Dynamics;

#[test]
fn a_file_lies_over_those_it_extends() {
    let folder = Folder::of(&[
        ("base/china.toml", GOOD),
        ("middle.toml", "extends = \"base/china.toml\"\n[loan]\nterm_months = 240\n"),
        (
            "studies/top.toml",
            "extends = \"../middle.toml\"\n\
             [loan]\nannual_rate = 0.05\n\
             [household]\nincome_monthly = 20000\nhome_price = { uniform = { min = 1, max = 2 } }\n",
        ),
    ]);
    let loaded = folder.load("studies/top.toml").unwrap_or_else(|faults| panic!("{faults}"));
    let config = &loaded.cells[0].config;
    assert_eq!((config.loan.term_months, config.loan.annual_rate), (240, Some(0.05)));
    assert_eq!(config.household.price_to_income_years, None);
    assert!(matches!(config.household.home_price, Distribution::Uniform(_)));
    let names: Vec<_> = loaded.source_paths.iter().filter_map(|path| path.file_name()).collect();
    assert_eq!(names, ["china.toml", "middle.toml", "top.toml"]);
}

#[test]
fn another_kind_replaces_its_table() {
    let top = "extends = \"a.toml\"\n[price]\nkind = \"momentum\"\nmean_growth_annual = 0.01\n\
               momentum_monthly = 0.6\ninnovation_volatility_annual = 0.1\n";
    let folder = Folder::of(&[("a.toml", GOOD), ("b.toml", top)]);
    let loaded = folder.load("b.toml").unwrap_or_else(|faults| panic!("{faults}"));
    assert!(matches!(loaded.cells[0].config.price.dynamics, Dynamics::Momentum(_)));
}

#[test]
fn faults_of_a_base_are_placed_in_it() {
    let base = GOOD.replace("term_months = 360", "term_months = 0");
    let folder = Folder::of(&[
        ("base.toml", &base),
        ("top.toml", "extends = \"base.toml\"\n[loan]\ndown_payment = 1\nspread_annual = 0.01\n"),
    ]);
    insta::assert_snapshot!(folder.faults(folder.load("top.toml")), @"
    base.toml:26:15  loan.term_months = 0 is not in [1, 600]
    top.toml:3:16  loan.down_payment = 1 is not in [0, 1)
    top.toml:4:17  loan.spread_annual = 0.01 needs a [policy_rate] to be added to
    ");
}

#[test]
fn extends_that_lead_nowhere() {
    let folder = Folder::of(&[
        ("a.toml", "extends = \"b.toml\""),
        ("b.toml", "\nextends = \"a.toml\""),
        ("c.toml", "extends = \"aa.toml\""),
        ("d.toml", "extends = 3"),
    ]);
    let shown: Vec<String> = ["a.toml", "c.toml", "d.toml"].map(|name| folder.faults(folder.load(name))).into();
    insta::assert_snapshot!(shown.join("\n"), @r#"
    b.toml:2:11  extends = "a.toml" leads back to this file
    c.toml:1:11  extends = "aa.toml" does not exist: there is no aa.toml; did you mean `a.toml`?
    d.toml:1:11  extends = 3 is not the name of a config file
    "#);
}

#[test]
fn set_changes_single_keys() {
    let folder = Folder::of(&[("a.toml", GOOD)]);
    let sets = [
        "loan.term_months=120",
        "loan.spread_annual = 0.01",
        "policy_rate.kind=constant",
        "policy_rate.level_annual=0.03",
        "foreclosure.rounds[0].start_level_frac=0.9",
        "foreclosure.rounds.1.premium={ uniform = { min = 0, max = 0.1 } }",
        "household.home_price.lognormal.sigma=0.1",
        "labour.sd=0.5",
    ];
    let loaded = folder.load_set("a.toml", &sets).unwrap_or_else(|faults| panic!("{faults}"));
    let config = &loaded.cells[0].config;
    assert_eq!((config.loan.annual_rate, config.loan.spread_annual), (None, Some(0.01)));
    assert_eq!(config.foreclosure.rounds[0].start_level_frac, Distribution::Constant(0.9));
    assert!(matches!(config.foreclosure.rounds[1].premium, Distribution::Uniform(_)));
    let Distribution::Lognormal(price) = &config.household.home_price else { panic!() };
    assert_eq!((price.median, price.sigma), (3e6, 0.1));
    assert!(matches!(config.labour.factor, Factor::Ar1 { sd: 0.5, .. }));
}

#[test]
fn a_set_kind_keeps_the_keys_it_knows() {
    let folder = Folder::of(&[("a.toml", GOOD), ("u.csv", "m,u\n2000-01,3\n2020-01,4\n")]);
    let file = folder.path("u.csv").display().to_string();
    let result = folder.load_set(
        "a.toml",
        &[
            "labour.sd=0.5",
            "labour.kind=series",
            &format!("labour.series={{ file = {file:?}, column = \"u\", scale = 0.01 }}"),
            "labour.start_month=\"2000-01\"",
        ],
    );
    insta::assert_snapshot!(folder.faults(result), @r#"u.csv:3  labour.series has the time "2020-01"; months missing before it: 239"#);
}

#[test]
fn faults_of_set_values_name_the_option() {
    let folder = Folder::of(&[("a.toml", GOOD)]);
    let result = folder.load_set(
        "a.toml",
        &[
            "loan.term_months=0",
            "loan.down_payment=70%",
            "loan.method=hybird",
            "loan.trem=3",
            "foreclosure.rounds[2].months=3",
            "study.name.x=3",
            "loan..x=3",
            "loan",
            "sweep.grid=3",
            "labour.sd=",
        ],
    );
    insta::assert_snapshot!(folder.faults(result), @r#"
    --set foreclosure.rounds[2].months=3:  foreclosure.rounds[2].months is not reached: there is no element 2 in a list of 2, counted from 0
    --set labour.sd=:  labour.sd is given no value
    --set loan:  is not of the form key=value
    --set loan..x=3:  loan..x is not a dotted key, such as loan.term_months
    --set loan.down_payment=70%:  loan.down_payment = 70% is not a number or a distribution; 70% is written 0.70
    --set loan.method=hybird:  loan.method = hybird is not "level", "constant-principal", "hybrid" or "interest-only"; did you mean `hybrid`?
    --set loan.term_months=0:  loan.term_months = 0 is not in [1, 600]
    --set loan.trem=3:  loan.trem is not a key
    --set study.name.x=3:  study.name.x is not reached: a single value is in its place
    --set sweep.grid=3:  sweep.grid cannot be set from the command line
    "#);
    let overrides = Overrides { worlds: Some(0), seed: Some(u64::MAX), ..Overrides::default() };
    insta::assert_snapshot!(folder.faults(load(&folder.path("a.toml"), &overrides)), @"--worlds 0:  study.worlds = 0 is not in [1, 4000000000]");
}

#[test]
fn the_command_line_sets_the_size() {
    let folder = Folder::of(&[("a.toml", GOOD)]);
    let overrides = Overrides { seed: Some(u64::MAX), worlds: Some(3), households: Some(4), ..Overrides::default() };
    let study = load(&folder.path("a.toml"), &overrides).expect("a good config").study;
    assert_eq!((study.seed, study.worlds, study.households), (u64::MAX, 3, 4));
}

#[test]
fn the_resolved_config_does_not_depend_on_notation() {
    let other = GOOD
        .replace("down_payment = 0.3", "buying_cost_frac = 0\ndown_payment = 0.30")
        .replace("term_months = 360", "method = \"level\"\nterm_months = 3_60");
    let folder = Folder::of(&[("a.toml", GOOD), ("b.toml", &other)]);
    let [a, b] = ["a.toml", "b.toml"].map(|name| folder.load(name).expect("a good config"));
    assert_eq!(a.resolved.to_string(), b.resolved.to_string());
    assert_eq!(a.resolved["study"]["workout_tail_months"], 60);
}

/// A title of one's own is not translated by that of the study below, and a study of another name asks something else.
#[test]
fn words_of_a_base_end_where_a_study_has_its_own() {
    let words = "study.title_zh = \"旧\"\nstudy.question = \"Old?\"\nstudy.question_zh = \"旧？\"\nstudy.note = \"Old.\"\n\
                 study.currency = \"CNY\"\n";
    let base = format!("{words}extends = \"a.toml\"\n");
    let folder = Folder::of(&[
        ("a.toml", GOOD),
        ("base.toml", &base),
        ("own.toml", "extends = \"base.toml\"\nstudy.name = \"own\"\nstudy.title = \"Own\"\n"),
    ]);
    let words = |file: &str, sets: &[&str]| {
        let study = folder.load_set(file, sets).unwrap_or_else(|faults| panic!("{faults}")).study;
        [study.title_zh, study.question, study.question_zh, study.note, study.currency]
    };
    assert_eq!(words("base.toml", &[]), ["旧", "Old?", "旧？", "Old.", "CNY"]);
    assert_eq!(words("own.toml", &[]), ["", "", "", "", "CNY"]);
    assert_eq!(words("base.toml", &["study.title=\"New\""]), ["", "Old?", "旧？", "Old.", "CNY"]);
    assert_eq!(words("base.toml", &["study.question=\"New?\""]), ["旧", "New?", "", "Old.", "CNY"]);
}
