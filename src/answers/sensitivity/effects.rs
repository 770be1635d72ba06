//! `effects`: a row per cell, estimate, key and direction: what moving the key does to the estimate, METHOD.md (140).

use polars::prelude::DataFrame;

use super::one_at_a_time::{Direction, OneAtATime};
use crate::aggregate::comparisons::ESTIMATE;
use crate::aggregate::{AggregateError, Estimator, Frame, ResultCell, Source, Table, labels, plain, with_errors};
use crate::outcome::label::CellLabel;
use crate::outcome::{Column, StudyResult, Unit, Words};
use crate::stats::Estimate;

/// Key that is moved.
pub const KEY: Column =
    Column::new("key", Unit::Text, "Dotted key of the config.", "参数", "配置中的参数（以点分隔）。");
/// Which way it is moved.
pub const DIRECTION: Column = Column::new(
    "direction",
    Unit::Text,
    "Which way the key is moved: down or up.",
    "方向",
    "参数变动的方向：down 为减，up 为增。",
);
/// Its number in the cell.
pub const BASE_VALUE: Column =
    Column::new("value_in_cell", Unit::OfKey, "The key's number in the cell.", "单元取值", "该参数在单元中的取值。");
/// Where it is moved to.
pub const VALUE: Column =
    Column::new("value", Unit::OfKey, "The number the key is moved to.", "取值", "参数变动后的取值。");
/// The estimate as the config is.
pub const AT_BASE: Column = Column::new(
    "estimate_in_cell",
    Unit::OfEstimate,
    "The estimate in the cell as it is.",
    "单元估计值",
    "单元原样的估计值。",
);
/// The estimate where the key is moved.
pub const AT_VALUE: Column = Column::new(
    "estimate_at_value",
    Unit::OfEstimate,
    "The estimate where the key is moved.",
    "变动后估计值",
    "参数变动后的估计值。",
);
/// What moving does.
pub const CHANGE: Column = Column::new(
    "change",
    Unit::OfEstimate,
    "The estimate where the key is moved less that in the cell; its error is paired: both see the same draws.",
    "变化",
    "参数变动后的估计值减去单元原样的估计值；标准误为配对标准误：两者面对相同的抽样。",
);
/// Per cent by per cent.
pub const ELASTICITY: Column = Column::new(
    "elasticity",
    Unit::Fraction,
    "Relative change of the estimate over the relative change of the key, both of their sizes in the cell.",
    "弹性",
    "估计值的相对变化与参数的相对变化之比，均相对于其在单元中的大小。",
);
/// Why a row holds no estimate.
pub const WHY_EMPTY: Column = Column::new(
    "why_empty",
    Unit::Text,
    "Why the key is not moved this way in this cell; empty where it is.",
    "空缺原因",
    "该单元中参数未向此方向变动的原因；已变动则为空。",
);

/// Names of the directions.
pub const DOWN: &str = "down";
/// Names of the directions.
pub const UP: &str = "up";

/// What each key does.
pub const EFFECTS: Table = Table {
    name: "effects",
    holds: Words::new(
        "a row per cell, estimate, key and direction: what moving the key does, with its paired error",
        "每个单元、估计值、参数、方向一行：参数变动带来的变化及其配对标准误",
    ),
    columns: || {
        labels()
            .chain(plain([ESTIMATE, KEY, DIRECTION, BASE_VALUE, VALUE]))
            .chain(with_errors([AT_BASE, AT_VALUE, CHANGE]))
            .chain(plain([ELASTICITY, WHY_EMPTY]))
            .collect()
    },
    source: Source::Answer,
    // What is asked says how many; a study of itself has none.
    rows: |_| 0.0,
};

/// The rows, from a run of the design; `cells` are labels of the study's own cells.
///
/// # Errors
/// The result is not that of the design, or a number does not fit into 64 bits.
pub fn effects(
    design: &OneAtATime,
    result: &StudyResult,
    cells: &[CellLabel],
    estimators: &[Estimator],
) -> Result<DataFrame, AggregateError> {
    let mut rows: Vec<Row<'_>> = Vec::new();
    for (cell, base) in design.base.iter().enumerate() {
        let base = ResultCell::of(result, *base)?;
        let moved = || design.moved.iter().filter(|moved| moved.cell == cell);
        let at: Vec<Option<ResultCell<'_>>> = moved()
            .map(|moved| moved.point.as_ref().ok().map(|point| ResultCell::of(result, *point)).transpose())
            .collect::<Result<_, _>>()?;
        for estimator in estimators {
            let in_cell = estimator.of_cell(&base)?;
            for (moved, at) in moved().zip(&at) {
                let (at_value, change) = match at {
                    Some(at) => (estimator.of_cell(at)?, estimator.difference_of_cells(at, &base)?.paired),
                    None => (Estimate::default(), Estimate::default()),
                };
                rows.push(Row {
                    cell,
                    estimate: estimator.column().name,
                    key: &moved.key,
                    direction: if moved.direction == Direction::Up { UP } else { DOWN },
                    base_value: moved.base_value,
                    value: moved.value.filter(|_| at.is_some()),
                    in_cell,
                    at_value,
                    change,
                    why_empty: moved.point.as_ref().err().map_or("", String::as_str),
                });
            }
        }
    }
    let mut frame = Frame::of_cells(cells, &rows.iter().map(|row| row.cell).collect::<Vec<_>>());
    frame.texts(&ESTIMATE, rows.iter().map(|row| row.estimate).collect());
    frame.texts(&KEY, rows.iter().map(|row| row.key).collect());
    frame.texts(&DIRECTION, rows.iter().map(|row| row.direction).collect());
    frame.floats(&BASE_VALUE, rows.iter().map(|row| row.base_value).collect());
    frame.floats(&VALUE, rows.iter().map(|row| row.value).collect());
    frame.estimates(&AT_BASE, rows.iter().map(|row| row.in_cell).collect());
    frame.estimates(&AT_VALUE, rows.iter().map(|row| row.at_value).collect());
    frame.estimates(&CHANGE, rows.iter().map(|row| row.change).collect());
    frame.floats(&ELASTICITY, rows.iter().map(Row::elasticity).collect());
    frame.texts(&WHY_EMPTY, rows.iter().map(|row| row.why_empty).collect());
    frame.finish()
}

struct Row<'a> {
    cell: usize,
    estimate: &'static str,
    key: &'a str,
    direction: &'static str,
    base_value: Option<f64>,
    value: Option<f64>,
    in_cell: Estimate,
    at_value: Estimate,
    change: Estimate,
    why_empty: &'a str,
}

impl Row<'_> {
    /// (Δestimate ÷ |estimate|) ÷ (Δvalue ÷ |value|); `None` where the estimate is 0.
    fn elasticity(&self) -> Option<f64> {
        let of_estimate = self.change.value? / self.in_cell.value.filter(|value| *value != 0.0)?.abs();
        let of_key = (self.value? - self.base_value?) / self.base_value.filter(|value| *value != 0.0)?.abs();
        Some(of_estimate / of_key)
    }
}
