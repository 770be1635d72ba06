//! Annuities at any rate against their values computed with hundreds of digits, and contract rates that would be negative.

use underwater::kernel::{InstructionSet, PathRange};
use underwater::loan::{unit_instalment, unit_present_value};
use underwater::outcome::{Ledger, MonthRecord};

use crate::support::{outcomes, study_of};

/// Rate a month, months, instalment i/v of a loan of 1 and present value v/i of 1 a month, v = 1 − (1 + i)⁻ⁿ: the binary
/// rate as it is, in Python's mpmath 1.3 with 400 digits, printed with 17 (beyond 10⁻²⁰⁰ by the first two terms of v).
const ANNUITIES: [(f64, u32, f64, f64); 41] = [
    (-0.2, 12, 0.014758061619317114, 67.75957614183427),
    (-0.2, 360, 2.590748842333563e-36, 3.859887858134758e35),
    (-0.2, 600, 1.4289669715345923e-59, 6.998062375969983e58),
    (-0.05, 12, 0.05878080570884231, 17.012356124434195),
    (-0.05, 360, 4.780440449136435e-10, 2091857456.7342334),
    (-1e-3, 12, 0.08279266021667779, 12.078365369380409),
    (-1e-3, 360, 0.002306338969792582, 433.58760923591984),
    (-1e-9, 12, 0.08333333279166667, 12.000000078),
    (-1e-9, 360, 0.002777777276388919, 360.00006498000783),
    (-1e-14, 12, 0.08333333333332792, 12.00000000000078),
    (-1e-14, 360, 0.002777777777772764, 360.0000000006498),
    (-1e-18, 12, 0.08333333333333333, 12.0),
    (-1e-18, 360, 0.0027777777777777775, 360.00000000000006),
    (-4e-20, 12, 0.08333333333333333, 12.0),
    (-4e-20, 360, 0.002777777777777778, 360.0),
    (-1e-300, 12, 0.08333333333333333, 12.0),
    (-1e-300, 360, 0.002777777777777778, 360.0),
    (1e-300, 12, 0.08333333333333333, 12.0),
    (1e-300, 360, 0.002777777777777778, 360.0),
    (4e-20, 12, 0.08333333333333333, 12.0),
    (4e-20, 360, 0.002777777777777778, 360.0),
    (1e-18, 12, 0.08333333333333333, 12.0),
    (1e-18, 360, 0.0027777777777777783, 359.99999999999994),
    (3.5e-18, 12, 0.08333333333333333, 12.0),
    (3.5e-18, 360, 0.0027777777777777796, 359.9999999999998),
    (3e-15, 12, 0.08333333333333495, 11.999999999999766),
    (3e-15, 360, 0.002777777777779282, 359.9999999998051),
    (1e-12, 12, 0.083333333333875, 11.999999999922),
    (1e-12, 360, 0.0027777777782791667, 359.99999993502),
    (1e-9, 12, 0.083333333875, 11.999999922),
    (1e-9, 360, 0.0027777782791666965, 359.99993502000785),
    (1e-5, 12, 0.08333875009930505, 11.999220036398635),
    (1e-5, 360, 0.002782794666627871, 359.35098338095423),
    (0.0035, 12, 0.08524130999990255, 11.73140112465591),
    (0.0035, 360, 0.004890171737135262, 204.491795739226),
    (0.0035, 600, 0.003990451339740694, 250.59821931445524),
    (0.05, 12, 0.1128254100208154, 8.86325163644881),
    (0.05, 360, 0.050000001177124366, 19.999999529150266),
    (1.0, 12, 1.0002442002442002, 0.999755859375),
    (1.0, 360, 1.0, 1.0),
    (1.0, 600, 1.0, 1.0),
];

#[test]
fn annuities_keep_their_digits_at_every_rate() {
    for (rate_monthly, months, instalment, present_value) in ANNUITIES {
        for (what, found, exact) in [
            ("instalment", unit_instalment(rate_monthly, months), instalment),
            ("present value", unit_present_value(rate_monthly, months), present_value),
        ] {
            let error = (found / exact - 1.0).abs();
            assert!(error < 1e-13, "{what} at {rate_monthly} over {months}: {found}, exactly {exact}");
        }
    }
    for months in [1, 7, 600] {
        for nothing in [0.0, -0.0, f64::MIN_POSITIVE / 1e10] {
            assert_eq!(unit_instalment(nothing, months), 1.0 / f64::from(months));
            assert_eq!(unit_present_value(nothing, months), f64::from(months));
        }
    }
}

