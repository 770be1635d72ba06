//! What is laid over or into an index model has something to work on.

use crate::config::{document::Document, fault::Fault, node::Node};

/// Overlays go forward and begin before the study ends; heavy tails need an innovation.
pub(super) fn check(document: &Document, faults: &mut Vec<Fault>) {
    let overlays = document.at("price.overlay").and_then(Node::as_array).unwrap_or_default();
    let study_months = |key: &str, default: i128| document.at(key).map_or(Some(default), Node::as_integer);
    let last = study_months("study.horizon_months", 0).zip(study_months("study.workout_tail_months", 60));
    for (index, overlay) in overlays.iter().enumerate() {
        let month = |key: &str| overlay.as_table().and_then(|table| table.get(key)?.as_integer());
        let (Some(from), Some(to)) = (month("from_month"), month("to_month")) else { continue };
        if to < from {
            let key = format!("price.overlay[{index}].to_month");
            faults.push(document.fault_at(&key, &format!("comes before from_month = {from}"), None));
        }
        if let Some(last) = last.map(|(horizon, tail)| horizon + tail).filter(|last| from > *last) {
            let key = format!("price.overlay[{index}].from_month");
            let message = format!("comes after month {last}, the end of horizon and tail");
            faults.push(document.fault_at(&key, &message, None));
        }
    }
    let is_path = document.at("price.kind").and_then(Node::as_str) == Some("path");
    let volatility = document.at("price.volatility_annual").map_or(Some(0.0), Node::as_f64);
    if is_path && volatility == Some(0.0) && document.at("price.degrees_of_freedom").is_some() {
        let message = "has no innovation to shape: the path has no volatility_annual";
        faults.push(document.fault_at("price.degrees_of_freedom", message, None));
    }
}
