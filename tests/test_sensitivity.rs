//! What moving keys does, where it is known in closed form.

use polars::prelude::DataFrame;
use underwater::aggregate::Estimator;
use underwater::answers::sensitivity::{EFFECTS, assumptions, effects, one_at_a_time};
use underwater::config::{Loaded, Overrides, load};
use underwater::outcome::label::CellLabel;
use underwater::stats::Estimate;
use underwater::study::resolve;

use crate::support::{config, loaded, run};

/// One month of a price that moves alone; nobody can do anything about it.
const ONE_MONTH: &str = r#"
study = { name = "one-month", seed = 20240301, worlds = 200_000, households = 1, horizon_months = 1, workout_tail_months = 0 }
price = { kind = "gbm", drift_annual = -0.3, volatility_annual = 0.8 }
labour = { kind = "ar1", separation_monthly = 0.0, finding_monthly = 0.5 }
household = { home_price = 1_000_000, income_monthly = 100_000, cash_mode = "amount", cash = 0 }
loan = { down_payment = 0.2, annual_rate = 0.03, term_months = 360, method = "interest-only" }
foreclosure.rounds = [{ start_level_frac = 1.0, success = 0.5 }]
recourse.kind = "none"
"#;

fn keys(keys: &[&str]) -> Vec<String> {
    keys.iter().map(|key| (*key).to_owned()).collect()
}

/// The rows of moving keys of a config.
fn rows(loaded: &Loaded, moved: &[&str], by: f64, estimate: &str) -> DataFrame {
    let design = one_at_a_time(loaded, "--keys", &keys(moved), by).expect("a design");
    let labels: Vec<CellLabel> = resolve(loaded).cells.into_iter().map(|cell| cell.label).collect();
    let estimator = Estimator::find(estimate).expect("an estimate");
    effects(&design, &run(&resolve(&design.loaded)), &labels, &[estimator]).expect("a table")
}

fn numbers(table: &DataFrame, column: &str) -> Vec<Option<f64>> {
    table.column(column).expect(column).f64().expect("numbers").iter().collect()
}

fn texts(table: &DataFrame, column: &str) -> Vec<String> {
    let column = table.column(column).expect(column).str().expect("texts");
    column.iter().map(|text| text.expect("a text").to_owned()).collect()
}

fn changes(table: &DataFrame) -> Vec<Estimate> {
    let errors = numbers(table, "change_mcse");
    numbers(table, "change").into_iter().zip(errors).map(|(value, mcse)| Estimate { value, mcse }).collect()
}

/// P(V₁ < D) = Φ((ln(1 − d) − (μ − σ²/2)/12) ÷ (σ/√12)) at a down payment d.
fn under_water(down_payment: f64, drift: f64, volatility: f64) -> f64 {
    use statrs::distribution::{ContinuousCDF, Normal};
    let mean = (drift - 0.5 * volatility * volatility) / 12.0;
    Normal::standard().cdf(((1.0 - down_payment).ln() - mean) / (volatility / 12f64.sqrt()))
}

