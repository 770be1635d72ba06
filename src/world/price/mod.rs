//! House price index models, one a file. Each fills the log index of months 0…T, 0 at origination.

pub mod bootstrap;
pub mod gbm;
pub mod momentum;
pub mod replay;
pub mod stress_path;

pub use bootstrap::Bootstrap;
pub use gbm::Gbm;
pub use momentum::{InitialGrowth, Momentum};
pub use replay::Replay;
pub use stress_path::StressPath;

use super::Shocks;

/// The index model of a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum PriceModel {
    /// Geometric Brownian motion.
    Gbm(Gbm),
    /// Autoregressive growth.
    Momentum(Momentum),
    /// Stationary block bootstrap of a series.
    Bootstrap(Bootstrap),
    /// A series as it was.
    Replay(Replay),
    /// Knots, with or without noise.
    Path(StressPath),
}

impl PriceModel {
    /// Fills `log_index[t]` for t = 0…len − 1.
    pub fn fill(&self, shocks: &Shocks, log_index: &mut [f64]) {
        match self {
            Self::Gbm(model) => model.fill(&shocks.price, log_index),
            Self::Momentum(model) => model.fill(&shocks.price, log_index),
            Self::Bootstrap(model) => model.fill(&shocks.blocks, log_index),
            Self::Replay(model) => model.fill(log_index),
            Self::Path(model) => model.fill(&shocks.price, log_index),
        }
    }

    /// Whether the model takes bootstrap blocks.
    pub fn takes_blocks(&self) -> bool {
        matches!(self, Self::Bootstrap(_))
    }
}

/// Twelve-month log growth at month t, from origination where the history is shorter, equation (11).
pub fn trend(log_index: &[f64], month: usize) -> f64 {
    log_index[month] - log_index[month.saturating_sub(12)]
}
