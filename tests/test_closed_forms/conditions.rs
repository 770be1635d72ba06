//! The conditions under which a rule of METHOD.md §5 and §5a does not apply, each in a path where it does not.

use underwater::outcome::FinalState;
use underwater::outcome::path::ABSENT;
use underwater::outcome::{Event, MonthRecord};
use underwater::stats::ratio::ratio_of_sums;
use underwater::study::Study;

use super::labour_and_debt::ledger;
use super::ways_out::{BROKE, MANY};
use super::{meets, study};
use crate::support::run_paths;

fn with(changes: &[&[(&'static str, &'static str)]]) -> Study {
    study(&changes.concat())
}

fn ever(months: &[MonthRecord], event: Event) -> bool {
    months.iter().any(|record| record.events.has(event))
}

fn month_of(months: &[MonthRecord], event: Event) -> Option<u32> {
    months.iter().find(|record| record.events.has(event)).map(|record| record.month)
}

const ONE: &[(&str, &str)] = &[("study.worlds", "1")];

/// Prices fall to `0.5` in month 6, and nobody saw it coming.
const FALL: &[(&str, &str)] = &[
    ("price.kind", "\"path\""),
    ("price.drift_annual", "-"),
    ("price.volatility_annual", "-"),
    ("price.knots", "[{ month = 0, level = 1.0 }, { month = 5, level = 1.0 }, { month = 6, level = 0.5 }]"),
];

/// Judgment and, unless it is put off by seven months, auction in month 2.
const DELAY: &[(&str, &str)] = &[
    ("foreclosure.rounds", "[{ start_level_frac = 0.9, success = 1.0 }]"),
    ("foreclosure.sole_home_delay_months", "7"),
];

const OTHER_HOMES: &[(&str, &str)] =
    &[("household.other_homes.owner_frac", "1.0"), ("household.other_homes.liquidation_value_frac", "0.0")];

/// Neither an investor nor an owner of other homes has an only home: (1 − 0.4)(1 − 0.3) of them have.
#[test]
fn who_has_an_only_home() {
    let owners = [
        ("household.investor_frac", "0.4"),
        ("household.other_homes.owner_frac", "0.3"),
        ("household.other_homes.liquidation_value_frac", "0.0"),
        ("household.other_homes.months_to_sell", "120"),
    ];
    let study = with(&[&MANY, &BROKE, DELAY, &owners]);
    let mut put_off = vec![0; study.worlds as usize];
    run_paths(&study, |path, outcomes| {
        let month = outcomes[0].settlement_month;
        assert!(month == 2 || month == 9, "{month}");
        put_off[(path / study.households) as usize] += i64::from(month == 9);
    });
    let all = vec![study.households as i64; study.worlds as usize];
    meets("only homes", ratio_of_sums(&put_off, &all), 0.6 * 0.7);
}

/// Other homes are offered in month 1 and sold in month 2. A judgment in that month finds them still owned, one in month 3
/// does not; and suit can be later than the sale.
#[test]
fn an_only_home_at_judgment() {
    for (to_suit, to_judgment, settlement) in [("0", "0", 2), ("0", "1", 10), ("2", "0", 10)] {
        let timeline = [("foreclosure.months_to_suit", to_suit), ("foreclosure.months_to_judgment", to_judgment)];
        let (outcome, months) = ledger(&with(&[&BROKE, DELAY, OTHER_HOMES, ONE, &timeline]));
        assert_eq!(month_of(&months, Event::OtherHomesSold), Some(2));
        assert_eq!(outcome.settlement_month, settlement, "suit after {to_suit}, judgment after {to_judgment}");
        let judgment = month_of(&months, Event::Judgment);
        assert_eq!(month_of(&months, Event::SoleHomeDelay), judgment.filter(|_| settlement > 2));
    }
}

/// Two instalments are missed and put off: nothing is overdue, but nothing was paid.
#[test]
fn being_forborne_is_no_cure() {
    let relief = [
        ("household.income_monthly", "0"),
        ("distress.distress_dpd", "60"),
        ("distress.forbearance.probability", "1.0"),
        ("distress.forbearance.max_times", "1"),
    ];
    let (outcome, months) = ledger(&with(&[ONE, &relief]));
    assert_eq!(month_of(&months, Event::ForbearanceGranted), Some(2));
    assert_eq!((months[0].days_past_due, months[1].days_past_due), (30, 0));
    assert_eq!((outcome.cures, ever(&months, Event::Cured)), (0, false));
}

