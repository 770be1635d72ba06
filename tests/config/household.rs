//! Faults of the tables below `[household]` and of `[underwriting]`.

use super::support::{Folder, GOOD, faults_after};

#[test]
fn every_table_loads() {
    let tables = r#"
[household.wages]
[household.second_earner]
wage_frac = 0.4
leave = { probability = 0.2, month = 12, duration_months = 6 }
divorce = { probability_monthly = 0.01, spending_kept_frac = 0.7, cash_kept_frac = 0.5 }
[household.self_employment]
slump_income_frac = 0.3
second_earner_frac = 0.2
[household.illness]
probability_monthly = 0.01
duration_months = 3
extra_spending_frac = 0.2
[household.letting]
rent_yield_annual = 0.02
in_distress = { probability = 0.5, own_rent_frac = 0.6 }
[household.other_debts]
service_frac = 0.1
months = 24
[household.other_homes]
owner_frac = 0.1
liquidation_value_frac = 0.2
mortgaged = { count = 2, ltv = 0.7, rate_annual = 0.035, remaining_months = 240 }
[household.family_help]
months = 2
[household.correlation]
price_income = 0.4
[underwriting]
maximum_dsti = 0.5
"#;
    let folder = Folder::of(&[("a.toml", &format!("{GOOD}{tables}"))]);
    assert_eq!(folder.faults(folder.load("a.toml")), "");
}

#[test]
fn what_they_do_not_take() {
    let tables = r#"
[household.wages]
growth_anual = 0.02
scar_frac = 10
[household.second_earner]
spell_correlation = 1.0
leave = { probability = 0.2, duration_months = 6 }
[household.self_employment]
slump_income_frac = "35%"
[household.illness]
probability_monthly = 1.0
duration_months = { lognormal = { median = 200, sigma = 1 } }
extra_spending_frac = -0.1
[household.letting]
rent_yield_annual = 0.02
in_distress = { probability = 0.5, own_rent_frac = 3 }
[household.other_homes]
owner_frac = 0.1
liquidation_value_frac = { uniform = { min = -0.2, max = 0.2 } }
[household.family_help]
[underwriting]
maximum_dsti = 50
maximum_age_and_term_years = 40
"#;
    let folder = Folder::of(&[("a.toml", &format!("{GOOD}{tables}"))]);
    let base = GOOD.lines().count();
    let faults = folder.faults(folder.load("a.toml"));
    let expected = [
        (3, 1, "household.wages.growth_anual is not a key; did you mean `growth_annual`?"),
        (4, 13, "household.wages.scar_frac = 10 is not in [0, 1]; 10% is written 0.10"),
        (
            5,
            1,
            "household.second_earner.wage_frac is missing; its wage as a share of the household's income at origination, 0 to 1",
        ),
        (6, 21, "household.second_earner.spell_correlation = 1.0 is not in (-1, 1)"),
        (
            7,
            9,
            "household.second_earner.leave.month is missing; its first month from origination, rounded, at least 1, at most 600",
        ),
        (9, 21, "household.self_employment.slump_income_frac = \"35%\" is not a number; 35% is written 0.35"),
        (11, 23, "household.illness.probability_monthly = 1.0 is not in [0, 1)"),
        (13, 23, "household.illness.extra_spending_frac = -0.1 is not in [0, 100]"),
        (16, 52, "household.letting.in_distress.own_rent_frac = 3 is not in [0, 2]; 3% is written 0.03"),
        (19, 46, "household.other_homes.liquidation_value_frac.uniform.min = -0.2 is not in [0, 10]"),
        (
            20,
            1,
            "household.family_help.months is missing; the sum given in the first month whose payment falls short, in months of need, 0 to 600",
        ),
        (22, 16, "underwriting.maximum_dsti = 50 is not in [0, 10]"),
    ];
    for (line, column, fault) in expected {
        let line = format!("a.toml:{}:{column}  {fault}", base + line);
        assert!(faults.contains(&line), "{line}\nis not among\n{faults}");
    }
    assert!(faults.contains("underwriting.building_age_years is missing"), "{faults}");
}

