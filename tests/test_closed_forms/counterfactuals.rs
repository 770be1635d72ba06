//! Causes turned off (METHOD.md §5b): what is left is known, from a closed form or as another study's numbers to the bit.

use underwater::kernel::{InstructionSet, PathRange};
use underwater::outcome::path::ABSENT;
use underwater::outcome::{Event, Ledger, NoRecord};
use underwater::outcome::{FinalState, PathOutcome};
use underwater::study::Study;

use super::labour_and_debt::ledger;
use super::ways_out::{BROKE, MANY};
use super::{mean, meets, phi, study};
use crate::support::{outcomes, run_paths, study_of};
use crate::test_twin_agreement::files;
use crate::twin::random_config::random_config;

type Changes = [(&'static str, &'static str)];

const NO_PRICE_FALLS: (&str, &str) = ("counterfactual.price_falls", "false");
const NO_INCOME_SHOCKS: (&str, &str) = ("counterfactual.income_shocks", "false");
const NO_RATE_RISES: (&str, &str) = ("counterfactual.rate_rises", "false");
const NO_AUCTION_LOSSES: (&str, &str) = ("counterfactual.auction_losses", "false");

/// A home that falls to 0.7 of its price at once and stays there.
const FALLEN: [(&str, &str); 4] = [
    ("price.kind", "\"path\""),
    ("price.drift_annual", "-"),
    ("price.volatility_annual", "-"),
    ("price.knots", "[{ month = 0, level = 1.0 }, { month = 1, level = 0.7 }]"),
];

fn with(changes: &[&Changes]) -> Study {
    study(&changes.concat())
}

fn every_path(study: &Study) -> Vec<PathOutcome> {
    let range = PathRange { first: 0, count: study.paths() as usize };
    outcomes(study, InstructionSet::best(), range, &mut NoRecord)
}

fn near(what: &str, a: f64, b: f64) {
    assert!((a - b).abs() < 0.006, "{what}: {a} and {b}");
}

/// E max(V, price) ÷ price − 1 of a driftless home is 2Φ(s/2) − 1, s² the variance of the index and of its own walk
/// together: what a household that keeps an interest-only loan gains.
#[test]
fn a_home_held_at_its_price() {
    let study = with(&[&[
        NO_PRICE_FALLS,
        ("study.worlds", "1_000_000"),
        ("price.volatility_annual", "0.16"),
        ("household.home_volatility_annual", "0.12"),
    ]]);
    let mut gains = Vec::new();
    run_paths(&study, |_, outcomes| gains.push(outcomes[0].household_loss as f64 / -1e8));
    meets("gain", mean(&gains), 2.0 * phi(0.5 * 0.2 * 2_f64.sqrt()) - 1.0);
    assert!(gains.iter().all(|gain| *gain >= 0.0), "a home worth less than its price");
}

/// A loan below the price is never under water, never called and never walked away from, though prices are halved.
#[test]
fn nobody_is_under_water() {
    let crash: &Changes = &[
        ("study.worlds", "40"),
        ("study.households", "50"),
        ("price.drift_annual", "-0.35"),
        ("price.volatility_annual", "0.15"),
        ("household.home_volatility_annual", "0.15"),
        ("loan.down_payment", "0.05"),
        ("loan.method", "\"level\""),
        ("distress.margin_call.trigger_ltv", "0.96"),
        ("distress.walk_away_threshold", "0.0"),
    ];
    let falls = every_path(&with(&[crash]));
    let sinks = |it: &PathOutcome| it.months_under_water > 0 && it.default_month != ABSENT;
    assert!(falls.iter().filter(|it| sinks(it)).count() > falls.len() / 2, "a crash that is none");
    for outcome in every_path(&with(&[crash, &[NO_PRICE_FALLS]])) {
        assert_eq!((outcome.months_under_water, outcome.default_month, outcome.margin_paid), (0, ABSENT, 0));
        // The first month is the deepest: 5% and what it repays.
        assert!(outcome.deepest_equity_frac >= 50_000_000, "{}", outcome.deepest_equity_frac);
        assert_eq!(outcome.final_state, FinalState::Performing as i64);
    }
}

