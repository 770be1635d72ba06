//! Everything a run adds up over worlds: integers by cell and batch of worlds, in memory that does not grow with the number
//! of paths.
//!
//! Adding is all that is done with them, so that threads, parts of a run and runs that went on later give the same tallies
//! in any order. Rows of worlds stand apart ([`super::WorldTable`]): they grow with the number of worlds.

use serde::{Deserialize, Serialize};

use super::auction_sums::{AuctionSum, ROUNDS};
use super::exits::ExitSum;
use super::feedback::FeedbackSum;
use super::insured::InsuredSum;
use super::lenders::LenderSum;
use super::month::MonthCounter;
use super::resolution::Resolution;
use super::saved::{self, TallyError};
use super::stage_moves::StageMoves;
use super::year_sums::{YearSum, years};
use super::{
    Applicants, BATCHES, BatchCounts, CellSums, ErrorUnits, Extras, LevelHistogram, LoanSums, LossHistogram,
    MonthCounts, WorldSegments, anniversary, real_amounts, weighted,
};

/// What they are called in the heading of their bytes.
const KIND: &str = "tallies";

/// How much a study counts of everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TallyShape {
    /// Combinations of scenario and swept keys.
    pub cells: usize,
    /// Months in which new defaults are counted.
    pub horizon_months: usize,
    /// Last month of the workout tail.
    pub last_workout_month: usize,
    /// Price models that differ from each other.
    pub price_models: usize,
    /// Whether any cell can refuse a household.
    pub can_refuse: bool,
    /// What else only some studies tell.
    pub extras: Extras,
}

/// The tallies of a study, or of any of its worlds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tallies {
    shape: TallyShape,
    /// Entries into states less exits from them, and events, by month.
    pub months: MonthCounts,
    /// Moves between month-end states: place = state left × states + state entered; where both are one, households that began
    /// their first month in it, but for those that began it performing.
    pub transitions: BatchCounts,
    /// Performing loans at their anniversaries and their defaults, see [`anniversary`].
    pub anniversaries: BatchCounts,
    /// Ends of defaults, see [`Resolution::place`].
    pub resolutions: BatchCounts,
    /// Auctions held, by `cell * ROUNDS + place`, see [`super::auction_sums`].
    pub auctions: CellSums,
    /// Household loss of accepted households by `cell * BATCHES + batch`.
    pub losses: Vec<LossHistogram>,
    /// Who asked for a loan; `None` where no cell can refuse.
    pub applicants: Option<Applicants>,
    /// Household amounts in money of origination; `None` where consumer prices are not known.
    pub real_amounts: Option<CellSums>,
    /// What an insurer has of the loans; `None` where there is none.
    pub insurance: Option<CellSums>,
    /// What becomes of loans that may be repaid before their time; `None` where none can.
    pub exits: Option<CellSums>,
    /// What prices that answer to sales do, world by world; `None` where they do not.
    pub feedback: Option<CellSums>,
    /// What each lender has, by `cell * loans + loan`; `None` where every household has one loan.
    pub lenders: Option<CellSums>,
    /// What loans of a tape come to, by world and segment; `None` where there is none.
    pub segments: Option<WorldSegments>,
    /// The same of second lives (300), of the whole tape; `None` where there are none.
    pub second_lives: Option<WorldSegments>,
    /// What each of them comes to; `None` where that is not told.
    pub loans: Option<LoanSums>,
    /// How they move from year's end to year's end; `None` where nobody asks for stages along paths.
    pub stage_moves: Option<StageMoves>,
    /// What defaults of each year cost, by `cell * years + year`, see [`super::year_sums`].
    pub years: CellSums,
    /// Price index over worlds by distinct price model.
    pub price_levels: Vec<LevelHistogram>,
}

