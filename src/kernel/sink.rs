//! Where finished paths go: integers only.

use std::ops::RangeInclusive;

use crate::outcome::anniversary::AnniversaryCounter;
use crate::outcome::applicants::ApplicantSums;
use crate::outcome::auction_sums::{ROUNDS, place_of_round};
use crate::outcome::path::{ABSENT, FinalState, PathOutcome};
use crate::outcome::stage_moves::Look;
use crate::outcome::year_sums::{loss_at_default, year_of, years};
use crate::outcome::{
    BATCHES, DefaultTrigger, LoanRecord, MonthCounter, Resolution, Tallies, WorldColumn, WorldRow, kept,
};
use crate::study::Study;
use crate::world::WorldPath;

/// Where a thread's paths go: tallies of all that it simulates, and sums by world of one chunk of paths at a time.
pub struct Sink {
    /// What is added up over worlds.
    pub tallies: Tallies,
    /// Household losses that are not in the tallies yet, by `cell * BATCHES + batch`, cents: threads would each have a
    /// histogram of them, as large as that of all threads together.
    losses: Vec<Vec<i64>>,
    cells: usize,
    months: usize,
    first_world: u32,
    /// Row of (world − first_world, cell) at `(world − first_world) * cells + cell`.
    rows: Vec<WorldRow>,
    /// Row and column of sums with something beyond what can be kept. What is kept of a path is small enough for a sum of all
    /// households ([`kept::most_cents`]), so that rows are added to without a look at what comes of it.
    beyond: Vec<(usize, WorldColumn)>,
    /// Households under water by (world − first_world, cell, month − 1).
    under_water: Vec<u32>,
    /// What is told of loans one by one and is not in the tallies yet.
    loans: Vec<LoanRecord>,
}

/// Sums over paths of one world that have stopped; months, or cents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StoppedSums {
    /// Paths.
    pub paths: i64,
    /// Those ever under water.
    pub ever_under_water: i64,
    /// Months under water.
    pub months_under_water: i64,
    /// Loans at origination.
    pub original_loan: i64,
    /// Debt at month ends.
    pub balance_months: i64,
    /// Losses.
    pub household_loss: i64,
}

impl Sink {
    /// Of a study, with nothing counted.
    pub fn new(study: &Study) -> Self {
        Self {
            tallies: Tallies::new(study.tally_shape()),
            losses: vec![Vec::new(); study.cells.len() * BATCHES],
            cells: study.cells.len(),
            months: study.horizon_months as usize,
            first_world: 0,
            rows: Vec::new(),
            beyond: Vec::new(),
            under_water: Vec::new(),
            loans: Vec::new(),
        }
    }

    /// Begins a chunk of paths that touches these worlds: their sums are zero again.
    pub fn begin(&mut self, worlds: RangeInclusive<u32>) {
        self.first_world = *worlds.start();
        let rows = (worlds.end() - worlds.start() + 1) as usize * self.cells;
        self.rows.clear();
        self.rows.resize(rows, [0; WorldColumn::COUNT]);
        self.beyond.clear();
        self.under_water.clear();
        self.under_water.resize(rows * self.months, 0);
    }

    /// Worlds of the chunk with their rows by cell, and their households under water by cell and month.
    pub fn worlds(&mut self) -> impl Iterator<Item = (u32, &[WorldRow], &[u32])> {
        for (row, column) in self.beyond.drain(..) {
            self.rows[row][column as usize] = kept::ABOVE;
        }
        let under_water = self.under_water.chunks(self.cells * self.months);
        (self.first_world..)
            .zip(self.rows.chunks(self.cells))
            .zip(under_water)
            .map(|((world, rows), under_water)| (world, rows, under_water))
    }

    /// Household losses since they were last taken, with where they belong in [`Tallies::losses`].
    pub fn take_losses(&mut self) -> impl Iterator<Item = (usize, std::vec::Drain<'_, i64>)> {
        let any = self.losses.iter_mut().enumerate().filter(|(_, losses)| !losses.is_empty());
        any.map(|(place, losses)| (place, losses.drain(..)))
    }

    /// Takes household losses into the tallies, where nobody else does.
    pub fn count_losses(&mut self) {
        for (of, losses) in self.tallies.losses.iter_mut().zip(&mut self.losses) {
            losses.drain(..).for_each(|loss| of.add(loss));
        }
        if let Some(loans) = &mut self.tallies.loans {
            loans.add(self.loans.drain(..));
        }
    }

