//! What a table is. Each is declared beside the function that makes it: its name, what a row is, its columns and how many
//! rows a study gives it.

use polars::prelude::DataFrame;

use super::AggregateError;
use crate::outcome::label::CellLabel;
use crate::outcome::{Column, Extras, StudyResult, Unit, Words};

/// A table of a study.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// Its name, as of its files.
    pub name: &'static str,
    /// What it holds, beginning with what a row is.
    pub holds: Words,
    /// Its columns in file order.
    pub columns: fn() -> Vec<TableColumn>,
    /// Where its rows come from.
    pub source: Source,
    /// About how many rows a study gives it.
    pub rows: fn(&Extent) -> f64,
}

/// Where the rows of a table come from.
#[derive(Clone, Copy, Debug)]
pub enum Source {
    /// From a run's result; `None` where the study has nothing for it.
    Result(fn(&StudyResult, &[CellLabel]) -> Result<Option<DataFrame>, AggregateError>),
    /// Path by path, while a study is simulated, where that is asked for.
    Paths,
    /// From whoever answers the question that it belongs to.
    Answer,
}

/// Extents of a study, as far as rows depend on them.
#[derive(Clone, Copy, Debug)]
pub struct Extent {
    /// Cells.
    pub cells: f64,
    /// Worlds.
    pub worlds: f64,
    /// Paths, cells apart.
    pub paths: f64,
    /// Months to the horizon.
    pub months: f64,
    /// Whether a household can be refused.
    pub can_refuse: bool,
    /// What else only some studies tell.
    pub extras: Extras,
    /// Whether a run stops at a precision.
    pub has_precision: bool,
    /// Regions with indices of their own, of all cells together.
    pub regions: f64,
}

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TableColumn {
    /// Name, unit, meaning.
    pub column: Column,
    /// What else there is to know.
    pub kind: ColumnKind,
}

/// What a column is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// Says to which cell the row belongs.
    Label,
    /// Stands alone.
    Plain,
    /// Has its Monte Carlo standard error in the column after it.
    WithError,
}

/// Number of a row's cell.
pub const CELL: Column = Column::new("cell", Unit::Count, "Number of the cell, from 0.", "单元", "单元编号，从 0 起。");
/// Scenario of a row's cell.
pub const SCENARIO: Column = Column::new(
    "scenario",
    Unit::Text,
    "Scenario of the cell, where the study has any.",
    "情景",
    "单元所属的情景（如有）。",
);
/// Stands for the columns of swept keys.
pub const SWEPT: Column = Column::new(
    "<swept key>",
    Unit::Text,
    "A column per swept key, named as in the config: its value in the cell.",
    "扫描参数",
    "每个扫描参数一列，列名同配置：该单元的取值。",
);

impl Table {
    /// The table of a run; `None` where the study has nothing for it.
    ///
    /// # Errors
    /// The result and the labels do not belong together, or a number does not fit.
    pub fn make(&self, result: &StudyResult, labels: &[CellLabel]) -> Result<Option<DataFrame>, AggregateError> {
        match self.source {
            Source::Result(make) => make(result, labels),
            Source::Paths | Source::Answer => Ok(None),
        }
    }

    /// Name of its file in a format of such an extension.
    pub fn file(&self, extension: &str) -> String {
        format!("{}.{extension}", self.name)
    }
}

/// The columns that label a cell.
pub fn labels() -> impl Iterator<Item = TableColumn> {
    [CELL, SCENARIO, SWEPT].into_iter().map(|column| TableColumn { column, kind: ColumnKind::Label })
}

/// Columns that stand alone.
pub fn plain(columns: impl IntoIterator<Item = Column>) -> impl Iterator<Item = TableColumn> {
    columns.into_iter().map(|column| TableColumn { column, kind: ColumnKind::Plain })
}

/// Columns of estimates, each with that of its error after it.
pub fn with_errors(columns: impl IntoIterator<Item = Column>) -> impl Iterator<Item = TableColumn> {
    columns.into_iter().map(|column| TableColumn { column, kind: ColumnKind::WithError })
}
