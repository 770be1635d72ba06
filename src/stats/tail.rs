//! The worst of many values: value at risk, expected shortfall and who makes it up, equation (238).

use super::effective::widened;
use super::quantile::quantile;
use super::{Estimate, PerMille};

/// Fewest worlds beyond a level for which anything is told of it, and thousandths of a whole.
const LEAST_BEYOND: usize = 10;
const WHOLE: usize = 1000;

/// What lies beyond a level.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tail {
    /// Value at risk: the quantile.
    pub value_at_risk: Estimate,
    /// Expected shortfall: the mean of the worst.
    pub expected_shortfall: Estimate,
}

/// Weight of each value in the mean of the worst (1 − p)·n, the one at the boundary in part; they add up to 1. Of equal
/// values the first come first. `None` where fewer than ten lie beyond.
pub fn tail_weights(values: &[f64], p: PerMille) -> Option<Vec<f64>> {
    let beyond = WHOLE - p.get() as usize;
    if values.len() * beyond < LEAST_BEYOND * WHOLE {
        return None;
    }
    let worst = values.len() as f64 * beyond as f64 / WHOLE as f64;
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*b].total_cmp(&values[*a]).then(a.cmp(b)));
    let mut weights = vec![0.0; values.len()];
    for (rank, at) in order.into_iter().enumerate() {
        let left = worst - rank as f64;
        if left <= 0.0 {
            break;
        }
        weights[at] = if left < 1.0 { left } else { 1.0 } / worst;
    }
    Some(weights)
}

/// Value at risk and expected shortfall of n values at level p; empty where fewer than ten lie beyond it.
///
/// The error of the shortfall is √((s² + p·(ES − VaR)²) ÷ ((1 − p)·n)), s² the variance of the worst (Manistre and Hancock
/// 2005), widened for so few values as lie beyond.
pub fn tail(values: &[f64], p: PerMille) -> Tail {
    let Some(weights) = tail_weights(values, p) else { return Tail::default() };
    let value_at_risk = quantile(values, p);
    let mean_of = |of: &dyn Fn(f64) -> f64| -> f64 {
        values.iter().zip(&weights).map(|(value, weight)| of(*value) * weight).sum()
    };
    let shortfall = mean_of(&|value| value);
    let spread = mean_of(&|value| (value - shortfall) * (value - shortfall));
    let beyond = values.len() as f64 * (1.0 - p.fraction());
    let mcse = value_at_risk.value.and_then(|at_risk| {
        let excess = shortfall - at_risk;
        widened(((spread + p.fraction() * excess * excess) / beyond).sqrt(), beyond)
    });
    Tail { value_at_risk, expected_shortfall: Estimate { value: Some(shortfall), mcse } }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 0 to 999: the worst 1.5% are the fifteen from 985 on, the worst 1.05% ten and a half.
    #[test]
    fn the_worst_of_a_thousand() {
        let values: Vec<f64> = (0..1000).map(f64::from).collect();
        let tail = tail(&values, PerMille::new(985));
        assert!((tail.expected_shortfall.value.expect("a shortfall") - 992.0).abs() < 1e-9);
        assert!((tail.value_at_risk.value.expect("a quantile") - 984.015).abs() < 1e-9);
        let weights = tail_weights(&values[..700], PerMille::new(985)).expect("ten and a half");
        assert!((weights.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        assert!((weights[699] - 1.0 / 10.5).abs() < 1e-12 && (weights[689] - 0.5 / 10.5).abs() < 1e-12);
        assert_eq!((weights[688], tail_weights(&values[..600], PerMille::new(985))), (0.0, None));
        assert_eq!(super::tail(&values[..600], PerMille::new(985)), Tail::default());
    }

    /// Exponential values: ES − VaR = 1 at every level, and the error that of 2,000 samples.
    #[test]
    fn the_error_of_a_shortfall_is_that_of_many_samples() {
        let (p, n) = (PerMille::new(950), 2_000);
        let sample = |seed: u64| -> Vec<f64> {
            let mut state = seed;
            (0..n)
                .map(|_| {
                    state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                    -libm::log(((state >> 11) as f64 + 0.5) / 9_007_199_254_740_992.0)
                })
                .collect()
        };
        let tails: Vec<Tail> = (1..400).map(|seed| tail(&sample(seed * 7_919), p)).collect();
        let found: Vec<f64> = tails.iter().filter_map(|tail| tail.expected_shortfall.value).collect();
        let mean = found.iter().sum::<f64>() / found.len() as f64;
        assert!((mean - (1.0 + libm::log(20.0))).abs() < 0.02, "{mean}");
        let spread = (found.iter().map(|one| (one - mean) * (one - mean)).sum::<f64>() / found.len() as f64).sqrt();
        let told = tails.iter().filter_map(|tail| tail.expected_shortfall.mcse).sum::<f64>() / found.len() as f64;
        assert!((told / spread - 1.0).abs() < 0.12, "{told} and {spread}");
    }
}
