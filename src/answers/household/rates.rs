//! What was found at a down payment and buffer.

use crate::stats::Estimate;

/// Shares of households.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Rates {
    pub missed: Estimate,
    pub default: Estimate,
    pub under_water: Estimate,
    pub lost_home: Estimate,
    pub owing: Estimate,
}
