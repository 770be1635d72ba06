//! `causes`: what the defaults of each cell needed; `shares`: where the losses come from; `switches`: every combination.

use polars::prelude::DataFrame;

use super::cause::Cause;
use super::combination::{ALL_OFF, COMBINATIONS, name};
use super::loss::{LossOf, Part};
use super::shapley::{self, SHARES_OF_A_UNIT};
use super::tally::{Row, Tally};
use crate::aggregate::estimates::{DEFAULT_RATE, EXPECTED_LOSS};
use crate::aggregate::{AggregateError, Estimator, Frame, ResultCell, Source, Table, labels, plain, with_errors};
use crate::outcome::kept::known;
use crate::outcome::label::CellLabel;
use crate::outcome::{Column, StudyResult, Unit, Words, WorldColumn};
use crate::stats::Estimate;
use crate::stats::ratio::{ratio_of_sums, ratio_of_wide_sums};

/// What a default needed.
pub const CAUSE: Column = Column::new(
    "cause",
    Unit::Text,
    "What these defaults needed: `cash_flow_only` failing income, `double_trigger` failing income and falling prices together, \
     `strategic_only` falling prices, `overdetermined` either of the two, `other` neither.",
    "原因",
    "违约所需的条件：`cash_flow_only` 收入中断，`double_trigger` 收入中断与房价下跌同时发生，`strategic_only` 房价下跌，`overdetermined` 二者有其一即可，`other` 二者皆不需要。",
);
/// How many needed it.
pub const DEFAULTS: Column = Column::new(
    "defaults",
    Unit::Count,
    "Defaults of the study that have this cause; the causes of a cell add up to its defaults.",
    "违约数",
    "研究中属于该原因的违约数；各原因之和等于该单元的违约数。",
);
/// The same of all defaults.
pub const SHARE_OF_DEFAULTS: Column = Column::new(
    "share_of_defaults",
    Unit::Fraction,
    "The cause's share of the cell's defaults.",
    "占违约比例",
    "该原因占该单元违约的比例。",
);
/// The same of all that bought.
pub const DEFAULT_RATE_CONTRIBUTED: Column = Column::new(
    "default_rate_contributed",
    Unit::Fraction,
    "Defaults of this cause, of households that bought; the causes of a cell add up to its default rate.",
    "贡献的违约率",
    "属于该原因的违约占成交家庭的比例；各原因之和等于该单元的违约率。",
);
/// Defaults that the study has not.
pub const DEFAULTS_ONLY_OFF: Column = Column::new(
    "defaults_only_off",
    Unit::Count,
    "Households that default with some cause off but not in the study; they have no cause. The same in every row of a cell.",
    "仅在关闭时违约",
    "在研究中不违约、而在关闭某些原因时违约的家庭；不归入任何原因。同一单元各行相同。",
);
/// Whose loss.
pub const LOSS_OF: Column = Column::new(
    "loss_of",
    Unit::Text,
    "`lender`: the lender's loss, discounted to origination; `household`: what default adds to the household's loss.",
    "损失方",
    "`lender` 贷款人的损失，折现到放款时；`household` 违约给家庭增加的损失。",
);
/// What a part comes from.
pub const PART: Column = Column::new(
    "part",
    Unit::Text,
    "What the part comes from: a cause by its key in `[counterfactual]`, `other` for what is lost with all four off, `all` for \
     the whole.",
    "组成",
    "该部分损失的来源：`[counterfactual]` 中的原因，`other` 为四项全部关闭时的损失，`all` 为全部损失。",
);
/// The part in money.
pub const LOSS: Column = Column::new(
    "loss",
    Unit::Money,
    "The part's sum over the households that default in the study; negative where the cause makes losses smaller.",
    "损失",
    "在研究中违约的家庭的该部分损失之和；若该原因使损失减小，则为负。",
);
/// The part of all loans.
pub const LOSS_FRAC: Column = Column::new(
    "loss_of_loans_frac",
    Unit::Fraction,
    "The part, of all original loans; those of the lender add up to its expected loss.",
    "占贷款比例",
    "该部分占全部初始贷款的比例；贷款人的各部分之和等于其预期损失率。",
);
/// The part a default.
pub const LOSS_PER_DEFAULT: Column = Column::new(
    "loss_per_default",
    Unit::Money,
    "The part, a default of the study.",
    "每起违约损失",
    "研究中平均每起违约的该部分损失。",
);
/// The part of the whole.
pub const SHARE_OF_LOSS: Column = Column::new(
    "share_of_loss",
    Unit::Fraction,
    "The part's share of the whole; may be negative or above 1, and is empty where the whole is not positive.",
    "占损失比例",
    "该部分占全部损失的比例；可为负，也可大于 1；全部损失不为正时为空。",
);
/// Which causes are off.
pub const OFF: Column = Column::new(
    "off",
    Unit::Text,
    "Causes that are off, joined by `+`; `none` is the study.",
    "关闭的原因",
    "关闭的原因，以 `+` 连接；`none` 即研究本身。",
);
const NEW_DEFAULTS: Column = Column::new(
    "defaults_not_in_study",
    Unit::Count,
    "Households that default with these causes off but not in the study.",
    "研究之外的违约",
    "关闭这些原因时违约、而在研究中不违约的家庭。",
);
const LENDER_LOSS: Column = Column::new(
    "lender_loss",
    Unit::Money,
    "The lender's losses, with these causes off, on the households that default in the study.",
    "贷款人损失",
    "关闭这些原因时，在研究中违约的家庭给贷款人造成的损失。",
);
const HOUSEHOLD_LOSS: Column = Column::new(
    "household_loss_from_default",
    Unit::Money,
    "What default adds, with these causes off, to the losses of the households that default in the study.",
    "违约造成的损失",
    "关闭这些原因时，违约给在研究中违约的家庭增加的损失。",
);

