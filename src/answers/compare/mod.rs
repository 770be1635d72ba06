//! Two runs compared: what differs in what they were made of, and by how much each estimate of each cell that both have.

mod cells;
mod changes;
mod differences;
mod judgement;
mod run;

use polars::prelude::DataFrame;

use super::AnswerError;
use crate::outcome::label::CellLabel;

pub use changes::{CHANGES, KEY, PLACE_A, PLACE_B, SCENARIO_OF_KEY, VALUE_A, VALUE_B, What, what};
pub use differences::{A, B, CELL_A, CELL_B, DIFFERENCE, DIFFERENCES, PAIRING, VERDICT, Z};
pub use judgement::{FAMILY_LEVEL, Pairing, Verdict};
pub use run::{Place, Run};

/// What was found.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The cells that both have, as A labels them.
    pub labels: Vec<CellLabel>,
    /// Rows of [`DIFFERENCES`]; none where all numbers are the same.
    pub differences: DataFrame,
    /// Whether some estimate differs by more than chance.
    pub differs: bool,
    /// Rows of [`CHANGES`].
    pub changes: DataFrame,
}

/// Compares B with A: every difference is B less A.
///
/// # Errors
/// They have no cell, or no estimate, in common; or a table is not what it is said to be.
pub fn compare(a: &Run, b: &Run) -> Result<Comparison, AnswerError> {
    let matched = cells::matched(&a.labels, &b.labels);
    if matched.pairs.is_empty() {
        let first = |labels: &[CellLabel]| labels.first().map_or_else(String::new, cells::line);
        return Err(AnswerError::Asked(format!(
            "they have no cell in common: A's first is `{}`, B's `{}`; cells are matched by scenario and swept values",
            first(&a.labels),
            first(&b.labels)
        )));
    }
    let judged = judgement::judged(a, b, &matched.pairs)?;
    if judged.estimates.is_empty() {
        return Err(AnswerError::Asked("their summaries have no estimate in common".to_owned()));
    }
    let labels: Vec<CellLabel> = matched.pairs.iter().filter_map(|(cell, _)| a.labels.get(*cell).cloned()).collect();
    let differences = differences::table(&labels, &judged.rows)?;
    let changes = changes::table(&changes::found(a, b, &matched, &judged))?;
    let differs = judged.rows.iter().any(|row| row.verdict.counts());
    Ok(Comparison { labels, differences, differs, changes })
}
