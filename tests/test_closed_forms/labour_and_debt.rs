//! Spells out of work, instalments, auctions and what is owed after them.

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, prelude::FromPrimitive};
use underwater::aggregate::auction_rounds as table_of_rounds;
use underwater::kernel::{InstructionSet, PathRange};
use underwater::loan::schedule::{LoanTerms, unrounded_schedule};
use underwater::loan::{GRAIN, Method};
use underwater::outcome::{Event, Ledger, MonthRecord, NoRecord};
use underwater::outcome::{FinalState, MonthCounter, PathOutcome, WorldColumn};
use underwater::stats::ratio::ratio_of_sums;
use underwater::study::Study;

use super::{agrees, meets, rate, share, study};
use crate::support::{outcomes, run, run_paths, total};

/// Nothing to live on but a wage, and a loan that is small beside it: an instalment is missed exactly when out of work,
/// and all that is overdue is paid from the first wage.
const HAND_TO_MOUTH: [(&str, &str); 2] = [("household.home_price", "10_000"), ("household.income_monthly", "10_000")];

const PAST_DUE: [MonthCounter; 3] = [MonthCounter::PastDue30, MonthCounter::PastDue60, MonthCounter::PastDue90];

/// Unemployment from full employment: u_t = u*(1 − (1 − s − f)ᵗ), u* = s/(s + f).
#[test]
fn unemployment() {
    let (s, f) = (0.25_f64, 0.2_f64);
    let changes = [
        &HAND_TO_MOUTH[..],
        &[
            ("study.worlds", "1000"),
            ("study.households", "500"),
            ("study.horizon_months", "16"),
            ("labour.separation_monthly", "0.25"),
            ("labour.finding_monthly", "0.2"),
            ("distress.default_dpd", "720"),
        ],
    ]
    .concat();
    let result = run(&study(&changes));
    assert_eq!(total(&result, 0, WorldColumn::Defaults), 0);
    for t in [1, 2, 3, 5, 16] {
        let exact = s / (s + f) * (1.0 - (1.0 - s - f).powi(t));
        meets(&format!("out of work in month {t}"), share(&result, 0, t as usize, &PAST_DUE), exact);
    }
}

/// A spell out of work is still open after m months with probability (1 − f)ᵐ: everyone loses work in the first month,
/// and a default at k·30 days is recorded in month k when all of the k − 1 months since brought nothing.
#[test]
fn spell_survival() {
    let f = 0.1_f64;
    let changes = [
        &HAND_TO_MOUTH[..],
        &[
            ("study.worlds", "1000"),
            ("study.households", "350"),
            ("study.horizon_months", "12"),
            ("study.workout_tail_months", "1"),
            ("labour.separation_monthly", "0.9999999"),
            ("labour.finding_monthly", "0.1"),
            ("sweep.grid", "{ \"distress.default_dpd\" = [240, 360] }"),
        ],
    ]
    .concat();
    let result = run(&study(&changes));
    for (cell, months) in [8, 12].into_iter().enumerate() {
        let found = share(&result, cell, months, &[MonthCounter::NewDefaults]);
        meets(&format!("out of work for {months} months"), found, (1.0 - f).powi(months as i32 - 1));
    }
}

pub fn ledger(study: &Study) -> (PathOutcome, Vec<MonthRecord>) {
    let mut ledger = Ledger::default();
    let outcomes = outcomes(study, InstructionSet::best(), PathRange { first: 0, count: 1 }, &mut ledger);
    (outcomes[0], ledger.records.into_iter().map(|(_, _, record)| record).collect())
}

