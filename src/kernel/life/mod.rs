//! Exogenous lives in lanes: the home's own walk, earners in and out of work, wages, illness, tenants. They never stop,
//! whatever becomes of the household, and are common to all cells that share their parameters. What is off is not called.

mod context;
mod earner;
mod illness;
mod leave;
mod spells;
mod tenancy;
mod wages;
mod walk;

use std::ops::Range;

use super::marks::for_each_marked;
use crate::household::earners::household_pay;
use crate::outcome::Event;
use crate::random::Purpose;
use crate::study::LifeParameters;

pub use context::LifeContext;
use earner::EarnerLanes;
use illness::IllnessLanes;
use leave::LeaveLanes;
use spells::{FIRST, SECOND};
use tenancy::TenancyLanes;
use wages::WageLanes;
use walk::WalkLanes;

/// State of all lanes of a block under one set of life parameters.
#[derive(Clone, Debug, Default)]
pub struct LifeLanes {
    walk: WalkLanes,
    earners: [EarnerLanes; 2],
    leave: LeaveLanes,
    wages: WageLanes,
    illness: IllnessLanes,
    tenancy: TenancyLanes,
    /// Income ÷ wage at origination in this month.
    income_frac: Vec<f64>,
    /// (month, lane, what happened), in order.
    events: Vec<(u32, u32, Event)>,
    history: History,
    /// Income ÷ wage at origination from a month on, lane by lane, in order of months; where wages stand still.
    incomes: Vec<Vec<(u32, f64)>>,
    /// Spending for illness ÷ wage at origination from a month on, likewise.
    illness_spending: Vec<Vec<(u32, f64)>>,
    /// Whether a let home has its tenant from a month on, likewise.
    tenants: Vec<Vec<(u32, bool)>>,
    /// Income ÷ wage at origination, all months of a lane together; empty where wages stand still.
    moving_incomes: Vec<f64>,
    /// The month that is lived.
    month: u32,
}

/// Columns of months 1 to the horizon, all lanes of a month together; empty where a mechanism is off.
#[derive(Clone, Debug, Default)]
struct History {
    income_frac: Vec<f64>,
    walk: Vec<i32>,
    extra_spending: Vec<f64>,
    tenanted: Vec<f64>,
}

/// One month of all lanes: of the history, or beyond the horizon the current one.
#[derive(Clone, Copy)]
pub struct LifeMonth<'a> {
    /// Income ÷ wage at origination.
    pub income_frac: &'a [f64],
    /// The home's own walk, in whole units of the log.
    pub walk: &'a [i32],
    /// Spending for illness ÷ wage at origination; empty where there is no illness.
    pub extra_spending: &'a [f64],
    /// 1 while a let home has its tenant; empty where no home is let.
    pub tenanted: &'a [f64],
}

impl LifeLanes {
    /// Bytes of a lane for `check`: a history of so many months, and what stands beside it.
    pub fn bytes_a_lane(parameters: &LifeParameters, horizon: u32) -> usize {
        let history = 1 + usize::from(parameters.illness.is_some()) + usize::from(parameters.tenancy.is_some());
        let second = if parameters.second_earner.is_some() { 64 } else { 0 };
        let wages = if parameters.wages.move_with_time() { 56 } else { 0 };
        128 + second + wages + (8 * history + 4) * horizon as usize
    }

