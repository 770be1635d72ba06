//! `solution`: the answer of each cell; `curve`: every value at which it was looked at.

use polars::prelude::DataFrame;

use super::curve::{Curve, Point, Status};
use super::interval::{Certainty, Interval};
use super::span::Span;
use super::target::Target;
use crate::aggregate::{AggregateError, Frame, Source, Table, labels, plain, with_errors};
use crate::outcome::label::CellLabel;
use crate::outcome::{Column, Unit, Words};
use crate::stats::Estimate;

/// The varied key.
pub const KEY: Column = Column::new("key", Unit::Text, "The varied key.", "所变参数", "所变动的参数。");
/// The second varied key.
pub const SECOND_KEY: Column = Column::new(
    "second_key",
    Unit::Text,
    "The second varied key, where two are varied.",
    "第二参数",
    "所变动的第二个参数（如有）。",
);
/// A value of the second varied key.
pub const SECOND_VALUE: Column = Column::new(
    "second_value",
    Unit::OfKey,
    "Value of the second varied key, where two are varied.",
    "第二参数取值",
    "第二个参数的取值（如有）。",
);
/// The estimate that is to meet the target.
pub const TARGET: Column =
    Column::new("target", Unit::Text, "The estimate that is to meet the target.", "目标", "须达标的估计值。");
/// At most or at least.
pub const GOAL: Column = Column::new(
    "goal",
    Unit::Text,
    "`at_most` or `at_least`: on which side of the bound the target is met.",
    "方向",
    "`at_most`（至多）或 `at_least`（至少）：在界限的哪一侧达标。",
);
/// The bound of the target.
pub const BOUND: Column = Column::new("bound", Unit::OfEstimate, "The bound of the target.", "界限", "目标的界限。");
/// What the curve says.
pub const STATUS: Column = Column::new(
    "status",
    Unit::Text,
    "Where the target is met: `met_from` the value on, `met_up_to` it, `met_in_parts`, `never_met`, `always_met`; `not_told` \
     where there is nothing to estimate it from.",
    "结论",
    "何处达标：`met_from` 从该值起，`met_up_to` 到该值止，`met_in_parts` 分段，`never_met` 从不，`always_met` 始终；`not_told` 无从估计。",
);
/// Whether the curve turns.
pub const SHAPE: Column = Column::new(
    "shape",
    Unit::Text,
    "`turns` where the estimate both rises and falls with the key by more than three errors of the difference; else \
     `monotone`.",
    "形状",
    "若估计值随参数既升又降，且均超过差值误差的三倍，为 `turns`；否则为 `monotone`。",
);
/// The answer.
pub const VALUE: Column = Column::new(
    "value",
    Unit::OfKey,
    "First crossing from the lower end: the value next to it at which the target is met.",
    "解",
    "自下端起的首个交点：紧邻交点且达标的取值。",
);
/// Lower end of the interval of the answer.
pub const VALUE_LOWER_95: Column = Column::new(
    "value_lower_95",
    Unit::OfKey,
    "Lower end of the value's 95% interval, from the Monte Carlo error of the estimate.",
    "解的下限 95%",
    "解的 95% 区间下端，由估计值的蒙特卡洛误差得出。",
);
/// Upper end of the interval of the answer.
pub const VALUE_UPPER_95: Column = Column::new(
    "value_upper_95",
    Unit::OfKey,
    "Upper end of the value's 95% interval.",
    "解的上限 95%",
    "解的 95% 区间上端。",
);
/// Why an end of the interval is empty.
pub const INTERVAL: Column = Column::new(
    "interval",
    Unit::Text,
    "`told`; or why an end is empty: `one_sided` where it lies beyond the values looked at, `flat` where both do, `no_error` \
     where the estimate's error is not told, `no_crossing`.",
    "区间说明",
    "`told` 已给出；或某端为空的原因：`one_sided` 超出所考察的范围，`flat` 两端均超出，`no_error` 估计值的误差无从得知，`no_crossing` 无交点。",
);
/// The other crossings.
pub const FURTHER_CROSSINGS: Column = Column::new(
    "further_crossings",
    Unit::Text,
    "Values of the other crossings, each next to it where the target is met, separated by `; `.",
    "其他交点",
    "其余交点的取值（紧邻交点且达标），以 `; ` 分隔。",
);
/// The estimate at the answer.
pub const ESTIMATE_AT_VALUE: Column =
    Column::new("estimate_at_value", Unit::OfEstimate, "The estimate at the value.", "解处估计值", "在解处的估计值。");
