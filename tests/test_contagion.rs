//! Households that answer to the defaults of others, by hand: stigma, and credit that tightens.

use underwater::outcome::{FinalState, NoRecord, PathOutcome};
use underwater::study::Study;

use crate::support::study_of;
use crate::test_feedback::in_feedback;

/// Owners and investors whose homes are worth 1 ÷ 1.15 of their price from month 1 on. Without a down payment investors walk, above 10%
/// of the value, owners not, above 20%; they are on record from month 3 on.
fn owners_and_investors(households: u32, down_payment: &str, loan: &str, more: &str) -> Study {
    study_of(&format!(
        r#"
        study = {{ name = "contagion", worlds = 1, households = {households}, horizon_months = 24, workout_tail_months = 24 }}
        price = {{ kind = "path", knots = [{{ month = 0, level = 1.15 }}, {{ month = 1, level = 1.0 }}] }}
        labour = {{ kind = "ar1", separation_monthly = 0.0, finding_monthly = 0.5 }}
        household = {{ home_price = 1_000_000, income_monthly = 50_000, cash_mode = "amount", cash = 20_000, investor_frac = 0.4 }}
        loan = {{ down_payment = {down_payment}, annual_rate = 0.04, term_months = 360, method = "interest-only"{loan} }}
        distress = {{ walk_away_threshold = 0.2, investor_walk_away_threshold = 0.1 }}
        foreclosure.rounds = [{{ start_level_frac = 1.0, success = 0.5 }}]
        recourse.kind = "none"
        {more}
        "#
    ))
}

fn paths(study: &Study) -> Vec<PathOutcome> {
    in_feedback(study, &mut NoRecord).0
}

/// Month in which investors are on record.
const ON_RECORD: i64 = 3;

fn share_in_default(paths: &[PathOutcome]) -> f64 {
    let investors = paths.iter().filter(|path| path.default_month == ON_RECORD).count();
    investors as f64 / paths.len() as f64
}

/// Equation (321): owners walk in the month after that in which investors, a share p of all, are on record, if 0.2·e^(−κ·p) is
/// below 0.15.
#[test]
fn owners_walk_once_enough_investors_have_defaulted() {
    let defaults = |easing: f64| {
        let study = owners_and_investors(400, "0.0", "", &format!("feedback.stigma.easing = {easing:?}"));
        paths(&study)
    };
    let months = |paths: &[PathOutcome]| paths.iter().map(|path| path.default_month).collect::<Vec<_>>();
    let of_investors = defaults(0.0);
    let p = share_in_default(&of_investors);
    assert!((0.3..0.5).contains(&p), "{p}");
    let enough = (0.2_f64 / 0.15).ln() / p;
    assert_eq!(months(&defaults(0.999 * enough)), months(&of_investors));
    // They walk in month 4 as investors did in month 1.
    let of_all = months(&of_investors).into_iter();
    let of_all = of_all.map(|month| if month == ON_RECORD { month } else { 2 * ON_RECORD });
    assert_eq!(months(&defaults(1.001 * enough)), of_all.collect::<Vec<_>>());
}

/// Equation (325): owners, whose debt is 1.15 of the value, are renewed in month 6 while 1.3·e^(−b·p) is not below that.
#[test]
fn owners_are_renewed_until_too_many_investors_have_defaulted() {
    let defaults = |lending: f64| {
        let loan = ", rollover = { every_months = 6, maximum_ltv = 1.3 }";
        paths(&owners_and_investors(400, "0.0", loan, &format!("feedback.credit.lending_sensitivity = {lending:?}")))
    };
    let p = share_in_default(&defaults(0.0));
    let enough = (1.3_f64 / 1.15).ln() / p;
    // Those who are not renewed in month 6, before it is up once more. e^(−b·p) is 1.15 ÷ 1.3 here, and so many of those
    // below the cap are renewed by their draw.
    let refused = |lending| {
        let found = defaults(lending);
        found.iter().filter(|path| (6..12).contains(&path.default_month)).count() as f64 / (400.0 * (1.0 - p))
    };
    assert!((0.05..0.20).contains(&refused(0.999 * enough)));
    assert_eq!(refused(1.001 * enough), 1.0);
}

