//! How faults read, all at once and in order.

use underwater::told::Told;

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
    configs/a.toml:9:8  price.kind = "gmb" is not "gbm", "momentum", "mean-reverting", "jump-diffusion", "regime-switching", "bootstrap", "replay" or "path"; did you mean `gbm`?
    configs/a.toml:13:22  labour.separation_monthly = "1%" is not a number; 1% is written 0.01
    configs/a.toml:14:19  labour.finding_monthly = 20 is not in [0, 1); 20% is written 0.20
    configs/a.toml:15:1  labour.series is not a key; it belongs to kind = "series"
    configs/a.toml:15:19  labour.series.file = "x.csv" does not exist: there is no configs/x.csv
    configs/a.toml:17:1  [household] needs price_to_income_years or income_monthly
    configs/a.toml:17:1  household.savings is missing; cash_mode = "savings" needs it: savings before down payment and buying costs, 0 or more
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
    a.toml:24:18  loan.down_payment.首付 is not a distribution; there are uniform, lognormal, triangular, normal, empirical, discrete, beta and survey
    a.toml:24:28  loan.down_payment.unifrom is not a distribution; there are uniform, lognormal, triangular, normal, empirical, discrete, beta and survey; did you mean `uniform`?
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
    a.toml:18:1  household.cash_months is missing; cash_mode = "months" needs it: opening cash in months of need, 0 to 600
    a.toml:21:11  household.savings = 100 belongs to cash_mode = "savings", not "months"
    a.toml:25:17  loan.spread_annual = 0.01 needs a [policy_rate] to be added to
    a.toml:26:16  loan.switch_month = 12 belongs to method = "hybrid", not "level"
    "#);
}

