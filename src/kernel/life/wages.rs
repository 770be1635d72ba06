//! Wages that move: growth, a persistent walk and transitory noise, equation (54). Where they stand still nothing here is
//! called.

use std::ops::Range;

use super::context::LifeContext;
use crate::household::wages::yearly_growth;
use crate::kernel::exponential::exp;
use crate::kernel::instruction_set::lane_pass;
use crate::kernel::noise::NoiseLanes;
use crate::random::Purpose;

/// The level of wages in all lanes, and what of pay moves with it.
#[derive(Clone, Debug, Default)]
pub(super) struct WageLanes {
    /// Log of the wage's persistent part p_t.
    persistent: Vec<f64>,
    persistent_noise: NoiseLanes,
    transitory_noise: NoiseLanes,
    /// Parts of the household's pay, equation (50).
    pub moving: Vec<f64>,
    pub fixed: Vec<f64>,
}

impl WageLanes {
    pub fn start(&mut self, context: LifeContext<'_>) {
        let (lanes, wages) = (context.paths.count(), context.parameters.wages);
        for (column, value) in [(&mut self.persistent, 0.0), (&mut self.moving, 1.0), (&mut self.fixed, 0.0)] {
            column.clear();
            column.resize(lanes, value);
        }
        if wages.persistent_volatility_annual > 0.0 {
            self.persistent_noise.start(Purpose::PersistentWage, context);
        }
        if wages.transitory_sd > 0.0 {
            self.transitory_noise.start(Purpose::TransitoryWage, context);
        }
    }

    /// The persistent part moves, before anybody's spell ends.
    pub fn step(&mut self, month: u32, lanes: Range<usize>, context: LifeContext<'_>) {
        let sigma = context.parameters.wages.persistent_volatility_annual;
        if sigma > 0.0 {
            let noise = self.persistent_noise.step(Purpose::PersistentWage, month, lanes.clone(), context);
            let drift = -sigma * sigma / 24.0;
            let moved = &mut self.persistent[lanes];
            persistent_pass(context.instruction_set, moved, noise, drift, sigma / 12f64.sqrt());
        }
    }

    /// F_t: growth and the persistent part.
    pub fn level(&self, lane: usize, month: u32, context: LifeContext<'_>) -> f64 {
        yearly_growth(context.parameters.wages.growth_annual, month) * exp(self.persistent[lane])
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
            self.persistent_noise.step(Purpose::PersistentWage, month, lanes.clone(), context)
        };
        income_pass(
            context.instruction_set,
            &mut income_frac[lanes.clone()],
            &self.persistent[lanes.clone()],
            noise,
            &self.moving[lanes.clone()],
            &self.fixed[lanes],
            growth,
            tau,
            -0.5 * tau * tau,
        );
    }
}

lane_pass! {
    /// A month of the persistent part, in logs.
    pub fn persistent_pass(walk: &mut [f64], noise: &[f32], drift_monthly: f64, sigma_monthly: f64) {
        let n = walk.len();
        let noise = &noise[..n];
        for lane in 0..n {
            walk[lane] += drift_monthly + sigma_monthly * f64::from(noise[lane]);
        }
    }
}

lane_pass! {
    /// Equation (50).
    pub fn income_pass(
        income_frac: &mut [f64],
        persistent: &[f64],
        noise: &[f32],
        moving: &[f64],
        fixed: &[f64],
        growth: f64,
        transitory_sd: f64,
        transitory_drift: f64,
    ) {
        let n = income_frac.len();
        let (persistent, noise, moving, fixed) = (&persistent[..n], &noise[..n], &moving[..n], &fixed[..n]);
        for lane in 0..n {
            let transitory = transitory_drift + transitory_sd * f64::from(noise[lane]);
            income_frac[lane] = growth * exp(persistent[lane] + transitory) * moving[lane] + fixed[lane];
        }
    }
}
