//! Stationary block bootstrap of a series' monthly log returns (Politis and Romano 1994), equation (5).

/// Blocks of geometric length, mean `mean_block_months`, wrapping round at the end of the sample.
#[derive(Clone, Debug, PartialEq)]
pub struct Bootstrap {
    /// Monthly log returns of the source, in order; not empty.
    pub log_returns: Vec<f64>,
    /// Mean length of a block, months, at least 1.
    pub mean_block_months: f64,
}

impl Bootstrap {
    pub(super) fn fill(&self, blocks: &[(f64, f64)], log_index: &mut [f64]) {
        let n = self.log_returns.len();
        // ln(1 − 1/ℓ) is −∞ for ℓ = 1: every block then has one month.
        let log_continue = libm::log1p(-1.0 / self.mean_block_months);
        log_index[0] = 0.0;
        let (mut at, mut left, mut block) = (0, 0, 0);
        for t in 1..log_index.len() {
            if left == 0 {
                let (start, length) = blocks[block];
                block += 1;
                at = ((start * n as f64) as usize).min(n - 1);
                left = 1 + (libm::log(length) / log_continue) as usize;
            }
            log_index[t] = log_index[t - 1] + self.log_returns[at];
            at = if at + 1 == n { 0 } else { at + 1 };
            left -= 1;
        }
    }
}
