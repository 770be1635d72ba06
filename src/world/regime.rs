//! Regimes of the market as a Markov chain, equation (42).

use super::linear::solve;

/// The regime of a month, numbered in the order of the config.
pub type Regime = u8;

/// Regimes that follow one another with the probabilities of a monthly matrix.
#[derive(Clone, Debug, PartialEq)]
pub struct RegimeChain {
    /// Probability of each regime next month, a row for each regime of this month; rows sum to 1.
    pub transition_monthly: Vec<Vec<f64>>,
    /// Probability of each regime in month 0.
    pub initial: Vec<f64>,
}

impl RegimeChain {
    /// Fills the regimes of months 0…len − 1 from uniforms: month 0 from its own distribution, each later month from the
    /// row of the regime before.
    pub(super) fn fill(&self, uniforms: &[f64], regimes: &mut [Regime]) {
        let mut probabilities = &self.initial;
        for (regime, u) in regimes.iter_mut().zip(uniforms) {
            *regime = pick(probabilities, *u);
            probabilities = &self.transition_monthly[usize::from(*regime)];
        }
    }
}

/// The first regime whose cumulative probability exceeds `u`; where rounding leaves the sum below `u`, the last possible.
fn pick(probabilities: &[f64], u: f64) -> Regime {
    let mut cumulative = 0.0;
    let mut last_possible = 0;
    for (regime, probability) in probabilities.iter().enumerate() {
        cumulative += probability;
        if *probability > 0.0 {
            last_possible = regime as Regime;
        }
        if u < cumulative {
            return regime as Regime;
        }
    }
    last_possible
}

/// The distribution π with π = πP and Σπ = 1; `None` where a chain has several, as one that never leaves either of
/// two regimes has.
pub fn stationary_distribution(transition_monthly: &[Vec<f64>]) -> Option<Vec<f64>> {
    let n = transition_monthly.len();
    // Balance of every regime but the last, which follows from the others; in its place the sum.
    let mut rows: Vec<Vec<f64>> = (0..n)
        .map(|to| (0..n).map(|from| transition_monthly[from][to] - if from == to { 1.0 } else { 0.0 }).collect())
        .collect();
    let mut right = vec![0.0; n];
    rows[n - 1] = vec![1.0; n];
    right[n - 1] = 1.0;
    let shares = solve(rows, right)?;
    // Elimination may leave −10⁻¹⁷ where a regime is never visited.
    Some(shares.into_iter().map(|share| if share > 0.0 { share } else { 0.0 }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stationary_distribution_balances() {
        let matrix = vec![vec![0.9, 0.1, 0.0], vec![0.2, 0.7, 0.1], vec![0.05, 0.15, 0.8]];
        let Some(shares) = stationary_distribution(&matrix) else { panic!("one of them") };
        assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-14);
        for to in 0..3 {
            let next: f64 = (0..3).map(|from| shares[from] * matrix[from][to]).sum();
            assert!((next - shares[to]).abs() < 1e-14);
        }
        assert_eq!(stationary_distribution(&[vec![0.5, 0.5], vec![0.0, 1.0]]), Some(vec![0.0, 1.0]));
        assert_eq!(stationary_distribution(&[vec![1.0]]), Some(vec![1.0]));
        assert_eq!(stationary_distribution(&[vec![1.0, 0.0], vec![0.0, 1.0]]), None);
    }

    #[test]
    fn a_regime_that_cannot_be_is_never_picked() {
        assert_eq!(pick(&[0.0, 1.0, 0.0], 1e-17), 1);
        assert_eq!(pick(&[0.3, 0.7 - 1e-9, 0.0], 1.0 - 1e-10), 1);
        assert_eq!(pick(&[0.3, 0.7], 0.3), 1);
        assert_eq!(pick(&[0.3, 0.7], 0.29), 0);
    }
}
