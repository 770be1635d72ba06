//! Rules between the keys of `[distress]`.

use crate::config::{document::Document, fault::Fault, node::Node};

/// Days past due at which default is recorded where the config does not say.
const DEFAULT_DPD: i128 = 90;

/// A loan is called for its arrears once it is in default, not before; a target and a deadline belong to a call.
pub(super) fn check(document: &Document, faults: &mut Vec<Fault>) {
    let days = |key: &str| document.at(key).and_then(Node::as_integer);
    let default_dpd = days("distress.default_dpd").unwrap_or(DEFAULT_DPD);
    if let Some(call_dpd) = days("distress.margin_call.call_dpd")
        && call_dpd < default_dpd
    {
        let message = format!("is below distress.default_dpd = {default_dpd}: only a loan in default is called");
        faults.push(document.fault_at("distress.margin_call.call_dpd", &message, None));
    }
    let has = |key: &str| document.at(key).is_some();
    if has("distress.margin_call.target_ltv") && !has("distress.margin_call.trigger_ltv") {
        let hint = Some("did you forget `trigger_ltv`?".to_owned());
        faults.push(document.fault_at("distress.margin_call.target_ltv", "belongs to a trigger_ltv", hint));
    }
}
