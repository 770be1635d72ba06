//! `triggers`: what made households default; a row per cell and trigger.

use polars::prelude::DataFrame;

use super::cell_rows::CellRows;
use super::estimates::RatioEstimate;
use super::frame::Frame;
use super::table::{Source, Table, labels, plain, with_errors};
use super::total::total;
use super::{AggregateError, shape};
use crate::outcome::WorldColumn::{self, Defaults, DefaultsMarginCall, DefaultsRescission, DefaultsStrategic};
use crate::outcome::label::CellLabel;
use crate::outcome::{Column, DefaultTrigger, StudyResult, Unit, Words};
use crate::stats::Estimate;
use crate::stats::ratio::ratio_of_sums;

/// What made them default.
pub const TRIGGER: Column = Column::new(
    "trigger",
    Unit::Text,
    "What made the household default: arrears (it could not pay), strategic (it chose not to), margin-call, rescission.",
    "违约触发",
    "违约的触发：arrears 无力还款，strategic 主动停供，margin-call 追加保证，rescission 合同解除。",
);
const DEFAULTS: Column = Column::new(
    "defaults",
    Unit::Count,
    "Defaults of the trigger, over all worlds.",
    "违约数",
    "该触发的违约数，所有世界合计。",
);
/// Share of all defaults.
pub const SHARE: Column =
    Column::new("share", Unit::Fraction, "Their share of the cell's defaults.", "占比", "占该单元全部违约的比例。");

/// What made households default.
pub const TRIGGERS: Table = Table {
    name: "triggers",
    holds: Words::new(
        "a row per cell and trigger of default: how many defaults had it",
        "每个单元每种违约触发一行：相应的违约数",
    ),
    columns: || labels().chain(plain([TRIGGER, DEFAULTS])).chain(with_errors([SHARE])).collect(),
    source: Source::Result(|result, labels| triggers(result, labels).map(Some)),
    rows: |extent| extent.cells * DefaultTrigger::ALL.len() as f64,
};

/// The counts of a trigger, as a signed sum of columns.
fn counted(trigger: DefaultTrigger) -> &'static [(i64, WorldColumn)] {
    match trigger {
        DefaultTrigger::Arrears => {
            &[(1, Defaults), (-1, DefaultsStrategic), (-1, DefaultsMarginCall), (-1, DefaultsRescission)]
        }
        DefaultTrigger::Strategic => &[(1, DefaultsStrategic)],
        DefaultTrigger::MarginCall => &[(1, DefaultsMarginCall)],
        DefaultTrigger::Rescission => &[(1, DefaultsRescission)],
    }
}

/// Columns `cell`, labels, `trigger`, `defaults` of it, and `share` of all defaults of the cell, a ratio (34) with its
/// error; empty where there is no default.
///
/// # Errors
/// The result and the labels do not belong together, rows of worlds cannot be read, or a number does not fit into 64
/// bits.
pub fn triggers(result: &StudyResult, labels: &[CellLabel]) -> Result<DataFrame, AggregateError> {
    shape::check(result, labels)?;
    let cells = result.worlds.cells;
    let (mut counts, mut shares) = (Vec::new(), Vec::new());
    for cell in 0..cells {
        let rows = CellRows::of(result, cell);
        for trigger in DefaultTrigger::ALL {
            let estimate = RatioEstimate { column: SHARE, numerator: counted(*trigger), denominator: &[(1, Defaults)] };
            let sums = rows.sums(&estimate)?;
            shares.push(sums.as_ref().map_or_else(Estimate::default, |(y, x)| ratio_of_sums(y, x)));
            counts.push(total(DEFAULTS.name, cell, sums.into_iter().flat_map(|(y, _)| y))?);
        }
    }
    let cell_of_row: Vec<usize> = (0..cells).flat_map(|cell| DefaultTrigger::ALL.iter().map(move |_| cell)).collect();
    let mut frame = Frame::of_cells(labels, &cell_of_row);
    frame.texts(&TRIGGER, (0..cells).flat_map(|_| DefaultTrigger::ALL.iter().map(|trigger| trigger.name())).collect());
    frame.integers(&DEFAULTS, counts);
    frame.estimates(&SHARE, shares);
    frame.finish()
}
