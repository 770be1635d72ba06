//! What a study found, from its own sweep: where its cells are worst and best, and where a bound on the loss is kept.

use crate::aggregate::estimates::{DEFAULT_RATE, EXPECTED_LOSS};
use crate::aggregate::{SUMMARY, summary};
use crate::report::ReportError;
use crate::report::language::Language;
use crate::report::reading::sweep::{self, Line};
use crate::report::results::{Results, numbers};

/// Bounds on expected loss, of lending: the first that is crossed along the worst line is told of.
const BOUNDS: [f64; 7] = [0.005, 0.0025, 0.01, 0.001, 0.02, 0.05, 0.1];

/// The cells worth telling of, and how the study's main key moves its losses.
pub(super) struct Found<'a> {
    /// Default rate by cell.
    pub rates: Vec<Option<f64>>,
    /// Expected loss by cell.
    pub losses: Vec<Option<f64>>,
    /// Cells with the most and the fewest defaults; `None` where nobody bought.
    pub by_rate: Option<Ends>,
    /// Cells with the largest and the smallest expected loss.
    pub by_loss: Option<Ends>,
    /// The key that is swept, and its lines.
    pub swept: Option<(&'a str, Vec<Line>)>,
    /// Worlds that were simulated.
    pub worlds: i64,
}

/// Two cells.
#[derive(Clone, Copy)]
pub(super) struct Ends {
    pub most: usize,
    pub least: usize,
}

/// Where on a line a bound is kept.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kept {
    /// In this cell and all with larger values of the key.
    From(usize),
    /// In this cell and all with smaller values.
    UpTo(usize),
    Everywhere,
    Nowhere,
    /// In parts of it, or it cannot be told.
    InParts,
}

impl<'a> Found<'a> {
    pub fn of(results: &'a Results, language: Language) -> Result<Self, ReportError> {
        let table = results.table(&SUMMARY)?;
        let (rates, losses) = (numbers(table, &DEFAULT_RATE.column)?, numbers(table, &EXPECTED_LOSS.column)?);
        Ok(Self {
            by_rate: ends(&rates),
            by_loss: ends(&losses),
            rates,
            losses,
            swept: sweep::along(&results.labels, language),
            worlds: table.column(summary::WORLDS.name)?.i64()?.get(0).unwrap_or(0),
        })
    }

    /// The line on which the lender loses most.
    pub fn worst_line(&self) -> Option<&Line> {
        let (_, lines) = self.swept.as_ref()?;
        let worst = self.by_loss?.most;
        lines.iter().find(|line| line.cells.iter().any(|(_, cell)| *cell == worst))
    }

    /// The bound that is crossed on the worst line.
    pub fn bound(&self) -> Option<f64> {
        let line = self.worst_line()?;
        BOUNDS.into_iter().find(|bound| matches!(self.kept(line, *bound), Kept::From(_) | Kept::UpTo(_)))
    }

    /// Where on a line expected loss stays under a bound.
    pub fn kept(&self, line: &Line, bound: f64) -> Kept {
        let under: Option<Vec<bool>> = line
            .cells
            .iter()
            .map(|(_, cell)| self.losses.get(*cell).copied().flatten().map(|loss| loss < bound))
            .collect();
        let Some(under) = under else { return Kept::InParts };
        let cell = |place: usize| line.cells.get(place).map_or(0, |(_, cell)| *cell);
        let first = under.iter().position(|under| *under);
        let last = under.iter().rposition(|under| *under);
        match (first, last) {
            (Some(first), Some(last)) if under[first..=last].contains(&false) => Kept::InParts,
            (Some(0), Some(last)) if last + 1 == under.len() => Kept::Everywhere,
            (Some(first), Some(last)) if last + 1 == under.len() => Kept::From(cell(first)),
            (Some(0), Some(last)) => Kept::UpTo(cell(last)),
            (Some(_), Some(_)) => Kept::InParts,
            _ => Kept::Nowhere,
        }
    }
}

fn ends(values: &[Option<f64>]) -> Option<Ends> {
    let known = || values.iter().enumerate().filter_map(|(cell, value)| value.map(|value| (cell, value)));
    let most = known().reduce(|a, b| if b.1 > a.1 { b } else { a })?.0;
    let least = known().reduce(|a, b| if b.1 < a.1 { b } else { a })?.0;
    Some(Ends { most, least })
}
