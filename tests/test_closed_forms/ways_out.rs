//! Forbearance, margin calls, reappraisal, occupied and only homes, late performance, payment plans, homes never
//! delivered: each alone, the answer known.

use underwater::outcome::insured::InsuredSum;
use underwater::outcome::path::{ABSENT, PathOutcome};
use underwater::outcome::{Event, MonthRecord};
use underwater::outcome::{FinalState, MonthCounter, WorldColumn};
use underwater::stats::ratio::ratio_of_sums;
use underwater::study::Study;

use super::labour_and_debt::ledger;
use super::{meets, rate, share, study};
use crate::support::{run, run_paths};

pub(super) const MANY: [(&str, &str); 2] = [("study.worlds", "1000"), ("study.households", "500")];

/// Nobody earns anything: the first instalment is missed, and default is recorded at once.
pub(super) const BROKE: [(&str, &str); 4] = [
    ("study.horizon_months", "1"),
    ("study.workout_tail_months", "30"),
    ("household.income_monthly", "0"),
    ("distress.default_dpd", "30"),
];

fn with(changes: &[&[(&'static str, &'static str)]]) -> Study {
    study(&changes.concat())
}

fn near(what: &str, a: f64, b: f64) {
    assert!((a - b).abs() < 0.006, "{what}: {a} and {b}");
}

/// Month 1 is missed and put off: S = L(1 + i). Six free months: L(1 + i)⁷. Then an annuity over 120 + 24 − 7 months.
#[test]
fn a_holiday_and_a_longer_term() {
    let study = with(&[&[
        ("study.worlds", "1"),
        ("household.income_monthly", "0"),
        ("loan.method", "\"level\""),
        ("loan.annual_rate", "0.06"),
        ("loan.term_months", "120"),
        ("distress.forbearance.probability", "1.0"),
        ("distress.forbearance.max_times", "1"),
        ("distress.forbearance.holiday_months", "6"),
        ("distress.forbearance.extension_months", "24"),
    ]]);
    let (outcome, months) = ledger(&study);
    assert!(months[0].events.has(Event::ForbearanceGranted) && months[0].days_past_due == 0);
    near("rescheduled", months[0].balance, 800_000.0 * 1.005);
    let grown = 800_000.0 * 1.005_f64.powi(7);
    near("after the holiday", months[6].balance, grown);
    near("the new instalment", months[7].due, grown * 0.005 / (1.0 - 1.005_f64.powi(-137)));
    // Nothing overdue until month 8; 90 days in month 10: relief was granted once.
    assert_eq!((outcome.forbearances, outcome.cures, outcome.default_month), (1, 0, 10));
}

#[test]
fn relief_is_granted_with_its_probability() {
    let relief = [
        ("distress.default_dpd", "90"),
        ("distress.forbearance.probability", "0.4"),
        ("distress.forbearance.max_times", "3"),
    ];
    let result = run(&with(&[&MANY, &BROKE, &relief]));
    meets("forborne", rate(&result, 0, WorldColumn::Forborne, WorldColumn::Accepted), 0.4);
}

/// A fall to 0.7 of the price puts the call where debt ÷ value passes 1; unanswered it is a default with nothing overdue.
#[test]
fn an_unanswered_margin_call() {
    let fall = [
        ("study.worlds", "1"),
        ("price.kind", "\"path\""),
        ("price.drift_annual", "-"),
        ("price.volatility_annual", "-"),
        ("price.knots", "[{ month = 0, level = 1.0 }, { month = 5, level = 1.0 }, { month = 6, level = 0.7 }]"),
        ("distress.margin_call.trigger_ltv", "1.0"),
        ("distress.margin_call.deadline_months", "3"),
    ];
    let (outcome, months) = ledger(&with(&[&fall]));
    assert!(months[5].events.has(Event::MarginCalled));
    near("the gap to 80%", months[5].margin_gap, 800_000.0 - 0.8 * 700_000.0);
    assert_eq!((outcome.default_month, outcome.default_trigger, outcome.worst_days_past_due), (9, 2, 0));
    // With the cash the loan is back at its target, and pays on.
    let (outcome, months) = ledger(&with(&[&fall, &[("household.cash", "300_000")]]));
    near("paid", months[8].margin_paid, 240_000.0);
    near("back at the target", months[8].balance / months[8].value, 0.8);
    assert_eq!((outcome.default_month, outcome.margin_paid), (ABSENT, 24_000_000));
}

