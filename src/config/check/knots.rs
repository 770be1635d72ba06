//! Knot paths start at month 0 and go forward.

use super::tables::{Broken, Tables};
use crate::world::Inflation;
use crate::world::labour::Factor;
use crate::world::policy_rate::PolicyRate;
use crate::world::price::Dynamics;

/// The knots of the price path, of the labour factor, of the policy rate and of inflation.
pub(super) fn check(tables: &Tables, broken: &mut Vec<Broken>) {
    let mut go_forward = |list: &str, months: &[u32]| {
        let mut previous: Option<u32> = None;
        for (index, month) in months.iter().copied().enumerate() {
            let message = match previous {
                None if month != 0 => Some("is not 0, where a path starts".to_owned()),
                Some(before) if month == before => Some("stands twice".to_owned()),
                Some(before) if month < before => Some(format!("comes after month {before}")),
                _ => None,
            };
            broken.extend(message.map(|message| Broken::value(format!("{list}[{index}].month"), message)));
            previous = Some(month);
        }
    };
    if let Some(Dynamics::Path(path)) = tables.price.as_ref().map(|price| &price.dynamics) {
        go_forward("price.knots", &path.knots.iter().map(|knot| knot.month).collect::<Vec<_>>());
    }
    if let Some(Factor::Knots { knots }) = tables.labour.as_ref().map(|labour| &labour.factor) {
        go_forward("labour.knots", &knots.iter().map(|knot| knot.month).collect::<Vec<_>>());
    }
    if let Some(Some(PolicyRate::Knots { knots, .. })) = &tables.policy_rate {
        go_forward("policy_rate.knots", &knots.iter().map(|knot| knot.month).collect::<Vec<_>>());
    }
    if let Some(Some(Inflation::Knots { knots, .. })) = &tables.inflation {
        go_forward("inflation.knots", &knots.iter().map(|knot| knot.month).collect::<Vec<_>>());
    }
}
