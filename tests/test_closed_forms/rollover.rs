//! A loan of interest alone that is renewed or not, the answer known: by chance alone, and by what the home is worth then.

use underwater::outcome::path::ABSENT;
use underwater::outcome::{Event, FinalState, MonthCounter, WorldColumn};
use underwater::study::Study;

use super::labour_and_debt::ledger;
use super::ways_out::MANY;
use super::{density, meets, phi, rate, share, study};
use crate::support::run;

/// Enough to repay 800 000 at any time.
const RICH: [(&str, &str); 1] = [("household.cash", "10_000_000")];

fn with(changes: &[&[(&'static str, &'static str)]]) -> Study {
    study(&changes.concat())
}

/// Renewed at p = 0.8 in months 6, 12 and 18: p^k of the loans are there after k renewals. Whoever can pays what falls due; who
/// earns an eighth of it a month is in default two months later.
#[test]
fn survival_by_chance() {
    let terms = [("loan.rollover.every_months", "6"), ("loan.rollover.probability", "0.8")];
    let result = run(&with(&[&MANY, &RICH, &terms]));
    for (month, renewals) in [(6, 1), (17, 2), (23, 3)] {
        let gone = 1.0 - 0.8_f64.powi(renewals);
        meets(&format!("repaid by month {month}"), share(&result, 0, month, &[MonthCounter::PaidOff]), gone);
    }
    let broke = run(&with(&[&MANY, &terms]));
    meets("defaults", rate(&broke, 0, WorldColumn::Defaults, WorldColumn::Accepted), 1.0 - 0.8_f64.powi(3));
}

/// Log values are normal with mean (μ − σ²/2)·t and variance σ²·t: at 0.9 and up to debt ÷ value of 0.9 a loan of 0.8 is renewed
/// after a year with 0.9·Φ((m − a) ÷ σ), a = ln(0.8 ÷ 0.9), and then once more with the integral over what the home was worth.
#[test]
fn survival_by_value() {
    let (p, sigma, mean, a) = (0.9, 0.2_f64, 0.03 - 0.02, (0.8_f64 / 0.9).ln());
    let result = run(&with(&[
        &MANY,
        &RICH,
        &[
            ("price.drift_annual", "0.03"),
            ("household.home_volatility_annual", "0.2"),
            ("loan.rollover.every_months", "12"),
            ("loan.rollover.probability", "0.9"),
            ("loan.rollover.maximum_ltv", "0.9"),
        ],
    ]));
    let once = phi((mean - a) / sigma);
    meets("repaid after one", share(&result, 0, 12, &[MonthCounter::PaidOff]), 1.0 - p * once);
    // Simpson's rule over x, the standardised log value of month 12, from where it is enough.
    let (from, to, steps) = ((a - mean) / sigma, 9.0, 2_000);
    let h = (to - from) / f64::from(steps);
    let at = |x: f64| density(x) * phi((sigma * x + 2.0 * mean - a) / sigma);
    let weight = |step: i32| if step == 0 || step == steps { 1.0 } else { 2.0 + 2.0 * f64::from(step % 2) };
    let twice: f64 = (0..=steps).map(|step| weight(step) * at(from + h * f64::from(step))).sum::<f64>() * h / 3.0;
    meets("repaid after two", share(&result, 0, 24, &[MonthCounter::PaidOff]), 1.0 - p * p * twice);
}

/// A renewal costs 1% of the loan, due with the interest; the last month brings none.
#[test]
fn what_a_renewal_costs() {
    let (outcome, months) = ledger(&with(&[
        &[("study.worlds", "1"), ("study.horizon_months", "30"), ("loan.term_months", "24")],
        &RICH,
        &[("loan.rollover.every_months", "12"), ("loan.rollover.bridging_cost_frac", "0.01")],
    ]));
    let dues: Vec<f64> = [11, 12, 13, 24].map(|month| months[month - 1].due.round()).to_vec();
    assert_eq!(dues, [2_000.0, 10_000.0, 2_000.0, 802_000.0]);
    let told = |event| months.iter().filter(|it| it.events.has(event)).map(|it| it.month).collect::<Vec<_>>();
    assert_eq!((told(Event::Renewed), told(Event::NotRenewed)), (vec![12], vec![]));
    assert_eq!(outcome.final_state, FinalState::PaidOff as i64);
}

/// A price that falls to 0.85 in month 6 ends a loan of 0.8 that is renewed up to 0.9 in month 12, and not one that misses its
/// fifth instalment and pays it late; one that is behind in month 12 is not renewed at any value.
#[test]
fn what_a_lender_looks_at() {
    let fall = [
        ("study.worlds", "1"),
        ("price.kind", "\"path\""),
        ("price.drift_annual", "-"),
        ("price.volatility_annual", "-"),
        ("price.knots", "[{ month = 0, level = 1.0 }, { month = 5, level = 1.0 }, { month = 6, level = 0.85 }]"),
        ("loan.rollover.every_months", "12"),
    ];
    let ended = |changes: &[(&'static str, &'static str)]| {
        let (outcome, months) = ledger(&with(&[&fall, changes]));
        let refused = months.iter().find(|it| it.events.has(Event::NotRenewed)).map(|it| it.month);
        (refused, outcome.final_state, outcome.default_month)
    };
    let [paid_off, performing] = [FinalState::PaidOff as i64, FinalState::Performing as i64];
    assert_eq!(ended(&[RICH[0], ("loan.rollover.maximum_ltv", "0.9")]), (Some(12), paid_off, ABSENT));
    assert_eq!(ended(&[RICH[0], ("loan.rollover.maximum_ltv", "0.95")]), (None, performing, ABSENT));
    // What falls due is paid from an eighth of it a month.
    let (refused, _, default_month) = ended(&[("loan.rollover.maximum_ltv", "0.9")]);
    assert_eq!((refused, default_month), (Some(12), 14));
    // Nothing is earned, and cash lasts for eleven instalments.
    let late = [("household.income_monthly", "0"), ("household.cash", "23_000"), ("distress.default_dpd", "90")];
    assert_eq!(ended(&late).0, None, "a renewal is only missed where something is overdue before");
    let late = [("household.income_monthly", "0"), ("household.cash", "20_000"), ("distress.default_dpd", "90")];
    assert_eq!(ended(&late).0, Some(12));
}

/// Two loans that are renewed at 0.5 each by draws of their own: after k renewals p^{2k} of the households have both. One of 200 000
/// beside one of 600 000, and whoever can repays what falls due and keeps the other.
#[test]
fn two_loans_are_renewed_each_by_itself() {
    let tranche = "[{ name = \"other\", from = \"loan\", share = 0.25, annual_rate = 0.03, method = \"interest-only\", rollover = { \
                   every_months = 6, probability = 0.5 } }]";
    let terms = [("loan.rollover.every_months", "6"), ("loan.rollover.probability", "0.5"), ("loan.tranche", tranche)];
    let result = run(&with(&[&MANY, &RICH, &terms]));
    // Both are repaid where both were refused by then.
    for (month, renewals) in [(17, 2), (23, 3)] {
        let gone = (1.0 - 0.5_f64.powi(renewals)).powi(2);
        meets(&format!("both repaid by month {month}"), share(&result, 0, month, &[MonthCounter::PaidOff]), gone);
    }
    let broke = run(&with(&[&MANY, &[("household.income_monthly", "10_000")], &terms]));
    meets("defaults", rate(&broke, 0, WorldColumn::Defaults, WorldColumn::Accepted), 1.0 - 0.5_f64.powi(6));
}
