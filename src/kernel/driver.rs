//! A household of a cell: from rest into trouble, month by month through it, and back to rest, as far as it is asked to go.

use super::anniversaries::{SeenCounts, is_seen};
use super::case::Case;
use super::case_run::go;
use super::cell_month::CellMonth;
use super::debt_row::DebtRow;
use super::ends::Ends;
use super::household_path::{HouseholdPath, Stage};
use super::rest_others::{log_prior_debt, next_due_on_others};
use super::resting::RestingHousehold;
use super::sink::Sink;
use super::standing::Standing;
use super::trouble::Fate;
use crate::household::Closing;
use crate::loan::to_grain;
use crate::outcome::anniversary::{MONTHS_BETWEEN, band};
use crate::outcome::loan_class::LoanClass;
use crate::outcome::{FinalState, MonthCounter, Notes, Recorder};

/// Who moves the households of a cell in a world, and whom their months are told to.
pub(super) struct Driver<'a, R> {
    pub ends: Ends<'a>,
    pub seen: SeenCounts,
    /// Households at rest under water, by month from 1.
    pub under_water: &'a mut [u32],
    /// What is owed on the home of a household at rest.
    pub debts: &'a mut DebtRow,
    /// Lanes of households out of rest that wait for the others.
    pub waiting: &'a mut Vec<usize>,
    /// Cases that nobody needs any more.
    #[expect(clippy::vec_box, reason = "a case goes to its path and back without being copied")]
    pub spare: &'a mut Vec<Box<Case>>,
    pub sink: &'a mut Sink,
    pub recorder: &'a mut R,
}

impl<R: Recorder> Driver<'_, R> {
    /// Moves a household to the end of month `until`, or to its path's end. The values of its home are known that far. What it
    /// lived at rest is recorded when it leaves rest, and at the horizon; beyond that those alone move who are out of rest
    /// there. In whatever steps it is moved, it lives the same months.
    pub fn go_to(&mut self, path: &mut HouseholdPath, household: &RestingHousehold<'_>, until: u32) {
        loop {
            let goes_on = match path.stage {
                Stage::AtRest => self.rest(path, household, until),
                Stage::OutOfRest => self.live(path, household, until),
                Stage::Ended => false,
            };
            if !goes_on {
                return;
            }
        }
    }

    /// A household at rest whose rest no price can end lives ahead of what is known of prices. The month in which it is to be
    /// moved next; `None`: every month.
    pub fn rest_ahead(&self, path: &mut HouseholdPath, household: &RestingHousehold<'_>) -> Option<u32> {
        let HouseholdPath { stage, standing, own, .. } = path;
        let household = own.as_deref().map_or(*household, |own| household.on(own));
        let constants = household.of.months.constants;
        let waits_for_prices = household.is_asked || constants.has_sale_gate || constants.has_leaving;
        if R::Notes::TAKES || *stage != Stage::AtRest || waits_for_prices {
            return None;
        }
        let horizon = household.of.horizon;
        household.rest(standing, horizon);
        Some((standing.month + 1).min(horizon))
    }

    /// Hands over what was counted of a world's households all together.
    pub fn flush(&mut self, world: u32) {
        let cell = self.ends.cell;
        self.ends.flush(world, self.sink);
        self.seen.flush(world, cell, self.sink);
        for (month, count) in (1..).zip(self.under_water.iter()).filter(|(_, count)| **count > 0) {
            self.sink.under_water(world, cell, month, *count);
        }
    }

    /// Moves a household at rest. Whether it has left rest.
    pub(super) fn rest(&mut self, path: &mut HouseholdPath, household: &RestingHousehold<'_>, until: u32) -> bool {
        let HouseholdPath { stage, standing, case, own, bands } = path;
        // What of a household differs is laid out again only where it does: nearly everybody is on the world's schedule, and the home
        // secures one loan.
        let (on_own, ahead, behind);
        let household = match own.as_deref() {
            Some(own) => {
                on_own = household.on(own);
                &on_own
            }
            None => household,
        };
        let horizon = household.of.horizon;
        // Who is moved step by step looks at a month at a time, and at all of them when it leaves rest.
        let lies_ahead = until == horizon;
        if household.secures_others && lies_ahead {
            household.lay_down(self.debts, standing.recorded..=until.min(household.schedule.last()));
        }
        let rests = match household.secures_others && lies_ahead {
            true => {
                ahead = household.owing(self.debts);
                &ahead
            }
            false => household,
        };
        // Whoever is told of months is told of each.
        if !R::Notes::TAKES && standing.month < until {
            rests.rest(standing, until);
        }
        if standing.month >= until && until < horizon {
            return false;
        }
        if household.secures_others && !lies_ahead {
            household.lay_down(self.debts, standing.recorded..=standing.month);
        }
        let rested = match household.secures_others {
            true => {
                behind = household.owing(self.debts);
                &behind
            }
            false => household,
        };
        rested.record(standing, self.under_water);
        rested.look(standing, &mut self.seen, bands);
        standing.recorded = standing.month;
        if standing.month == horizon {
            self.stop((standing, bands.as_slice()), case.take(), household);
            *stage = Stage::Ended;
            return false;
        }
        let (bought, month) = (household.bought, standing.month);
        let case = case.get_or_insert_with(|| {
            let mut case = self.spare.pop().unwrap_or_default();
            case.open(&bought.origination, household.of.others.len());
            case
        });
        let collectable_wage = if household.of.months.constants.has_walk_away {
            bought.origination.wage * household.wage_value(month).0
        } else {
            bought.collectable_wage
        };
        case.take_up(standing, bought, household.schedule, collectable_wage);
        household.take_up_others(&mut case.position, month);
        *stage = Stage::OutOfRest;
        true
    }

    /// At the horizon the path of a household at rest stops.
    fn stop(
        &mut self,
        (standing, notes): (&Standing, &[u8]),
        case: Option<Box<Case>>,
        household: &RestingHousehold<'_>,
    ) {
        let (month, bought) = (household.of.horizon, household.bought);
        let value = household.value(month);
        let balance = household.balance_of_all(month);
        let held = (&standing.held, notes);
        if case.is_some() || !self.ends.stop(household.lane, held, bought, value, balance) {
            let closing = Closing::plain(FinalState::Performing, month, value, balance, value - balance);
            self.ends.finish(household.lane, held, bought, case.as_deref(), &closing, self.sink);
        }
        self.spare.extend(case);
    }

    /// Moves a household out of rest, month by month. Whether it rests again.
    #[inline(never)]
    pub(super) fn live(&mut self, path: &mut HouseholdPath, household: &RestingHousehold<'_>, until: u32) -> bool {
        let (months, lane) = (&household.of.months, household.lane);
        let Self { ends, seen, spare, sink, recorder, .. } = self;
        let HouseholdPath { stage, standing, case: case_of, own, bands } = path;
        let Some(case) = case_of.as_deref_mut().filter(|case| case.month < until) else { return false };
        let of_household = months.household(lane);
        let (fate, may_rest) = loop {
            let fate = go(
                case,
                &of_household,
                until,
                |month| months.month(month),
                |case, of_cell, notes: R::Notes, fate| {
                    recorder.month(ends.cell, lane, notes);
                    if !case.is_collected_in(of_cell.month) {
                        ends.note_state(case, lane, fate, bands, sink);
                        ends.note_round(case, lane, household.bought, sink);
                        see(household, case, of_cell, fate, seen, bands);
                    }
                },
            );
            // A balance that is not its schedule's to the grain is so only after another instalment.
            let contract = &case.position.contract;
            let goes_on = case.month < contract.last_month(&months.cell.repayment);
            let may_rest = !R::Notes::TAKES && goes_on && contract.is_on_schedule();
            if fate != Fate::Quiet || may_rest || case.month >= until {
                break (fate, may_rest);
            }
        };
        match fate {
            Fate::Quiet if may_rest => {
                *standing = case.standing();
                let on = own.as_deref().map_or(household.schedule, |own| &own.schedule);
                if !on.holds(&case.position.contract, case.month) {
                    *own = Some(Box::new(household.of.own_schedule(&case.position.contract, case.month)));
                }
                *stage = Stage::AtRest;
            }
            Fate::Closed(closing) => {
                ends.finish(lane, (&case.held, bands), household.bought, Some(case), &closing, sink);
                spare.extend(case_of.take());
                *stage = Stage::Ended;
            }
            Fate::Quiet | Fate::Troubled | Fate::Debtor => {}
        }
        *stage == Stage::AtRest
    }
}

