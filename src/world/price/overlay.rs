//! A stress laid over any index model, equation (45).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Extra log return spread evenly over months.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Overlay {
    /// First month that carries a part of it, 1 or more.
    #[schemars(extend("minimum" = 1, "maximum" = 1200))]
    pub from_month: u32,
    /// Last month that carries a part of it.
    #[schemars(extend("minimum" = 1, "maximum" = 1200))]
    pub to_month: u32,
    /// Log return in all, -5 to 5; -0.105 takes a tenth off the index for good.
    #[schemars(extend("minimum" = -5, "maximum" = 5))]
    pub log_return: f64,
}

impl Overlay {
    /// Adds to the log index what has come by each month: r·(t − from + 1)/(to − from + 1) within, r after.
    pub(super) fn add(&self, log_index: &mut [f64]) {
        let (from_month, to_month) = (self.from_month as usize, self.to_month as usize);
        let months = (to_month + 1 - from_month) as f64;
        for (t, level) in log_index.iter_mut().enumerate().skip(from_month) {
            let part = if t < to_month { (t + 1 - from_month) as f64 / months } else { 1.0 };
            *level += self.log_return * part;
        }
    }
}
