//! When principal falls due: after months of interest alone, and in a balloon at the end. Schedules themselves are met in
//! `labour_and_debt`; here is what relief, a margin call and the end of the loan make of them.

use underwater::outcome::path::ABSENT;
use underwater::outcome::{Event, FinalState, MonthRecord};

use super::labour_and_debt::ledger;
use super::study;

/// Of a loan of 800 000 on a home of a million.
fn months_of(changes: &[(&'static str, &'static str)]) -> (underwater::outcome::PathOutcome, Vec<MonthRecord>) {
    let plain = [("study.worlds", "1"), ("loan.method", "\"level\""), ("loan.annual_rate", "0.06")];
    ledger(&study(&[&plain[..], changes].concat()))
}

fn near(what: &str, a: f64, b: f64) {
    assert!((a - b).abs() < 1e-4, "{what}: {a} and {b}");
}

fn annuity(balance: f64, balloon: f64, months: i32) -> f64 {
    (balance - balloon) * 0.005 / (1.0 - 1.005_f64.powi(-months)) + balloon * 0.005
}

/// Month 1 is missed and put off, months 2 and 3 are free: S = L(1 + i)³. Interest alone to month 6; then an annuity over the
/// 120 + 12 − 6 months left.
#[test]
fn relief_within_months_of_interest() {
    let (outcome, months) = months_of(&[
        ("household.income_monthly", "0"),
        ("household.cash", "0"),
        ("loan.term_months", "120"),
        ("loan.interest_only_months", "6"),
        ("loan.balloon_frac", "0.25"),
        ("distress.forbearance.probability", "1.0"),
        ("distress.forbearance.max_times", "1"),
        ("distress.forbearance.holiday_months", "2"),
        ("distress.forbearance.extension_months", "12"),
    ]);
    let balance = 800_000.0 * 1.005_f64.powi(3);
    near("after the holiday", months[2].balance, balance);
    let interest = balance * 0.005;
    for month in 4..=5 {
        near("interest alone", months[month - 1].interest_due, interest);
        near("no principal", months[month - 1].principal_due, 0.0);
    }
    assert_eq!((outcome.forbearances, outcome.default_month), (1, 6));
    // A household that pays sees the same loan to its end.
    let (outcome, months) = months_of(&[
        ("study.horizon_months", "140"),
        ("household.cash", "1_000_000"),
        ("loan.term_months", "120"),
        ("loan.interest_only_months", "6"),
        ("loan.balloon_frac", "0.25"),
    ]);
    near("the sixth month", months[5].due, 4_000.0);
    near("the seventh", months[6].due, annuity(800_000.0, 200_000.0, 114));
    near("the last but one", months[118].due, annuity(800_000.0, 200_000.0, 114));
    near("the last", months[119].principal_due, 200_000.0 + annuity(600_000.0, 0.0, 114) / 1.005);
    let told = |event| months.iter().filter(|it| it.events.has(event)).map(|it| it.month).collect::<Vec<_>>();
    assert_eq!((told(Event::PrincipalBegins), told(Event::BalloonDue)), (vec![7], vec![120]));
    assert_eq!((outcome.default_month, outcome.final_state), (ABSENT, FinalState::PaidOff as i64));
}

/// The price falls to 0.7 in month 6, the lender calls and in month 9 is paid 240 000: less is left than the balloon of
/// 600 000, so that interest alone falls due on 560 000 and a little less, to the end.
#[test]
fn a_margin_call_that_takes_from_the_balloon() {
    let (outcome, months) = months_of(&[
        ("study.horizon_months", "40"),
        ("household.cash", "400_000"),
        ("loan.term_months", "36"),
        ("loan.balloon_frac", "0.75"),
        ("price.kind", "\"path\""),
        ("price.drift_annual", "-"),
        ("price.volatility_annual", "-"),
        ("price.knots", "[{ month = 0, level = 1.0 }, { month = 5, level = 1.0 }, { month = 6, level = 0.7 }]"),
        ("distress.margin_call.trigger_ltv", "1.0"),
        ("distress.margin_call.deadline_months", "3"),
    ]);
    near("before", months[7].due, annuity(800_000.0, 600_000.0, 36));
    let left = months[8].balance;
    near("80% of the value", left, 560_000.0);
    for record in &months[9..35] {
        near("interest alone", record.due, left * 0.005);
        assert_eq!(record.principal_due, 0.0);
    }
    near("all of it", months[35].principal_due, left);
    assert_eq!(outcome.default_month, if months[35].days_past_due == 0 { ABSENT } else { 38 });
}
