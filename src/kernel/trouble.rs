//! One month of one household out of rest, in the order of METHOD.md §5: each step by its name, its rule in the room and
//! file of that name.

use super::case::{Case, CaseStates, is_over};
use super::cell_month::{CellHousehold, CellMonth};
use super::held_months::HeldMonths;
use super::month_notes;
use crate::distress::debt_service::{fall_due, pay_due};
use crate::distress::default::{record_default, record_unsecured_defaults};
use crate::distress::rollover::{self, Renewals};
use crate::distress::walk_away::decides_to_walk;
use crate::distress::{Occasion, Standing};
use crate::foreclosure::{OverdueCall, Proceeding, reinstate};
use crate::household::{Closing, HouseholdMonth, Outgo};
use crate::loan::to_grain;
use crate::outcome::{Event, Flow, MonthCounter, Notes};

/// How a month left a household.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Fate {
    /// Still out of rest, home held.
    Troubled,
    /// Nothing overdue and nothing to come: it may rest.
    Quiet,
    /// The path has ended.
    Closed(Closing),
    /// Home gone, debt left.
    Debtor,
}

/// A household's month, and everything that a step may look at.
pub(super) struct CaseMonth<'a, N> {
    pub(super) of_cell: &'a CellMonth<'a>,
    pub(super) of_household: &'a CellHousehold<'a>,
    pub(super) household: HouseholdMonth<'a, N>,
    pub(super) outgo: &'a mut Outgo,
    pub(super) states: &'a mut CaseStates,
    pub(super) held: &'a mut HeldMonths,
    /// State at the last month end.
    pub(super) before: Option<MonthCounter>,
    /// Income of the month.
    pub(super) income: f64,
}

/// One month of a household that is out of rest and holds its home.
pub(super) fn month<N: Notes>(
    case: &mut Case,
    of_household: &CellHousehold<'_>,
    of_cell: &CellMonth<'_>,
    notes: &mut N,
) -> Fate {
    case.held.is_under_water = false;
    let Case { position, outgo, states, held, state, .. } = case;
    let mut month = CaseMonth {
        of_cell,
        of_household,
        income: to_grain(position.wage * of_household.life.income_frac(of_cell.month)),
        household: HouseholdMonth {
            position,
            repayment: &of_cell.cell.repayment,
            beside: &of_cell.cell.beside,
            clock: of_cell.clock(of_household),
            draws: of_household.draws,
            notes,
        },
        outgo,
        states,
        held,
        before: *state,
    };
    month.run()
}

