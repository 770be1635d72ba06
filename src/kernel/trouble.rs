//! One month of one household out of its lane: arrears, default, the ways out and the law, in the order of METHOD.md §5.

use super::case::{Case, Closing, Proceeding};
use super::cell_lanes::CellLanes;
use super::outgo::OutgoLanes;
use super::quiet::Quiet;
use super::record::{Event, MonthRecord};
use super::surroundings::Surroundings;
use crate::distress::walk_away::walks_away;
use crate::household::Origination;
use crate::household::budget::{keep, positive, serve};
use crate::loan::discount_factor;
use crate::loan::instalment::{Instalment, split};
use crate::outcome::{FinalState, MonthCounter};

/// How a month left a household.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Fate {
    /// Still out of its lane, home held.
    Troubled,
    /// Back in its lane: nothing overdue and nothing to come.
    Quiet,
    /// The path has ended.
    Closed(Closing),
    /// Home gone, debt left.
    Debtor,
}

/// The household's month. Its numbers are in the lane's columns and in its case.
pub(super) struct TroubledMonth<'a> {
    pub(super) around: &'a Surroundings<'a>,
    pub(super) lanes: &'a mut Quiet,
    pub(super) outgo: &'a mut OutgoLanes,
    pub(super) origination: &'a Origination,
    pub(super) lane: usize,
    pub(super) case: &'a mut Case,
    pub(super) record: &'a mut MonthRecord,
    /// Cash and free credit are measured against this.
    pub(super) due: f64,
}

/// Moves the household of `lane` through the month and fills in its `record`, which comes empty.
pub(super) fn month(lanes: &mut CellLanes, lane: usize, around: &Surroundings<'_>, record: &mut MonthRecord) -> Fate {
    let at = lanes.open_case(lane);
    let CellLanes { quiet, cases, outgo, origination, .. } = lanes;
    let origination = &origination[lane];
    TroubledMonth { around, lanes: quiet, outgo, origination, lane, case: &mut cases[at], record, due: 0.0 }.run()
}

/// The sale of a household that was quiet: only its means were short.
pub(super) fn sell_quiet(lanes: &mut CellLanes, lane: usize, around: &Surroundings<'_>) -> Closing {
    let (mut case, mut record) = (Case::default(), MonthRecord::default());
    let CellLanes { quiet, outgo, origination, .. } = lanes;
    let (case, record, origination) = (&mut case, &mut record, &origination[lane]);
    TroubledMonth { around, lanes: quiet, outgo, origination, lane, case, record, due: 0.0 }.sale()
}

/// A receipt of the lender counts as recovery once there is a default on record.
pub(super) fn receive(case: &mut Case, month: u32, amount: f64) {
    if let Some(default) = case.default {
        case.recovery_pv += amount * discount_factor(default.rate_monthly, month - default.month);
    }
}