/// What defaults needed.
pub const CAUSES: Table = Table {
    name: "causes",
    holds: Words::new(
        "a row per cell and cause: the defaults that needed it",
        "每个单元每种原因一行：属于该原因的违约",
    ),
    columns: || {
        labels()
            .chain(plain([CAUSE, DEFAULTS]))
            .chain(with_errors([SHARE_OF_DEFAULTS, DEFAULT_RATE_CONTRIBUTED]))
            .chain(plain([DEFAULTS_ONLY_OFF]))
            .collect()
    },
    source: Source::Answer,
    rows: |extent| extent.cells * Cause::ALL.len() as f64,
};

/// Where losses come from.
pub const SHARES: Table = Table {
    name: "shares",
    holds: Words::new(
        "a row per cell, loss and part: what of the loss comes from each cause (Shapley shares)",
        "每个单元每类损失每个组成一行：各原因对损失的贡献（Shapley 值）",
    ),
    columns: || {
        labels()
            .chain(plain([LOSS_OF, PART, LOSS]))
            .chain(with_errors([LOSS_FRAC, LOSS_PER_DEFAULT, SHARE_OF_LOSS]))
            .collect()
    },
    source: Source::Answer,
    rows: |extent| extent.cells * (LossOf::ALL.len() * Part::ALL.len()) as f64,
};

/// Every combination.
pub const SWITCHES: Table = Table {
    name: "switches",
    holds: Words::new(
        "a row per cell and combination of causes that are off: the study with these off",
        "每个单元每种关闭组合一行：关闭这些原因后的研究",
    ),
    columns: || {
        labels()
            .chain(plain([OFF]))
            .chain(with_errors([DEFAULT_RATE.column, EXPECTED_LOSS.column]))
            .chain(plain([NEW_DEFAULTS, LENDER_LOSS, HOUSEHOLD_LOSS]))
            .collect()
    },
    source: Source::Answer,
    rows: |extent| extent.cells * COMBINATIONS as f64,
};

