//! An estimate by its name: what it is worth in a cell, and by how much that differs from another cell.

use std::cell::OnceCell;

use super::AggregateError;
use super::cell_rows::{CellRows, RatioSums};
use super::estimates::{ALL, RatioEstimate};
use super::frame::in_unit;
use super::household_loss::{HouseholdLosses, LOSS_ESTIMATES, LossEstimate};
use super::world_rates::{WORLD_RATES, WorldRate};
use crate::outcome::{Column, StudyResult, Unit};
use crate::stats::paired::{WorldSums, ratio_difference, ratio_difference_spread, unpaired_mcse};
use crate::stats::ratio::ratio_of_sums;
use crate::stats::{Estimate, PerMille};

/// One of the estimates of the summary.
#[derive(Clone, Copy, Debug)]
pub struct Estimator(Sort);

#[derive(Clone, Copy, Debug)]
enum Sort {
    Ratio(&'static RatioEstimate),
    Loss(&'static LossEstimate),
    WorldRate(&'static WorldRate),
}

/// A difference between two cells, and the error it would have if they did not share their worlds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Difference {
    /// The cell less the base cell, with its error paired by world; no error where the estimate has none that is paired
    /// ([`Estimator::is_paired`]).
    pub paired: Estimate,
    /// √(mcse² + mcse_base²), the error of two independent runs.
    pub unpaired_mcse: Option<f64>,
}

/// A cell of a result, about which several estimates are asked.
pub struct ResultCell<'a> {
    rows: CellRows<'a>,
    result: &'a StudyResult,
    cell: usize,
    losses: OnceCell<HouseholdLosses>,
}

impl Estimator {
    /// Every estimate, in the order of the summary: pooled ratios, the household's loss, the default rate of worlds.
    pub fn all() -> impl Iterator<Item = Self> + Clone {
        let ratios = ALL.iter().map(Sort::Ratio);
        let losses = LOSS_ESTIMATES.iter().map(Sort::Loss);
        ratios.chain(losses).chain(WORLD_RATES.iter().map(Sort::WorldRate)).map(Self)
    }

    /// The estimate of the column `name`.
    ///
    /// ```
    /// # use underwater::aggregate::Estimator;
    /// assert_eq!(Estimator::find("default_rate").map(|it| it.column().name), Some("default_rate"));
    /// assert!(Estimator::find("worlds").is_none());
    /// ```
    pub fn find(name: &str) -> Option<Self> {
        Self::all().find(|estimator| estimator.column().name == name)
    }

    /// Its column: name, unit and meaning.
    pub fn column(self) -> Column {
        match self.0 {
            Sort::Ratio(estimate) => estimate.column,
            Sort::Loss(estimate) => estimate.column,
            Sort::WorldRate(estimate) => estimate.column,
        }
    }

    /// Whether its differences have an error paired by world: all do but the quantiles over worlds, of which each cell
    /// ranks its worlds by itself.
    pub fn is_paired(self) -> bool {
        !matches!(self.0, Sort::WorldRate(_))
    }

    /// Its value in a cell with its standard error, in its unit as the summary writes it: money in currency units, rounded
    /// to the cent. Empty where there is nothing to estimate it from.
    ///
    /// # Errors
    /// There is no such cell, rows of worlds cannot be read, or a number does not fit into 64 bits.
    pub fn of(self, result: &StudyResult, cell: usize) -> Result<Estimate, AggregateError> {
        self.of_cell(&ResultCell::of(result, cell)?)
    }

    /// Its value in `cell` less that in `base`, in its unit, with the error paired by world (METHOD.md (39), (100)). Where
    /// that is not known ([`Self::is_paired`]) the error is empty.
    ///
    /// Where cells refuse different households, each side is of its own households that bought.
    ///
    /// # Errors
    /// There is no such cell, rows of worlds cannot be read, or a number does not fit into 64 bits.
    pub fn difference(self, result: &StudyResult, cell: usize, base: usize) -> Result<Estimate, AggregateError> {
        Ok(self.difference_of_cells(&ResultCell::of(result, cell)?, &ResultCell::of(result, base)?)?.paired)
    }

    /// [`Self::of`], of a cell about which more is asked.
    ///
    /// # Errors
    /// Rows of worlds cannot be read, or a number does not fit into 64 bits.
    pub fn of_cell(self, cell: &ResultCell<'_>) -> Result<Estimate, AggregateError> {
        Ok(in_unit(self.column().unit, self.as_computed(cell)?))
    }

