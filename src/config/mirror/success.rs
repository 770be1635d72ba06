//! The chance that an auction round sells.

use std::{borrow::Cow, fmt};

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{Error, MapAccess, Visitor},
    ser::SerializeMap,
};

use super::{
    Distribution,
    distribution::{alternatives, drawn_schema, law_schema},
};

/// The chance that an auction round sells: a number, a drawn number, or logistic in start and trend.
#[derive(Clone, Debug, PartialEq)]
pub enum Success {
    /// A probability, constant or drawn.
    Drawn(Distribution),
    /// Falls with the start price and moves with the market.
    Logistic(Logistic),
}

/// logistic(alpha - beta * ln(start / market) + gamma * twelve-month log growth).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Logistic {
    /// Log odds of a sale at a start equal to market in a flat market.
    pub alpha: f64,
    /// Fall of the log odds with the log of start over market.
    pub beta: f64,
    /// Rise of the log odds with twelve-month log growth of the index.
    #[serde(default)]
    pub gamma: f64,
}

impl JsonSchema for Success {
    fn schema_name() -> Cow<'static, str> {
        "Success".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut alternatives = alternatives(generator);
        alternatives.push(law_schema("logistic", generator.subschema_for::<Logistic>()));
        drawn_schema("A probability, the law it is drawn from, or a logistic.", alternatives)
    }
}

impl Serialize for Success {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Drawn(distribution) => distribution.serialize(serializer),
            Self::Logistic(logistic) => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry("logistic", logistic)?;
                map.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Success {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SuccessVisitor)
    }
}

struct SuccessVisitor;

impl<'de> Visitor<'de> for SuccessVisitor {
    type Value = Success;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a probability, one law, or { logistic = { alpha = 0.4, beta = 2 } }")
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Success, E> {
        Ok(Success::Drawn(Distribution::Constant(value)))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Success, E> {
        self.visit_f64(value as f64)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Success, E> {
        self.visit_f64(value as f64)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Success, A::Error> {
        let name: String = map.next_key()?.ok_or_else(|| A::Error::invalid_length(0, &"one law"))?;
        let success = if name == "logistic" {
            Success::Logistic(map.next_value()?)
        } else {
            Success::Drawn(Distribution::read_law(&name, &mut map)?)
        };
        match map.next_key::<String>()? {
            None => Ok(success),
            Some(_) => Err(A::Error::invalid_length(2, &"one law")),
        }
    }
}
