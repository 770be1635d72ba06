//! Correlations that can be, of innovations that there are.

use crate::config::{document::Document, fault::Fault, node::Node};

const KEYS: [&str; 3] = ["correlation.price_labour", "correlation.price_policy_rate", "correlation.labour_policy_rate"];

/// The matrix is positive definite and every correlated process has a Gaussian innovation.
pub(super) fn check(document: &Document, faults: &mut Vec<Fault>) {
    let given = KEYS.map(|key| document.at(key).map_or(Some(0.0), Node::as_f64));
    let [Some(price_labour), Some(price_rate), Some(labour_rate)] = given else {
        return;
    };
    let values = [price_labour, price_rate, labour_rate];
    if values.iter().any(|value| value.abs() > 1.0 || value.is_nan()) {
        return;
    }
    let determinant = 1.0 + 2.0 * price_labour * price_rate * labour_rate
        - price_labour * price_labour
        - price_rate * price_rate
        - labour_rate * labour_rate;
    // With all correlations inside (-1, 1) the determinant decides.
    if values.iter().any(|value| value.abs() >= 1.0) || determinant <= 1e-12 {
        let strongest = (0..3).max_by(|a, b| values[*a].abs().total_cmp(&values[*b].abs()));
        let message = "leaves no room for the others: the matrix is not positive definite";
        faults.push(document.fault_at(KEYS[strongest.unwrap_or(0)], message, None));
    }
    let silent = [price_is_silent(document), labour_is_silent(document), rate_is_silent(document)];
    for (key, value, pair) in [(KEYS[0], values[0], [0, 1]), (KEYS[1], values[1], [0, 2]), (KEYS[2], values[2], [1, 2])]
    {
        if value != 0.0
            && let Some(why) = pair.iter().find_map(|process| silent[*process].clone())
        {
            let message = format!("has nothing to correlate: {why} has no Gaussian innovation");
            faults.push(document.fault_at(key, &message, None));
        }
    }
}

/// What leaves the price without a Gaussian innovation, if anything.
fn price_is_silent(document: &Document) -> Option<String> {
    let volatility = document.at("price.volatility_annual").and_then(Node::as_f64);
    match kind(document, "price")? {
        kind @ ("bootstrap" | "replay") => Some(format!("price.kind = {kind:?}")),
        "path" if volatility.unwrap_or(0.0) == 0.0 => Some("a price path without volatility".into()),
        _ => None,
    }
}

/// What leaves the labour market without a Gaussian innovation, if anything.
fn labour_is_silent(document: &Document) -> Option<String> {
    let kind = kind(document, "labour").filter(|kind| matches!(*kind, "series" | "knots"))?;
    Some(format!("labour.kind = {kind:?}"))
}

/// What leaves the policy rate without a Gaussian innovation, if anything.
fn rate_is_silent(document: &Document) -> Option<String> {
    if document.at("policy_rate").is_none() {
        return Some("an absent [policy_rate]".to_owned());
    }
    match kind(document, "policy_rate")? {
        kind @ ("constant" | "knots" | "series") => Some(format!("policy_rate.kind = {kind:?}")),
        _ => None,
    }
}

fn kind<'a>(document: &'a Document, table: &str) -> Option<&'a str> {
    document.at(&format!("{table}.kind")).and_then(Node::as_str)
}
