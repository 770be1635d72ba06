//! Tables of a screen: `indices`, `band` and `design`.

use polars::prelude::DataFrame;

use super::effects::KEY;
use super::screen::{Evaluated, Matrix, Screen};
use crate::aggregate::comparisons::ESTIMATE;
use crate::aggregate::{AggregateError, Estimator, Frame, Source, Table, labels, plain, with_errors};
use crate::outcome::label::CellLabel;
use crate::outcome::{Column, Unit, Words};
use crate::stats::moments::Moments;
use crate::stats::{Estimate, PerMille, quantile};

/// The row of `indices` that is no key's.
pub const NOISE: &str = "monte_carlo_noise";

/// What a key accounts for by itself.
pub const FIRST_ORDER: Column = Column::new(
    "first_order",
    Unit::Fraction,
    "Share of the estimate's variance over the stated ranges that the key accounts for by itself, noise subtracted; in the row monte_carlo_noise, the share of all variance seen that is noise.",
    "一阶指数",
    "在所述范围内，该参数单独解释的估计值方差占比，已扣除噪声；monte_carlo_noise 一行为噪声占所见方差的比例。",
);
/// What it accounts for with all others.
pub const TOTAL: Column = Column::new(
    "total",
    Unit::Fraction,
    "Share that it accounts for by itself and together with others; in the row monte_carlo_noise as in first_order.",
    "总指数",
    "该参数单独以及与其他参数共同解释的方差占比；monte_carlo_noise 一行同 first_order。",
);
/// The estimate of the config as it is.
pub const AS_WRITTEN: Column = Column::new(
    "as_written",
    Unit::OfEstimate,
    "The estimate at the values of the config.",
    "按原值",
    "按配置所写取值的估计值。",
);
/// Mean over the design.
pub const MEAN: Column = Column::new(
    "mean",
    Unit::OfEstimate,
    "Mean of the estimate over the stated ranges; its error is that of the finite number of points.",
    "均值",
    "估计值在所述范围内的均值；标准误来自有限的设计点数。",
);
/// Low end of the band.
pub const BAND_05: Column = Column::new(
    "band_05",
    Unit::OfEstimate,
    "The estimate that one point in twenty of the stated ranges stays under.",
    "区间下端 5%",
    "所述范围内二十分之一的点所低于的估计值。",
);
/// Middle of the band.
pub const BAND_50: Column = Column::new(
    "band_50",
    Unit::OfEstimate,
    "The estimate that half of the points stay under.",
    "中位数",
    "所述范围内半数的点所低于的估计值。",
);
/// High end of the band.
pub const BAND_95: Column = Column::new(
    "band_95",
    Unit::OfEstimate,
    "The estimate that one point in twenty exceeds.",
    "区间上端 95%",
    "所述范围内二十分之一的点所高于的估计值。",
);
/// Spread by doubt.
pub const SPREAD: Column = Column::new(
    "spread",
    Unit::OfEstimate,
    "Standard deviation of the estimate over the stated ranges, noise subtracted: the doubt of the parameters.",
    "参数不确定性",
    "估计值在所述范围内的标准差，已扣除噪声：参数的不确定性。",
);
/// Error by chance.
pub const MONTE_CARLO: Column = Column::new(
    "monte_carlo",
    Unit::OfEstimate,
    "Root mean square of the Monte Carlo errors at the points: the doubt of simulation at any one of them.",
    "蒙特卡洛误差",
    "各设计点蒙特卡洛标准误的均方根：任一点的模拟误差。",
);
/// Points the band rests on.
pub const POINTS: Column =
    Column::new("points", Unit::Count, "Points of A and B with an estimate.", "点数", "有估计值的 A、B 点数。");
const MATRIX: Column = Column::new(
    "matrix",
    Unit::Text,
    "Matrix of the design, A or B; the points AB of a key are those of A with its value of B.",
    "矩阵",
    "设计矩阵 A 或 B；某参数的 AB 点即 A 的点取其 B 值。",
);
const ROW: Column = Column::new("row", Unit::Count, "Row of the matrix, from 0.", "行", "矩阵的行，从 0 起。");
const VALUE: Column =
    Column::new("value", Unit::OfKey, "Value of the key at this point.", "取值", "该点上参数的取值。");

/// What each key accounts for.
pub const INDICES: Table = Table {
    name: "indices",
    holds: Words::new(
        "a row per cell, estimate and key, and one of the noise: what each key in doubt accounts for",
        "每个单元、估计值、参数一行，另有噪声一行：各不确定参数解释的方差占比",
    ),
    columns: || labels().chain(plain([ESTIMATE, KEY])).chain(with_errors([FIRST_ORDER, TOTAL])).collect(),
    source: Source::Answer,
    rows: |_| 0.0,
};

/// What the ranges imply.
pub const BAND: Table = Table {
    name: "band",
    holds: Words::new(
        "a row per cell and estimate: how far it lies apart over the stated ranges, beside its Monte Carlo error",
        "每个单元、估计值一行：在所述范围内的分布，及其蒙特卡洛误差",
    ),
    columns: || {
        labels()
            .chain(plain([ESTIMATE]))
            .chain(with_errors([AS_WRITTEN, MEAN, BAND_05, BAND_50, BAND_95]))
            .chain(plain([SPREAD, MONTE_CARLO, POINTS]))
            .collect()
    },
    source: Source::Answer,
    rows: |_| 0.0,
};

