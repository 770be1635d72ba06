//! Other homes with loans of their own, equations (217) to (221): answers known to the cent.

use underwater::outcome::{Event, MonthRecord, PathOutcome};

use super::{ledger, study};

/// Two homes of half the price each, 60% of it owed at 6% over 300 months, let at 3%. Prices fall to `level` in four months.
fn two_more_homes(level: &str, changes: &[(&str, &str)]) -> (PathOutcome, Vec<MonthRecord>) {
    let price =
        format!("{{ kind = \"path\", knots = [{{ month = 0, level = 1.0 }}, {{ month = 4, level = {level} }}] }}");
    let own: &[(&str, &str)] = &[
        ("study.worlds", "1"),
        ("study.workout_tail_months", "24"),
        ("price", &price),
        ("price.kind", "-"),
        ("price.drift_annual", "-"),
        ("price.volatility_annual", "-"),
        ("household.income_monthly", "2_000"),
        ("household.other_homes.owner_frac", "1"),
        ("household.other_homes.liquidation_value_frac", "0"),
        ("household.other_homes.months_to_sell", "3"),
        ("household.other_homes.mortgaged.count", "2"),
        ("household.other_homes.mortgaged.value_frac", "0.5"),
        ("household.other_homes.mortgaged.ltv", "0.6"),
        ("household.other_homes.mortgaged.rate_annual", "0.06"),
        ("household.other_homes.mortgaged.remaining_months", "300"),
        ("household.other_homes.mortgaged.rent_yield_annual", "0.03"),
        ("distress.selling_cost_frac", "0.02"),
        ("distress.penalty_multiple", "0"),
        ("foreclosure.rounds", "[{ start_level_frac = 1.0, success = 1.0 }]"),
    ];
    ledger(&study(&[own, changes].concat()))
}

/// Instalment, and what is owed after t of them, in closed form.
fn instalment() -> f64 {
    600_000.0 * 0.005 / (1.0 - 1.005_f64.powi(-300))
}

fn owed_after(t: i32) -> f64 {
    600_000.0 * (1.005_f64.powi(300) - 1.005_f64.powi(t)) / (1.005_f64.powi(300) - 1.0)
}

fn is_near(what: &str, found: f64, exact: f64) {
    assert!((found - exact).abs() < 0.01, "{what}: {found} instead of {exact}");
}

const NO_INCOME: &[(&str, &str)] = &[
    ("labour.separation_monthly", "0.9999999999"),
    ("labour.finding_monthly", "0.0"),
    ("distress.default_dpd", "180"),
];

/// (217) to (219): rent less instalment every month until they are sold, at the price of the month less costs and loans.
#[test]
fn they_are_served_and_sold() {
    let (_, months) = two_more_homes("0.8", NO_INCOME);
    assert!(months[0].events.has(Event::OtherHomesOffered));
    for (number, month) in (1..).zip(&months[..6]) {
        is_near("cash flow", month.other_homes, if number <= 4 { 2_500.0 - instalment() } else { 0.0 });
        let net = 0.98 * 800_000.0 - owed_after(4);
        is_near("proceeds", month.other_homes_proceeds, if number == 4 { net } else { 0.0 });
    }
    // The service ends with the last instalment.
    let (_, months) = two_more_homes("0.8", &[("household.other_homes.mortgaged.remaining_months", "2")]);
    is_near("after the last", months[2].other_homes, 2_500.0);
}

/// (220): a sale that does not pay the loans waits, for cash that does.
#[test]
fn a_gap_is_closed_with_cash_or_not_at_all() {
    // 490 000 for some 594 000.
    let (_, months) = two_more_homes("0.5", NO_INCOME);
    assert!(months.iter().all(|month| !month.events.has(Event::OtherHomesSold)));
    let arrears = &[NO_INCOME, &[("household.cash", "160_000"), ("household.cash_minimum_months", "300")]].concat();
    let essential = [("household.essential_spending_frac", "0.25")];
    let (_, months) = two_more_homes("0.5", &[&arrears[..], &essential].concat());
    let sold = months.iter().find(|month| month.events.has(Event::OtherHomesSold)).expect("a sale");
    is_near("a sale with cash", sold.other_homes_proceeds, 490_000.0 - owed_after(sold.month as i32));
    assert!(sold.other_homes_proceeds < -100_000.0);
}

/// (221): what the other homes lack at settlement shares cash and income with the deficiency, in proportion.
#[test]
fn other_lenders_share_what_is_taken() {
    let recourse = [
        ("household.cash", "30_000"),
        ("distress.walk_away_threshold", "0.3"),
        ("recourse.kind", "\"full\""),
        ("recourse.garnished_share", "0.5"),
        ("recourse.allowance_income_frac", "0.5"),
        ("recourse.collection_months", "12"),
        ("recourse.interest_annual", "0.0"),
    ];
    let (outcome, months) = two_more_homes("0.5", &recourse);
    let at = months.iter().position(|month| month.events.has(Event::OtherHomesRealised)).expect("a settlement");
    // After suit a month's margin is kept.
    let month = months[at];
    let cash = months[at - 1].cash + month.income + month.other_homes;
    let deficiency = outcome.deficiency as f64 / 100.0;
    let lacking = owed_after(month.month as i32) - 490_000.0;
    let share = deficiency / (deficiency + lacking);
    assert!((0.5..0.9).contains(&share) && cash > 10_000.0, "{share}, {cash}");
    is_near("seized", month.seized, share * cash);
    is_near("other lenders have", month.other_homes_proceeds, -(1.0 - share) * cash);
    for month in &months[at + 1..] {
        is_near("garnished", month.garnished, share * 500.0);
    }
    assert_eq!(months.len() - at - 1, 12);
    // Above water they leave cash, of which the lender has all that it is owed.
    let (_, months) = two_more_homes("0.65", &[&recourse[..], &[("distress.walk_away_threshold", "0.1")]].concat());
    let month = months.iter().find(|month| month.events.has(Event::OtherHomesRealised)).expect("a settlement");
    is_near("they leave", month.other_homes_proceeds, 0.98 * 650_000.0 - owed_after(month.month as i32));
    is_near("garnished", months.last().expect("months").garnished, 500.0);
}