/// A higher rate is never cheaper, however near the two are.
#[test]
fn instalments_rise_with_the_rate() {
    let mut rates: Vec<f64> = (-200..=0).map(|power| 10_f64.powi(power) / 12.0).collect();
    rates.insert(0, 0.0);
    for months in [12, 360] {
        let instalments: Vec<f64> = rates.iter().map(|rate| unit_instalment(*rate, months)).collect();
        for pair in instalments.windows(2) {
            assert!(pair[0] <= pair[1] * (1.0 + 1e-15), "{} after {}", pair[1], pair[0]);
        }
    }
}

fn months_of(policy_rate: &str, loan: &str) -> Vec<MonthRecord> {
    let study = study_of(&format!(
        r#"
        study = {{ name = "rates", worlds = 1, households = 1, horizon_months = 36, workout_tail_months = 0 }}
        price = {{ kind = "path", knots = [{{ month = 0, level = 1.0 }}] }}
        labour = {{ kind = "ar1", separation_monthly = 0.0, finding_monthly = 0.5 }}
        policy_rate = {policy_rate}
        household = {{ home_price = 1_000_000, income_monthly = 50_000, cash_mode = "amount", cash = 200_000 }}
        loan = {{ down_payment = 0.3, term_months = 360, {loan} }}
        foreclosure.rounds = [{{ start_level_frac = 1.0, success = 0.5 }}]
        recourse.kind = "none"
        "#
    ));
    let mut ledger = Ledger::default();
    let range = PathRange { first: 0, count: 1 };
    outcomes(&study, InstructionSet::best(), range, &mut ledger);
    ledger.records.into_iter().map(|(_, _, record)| record).collect()
}

/// A policy rate that crosses 0 leaves −4·10⁻¹⁹ of it in binary; instalments are then those of a loan without interest.
#[test]
fn a_policy_rate_that_crosses_nothing() {
    let falling = r#"{ kind = "knots", interpolation = "linear",
        knots = [{ month = 0, level_annual = 0.003 }, { month = 24, level_annual = -0.003 }] }"#;
    let months = months_of(&falling.replace('\n', " "), "spread_annual = 0.0");
    let first = 700_000.0 * 0.00025 / (1.0 - 1.00025_f64.powi(-360));
    assert!((months[0].due - first).abs() < 1e-6, "{}", months[0].due);
    // S ÷ n in month 13, S the balance of a year at 0.3%; and from month 25 on the floor.
    for (month, due) in
        [(13, months[11].balance / 348.0), (25, months[23].balance / 336.0), (36, months[23].balance / 336.0)]
    {
        let record = &months[month - 1];
        assert!((record.due - due).abs() < 1e-6, "month {month}: {} for {due}", record.due);
        assert!(record.rate_monthly == 0.0 && record.interest_due == 0.0, "month {month}: {}", record.rate_monthly);
    }
    assert!((months[12].due - 1947.32).abs() < 0.005, "{}", months[12].due);
}

/// The same loan, whichever key its rate is written in: nothing, next to nothing, and less than nothing.
#[test]
fn a_rate_near_nothing_is_a_loan_without_interest() {
    let policy = r#"{ kind = "constant", level_annual = 0.031 }"#;
    for method in ["level", "constant-principal"] {
        for rate in [
            "annual_rate = 0.0",
            "annual_rate = 1e-14",
            "annual_rate = 3e-15",
            "annual_rate = 1e-300",
            "spread_annual = -0.031",
            "spread_annual = -0.2",
            "spread_annual = -0.030999999999999",
        ] {
            for record in months_of(policy, &format!("method = \"{method}\", {rate}")) {
                assert!((record.due - 700_000.0 / 360.0).abs() < 1e-6, "{method}, {rate}: {}", record.due);
                assert!(record.interest_due >= 0.0 && record.rate_monthly >= 0.0, "{method}, {rate}");
            }
        }
    }
}