/// Where the search begins.
pub const LOW: Column = Column::new(
    "low",
    Unit::OfKey,
    "Lowest value looked at for which the estimate is told.",
    "下端",
    "有估计值的最低考察值。",
);
/// The estimate there.
pub const ESTIMATE_AT_LOW: Column = Column::new(
    "estimate_at_low",
    Unit::OfEstimate,
    "The estimate at the lower end.",
    "下端估计值",
    "在下端的估计值。",
);
/// Where the search ends.
pub const HIGH: Column = Column::new(
    "high",
    Unit::OfKey,
    "Highest value looked at for which the estimate is told.",
    "上端",
    "有估计值的最高考察值。",
);
/// The estimate there.
pub const ESTIMATE_AT_HIGH: Column = Column::new(
    "estimate_at_high",
    Unit::OfEstimate,
    "The estimate at the upper end.",
    "上端估计值",
    "在上端的估计值。",
);
/// A value looked at.
pub const CURVE_VALUE: Column =
    Column::new("value", Unit::OfKey, "A value of the varied key.", "取值", "所变参数的一个取值。");
/// The estimate there.
pub const CURVE_ESTIMATE: Column =
    Column::new("estimate", Unit::OfEstimate, "The estimate at the value.", "估计值", "在该取值处的估计值。");
/// Who bought there.
pub const BOUGHT_FRAC: Column = Column::new(
    "bought_frac",
    Unit::Fraction,
    "Share of all households that bought, at the value.",
    "成交占比",
    "在该取值处，成交家庭占全部家庭的比例。",
);
/// When it was looked at.
pub const ROUND: Column = Column::new(
    "round",
    Unit::Count,
    "Round in which it was computed, from 1: the values of a round are one run.",
    "轮次",
    "计算所在的轮次，从 1 起：同一轮的取值在一次运行中完成。",
);

/// Of one that turns.
pub const TURNS: &str = "turns";
/// Of one that does not.
const MONOTONE: &str = "monotone";

/// The answers.
pub const SOLUTION: Table = Table {
    name: "solution",
    holds: Words::new(
        "a row per cell (and value of the second key): where the target is met, with its interval",
        "每个单元（及第二参数的每个取值）一行：何处达标及其区间",
    ),
    columns: || {
        labels()
            .chain(plain([KEY, SECOND_KEY, SECOND_VALUE, TARGET, GOAL, BOUND, STATUS, SHAPE]))
            .chain(plain([VALUE, VALUE_LOWER_95, VALUE_UPPER_95, INTERVAL, FURTHER_CROSSINGS]))
            .chain(with_errors([ESTIMATE_AT_VALUE]))
            .chain(plain([LOW]))
            .chain(with_errors([ESTIMATE_AT_LOW]))
            .chain(plain([HIGH]))
            .chain(with_errors([ESTIMATE_AT_HIGH]))
            .collect()
    },
    source: Source::Answer,
    rows: |extent| extent.cells,
};

/// What the answers were read from.
pub const CURVE: Table = Table {
    name: "curve",
    holds: Words::new(
        "a row per cell (and value of the second key) and value of the varied key: the estimate there",
        "每个单元（及第二参数的每个取值）、所变参数的每个取值一行：该处的估计值",
    ),
    columns: || {
        labels()
            .chain(plain([SECOND_VALUE, CURVE_VALUE]))
            .chain(with_errors([CURVE_ESTIMATE]))
            .chain(plain([BOUGHT_FRAC, ROUND]))
            .collect()
    },
    source: Source::Answer,
    // A grid, and some rounds.
    rows: |extent| extent.cells * 30.0,
};

/// One curve and what it belongs to.
pub(super) struct Line {
    pub cell: usize,
    pub second: Option<f64>,
    pub curve: Curve,
    pub turns: bool,
}

