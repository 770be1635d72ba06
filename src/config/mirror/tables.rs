//! `[tables]`: what tables are made of besides.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::tape::By;

/// What tables are made of besides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Tables")]
#[serde(deny_unknown_fields)]
pub struct TablesAsked {
    /// What a tape is cut by for the tables `segments` and `segment_losses`, each once; with `[portfolio]`.
    #[schemars(extend("minItems" = 1, "maxItems" = 7))]
    pub by: Vec<By>,
}
