//! How well a run is to know an estimate before it stops, and after how many worlds it looks.

/// What a study asks of one of its estimates, in every cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Precision {
    /// Name of the estimate, a pooled ratio of the summary.
    pub estimate: &'static str,
    /// Largest standard error of simulation.
    pub largest_error: LargestError,
}

/// A largest standard error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum LargestError {
    /// As a share of the estimate.
    Relative(f64),
    /// In the unit of the estimate.
    Absolute(f64),
}

/// Worlds after which a run looks first.
const FIRST_LOOK: u32 = 64;

/// After how many worlds a run of at most so many looks, equation (290): 64, twice as many each time, and at the end.
///
/// ```
/// # use underwater::outcome::precision::looks;
/// assert_eq!(looks(300).collect::<Vec<_>>(), [64, 128, 256, 300]);
/// assert_eq!(looks(10).collect::<Vec<_>>(), [10]);
/// ```
pub fn looks(most_worlds: u32) -> impl Iterator<Item = u32> {
    let doubled = std::iter::successors(Some(FIRST_LOOK), |worlds| worlds.checked_mul(2));
    doubled.take_while(move |worlds| *worlds < most_worlds).chain([most_worlds])
}

impl Precision {
    /// The error of an estimate ÷ the largest that is asked, equation (291); `None` where it has no error yet, and where a share
    /// of 0 is asked.
    pub fn error_to_asked(self, value: Option<f64>, mcse: Option<f64>) -> Option<f64> {
        let largest = match self.largest_error {
            LargestError::Relative(share) => share * value?.abs(),
            LargestError::Absolute(most) => most,
        };
        mcse.filter(|_| largest > 0.0).map(|mcse| mcse / largest)
    }
}

/// Whether an error ÷ the largest that is asked is small enough; one that is not known is not.
pub fn is_reached(error_to_asked: Option<f64>) -> bool {
    error_to_asked.is_some_and(|error| error <= 1.0)
}