    /// Everyone employed and well, no walk yet.
    pub fn start(&mut self, context: LifeContext<'_>) {
        let lanes = context.paths.count();
        self.income_frac.clear();
        self.income_frac.resize(lanes, 1.0);
        self.events.clear();
        self.incomes.resize_with(lanes.max(self.incomes.len()), Vec::new);
        self.incomes.iter_mut().for_each(Vec::clear);
        self.illness_spending.resize_with(lanes.max(self.illness_spending.len()), Vec::new);
        self.illness_spending.iter_mut().for_each(Vec::clear);
        self.tenants.resize_with(lanes.max(self.tenants.len()), Vec::new);
        self.tenants.iter_mut().for_each(|tenants| {
            tenants.clear();
            tenants.push((0, true));
        });
        self.moving_incomes.clear();
        self.month = 0;
        self.history.income_frac.clear();
        self.history.walk.clear();
        self.history.extra_spending.clear();
        self.history.tenanted.clear();
        self.walk.start(Purpose::HomeWalk, context.parameters.home_volatility_annual, context);
        for (earner, state) in self.earners.iter_mut().enumerate().take(context.earners()) {
            state.start(earner, context);
        }
        let second = context.parameters.second_earner.as_ref();
        self.leave.start(second.and_then(|second| second.leave.as_ref()), context);
        self.illness.start(context);
        self.tenancy.start(context);
        if context.wages_move() {
            self.wages.start(context);
        }
        for lane in 0..lanes {
            self.compose(lane, context);
        }
    }

    /// Moves `lanes` through `month`.
    pub fn step(&mut self, month: u32, lanes: Range<usize>, context: LifeContext<'_>) {
        self.month = month;
        let volatility_annual = context.parameters.home_volatility_annual;
        self.walk.step(Purpose::HomeWalk, volatility_annual, month, lanes.clone(), context);
        if context.wages_move() {
            self.wages.step(month, lanes.clone(), context);
        }
        if !context.parameters.keeps_work {
            self.work(month, lanes.clone(), context);
        }
        self.take_leave(month, &lanes, context);
        if context.parameters.illness.is_some() {
            self.fall_ill(month, lanes.clone(), context);
        }
        if context.parameters.tenancy.is_some() {
            for lane in lanes.clone() {
                if let Some(found) = self.tenancy.change(lane, month, context) {
                    self.tenants[lane].push((month, found));
                    self.tell(month, lane, if found { Event::TenantFound } else { Event::TenantLeft });
                }
            }
        }
        if context.wages_move() {
            self.wages.income(month, lanes, &mut self.income_frac, context);
        }
    }

    /// Earners' spells in and out of work, and benefits, end where their time has come.
    fn work(&mut self, month: u32, lanes: Range<usize>, context: LifeContext<'_>) {
        for earner in [FIRST, SECOND].into_iter().take(context.earners()) {
            self.earners[earner].ring(month, lanes.clone(), context);
            // What happens needs the lanes as a whole: the marks step aside.
            let rings = std::mem::take(&mut self.earners[earner].rings);
            for_each_marked(&rings[lanes.clone()], |lane| self.happen(earner, lanes.start + lane, month, context));
            self.earners[earner].rings = rings;
        }
    }

    fn tell(&mut self, month: u32, lane: usize, event: Event) {
        self.events.push((month, lane as u32, event));
    }

    /// An earner's spell or benefits end.
    fn happen(&mut self, earner: usize, lane: usize, month: u32, context: LifeContext<'_>) {
        let wage_level = if context.wages_move() { self.wages.level(lane, month, context) } else { 1.0 };
        if let Some(event) = self.earners[earner].happen(earner, lane, month, wage_level, context) {
            self.tell(month, lane, event);
        }
        self.compose(lane, context);
    }

    fn take_leave(&mut self, month: u32, lanes: &Range<usize>, context: LifeContext<'_>) {
        let mut from = 0;
        while let Some((next, lane, begins)) = self.leave.change(month, lanes, from) {
            from = next;
            self.tell(month, lane, if begins { Event::LeaveBegan } else { Event::LeaveEnded });
            self.compose(lane, context);
        }
    }

    fn fall_ill(&mut self, month: u32, lanes: Range<usize>, context: LifeContext<'_>) {
        for lane in lanes {
            while let Some(is_ill) = self.illness.change(lane, month, context) {
                self.illness_spending[lane].push((month, self.illness.extra_spending[lane]));
                self.tell(month, lane, if is_ill { Event::FellIll } else { Event::Recovered });
                self.compose(lane, context);
            }
        }
    }

