//! History as it was, equation (6).

/// A stretch of a historical index.
#[derive(Clone, Debug, PartialEq)]
pub struct Replay {
    /// ln(I_{s+t}/I_s) for t = 0…; held at its last value after.
    pub log_index: Vec<f64>,
}

impl Replay {
    pub(super) fn fill(&self, log_index: &mut [f64]) {
        let last = self.log_index.len() - 1;
        for (t, value) in log_index.iter_mut().enumerate() {
            *value = self.log_index[t.min(last)];
        }
    }
}
