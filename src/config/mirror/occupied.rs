//! `[foreclosure.occupied]`: homes still lived in when they are auctioned.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What an occupied home is worth to a bidder; off while `price_loss_frac` is 0.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Occupied {
    /// Share of the value an occupied home loses, 0 or more, below 1.
    #[schemars(extend("minimum" = 0, "exclusiveMaximum" = 1))]
    pub price_loss_frac: f64,
    /// Probability that the home has been vacated by the judgment, 0 to 1.
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub vacated_probability: f64,
}
