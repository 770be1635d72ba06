//! `[sweep]`: keys whose values make cells.

use std::{borrow::Cow, collections::BTreeMap, fmt};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize, Serializer};

// Only its schema is used: the values are read from the document, which knows their order and
// their positions.
/// Cells by swept keys; exactly one of the three. Keys are dotted, such as `"loan.down_payment"`.
#[derive(JsonSchema)]
#[schemars(extend("minProperties" = 1, "maxProperties" = 1, "additionalProperties" = false))]
pub struct Sweep {
    /// Every combination of the listed values; the last key runs fastest.
    #[expect(dead_code, reason = "read for its schema only")]
    grid: Option<BTreeMap<String, Vec<SweepValue>>>,
    /// Listed cells, each with its own values.
    #[expect(dead_code, reason = "read for its schema only")]
    points: Option<Vec<BTreeMap<String, SweepValue>>>,
    /// The config as it is, and then with each listed value alone.
    #[expect(dead_code, reason = "read for its schema only")]
    one_at_a_time: Option<BTreeMap<String, Vec<SweepValue>>>,
}

/// The value a swept key has in a cell.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum SweepValue {
    /// A whole number.
    Integer(i64),
    /// A number.
    Float(f64),
    /// A word.
    Text(String),
    /// A switch.
    Boolean(bool),
}

impl SweepValue {
    /// What it shares with a value that is the same: 240 and 240.0 are one number.
    pub(in crate::config) fn identity(&self) -> String {
        match self {
            Self::Integer(whole) => format!("{:?}", *whole as f64),
            Self::Float(float) => format!("{float:?}"),
            Self::Text(text) => format!("{text:?}"),
            Self::Boolean(switch) => switch.to_string(),
        }
    }

    /// As it is written in a config.
    pub(in crate::config) fn written(&self) -> String {
        match self {
            Self::Text(text) => format!("{text:?}"),
            other => other.to_string(),
        }
    }
}

impl fmt::Display for SweepValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(value) => value.fmt(f),
            Self::Float(value) => value.fmt(f),
            Self::Text(value) => value.fmt(f),
            Self::Boolean(value) => value.fmt(f),
        }
    }
}

impl Serialize for SweepValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Integer(value) => value.serialize(serializer),
            Self::Float(value) => value.serialize(serializer),
            Self::Text(value) => value.serialize(serializer),
            Self::Boolean(value) => value.serialize(serializer),
        }
    }
}

impl JsonSchema for SweepValue {
    fn schema_name() -> Cow<'static, str> {
        "SweepValue".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A number, a word or a switch, valid for the swept key.",
            "type": ["number", "string", "boolean"],
        })
    }
}
