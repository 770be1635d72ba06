//! House price index models, one a file. Each fills the log index of months 0…T, 0 at origination.

pub mod bootstrap;
pub mod gbm;
pub mod jump_diffusion;
pub mod mean_reverting;
pub mod momentum;
pub mod overlay;
pub mod regime_switching;
pub mod replay;
pub mod stress_path;
pub mod student;

pub use bootstrap::Bootstrap;
pub use gbm::Gbm;
pub use jump_diffusion::JumpDiffusion;
pub use mean_reverting::{InitialGap, MeanReverting};
pub use momentum::{InitialGrowth, Momentum};
pub use overlay::Overlay;
pub use regime_switching::{PriceRegime, RegimeSwitching};
pub use replay::Replay;
pub use stress_path::StressPath;
pub use student::StudentT;

use super::Shocks;
use super::regime::Regime;

/// Dynamics of the log index.
#[derive(Clone, Debug, PartialEq)]
pub enum Dynamics {
    /// Geometric Brownian motion.
    Gbm(Gbm),
    /// Autoregressive growth.
    Momentum(Momentum),
    /// Ornstein–Uhlenbeck around a trend.
    MeanReverting(MeanReverting),
    /// Geometric Brownian motion with jumps.
    JumpDiffusion(JumpDiffusion),
    /// Drift and volatility of a Markov chain's state.
    RegimeSwitching(RegimeSwitching),
    /// Stationary block bootstrap of a series.
    Bootstrap(Bootstrap),
    /// A series as it was.
    Replay(Replay),
    /// Knots, with or without noise.
    Path(StressPath),
}

/// The index model of a cell.
#[derive(Clone, Debug, PartialEq)]
pub struct PriceModel {
    /// Dynamics.
    pub dynamics: Dynamics,
    /// Law of the innovations; `None` for normal ones.
    pub student: Option<StudentT>,
    /// Stresses on top, in order.
    pub overlay: Vec<Overlay>,
}

impl PriceModel {
    /// Fills `log_index[t]` for t = 0…len − 1; `regimes` are the months of every chain.
    pub fn fill(&self, shocks: &Shocks, regimes: &[Vec<Regime>], log_index: &mut [f64]) {
        let heavy = self.student.map(|student| student.innovations(&shocks.price, &shocks.price_mixing));
        let z = heavy.as_ref().unwrap_or(&shocks.price);
        match &self.dynamics {
            Dynamics::Gbm(model) => model.fill(z, log_index),
            Dynamics::Momentum(model) => model.fill(z, log_index),
            Dynamics::MeanReverting(model) => model.fill(z, log_index),
            Dynamics::JumpDiffusion(model) => model.fill(z, &shocks.jump_count, &shocks.jump_size, log_index),
            Dynamics::RegimeSwitching(model) => model.fill(z, &regimes[model.chain], log_index),
            Dynamics::Bootstrap(model) => model.fill(&shocks.blocks, log_index),
            Dynamics::Replay(model) => model.fill(log_index),
            Dynamics::Path(model) => model.fill(z, log_index),
        }
        for overlay in &self.overlay {
            overlay.add(log_index);
        }
    }

    /// The regime of a month, where the model has regimes; `regimes` are the months of every chain.
    pub fn regime(&self, regimes: &[Vec<Regime>], month: usize) -> Option<&PriceRegime> {
        match &self.dynamics {
            Dynamics::RegimeSwitching(model) => model.regimes.get(usize::from(regimes[model.chain][month])),
            _ => None,
        }
    }
}

/// Twelve-month log growth at month t, from origination where the history is shorter, equation (11).
pub fn trend(log_index: &[f64], month: usize) -> f64 {
    log_index[month] - log_index[month.saturating_sub(12)]
}
