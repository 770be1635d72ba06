//! `[uncertainty]`: keys whose numbers are in doubt, each with the distribution of what it may be.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Value, json};

use crate::random::distribution::Family;
use crate::random::parameters::{Lognormal, Normal, Triangular, Uniform, Weighted};

// Only its schema is used: the values are read from the document, which knows their positions.
/// Keys in doubt and their distributions. Keys are dotted and in quotes, such as `"loan.annual_rate"`.
pub struct Uncertainty;

impl Uncertainty {
    /// Distributions that a key in doubt can have: those with an inverse, since the points of a design are spread evenly over
    /// (0, 1), and without a file.
    pub const FAMILIES: [Family; 5] =
        [Family::Uniform, Family::Triangular, Family::Normal, Family::Lognormal, Family::Discrete];
}

impl JsonSchema for Uncertainty {
    fn schema_name() -> Cow<'static, str> {
        "Uncertainty".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut parameters = |family: Family| match family {
            Family::Uniform => Some(generator.subschema_for::<Uniform>()),
            Family::Triangular => Some(generator.subschema_for::<Triangular>()),
            Family::Normal => Some(generator.subschema_for::<Normal>()),
            Family::Lognormal => Some(generator.subschema_for::<Lognormal>()),
            Family::Discrete => Some(generator.subschema_for::<Weighted>()),
            Family::Empirical | Family::Survey | Family::Beta => None,
        };
        let alternative = |family: Family| -> Option<Value> {
            let name = serde_json::to_value(family).ok()?.as_str()?.to_owned();
            Some(json!({
                "type": "object",
                "properties": { name.as_str(): parameters(family)? },
                "required": [name],
                "additionalProperties": false,
            }))
        };
        let alternatives: Vec<Value> = Self::FAMILIES.into_iter().filter_map(alternative).collect();
        json_schema!({
            "description": "Keys whose numbers are in doubt, dotted and in quotes, each with the distribution of what it may be; \
                            `sensitivity --screen` draws from them, every other command uses the values as they are written.",
            "type": "object",
            "minProperties": 1,
            "additionalProperties": { "x-distribution": true, "oneOf": alternatives },
        })
    }
}