/// What a loan on the book out of order is at a year's end, equation (304); one in order is noted by its bands.
fn note_trouble(household: &RestingHousehold<'_>, case: &Case, month: u32, fate: &Fate, notes: &mut [u8]) {
    let Some(probation) = household.of.months.study.probation_months() else { return };
    let is_end = month.is_multiple_of(MONTHS_BETWEEN) && matches!(fate, Fate::Troubled | Fate::Quiet);
    let note = notes.get_mut((month / MONTHS_BETWEEN) as usize).filter(|_| is_end);
    let (Some(note), Some(state)) = (note, case.state) else { return };
    let of_state = LoanClass::of_state(state);
    let is_over = case.states.last_reinstated.is_some_and(|reinstated| month >= reinstated + probation);
    let class = match case.position.book.default {
        None => of_state,
        // In default again it is not: a proceeding makes its state.
        Some(_) if is_over && of_state != Some(LoanClass::IMPAIRED) => Some(LoanClass::CURED),
        Some(_) => Some(LoanClass::IMPAIRED),
    };
    if let Some(class) = class {
        *note = class.noted();
    }
}

/// A household out of rest is looked at on its loan's anniversary if it performs.
fn see(
    household: &RestingHousehold<'_>,
    case: &Case,
    of_cell: &CellMonth<'_>,
    fate: &Fate,
    seen: &mut SeenCounts,
    bands: &mut [u8],
) {
    let (month, repayment) = (of_cell.month, &of_cell.cell.repayment);
    let term_months = repayment.term_months.min(case.position.contract.last_month(repayment));
    let is_looked_at = month.is_multiple_of(MONTHS_BETWEEN) && is_seen(month, seen.horizon, term_months);
    note_trouble(household, case, month, fate, bands);
    let performs = case.state == Some(MonthCounter::Performing)
        && case.position.book.default.is_none()
        && matches!(fate, Fate::Troubled | Fate::Quiet);
    if !is_looked_at || !performs {
        return;
    }
    let contract = &case.position.contract;
    let log_debt = log_prior_debt(&case.position, household.bought.origination.home_value);
    let log_ltv = log_debt - household.log_value.months[month as usize - 1];
    let income = to_grain(case.position.wage * household.life.income_frac(month));
    let on_others = next_due_on_others(&case.position, &of_cell.cell.beside, month);
    let due = contract.next_due(repayment, month).instalment.due + on_others;
    let band = band(log_ltv, &seen.log_ltv_edges, due / income);
    bands[(month / MONTHS_BETWEEN) as usize] = band;
    seen.see_one(band, month);
}