/// Three missed instalments are a default, six a call: suit in month 7, long before its own timeline.
#[test]
fn arrears_of_six_months_call_the_loan() {
    let study = with(&[&[
        ("study.worlds", "1"),
        ("household.income_monthly", "0"),
        ("foreclosure.months_to_suit", "20"),
        ("distress.margin_call.call_dpd", "180"),
        ("distress.margin_call.deadline_months", "1"),
    ]]);
    let (_, months) = ledger(&study);
    let month_of = |event| months.iter().find(|record| record.events.has(event)).map(|record| record.month);
    assert_eq!(month_of(Event::Defaulted), Some(3));
    assert_eq!(month_of(Event::LoanCalled), Some(6));
    assert_eq!(month_of(Event::Sued), Some(7));
}

/// One round that sells with p, put up three times: 1 − (1 − p)³ are sold, in months 2, 5 and 8, the rest is taken.
#[test]
fn rounds_start_over() {
    let loops = [
        ("foreclosure.rounds", "[{ start_level_frac = 0.8, success = 0.3 }]"),
        ("foreclosure.reappraisal.max_loops", "2"),
        ("foreclosure.reappraisal.months", "3"),
    ];
    let study = with(&[&MANY, &BROKE, &loops]);
    let result = run_paths(&study, |_, outcomes| {
        let outcome = &outcomes[0];
        let month = [8, 2, 5, 8][outcome.auction_round as usize];
        assert_eq!((outcome.settlement_month, outcome.auction_price), (month, 80_000_000));
    });
    let sold = rate(&result, 0, WorldColumn::Auctioned, WorldColumn::Accepted);
    meets("sold in three loops", sold, 1.0 - 0.7_f64.powi(3));
}

/// A home still lived in is appraised and sold at 0.8 of what a vacated one is.
#[test]
fn occupied_homes() {
    let occupied = [
        ("foreclosure.rounds", "[{ start_level_frac = 0.9, success = 1.0 }]"),
        ("foreclosure.occupied.price_loss_frac", "0.2"),
        ("foreclosure.occupied.vacated_probability", "0.35"),
    ];
    let study = with(&[&MANY, &BROKE, &occupied]);
    let mut vacated = vec![0; study.worlds as usize];
    run_paths(&study, |path, outcomes| {
        let price = outcomes[0].auction_price;
        assert!(price == 90_000_000 || price == 72_000_000, "{price}");
        assert_eq!(outcomes[0].auction_discount_frac, 1_000_000_000 - price * 10);
        vacated[(path / study.households) as usize] += i64::from(price == 90_000_000);
    });
    let all = vec![study.households as i64; study.worlds as usize];
    meets("vacated", ratio_of_sums(&vacated, &all), 0.35);
}

/// An owner-occupier's only home comes seven months later than an investor's.
#[test]
fn only_homes() {
    let delay = [
        ("foreclosure.rounds", "[{ start_level_frac = 0.9, success = 1.0 }]"),
        ("foreclosure.sole_home_delay_months", "7"),
        ("household.investor_frac", "0.4"),
    ];
    let study = with(&[&MANY, &BROKE, &delay]);
    let mut investors = vec![0; study.worlds as usize];
    run_paths(&study, |path, outcomes| {
        let month = outcomes[0].settlement_month;
        assert!(month == 2 || month == 9, "{month}");
        investors[(path / study.households) as usize] += i64::from(month == 2);
    });
    let all = vec![study.households as i64; study.worlds as usize];
    meets("investors", ratio_of_sums(&investors, &all), 0.4);
}

