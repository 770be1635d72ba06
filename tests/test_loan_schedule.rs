//! Exact schedules against published figures, corrected where they contradict arithmetic.

use num_bigint::BigInt;
use proptest::prelude::*;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use underwater::loan::Method;
use underwater::loan::schedule::{
    LoanTerms, RateChange, TermsError, repriced_schedule, repriced_totals, schedule, to_cents, unrounded_schedule,
    unrounded_totals,
};

fn loan(principal: i64, rate_annual: &str, months: u32, method: Method) -> LoanTerms {
    LoanTerms::plain(principal.into(), decimal(rate_annual), months, method)
}

fn decimal(text: &str) -> Decimal {
    text.parse().expect("a number")
}

/// First instalment in whole cents and the interest of the unrounded formula.
fn published(terms: &LoanTerms) -> (String, String) {
    let first = schedule(terms).expect("terms").rows[0].payment;
    (first.to_string(), unrounded_totals(terms).expect("terms").interest.to_string())
}

fn figures(first: &str, interest: &str) -> (String, String) {
    (first.to_owned(), interest.to_owned())
}

#[test]
fn level_payment() {
    let level = |principal, rate, months| published(&loan(principal, rate, months, Method::Level));
    assert_eq!(level(1_000_000, "0.042", 360), figures("4890.17", "760461.83"));
    assert_eq!(level(1_000_000, "0.042", 120), figures("10219.84", "226380.50"));
    assert_eq!(level(3_000_000, "0.04", 360), figures("14322.46", "2156085.19"));
}

#[test]
fn constant_principal() {
    let terms = loan(1_000_000, "0.042", 360, Method::ConstantPrincipal);
    assert_eq!(published(&terms), figures("6277.78", "631750.00"));
    let rows = unrounded_schedule(&terms).expect("terms").rows;
    assert_eq!(to_cents(rows[0].payment - rows[1].payment), decimal("9.72"), "what each instalment falls by");
}

#[test]
fn ten_years_level_then_constant_principal() {
    let terms = loan(1_000_000, "0.042", 360, Method::Hybrid { switch_month: 120 });
    assert_eq!(published(&terms), figures("4890.17", "714444.95"));
    let after = |rows: &[underwater::loan::schedule::Instalment]| to_cents(rows[120].payment);
    assert_eq!(after(&unrounded_schedule(&terms).expect("terms").rows), decimal("6080.62"));
}

#[test]
fn share_repaid_after_five_of_thirty_years() {
    let repaid = |method| {
        let rows = unrounded_schedule(&loan(1_000_000, "0.042", 360, method)).expect("terms").rows;
        let share = Decimal::ONE - rows[59].balance / Decimal::from(1_000_000);
        to_cents(share * Decimal::ONE_HUNDRED).to_string()
    };
    assert_eq!(repaid(Method::Level), "9.26");
    assert_eq!(repaid(Method::ConstantPrincipal), "16.67");
}

#[test]
fn a_smaller_down_payment() {
    let small = loan(1_440_000, "0.035", 360, Method::Level);
    let large = loan(1_530_000, "0.035", 360, Method::Level);
    assert_eq!(published(&small).0, "6466.24");
    assert_eq!(published(&large).0, "6870.38");
    let (small, large) = (unrounded_totals(&small).expect("terms"), unrounded_totals(&large).expect("terms"));
    // Known to the unit.
    assert_eq!((large.interest - small.interest).round(), decimal("55490"));
    assert_eq!((large.paid - small.paid).round(), decimal("145490"));
}

#[test]
fn a_combined_loan() {
    let interest = |principal, rate| {
        let terms = loan(principal, rate, 360, Method::Level);
        unrounded_schedule(&terms).expect("terms").totals.interest
    };
    let combined = to_cents(interest(800_000, "0.0285") + interest(900_000, "0.035"));
    assert_eq!(combined.to_string(), "945950.06");
    assert_eq!(to_cents(interest(1_700_000, "0.035")).to_string(), "1048153.49");
}

#[test]
fn what_is_paid_differs_from_the_formula_by_cents() {
    let terms = loan(1_000_000, "0.042", 360, Method::Level);
    let paid = schedule(&terms).expect("terms");
    let last = paid.rows[359];
    assert_eq!(paid.rows[358].payment, decimal("4890.17"));
    assert_eq!(paid.totals.interest, paid.totals.paid - terms.principal);
    assert_eq!(paid.totals.paid, decimal("4890.17") * Decimal::from(359) + last.payment);
    assert!((paid.totals.interest - decimal("760461.83")).abs() < Decimal::ONE);
    assert_ne!(paid.totals.interest, decimal("760461.83"));
}

