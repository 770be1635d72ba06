//! Columns of a table from plain vectors.

use polars::prelude::{Column, NamedFrom, Series};

use crate::stats::Estimate;

/// How an estimate is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// As it is: a fraction or a number of months.
    Plain,
    /// Estimated in cents, written in currency units.
    Money,
}

impl Scale {
    /// An estimate as it is written.
    pub(super) fn apply(self, estimate: Estimate) -> Estimate {
        let written = |value: f64| match self {
            Scale::Plain => value,
            Scale::Money => currency(value),
        };
        Estimate { value: estimate.value.map(written), mcse: estimate.mcse.map(written) }
    }
}

/// Cents to currency units, rounded to the cent half away from zero.
pub(super) fn currency(cents: f64) -> f64 {
    libm::round(cents) / 100.0
}

pub(super) fn integers(name: &str, values: Vec<i64>) -> Column {
    Series::new(name.into(), values).into()
}

pub(super) fn floats(name: &str, values: Vec<Option<f64>>) -> Column {
    Series::new(name.into(), values).into()
}

/// An estimate and its error: columns `<name>` and `<name>_mcse`.
pub(super) fn estimates(name: &str, scale: Scale, estimates: Vec<Estimate>) -> [Column; 2] {
    let written: Vec<Estimate> = estimates.into_iter().map(|estimate| scale.apply(estimate)).collect();
    [
        floats(name, written.iter().map(|estimate| estimate.value).collect()),
        floats(&format!("{name}_mcse"), written.iter().map(|estimate| estimate.mcse).collect()),
    ]
}