    /// [`Self::difference`] of cells of one result about which more is asked, with the error it would have unpaired.
    ///
    /// # Errors
    /// Rows of worlds cannot be read, or a number does not fit into 64 bits.
    pub fn difference_of_cells(
        self,
        cell: &ResultCell<'_>,
        base: &ResultCell<'_>,
    ) -> Result<Difference, AggregateError> {
        let (here, there) = (self.as_computed(cell)?, self.as_computed(base)?);
        let paired = match self.0 {
            Sort::Ratio(estimate) => match (cell.rows.sums(estimate)?, base.rows.sums(estimate)?) {
                (Some((y, x)), Some((base_y, base_x))) => {
                    ratio_difference(WorldSums { y: &y, x: &x }, WorldSums { y: &base_y, x: &base_x })
                }
                _ => Estimate::default(),
            },
            Sort::Loss(estimate) => cell.losses()?.difference(base.losses()?, estimate),
            Sort::WorldRate(_) => {
                Estimate { value: here.value.zip(there.value).map(|(here, there)| here - there), mcse: None }
            }
        };
        let unpaired = Estimate { value: None, mcse: unpaired_mcse(here, there) };
        let unit = self.column().unit;
        Ok(Difference { paired: in_unit(unit, paired), unpaired_mcse: in_unit(unit, unpaired).mcse })
    }

    /// Monte Carlo variance of [`Self::difference_of_cells`], in its unit squared: of a ratio before it is widened for few
    /// worlds, so that a mean of many is that of the variances themselves. `None` where it cannot be told.
    ///
    /// # Errors
    /// Rows of worlds cannot be read, or a number does not fit into 64 bits.
    pub fn difference_variance(
        self,
        cell: &ResultCell<'_>,
        base: &ResultCell<'_>,
    ) -> Result<Option<f64>, AggregateError> {
        let error = match self.0 {
            Sort::Ratio(estimate) => {
                cell.rows.sums(estimate)?.zip(base.rows.sums(estimate)?).and_then(|((y, x), (base_y, base_x))| {
                    let (here, there) = (WorldSums { y: &y, x: &x }, WorldSums { y: &base_y, x: &base_x });
                    ratio_difference_spread(here, there).map(|spread| spread.error)
                })
            }
            Sort::Loss(estimate) => cell.losses()?.difference(base.losses()?, estimate).mcse,
            Sort::WorldRate(_) => None,
        };
        let in_unit = |error: f64| if self.column().unit == Unit::Money { error / 100.0 } else { error };
        Ok(error.map(in_unit).map(|error| error * error))
    }

    /// Numerator and denominator of a ratio by what is independent, world by world or summed over units of worlds, money in cents;
    /// `None` for an estimate that is none, and where a sum cannot be told.
    ///
    /// # Errors
    /// Rows of worlds cannot be read.
    pub fn sums(self, cell: &CellRows<'_>) -> Result<Option<RatioSums>, AggregateError> {
        match self.0 {
            Sort::Ratio(estimate) => cell.sums(estimate),
            Sort::Loss(_) | Sort::WorldRate(_) => Ok(None),
        }
    }

    /// Which quantile over worlds it is, if it is one.
    pub fn quantile_over_worlds(self) -> Option<PerMille> {
        match self.0 {
            Sort::WorldRate(estimate) => Some(estimate.p()),
            Sort::Ratio(_) | Sort::Loss(_) => None,
        }
    }

    /// Money in cents, not rounded.
    fn as_computed(self, cell: &ResultCell<'_>) -> Result<Estimate, AggregateError> {
        Ok(match self.0 {
            Sort::Ratio(estimate) => cell.rows.sums(estimate)?.map(|(y, x)| ratio_of_sums(&y, &x)).unwrap_or_default(),
            Sort::Loss(estimate) => cell.losses()?.of_kind(estimate),
            Sort::WorldRate(estimate) => estimate.of(&cell.rows)?,
        })
    }
}

impl<'a> ResultCell<'a> {
    /// The cell number `cell` of `result`.
    ///
    /// # Errors
    /// There is no such cell.
    pub fn of(result: &'a StudyResult, cell: usize) -> Result<Self, AggregateError> {
        let cells = result.worlds.cells.min(result.tallies.shape().cells);
        if cell >= cells {
            let what = "the number of a cell";
            return Err(AggregateError::Shape { what, found: cell, expected: cells.saturating_sub(1) });
        }
        Ok(Self { rows: CellRows::of(result, cell), result, cell, losses: OnceCell::new() })
    }

    /// Its world rows.
    pub(super) fn rows(&self) -> &CellRows<'a> {
        &self.rows
    }

    /// Made once, when it is asked for.
    fn losses(&self) -> Result<&HouseholdLosses, AggregateError> {
        if let Some(losses) = self.losses.get() {
            return Ok(losses);
        }
        let losses = HouseholdLosses::of(self.result, self.cell)?;
        Ok(self.losses.get_or_init(|| losses))
    }
}
