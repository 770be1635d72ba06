//! A stress laid over any index model, equation (45).

/// Extra log return spread evenly over months.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Overlay {
    /// First month that carries a part of it, at least 1.
    pub from_month: usize,
    /// Last month that does, not before the first.
    pub to_month: usize,
    /// The whole of it.
    pub log_return: f64,
}

impl Overlay {
    /// Adds to the log index what has come by each month: r·(t − from + 1)/(to − from + 1) within, r after.
    pub(super) fn add(&self, log_index: &mut [f64]) {
        let months = (self.to_month + 1 - self.from_month) as f64;
        for (t, level) in log_index.iter_mut().enumerate().skip(self.from_month) {
            let part = if t < self.to_month { (t + 1 - self.from_month) as f64 / months } else { 1.0 };
            *level += self.log_return * part;
        }
    }
}
