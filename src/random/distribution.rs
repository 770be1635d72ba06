//! The distributions a config can name, sampled by inversion where the inverse is cheap.

use std::borrow::Cow;

use rand_distr::Distribution as _;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::columns::ColumnRef;
use super::generator::PhiloxGenerator;
use super::normal::quantile;
pub use super::parameters::unit;
use super::parameters::{Beta, Discrete, Empirical, Lognormal, Normal, Triangular, Uniform, Weighted};
use super::philox::Words;
use super::survey::SurveyColumn;
use super::truncated_normal::TruncatedNormal;
use super::uniform::Uniforms;

/// A number, or the distribution from which each household draws it: `0.3` or `{ uniform = { min = 0.2, max = 0.4 } }`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Distribution {
    /// Uniform on [min, max].
    Uniform(Uniform),
    /// median·e^{σZ}.
    Lognormal(Lognormal),
    /// Triangular on [min, max] with its peak at `mode`.
    Triangular(Triangular),
    /// Normal, truncated to [min, max].
    Normal(Normal),
    /// Each of the values with the same probability.
    Empirical(Empirical),
    /// The values with probabilities in proportion to the weights.
    Discrete(Discrete),
    /// Beta(α, β) stretched to [min, max]; no cheap inverse, drawn by `rand_distr`.
    Beta(Beta),
    /// What stands in the household's row of a survey.
    Survey(SurveyColumn),
    /// The same number for everyone.
    #[serde(untagged)]
    Constant(f64),
}

/// The constant 0, a default of many keys.
pub fn zero() -> Distribution {
    Distribution::Constant(0.0)
}

/// The constant 1, likewise.
pub fn one() -> Distribution {
    Distribution::Constant(1.0)
}

/// Which distribution a config names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "as in Distribution")]
pub enum Family {
    Uniform,
    Lognormal,
    Triangular,
    Normal,
    Empirical,
    Discrete,
    Beta,
    Survey,
}

impl Family {
    /// The one of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::deserialize(serde_json::Value::from(name)).ok()
    }
}

/// The schema of a key that is a number or one of the distributions, or a table of one of the `others`; `x-distribution`
/// marks it for the checker, which knows what a range beside it bounds: the support.
pub fn drawn_schema(description: &str, generator: &mut SchemaGenerator, others: &[(&str, Schema)]) -> Schema {
    let parameters = [
        ("uniform", generator.subschema_for::<Uniform>()),
        ("lognormal", generator.subschema_for::<Lognormal>()),
        ("triangular", generator.subschema_for::<Triangular>()),
        ("normal", generator.subschema_for::<Normal>()),
        ("empirical", generator.subschema_for::<ColumnRef>()),
        ("discrete", generator.subschema_for::<Weighted>()),
        ("beta", generator.subschema_for::<Beta>()),
        ("survey", json_schema!({ "description": "Column of `household.survey`.", "type": "string" })),
    ];
    let mut alternatives = vec![json!({ "type": "number" })];
    for (name, parameters) in parameters.iter().chain(others) {
        alternatives.push(json!({
            "type": "object",
            "properties": { *name: parameters },
            "required": [name],
            "additionalProperties": false,
        }));
    }
    json_schema!({ "description": description, "x-distribution": true, "oneOf": alternatives })
}

impl JsonSchema for Distribution {
    fn schema_name() -> Cow<'static, str> {
        "Distribution".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        drawn_schema("A number, or the distribution from which each household draws it.", generator, &[])
    }
}

impl Distribution {
    /// One value from the words of one call.
    pub fn sample(&self, words: Words) -> f64 {
        self.sample_at(Uniforms::from_words(words).first, words)
    }

    /// The value at u in (0, 1) of the distribution's inverse; `words` serve the one distribution that has none.
    pub fn sample_at(&self, u: f64, words: Words) -> f64 {
        match self {
            Self::Constant(value) => *value,
            Self::Uniform(Uniform { min, max }) => min + (max - min) * u,
            Self::Lognormal(Lognormal { median, sigma }) => median * libm::exp(sigma * quantile(u)),
            Self::Triangular(Triangular { min, mode, max }) => {
                let (width, left, right) = (max - min, mode - min, max - mode);
                if width <= 0.0 {
                    *min
                } else if u * width < left {
                    min + (u * width * left).sqrt()
                } else {
                    max - ((1.0 - u) * width * right).sqrt()
                }
            }
            Self::Normal(Normal { mean, sd, min, max }) => {
                if *sd <= 0.0 {
                    return *mean;
                }
                let value = TruncatedNormal::new(*mean, *sd, *min, *max).at(u);
                // Rounding at the very ends must not leave the interval the user gave.
                if value < *min {
                    *min
                } else if value > *max {
                    *max
                } else {
                    value
                }
            }
            Self::Empirical(Empirical { values, .. }) => one_of(values, u),
            Self::Discrete(discrete) => {
                let (values, cumulative_weights) = (discrete.values(), discrete.cumulative_weights());
                let last = values.len() - 1;
                let target = u * cumulative_weights[last];
                let at = cumulative_weights.partition_point(|weight| *weight <= target);
                values[if at < last { at } else { last }]
            }
            Self::Survey(column) => column.at(u),
            Self::Beta(Beta { alpha, beta, min, max }) => {
                // Shapes above 0, which are all that a config can have, make a distribution.
                let drawn = rand_distr::Beta::new(*alpha, *beta).map(|it| it.sample(&mut PhiloxGenerator::new(words)));
                min + (max - min) * drawn.unwrap_or(f64::NAN)
            }
        }
    }

