//! What can be said of a rate when no event was seen.

/// Upper end of the one-sided 95% interval of a rate when none of n independent trials showed the event: 3 ÷ n, at
/// most 1.
///
/// From (1 − p)ⁿ = 0.05, p ≈ −ln 0.05 ÷ n (Hanley and Lippman-Hand 1983). Paths of one world are not independent, so n
/// is the number of worlds: conservative, and it does not shrink with more households a world. `None` for n = 0.
pub fn upper_bound_95(n_effective: usize) -> Option<f64> {
    (n_effective > 0).then(|| if n_effective < 3 { 1.0 } else { 3.0 / n_effective as f64 })
}
