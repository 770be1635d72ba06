//! Rules between the keys of `[loan]`.

use super::one_of;
use crate::config::{document::Document, fault::Fault, node::Node};

/// One rate; a spread has a rate to stand on; a switch month goes with `hybrid`.
pub(super) fn check(document: &Document, faults: &mut Vec<Fault>) {
    if document.at("loan").is_none() {
        return;
    }
    one_of::check(document, "loan", &["annual_rate", "spread_annual"], faults);
    if document.at("loan.spread_annual").is_some() && document.at("policy_rate").is_none() {
        let message = "needs a [policy_rate] to be added to";
        faults.push(document.fault_at("loan.spread_annual", message, None));
    }
    let is_hybrid = document.at("loan.method").and_then(Node::as_str) == Some("hybrid");
    let term = document.at("loan.term_months").and_then(Node::as_integer);
    let switch = document.at("loan.switch_month");
    match (is_hybrid, switch, switch.and_then(Node::as_integer), term) {
        (true, None, ..) => {
            let hint = "method = \"hybrid\" needs the last month of level payment".to_owned();
            faults.push(document.missing("loan.switch_month", hint));
        }
        (true, _, Some(month), Some(term)) if month >= term => {
            let message = format!("is not below loan.term_months = {term}");
            faults.push(document.fault_at("loan.switch_month", &message, None));
        }
        (false, Some(_), ..) => {
            let message = "belongs to method = \"hybrid\"";
            faults.push(document.fault_at("loan.switch_month", message, None));
        }
        _ => {}
    }
}
