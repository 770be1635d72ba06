//! The rows of `differences` as they are told.

use crate::aggregate::comparisons::ESTIMATE;
use crate::aggregate::{CELL, Estimator};
use crate::answers::compare::{A, B, DIFFERENCE, DIFFERENCES, VERDICT, Verdict, Z};
use crate::outcome::{Column, Unit};
use crate::report::ReportError;
use crate::report::language::Language;
use crate::report::number::{NOTHING, Show, fixed, plain};
use crate::report::results::{Results, estimate, integers, number};
use crate::stats::Estimate;

/// A row.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub cell: usize,
    pub column: Column,
    pub a: Estimate,
    pub b: Estimate,
    pub difference: Estimate,
    pub z: Option<f64>,
    pub verdict: Verdict,
}

/// All of them, in the order of the table.
pub(super) fn rows(results: &Results) -> Result<Vec<Row>, ReportError> {
    let table = results.table(&DIFFERENCES)?;
    let (cells, names) = (integers(table, &CELL)?, table.column(ESTIMATE.name)?.str()?);
    let verdicts = table.column(VERDICT.name)?.str()?;
    let mut rows = Vec::new();
    for (row, cell) in cells.iter().enumerate() {
        // An estimate of another version has no column here.
        let Some(estimator) = names.get(row).and_then(Estimator::find) else { continue };
        rows.push(Row {
            cell: usize::try_from(*cell).unwrap_or(usize::MAX),
            column: estimator.column(),
            a: estimate(table, &A, row)?,
            b: estimate(table, &B, row)?,
            difference: estimate(table, &DIFFERENCE, row)?,
            z: number(table, &Z, row)?,
            verdict: verdicts.get(row).and_then(Verdict::find).unwrap_or(Verdict::Untold),
        });
    }
    Ok(rows)
}

impl Row {
    /// What it is an estimate of.
    pub fn name(&self, language: Language) -> String {
        match language {
            Language::English => self.column.name.replace('_', " "),
            Language::Chinese => self.column.chinese_name.to_owned(),
        }
    }

    /// A value with its error.
    pub fn value(&self, value: Estimate, language: Language) -> String {
        self.shown(value, Show::Percent, language)
    }

    /// The difference with its error.
    pub fn difference(&self, language: Language) -> String {
        self.shown(self.difference, Show::Points, language)
    }

    fn shown(&self, value: Estimate, fraction: Show, language: Language) -> String {
        match (self.column.unit, value.value, value.mcse) {
            (Unit::Fraction, ..) => fraction.estimate(value, language),
            (Unit::Money, ..) => Show::Money.estimate(value, language),
            (_, Some(value), Some(mcse)) => format!("{} ± {}", fixed(value, 3), fixed(mcse, 3)),
            (_, Some(value), None) => plain(value),
            (_, None, _) => NOTHING.to_owned(),
        }
    }
}
