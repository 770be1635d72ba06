//! Which cell of the one run is which of the other: that of the same scenario and swept values.

use crate::outcome::label::{CellLabel, CellValue};

/// Cells of two runs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Matched {
    /// Numbers in A and in B, in the order of A.
    pub pairs: Vec<(usize, usize)>,
    /// Numbers in A of cells that B has not.
    pub only_a: Vec<usize>,
    /// Numbers in B of cells that A has not.
    pub only_b: Vec<usize>,
}

pub(super) fn matched(a: &[CellLabel], b: &[CellLabel]) -> Matched {
    let mut left: Vec<usize> = (0..b.len()).collect();
    let mut found = Matched::default();
    for (cell, label) in a.iter().enumerate() {
        match left.iter().position(|other| is_same(label, &b[*other])) {
            Some(place) => found.pairs.push((cell, left.remove(place))),
            None => found.only_a.push(cell),
        }
    }
    found.only_b = left;
    found
}

/// A whole number is the same as the number with a point: 30 and 30.0.
fn is_same(a: &CellLabel, b: &CellLabel) -> bool {
    let number = |value: &CellValue| match value {
        CellValue::Integer(value) => Some(*value as f64),
        CellValue::Float(value) => Some(*value),
        CellValue::Text(_) | CellValue::Boolean(_) => None,
    };
    let same = |a: &CellValue, b: &CellValue| a == b || number(a).is_some_and(|a| Some(a) == number(b));
    let is_in_b = |(key, value): &(String, CellValue)| b.value(key).is_some_and(|other| same(value, other));
    a.scenario == b.scenario && a.swept.len() == b.swept.len() && a.swept.iter().all(is_in_b)
}

/// A cell in one line, as a config would say it.
pub(super) fn line(label: &CellLabel) -> String {
    let scenario = label.scenario.iter().map(|name| format!("scenario = {name}"));
    let swept = label.swept.iter().map(|(key, value)| format!("{key} = {value}"));
    let parts: Vec<String> = scenario.chain(swept).collect();
    if parts.is_empty() { "the only cell".to_owned() } else { parts.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(scenario: &str, swept: &[(&str, CellValue)]) -> CellLabel {
        let swept = swept.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect();
        CellLabel { scenario: Some(scenario.to_owned()), swept, ..CellLabel::default() }
    }

    #[test]
    fn cells_are_matched_by_what_sets_them_apart() {
        let (x, y) = (("x", CellValue::Integer(30)), ("y", CellValue::Float(0.5)));
        let a = [label("up", &[x.clone(), y.clone()]), label("down", &[]), label("only", std::slice::from_ref(&x))];
        let b = [label("down", &[x]), label("up", &[y, ("x", CellValue::Float(30.0))]), label("down", &[])];
        let found = matched(&a, &b);
        assert_eq!(found, Matched { pairs: vec![(0, 1), (1, 2)], only_a: vec![2], only_b: vec![0] });
    }
}
