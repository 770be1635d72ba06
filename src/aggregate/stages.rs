//! `stages`: expected credit losses of a book, stage by stage; a row per cell and stage, METHOD.md equations (262) to (264).

use polars::prelude::DataFrame;

use super::frame::{Frame, currency};
use super::staged::{Pool, Stage, Staged, provided};
use super::table::{Source, Table, labels, plain, with_errors};
use super::{AggregateError, shape};
use crate::outcome::kept::known;
use crate::outcome::label::CellLabel;
use crate::outcome::loan_sums::LoanRow;
use crate::outcome::{Column, StudyResult, Unit, Words};
use crate::stats::Estimate;
use crate::stats::ratio::ratio_of_sums;

const STAGE: Column = Column::new(
    "stage",
    Unit::Text,
    "Stage 1, 2 (credit risk has grown), 3 (in default); all: the whole book.",
    "阶段",
    "阶段 1、2（信用风险显著增加）、3（已违约）；all 为整个组合。",
);
const LOANS: Column = Column::new("loans", Unit::Count, "Loans in the stage.", "贷款笔数", "该阶段的贷款笔数。");
const EXPOSURE: Column = Column::new(
    "exposure",
    Unit::Money,
    "What they owe in month 0, overdue instalments included.",
    "风险敞口",
    "第 0 月的欠款，含逾期未还的月供。",
);
const SHARE: Column =
    Column::new("share", Unit::Fraction, "Exposure ÷ that of the book.", "占比", "风险敞口 ÷ 组合的风险敞口。");
const EXPECTED_LOSS: Column = Column::new(
    "expected_loss",
    Unit::Money,
    "Their expected losses: of 12 months in stage 1, to the horizon in 2 and 3; a gain is negative.",
    "预期损失",
    "预期损失：阶段 1 取十二个月，阶段 2、3 取到统计期末；收益为负。",
);
const ECL: Column = Column::new(
    "ecl",
    Unit::Money,
    "Expected credit losses, loan by loan: those that are gains count as 0.",
    "预期信用损失",
    "逐笔预期信用损失之和：收益按 0 计。",
);
const COVERAGE: Column = Column::new(
    "coverage",
    Unit::Fraction,
    "Expected credit losses ÷ exposure.",
    "拨备覆盖",
    "预期信用损失 ÷ 风险敞口。",
);
const WEIGHTED: Column = Column::new(
    "expected_loss_weighted",
    Unit::Money,
    "Mean of the expected losses over scenarios by their probabilities; empty where they have none.",
    "加权预期损失",
    "按情景概率加权平均的预期损失；情景无概率时为空。",
);
const ECL_WEIGHTED: Column = Column::new(
    "ecl_weighted",
    Unit::Money,
    "Expected credit losses of that mean, loan by loan.",
    "加权预期信用损失",
    "按情景概率加权后逐笔预期信用损失之和。",
);

/// Expected credit losses of a book, stage by stage.
pub const STAGES: Table = Table {
    name: "stages",
    holds: Words::new(
        "a row per cell and stage of IFRS 9: loans, exposure, expected credit losses, and their mean over scenarios",
        "每个单元每个 IFRS 9 阶段一行：笔数、风险敞口、预期信用损失及其情景加权平均",
    ),
    columns: || {
        labels()
            .chain(plain([STAGE, LOANS, EXPOSURE, SHARE]))
            .chain(with_errors([EXPECTED_LOSS]))
            .chain(plain([ECL, COVERAGE]))
            .chain(with_errors([WEIGHTED]))
            .chain(plain([ECL_WEIGHTED]))
            .collect()
    },
    source: Source::Result(stages),
    rows: |extent| if extent.extras.loans_told > 0 { extent.cells * NAMES.len() as f64 } else { 0.0 },
};

/// Rows of a cell.
const NAMES: [&str; 4] = ["1", "2", "3", "all"];

