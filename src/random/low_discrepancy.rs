//! Points spread evenly over a unit cube: an Owen-scrambled Sobol' sequence (Sobol' 1967, Owen 1998; direction numbers of
//! Joe and Kuo, scrambled by hashing as Burley 2020 does), from the crate `sobol_burley`. It has no state: a coordinate is
//! a function of seed, dimension and index alone.

/// Most dimensions.
pub const MOST_DIMENSIONS: u32 = sobol_burley::NUM_DIMENSIONS;
/// Most points.
pub const MOST_POINTS: u32 = 1 << 16;

/// A coordinate of the point `index`, strictly inside (0, 1). The first 2ⁿ points have one coordinate in each of 2ⁿ equal
/// parts of (0, 1) in every dimension. Dimensions and points beyond the most are those from the start again.
///
/// ```
/// # use underwater::random::low_discrepancy::coordinate;
/// let mut parts: Vec<u32> = (0..64).map(|index| (coordinate(index, 5, 7) * 64.0) as u32).collect();
/// parts.sort();
/// assert!(parts.into_iter().eq(0..64));
/// ```
pub fn coordinate(index: u32, dimension: u32, seed: u64) -> f64 {
    // The crate takes 32 bits of seed and gives 23 bits of coordinate; a half of the last keeps 0 away.
    let folded = (seed ^ (seed >> 32)) as u32;
    let value = sobol_burley::sample(index % MOST_POINTS, dimension % MOST_DIMENSIONS, folded);
    f64::from(value) + 1.0 / 16_777_216.0
}