impl Tallies {
    /// Of a shape, all zero.
    pub fn new(shape: TallyShape) -> Self {
        let TallyShape { cells, horizon_months, last_workout_month, price_models, can_refuse, extras } = shape;
        Self {
            shape,
            months: MonthCounts::new(cells, horizon_months),
            transitions: BatchCounts::new(cells, MonthCounter::STATES * MonthCounter::STATES),
            anniversaries: BatchCounts::new(cells, anniversary::PLACES),
            resolutions: BatchCounts::new(cells, (last_workout_month + 1) * Resolution::COUNT),
            auctions: CellSums::new(cells * ROUNDS, AuctionSum::COUNT),
            losses: vec![LossHistogram::default(); cells * BATCHES],
            applicants: can_refuse.then(|| Applicants::new(cells)),
            insurance: extras.insurance.then(|| CellSums::new(cells, InsuredSum::COUNT)),
            exits: extras.exits.then(|| CellSums::new(cells, ExitSum::COUNT)),
            feedback: extras.feedback.then(|| CellSums::new(cells, FeedbackSum::COUNT)),
            lenders: (extras.loans > 0).then(|| CellSums::new(cells * extras.loans, LenderSum::COUNT)),
            segments: (extras.segments > 0).then(|| WorldSegments::new(cells, extras.segments)),
            second_lives: extras.second_lives.then(|| WorldSegments::new(cells, 1)),
            loans: (extras.loans_told > 0).then(|| LoanSums::new(cells, extras.loans_told)),
            stage_moves: extras.stage_moves.then(StageMoves::default),
            real_amounts: extras.real_amounts.then(|| CellSums::new(cells, real_amounts::PLACES)),
            years: CellSums::new(cells * years(horizon_months), YearSum::COUNT),
            price_levels: vec![LevelHistogram::new(horizon_months); price_models],
        }
    }

    /// How much is counted of everything.
    pub fn shape(&self) -> TallyShape {
        self.shape
    }

    /// Household losses of a cell, batch by batch.
    pub fn losses_of(&self, cell: usize) -> &[LossHistogram] {
        &self.losses[cell * BATCHES..(cell + 1) * BATCHES]
    }

    /// Adds the tallies of other worlds of the same study. The order in which any are added does not matter.
    ///
    /// # Errors
    /// They have another shape, or a sum leaves its range: these tallies are then good for nothing.
    pub fn merge(&mut self, other: &Tallies) -> Result<(), TallyError> {
        other.shape.expect(&self.shape)?;
        self.months.merge(&other.months)?;
        self.transitions.merge(&other.transitions)?;
        self.anniversaries.merge(&other.anniversaries)?;
        self.resolutions.merge(&other.resolutions)?;
        self.auctions.merge(&other.auctions)?;
        for (mine, theirs) in self.losses.iter_mut().zip(&other.losses) {
            mine.merge(theirs)?;
        }
        for (mine, theirs) in self.applicants.iter_mut().zip(&other.applicants) {
            mine.merge(theirs)?;
        }
        for (mine, theirs) in self.real_amounts.iter_mut().zip(&other.real_amounts) {
            mine.merge(theirs)?;
        }
        for (mine, theirs) in self.insurance.iter_mut().zip(&other.insurance) {
            mine.merge(theirs)?;
        }
        for (mine, theirs) in self.exits.iter_mut().zip(&other.exits) {
            mine.merge(theirs)?;
        }
        for (mine, theirs) in self.feedback.iter_mut().zip(&other.feedback) {
            mine.merge(theirs)?;
        }
        for (mine, theirs) in self.lenders.iter_mut().zip(&other.lenders) {
            mine.merge(theirs)?;
        }
        for (mine, theirs) in self.segments.iter_mut().zip(&other.segments) {
            mine.merge(theirs)?;
        }
        for (mine, theirs) in self.second_lives.iter_mut().zip(&other.second_lives) {
            mine.merge(theirs)?;
        }
        for (mine, theirs) in self.loans.iter_mut().zip(&other.loans) {
            mine.merge(theirs)?;
        }
        for (mine, theirs) in self.stage_moves.iter_mut().zip(&other.stage_moves) {
            mine.merge(theirs)?;
        }
        self.years.merge(&other.years)?;
        for (mine, theirs) in self.price_levels.iter_mut().zip(&other.price_levels) {
            mine.merge(theirs)?;
        }
        Ok(())
    }

    /// With each world counted as often as the units say: a result's tables are made of these. What stands world by world is left as
    /// it is.
    ///
    /// # Errors
    /// A sum leaves its range.
    pub fn weighted(mut self, units: ErrorUnits) -> Result<Self, TallyError> {
        let ErrorUnits::Pairs { rest } = units else { return Ok(self) };
        let Self {
            shape: _,
            months,
            transitions,
            anniversaries,
            resolutions,
            auctions,
            losses,
            applicants,
            real_amounts,
            insurance,
            exits,
            feedback,
            lenders,
            years,
            // Sums by world are weighted where they are read, index levels were as they were counted.
            segments: _,
            price_levels: _,
            // These stand beside no weights.
            loans: _,
            stage_moves: _,
            second_lives: _,
        } = &mut self;
        months.pair_up(rest)?;
        for counts in [transitions, anniversaries, resolutions] {
            counts.pair_up(rest)?;
        }
        weighted::pair_up(losses, 1, |even, odd| {
            let mut sum = even.repeated(rest)?;
            sum.merge(odd)?;
            Ok(sum)
        })?;
        applicants.iter_mut().try_for_each(|applicants| applicants.pair_up(rest))?;
        for sums in [auctions, years] {
            sums.pair_up(rest)?;
        }
        let sums = [real_amounts, insurance, exits, feedback, lenders];
        sums.into_iter().flatten().try_for_each(|sums| sums.pair_up(rest))?;
        Ok(self)
    }

