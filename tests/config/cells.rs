//! Scenarios, sweeps and the cells they make.

use super::support::{Folder, GOOD};
use underwater::config::Loaded;
use underwater::foreclosure::{Recourse, RecourseKind};
use underwater::random::Distribution;

fn with(text: &str) -> Folder {
    Folder::of(&[("a.toml", &format!("{GOOD}{text}"))])
}

fn loaded(text: &str) -> Loaded {
    with(text).load("a.toml").unwrap_or_else(|faults| panic!("{faults}"))
}

fn faults(text: &str) -> String {
    let folder = with(text);
    folder.faults(folder.load("a.toml"))
}

fn labels(loaded: &Loaded) -> Vec<String> {
    let label = |cell: &underwater::config::CellConfig| {
        let swept: Vec<String> = cell.swept.iter().map(|(_, value)| value.to_string()).collect();
        format!("{}:{}", cell.scenario.as_deref().unwrap_or("-"), swept.join(" "))
    };
    loaded.cells.iter().map(label).collect()
}

#[test]
fn one_cell_without_sweep_or_scenario() {
    assert_eq!(labels(&loaded("")), ["-:"]);
}

#[test]
fn the_last_swept_key_runs_fastest_and_the_scenario_slowest() {
    let loaded = loaded(
        r#"
[sweep.grid]
"loan.term_months" = [240, 360]
"loan.down_payment" = [0.2, 0.3]
[[scenario]]
name = "base"
[[scenario]]
name = "free"
recourse = { kind = "none" }
"#,
    );
    assert_eq!(
        labels(&loaded),
        [
            "base:240 0.2",
            "base:240 0.3",
            "base:360 0.2",
            "base:360 0.3",
            "free:240 0.2",
            "free:240 0.3",
            "free:360 0.2",
            "free:360 0.3",
        ]
    );
    assert_eq!(loaded.cells[5].config.loan.term_months, 240);
    assert!(matches!(loaded.cells[5].config.recourse, Recourse { kind: RecourseKind::None, .. }));
}

#[test]
fn points_and_one_at_a_time() {
    let points = loaded(
        "[sweep]\npoints = [{ \"loan.down_payment\" = 0.2, \"loan.term_months\" = 240 }, \
         { \"loan.down_payment\" = 0.4 }]\n",
    );
    assert_eq!(labels(&points), ["-:0.2 240", "-:0.4"]);
    let alone = loaded("[sweep.one_at_a_time]\n\"loan.down_payment\" = [0.2]\n\"loan.annual_rate\" = [0.1, 0]\n");
    assert_eq!(labels(&alone), ["-:", "-:0.2", "-:0.1", "-:0"]);
}

#[test]
fn alternatives_can_be_swept() {
    let loaded = loaded(
        "[sweep]\npoints = [{ \"household.cash_mode\" = \"savings\", \"household.savings\" = 9e6 }, \
         { \"loan.method\" = \"hybrid\", \"loan.switch_month\" = 60 }, {}]\n",
    );
    assert_eq!(loaded.cells[0].config.household.cash_months, None);
    assert_eq!(loaded.cells[1].config.loan.switch_month, Some(60));
    assert_eq!(loaded.cells[2].config.loan.switch_month, None);
}

#[test]
fn a_base_may_be_completed_by_its_scenarios() {
    let text = GOOD.replace("term_months = 360", "")
        + "[[scenario]]\nname = \"a\"\nloan = { term_months = 120 }\n[[scenario]]\nname = \"b\"\n";
    let folder = Folder::of(&[("a.toml", &text)]);
    insta::assert_snapshot!(folder.faults(folder.load("a.toml")), @"a.toml:23:1  loan.term_months is missing; term in months, 1 to 600; in the cell scenario = b");
}

