//! Whether two runs differ in an estimate by more than chance, METHOD.md (130) to (132).

use polars::prelude::DataFrame;

use super::run::Run;
use crate::aggregate::{AggregateError, CellRows, Estimator, RatioSums};
use crate::outcome::{Column, Unit, WorldColumn};
use crate::stats::Estimate;
use crate::stats::effective::{LEAST_EFFECTIVE, Spread};
use crate::stats::holm::significant;
use crate::stats::paired::{WorldSums, ratio_difference_spread, unpaired_mcse};
use crate::stats::ratio::ratio_spread;
use crate::stats::student::two_sided;

/// Chance that one estimate or more is found to differ where none does.
pub const FAMILY_LEVEL: f64 = 0.01;

/// Effective number of worlds that an error is taken to rest on where the files do not hold it: that of quantiles of the
/// household's loss, whose batches are not kept.
const ASSUMED_EFFECTIVE: f64 = 10.0;

/// Effective worlds that a spread counts as having where it has fewer: the fewest with any degree of freedom.
const FEWEST_EFFECTIVE: f64 = 2.0;

/// What is found of a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// There is none.
    Same,
    /// It is one that chance may make.
    Within,
    /// It exceeds its error.
    Beyond,
    /// It has no error, and any difference counts.
    Differs,
    /// The worlds are others, and too few of them bear on it to tell.
    Untold,
}

impl Verdict {
    const ALL: [Self; 5] = [Self::Same, Self::Within, Self::Beyond, Self::Differs, Self::Untold];

    /// As in the table.
    pub fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Within => "within",
            Self::Beyond => "beyond",
            Self::Differs => "differs",
            Self::Untold => "untold",
        }
    }

    /// The verdict of that name.
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.name() == name)
    }

    /// Whether the runs are not equal by it.
    pub fn counts(self) -> bool {
        matches!(self, Self::Beyond | Self::Differs)
    }
}

/// What the error of a difference is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pairing {
    /// That of the same worlds seen twice.
    Paired,
    /// That of two independent runs.
    Unpaired,
    /// There is none.
    Without,
}

impl Pairing {
    /// As in the table.
    pub fn name(self) -> &'static str {
        match self {
            Self::Paired => "paired",
            Self::Unpaired => "unpaired",
            Self::Without => "",
        }
    }
}

/// One estimate of one cell that both runs have.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// Number of the pair of cells.
    pub pair: usize,
    /// Numbers of the cell in A and in B.
    pub cells: (usize, usize),
    pub estimate: Column,
    pub a: Estimate,
    pub b: Estimate,
    pub difference: Estimate,
    pub pairing: Pairing,
    pub z: Option<f64>,
    pub degrees_of_freedom: Option<f64>,
    pub p_value: Option<f64>,
    pub verdict: Verdict,
}

/// All of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Judged {
    pub rows: Vec<Row>,
    /// Names of the estimates that both have.
    pub estimates: Vec<&'static str>,
    /// Names of those that only one has, and whether that is A.
    pub only_in_one: Vec<(&'static str, bool)>,
}

/// How a difference is to be tested.
struct Test {
    /// As the worlds show it.
    error: f64,
    degrees_of_freedom: f64,
    /// As it is told: widened for few worlds.
    mcse: f64,
    pairing: Pairing,
}

/// What worlds show of an estimate's error.
#[derive(Clone, Copy, Debug)]
enum Seen {
    /// That they differ, and by how much.
    Spread(Spread),
    /// That all of them agree.
    None,
}

/// What can be done with a difference.
enum Ground {
    Test(Test),
    /// The same draws, or none: it is as it is.
    Exact,
    Unknown,
}

/// An estimate of a cell of one run.
struct Side<'a> {
    run: &'a Run,
    cell: usize,
    /// Its sums by world, where they were kept.
    rows: Option<&'a CellRows<'a>>,
    estimator: Estimator,
    estimate: Estimate,
}

/// Every common estimate of the pairs of cells.
pub(super) fn judged(a: &Run, b: &Run, pairs: &[(usize, usize)]) -> Result<Judged, AggregateError> {
    let mut found = Judged::default();
    let mut common = Vec::new();
    for estimator in Estimator::all() {
        match [a, b].map(|run| has(&run.summary, &estimator.column())) {
            [true, true] => common.push(estimator),
            [false, false] => {}
            [is_in_a, _] => found.only_in_one.push((estimator.column().name, is_in_a)),
        }
    }
    found.estimates = common.iter().map(|estimator| estimator.column().name).collect();
    let shares_worlds = a.shares_worlds_with(b);
    for (pair, &(cell_a, cell_b)) in pairs.iter().enumerate() {
        let [rows_a, rows_b] = [(a, cell_a), (b, cell_b)].map(|(run, cell)| run.rows(cell));
        let is_alike = shares_worlds && has_same_sums(rows_a.as_ref(), rows_b.as_ref())?;
        for &estimator in &common {
            let a = Side::of(a, cell_a, rows_a.as_ref(), estimator)?;
            let b = Side::of(b, cell_b, rows_b.as_ref(), estimator)?;
            let mut row = row(&a, &b, shares_worlds, is_alike)?;
            row.pair = pair;
            found.rows.push(row);
        }
    }
    hold_level(&mut found.rows);
    Ok(found)
}