/// Damages of a tenth at suit in month 2; judgment in month 2 on 805 000; five months of late interest until the auction in
/// month 7, and a year more on what is left of the debt.
#[test]
fn damages_and_late_performance() {
    let study = with(&[
        &BROKE,
        &[
            ("study.worlds", "1"),
            ("foreclosure.rounds", "[{ start_level_frac = 0.5, success = 1.0 }]"),
            ("foreclosure.months_to_auction", "5"),
            ("foreclosure.preservation_fee", "5000"),
            ("foreclosure.contract_damages_frac", "0.1"),
            ("foreclosure.late_interest_daily", "0.000175"),
            ("distress.penalty_multiple", "1.5"),
            ("recourse.kind", "\"full\""),
            ("recourse.garnished_share", "0.5"),
            ("recourse.collection_months", "12"),
            ("recourse.interest_annual", "0.0"),
        ],
    ]);
    let (outcome, months) = ledger(&study);
    near("damages", months[1].damages, 0.1 * (800_000.0 + 2_000.0));
    let late = 5.0 * 30.0 * 0.000175 * 805_000.0;
    near("late interest", months[6].late_interest_owed, late);
    // Penalty at 1.5 × 0.25% on 2 000 overdue and the balance, months 2 to 7.
    let debt = 800_000.0 + 2_000.0 + 80_200.0 + 6.0 * 1.5 * 0.0025 * 802_000.0;
    let left = debt + 5_000.0 - 500_000.0;
    near("deficiency", outcome.deficiency as f64 / 100.0, left + late);
    near("residual", outcome.residual_debt as f64 / 100.0, left + late + 12.0 * 30.0 * 0.000175 * left);
}

/// A fifth of a wage of 1 000 for ten months, no cash taken, no interest; the lender gives up after four.
#[test]
fn a_payment_plan() {
    let study = with(&[
        &BROKE,
        &[
            ("study.worlds", "1"),
            ("household.income_monthly", "1_000"),
            ("foreclosure.rounds", "[{ start_level_frac = 0.5, success = 1.0 }]"),
            ("foreclosure.months_to_auction", "5"),
            ("recourse.kind", "\"payment-plan\""),
            ("recourse.garnished_share", "0.2"),
            ("recourse.discharge_months", "10"),
            ("recourse.write_off_months", "4"),
        ],
    ]);
    let (outcome, months) = ledger(&study);
    assert!(months.last().expect("a month").cash > 1_000.0, "cash that could have been seized");
    assert_eq!((outcome.seized, outcome.garnished, outcome.residual_debt), (0, 200_000, 0));
    let settled = outcome.settlement_month;
    assert_eq!(outcome.write_off_month, settled + 4);
    let after: f64 = (5..=10).map(|n| 200.0 * 1.0025_f64.powi(-(settled as i32 + n - 1))).sum();
    let apart = (outcome.recovery_pv - outcome.recovery_to_write_off_pv) as f64 / 100.0;
    assert!((apart - after).abs() < 0.011, "{apart} and {after}");
}

