//! Differences between two cells that share their worlds.

use super::Estimate;
use super::effective::{Spread, effective_number, effective_number_by_skewness};
use super::moments::Moments;
use super::ratio::{floats, least, ratio, residual, sum};

/// Largest gain of pairing that is told apart: beyond it the paired error is at the edge of what the sums resolve.
const LARGEST_GAIN: f64 = 1000.0;

/// Mean of the differences a_w − b_w and its standard error s ÷ √W. `None` without worlds.
pub fn mean_difference(a: &[f64], b: &[f64]) -> Estimate {
    let differences: Vec<f64> = a.iter().zip(b).map(|(a, b)| a - b).collect();
    let moments = Moments::of(&differences);
    Estimate { value: moments.map(|moments| moments.mean), mcse: moments.and_then(|moments| moments.standard_error()) }
}

/// Sums of one cell by world: the numerator and the denominator of a ratio.
#[derive(Clone, Copy, Debug)]
pub struct WorldSums<'a> {
    /// Numerators, ordered by world.
    pub y: &'a [i64],
    /// Denominators, ordered by world.
    pub x: &'a [i64],
}

/// Difference of two ratios of sums over the same W worlds, D = R_a − R_b, by the delta method:
///
/// mcse = √(W/(W − 1) · Σ_w ((y_aw − R_a·x_aw) ÷ ΣX_a − (y_bw − R_b·x_bw) ÷ ΣX_b)²) · t₀.₉₇₅(n − 1) ÷ z₀.₉₇₅
///
/// What the cells share cancels world by world, so the error is far smaller than that of either ratio. n is the
/// least of the effective numbers of the worlds' differences y_aw ÷ ΣX_a − y_bw ÷ ΣX_b, of x_a and of x_b, and of what is
/// squared by skewness. `None` when a denominator is not positive; no
/// error as [`widened`] says: so for few worlds, and when the cells differ in none, or by the same in all.
///
/// ```
/// # use underwater::stats::paired::{WorldSums, ratio_difference};
/// // One default more in two worlds of three: the difference is far surer than the rates.
/// let (x, few, more) = ([10; 12], [1, 5, 3].repeat(4), [2, 6, 3].repeat(4));
/// let difference = ratio_difference(WorldSums { y: &more, x: &x }, WorldSums { y: &few, x: &x });
/// assert!((difference.value.unwrap() - 8.0 / 120.0).abs() < 1e-15);
/// assert!((0.015..0.020).contains(&difference.mcse.unwrap()));
/// ```
pub fn ratio_difference(a: WorldSums<'_>, b: WorldSums<'_>) -> Estimate {
    let (Some(ratio_a), Some(ratio_b)) = (ratio(sum(a.y), sum(a.x)), ratio(sum(b.y), sum(b.x))) else {
        return Estimate::default();
    };
    Estimate {
        value: Some(ratio_a - ratio_b),
        mcse: Contributions::of(a, 1.0).difference_error(&Contributions::of(b, 1.0)),
    }
}

/// What the error of [`ratio_difference`] is made of. `None` when a denominator is not positive, and with fewer than two
/// worlds that tell something.
pub fn ratio_difference_spread(a: WorldSums<'_>, b: WorldSums<'_>) -> Option<Spread> {
    ratio(sum(a.y), sum(a.x)).zip(ratio(sum(b.y), sum(b.x)))?;
    Contributions::of(a, 1.0).difference_spread(&Contributions::of(b, 1.0))
}

/// What each world adds to an estimate, and by how much that differs from what it would add if all were alike.
pub(super) struct Contributions {
    raw: Vec<f64>,
    residuals: Vec<f64>,
    /// Effective number of worlds that its denominator rests on.
    effective: f64,
}

impl Contributions {
    fn of(sums: WorldSums<'_>, scale: f64) -> Self {
        Self::of_floats(&floats(sums.y), &floats(sums.x), scale)
    }

    /// Of the ratio Σy ÷ Σx times `scale`.
    pub(super) fn of_floats(y: &[f64], x: &[f64], scale: f64) -> Self {
        let (sum_y, sum_x): (f64, f64) = (y.iter().sum(), x.iter().sum());
        let unit = scale / sum_x;
        Self {
            raw: y.iter().map(|y| y * unit).collect(),
            residuals: y.iter().zip(x).map(|(y, x)| residual(*y, *x, sum_y / sum_x) * unit).collect(),
            effective: effective_number(x.iter().copied()),
        }
    }

    /// The same of an estimate that rests on no more than the worlds that contribute.
    pub(super) fn resting_on_contributors(mut self) -> Self {
        self.effective = least(self.effective, effective_number(self.raw.iter().copied()));
        self
    }

    /// Error of the difference from another estimate over the same worlds.
    pub(super) fn difference_error(&self, other: &Self) -> Option<f64> {
        self.difference_spread(other).and_then(Spread::widened)
    }

    fn difference_spread(&self, other: &Self) -> Option<Spread> {
        let tells = |here: &Self, world: usize| here.raw[world] != 0.0 || here.residuals[world] != 0.0;
        let worlds =
            (0..self.raw.len().min(other.raw.len())).filter(|world| tells(self, *world) || tells(other, *world));
        let worlds = worlds.count() as f64;
        let apart =
            |mine: &[f64], theirs: &[f64]| -> Vec<f64> { mine.iter().zip(theirs).map(|(a, b)| a - b).collect() };
        let residuals = apart(&self.residuals, &other.residuals);
        let squares: f64 = residuals.iter().map(|apart| apart * apart).sum();
        let effective = least(effective_number(apart(&self.raw, &other.raw)), effective_number_by_skewness(residuals));
        let effective = least(effective, least(self.effective, other.effective));
        (worlds > 1.0).then(|| Spread { error: (worlds / (worlds - 1.0) * squares).sqrt(), effective })
    }
}

/// Standard error of a − b if a and b were independent: √(mcse_a² + mcse_b²). `None` where either cannot be told.
pub fn unpaired_mcse(a: Estimate, b: Estimate) -> Option<f64> {
    let (a, b) = (a.mcse?, b.mcse?);
    Some((a * a + b * b).sqrt())
}

/// How many times smaller the error of a paired difference is than that of an unpaired one, at most 1000: there it means
/// "a thousand times or more". `None` where either is not known, and where the paired difference is certain.
///
/// ```
/// # use underwater::stats::paired::precision_gain;
/// assert_eq!(precision_gain(Some(0.002), Some(0.010)), Some(5.0));
/// assert_eq!(precision_gain(Some(0.0), Some(0.010)), None);
/// assert_eq!(precision_gain(Some(1e-9), Some(0.010)), Some(1000.0));
/// ```
pub fn precision_gain(paired: Option<f64>, unpaired: Option<f64>) -> Option<f64> {
    let (paired, unpaired) = (paired?, unpaired?);
    (paired > 0.0).then(|| unpaired / paired).map(|gain| if gain > LARGEST_GAIN { LARGEST_GAIN } else { gain })
}