impl<N: Notes> CaseMonth<'_, N> {
    fn run(&mut self) -> Fate {
        self.reprice(); // 1
        if N::TAKES {
            month_notes::begin(self.of_cell, self.of_household, &mut self.household);
        }
        self.note_failed_developer(); // 3a
        self.go_to_court(); // 4
        self.decide_to_walk(); // 5
        self.answer_margin_call(); // 5a
        let spending = self.plan_spending(); // 6
        if !self.pay_all(spending) {
            let margin = self.live(spending); // 6
            self.sell_other_homes(); // 6
            let surplus = self.serve_debt(margin); // 7
            self.keep_surplus(surplus); // 8
            self.grow_line(); // 9
        }
        self.held.note_cash(self.household.position.cash); // 9
        let is_forborne = self.ask_for_forbearance(); // 9a
        let days = self.count_days(is_forborne); // 10
        let (position, month) = (&*self.household.position, self.month());
        let (days_of_any, days_on_home) = match position.others.is_empty() {
            true => (days, days),
            false => (position.days_past_due(month), position.days_past_due_on_home(month)),
        };
        self.record_default(days_on_home); // 11
        self.call_for_arrears(days_on_home); // 11a
        self.seek_other_means(days_of_any); // 11
        let sold = self.rescind().or_else(|| self.offer_home(days_of_any)); // 12a, 12
        let sold = sold.or_else(|| self.repay_early()); // 12b
        let sold = sold.or_else(|| self.hold_auction()); // 13
        let closing = sold.or_else(|| {
            self.held.record(self.household.position, &self.household.clock, days); // 14
            self.stop(days)
        });
        if N::TAKES {
            month_notes::end(&mut self.household, days);
        }
        match (closing, &self.states.debtor) {
            (Some(_), Some(debtor)) if debtor.owed() > 0.0 && debtor.last_month > self.month() => Fate::Debtor,
            (Some(closing), _) => Fate::Closed(closing),
            (None, _) if is_over(self.household.position, self.states, self.month()) => Fate::Quiet,
            (None, _) => Fate::Troubled,
        }
    }

    pub(super) fn month(&self) -> u32 {
        self.household.clock.month
    }

    /// Step 1, equations (20), (107) and (190): a new rate, a new phase of the method.
    fn reprice(&mut self) {
        self.reprice_others();
        let (repayment, month) = (self.household.repayment, self.month());
        if !(self.of_cell.constants.resets_instalment && repayment.resets_instalment(month)) {
            return;
        }
        if repayment.rate.is_set_in(month) {
            let position = &mut *self.household.position;
            let refinanced = position.contract.refinanced;
            let rate_monthly = self.of_cell.rate_annual(refinanced, self.of_household.world) / 12.0;
            position.contract.rate_monthly = rate_monthly;
            let collectable = self.of_cell.cell.recourse.collectable();
            position.collectable_wage = position.wage * collectable.unit_wage_value(rate_monthly);
        }
        self.household.set_instalment(month);
    }

    /// The same of loans beside the main one.
    fn reprice_others(&mut self) {
        let (cell, month) = (self.of_cell.cell, self.month());
        for (loan, terms) in self.household.position.others.iter_mut().zip(&cell.beside) {
            if terms.repayment.resets_instalment(month) {
                if terms.repayment.rate.is_set_in(month) {
                    let rates = &self.of_household.world.policy_rate_annual;
                    let rate_annual = cell.rate_annual_of(&terms.repayment, month, |model, month| rates[model][month]);
                    loan.contract.rate_monthly = rate_annual / 12.0;
                }
                loan.contract.set_instalment(&terms.repayment, month);
            }
        }
    }

    /// Step 3a.
    fn note_failed_developer(&mut self) {
        if self.of_cell.cell.off_plan.failure_step(&mut self.states.off_plan, &mut self.household) {
            // No margin is called of a home that will not be delivered.
            self.states.margin_call.deadline = None;
        }
    }

    /// Step 4.
    fn go_to_court(&mut self) {
        let month = self.month();
        if let Some(proceeding) = &mut self.states.proceeding {
            let law = self.of_cell.law(self.of_household);
            let lives_elsewhere = self.of_household.origination.is_investor || self.states.other_homes.are_owned(month);
            law.court_step(proceeding, &mut self.household, lives_elsewhere);
        }
    }

    /// Step 5.
    fn decide_to_walk(&mut self) {
        let constants = self.of_cell.constants;
        if constants.has_walk_away && !self.states.is_walking && self.states.proceeding.is_none() {
            let threshold = self.of_cell.walk_away_threshold(self.of_household);
            self.states.is_walking = decides_to_walk(&mut self.household, threshold, constants.cash_weight);
        }
    }

    /// Step 5a.
    fn answer_margin_call(&mut self) {
        let states = &mut *self.states;
        let standing = Standing {
            may_be_called: states.proceeding.is_none() && states.off_plan.rescission.is_none(),
            answers: !states.is_walking && !states.is_accelerated(),
        };
        let terms = &self.of_cell.cell.distress.margin_call;
        terms.step(&mut states.margin_call, &mut self.household, self.of_household.origination, standing);
    }

    /// Step 6: the month's spending as it is planned.
    fn plan_spending(&mut self) -> f64 {
        if let Some(terms) = self.of_cell.divorce(self.of_household) {
            terms.divide_cash(&mut self.household);
        }
        self.household.post(Flow::Income, self.income);
        let (planned, others) = if self.of_cell.constants.has_outgo || N::TAKES {
            let is_covered = self.household.position.book.default.is_none();
            let month = self.of_cell.outgo(self.of_household, self.household.position.wage).with_premium(is_covered);
            self.outgo.note(month, self.household.notes);
            (self.outgo.planned_discretionary(month), self.outgo.total(month))
        } else {
            (self.outgo.discretionary, self.outgo.essential)
        };
        let discretionary = self.household.discretionary(planned, self.states.is_accelerated());
        self.household.post(Flow::Spending, discretionary);
        others + discretionary
    }

    /// Steps 6 to 8 of a household with nothing overdue, as at rest. Whether everything was paid.
    fn pay_all(&mut self, spending: f64) -> bool {
        let constants = self.of_cell.constants;
        let is_plain = !constants.habits.has_line
            && is_over(self.household.position, self.states, self.month() - 1)
            && self.month() < self.household.last_month_of_loan()
            && !rollover::brings_renewal(&self.household);
        is_plain && self.household.pay_all(self.income, spending, constants.habits.saved_share)
    }

    /// Step 6: what income leaves for debt service.
    fn live(&mut self, spending: f64) -> f64 {
        let (margin, unmet) = self.household.live(self.income, spending);
        self.states.unmet_spending += unmet;
        margin
    }

    /// Step 6, equation (63).
    fn sell_other_homes(&mut self) {
        let index = || self.of_cell.index(self.of_household.world);
        let selling_cost_frac = self.of_cell.cell.distress.selling_cost_frac;
        self.states.other_homes.sell(&mut self.household, self.outgo, selling_cost_frac, index);
    }

    /// Step 7: what is left of the margin.
    fn serve_debt(&mut self, margin: f64) -> f64 {
        let is_accelerated = self.states.is_accelerated();
        let standing = || rollover::Standing {
            keeps_its_loans: self.states.keeps_its_loans(self.of_cell.month),
            is_accelerated,
            has_holiday: self.states.forbearance.holiday.is_some(),
            tightening: self.of_cell.tightening(self.of_household.world),
        };
        let Renewals { costs, is_refused } = rollover::renew(&mut self.household, standing);
        self.states.is_refused |= is_refused;
        let due = self.states.forbearance.free_month(&mut self.household);
        let due = due.unwrap_or_else(|| self.household.month_due());
        self.of_cell.cell.distress.accrue_penalty(&mut self.household, is_accelerated);
        if let Some(proceeding) = &self.states.proceeding {
            self.of_cell.cell.foreclosure.accrue_late_interest(proceeding, &mut self.household);
        }
        fall_due(&mut self.household, due, &costs, is_accelerated);
        if is_accelerated {
            self.household.post(Flow::Saved, margin);
            self.reinstate_after_suit();
            return 0.0;
        }
        if self.states.is_walking {
            self.household.event(Event::PaymentWithheld);
            return margin;
        }
        let surplus = pay_due(&mut self.household, margin, &mut self.states.family_help);
        let call_is_overdue = self.states.margin_call.is_overdue(self.month());
        let is_paid = self.household.position.days_past_due_on_home(self.month()) == 0 && !call_is_overdue;
        if self.states.proceeding.is_some() && is_paid {
            self.note_reinstated();
        }
        surplus
    }

    /// Step 7: after suit and before judgment.
    fn reinstate_after_suit(&mut self) {
        let is_judged = self.states.proceeding.as_ref().is_some_and(|proceeding| proceeding.judged().is_some());
        if is_judged || self.states.is_walking {
            return;
        }
        let origination = self.of_household.origination;
        let (terms, call) = (&self.of_cell.cell.distress.margin_call, &mut self.states.margin_call);
        let overdue = call
            .is_overdue(self.household.clock.month)
            .then(|| OverdueCall { top_up: terms.overdue_top_up(call, &self.household, origination) });
        if reinstate(&mut self.household, overdue, |household, top_up| call.pay(household, top_up)) {
            self.note_reinstated();
        }
    }

    fn note_reinstated(&mut self) {
        self.states.proceeding = None;
        self.states.reinstated.get_or_insert(self.household.clock.month);
        self.states.last_reinstated = Some(self.household.clock.month);
        self.household.event(Event::Reinstated);
    }

    /// Step 8.
    fn keep_surplus(&mut self, surplus: f64) {
        if !self.states.is_accelerated() {
            self.household.keep_surplus(surplus, self.of_cell.constants.habits.saved_share);
        }
    }

    /// Step 9.
    fn grow_line(&mut self) {
        if self.of_cell.constants.habits.has_line {
            self.household.grow_line(self.of_cell.constants.habits.line_rate_monthly);
        }
    }

    /// Step 9a.
    fn ask_for_forbearance(&mut self) -> bool {
        let is_free = !self.states.is_walking && self.states.proceeding.is_none();
        self.of_cell.cell.distress.ask_for_forbearance(&mut self.states.forbearance, &mut self.household, is_free)
    }

    /// Step 10: the month's days past due.
    fn count_days(&mut self, is_forborne: bool) -> u32 {
        let days = self.household.position.arrears.days_past_due(self.month());
        if days > self.held.worst_days_past_due {
            self.held.worst_days_past_due = days;
        }
        let was_past_due =
            matches!(self.before, Some(MonthCounter::PastDue30 | MonthCounter::PastDue60 | MonthCounter::PastDue90));
        // What forbearance made balance is not overdue, and yet was not paid.
        if days == 0 && was_past_due && !is_forborne && self.household.position.book.default.is_none() {
            self.states.cures += 1;
            self.household.event(Event::Cured);
        }
        days
    }

    /// Step 11: a default is recorded where the month has come to one, and its foreclosure begins.
    fn record_default(&mut self, days: u32) {
        record_unsecured_defaults(&mut self.household, self.of_cell.cell.distress.default_dpd);
        let (month, states) = (self.month(), &mut *self.states);
        if states.proceeding.is_some() {
            return;
        }
        let occasion = Occasion {
            days_past_due: days,
            is_walking: states.is_walking,
            call_is_overdue: states.margin_call.is_overdue(month),
            is_rescinded: states.off_plan.is_rescinded(month),
        };
        let trigger = self.of_cell.cell.distress.default_trigger(&self.household, occasion);
        let Some(trigger) = trigger else { return };
        record_default(&mut self.household, trigger);
        states.forbearance.end_holiday(&mut self.household);
        let proceeding = Proceeding::open(&self.of_cell.cell.foreclosure, states.defaults, month, self.household.draws);
        states.proceeding = Some(proceeding);
        states.defaults += 1;
    }

    /// Step 11a: arrears of a loan in default grow old, and the lender calls it.
    fn call_for_arrears(&mut self, days: u32) {
        let terms = &self.of_cell.cell.distress.margin_call;
        let Some(latest) = terms.suit_at_the_latest(self.month(), days) else { return };
        if self.states.proceeding.as_mut().is_some_and(|proceeding| proceeding.bring_suit_forward(latest)) {
            self.household.event(Event::LoanCalled);
        }
    }

    /// Step 11, equations (63) and (64): a household in arrears puts other homes up for sale, and may let its own.
    fn seek_other_means(&mut self, days: u32) {
        let cell = self.of_cell.cell;
        let in_arrears = days >= cell.distress.distress_dpd && !self.states.is_walking;
        if let (true, Some(terms)) = (in_arrears, &cell.household.other_homes) {
            self.states.other_homes.offer(terms, &mut self.household);
        }
        if let Some(terms) = cell.household.letting.as_ref().and_then(|letting| letting.in_distress.as_ref()) {
            let origination = self.of_household.origination;
            self.states.letting.step(terms, &mut self.household, self.outgo, origination, in_arrears);
        }
    }
}
