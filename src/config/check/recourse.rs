//! Rules between the keys of `[recourse]`.

use crate::config::{document::Document, fault::Fault, node::Node};

/// A payment plan has a term.
pub(super) fn check(document: &Document, faults: &mut Vec<Fault>) {
    let kind = document.at("recourse.kind").and_then(Node::as_str);
    if kind == Some("payment-plan") && document.at("recourse.discharge_months").is_none() {
        let hint = "kind = \"payment-plan\" needs the months after which the rest is forgiven".to_owned();
        faults.push(document.missing("recourse.discharge_months", hint));
    }
}
