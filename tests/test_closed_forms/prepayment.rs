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

/// Of a loan of 800 000 at 6% over 360 months, no spending, cash of 300 000 and what of it is kept: the months to the end.
fn in_part(
    changes: &[(&'static str, &'static str)],
) -> (underwater::outcome::PathOutcome, Vec<underwater::outcome::MonthRecord>) {
    let terms = [
        ("study.worlds", "1"),
        ("study.horizon_months", "360"),
        ("loan.method", "\"level\""),
        ("loan.annual_rate", "0.06"),
        ("household.cash", "300_000"),
        ("household.buffer_target_months", "0"),
        ("household.reference_down_payment", "0.2"),
        ("prepayment.partial.buffer_months", "10"),
        ("prepayment.partial.every_months", "24"),
    ];
    ledger(&with(&[&terms, changes]))
}

fn near(what: &str, a: f64, b: f64) {
    assert!((a - b).abs() < 1e-4, "{what}: {a} and {b}");
}

/// The instalment A of 800 000 and the balance after 24 months; what is left when 300 000 − 10·A are paid on it.
fn before_and_after(fee_frac: f64) -> (f64, f64, f64) {
    let instalment = 800_000.0 * 0.005 / (1.0 - 1.005_f64.powi(-360));
    let balance = instalment * (1.0 - 1.005_f64.powi(-336)) / 0.005;
    let paid = (300_000.0 - 10.0 * instalment) / (1.0 + fee_frac);
    (instalment, paid, balance - paid)
}

/// Curtailment: instalments that are no higher repay S in ⌈−ln(1 − S·i ÷ A) ÷ ln(1 + i)⌉ months.
#[test]
fn a_part_repaid_shortens_the_term() {
    let (instalment, paid, left) = before_and_after(0.0);
    let (outcome, months) = in_part(&[("prepayment.partial.lowers", "\"term\"")]);
    near("before", months[23].due, instalment);
    near("paid in month 24", months[23].prepaid_in_part, paid);
    near("left", months[23].balance, left);
    assert!(months[23].events.has(Event::TermShortened));
    let needed = (-(1.0 - left * 0.005 / instalment).ln() / 1.005_f64.ln()).ceil() as usize;
    assert_eq!((months.len(), needed), (24 + needed, 161));
    near("the instalment of so many months", months[24].due, left * 0.005 / (1.0 - 1.005_f64.powi(-161)));
    assert!(months[24].due < instalment);
    assert_eq!(outcome.final_state, FinalState::PaidOff as i64);
    // Only once is there so much cash.
    assert_eq!(months.iter().filter(|month| month.prepaid_in_part > 0.0).count(), 1);
}

/// The instalment falls in proportion to the balance, the term stays, and a fee of 3% is taken out of the same cash. What the
/// household lost is price, costs and fee less what it owns.
#[test]
fn a_part_repaid_lowers_the_instalment() {
    let (_, paid, left) = before_and_after(0.03);
    let fee = [("prepayment.fee_frac", "0.03"), ("prepayment.fee_months", "24")];
    let (outcome, months) = in_part(&fee);
    near("paid", months[23].prepaid_in_part, paid);
    near("fee", months[23].partial_fee, 0.03 * paid);
    near("lower", months[24].due, left * 0.005 / (1.0 - 1.005_f64.powi(-336)));
    assert!(months[23].events.has(Event::InstalmentLowered) && months.len() == 360);
    assert_eq!(outcome.household_loss, (0.03 * paid * 100.0).round() as i64);
    // A month too late there is no fee; what the lender does not take stays where it is.
    let (_, months) = in_part(&[fee[0], ("prepayment.fee_months", "23")]);
    near("no fee", months[23].prepaid_in_part, before_and_after(0.0).1);
    let (_, months) = in_part(&[("prepayment.partial.minimum_amount", "260_000")]);
    // Until so much repays the whole balance.
    let first = months.iter().find(|month| month.prepaid_in_part > 0.0).expect("a month");
    assert!(first.events.has(Event::PrepaidFromCash) && first.prepaid_in_part < 260_000.0 && first.month > 200);
}

/// Who has the whole balance and the fee repays it whole, and nothing is raised elsewhere.
#[test]
fn the_whole_loan_from_cash() {
    let (outcome, months) =
        in_part(&[("household.cash", "900_000"), ("prepayment.fee_frac", "0.01"), ("prepayment.fee_months", "60")]);
    let last = months.last().expect("a month");
    assert!(last.month == 24 && last.events.has(Event::PrepaidFromCash) && last.balance == 0.0);
    near("fee", last.partial_fee, 0.01 * last.prepaid_in_part);
    assert_eq!(outcome.final_state, FinalState::Prepaid as i64);
    assert_eq!(outcome.household_loss, (last.partial_fee * 100.0).round() as i64);
}

/// A share of households repays in part: so many of the loans.
#[test]
fn who_repays_in_part() {
    let result = run(&with(&[
        &MANY,
        &[("household.cash", "20_000"), ("prepayment.partial.buffer_months", "0"), ("prepayment.partial.share", "0.4")],
    ]));
    meets("loans repaid in part", of(&result, ExitSum::PrepaidInPart, ExitSum::Loans), 0.4);
    meets("principal", of(&result, ExitSum::InPart, ExitSum::OriginalLoan), 0.4 * 20_000.0 / 800_000.0);
}
