//! Expected credit losses loan by loan: ten loans by hand, path by path, METHOD.md equations (260) to (264).

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use polars::prelude::DataFrame;
use underwater::aggregate::{loans, stages, summary, years};
use underwater::config::{Overrides, load};
use underwater::outcome::label::CellLabel;
use underwater::outcome::path::ABSENT;
use underwater::study::{Study, resolve};

use crate::support::{root, run, run_paths};

const WORLDS: u32 = 60;

/// Ten loans, one without an income: days past due, and what was expected of them at origination.
const TAPE: &str = "\
id,term_months,months_on_book,original_amount,value,annual_rate,method,income_monthly,cash,days_past_due,region,origination_pd,weight
a,360,60,800000,900000,0.04,level,6000,9000,0,wuhan,0.9,1
b,360,60,800000,900000,0.04,level,6000,9000,0,wuhan,0.0001,1
j,360,60,800000,900000,0.04,level,6000,9000,0,wuhan,,1
c,360,60,800000,900000,0.04,level,6000,,20,wuhan,0.9,1
d,360,60,800000,900000,0.04,level,6000,,45,wuhan,0.9,1
e,360,60,800000,900000,0.04,level,,,95,wuhan,0.9,1
f,240,60,500000,1000000,0.03,level,9000,20000,0,beijing,0.9,3
g,240,60,500000,1000000,0.03,level,9000,20000,0,beijing,0.9,1
h,120,90,500000,1000000,0.03,level,22000,20000,0,beijing,0.9,1
i,120,90,500000,1000000,0.03,level,22000,20000,0,beijing,0.2,1
";

/// Their stages: credit risk of b has grown by its probability of default, that of d by its days.
const STAGES: [(&str, i64); 10] =
    [("a", 1), ("b", 2), ("c", 1), ("d", 2), ("e", 3), ("f", 1), ("g", 1), ("h", 1), ("i", 1), ("j", 1)];

fn study(folder: &Path, stages: &str, probabilities: [&str; 2]) -> Study {
    let [one, other] = probabilities;
    let extends = root().join("configs/portfolio_china.toml");
    let text = format!(
        "extends = {extends:?}
[study]
name = \"ten\"
worlds = {WORLDS}
horizon_months = 36
[portfolio]
file = \"loans.csv\"
{stages}
[labour]
separation_monthly = 0.04
[[scenario]]
name = \"mild\"
{one}
[[scenario]]
name = \"hard\"
{other}
price.mean_growth_annual = -0.15
"
    );
    fs::write(folder.join("loans.csv"), TAPE).expect("written");
    fs::write(folder.join("study.toml"), text).expect("written");
    resolve(&load(&folder.join("study.toml"), &Overrides::default()).unwrap_or_else(|faults| panic!("{faults}")))
}

fn numbers(table: &DataFrame, name: &str) -> Vec<Option<f64>> {
    table.column(name).expect(name).f64().expect("numbers").iter().collect()
}

fn whole_numbers(table: &DataFrame, name: &str) -> Vec<i64> {
    table.column(name).expect(name).i64().expect("whole numbers").iter().map(|it| it.expect("a number")).collect()
}

fn texts(table: &DataFrame, name: &str) -> Vec<String> {
    table.column(name).expect(name).str().expect("texts").iter().map(|it| it.expect("a text").to_owned()).collect()
}

fn near(found: Option<f64>, expected: f64, what: &str) {
    let found = found.unwrap_or_else(|| panic!("{what}: empty"));
    assert!((found - expected).abs() <= 1e-9 * expected.abs() + 0.011, "{what}: {found}, by hand {expected}");
}

/// What a loan did in each world: by month 12 and by the horizon, lives together: defaults, loss in currency units.
type Lived = BTreeMap<(usize, String), Vec<[(f64, f64); 2]>>;

fn lived(study: &Study) -> Lived {
    let tape = study.tape.clone().expect("a tape");
    let mut lived = Lived::new();
    run_paths(study, |path, outcomes| {
        let (world, loan) = ((path / study.households) as usize, (path % study.households) as usize);
        let id = tape.id_of_row(tape.row_of(loan)).to_owned();
        for (cell, outcome) in outcomes.iter().enumerate() {
            let worlds = lived.entry((cell, id.clone())).or_insert_with(|| vec![Default::default(); WORLDS as usize]);
            for (window, month) in [12, 36].into_iter().enumerate() {
                if outcome.default_month != ABSENT && outcome.default_month <= month {
                    let (defaults, loss) = worlds[world][window];
                    worlds[world][window] = (defaults + 1.0, loss + outcome.loss_pv as f64 / 100.0);
                }
            }
        }
    });
    lived
}

