//! Rules between the keys of `[household]`.

use super::one_of;
use crate::config::{document::Document, fault::Fault, merge::CASH_KEYS};

/// One way to give the income; the cash key of the cash mode and no other.
pub(super) fn check(document: &Document, faults: &mut Vec<Fault>) {
    if document.at("household").is_none() {
        return;
    }
    one_of::check(document, "household", &["price_to_income_years", "income_monthly"], faults);
    let mode = match document.at("household.cash_mode") {
        None => "months",
        Some(node) => match node.as_str() {
            Some(mode) if CASH_KEYS.iter().any(|(known, _)| *known == mode) => mode,
            _ => return,
        },
    };
    for (key_mode, name) in CASH_KEYS {
        let key = format!("household.{name}");
        let given = document.at(&key);
        if key_mode == mode && given.is_none() {
            faults.push(document.missing(&key, format!("cash_mode = {mode:?} needs it")));
        } else if key_mode != mode && given.is_some() {
            let message = format!("belongs to cash_mode = {key_mode:?}, not {mode:?}");
            faults.push(document.fault_at(&key, &message, None));
        }
    }
}
