//! Quantiles and expected shortfall of amounts counted in bins.

use super::PerMille;

/// An occupied bin: how many amounts fell into it and their exact sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bin {
    /// Number of amounts.
    pub count: u64,
    /// Their sum.
    pub sum: i128,
}

impl Bin {
    /// Mean amount.
    fn mean(&self) -> f64 {
        self.sum as f64 / self.count as f64
    }
}

/// Quantile: the mean amount of the bin in which the cumulative count first reaches p·n.
///
/// `bins` are occupied and ordered from the lowest amounts. `None` without bins. The answer is off by at most the
/// bin's width, and exact when all its amounts are equal.
pub fn quantile(bins: &[Bin], p: PerMille) -> Option<f64> {
    let counts: Vec<u64> = bins.iter().map(|bin| bin.count).collect();
    bins.get(quantile_bin(&counts, p)?).map(Bin::mean)
}

/// Position of the first bin at which the cumulative count reaches p·n; `None` without bins.
pub fn quantile_bin(counts: &[u64], p: PerMille) -> Option<usize> {
    let total: u128 = counts.iter().copied().map(u128::from).sum();
    let mut cumulative = 0;
    counts.iter().position(|count| {
        cumulative += u128::from(*count);
        cumulative * 1000 >= total * u128::from(p.get())
    })
}

/// Expected shortfall: the mean of the worst (1 − p)·n amounts, those at the upper end.
///
/// ES_p = (Σ of the bins beyond + the missing share of the boundary bin × its mean) ÷ ((1 − p)·n)
///
/// (Acerbi and Tasche 2002). `None` without bins and for p = 1. Exact but for the boundary bin, of which the mean
/// stands for its uppermost amounts.
pub fn expected_shortfall(bins: &[Bin], p: PerMille) -> Option<f64> {
    // In thousandths of an amount, so that (1 − p)·n is whole.
    let tail = count(bins) * u128::from(1000 - p.get());
    if tail == 0 {
        return None;
    }
    let (mut missing, mut whole_bins, mut boundary) = (tail, 0_i128, 0.0);
    for bin in bins.iter().rev() {
        let weight = u128::from(bin.count) * 1000;
        if weight > missing {
            boundary = missing as f64 / 1000.0 * bin.mean();
            break;
        }
        missing -= weight;
        whole_bins += bin.sum;
    }
    Some((whole_bins as f64 + boundary) / (tail as f64 / 1000.0))
}

fn count(bins: &[Bin]) -> u128 {
    bins.iter().map(|bin| u128::from(bin.count)).sum()
}
