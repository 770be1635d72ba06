//! Loans repaid before their time: prepayment and moving as hazards of a month, the answer known.

use underwater::outcome::exits::ExitSum;
use underwater::outcome::{Event, FinalState, MonthCounter, StudyResult, WorldColumn};
use underwater::stats::Estimate;
use underwater::stats::ratio::ratio_of_sums;
use underwater::study::Study;

use super::labour_and_debt::ledger;
use super::ways_out::MANY;
use super::{meets, share, study};
use crate::support::{run, total};

fn with(changes: &[&[(&'static str, &'static str)]]) -> Study {
    study(&changes.concat())
}

/// A ratio of sums of the first cell.
fn of(result: &StudyResult, y: ExitSum, x: ExitSum) -> Estimate {
    let sums = result.tallies.exits.as_ref().expect("ends of loans");
    let batches = |sum: ExitSum| sums.by_batch(0, sum as usize).expect("sums");
    ratio_of_sums(&batches(y), &batches(x))
}

/// CPR = 0.1 + 0.4 ÷ 2 at a gain of 0: survival of t months is (1 − SMM)ᵗ = (1 − CPR)^{t/12}, each month's end. An error of 1%
/// in what is gone, and so in SMM, is seen.
#[test]
fn survival_of_prepayment() {
    let result = run(&with(&[
        &MANY,
        &[
            ("prepayment.base_annual", "0.1"),
            ("prepayment.span_annual", "0.4"),
            ("prepayment.steepness", "80"),
            ("prepayment.market_rate_annual", "0.03"),
        ],
    ]));
    for month in [12, 24] {
        let gone = 1.0 - 0.7_f64.powf(month as f64 / 12.0);
        meets(&format!("gone by month {month}"), share(&result, 0, month, &[MonthCounter::PaidOff]), gone);
    }
    let survival = 0.7_f64.powi(2);
    meets("survival", of(&result, ExitSum::Surviving, ExitSum::Loans), survival);
    // A loan that is gone in month m was observed for m months: the sum of survival at the months' starts.
    let s = 0.7_f64.powf(1.0 / 12.0);
    meets("months observed", of(&result, ExitSum::MonthsObserved, ExitSum::Loans), (1.0 - survival) / (1.0 - s));
    meets("hazard", of(&result, ExitSum::PrepaidAlive, ExitSum::MonthsObserved), 1.0 - s);
    assert_eq!(total(&result, 0, WorldColumn::Defaults), 0);
}

/// One point of the rate under the market's, at k = 80: CPR = 0.2 + 0.4 ÷ (1 + e^{0.8}). A fee of one point for a year does the
/// same to a loan at the market's rate, until it ends.
#[test]
fn a_gain_of_rates() {
    let slow: f64 = 0.2 + 0.4 / (1.0 + 0.8_f64.exp());
    let terms = [("prepayment.base_annual", "0.2"), ("prepayment.span_annual", "0.4"), ("prepayment.steepness", "80")];
    let dear = run(&with(&[&MANY, &terms, &[("prepayment.market_rate_annual", "0.04")]]));
    let left = 1.0 - slow;
    meets("a dearer market", of(&dear, ExitSum::Prepaid, ExitSum::Loans), 1.0 - left * left);
    let fee =
        [("prepayment.market_rate_annual", "0.03"), ("prepayment.fee_frac", "0.01"), ("prepayment.fee_months", "12")];
    let with_fee = run(&with(&[&MANY, &terms, &fee]));
    meets("a fee for a year", of(&with_fee, ExitSum::Prepaid, ExitSum::Loans), 1.0 - left * 0.6);
    meets("fees", of(&with_fee, ExitSum::Fees, ExitSum::OriginalLoan), 0.01 * (1.0 - left));
}

/// The rate that others ask for is the policy rate of the month before and a spread: it falls with month 12.
#[test]
fn the_market_follows_the_policy_rate() {
    let result = run(&with(&[
        &MANY,
        &[
            ("prepayment.base_annual", "0.2"),
            ("prepayment.span_annual", "0.4"),
            ("prepayment.steepness", "80"),
            ("prepayment.market_spread_annual", "0.01"),
            ("policy_rate.kind", "\"knots\""),
            ("policy_rate.interpolation", "\"step\""),
            ("policy_rate.knots", "[{ month = 0, level_annual = 0.03 }, { month = 12, level_annual = 0.02 }]"),
        ],
    ]));
    let slow: f64 = 1.0 - (0.2 + 0.4 / (1.0 + 0.8_f64.exp()));
    meets("first year", share(&result, 0, 12, &[MonthCounter::PaidOff]), 1.0 - slow);
    meets("both", share(&result, 0, 24, &[MonthCounter::PaidOff]), 1.0 - slow * 0.6);
}

