//! `[tables]`: what tables are made of besides.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::SweepValue;
use crate::tape::By;

/// What tables are made of besides.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Tables")]
#[serde(deny_unknown_fields)]
pub struct TablesAsked {
    /// What a tape is cut by for the tables `segments` and `segment_losses`, each once; with `[portfolio]`; absent: by nothing.
    #[serde(default)]
    #[schemars(extend("minItems" = 1, "maxItems" = 7))]
    pub by: Option<Vec<By>>,
    /// What each cell is compared with in the table `comparisons`: the cell that has these values, of `scenario` and of swept
    /// keys, such as `{ scenario = "flat", "loan.down_payment" = 0.3 }`, and shares with it what is not named here. Absent: the
    /// first cell of the same scenario, and for this itself the first scenario's.
    #[serde(default)]
    pub compare_to: Option<BTreeMap<String, SweepValue>>,
}

impl TablesAsked {
    /// What a tape is cut by.
    pub fn by(&self) -> &[By] {
        self.by.as_deref().unwrap_or_default()
    }
}