    fn batch(world: u32) -> usize {
        world as usize % BATCHES
    }

    fn place(&self, world: u32, cell: usize) -> usize {
        (world - self.first_world) as usize * self.cells + cell
    }

    fn row(&mut self, world: u32, cell: usize) -> &mut WorldRow {
        let place = self.place(world, cell);
        &mut self.rows[place]
    }

    /// Takes up what is told of a world once, with its first household: the levels of its price indices to the horizon.
    pub fn begin_world(&mut self, study: &Study, world: u32, path: &WorldPath) {
        let times = study.error_units().weight(world);
        for (levels, log_index) in self.tallies.price_levels.iter_mut().zip(&path.log_index) {
            (1..=self.months).for_each(|month| levels.add(month, log_index[month], times));
        }
        for (cell, parameters) in study.cells.iter().enumerate() {
            let levels = &path.index[parameters.price][1..=self.months];
            let trough =
                levels.iter().fold(f64::INFINITY, |trough, level| if *level < trough { *level } else { trough });
            self.row(world, cell)[WorldColumn::IndexTrough as usize] = kept::fraction(trough);
        }
    }

    /// Adds households under water at a month's end.
    pub fn under_water(&mut self, world: u32, cell: usize, month: u32, count: u32) {
        let at = ((world - self.first_world) as usize * self.cells + cell) * self.months + month as usize - 1;
        self.under_water[at] += count;
        let counters = self.tallies.months.get_mut(cell, month as usize, Self::batch(world));
        counters[MonthCounter::UnderWater as usize] += i64::from(count);
    }

    /// Households that have bought enter their first month performing.
    pub fn begin_performing(&mut self, world: u32, cell: usize, households: i64) {
        if self.months > 0 {
            let counters = self.tallies.months.get_mut(cell, 1, Self::batch(world));
            counters[MonthCounter::Performing as usize] += households;
        }
    }

    /// A household begins its first month in arrears. The place of those that stay in their state, which nobody counts month by
    /// month, holds those that began in it.
    pub fn begin_past_due(&mut self, world: u32, cell: usize, state: MonthCounter) {
        if self.months > 0 {
            self.tallies.months.get_mut(cell, 1, Self::batch(world))[state as usize] += 1;
            let place = state as usize * (MonthCounter::STATES + 1);
            self.tallies.transitions.get_mut(cell, Self::batch(world))[place] += 1;
        }
    }

    /// A household that was in one state enters another at a month's end.
    pub fn enter(&mut self, world: u32, cell: usize, month: u32, state: MonthCounter, left: MonthCounter) {
        if month as usize > self.months {
            return;
        }
        let counters = self.tallies.months.get_mut(cell, month as usize, Self::batch(world));
        counters[state as usize] += 1;
        counters[left as usize] -= 1;
        let moves = self.tallies.transitions.get_mut(cell, Self::batch(world));
        moves[left as usize * MonthCounter::STATES + state as usize] += 1;
    }

    /// Counts an event of a month.
    pub fn count(&mut self, world: u32, cell: usize, month: u32, counter: MonthCounter) {
        self.tallies.months.get_mut(cell, month as usize, Self::batch(world))[counter as usize] += 1;
    }

    /// Counts a household that asked for a loan, where any can be refused.
    pub fn apply(&mut self, world: u32, cell: usize, refusal: Option<FinalState>, amounts: &ApplicantSums) {
        if let Some(applicants) = &mut self.tallies.applicants {
            applicants.add(cell, Self::batch(world), refusal, amounts);
        }
    }

    /// Adds a path's amounts in money of its month and of origination.
    pub fn tell_real(&mut self, world: u32, cell: usize, amounts: &[i64]) {
        if let Some(sums) = &mut self.tallies.real_amounts {
            sums.add(cell, Self::batch(world), amounts);
        }
    }

    /// Adds what an insurer has of a path.
    pub fn tell_insured(&mut self, world: u32, cell: usize, amounts: &[i64]) {
        if let Some(sums) = &mut self.tallies.insurance {
            sums.add(cell, Self::batch(world), amounts);
        }
    }

