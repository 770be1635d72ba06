//! `years`: a row per cell and year of the study, what supervisors ask of a stress: defaults, stages, losses, METHOD.md equation (265).

use polars::prelude::DataFrame;

use super::cell_rows::CellRows;
use super::frame::Frame;
use super::month_batches::{ACCEPTED, AT_RISK, DEFAULTS_SO_FAR, MonthBatches};
use super::table::{Source, Table, labels, plain, with_errors};
use super::{AggregateError, shape};
use crate::outcome::kept::known;
use crate::outcome::label::CellLabel;
use crate::outcome::year_sums::{YearSum, years as years_of};
use crate::outcome::{BATCHES, Column, MonthCounter, StudyResult, Unit, Words, WorldColumn};
use crate::stats::Estimate;
use crate::stats::ratio::ratio_of_sums;

const YEAR: Column = Column::new("year", Unit::Count, "Year, from 1.", "年", "年份，从 1 起。");
const MONTHS: Column = Column::new(
    "year_months",
    Unit::Months,
    "Months of the year that lie before the horizon; 12 but in the last.",
    "月数",
    "该年落在统计期内的月数；除最后一年外为 12。",
);

/// Declares a rate.
const fn rate(name: &'static str, meaning: &'static str, name_zh: &'static str, zh: &'static str) -> Column {
    Column::new(name, Unit::Fraction, meaning, name_zh, zh)
}

const ALIVE: Column = rate(
    "at_risk_start",
    "Loans that at the year's start live without an open default ÷ loans granted: what is left as the book runs off.",
    "年初存续率",
    "年初存续且无未了结违约的贷款 ÷ 发放的贷款：组合自然收缩后的余量。",
);
const DEFAULT_RATE: Column = rate(
    "default_rate_year",
    "Defaults of the year ÷ loans at risk at its start: of a book that is kept as large.",
    "当年违约率",
    "当年违约 ÷ 年初存续的贷款：即规模保持不变的组合的违约率。",
);
const RUN_OFF_DEFAULT_RATE: Column = rate(
    "default_rate_run_off",
    "Defaults of the year ÷ loans granted: of a book that runs off.",
    "当年违约率（自然收缩）",
    "当年违约 ÷ 发放的贷款：即自然收缩的组合的违约率。",
);
const TO_DATE: Column = rate(
    "default_rate_to_date",
    "Defaults up to the year's end ÷ loans granted.",
    "累计违约率",
    "截至年末的违约 ÷ 发放的贷款。",
);
const STAGES: [(Column, &[MonthCounter]); 3] = [
    (
        rate(
            "past_due_to_30",
            "Of the loans on the book at the year's end, those at most one instalment behind: stage 1 by days past due.",
            "逾期不超过三十天占比",
            "年末在账贷款中至多拖欠一期者：按逾期天数为阶段 1。",
        ),
        &[MonthCounter::Performing, MonthCounter::PastDue30],
    ),
    (
        rate(
            "past_due_31_to_89",
            "Those two instalments behind: stage 2 by days past due.",
            "逾期三十一至八十九天占比",
            "拖欠两期者：按逾期天数为阶段 2。",
        ),
        &[MonthCounter::PastDue60],
    ),
    (
        rate(
            "past_due_90_plus",
            "Those 90 days behind or more, in default or before a court: stage 3.",
            "逾期九十天以上占比",
            "逾期九十天以上、已违约或司法处置中者：阶段 3。",
        ),
        &[MonthCounter::PastDue90, MonthCounter::InDefault, MonthCounter::InForeclosure],
    ),
];
const UNDER_WATER: Column = rate(
    "under_water",
    "Of the loans on the book at the year's end, those above the home's value.",
    "负资产占比",
    "年末在账贷款中债务高于房屋价值者。",
);
const EAD_RATE: Column = rate(
    "ead_rate",
    "Debt at default of the year's defaults ÷ what was lent to all.",
    "当年违约敞口率",
    "当年违约时的债务 ÷ 发放的贷款额。",
);
const LGD: Column = rate(
    "lgd_year",
    "Loss given default of the year's defaults: losses ÷ debts at default.",
    "当年违约损失率",
    "当年违约的损失 ÷ 违约时的债务。",
);
const LOSS_RATE: Column = rate(
    "loss_rate_year",
    "Losses of the year's defaults, whenever they fall, at month 0 ÷ what was lent to all; over all years they are the expected loss.",
    "当年损失率",
    "当年违约所致损失（无论何时发生）在第 0 月的现值 ÷ 发放的贷款额；各年之和即预期损失率。",
);

/// What supervisors ask of a stress, year by year.
pub const YEARS: Table = Table {
    name: "years",
    holds: Words::new(
        "a row per cell and year: defaults of a book kept as large and of one that runs off, days past due at its end, losses",
        "每个单元每年一行：规模不变与自然收缩两种口径的违约、年末逾期分布、损失",
    ),
    columns: || {
        let stages = STAGES.iter().map(|(column, _)| *column);
        let rates = [ALIVE, DEFAULT_RATE, RUN_OFF_DEFAULT_RATE, TO_DATE].into_iter().chain(stages);
        let rates = rates.chain([UNDER_WATER, EAD_RATE, LGD, LOSS_RATE]);
        labels().chain(plain([YEAR, MONTHS])).chain(with_errors(rates)).collect()
    },
    source: Source::Result(|result, labels| years(result, labels).map(Some)),
    rows: |extent| extent.cells * years_of(extent.months as usize) as f64,
};