#[test]
fn a_short_loan_by_hand() {
    // 1,000 at 12% over three months: i = 1%, A = 1000 · 0.01 ÷ (1 − 1.01⁻³) = 340.0221…
    let rows = schedule(&loan(1000, "0.12", 3, Method::Level)).expect("terms").rows;
    let table: Vec<String> = rows
        .iter()
        .map(|row| format!("{} {} {} {} {:.2}", row.month, row.payment, row.principal, row.interest, row.balance))
        .collect();
    assert_eq!(table, ["1 340.02 330.02 10.00 669.98", "2 340.02 333.32 6.70 336.66", "3 340.03 336.66 3.37 0.00"]);
}

#[test]
fn half_a_cent_is_rounded_away_from_zero() {
    // 3.00 at 2% bears 0.005 in the first month.
    let rows = schedule(&loan(3, "0.02", 2, Method::InterestOnly)).expect("terms").rows;
    assert_eq!(rows[0].interest, decimal("0.01"));
}

/// Amounts that are half a cent exactly, or would be cut below it: made with Python's `fractions`.
#[test]
fn no_half_cent_is_lost() {
    let row = |principal: &str, rate: &str, months, method, month: usize| {
        let terms = LoanTerms { principal: decimal(principal), ..loan(1, rate, months, method) };
        let row = schedule(&terms).expect("terms").rows[month - 1];
        [row.payment, row.principal, row.interest, row.balance].map(|amount| format!("{amount:.2}")).join(" ")
    };
    // 100,000.50 · 0.04 ÷ 12 = 333.335, and 683,887.50 · 0.04 ÷ 12 = 2,279.625.
    assert_eq!(row("100000.50", "0.04", 12, Method::InterestOnly, 1), "333.34 0.00 333.34 100000.50");
    assert_eq!(row("800000", "0.04", 360, Method::Level, 88), "3819.32 1539.69 2279.63 682347.81");
    // 100.50 at 1% a month over two months: 100.50 · 1.01² ÷ 2.01 = 51.005.
    assert_eq!(row("100.50", "0.12", 2, Method::Level, 1), "51.01 50.00 1.01 50.50");
    assert_eq!(
        row("1000000000000", "0.9999", 120, Method::Level, 1),
        "83330620212.70 5620212.70 83325000000.00 999994379787.30"
    );
    assert_eq!(row("555555.55", "0.000000000001", 60, Method::Level, 1), "9259.26 9259.26 0.00 546296.29");
}

/// Totals of the formula, each rounded from its exact fraction (Python's `fractions`, month by month). Those of equal
/// principal end in half a cent.
#[test]
fn totals_of_the_formula_lose_no_half_cent() {
    let constant = Method::ConstantPrincipal;
    for (principal, rate, months, method, paid, interest) in [
        ("800000", "0.04", 360, Method::Level, "1374956.05", "574956.05"),
        ("100", "0.01", 2, constant, "100.13", "0.13"),
        ("3", "0.05", 3, constant, "3.03", "0.03"),
        ("123456.79", "0.0385", 119, constant, "147222.22", "23765.43"),
        ("100000.50", "0.04", 12, Method::InterestOnly, "104000.52", "4000.02"),
        ("1000000", "0.042", 36, Method::Hybrid { switch_month: 12 }, "1065670.60", "65670.60"),
        ("987654.32", "0.0335", 48, Method::Hybrid { switch_month: 17 }, "1056274.05", "68619.73"),
        ("7", "0", 3, Method::Hybrid { switch_month: 1 }, "7.00", "0.00"),
        ("1000000000000", "0.9999", 120, Method::Level, "9999674425523.79", "8999674425523.79"),
    ] {
        let terms = LoanTerms { principal: decimal(principal), ..loan(1, rate, months, method) };
        let totals = unrounded_totals(&terms).expect("terms");
        let found = [totals.paid, totals.interest].map(|total| format!("{total:.2}"));
        assert_eq!(found, [paid, interest], "{principal} at {rate} over {months}, {method:?}");
    }
}