/// Other homes sold in month 3 pay two instalments missed: that is a cure.
#[test]
fn paying_is_a_cure() {
    let sale = [
        ("household.income_monthly", "0"),
        ("household.other_homes.owner_frac", "1.0"),
        ("household.other_homes.liquidation_value_frac", "0.1"),
        ("household.other_homes.months_to_sell", "2"),
    ];
    let (outcome, months) = ledger(&with(&[ONE, &sale]));
    assert_eq!((outcome.cures, month_of(&months, Event::Cured)), (1, Some(3)));
}

/// With money for years, it walks away in the month of the fall, and then turns to nobody and answers nobody.
#[test]
fn a_household_that_walks_looks_for_no_way_out() {
    let walks = [
        ("household.cash", "500_000"),
        ("household.family_help.months", "12"),
        ("distress.walk_away_threshold", "0.3"),
        ("distress.distress_dpd", "60"),
        ("distress.forbearance.probability", "1.0"),
        ("distress.forbearance.max_times", "1"),
        ("distress.margin_call.trigger_ltv", "1.0"),
        ("distress.margin_call.deadline_months", "12"),
        ("household.letting.rent_yield_annual", "0.03"),
        ("household.letting.in_distress", "{ probability = 1.0, own_rent_frac = 0.5 }"),
    ];
    let (outcome, months) = ledger(&with(&[ONE, FALL, OTHER_HOMES, &walks]));
    assert_eq!(month_of(&months, Event::WalkedAway), Some(6));
    assert_eq!(month_of(&months, Event::MarginCalled), Some(6), "the lender calls all the same");
    for event in [
        Event::FamilyHelped,
        Event::ForbearanceGranted,
        Event::ForbearanceRefused,
        Event::OtherHomesOffered,
        Event::HomeLet,
        Event::MarginMet,
        Event::Reinstated,
    ] {
        assert!(!ever(&months, event), "{event:?}");
    }
    assert_eq!((outcome.default_month, outcome.default_trigger), (8, 1));
}

/// (0.8 − 0.5)/0.5 = 0.6 of the value is lost. Cash of 0.4 of it holds an owner back who would leave at 0.3, unless it
/// cannot be seized; and where only investors have a threshold, owners stay.
#[test]
fn who_walks_away() {
    let full = [("recourse.kind", "\"full\""), ("household.cash", "200_000")];
    let plan =
        [("recourse.kind", "\"payment-plan\""), ("recourse.discharge_months", "60"), ("household.cash", "200_000")];
    let none = [("household.cash", "200_000")];
    let walks = [("distress.walk_away_threshold", "0.3")];
    for (recourse, expected) in [(&full[..], None), (&plan, Some(6)), (&none, Some(6))] {
        let (_, months) = ledger(&with(&[ONE, FALL, recourse, &walks]));
        assert_eq!(month_of(&months, Event::WalkedAway), expected, "{recourse:?}");
    }
    for (investor_frac, expected) in [("0.0", None), ("1.0", Some(6))] {
        let threshold = [("distress.investor_walk_away_threshold", "0.3"), ("household.investor_frac", investor_frac)];
        let (_, months) = ledger(&with(&[ONE, FALL, &threshold]));
        assert_eq!(month_of(&months, Event::WalkedAway), expected, "investors {investor_frac}");
    }
}

/// An investor's home is let already: in arrears nobody moves out of it.
#[test]
fn only_owner_occupiers_let_in_distress() {
    for (investor_frac, expected) in [("0.0", true), ("1.0", false)] {
        let letting = [
            ("household.income_monthly", "0"),
            ("household.investor_frac", investor_frac),
            ("household.letting.rent_yield_annual", "0.0"),
            ("household.letting.in_distress", "{ probability = 1.0, own_rent_frac = 0.5 }"),
        ];
        let (_, months) = ledger(&with(&[ONE, &letting]));
        assert_eq!(ever(&months, Event::HomeLet), expected, "investors {investor_frac}");
    }
}