/// The same where the lender draws: with certain renewals, those whose draw is above e^(−b·p) are not renewed in month 6; at b·p = ln 2
/// half of the owners, of whom those renewed are asked again with half a chance.
#[test]
fn fewer_are_renewed() {
    let loan = ", rollover = { every_months = 6 }";
    let defaults = |lending: f64| {
        paths(&owners_and_investors(2000, "0.0", loan, &format!("feedback.credit.lending_sensitivity = {lending:?}")))
    };
    let p = share_in_default(&defaults(0.0));
    let found = defaults(2.0_f64.ln() / p);
    let owners = 2000.0 * (1.0 - p);
    let refused = found.iter().filter(|path| (6..12).contains(&path.default_month)).count() as f64;
    assert!((refused / owners - 0.5).abs() < 4.0 * (0.25 / owners).sqrt(), "{refused} of {owners}");
}

/// Equation (322): with a·p = ln 4 the exposure of months 4 to 15, twelve of a quarter of the hazard, beside that of months 1 to 3 is
/// that of six months without.
#[test]
fn a_year_in_which_homes_sell_a_quarter_as_readily() {
    let study = |sales: f64| {
        let more = format!("feedback.credit.sale_sensitivity = {sales:?}\nprepayment.turnover_annual = 0.5");
        owners_and_investors(8000, "{ uniform = { min = 0.0, max = 0.5 } }", "", &more)
    };
    let of_all = paths(&study(0.0));
    let p = share_in_default(&of_all);
    assert!((0.02..0.06).contains(&p), "{p}");
    let slowly = paths(&study(4.0_f64.ln() / p));
    let moved_by = |paths: &[PathOutcome], last: i64| -> Vec<usize> {
        let moved = |path: &PathOutcome| path.final_state == FinalState::Moved as i64 && path.sale_month <= last;
        (0..paths.len()).filter(|path| moved(&paths[*path])).collect()
    };
    assert_eq!(moved_by(&slowly, 3), moved_by(&of_all, 3));
    let (slowly, of_all) = (moved_by(&slowly, 15), moved_by(&of_all, 6));
    assert_eq!(slowly, of_all);
    assert!(of_all.len() > 1000, "{}", of_all.len());
}

/// Equation (324): with the market's rate a point lower owners would all refinance in month 4, with a debt of at most 1.2·e^(−b·p) of the value; theirs is 1.15.
#[test]
fn caps_of_new_loans_are_lower() {
    let study = |lending: f64, from: f64| {
        let more = format!(
            "feedback.credit = {{ lending_sensitivity = {lending:?}, memory_months = 24 }}\n\
             policy_rate = {{ kind = \"constant\", level_annual = 0.02 }}\n\
             [refinancing]\nprobability_monthly = 0.999999\nmaximum_ltv = 1.2\nmaximum_dsti = 10\ncost_frac = 0.001\n\
             market_spread_annual = [{{ month = 0, spread_annual = 0.03 }}, {{ month = 4, spread_annual = {from:?} }}]"
        );
        owners_and_investors(400, "0.0", "", &more)
    };
    let losses =
        |lending, from| paths(&study(lending, from)).iter().map(|path| path.household_loss).collect::<Vec<_>>();
    let of_investors = paths(&study(0.0, 0.03));
    let p = share_in_default(&of_investors);
    let (never, always) = (losses(0.0, 0.03), losses(0.0, 0.01));
    assert!(never != always);
    let enough = (1.2_f64 / 1.15).ln() / p;
    assert_eq!(losses(0.999 * enough, 0.01), always);
    assert_eq!(losses(1.001 * enough, 0.01), losses(1.001 * enough, 0.03));
    assert_eq!(losses(1.001 * enough, 0.01), never);
}
