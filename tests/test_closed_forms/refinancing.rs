//! Loans replaced by others: who asks and when, what the new loan is, what lenders refuse.

use underwater::outcome::exits::ExitSum;
use underwater::outcome::{Event, FinalState, MonthRecord, PathOutcome};
use underwater::stats::ratio::ratio_of_sums;
use underwater::study::Study;

use super::labour_and_debt::ledger;
use super::ways_out::MANY;
use super::{meets, study};
use crate::support::run;

/// A loan of 800 000 at 6% where others lend at 4%, and everybody who would gain asks at once.
const MARKET: [(&str, &str); 7] = [
    ("loan.annual_rate", "0.06"),
    ("policy_rate.kind", "\"constant\""),
    ("policy_rate.level_annual", "0.03"),
    ("refinancing.probability_monthly", "0.999999"),
    ("refinancing.market_spread_annual", "[{ month = 0, spread_annual = 0.01 }]"),
    ("refinancing.maximum_ltv", "0.85"),
    ("refinancing.maximum_dsti", "0.5"),
];

fn with(changes: &[&[(&'static str, &'static str)]]) -> Study {
    study(&[&MARKET[..], &changes.concat()].concat())
}

fn months_of(changes: &[(&'static str, &'static str)]) -> (PathOutcome, Vec<MonthRecord>) {
    let one = [("study.worlds", "1"), ("loan.method", "\"level\""), ("household.cash", "100_000")];
    ledger(&with(&[&one, changes]))
}

fn near(what: &str, a: f64, b: f64) {
    assert!((a - b).abs() < 1e-4, "{what}: {a} and {b}");
}

fn annuity(balance: f64, rate: f64, months: i32) -> f64 {
    balance * rate / (1.0 - (1.0 + rate).powi(-months))
}

/// Of those who would gain a share p asks in a month: 1 − (1 − p)^t have a new loan after t months. Where the market is cheaper from
/// month 13 on only, after t − 12.
#[test]
fn how_many_have_refinanced() {
    for (spreads, months) in [
        ("[{ month = 0, spread_annual = 0.01 }]", 24),
        ("[{ month = 0, spread_annual = 0.028 }, { month = 13, spread_annual = 0.01 }]", 12),
    ] {
        let asks = [("refinancing.probability_monthly", "0.05"), ("refinancing.market_spread_annual", spreads)];
        let result = run(&with(&[&MANY, &asks]));
        let sums = result.tallies.exits.as_ref().expect("ends of loans");
        let of = |sum: ExitSum| sums.by_batch(0, sum as usize).expect("sums");
        let share = ratio_of_sums(&of(ExitSum::Refinanced), &of(ExitSum::Loans));
        meets("refinanced", share, 1.0 - 0.95_f64.powi(months));
    }
}

/// The new instalment is an annuity at 4% over the months that are left; its cost and the old lender's fee leave cash.
#[test]
fn a_new_loan_by_hand() {
    let (outcome, months) = months_of(&[
        ("refinancing.cost_frac", "0.01"),
        ("prepayment.fee_frac", "0.02"),
        ("prepayment.fee_months", "12"),
    ]);
    let balance = months[0].balance;
    near("month 1 is at the old rate", months[0].due, annuity(800_000.0, 0.005, 360));
    near("the new rate", months[1].rate_monthly, 0.04 / 12.0);
    near("the new instalment", months[1].due, annuity(balance, 0.04 / 12.0, 359));
    near("its cost", months[0].refinancing_cost, 0.03 * balance);
    assert!(months[0].events.has(Event::Refinanced) && months[0].cash_out == 0.0);
    assert_eq!((months.len(), outcome.final_state), (24, FinalState::Performing as i64));
    // Costs are lost; what was repaid is owned.
    assert_eq!(outcome.household_loss, (0.03 * balance * 100.0).round() as i64);
    // Once: the market stays cheaper than nothing.
    assert_eq!(months.iter().filter(|month| month.events.has(Event::Refinanced)).count(), 1);
}

/// A floating loan takes the new spread at each repricing from then on.
#[test]
fn the_new_spread_stays() {
    let (_, months) = months_of(&[
        ("loan.annual_rate", "-"),
        ("loan.spread_annual", "0.03"),
        ("policy_rate.kind", "\"knots\""),
        ("policy_rate.level_annual", "-"),
        ("policy_rate.interpolation", "\"step\""),
        ("policy_rate.knots", "[{ month = 0, level_annual = 0.03 }, { month = 6, level_annual = 0.025 }]"),
    ]);
    near("old", months[0].rate_monthly, 0.06 / 12.0);
    near("new", months[1].rate_monthly, 0.04 / 12.0);
    near("until it is repriced", months[11].rate_monthly, 0.04 / 12.0);
    near("repriced", months[12].rate_monthly, 0.035 / 12.0);
}

/// A home that falls to 0.7 million, 114% of debt ÷ value and later 111%: nothing is lent up to 110% of it, everything up to 140%.
#[test]
fn loans_under_water() {
    let refinanced = |most: &'static str| {
        let fallen = [
            ("price.kind", "\"path\""),
            ("price.drift_annual", "-"),
            ("price.volatility_annual", "-"),
            ("price.knots", "[{ month = 0, level = 1.0 }, { month = 1, level = 0.7 }]"),
            ("refinancing.maximum_ltv", most),
        ];
        let (_, months) = months_of(&fallen);
        months.iter().any(|month| month.events.has(Event::Refinanced))
    };
    assert_eq!([refinanced("1.0"), refinanced("1.1"), refinanced("1.4")], [false, false, true]);
}

/// The debt is raised to 85% of the value, and owed from then on; without a rise above what is owed nothing is taken out.
#[test]
fn cash_out() {
    let (outcome, months) = months_of(&[("refinancing.cash_out_ltv", "0.85"), ("study.horizon_months", "6")]);
    let before = 800_000.0 - (months[0].due - 800_000.0 * 0.005);
    near("taken out", months[0].cash_out, 850_000.0 - before);
    near("owed", months[0].balance, 850_000.0);
    near("cash", months[0].cash, 100_000.0 + 850_000.0 - before);
    near("instalment", months[1].due, annuity(850_000.0, 0.04 / 12.0, 359));
    // Owing more with so much more cash is no loss and no gain.
    assert_eq!(outcome.household_loss, 0);
    let (_, months) = months_of(&[("refinancing.cash_out_ltv", "0.7")]);
    assert!(months[0].events.has(Event::Refinanced) && months[0].cash_out == 0.0);
}

/// An instalment of 3 820 is more than half of an income of 7 600, and refused as long as it is; so is who cannot pay the cost.
#[test]
fn what_lenders_refuse() {
    let refused = |changes: &[(&'static str, &'static str)]| {
        let (_, months) = months_of(changes);
        assert!(!months.iter().any(|month| month.events.has(Event::Refinanced)), "{changes:?}");
        months.iter().filter(|month| month.events.has(Event::RefinancingRefused)).count()
    };
    assert_eq!(refused(&[("household.income_monthly", "7_600")]), 24);
    assert_eq!(refused(&[("refinancing.cost_frac", "0.2")]), 24);
    let (_, months) = months_of(&[("household.income_monthly", "7_700")]);
    assert!(months[0].events.has(Event::Refinanced));
    // A gain of two points is not three.
    assert_eq!(refused(&[("refinancing.minimum_gain_annual", "0.021")]), 0);
}