/// The value is told, and what it would be without, in the months that `explain` shows; prices rise again beyond it.
#[test]
fn a_held_value_is_told() {
    let knots =
        ("price.knots", "[{ month = 0, level = 1.0 }, { month = 1, level = 0.7 }, { month = 11, level = 1.2 }]");
    let (_, months) = ledger(&with(&[&FALLEN, &[knots, NO_PRICE_FALLS, ("study.worlds", "1")]]));
    for (month, record) in (1..).zip(&months) {
        let free = 1e6 * (0.7_f64.ln() + (1.2_f64 / 0.7).ln() * f64::from(month.min(11) - 1) / 10.0).exp();
        near("value", record.value, free.max(1e6));
        assert_eq!(record.events.has(Event::ValueHeld), free < 1e6, "month {month}");
        near("without", record.value_unheld, if free < 1e6 { free } else { 0.0 });
    }
}

/// Every shock to income on and turned off: the paths of a study that has none of them, to the bit. Nobody falls behind.
#[test]
fn income_without_shocks_is_income_without_their_mechanisms() {
    let common: &Changes = &[
        ("study.worlds", "30"),
        ("study.households", "40"),
        ("study.horizon_months", "60"),
        ("price.volatility_annual", "0.2"),
        ("household.home_volatility_annual", "0.1"),
        ("household.income_monthly", "{ uniform = { min = 8_000, max = 12_000 } }"),
        ("household.essential_spending_frac", "0.4"),
        ("household.investor_frac", "0.5"),
        ("household.spending_growth_annual", "0.02"),
        ("household.wages.growth_annual", "0.03"),
        ("household.second_earner.wage_frac", "0.4"),
        ("household.letting.rent_yield_annual", "0.02"),
        ("loan.annual_rate", "0.04"),
        ("loan.method", "\"level\""),
    ];
    let shocks: &Changes = &[
        ("labour.separation_monthly", "0.03"),
        ("labour.finding_monthly", "0.05"),
        ("labour.sd", "0.3"),
        ("household.wages.scar_frac", "0.3"),
        ("household.wages.persistent_volatility_annual", "0.1"),
        ("household.wages.transitory_sd", "0.1"),
        ("household.second_earner.spell_correlation", "0.3"),
        ("household.second_earner.leave.probability", "0.5"),
        ("household.second_earner.leave.month", "10"),
        ("household.second_earner.leave.duration_months", "8"),
        ("household.second_earner.leave.income_frac", "0.3"),
        ("household.self_employment.first_earner_frac", "0.3"),
        ("household.self_employment.second_earner_frac", "0.3"),
        ("household.self_employment.slump_income_frac", "0.2"),
        ("household.self_employment.slump_hazard_ratio", "2.0"),
        ("household.illness.probability_monthly", "0.02"),
        ("household.illness.duration_months", "3"),
        ("household.illness.income_loss_frac", "0.5"),
        ("household.illness.extra_spending_frac", "0.5"),
        ("household.letting.vacancy_monthly", "0.2"),
    ];
    let plain = every_path(&with(&[common]));
    assert!(plain.iter().all(|it| it.worst_days_past_due == 0 && it.default_month == ABSENT));
    let shaken = every_path(&with(&[common, shocks]));
    assert!(shaken.iter().filter(|it| it.default_month != ABSENT).count() > shaken.len() / 10);
    let turned_off = with(&[common, shocks, &[NO_INCOME_SHOCKS]]);
    assert!(every_path(&turned_off) == plain, "income that fails though it may not");
    // Months tell no loss of work, and growth stays.
    let (_, months) = ledger(&turned_off);
    let first = months[0].income;
    for record in &months {
        near("income", record.income, first * 1.03_f64.powi((record.month as i32 - 1) / 12));
    }
}

/// A labour market in which every month takes every job: nobody loses it who cannot.
#[test]
fn certain_loss_of_work_turned_off() {
    let certain: &Changes = &[
        ("labour.kind", "\"knots\""),
        ("labour.separation_monthly", "0.9"),
        ("labour.knots", "[{ month = 0, factor = 5.0 }]"),
        ("household.floor_income_frac", "0.0"),
    ];
    let behind = |study| ledger(&study).0.worst_days_past_due;
    assert!(behind(with(&[certain])) > 0);
    assert_eq!(behind(with(&[certain, &[NO_INCOME_SHOCKS]])), 0);
}

