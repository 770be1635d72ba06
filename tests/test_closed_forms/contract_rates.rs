//! Contract rates by hand: an existing mortgage on the mainland, a rate between limits, fixed months first.

use underwater::outcome::{Event, MonthRecord};

use super::labour_and_debt::ledger;
use super::study;

/// Months in which a rate is set, with the rate a year.
type Rates<'a> = &'a [(u32, f64)];

/// Every month's rate is that of the last of `rates`, and its instalment the annuity on what is left over the months left, as
/// computed where the rate was set.
fn meets(loan: &[(&'static str, &'static str)], horizon_months: &'static str, rates: Rates<'_>) -> Vec<MonthRecord> {
    let plain = [("study.worlds", "1"), ("study.horizon_months", horizon_months), ("loan.method", "\"level\"")];
    let (_, months) = ledger(&study(&[&plain[..], &[("loan.annual_rate", "-")], loan].concat()));
    let (mut balance, mut instalment) = (800_000.0, f64::NAN);
    for (month, record) in (1..).zip(&months) {
        let (set_in, rate_annual) = rates.iter().rev().find(|(from, _)| *from <= month).expect("a first rate");
        let i = rate_annual / 12.0;
        if *set_in == month {
            instalment = balance * i / (1.0 - (1.0 + i).powi(-(361 - month as i32)));
        }
        assert!((record.rate_monthly - i).abs() < 1e-15, "month {month}: {} for {i}", record.rate_monthly);
        assert!((record.due - instalment).abs() < 1e-4, "month {month}: {} for {instalment}", record.due);
        balance -= instalment - balance * i;
        assert!((record.balance - balance).abs() < 1e-3, "month {month}: {} for {balance}", record.balance);
    }
    assert_eq!(months.len().to_string(), horizon_months);
    months
}

/// A loan of June 2022 at the loan prime rate + 0.55%, repriced each January: 5.00% (4.45%); in January 2023 4.85% (4.30% of
/// December); in October 2023 the spread is cut to 0 on that rate; in January 2024 4.20%; in November 2024 −0.30% on it; in
/// January 2025 3.30% (3.60%).
#[test]
fn an_existing_mortgage() {
    let lpr = "{ kind = \"series\", start_month = \"2022-06\", \
               series = { file = \"data/cn_lpr_5y_monthly.csv\", column = \"lpr_5y_percent\", scale = 0.01 } }";
    let loan = [
        ("policy_rate", lpr),
        ("loan.spread_annual", "0.0055"),
        ("loan.repricing", "{ on = \"january\" }"),
        (
            "loan.spread_changes",
            "[{ date = \"2023-10\", spread_annual = 0.0 }, \
              { date = \"2024-11\", spread_annual = -0.003, lowers_only = true }]",
        ),
    ];
    let rates = [(1, 0.05), (7, 0.0485), (16, 0.043), (19, 0.042), (29, 0.039), (31, 0.033)];
    let months = meets(&loan, "36", &rates);
    let changed: Vec<u32> =
        months.iter().filter(|record| record.events.has(Event::SpreadChanged)).map(|record| record.month).collect();
    assert_eq!(changed, [16, 29]);
}

/// The policy rate rises by 0.1% a month: every three months it is taken, and plus 1% held between 2.5% and 3.2%.
#[test]
fn between_floor_and_cap() {
    let rising = "{ kind = \"knots\", interpolation = \"linear\", \
                  knots = [{ month = 0, level_annual = 0.01 }, { month = 24, level_annual = 0.034 }] }";
    let terms = "{ every_months = 3, floor_annual = 0.025, cap_annual = 0.032 }";
    let loan = [("policy_rate", rising), ("loan.spread_annual", "0.01"), ("loan.repricing", terms)];
    let months = meets(&loan, "24", &[(1, 0.025), (4, 0.025), (7, 0.026), (10, 0.029), (13, 0.032), (16, 0.032)]);
    let of = |event| months.iter().filter(|it| it.events.has(event)).map(|it| it.month).collect::<Vec<_>>();
    assert_eq!((of(Event::RateAtFloor), of(Event::RateAtCap)), (vec![4], vec![13, 16, 19, 22]));
}

/// 1.5% for a year and a half, whatever the floor; then the policy rate plus the spread that was set meanwhile, each year from
/// then on.
#[test]
fn fixed_months_first() {
    let rising = "{ kind = \"knots\", interpolation = \"linear\", \
                  knots = [{ month = 0, level_annual = 0.02 }, { month = 36, level_annual = 0.038 }] }";
    let loan = [
        ("policy_rate", rising),
        ("loan.spread_annual", "0.01"),
        ("loan.spread_changes", "[{ month = 10, spread_annual = 0.012 }]"),
        ("loan.repricing", "{ fixed_months = 18, fixed_rate_annual = 0.015, floor_annual = 0.02 }"),
    ];
    let months = meets(&loan, "36", &[(1, 0.015), (19, 0.029 + 0.012), (31, 0.035 + 0.012)]);
    assert!(months[18].events.has(Event::FixedMonthsOver) && months[18].events.has(Event::SpreadChanged));
    // With its rises turned off (107) the loan keeps its first rate.
    let off = [&loan[..], &[("counterfactual.rate_rises", "false")]].concat();
    let months = meets(&off, "36", &[(1, 0.015), (19, 0.015), (31, 0.015)]);
    assert!(months[18].events.has(Event::RateHeld) && months[30].events.has(Event::RateHeld));
}