    /// The household's pay from its earners', equation (50): after each event of a lane.
    fn compose(&mut self, lane: usize, context: LifeContext<'_>) {
        let mut first = self.earners[FIRST].pay[lane];
        if let Some(illness) = &context.parameters.illness
            && self.illness.ill[lane]
        {
            first.moving *= 1.0 - illness.income_loss_frac;
            first.fixed *= 1.0 - illness.income_loss_frac;
        }
        let second = context.parameters.second_earner.as_ref().map(|second| {
            let mut pay = self.earners[SECOND].pay[lane];
            if let Some(leave) = &second.leave
                && self.leave.on_leave[lane]
            {
                pay.moving = self.earners[SECOND].level(lane) * leave.income_frac;
                pay.fixed = 0.0;
            }
            pay
        });
        let second_wage_frac = context.parameters.second_earner.as_ref().map_or(0.0, |second| second.wage_frac);
        let pay = household_pay(first, second, second_wage_frac);
        if context.wages_move() {
            self.wages.moving[lane] = pay.moving;
            self.wages.fixed[lane] = pay.fixed;
        } else {
            let income_frac = pay.moving + pay.fixed;
            self.income_frac[lane] = income_frac;
            self.incomes[lane].push((self.month, income_frac));
        }
    }

    /// Income ÷ wage at origination from a month on, in order of months, where wages stand still; of several changes in a month
    /// the last counts.
    pub fn incomes(&self, lane: usize) -> &[(u32, f64)] {
        &self.incomes[lane]
    }

    /// Income ÷ wage at origination of months 1 to the horizon, where wages move.
    pub fn moving_incomes(&self, lane: usize) -> Option<&[f64]> {
        let months = self.moving_incomes.len() / self.income_frac.len();
        (months > 0).then(|| &self.moving_incomes[lane * months..(lane + 1) * months])
    }

    /// Spending for illness ÷ wage at origination from a month on, in order of months.
    pub fn illness(&self, lane: usize) -> &[(u32, f64)] {
        &self.illness_spending[lane]
    }

    /// Whether a let home has its tenant from a month on, in order of months.
    pub fn tenants(&self, lane: usize) -> &[(u32, bool)] {
        &self.tenants[lane]
    }

    /// What happened in the life of a lane in `month`.
    pub fn events(&self, lane: usize, month: u32) -> impl Iterator<Item = Event> + '_ {
        let first = self.events.partition_point(|event| event.0 < month);
        let of_month = self.events[first..].iter().take_while(move |event| event.0 == month);
        of_month.filter(move |event| event.1 as usize == lane).map(|event| event.2)
    }

    /// All lanes through months 1 to `horizon`, each month kept: cells then go through them one after another.
    pub fn live(&mut self, horizon: u32, context: LifeContext<'_>) {
        let lanes = context.paths.count();
        for month in 1..=horizon {
            self.step(month, 0..lanes, context);
            self.history.income_frac.extend_from_slice(&self.income_frac);
            self.history.walk.extend_from_slice(&self.walk.walk);
            self.history.extra_spending.extend_from_slice(&self.illness.extra_spending);
            self.history.tenanted.extend_from_slice(&self.tenancy.tenanted);
        }
        if context.wages_move() {
            for lane in 0..lanes {
                self.moving_incomes.extend(self.history.income_frac.iter().skip(lane).step_by(lanes));
            }
        }
    }

    /// All lanes in a month.
    pub fn month(&self, month: u32) -> LifeMonth<'_> {
        let lanes = self.income_frac.len();
        let at = (month as usize - 1) * lanes..month as usize * lanes;
        match self.history.income_frac.get(at.clone()) {
            Some(income_frac) => LifeMonth {
                income_frac,
                walk: &self.history.walk[at.clone()],
                extra_spending: self.history.extra_spending.get(at.clone()).unwrap_or(&[]),
                tenanted: self.history.tenanted.get(at).unwrap_or(&[]),
            },
            None => LifeMonth {
                income_frac: &self.income_frac,
                walk: &self.walk.walk,
                extra_spending: &self.illness.extra_spending,
                tenanted: &self.tenancy.tenanted,
            },
        }
    }
}
