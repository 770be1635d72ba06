//! What a study's author is told before a run.

use std::collections::BTreeSet;

use underwater::study::{Caution, Study, cautions};

use crate::support::{config, study_of, study_with};

/// Households of 10,000 a month with 20,000 in cash and a loan of 800,000.
fn study(loan: &str, more: &str) -> Study {
    with_household(loan, "", more)
}

/// The same with more keys of the household.
fn with_household(loan: &str, household: &str, more: &str) -> Study {
    study_of(&format!(
        r#"
        study = {{ name = "cautions", worlds = 2, households = 2, horizon_months = 60, workout_tail_months = 24 }}
        price = {{ kind = "path", knots = [{{ month = 0, level = 1.0 }}] }}
        labour = {{ kind = "ar1", separation_monthly = 0.0, finding_monthly = 0.5 }}
        household = {{ home_price = 1_000_000, income_monthly = 10_000, cash_mode = "amount", cash = 20_000{household} }}
        loan = {{ down_payment = 0.2, {loan} }}
        foreclosure.rounds = [{{ start_level_frac = 1.0, success = 0.5 }}]
        recourse.kind = "none"
        {more}
        "#
    ))
}

fn balloon(term_months: u32, more: &str) -> Vec<Caution> {
    let found =
        cautions(&study(&format!("annual_rate = 0.04, method = \"interest-only\", term_months = {term_months}"), more));
    assert!(found.iter().all(|caution| caution.key == "loan.term_months"), "{found:?}");
    found
}

#[test]
fn a_principal_due_within_the_horizon_is_said_with_its_month_and_size() {
    let [Caution { english: message, .. }] = &balloon(36, "")[..] else { panic!("one caution") };
    for said in
        ["in month 36", "80.0 months of the median household's income", "from month 38 on", "longer than 84 months"]
    {
        assert!(message.contains(said), "{said}: {message}");
    }
    // A default at 30 days past due is recorded in the very month.
    let [Caution { english: message, .. }] = &balloon(60, "distress.default_dpd = 30")[..] else {
        panic!("one caution")
    };
    assert!(message.contains("from month 60 on"), "{message}");
}

#[test]
fn in_the_tail_it_concerns_homes_in_default_alone() {
    let [Caution { english: message, .. }] = &balloon(84, "")[..] else { panic!("one caution") };
    assert!(message.contains("in month 84") && message.contains("hardly be reinstated"), "{message}");
    assert!(!message.contains("expect most households"), "{message}");
}

#[test]
fn a_principal_that_never_falls_due_or_is_small_is_none() {
    assert_eq!(balloon(85, ""), []);
    assert_eq!(balloon(36, "sweep.grid = { \"household.cash\" = [800_000] }"), []);
    for method in ["level", "constant-principal"] {
        let repaid = study(&format!("annual_rate = 0.04, term_months = 36, method = \"{method}\""), "");
        assert!(cautions(&repaid).iter().all(|caution| caution.key != "loan.term_months"));
    }
    let repaid = study("annual_rate = 0.04, term_months = 36, method = \"hybrid\", switch_month = 35", "");
    assert!(cautions(&repaid).iter().all(|caution| caution.key != "loan.term_months"));
}

#[test]
fn cells_are_counted_and_a_caution_is_said_once() {
    let sweep =
        "sweep.grid = { \"loan.down_payment\" = [0.1, 0.2, 0.9999], \"household.cash_minimum_months\" = [0.0, 1.0] }";
    let [Caution { english: message, .. }] = &balloon(36, sweep)[..] else { panic!("one caution") };
    assert!(message.starts_with("in 4 of 6 cells, ") && message.contains("90.0 months"), "{message}");
    let terms = "sweep.grid = { \"loan.term_months\" = [24, 48, 240] }";
    let months: Vec<bool> = balloon(36, terms)
        .iter()
        .zip([24, 48])
        .map(|(it, month)| it.english.contains(&format!("month {month},")))
        .collect();
    assert_eq!(months, [true, true]);
}

