//! Loans granted before month 0: a loan goes on where a new one would be, and homes have walked since.

use underwater::outcome::path::ABSENT;
use underwater::outcome::{Event, FinalState, MonthCounter};

use super::labour_and_debt::ledger;
use super::ways_out::MANY;
use super::{meets, phi, share, study};
use crate::support::run;

/// Of a loan of 800 000 on a home of a million: months 61 to 240 of it are months 1 to 180 of the same loan 60 months on book.
#[test]
fn an_old_loan_is_the_rest_of_a_new_one() {
    let terms = [
        ("study.worlds", "1"),
        ("study.horizon_months", "240"),
        ("loan.method", "\"level\""),
        ("loan.annual_rate", "0.06"),
        ("loan.term_months", "240"),
        ("loan.interest_only_months", "72"),
        ("household.cash", "100_000"),
    ];
    let old = [("loan.on_book.months", "60"), ("loan.on_book.index_ratio", "0.9")];
    let (_, new_months) = ledger(&study(&terms));
    let (outcome, months) = ledger(&study(&[&terms[..], &old].concat()));
    assert_eq!((months.len(), outcome.final_state), (180, FinalState::PaidOff as i64));
    for (old, new) in months.iter().zip(&new_months[60..]) {
        assert!((old.due - new.due).abs() < 1e-4 && (old.balance - new.balance).abs() < 1e-4, "month {}", old.month);
        assert!((old.value - 900_000.0).abs() < 1e-4);
    }
    assert!(months[0].events.has(Event::OnBook) && months[12].events.has(Event::PrincipalBegins));
    // Everything was paid: price less what the home is worth.
    assert_eq!((outcome.household_loss, outcome.default_month), (10_000_000, ABSENT));
    // A balance that is given is repaid over what is left of the term.
    let given = [("loan.on_book.balance_frac", "0.5"), ("loan.interest_only_months", "0")];
    let (_, months) = ledger(&study(&[&terms[..], &old, &given].concat()));
    let instalment = 400_000.0 * 0.005 / (1.0 - 1.005_f64.powi(-180));
    assert!((months[0].due - instalment).abs() < 1e-4, "{} and {instalment}", months[0].due);
}

/// After q + t months of its own walk ln (value ÷ price) is normal with variance σ²(q + t) ÷ 12 about ln ratio − half of that:
/// a flat debt of 0.8 is more with Φ((ln (0.8 ÷ ratio) + σ²T ÷ 2) ÷ σ√T), T = 5 years.
#[test]
fn homes_have_walked_since() {
    let result = run(&study(
        &[
            &MANY[..],
            &[
                ("household.home_volatility_annual", "0.1"),
                ("loan.on_book.months", "48"),
                ("study.worlds", "2000"),
                ("loan.on_book.index_ratio", "0.65"),
            ],
        ]
        .concat(),
    ));
    let sd = 0.1 * 5.0_f64.sqrt();
    let exact = phi(((0.8_f64 / 0.65).ln() + sd * sd / 2.0) / sd);
    meets("under water in month 12", share(&result, 0, 12, &[MonthCounter::UnderWater]), exact);
}
