//! METHOD §3: (330) and (331), the row of a survey that a household is.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value as Json;

use super::series::{header, read_column};

/// Surveyed households, a row each.
pub struct Survey {
    columns: BTreeMap<String, Vec<f64>>,
    /// Column of weights; without it all rows weigh alike.
    weight: Option<String>,
    /// Whether rows are shared out among the households of a world.
    is_shared_out: bool,
}

impl Survey {
    pub fn of(json: &Json, base_dir: &Path) -> Survey {
        let file = base_dir.join(json["file"].as_str().expect("a file"));
        let columns = header(&file).into_iter().map(|name| (name.clone(), read_column(&file, &name))).collect();
        let weight = json["weight"].as_str().map(str::to_owned);
        Survey { columns, weight, is_shared_out: json["draw"] == "every-row" }
    }

    pub fn column(&self, name: &str) -> &[f64] {
        &self.columns[name]
    }

    /// Row of household `number` of `households` whose uniform is `u`: the first at which the weights so far exceed its place.
    pub fn row(&self, u: f64, number: u64, households: u64) -> usize {
        let rows = self.columns.values().next().expect("a column").len();
        let weights = self.weight.as_ref().map_or(vec![1.0; rows], |name| self.columns[name].clone());
        let place = if self.is_shared_out { (number as f64 + 0.5) / households as f64 } else { u };
        let target = place * weights.iter().sum::<f64>();
        let mut so_far = 0.0;
        let exceeds = |weight: &f64| {
            so_far += weight;
            so_far > target
        };
        weights.iter().position(exceeds).unwrap_or(rows - 1)
    }
}
