//! Rules between the keys of `[refinancing]`.

use super::tables::{Broken, Tables};

/// A market rate that can be known from the first month on, and cash-out of loans that are replaced.
pub(super) fn check(tables: &Tables, broken: &mut Vec<Broken>) {
    let Some(Some(refinancing)) = &tables.refinancing else { return };
    if matches!(tables.policy_rate, Some(None)) {
        let message = "are spreads over a [policy_rate], and there is none";
        broken.push(Broken::value("refinancing.market_spread_annual", message));
    }
    let mut before = None;
    for (index, knot) in refinancing.market_spread_annual.iter().enumerate() {
        let key = format!("refinancing.market_spread_annual[{index}].month");
        match before {
            None if knot.month != 0 => broken.push(Broken::value(key, "is not 0: the first month needs a spread, too")),
            Some(before) if knot.month <= before => {
                broken.push(Broken::value(key, format!("is not after the month above it, {before}")));
            }
            _ => {}
        }
        before = Some(knot.month);
    }
    if let Some(cash_out_ltv) = refinancing.cash_out_ltv {
        if refinancing.probability_monthly == 0.0 {
            let message = "takes cash out of a new loan, and with refinancing.probability_monthly = 0 nobody has one";
            let hint = "write a probability_monthly above 0, or leave cash_out_ltv out".to_owned();
            broken.push(Broken::value("refinancing.cash_out_ltv", message).hint(hint));
        }
        if cash_out_ltv > refinancing.maximum_ltv {
            let message = format!("is above refinancing.maximum_ltv = {}", refinancing.maximum_ltv);
            broken.push(Broken::value("refinancing.cash_out_ltv", message));
        }
    }
}
