//! Households of a survey: the table that names it, its rows with their weights, and which row a household is.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::scope::Scope;

/// Surveyed households with weights, a row each; each simulated household is one of them, and what keys draw by
/// `{ survey = "column" }` stands in its row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Survey {
    /// CSV file of the households, relative to the config file that names it.
    pub file: String,
    /// Column of their weights, 0 or more; they need not add up to anything. Absent: all rows weigh alike.
    #[serde(default)]
    pub weight: Option<String>,
    /// Which row a household is.
    #[serde(default)]
    pub draw: SurveyDraw,
}

/// Which row a household is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SurveyDraw {
    /// Each draws one, in proportion to weights, anew in every world.
    #[default]
    InProportion,
    /// Every row stands for its share of a world's households by weight, to within one, the same in every world.
    EveryRow,
}

/// The rows of a survey, equations (330) and (331).
#[derive(Clone, Debug, PartialEq)]
pub struct SurveyRows {
    /// Weights up to each row, that row's own included; the last is above 0.
    cumulative_weights: Vec<f64>,
    /// Households of a world, where every row stands for its share of them.
    shared_out_among: Option<u64>,
}

impl SurveyRows {
    /// Of weights of which one at least is above 0; `None` of others. With `shared_out_among` households of a world every row stands
    /// for its share of these, without it each household draws its row.
    pub fn new(weights: &[f64], shared_out_among: Option<u64>) -> Option<Self> {
        let mut sum = 0.0;
        let upto = |weight: &f64| {
            sum += weight;
            sum
        };
        let cumulative_weights: Vec<f64> = weights.iter().map(upto).collect();
        (sum > 0.0 && sum.is_finite()).then_some(Self { cumulative_weights, shared_out_among })
    }

    /// Place of the household of that number in the cumulative weights, (0, 1), where it does not draw one.
    pub fn fixed_place(&self, household: u64) -> Option<f64> {
        let households = self.shared_out_among?;
        Some(((household % households.max(1)) as f64 + 0.5) / households.max(1) as f64)
    }

    /// Of the rows with a weight those that stand for no household, and all of them; `None` where households draw their rows.
    pub fn without_household(&self) -> Option<(usize, usize)> {
        let households = self.shared_out_among?;
        let total = self.cumulative_weights.last().copied()?;
        let (mut nobody, mut rows, mut before) = (0, 0, 0.0);
        for (row, upto) in self.cumulative_weights.iter().enumerate() {
            if *upto > before {
                rows += 1;
                // The first household whose place is beyond the rows before, and its neighbours, since sums are rounded.
                let first = (before / total * households as f64 + 0.5) as u64;
                let is_of_row =
                    |household: u64| self.fixed_place(household).is_some_and(|place| self.row(place) == row);
                let near = first.saturating_sub(1)..households.min(first.saturating_add(2));
                nobody += usize::from(!near.into_iter().any(is_of_row));
            }
            before = *upto;
        }
        Some((nobody, rows))
    }

    /// The row at a place, (0, 1), in the cumulative weights: the first whose sum exceeds it.
    pub fn row(&self, place: f64) -> usize {
        let last = self.cumulative_weights.len() - 1;
        let target = place * self.cumulative_weights[last];
        let at = self.cumulative_weights.partition_point(|weight| *weight <= target);
        if at < last { at } else { last }
    }

    /// Weights, row by row.
    fn weights(&self) -> impl Iterator<Item = f64> + '_ {
        let before = std::iter::once(0.0).chain(self.cumulative_weights.iter().copied());
        self.cumulative_weights.iter().zip(before).map(|(upto, before)| upto - before)
    }
}

/// A column of a survey, a value a row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SurveyColumn {
    name: String,
    values: Arc<[f64]>,
    rows: Arc<SurveyRows>,
}

/// Columns of a survey by their names, a value a row.
pub type SurveyColumns = Vec<(String, Arc<[f64]>)>;

thread_local! {
    static READ: Scope<String, (Arc<[f64]>, Arc<SurveyRows>)> = Scope::default();
}

/// What `work` makes of distributions that name columns of a survey with these rows.
pub fn with_survey<T>(rows: Option<Arc<SurveyRows>>, columns: SurveyColumns, work: impl FnOnce() -> T) -> T {
    let of_rows = |rows: Arc<SurveyRows>| -> Vec<_> {
        columns.into_iter().map(|(name, values)| (name, (values, Arc::clone(&rows)))).collect()
    };
    Scope::with(&READ, rows.map_or_else(Vec::new, of_rows), work)
}

impl TryFrom<String> for SurveyColumn {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        match READ.with(|columns| columns.find(&name)) {
            Some((values, rows)) if values.len() == rows.cumulative_weights.len() => Ok(Self { name, values, rows }),
            _ => Err(format!("the column {name:?} of household.survey.file was not read")),
        }
    }
}

impl From<SurveyColumn> for String {
    fn from(column: SurveyColumn) -> Self {
        column.name
    }
}

impl SurveyColumn {
    /// Its rows.
    pub fn rows(&self) -> &SurveyRows {
        &self.rows
    }

    /// The value of the row at a place, (0, 1), in the cumulative weights.
    pub fn at(&self, place: f64) -> f64 {
        self.values[self.rows.row(place)]
    }

    /// Mean by weight.
    pub fn mean(&self) -> f64 {
        let (sum, weights) = self
            .values
            .iter()
            .zip(self.rows.weights())
            .fold((0.0, 0.0), |(sum, of), (value, weight)| (sum + value * weight, of + weight));
        sum / weights
    }

    /// The value that a share `p`, in (0, 1), of the weights stays under.
    pub fn quantile(&self, p: f64) -> f64 {
        let mut ordered: Vec<(f64, f64)> = self.values.iter().copied().zip(self.rows.weights()).collect();
        ordered.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut left = p * ordered.iter().map(|(_, weight)| weight).sum::<f64>();
        let reached = ordered.iter().find(|(_, weight)| {
            left -= weight;
            left < 0.0
        });
        reached.or(ordered.last()).map_or(f64::NAN, |(value, _)| *value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(shared_out_among: Option<u64>) -> SurveyRows {
        SurveyRows::new(&[1.0, 0.0, 2.5, 0.5], shared_out_among).expect("weights")
    }

    #[test]
    fn a_place_is_in_the_row_whose_weights_reach_beyond_it() {
        let of_places = [0.001, 0.249, 0.251, 0.874, 0.876, 0.999].map(|place| rows(None).row(place));
        assert_eq!(of_places, [0, 0, 2, 2, 3, 3], "a row of weight 0 is nobody");
        assert_eq!((rows(None).fixed_place(3), SurveyRows::new(&[0.0, 0.0], None)), (None, None));
    }

    /// Of 10 households the rows are due 2.5, 0, 6.25 and 1.25.
    #[test]
    fn every_row_stands_for_its_share_to_within_one() {
        let rows = rows(Some(10));
        let mut count = [0; 4];
        (0..10).for_each(|household| count[rows.row(rows.fixed_place(household).expect("a place"))] += 1);
        assert_eq!(count, [2, 0, 7, 1]);
        let column = SurveyColumn { name: "x".into(), values: [8.0, 99.0, 2.0, 4.0].into(), rows: Arc::new(rows) };
        assert_eq!((column.mean(), column.at(0.5), column.at(0.9)), (15.0 / 4.0, 2.0, 4.0));
        assert_eq!([0.1, 0.6, 0.7, 0.76].map(|p| column.quantile(p)), [2.0, 2.0, 4.0, 8.0]);
    }
}