/// Mean over worlds.
fn mean(lived: &[[(f64, f64); 2]], window: usize) -> (f64, f64) {
    let worlds = lived.len() as f64;
    let sum = lived.iter().fold((0.0, 0.0), |sum, of| (sum.0 + of[window].0, sum.1 + of[window].1));
    (sum.0 / worlds, sum.1 / worlds)
}

#[test]
fn ten_loans_by_hand() {
    let folder = tempfile::tempdir().expect("a folder");
    let terms = "[stages]\npd_ratio = 2\npd_rise = 0.9";
    let study = study(folder.path(), terms, ["probability = 0.75", "probability = 0.25"]);
    let lived = lived(&study);
    let labels: Vec<CellLabel> = study.cells.iter().map(|cell| cell.label.clone()).collect();
    let result = run(&study);
    let table = loans(&result, &labels).expect("a table").expect("loans");
    let ids = texts(&table, "id");
    assert_eq!(ids, ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"].repeat(2), "in the order of ids");
    assert_eq!(whole_numbers(&table, "stage"), [STAGES.map(|(_, stage)| stage); 2].concat());
    // Alike: a, b and j; c, d and e by days past due each alone; f and g; h and i.
    let pools: [(&str, &[&str]); 6] = [
        ("abj", &["a", "b", "j"]),
        ("c", &["c"]),
        ("d", &["d"]),
        ("e", &["e"]),
        ("fg", &["f", "g"]),
        ("hi", &["h", "i"]),
    ];
    let (cells, copies) = (whole_numbers(&table, "cell"), whole_numbers(&table, "loans"));
    let exposure = |cell: i64, id: &str| {
        let row = (0..table.height()).find(|row| cells[*row] == cell && ids[*row] == id).expect("a row");
        (numbers(&table, "exposure")[row].expect("an exposure"), copies[row] as f64)
    };
    let pool_of = |id: &str| pools.iter().find(|(_, ids)| ids.contains(&id)).expect("a pool").1;
    let rates = |cell: i64, id: &str, window: usize| {
        let sums = pool_of(id).iter().fold([0.0; 4], |sums, id| {
            let (defaults, loss) = mean(&lived[&(cell as usize, (*id).to_owned())], window);
            let (owed, loans) = exposure(cell, id);
            [sums[0] + defaults, sums[1] + loans, sums[2] + loss, sums[3] + owed]
        });
        (sums[0] / sums[1], sums[2] / sums[3])
    };
    let mut by_stage: BTreeMap<(i64, i64), [f64; 4]> = BTreeMap::new();
    let mut gains = 0;
    for row in 0..table.height() {
        let (cell, id) = (cells[row], ids[row].as_str());
        let of = |name: &str| numbers(&table, name)[row];
        let worlds = &lived[&(cell as usize, id.to_owned())];
        let loans = copies[row] as f64;
        for (window, [pd, el, pool_pd, pool_rate]) in [
            ["pd_12m", "el_12m", "pool_pd_12m", "pool_loss_rate_12m"],
            ["pd_horizon", "el_horizon", "pool_pd_horizon", "pool_loss_rate"],
        ]
        .into_iter()
        .enumerate()
        {
            let (defaults, loss) = mean(worlds, window);
            assert!((of(pd).expect("a share") - defaults / loans).abs() < 1e-12, "{id} {pd}");
            near(of(el), loss, &format!("{id} {el}"));
            let (of_pool, rate) = rates(cell, id, window);
            assert!((of(pool_pd).expect("a share") - of_pool).abs() < 1e-12, "{id} {pool_pd}");
            assert!((of(pool_rate).expect("a rate") - rate).abs() < 1e-9, "{id} {pool_rate}");
            // The spread of one loan's losses over worlds, wider for few.
            let error = of(&format!("{el}_mcse"));
            let squares: f64 = worlds.iter().map(|of| (of[window].1 - loss) * (of[window].1 - loss)).sum();
            let plain = (squares / f64::from(WORLDS - 1) / f64::from(WORLDS)).sqrt();
            match error {
                Some(error) => assert!((1.0..1.7).contains(&(error / plain)) && loans == 1.0, "{id}: {error}, {plain}"),
                None => {
                    let sum = |power: i32| worlds.iter().map(|of| of[window].1.powi(power)).sum::<f64>();
                    let effective = sum(1) * sum(1) / sum(2);
                    assert!(loans > 1.0 || !effective.is_finite() || effective < 4.01, "{id} {el} has no error");
                }
            }
        }
        let stage = whole_numbers(&table, "stage")[row];
        let window = usize::from(stage > 1);
        let (owed, _) = exposure(cell, id);
        let loss = rates(cell, id, window).1 * owed;
        let weighted =
            0.75 * rates(0, id, window).1 * exposure(0, id).0 + 0.25 * rates(1, id, window).1 * exposure(1, id).0;
        near(of("expected_loss"), loss, id);
        near(of("ecl"), if loss > 0.0 { loss } else { 0.0 }, id);
        near(of("ecl_weighted"), if weighted > 0.0 { weighted } else { 0.0 }, id);
        gains += i32::from(loss < 0.0);
        for stage in [stage, 4] {
            let sums = by_stage.entry((cell, stage)).or_default();
            let weighted_ecl = if weighted > 0.0 { weighted } else { 0.0 };
            *sums = [
                sums[0] + loss,
                sums[1] + if loss > 0.0 { loss } else { 0.0 },
                sums[2] + weighted,
                sums[3] + weighted_ecl,
            ];
        }
        let (term, age) = [(360, 60), (240, 60), (120, 90)]
            [if "abcdej".contains(id) { 0 } else { 1 + usize::from("hi".contains(id)) }];
        assert_eq!(whole_numbers(&table, "covers_term")[row], i64::from(term - age <= 36), "{id}");
    }
    assert!(gains > 0, "no loss is a gain: that such a one counts as 0 was not looked at");
    let of_stages = stages(&result, &labels).expect("a table").expect("loans");
    assert_eq!(whole_numbers(&of_stages, "loans"), [9, 2, 1, 12].repeat(2));
    for row in 0..of_stages.height() {
        let (cell, stage) = ((row / 4) as i64, (row % 4) as i64 + 1);
        let columns = ["expected_loss", "ecl", "expected_loss_weighted", "ecl_weighted"];
        for (column, expected) in columns.into_iter().zip(by_stage[&(cell, stage)]) {
            let found = numbers(&of_stages, column)[row].expect(column);
            assert!((found - expected).abs() < 0.06, "{column} of stage {stage}: {found}, by hand {expected}");
        }
    }
    // One loan alone in stage and pool: the stage's error is the spread of its losses over worlds, wider for few.
    let of_e = &lived[&(0, "e".to_owned())];
    let (_, loss) = mean(of_e, 1);
    let squares: f64 = of_e.iter().map(|of| (of[1].1 - loss) * (of[1].1 - loss)).sum();
    let plain = (squares / f64::from(WORLDS - 1) / f64::from(WORLDS)).sqrt();
    let error = numbers(&of_stages, "expected_loss_mcse")[2].expect("an error");
    assert!((1.0..1.7).contains(&(error / plain)), "{error} and {plain}");
}

/// Where scenarios have no probabilities nothing is weighted, and each has its own stages.
#[test]
fn without_probabilities_nothing_is_weighted() {
    let folder = tempfile::tempdir().expect("a folder");
    let study = study(folder.path(), "[stages]\npd_ratio = 2", ["", ""]);
    let labels: Vec<CellLabel> = study.cells.iter().map(|cell| cell.label.clone()).collect();
    let result = run(&study);
    let table = loans(&result, &labels).expect("a table").expect("loans");
    assert!(numbers(&table, "ecl_weighted").iter().all(Option::is_none));
    let of_stages = stages(&result, &labels).expect("a table").expect("loans");
    assert!(numbers(&of_stages, "expected_loss_weighted").iter().all(Option::is_none));
}

/// A study that does not ask for stages has neither table, and counts nothing for them.
#[test]
fn who_does_not_ask_has_none() {
    let folder = tempfile::tempdir().expect("a folder");
    let study = study(folder.path(), "", ["", ""]);
    let labels: Vec<CellLabel> = study.cells.iter().map(|cell| cell.label.clone()).collect();
    let result = run(&study);
    assert!(result.tallies.loans.is_none() && result.loan_book.is_none());
    assert!(loans(&result, &labels).expect("no fault").is_none());
    assert!(stages(&result, &labels).expect("no fault").is_none());
}

#[test]
fn probabilities_and_stages_that_make_no_sense_are_told() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("loans.csv"), TAPE.replace("0.0001", "1.5")).expect("written");
    let extends = root().join("configs/portfolio_china.toml");
    let text = format!(
        "extends = {extends:?}
[portfolio]
file = \"loans.csv\"
[stages]
pd_ratio = 0.5
days_past_due = 1000
[[scenario]]
name = \"mild\"
probability = 0.6
[[scenario]]
name = \"hard\"
probability = 1.4
[[scenario]]
name = \"none\"
"
    );
    let path = folder.path().join("study.toml");
    fs::write(&path, text).expect("written");
    let told = |sets: &[&str]| {
        let sets = sets.iter().map(|set| (*set).to_owned()).collect();
        let faults = load(&path, &Overrides { sets, ..Overrides::default() }).expect_err("faults");
        format!("{faults}")
    };
    let all = told(&[]);
    for part in [
        "loans.csv:3  origination_pd = 1.5 is not allowed: a number from 0 to 1 is",
        "stages.pd_ratio",
        "stages.days_past_due",
        "scenario[1].probability",
        "has a probability in 2 of 3 scenarios",
    ] {
        assert!(all.contains(part), "{part} is not told:\n{all}");
    }
    let text =
        fs::read_to_string(&path).expect("read").replace("1.4", "0.3").replace("[[scenario]]\nname = \"none\"\n", "");
    fs::write(&path, text).expect("written");
    let sum = told(&[]);
    assert!(sum.contains("add up to 0.900, not 1"), "{sum}");
    // A study without a tape has no loans to put into stages.
    let study = format!("extends = {:?}\n[stages]\npd_ratio = 2\n", root().join("configs/china_leverage.toml"));
    fs::write(&path, study).expect("written");
    let without = told(&[]);
    assert!(without.contains("no [portfolio]"), "{without}");
}

