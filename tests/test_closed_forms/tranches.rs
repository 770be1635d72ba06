//! Loans beside the main one by hand, (227) to (229): what is due of a combined loan, which lender has what is paid, and who
//! gets what of a price, of wages, of a sale. Engine and twin must both say so.

use underwater::outcome::path::ABSENT;

use super::labour_and_debt::ledger;
use super::text;
use crate::support::{loaded, root};
use crate::twin::Twin;

/// What the cases look at, in units of currency; `None` is absent.
#[derive(Debug)]
struct Seen {
    who: &'static str,
    state: String,
    default_month: Option<i64>,
    ead: Option<f64>,
    recovery: Option<f64>,
    deficiency: Option<f64>,
    seized: f64,
    garnished: f64,
    residual_debt: f64,
    household_loss: f64,
    /// Due in each month, of all loans.
    due: Vec<f64>,
    interest: f64,
}

/// One household, a year, a home of a million whose worth stays what it is.
const PLAIN: [(&str, &str); 3] =
    [("study.worlds", "1"), ("loan.method", "\"level\""), ("distress.penalty_multiple", "0.0")];

fn seen(changes: &[(&'static str, &'static str)]) -> [Seen; 2] {
    let text = text(&[&PLAIN[..], changes].concat());
    let config = loaded(&text);
    let (slow, rows) = Twin::new(&config.resolved, root()).path(0, 0);
    let (fast, months) = ledger(&underwater::study::resolve(&config));
    let amount = |cents: i64| (cents != ABSENT).then_some(cents as f64 / 100.0);
    let state = underwater::outcome::FinalState::ALL[fast.final_state as usize].name();
    let of_twin = Seen {
        who: "twin",
        state: slow.final_state.name().into(),
        default_month: slow.default_month.map(|month| month as i64),
        ead: slow.ead,
        recovery: slow.recovery_pv,
        deficiency: slow.deficiency,
        seized: slow.seized,
        garnished: slow.garnished,
        residual_debt: slow.residual_debt,
        household_loss: slow.household_loss,
        due: rows.iter().map(|row| (row.interest_due + row.principal_due).units()).collect(),
        interest: rows.iter().map(|row| row.interest_due.units()).sum(),
    };
    let of_engine = Seen {
        who: "engine",
        state: state.into(),
        default_month: (fast.default_month != ABSENT).then_some(fast.default_month),
        ead: amount(fast.ead),
        recovery: amount(fast.recovery_pv),
        deficiency: amount(fast.deficiency),
        seized: amount(fast.seized).unwrap_or_default(),
        garnished: amount(fast.garnished).unwrap_or_default(),
        residual_debt: amount(fast.residual_debt).unwrap_or_default(),
        household_loss: amount(fast.household_loss).unwrap_or_default(),
        due: months.iter().map(|record| record.due).collect(),
        interest: months.iter().map(|record| record.interest_due + record.other_interest_due).sum(),
    };
    [of_twin, of_engine]
}

fn near(seen: &Seen, what: &str, found: impl Into<Option<f64>>, expected: f64) {
    let found = found.into();
    assert!(found.is_some_and(|it| (it - expected).abs() < 0.0051), "{what}: {found:?}, not {expected}, {seen:#?}");
}

fn annuity(loan: f64, annual_rate: f64, months: i32) -> f64 {
    let i = annual_rate / 12.0;
    loan * i / (1.0 - (1.0 + i).powi(-months))
}

/// 800 000 of a provident fund at 2.85% and 900 000 at 3.5%, thirty years level: interest 945 950.06, where 1.7 million at 3.5%
/// cost 1 048 153.49.
const COMBINED: [(&str, &str); 7] = [
    ("study.horizon_months", "360"),
    ("household.home_price", "2_000_000"),
    ("loan.down_payment", "0.15"),
    ("household.reference_down_payment", "0.15"),
    ("loan.annual_rate", "0.035"),
    ("household.income_monthly", "20_000"),
    ("loan.tranche", "[{ name = \"fund\", from = \"loan\", share = 0.7, up_to = 800_000, annual_rate = 0.0285 }]"),
];