/// A balloon of 40% is 32 months of income; of a loan that repays in its last two months alone each is half.
#[test]
fn a_balloon_is_said_with_its_share() {
    let of = |loan: &str| {
        let found = cautions(&study(&format!("annual_rate = 0.04, term_months = 36, {loan}"), ""));
        found.into_iter().filter(|caution| caution.key == "loan.term_months").collect::<Vec<_>>()
    };
    let [Caution { english, .. }] = &of("interest_only_months = 11, balloon_frac = 0.4")[..] else {
        panic!("one caution")
    };
    // 0.4 and of the other 0.6 a twenty-fifth.
    for said in ["42% of a loan's principal falls due in month 36, 33.9 months", "a smaller loan.balloon_frac"] {
        assert!(english.contains(said), "{said}: {english}");
    }
    let [Caution { english, .. }] = &of("interest_only_months = 34")[..] else { panic!("one caution") };
    assert!(english.contains("50% of a loan's principal falls due in month 36, 40.0 months"), "{english}");
    assert_eq!(of("interest_only_months = 0, balloon_frac = 0.0"), []);
}

/// Every number of a caution, in either language.
#[test]
fn both_languages_say_the_same_numbers() {
    let sweep = "sweep.grid = { \"loan.down_payment\" = [0.1, 0.9999], \"loan.term_months\" = [24, 70] }";
    let floating =
        study("spread_annual = -0.2, term_months = 360", "policy_rate = { kind = \"constant\", level_annual = 0.03 }");
    let keys = ", discretionary_spending_frac = 0.1, discretionary_cut_below_months = 2, buffer_target_months = 2";
    let more = "distress.margin_call.trigger_ltv = 0.8\n\
                sweep.grid = { \"household.essential_spending_frac\" = [0.1, 0.9] }";
    let tied = with_household(LOAN, keys, more);
    let share = study("annual_rate = 0.04, term_months = 36, balloon_frac = 0.4", "");
    let all = [balloon(36, sweep), balloon(36, ""), cautions(&floating), cautions(&tied), cautions(&share)].concat();
    assert_eq!(all.len(), 9);
    for Caution { english, chinese, .. } in all {
        let numbers = |text: &str| {
            let words = text.split(|c: char| !c.is_ascii_digit() && c != '.');
            words.map(|word| word.trim_matches('.').to_owned()).filter(|word| !word.is_empty()).collect::<BTreeSet<_>>()
        };
        assert_eq!(numbers(&english), numbers(&chinese), "{english}\n{chinese}");
    }
}

#[test]
fn a_floor_that_binds_is_said() {
    let rates = |policy: &str, spread: &str| {
        cautions(&study(&format!("spread_annual = {spread}, term_months = 360"), &format!("policy_rate = {policy}")))
    };
    let constant = r#"{ kind = "constant", level_annual = 0.03 }"#;
    let [Caution { key, english: message, .. }] = &rates(constant, "-0.2")[..] else { panic!("one caution") };
    assert_eq!(*key, "loan.spread_annual");
    assert!(message.contains("-0.17 a year in month 0") && message.contains("contract rate is 0"), "{message}");
    assert_eq!(rates(constant, "-0.029"), []);
    assert_eq!(rates(constant, "-0.03"), [], "a subsidy of all of it is meant");
    // Below 0 only in a month at which the rate is set, and only there.
    let dip = |month: u32| {
        let knots = format!(
            "{{ month = 0, level_annual = 0.01 }}, {{ month = {month}, level_annual = -0.02 }}, {{ month = {}, level_annual = 0.01 }}",
            month + 1
        );
        rates(&format!("{{ kind = \"knots\", knots = [{knots}] }}"), "0.0")
    };
    assert_eq!(dip(11), []);
    let [Caution { english: message, .. }] = &dip(12)[..] else { panic!("one caution") };
    assert!(message.contains("in month 12"), "{message}");
    let drawn = |initial: f64| {
        let rest = "mean_annual = 0.02, reversion_annual = 0.2, volatility_annual = 0.01";
        rates(&format!("{{ kind = \"vasicek\", initial_annual = {initial}, {rest} }}"), "-0.01")
    };
    assert_eq!(drawn(0.02), []);
    assert_eq!(drawn(-0.01).len(), 1);
}

