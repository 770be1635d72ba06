//! What keys and estimates are called.

use crate::outcome::label::CellValue;
use crate::report::language::{Language, key_label};
use crate::report::number::{NOTHING, swept};

/// Parts of a key that say nothing without the key before them: distributions and their parameters.
const PARAMETERS: [&str; 14] = [
    "uniform",
    "lognormal",
    "triangular",
    "normal",
    "beta",
    "min",
    "max",
    "mode",
    "mean",
    "median",
    "sd",
    "sigma",
    "alpha",
    "level",
];

/// A key in few words: its name in the language, or so much of its end as tells it from `others`.
pub(super) fn key(key: &str, others: &[&str], language: Language) -> String {
    if language == Language::Chinese {
        return key_label(key, language);
    }
    let parts: Vec<&str> = key.split('.').collect();
    let speaks = |part: &&str| !PARAMETERS.contains(part);
    let least = parts.iter().rev().position(speaks).map_or(parts.len(), |place| place + 1);
    let ending = |count: usize| parts[parts.len() - count..].join(".");
    let is_told = |count: &usize| {
        let end = format!(".{}", ending(*count));
        !others.iter().any(|other| *other != key && format!(".{other}").ends_with(&end))
    };
    let count = (least..=parts.len()).find(is_told).unwrap_or(parts.len());
    ending(count).replace('_', " ")
}

/// A number of a key, in per cent where it is a share.
pub(super) fn value(key: &str, number: Option<f64>, language: Language) -> String {
    number.map_or_else(|| NOTHING.to_owned(), |number| swept(key, &CellValue::Float(number), language))
}