/// Rates of 3%, 5%, 2% and 4% in turn, the rise held: 3%, 3%, 2%, 3%, to the bit; the months say where it was.
#[test]
fn a_rate_that_only_falls_and_comes_back() {
    let steps = |rates: &'static str| -> [(&'static str, &'static str); 12] {
        [
            ("study.worlds", "20"),
            ("study.households", "30"),
            ("study.horizon_months", "60"),
            ("study.workout_tail_months", "24"),
            ("labour.separation_monthly", "0.03"),
            ("household.income_monthly", "10_000"),
            ("policy_rate.kind", "\"knots\""),
            ("policy_rate.interpolation", "\"step\""),
            ("policy_rate.knots", rates),
            ("loan.annual_rate", "-"),
            ("loan.spread_annual", "0.01"),
            ("loan.method", "\"level\""),
        ]
    };
    let rises = "[{ month = 0, level_annual = 0.02 }, { month = 6, level_annual = 0.04 }, { month = 18, level_annual = \
                 0.01 }, { month = 30, level_annual = 0.03 }]";
    let lower = "[{ month = 0, level_annual = 0.02 }, { month = 18, level_annual = 0.01 }, { month = 30, level_annual = \
                 0.02 }]";
    let held = with(&[&steps(rises), &[NO_RATE_RISES]]);
    let envelope = every_path(&with(&[&steps(lower)]));
    assert!(envelope.iter().any(|it| it.default_month != ABSENT), "penalty and discounting are seen too");
    assert!(every_path(&held) == envelope, "a rate that is not the lower one");
    assert!(every_path(&with(&[&steps(rises)])) != envelope, "a rise that is none");
    let (_, months) = ledger(&with(&[&steps(rises), &[NO_RATE_RISES, ("labour.separation_monthly", "0.0")]]));
    let rate = |month: usize| (months[month - 1].rate_monthly * 12e4).round();
    assert_eq!([1, 13, 25, 37, 49].map(rate), [300.0, 300.0, 200.0, 300.0, 300.0]);
    let told = months.iter().filter(|record| record.events.has(Event::RateHeld)).map(|record| record.month);
    assert_eq!(told.collect::<Vec<_>>(), [13, 37, 49]);
    // A fixed rate has nothing to hold.
    let fixed: &Changes = &[("study.worlds", "20"), ("labour.separation_monthly", "0.03")];
    assert!(every_path(&with(&[fixed])) == every_path(&with(&[fixed, &[NO_RATE_RISES]])));
}

/// Default in month 1, suit and judgment in month 2, the first round of many that fail in month 7: there the home brings
/// its 700 000, less costs, and the lender's loss is the debt less that, discounted at 0.25% a month.
#[test]
fn an_auction_at_the_value() {
    let law: &Changes = &[
        ("study.worlds", "1"),
        (
            "foreclosure.rounds",
            "[{ start_level_frac = 0.7, success = 0.0, months = 2 }, { start_level_frac = 0.8, success = 0.0, months = 9 }]",
        ),
        ("foreclosure.months_to_auction", "3"),
        ("foreclosure.appraisal_ratio", "1.3"),
        ("foreclosure.auction_cost_frac", "0.06"),
        ("foreclosure.preservation_fee", "4000"),
        ("foreclosure.occupied.price_loss_frac", "0.2"),
        ("foreclosure.reappraisal.max_loops", "1"),
        ("distress.penalty_multiple", "0.0"),
    ];
    let (lost, _) = ledger(&with(&[&FALLEN, &BROKE, law]));
    let (outcome, months) = ledger(&with(&[&FALLEN, &BROKE, law, &[NO_AUCTION_LOSSES]]));
    assert_eq!((outcome.settlement_month, outcome.auction_round, outcome.auction_price), (7, 1, 70_000_000));
    assert_eq!((outcome.final_state, outcome.auction_discount_frac), (FinalState::Auctioned as i64, 0));
    assert_eq!((lost.settlement_month, lost.final_state), (27, FinalState::TakenByLender as i64));
    assert!(months[6].events.has(Event::SoldAtValue) && !months[1].events.has(Event::StillOccupied));
    let discount = |months: i32| 1.0025_f64.powi(-months);
    near("recovery", outcome.recovery_pv as f64 / 100.0, 0.94 * 700_000.0 * discount(6));
    near("costs", outcome.lender_costs_pv as f64 / 100.0, 4_000.0 * discount(1));
    near("deficiency", outcome.deficiency as f64 / 100.0, 800_000.0 + 2_000.0 + 4_000.0 - 0.94 * 700_000.0);
    // With the price held as well the home pays for all.
    let (outcome, _) = ledger(&with(&[&FALLEN, &BROKE, law, &[NO_AUCTION_LOSSES, NO_PRICE_FALLS]]));
    assert_eq!((outcome.auction_price, outcome.deficiency), (100_000_000, 0));
    // What stays open to the end of the tail is settled at the value, before judgment too.
    for (tail, suit) in [("4", "0"), ("4", "60")] {
        let late: &Changes = &[("study.workout_tail_months", tail), ("foreclosure.months_to_suit", suit)];
        let (outcome, _) = ledger(&with(&[&FALLEN, &BROKE, law, late, &[NO_AUCTION_LOSSES]]));
        assert_eq!((outcome.final_state, outcome.auction_price), (FinalState::Unresolved as i64, 70_000_000));
    }
}