    /// The value that a share `p`, in (0, 1), of all draws stays under; of a beta distribution, which has no cheap inverse, the
    /// end of its interval on that side of the middle.
    pub fn quantile(&self, p: f64) -> f64 {
        match self {
            Self::Beta(Beta { min, max, .. }) => {
                if p < 0.5 {
                    *min
                } else {
                    *max
                }
            }
            Self::Empirical(Empirical { values, .. }) => {
                let mut sorted = values.to_vec();
                sorted.sort_by(f64::total_cmp);
                one_of(&sorted, p)
            }
            Self::Discrete(discrete) => {
                let ordered = discrete.ordered();
                let mut left = p * discrete.cumulative_weights().last().copied().unwrap_or(f64::NAN);
                let reached = ordered.iter().find(|(_, weight)| {
                    left -= weight;
                    left < 0.0
                });
                reached.or(ordered.last()).map_or(f64::NAN, |(value, _)| *value)
            }
            Self::Survey(column) => column.quantile(p),
            _ => self.sample_at(p, [0; 4]),
        }
    }

    /// Expected value.
    pub fn mean(&self) -> f64 {
        match self {
            Self::Constant(value) => *value,
            Self::Uniform(Uniform { min, max }) => 0.5 * (min + max),
            Self::Lognormal(Lognormal { median, sigma }) => median * libm::exp(0.5 * sigma * sigma),
            Self::Triangular(Triangular { min, mode, max }) => (min + mode + max) / 3.0,
            Self::Normal(Normal { mean, sd, min, max }) => {
                if *sd <= 0.0 {
                    return *mean;
                }
                TruncatedNormal::new(*mean, *sd, *min, *max).expected()
            }
            Self::Empirical(Empirical { values, .. }) => values.iter().sum::<f64>() / values.len() as f64,
            Self::Survey(column) => column.mean(),
            Self::Discrete(discrete) => {
                let mut before = 0.0;
                let mut sum = 0.0;
                for (value, upto) in discrete.values().iter().zip(discrete.cumulative_weights()) {
                    sum += value * (upto - before);
                    before = *upto;
                }
                sum / before
            }
            Self::Beta(Beta { alpha, beta, min, max }) => min + (max - min) * alpha / (alpha + beta),
        }
    }

    /// The value that half of all draws stay under; of a beta distribution, which has no inverse here, the mean.
    pub fn median(&self) -> f64 {
        if let Self::Beta(_) = self { self.mean() } else { self.quantile(0.5) }
    }

    /// The value, where it is always the same.
    pub fn constant(&self) -> Option<f64> {
        if let Self::Constant(value) = self { Some(*value) } else { None }
    }
}

/// The value in whose part of (0, 1), cut into equal parts, u lies.
fn one_of(values: &[f64], u: f64) -> f64 {
    let last = values.len() - 1;
    let at = (u * values.len() as f64) as usize;
    values[if at < last { at } else { last }]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::columns::with_columns;

    /// Values listed or read in any order are put in order first.
    #[test]
    fn quantiles_of_unordered_values() {
        let reference = ColumnRef { file: "a.csv".into(), column: "x".into() };
        let columns = [(reference.clone(), [9.0, 1.0, 5.0, 3.0, 7.0].into())].to_vec();
        let written = json!({ "empirical": reference });
        let empirical = with_columns(columns, || Distribution::deserialize(&written)).expect("a distribution");
        assert_eq!([0.1, 0.5, 0.9].map(|p| empirical.quantile(p)), [1.0, 5.0, 9.0]);
        assert_eq!(serde_json::to_value(&empirical).expect("JSON"), written, "the values are no part of it");
        assert!(Distribution::deserialize(&written).is_err(), "nothing was read");
        // 8 with weight 1, 2 with 3, 4 with 0: three quarters of all draws are 2.
        let written = json!({ "discrete": { "values": [8.0, 2.0, 4.0], "weights": [1.0, 3.0, 0.0] } });
        let discrete = Distribution::deserialize(&written).expect("a distribution");
        assert_eq!(serde_json::to_value(&discrete).expect("JSON"), written);
        assert_eq!([0.01, 0.5, 0.74, 0.76, 0.999].map(|p| discrete.quantile(p)), [2.0, 2.0, 2.0, 8.0, 8.0]);
        assert_eq!((empirical.median(), discrete.median()), (5.0, 2.0));
        let wide = Distribution::Lognormal(Lognormal { median: 3.0, sigma: 0.5 });
        assert!((wide.quantile(0.975) - 3.0 * libm::exp(0.5 * 1.959_963_984_540_054)).abs() < 1e-9);
        assert_eq!(wide.median(), 3.0);
    }
}