/// 500 a month of a wage of 1 000 at no interest; after four months the rest is sold for a fifth of it. Payments to the buyer
/// are none of the lender's, and the household owes as before.
#[test]
fn a_claim_is_sold() {
    let terms = [
        ("study.worlds", "1"),
        ("household.income_monthly", "1_000"),
        ("foreclosure.rounds", "[{ start_level_frac = 0.5, success = 1.0 }]"),
        ("foreclosure.months_to_auction", "5"),
        ("recourse.kind", "\"full\""),
        ("recourse.garnished_share", "0.5"),
        ("recourse.collection_months", "12"),
        ("recourse.interest_annual", "0.0"),
    ];
    let kept = ledger(&with(&[&BROKE, &terms])).0;
    for months in [0, 4, 12] {
        let sale = format!("{{ months = {months}, price_frac = 0.2 }}");
        let sale: &'static str = Box::leak(sale.into_boxed_str());
        let (sold, ledger) = ledger(&with(&[&BROKE, &terms, &[("recourse.claim_sale", sale)]]));
        let month = sold.settlement_month + i64::from(months);
        let of_event = ledger.iter().find(|record| record.events.has(Event::ClaimSold)).expect("a sale");
        assert_eq!(i64::from(of_event.month), month);
        let owed = (kept.deficiency - kept.seized) as f64 / 100.0 - 500.0 * f64::from(months);
        near("price", of_event.claim_sold, 0.2 * owed);
        let discount = |n: i32| 1.0025_f64.powi(-(n + sold.settlement_month as i32 - 1));
        let given_up: f64 = (months + 1..=12).map(|n| 500.0 * discount(n)).sum();
        let recovery = kept.recovery_pv as f64 / 100.0 - given_up + 0.2 * owed * discount(months);
        assert!((sold.recovery_pv as f64 / 100.0 - recovery).abs() < 0.03, "{} and {recovery}", sold.recovery_pv);
        assert_eq!((sold.write_off_month, sold.recovery_to_write_off_pv), (month, sold.recovery_pv));
        // The household's side is that of the claim kept.
        let of_household =
            |it: &PathOutcome| (it.seized, it.garnished, it.residual_debt, it.household_loss, it.deficiency);
        assert_eq!(of_household(&sold), of_household(&kept));
    }
}

/// A loan of 90% insured above 70%: of 901 500 owed the lender gets 500 000, and the insurer pays 2/9 of it six months later. Of
/// 500 a month the lender has all, since its own loss is larger; pro rata the insurer has its share.
#[test]
fn an_insurer_pays_its_share_of_a_fixed_loss() {
    let terms = [
        ("study.worlds", "1"),
        ("household.income_monthly", "1_000"),
        ("loan.down_payment", "0.1"),
        ("foreclosure.rounds", "[{ start_level_frac = 0.5, success = 1.0 }]"),
        ("distress.penalty_multiple", "0"),
        ("recourse.kind", "\"full\""),
        ("recourse.garnished_share", "0.5"),
        ("recourse.collection_months", "12"),
        ("recourse.interest_annual", "0.0"),
        ("insurance.threshold_ltv", "0.7"),
        ("insurance.claim_months", "6"),
        ("insurance.premium_frac", "0.03"),
    ];
    let of = |more: &[(&'static str, &'static str)]| {
        let study = with(&[&BROKE, &terms, more]);
        let (outcome, months) = ledger(&study);
        let sums = run(&study).tallies.insurance.expect("an insurance");
        let sum =
            move |sum: InsuredSum| sums.by_batch(0, sum as usize).expect("a sum").iter().sum::<i64>() as f64 / 100.0;
        (outcome, months, sum)
    };
    let told = |months: &[MonthRecord], amount: fn(&MonthRecord) -> f64| months.iter().map(amount).sum::<f64>();
    let (outcome, months, sum) = of(&[]);
    let (ead, wait) = (outcome.ead as f64 / 100.0, outcome.settlement_month - outcome.default_month + 6);
    let claim = ead * 2.0 / 9.0;
    near("claim", told(&months, |month| month.insurance_claim), claim);
    near("claim at default", sum(InsuredSum::PaidAtDefault), claim * 1.0025_f64.powi(-(wait as i32)));
    near("nothing is passed on", told(&months, |month| month.passed_on), 0.0);
    // What it pays at most: 22.2% of the debt at default.
    assert!((claim / ead - 0.2222).abs() < 1e-4);
    let loss = sum(InsuredSum::LossAtDefault);
    near("gross loss", loss, ead * outcome.lgd_frac as f64 / 1e9);
    // A smaller loss is paid whole; what is seized and garnished then is the insurer's, up to what it paid.
    let (outcome, months, _) = of(&[("foreclosure.rounds", "[{ start_level_frac = 0.9, success = 1.0 }]")]);
    let deficiency = outcome.deficiency as f64 / 100.0;
    near("a small loss", told(&months, |month| month.insurance_claim), deficiency);
    let collected = (outcome.seized + outcome.garnished) as f64 / 100.0;
    near("passed on", told(&months, |month| month.passed_on), collected.min(deficiency));
    assert!(collected > 1_000.0 && deficiency > 1_000.0);
    let (outcome, months, _) = of(&[("insurance.recoveries", "\"pro-rata\"")]);
    let collected = (outcome.seized + outcome.garnished) as f64 / 100.0;
    let share = claim / (outcome.deficiency as f64 / 100.0);
    near("pro rata", told(&months, |month| month.passed_on), collected * share);
    // A default in the first months is not covered.
    let (_, months, _) = of(&[("insurance.waiting_months", "1")]);
    near("waiting", told(&months, |month| month.insurance_claim), 0.0);
    // The premium: once, in cash or in the loan, and yearly by a household that lasts.
    let (outcome, months, sum) = of(&[("insurance.premium_financed", "true")]);
    near("financed", outcome.loan as f64 / 100.0, 900_000.0 * 1.03);
    near("premium told", months[0].premium_at_purchase, 27_000.0);
    near("its value", sum(InsuredSum::Premiums), 27_000.0);
    near(
        "the cap leaves it out of the ratio",
        told(&months, |month| month.insurance_claim),
        outcome.ead as f64 / 100.0 * 2.0 / 9.0,
    );
    let yearly =
        [("study.horizon_months", "30"), ("household.income_monthly", "100_000"), ("insurance.premium", "\"yearly\"")];
    let (_, months, sum) = of(&yearly);
    let due: Vec<u32> = months.iter().filter(|month| month.premium > 0.0).map(|month| month.month).collect();
    assert_eq!(due, [1, 13, 25]);
    let value: f64 = [1, 13, 25].iter().map(|month| 27_000.0 * 1.0025_f64.powi(-month)).sum();
    near("yearly premiums", sum(InsuredSum::Premiums), value);
}