fn has(summary: &DataFrame, column: &Column) -> bool {
    [column.header(), column.error_header()].iter().all(|name| summary.column(name).is_ok_and(|it| it.f64().is_ok()))
}

/// Whether all sums of a cell are the same in every world: then so is all that was made of its paths.
fn has_same_sums(a: Option<&CellRows<'_>>, b: Option<&CellRows<'_>>) -> Result<bool, AggregateError> {
    let (Some(a), Some(b)) = (a, b) else { return Ok(false) };
    for &column in WorldColumn::ALL {
        if a.column(column)? != b.column(column)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn row(a: &Side<'_>, b: &Side<'_>, shares_worlds: bool, is_alike: bool) -> Result<Row, AggregateError> {
    let mut row = Row {
        pair: 0,
        cells: (a.cell, b.cell),
        estimate: a.estimator.column(),
        a: a.estimate,
        b: b.estimate,
        difference: Estimate::default(),
        pairing: Pairing::Without,
        z: None,
        degrees_of_freedom: None,
        p_value: None,
        verdict: Verdict::Same,
    };
    let (from, to) = (a.estimate.value, b.estimate.value);
    row.difference.value = from.zip(to).map(|(from, to)| to - from);
    if from == to {
        // One of the family, and certain: where there is a value, chance might have made it another.
        row.p_value = from.map(|_| 1.0);
        return Ok(row);
    }
    match (ground(a, b, shares_worlds, is_alike)?, row.difference.value) {
        (Ground::Test(test), Some(difference)) => {
            row.difference.mcse = Some(test.mcse);
            row.pairing = test.pairing;
            row.z = Some(difference / test.mcse);
            row.degrees_of_freedom = Some(test.degrees_of_freedom);
            row.p_value = Some(two_sided(difference / test.error, test.degrees_of_freedom));
            row.verdict = Verdict::Within;
        }
        (Ground::Exact, _) => row.verdict = Verdict::Differs,
        (Ground::Test(_) | Ground::Unknown, _) => row.verdict = Verdict::Untold,
    }
    Ok(row)
}

/// Those beyond, at the level of the family.
fn hold_level(rows: &mut [Row]) {
    let places: Vec<usize> = (0..rows.len()).filter(|row| rows[*row].p_value.is_some()).collect();
    let p_values: Vec<f64> = places.iter().filter_map(|row| rows[*row].p_value).collect();
    for (place, is_beyond) in places.into_iter().zip(significant(&p_values, FAMILY_LEVEL)) {
        if is_beyond {
            rows[place].verdict = Verdict::Beyond;
        }
    }
}

fn ground(a: &Side<'_>, b: &Side<'_>, shares_worlds: bool, is_alike: bool) -> Result<Ground, AggregateError> {
    if is_alike {
        return Ok(Ground::Exact);
    }
    if shares_worlds && let Some((sums_a, sums_b)) = a.sums()?.zip(b.sums()?) {
        let sums = |(y, x)| WorldSums { y, x };
        let spread = ratio_difference_spread(sums((&sums_b.0, &sums_b.1)), sums((&sums_a.0, &sums_a.1)));
        return Ok(match spread.map(|spread| a.in_unit(spread)).and_then(tested) {
            Some((error, degrees_of_freedom, mcse)) => {
                Ground::Test(Test { error, degrees_of_freedom, mcse, pairing: Pairing::Paired })
            }
            None => Ground::Exact,
        });
    }
    Ok(match unpaired(a, b)? {
        Some(test) => Ground::Test(test),
        None if shares_worlds => Ground::Exact,
        None if matches!((a.seen()?, b.seen()?), (Some(Seen::None), Some(Seen::None))) => Ground::Exact,
        None => Ground::Unknown,
    })
}

/// Error, degrees of freedom and widened error, where there are.
fn tested(spread: Spread) -> Option<(f64, f64, f64)> {
    spread.widened().map(|mcse| (spread.error, spread.effective - 1.0, mcse))
}

/// Of two independent estimates, one of whose errors can be told at least. A side that is spread too oddly to have an
/// error still counts with its spread, as one of the fewest worlds that have any; for one that shows no spread, because
/// it saw no event, that of the other stands.
fn unpaired(a: &Side<'_>, b: &Side<'_>) -> Result<Option<Test>, AggregateError> {
    let is_told = |seen: Option<Seen>| matches!(seen, Some(Seen::Spread(spread)) if spread.widened().is_some());
    let (seen_a, seen_b) = (a.seen()?, b.seen()?);
    if !is_told(seen_a) && !is_told(seen_b) {
        return Ok(None);
    }
    let (of_a, of_b) = match (seen_a, seen_b) {
        (Some(Seen::Spread(of_a)), Some(Seen::Spread(of_b))) => (of_a, of_b),
        (Some(Seen::Spread(of_a)), Some(Seen::None)) => (of_a, a.lent_to(b, of_a)?),
        (Some(Seen::None), Some(Seen::Spread(of_b))) => (b.lent_to(a, of_b)?, of_b),
        _ => return Ok(None),
    };
    Ok(welch(of_a, of_b))
}

/// Of two spreads, each of its own worlds.
fn welch(of_a: Spread, of_b: Spread) -> Option<Test> {
    let [of_a, of_b] = [of_a, of_b].map(|spread| Spread {
        effective: if spread.effective < FEWEST_EFFECTIVE { FEWEST_EFFECTIVE } else { spread.effective },
        ..spread
    });
    let squares = [of_a, of_b].map(|spread| spread.error * spread.error);
    let sum = squares[0] + squares[1];
    // Welch (1947) and Satterthwaite (1946).
    let doubts = squares[0] * squares[0] / (of_a.effective - 1.0) + squares[1] * squares[1] / (of_b.effective - 1.0);
    // Widened where it is told, and where it is not as it is.
    let told = |spread: Spread| Estimate { value: None, mcse: Some(spread.widened().unwrap_or(spread.error)) };
    Some(Test {
        error: sum.sqrt(),
        degrees_of_freedom: sum * sum / doubts,
        mcse: unpaired_mcse(told(of_a), told(of_b))?,
        pairing: Pairing::Unpaired,
    })
}

impl<'a> Side<'a> {
    fn of(
        run: &'a Run,
        cell: usize,
        rows: Option<&'a CellRows<'a>>,
        estimator: Estimator,
    ) -> Result<Self, AggregateError> {
        let column = estimator.column();
        let at = |name: &str| Ok::<_, AggregateError>(run.summary.column(name)?.f64()?.get(cell));
        let estimate = Estimate { value: at(&column.header())?, mcse: at(&column.error_header())? };
        Ok(Self { run, cell, rows, estimator, estimate })
    }

    fn sums(&self) -> Result<Option<RatioSums>, AggregateError> {
        self.rows.map_or(Ok(None), |rows| self.estimator.sums(rows))
    }

    /// A spread of sums in cents as that of an estimate in currency units.
    fn in_unit(&self, spread: Spread) -> Spread {
        let is_money = self.estimator.column().unit == Unit::Money;
        if is_money { Spread { error: spread.error / 100.0, ..spread } } else { spread }
    }

    /// What its worlds show of its error; nothing where they are too few to show anything.
    fn seen(&self) -> Result<Option<Seen>, AggregateError> {
        let spread = match (self.sums()?, self.estimator.quantile_over_worlds(), self.estimate.mcse) {
            (Some((y, x)), _, _) => {
                let Some(spread) = ratio_spread(&y, &x) else { return Ok(None) };
                let informative = x.iter().filter(|x| **x != 0).count() as f64;
                if spread.error == 0.0 {
                    return Ok((informative >= LEAST_EFFECTIVE).then_some(Seen::None));
                }
                self.in_unit(spread)
            }
            // Four standard errors of the rank hold about so many worlds; a distance that so many of them make is known
            // as well as a standard deviation with half as many degrees of freedom.
            (None, Some(p), Some(error)) => {
                let p = p.fraction();
                let by_worlds = 1.0 + 2.0 * (self.run.worlds as f64 * p * (1.0 - p)).sqrt();
                // Of few units the error is that between them.
                Spread { error, effective: self.run.units.count().map_or(by_worlds, |units| units as f64) }
            }
            (None, None, Some(mcse)) => Spread::of_widened(mcse, ASSUMED_EFFECTIVE),
            (None, _, None) => return Ok(None),
        };
        Ok(Some(Seen::Spread(spread)))
    }

    /// The spread of this side, for one that saw fewer worlds or cases.
    fn lent_to(&self, other: &Self, spread: Spread) -> Result<Spread, AggregateError> {
        let cases = |side: &Self| {
            let sums = side.sums()?;
            Ok::<_, AggregateError>(sums.map(|(_, x)| x.iter().map(|x| *x as f64).sum::<f64>()))
        };
        let by_cases = cases(self)?.zip(cases(other)?).map_or(1.0, |(mine, theirs)| mine / theirs);
        let by_worlds = self.run.worlds as f64 / other.run.worlds as f64;
        let more = if by_cases > by_worlds { by_cases } else { by_worlds };
        Ok(Spread { error: spread.error * more.sqrt(), ..spread })
    }
}