/// Every row of 480 ordinary loans by whole numbers: interest, equal principal and, by what would be left after n of
/// them, the level instalment are each the nearest cent, half up.
#[test]
fn ordinary_loans_in_whole_numbers() {
    for (at, (principal, rate)) in ordinary_loans().into_iter().enumerate() {
        let months = [120_u32, 180, 240, 360][at % 4];
        let hybrid = Method::Hybrid { switch_month: months / 3 };
        for method in [Method::Level, Method::ConstantPrincipal, hybrid, Method::InterestOnly] {
            let terms = LoanTerms::plain(principal, Decimal::new(rate, 4), months, method);
            let paid = schedule(&terms).expect("terms");
            let cents = |amount: Decimal| (amount * Decimal::ONE_HUNDRED).to_i128().expect("cents");
            let nearest = |numerator: i128, denominator: i128| (2 * numerator + denominator) / (2 * denominator);
            let (rate, mut balance) = (i128::from(rate), cents(principal));
            let mut share = nearest(balance, i128::from(months));
            for row in &paid.rows {
                let what = format!("{terms:?}, month {}", row.month);
                assert_eq!(cents(row.interest), nearest(balance * rate, 120_000), "{what}: interest");
                if row.month == months / 3 + 1 && method == hybrid {
                    share = nearest(balance, i128::from(months - months / 3));
                }
                let equal = method == Method::ConstantPrincipal || method == hybrid && row.month > months / 3;
                if equal && row.month < months {
                    assert_eq!(cents(row.principal), share, "{what}: principal");
                }
                balance -= cents(row.principal);
                assert_eq!(cents(row.balance), balance, "{what}: balance");
            }
            if method == Method::Level {
                let twice = 2 * cents(paid.rows[0].payment);
                assert!(
                    left(cents(principal), rate, months, twice - 1) >= BigInt::ZERO,
                    "{terms:?}: instalment too high"
                );
                assert!(
                    left(cents(principal), rate, months, twice + 1) < BigInt::ZERO,
                    "{terms:?}: instalment too low"
                );
            }
        }
    }
}

/// Loans of the trials people make: round and odd amounts, rates in steps of a twentieth of a per cent.
fn ordinary_loans() -> Vec<(Decimal, i64)> {
    let principals = ["100000.50", "350000", "683887.50", "800000", "1000000", "1234567.89"];
    let rates = (0..20).map(|step| 265 + 15 * step);
    rates.flat_map(|rate| principals.map(|principal| (decimal(principal), rate))).collect()
}

/// What is left of a loan, times a positive number, after so many payments of `twice` half cents.
fn left(cents: i128, rate: i128, months: u32, twice: i128) -> BigInt {
    let (mut balance, mut scale) = (BigInt::from(2 * cents), BigInt::from(1));
    for _ in 0..months {
        scale *= 120_000;
        balance = balance * (120_000 + rate) - &scale * twice;
    }
    balance
}

#[test]
fn interest_only() {
    let paid = schedule(&loan(120_000, "0.05", 12, Method::InterestOnly)).expect("terms");
    assert!(paid.rows[..11].iter().all(|row| row.payment == decimal("500")));
    assert_eq!(paid.rows[11].payment, decimal("120500"));
    assert_eq!(paid.totals.interest, decimal("6000"));
}

/// A million at 4.2% over ten years, two of interest alone, 300 000 left for the last instalment: the figures of
/// S·i, (S − B)·i/(1 − (1 + i)⁻⁹⁶) + B·i and their sums, with sixty digits; and of the other methods likewise.
#[test]
fn interest_first_and_a_balloon_last() {
    let terms = |method| LoanTerms {
        interest_only_months: 24,
        balloon_frac: decimal("0.3"),
        ..loan(1_000_000, "0.042", 120, method)
    };
    let level = schedule(&terms(Method::Level)).expect("terms");
    let row = |month: usize| {
        let row = &level.rows[month - 1];
        [row.payment, row.principal, row.balance].map(|amount| to_cents(amount).to_string())
    };
    assert_eq!(row(24), ["3500.00", "0", "1000000"]);
    assert_eq!(row(25), ["9647.77", "6147.77", "993852.23"]);
    assert_eq!(row(119), ["9647.77", "8537.90", "308567.98"]);
    assert_eq!(row(120), ["309647.97", "308567.98", "0.00"]);
    assert_eq!(level.totals.interest, decimal("310186.12"));
    let hybrid = Method::Hybrid { switch_month: 60 };
    for (method, month, payment, interest) in [
        (Method::Level, 25, "9647.77", "310186.09"),
        (Method::ConstantPrincipal, 25, "10791.67", "303625.00"),
        (hybrid, 61, "10418.84", "308483.50"),
    ] {
        let rows = unrounded_schedule(&terms(method)).expect("terms").rows;
        assert_eq!(to_cents(rows[month - 1].payment), decimal(payment), "{method:?}");
        assert_eq!(unrounded_totals(&terms(method)).expect("terms").interest, decimal(interest), "{method:?}");
    }
}

