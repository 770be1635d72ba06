//! Parameters of each distribution a key can be drawn from, named as in textbooks.

use std::sync::{Arc, OnceLock};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::columns::{self, ColumnRef};
use super::scope::Scope;

/// The number 1, the default of ratios.
pub fn unit() -> f64 {
    1.0
}

/// Uniform between two numbers.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Uniform {
    /// Lowest value.
    pub min: f64,
    /// Highest value, not below `min`.
    pub max: f64,
}

/// Lognormal; support from 0 up.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Lognormal {
    /// Median, above 0.
    #[schemars(extend("exclusiveMinimum" = 0))]
    pub median: f64,
    /// Standard deviation of the logarithm, 0 or more.
    #[schemars(extend("minimum" = 0))]
    pub sigma: f64,
}

/// Triangular.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Triangular {
    /// Lowest value.
    pub min: f64,
    /// Most likely value, between `min` and `max`.
    pub mode: f64,
    /// Highest value.
    pub max: f64,
}

/// Normal truncated to an interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Normal {
    /// Mean before truncation.
    pub mean: f64,
    /// Standard deviation before truncation, above 0.
    #[schemars(extend("exclusiveMinimum" = 0))]
    pub sd: f64,
    /// Lowest value.
    pub min: f64,
    /// Highest value, above `min`.
    pub max: f64,
}

/// The column that a [`ColumnRef`] names, read: all cells hold its values once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "ColumnRef", into = "ColumnRef")]
pub struct Empirical {
    reference: ColumnRef,
    /// The values in the order of the file, at least one.
    pub values: Arc<[f64]>,
}

impl TryFrom<ColumnRef> for Empirical {
    type Error = String;

    fn try_from(reference: ColumnRef) -> Result<Self, String> {
        match columns::read(&reference) {
            Some(values) => Ok(Self { reference, values }),
            None => Err(format!("the column {:?} of {} was not read, or is empty", reference.column, reference.file)),
        }
    }
}

impl From<Empirical> for ColumnRef {
    fn from(empirical: Empirical) -> Self {
        empirical.reference
    }
}

/// Listed values with weights.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Discrete")]
#[serde(deny_unknown_fields)]
pub struct Weighted {
    /// The values.
    #[schemars(extend("minItems" = 1))]
    pub values: Vec<f64>,
    /// A weight for each value, 0 or more, not all 0; they need not sum to 1.
    #[schemars(extend("minItems" = 1, "items" = { "type": "number", "minimum": 0 }))]
    pub weights: Vec<f64>,
}

/// [`Weighted`] values and what follows from them, made once for all that clone it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Weighted")]
pub struct Discrete(Arc<Built>);

/// A list as a config has it, or the number of one that was read before, so that a study's cells hold a long list once.
#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Read(u64),
    List(Weighted),
}

#[derive(Debug, PartialEq)]
struct Built {
    written: Weighted,
    cumulative_weights: Vec<f64>,
    /// Values in order, each with its own weight.
    ordered: OnceLock<Vec<(f64, f64)>>,
}

thread_local! {
    static READ: Scope<u64, Discrete> = Scope::default();
}

/// What `work` makes of distributions that have lists by their numbers.
pub fn with_lists<T>(lists: Vec<(u64, Discrete)>, work: impl FnOnce() -> T) -> T {
    Scope::with(&READ, lists, work)
}

impl Discrete {
    /// The values, at least one.
    pub fn values(&self) -> &[f64] {
        &self.0.written.values
    }

    /// Cumulative weights, the last one their total.
    pub fn cumulative_weights(&self) -> &[f64] {
        &self.0.cumulative_weights
    }

    /// The values from the lowest to the highest, each with its own weight.
    pub fn ordered(&self) -> &[(f64, f64)] {
        self.0.ordered.get_or_init(|| {
            let mut before = 0.0;
            let own = |upto: &f64| upto - std::mem::replace(&mut before, *upto);
            let weights = self.cumulative_weights().iter().map(own);
            let mut ordered: Vec<(f64, f64)> = self.values().iter().copied().zip(weights).collect();
            ordered.sort_by(|a, b| a.0.total_cmp(&b.0));
            ordered
        })
    }
}

impl TryFrom<Written> for Discrete {
    type Error = &'static str;

    fn try_from(written: Written) -> Result<Self, Self::Error> {
        match written {
            Written::Read(number) => READ.with(|read| read.find(&number)).ok_or("no list was read under this number"),
            Written::List(weighted) => weighted.try_into(),
        }
    }
}

impl TryFrom<Weighted> for Discrete {
    type Error = &'static str;

    fn try_from(weighted: Weighted) -> Result<Self, Self::Error> {
        if weighted.values.is_empty() || weighted.values.len() != weighted.weights.len() {
            return Err("each value has a weight, and there is at least one");
        }
        let mut sum = 0.0;
        let upto = |weight: &f64| {
            sum += weight;
            sum
        };
        let cumulative_weights = weighted.weights.iter().map(upto).collect();
        Ok(Self(Arc::new(Built { written: weighted, cumulative_weights, ordered: OnceLock::new() })))
    }
}

impl From<Discrete> for Weighted {
    fn from(discrete: Discrete) -> Self {
        discrete.0.written.clone()
    }
}

/// Beta stretched to an interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Beta {
    /// First shape, above 0.
    #[schemars(extend("exclusiveMinimum" = 0))]
    pub alpha: f64,
    /// Second shape, above 0.
    #[schemars(extend("exclusiveMinimum" = 0))]
    pub beta: f64,
    /// Lowest value.
    #[serde(default)]
    pub min: f64,
    /// Highest value, above `min`.
    #[serde(default = "unit")]
    pub max: f64,
}