/// Balances, interest and principal of each method against the exact schedule, up to what rounding to the grain leaves: in
/// each month at most a grain, which the balance carries on as (1 + i)^t; and the lanes' sum of balances, that of a household
/// which never leaves them.
#[test]
fn instalments() {
    let methods = [
        ("\"level\"", "-", Method::Level),
        ("\"constant-principal\"", "-", Method::ConstantPrincipal),
        ("\"hybrid\"", "90", Method::Hybrid { switch_month: 90 }),
        ("\"interest-only\"", "-", Method::InterestOnly),
    ];
    let of_principal = [("-", "-"), ("36", "-"), ("-", "0.35"), ("36", "0.35")];
    let repays = |name: &str| name != "\"interest-only\"";
    let terms = methods.into_iter().flat_map(|of_method| of_principal.map(|of_principal| (of_method, of_principal)));
    for ((name, switch_month, method), (interest_only_months, balloon_frac)) in
        terms.filter(|((name, ..), of_principal)| repays(name) || *of_principal == ("-", "-"))
    {
        let name = format!("{name}, {interest_only_months} months of interest, balloon {balloon_frac}");
        for rate in ["0.0421", "0.0", "0.00000000000001", "0.000000000000003"] {
            let changes = [
                ("study.worlds", "1"),
                ("study.horizon_months", "240"),
                ("household.income_monthly", "5_000_000"),
                ("loan.annual_rate", rate),
                ("loan.term_months", "240"),
                ("loan.method", name.split(',').next().unwrap_or_default()),
                ("loan.switch_month", switch_month),
                ("loan.interest_only_months", interest_only_months),
                ("loan.balloon_frac", balloon_frac),
            ];
            let study = study(&changes);
            let terms = LoanTerms {
                interest_only_months: interest_only_months.parse().unwrap_or(0),
                balloon_frac: balloon_frac.parse().unwrap_or_default(),
                ..LoanTerms::plain(800_000.into(), rate.parse().expect("a number"), 240, method)
            };
            let exact = unrounded_schedule(&terms).expect("a schedule").rows;
            let (outcome, records) = ledger(&study);
            assert_eq!(records.len(), 240);
            let rate_monthly = rate.parse::<f64>().expect("a number") / 12.0;
            let left_by_rounding = |month: u32| GRAIN * f64::from(month) * (1.0 + rate_monthly).powi(month as i32);
            for (record, row) in records.iter().zip(&exact) {
                for (what, found, exact) in [
                    ("balance", record.balance, row.balance),
                    ("interest", record.interest_due, row.interest),
                    ("principal", record.principal_due, row.principal),
                    ("payment", record.paid, row.payment),
                ] {
                    let exact = exact.to_f64().expect("a number");
                    let close = (found - exact).abs() <= left_by_rounding(row.month);
                    assert!(close, "{name} at {rate}, month {}: {what} {found}, exactly {exact}", row.month);
                }
            }
            assert_eq!(outcome.final_state, FinalState::PaidOff as i64);
            let range = PathRange { first: 0, count: 1 };
            let lanes = outcomes(&study, InstructionSet::best(), range, &mut NoRecord);
            assert_eq!(lanes[0], outcome, "{name} at {rate}: in lanes and month by month");
            let sum: Decimal = exact.iter().map(|row| row.balance).sum();
            let lanes = Decimal::from_i64(lanes[0].balance_months).expect("a number") / Decimal::ONE_HUNDRED;
            let apart = (lanes - sum).abs().to_f64().expect("a number");
            let most = 0.01 + (1..=240).map(left_by_rounding).sum::<f64>();
            assert!(apart <= most, "{name} at {rate}: {lanes}, exactly {sum}");
        }
    }
}

/// The dearest and longest loans, in which a rounding error of the first month would grow beyond the balance: month and
/// balance S·((1 + i)⁶⁰⁰ − (1 + i)ᵗ)/((1 + i)⁶⁰⁰ − 1) of 800,000, in Python's mpmath 1.3 with 60 digits.
#[test]
fn balances_of_dear_and_long_loans() {
    for (rate, exact) in [
        ("0.7", [(360, 799999.014410635), (480, 799112.040827107), (599, 44094.4881889764)]),
        ("1.0", [(360, 799999.996367677), (480, 799946.093983998), (599, 61538.4615384615)]),
    ] {
        let (outcome, records) = ledger(&study(&[
            ("study.worlds", "1"),
            ("study.horizon_months", "600"),
            ("household.income_monthly", "5_000_000"),
            ("loan.annual_rate", rate),
            ("loan.term_months", "600"),
            ("loan.method", "\"level\""),
        ]));
        for (month, balance) in exact {
            let found = records[month - 1].balance;
            assert!((found / balance - 1.0).abs() < 1e-9, "{rate}, month {month}: {found}, exactly {balance}");
        }
        assert_eq!(outcome.final_state, FinalState::PaidOff as i64);
    }
}