/// Figures of the same recursion with sixty digits, in another language: 800 000 over thirty years at 5%, 4.85% and 4.3%; and
/// the loan of interest first and a balloon last, which is repriced in both phases.
#[test]
fn a_rate_that_changes() {
    let change = |month, rate: &str| RateChange { month, rate_annual: decimal(rate) };
    let to_cents_of = |terms: &LoanTerms, changes: &[RateChange], months: &[usize]| {
        let paid = repriced_schedule(terms, changes).expect("terms");
        let rows = months.iter().map(|month| to_cents(paid.rows[month - 1].payment).to_string()).collect::<Vec<_>>();
        let formula = repriced_totals(terms, changes).expect("terms");
        assert_eq!(formula.paid, terms.principal + formula.interest);
        (rows.join(" "), to_cents(paid.totals.interest).to_string(), formula.interest.to_string())
    };
    let told = |rows: &str, paid: &str, formula: &str| (rows.to_owned(), paid.to_owned(), formula.to_owned());
    assert_eq!(
        to_cents_of(
            &loan(800_000, "0.05", 360, Method::Level),
            &[change(7, "0.0485"), change(16, "0.043")],
            &[1, 7, 16, 360]
        ),
        told("4294.57 4222.39 3967.63 3964.52", "632598.17", "632599.58")
    );
    let balloon = LoanTerms {
        interest_only_months: 24,
        balloon_frac: decimal("0.3"),
        ..loan(1_000_000, "0.042", 120, Method::Level)
    };
    let changes = [change(13, "0.05"), change(61, "0.03")];
    assert_eq!(
        to_cents_of(&balloon, &changes, &[12, 13, 25, 61, 120]),
        told("3500.00 4166.67 10111.94 9188.11 309188.29", "307316.66", "307316.54")
    );
    // A change to the same rate leaves an unrounded loan as it is.
    let same = repriced_totals(&balloon, &[change(50, "0.042")]).expect("terms");
    assert_eq!(same, unrounded_totals(&balloon).expect("terms"));
    let fault = |changes: &[RateChange]| repriced_schedule(&balloon, changes).expect_err("a fault");
    for given in [0, 1, 121] {
        assert_eq!(fault(&[change(given, "0.03")]), TermsError::RateChangeMonth { given, last: 120 });
    }
    let turned = [change(9, "0.03"), change(9, "0.04")];
    assert_eq!(fault(&turned), TermsError::RateChangeOrder { given: 9, before: 9 });
    assert_eq!(fault(&[change(9, "3")]), TermsError::Rate(3.into()));
}

#[test]
fn a_loan_without_interest() {
    let paid = schedule(&loan(1000, "0", 3, Method::Level)).expect("terms");
    let payments: Vec<String> = paid.rows.iter().map(|row| row.payment.to_string()).collect();
    assert_eq!(payments, ["333.33", "333.33", "333.34"]);
}

