//! `differences`: every estimate of every cell that two runs have in common.

use polars::prelude::DataFrame;

use super::judgement::{Row, Verdict};
use crate::aggregate::comparisons::ESTIMATE;
use crate::aggregate::{AggregateError, Estimator, Frame, Source, Table, labels, plain, with_errors};
use crate::outcome::label::CellLabel;
use crate::outcome::{Column, Unit, Words};

/// Number of the cell in A.
pub const CELL_A: Column =
    Column::new("cell_a", Unit::Count, "Number of the cell in A.", "甲单元", "该单元在甲中的编号。");
/// Number of the cell in B.
pub const CELL_B: Column =
    Column::new("cell_b", Unit::Count, "Number of the cell in B.", "乙单元", "该单元在乙中的编号。");
/// The estimate in A.
pub const A: Column = Column::new("a", Unit::OfEstimate, "The estimate in A.", "甲", "甲的估计值。");
/// The estimate in B.
pub const B: Column = Column::new("b", Unit::OfEstimate, "The estimate in B.", "乙", "乙的估计值。");
/// B less A.
pub const DIFFERENCE: Column = Column::new(
    "difference",
    Unit::OfEstimate,
    "The estimate in B less that in A.",
    "差值",
    "乙的估计值减去甲的估计值。",
);
/// What its error is.
pub const PAIRING: Column = Column::new(
    "pairing",
    Unit::Text,
    "What the error is: paired, of worlds that both saw; unpaired, of two independent runs; empty where there is none.",
    "配对",
    "标准误的种类：paired 为双方面对相同世界的配对误差；unpaired 为两次独立运行的误差；没有误差则为空。",
);
/// Difference by error.
pub const Z: Column =
    Column::new("z", Unit::Count, "The difference in units of its error.", "z 值", "以标准误为单位的差值。");
const DEGREES_OF_FREEDOM: Column = Column::new(
    "degrees_of_freedom",
    Unit::Count,
    "How well the error itself is known: effective worlds less one.",
    "自由度",
    "误差本身的可靠程度：有效世界数减一。",
);
const P_VALUE: Column = Column::new(
    "p_value",
    Unit::Fraction,
    "Chance of a difference as large where the runs differ in nothing, this estimate alone.",
    "p 值",
    "若两次运行毫无不同，仅就该估计值而言出现如此差值的概率。",
);
/// What is found.
pub const VERDICT: Column = Column::new(
    "verdict",
    Unit::Text,
    "same; within: chance may make it; beyond: it exceeds its error, all estimates considered; differs: it has no error, and any difference counts; untold: too few worlds bear on it.",
    "判断",
    "same 相同；within 可由随机造成；beyond 综合所有估计值后超出误差；differs 无误差，任何差别均计；untold 有关世界太少，无法判断。",
);

/// Two runs, estimate by estimate.
pub const DIFFERENCES: Table = Table {
    name: "differences",
    holds: Words::new(
        "a row per cell and estimate that two runs have in common: both values, the difference, its error, and whether it exceeds that; no row where all numbers are the same",
        "两次运行共有的每个单元每个估计值一行：双方取值、差值、标准误及是否超出；数值全同则无行",
    ),
    columns: || {
        labels()
            .chain(plain([CELL_A, CELL_B, ESTIMATE]))
            .chain(with_errors([A, B, DIFFERENCE]))
            .chain(plain([PAIRING, Z, DEGREES_OF_FREEDOM, P_VALUE, VERDICT]))
            .collect()
    },
    source: Source::Answer,
    rows: |extent| extent.cells * Estimator::all().count() as f64,
};

/// The table; without rows where nothing differs.
pub(super) fn table(labels: &[CellLabel], rows: &[Row]) -> Result<DataFrame, AggregateError> {
    let rows = if rows.iter().all(|row| row.verdict == Verdict::Same) { &[] } else { rows };
    let mut frame = Frame::of_cells(labels, &rows.iter().map(|row| row.pair).collect::<Vec<_>>());
    frame.integers(&CELL_A, rows.iter().map(|row| row.cells.0 as i64).collect());
    frame.integers(&CELL_B, rows.iter().map(|row| row.cells.1 as i64).collect());
    frame.texts(&ESTIMATE, rows.iter().map(|row| row.estimate.name).collect());
    frame.estimates(&A, rows.iter().map(|row| row.a).collect());
    frame.estimates(&B, rows.iter().map(|row| row.b).collect());
    frame.estimates(&DIFFERENCE, rows.iter().map(|row| row.difference).collect());
    frame.texts(&PAIRING, rows.iter().map(|row| row.pairing.name()).collect());
    frame.floats(&Z, rows.iter().map(|row| row.z).collect());
    frame.floats(&DEGREES_OF_FREEDOM, rows.iter().map(|row| row.degrees_of_freedom).collect());
    frame.floats(&P_VALUE, rows.iter().map(|row| row.p_value).collect());
    frame.texts(&VERDICT, rows.iter().map(|row| row.verdict.name()).collect());
    frame.finish()
}
