//! `stage_migration`: a row per cell, year and stage: loans in the stage at the year's start, what is provided for them, and where
//! they are a year later, METHOD.md equations (304) to (307).

use polars::prelude::DataFrame;

use super::frame::Frame;
use super::path_stages::PathStages;
use super::staged::Stage;
use super::table::{Source, Table, labels, plain, with_errors};
use super::years::lent;
use super::{AggregateError, shape};
use crate::outcome::kept::known;
use crate::outcome::label::CellLabel;
use crate::outcome::loan_class::LoanClass;
use crate::outcome::stage_moves::{ByBatch, StageMove, StageSum};
use crate::outcome::year_sums::years as years_of;
use crate::outcome::{BATCHES, Column, StudyResult, Unit, Words};
use crate::stats::Estimate;
use crate::stats::ratio::ratio_of_sums;

const YEAR: Column = Column::new("year", Unit::Count, "Year, from 1.", "年", "年份，从 1 起。");
const STAGE: Column = Column::new(
    "stage",
    Unit::Text,
    "Stage at the year's start: 1, 2 (credit risk has grown), 3 (in default, or cured and on probation); all: loans on the book.",
    "阶段",
    "年初所处阶段：1；2（信用风险显著增加）；3（已违约，或治愈后尚在观察期）；all 为全部在账贷款。",
);

/// Declares a rate.
const fn rate(name: &'static str, meaning: &'static str, name_zh: &'static str, zh: &'static str) -> Column {
    Column::new(name, Unit::Fraction, meaning, name_zh, zh)
}

const SHARE: Column = rate(
    "share_start",
    "Loans in the stage at the year's start ÷ loans of the tape.",
    "年初占比",
    "年初处于该阶段的贷款 ÷ 清单中的全部贷款。",
);
const PROVISION: Column = rate(
    "provision_start",
    "Losses provided for them, at month 0, ÷ what was lent to all: of defaults within twelve months in stage 1, to the horizon in 2 and 3, of defaults on record too.",
    "年初拨备率",
    "年初为其计提的损失（第 0 月现值）÷ 发放的贷款额：阶段 1 取其后十二个月内的违约，阶段 2、3 取到统计期末，含已发生的违约。",
);
const WRITTEN_OFF: Column = rate(
    "written_off_start",
    "Losses of defaults whose loans had left the book by the year's start, at month 0, ÷ what was lent to all; of all loans together.",
    "年初累计核销率",
    "年初前已离账的违约贷款的损失（第 0 月现值）÷ 发放的贷款额；仅 all 行。",
);
/// Where loans are a year later.
const TO: [(Column, Option<Stage>, Option<LoanClass>); 5] = [
    (
        rate(
            "to_stage_1",
            "Of the stage's loans, those in stage 1 a year later; empty in the last year, whose end nobody looks at.",
            "迁至阶段 1",
            "该阶段贷款中一年后处于阶段 1 者；最后一年年末不再观察，为空。",
        ),
        Some(Stage::One),
        None,
    ),
    (rate("to_stage_2", "Those in stage 2.", "迁至阶段 2", "一年后处于阶段 2 者。"), Some(Stage::Two), None),
    (rate("to_stage_3", "Those in stage 3.", "迁至阶段 3", "一年后处于阶段 3 者。"), Some(Stage::Three), None),
    (
        rate(
            "to_repaid",
            "Those repaid, or whose home was sold without a default.",
            "已还清",
            "已还清，或未违约即出售房屋者。",
        ),
        None,
        Some(LoanClass::ENDED),
    ),
    (
        rate("to_lost", "Those whose home is gone after a default.", "已处置", "违约后房屋已被处置者。"),
        None,
        Some(LoanClass::LOST),
    ),
];

/// Stages of a book's loans along their paths.
pub const STAGE_MIGRATION: Table = Table {
    name: "stage_migration",
    holds: Words::new(
        "a row per cell, year and stage: loans in it at the year's start, what is provided for them, and their stages a year later",
        "每个单元每年每个阶段一行：年初处于该阶段的贷款、为其计提的拨备、一年后所处的阶段",
    ),
    columns: || {
        let rates = [SHARE, PROVISION, WRITTEN_OFF].into_iter().chain(TO.iter().map(|(column, ..)| *column));
        labels().chain(plain([YEAR, STAGE])).chain(with_errors(rates)).collect()
    },
    source: Source::Result(stage_migration),
    rows: |extent| match extent.extras.stage_moves {
        true => extent.cells * years_of(extent.months as usize) as f64 * ROWS.len() as f64,
        false => 0.0,
    },
};

/// Rows of a cell and year.
const ROWS: [(&str, Option<Stage>); 4] =
    [("1", Some(Stage::One)), ("2", Some(Stage::Two)), ("3", Some(Stage::Three)), ("all", None)];

