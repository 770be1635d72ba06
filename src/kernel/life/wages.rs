//! Wages that move: growth, a persistent walk and transitory noise, equation (54). Where they stand still nothing here is
//! called.

use std::ops::Range;

use super::context::LifeContext;
use super::walk::WalkLanes;
use crate::household::wages::yearly_growth;
use crate::kernel::instruction_set::lane_pass;
use crate::kernel::noise::NoiseLanes;
use crate::measure::exponential::exp;
use crate::measure::log_units::log_of;
use crate::random::Purpose;

/// The level of wages in all lanes, and what of pay moves with it.
#[derive(Clone, Debug, Default)]
pub(super) struct WageLanes {
    /// Log of the wage's persistent part p_t, without its drift.
    persistent: WalkLanes,
    transitory_noise: NoiseLanes,
    /// Parts of the household's pay, equation (50).
    pub moving: Vec<f64>,
    pub fixed: Vec<f64>,
}

impl WageLanes {
    pub fn start(&mut self, context: LifeContext<'_>) {
        let (lanes, wages) = (context.paths.count(), context.parameters.wages);
        for (column, value) in [(&mut self.moving, 1.0), (&mut self.fixed, 0.0)] {
            column.clear();
            column.resize(lanes, value);
        }
        self.persistent.start(Purpose::PersistentWage, wages.persistent_volatility_annual, context);
        if wages.transitory_sd > 0.0 {
            self.transitory_noise.start(Purpose::TransitoryWage, context);
        }
    }

    /// The persistent part moves, before anybody's spell ends.
    pub fn step(&mut self, month: u32, lanes: Range<usize>, context: LifeContext<'_>) {
        let volatility_annual = context.parameters.wages.persistent_volatility_annual;
        self.persistent.step(Purpose::PersistentWage, volatility_annual, month, lanes, context);
    }

    /// F_t: growth and the persistent part.
    pub fn level(&self, lane: usize, month: u32, context: LifeContext<'_>) -> f64 {
        let wages = context.parameters.wages;
        let drift = drift(wages.persistent_volatility_annual, month);
        yearly_growth(wages.growth_annual, month) * exp(drift + log_of(self.persistent.walk[lane]))
    }

    /// Income ÷ wage at origination from the parts of pay, after this month's events.
    pub fn income(&mut self, month: u32, lanes: Range<usize>, income_frac: &mut [f64], context: LifeContext<'_>) {
        let wages = context.parameters.wages;
        let growth = yearly_growth(wages.growth_annual, month);
        if !wages.has_shocks() {
            for lane in lanes {
                income_frac[lane] = growth * self.moving[lane] + self.fixed[lane];
            }
            return;
        }
        let tau = wages.transitory_sd;
        // With a standard deviation of 0 any noise does: that of the persistent part is at hand.
        let noise = if tau > 0.0 {
            self.transitory_noise.step(Purpose::TransitoryWage, month, lanes.clone(), context)
        } else {
            self.persistent.noise(month, lanes.clone())
        };
        income_pass(
            context.instruction_set,
            &mut income_frac[lanes.clone()],
            &self.persistent.walk[lanes.clone()],
            noise,
            &self.moving[lanes.clone()],
            &self.fixed[lanes],
            growth,
            tau,
            drift(wages.persistent_volatility_annual, month) - 0.5 * tau * tau,
        );
    }
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
        noise: &[f32],
        moving: &[f64],
        fixed: &[f64],
        growth: f64,
        transitory_sd: f64,
        drift: f64,
    ) {
        let n = income_frac.len();
        let (persistent, noise, moving, fixed) = (&persistent[..n], &noise[..n], &moving[..n], &fixed[..n]);
        for lane in 0..n {
            let log = drift + log_of(persistent[lane]) + transitory_sd * f64::from(noise[lane]);
            income_frac[lane] = growth * exp(log) * moving[lane] + fixed[lane];
        }
    }
}