/// Moves compete with prepayment: survival is the product. A market that grows by 10% a year raises the hazard of a move e^{2·0.1}
/// times once a year is behind it.
#[test]
fn moving() {
    let both = run(&with(&[&MANY, &[("prepayment.base_annual", "0.2"), ("prepayment.turnover_annual", "0.3")]]));
    meets("survival of both", of(&both, ExitSum::Surviving, ExitSum::Loans), (0.8 * 0.7_f64).powi(2));
    let growing = [
        ("price.kind", "\"path\""),
        ("price.drift_annual", "-"),
        ("price.volatility_annual", "-"),
        ("price.knots", "[{ month = 0, level = 1.0 }, { month = 24, level = 1.2214027581601699 }]"),
        ("prepayment.turnover_annual", "0.3"),
        ("prepayment.turnover_trend_sensitivity", "2.0"),
    ];
    let result = run(&with(&[&MANY, &growing]));
    let grown = (1..=24).map(|month| (2.0 * 0.1 * f64::from(month.min(12)) / 12.0).exp()).sum::<f64>();
    let left = 0.7_f64.powf(grown / 12.0);
    meets("moved in a rising market", of(&result, ExitSum::Moved, ExitSum::Loans), 1.0 - left);
    meets("sold", share(&result, 0, 24, &[MonthCounter::Sold]), 1.0 - left);
}

/// A loan of 800 000 on a home that falls to 808 000: with a fee of 1% of the debt nobody can prepay above 808 000 less a hair,
/// and with a selling cost of 2% nobody can sell.
#[test]
fn under_water_nobody_leaves() {
    let fall = |level: &'static str| {
        [
            ("price.kind", "\"path\""),
            ("price.drift_annual", "-"),
            ("price.volatility_annual", "-"),
            ("price.knots", level),
            ("study.households", "500"),
            ("study.worlds", "40"),
            ("distress.selling_cost_frac", "0.02"),
            ("prepayment.base_annual", "0.5"),
            ("prepayment.turnover_annual", "0.5"),
            ("prepayment.fee_frac", "0.01"),
            ("prepayment.fee_months", "24"),
        ]
    };
    let of_level = |level| {
        let result = run(&with(&[&fall(level)]));
        let sums = result.tallies.exits.expect("ends of loans");
        let sum = |sum: ExitSum| sums.by_batch(0, sum as usize).expect("a sum").iter().sum::<i64>();
        (sum(ExitSum::Prepaid), sum(ExitSum::Moved))
    };
    assert_eq!(of_level("[{ month = 0, level = 1.0 }, { month = 1, level = 0.8079 }]"), (0, 0));
    let (prepaid, moved) = of_level("[{ month = 0, level = 1.0 }, { month = 1, level = 0.8081 }]");
    assert!(prepaid > 10_000 && moved == 0, "{prepaid} prepaid, {moved} moved");
    // 808 000 ÷ 0.98 = 824 490.
    assert_eq!(of_level("[{ month = 0, level = 1.0 }, { month = 1, level = 0.8244 }]").1, 0);
    assert!(of_level("[{ month = 0, level = 1.0 }, { month = 1, level = 0.8246 }]").1 > 4_000);
}

/// What a household that prepays, and one that moves, has lost: by hand, with a fee of 1% and a selling cost of 2%.
#[test]
fn what_leaving_costs() {
    let terms = [
        ("study.worlds", "1"),
        ("price.drift_annual", "0.1"),
        ("distress.selling_cost_frac", "0.02"),
        ("prepayment.fee_frac", "0.01"),
        ("prepayment.fee_months", "24"),
    ];
    let sure = |key: &'static str| with(&[&terms, &[(key, "0.999999")]]);
    let (outcome, months) = ledger(&sure("prepayment.base_annual"));
    let last = months.last().expect("a month");
    assert!(last.events.has(Event::Prepaid) && outcome.final_state == FinalState::Prepaid as i64);
    assert_eq!((last.raised, last.prepayment_fee, last.lender_share), (808_000.0, 8_000.0, 800_000.0));
    let loss = |amount: f64| (amount * 100.0).round() as i64;
    assert_eq!(outcome.household_loss, loss(1_000_000.0 - 800_000.0 - (last.value - 808_000.0)));
    let (outcome, months) = ledger(&sure("prepayment.turnover_annual"));
    let last = months.last().expect("a month");
    assert!(last.events.has(Event::Moved) && outcome.final_state == FinalState::Moved as i64);
    assert_eq!(outcome.sale_month, i64::from(last.month));
    assert!((last.proceeds - 0.98 * last.value).abs() < 1e-5);
    assert_eq!(outcome.household_loss, loss(1_000_000.0 - 800_000.0 - (last.proceeds - 808_000.0)));
}

/// A table that lets nobody leave changes nothing.
#[test]
fn nobody_leaves_at_hazards_of_none() {
    let lives = [("study.worlds", "20"), ("study.households", "100"), ("labour.separation_monthly", "0.05")];
    let off = run(&with(&[&lives]));
    let on = run(&with(&[&lives, &[("prepayment.base_annual", "0.0")]]));
    assert!(total(&off, 0, WorldColumn::Defaults) > 0);
    assert!(off.worlds == on.worlds && off.tallies.months == on.tallies.months);
    assert!(off.tallies.losses == on.tallies.losses && off.tallies.exits.is_none());
}
