//! Where the paths of a cell end: states are counted, finished paths become outcomes.

use super::anniversaries::{Defaulter, count_default};
use super::case::Case;
use super::close;
use super::exits;
use super::held_months::HeldMonths;
use super::insured::InsuredPath;
use super::lenders::{self, Lent};
use super::paths::PathLanes;
use super::purchases::Bought;
use super::rounds;
use super::segment_room::{OfLoan, SegmentRoom};
use super::sink::{Counted, Sink, StoppedSums};
use super::states::{state_of, state_past_due};
use super::trouble::Fate;
use crate::household::{Closing, OfLoans};
use crate::loan::{Insurance, Loan, to_grain};
use crate::outcome::insured::InsuredSum;
use crate::outcome::kept::{is_beyond, money};
use crate::outcome::real_amounts::{self, Deflators};
use crate::outcome::{MonthCounter, PathOutcome};
use crate::world::{Happened, PriceLevels};

/// Where the paths of a cell end.
pub(super) struct Ends<'a> {
    /// Number of the cell in the study.
    pub cell: usize,
    pub horizon: u32,
    /// Cells of the study.
    pub cells: usize,
    /// Largest amount that is kept of a path.
    pub most_cents: i64,
    pub paths: &'a PathLanes,
    /// Consumer prices of the cell, where amounts are told in money of origination too.
    pub price_levels: Option<&'a PriceLevels>,
    /// Insurance of the cell's loans, and what was agreed on.
    pub insurance: Option<(&'a Insurance, &'a Loan)>,
    /// Contract rates at origination of the cell's loans, fractions a month, where a household of the study has more than one.
    pub first_rates: Option<OfLoans<f64>>,
    /// Loans of the cell.
    pub loans: usize,
    /// Whether it is told what becomes of the cell's loans.
    pub tells_exits: bool,
    /// Outcomes of the block in order of path, then cell; `None` where they are not kept.
    pub outcomes: Option<&'a mut [PathOutcome]>,
    /// Paths of a world that stopped at the horizon with nothing to tell of them but these sums and their losses, cents.
    pub stopped: StoppedSums,
    pub losses: &'a mut Vec<i64>,
    /// Their loans, where a household of the study has more than one.
    pub lent: OfLoans<Lent>,
    /// What their insurer has of them.
    pub stopped_insured: [i64; InsuredSum::COUNT],
    /// What has happened so far, by market.
    pub happened: Vec<Happened>,
    /// Market of each lane's home; empty where there is one.
    pub market_of: &'a [u32],
    /// What loans of a tape come to, segment by segment; `None` where there is none.
    pub segments: Option<SegmentRoom<'a>>,
}

/// The outcome of a path with all that it holds.
#[inline(never)]
fn whole_outcome(
    held: &HeldMonths,
    bought: &Bought,
    case: Option<&Case>,
    closing: &Closing,
    most_cents: i64,
) -> PathOutcome {
    close::outcome(held, bought, case, closing, most_cents)
}

