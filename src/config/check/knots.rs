//! Knot paths start at month 0 and go forward.

use crate::config::{document::Document, fault::Fault, node::Node};

/// The knots of the price path, of the labour factor and of the policy rate.
pub(super) fn check(document: &Document, faults: &mut Vec<Fault>) {
    for list in ["price.knots", "labour.knots", "policy_rate.knots"] {
        let knots = document.at(list).and_then(Node::as_array).unwrap_or_default();
        let mut previous: Option<i128> = None;
        for (index, knot) in knots.iter().enumerate() {
            let month = knot.as_table().and_then(|table| table.get("month")?.as_integer());
            let Some(month) = month else { break };
            let message = match previous {
                None if month != 0 => Some("is not 0, where a path starts".to_owned()),
                Some(before) if month == before => Some("stands twice".to_owned()),
                Some(before) if month < before => Some(format!("comes after month {before}")),
                _ => None,
            };
            if let Some(message) = message {
                let key = format!("{list}[{index}].month");
                faults.push(document.fault_at(&key, &message, None));
            }
            previous = Some(month);
        }
    }
}
