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
    /// Whether an estimate and its error are what is asked, equation (291). One without an error is not.
    pub fn is_reached(self, value: Option<f64>, mcse: Option<f64>) -> bool {
        let (Some(value), Some(mcse)) = (value, mcse) else { return false };
        match self.largest_error {
            LargestError::Relative(share) => mcse <= share * value.abs(),
            LargestError::Absolute(most) => mcse <= most,
        }
    }
}