    /// Adds what a lender has of a path.
    pub fn tell_lender(&mut self, world: u32, cell: usize, loan: usize, amounts: &[i64]) {
        let loans = self.tallies.shape().extras.loans;
        if let Some(sums) = &mut self.tallies.lenders {
            sums.add(cell * loans + loan, Self::batch(world), amounts);
        }
    }

    /// Adds looks at the loans of a tape at year's ends.
    pub fn tell_stage_moves(&mut self, world: u32, looks: impl Iterator<Item = Look>) {
        if let Some(moves) = &mut self.tallies.stage_moves {
            moves.add(world, looks);
        }
    }

    /// Adds what the loans of a tape have come to in a world, segment by segment.
    pub fn tell_segments(&mut self, world: u32, cell: usize, amounts: &[i64]) {
        if let Some(segments) = &mut self.tallies.segments {
            segments.add(world, cell, amounts);
        }
    }

    /// Notes what is told of loans one by one.
    pub fn tell_loans(&mut self, records: impl Iterator<Item = LoanRecord>) {
        self.loans.extend(records);
    }

    /// Notes on loans one by one that are not in the tallies: threads would each have sums of all loans.
    pub fn take_loans(&mut self) -> impl Iterator<Item = LoanRecord> + '_ {
        self.loans.drain(..)
    }

    /// The row of a world of the chunk as it is told.
    pub fn told(&self, world: u32, cell: usize) -> WorldRow {
        let place = self.place(world, cell);
        let mut row = self.rows[place];
        for (_, column) in self.beyond.iter().filter(|(of, _)| *of == place) {
            row[*column as usize] = kept::ABOVE;
        }
        row
    }

    /// Adds what prices that answered to sales did in a world.
    pub fn tell_feedback(&mut self, world: u32, cell: usize, amounts: &[i64]) {
        if let Some(sums) = &mut self.tallies.feedback {
            sums.add(cell, Self::batch(world), amounts);
        }
    }

    /// Adds an auction round, from 1.
    pub fn tell_round(&mut self, world: u32, cell: usize, round: usize, amounts: &[i64]) {
        let place = cell * ROUNDS + place_of_round(round);
        self.tallies.auctions.add(place, Self::batch(world), amounts);
    }

    /// Adds what has become of a loan.
    pub fn tell_exit(&mut self, world: u32, cell: usize, amounts: &[i64]) {
        if let Some(sums) = &mut self.tallies.exits {
            sums.add(cell, Self::batch(world), amounts);
        }
    }

    /// Counts something of performing loans in a pair of bands at their anniversary.
    pub fn anniversary(&mut self, world: u32, cell: usize, band: u8, counter: AnniversaryCounter, loans: i64) {
        self.tallies.anniversaries.get_mut(cell, Self::batch(world))[counter.place(usize::from(band))] += loans;
    }

    /// Adds paths of a world that performed to the horizon, with nothing to tell of them but these sums and their losses. None
    /// of their amounts is beyond what can be kept.
    pub fn stop(&mut self, world: u32, cell: usize, sums: &StoppedSums, losses: impl Iterator<Item = i64>) {
        use WorldColumn as Column;
        let row = self.row(world, cell);
        let mut add = |column: Column, amount: i64| row[column as usize] = row[column as usize].wrapping_add(amount);
        add(Column::Accepted, sums.paths);
        add(Column::EverUnderWater, sums.ever_under_water);
        add(Column::MonthsUnderWater, sums.months_under_water);
        add(Column::OriginalLoan, sums.original_loan);
        add(Column::BalanceMonths, sums.balance_months);
        add(Column::HouseholdLoss, sums.household_loss);
        self.losses[cell * BATCHES + Self::batch(world)].extend(losses);
    }

    /// Adds what became of a path to its world and to the tallies.
    #[inline(always)]
    pub fn finish(&mut self, world: u32, cell: usize, outcome: &PathOutcome) -> Counted {
        let mut any_beyond = false;
        let row = self.row(world, cell);
        tell(outcome, |column, amount| {
            any_beyond |= kept::is_beyond(amount);
            row[column as usize] = row[column as usize].wrapping_add(amount);
        });
        if outcome.default_month != ABSENT {
            // The one column to which a household adds two amounts.
            let collected = &mut self.row(world, cell)[WorldColumn::Collected as usize];
            kept::add(collected, outcome.seized);
            kept::add(collected, outcome.garnished);
            self.count_default(world, cell, outcome);
        }
        if let Some((way, months)) = Resolution::of(outcome) {
            self.tallies.resolutions.get_mut(cell, Self::batch(world))[way.place(months)] += 1;
        }
        if !outcome.is_refused() {
            self.losses[cell * BATCHES + Self::batch(world)].push(outcome.household_loss);
        }
        if any_beyond { Counted::Beyond } else { Counted::Whole }
    }

    /// Adds what a default costs to its year.
    fn count_default(&mut self, world: u32, cell: usize, outcome: &PathOutcome) {
        let year = year_of(outcome.default_month as usize);
        let count = years(self.months);
        if year < count {
            let amounts = [outcome.ead, loss_at_default(outcome), outcome.loss_pv];
            self.tallies.years.add(cell * count + year, Self::batch(world), &amounts);
        }
    }

    /// Notes which of the sums of a path's world are beyond what can be kept, by what became of it.
    #[cold]
    pub fn note_beyond(&mut self, world: u32, cell: usize, outcome: &PathOutcome) {
        let (place, beyond) = (self.place(world, cell), &mut self.beyond);
        tell(outcome, |column, amount| {
            if kept::is_beyond(amount) {
                beyond.push((place, column));
            }
        });
    }
}

