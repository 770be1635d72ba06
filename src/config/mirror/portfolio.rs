//! `[portfolio]`: existing loans, a row of a file each.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Existing loans in place of households that are drawn: each row of a tape is a household of every world.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Portfolio {
    /// Tape of loans, CSV or Parquet, relative to the config file that names it; its columns: docs/TAPE.md.
    pub file: String,
    /// The file's own names for columns, such as `id = "LOAN_NO"`; absent: it uses those of docs/TAPE.md.
    #[serde(default)]
    pub columns: Option<BTreeMap<String, String>>,
}