/// 800,000 over 360 months without interest are 2,222.22 a month.
const LOAN: &str = "annual_rate = 0.0, term_months = 360";

#[test]
fn a_first_instalment_that_income_does_not_pay_is_said_with_its_cells() {
    let found = |household: &str, more: &str| cautions(&with_household(LOAN, household, more));
    assert_eq!(found(", essential_spending_frac = 0.777", ""), []);
    let [Caution { key, english: message, .. }] = &found(", essential_spending_frac = 0.778", "")[..] else {
        panic!("one caution")
    };
    assert_eq!(*key, "household.income_monthly");
    assert!(message.contains("up to 100.0%") && message.starts_with("essential"), "{message}");
    let debts = |months: u32| {
        found(
            &format!(", essential_spending_frac = 0.7, other_debts = {{ service_frac = 0.1, months = {months} }}"),
            "",
        )
    };
    let [Caution { english: message, .. }] = &debts(24)[..] else { panic!("one caution") };
    assert!(message.contains("up to 102.2%"), "{message}");
    assert_eq!(debts(0), []);
    let grid =
        "sweep.grid = { \"loan.down_payment\" = [0.0, 0.2, 0.4], \"household.essential_spending_frac\" = [0.75, 0.1] }";
    let [Caution { english: message, .. }] = &found("", grid)[..] else { panic!("one caution") };
    assert!(message.starts_with("in cell 0 of 6 ") && message.contains("up to 102.8%"), "{message}");
}

/// Loans beside the main one count: a bullet of 200,000 that falls due in month 36, and in the first instalments.
#[test]
fn loans_beside_the_main_one_are_looked_at() {
    let tranche = |more: &str| {
        format!("tranche = [{{ name = \"other\", from = \"price\", share = 0.2, annual_rate = 0.0, {more} }}]")
    };
    let bullet = tranche("method = \"interest-only\", term_months = 36");
    let [Caution { key, english: message, .. }] = &cautions(&study(&format!("{LOAN}, {bullet}"), ""))[..] else {
        panic!("one caution")
    };
    assert_eq!(*key, "loan.term_months");
    assert!(message.contains("in month 36") && message.contains("20.0 months of the median"), "{message}");
    let found = |loan: &str| cautions(&with_household(loan, ", essential_spending_frac = 0.777", ""));
    assert_eq!(found(LOAN), []);
    let [Caution { english: message, .. }] = &found(&format!("{LOAN}, {}", tranche("term_months = 50")))[..] else {
        panic!("one caution")
    };
    assert!(message.contains("up to 139.9%"), "{message}");
}

#[test]
fn thresholds_at_the_same_place_are_said() {
    let months = |spends: &str, cut: &str, target: &str| {
        let keys = format!(
            ", discretionary_spending_frac = {spends}, discretionary_cut_below_months = {cut}, buffer_target_months = {target}"
        );
        cautions(&with_household(LOAN, &keys, ""))
    };
    let [Caution { key, english: message, .. }] = &months("0.1", "2", "2.0")[..] else { panic!("one caution") };
    assert_eq!(*key, "household.discretionary_cut_below_months");
    assert!(message.contains("below 2 months of need") && message.contains("decided by rounding"), "{message}");
    for (spends, cut, target) in [("0.1", "2", "3"), ("0.1", "3", "2"), ("0.1", "0", "0"), ("0.0", "2", "2")] {
        assert_eq!(months(spends, cut, target), [], "{spends} {cut} {target}");
    }
    let call = |trigger: &str| cautions(&study(LOAN, &format!("distress.margin_call.trigger_ltv = {trigger}")));
    let [Caution { key, english: message, .. }] = &call("0.8")[..] else { panic!("one caution") };
    assert_eq!(*key, "distress.margin_call.trigger_ltv");
    assert!(message.contains("a debt of 0.8 of the value"), "{message}");
    assert_eq!(call("0.9"), []);
}

