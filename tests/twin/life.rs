//! METHOD §5 step 3 and §5a: what happens to a household whatever it does.

use super::config::Config;
use super::draws::{
    DIVORCE, EMPLOYMENT_SPELL, FIRST_DAY, ILLNESS, LEAVE, ORIGINATION, PERSISTENT_WAGE, Stream, TENANCY,
    TRANSITORY_WAGE, inverse_normal, normal_cdf,
};
use super::foreclosure::whole_months;
use super::money::{Money, NONE};
use super::outcome::LedgerRow;
use super::path::walk_step;
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
    /// Month in which the couple parted.
    parted: Option<usize>,
    /// First month of the second earner's leave, and the first after it.
    leave: Option<(usize, usize)>,
    /// ln p.
    /// In units of 2⁻²⁴ of the log, without its drift.
    persistent: i64,
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

/// 0 where the config has no `[household.wages]`.
fn of_wages(config: &Config, key: &str) -> f64 {
    config.table("household.wages").map_or(0.0, |wages| wages.number(key))
}

/// What a month of life brings.
pub struct LifeMonth {
    pub income: Money,
    /// Spending for illness.
    pub illness: Money,
    /// Share of spending that has stayed.
    pub kept: f64,
    /// Whether the couple parts in the month.
    pub parts: bool,
    pub tenant: bool,
}

impl Life {
    pub fn new(config: &Config, stream: Stream) -> Life {
        let earners = if config.has("household.second_earner") { 2 } else { 1 };
        let share_of_self_employed = ["first_earner_frac", "second_earner_frac"];
        // (241)
        let out_of_work = config.maybe_number("row.out_of_work_frac").unwrap_or(0.0);
        let begins_out_of_work = stream.uniform(FIRST_DAY, 0, 0) < out_of_work;
        let earner = |e: usize| Earner {
            self_employed: config.table("household.self_employment").is_some_and(|own| {
                stream.uniform(ORIGINATION, 11 + e as u32, 0) < own.number(share_of_self_employed[e])
            }),
            employed: e > 0 || !begins_out_of_work,
            spell: u32::from(e == 0 && begins_out_of_work),
            hazard: 0.0,
            level: 1.0,
            month_of_loss: 0,
            wage_at_loss: 1.0,
        };
        let leave = config.table("household.second_earner.leave").and_then(|leave| {
            if stream.uniform(LEAVE, 0, 0) >= leave.number("probability") {
                return None;
            }
            let first = whole_months(leave.draw("month", stream.uniform(LEAVE, 1, 0))).max(1);
            let months = whole_months(leave.draw("duration_months", stream.uniform(LEAVE, 2, 0)));
            Some((first, first + months))
        });
        Life {
            stream,
            earners: (0..earners).map(earner).collect(),
            parted: None,
            leave,
            persistent: 0,
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

    pub fn month(&mut self, config: &Config, world: &World, wage: Money, t: usize, row: &mut LedgerRow) -> LifeMonth {
        if config.is_off("income_shocks") {
            // (106): of (50) growth is left.
            let f = (1.0 + of_wages(config, "growth_annual")).powi(((t - 1) / 12) as i32)
                * world.prices_followed(config, "household.wages.follow_inflation", t);
            return LifeMonth { income: wage.times(f), illness: NONE, kept: 1.0, parts: false, tenant: true };
        }
        // (54)
        let sigma = of_wages(config, "persistent_volatility_annual");
        if sigma > 0.0 {
            self.persistent += walk_step(sigma, self.stream.month_noise(PERSISTENT_WAGE, 0, t));
        }
        let f = (1.0 + of_wages(config, "growth_annual")).powi(((t - 1) / 12) as i32)
            * world.prices_followed(config, "household.wages.follow_inflation", t)
            * (self.persistent as f64 / 16_777_216.0 - sigma * sigma / 24.0 * t as f64).exp();
        let tau = of_wages(config, "transitory_sd");
        let q = if tau > 0.0 {
            (tau * self.stream.month_noise(TRANSITORY_WAGE, 0, t) - tau * tau / 2.0).exp()
        } else {
            1.0
        };
        self.part(config, t, row);
        for e in 0..self.earners.len() {
            self.spell(config, world, e, t, f, row);
        }
        self.fall_ill(config, t, row);
        self.tenants(config);

        // (50)
        let second_share = config.maybe_number("household.second_earner.wage_frac").unwrap_or(0.0);
        let (mut moving, mut fixed) = (0.0, 0.0);
        for e in 0..self.earners.len() {
            let share = if e == 0 { 1.0 - second_share } else { second_share };
            let (a, b) = self.pay(config, e, t);
            moving += share * a;
            fixed += share * b;
        }
        LifeMonth {
            income: wage.times(f * q * moving + fixed),
            illness: wage
                .times(self.extra_spending * world.prices_followed(config, "household.spending_follows_inflation", t)),
            kept: match self.parted {
                Some(_) => config.number("household.second_earner.divorce.spending_kept_frac"),
                None => 1.0,
            },
            parts: self.parted == Some(t),
            tenant: self.tenant,
        }
    }

    /// (195)
    fn part(&mut self, config: &Config, t: usize, row: &mut LedgerRow) {
        let Some(divorce) = config.table("household.second_earner.divorce") else { return };
        let hazard = -(-divorce.number("probability_monthly")).ln_1p();
        if self.parted.is_none() && hazard * t as f64 >= -self.stream.uniform(DIVORCE, 0, 0).ln() {
            self.parted = Some(t);
            row.events.push("divorce".into());
        }
    }

    /// (51) −ln u of the current spell, divided by the earner's hazard ratio.
    fn length(&self, config: &Config, e: usize) -> f64 {
        let earner = &self.earners[e];
        let own = |e: usize| self.stream.uniform(EMPLOYMENT_SPELL, e as u32, earner.spell);
        let mut u = own(e);
        let mut ratio = 1.0;
        if let (1, Some(second)) = (e, config.table("household.second_earner")) {
            let rho = second.number("spell_correlation");
            if rho != 0.0 {
                u = normal_cdf(rho * inverse_normal(own(0)) + (1.0 - rho * rho).sqrt() * inverse_normal(own(1)));
            }
            if earner.employed {
                ratio = second.number("separation_hazard_ratio");
            }
        }
        if earner.self_employed {
            let key = if earner.employed { "slump_hazard_ratio" } else { "recovery_hazard_ratio" };
            ratio = config.number(&format!("household.self_employment.{key}"));
        }
        -u.ln() / ratio
    }

    fn spell(&mut self, config: &Config, world: &World, e: usize, t: usize, f: f64, row: &mut LedgerRow) {
        let length = self.length(config, e);
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
                earner.level *= config.number("household.self_employment.recovery_income_frac"); // (52)
            }
            row.events.push(if earner.employed { "slump over" } else { "slump" }.into());
        } else {
            if earner.employed {
                earner.level *= 1.0 - of_wages(config, "scar_frac"); // (53)
            } else {
                earner.month_of_loss = t;
                earner.wage_at_loss = f;
            }
            row.events.push(if earner.employed { "job found" } else { "job lost" }.into());
        }
    }

