//! `convergence`: how well the estimate that a run is to know was known at each look, METHOD.md (290) and (291).

use polars::prelude::DataFrame;

use super::cell_rows::CellRows;
use super::comparisons::ESTIMATE;
use super::estimates::{ALL, RatioEstimate};
use super::frame::Frame;
use super::table::{Source, Table, labels, plain, with_errors};
use super::{AggregateError, shape};
use crate::outcome::label::CellLabel;
use crate::outcome::precision::{Precision, is_reached, looks};
use crate::outcome::{Column, ErrorUnits, StudyResult, Unit, Words, WorldTable};
use crate::stats::Estimate;
use crate::stats::ratio::ratio_of_sums;

/// Worlds simulated when the run looked.
pub const LOOK_WORLDS: Column = Column::new(
    "look_worlds",
    Unit::Count,
    "Worlds simulated when the run looked: 64, twice as many each time, and at its end.",
    "已模拟世界数",
    "检查时已模拟的情景世界数：64，之后每次加倍，以及运行结束时。",
);
const VALUE: Column = Column::new(
    "look_value",
    Unit::OfEstimate,
    "The estimate of these worlds.",
    "估计值（至此）",
    "由这些世界得到的估计值。",
);
/// Its error against what is asked.
pub const ERROR_TO_ASKED: Column = Column::new(
    "error_to_asked",
    Unit::Fraction,
    "Its standard error ÷ the largest that is asked: at most 1 where it is known well enough; empty where it has no error yet.",
    "误差与要求之比",
    "其标准误 ÷ 所要求的最大标准误：不大于 1 即达到要求；尚无误差时为空。",
);

/// What a run saw each time it looked.
pub const CONVERGENCE: Table = Table {
    name: "convergence",
    holds: Words::new(
        "a row per look and cell: the estimate that [precision] asks for, its error, and that against what is asked",
        "每次检查每个单元一行：[precision] 所要求的估计值、其误差，以及误差与要求之比",
    ),
    columns: || {
        labels()
            .chain(plain([LOOK_WORLDS, ESTIMATE]))
            .chain(with_errors([VALUE]))
            .chain(plain([ERROR_TO_ASKED]))
            .collect()
    },
    source: Source::Result(convergence),
    rows: |extent| match extent.has_precision {
        true => extent.cells * looks(extent.worlds as u32).count() as f64,
        false => 0.0,
    },
};

/// Columns `cell`, labels, `look_worlds`, `estimate`, `look_value` with its error, `error_to_asked`; look by look. `None` where
/// no precision is asked.
///
/// # Errors
/// The result and the labels do not belong together, or rows of worlds cannot be read.
pub fn convergence(result: &StudyResult, labels: &[CellLabel]) -> Result<Option<DataFrame>, AggregateError> {
    shape::check(result, labels)?;
    let Some(precision) = result.precision else { return Ok(None) };
    let looks: Vec<u32> = looks(result.worlds.worlds() as u32).collect();
    let cells = labels.len();
    let mut by_cell = Vec::new();
    for cell in 0..cells {
        by_cell.push(estimates_at(&CellRows::of(result, cell), precision, &looks)?);
    }
    let places: Vec<(usize, usize)> =
        (0..looks.len()).flat_map(|look| (0..cells).map(move |cell| (look, cell))).collect();
    let estimates: Vec<Estimate> = places.iter().map(|(look, cell)| by_cell[*cell][*look]).collect();
    let of_rows: Vec<usize> = places.iter().map(|(_, cell)| *cell).collect();
    let mut frame = Frame::of_cells(labels, &of_rows);
    frame.integers(&LOOK_WORLDS, places.iter().map(|(look, _)| i64::from(looks[*look])).collect());
    frame.texts(&ESTIMATE, vec![precision.estimate; places.len()]);
    frame.computed(&VALUE, estimates.clone());
    frame.floats(&ERROR_TO_ASKED, estimates.iter().map(|it| precision.error_to_asked(it.value, it.mcse)).collect());
    frame.finish().map(Some)
}

/// Worlds at the last look, of the rows of [`CONVERGENCE`].
///
/// # Errors
/// The column is missing.
pub fn worlds_at_last_look(convergence: &DataFrame) -> Result<Option<u64>, AggregateError> {
    let last = convergence.column(LOOK_WORLDS.name)?.i64()?.iter().flatten().max();
    Ok(last.and_then(|worlds| u64::try_from(worlds).ok()))
}

/// Whether the estimate is known well enough in every cell of rows of worlds, of which so much is independent.
///
/// # Errors
/// They cannot be read.
pub fn is_known(worlds: &WorldTable, units: ErrorUnits, precision: Precision) -> Result<bool, AggregateError> {
    let looks = [worlds.worlds() as u32];
    for cell in 0..worlds.cells {
        let is_known = |it: &Estimate| is_reached(precision.error_to_asked(it.value, it.mcse));
        if !estimates_at(&CellRows::of_table(worlds, units, cell), precision, &looks)?.iter().all(is_known) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The estimate of a cell from its first worlds, as many as each look saw.
fn estimates_at(rows: &CellRows<'_>, precision: Precision, looks: &[u32]) -> Result<Vec<Estimate>, AggregateError> {
    let nothing = || vec![Estimate::default(); looks.len()];
    let is_named = |estimate: &&RatioEstimate| estimate.column.name == precision.estimate;
    let Some(estimate) = ALL.iter().find(is_named) else { return Ok(nothing()) };
    let Some(sums) = rows.sums_by_world(estimate)? else { return Ok(nothing()) };
    let at =
        |look: &u32| rows.sums_of_first(*look as usize, &sums).map(|(y, x)| ratio_of_sums(&y, &x)).unwrap_or_default();
    Ok(looks.iter().map(at).collect())
}
