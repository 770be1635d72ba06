//! Rules between the keys of what is drawn at origination: a correlation matrix that can be, laws with an inverse, an
//! earner for every share of earners, an age for the rule about it.

use crate::config::{document::Document, fault::Fault, node::Node};

const KEYS: [&str; 3] =
    ["household.correlation.price_income", "household.correlation.price_cash", "household.correlation.income_cash"];

/// Correlations, and keys that need another.
pub(super) fn check(document: &Document, faults: &mut Vec<Fault>) {
    correlation(document, faults);
    let second = "household.self_employment.second_earner_frac";
    if document.at(second).and_then(Node::as_f64).is_some_and(|frac| frac > 0.0)
        && document.at("household.second_earner").is_none()
    {
        faults.push(document.fault_at(second, "needs a [household.second_earner]", None));
    }
    let (rule, age) = ("underwriting.maximum_age_and_term_years", "underwriting.building_age_years");
    for (given, needed) in [(rule, age), (age, rule)] {
        if document.at(given).is_some() && document.at(needed).is_none() {
            faults.push(document.missing(needed, format!("{given} goes with it")));
        }
    }
}

fn correlation(document: &Document, faults: &mut Vec<Fault>) {
    let given = KEYS.map(|key| document.at(key).map_or(Some(0.0), Node::as_f64));
    let [Some(price_income), Some(price_cash), Some(income_cash)] = given else { return };
    let values = [price_income, price_cash, income_cash];
    // Out of range is a fault of its own.
    if values.iter().any(|value| value.abs() > 1.0 || value.is_nan()) {
        return;
    }
    let determinant = 1.0 + 2.0 * price_income * price_cash * income_cash
        - price_income * price_income
        - price_cash * price_cash
        - income_cash * income_cash;
    // With all correlations inside (-1, 1) the determinant decides.
    if values.iter().any(|value| value.abs() >= 1.0) || determinant <= 1e-12 {
        let strongest = (0..3).max_by(|a, b| values[*a].abs().total_cmp(&values[*b].abs()));
        let message = "leaves no room for the others: the matrix is not positive definite";
        faults.push(document.fault_at(KEYS[strongest.unwrap_or(0)], message, None));
    }
    let laws = [
        &["household.home_price"][..],
        &["household.price_to_income_years", "household.income_monthly"],
        &["household.cash_months", "household.cash", "household.savings"],
    ];
    for (key, value, pair) in [(KEYS[0], values[0], [0, 1]), (KEYS[1], values[1], [0, 2]), (KEYS[2], values[2], [1, 2])]
    {
        let written = || pair.iter().flat_map(|side| laws[*side]).filter(|law| document.at(law).is_some());
        if value == 0.0 {
            continue;
        }
        if let Some(law) = written().find(|law| document.at(law).is_some_and(|node| node.as_f64().is_some())) {
            let message = format!("has nothing to correlate: {law} is the same for everyone");
            faults.push(document.fault_at(key, &message, None));
        } else if let Some(law) = written().find(|law| document.at(&format!("{law}.beta")).is_some()) {
            let message = format!("cannot be: {law} is a beta law, which has no inverse here");
            faults.push(document.fault_at(key, &message, None));
        }
    }
}
