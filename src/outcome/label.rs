//! What tells one cell from another.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::segments::SegmentName;

/// A swept value.
#[derive(Clone, Debug, PartialEq)]
pub enum CellValue {
    /// A whole number.
    Integer(i64),
    /// A number.
    Float(f64),
    /// Text.
    Text(String),
    /// Yes or no.
    Boolean(bool),
}

impl fmt::Display for CellValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(value) => value.fmt(f),
            Self::Float(value) => value.fmt(f),
            Self::Text(value) => value.fmt(f),
            Self::Boolean(value) => value.fmt(f),
        }
    }
}

/// Scenario and swept keys of a cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CellLabel {
    /// Scenario, where there are any.
    pub scenario: Option<String>,
    /// Its probability, where scenarios have any.
    pub probability: Option<f64>,
    /// Swept keys as named in the config, with this cell's values.
    pub swept: Vec<(String, CellValue)>,
    /// Names of the loans beside the main one.
    pub loans_beside: Vec<String>,
    /// Segments of the study's tape, the whole of it first.
    pub segments: Vec<SegmentName>,
    /// Regions with indices of their own.
    pub regions: Vec<RegionIndex>,
    /// Number of the cell that it is compared with, its own where it is compared with none.
    pub compared_to: usize,
    /// What reports call scenarios, keys and words; the same for all cells.
    pub named: Arc<[Called]>,
}

/// A region of a cell with an index of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegionIndex {
    /// Its name.
    pub region: String,
    /// Which of the study's price models its homes follow.
    pub price_model: usize,
    /// Loans of the tape in it.
    pub loans: usize,
}

/// What a scenario, a key or a word is called in reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Called {
    /// As the config writes it.
    pub of: String,
    /// In English; empty where nobody says.
    pub english: String,
    /// In Chinese; empty where nobody says.
    pub chinese: String,
}

impl CellLabel {
    /// The value of a swept key; `None` where this cell leaves the key alone.
    pub fn value(&self, key: &str) -> Option<&CellValue> {
        self.swept.iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// The keys any of the labels sweeps, in the order in which they first appear.
    pub fn keys(labels: &[CellLabel]) -> Vec<&str> {
        let mut keys: Vec<&str> = Vec::new();
        for (key, _) in labels.iter().flat_map(|label| &label.swept) {
            if !keys.contains(&key.as_str()) {
                keys.push(key);
            }
        }
        keys
    }
}
