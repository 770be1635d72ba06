//! `[[price.overlay]]`: a stress on top of any index model.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Extra log return spread evenly over months.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
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
