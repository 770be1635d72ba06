//! `[refinancing]`: what does not go together.

use super::support::faults_after;

const POLICY: &str = "[policy_rate]\nkind = \"constant\"\nlevel_annual = 0.02\n";

#[test]
fn spreads_and_cash_out() {
    let faults = |keys: &str, policy: &str| {
        let table = format!("{policy}[refinancing]\nmaximum_ltv = 0.8\nmaximum_dsti = 0.5\n{keys}\n[loan]\n");
        faults_after(&[("[loan]\n", &table)])
    };
    let spread = "market_spread_annual = [{ month = 0, spread_annual = 0.01 }]";
    let asks = "probability_monthly = 0.1";
    assert_eq!(faults(&format!("{asks}\n{spread}\ncash_out_ltv = 0.8"), POLICY), "");
    for (keys, policy, expected) in [
        (format!("{asks}\n{spread}"), "", "are spreads over a [policy_rate], and there is none"),
        (
            format!("{asks}\nmarket_spread_annual = [{{ month = 3, spread_annual = 0.01 }}]"),
            POLICY,
            "refinancing.market_spread_annual[0].month = 3 is not 0: the first month needs a spread, too",
        ),
        (
            format!(
                "{asks}\nmarket_spread_annual = [{{ month = 0, spread_annual = 0.01 }}, {{ month = 0, spread_annual = 0 }}]"
            ),
            POLICY,
            "refinancing.market_spread_annual[1].month = 0 is not after the month above it, 0",
        ),
        (
            format!("probability_monthly = 0\n{spread}\ncash_out_ltv = 0.7"),
            POLICY,
            "refinancing.cash_out_ltv = 0.7 takes cash out of a new loan, and with refinancing.probability_monthly = 0 nobody \
             has one; write a probability_monthly above 0, or leave cash_out_ltv out",
        ),
        (
            format!("{asks}\n{spread}\ncash_out_ltv = 0.9"),
            POLICY,
            "refinancing.cash_out_ltv = 0.9 is above refinancing.maximum_ltv = 0.8",
        ),
        (spread.to_owned(), POLICY, "refinancing.probability_monthly is missing"),
    ] {
        let faults = faults(&keys, policy);
        assert!(faults.contains(expected), "{expected}\nis not among\n{faults}");
        assert_eq!(faults.lines().count(), 1, "{faults}");
    }
}
