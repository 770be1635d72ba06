//! Rules between the keys of `[refinancing]`.

use super::tables::{Broken, Tables};
use crate::told::told;

/// A market rate that can be known from the first month on, and cash-out of loans that are replaced.
pub(super) fn check(tables: &Tables, broken: &mut Vec<Broken>) {
    let Some(Some(refinancing)) = &tables.refinancing else { return };
    if matches!(tables.policy_rate, Some(None)) {
        let message = told!(
            "are spreads over a [policy_rate], and there is none",
            "是对 [policy_rate] 的加点，而没有 [policy_rate]"
        );
        broken.push(Broken::value("refinancing.market_spread_annual", message));
    }
    let mut before = None;
    for (index, knot) in refinancing.market_spread_annual.iter().enumerate() {
        let key = format!("refinancing.market_spread_annual[{index}].month");
        match before {
            None if knot.month != 0 => broken.push(Broken::value(
                key,
                told!("is not 0: the first month needs a spread, too", "不是 0：第一个月也需要加点"),
            )),
            Some(before) if knot.month <= before => {
                broken.push(Broken::value(
                    key,
                    told!("is not after the month above it, {before}", "不晚于上一行的第 {before} 月"),
                ));
            }
            _ => {}
        }
        before = Some(knot.month);
    }
    if let Some(cash_out_ltv) = refinancing.cash_out_ltv {
        if refinancing.probability_monthly == 0.0 {
            let message = told!(
                "takes cash out of a new loan, and with refinancing.probability_monthly = 0 nobody has one",
                "从新贷款中套现，而 refinancing.probability_monthly = 0 时无人换贷"
            );
            let hint = told!(
                "write a probability_monthly above 0, or leave cash_out_ltv out",
                "请写大于 0 的 probability_monthly，或删去 cash_out_ltv"
            );
            broken.push(Broken::value("refinancing.cash_out_ltv", message).hint(hint));
        }
        if cash_out_ltv > refinancing.maximum_ltv {
            let message = told!(
                "is above refinancing.maximum_ltv = {}",
                "大于 refinancing.maximum_ltv = {}",
                refinancing.maximum_ltv
            );
            broken.push(Broken::value("refinancing.cash_out_ltv", message));
        }
    }
}