/// `solution` of some curves.
pub(super) fn solution(
    cells: &[CellLabel],
    lines: &[Line],
    target: &Target,
    span: &Span,
    second: Option<&Span>,
) -> Result<DataFrame, AggregateError> {
    let rows: Vec<Row> = lines.iter().map(|line| Row::of(line, target, span)).collect();
    let mut frame = Frame::of_cells(cells, &lines.iter().map(|line| line.cell).collect::<Vec<_>>());
    let all = |word: &'static str| vec![word; lines.len()];
    frame.texts(&KEY, vec![span.facts.key.as_str(); lines.len()]);
    frame.texts(&SECOND_KEY, vec![second.map_or("", |span| span.facts.key.as_str()); lines.len()]);
    frame.floats(&SECOND_VALUE, lines.iter().map(|line| line.second).collect());
    frame.texts(&TARGET, all(target.estimator.column().name));
    frame.texts(&GOAL, all(target.goal.word()));
    frame.floats(&BOUND, vec![Some(target.bound); lines.len()]);
    frame.texts(&STATUS, rows.iter().map(|row| row.status.word()).collect());
    frame.texts(&SHAPE, lines.iter().map(|line| if line.turns { TURNS } else { MONOTONE }).collect());
    frame.floats(&VALUE, rows.iter().map(|row| row.value.map(|point| point.at)).collect());
    frame.floats(&VALUE_LOWER_95, rows.iter().map(|row| row.lower).collect());
    frame.floats(&VALUE_UPPER_95, rows.iter().map(|row| row.upper).collect());
    frame.texts(&INTERVAL, rows.iter().map(|row| row.certainty.word()).collect());
    frame.texts(&FURTHER_CROSSINGS, rows.iter().map(|row| row.further.as_str()).collect());
    let estimates = |of: fn(&Row) -> Option<Point>| -> Vec<Estimate> {
        rows.iter().map(|row| of(row).map(|point| point.estimate).unwrap_or_default()).collect()
    };
    let values = |of: fn(&Row) -> Option<Point>| rows.iter().map(|row| of(row).map(|point| point.at)).collect();
    let low: fn(&Row) -> Option<Point> = |row| row.ends.map(|(low, _)| low);
    let high: fn(&Row) -> Option<Point> = |row| row.ends.map(|(_, high)| high);
    frame.estimates(&ESTIMATE_AT_VALUE, estimates(|row| row.value));
    frame.floats(&LOW, values(low));
    frame.estimates(&ESTIMATE_AT_LOW, estimates(low));
    frame.floats(&HIGH, values(high));
    frame.estimates(&ESTIMATE_AT_HIGH, estimates(high));
    frame.finish()
}

/// `curve` of some curves.
pub(super) fn curve(cells: &[CellLabel], lines: &[Line]) -> Result<DataFrame, AggregateError> {
    let points = || lines.iter().flat_map(|line| line.curve.points.iter().map(move |point| (line, point)));
    let mut frame = Frame::of_cells(cells, &points().map(|(line, _)| line.cell).collect::<Vec<_>>());
    frame.floats(&SECOND_VALUE, points().map(|(line, _)| line.second).collect());
    frame.floats(&CURVE_VALUE, points().map(|(_, point)| Some(point.at)).collect());
    frame.estimates(&CURVE_ESTIMATE, points().map(|(_, point)| point.estimate).collect());
    frame.floats(&BOUGHT_FRAC, points().map(|(_, point)| point.bought_frac).collect());
    frame.integers(&ROUND, points().map(|(_, point)| point.round as i64).collect());
    frame.finish()
}

/// What is reported of a curve.
struct Row {
    status: Status,
    value: Option<Point>,
    lower: Option<f64>,
    upper: Option<f64>,
    certainty: Certainty,
    further: String,
    ends: Option<(Point, Point)>,
}

impl Row {
    fn of(line: &Line, target: &Target, span: &Span) -> Self {
        let curve = &line.curve;
        let crossings = curve.crossings(target);
        let met = |place: usize| curve.points.get(place).copied();
        let (lower, upper, certainty) = match crossings.first() {
            Some(first) => Interval::of(curve, *first, target).reported(curve, *first, span),
            None => (None, None, Certainty::NoCrossing),
        };
        let further = crossings.iter().skip(1).filter_map(|crossing| met(crossing.met()));
        Self {
            status: curve.status(target),
            value: crossings.first().and_then(|first| met(first.met())),
            lower,
            upper,
            certainty,
            further: further.map(|point| point.at.to_string()).collect::<Vec<_>>().join("; "),
            ends: curve.ends(),
        }
    }
}
