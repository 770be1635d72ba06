//! The exogenous life of a household: the home's own walk, earners in and out of work, wages, illness, tenants. It never stops,
//! whatever becomes of the household, and is common to all cells that share its parameters. Months are taken side by side where
//! they are drawn, from one event to the next where they stand still.

mod changes;
mod context;
mod earner;
mod illness;
mod leave;
mod spells;
mod tenancy;
mod wages;
mod walk;

use super::noise::Noise;
use crate::household::earners::{Pay, household_pay};
use crate::outcome::Event;
use crate::random::Purpose;
use crate::study::LifeParameters;

use changes::Changes;
pub use context::LifeContext;
use earner::{Earner, NEVER};
use illness::IllnessClock;
use leave::LeaveClock;
use spells::{FIRST, SECOND};
use tenancy::TenancyClock;
use wages::WageMonths;

/// The life of one household.
#[derive(Clone, Debug, Default)]
pub struct HouseholdLife {
    /// The home's own walk in months from 1, in whole units of the log.
    walk: Vec<i32>,
    /// Income ÷ wage at origination, where wages stand still.
    incomes: Changes<f64>,
    /// The same in months from 1, where they move; empty otherwise.
    income_frac: Vec<f64>,
    /// Spending for illness ÷ wage at origination; never changes where there is no illness.
    extra_spending: Changes<f64>,
    /// Whether a home that is let has its tenant; never changes where none is let.
    has_tenant: Changes<bool>,
    /// (month, what happened), in order.
    events: Vec<(u32, Event)>,
}

/// One month of a household's life.
#[derive(Clone, Copy, Debug)]
pub struct LifeMonth {
    /// Income ÷ wage at origination.
    pub income_frac: f64,
    /// The home's own walk, in whole units of the log.
    pub walk: i32,
    /// Spending for illness ÷ wage at origination.
    pub extra_spending: f64,
    /// Whether a let home has its tenant.
    pub has_tenant: bool,
}

/// Room in which a life is drawn.
#[derive(Clone, Debug, Default)]
pub struct LifeRoom {
    noise: Noise,
    wages: WageMonths,
}

/// What may happen to a household, and has so far.
struct Clocks<'a> {
    context: LifeContext<'a>,
    earners: [Option<Earner>; 2],
    leave: Option<LeaveClock>,
    illness: Option<IllnessClock>,
    tenancy: Option<TenancyClock>,
}

impl HouseholdLife {
    /// Bytes of a life of so many months, for `check`.
    pub fn bytes(parameters: &LifeParameters, months: u32) -> usize {
        let income_bytes = if parameters.wages.move_with_time() { size_of::<f64>() } else { 0 };
        size_of::<Self>() + 256 + (size_of::<i32>() + income_bytes) * months as usize
    }

    /// Lives months 1 to `until`.
    pub fn live(&mut self, until: u32, room: &mut LifeRoom, context: LifeContext<'_>) {
        let volatility_annual = context.parameters.home_volatility_annual;
        walk::fill(&mut self.walk, Purpose::HomeWalk, volatility_annual, until, &mut room.noise, context);
        if context.wages_move() {
            room.wages.start(until, &mut room.noise, context);
        }
        self.incomes.clear();
        self.income_frac.clear();
        self.extra_spending.clear();
        self.has_tenant.clear();
        self.events.clear();
        let mut clocks = Clocks::start(context);
        if clocks.illness.is_some() {
            self.extra_spending.set(0, 0.0);
        }
        if clocks.tenancy.is_some() {
            self.has_tenant.set(0, true);
        }
        self.earn(0, &clocks, &mut room.wages);
        loop {
            let month = clocks.next();
            if month > until {
                break;
            }
            self.happen(month, &mut clocks, &mut room.wages);
        }
        if context.wages_move() {
            room.wages.incomes(&mut self.income_frac, until, &mut room.noise, context);
        }
    }

    /// What happens in `month`: earners, leave, illness, tenants.
    fn happen(&mut self, month: u32, clocks: &mut Clocks<'_>, wages: &mut WageMonths) {
        let Clocks { context, earners, leave, illness, tenancy } = clocks;
        let context = *context;
        let wage_level = || if context.wages_move() { wages.level(month, context) } else { 1.0 };
        let mut earns = false;
        for earner in earners.iter_mut().flatten().filter(|earner| earner.next() <= month) {
            let event = earner.happen(month, wage_level, context);
            self.events.extend(event.map(|event| (month, event)));
            earns = true;
        }
        if let Some(leave) = leave.as_mut().filter(|leave| leave.next == month) {
            leave.change();
            self.events.push((month, if leave.is_on_leave { Event::LeaveBegan } else { Event::LeaveEnded }));
            earns = true;
        }
        if let (Some(clock), Some(illness)) = (illness, &context.parameters.illness) {
            while clock.next == month {
                clock.change(illness, month, context);
                self.extra_spending.set(month, clock.extra_spending);
                self.events.push((month, if clock.is_ill { Event::FellIll } else { Event::Recovered }));
                earns = true;
            }
        }
        if let (Some(clock), Some(tenancy)) = (tenancy, &context.parameters.tenancy)
            && clock.next == month
        {
            clock.change(tenancy, month, context);
            self.has_tenant.set(month, clock.has_tenant);
            self.events.push((month, if clock.has_tenant { Event::TenantFound } else { Event::TenantLeft }));
        }
        if earns {
            self.earn(month, clocks, wages);
        }
    }

