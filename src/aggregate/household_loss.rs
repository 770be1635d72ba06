//! Household losses of a cell: pooled over batches for the estimate, batch by batch for its error.

use crate::outcome::StudyResult;
use crate::outcome::{BATCHES, LossHistogram};
use crate::stats::batch::batch_standard_error;
use crate::stats::binned::{self, Bin};
use crate::stats::{Estimate, PerMille};

/// A statistic of binned amounts.
type Statistic = fn(&[Bin], PerMille) -> Option<f64>;

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
        self.estimate(binned::quantile, p)
    }

    pub(super) fn expected_shortfall(&self, p: PerMille) -> Estimate {
        self.estimate(binned::expected_shortfall, p)
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
