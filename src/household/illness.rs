//! Illness: extra spending for some months, and an earner who brings less home, equation (56).

use crate::random::Distribution;

/// When illness comes and what it takes.
#[derive(Clone, Debug, PartialEq)]
pub struct Illness {
    /// Hazard a month of falling ill, −ln(1 − p).
    pub hazard: f64,
    /// Months it lasts.
    pub duration_months: Distribution,
    /// Extra spending in each of its months ÷ the household's wage at origination.
    pub extra_spending_frac: Distribution,
    /// Share of the first earner's pay that is lost while it lasts.
    pub income_loss_frac: f64,
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
}
