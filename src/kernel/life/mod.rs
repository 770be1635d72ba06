//! The exogenous life of a household: the home's own walk, earners in and out of work, wages, illness, tenants. It never stops,
//! whatever becomes of the household, and is common to all cells that share its parameters. Months are taken side by side where
//! they are drawn, from one event to the next where they stand still.

mod changes;
mod context;
mod divorce;
mod earner;
mod illness;
mod incomes;
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
pub use changes::value_in;
pub use context::LifeContext;
use divorce::DivorceClock;
use earner::Earner;
use illness::IllnessClock;
pub use incomes::Incomes;
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
    /// Month in which the couple parts; `None`: not in the months lived.
    divorce: Option<u32>,
    /// (month, what happened), in order.
    events: Vec<(u32, Event)>,
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
    wages_move: bool,
    first: Earner,
    second: Earner,
    divorce: DivorceClock,
    leave: LeaveClock,
    illness: IllnessClock,
    tenancy: TenancyClock,
}

impl HouseholdLife {
    /// Bytes of a life of so many months, for `check`.
    pub fn bytes(parameters: &LifeParameters, months: u32) -> usize {
        let income_bytes = if parameters.wages_move() { size_of::<f64>() } else { 0 };
        size_of::<Self>() + 256 + (size_of::<i32>() + income_bytes) * months as usize
    }

    /// The home's own walk alone, of months 1 to `until`.
    pub fn draw_walk(&mut self, until: u32, room: &mut LifeRoom, context: LifeContext<'_>) {
        let volatility_annual = context.parameters.home_volatility_annual;
        walk::fill(&mut self.walk, Purpose::HomeWalk, volatility_annual, until, &mut room.noise, context);
    }

    /// Lives months 1 to `until`.
    pub fn live(&mut self, until: u32, room: &mut LifeRoom, context: LifeContext<'_>) {
        self.draw_walk(until, room, context);
        if context.wages_move() {
            room.wages.start(until, &mut room.noise, context);
        }
        self.incomes.clear();
        self.income_frac.clear();
        self.extra_spending.clear();
        self.has_tenant.clear();
        self.divorce = None;
        self.events.clear();
        if context.parameters.is_work_alone() {
            self.work(until, context);
            return;
        }
        let mut clocks = Clocks::start(context);
        if context.parameters.illness.is_some() {
            self.extra_spending.set(0, 0.0);
        }
        if context.parameters.tenancy.is_some() {
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

    /// The same where nothing happens but that one earner loses work and finds it, or has a slump, at a wage that stands still:
    /// there is one clock to look at.
    fn work(&mut self, until: u32, context: LifeContext<'_>) {
        let mut earner = Earner::start(FIRST, context);
        let mut month = 0;
        loop {
            let pay = household_pay(earner.pay, None, 0.0);
            self.incomes.set(month, pay.moving + pay.fixed);
            month = earner.next();
            if month > until {
                return;
            }
            let event = earner.happen(month, || 1.0, context);
            self.events.extend(event.map(|event| (month, event)));
        }
    }

    /// What happens in `month`: divorce, earners, leave, illness, tenants.
    fn happen(&mut self, month: u32, clocks: &mut Clocks<'_>, wages: &mut WageMonths) {
        let Clocks { context, wages_move, first, second, divorce, leave, illness, tenancy } = clocks;
        let context = *context;
        let wage_level = || if *wages_move { wages.level(month, context) } else { 1.0 };
        let mut earns = false;
        if divorce.next == month {
            divorce.part();
            second.leave();
            leave.cancel();
            self.divorce = Some(month);
            self.events.push((month, Event::Divorced));
            earns = true;
        }
        for earner in [first, second] {
            if earner.next() == month {
                let event = earner.happen(month, wage_level, context);
                self.events.extend(event.map(|event| (month, event)));
                earns = true;
            }
        }
        if leave.next == month {
            leave.change();
            self.events.push((month, if leave.is_on_leave { Event::LeaveBegan } else { Event::LeaveEnded }));
            earns = true;
        }
        while illness.next == month {
            illness.change(month, context);
            self.extra_spending.set(month, illness.extra_spending);
            self.events.push((month, if illness.is_ill { Event::FellIll } else { Event::Recovered }));
            earns = true;
        }
        if tenancy.next == month {
            tenancy.change(month, context);
            self.has_tenant.set(month, tenancy.has_tenant);
            self.events.push((month, if tenancy.has_tenant { Event::TenantFound } else { Event::TenantLeft }));
        }
        if earns {
            self.earn(month, clocks, wages);
        }
    }

    /// What the household earns from `month` on.
    fn earn(&mut self, month: u32, clocks: &Clocks<'_>, wages: &mut WageMonths) {
        let pay = clocks.pay();
        if clocks.wages_move {
            wages.pay.set(month, pay);
        } else {
            self.incomes.set(month, pay.moving + pay.fixed);
        }
    }

    /// Income ÷ wage at origination in a month.
    pub fn income_frac(&self, month: u32) -> f64 {
        self.incomes().at(month)
    }

    /// Spending for illness ÷ wage at origination in a month.
    pub fn extra_spending(&self, month: u32) -> f64 {
        self.extra_spending.at(month).unwrap_or(0.0)
    }

    /// Whether a let home has its tenant in a month.
    pub fn has_tenant(&self, month: u32) -> bool {
        self.has_tenant.at(month).unwrap_or(false)
    }

    /// Month in which the couple parts; `None`: not in the months lived.
    pub fn divorce(&self) -> Option<u32> {
        self.divorce
    }

    /// The home's own walk in months from 1, in whole units of the log.
    pub fn walk(&self) -> &[i32] {
        &self.walk
    }

    /// Income ÷ wage at origination.
    pub fn incomes(&self) -> Incomes<'_> {
        if self.income_frac.is_empty() {
            Incomes::Standing(self.incomes.all())
        } else {
            Incomes::Moving(&self.income_frac)
        }
    }

    /// Spending for illness ÷ wage at origination from a month on, in order of months; empty where nobody falls ill.
    pub fn illness(&self) -> &[(u32, f64)] {
        self.extra_spending.all()
    }

    /// Whether a let home has its tenant from a month on, likewise.
    pub fn tenants(&self) -> &[(u32, bool)] {
        self.has_tenant.all()
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
        Self {
            context,
            wages_move: context.wages_move(),
            first: Earner::start(FIRST, context),
            second: Earner::start(SECOND, context),
            divorce: DivorceClock::start(context),
            leave: LeaveClock::start(context),
            illness: IllnessClock::start(context),
            tenancy: TenancyClock::start(context),
        }
    }

    /// The month in which something happens next.
    fn next(&self) -> u32 {
        let earners = self.first.next().min(self.second.next());
        earners.min(self.divorce.next).min(self.leave.next).min(self.illness.next).min(self.tenancy.next)
    }

    /// The household's pay from its earners', equation (50).
    fn pay(&self) -> Pay {
        let parameters = self.context.parameters;
        let mut first = self.first.pay;
        if let (Some(illness), true) = (&parameters.illness, self.illness.is_ill) {
            first.moving *= 1.0 - illness.income_loss_frac;
            first.fixed *= 1.0 - illness.income_loss_frac;
        }
        let Some(second) = &parameters.second_earner else { return household_pay(first, None, 0.0) };
        let pay = match &second.leave {
            Some(leave) if self.leave.is_on_leave => Pay { moving: self.second.level * leave.income_frac, fixed: 0.0 },
            _ => self.second.pay,
        };
        household_pay(first, Some(pay), second.wage_frac)
    }
}
