//! METHOD §5 step 3 and §5a: what happens to a household whatever it does.

use super::draws::{
    EMPLOYMENT_SPELL, ILLNESS, LEAVE, ORIGINATION, PERSISTENT_WAGE, Stream, TENANCY, TRANSITORY_WAGE, inverse_normal,
    normal_cdf,
};
use super::foreclosure::whole_months;
use super::outcome::LedgerRow;
use super::parameters::Parameters;
use super::world::World;

struct Earner {
    self_employed: bool,
    /// Working, or in normal months.
    employed: bool,
    spell: u32,
    hazard: f64,
    /// ℓ.
    level: f64,
    month_of_loss: usize,
    /// F of that month.
    wage_at_loss: f64,
}

pub struct Life {
    stream: Stream,
    earners: Vec<Earner>,
    /// First month of the second earner's leave, and the first after it.
    leave: Option<(usize, usize)>,
    /// ln p.
    persistent: f64,
    illness: u32,
    /// Last month of the illness under way.
    ill_until: Option<usize>,
    extra_spending: f64,
    /// Months of the clock since the end of the illness before.
    months_well: usize,
    tenant: bool,
    tenancy: u32,
    months_of_tenancy: usize,
}

/// What a month of life brings.
pub struct LifeMonth {
    pub income: f64,
    /// Spending for illness.
    pub illness: f64,
    pub tenant: bool,
}

impl Life {
    pub fn new(p: &Parameters, stream: Stream) -> Life {
        let extras = &p.household.extras;
        let earners = if extras.second_earner.is_some() { 2 } else { 1 };
        let earner = |e: usize| Earner {
            self_employed: extras
                .self_employment
                .as_ref()
                .is_some_and(|own| stream.uniform(ORIGINATION, 11 + e as u32, 0) < own.frac[e]),
            employed: true,
            spell: 0,
            hazard: 0.0,
            level: 1.0,
            month_of_loss: 0,
            wage_at_loss: 1.0,
        };
        let leave = extras.second_earner.as_ref().and_then(|second| second.leave.as_ref()).and_then(|leave| {
            if stream.uniform(LEAVE, 0, 0) >= leave.probability {
                return None;
            }
            let first = whole_months(leave.month.sample(stream.uniform(LEAVE, 1, 0))).max(1);
            let months = whole_months(leave.duration.sample(stream.uniform(LEAVE, 2, 0)));
            Some((first, first + months))
        });
        Life {
            stream,
            earners: (0..earners).map(earner).collect(),
            leave,
            persistent: 0.0,
            illness: 0,
            ill_until: None,
            extra_spending: 0.0,
            months_well: 0,
            tenant: true,
            tenancy: 0,
            months_of_tenancy: 0,
        }
    }

    pub fn employed(&self) -> bool {
        self.earners[0].employed
    }

    pub fn month(&mut self, p: &Parameters, world: &World, wage: f64, t: usize, row: &mut LedgerRow) -> LifeMonth {
        let wages = &p.household.extras.wages;
        // (54)
        let sigma = wages.persistent;
        if sigma > 0.0 {
            self.persistent +=
                -sigma * sigma / 24.0 + sigma / 12f64.sqrt() * self.stream.month_noise(PERSISTENT_WAGE, 0, t);
        }
        let f = (1.0 + wages.growth).powi(((t - 1) / 12) as i32) * self.persistent.exp();
        let tau = wages.transitory;
        let q = if tau > 0.0 {
            (tau * self.stream.month_noise(TRANSITORY_WAGE, 0, t) - tau * tau / 2.0).exp()
        } else {
            1.0
        };
        for e in 0..self.earners.len() {
            self.spell(p, world, e, t, f, row);
        }
        self.fall_ill(p, t, row);
        self.tenants(p, t);

        // (50)
        let second_share = p.household.extras.second_earner.as_ref().map_or(0.0, |second| second.wage_frac);
        let (mut moving, mut fixed) = (0.0, 0.0);
        for e in 0..self.earners.len() {
            let share = if e == 0 { 1.0 - second_share } else { second_share };
            let (a, b) = self.pay(p, e, t);
            moving += share * a;
            fixed += share * b;
        }
        LifeMonth { income: wage * (f * q * moving + fixed), illness: wage * self.extra_spending, tenant: self.tenant }
    }

