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
    for (table, price) in tables.prices() {
        if let Dynamics::Path(path) = &price.dynamics {
            go_forward(&format!("{table}.knots"), &path.knots.iter().map(|knot| knot.month).collect::<Vec<_>>());
        }
    }
    for (table, labour) in tables.labour_markets() {
        if let Factor::Knots { knots } = &labour.factor {
            go_forward(&format!("{table}.knots"), &knots.iter().map(|knot| knot.month).collect::<Vec<_>>());
        }
    }
    if let Some(Some(PolicyRate::Knots { knots, .. })) = &tables.policy_rate {
        go_forward("policy_rate.knots", &knots.iter().map(|knot| knot.month).collect::<Vec<_>>());
    }
    if let Some(Some(Inflation::Knots { knots, .. })) = &tables.inflation {
        go_forward("inflation.knots", &knots.iter().map(|knot| knot.month).collect::<Vec<_>>());
    }
}
