//! `[foreclosure.reappraisal]`: what follows when the last round has failed.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Distribution, defaults::zero};

/// How often a home is appraised anew and put up again before the lender takes it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Reappraisal {
    /// How often rounds start over, 0 to 20; then the lender takes the home.
    #[schemars(extend("minimum" = 0, "maximum" = 20))]
    pub max_loops: u32,
    /// Months from the failed round to the new first one, before that round's own months, 0 to 120.
    #[schemars(extend("minimum" = 0, "maximum" = 120))]
    pub months: Distribution,
}

impl Default for Reappraisal {
    fn default() -> Self {
        Self { max_loops: 0, months: zero() }
    }
}
