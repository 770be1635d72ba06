//! Where the paths of a cell's month go: states are counted, finished paths become outcomes.

use super::anniversaries::{BandLanes, Defaulter};
use super::case::Case;
use super::cell_lanes::{CellLanes, NO_CASE};
use super::close;
use super::insured::InsuredPath;
use super::paths::PathLanes;
use super::sink::{Counted, Sink};
use super::states::{state_of, state_past_due};
use super::trouble::Fate;
use crate::household::{Closing, Origination};
use crate::loan::Insurance;
use crate::outcome::real_amounts::{self, Deflators};
use crate::outcome::{MonthCounter, PathOutcome};
use crate::world::PriceLevels;

/// The end of a cell's month.
pub(super) struct Ends<'a> {
    /// Number of the cell in the study.
    pub cell: usize,
    pub month: u32,
    pub horizon: u32,
    /// Cells of the study.
    pub cells: usize,
    /// Largest amount that is kept of a path.
    pub most_cents: i64,
    pub paths: &'a PathLanes,
    /// Consumer prices of the cell, where amounts are told in money of origination too.
    pub price_levels: Option<&'a PriceLevels>,
    /// Insurance of the cell's loans, and their term.
    pub insurance: Option<(&'a Insurance, u32)>,
    /// Outcomes of the block in order of path, then cell; empty where they are not kept.
    pub outcomes: &'a mut [PathOutcome],
}

/// The outcome of a path with all that it holds.
#[inline(never)]
fn whole_outcome(
    columns: &CellLanes,
    lane: usize,
    origination: &Origination,
    case: Option<&Case>,
    closing: &Closing,
    most_cents: i64,
) -> PathOutcome {
    close::outcome(columns, lane, origination, case, closing, most_cents)
}

impl Ends<'_> {
    /// Counts a household out of its lane that held its home: its state at the month's end, a new default, a home under water.
    pub fn note_state(&self, case: &mut Case, lane: usize, fate: &Fate, bands: &BandLanes, sink: &mut Sink) {
        let (world, cell, month) = (self.paths.world[lane], self.cell, self.month);
        if case.held.is_under_water {
            sink.under_water(world, cell, month, 1);
        }
        if case.position.book.default.is_some_and(|default| default.month == month) {
            sink.count(world, cell, month, MonthCounter::NewDefaults);
            bands.default(Defaulter { world, cell, lane, month }, self.horizon, sink);
        }
        let days = case.position.arrears.days_past_due(month);
        let state = match (fate, &case.states.proceeding) {
            (Fate::Debtor, _) => MonthCounter::Foreclosed,
            (Fate::Closed(closing), _) => state_of(closing.state, days),
            (_, Some(proceeding)) if proceeding.is_accelerated() => MonthCounter::InForeclosure,
            (_, Some(_)) => MonthCounter::InDefault,
            (_, None) => state_past_due(days),
        };
        let before = case.state.unwrap_or(MonthCounter::Performing);
        if state != before {
            sink.enter(world, cell, month, state, before);
        }
        case.state = Some(state);
    }

    /// A path has ended: its outcome is given to the sink, and kept in the block where it keeps any.
    pub fn finish(
        &mut self,
        columns: &CellLanes,
        lane: usize,
        origination: &Origination,
        closing: &Closing,
        sink: &mut Sink,
    ) {
        let case = match columns.case_of[lane] {
            NO_CASE => None,
            case => Some(&columns.cases[case as usize]),
        };
        let (world, most_cents) = (self.paths.world[lane], self.most_cents);
        let outcome = close::outcome(columns, lane, origination, case, closing, most_cents);
        if let Counted::Beyond = sink.finish(world, self.cell, &outcome) {
            sink.note_beyond(world, self.cell, &whole_outcome(columns, lane, origination, case, closing, most_cents));
        }
        if let Some(levels) = self.price_levels.filter(|_| !outcome.is_refused()) {
            let debtor = case.and_then(|case| case.states.debtor);
            let end = debtor.map_or(closing.month, |debtor| debtor.last_month);
            let deflators = Deflators { closing: levels.level(closing.month), end: levels.level(end) };
            let outcome = whole_outcome(columns, lane, origination, case, closing, most_cents);
            sink.tell_real(world, self.cell, &real_amounts::amounts(&outcome, deflators));
        }
        if let Some((insurance, term_months)) = self.insurance.filter(|_| !outcome.is_refused()) {
            let initial_rate_monthly = columns.quiet.initial_rate_monthly[lane];
            let path =
                InsuredPath { insurance, origination, case, closing, term_months, initial_rate_monthly, most_cents };
            sink.tell_insured(world, self.cell, &path.amounts());
        }
        if let Some(kept) = self.outcomes.get_mut(lane * self.cells + self.cell) {
            *kept = whole_outcome(columns, lane, origination, case, closing, most_cents);
        }
    }
}