/// Columns `cell`, labels, `year`, `stage`, and rates with errors from batches of worlds. `None` where nobody asks for probation.
///
/// # Errors
/// The result and the labels do not belong together.
pub fn stage_migration(result: &StudyResult, labels: &[CellLabel]) -> Result<Option<DataFrame>, AggregateError> {
    shape::check(result, labels)?;
    let (Some(moves), Some(book)) = (&result.tallies.stage_moves, result.loan_book.as_deref()) else { return Ok(None) };
    let stages = PathStages::of(moves, &book.terms, labels);
    let years = years_of(result.tallies.months.months());
    let of_cells = (0..labels.len()).map(|cell| Ok(OfCell { stages: &stages, cell, lent: lent(result, cell)? }));
    let of_cells: Vec<OfCell<'_>> = of_cells.collect::<Result<_, AggregateError>>()?;
    let rows: Vec<(usize, u16, usize)> = (0..labels.len())
        .flat_map(|cell| (0..years as u16).flat_map(move |year| (0..ROWS.len()).map(move |row| (cell, year, row))))
        .collect();
    let mut frame = Frame::of_cells(labels, &rows.iter().map(|(cell, ..)| *cell).collect::<Vec<_>>());
    frame.integers(&YEAR, rows.iter().map(|(_, year, _)| i64::from(*year) + 1).collect());
    frame.texts(&STAGE, rows.iter().map(|(.., row)| ROWS[*row].0).collect());
    let of = |rate: &dyn Fn(&OfCell<'_>, u16, Option<Stage>) -> Estimate| -> Vec<Estimate> {
        rows.iter().map(|(cell, year, row)| rate(&of_cells[*cell], *year, ROWS[*row].1)).collect()
    };
    frame.computed(&SHARE, of(&|of, year, stage| of.share(year, stage)));
    frame.computed(&PROVISION, of(&|of, year, stage| of.provision(year, stage)));
    frame.computed(
        &WRITTEN_OFF,
        of(&|of, year, stage| if stage.is_none() { of.written_off(year) } else { Estimate::default() }),
    );
    for (column, to, end) in &TO {
        let migrated = |of: &OfCell<'_>, year: u16, from| {
            if usize::from(year) + 1 < years { of.migrated(year, from, *to, *end) } else { Estimate::default() }
        };
        frame.computed(column, of(&migrated));
    }
    frame.finish().map(Some)
}

/// The loans of a cell.
struct OfCell<'a> {
    stages: &'a PathStages<'a>,
    cell: usize,
    /// What was lent, batch by batch, cents; `None` where it cannot be told.
    lent: Option<Vec<i64>>,
}

impl OfCell<'_> {
    /// Sum over moves, batch by batch; `None` where one cannot be told.
    fn sum(
        &self,
        year: u16,
        is_in: impl Fn(&StageMove) -> bool,
        amount: impl Fn(&StageMove) -> StageSum,
    ) -> Option<Vec<i64>> {
        let mut sum = vec![0_i64; BATCHES];
        let all: &std::collections::BTreeMap<StageMove, ByBatch> = &self.stages.moves[self.cell];
        for (of_move, sums) in all.iter().filter(|(of_move, _)| of_move.year == year && is_in(of_move)) {
            for (sum, value) in sum.iter_mut().zip(&sums[amount(of_move) as usize]) {
                *sum = sum.checked_add(known(*value)?)?;
            }
        }
        Some(sum)
    }

    fn stage_now(&self, of: &StageMove) -> Option<Stage> {
        self.stages.stage(self.cell, of.year, of.origin, of.now)
    }

    fn stage_before(&self, of: &StageMove) -> Option<Stage> {
        self.stages.stage(self.cell, of.year.checked_sub(1)?, of.origin, of.before)
    }

    fn share(&self, year: u16, stage: Option<Stage>) -> Estimate {
        let loans = self.sum(year, |of| is(self.stage_now(of), stage), |_| StageSum::Loans);
        ratio(loans, self.sum(year, |_| true, |_| StageSum::Loans))
    }

    fn provision(&self, year: u16, stage: Option<Stage>) -> Estimate {
        let window = |of: &StageMove| match self.stage_now(of) {
            Some(Stage::One) => StageSum::LossIn12,
            _ => StageSum::Loss,
        };
        ratio(self.sum(year, |of| is(self.stage_now(of), stage), window), self.lent.clone())
    }

    fn written_off(&self, year: u16) -> Estimate {
        ratio(self.sum(year, |of| !of.now.is_on_book(), |_| StageSum::Loss), self.lent.clone())
    }

    fn migrated(&self, year: u16, from: Option<Stage>, to: Option<Stage>, end: Option<LoanClass>) -> Estimate {
        let loans = |is_there: &dyn Fn(&StageMove) -> bool| {
            self.sum(year + 1, |of| is(self.stage_before(of), from) && is_there(of), |_| StageSum::Loans)
        };
        let is_there = |of: &StageMove| match end {
            Some(end) => of.now == end,
            None => self.stage_now(of) == to,
        };
        ratio(loans(&is_there), loans(&|_| true))
    }
}

/// Whether a loan on the book is in a stage; `None` is all of them.
fn is(found: Option<Stage>, stage: Option<Stage>) -> bool {
    found.is_some() && (stage.is_none() || found == stage)
}

fn ratio(y: Option<Vec<i64>>, x: Option<Vec<i64>>) -> Estimate {
    y.zip(x).map_or_else(Estimate::default, |(y, x)| ratio_of_sums(&y, &x))
}
