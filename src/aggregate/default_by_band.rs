//! `default_by_ltv_dsti`: probability of default of performing loans by current LTV and DSTI.

use polars::prelude::DataFrame;

use super::frame::Frame;
use super::table::{Source, Table, labels, plain, with_errors};
use super::total::total;
use super::{AggregateError, shape};
use crate::outcome::anniversary::{AnniversaryCounter, BANDS, DSTI_BANDS, DSTI_EDGES, LTV_EDGES};
use crate::outcome::label::CellLabel;
use crate::outcome::{Column, StudyResult, Unit, Words};
use crate::stats::ratio::ratio_of_sums;

const LTV_CURRENT_OVER: Column = Column::new(
    "ltv_current_over",
    Unit::Fraction,
    "Lower edge of the band of current LTV.",
    "现时贷款价值比下限",
    "区间下端，不含。",
);
const LTV_CURRENT_TO: Column = Column::new(
    "ltv_current_to",
    Unit::Fraction,
    "Its upper edge, in the band.",
    "现时贷款价值比上限",
    "区间上端，含。",
);
const DSTI_OVER: Column = Column::new(
    "dsti_over",
    Unit::Fraction,
    "Lower edge of the band of current DSTI.",
    "现时偿债收入比下限",
    "区间下端，不含。",
);
const DSTI_TO: Column =
    Column::new("dsti_to", Unit::Fraction, "Its upper edge, in the band.", "现时偿债收入比上限", "区间上端，含。");
const LOANS_SEEN: Column = Column::new(
    "loans_seen",
    Unit::Count,
    "Performing loans seen at an anniversary, each once a year.",
    "观察贷款数",
    "周年时正常的贷款，每年计一次。",
);
const PD_12M: Column = Column::new(
    "pd_12m",
    Unit::Fraction,
    "Defaults in the twelve months after ÷ loans seen with twelve months to the horizon.",
    "十二个月违约概率",
    "其后十二个月内违约 ÷ 距统计期末至少十二个月时观察到的贷款。",
);
const PD_LIFETIME: Column = Column::new(
    "pd_lifetime",
    Unit::Fraction,
    "Defaults by the horizon ÷ loans seen.",
    "存续期违约概率",
    "到统计期末违约 ÷ 观察到的贷款。",
);

/// Default of performing loans by current LTV and DSTI.
pub const DEFAULT_BY_LTV_DSTI: Table = Table {
    name: "default_by_ltv_dsti",
    holds: Words::new(
        "a row per cell and band of current LTV and DSTI: defaults of performing loans",
        "每个单元每个现时贷款价值比和偿债收入比区间一行：正常贷款的违约",
    ),
    columns: || {
        let own = plain([LTV_CURRENT_OVER, LTV_CURRENT_TO, DSTI_OVER, DSTI_TO, LOANS_SEEN]);
        labels().chain(own).chain(with_errors([PD_12M, PD_LIFETIME])).collect()
    },
    source: Source::Result(|result, labels| default_by_ltv_dsti(result, labels).map(Some)),
    rows: |extent| extent.cells * BANDS as f64 / 2.0,
};

/// Columns `cell`, labels, `ltv_current_over`, `ltv_current_to`, `dsti_over`, `dsti_to` (a band holds its upper edge; null
/// where it is open), `loans_seen`, then with errors from batches of worlds, equation (78):
///
/// * `pd_12m` = defaults in the twelve months after an anniversary ÷ performing loans seen at it, anniversaries twelve
///   months or more before the horizon;
/// * `pd_lifetime` = defaults by the horizon ÷ performing loans seen at an anniversary.
///
/// Only bands in which a loan was seen. A loan is seen once a year, so it counts in several bands and several times.
///
/// # Errors
/// The result and the labels do not belong together, or a number does not fit into 64 bits.
pub fn default_by_ltv_dsti(result: &StudyResult, labels: &[CellLabel]) -> Result<DataFrame, AggregateError> {
    use AnniversaryCounter::{DefaultsByHorizon, DefaultsWithinYear, Seen, SeenWithYearAhead};
    shape::check(result, labels)?;
    let mut rows = Vec::new();
    let (mut seen, mut within_year, mut by_horizon) = (Vec::new(), Vec::new(), Vec::new());
    for cell in 0..result.worlds.cells {
        for band in 0..BANDS {
            let counts = |counter: AnniversaryCounter| result.tallies.anniversaries.by_batch(cell, counter.place(band));
            let loans = total("loans_seen", cell, counts(Seen))?;
            if loans > 0 {
                rows.push((cell, band));
                seen.push(loans);
                within_year.push(ratio_of_sums(&counts(DefaultsWithinYear), &counts(SeenWithYearAhead)));
                by_horizon.push(ratio_of_sums(&counts(DefaultsByHorizon), &counts(Seen)));
            }
        }
    }
    let mut frame = Frame::of_cells(labels, &rows.iter().map(|(cell, _)| *cell).collect::<Vec<_>>());
    let ltv = |band: usize| band / DSTI_BANDS;
    let dsti = |band: usize| band % DSTI_BANDS;
    let edges = |edge: &dyn Fn(usize) -> Option<f64>| rows.iter().map(|(_, band)| edge(*band)).collect();
    frame.floats(&LTV_CURRENT_OVER, edges(&|band| lower(&LTV_EDGES, ltv(band))));
    frame.floats(&LTV_CURRENT_TO, edges(&|band| LTV_EDGES.get(ltv(band)).copied()));
    frame.floats(&DSTI_OVER, edges(&|band| lower(&DSTI_EDGES, dsti(band))));
    frame.floats(&DSTI_TO, edges(&|band| DSTI_EDGES.get(dsti(band)).copied()));
    frame.integers(&LOANS_SEEN, seen);
    frame.computed(&PD_12M, within_year);
    frame.computed(&PD_LIFETIME, by_horizon);
    frame.finish()
}

/// Lower edge of a band; the first has none.
fn lower(edges: &[f64], band: usize) -> Option<f64> {
    edges.get(band.checked_sub(1)?).copied()
}
