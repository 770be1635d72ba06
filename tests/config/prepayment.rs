//! `[prepayment]`: what does not go together.

use super::support::faults_after;

#[test]
fn rates_and_fees() {
    let faults = |keys: &str| faults_after(&[("[loan]\n", &format!("[prepayment]\n{keys}\n[loan]\n"))]);
    for (keys, expected) in [
        (
            "base_annual = 0.5\nspan_annual = 0.5\nmarket_rate_annual = 0.03",
            "span_annual = 0.5 and base_annual come to 1 together: not all loans can be gone within a year; less than 0.5 is \
             left to it",
        ),
        ("span_annual = 0.2", "market_rate_annual is missing; span_annual compares the loan's rate with the market's"),
        (
            "span_annual = 0.2\nmarket_spread_annual = 0.01",
            "market_spread_annual = 0.01 is a spread over a [policy_rate], and there is none",
        ),
        (
            "market_rate_annual = 0.02\nmarket_spread_annual = 0.01\n[policy_rate]\nkind = \"constant\"\nlevel_annual = 0.02",
            "market_spread_annual = 0.01 stands beside prepayment.market_rate_annual; keep one",
        ),
        ("fee_frac = 0.01", "fee_months is missing; fee_frac is asked for in the first months alone"),
        ("base_annual = 6", "base_annual = 6 is not in [0, 1); 6% is written 0.06"),
        (
            "[prepayment.partial]\nevery_months = 0\nbuffer_months = 6",
            "prepayment.partial.every_months = 0 is not in [1, 600]",
        ),
        ("[prepayment.partial]\nbuffer_months = 6\nlowers = \"months\"", "lowers = \"months\""),
        ("[prepayment.partial]", "buffer_months is missing"),
    ] {
        let faults = faults(keys);
        assert!(faults.contains(expected), "{expected}\nis not among\n{faults}");
        assert_eq!(faults.lines().count(), 1, "{faults}");
    }
    let repaid_at_the_end = |line: &str| {
        let partial = "[prepayment.partial]\nbuffer_months = 6\nlowers = \"term\"\n[loan]\n";
        faults_after(&[("[loan]\n", &format!("{partial}{line}\n"))])
    };
    for (line, expected) in [
        (
            "method = \"interest-only\"",
            "prepayment.partial.lowers = \"term\" cannot be: loan.method = \"interest-only\" leaves all principal to the last \
             instalment, which a shorter term would bring forward; write lowers = \"instalment\"",
        ),
        ("balloon_frac = 0.3", "cannot be: loan.balloon_frac leaves principal to the last instalment"),
    ] {
        let faults = repaid_at_the_end(line);
        assert!(faults.contains(expected), "{expected}\nis not among\n{faults}");
        assert_eq!(faults.lines().count(), 1, "{faults}");
    }
    assert_eq!(repaid_at_the_end("balloon_frac = 0.0"), "");
    assert_eq!(faults("base_annual = 0.05\nturnover_annual = 0.06"), "", "no market is needed");
}