/// What the loans of a stage come to in a cell.
#[derive(Clone, Debug, Default)]
struct OfStage {
    loans: i64,
    /// Cents; `None` where it cannot be told.
    exposure: Option<i128>,
    ecl: Option<f64>,
    ecl_weighted: Option<f64>,
    /// By segment: exposure of the stage's loans in that pool, cents.
    of_pool: Vec<f64>,
}

/// Columns `cell`, labels, `stage` and what its loans come to. `None` where loans are not told one by one.
///
/// # Errors
/// The result and the labels do not belong together.
pub fn stages(result: &StudyResult, labels: &[CellLabel]) -> Result<Option<DataFrame>, AggregateError> {
    shape::check(result, labels)?;
    let Some(staged) = Staged::of(result, labels) else { return Ok(None) };
    let mut rows: Vec<(usize, usize, OfStage)> = Vec::new();
    let mut expected = Vec::new();
    let mut weighted = Vec::new();
    for cell in 0..labels.len() {
        let of_stages = Stage::ALL.map(|stage| of_stage(&staged, cell, stage));
        let by_world = Stage::ALL.map(|stage| losses(&staged, cell, stage, &of_stages[stage as usize]));
        let weighted_by_world =
            Stage::ALL.map(|stage| weighted_losses(&staged, cell, stage, &of_stages[stage as usize]));
        for by_world in [(&by_world, &mut expected), (&weighted_by_world, &mut weighted)] {
            let (of_stage, into) = by_world;
            let mean = |losses: Option<&[i64]>| mean(losses, &staged.worlds_by_unit);
            into.extend(of_stage.iter().map(|losses| mean(losses.as_deref())));
            into.push(mean(sum(of_stage).as_deref()));
        }
        let all = of_stages.iter().fold(OfStage::all(), OfStage::and);
        rows.extend(of_stages.into_iter().chain([all]).enumerate().map(|(at, of)| (cell, at, of)));
    }
    let whole = |cell: usize| rows[cell * NAMES.len() + NAMES.len() - 1].2.exposure;
    let mut frame = Frame::of_cells(labels, &rows.iter().map(|(cell, ..)| *cell).collect::<Vec<_>>());
    frame.texts(&STAGE, rows.iter().map(|(_, at, _)| NAMES[*at]).collect());
    frame.integers(&LOANS, rows.iter().map(|(.., of)| of.loans).collect());
    let in_units = |cents: Option<f64>| cents.map(currency);
    frame.floats(&EXPOSURE, rows.iter().map(|(.., of)| in_units(of.exposure.map(|cents| cents as f64))).collect());
    let share = |(cell, _, of): &(usize, usize, OfStage)| ratio(of.exposure? as f64, whole(*cell)? as f64);
    frame.floats(&SHARE, rows.iter().map(share).collect());
    frame.computed(&EXPECTED_LOSS, expected);
    frame.floats(&ECL, rows.iter().map(|(.., of)| in_units(of.ecl)).collect());
    frame.floats(&COVERAGE, rows.iter().map(|(.., of)| ratio(of.ecl?, of.exposure? as f64)).collect());
    frame.computed(&WEIGHTED, weighted);
    frame.floats(&ECL_WEIGHTED, rows.iter().map(|(.., of)| in_units(of.ecl_weighted)).collect());
    frame.finish().map(Some)
}

fn ratio(part: f64, whole: f64) -> Option<f64> {
    (whole > 0.0).then(|| part / whole)
}

/// A mean over worlds and its error.
fn mean(by_unit: Option<&[i64]>, worlds_by_unit: &[i64]) -> Estimate {
    by_unit.map_or_else(Estimate::default, |losses| ratio_of_sums(losses, worlds_by_unit))
}

/// World by world, all stages together.
fn sum(of_stages: &[Option<Vec<i64>>; 3]) -> Option<Vec<i64>> {
    let [one, two, three] = of_stages;
    let added = one.as_ref()?.iter().zip(two.as_ref()?).zip(three.as_ref()?);
    Some(added.map(|((one, two), three)| one + two + three).collect())
}