/// The month of the first round is the study's own: every path's first round, sold or failed, against its sale.
#[test]
fn the_first_round_is_in_its_month() {
    let rounds: &Changes = &[
        ("study.worlds", "20"),
        ("foreclosure.months_to_suit", "{ uniform = { min = 0, max = 9 } }"),
        ("foreclosure.months_to_judgment", "{ uniform = { min = 0, max = 9 } }"),
        ("foreclosure.sole_home_delay_months", "{ uniform = { min = 0, max = 3 } }"),
        (
            "foreclosure.rounds",
            "[{ start_level_frac = 0.7, success = 0.4, months = { uniform = { min = 0, max = 5 } } }, { start_level_frac = 0.8, success = 0.4, months = 3 }]",
        ),
    ];
    let first_round = |study: &Study| {
        let mut ledger = Ledger::default();
        outcomes(study, InstructionSet::best(), PathRange { first: 0, count: 20 }, &mut ledger);
        let mut first = [None; 20];
        for (_, lane, record) in &ledger.records {
            let is_held = [Event::RoundFailed, Event::Auctioned].iter().any(|event| record.events.has(*event));
            if is_held {
                first[*lane].get_or_insert(record.month);
            }
        }
        first
    };
    let months = first_round(&with(&[&BROKE, rounds]));
    assert!(months.iter().all(Option::is_some) && months.iter().any(|month| *month != months[0]), "{months:?}");
    assert_eq!(first_round(&with(&[&BROKE, rounds, &[NO_AUCTION_LOSSES]])), months);
}

/// A switch that is on changes no path of any study.
#[test]
fn all_on_is_absent() {
    let mut tried = 0;
    for text in (4000..4030).map(|seed| random_config(seed, files())).filter(|text| !text.contains("[counterfactual]"))
    {
        let on =
            "[counterfactual]\nprice_falls = true\nincome_shocks = true\nrate_rises = true\nauction_losses = true\n";
        let absent = every_path(&study_of(&text));
        assert!(every_path(&study_of(&format!("{text}\n{on}"))) == absent, "{text}");
        tried += 1;
    }
    assert!(tried > 15);
}

/// Cells that differ in a switch share households and draws: where nothing is at stake for one it is the same path.
#[test]
fn a_path_that_a_cause_does_not_touch_is_the_same() {
    let changes: &Changes = &[
        ("labour.separation_monthly", "0.02"),
        ("household.income_monthly", "8_000"),
        ("sweep.grid", "{ \"counterfactual.income_shocks\" = [true, false] }"),
    ];
    let (mut same, mut moved) = (0, 0);
    run_paths(&with(&[&MANY, changes, &[("study.households", "20")]]), |_, cells| {
        let [on, off] = cells else { panic!("two cells") };
        assert_eq!((on.home_price, on.income_monthly, on.loan), (off.home_price, off.income_monthly, off.loan));
        assert!(off.default_month == ABSENT);
        if on == off { same += 1 } else { moved += 1 }
    });
    // Who loses no work in 24 months is untouched: 0.98²⁴ of all.
    let share = same as f64 / (same + moved) as f64;
    assert!((share - 0.98_f64.powi(24)).abs() < 0.02, "{share}");
}
