//! What one common factor makes of a default rate in a bad year: the quantile of Vasicek (2002), which the Basel formulas take,
//! equation (254).

use super::effective::{effective_number, widened};
use super::ratio::{floats, least};
use super::{Estimate, PerMille};
use crate::random::normal;

/// Correlation of homes' loans with the common factor in the Basel formula for residential mortgages.
pub const RESIDENTIAL_CORRELATION: f64 = 0.15;

/// Φ((Φ⁻¹(PD) + √ρ·Φ⁻¹(p)) ÷ √(1 − ρ)): the share of many loans alike that defaults in the world at p. `None` unless PD and p are inside (0, 1).
pub fn conditional_default_rate(default_rate: f64, correlation: f64, p: PerMille) -> Option<f64> {
    let is_inside = default_rate > 0.0 && default_rate < 1.0 && (1..1000).contains(&p.get());
    let bad = correlation.sqrt() * normal::quantile(p.fraction());
    is_inside.then(|| normal::cumulative((normal::quantile(default_rate) + bad) / (1.0 - correlation).sqrt()))
}

/// What a book's worlds say of the formula's parameters, a number each of a world or of a unit of worlds; units of none are left out.
#[derive(Clone, Debug, Default)]
pub struct Book {
    /// Worlds: one each, or as many as a unit of them has.
    pub worlds: Vec<i64>,
    /// Loans.
    pub loans: Vec<i64>,
    /// Those that default within a year.
    pub defaults: Vec<i64>,
    /// Debts at default, of all defaults.
    pub ead: Vec<i64>,
    /// Losses at default.
    pub losses: Vec<i64>,
    /// What is owed in month 0.
    pub exposure: Vec<i64>,
}

/// Exposure·LGD·[`conditional_default_rate`] with PD = Σ defaults ÷ Σ loans and LGD = Σ losses ÷ Σ debts at default; its error by
/// leaving out each world in turn, √((W − 1)/W·Σ(f_−w − f̄)²), widened for few effective worlds. `None` where nobody defaults, or all
/// do.
pub fn loss(book: &Book, correlation: f64, p: PerMille) -> Estimate {
    let columns = [&book.loans, &book.defaults, &book.ead, &book.losses, &book.exposure, &book.worlds];
    let units = columns[0].len();
    if columns.iter().any(|column| column.len() != units) {
        return Estimate::default();
    }
    let holds_worlds = |column: &Vec<i64>| -> Vec<i64> {
        column.iter().zip(&book.worlds).filter(|(_, worlds)| **worlds > 0).map(|(value, _)| *value).collect()
    };
    let columns = columns.map(|column| floats(&holds_worlds(column)));
    let worlds = columns[0].len();
    let sums = [0, 1, 2, 3, 4, 5].map(|at| columns[at].iter().sum::<f64>());
    let formula = |[loans, defaults, ead, losses, exposure, worlds]: [f64; 6]| {
        let rate = conditional_default_rate(defaults / loans, correlation, p)?;
        (ead > 0.0).then(|| exposure / worlds * losses / ead * rate)
    };
    let n = worlds as f64;
    let without = |world: usize| formula([0, 1, 2, 3, 4, 5].map(|at| sums[at] - columns[at][world]));
    let left_out: Option<Vec<f64>> = (0..worlds).map(without).collect();
    let error = left_out.filter(|_| worlds > 1).map(|left_out| {
        let mean = left_out.iter().sum::<f64>() / n;
        ((n - 1.0) / n * left_out.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>()).sqrt()
    });
    let effective = |at: usize| effective_number(columns[at].iter().copied());
    let mcse = error.filter(|error| *error > 0.0).and_then(|error| widened(error, least(effective(1), effective(3))));
    Estimate { value: formula(sums), mcse }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Against the formula with another library's normal distribution, and Vasicek's mean: the conditional rate averages to PD.
    #[test]
    fn the_conditional_rate_is_vasicek_s() {
        use statrs::distribution::{ContinuousCDF, Normal};
        let normal = Normal::standard();
        for (rate, correlation, p) in [(0.01, 0.15, 999), (0.2, 0.4, 950), (0.003, 0.15, 500)] {
            let p = PerMille::new(p);
            let score = normal.inverse_cdf(rate) + f64::sqrt(correlation) * normal.inverse_cdf(p.fraction());
            let expected = normal.cdf(score / f64::sqrt(1.0 - correlation));
            let found = conditional_default_rate(rate, correlation, p).expect("a rate");
            assert!((found / expected - 1.0).abs() < 1e-7, "{found}, {expected}");
            // Half a thousandth at either end is left out.
            let levels = (1..1000).map(|at| conditional_default_rate(rate, correlation, PerMille::new(at)));
            let mean = levels.flatten().sum::<f64>() / 1000.0;
            assert!((mean / rate - 1.0).abs() < 0.03, "{mean}, {rate}");
        }
        assert_eq!(conditional_default_rate(0.0, 0.15, PerMille::new(999)), None);
        assert_eq!(conditional_default_rate(1.0, 0.15, PerMille::new(999)), None);
    }

    /// One world in turn left out, by hand; a book without defaults has nothing.
    #[test]
    fn a_loss_and_its_error_by_hand() {
        let worlds = 40;
        let book = Book {
            worlds: vec![1; worlds],
            loans: vec![100; worlds],
            defaults: (0..worlds as i64).map(|world| 1 + world % 3).collect(),
            ead: vec![1_000; worlds],
            losses: (0..worlds as i64).map(|world| 200 + 10 * (world % 2)).collect(),
            exposure: vec![50_000; worlds],
        };
        let p = PerMille::new(999);
        let of = |defaults: f64, lgd: f64| {
            50_000.0 * lgd * conditional_default_rate(defaults, RESIDENTIAL_CORRELATION, p).expect("a rate")
        };
        let rate = book.defaults.iter().sum::<i64>() as f64 / 4_000.0;
        let found = loss(&book, RESIDENTIAL_CORRELATION, p);
        assert!((found.value.expect("a loss") - of(rate, 0.205)).abs() < 1e-9);
        let squares: f64 = (0..worlds)
            .map(|world| {
                let defaults = (rate * 4_000.0 - book.defaults[world] as f64) / 3_900.0;
                let lgd = (0.205 * 40_000.0 - book.losses[world] as f64) / 39_000.0;
                of(defaults, lgd)
            })
            .map(|value| (value - of(rate, 0.205)).powi(2))
            .sum();
        let error = (39.0 / 40.0 * squares).sqrt();
        let told = found.mcse.expect("an error");
        // Leaving one out is linear but for terms of 1 ÷ W²; few effective worlds widen it.
        assert!((1.0..1.1).contains(&(told / error)), "{told}, {error}");
        assert_eq!(loss(&Book { defaults: vec![0; worlds], ..book }, RESIDENTIAL_CORRELATION, p), Estimate::default());
    }
}