/// A call of 400 000 less the target of 0.8 · 500 000: it is paid at the month's start, so that spending is cut and interest
/// falls in that month; a month before neither.
#[test]
fn a_margin_call_is_paid_before_anything_else() {
    let call = [
        ("household.cash", "500_000"),
        ("household.essential_spending_frac", "0.3"),
        ("household.discretionary_spending_frac", "0.1"),
        // 42 000 a month with the interest of 2 000.
        ("household.reference_down_payment", "0.2"),
        ("household.discretionary_cut_below_months", "3"),
        ("distress.margin_call.trigger_ltv", "1.0"),
        ("distress.margin_call.deadline_months", "0"),
    ];
    let (_, months) = ledger(&with(&[ONE, FALL, &call]));
    let of = |month: usize| (months[month - 1].spending, months[month - 1].interest_due);
    let near = |(a, b): (f64, f64), (c, d): (f64, f64)| (a - c).abs() < 1e-6 && (b - d).abs() < 1e-6;
    assert!((months[5].margin_paid - 400_000.0).abs() < 1e-6, "{}", months[5].margin_paid);
    assert!(near(of(5), (40_000.0, 2_000.0)), "{:?}", of(5));
    assert!(near(of(6), (30_000.0, 1_000.0)), "{:?}", of(6));
    assert!(months[5].events.has(Event::DiscretionaryCut) && !months[4].events.has(Event::DiscretionaryCut));
}

/// Nobody calls a loan in default for its margin, or one whose home will not be delivered.
#[test]
fn no_margin_call() {
    let call = [("distress.margin_call.trigger_ltv", "0.5"), ("foreclosure.months_to_suit", "20")];
    let (_, months) = ledger(&with(&[&BROKE, ONE, &call, &[("distress.margin_call.deadline_months", "6")]]));
    assert_eq!(month_of(&months, Event::MarginCalled), Some(1), "before the default it is called");
    let fall = [("study.horizon_months", "3"), ("distress.margin_call.trigger_ltv", "1.0")];
    let (_, months) = ledger(&with(&[&BROKE, ONE, FALL, &call, &fall]));
    assert!(ever(&months, Event::Defaulted) && !ever(&months, Event::MarginCalled));
    let never = [
        ("household.cash", "500_000"),
        ("off_plan.off_plan_frac", "1.0"),
        ("off_plan.delivery_month", "100"),
        ("off_plan.failure_probability_monthly", "0.999999"),
        ("off_plan.months_to_rescission", "15"),
    ];
    let (outcome, months) = ledger(&with(&[ONE, FALL, &never, &[("distress.margin_call.trigger_ltv", "1.0")]]));
    assert_eq!(month_of(&months, Event::DeveloperFailed), Some(1));
    assert!(!ever(&months, Event::MarginCalled));
    assert_eq!(outcome.settlement_month, 16);
}

/// A home that will not be delivered is neither sold nor auctioned, however long it takes.
#[test]
fn what_is_not_delivered_is_not_sold() {
    let never = [
        ("off_plan.off_plan_frac", "1.0"),
        ("off_plan.delivery_month", "100"),
        ("off_plan.failure_probability_monthly", "0.999999"),
        ("off_plan.months_to_rescission", "20"),
        ("distress.sale_probability_monthly", "0.999999"),
    ];
    let (outcome, months) = ledger(&with(&[&BROKE, DELAY, ONE, &never]));
    assert_eq!(month_of(&months, Event::Judgment), Some(2));
    assert_eq!((outcome.final_state, outcome.settlement_month), (FinalState::Rescinded as i64, 21));
}

/// Money that comes before the judgment reinstates, money that comes after it does not.
#[test]
fn reinstatement_ends_with_the_judgment() {
    for (to_judgment, reinstated) in [("3", Some(3)), ("1", None)] {
        let rescue = [
            ("household.other_homes.owner_frac", "1.0"),
            ("household.other_homes.liquidation_value_frac", "0.5"),
            ("household.other_homes.months_to_sell", "2"),
            ("foreclosure.months_to_judgment", to_judgment),
            ("foreclosure.months_to_auction", "6"),
        ];
        let (outcome, months) = ledger(&with(&[&BROKE, ONE, &rescue, &[("study.horizon_months", "5")]]));
        assert_eq!(month_of(&months, Event::Sued), Some(2));
        assert_eq!(month_of(&months, Event::Reinstated), reinstated, "judgment after {to_judgment}");
        assert_eq!(outcome.reinstated, i64::from(reinstated.is_some()));
    }
}

/// After the horizon arrears grow no older: 90 days would have passed in month 3.
#[test]
fn no_default_after_the_horizon() {
    let late = [("household.income_monthly", "0"), ("study.horizon_months", "2"), ("study.workout_tail_months", "24")];
    let (outcome, months) = ledger(&with(&[ONE, &late]));
    assert_eq!((outcome.default_month, outcome.final_state), (ABSENT, FinalState::Arrears as i64));
    assert_eq!(months.len(), 2);
}
