//! The labour market, equations (8) and (46): monthly hazards of losing and of finding work.

use super::regime::Regime;

/// Where the state a_t of the market comes from; a > 0 is a worse market.
#[derive(Clone, Debug, PartialEq)]
pub enum LabourState {
    /// a_t = ρa_{t−1} + sd·√(1 − ρ²)·z_t, a₀ = 0.
    Autoregressive {
        /// Stationary standard deviation.
        sd: f64,
        /// ρ, a month.
        persistence_monthly: f64,
    },
    /// Given month by month from month 0, held at its last value after.
    Series(Vec<f64>),
}

/// What the regimes of a chain add to the state of the market.
#[derive(Clone, Debug, PartialEq)]
pub struct RegimeFactors {
    /// Which of the study's chains.
    pub chain: usize,
    /// Added to a_t, by regime.
    pub factor: Vec<f64>,
}

/// Separation and finding, and how they move with the market.
#[derive(Clone, Debug, PartialEq)]
pub struct LabourModel {
    /// s: probability a month that an employed earner loses work, at a = 0.
    pub separation_monthly: f64,
    /// f: probability a month that an earner out of work finds some, at a = 0.
    pub finding_monthly: f64,
    /// κ in the hazard of finding.
    pub finding_sensitivity: f64,
    /// The market's state.
    pub state: LabourState,
    /// What regimes add to it.
    pub regimes: Option<RegimeFactors>,
}

/// Hazards summed from month 1 to t; 0 at month 0.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hazards {
    /// Of losing work.
    pub separation: Vec<f64>,
    /// Of finding work.
    pub finding: Vec<f64>,
}

impl LabourModel {
    /// λ_s at state a: −ln(1 − s)·e^{a}.
    pub fn separation_hazard(&self, a: f64) -> f64 {
        -libm::log1p(-self.separation_monthly) * libm::exp(a)
    }

    /// λ_f at state a: −ln(1 − f)·e^{−κa}.
    pub fn finding_hazard(&self, a: f64) -> f64 {
        -libm::log1p(-self.finding_monthly) * libm::exp(-self.finding_sensitivity * a)
    }

    /// Stationary unemployment at state a: p_s/(p_s + p_f), p = 1 − e^{−λ}.
    pub fn unemployment(&self, a: f64) -> f64 {
        let separation = -libm::expm1(-self.separation_hazard(a));
        let finding = -libm::expm1(-self.finding_hazard(a));
        separation / (separation + finding)
    }

    /// The state at which stationary unemployment is `rate`, by bisection on [−20, 20]; `None` where none is.
    pub fn state_at(&self, rate: f64) -> Option<f64> {
        let (mut low, mut high) = (-20.0, 20.0);
        if !(self.unemployment(low) < rate && rate < self.unemployment(high)) {
            return None;
        }
        for _ in 0..100 {
            let middle = 0.5 * (low + high);
            if self.unemployment(middle) < rate { low = middle } else { high = middle }
        }
        Some(0.5 * (low + high))
    }

    /// Fills cumulative hazards for t = 0…len − 1 from correlated innovations `z`; `regimes` are the months of every
    /// chain.
    pub(super) fn fill(&self, mut z: impl FnMut(usize) -> f64, regimes: &[Vec<Regime>], hazards: &mut Hazards) {
        let mut a = 0.0;
        (hazards.separation[0], hazards.finding[0]) = (0.0, 0.0);
        for t in 1..hazards.separation.len() {
            a = match &self.state {
                LabourState::Autoregressive { sd, persistence_monthly: rho } => {
                    rho * a + sd * ((1.0 - rho) * (1.0 + rho)).sqrt() * z(t)
                }
                LabourState::Series(states) => states[t.min(states.len() - 1)],
            };
            let in_regime = match &self.regimes {
                Some(RegimeFactors { chain, factor }) => a + factor[usize::from(regimes[*chain][t])],
                None => a,
            };
            hazards.separation[t] = hazards.separation[t - 1] + self.separation_hazard(in_regime);
            hazards.finding[t] = hazards.finding[t - 1] + self.finding_hazard(in_regime);
        }
    }
}