/// Everybody misses the first instalment and goes through the rounds: shares p₁, (1 − p₁)p₂, …, the months of each
/// round, and prices at the levels down the rounds.
#[test]
fn auction_rounds() {
    let study = study(&[
        ("study.worlds", "1000"),
        ("study.households", "500"),
        ("study.horizon_months", "1"),
        ("study.workout_tail_months", "30"),
        ("household.income_monthly", "0"),
        ("distress.default_dpd", "30"),
        ("foreclosure.months_to_suit", "1"),
        ("foreclosure.months_to_judgment", "2"),
        ("foreclosure.months_to_auction", "0"),
        ("foreclosure.appraisal_ratio", "0.95"),
        (
            "foreclosure.rounds",
            "[{ start_level_frac = 0.8, success = 0.35, premium = 0.1, months = 1 }, \
              { start_level_frac = 0.9, success = 0.6, months = 2 }, \
              { start_level_frac = 0.7, success = 0.55, premium = 0.2, months = 3 }]",
        ),
    ]);
    // Default in month 1, suit in 2, judgment in 4, the first round a month later, the others 2 and 3 months on.
    let expected = [
        (0, 10, 0.95 * 0.8 * 0.9 * 0.7),
        (1, 5, 0.95 * 0.8 * 1.1),
        (2, 7, 0.95 * 0.8 * 0.9),
        (3, 10, 0.95 * 0.8 * 0.9 * 0.7 * 1.2),
    ];
    let mut rounds = vec![[0_i64; 4]; study.worlds as usize];
    let result = run_paths(&study, |path, outcomes| {
        let outcome = &outcomes[0];
        let (round, month, price) = expected[outcome.auction_round as usize];
        rounds[(path / study.households) as usize][round as usize] += 1;
        assert_eq!((outcome.default_month, outcome.settlement_month), (1, month), "round {round}");
        assert!((outcome.auction_price as f64 / 1e8 - price).abs() < 1e-9, "round {round}: {}", outcome.auction_price);
        assert!((outcome.auction_discount_frac as f64 / 1e9 - (1.0 - price)).abs() < 2e-9);
    });
    let by = |round: fn(&[i64; 4]) -> i64| rounds.iter().map(round).collect::<Vec<_>>();
    let (all, first) = (by(|n| n.iter().sum()), by(|n| n[1]));
    let (second, third) = (by(|n| n[2]), by(|n| n[3]));
    let after_first = by(|n| n[0] + n[2] + n[3]);
    let after_second = by(|n| n[0] + n[3]);
    meets("first round", ratio_of_sums(&first, &all), 0.35);
    meets("second round", ratio_of_sums(&second, &after_first), 0.6);
    meets("second round, of all", ratio_of_sums(&second, &all), 0.65 * 0.6);
    meets("third round", ratio_of_sums(&third, &after_second), 0.55);
    meets("sold at auction", rate(&result, 0, WorldColumn::Auctioned, WorldColumn::Accepted), 1.0 - 0.65 * 0.4 * 0.45);
    let taken = rate(&result, 0, WorldColumn::TakenByLender, WorldColumn::Accepted);
    agrees("taken by the lender", taken, 0.65 * 0.4 * 0.45);

    // (310), (311)
    let labels: Vec<_> = study.cells.iter().map(|cell| cell.label.clone()).collect();
    let table = table_of_rounds(&result, &labels).expect("a table");
    let whole = |name: &str| -> Vec<i64> {
        table.column(name).expect("there").i64().expect("whole numbers").iter().flatten().collect()
    };
    let counted = |of: &[i64]| of.iter().sum::<i64>();
    assert_eq!(whole("auctions_held"), [counted(&all), counted(&after_first), counted(&after_second)]);
    assert_eq!(whole("homes_sold"), [counted(&first), counted(&second), counted(&third)]);
    assert_eq!(whole("homes_taken"), [0, 0, counted(&by(|n| n[0]))]);
    let ratios = |name: &str| -> Vec<f64> {
        table.column(name).expect("there").f64().expect("numbers").iter().flatten().collect()
    };
    let sold = 1.0 - 0.65 * 0.4 * 0.45;
    let (chances, shares) = ([0.35, 0.6, 0.55], [0.35, 0.65 * 0.6, 0.65 * 0.4 * 0.55].map(|share| share / sold));
    for (name, exact) in [("sold_of_held", chances), ("share_of_sold", shares)] {
        for ((value, mcse), exact) in ratios(name).iter().zip(ratios(&format!("{name}_mcse"))).zip(exact) {
            assert!((value - exact).abs() < 4.0 * mcse && mcse < 0.002, "{name}: {value} ± {mcse}, exactly {exact}");
        }
    }
    let starts = [0.95 * 0.8, 0.95 * 0.8 * 0.9, 0.95 * 0.8 * 0.9 * 0.7];
    let prices = [1, 2, 3].map(|round| expected[round].2);
    for (name, exact) in [
        ("start_of_value", starts),
        ("price_of_value", prices),
        ("price_of_first_value", prices),
        ("price_of_appraisal", prices.map(|price| price / 0.95)),
    ] {
        for (value, exact) in ratios(name).iter().zip(exact) {
            assert!((value / exact - 1.0).abs() < 1e-8, "{name}: {value}, exactly {exact}");
        }
    }
}

