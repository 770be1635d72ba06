//! Knot paths start at month 0 and go forward.

use super::tables::{Broken, Tables};
use crate::told::told;
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
                None if month != 0 => Some(told!("is not 0, where a path starts", "不是 0，路径从第 0 月开始")),
                Some(before) if month == before => Some(told!("stands twice", "重复出现")),
                Some(before) if month < before => Some(told!("comes after month {before}", "排在第 {before} 月之后")),
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
