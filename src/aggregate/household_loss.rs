//! Household losses of a cell: pooled over batches for the estimate, batch by batch for its error.

use crate::outcome::StudyResult;
use crate::outcome::kept::ABOVE;
use crate::outcome::{BATCHES, LossHistogram};
use crate::stats::batch::{batch_difference_standard_error, batch_standard_error};
use crate::stats::binned::{self, Bin};
use crate::stats::{Estimate, PerMille};

/// A statistic of binned amounts.
type Statistic = fn(&[Bin], PerMille) -> Option<f64>;

/// Cents from which on a mean amount is not one: it stands for what lies beyond all that is kept.
const BEYOND: f64 = ABOVE as f64 * (1.0 - 1.0 / 256.0);

/// The quantile, unless it lies beyond what is kept.
fn known_quantile(bins: &[Bin], p: PerMille) -> Option<f64> {
    binned::quantile(bins, p).filter(|quantile| quantile.abs() < BEYOND)
}

/// Expected shortfall, unless the greatest loss lies beyond what is kept.
fn known_shortfall(bins: &[Bin], p: PerMille) -> Option<f64> {
    let greatest = binned::quantile(bins, PerMille::new(1000))?;
    if greatest < BEYOND { binned::expected_shortfall(bins, p) } else { None }
}

/// A statistic of the household's loss with a column of its own.
#[derive(Clone, Copy, Debug)]
pub struct LossEstimate {
    /// Name of its column; its error has the suffix `_mcse`.
    pub name: &'static str,
    /// One sentence.
    pub meaning: &'static str,
    statistic: Statistic,
    p: PerMille,
}

const fn quantile(name: &'static str, per_mille: u32, meaning: &'static str) -> LossEstimate {
    LossEstimate { name, meaning, statistic: known_quantile, p: PerMille::new(per_mille) }
}

const fn shortfall(name: &'static str, per_mille: u32, meaning: &'static str) -> LossEstimate {
    LossEstimate { name, meaning, statistic: known_shortfall, p: PerMille::new(per_mille) }
}

/// Quantiles of the household's loss over all paths of a cell, in the order of the summary: median, value at risk and
/// expected shortfall.
pub const LOSS_ESTIMATES: &[LossEstimate] = &[
    quantile("household_loss_q50", 500, "The loss half of the households stay under."),
    quantile("household_loss_var_95", 950, "The loss one household in twenty exceeds (value at risk)."),
    quantile("household_loss_var_99", 990, "The loss one household in a hundred exceeds (value at risk)."),
    shortfall("household_loss_es_95", 950, "Mean loss of the worst twentieth (expected shortfall)."),
    shortfall("household_loss_es_99", 990, "Mean loss of the worst hundredth (expected shortfall)."),
];

/// Quantiles and expected shortfalls of one cell, cents.
pub(super) struct HouseholdLosses {
    pooled: Vec<Bin>,
    batches: Vec<Vec<Bin>>,
}

impl HouseholdLosses {
    pub(super) fn of(result: &StudyResult, cell: usize) -> Self {
        let batches = result.household_losses.iter().skip(cell * BATCHES).take(BATCHES);
        let mut pooled = LossHistogram::default();
        batches.clone().for_each(|batch| pooled.merge(batch));
        Self { pooled: bins(&pooled), batches: batches.map(bins).collect() }
    }

    pub(super) fn quantile(&self, p: PerMille) -> Estimate {
        self.estimate(known_quantile, p)
    }

    /// One of [`LOSS_ESTIMATES`].
    pub(super) fn of_kind(&self, kind: &LossEstimate) -> Estimate {
        self.estimate(kind.statistic, kind.p)
    }

    /// The same, less that of a cell with the same batches of worlds; the error from the batches' differences.
    pub(super) fn difference(&self, base: &Self, kind: &LossEstimate) -> Estimate {
        let of = |losses: &Self| (kind.statistic)(&losses.pooled, kind.p);
        let by_batch = |losses: &Self| -> Vec<Option<f64>> {
            losses.batches.iter().map(|batch| (kind.statistic)(batch, kind.p)).collect()
        };
        Estimate {
            value: of(self).zip(of(base)).map(|(mine, theirs)| mine - theirs),
            mcse: batch_difference_standard_error(by_batch(self), by_batch(base)),
        }
    }

    fn estimate(&self, statistic: Statistic, p: PerMille) -> Estimate {
        Estimate {
            value: statistic(&self.pooled, p),
            mcse: batch_standard_error(self.batches.iter().map(|batch| statistic(batch, p))),
        }
    }
}

fn bins(histogram: &LossHistogram) -> Vec<Bin> {
    histogram.bins().map(|bin| Bin { count: bin.count, sum: bin.sum_cents }).collect()
}
