//! Regimes have names, and what follows each is a law over all of them.

use crate::config::{document::Document, fault::Fault, node::Node, suggest};

/// How far from 1 the probabilities of a row may sum: what decimals written out leave.
const ROUNDING: f64 = 1e-9;

/// Names are unique, every transition row has a probability for each regime and sums to 1, and the initial regime is one.
pub(super) fn check(document: &Document, faults: &mut Vec<Fault>) {
    let Some(regimes) = document.at("price.regimes").and_then(Node::as_array) else { return };
    let value = |regime: &Node, key: &str| regime.as_table().and_then(|table| table.get(key).cloned());
    let mut names: Vec<String> = Vec::new();
    for (index, regime) in regimes.iter().enumerate() {
        if let Some(name) = value(regime, "name").as_ref().and_then(Node::as_str) {
            if names.iter().any(|known| known == name) {
                let key = format!("price.regimes[{index}].name");
                faults.push(document.fault_at(&key, "stands twice", None));
            } else {
                names.push(name.to_owned());
            }
        }
        let row = value(regime, "transition_monthly");
        let Some(row) = row.as_ref().and_then(Node::as_array) else { continue };
        let key = format!("price.regimes[{index}].transition_monthly");
        if row.len() != regimes.len() {
            let (given, needed) = (row.len(), regimes.len());
            let message = format!("has {given} probabilities for {needed} regimes");
            faults.push(document.fault_at(&key, &message, None));
            continue;
        }
        let Some(probabilities) = row.iter().map(Node::as_f64).collect::<Option<Vec<f64>>>() else { continue };
        let sum: f64 = probabilities.iter().sum();
        if (sum - 1.0).abs() > ROUNDING {
            // Twelve digits, so that 0.95 + 0.04 does not read 0.9899999999999999.
            let shown = (sum * 1e12).round() / 1e12;
            faults.push(document.fault_at(&key, &format!("sums to {shown}, not to 1"), None));
        }
    }
    let Some(initial) = document.at("price.initial_regime").and_then(Node::as_str) else { return };
    if !names.is_empty() && !names.iter().any(|name| name == initial) {
        let quoted: Vec<String> = names.iter().map(|name| format!("{name:?}")).collect();
        let message = format!("is not a regime; there are {}", suggest::one_of(&quoted).replace(" or ", " and "));
        let hint = suggest::did_you_mean(initial, names.iter().map(String::as_str));
        faults.push(document.fault_at("price.initial_regime", &message, hint));
    }
}