    /// (51) −ln u of the current spell, divided by the earner's hazard ratio.
    fn length(&self, p: &Parameters, e: usize) -> f64 {
        let earner = &self.earners[e];
        let own = |e: usize| self.stream.uniform(EMPLOYMENT_SPELL, e as u32, earner.spell);
        let mut u = own(e);
        let mut ratio = 1.0;
        if let (1, Some(second)) = (e, &p.household.extras.second_earner) {
            let rho = second.correlation;
            if rho != 0.0 {
                u = normal_cdf(rho * inverse_normal(own(0)) + (1.0 - rho * rho).sqrt() * inverse_normal(own(1)));
            }
            if earner.employed {
                ratio = second.separation_hazard_ratio;
            }
        }
        if earner.self_employed {
            let own = p.household.extras.self_employment.as_ref().unwrap();
            ratio = if earner.employed { own.slump_hazard_ratio } else { own.recovery_hazard_ratio };
        }
        -u.ln() / ratio
    }

    fn spell(&mut self, p: &Parameters, world: &World, e: usize, t: usize, f: f64, row: &mut LedgerRow) {
        let length = self.length(p, e);
        let earner = &mut self.earners[e];
        earner.hazard += if earner.employed { world.separation_hazard[t] } else { world.finding_hazard[t] };
        if earner.hazard < length {
            return;
        }
        earner.employed = !earner.employed;
        earner.spell += 1;
        earner.hazard = 0.0;
        if earner.self_employed {
            if earner.employed {
                earner.level *= p.household.extras.self_employment.as_ref().unwrap().recovery_income_frac; // (52)
            }
            row.events.push(if earner.employed { "slump over" } else { "slump" }.into());
        } else {
            if earner.employed {
                earner.level *= 1.0 - p.household.extras.wages.scar; // (53)
            } else {
                earner.month_of_loss = t;
                earner.wage_at_loss = f;
            }
            row.events.push(if earner.employed { "job found" } else { "job lost" }.into());
        }
    }

    /// a and b of an earner.
    fn pay(&self, p: &Parameters, e: usize, t: usize) -> (f64, f64) {
        let h = &p.household;
        let earner = &self.earners[e];
        if let (1, Some((first, after))) = (e, self.leave)
            && t >= first
            && t < after
        {
            let leave = h.extras.second_earner.as_ref().unwrap().leave.as_ref().unwrap();
            return (earner.level * leave.income_frac, 0.0); // (55)
        }
        let (mut a, mut b) = if earner.employed {
            (earner.level, 0.0)
        } else if earner.self_employed {
            (earner.level * h.extras.self_employment.as_ref().unwrap().slump_income_frac, 0.0)
        } else {
            let benefit = if t - earner.month_of_loss < h.benefit_months { h.benefit_frac } else { 0.0 };
            (earner.level * h.floor_income_frac, earner.level * benefit * earner.wage_at_loss)
        };
        if e == 0 && self.ill_until.is_some() {
            let loss = h.extras.illness.as_ref().unwrap().income_loss;
            a *= 1.0 - loss;
            b *= 1.0 - loss;
        }
        (a, b)
    }

    /// (56)
    fn fall_ill(&mut self, p: &Parameters, t: usize, row: &mut LedgerRow) {
        let Some(illness) = &p.household.extras.illness else { return };
        if let Some(last) = self.ill_until {
            if t <= last {
                return;
            }
            self.ill_until = None;
            self.extra_spending = 0.0;
            self.illness += 1;
            self.months_well = 0;
            row.events.push("well again".into());
        }
        self.months_well += 1;
        let draw = |slot: u32| self.stream.uniform(ILLNESS, slot, self.illness);
        let hazard = -(-illness.probability).ln_1p();
        if hazard * self.months_well as f64 >= -draw(0).ln() {
            let months = whole_months(illness.duration.sample(draw(1))).max(1);
            let extra_spending = illness.extra_spending.sample(draw(2));
            self.ill_until = Some(t + months - 1);
            self.extra_spending = extra_spending;
            row.events.push("ill".into());
        }
    }

    /// (59)
    fn tenants(&mut self, p: &Parameters, _t: usize) {
        let Some(letting) = &p.household.extras.letting else { return };
        self.months_of_tenancy += 1;
        let probability = if self.tenant { letting.vacancy } else { letting.finding };
        let hazard = -(-probability).ln_1p();
        if hazard * self.months_of_tenancy as f64 >= -self.stream.uniform(TENANCY, 0, self.tenancy).ln() {
            self.tenant = !self.tenant;
            self.tenancy += 1;
            self.months_of_tenancy = 0;
        }
    }
}