    /// a and b of an earner.
    fn pay(&self, config: &Config, e: usize, t: usize) -> (f64, f64) {
        let earner = &self.earners[e];
        if e == 1 && self.parted.is_some() {
            return (0.0, 0.0); // (195)
        }
        if let (1, Some((first, after))) = (e, self.leave)
            && t >= first
            && t < after
        {
            return (earner.level * config.number("household.second_earner.leave.income_frac"), 0.0); // (55)
        }
        let (mut a, mut b) = if earner.employed {
            (earner.level, 0.0)
        } else if earner.self_employed {
            (earner.level * config.number("household.self_employment.slump_income_frac"), 0.0)
        } else {
            let paid = t - earner.month_of_loss < config.whole("household.benefit_months");
            let benefit = if paid { config.number("household.benefit_frac") } else { 0.0 };
            (earner.level * config.number("household.floor_income_frac"), earner.level * benefit * earner.wage_at_loss)
        };
        if e == 0 && self.ill_until.is_some() {
            let loss = config.number("household.illness.income_loss_frac");
            a *= 1.0 - loss;
            b *= 1.0 - loss;
        }
        (a, b)
    }

    /// (56)
    fn fall_ill(&mut self, config: &Config, t: usize, row: &mut LedgerRow) {
        let Some(illness) = config.table("household.illness") else { return };
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
        let hazard = -(-illness.number("probability_monthly")).ln_1p();
        if hazard * self.months_well as f64 >= -draw(0).ln() {
            let months = whole_months(illness.draw("duration_months", draw(1))).max(1);
            let extra_spending = illness.draw("extra_spending_frac", draw(2));
            self.ill_until = Some(t + months - 1);
            self.extra_spending = extra_spending;
            row.events.push("ill".into());
        }
    }

    /// (59)
    fn tenants(&mut self, config: &Config) {
        let Some(letting) = config.table("household.letting") else { return };
        self.months_of_tenancy += 1;
        let probability = letting.number(if self.tenant { "vacancy_monthly" } else { "tenant_finding_monthly" });
        let hazard = -(-probability).ln_1p();
        if hazard * self.months_of_tenancy as f64 >= -self.stream.uniform(TENANCY, 0, self.tenancy).ln() {
            self.tenant = !self.tenant;
            self.tenancy += 1;
            self.months_of_tenancy = 0;
        }
    }
}
