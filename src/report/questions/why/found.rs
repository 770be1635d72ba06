//! The rows of the three tables, cell by cell, as everything that is said of them takes them.

use polars::prelude::DataFrame;

use crate::aggregate::estimates::{DEFAULT_RATE, EXPECTED_LOSS};
use crate::answers::why::{
    CAUSES, COMBINATIONS, Cause, DEFAULT_RATE_CONTRIBUTED, DEFAULTS, DEFAULTS_ONLY_OFF, LOSS_FRAC, LOSS_PER_DEFAULT,
    LossOf, OFF, Part, SHARE_OF_DEFAULTS, SHARES, SWITCHES,
};
use crate::report::ReportError;
use crate::report::results::{Results, estimate, integers};
use crate::stats::Estimate;

/// What was found of one cell.
pub(super) struct Found {
    pub default_rate: Estimate,
    /// In the order of [`Cause::ALL`].
    pub causes: [OfCause; Cause::ALL.len()],
    /// Households that default only with some cause off.
    pub only_off: i64,
    /// In the order of [`LossOf::ALL`], then of [`Part::ALL`].
    pub losses: [[OfPart; Part::ALL.len()]; LossOf::ALL.len()],
}

/// Defaults of one cause.
#[derive(Clone, Copy, Default)]
pub(super) struct OfCause {
    pub defaults: i64,
    pub share: Estimate,
    pub rate: Estimate,
}

/// A part of a loss.
#[derive(Clone, Copy, Default)]
pub(super) struct OfPart {
    pub of_loans: Estimate,
    pub per_default: Estimate,
}

/// One combination of causes that are off.
pub(super) struct Combination {
    pub cell: usize,
    /// Causes by their keys, joined by `+`.
    pub off: String,
    pub default_rate: Estimate,
    pub expected_loss: Estimate,
}

impl Found {
    /// Every cell.
    pub fn of(results: &Results) -> Result<Vec<Self>, ReportError> {
        let (causes, shares, switches) = (results.table(&CAUSES)?, results.table(&SHARES)?, results.table(&SWITCHES)?);
        let (defaults, only_off) = (integers(causes, &DEFAULTS)?, integers(causes, &DEFAULTS_ONLY_OFF)?);
        let whole = |numbers: &[i64], row: usize| numbers.get(row).copied().unwrap_or_default();
        let mut cells = Vec::new();
        for cell in 0..results.labels.len() {
            let first = cell * Cause::ALL.len();
            let mut found = Self {
                default_rate: estimate(switches, &DEFAULT_RATE.column, cell * COMBINATIONS)?,
                causes: Default::default(),
                only_off: whole(&only_off, first),
                losses: Default::default(),
            };
            for (row, cause) in (first..).zip(&mut found.causes) {
                *cause = OfCause {
                    defaults: whole(&defaults, row),
                    share: estimate(causes, &SHARE_OF_DEFAULTS, row)?,
                    rate: estimate(causes, &DEFAULT_RATE_CONTRIBUTED, row)?,
                };
            }
            let first = cell * LossOf::ALL.len() * Part::ALL.len();
            for (row, part) in (first..).zip(found.losses.as_flattened_mut()) {
                *part = of_part(shares, row)?;
            }
            cells.push(found);
        }
        Ok(cells)
    }

    /// Defaults of the cell.
    pub fn defaults(&self) -> i64 {
        self.causes.iter().map(|cause| cause.defaults).sum()
    }

    /// Parts of a loss.
    pub fn parts(&self, loss: LossOf) -> &[OfPart; Part::ALL.len()] {
        &self.losses[loss as usize]
    }
}

fn of_part(shares: &DataFrame, row: usize) -> Result<OfPart, ReportError> {
    Ok(OfPart { of_loans: estimate(shares, &LOSS_FRAC, row)?, per_default: estimate(shares, &LOSS_PER_DEFAULT, row)? })
}

impl Combination {
    /// Every combination of every cell.
    pub fn of(results: &Results) -> Result<Vec<Self>, ReportError> {
        let table = results.table(&SWITCHES)?;
        let offs = table.column(&OFF.header())?.str()?;
        let combination = |row: usize| {
            Ok(Self {
                cell: row / COMBINATIONS,
                off: offs.get(row).unwrap_or_default().to_owned(),
                default_rate: estimate(table, &DEFAULT_RATE.column, row)?,
                expected_loss: estimate(table, &EXPECTED_LOSS.column, row)?,
            })
        };
        (0..table.height()).map(combination).collect()
    }
}