/// Counts of a cell's months, batch by batch.
struct CellMonths<'a> {
    batches: &'a MonthBatches,
    /// Place of the cell's first month.
    first: usize,
}

impl CellMonths<'_> {
    /// A column at the end of a month, from 1.
    fn at(&self, column: &str, month: usize) -> Vec<i64> {
        self.batches.batches(column).nth(self.first + month - 1).unwrap_or_default().to_vec()
    }

    /// The sum of some states at the end of a month.
    fn states(&self, states: &[MonthCounter], month: usize) -> Vec<i64> {
        let mut sum = vec![0; BATCHES];
        for state in states {
            sum.iter_mut().zip(self.at(state.column().name, month)).for_each(|(sum, count)| *sum += count);
        }
        sum
    }

    /// Defaults of some months.
    fn defaults(&self, from: usize, to: usize) -> Vec<i64> {
        let before = if from > 1 { self.at(DEFAULTS_SO_FAR, from - 1) } else { vec![0; BATCHES] };
        self.at(DEFAULTS_SO_FAR, to).iter().zip(before).map(|(so_far, before)| so_far - before).collect()
    }
}

/// Columns `cell`, labels, `year`, and its rates with errors from batches of worlds.
///
/// # Errors
/// The result and the labels do not belong together, or a number does not fit into 64 bits.
pub fn years(result: &StudyResult, labels: &[CellLabel]) -> Result<DataFrame, AggregateError> {
    shape::check(result, labels)?;
    let horizon = result.tallies.months.months();
    let count = years_of(horizon);
    let rows: Vec<(usize, usize)> =
        (0..result.worlds.cells).flat_map(|cell| (0..count).map(move |year| (cell, year))).collect();
    let batches = MonthBatches::of(result)?;
    let lent: Vec<Option<Vec<i64>>> =
        (0..result.worlds.cells).map(|cell| lent(result, cell)).collect::<Result<_, _>>()?;
    let (starts, ends) = (|year: usize| 12 * year + 1, |year: usize| horizon.min(12 * (year + 1)));
    let months = |cell: usize| CellMonths { batches: &batches, first: cell * horizon };
    let of = |rate: &dyn Fn(&CellMonths<'_>, usize, usize) -> Estimate| -> Vec<Estimate> {
        rows.iter().map(|(cell, year)| rate(&months(*cell), starts(*year), ends(*year))).collect()
    };
    let held: Vec<MonthCounter> = STAGES.iter().flat_map(|(_, states)| states.iter().copied()).collect();

    let mut frame = Frame::of_cells(labels, &rows.iter().map(|(cell, _)| *cell).collect::<Vec<_>>());
    frame.integers(&YEAR, rows.iter().map(|(_, year)| *year as i64 + 1).collect());
    frame.integers(&MONTHS, rows.iter().map(|(_, year)| (ends(*year) + 1 - starts(*year)) as i64).collect());
    frame.computed(&ALIVE, of(&|of, from, _| ratio_of_sums(&of.at(AT_RISK, from), &of.at(ACCEPTED, from))));
    frame.computed(&DEFAULT_RATE, of(&|of, from, to| ratio_of_sums(&of.defaults(from, to), &of.at(AT_RISK, from))));
    let run_off = of(&|of, from, to| ratio_of_sums(&of.defaults(from, to), &of.at(ACCEPTED, from)));
    frame.computed(&RUN_OFF_DEFAULT_RATE, run_off);
    frame.computed(&TO_DATE, of(&|of, _, to| ratio_of_sums(&of.at(DEFAULTS_SO_FAR, to), &of.at(ACCEPTED, to))));
    for (column, states) in &STAGES {
        frame.computed(column, of(&|of, _, to| ratio_of_sums(&of.states(states, to), &of.states(&held, to))));
    }
    let water = of(&|of, _, to| ratio_of_sums(&of.states(&[MonthCounter::UnderWater], to), &of.states(&held, to)));
    frame.computed(&UNDER_WATER, water);
    let sums =
        |(cell, year): (usize, usize), sum: YearSum| result.tallies.years.by_batch(cell * count + year, sum as usize);
    let of_lent = |sum: YearSum| -> Vec<Estimate> {
        rows.iter().map(|row| ratio_or_nothing(sums(*row, sum), lent[row.0].clone())).collect()
    };
    frame.computed(&EAD_RATE, of_lent(YearSum::Ead));
    let lgd = rows.iter().map(|row| ratio_or_nothing(sums(*row, YearSum::LossAtDefault), sums(*row, YearSum::Ead)));
    frame.computed(&LGD, lgd.collect());
    frame.computed(&LOSS_RATE, of_lent(YearSum::Loss));
    frame.finish()
}

fn ratio_or_nothing(y: Option<Vec<i64>>, x: Option<Vec<i64>>) -> Estimate {
    y.zip(x).map_or_else(Estimate::default, |(y, x)| ratio_of_sums(&y, &x))
}

/// What was lent in a cell, batch by batch, cents; `None` where it cannot be told.
pub(super) fn lent(result: &StudyResult, cell: usize) -> Result<Option<Vec<i64>>, AggregateError> {
    let column = CellRows::of(result, cell).column(WorldColumn::OriginalLoan)?;
    let mut sums = vec![Some(0_i64); BATCHES];
    for (world, lent) in result.worlds.numbers().zip(column.iter()) {
        let sum = &mut sums[result.units.batch(world)];
        *sum = sum.and_then(|sum| sum.checked_add(known(*lent)?.checked_mul(result.units.weight(world).into())?));
    }
    Ok(sums.into_iter().collect())
}
