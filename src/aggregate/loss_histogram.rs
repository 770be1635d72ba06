//! `loss_histogram`: how the household's loss is spread, by cell, in bins common to all cells.

use polars::prelude::DataFrame;

use super::frame::{Frame, currency};
use super::household_loss::HouseholdLosses;
use super::table::{Source, Table, labels, plain, with_errors};
use super::total::total;
use super::{AggregateError, shape};
use crate::outcome::label::CellLabel;
use crate::outcome::{Column, LossHistogram, StudyResult, Unit, Words};
use crate::stats::PerMille;
use crate::stats::ratio::ratio_of_sums;

/// Bins aimed at between the extreme quantiles; round widths make it up to about twice as many.
const BINS: i64 = 30;
/// The bins span this quantile to its mirror image over all cells; what lies beyond is in the two open bins.
const EXTREME: u32 = 2;

/// Lower edge of a bin.
pub const LOSS_FROM: Column = Column::new(
    "loss_from",
    Unit::Money,
    "Lower edge of the bin; empty in the lowest.",
    "损失下限",
    "区间下端；最低区间为空。",
);
/// Upper edge of a bin.
pub const LOSS_TO: Column = Column::new(
    "loss_to",
    Unit::Money,
    "Upper edge of the bin; empty in the highest.",
    "损失上限",
    "区间上端；最高区间为空。",
);
const HOUSEHOLDS: Column = Column::new(
    "households",
    Unit::Count,
    "Households in the bin, over all worlds.",
    "家庭数",
    "区间内的家庭数，所有世界合计。",
);
/// Share of households in a bin.
pub const SHARE: Column =
    Column::new("share", Unit::Fraction, "Their share of those that bought.", "占比", "占成交家庭的比例。");

/// How the household's loss is spread.
pub const LOSS_HISTOGRAM: Table = Table {
    name: "loss_histogram",
    holds: Words::new("a row per cell and bin of the household's loss", "每个单元每个区间一行：家庭损失"),
    columns: || labels().chain(plain([LOSS_FROM, LOSS_TO, HOUSEHOLDS])).chain(with_errors([SHARE])).collect(),
    source: Source::Result(|result, labels| loss_histogram(result, labels).map(Some)),
    // Between as many as are aimed at and twice as many.
    rows: |extent| extent.cells * 1.5 * BINS as f64,
};

/// Columns `cell`, labels, `loss_from`, `loss_to` (currency units; null where a bin is open), `households` in the bin,
/// and `share`, of the households that bought, with its error from batches of worlds (METHOD.md (37)).
///
/// An amount falls into the bin of the mean of its fine bin (METHOD.md (36)), so that the edges are blurred by at most
/// 2⁻⁸ of their amount.
///
/// # Errors
/// The result and the labels do not belong together, or a number does not fit into 64 bits.
pub fn loss_histogram(result: &StudyResult, labels: &[CellLabel]) -> Result<DataFrame, AggregateError> {
    shape::check(result, labels)?;
    let cells = result.worlds.cells;
    let bins = Bins::over(result)?;
    let mut cell_of_row = Vec::with_capacity(cells * bins.count());
    let (mut edges, mut households, mut shares) = (Vec::new(), Vec::new(), Vec::new());
    for cell in 0..cells {
        let sum = |counts: &[i64]| total("households", cell, counts.iter().copied());
        let batches = result.tallies.losses_of(cell).iter().map(|batch| bins.counts(batch, cell));
        let batches = batches.collect::<Result<Vec<_>, _>>()?;
        let totals = batches.iter().map(|counts| sum(counts)).collect::<Result<Vec<_>, _>>()?;
        for bin in 0..bins.count() {
            let counts: Vec<i64> = batches.iter().filter_map(|counts| counts.get(bin).copied()).collect();
            cell_of_row.push(cell);
            edges.push(bins.edges(bin));
            households.push(sum(&counts)?);
            shares.push(ratio_of_sums(&counts, &totals));
        }
    }
    let mut frame = Frame::of_cells(labels, &cell_of_row);
    frame.floats(&LOSS_FROM, edges.iter().map(|(from, _)| from.map(currency)).collect());
    frame.floats(&LOSS_TO, edges.iter().map(|(_, to)| to.map(currency)).collect());
    frame.integers(&HOUSEHOLDS, households);
    frame.computed(&SHARE, shares);
    frame.finish()
}

/// Bins of one width from a multiple of it, and an open one at either end; cents.
struct Bins {
    first_edge: i64,
    width: i64,
    closed: i64,
}

impl Bins {
    fn over(result: &StudyResult) -> Result<Self, AggregateError> {
        let extremes = (0..result.worlds.cells).map(|cell| {
            let losses = HouseholdLosses::of(result, cell)?;
            Ok([EXTREME, 1000 - EXTREME].map(|per_mille| losses.quantile_value(PerMille::new(per_mille))))
        });
        let extremes = extremes.collect::<Result<Vec<_>, AggregateError>>()?;
        let lowest = extremes.iter().filter_map(|[lowest, _]| *lowest).reduce(|a, b| if b < a { b } else { a });
        let highest = extremes.iter().filter_map(|[_, highest]| *highest).reduce(|a, b| if b > a { b } else { a });
        let (lowest, highest) = (lowest.unwrap_or(0.0) as i64, highest.unwrap_or(0.0) as i64);
        let width = round_width(highest.saturating_sub(lowest) / BINS);
        let first = lowest.div_euclid(width);
        let last = highest.div_euclid(width);
        Ok(Self { first_edge: first.saturating_mul(width), width, closed: last - first + 1 })
    }

    fn count(&self) -> usize {
        (self.closed + 2) as usize
    }

    fn edges(&self, bin: usize) -> (Option<f64>, Option<f64>) {
        let edge = |number: i64| self.first_edge.saturating_add(number.saturating_mul(self.width)) as f64;
        let bin = bin as i64;
        ((bin > 0).then(|| edge(bin - 1)), (bin <= self.closed).then(|| edge(bin)))
    }

    /// Households by bin.
    fn counts(&self, losses: &LossHistogram, cell: usize) -> Result<Vec<i64>, AggregateError> {
        let mut fine_of = vec![Vec::new(); self.count()];
        losses.bins().for_each(|fine| {
            let mean = (fine.sum_cents as f64 / fine.count as f64) as i64;
            let bin = (mean.saturating_sub(self.first_edge)).div_euclid(self.width) + 1;
            fine_of[bin.clamp(0, self.closed + 1) as usize].push(fine.count as i64);
        });
        fine_of.into_iter().map(|counts| total("households", cell, counts)).collect()
    }
}

/// The largest of 1, 2 and 5 times a power of ten that is not above `width`; at least one cent.
fn round_width(width: i64) -> i64 {
    let mut round = 1_i64;
    loop {
        let next = match round.to_string().as_bytes().first() {
            Some(b'1') => round.saturating_mul(2),
            Some(b'2') => (round / 2).saturating_mul(5),
            _ => round.saturating_mul(2),
        };
        if next > width || next <= round {
            return round;
        }
        round = next;
    }
}
