//! Colours of scenarios and of values of keys: the same in every figure of a study.

use super::panel::{Color, RAMP_STEPS, Stroke};
use crate::outcome::label::{CellLabel, CellValue};
use crate::report::reading::sweep::number_of;

/// How a line is told from others.
pub(in crate::report) type Hue = (Color, Stroke);

/// Hues of a study.
pub(in crate::report) struct Hues<'a> {
    labels: &'a [CellLabel],
    scenarios: Vec<&'a str>,
    /// Keys and their values in order.
    keys: Vec<(&'a str, Vec<&'a CellValue>)>,
}

impl<'a> Hues<'a> {
    pub(in crate::report) fn of(labels: &'a [CellLabel]) -> Self {
        let mut scenarios: Vec<&str> = Vec::new();
        for name in labels.iter().filter_map(|label| label.scenario.as_deref()) {
            if !scenarios.contains(&name) {
                scenarios.push(name);
            }
        }
        let mut keys: Vec<_> = CellLabel::keys(labels).into_iter().map(|key| (key, values_of(labels, key))).collect();
        // The key with the most values gives the colour where there are several.
        keys.sort_by_key(|(_, values)| std::cmp::Reverse(values.len()));
        Self { labels, scenarios, keys }
    }

    /// Of a scenario.
    pub(in crate::report) fn scenario(&self, name: Option<&str>) -> Hue {
        let place = self.scenarios.iter().position(|other| Some(*other) == name).unwrap_or(0);
        (Color::Series(place), Stroke::of(place))
    }

    /// Of a value of a key: numbers on a scale, words after the scenarios.
    pub(in crate::report) fn value(&self, key: &str, value: Option<&CellValue>) -> Hue {
        let values = self.keys.iter().find(|(other, _)| *other == key).map_or(&[][..], |(_, values)| values);
        let place = values.iter().position(|other| Some(*other) == value).unwrap_or(0);
        let color = match value.and_then(number_of) {
            Some(_) => Color::Ramp(place * (RAMP_STEPS - 1) / values.len().saturating_sub(1).max(1)),
            None => Color::Series(self.scenarios.len() + place),
        };
        (color, Stroke::of(place))
    }

    /// Of a cell among those of one scenario: its main key gives the colour, the next one the stroke.
    pub(in crate::report) fn cell(&self, cell: usize) -> Hue {
        let Some(label) = self.labels.get(cell) else { return (Color::Series(0), Stroke::Solid) };
        match self.keys.as_slice() {
            [] => self.scenario(label.scenario.as_deref()),
            [(key, _)] => self.value(key, label.value(key)),
            [(key, _), (second, _), ..] => {
                (self.value(key, label.value(key)).0, self.value(second, label.value(second)).1)
            }
        }
    }
}

/// Values of a key, numbers from the lowest.
fn values_of<'a>(labels: &'a [CellLabel], key: &str) -> Vec<&'a CellValue> {
    let mut values: Vec<&CellValue> = Vec::new();
    for value in labels.iter().filter_map(|label| label.value(key)) {
        if !values.contains(&value) {
            values.push(value);
        }
    }
    values.sort_by(|a, b| match (number_of(a), number_of(b)) {
        (Some(a), Some(b)) => a.total_cmp(&b),
        _ => std::cmp::Ordering::Equal,
    });
    values
}