/// The change of a probability known in closed form, at keys of a loan and of the world, and its elasticity.
#[test]
fn changes_under_gbm_are_those_of_the_formula() {
    let loaded = loaded(ONE_MONTH);
    let table = rows(
        &loaded,
        &["loan.down_payment", "price.volatility_annual", "price.drift_annual"],
        0.1,
        "ever_under_water_rate",
    );
    let base = under_water(0.2, -0.3, 0.8);
    let exact = [
        (under_water(0.18, -0.3, 0.8), 0.18, -0.1),
        (under_water(0.22, -0.3, 0.8), 0.22, 0.1),
        (under_water(0.2, -0.3, 0.72), 0.72, -0.1),
        (under_water(0.2, -0.3, 0.88), 0.88, 0.1),
        // Up is to a larger number, of one below 0 too.
        (under_water(0.2, -0.33, 0.8), -0.33, -0.1),
        (under_water(0.2, -0.27, 0.8), -0.27, 0.1),
    ];
    let (values, elasticities) = (numbers(&table, "value"), numbers(&table, "elasticity"));
    assert_eq!(texts(&table, "direction"), ["down", "up"].repeat(3));
    for (row, change) in changes(&table).into_iter().enumerate() {
        let (there, value, share) = exact[row];
        let (found, error) = (change.value.expect("a change"), change.mcse.expect("an error"));
        println!("{value}: {found:.6} ± {error:.6}, exact {:.6}", there - base);
        assert!((values[row].expect("a value") - value).abs() < 1e-12);
        assert!((found - (there - base)).abs() < 4.0 * error, "{value}: {found} ± {error}, exact {}", there - base);
        assert!(error < 0.05 * (there - base).abs(), "an error of a fifth would not show: {error}");
        let elasticity = elasticities[row].expect("an elasticity");
        assert!((elasticity - (there - base) / base / share).abs() < 0.05 * elasticity.abs() + 4.0 * error / base);
        let own = found / numbers(&table, "estimate_in_cell")[row].expect("a rate") / share;
        assert!((elasticity - own).abs() < 1e-9, "{elasticity} {own}");
    }
    // A run at the value by itself says the same to the last household.
    let there = ONE_MONTH.replace("down_payment = 0.2,", "down_payment = 0.18,");
    let alone = Estimator::find("ever_under_water_rate").expect("an estimate");
    let alone = alone.of(&run(&resolve(&crate::support::loaded(&there))), 0).expect("a rate");
    assert_eq!(numbers(&table, "estimate_at_value")[0], alone.value);
    assert_eq!(numbers(&table, "estimate_at_value_mcse")[0], alone.mcse);
}

/// Where a home brings less than the debt, every unit of the auction's cost is the lender's loss.
#[test]
fn the_loss_is_linear_in_a_cost() {
    let sets = vec!["foreclosure.auction_cost_frac=0.05".to_owned()];
    let overrides = Overrides { sets, ..Overrides::default() };
    let case = load(&config("cases/halved_and_auctioned_at_half.toml"), &overrides).expect("a config");
    let moved = |by| {
        let table = rows(&case, &["foreclosure.auction_cost_frac"], by, "expected_loss");
        let change = changes(&table);
        [change[0].value.expect("a change"), change[1].value.expect("a change")]
    };
    let ([down, up], [down_twice, up_twice]) = (moved(0.2), moved(0.4));
    println!("{down} {up} {down_twice} {up_twice}");
    // An auction at half of a home of half the price: 1% of 500,000 less, of a loan of 1.5 million, undiscounted at 0%.
    assert!((up - 0.01 * 500_000.0 / 1_500_000.0).abs() < 1e-8, "{up}");
    assert!((up + down).abs() < 1e-8 && (up_twice - 2.0 * up).abs() < 1e-8 && (down_twice - 2.0 * down).abs() < 1e-8);
}

#[test]
fn what_the_config_may_not_have_is_left_empty_and_says_why() {
    let text =
        ONE_MONTH.replace("200_000", "50").replace("down_payment = 0.2", "down_payment = 0.95") + "\n[sweep.points]\n";
    let text = text
        .replace("\n[sweep.points]\n", "\nsweep.points = [{}, { \"loan.term_months\" = 2, \"loan.annual_rate\" = 0 }]");
    let loaded = loaded(&text);
    let moved = ["loan.down_payment", "loan.term_months", "loan.annual_rate", "labour.finding_monthly"];
    let table = rows(&loaded, &moved, 0.1, "default_rate");
    let (values, why) = (numbers(&table, "value"), texts(&table, "why_empty"));
    let of = |cell: usize, key: usize| {
        let row = (cell * moved.len() + key) * 2;
        ([values[row], values[row + 1]], [why[row].as_str(), why[row + 1].as_str()])
    };
    assert_eq!(table.height(), 16);
    // 0.95·1.1 is no share; it is not cut to one that is.
    let (values, why) = of(0, 0);
    assert!((values[0].expect("a value") - 0.855).abs() < 1e-12 && values[1].is_none());
    assert_eq!(why, ["", "= 1.045 is not in [0, 1)"]);
    // A tenth of 360 months is 36; of 2 it is nothing, and a whole number moves by one.
    assert_eq!(of(0, 1), ([Some(324.0), Some(396.0)], ["", ""]));
    assert_eq!(of(1, 1), ([Some(1.0), Some(3.0)], ["", ""]));
    let nothing = "= 0, and a share of nothing is nothing";
    assert_eq!(of(1, 2), ([None, None], [nothing, nothing]));
    let empty = |column: &str| numbers(&table, column)[1].is_none();
    assert!(["value", "estimate_at_value", "change", "elasticity"].into_iter().all(empty));
    let columns: Vec<&str> = table.get_column_names().into_iter().map(|name| name.as_str()).collect();
    let declared: Vec<&str> = (EFFECTS.columns)().into_iter().map(|declared| declared.column.name).collect();
    assert!(
        declared.iter().filter(|name| !["scenario", "<swept key>"].contains(name)).all(|name| columns.contains(name))
    );
}

