//! For which values of a key is a target met? METHOD.md (112): a grid of values, then rounds of values about every crossing,
//! each round one run in which all values and all cells share worlds, lives and draws.

mod curve;
mod interval;
mod monotone;
mod refine;
mod span;
mod tables;
mod target;

use polars::prelude::DataFrame;

use super::{AnswerError, Laboratory};
use crate::aggregate::{AggregateError, Table};
use crate::config::{Loaded, Point as DesignPoint};
use crate::outcome::label::CellLabel;
use crate::outcome::{StudyResult, WorldColumn};
use crate::study::{Study, resolve};
use curve::{Curve, Point};
use tables::Line;

pub use curve::Status;
pub use interval::Certainty;
pub use span::Span;
pub use tables::{
    BOUGHT_FRAC, BOUND, CURVE, CURVE_ESTIMATE, CURVE_VALUE, ESTIMATE_AT_HIGH, ESTIMATE_AT_LOW, ESTIMATE_AT_VALUE,
    FURTHER_CROSSINGS, GOAL, HIGH, INTERVAL, KEY, LOW, ROUND, SECOND_KEY, SECOND_VALUE, SHAPE, SOLUTION, STATUS,
    TARGET, TURNS, VALUE, VALUE_LOWER_95, VALUE_UPPER_95,
};
pub use target::{Goal, Target};

/// Values of the first round, of the varied key.
const FIRST: usize = 9;
/// Values of the second key.
const SECOND: usize = 7;
/// Most rounds.
const ROUNDS: usize = 14;

/// What is asked.
#[derive(Clone, Debug)]
pub struct Solve {
    /// What is to be met.
    pub target: Target,
    /// The key that is varied to meet it.
    pub span: Span,
    /// A second key: the answer is wanted for some of its values.
    pub second: Option<Span>,
}

/// [`SOLUTION`] and [`CURVE`] with their rows.
pub type Solved = Vec<(&'static Table, DataFrame)>;

/// A question that can be asked: its first round is known to be without fault.
pub struct Search<'a> {
    asked: Solve,
    loaded: &'a Loaded,
    lines: Vec<Line>,
    /// The next values of each line.
    next: Vec<Vec<f64>>,
    first: Study,
}

impl<'a> Search<'a> {
    /// A question about a study whose varied keys are no axes of its own sweep (`config::load_varied`).
    ///
    /// # Errors
    /// Some value of the first round does not fit the study.
    pub fn new(loaded: &'a Loaded, asked: Solve) -> Result<Self, AnswerError> {
        let seconds = match &asked.second {
            Some(span) => span.grid(SECOND).into_iter().map(Some).collect(),
            None => vec![None],
        };
        let line = |cell: usize, second: Option<f64>| Line { cell, second, curve: Curve::default(), turns: false };
        let lines: Vec<Line> =
            (0..loaded.cells.len()).flat_map(|cell| seconds.iter().map(move |second| line(cell, *second))).collect();
        let next = vec![asked.span.grid(FIRST); lines.len()];
        let first = study(loaded, &asked, &lines, &next)?;
        Ok(Self { asked, loaded, lines, next, first })
    }

    /// The study of the first round, the largest.
    pub fn first_study(&self) -> &Study {
        &self.first
    }

    /// Runs round after round.
    ///
    /// # Errors
    /// A run was stopped, a value does not fit the study, or a table was not made.
    pub fn run(mut self, cells: &[CellLabel], laboratory: &dyn Laboratory) -> Result<Solved, AnswerError> {
        let (target, mut rounds) = (self.asked.target, 0);
        while rounds < ROUNDS && self.next.iter().any(|values| !values.is_empty()) {
            rounds += 1;
            let result = match rounds {
                1 => laboratory.run(&self.first, None)?,
                _ => laboratory.run(&study(self.loaded, &self.asked, &self.lines, &self.next)?, None)?,
            };
            self.enter(&result, rounds)?;
            for (line, next) in self.lines.iter().zip(&mut self.next) {
                *next = refine::wanted(&line.curve, &self.asked.span, &target, rounds);
            }
        }
        let (span, second) = (&self.asked.span, self.asked.second.as_ref());
        Ok(vec![
            (&SOLUTION, tables::solution(cells, &self.lines, &target, span, second)?),
            (&CURVE, tables::curve(cells, &self.lines)?),
        ])
    }

    /// Enters a round's estimates: cells of its study are lines slowest, values fastest.
    fn enter(&mut self, result: &StudyResult, round: usize) -> Result<(), AnswerError> {
        let estimator = self.asked.target.estimator;
        let mut cell = 0;
        for (line, values) in self.lines.iter_mut().zip(&self.next) {
            let first = cell;
            for at in values {
                let (estimate, bought_frac) = (estimator.of(result, cell)?, bought_frac(result, cell)?);
                line.curve.enter(Point { at: *at, estimate, bought_frac, round });
                cell += 1;
            }
            if round == 1 {
                line.turns = monotone::turns(result, &(first..cell).collect::<Vec<_>>(), estimator)?;
            }
        }
        Ok(())
    }
}

/// Share of the households of a cell that bought.
fn bought_frac(result: &StudyResult, cell: usize) -> Result<Option<f64>, AggregateError> {
    let column = |column| Ok::<_, AggregateError>(result.worlds.column(cell, column)?.iter().sum::<i64>() as f64);
    let bought = column(WorldColumn::Accepted)?;
    let all = bought + column(WorldColumn::RefusedCash)? + column(WorldColumn::RefusedUnderwriting)?;
    Ok((all > 0.0).then(|| bought / all))
}

/// Every line at its next values.
fn study(loaded: &Loaded, asked: &Solve, lines: &[Line], next: &[Vec<f64>]) -> Result<Study, AnswerError> {
    let at_points = loaded.at_points(&asked.span.option, |cell, _| {
        let mut points: Vec<DesignPoint> = Vec::new();
        for (line, values) in lines.iter().zip(next).filter(|(line, _)| line.cell == cell) {
            let second = asked.second.as_ref().zip(line.second).map(|(span, value)| span.setting(value));
            let point = |value: &f64| second.iter().cloned().chain([asked.span.setting(*value)]).collect();
            points.extend(values.iter().map(point));
        }
        points
    })?;
    Ok(resolve(&at_points))
}
