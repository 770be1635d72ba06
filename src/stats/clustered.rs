//! Quantiles and expected shortfall of amounts that come in batches of worlds, with errors clustered by batch.

use super::binned::{Amounts, Bin};
use super::effective::{effective_number, widened};
use super::paired::Contributions;
use super::ratio::{clustered_error, plain_error};
use super::{Estimate, PerMille};

/// Amounts of all batches together, and batch by batch.
#[derive(Clone, Debug, Default)]
pub struct BatchedAmounts {
    pooled: Amounts,
    batches: Vec<Amounts>,
}

/// What the error of a quantile is made of.
struct Quantile {
    /// Amounts of each batch beyond the quantile, on its thinner side.
    beyond: Vec<f64>,
    /// Standard error of their share.
    share_error: f64,
    /// How far the quantile moves with the share, amount by probability.
    slope: f64,
}

impl BatchedAmounts {
    /// Of the bins of all batches together and of each.
    pub fn new(pooled: Vec<Bin>, batches: Vec<Vec<Bin>>) -> Self {
        Self { pooled: Amounts::new(pooled), batches: batches.into_iter().map(Amounts::new).collect() }
    }

    /// All batches together.
    pub fn pooled(&self) -> &Amounts {
        &self.pooled
    }

    /// Quantile with its error (Woodruff 1952, with the spread between batches in place of that of a simple sample).
    ///
    /// With s the error (34) of the share beyond the quantile, mcse = (q(p + 2s) − q(p − 2s)) ÷ 4, widened for the
    /// effective number of batches that hold amounts beyond. `None` as [`widened`] says.
    pub fn quantile(&self, p: PerMille) -> Estimate {
        let mcse = self
            .quantile_parts(p)
            .and_then(|parts| widened(parts.share_error * parts.slope, effective_number(parts.beyond.iter().copied())));
        Estimate { value: self.pooled.quantile(p), mcse }
    }

    /// Expected shortfall with its error: that of the mean excess over the quantile, ÷ (1 − p).
    pub fn expected_shortfall(&self, p: PerMille) -> Estimate {
        let mcse = self.excesses(p).and_then(|excesses| clustered_error(&excesses, &self.sizes()));
        Estimate { value: self.pooled.expected_shortfall(p), mcse: mcse.map(|mcse| mcse / (1.0 - p.fraction())) }
    }

    /// The quantile less that of `base`, which has the same batches of worlds. A batch moves the one by its share beyond,
    /// times the slope; the error is that of the difference of both moves.
    pub fn quantile_difference(&self, base: &Self, p: PerMille) -> Estimate {
        let moves = |amounts: &Self| {
            let parts = amounts.quantile_parts(p)?;
            Some(Contributions::of_floats(&parts.beyond, &amounts.sizes(), parts.slope).resting_on_contributors())
        };
        let of = |amounts: &Self| amounts.pooled.quantile(p);
        difference(of(self), of(base), moves(self), moves(base))
    }

    /// The expected shortfall less that of `base`, likewise.
    pub fn expected_shortfall_difference(&self, base: &Self, p: PerMille) -> Estimate {
        let moves = |amounts: &Self| {
            let excesses = amounts.excesses(p)?;
            Some(
                Contributions::of_floats(&excesses, &amounts.sizes(), 1.0 / (1.0 - p.fraction()))
                    .resting_on_contributors(),
            )
        };
        let of = |amounts: &Self| amounts.pooled.expected_shortfall(p);
        difference(of(self), of(base), moves(self), moves(base))
    }

    fn quantile_parts(&self, p: PerMille) -> Option<Quantile> {
        let value = self.pooled.quantile(p)?;
        let sizes = self.sizes();
        let above = self.above(value, p);
        let beyond: Vec<f64> = match p.get() < 500 {
            true => above.iter().zip(&sizes).map(|(above, size)| size - above).collect(),
            false => above,
        };
        let share_error = plain_error(&beyond, &sizes).filter(|error| *error > 0.0)?;
        let reach = |sign: f64| self.pooled.quantile_at(p.fraction() + sign * 2.0 * share_error);
        let slope = (reach(1.0)? - reach(-1.0)?) / (4.0 * share_error);
        Some(Quantile { beyond, share_error, slope })
    }

    /// Amounts of each batch above a quantile; of those at it the share that makes the whole (1 − p)·n.
    fn above(&self, value: f64, p: PerMille) -> Vec<f64> {
        let (above, at) = self.pooled.above_and_at(value);
        let missing = (1.0 - p.fraction()) * self.pooled.count() as f64 - above;
        let share = if at > 0.0 && missing > 0.0 { missing / at } else { 0.0 };
        let of_batch = |batch: &Amounts| {
            let (above, at) = batch.above_and_at(value);
            above + share * at
        };
        self.batches.iter().map(of_batch).collect()
    }

    fn excesses(&self, p: PerMille) -> Option<Vec<f64>> {
        let value = self.pooled.quantile(p)?;
        (p.get() < 1000).then(|| self.batches.iter().map(|batch| batch.excess(value)).collect())
    }

    fn sizes(&self) -> Vec<f64> {
        self.batches.iter().map(|batch| batch.count() as f64).collect()
    }
}

fn difference(mine: Option<f64>, theirs: Option<f64>, a: Option<Contributions>, b: Option<Contributions>) -> Estimate {
    Estimate {
        value: mine.zip(theirs).map(|(mine, theirs)| mine - theirs),
        mcse: a.zip(b).and_then(|(a, b)| a.difference_error(&b)),
    }
}