/// A rule between keys that one move alone breaks leaves that move out, and no other.
#[test]
fn a_rule_between_keys_leaves_one_move_out() {
    let text = ONE_MONTH
        .replace("200_000", "50")
        .replace("home_price = 1_000_000", "home_price = { uniform = { min = 900_000, max = 950_000 } }");
    let table = rows(&loaded(&text), &["household.home_price.uniform.min", "loan.down_payment"], 0.1, "default_rate");
    let why = texts(&table, "why_empty");
    assert_eq!(why[0], "");
    assert!(why[1].contains("household.home_price.uniform.max = 950_000 is below min = 990000"), "{}", why[1]);
    assert_eq!(why[2..], ["", ""]);
}

#[test]
fn assumptions_are_numbers_whose_comment_says_so() {
    let text = "study.name = \"x\"\nstudy.seed = 7 # assumption\nstudy.worlds = 1\nstudy.households = 1\nstudy.horizon_months = 1\n\
                price.kind = \"gbm\" # assumption\nprice.drift_annual = 0.0 # an ASSUMPTION, no more\n\
                price.volatility_annual = 0.1 # no assumptions here\nlabour.kind = \"ar1\"\n\
                labour.separation_monthly = 0.01 # PBC 2024\n# assumption: the comment above\nlabour.finding_monthly = 0.3\n\
                household.home_price = { uniform = { min = 1_000_000, max = 2_000_000 } } # assumption\n\
                household.income_monthly = 100_000 # 假设\nhousehold.cash_mode = \"amount\"\nhousehold.cash = 0\n\
                loan = { down_payment = 0.2, annual_rate = 0.03, term_months = 360, method = \"level\" }\n\
                foreclosure.rounds = [{ start_level_frac = 1.0, success = 0.5 }]\nrecourse.kind = \"none\"\n";
    let found = assumptions(&loaded(text));
    assert_eq!(found.keys, ["price.drift_annual", "labour.finding_monthly", "household.income_monthly"]);
    let left_out: Vec<(&str, &str)> = found.left_out.iter().map(|it| (it.key.as_str(), it.why.as_str())).collect();
    assert_eq!(left_out[0], ("study.seed", "is the same for every cell"));
    assert_eq!(left_out[1], ("price.kind", "= \"gbm\" is not a number"));
    assert_eq!(left_out[2].0, "household.home_price");
    assert!(
        left_out[2].1.contains("household.home_price.uniform.max or household.home_price.uniform.min"),
        "{left_out:?}"
    );
    // Of what a config extends as well.
    let smoke = load(&config("smoke.toml"), &Overrides::default()).expect("a config");
    let found = assumptions(&smoke);
    for key in ["price.volatility_annual", "distress.selling_cost_frac", "foreclosure.rounds[2].success"] {
        assert!(found.keys.iter().any(|found| found == key), "{key}: {:?}", found.keys);
    }
}
