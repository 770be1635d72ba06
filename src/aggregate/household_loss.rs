//! Household losses of a cell: pooled over batches for the estimate, batch by batch for its error.

use super::AggregateError;
use crate::outcome::kept::ABOVE;
use crate::outcome::{Column, LossHistogram, StudyResult, Unit};
use crate::stats::binned::Bin;
use crate::stats::clustered::BatchedAmounts;
use crate::stats::{Estimate, PerMille};

/// What is asked of the amounts.
#[derive(Clone, Copy, Debug)]
enum Statistic {
    Quantile,
    ExpectedShortfall,
}

/// Cents from which on an amount is not one: it stands for what lies beyond all that is kept.
const BEYOND: f64 = ABOVE as f64 * (1.0 - 1.0 / 256.0);

/// A statistic of the household's loss with a column of its own.
#[derive(Clone, Copy, Debug)]
pub struct LossEstimate {
    /// Its column.
    pub column: Column,
    statistic: Statistic,
    p: PerMille,
}

macro_rules! loss_estimates {
    ($($estimate:ident, $name:literal, $statistic:ident, $per_mille:literal,
       $meaning:literal, $name_zh:literal, $meaning_zh:literal;)*) => {
        $(
            #[doc = $meaning]
            pub const $estimate: LossEstimate = LossEstimate {
                column: Column::new($name, Unit::Money, $meaning, $name_zh, $meaning_zh),
                statistic: Statistic::$statistic,
                p: PerMille::new($per_mille),
            };
        )*

        /// Quantiles of the household's loss over all paths of a cell, in the order of the summary: median, value at risk
        /// and expected shortfall.
        pub const LOSS_ESTIMATES: &[LossEstimate] = &[$($estimate,)*];
    };
}

loss_estimates! {
    HOUSEHOLD_LOSS_Q50, "household_loss_q50", Quantile, 500,
        "The loss half of the households stay under.", "家庭损失中位数", "半数家庭不超过的损失。";
    HOUSEHOLD_LOSS_VAR_95, "household_loss_var_95", Quantile, 950,
        "The loss one household in twenty exceeds (value at risk).", "家庭损失风险价值 95%", "二十分之一的家庭所超过的损失。";
    HOUSEHOLD_LOSS_VAR_99, "household_loss_var_99", Quantile, 990,
        "The loss one household in a hundred exceeds (value at risk).", "家庭损失风险价值 99%", "百分之一的家庭所超过的损失。";
    HOUSEHOLD_LOSS_ES_95, "household_loss_es_95", ExpectedShortfall, 950,
        "Mean loss of the worst twentieth (expected shortfall).", "家庭预期尾部损失 95%", "最坏二十分之一的平均损失。";
    HOUSEHOLD_LOSS_ES_99, "household_loss_es_99", ExpectedShortfall, 990,
        "Mean loss of the worst hundredth (expected shortfall).", "家庭预期尾部损失 99%", "最坏百分之一的平均损失。";
}

/// Quantiles and expected shortfalls of one cell, cents.
pub(super) struct HouseholdLosses(BatchedAmounts);

impl HouseholdLosses {
    /// # Errors
    /// The sum of a bin leaves its range.
    pub(super) fn of(result: &StudyResult, cell: usize) -> Result<Self, AggregateError> {
        let batches = result.tallies.losses_of(cell);
        let mut pooled = LossHistogram::default();
        for batch in batches {
            pooled.merge(batch).map_err(|_| AggregateError::Overflow { column: "household_loss", cell })?;
        }
        Ok(Self(BatchedAmounts::new(bins(&pooled), batches.iter().map(bins).collect())))
    }

    /// The quantile, unless it lies beyond what is kept.
    pub(super) fn quantile(&self, p: PerMille) -> Estimate {
        if self.quantile_value(p).is_some() { self.0.quantile(p) } else { Estimate::default() }
    }

    /// The same without its error.
    pub(super) fn quantile_value(&self, p: PerMille) -> Option<f64> {
        self.0.pooled().quantile(p).filter(|quantile| quantile.abs() < BEYOND)
    }

    /// One of [`LOSS_ESTIMATES`], where it does not lie beyond what is kept; expected shortfall where no loss does.
    pub(super) fn of_kind(&self, kind: &LossEstimate) -> Estimate {
        match kind.statistic {
            Statistic::Quantile => self.quantile(kind.p),
            Statistic::ExpectedShortfall if self.knows(kind) => self.0.expected_shortfall(kind.p),
            Statistic::ExpectedShortfall => Estimate::default(),
        }
    }

    /// The same, less that of a cell with the same batches of worlds.
    pub(super) fn difference(&self, base: &Self, kind: &LossEstimate) -> Estimate {
        match kind.statistic {
            _ if !self.knows(kind) || !base.knows(kind) => Estimate::default(),
            Statistic::Quantile => self.0.quantile_difference(&base.0, kind.p),
            Statistic::ExpectedShortfall => self.0.expected_shortfall_difference(&base.0, kind.p),
        }
    }

    fn knows(&self, kind: &LossEstimate) -> bool {
        let p = match kind.statistic {
            Statistic::Quantile => kind.p,
            Statistic::ExpectedShortfall => PerMille::new(1000),
        };
        self.quantile_value(p).is_some()
    }
}

fn bins(histogram: &LossHistogram) -> Vec<Bin> {
    let of_bin = |bin: crate::outcome::histogram::Bin| Bin {
        count: bin.count,
        sum: bin.sum_cents,
        lowest: bin.lowest_cents,
        highest: bin.highest_cents,
    };
    // Inside out: the histogram's own loops run, instead of one that asks them for the next bin.
    let mut bins = Vec::new();
    histogram.bins().for_each(|bin| bins.push(of_bin(bin)));
    bins
}
