//! Laws of a config become laws that can be sampled.

use std::sync::Arc;

use crate::config::mirror::Distribution as Written;
use crate::config::{Data, Document, Fault};
use crate::random::Distribution;

/// What a law may refer to, and what a fault is located in.
#[derive(Clone, Copy)]
pub(super) struct Laws<'a> {
    pub data: &'a Data,
    pub document: &'a Document,
}

impl Laws<'_> {
    /// The law at a key that its table's mode requires.
    pub fn required(&self, key: &str, written: &Option<Written>) -> Result<Distribution, Fault> {
        match written {
            Some(written) => self.law(key, written),
            None => Err(self.document.fault_at(key, "is required here", None)),
        }
    }

    /// The law at `key`.
    pub fn law(&self, key: &str, written: &Written) -> Result<Distribution, Fault> {
        Ok(match written {
            Written::Constant(value) => Distribution::Constant(*value),
            Written::Uniform(it) => Distribution::Uniform { min: it.min, max: it.max },
            Written::Lognormal(it) => Distribution::Lognormal { median: it.median, sigma: it.sigma },
            Written::Triangular(it) => Distribution::Triangular { min: it.min, mode: it.mode, max: it.max },
            Written::Normal(it) => Distribution::Normal { mean: it.mean, sd: it.sd, min: it.min, max: it.max },
            Written::Empirical(it) => match self.data.column(it) {
                Some(values) if !values.is_empty() => Distribution::Empirical(Arc::clone(values)),
                _ => return Err(self.document.fault_at(key, "names a column without values", None)),
            },
            Written::Discrete(it) => {
                let mut sum = 0.0;
                let cumulative_weights = it.weights.iter().map(|weight| {
                    sum += weight;
                    sum
                });
                Distribution::Discrete { cumulative_weights: cumulative_weights.collect(), values: it.values.clone() }
            }
            Written::Beta(it) => match rand_distr::Beta::new(it.alpha, it.beta) {
                Ok(law) => Distribution::Beta { law, alpha: it.alpha, beta: it.beta, min: it.min, max: it.max },
                Err(error) => return Err(self.document.fault_at(key, &error.to_string(), None)),
            },
        })
    }
}
