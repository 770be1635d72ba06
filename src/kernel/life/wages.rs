//! Wages that move: growth, a persistent walk and transitory noise, equation (54). Where they stand still nothing here is
//! called.

use super::changes::Changes;
use super::context::LifeContext;
use super::walk;
use crate::household::earners::Pay;
use crate::household::wages::yearly_growth;
use crate::kernel::instruction_set::lane_pass;
use crate::kernel::noise::Noise;
use crate::measure::exponential::exp;
use crate::measure::log_units::log_of;
use crate::random::Purpose;

/// How the wages of one household move, month by month from 1; kept for as long as the next is not asked for.
#[derive(Clone, Debug, Default)]
pub(super) struct WageMonths {
    /// Log of the persistent part p_t, without its drift.
    persistent: Vec<i32>,
    /// The household's pay, equation (50).
    pub pay: Changes<Pay>,
    months_of_pay: Vec<Pay>,
    moving: Vec<f64>,
    fixed: Vec<f64>,
    growth: Vec<f64>,
    drift: Vec<f64>,
    transitory: Vec<f32>,
}

impl WageMonths {
    /// The persistent part moves, whatever happens to the earners.
    pub fn start(&mut self, until: u32, noise: &mut Noise, context: LifeContext<'_>) {
        let volatility_annual = context.parameters.wages.persistent_volatility_annual;
        walk::fill(&mut self.persistent, Purpose::PersistentWage, volatility_annual, until, noise, context);
        self.pay.clear();
    }

    /// F_t: growth and the persistent part.
    pub fn level(&self, month: u32, context: LifeContext<'_>) -> f64 {
        let wages = context.parameters.wages;
        let drift = drift(wages.persistent_volatility_annual, month);
        growth(context, month) * exp(drift + log_of(self.persistent[month as usize - 1]))
    }

    /// Income ÷ wage at origination in months 1 to `until`, from the parts of pay.
    pub fn incomes(&mut self, income_frac: &mut Vec<f64>, until: u32, noise: &mut Noise, context: LifeContext<'_>) {
        let wages = context.parameters.wages;
        let (months, tau) = (1..=until, wages.transitory_sd);
        for column in [&mut self.moving, &mut self.fixed, &mut self.growth, &mut self.drift] {
            column.clear();
        }
        self.months_of_pay.clear();
        self.pay.spread(until, Pay::default(), &mut self.months_of_pay);
        self.moving.extend(self.months_of_pay.iter().map(|pay| pay.moving));
        self.fixed.extend(self.months_of_pay.iter().map(|pay| pay.fixed));
        self.growth.extend(months.clone().map(|month| growth(context, month)));
        income_frac.clear();
        if !wages.has_shocks() {
            let parts = self.growth.iter().zip(&self.moving).zip(&self.fixed);
            income_frac.extend(parts.map(|((growth, moving), fixed)| growth * moving + fixed));
            return;
        }
        let persistent_volatility_annual = wages.persistent_volatility_annual;
        self.drift.extend(months.map(|month| drift(persistent_volatility_annual, month) - 0.5 * tau * tau));
        self.transitory.clear();
        if tau > 0.0 {
            self.transitory.extend_from_slice(noise.months(Purpose::TransitoryWage, until, context));
        } else {
            self.transitory.resize(until as usize, 0.0);
        }
        income_frac.resize(until as usize, 0.0);
        income_pass(
            context.instruction_set,
            income_frac,
            &self.persistent,
            &self.transitory,
            &self.moving,
            &self.fixed,
            &self.growth,
            &self.drift,
            tau,
        );
    }
}

/// Growth of wages up to a month: their own, and that of consumer prices where they follow them.
fn growth(context: LifeContext<'_>, month: u32) -> f64 {
    let life = context.parameters;
    yearly_growth(life.wages.growth_annual, month) * life.wage_index.factor(month)
}

/// Drift of the persistent part up to a month, −σ²/24 a month.
fn drift(volatility_annual: f64, month: u32) -> f64 {
    -volatility_annual * volatility_annual / 24.0 * f64::from(month)
}

lane_pass! {
    /// Equation (50).
    pub fn income_pass(
        income_frac: &mut [f64],
        persistent: &[i32],
        transitory: &[f32],
        moving: &[f64],
        fixed: &[f64],
        growth: &[f64],
        drift: &[f64],
        transitory_sd: f64,
    ) {
        let n = income_frac.len();
        let (persistent, transitory, moving, fixed) = (&persistent[..n], &transitory[..n], &moving[..n], &fixed[..n]);
        let (growth, drift) = (&growth[..n], &drift[..n]);
        for month in 0..n {
            let log = drift[month] + log_of(persistent[month]) + transitory_sd * f64::from(transitory[month]);
            income_frac[month] = growth[month] * exp(log) * moving[month] + fixed[month];
        }
    }
}
