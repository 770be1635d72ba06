//! Rules between the keys of `[loan.buying_costs]`.

use super::tables::{Broken, Tables};
use crate::loan::BuyingCosts;
use crate::told::told;

const DEED_TAX: &str = "loan.buying_costs.deed_tax";

/// Costs are told in one way; every home is in one band of the deed tax.
pub(super) fn check(tables: &Tables, broken: &mut Vec<Broken>) {
    let Some(loan) = &tables.loan else { return };
    let Some(costs) = &loan.buying_costs else { return };
    if loan.buying_cost_frac.constant() != Some(0.0) {
        let message = told!(
            "stands beside [loan.buying_costs]: both would be paid",
            "与 [loan.buying_costs] 并存：两者都会被支付"
        );
        let hint = told!(
            "leave one of them out, or set `buying_cost_frac = 0`",
            "请删去其中一个，或写 `buying_cost_frac = 0`"
        );
        broken.push(Broken::value("loan.buying_cost_frac", message).hint(hint));
    }
    if costs.area_m2.is_none() && costs.deed_tax.iter().any(|band| band.up_to_m2.is_some()) {
        let why = told!("the bands of the deed tax go by the floor area of the home", "契税分档按住房面积");
        broken.push(Broken::missing("loan.buying_costs.area_m2", why));
    }
    broken.extend(bands(costs));
}

/// Ends rise, and the last band alone has none.
fn bands(costs: &BuyingCosts) -> Option<Broken> {
    let last = costs.deed_tax.len().checked_sub(1)?;
    let mut before = 0.0;
    for (at, band) in costs.deed_tax.iter().enumerate() {
        let key = format!("{DEED_TAX}[{at}].up_to_m2");
        match band.up_to_m2 {
            None if at < last => {
                let why = told!(
                    "only the last band has no end: those after it would never apply",
                    "只有最后一档可以没有上限：其后各档永远用不到"
                );
                return Some(Broken::missing(key, why));
            }
            Some(_) if at == last => {
                let hint = told!(
                    "leave it out: the last band is for all homes that are larger",
                    "请删去：最后一档适用于所有更大的住房"
                );
                return Some(
                    Broken::value(key, told!("leaves larger homes without a rate", "使更大的住房没有税率")).hint(hint),
                );
            }
            Some(end) if end <= before => {
                return Some(Broken::value(
                    key,
                    told!("is not above {before}, the end of the band before", "不大于上一档的上限 {before}"),
                ));
            }
            Some(end) => before = end,
            None => {}
        }
    }
    None
}