/// Developers fail with 5% a month before delivery in month 13: 1 − 0.95¹² of them; contracts end three months later.
#[test]
fn homes_never_delivered() {
    let off_plan = [
        ("off_plan.off_plan_frac", "1.0"),
        ("off_plan.delivery_month", "13"),
        ("off_plan.failure_probability_monthly", "0.05"),
        ("off_plan.months_to_rescission", "3"),
        ("off_plan.buyer_recovery_frac", "0.5"),
        ("off_plan.bank_recovery_frac", "0.25"),
    ];
    let study = with(&[&MANY, &off_plan]);
    let result = run_paths(&study, |_, outcomes| {
        let outcome = &outcomes[0];
        if outcome.final_state != FinalState::Rescinded as i64 {
            assert_eq!(outcome.default_month, ABSENT);
            return;
        }
        let month = outcome.settlement_month;
        assert!((4..=15).contains(&month) && outcome.default_month == month && outcome.default_trigger == 3);
        // 2 000 of interest a month and 200 000 of its own: half comes back. The bank gets a quarter of 800 000.
        assert_eq!(outcome.household_loss, 20_000_000 - (20_000_000 + month * 200_000) / 2);
        assert_eq!((outcome.ead, outcome.recovery_pv, outcome.lgd_frac), (80_000_000, 20_000_000, 750_000_000));
    });
    meets("rescinded", rate(&result, 0, WorldColumn::Rescinded, WorldColumn::Accepted), 1.0 - 0.95_f64.powi(12));
    let triggered = rate(&result, 0, WorldColumn::DefaultsRescission, WorldColumn::Accepted);
    meets("defaults by rescission", triggered, 1.0 - 0.95_f64.powi(12));
}

/// Short of means from the first month, with 20% a month: nobody sells in three months, 1 − 0.8⁴ in four.
#[test]
fn a_sale_takes_its_time() {
    let sale = [
        ("household.cash", "100_000"),
        ("distress.distress_months", "60"),
        ("distress.sale_probability_monthly", "0.2"),
        ("distress.sale_minimum_months", "3"),
    ];
    let result = run(&with(&[&MANY, &sale]));
    let sold = |month| share(&result, 0, month, &[MonthCounter::Sold]);
    assert_eq!(sold(3).value, Some(0.0));
    meets("sold in four months", sold(4), 1.0 - 0.8_f64.powi(4));
}