/// Every path by itself: defaults and losses of each year, and whose loans are still there.
#[test]
fn years_are_what_paths_add_up_to() {
    let folder = tempfile::tempdir().expect("a folder");
    let study = study(folder.path(), "", ["", ""]);
    let labels: Vec<CellLabel> = study.cells.iter().map(|cell| cell.label.clone()).collect();
    let mut by_hand: BTreeMap<(usize, i64), [f64; 4]> = BTreeMap::new();
    let mut lent = [0.0; 2];
    let result = run_paths(&study, |_, outcomes| {
        for (cell, outcome) in outcomes.iter().enumerate() {
            lent[cell] += outcome.loan as f64;
            if outcome.default_month != ABSENT {
                let sums = by_hand.entry((cell, (outcome.default_month - 1) / 12 + 1)).or_default();
                let loss_at_default = outcome.ead - outcome.recovery_pv + outcome.lender_costs_pv;
                let added = [1.0, outcome.ead as f64, loss_at_default as f64, outcome.loss_pv as f64];
                sums.iter_mut().zip(added).for_each(|(sum, amount)| *sum += amount);
            }
        }
    });
    let table = years(&result, &labels).expect("a table");
    assert_eq!(table.height(), 2 * 3);
    let all = summary(&result, &labels).expect("a summary");
    let (cells, of_years) = (whole_numbers(&table, "cell"), whole_numbers(&table, "year"));
    let loans = (u64::from(WORLDS) * study.households) as f64;
    let (mut to_date, mut lost) = ([0.0; 2], [0.0; 2]);
    for row in 0..table.height() {
        let cell = cells[row] as usize;
        let [defaults, ead, loss_at_default, loss] = by_hand[&(cell, of_years[row])];
        let of = |name: &str| numbers(&table, name)[row].expect(name);
        let same = |name: &str, expected: f64| {
            assert!((of(name) - expected).abs() < 1e-12, "{name}: {} for {expected}", of(name))
        };
        same("default_rate_run_off", defaults / loans);
        same("default_rate_year", defaults / loans / of("at_risk_start"));
        same("ead_rate", ead / lent[cell]);
        same("lgd_year", loss_at_default / ead);
        same("loss_rate_year", loss / lent[cell]);
        to_date[cell] += defaults / loans;
        lost[cell] += loss / lent[cell];
        same("default_rate_to_date", to_date[cell]);
        let shares = ["past_due_to_30", "past_due_31_to_89", "past_due_90_plus"].map(of);
        assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-12 && shares[2] > 0.0, "{shares:?}");
        assert_eq!(whole_numbers(&table, "year_months")[row], 12);
    }
    for cell in 0..2 {
        assert!((numbers(&all, "expected_loss")[cell].expect("a loss") - lost[cell]).abs() < 1e-12);
        assert!((numbers(&all, "default_rate")[cell].expect("a rate") - to_date[cell]).abs() < 1e-12);
    }
}
