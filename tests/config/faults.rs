//! How faults read, all at once and in order.

use super::support::{Folder, GOOD, faults_after};

#[test]
fn a_good_config_loads() {
    let folder = Folder::of(&[("a.toml", GOOD)]);
    assert_eq!(folder.faults(folder.load("a.toml")), "");
}

#[test]
fn a_dozen_faults_are_found_at_once() {
    let text = r#"
[study]
name = "so many"
worlds = 0
housholds = 20
horizon_months = 60.0

[price]
kind = "gmb"

[labour]
kind = "ar1"
separation_monthly = "1%"
finding_monthly = 20
series = { file = "x.csv", column = "y" }

[household]
home_price = { lognormal = { median = 3e6, sigma = -0.4 } }
cash_mode = "savings"
cash_months = 6

[loan]
down_payment = 30
annual_rate = 0.04
spread_annual = 0.01
term_months = 2026-01-01
garnished_share = 0.5
method = "annuity"

[foreclosure]
summary_procedure = "yes"
[[foreclosure.rounds]]
start_level_frac = 70
success = { uniform = { min = 0.9, max = 0.5 } }

[recourse]
"#;
    let folder = Folder::of(&[("configs/a.toml", text)]);
    insta::assert_snapshot!(folder.faults(folder.load("configs/a.toml")), @r#"
    configs/a.toml:3:8  study.name = "so many" is not a name: letters, digits, `_` and `-` of the ASCII set
    configs/a.toml:4:10  study.worlds = 0 is not in [1, 4000000000]
    configs/a.toml:5:1  study.housholds is not a key; did you mean `households`?
    configs/a.toml:6:18  study.horizon_months = 60.0 is not a whole number; write 60
    configs/a.toml:9:8  price.kind = "gmb" is not "gbm", "momentum", "bootstrap", "replay" or "path"; did you mean `gbm`?
    configs/a.toml:13:22  labour.separation_monthly = "1%" is not a number; 1% is written 0.01
    configs/a.toml:14:19  labour.finding_monthly = 20 is not in [0, 1); 20% is written 0.20
    configs/a.toml:15:1  labour.series is not a key; it belongs to kind = "series"
    configs/a.toml:17:1  [household] needs price_to_income_years or income_monthly
    configs/a.toml:17:1  household.savings is missing; cash_mode = "savings" needs it
    configs/a.toml:18:52  household.home_price.lognormal.sigma = -0.4 is not in [0, inf)
    configs/a.toml:20:15  household.cash_months = 6 belongs to cash_mode = "months", not "savings"
    configs/a.toml:23:16  loan.down_payment = 30 is not in [0, 1); 30% is written 0.30
    configs/a.toml:25:1  loan.spread_annual stands beside loan.annual_rate; keep one
    configs/a.toml:25:17  loan.spread_annual = 0.01 needs a [policy_rate] to be added to
    configs/a.toml:26:15  loan.term_months = 2026-01-01 is not a whole number
    configs/a.toml:27:1  loan.garnished_share is not a key; `garnished_share` is a key of [recourse]
    configs/a.toml:28:10  loan.method = "annuity" is not "level", "constant-principal", "hybrid" or "interest-only"
    configs/a.toml:31:21  foreclosure.summary_procedure = "yes" is not true or false; yes is written true
    configs/a.toml:33:20  foreclosure.rounds[0].start_level_frac = 70 is not in (0, 2]; 70% is written 0.70
    configs/a.toml:34:42  foreclosure.rounds[0].success.uniform.max = 0.5 is below min = 0.9
    configs/a.toml:36:1  recourse.kind is missing; whether the household is liable for a deficiency
    "#);
}

#[test]
fn columns_count_characters() {
    let faults = faults_after(&[("down_payment = 0.3", "down_payment = { \"首付\" = 1, unifrom = 2 }")]);
    insta::assert_snapshot!(faults, @"
    a.toml:24:18  loan.down_payment.首付 is not a law; there are uniform, lognormal, triangular, normal, empirical, discrete and beta
    a.toml:24:28  loan.down_payment.unifrom is not a law; there are uniform, lognormal, triangular, normal, empirical, discrete and beta; did you mean `uniform`?
    ");
}

#[test]
fn syntax_is_reported_with_its_place() {
    insta::assert_snapshot!(faults_after(&[("worlds = 10", "worlds = = 10")]), @"a.toml:4:10  extra `=`, expected nothing");
}

#[test]
fn a_missing_file_suggests_its_neighbour() {
    let folder = Folder::of(&[("mainland.toml", GOOD)]);
    insta::assert_snapshot!(folder.faults(folder.load("mainlnad.toml")), @"mainlnad.toml  does not exist; did you mean `mainland.toml`?");
}

#[test]
fn exclusive_and_dependent_keys() {
    let faults = faults_after(&[
        ("annual_rate = 0.04", "spread_annual = 0.01\nswitch_month = 12"),
        ("cash_months = 6", "savings = 100"),
        ("price_to_income_years = { uniform = { min = 8, max = 14 } }", ""),
    ]);
    insta::assert_snapshot!(faults, @r#"
    a.toml:18:1  [household] needs price_to_income_years or income_monthly
    a.toml:18:1  household.cash_months is missing; cash_mode = "months" needs it
    a.toml:21:11  household.savings = 100 belongs to cash_mode = "savings", not "months"
    a.toml:25:17  loan.spread_annual = 0.01 needs a [policy_rate] to be added to
    a.toml:26:16  loan.switch_month = 12 belongs to method = "hybrid"
    "#);
}

#[test]
fn hybrid_needs_a_month_before_the_end() {
    let without = faults_after(&[("term_months = 360", "term_months = 360\nmethod = \"hybrid\"")]);
    insta::assert_snapshot!(without, @r#"a.toml:23:1  loan.switch_month is missing; method = "hybrid" needs the last month of level payment"#);
    let beyond = faults_after(&[("term_months = 360", "term_months = 60\nmethod = \"hybrid\"\nswitch_month = 60")]);
    insta::assert_snapshot!(beyond, @"a.toml:28:16  loan.switch_month = 60 is not below loan.term_months = 60");
}

#[test]
fn knots_start_at_0_and_go_forward() {
    let faults = faults_after(&[(
        "kind = \"gbm\"\ndrift_annual = 0.02\nvolatility_annual = 0.15",
        "kind = \"path\"\nknots = [{ month = 1, level = 1 }, { month = 9, level = 0.5 }, \
         { month = 9, level = 0 }, { month = 6, level = 1 }]",
    )]);
    insta::assert_snapshot!(faults, @"
    a.toml:10:20  price.knots[0].month = 1 is not 0, where a path starts
    a.toml:10:74  price.knots[2].month = 9 stands twice
    a.toml:10:85  price.knots[2].level = 0 is not in (0, inf)
    a.toml:10:100  price.knots[3].month = 6 comes after month 9
    ");
}

#[test]
fn correlations_must_be_possible() {
    let impossible = faults_after(&[(
        "[household]",
        "[policy_rate]\nkind = \"vasicek\"\ninitial_annual = 0.03\nmean_annual = 0.03\n\
         reversion_annual = 0.2\nvolatility_annual = 0.01\n\
         [correlation]\nprice_labour = -0.9\nprice_policy_rate = 0.8\nlabour_policy_rate = 0.7\n\
         [household]",
    )]);
    insta::assert_snapshot!(impossible, @"a.toml:25:16  correlation.price_labour = -0.9 leaves no room for the others: the matrix is not positive definite");
    let silent = faults_after(&[("[household]", "[correlation]\nprice_policy_rate = 0.3\n[household]")]);
    insta::assert_snapshot!(silent, @"a.toml:19:21  correlation.price_policy_rate = 0.3 has nothing to correlate: an absent [policy_rate] has no Gaussian innovation");
}

#[test]
fn unknown_tables_and_keys_of_other_tables() {
    let faults = faults_after(&[
        ("[recourse]", "[recorse]\n[recourse]"),
        ("cash_months = 6", "cash_months = 6\ngarnished_share = 0.5\nhome_price_volatility = 1"),
        ("kind = \"gbm\"", "momentum_monthly = 0.5\nkind = \"gbm\""),
    ]);
    insta::assert_snapshot!(faults, @r#"
    a.toml:9:1  price.momentum_monthly is not a key; it belongs to kind = "momentum"
    a.toml:23:1  household.garnished_share is not a key; `garnished_share` is a key of [recourse]
    a.toml:24:1  household.home_price_volatility is not a key; did you mean `home_price`?
    a.toml:40:2  recorse is not a table; did you mean `recourse`?
    "#);
}

#[test]
fn a_fault_found_later_has_its_place() {
    let folder = Folder::of(&[("a.toml", GOOD)]);
    let loaded = folder.load("a.toml").expect("a good config");
    let present = loaded.document.fault_at("loan.term_months", "outlasts the series", None);
    let absent = loaded.document.fault_at("loan.switch_month", "nothing to switch", None);
    let shown = format!("{present}\n{absent}").replace(&folder.path("").display().to_string(), "");
    insta::assert_snapshot!(shown, @"
    a.toml:26:15  loan.term_months = 360 outlasts the series
    a.toml:23:1  loan.switch_month is missing: nothing to switch
    ");
}
