//! How many worlds an estimate rests on in effect, and what that does to its error.

/// Fewest effective worlds, or batches of worlds, for which an error is given.
///
/// Below it the spread itself is known so badly that no multiple of it covers.
pub const LEAST_EFFECTIVE: f64 = 4.0;

/// 97.5% point of the standard normal distribution.
const NORMAL_975: f64 = 1.959_963_984_540_054;

/// Kish's effective number, (Σ|c|)² ÷ Σc²: n contributions of one size count as n, one that outweighs the rest as 1.
/// 0 when nothing contributes.
///
/// ```
/// # use underwater::stats::effective::effective_number;
/// assert_eq!(effective_number([2.0, 0.0, -2.0, 2.0]), 3.0);
/// ```
pub fn effective_number(contributions: impl IntoIterator<Item = f64>) -> f64 {
    let mut sums = ContributionSums::default();
    contributions.into_iter().for_each(|contribution| sums.add(contribution));
    sums.effective_number()
}

/// Sums of contributions for their effective number ([`effective_number`]).
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ContributionSums {
    sum: f64,
    squares: f64,
}

impl ContributionSums {
    #[inline(always)]
    pub(super) fn add(&mut self, contribution: f64) {
        self.sum += contribution.abs();
        self.squares += contribution * contribution;
    }

    pub(super) fn effective_number(self) -> f64 {
        if self.squares > 0.0 { self.sum / self.squares * self.sum } else { 0.0 }
    }
}

/// Effective number by skewness, (Σd²)³ ÷ (Σd³)², of what each world's contribution differs by from the expected: the
/// reciprocal of the squared skewness of their sum. n rare events of one size count as n; a few that are far larger than
/// the rest count as less than by [`effective_number`]. Infinite for differences that are even about 0.
pub fn effective_number_by_skewness(differences: impl IntoIterator<Item = f64>) -> f64 {
    let mut sums = DifferenceSums::default();
    differences.into_iter().for_each(|difference| sums.add(difference));
    sums.effective_number()
}

/// Sums of differences for their effective number ([`effective_number_by_skewness`]).
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct DifferenceSums {
    squares: f64,
    cubes: f64,
}

impl DifferenceSums {
    #[inline(always)]
    pub(super) fn add(&mut self, difference: f64) {
        self.squares += difference * difference;
        self.cubes += difference * difference * difference;
    }

    pub(super) fn effective_number(self) -> f64 {
        let Self { squares, cubes } = self;
        // In this order nothing overflows: |Σd³| is at most (Σd²)^1.5.
        if cubes == 0.0 { f64::INFINITY } else { squares / cubes * (squares / cubes) * squares }
    }
}

/// A standard error as the worlds show it, and how many of them it rests on in effect.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// The error before it is widened.
    pub error: f64,
    /// Effective number of worlds, or of batches of worlds; 0 where the error is no good however many there are.
    pub effective: f64,
}

impl Spread {
    /// The error, [`widened`].
    pub fn widened(self) -> Option<f64> {
        widened(self.error, self.effective)
    }

    /// What was widened to `mcse`.
    pub fn of_widened(mcse: f64, effective: f64) -> Self {
        Self { error: mcse / widening(effective), effective }
    }
}

/// A standard error from so many effective worlds, made so wide that twice it to either side covers 95 times in 100:
///
/// mcse · t₀.₉₇₅(n − 1) ÷ z₀.₉₇₅
///
/// with Student's quantile, since the spread of few worlds is itself a rough estimate (Student 1908). The factor is 1.62
/// at n = 4, 1.15 at 10 and 1.01 at 100. `None` below [`LEAST_EFFECTIVE`], and for an error of 0: that no difference
/// between worlds was seen is no proof that there is none.
pub fn widened(mcse: f64, effective: f64) -> Option<f64> {
    (effective >= LEAST_EFFECTIVE && mcse > 0.0).then(|| mcse * widening(effective))
}

/// By how much an error from so many effective worlds is widened.
fn widening(effective: f64) -> f64 {
    student_975(effective - 1.0) / NORMAL_975
}

/// 97.5% point of Student's distribution with ν degrees of freedom, whole or not, by its expansion in 1/ν (Abramowitz and
/// Stegun 1964, 26.7.5): off by 0.12% at ν = 3, by less above.
fn student_975(degrees_of_freedom: f64) -> f64 {
    let z = NORMAL_975;
    let square = z * z;
    let terms = [
        (square + 1.0) / 4.0,
        ((5.0 * square + 16.0) * square + 3.0) / 96.0,
        (((3.0 * square + 19.0) * square + 17.0) * square - 15.0) / 384.0,
        ((((79.0 * square + 776.0) * square + 1482.0) * square - 1920.0) * square - 945.0) / 92_160.0,
    ];
    let reciprocal = 1.0 / degrees_of_freedom;
    z * (1.0 + terms.iter().rev().fold(0.0, |sum, term| (sum + term) * reciprocal))
}
