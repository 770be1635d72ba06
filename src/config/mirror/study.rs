//! `[study]`: size, seed and horizon.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What `study.name` may look like.
pub const NAME_PATTERN: &str = "^[A-Za-z0-9_-]+$";

/// What a scenario, a key or a word that is swept is called in reports.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// Name of a scenario, dotted key, or word that a swept key takes.
    #[schemars(extend("minLength" = 1))]
    pub of: String,
    /// What English reports call it; absent: as the config writes it.
    #[serde(default)]
    pub en: String,
    /// What Chinese reports call it; absent: as in `en`.
    #[serde(default)]
    pub zh: String,
}

/// Size, seed and horizon of the study.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Study {
    /// Short name of the study and of its results folder: letters, digits, `_` and `-`.
    #[schemars(extend("pattern" = NAME_PATTERN))]
    pub name: String,
    /// Title shown in reports.
    #[serde(default)]
    pub title: String,
    /// Title in Chinese reports; absent: `title`.
    #[serde(default)]
    pub title_zh: String,
    /// What the study asks, a sentence: reports begin with it. Absent: the comment in the config's head that begins with
    /// `Question:`, up to its question mark.
    #[serde(default)]
    pub question: String,
    /// The question in Chinese reports; absent: `question`.
    #[serde(default)]
    pub question_zh: String,
    /// What must be known beside the question; absent: what follows the question in the config's head.
    #[serde(default)]
    pub note: String,
    /// The note in Chinese reports; absent: `note`.
    #[serde(default)]
    pub note_zh: String,
    /// Currency in which all amounts of the config are, as reports name it, such as `CNY`; absent: "currency units".
    #[serde(default)]
    pub currency: String,
    /// What scenarios, keys and swept words are called in reports, in both languages.
    #[serde(default)]
    pub labels: Vec<Named>,
    /// Seed of every random stream; the same seed gives the same bytes.
    #[serde(default = "default_seed")]
    #[schemars(extend("minimum" = 0, "maximum" = u64::MAX))]
    pub seed: u64,
    /// Number of worlds (price, labour market and rate paths), 1 to 4 billion.
    #[schemars(extend("minimum" = 1, "maximum" = 4_000_000_000_u32))]
    pub worlds: u32,
    /// Number of households drawn afresh in each world, 1 to 4 billion.
    #[schemars(extend("minimum" = 1, "maximum" = 4_000_000_000_u32))]
    pub households: u32,
    /// Months in which new defaults are counted, 1 to 600.
    #[schemars(extend("minimum" = 1, "maximum" = 600))]
    pub horizon_months: u32,
    /// Months after the horizon in which open foreclosures are worked out, 0 to 600.
    #[serde(default = "default_tail")]
    #[schemars(extend("minimum" = 0, "maximum" = 600))]
    pub workout_tail_months: u32,
}

fn default_seed() -> u64 {
    1
}

fn default_tail() -> u32 {
    60
}