/// So many rows for each cell.
fn rows_of_cells(cells: usize, rows: usize) -> Vec<usize> {
    (0..cells).flat_map(|cell| std::iter::repeat_n(cell, rows)).collect()
}

/// A column of a cell with nothing off, world by world.
fn of_study(result: &StudyResult, cell: usize, column: WorldColumn) -> Result<Vec<i64>, AggregateError> {
    Ok(result.worlds.column(cell * COMBINATIONS, column)?)
}

/// Numbers of worlds by what is independent; none where a sum of a unit does not fit.
fn by_unit(result: &StudyResult, values: Vec<i64>) -> Vec<i64> {
    result.units.sums(result.worlds.numbers(), values).unwrap_or_default()
}

/// [`CAUSES`].
pub(super) fn causes(cells: &[CellLabel], tally: &Tally, result: &StudyResult) -> Result<DataFrame, AggregateError> {
    let (mut counts, mut shares, mut rates, mut only_off) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for cell in 0..tally.cells() {
        let accepted = by_unit(result, of_study(result, cell, WorldColumn::Accepted)?);
        let defaults = by_unit(result, tally.of_cell(cell).map(|row| row.causes.iter().sum()).collect());
        let seen: i64 = by_unit(result, tally.of_cell(cell).map(|row| row.only_off).collect()).iter().sum();
        for cause in Cause::ALL {
            let of_cause = by_unit(result, tally.of_cell(cell).map(|row| row.causes[cause as usize]).collect());
            counts.push(of_cause.iter().sum());
            shares.push(ratio_of_sums(&of_cause, &defaults));
            rates.push(ratio_of_sums(&of_cause, &accepted));
            only_off.push(seen);
        }
    }
    let mut frame = Frame::of_cells(cells, &rows_of_cells(tally.cells(), Cause::ALL.len()));
    frame.texts(&CAUSE, Cause::ALL.iter().map(|cause| cause.word()).cycle().take(counts.len()).collect());
    frame.integers(&DEFAULTS, counts);
    frame.estimates(&SHARE_OF_DEFAULTS, shares);
    frame.estimates(&DEFAULT_RATE_CONTRIBUTED, rates);
    frame.integers(&DEFAULTS_ONLY_OFF, only_off);
    frame.finish()
}

/// Parts of a loss by world, in 24ths of a cent, in the order of [`Part::ALL`]; `None` where a loss cannot be told.
fn parts<'a>(rows: impl Iterator<Item = &'a Row>, loss: LossOf) -> Option<Vec<[i128; Part::ALL.len()]>> {
    let of_world = |row: &Row| {
        let mut values = [0_i128; COMBINATIONS];
        for (value, sum) in values.iter_mut().zip(row.losses[loss as usize]) {
            *value = i128::from(known(sum)?);
        }
        let [prices, income, rates, auctions] = shapley::shares(&values);
        let whole = |off: usize| SHARES_OF_A_UNIT * values[off];
        Some([prices, income, rates, auctions, whole(ALL_OFF), whole(0)])
    };
    rows.map(of_world).collect()
}

/// 24ths of a cent to currency units, rounded to the cent once, half away from zero.
fn money(parts: i128) -> f64 {
    let half = if parts < 0 { -SHARES_OF_A_UNIT / 2 } else { SHARES_OF_A_UNIT / 2 };
    ((parts + half) / SHARES_OF_A_UNIT) as f64 / 100.0
}