#[test]
fn terms_out_of_range_say_what_is_allowed() {
    let fault = |terms: LoanTerms| schedule(&terms).expect_err("a fault");
    let level = Method::Level;
    assert_eq!(fault(loan(0, "0.04", 360, level)), TermsError::Principal(0.into()));
    assert_eq!(fault(loan(1_000_000_000_001, "0.04", 360, level)), TermsError::Principal(1_000_000_000_001_i64.into()));
    let cents = LoanTerms { principal: decimal("100.005"), ..loan(1, "0.04", 360, level) };
    assert_eq!(fault(cents), TermsError::PrincipalInCents(decimal("100.005")));
    assert_eq!(fault(loan(1, "-0.01", 360, level)), TermsError::Rate(decimal("-0.01")));
    assert_eq!(
        fault(loan(1, "4.2", 360, level)).to_string(),
        "annual_rate = 4.2 is not in [0, 1]; 4.2% is written 0.042"
    );
    assert_eq!(fault(loan(1, "0.04", 0, level)), TermsError::Months(0));
    assert_eq!(fault(loan(1, "0.04", 601, level)), TermsError::Months(601));
    for given in [0, 360, 361] {
        let terms = loan(1, "0.04", 360, Method::Hybrid { switch_month: given });
        assert_eq!(fault(terms), TermsError::SwitchMonth { given, first: 1, last: 359 });
    }
    let after_interest = |terms: LoanTerms| LoanTerms { interest_only_months: 60, ..terms };
    let hybrid = after_interest(loan(1, "0.04", 360, Method::Hybrid { switch_month: 60 }));
    assert_eq!(fault(hybrid), TermsError::SwitchMonth { given: 60, first: 61, last: 359 });
    assert_eq!(
        fault(after_interest(loan(1, "0.04", 60, level))),
        TermsError::InterestOnlyMonths { given: 60, last: 59 }
    );
    assert_eq!(fault(after_interest(loan(1, "0.04", 360, Method::InterestOnly))), TermsError::NothingElse);
    for share in ["1", "30", "-0.1"] {
        let balloon = LoanTerms { balloon_frac: decimal(share), ..loan(1, "0.04", 360, level) };
        assert_eq!(fault(balloon), TermsError::BalloonFrac(decimal(share)));
    }
    assert!(schedule(&loan(1_000_000_000_000, "1", 600, level)).is_ok());
}

fn any_terms() -> impl Strategy<Value = LoanTerms> {
    let principal = prop_oneof![1_i64..1000, 1_i64..100_000_000_000_000];
    let method = (0_u32..4, 1_u32..600, prop_oneof![Just(0_u32), 0_u32..600], prop_oneof![Just(0_i64), 0_i64..1000]);
    (principal, 0_i64..=100_000, 1_u32..=600, method).prop_map(
        |(cents, rate, months, (method, switch, interest_only, balloon))| {
            let interest_only_months = if months > 2 { interest_only % (months - 2) } else { 0 };
            let repaying = months - interest_only_months;
            let method = match method {
                0 => Method::Level,
                1 => Method::ConstantPrincipal,
                2 if repaying > 1 => {
                    Method::Hybrid { switch_month: interest_only_months + 1 + switch % (repaying - 1) }
                }
                _ => Method::InterestOnly,
            };
            let plain = LoanTerms::plain(Decimal::new(cents, 2), Decimal::new(rate, 5), months, method);
            if method == Method::InterestOnly {
                return plain;
            }
            LoanTerms { interest_only_months, balloon_frac: Decimal::new(balloon, 3), ..plain }
        },
    )
}

proptest! {
    #[test]
    fn a_schedule_repays_the_loan(terms in any_terms()) {
        let paid = schedule(&terms).expect("terms in range");
        prop_assert_eq!(paid.rows.len(), terms.months as usize);
        prop_assert_eq!(paid.rows.iter().map(|row| row.principal).sum::<Decimal>(), terms.principal);
        prop_assert_eq!(paid.totals.paid, terms.principal + paid.totals.interest);
        let mut balance = terms.principal;
        for row in &paid.rows {
            prop_assert_eq!(row.payment, row.principal + row.interest);
            prop_assert_eq!(row.payment, to_cents(row.payment));
            prop_assert!(row.principal >= Decimal::ZERO && row.interest >= Decimal::ZERO);
            balance -= row.principal;
            prop_assert_eq!(row.balance, balance);
        }
        prop_assert_eq!(balance, Decimal::ZERO);
    }

    /// At ordinary rates the two readings differ by the cents of the instalments and the interest on them.
    #[test]
    fn rounding_moves_totals_by_cents(terms in any_terms()) {
        let terms = LoanTerms { rate_annual: terms.rate_annual / Decimal::from(20), ..terms };
        prop_assume!(terms.months <= 360);
        let paid = schedule(&terms).expect("terms in range").totals;
        let formula = unrounded_totals(&terms).expect("terms in range");
        prop_assert!((paid.interest - formula.interest).abs() < Decimal::from(10));
    }
}