    /// As bytes: the same tallies always the same, and small where little was counted.
    ///
    /// # Errors
    /// None that a run can meet.
    pub fn to_bytes(&self) -> Result<Vec<u8>, TallyError> {
        saved::write(KIND, self)
    }

    /// From bytes, of a study of the given shape.
    ///
    /// # Errors
    /// The bytes are something else, damaged, of another version or of another study.
    pub fn from_bytes(bytes: &[u8], shape: &TallyShape) -> Result<Self, TallyError> {
        let read: Self = saved::read(KIND, bytes)?;
        read.shape.expect(shape)?;
        if read.is_whole() { Ok(read) } else { Err(TallyError::Impossible { kind: KIND }) }
    }

    /// Whether every part has the size that the shape asks for, and no count is beyond what a run reaches.
    fn is_whole(&self) -> bool {
        let empty = Self::new(self.shape);
        let applicants = match (&self.applicants, &empty.applicants) {
            (Some(mine), Some(empty)) => mine.is_like(empty),
            (mine, empty) => mine.is_none() && empty.is_none(),
        };
        let sums = |mine: &Option<CellSums>, empty: &Option<CellSums>| match (mine, empty) {
            (Some(mine), Some(empty)) => mine.is_like(empty),
            (mine, empty) => mine.is_none() && empty.is_none(),
        };
        let segments = |mine: &Option<WorldSegments>, empty: &Option<WorldSegments>| match (mine, empty) {
            (Some(mine), Some(empty)) => mine.is_like(empty),
            (mine, empty) => mine.is_none() && empty.is_none(),
        };
        let loans = match (&self.loans, &empty.loans) {
            (Some(mine), Some(empty)) => mine.is_like(empty),
            (mine, empty) => mine.is_none() && empty.is_none(),
        };
        let cells = self.shape.cells;
        let moves = self.stage_moves.is_some() == empty.stage_moves.is_some()
            && self.stage_moves.iter().all(|moves| moves.is_of(cells));
        applicants
            && moves
            && segments(&self.segments, &empty.segments)
            && segments(&self.second_lives, &empty.second_lives)
            && loans
            && sums(&self.real_amounts, &empty.real_amounts)
            && sums(&self.insurance, &empty.insurance)
            && sums(&self.exits, &empty.exits)
            && sums(&self.feedback, &empty.feedback)
            && sums(&self.lenders, &empty.lenders)
            && self.years.is_like(&empty.years)
            && self.months.is_like(&empty.months)
            && self.transitions.is_like(&empty.transitions)
            && self.anniversaries.is_like(&empty.anniversaries)
            && self.resolutions.is_like(&empty.resolutions)
            && self.auctions.is_like(&empty.auctions)
            && self.losses.len() == empty.losses.len()
            && self.price_levels.len() == empty.price_levels.len()
            && self.price_levels.iter().all(|levels| levels.months() == self.shape.horizon_months)
    }
}

impl TallyShape {
    fn parts(&self) -> [(&'static str, usize); 14] {
        [
            ("cells", self.cells),
            ("months to the horizon", self.horizon_months),
            ("months to the end of the tail", self.last_workout_month),
            ("price models", self.price_models),
            ("tables of applicants", usize::from(self.can_refuse)),
            ("tables of real amounts", usize::from(self.extras.real_amounts)),
            ("tables of insurance", usize::from(self.extras.insurance)),
            ("tables of exits", usize::from(self.extras.exits)),
            ("tables of feedback", usize::from(self.extras.feedback)),
            ("loans of a household", self.extras.loans),
            ("segments of the tape", self.extras.segments),
            ("tables of second lives", usize::from(self.extras.second_lives)),
            ("loans told one by one", self.extras.loans_told),
            ("tables of stages along paths", usize::from(self.extras.stage_moves)),
        ]
    }

    /// # Errors
    /// The first difference from what is expected.
    pub(super) fn expect(&self, expected: &Self) -> Result<(), TallyError> {
        for ((what, found), (_, expected)) in self.parts().into_iter().zip(expected.parts()) {
            if found != expected {
                return Err(TallyError::Shape { what, found, expected });
            }
        }
        Ok(())
    }
}