/// Where it was looked.
pub const DESIGN: Table = Table {
    name: "design",
    holds: Words::new(
        "a row per row and matrix of the design and key: the values at which the study was run",
        "设计的每行、矩阵、参数一行：运行时的取值",
    ),
    columns: || plain([ROW, MATRIX, KEY, VALUE]).collect(),
    source: Source::Answer,
    rows: |_| 0.0,
};

/// Indices of each estimate in each cell, `evaluated` with cells slowest.
///
/// # Errors
/// Polars refuses.
pub fn indices(
    screen: &Screen,
    cells: &[CellLabel],
    estimators: &[Estimator],
    evaluated: &[Evaluated],
) -> Result<DataFrame, AggregateError> {
    let (mut cell_of_row, mut estimates, mut keys) = (Vec::new(), Vec::new(), Vec::new());
    let (mut first_orders, mut totals) = (Vec::new(), Vec::new());
    for (place, evaluated) in evaluated.iter().enumerate() {
        let found = evaluated.design.indices();
        let of_keys = screen.keys().iter().map(|uncertain| uncertain.key.as_str()).zip(found.inputs);
        for (key, (first_order, total)) in of_keys.chain([(NOISE, (found.noise_share, found.noise_share))]) {
            cell_of_row.push(place / estimators.len());
            estimates.push(estimators[place % estimators.len()].column().name);
            keys.push(key);
            first_orders.push(first_order);
            totals.push(total);
        }
    }
    let mut frame = Frame::of_cells(cells, &cell_of_row);
    frame.texts(&ESTIMATE, estimates);
    frame.texts(&KEY, keys);
    frame.estimates(&FIRST_ORDER, first_orders);
    frame.estimates(&TOTAL, totals);
    frame.finish()
}

/// The band of each estimate in each cell.
///
/// # Errors
/// Polars refuses.
pub fn band(
    cells: &[CellLabel],
    estimators: &[Estimator],
    evaluated: &[Evaluated],
) -> Result<DataFrame, AggregateError> {
    let values: Vec<Vec<f64>> = evaluated.iter().map(Evaluated::values).collect();
    let cell_of_row: Vec<usize> = (0..evaluated.len()).map(|place| place / estimators.len()).collect();
    let mut frame = Frame::of_cells(cells, &cell_of_row);
    frame.texts(&ESTIMATE, estimators.iter().map(|it| it.column().name).cycle().take(evaluated.len()).collect());
    frame.estimates(&AS_WRITTEN, evaluated.iter().map(|it| it.as_written).collect());
    let mean = |values: &Vec<f64>| {
        let moments = Moments::of(values);
        let value = moments.map(|moments| moments.mean);
        Estimate { value, mcse: moments.and_then(|moments| moments.standard_error()) }
    };
    frame.estimates(&MEAN, values.iter().map(mean).collect());
    for (column, per_mille) in [(&BAND_05, 50), (&BAND_50, 500), (&BAND_95, 950)] {
        let at = |values: &Vec<f64>| quantile::quantile(values, PerMille::new(per_mille));
        frame.estimates(column, values.iter().map(at).collect());
    }
    let spread = |it: &Evaluated| it.design.indices().variance.value.map(f64::sqrt);
    frame.floats(&SPREAD, evaluated.iter().map(spread).collect());
    let root = |it: &Evaluated| {
        let squares: f64 = it.errors.iter().map(|error| error * error).sum();
        (!it.errors.is_empty()).then(|| (squares / it.errors.len() as f64).sqrt())
    };
    frame.floats(&MONTE_CARLO, evaluated.iter().map(root).collect());
    frame.integers(&POINTS, values.iter().map(|values| values.len() as i64).collect());
    frame.finish()
}

/// The values at which the study was run.
///
/// # Errors
/// Polars refuses.
pub fn design(screen: &Screen) -> Result<DataFrame, AggregateError> {
    let matrices = [(Matrix::A, "A"), (Matrix::B, "B")];
    let keys = screen.keys();
    let places: Vec<(usize, usize, usize)> = (0..screen.rows())
        .flat_map(|row| (0..2).flat_map(move |matrix| (0..keys.len()).map(move |key| (row, matrix, key))))
        .collect();
    let mut frame = Frame::of_rows(places.len());
    frame.integers(&ROW, places.iter().map(|(row, _, _)| *row as i64).collect());
    frame.texts(&MATRIX, places.iter().map(|(_, matrix, _)| matrices[*matrix].1).collect());
    frame.texts(&KEY, places.iter().map(|(_, _, key)| keys[*key].key.as_str()).collect());
    let value = |(row, matrix, key): &(usize, usize, usize)| Some(screen.value(matrices[*matrix].0, *row, *key));
    frame.floats(&VALUE, places.iter().map(value).collect());
    frame.finish()
}
