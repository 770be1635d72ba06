//! `[portfolio]`: existing loans, a row of a file each.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Existing loans in place of households that are drawn: each row of a tape is a household of every world.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Portfolio {
    /// Tape of loans, CSV or Parquet, relative to the config file that names it; its columns: docs/TAPE.md.
    pub file: String,
    /// The file's own names for columns, such as `id = "LOAN_NO"`; absent: it uses those of docs/TAPE.md.
    #[serde(default)]
    pub columns: Option<BTreeMap<String, String>>,
    /// Share of households not in arrears whose first earner is out of work in month 0, 0 to 1.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub out_of_work_frac: f64,
    /// Share of those in arrears likewise, 0 to 1; needed where a row is in arrears.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub arrears_out_of_work_frac: Option<f64>,
    /// Worlds, the first ones, in which every loan is given a second life, for the share of the book's variance that its loans have
    /// in common (table `systematic_share`), 64 to 100 million; above `study.worlds` they are all of them; absent: none.
    #[serde(default)]
    #[schemars(extend("minimum" = 64, "maximum" = 100_000_000))]
    pub second_lives_worlds: Option<u32>,
}