impl OfStage {
    /// Of no loans yet.
    fn none(pools: usize) -> Self {
        Self { of_pool: vec![0.0; pools], ..Self::all() }
    }

    /// Of no loans yet, pools apart.
    fn all() -> Self {
        Self { exposure: Some(0), ecl: Some(0.0), ecl_weighted: Some(0.0), ..Self::default() }
    }

    fn and(self, other: &Self) -> Self {
        let add = |one: Option<f64>, other: Option<f64>| Some(one? + other?);
        Self {
            loans: self.loans + other.loans,
            exposure: self.exposure.zip(other.exposure).map(|(one, other)| one + other),
            ecl: add(self.ecl, other.ecl),
            ecl_weighted: add(self.ecl_weighted, other.ecl_weighted),
            of_pool: self.of_pool,
        }
    }
}

/// Adds up the loans of a stage.
fn of_stage(staged: &Staged<'_>, cell: usize, stage: Stage) -> OfStage {
    let is_it = |row: &&LoanRow| staged.stage(cell, row) == stage;
    let mut of = OfStage::none(staged.pools[cell].len());
    for row in staged.book.rows.iter().filter(is_it) {
        of.loans += i64::from(row.loans);
        let exposure = known(staged.sums.of(cell, row.place as usize).exposure);
        of.exposure = of.exposure.zip(exposure).map(|(sum, exposure)| sum + i128::from(exposure));
        of.of_pool[usize::from(row.pool)] += exposure.map_or(f64::NAN, |exposure| exposure as f64);
        let add = |sum: Option<f64>, loss: Option<f64>| Some(sum? + provided(loss?));
        of.ecl = add(of.ecl, staged.expected_loss(cell, row, stage).value);
        of.ecl_weighted = add(of.ecl_weighted, staged.weighted_loss(cell, row, stage));
    }
    of
}

/// World by world what the pools of a stage's loans lost, each in proportion to what these owe of it, cents: the mean is their
/// expected loss, equation (264).
fn losses(staged: &Staged<'_>, cell: usize, stage: Stage, of: &OfStage) -> Option<Vec<i64>> {
    let sums = summed(staged, cell, stage, of)?;
    Some(sums.into_iter().map(|cents| libm::round(cents) as i64).collect())
}

/// The same of the mean over scenarios, whose worlds are the same; `None` where these have no probabilities.
fn weighted_losses(staged: &Staged<'_>, cell: usize, stage: Stage, of: &OfStage) -> Option<Vec<i64>> {
    let scenarios = staged.scenarios[cell].as_slice();
    if scenarios.is_empty() {
        return None;
    }
    let mut sums = vec![0.0; staged.worlds_by_unit.len()];
    for (cell, probability) in scenarios {
        let of_scenario = summed(staged, *cell, stage, of)?;
        sums.iter_mut().zip(of_scenario).for_each(|(sum, loss)| *sum += probability * loss);
    }
    Some(sums.into_iter().map(|cents| libm::round(cents) as i64).collect())
}

fn summed(staged: &Staged<'_>, cell: usize, stage: Stage, of: &OfStage) -> Option<Vec<f64>> {
    let mut sums = vec![0.0; staged.worlds_by_unit.len()];
    for (pool, owed) in staged.pools[cell].iter().zip(&of.of_pool).filter(|(_, owed)| **owed != 0.0) {
        let share = share_of(pool, *owed)?;
        let losses = Staged::window(pool, stage).losses.as_ref()?;
        sums.iter_mut().zip(losses).for_each(|(sum, loss)| *sum += share * *loss as f64);
    }
    Some(sums)
}

/// What of a pool's exposure some of its loans owe.
fn share_of(pool: &Pool, owed: f64) -> Option<f64> {
    let exposure = pool.exposure.filter(|exposure| *exposure > 0.0)?;
    Some(owed / exposure).filter(|share| share.is_finite())
}