#[test]
fn a_combined_loan() {
    let instalment = annuity(8e5, 0.0285, 360) + annuity(9e5, 0.035, 360);
    for seen in seen(&COMBINED) {
        for &due in &seen.due {
            near(&seen, "due", due, instalment);
        }
        near(&seen, "interest", seen.interest, 945_950.06);
        assert_eq!(seen.state, "paid_off");
    }
    for seen in seen(&[&COMBINED[..], &[("loan.tranche", "-")]].concat()) {
        near(&seen, "interest of one loan", seen.interest, 1_048_153.49);
    }
}

/// Debt service ÷ income of the first month counts both; a mortgage of 1.7 million at 3.5% would be above either limit.
#[test]
fn debt_service_of_a_combined_loan() {
    let dsti = (annuity(8e5, 0.0285, 360) + annuity(9e5, 0.035, 360)) / 20_000.0;
    assert!((dsti - 0.367_49).abs() < 1e-5, "{dsti}");
    for (limit, state) in [("0.3674", "refused_dsti"), ("0.3676", "paid_off")] {
        for seen in seen(&[&COMBINED[..], &[("underwriting.maximum_dsti", limit)]].concat()) {
            assert_eq!(seen.state, state, "{limit}: {}", seen.who);
        }
    }
}

/// Opening cash in months of need is spending, here nothing, and the first instalment of all loans at the reference: what is lent
/// at 40% down is 1.2 million, 800 000 of it the fund's.
#[test]
fn need_counts_all_loans() {
    let changes =
        [("household.reference_down_payment", "0.4"), ("household.cash_mode", "\"months\""), ("household.cash", "-")];
    let text = text(&[&PLAIN[..], &COMBINED, &changes, &[("household.cash_months", "3")]].concat());
    let config = loaded(&text);
    let (slow, _) = Twin::new(&config.resolved, root()).path(0, 0);
    let (fast, _) = ledger(&underwater::study::resolve(&config));
    let need = 3.0 * (annuity(8e5, 0.0285, 360) + annuity(4e5, 0.035, 360));
    for (who, cash) in [("twin", slow.opening_cash), ("engine", fast.opening_cash as f64 / 100.0)] {
        assert!((cash - need).abs() < 0.0051, "{who}: {cash}, not {need}");
    }
}

/// Nobody pays; the home brings a million; rates are 0. The main loan is 600 000, another lender's as much.
const SETTLED: [(&str, &str); 8] = [
    ("study.horizon_months", "1"),
    ("study.workout_tail_months", "30"),
    ("household.income_monthly", "0"),
    ("distress.default_dpd", "30"),
    ("loan.down_payment", "0.4"),
    ("loan.annual_rate", "0.0"),
    ("foreclosure.rounds", "[{ start_level_frac = 1.0, success = 1.0 }]"),
    ("household.reference_down_payment", "0.4"),
];