    /// What the household earns from `month` on.
    fn earn(&mut self, month: u32, clocks: &Clocks<'_>, wages: &mut WageMonths) {
        let pay = clocks.pay();
        if clocks.context.wages_move() {
            wages.pay.set(month, pay);
        } else {
            self.incomes.set(month, pay.moving + pay.fixed);
        }
    }

    /// A month that was lived, from 1.
    pub fn month(&self, month: u32) -> LifeMonth {
        let at = month as usize - 1;
        let income_frac = self.income_frac.get(at).copied().or_else(|| self.incomes.at(month));
        LifeMonth {
            income_frac: income_frac.unwrap_or(1.0),
            walk: self.walk[at],
            extra_spending: self.extra_spending.at(month).unwrap_or(0.0),
            has_tenant: self.has_tenant.at(month).unwrap_or(false),
        }
    }

    /// The home's own walk in months from 1, in whole units of the log.
    pub fn walk(&self) -> &[i32] {
        &self.walk
    }

    /// Income ÷ wage at origination from a month on, in order of months, where wages stand still.
    pub fn incomes(&self) -> &[(u32, f64)] {
        self.incomes.all()
    }

    /// Appends income ÷ wage at origination in months 1 to `until`.
    pub fn income_fracs(&self, until: u32, row: &mut Vec<f64>) {
        if self.income_frac.is_empty() {
            self.incomes.spread(until, 1.0, row);
        } else {
            row.extend_from_slice(&self.income_frac[..until as usize]);
        }
    }

    /// Appends spending for illness ÷ wage at origination in months 1 to `until`.
    pub fn extra_spendings(&self, until: u32, row: &mut Vec<f64>) {
        self.extra_spending.spread(until, 0.0, row);
    }

    /// Appends 1 for each of months 1 to `until` in which a let home has its tenant, 0 for the others.
    pub fn tenanted(&self, until: u32, row: &mut Vec<f64>) {
        row.extend((1..=until).map(|month| if self.has_tenant.at(month) == Some(true) { 1.0 } else { 0.0 }));
    }

    /// What happened in `month`.
    pub fn events(&self, month: u32) -> impl Iterator<Item = Event> + '_ {
        let first = self.events.partition_point(|event| event.0 < month);
        self.events[first..].iter().take_while(move |event| event.0 == month).map(|event| event.1)
    }
}

impl<'a> Clocks<'a> {
    /// Everyone employed and well.
    fn start(context: LifeContext<'a>) -> Self {
        let parameters = context.parameters;
        let second = parameters.second_earner.as_ref();
        let leave = second.and_then(|second| second.leave.as_ref());
        Self {
            context,
            earners: [Some(Earner::start(FIRST, context)), second.map(|_| Earner::start(SECOND, context))],
            leave: leave.map(|leave| LeaveClock::start(leave, context)),
            illness: parameters.illness.as_ref().map(|illness| IllnessClock::start(illness, context)),
            tenancy: parameters.tenancy.as_ref().map(|tenancy| TenancyClock::start(tenancy, context)),
        }
    }

    /// The month in which something happens next.
    fn next(&self) -> u32 {
        let earners = self.earners.iter().flatten().map(Earner::next);
        let others = [
            self.leave.as_ref().map(|leave| leave.next),
            self.illness.as_ref().map(|illness| illness.next),
            self.tenancy.as_ref().map(|tenancy| tenancy.next),
        ];
        earners.chain(others.into_iter().flatten()).min().unwrap_or(NEVER)
    }

    /// The household's pay from its earners', equation (50).
    fn pay(&self) -> Pay {
        let [first, second] = &self.earners;
        let parameters = self.context.parameters;
        let mut first_pay = first.as_ref().map_or(Pay::default(), |first| first.pay);
        if let (Some(illness), Some(true)) = (&parameters.illness, self.illness.as_ref().map(|clock| clock.is_ill)) {
            first_pay.moving *= 1.0 - illness.income_loss_frac;
            first_pay.fixed *= 1.0 - illness.income_loss_frac;
        }
        let (Some(earner), Some(second)) = (second, &parameters.second_earner) else {
            return household_pay(first_pay, None, 0.0);
        };
        let on_leave = second.leave.as_ref().filter(|_| self.leave.as_ref().is_some_and(|clock| clock.is_on_leave));
        let second_pay = match on_leave {
            Some(leave) => Pay { moving: earner.level * leave.income_frac, fixed: 0.0 },
            None => earner.pay,
        };
        household_pay(first_pay, Some(second_pay), second.wage_frac)
    }
}
