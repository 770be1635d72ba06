//! Choosing not to pay, equation (22).

/// (debt − V)/V − collectable/V > θ.
#[inline(always)]
pub fn walks_away(debt: f64, collectable: f64, inverse_value: f64, threshold: f64) -> bool {
    (debt - collectable) * inverse_value - 1.0 > threshold
}
