//! METHOD §1, distributions: sampled by inversion of u₁, and their means (24).

use std::path::Path;

use serde::Deserialize;
use serde_json::Value as Json;

use super::draws::{inverse_normal, normal_cdf};
use super::series::read_column;

/// As the config writes it, `{ uniform = { min = 1, max = 3 } }`. The twin has no beta.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Distribution {
    Uniform {
        min: f64,
        max: f64,
    },
    Lognormal {
        median: f64,
        sigma: f64,
    },
    Triangular {
        min: f64,
        mode: f64,
        max: f64,
    },
    Normal {
        mean: f64,
        sd: f64,
        min: f64,
        max: f64,
    },
    Discrete {
        values: Vec<f64>,
        weights: Vec<f64>,
    },
    Empirical(Column),
    /// (330) The column of a survey whose row the household is.
    Survey(String),
}

#[derive(Deserialize)]
pub struct Column {
    file: String,
    column: String,
    #[serde(skip)]
    values: Vec<f64>,
}

impl Distribution {
    /// `None` for a table that is no distribution.
    pub fn of(json: &Json, base_dir: &Path) -> Option<Distribution> {
        let mut distribution: Distribution = Deserialize::deserialize(json).ok()?;
        if let Distribution::Empirical(Column { file, column, values }) = &mut distribution {
            *values = read_column(&base_dir.join(file), column);
        }
        Some(distribution)
    }

    pub fn draw(&self, u: f64) -> f64 {
        match self {
            Distribution::Uniform { min, max } => min + (max - min) * u,
            Distribution::Lognormal { median, sigma } => median * (sigma * inverse_normal(u)).exp(),
            Distribution::Triangular { min, mode, max } => {
                let (left, whole) = (mode - min, max - min);
                if whole == 0.0 {
                    *min
                } else if u < left / whole {
                    min + (u * whole * left).sqrt()
                } else {
                    max - ((1.0 - u) * whole * (max - mode)).sqrt()
                }
            }
            Distribution::Normal { mean, sd, min, max } => {
                if *sd == 0.0 {
                    return mean.clamp(*min, *max);
                }
                let below = normal_cdf((min - mean) / sd);
                let above = normal_cdf((max - mean) / sd);
                (mean + sd * inverse_normal(below + u * (above - below))).clamp(*min, *max)
            }
            Distribution::Survey(column) => panic!("{column} stands in a row"),
            Distribution::Empirical(Column { values, .. }) => {
                let n = values.len();
                values[((u * n as f64) as usize).min(n - 1)]
            }
            Distribution::Discrete { values, weights } => {
                let target = u * weights.iter().sum::<f64>();
                let mut cumulative = 0.0;
                for (value, weight) in values.iter().zip(weights) {
                    cumulative += weight;
                    if cumulative > target {
                        return *value;
                    }
                }
                *values.last().unwrap()
            }
        }
    }

    pub fn mean(&self) -> f64 {
        match self {
            Distribution::Uniform { min, max } => (min + max) / 2.0,
            Distribution::Lognormal { median, sigma } => median * (sigma * sigma / 2.0).exp(),
            Distribution::Triangular { min, mode, max } => (min + mode + max) / 3.0,
            Distribution::Normal { mean, sd, min, max } => {
                if *sd == 0.0 {
                    return mean.clamp(*min, *max);
                }
                let (a, b) = ((min - mean) / sd, (max - mean) / sd);
                let density = |x: f64| (-x * x / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt();
                mean + sd * (density(a) - density(b)) / (normal_cdf(b) - normal_cdf(a))
            }
            Distribution::Survey(column) => panic!("{column} stands in a row"),
            Distribution::Empirical(Column { values, .. }) => values.iter().sum::<f64>() / values.len() as f64,
            Distribution::Discrete { values, weights } => {
                let sum: f64 = values.iter().zip(weights).map(|(v, w)| v * w).sum();
                sum / weights.iter().sum::<f64>()
            }
        }
    }
}
