//! What is laid over or into an index model has something to work on.

use super::tables::{Broken, Tables};
use crate::told::told;

/// Overlays go forward and begin before the study ends; heavy tails need an innovation.
pub(super) fn check(tables: &Tables, broken: &mut Vec<Broken>) {
    let last = tables.study.as_ref().map(|study| study.horizon_months + study.workout_tail_months);
    for (table, price) in tables.prices() {
        for (index, overlay) in price.common.overlay.iter().flatten().enumerate() {
            let (from, to) = (overlay.from_month, overlay.to_month);
            if to < from {
                let key = format!("{table}.overlay[{index}].to_month");
                broken.push(Broken::value(key, told!("comes before from_month = {from}", "早于 from_month = {from}")));
            }
            if let Some(last) = last.filter(|last| from > *last) {
                let key = format!("{table}.overlay[{index}].from_month");
                broken.push(Broken::value(
                    key,
                    told!(
                        "comes after month {last}, the end of horizon and tail",
                        "晚于第 {last} 月，即统计期与处置尾期的终点"
                    ),
                ));
            }
        }
        if price.common.degrees_of_freedom.is_some() && !price.has_innovation() {
            let message = told!(
                "has no innovation to shape: the path has no volatility_annual",
                "没有可改变形状的新息：该路径没有 volatility_annual"
            );
            broken.push(Broken::value(format!("{table}.degrees_of_freedom"), message));
        }
    }
}
