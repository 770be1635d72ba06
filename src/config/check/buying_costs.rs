//! Rules between the keys of `[loan.buying_costs]`.

use super::tables::{Broken, Tables};
use crate::loan::BuyingCosts;

const DEED_TAX: &str = "loan.buying_costs.deed_tax";

/// Costs are told in one way; every home is in one band of the deed tax.
pub(super) fn check(tables: &Tables, broken: &mut Vec<Broken>) {
    let Some(loan) = &tables.loan else { return };
    let Some(costs) = &loan.buying_costs else { return };
    if loan.buying_cost_frac.constant() != Some(0.0) {
        let message = "stands beside [loan.buying_costs]: both would be paid";
        let hint = "leave one of them out, or set `buying_cost_frac = 0`".to_owned();
        broken.push(Broken::value("loan.buying_cost_frac", message).hint(hint));
    }
    if costs.area_m2.is_none() && costs.deed_tax.iter().any(|band| band.up_to_m2.is_some()) {
        let why = "the bands of the deed tax go by the floor area of the home".to_owned();
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
                let why = "only the last band has no end: those after it would never apply";
                return Some(Broken::missing(key, why));
            }
            Some(_) if at == last => {
                let hint = "leave it out: the last band is for all homes that are larger".to_owned();
                return Some(Broken::value(key, "leaves larger homes without a rate").hint(hint));
            }
            Some(end) if end <= before => {
                return Some(Broken::value(key, format!("is not above {before}, the end of the band before")));
            }
            Some(end) => before = end,
            None => {}
        }
    }
    None
}
