//! Chance in months: lengths that are drawn, and clocks that ring.

/// A drawn length in whole months, ⌊draw + ½⌋.
pub fn whole_months(draw: f64) -> u32 {
    (draw + 0.5) as u32
}

/// Hazard a month of an event with this probability: −ln(1 − p), 0 of an impossible one, infinite of a certain one.
pub fn hazard(probability_monthly: f64) -> f64 {
    if probability_monthly > 0.0 { -libm::log1p(-probability_monthly) } else { 0.0 }
}

/// Months until a clock of constant hazard rings: the first k ≥ 1 with k·hazard ≥ `length`, length = −ln u. Later than any
/// study where the hazard is 0.
pub fn months_until(hazard: f64, length: f64) -> u32 {
    let months = (length / hazard).ceil();
    // A float cast saturates, and a quarter of the range leaves room to add months.
    if months > 1.0 { (months as u32).min(u32::MAX / 4) } else { 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_ring_in_the_first_month_that_suffices() {
        assert_eq!(months_until(0.5, 0.2), 1);
        assert_eq!(months_until(0.5, 0.5), 1);
        assert_eq!(months_until(0.5, 0.6), 2);
        assert_eq!(months_until(0.0, 0.6), u32::MAX / 4);
        assert_eq!(months_until(1.0, 0.0), 1);
    }

    #[test]
    fn halves_of_a_month_are_rounded_up() {
        assert_eq!([0.0, 0.49, 0.5, 1.49, 1.5].map(whole_months), [0, 0, 1, 1, 2]);
    }
}