impl TroubledMonth<'_> {
    fn run(&mut self) -> Fate {
        self.record.month = self.around.month;
        self.record.value = self.around.value();
        self.record.rate_monthly = self.lanes.rate_monthly[self.lane];
        self.record.events = self.around.life_events;
        if self.around.explains {
            self.note_what_is_held();
        }
        self.stop_building();
        self.legal_steps();
        self.decide_to_walk();
        self.answer_margin_call();
        let outgo = self.wants();
        if !self.pay_all(outgo) {
            let margin = self.live(outgo);
            self.sell_other_homes();
            let margin = self.serve_debt(margin);
            self.keep_surplus(margin);
            self.grow_line();
        }
        self.note_lowest_cash();
        self.ask_for_forbearance();
        self.count_days();
        self.record_default();
        self.call_for_arrears();
        self.turn_elsewhere();

        let closing = self.rescind().or_else(|| self.sell()).or_else(|| self.hold_auction());
        let closing = match closing {
            Some(closing) => Some(closing),
            None => {
                self.close_month();
                self.stop()
            }
        };
        if self.around.explains {
            self.fill_record();
        }
        match closing {
            Some(closing) => self.close(closing),
            None if self.case.is_over(self.around.month) => {
                self.lanes.active[self.lane] = 1.0;
                Fate::Quiet
            }
            None => Fate::Troubled,
        }
    }

    pub(super) fn is_accelerated(&self) -> bool {
        self.case.proceeding.as_ref().is_some_and(Proceeding::is_accelerated)
    }

    fn overdue(&self) -> f64 {
        self.case.arrears.interest() + self.case.arrears.principal()
    }

    pub(super) fn debt(&self) -> f64 {
        self.lanes.balance[self.lane] + self.case.arrears.total()
    }

    /// Debt, costs and interest on late performance.
    pub(super) fn claim(&self) -> f64 {
        self.debt() + self.case.costs_owed + self.case.late_interest
    }

    pub(super) fn room(&self) -> f64 {
        positive(self.lanes.credit_limit[self.lane] - self.lanes.line[self.lane])
    }

    /// Step 5: it stops paying where what it would lose exceeds what can be collected and its threshold.
    fn decide_to_walk(&mut self) {
        if !self.around.constants.has_walk_away || self.case.walking || self.case.proceeding.is_some() {
            return;
        }
        let lane = self.lane;
        let cash = self.around.constants.cash_weight * self.lanes.cash[lane];
        let collectable = cash + self.lanes.collectable_wage[lane];
        let threshold = self.lanes.walk_away_threshold[lane];
        if walks_away(self.debt(), collectable, self.around.inverse_value, threshold) {
            self.case.walking = true;
            self.record.events.add(Event::WalkedAway);
        }
    }

    /// The month's instalment: interest and principal.
    pub(super) fn instalment(&self) -> (f64, Instalment) {
        let (lane, t, loan) = (self.lane, self.around.month, &self.around.cell.loan);
        let balance = self.lanes.balance[lane];
        let interest = balance * self.lanes.rate_monthly[lane];
        if t >= self.last_month_of_loan() {
            return (interest, Instalment { principal: balance, due: interest + balance });
        }
        let weight = if loan.method().is_level(t) { 1.0 } else { 0.0 };
        (interest, split(self.lanes.fixed_part[lane], interest, weight))
    }

    /// Step 7: what is left of the margin.
    fn serve_debt(&mut self, margin: f64) -> f64 {
        let (lane, t) = (self.lane, self.around.month);
        let (interest, instalment) = self.free_month().unwrap_or_else(|| self.instalment());
        let penalty_rate = self.around.cell.distress.penalty_multiple * self.lanes.rate_monthly[lane];
        let penalty_before = self.case.arrears.penalty();
        let accelerated = self.is_accelerated();
        self.case.arrears.accrue_penalty(penalty_rate, if accelerated { self.lanes.balance[lane] } else { 0.0 });
        self.record.penalty_accrued = self.case.arrears.penalty() - penalty_before;

        self.accrue_late_interest();
        let interest_due = if accelerated { 0.0 } else { instalment.due - instalment.principal };
        let overdue_before = self.case.arrears.total();
        self.lanes.balance[lane] -= instalment.principal;
        self.case.arrears.fall_due(t, interest_due, instalment.principal);
        self.record.interest_due = if accelerated { 0.0 } else { interest };
        self.record.principal_due = instalment.principal;

        if accelerated {
            self.due = overdue_before + instalment.principal;
            self.record.due = self.due;
            self.lanes.cash[lane] += margin;
            self.reinstate_after_acceleration();
            return 0.0;
        }
        // Nothing was overdue: the instalment as a quiet lane knows it, to the last bit.
        self.due = if overdue_before > 0.0 { overdue_before + instalment.due } else { instalment.due };
        self.record.due = self.due;
        if self.case.walking {
            self.record.events.add(Event::Missed);
            return margin;
        }
        let service = serve(self.due, margin, self.lanes.cash[lane], self.lanes.cash_minimum[lane], self.room());
        self.lanes.cash[lane] -= service.from_cash;
        self.draw_line(service.from_line);
        let short = service.short - self.ask_family(service.short);
        let paid = self.due - short;
        let used = if short > 0.0 { self.case.arrears.pay(paid) } else { self.case.arrears.clear() };
        self.case.penalty_and_costs_paid += used.penalty;
        self.lanes.instalments_paid[lane] += paid - used.penalty;
        self.record.paid = paid;
        if short > 0.0 {
            self.record.events.add(if paid > 0.0 { Event::PaidInPart } else { Event::Missed });
        }
        receive(self.case, t, paid);
        let is_paid = self.case.arrears.days_past_due(t) == 0 && !self.case.margin_is_overdue(t);
        if self.case.proceeding.is_some() && is_paid {
            self.reinstate();
        }
        margin - service.from_margin
    }

    /// Before judgment, cash above the minimum may pay everything overdue, penalty and costs.
    fn reinstate_after_acceleration(&mut self) {
        let judged = self.case.proceeding.as_ref().is_some_and(|proceeding| proceeding.court_appraisal.is_some());
        if judged || self.case.walking {
            return;
        }
        let is_called = self.case.margin_is_overdue(self.around.month);
        let top_up = self.overdue_top_up();
        let owed = self.case.arrears.total() + self.case.costs_owed;
        if self.cash_above_minimum() < owed + top_up {
            return;
        }
        self.lanes.cash[self.lane] -= owed;
        if is_called {
            self.pay_top_up(top_up);
            self.set_instalment(self.around.month + 1);
        }
        let used = self.case.arrears.clear();
        self.case.penalty_and_costs_paid += used.penalty + self.case.costs_owed;
        self.lanes.instalments_paid[self.lane] += used.interest + used.principal;
        self.record.paid = owed - self.case.costs_owed;
        self.record.costs_paid = self.case.costs_owed;
        self.case.costs_owed = 0.0;
        receive(self.case, self.around.month, owed + top_up);
        self.reinstate();
    }

    fn reinstate(&mut self) {
        self.case.proceeding = None;
        self.case.reinstated.get_or_insert(self.around.month);
        self.record.events.add(Event::Reinstated);
    }

    /// Step 8: surplus repays the credit line, then fills cash to its target; of the rest a share is saved.
    fn keep_surplus(&mut self, surplus: f64) {
        let lane = self.lane;
        if self.is_accelerated() {
            return;
        }
        let kept = keep(
            surplus,
            self.lanes.line[lane],
            self.lanes.cash[lane],
            self.lanes.cash_target[lane],
            self.around.constants.saved_share,
        );
        self.lanes.line[lane] -= kept.repaid;
        self.lanes.cash[lane] += kept.saved;
        self.record.line_repaid = kept.repaid;
        self.record.consumed = kept.consumed;
    }

    /// Step 9: interest of the month on the credit line.
    fn grow_line(&mut self) {
        let lane = self.lane;
        if self.around.constants.has_line {
            let before = self.lanes.line[lane];
            self.lanes.line[lane] = before * self.around.constants.line_growth;
            self.record.line_interest = self.lanes.line[lane] - before;
        }
    }

    fn note_lowest_cash(&mut self) {
        let lane = self.lane;
        if self.lanes.cash[lane] < self.lanes.lowest_cash[lane] {
            self.lanes.lowest_cash[lane] = self.lanes.cash[lane];
        }
    }

    /// Step 10: the month's days past due.
    fn count_days(&mut self) {
        let days = self.case.arrears.days_past_due(self.around.month);
        self.record.days_past_due = days;
        if days > self.case.worst_days_past_due {
            self.case.worst_days_past_due = days;
        }
        let was_past_due = matches!(
            self.case.state,
            Some(MonthCounter::PastDue30 | MonthCounter::PastDue60 | MonthCounter::PastDue90)
        );
        // What forbearance made balance is not overdue, and yet was not paid.
        let is_paid = !self.record.events.has(Event::ForbearanceGranted);
        if days == 0 && was_past_due && is_paid && self.case.default.is_none() {
            self.case.cures += 1;
            self.record.events.add(Event::Cured);
        }
    }

    pub(super) fn closing(&self, state: FinalState, net_of_home: f64) -> Closing {
        Closing {
            state,
            month: self.around.month,
            value: self.around.value(),
            principal_left: self.lanes.balance[self.lane] + self.case.arrears.principal(),
            net_of_home,
            round: 0,
            price: None,
            deficiency: 0.0,
        }
    }

    /// Step 14: records of a month end with the home still held.
    fn close_month(&mut self) {
        let (lane, t) = (self.lane, self.around.month);
        if t > self.around.horizon {
            return;
        }
        let debt = self.debt();
        let ltv = if self.case.arrears.is_clear() {
            self.lanes.balance[lane] * self.around.inverse_value
        } else {
            debt * self.around.inverse_value
        };
        if ltv > 1.0 {
            self.lanes.months_under_water[lane] += 1.0;
            self.lanes.under_water[lane] = 1.0;
        }
        if ltv > self.lanes.highest_ltv[lane] {
            self.lanes.highest_ltv[lane] = ltv;
        }
        self.lanes.balance_months[lane] += debt;
        if self.record.days_past_due >= 90 {
            self.case.balance_90_months += debt;
        }
    }

    /// Ends that are not a sale or an auction: the loan's, the horizon's and the tail's.
    fn stop(&mut self) -> Option<Closing> {
        let (t, around) = (self.around.month, self.around);
        let in_default = self.case.proceeding.is_some();
        if t >= self.last_month_of_loan() && !in_default && self.case.arrears.is_clear() {
            self.record.events.add(Event::PaidOff);
            return Some(self.closing(FinalState::PaidOff, around.value()));
        }
        if in_default {
            return (t == around.last_workout_month).then(|| {
                self.record.events.add(Event::SettledUnresolved);
                self.settle_unresolved()
            });
        }
        if t < around.horizon {
            return None;
        }
        let debt = self.debt();
        receive(self.case, t, debt);
        let state = if self.record.days_past_due > 0 { FinalState::Arrears } else { FinalState::Performing };
        Some(self.closing(state, around.value() - debt - self.case.costs_owed))
    }

    fn close(&mut self, closing: Closing) -> Fate {
        match &self.case.debtor {
            Some(debtor) if debtor.owed() > 0.0 && debtor.last_month > self.around.month => Fate::Debtor,
            _ => Fate::Closed(closing),
        }
    }

    fn fill_record(&mut self) {
        let lane = self.lane;
        self.record.cash = self.lanes.cash[lane];
        self.record.line_balance = self.lanes.line[lane];
        self.record.balance = self.lanes.balance[lane];
        self.record.overdue = self.overdue();
        self.record.overdue_principal = self.case.arrears.principal();
        self.record.penalty = self.case.arrears.penalty();
        self.record.costs_owed = self.case.costs_owed;
        self.record.late_interest_owed = self.case.late_interest;
    }
}