/// A success that depends on the start: 1/(1 + e^{−(α − β·ln(start/V))}).
#[test]
fn auction_rounds_by_logistic() {
    let result = run(&study(&[
        ("study.worlds", "1000"),
        ("study.households", "500"),
        ("study.horizon_months", "1"),
        ("study.workout_tail_months", "5"),
        ("household.income_monthly", "0"),
        ("distress.default_dpd", "30"),
        ("foreclosure.rounds", "[{ start_level_frac = 0.7, success = { logistic = { alpha = -1.5, beta = 4.0 } } }]"),
    ]));
    let exact = 1.0 / (1.0 + (1.5 + 4.0 * 0.7_f64.ln()).exp());
    meets("sold", rate(&result, 0, WorldColumn::Auctioned, WorldColumn::Accepted), exact);
}

/// A deficiency D at i a month with g taken a month is cleared after ⌈−ln(1 − D·i/g) ÷ ln(1 + i)⌉ months; what is owed
/// after n < that many is D(1 + i)ⁿ − g((1 + i)ⁿ − 1)/i.
#[test]
fn months_to_clear_a_deficiency() {
    let mut lengths = Vec::new();
    for income in (5_600..16_000).step_by(400) {
        let income_text = income.to_string();
        for (interest, i) in [("0.06", 0.005), ("-", 0.03 / 12.0)] {
            let study = study(&[
                ("study.worlds", "1"),
                ("study.horizon_months", "1"),
                ("study.workout_tail_months", "10"),
                ("household.income_monthly", &income_text),
                ("loan.method", "\"level\""),
                ("loan.term_months", "30"),
                ("distress.default_dpd", "30"),
                ("foreclosure.months_to_suit", "3"),
                ("foreclosure.rounds", "[{ start_level_frac = 0.5, success = 1.0 }]"),
                ("recourse.kind", "\"full\""),
                ("recourse.garnished_share", "0.75"),
                ("recourse.allowance_income_frac", "0.2"),
                ("recourse.collection_months", "90"),
                ("recourse.interest_annual", interest),
            ]);
            let (outcome, records) = ledger(&study);
            let settled = records.iter().find(|record| record.events.has(Event::Auctioned)).expect("an auction");
            let owed = settled.deficiency;
            let taken = 0.75 * (f64::from(income) - 0.2 * f64::from(income));
            let exact = (-(1.0 - owed * i / taken).ln() / (1.0_f64 + i).ln()).ceil();
            let cleared = records.iter().find(|record| record.events.has(Event::Cleared));
            let grown = |n: f64| owed * (1.0_f64 + i).powf(n) - taken * ((1.0_f64 + i).powf(n) - 1.0) / i;
            let before = (outcome.deficiency - outcome.seized) as f64 / 100.0;
            assert!((before - owed).abs() < 0.011, "cash is seized first: {before} and {owed}");
            if exact <= 90.0 {
                let months = cleared.expect("cleared").month - settled.month;
                assert_eq!(f64::from(months), exact, "income {income}, interest {i}");
                let last = grown(exact - 1.0) * (1.0 + i);
                let all = taken * (exact - 1.0) + last;
                assert!((outcome.garnished as f64 / 100.0 - all).abs() < 0.02, "income {income}: all that was taken");
                assert_eq!(outcome.residual_debt, 0);
                lengths.push(months);
            } else {
                assert!(cleared.is_none());
                let left = outcome.residual_debt as f64 / 100.0;
                assert!((left - grown(90.0)).abs() < 0.02, "income {income}, interest {i}: {left}, {}", grown(90.0));
                lengths.push(0);
            }
        }
    }
    lengths.sort_unstable();
    lengths.dedup();
    assert!(lengths.len() > 15 && lengths[0] == 0, "hardly a spread of lengths: {lengths:?}");
}