#[test]
fn a_price_between_lenders() {
    let cases = [
        ("[{ name = \"b\", from = \"price\", amount = 600_000, priority = 1, annual_rate = 0.0 }]", 500_000.0),
        ("[{ name = \"b\", from = \"price\", amount = 600_000, priority = 2, annual_rate = 0.0 }]", 600_000.0),
        // Two in 1:2 of the main loan's rank share in proportion, whoever is named first.
        (
            "[{ name = \"b\", from = \"price\", amount = 200_000, priority = 1, annual_rate = 0.0 },
              { name = \"c\", from = \"price\", amount = 400_000, priority = 1, annual_rate = 0.0 }]",
            500_000.0,
        ),
    ];
    for (tranche, to_main) in cases {
        for seen in seen(&[&SETTLED[..], &[("loan.tranche", tranche)]].concat()) {
            assert_eq!((seen.state.as_str(), seen.default_month), ("auctioned", Some(1)), "{seen:#?}");
            near(&seen, "EAD of the main lender", seen.ead, 600_000.0);
            near(&seen, "what it recovers", seen.recovery, to_main);
            near(&seen, "deficiency of both", seen.deficiency, 200_000.0);
            // Nothing down but 1 million less 1.2 million lent; nothing repaid, the home gone, nothing owed.
            near(&seen, "the household's loss", seen.household_loss, -200_000.0);
        }
    }
}

/// Of equal rank each has 100 000 left, an unsecured lender 200 000: of 30 000 seized and 10 000 garnished ten times the main
/// lender has a quarter.
#[test]
fn wages_in_proportion() {
    let changes = [
        ("household.income_monthly", "20_000"),
        ("household.essential_spending_frac", "1.0"),
        ("household.cash", "30_000"),
        ("household.cash_minimum_months", "1.5"),
        ("recourse.kind", "\"full\""),
        ("recourse.interest_annual", "0.0"),
        ("recourse.garnished_share", "0.5"),
        ("recourse.collection_months", "10"),
        (
            "loan.tranche",
            "[{ name = \"b\", from = \"price\", amount = 600_000, priority = 1, annual_rate = 0.0 },
              { name = \"c\", from = \"down-payment\", share = 0.5, annual_rate = 0.0 }]",
        ),
    ];
    for seen in seen(&[&SETTLED[..], &changes].concat()) {
        near(&seen, "deficiency", seen.deficiency, 400_000.0);
        near(&seen, "garnished", seen.garnished, 100_000.0);
        near(&seen, "seized", seen.seized, 30_000.0);
        near(&seen, "the main lender's", seen.recovery, 500_000.0 + 7_500.0 + 25_000.0);
        near(&seen, "left", seen.residual_debt, 270_000.0);
    }
}

/// What a price leaves after secured debts is the unsecured lender's, in order, before it is the household's.
#[test]
fn an_unsecured_lender_at_the_settlement() {
    let changes = [
        ("recourse.kind", "\"full\""),
        ("loan.tranche", "[{ name = \"c\", from = \"down-payment\", amount = 500_000, annual_rate = 0.0 }]"),
    ];
    for seen in seen(&[&SETTLED[..], &changes].concat()) {
        near(&seen, "the main lender's", seen.recovery, 600_000.0);
        near(&seen, "deficiency of the unsecured lender", seen.deficiency, 100_000.0);
        near(&seen, "left", seen.residual_debt, 100_000.0);
        // 1.1 million lent on a home of one, of which a million came back.
        near(&seen, "the household's loss", seen.household_loss, 0.0);
    }
}

/// A sale waits for no unsecured debt: 400 000 are left of the price for a debt of 500 000.
#[test]
fn a_sale_that_leaves_an_unsecured_debt() {
    let changes = [
        ("study.horizon_months", "12"),
        ("distress.default_dpd", "360"),
        ("distress.sale_probability_monthly", "1.0"),
        ("recourse.kind", "\"full\""),
        ("loan.tranche", "[{ name = \"c\", from = \"down-payment\", amount = 500_000, annual_rate = 0.0 }]"),
    ];
    for seen in seen(&[&SETTLED[..], &changes].concat()) {
        assert_eq!((seen.state.as_str(), seen.default_month), ("sold", None), "{seen:#?}");
        near(&seen, "the household's loss", seen.household_loss, 0.0);
    }
}

/// Of 6 500 due each month (3 000 main, 1 500 of equal rank, 2 000 unsecured) 4 500 are paid, the oldest month first: by month 5
/// three months whole and two thirds of the main loan's share of 3 000. So it is 60 days behind in month 5, not in any before.
#[test]
fn receipts_go_to_the_oldest_month() {
    let changes = [
        ("study.horizon_months", "12"),
        ("household.income_monthly", "4_500"),
        ("distress.default_dpd", "60"),
        ("loan.method", "\"interest-only\""),
        ("loan.annual_rate", "0.06"),
        ("loan.down_payment", "0.4"),
        ("recourse.kind", "\"full\""),
        (
            "loan.tranche",
            "[{ name = \"c\", from = \"down-payment\", amount = 200_000, annual_rate = 0.12, method = \"interest-only\" },
              { name = \"b\", from = \"price\", amount = 300_000, priority = 1, annual_rate = 0.06, method = \"interest-only\" }]",
        ),
    ];
    for seen in seen(&changes) {
        near(&seen, "due", seen.due[0], 6_500.0);
        assert_eq!(seen.default_month, Some(5), "{seen:#?}");
        near(&seen, "EAD", seen.ead, 600_000.0 + 3_000.0 - 2_000.0 + 3_000.0);
    }
}