impl Ends<'_> {
    /// Counts a household out of rest that held its home: its state at the month's end, a new default, a home under water.
    pub fn note_state(&mut self, case: &mut Case, lane: usize, fate: &Fate, bands: &[u8], sink: &mut Sink) {
        let closing = match (fate, &case.states.debtor) {
            (Fate::Closed(closing), _) => Some(closing),
            (Fate::Debtor, Some(debtor)) => Some(&debtor.closing),
            _ => None,
        };
        if closing.is_some_and(|closing| closing.state.is_forced_sale()) {
            self.happened_to(lane).forced_sales += 1;
        }
        let (world, cell, month) = (self.paths.world[lane], self.cell, case.month);
        if case.held.is_under_water {
            sink.under_water(world, cell, month, 1);
        }
        if case.position.book.default.is_some_and(|default| default.month == month) {
            self.happened_to(lane).defaults += 1;
            sink.count(world, cell, month, MonthCounter::NewDefaults);
            count_default(bands, Defaulter { world, cell, month }, self.horizon, sink);
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

    /// Counts the auction of the month, where one was held.
    pub fn note_round(&self, case: &Case, lane: usize, bought: &Bought, sink: &mut Sink) {
        let held = case.states.proceeding.as_ref().and_then(|proceeding| proceeding.round_of(case.month));
        if let Some(held) = held {
            let amounts = rounds::amounts(held, bought.origination.home_value, self.most_cents);
            sink.tell_round(self.paths.world[lane], self.cell, held.number, &amounts);
        }
    }

    /// Market of a lane's home.
    pub fn market(&self, lane: usize) -> usize {
        self.market_of.get(lane).map_or(0, |market| *market as usize)
    }

    /// What has happened so far where a lane's home is.
    fn happened_to(&mut self, lane: usize) -> &mut Happened {
        let market = self.market(lane);
        &mut self.happened[market]
    }

    /// A path at rest stops at the horizon that has always been at rest: it is added to the others of its world. Not where it
    /// is kept, an amount may be more than is kept, or more is told of each path: in money of origination.
    #[inline]
    pub fn stop(
        &mut self,
        lane: usize,
        (held, notes): (&HeldMonths, &[u8]),
        bought: &Bought,
        value: f64,
        balance: f64,
    ) -> bool {
        let (origination, most) = (&bought.origination, self.most_cents);
        // Price and buying costs, less what of the loan was not repaid from the household's own means.
        let own_payments = origination.home_price + origination.buying_costs - balance;
        let loss = money(own_payments - (value - balance), most);
        let original_loan = money(origination.loan, most);
        let balance_months = money(to_grain(origination.loan * held.unit_months), most);
        let tells_more = self.outcomes.is_some() || self.price_levels.is_some();
        if tells_more || [loss, original_loan, balance_months].into_iter().any(is_beyond) {
            return false;
        }
        let has_more_sums = self.first_rates.is_some() || self.insurance.is_some();
        if has_more_sums && !self.add_to_sums(bought) {
            return false;
        }
        self.stopped.paths += 1;
        self.stopped.ever_under_water += i64::from(held.months_under_water > 0);
        self.stopped.months_under_water += i64::from(held.months_under_water);
        self.stopped.original_loan += original_loan;
        self.stopped.balance_months += balance_months;
        self.stopped.household_loss += loss;
        self.losses.push(loss);
        if let Some(segments) = &mut self.segments {
            segments.look_back(notes, &bought.origination, None);
            segments.stop(
                lane,
                OfLoan {
                    lent: original_loan,
                    exposure: money(bought.contract.balance, most),
                    balance_months,
                    is_ever_under_water: held.months_under_water > 0,
                },
            );
        }
        true
    }

    /// Adds what its lenders and its insurer have of a path that stops to those of others, if all of it can be kept.
    #[inline(never)]
    fn add_to_sums(&mut self, bought: &Bought) -> bool {
        let (mut lent, mut insured) = (self.lent, self.stopped_insured);
        if self.first_rates.is_some() {
            let of_path = std::iter::once(&bought.origination.loan).chain(&bought.origination.loans_beside);
            for (of_loan, of_path) in lent[..self.loans].iter_mut().zip(of_path) {
                match of_loan.with(*of_path, self.most_cents) {
                    Some(more) => *of_loan = more,
                    None => return false,
                }
            }
        }
        if let Some(insurance) = self.insurance {
            let of_path = self.insured_path(insurance, bought, None, self.horizon).amounts();
            if of_path.into_iter().any(is_beyond) {
                return false;
            }
            insured.iter_mut().zip(of_path).for_each(|(sum, amount)| *sum += amount);
        }
        (self.lent, self.stopped_insured) = (lent, insured);
        true
    }

    fn insured_path<'p>(
        &self,
        (insurance, loan): (&'p Insurance, &'p Loan),
        bought: &'p Bought,
        case: Option<&'p Case>,
        last_month: u32,
    ) -> InsuredPath<'p> {
        let (origination, initial_rate_monthly) = (&bought.origination, bought.contract.rate_monthly);
        let most_cents = self.most_cents;
        InsuredPath { insurance, origination, case, last_month, loan, initial_rate_monthly, most_cents }
    }

    /// Hands over the paths of a world that stopped.
    pub fn flush(&mut self, world: u32, sink: &mut Sink) {
        sink.stop(world, self.cell, &self.stopped, self.losses.drain(..));
        if self.first_rates.is_some() {
            for (loan, lent) in self.lent[..self.loans].iter().enumerate() {
                sink.tell_lender(world, self.cell, loan, &lent.amounts());
            }
            self.lent = OfLoans::default();
        }
        if self.insurance.is_some() {
            sink.tell_insured(world, self.cell, &std::mem::take(&mut self.stopped_insured));
        }
        if self.tells_exits {
            sink.tell_exit(world, self.cell, &exits::of_stopped(&self.stopped, self.horizon));
        }
        self.stopped = StoppedSums::default();
        if let Some(segments) = &mut self.segments {
            sink.tell_segments(world, self.cell, &segments.take());
            sink.tell_loans(segments.take_records());
            sink.tell_stage_moves(world, segments.take_looks());
        }
    }

    /// A path has ended, its year's ends noted: its outcome is given to the sink, and kept in the block where it keeps any.
    pub fn finish(
        &mut self,
        lane: usize,
        (held, notes): (&HeldMonths, &[u8]),
        bought: &Bought,
        case: Option<&Case>,
        closing: &Closing,
        sink: &mut Sink,
    ) {
        let (world, most_cents) = (self.paths.world[lane], self.most_cents);
        let outcome = close::outcome(held, bought, case, closing, most_cents);
        if let Counted::Beyond = sink.finish(world, self.cell, &outcome) {
            sink.note_beyond(world, self.cell, &whole_outcome(held, bought, case, closing, most_cents));
        }
        if let Some(levels) = self.price_levels.filter(|_| !outcome.is_refused()) {
            let debtor = case.and_then(|case| case.states.debtor);
            let end = debtor.map_or(closing.month, |debtor| debtor.last_month);
            let deflators = Deflators { closing: levels.level(closing.month), end: levels.level(end) };
            let outcome = whole_outcome(held, bought, case, closing, most_cents);
            sink.tell_real(world, self.cell, &real_amounts::amounts(&outcome, deflators));
        }
        if let Some((insurance, loan)) = self.insurance.filter(|_| !outcome.is_refused()) {
            let path = self.insured_path((insurance, loan), bought, case, closing.month);
            sink.tell_insured(world, self.cell, &path.amounts());
        }
        if let Some(first_rates) = self.first_rates.filter(|_| !outcome.is_refused()) {
            let amounts = lenders::amounts(bought, case, &first_rates, most_cents);
            for (loan, amounts) in amounts[..self.loans].iter().enumerate() {
                sink.tell_lender(world, self.cell, loan, amounts);
            }
        }
        if self.tells_exits && !outcome.is_refused() {
            let outcome = whole_outcome(held, bought, case, closing, most_cents);
            sink.tell_exit(world, self.cell, &exits::amounts(&outcome, case, closing, self.horizon, most_cents));
        }
        if let Some(segments) = &mut self.segments {
            let outcome = whole_outcome(held, bought, case, closing, most_cents);
            let overdue = segments.overdue_at_first(lane, bought.origination.instalment);
            let of = OfLoan {
                lent: outcome.loan,
                exposure: money(bought.contract.balance + overdue, most_cents),
                balance_months: outcome.balance_months,
                is_ever_under_water: outcome.months_under_water > 0,
            };
            segments.look_back(notes, &bought.origination, Some(&outcome));
            segments.finish(lane, of, &outcome);
        }
        if let Some(outcomes) = &mut self.outcomes {
            outcomes[lane * self.cells + self.cell] = whole_outcome(held, bought, case, closing, most_cents);
        }
    }
}
