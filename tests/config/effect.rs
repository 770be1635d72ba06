//! What every cell overwrites: right by itself in a file, refused where it could only be meant to count.

use super::support::{Folder, GOOD};

const SWEEP: &str = "[sweep]\ngrid = { \"loan.down_payment\" = [0.1, 0.2] }\n";
const SCENARIOS: &str = "[[scenario]]\nname = \"mild\"\nprice = { drift_annual = 0 }\n\
    [[scenario]]\nname = \"crash\"\nprice = { kind = \"path\", knots = [{ month = 0, level = 1 }] }\n";

fn faults(text: &str, sets: &[&str]) -> String {
    let folder = Folder::of(&[("a.toml", text)]);
    folder.faults(folder.load_set("a.toml", sets))
}

#[test]
fn a_base_is_checked_also_where_every_cell_has_another_value() {
    let garbage = GOOD.replace("down_payment = 0.3", "down_payment = \"garbage\"");
    insta::assert_snapshot!(faults(&(garbage.clone() + SWEEP), &[]), @r#"a.toml:24:16  loan.down_payment = "garbage" is not a number or a distribution"#);
    let range = GOOD.replace("drift_annual = 0.02", "drift_annual = 20");
    insta::assert_snapshot!(faults(&(range + SCENARIOS), &[]), @"a.toml:10:16  price.drift_annual = 20 is not in [-1, 1]; 20% is written 0.20");
    let of_scenario = "[[scenario]]\nname = \"a\"\nloan = { down_payment = 3 }\n[[scenario]]\nname = \"b\"\n";
    insta::assert_snapshot!(faults(&format!("{GOOD}{SWEEP}{of_scenario}"), &[]), @"a.toml:43:25  loan.down_payment = 3 is not in [0, 1); 3% is written 0.03");
    // A good value below a sweep is the base, and no fault.
    assert_eq!(faults(&format!("{GOOD}{SWEEP}"), &[]), "");
}

#[test]
fn a_base_may_hold_the_keys_of_every_swept_kind() {
    let text = GOOD.replace("drift_annual = 0.02", "drift_annual = 0.02\nknots = [{ month = 0, level = 1 }]");
    assert_eq!(faults(&format!("{text}[sweep]\ngrid = {{ \"price.kind\" = [\"gbm\", \"path\"] }}\n"), &[]), "");
    let faults = faults(&format!("{text}{SWEEP}"), &[]);
    insta::assert_snapshot!(faults, @r#"a.toml:11:1  price.knots is not a key; it belongs to kind = "path""#);
}

#[test]
fn an_option_that_every_cell_overwrites_is_refused() {
    let swept = format!("{GOOD}{SWEEP}");
    insta::assert_snapshot!(faults(&swept, &["loan.down_payment=0.3", "loan.term_months=240"]), @"--set loan.down_payment=0.3:  loan.down_payment has no effect: [sweep] sets loan.down_payment in every cell; leave it out, or change it there");
    insta::assert_snapshot!(faults(&format!("{GOOD}{SCENARIOS}"), &["price.drift_annual=0.01"]), @r#"--set price.drift_annual=0.01:  price.drift_annual has no effect: every scenario replaces it, "mild" and "crash"; leave it out, or change it there"#);
    // One cell that has it is enough, and so is a part of it.
    let alone = GOOD.to_owned() + "[sweep.one_at_a_time]\n\"loan.down_payment\" = [0.2]\n";
    assert_eq!(faults(&alone, &["loan.down_payment=0.25"]), "");
    let sweep = GOOD.to_owned() + "[sweep]\ngrid = { \"household.home_price.lognormal.sigma\" = [0.1, 0.2] }\n";
    assert_eq!(faults(&sweep, &["household.home_price={ lognormal = { median = 1e6, sigma = 0.3 } }"]), "");
    assert_eq!(faults(&swept, &["loan.term_months=300", "loan.term_months=240"]), "");
}

#[test]
fn what_a_scenario_sets_and_the_sweep_overwrites_is_refused() {
    let text = format!(
        "{GOOD}{SWEEP}[[scenario]]\nname = \"a\"\nloan = {{ down_payment = 0.5, term_months = 120 }}\n\
         [[scenario]]\nname = \"b\"\n"
    );
    insta::assert_snapshot!(faults(&text, &[]), @"a.toml:43:25  loan.down_payment has no effect in scenario[0]: [sweep] sets loan.down_payment in every cell; leave it out, or change it there");
}

#[test]
fn a_repeated_name_is_one_fault() {
    let text = "[sweep]\ngrid = { \"loan.down_payment\" = [0.1, 0.2, 0.3, 0.4] }\n\
        [[scenario]]\nname = \"a\"\n[[scenario]]\nname = \"a\"\n";
    insta::assert_snapshot!(faults(&format!("{GOOD}{text}"), &[]), @r#"a.toml:44:8  scenario[1].name = "a" is the name of scenario[0] too"#);
}
