//! The rows of `solution`, as everything that is said of them takes them.

use polars::prelude::DataFrame;

use crate::aggregate::{CELL, Estimator};
use crate::answers::solve::{
    BOUND, Certainty, ESTIMATE_AT_HIGH, ESTIMATE_AT_LOW, ESTIMATE_AT_VALUE, FURTHER_CROSSINGS, GOAL, Goal, HIGH,
    INTERVAL, KEY, LOW, SECOND_KEY, SECOND_VALUE, SHAPE, SOLUTION, STATUS, Status, TARGET, TURNS, VALUE,
    VALUE_LOWER_95, VALUE_UPPER_95,
};
use crate::outcome::Column;
use crate::outcome::label::CellValue;
use crate::report::ReportError;
use crate::report::language::{Language, column_label, key_label};
use crate::report::number::{NOTHING, Show, percent_short, swept};
use crate::report::reading::CellNames;
use crate::report::results::{Results, estimate, integers, numbers};
use crate::stats::Estimate;

/// What was asked and found.
pub(super) struct Answer {
    pub key: String,
    pub second_key: Option<String>,
    pub target: Column,
    pub goal: Goal,
    pub bound: f64,
    pub rows: Vec<Row>,
    language: Language,
}

/// One row.
pub(super) struct Row {
    pub cell: usize,
    pub second: Option<f64>,
    pub status: Status,
    pub turns: bool,
    pub value: Option<f64>,
    pub lower: Option<f64>,
    pub upper: Option<f64>,
    pub certainty: Certainty,
    pub further: Vec<f64>,
    pub at_value: Estimate,
    pub low: Option<f64>,
    pub at_low: Estimate,
    pub high: Option<f64>,
    pub at_high: Estimate,
}

impl Answer {
    pub fn of(results: &Results, language: Language) -> Result<Self, ReportError> {
        let table = results.table(&SOLUTION)?;
        let head = |column: &Column| -> Result<String, ReportError> {
            Ok(texts(table, column)?.into_iter().next().unwrap_or_default())
        };
        let unknown = || ReportError::NoRows { table: SOLUTION.name };
        let target = Estimator::find(&head(&TARGET)?).ok_or_else(unknown)?.column();
        let goal = Goal::of_word(&head(&GOAL)?).ok_or_else(unknown)?;
        let bound = numbers(table, &BOUND)?.into_iter().next().flatten().ok_or_else(unknown)?;
        let second_key = Some(head(&SECOND_KEY)?).filter(|key| !key.is_empty());
        let cells = integers(table, &CELL)?;
        let columns = [SECOND_VALUE, VALUE, VALUE_LOWER_95, VALUE_UPPER_95, LOW, HIGH];
        let columns = columns.iter().map(|column| numbers(table, column)).collect::<Result<Vec<_>, _>>()?;
        let [statuses, shapes, intervals, further] =
            [&STATUS, &SHAPE, &INTERVAL, &FURTHER_CROSSINGS].map(|column| texts(table, column));
        let (statuses, shapes, intervals, further) = (statuses?, shapes?, intervals?, further?);
        let mut rows = Vec::with_capacity(cells.len());
        for (place, cell) in cells.iter().enumerate() {
            let number = |column: usize| columns[column].get(place).copied().flatten();
            rows.push(Row {
                cell: usize::try_from(*cell).unwrap_or_default(),
                second: number(0),
                status: Status::of_word(&statuses[place]).ok_or_else(unknown)?,
                turns: shapes[place] == TURNS,
                value: number(1),
                lower: number(2),
                upper: number(3),
                certainty: Certainty::of_word(&intervals[place]).ok_or_else(unknown)?,
                further: further[place].split("; ").filter_map(|value| value.parse().ok()).collect(),
                at_value: estimate(table, &ESTIMATE_AT_VALUE, place)?,
                low: number(4),
                at_low: estimate(table, &ESTIMATE_AT_LOW, place)?,
                high: number(5),
                at_high: estimate(table, &ESTIMATE_AT_HIGH, place)?,
            });
        }
        Ok(Self { key: head(&KEY)?, second_key, target, goal, bound, rows, language })
    }

    /// Name of the target.
    pub fn target_name(&self) -> String {
        column_label(&self.target, self.language)
    }

    /// Name of the varied key.
    pub fn key_name(&self) -> String {
        key_label(&self.key, self.language)
    }

    /// Name of the second key, where there is one.
    pub fn second_name(&self) -> Option<String> {
        self.second_key.as_ref().map(|key| key_label(key, self.language))
    }

    /// A value of the varied key.
    pub fn value(&self, value: Option<f64>) -> String {
        of_key(&self.key, value, self.language)
    }

    /// A value of the second key.
    pub fn second_value(&self, value: Option<f64>) -> String {
        of_key(self.second_key.as_deref().unwrap_or_default(), value, self.language)
    }

    /// An estimate of the target.
    pub fn estimate(&self, estimate: Estimate) -> String {
        Show::of(self.target.unit).estimate(estimate, self.language)
    }

    /// The bound, with no more digits than it needs.
    pub fn bound(&self) -> String {
        match Show::of(self.target.unit) {
            Show::Percent => percent_short(self.bound),
            show => show.estimate(Estimate { value: Some(self.bound), mcse: None }, self.language),
        }
    }

    /// What a row is about, in one line; empty for the only one.
    pub fn row_name(&self, row: &Row, names: &CellNames<'_>, is_only_cell: bool) -> String {
        let cell = (!is_only_cell).then(|| names.line(row.cell));
        let second =
            self.second_name().map(|name| (self.language.texts().key_is)(&name, &self.second_value(row.second)));
        cell.into_iter().chain(second).collect::<Vec<_>>().join(", ")
    }
}

fn of_key(key: &str, value: Option<f64>, language: Language) -> String {
    value.map_or_else(|| NOTHING.to_owned(), |value| swept(key, &CellValue::Float(value), language))
}

fn texts(table: &DataFrame, column: &Column) -> Result<Vec<String>, ReportError> {
    let texts = table.column(&column.header())?.str()?;
    Ok(texts.iter().map(|text| text.unwrap_or_default().to_owned()).collect())
}