#[test]
fn mortgaged_homes_that_cannot_be() {
    let with = |mortgaged: &str| {
        let homes = format!(
            "[household.other_homes]\nowner_frac = 1\nliquidation_value_frac = 0\nmortgaged = {{ {mortgaged} }}\n"
        );
        faults_after(&[("[loan]", &format!("{homes}[loan]"))])
    };
    assert_eq!(with("count = 2, ltv = 0.7, rate_annual = 0.035, remaining_months = 240"), "");
    for (mortgaged, fault) in [
        ("count = 0, ltv = 0.7, rate_annual = 0.035, remaining_months = 240", "mortgaged.count = 0 is not in [1, 20]"),
        (
            "count = 2, ltv = 70, rate_annual = 0.035, remaining_months = 240",
            "mortgaged.ltv = 70 is not in [0, 2]; 70% is written 0.70",
        ),
        (
            "count = 2, ltv = 0.7, rate_annual = 3.5, remaining_months = 240",
            "mortgaged.rate_annual = 3.5 is not in [0, 1]; 3.5% is written 0.035",
        ),
        (
            "count = 2, ltv = 0.7, rate_annual = 0.035",
            "mortgaged.remaining_months is missing; instalments that are left of each loan, 1 to 600",
        ),
        (
            "count = 2, ltv = 0.7, rate = 0.035, remaining_months = 240",
            "mortgaged.rate is not a key; did you mean `rate_annual`?",
        ),
    ] {
        let faults = with(mortgaged);
        assert!(faults.contains(&format!("household.other_homes.{fault}")), "{fault} is not in {faults}");
    }
}

#[test]
fn correlations_that_cannot_be() {
    let with = |text: &str| faults_after(&[("[loan]", &format!("[household.correlation]\n{text}\n[loan]"))]);
    let lognormal_cash = ("cash_months = 6", "cash_months = { uniform = { min = 1, max = 6 } }");
    assert_eq!(with("price_income = 0.5"), "");
    assert!(with("price_cash = 0.5").ends_with(
        "household.correlation.price_cash = 0.5 has nothing to correlate: household.cash_months is the same for everyone"
    ));
    let impossible = "[household.correlation]\nprice_income = 0.9\nprice_cash = 0.9\nincome_cash = -0.9\n[loan]";
    let faults = faults_after(&[lognormal_cash, ("[loan]", impossible)]);
    assert!(faults.contains("leaves no room for the others: the matrix is not positive definite"), "{faults}");
    let beta = ("{ uniform = { min = 8, max = 14 } }", "{ beta = { alpha = 2, beta = 2, min = 8, max = 14 } }");
    let faults = faults_after(&[beta, ("[loan]", "[household.correlation]\nprice_income = 0.5\n[loan]")]);
    assert!(faults.contains("is a beta distribution, which has no inverse here"), "{faults}");
}

#[test]
fn a_second_earner_for_a_share_of_them() {
    let table = "[household.self_employment]\nslump_income_frac = 0.5\nsecond_earner_frac = 0.1\n[loan]";
    let faults = faults_after(&[("[loan]", table)]);
    assert!(faults.ends_with("second_earner_frac = 0.1 needs a [household.second_earner]"), "{faults}");
}

/// What follows consumer prices needs to know them.
#[test]
fn nothing_follows_prices_that_are_not_known() {
    let faults = super::support::faults_after(&[
        ("[loan]\n", "[household.wages]\nfollow_inflation = true\n[loan]\n"),
        ("kind = \"full\"", "kind = \"full\"\nallowance_follows_inflation = true"),
    ]);
    for key in ["household.wages.follow_inflation", "allowance_follows_inflation"] {
        let expected = format!("{key} = true needs an [inflation] to follow; inflation = {{ kind = \"constant\"");
        assert!(faults.contains(&expected), "{expected}\nis not among\n{faults}");
    }
    assert_eq!(faults.lines().count(), 2, "{faults}");
}

/// A couple is two earners, and what stays with the home is a share.
#[test]
fn a_divorce_wants_a_couple() {
    let tables =
        "[household.second_earner.divorce]\nprobability_monthly = 1\nspending_kept_frac = 1.5\ncash_kept_frac = -0.1\n";
    let folder = Folder::of(&[("a.toml", &format!("{GOOD}{tables}"))]);
    let base = GOOD.lines().count();
    let faults = folder.faults(folder.load("a.toml"));
    let expected = [
        (
            1,
            12,
            "household.second_earner.wage_frac is missing; its wage as a share of the household's income at origination, 0 to 1",
        ),
        (2, 23, "household.second_earner.divorce.probability_monthly = 1 is not in [0, 1)"),
        (3, 22, "household.second_earner.divorce.spending_kept_frac = 1.5 is not in [0, 1]"),
        (4, 18, "household.second_earner.divorce.cash_kept_frac = -0.1 is not in [0, 1]"),
    ];
    for (line, column, fault) in expected {
        let line = format!("a.toml:{}:{column}  {fault}", base + line);
        assert!(faults.contains(&line), "{line}\nis not among\n{faults}");
    }
}