#[test]
fn a_cause_turned_off_everywhere_is_said() {
    let found = |loan: &str, more: &str| cautions(&study(loan, more));
    let off = "counterfactual = { income_shocks = false, price_falls = false }";
    let [Caution { key, english, chinese }] = &found(LOAN, off)[..] else { panic!("one caution") };
    assert_eq!(*key, "counterfactual.price_falls");
    assert!(english.contains("no home is worth less than its price, income never fails; "), "{english}");
    assert!(chinese.contains("房屋价值不低于买价、收入不会中断"), "{chinese}");
    // Beside cells as they are, a cell says so itself.
    for key in ["price_falls", "income_shocks", "auction_losses"] {
        assert_eq!(found(LOAN, &format!("sweep.grid = {{ \"counterfactual.{key}\" = [true, false] }}")), []);
    }
    assert_eq!(found(LOAN, "counterfactual = {}"), []);
    // A rate that is fixed has nothing that could be turned off.
    let rates = "sweep.grid = { \"counterfactual.rate_rises\" = [true, false] }";
    let [Caution { key, english, .. }] = &found(LOAN, rates)[..] else { panic!("one caution") };
    assert_eq!(*key, "counterfactual.rate_rises");
    assert!(english.starts_with("changes nothing: the contract rate is fixed"), "{english}");
    let floating = "spread_annual = 0.01, term_months = 360";
    let policy = "policy_rate = { kind = \"constant\", level_annual = 0.0 }";
    assert_eq!(found(floating, &format!("{policy}\n{rates}")), []);
}

/// None but those of loans which are not renewed, and of a down payment that is borrowed for three years: what the caution says is
/// what their questions are about.
#[test]
fn studies_of_the_repository_need_no_caution() {
    let folder = std::fs::read_dir(config("")).expect("the studies");
    let names = folder.map(|entry| entry.expect("an entry").path()).filter(|path| path.is_file());
    let mut studies = 0;
    for path in names {
        let keys: Vec<String> =
            cautions(&study_with(&path, &[])).iter().map(|caution| caution.key.to_string()).collect();
        let own: &[&str] = match path.file_name().and_then(|name| name.to_str()) {
            Some("business_loan.toml") => &["loan.rollover"],
            Some("china_combined.toml") => &["household.price_to_income_years"],
            // Errors hold given the loans of its tape.
            Some("portfolio_china.toml" | "stress_china.toml") => &["portfolio.file"],
            _ => &[],
        };
        assert_eq!(keys, own, "{}", path.display());
        studies += 1;
    }
    assert!(studies >= 8, "{studies}");
}

/// Where the mainland's fees are charged, the mainland's lenders sell.
#[test]
fn claims_on_mortgages_are_not_sold_on_the_mainland() {
    let sells = |schedule: &str| {
        study_with(
            &config("smoke.toml"),
            &[
                &format!("foreclosure.fee_schedule={schedule}"),
                "recourse.kind=full",
                "recourse.collection_months=12",
                "recourse.claim_sale.months=6",
                "recourse.claim_sale.price_frac=0.1",
            ],
        )
    };
    let told = |study: &Study| cautions(study).iter().any(|caution| caution.key == "recourse.claim_sale");
    assert!(told(&sells("china-2007")) && !told(&sells("none")));
}

#[test]
fn credit_that_has_nothing_to_tighten_is_told() {
    let of = |more: &str| {
        let found = cautions(&study("annual_rate = 0.04, term_months = 360", more));
        found
            .iter()
            .map(|caution| caution.key.to_string())
            .filter(|key| key.starts_with("feedback"))
            .collect::<Vec<_>>()
    };
    let [sales, lending] = ["feedback.credit.sale_sensitivity", "feedback.credit.lending_sensitivity"];
    let both = format!("{sales} = 2.0\n{lending} = 2.0");
    assert_eq!(of(&both), [lending, sales]);
    assert_eq!(of(&format!("{both}\ndistress.sale_probability_monthly = 0.1")), [lending]);
    assert_eq!(of(&format!("{both}\nprepayment.turnover_annual = 0.1")), [lending]);
    assert_eq!(of(&format!("{sales} = 0.0\n{lending} = 0.0")), [""; 0]);
}