#[test]
fn faults_of_sweeps() {
    let shown = [
        "[sweep.grid]\n\"loan.down_payment\" = [0.2, 20, \"x\"]\n\"loan.dwon_payment\" = [1]\n",
        "[sweep.grid]\n\"study.seed\" = [1, 2]\n\"term_months\" = [120]\nloan.term_months = [1]\n",
        "[sweep.grid]\n\"loan.down_payment\" = [0.2, 0.20]\n\"loan.term_months\" = []\n",
        "[sweep.grid]\n\"loan.down_payment\" = [0.2, 0.20]\n",
        "[sweep.grid]\n\"loan.down_payment\" = [{ uniform = { min = 0, max = 0.1 } }]\n",
        "[sweep.grid]\n\"foreclosure.rounds[7].success\" = [0.5]\n",
        "[sweep.grid]\n\"loan.method\" = [\"level\", \"hybrid\"]\n",
        "[sweep]\ngird = 3\n",
        "[sweep]\ngrid = {}\npoints = []\n",
        "[sweep]\npoints = 3\n",
    ]
    .map(faults);
    insta::assert_snapshot!(shown.join("\n\n"), @r#"
    a.toml:40:29  loan.down_payment = 20 is not in [0, 1); 20% is written 0.20
    a.toml:40:33  loan.down_payment = "x" is not a number or a distribution
    a.toml:41:1  loan.dwon_payment is not a key; did you mean `loan.down_payment`?

    a.toml:40:1  study.seed cannot be swept; it is the same for every cell
    a.toml:41:1  term_months is not a key; did you mean `loan.term_months`?
    a.toml:42:1  loan is not a list of values

    a.toml:40:29  loan.down_payment = 0.2 makes a cell there is already
    a.toml:41:22  loan.term_months is an empty list

    a.toml:40:29  loan.down_payment = 0.2 makes a cell there is already

    a.toml:40:24  loan.down_payment is not a number, a word or a switch; only these are swept

    a.toml:40:1  foreclosure.rounds[7].success is not reached: there is no element 7 in a list of 2, counted from 0

    a.toml:23:1  loan.switch_month is missing; method = "hybrid" needs it: last month of level payment, 1 to term - 1; in the cell loan.method = hybrid

    a.toml:39:1  sweep makes no cells; it needs grid, points or one_at_a_time
    a.toml:40:1  sweep.gird is not a key; did you mean `grid`?

    a.toml:41:1  sweep.points stands beside sweep.grid; keep one

    a.toml:40:10  sweep.points = 3 is not a list of tables
    "#);
}

#[test]
fn faults_of_scenarios() {
    let text = r#"
[[scenario]]
name = "crash"
price = { kind = "path", knots = [{ month = 3, level = 1 }] }
[[scenario]]
name = "crash"
loan = { term_months = 0, term = 3 }
pirce = { drift_annual = 0 }
[[scenario]]
study = { worlds = 3 }
"#;
    insta::assert_snapshot!(faults(text), @r#"
    a.toml:42:45  price.knots[0].month = 3 is not 0, where a path starts
    a.toml:44:8  scenario[1].name = "crash" is the name of scenario[0] too
    a.toml:45:24  loan.term_months = 0 is not in [1, 600]
    a.toml:45:27  loan.term is not a key; did you mean `term_months`?
    a.toml:46:1  pirce is not a table; did you mean `price`?
    a.toml:47:1  scenario[2].name is missing
    a.toml:48:1  scenario[2].study is the same for every cell; a scenario cannot change it
    "#);
}

/// A list is built once where cells draw from the same one, and only there.
#[test]
fn cells_share_a_list_of_values() {
    let list = "{ discrete = { values = [3e6, 2e6, 4e6], weights = [1, 0.5, 2] } }";
    let text = format!(
        "[sweep.grid]\n\"household.investor_frac\" = [0, 0.5]\n[[scenario]]\nname = \"base\"\nhousehold.home_price = {list}\n\
         [[scenario]]\nname = \"rates\"\nloan.annual_rate = 0.05\nhousehold.home_price = {list}\n"
    );
    let loaded = loaded(&text);
    let lists: Vec<&[f64]> = loaded
        .cells
        .iter()
        .map(|cell| match &cell.config.household.home_price {
            Distribution::Discrete(list) => list.values(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert!(lists.iter().all(|list| **list == [3e6, 2e6, 4e6]), "{lists:?}");
    let is_one = |a: usize, b: usize| std::ptr::eq(lists[a], lists[b]);
    assert!(is_one(0, 1) && is_one(2, 3) && !is_one(1, 2));
    let quantiles = [0.1, 0.2, 0.9].map(|p| loaded.cells[3].config.household.home_price.quantile(p));
    assert_eq!(quantiles, [2e6, 3e6, 4e6]);
}
