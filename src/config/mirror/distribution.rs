//! A number, or the law it is drawn from.

use std::{borrow::Cow, fmt};

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{Error, MapAccess, Visitor},
    ser::SerializeMap,
};
use serde_json::{Value, json};

use super::{Beta, Discrete, Empirical, Lognormal, Normal, Triangular, Uniform};

/// The laws by the names a config uses.
pub const LAWS: [&str; 7] = ["uniform", "lognormal", "triangular", "normal", "empirical", "discrete", "beta"];

/// A number, or the law from which each household draws it: `0.3` or
/// `{ uniform = { min = 0.2, max = 0.4 } }`.
#[derive(Clone, Debug, PartialEq)]
pub enum Distribution {
    /// The same number for everyone.
    Constant(f64),
    /// Uniform between two numbers.
    Uniform(Uniform),
    /// Lognormal.
    Lognormal(Lognormal),
    /// Triangular.
    Triangular(Triangular),
    /// Truncated normal.
    Normal(Normal),
    /// The values of a CSV column.
    Empirical(Empirical),
    /// Listed values with weights.
    Discrete(Discrete),
    /// Stretched beta.
    Beta(Beta),
}

impl Distribution {
    /// Reads the parameters of the law `name` as the map's next value.
    pub(super) fn read_law<'de, A>(name: &str, map: &mut A) -> Result<Self, A::Error>
    where
        A: MapAccess<'de>,
    {
        Ok(match name {
            "uniform" => Self::Uniform(map.next_value()?),
            "lognormal" => Self::Lognormal(map.next_value()?),
            "triangular" => Self::Triangular(map.next_value()?),
            "normal" => Self::Normal(map.next_value()?),
            "empirical" => Self::Empirical(map.next_value()?),
            "discrete" => Self::Discrete(map.next_value()?),
            "beta" => Self::Beta(map.next_value()?),
            other => return Err(A::Error::unknown_variant(other, &LAWS)),
        })
    }
}

/// A table with one law in it.
pub(super) fn law_schema(name: &str, parameters: Schema) -> Value {
    json!({
        "type": "object",
        "properties": { name: parameters },
        "required": [name],
        "additionalProperties": false,
    })
}

/// A number or one of the laws, as the alternatives of a `oneOf`.
pub(super) fn alternatives(generator: &mut SchemaGenerator) -> Vec<Value> {
    vec![
        json!({ "type": "number" }),
        law_schema("uniform", generator.subschema_for::<Uniform>()),
        law_schema("lognormal", generator.subschema_for::<Lognormal>()),
        law_schema("triangular", generator.subschema_for::<Triangular>()),
        law_schema("normal", generator.subschema_for::<Normal>()),
        law_schema("empirical", generator.subschema_for::<Empirical>()),
        law_schema("discrete", generator.subschema_for::<Discrete>()),
        law_schema("beta", generator.subschema_for::<Beta>()),
    ]
}

/// The schema of a key that is a number or one of `alternatives`; `x-law` marks it for the checker.
pub(super) fn drawn_schema(description: &str, alternatives: Vec<Value>) -> Schema {
    let mut schema = Schema::default();
    schema.insert("description".into(), description.into());
    schema.insert("x-law".into(), true.into());
    schema.insert("oneOf".into(), alternatives.into());
    schema
}

impl JsonSchema for Distribution {
    fn schema_name() -> Cow<'static, str> {
        "Distribution".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let alternatives = alternatives(generator);
        drawn_schema("A number, or the law from which each household draws it.", alternatives)
    }
}

impl Serialize for Distribution {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        fn law<S: Serializer, T: Serialize>(s: S, name: &str, law: &T) -> Result<S::Ok, S::Error> {
            let mut map = s.serialize_map(Some(1))?;
            map.serialize_entry(name, law)?;
            map.end()
        }
        match self {
            Self::Constant(value) => serializer.serialize_f64(*value),
            Self::Uniform(it) => law(serializer, "uniform", it),
            Self::Lognormal(it) => law(serializer, "lognormal", it),
            Self::Triangular(it) => law(serializer, "triangular", it),
            Self::Normal(it) => law(serializer, "normal", it),
            Self::Empirical(it) => law(serializer, "empirical", it),
            Self::Discrete(it) => law(serializer, "discrete", it),
            Self::Beta(it) => law(serializer, "beta", it),
        }
    }
}

impl<'de> Deserialize<'de> for Distribution {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(DistributionVisitor)
    }
}

struct DistributionVisitor;

impl<'de> Visitor<'de> for DistributionVisitor {
    type Value = Distribution;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number or one law, such as { uniform = { min = 0.2, max = 0.4 } }")
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Distribution, E> {
        Ok(Distribution::Constant(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Distribution, E> {
        Ok(Distribution::Constant(value as f64))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Distribution, E> {
        Ok(Distribution::Constant(value as f64))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Distribution, A::Error> {
        let name: String = map.next_key()?.ok_or_else(|| A::Error::invalid_length(0, &"one law"))?;
        let drawn = Distribution::read_law(&name, &mut map)?;
        match map.next_key::<String>()? {
            None => Ok(drawn),
            Some(_) => Err(A::Error::invalid_length(2, &"one law")),
        }
    }
}
