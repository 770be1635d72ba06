//! What one household's mortgage may come to, METHOD.md (150) to (152): the odds at its own down payment and cash and at
//! others, the cash that a risk of one in a hundred needs, and a path that shows how it goes wrong. One run: every pair of
//! a down payment and a buffer is a further cell of the household's study.

mod bad_path;
mod counts;
mod grid;
mod needed;
mod rates;
mod tables;

use super::{AnswerError, Laboratory};
use crate::aggregate::{Estimator, ResultCell, Table, estimates};
use crate::config::{Faults, Loaded};
use crate::outcome::PathOutcome;
use crate::study::{Study, resolve};
use counts::Counts;
use polars::prelude::DataFrame;
use rates::Rates;

pub use bad_path::{BadMonth, BadPath, Rule};
pub use grid::{Grid, Row};
pub use needed::{Needed, RISK, Status};
pub use tables::{
    ARREARS, BALANCE, BUFFER, BUFFER_MONTHS, CASH, CASH_NEEDED, CASH_NEEDED_LOWER_95, CASH_NEEDED_TABLE,
    CASH_NEEDED_UPPER_95, DAYS_PAST_DUE, DOWN_PAYMENT, DUE, EVENTS, HIGHEST_BUFFER, HOME_VALUE, HOUSEHOLD, INCOME,
    INSTALMENT, IS_OWN, LOST_HOME_RATE, MISSED_RATE, MONTH, ODDS, PAID, PATH, RISK_AT_HIGHEST, RISK_WITHOUT, RULE,
    SAVINGS, SAVINGS_NEEDED, SPENDING, STATUS, WORLD,
};

/// A question that can be asked: the cells of its run are known to be without fault.
pub struct Comparison {
    grid: Grid,
    study: Study,
}

/// What was found.
pub struct Found {
    /// [`ODDS`] and [`CASH_NEEDED_TABLE`] with their rows.
    pub tables: Vec<(&'static Table, DataFrame)>,
    /// The path to be told; `None` where no path missed an instalment.
    pub bad_path: Option<BadPath>,
}

impl Comparison {
    /// Of a study of one household; `option` is the place of faults.
    ///
    /// # Errors
    /// A number of the household is none, or a point does not fit the study.
    pub fn new(loaded: &Loaded, option: &str) -> Result<Self, AnswerError> {
        let grid = Grid::of(loaded, option).map_err(Faults::from)?;
        let study = resolve(&loaded.at_points(option, |_, _| grid.points())?);
        Ok(Self { grid, study })
    }

    /// The study of its run.
    pub fn study(&self) -> &Study {
        &self.study
    }

    /// Runs it.
    ///
    /// # Errors
    /// The run was stopped, or a table was not made.
    pub fn run(&self, laboratory: &dyn Laboratory) -> Result<Found, AnswerError> {
        let cells = self.study.cells.len();
        let own = self.grid.own_place();
        let mut counts = Counts::of(cells, self.study.worlds as usize, self.study.error_units());
        let mut bad = bad_path::Search::default();
        let households = self.study.households;
        let mut take = |first_path: u64, outcomes: &[PathOutcome]| {
            for (path, of_path) in (first_path..).zip(outcomes.chunks(cells)) {
                counts.add((path / households) as usize, of_path);
                if let Some(outcome) = of_path.get(own) {
                    bad.see(path, outcome);
                }
            }
            Ok(())
        };
        let result = laboratory.run(&self.study, Some(&mut take))?;
        let mut rates = Vec::with_capacity(cells);
        for cell in 0..cells {
            let of_cell = ResultCell::of(&result, cell)?;
            let find = |name: &str| {
                let estimator =
                    Estimator::find(name).ok_or_else(|| AnswerError::Asked(format!("there is no {name}")))?;
                Ok::<_, AnswerError>(estimator.of_cell(&of_cell)?)
            };
            rates.push(Rates {
                missed: counts.missed(cell),
                default: find(estimates::DEFAULT_RATE.column.name)?,
                under_water: find(estimates::EVER_UNDER_WATER_RATE.column.name)?,
                lost_home: counts.lost_home(cell),
                owing: find(estimates::OWED_AFTER_AUCTION_RATE.column.name)?,
            });
        }
        let rows = self.grid.rows();
        let needed: Vec<Needed> = self.grid.lines().map(|line| needed::of(line, rows, &rates)).collect();
        let tables = vec![
            (&ODDS, tables::odds(rows, &rates)?),
            (&CASH_NEEDED_TABLE, tables::cash_needed(&needed, &self.grid, &rates)?),
        ];
        Ok(Found { tables, bad_path: bad.chosen(households) })
    }
}

/// [`PATH`] with its rows.
///
/// # Errors
/// The table was not made.
pub fn path(bad_path: Option<&BadPath>, months: &[BadMonth]) -> Result<(&'static Table, DataFrame), AnswerError> {
    Ok((&PATH, tables::path(bad_path, months)?))
}