#[test]
fn hybrid_needs_a_month_before_the_end() {
    let without = faults_after(&[("term_months = 360", "term_months = 360\nmethod = \"hybrid\"")]);
    insta::assert_snapshot!(without, @r#"a.toml:23:1  loan.switch_month is missing; method = "hybrid" needs it: last month of level payment, 1 to term - 1"#);
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
    let present = loaded.document.fault_at("loan.term_months", Told::new("outlasts the series", "长于序列"), None);
    let absent = loaded.document.fault_at("loan.switch_month", Told::new("nothing to switch", "没有可切换的"), None);
    let shown = format!("{present}\n{absent}").replace(&folder.path("").display().to_string(), "");
    insta::assert_snapshot!(shown, @"
    a.toml:26:15  loan.term_months = 360 outlasts the series
    a.toml:23:1  loan.switch_month is missing: nothing to switch
    ");
}

const GBM: &str = "kind = \"gbm\"\ndrift_annual = 0.02\nvolatility_annual = 0.15";

#[test]
fn regimes_have_names_and_distributions_of_what_follows() {
    let faults = faults_after(&[(
        GBM,
        "kind = \"regime-switching\"\ninitial_regime = \"slid\"\nregimes = [\n\
         { name = \"boom\", drift_annual = 0.05, volatility_annual = 0.1, transition_monthly = [0.95, 0.04, 0] },\n\
         { name = \"slide\", drift_annual = -5, volatility_annual = 0.1, transition_monthly = [0.1, 0.8, 0.1] },\n\
         { name = \"boom\", volatility_annual = 0.1, transition_monthly = [1.5, -0.5] },\n]",
    )]);
    insta::assert_snapshot!(faults, @r#"
    a.toml:10:18  price.initial_regime = "slid" is not a regime; there are "boom" and "slide"; did you mean `slide`?
    a.toml:12:85  price.regimes[0].transition_monthly sums to 0.99, not to 1
    a.toml:13:34  price.regimes[1].drift_annual = -5 is not in [-3, 3]
    a.toml:14:1  price.regimes[2].drift_annual is missing; drift of the level per year in this regime, -3 to 3
    a.toml:14:10  price.regimes[2].name = "boom" stands twice
    a.toml:14:64  price.regimes[2].transition_monthly has 2 probabilities for 3 regimes
    a.toml:14:65  price.regimes[2].transition_monthly[0] = 1.5 is not in [0, 1]; 1.5% is written 0.015
    a.toml:14:70  price.regimes[2].transition_monthly[1] = -0.5 is not in [0, 1]
    "#);
}

#[test]
fn a_chain_with_several_stationary_distributions_names_its_start() {
    let absorbing = "kind = \"regime-switching\"\nregimes = [\n\
         { name = \"good\", drift_annual = 0.05, volatility_annual = 0.1, transition_monthly = [1, 0] },\n\
         { name = \"bad\", drift_annual = -0.05, volatility_annual = 0.1, transition_monthly = [0, 1] }]";
    // With what else is wrong, at once.
    let chain = |price: &str| faults_after(&[(GBM, price), ("annual_rate = 0.04", "annual_rate = 4")]);
    insta::assert_snapshot!(chain(absorbing), @"
    a.toml:8:1  price.initial_regime is missing: without it the chain starts from its stationary distribution, and it has more than one
    a.toml:26:15  loan.annual_rate = 4 is not in [0, 1]; 4% is written 0.04
    ");
    insta::assert_snapshot!(chain(&format!("{absorbing}\ninitial_regime = \"bad\"")), @"a.toml:27:15  loan.annual_rate = 4 is not in [0, 1]; 4% is written 0.04");
}

#[test]
fn overlays_go_forward_within_the_study() {
    let faults = faults_after(&[(
        "volatility_annual = 0.15",
        "volatility_annual = 0.15\ndegrees_of_freedom = 2\noverlay = [\n\
         { from_month = 12, to_month = 6, log_return = -0.2 },\n{ from_month = 121, to_month = 130, log_return = -7 }]",
    )]);
    insta::assert_snapshot!(faults, @"
    a.toml:12:22  price.degrees_of_freedom = 2 is not in (2, 200]
    a.toml:14:31  price.overlay[0].to_month = 6 comes before from_month = 12
    a.toml:15:16  price.overlay[1].from_month = 121 comes after month 120, the end of horizon and tail
    a.toml:15:50  price.overlay[1].log_return = -7 is not in [-5, 5]
    ");
    let silent = faults_after(&[(GBM, "kind = \"path\"\ndegrees_of_freedom = 5\nknots = [{ month = 0, level = 1 }]")]);
    insta::assert_snapshot!(silent, @"a.toml:10:22  price.degrees_of_freedom = 5 has no innovation to shape: the path has no volatility_annual");
    let replayed = faults_after(&[(
        GBM,
        "kind = \"bootstrap\"\ndegrees_of_freedom = 5\nmean_block_months = 6\n\
        series = { file = \"x.csv\", column = \"x\" }",
    )]);
    insta::assert_snapshot!(replayed, @r#"
    a.toml:10:1  price.degrees_of_freedom is not a key; it belongs to kind = "gbm", "momentum", "mean-reverting", "jump-diffusion", "regime-switching" or "path"
    a.toml:12:19  price.series.file = "x.csv" does not exist: there is no x.csv
    "#);
}

#[test]
fn knots_of_the_labour_factor_have_no_innovation() {
    let faults = faults_after(&[(
        "[labour]\nkind = \"ar1\"",
        "[correlation]\nprice_labour = -0.3\n[labour]\nkind = \"knots\"\nsd = 0.3\n\
         knots = [{ month = 0, factor = 9 }, { month = 6, factor = 0.5 }, { month = 6, level = 1 }]",
    )]);
    insta::assert_snapshot!(faults, @r#"
    a.toml:14:16  correlation.price_labour = -0.3 has nothing to correlate: labour.kind = "knots" has no Gaussian innovation
    a.toml:17:1  labour.sd is not a key; it belongs to kind = "ar1"
    a.toml:18:32  labour.knots[0].factor = 9 is not in [-5, 5]
    a.toml:18:66  labour.knots[2].factor is missing; labour factor, -5 to 5; positive is worse: separation hazards are e to it times as high
    a.toml:18:76  labour.knots[2].month = 6 stands twice
    a.toml:18:79  labour.knots[2].level is not a key; `level` is a key of [[price.knots]]
    "#);
}

#[test]
fn a_series_of_rates_is_in_fractions_and_long_enough() {
    let rates = |series: &str, start: &str| {
        let loan = format!(
            "spread_annual = 0.01\n[policy_rate]\nkind = \"series\"\nstart_month = \"{start}\"\n\
             series = {{ file = \"r.csv\", column = \"rate\"{series} }}\n[loan.x]"
        );
        let text = GOOD.replace("annual_rate = 0.04\nterm_months = 360", &format!("term_months = 360\n{loan}"));
        let csv: String = (2000..2006).map(|year| format!("{year},4.5\n")).collect();
        let folder = Folder::of(&[("a.toml", &text.replace("[loan.x]", "")), ("r.csv", &format!("year,rate\n{csv}"))]);
        folder.faults(folder.load("a.toml"))
    };
    assert_eq!(rates(", scale = 0.01", "2000-01"), "");
    insta::assert_snapshot!(rates("", "2000-01"), @"r.csv:2  policy_rate.series has the value 4.5; a rate per year must be in [-0.05, 1]; scale = 0.01 in policy_rate.series reads percents");
    insta::assert_snapshot!(rates(", scale = 0.01", "2004-01"), @r#"a.toml:29:15  policy_rate.start_month = "2004-01" leaves 23 months of the series, 2000-01 to 2005-12; the horizon needs 60; the latest start is "2000-12""#);
}