/// How a path was counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// All of its amounts are in the sums of its world.
    Whole,
    /// Some are beyond what can be kept: they are still to be noted.
    Beyond,
}

/// Tells what an outcome adds to its world's row.
#[inline(always)]
fn tell(outcome: &PathOutcome, mut add: impl FnMut(WorldColumn, i64)) {
    use WorldColumn as Column;
    let ended = |state: FinalState| i64::from(outcome.final_state == state as i64);
    if outcome.final_state == FinalState::RefusedCash as i64 {
        add(Column::RefusedCash, 1);
        return;
    }
    if outcome.is_refused() {
        add(Column::RefusedUnderwriting, 1);
        return;
    }
    add(Column::Accepted, 1);
    add(Column::EverUnderWater, i64::from(outcome.months_under_water > 0));
    add(Column::MonthsUnderWater, outcome.months_under_water);
    add(Column::OriginalLoan, outcome.loan);
    add(Column::BalanceMonths, outcome.balance_months);
    add(Column::HouseholdLoss, outcome.household_loss);
    add(Column::SoldBeforeDefault, ended(FinalState::Sold));
    add(Column::Rescinded, ended(FinalState::Rescinded));
    add(Column::Cures, outcome.cures);
    add(Column::Forborne, i64::from(outcome.forbearances > 0));
    add(Column::Balance90Months, outcome.balance_90_months);
    add(Column::UnmetSpending, outcome.unmet_spending);
    if outcome.default_month == ABSENT {
        return;
    }
    add(Column::Defaults, 1);
    let triggered = |trigger: DefaultTrigger| i64::from(outcome.default_trigger == trigger as i64);
    add(Column::DefaultsStrategic, triggered(DefaultTrigger::Strategic));
    add(Column::DefaultsRescission, triggered(DefaultTrigger::Rescission));
    add(Column::DefaultsMarginCall, triggered(DefaultTrigger::MarginCall));
    add(Column::Reinstated, outcome.reinstated);
    add(Column::SoldAfterDefault, ended(FinalState::SoldAfterDefault));
    add(Column::Auctioned, ended(FinalState::Auctioned));
    add(Column::TakenByLender, ended(FinalState::TakenByLender));
    add(Column::Unresolved, ended(FinalState::Unresolved));
    if outcome.resolution_month != ABSENT {
        add(Column::Resolved, 1);
        add(Column::MonthsToResolution, outcome.resolution_month - outcome.default_month);
    }
    add(Column::OwedAfterAuction, i64::from(outcome.deficiency > 0));
    add(Column::ResidualDebtors, i64::from(outcome.residual_debt > 0));
    add(Column::Ead, outcome.ead);
    add(Column::RecoveryPv, outcome.recovery_pv);
    add(Column::LenderCostsPv, outcome.lender_costs_pv);
    add(Column::LossPv, outcome.loss_pv);
    add(Column::HouseholdLossFromDefault, outcome.household_loss_from_default);
    if outcome.deficiency != ABSENT {
        add(Column::Deficiency, outcome.deficiency);
    }
    add(Column::ResidualDebt, outcome.residual_debt);
}