/// [`SHARES`].
pub(super) fn shares(cells: &[CellLabel], tally: &Tally, result: &StudyResult) -> Result<DataFrame, AggregateError> {
    let wide = |values: Vec<i128>| result.units.wide_sums(result.worlds.numbers(), values);
    let in_parts = |values: Vec<i64>| -> Vec<i128> {
        let parts = values.into_iter().map(|value| SHARES_OF_A_UNIT * i128::from(value)).collect();
        wide(parts).unwrap_or_default()
    };
    let (mut sums, mut of_loans, mut per_default, mut of_loss) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for cell in 0..tally.cells() {
        let loans: Vec<i128> = in_parts(of_study(result, cell, WorldColumn::OriginalLoan)?);
        let defaults: Vec<i128> = in_parts(tally.of_cell(cell).map(|row| row.causes.iter().sum()).collect());
        for loss in LossOf::ALL {
            let by_world = parts(tally.of_cell(cell), loss);
            let of_part = |part: Part| -> Option<Vec<i128>> {
                wide(by_world.as_ref()?.iter().map(|parts| parts[part as usize]).collect())
            };
            let whole = of_part(Part::All);
            for part in Part::ALL {
                let values = of_part(part);
                let ratio = |of: Option<&Vec<i128>>| -> Estimate {
                    values.as_ref().zip(of).map(|(part, of)| ratio_of_wide_sums(part, of)).unwrap_or_default()
                };
                sums.push(values.as_ref().map(|values| money(values.iter().sum())));
                of_loans.push(ratio(Some(&loans)));
                per_default.push(ratio(Some(&defaults)));
                of_loss.push(ratio(whole.as_ref()));
            }
        }
    }
    let rows = LossOf::ALL.iter().flat_map(|loss| Part::ALL.iter().map(|part| (loss.word(), part.word())));
    let rows: Vec<(&str, &str)> = rows.cycle().take(sums.len()).collect();
    let mut frame = Frame::of_cells(cells, &rows_of_cells(tally.cells(), LossOf::ALL.len() * Part::ALL.len()));
    frame.texts(&LOSS_OF, rows.iter().map(|(loss, _)| *loss).collect());
    frame.texts(&PART, rows.iter().map(|(_, part)| *part).collect());
    frame.floats(&LOSS, sums);
    frame.estimates(&LOSS_FRAC, of_loans);
    frame.computed(&LOSS_PER_DEFAULT, per_default);
    frame.estimates(&SHARE_OF_LOSS, of_loss);
    frame.finish()
}

/// [`SWITCHES`].
pub(super) fn switches(cells: &[CellLabel], tally: &Tally, result: &StudyResult) -> Result<DataFrame, AggregateError> {
    let estimators = [DEFAULT_RATE.column, EXPECTED_LOSS.column].map(|column| (column, Estimator::find(column.name)));
    let mut estimates = estimators.map(|(column, _)| (column, Vec::new()));
    let (mut new, mut lender, mut household) = (Vec::new(), Vec::new(), Vec::new());
    for cell in 0..tally.cells() {
        for off in 0..COMBINATIONS {
            let of_result = ResultCell::of(result, cell * COMBINATIONS + off)?;
            for ((_, estimator), (_, found)) in estimators.iter().zip(&mut estimates) {
                found.push(estimator.map(|it| it.of_cell(&of_result)).transpose()?.unwrap_or_default());
            }
            new.push(tally.of_cell(cell).map(|row| row.new[off]).sum());
            let sum = |loss: LossOf| -> Option<f64> {
                let cents = |row: &Row| known(row.losses[loss as usize][off]).map(i128::from);
                let total: i128 = tally.of_cell(cell).map(cents).sum::<Option<i128>>()?;
                Some(total as f64 / 100.0)
            };
            lender.push(sum(LossOf::Lender));
            household.push(sum(LossOf::Household));
        }
    }
    let names: Vec<String> = (0..COMBINATIONS).map(name).collect();
    let mut frame = Frame::of_cells(cells, &rows_of_cells(tally.cells(), COMBINATIONS));
    frame.texts(&OFF, names.iter().map(String::as_str).cycle().take(new.len()).collect());
    for (column, found) in estimates {
        frame.estimates(&column, found);
    }
    frame.integers(&NEW_DEFAULTS, new);
    frame.floats(&LENDER_LOSS, lender);
    frame.floats(&HOUSEHOLD_LOSS, household);
    frame.finish()
}
