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
pub use mean_reverting::MeanReverting;
pub use momentum::Momentum;
pub use overlay::Overlay;
pub use regime_switching::{PriceRegime, RegimeSwitching};
pub use replay::Replay;
pub use stress_path::StressPath;
pub use student::StudentT;

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Serialize};

use super::PriceShocks;
use super::kinds::with_common;
use super::regime::Regime;

/// Dynamics of the log index.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Dynamics {
    /// Geometric Brownian motion.
    Gbm(Gbm),
    /// Monthly growth that reverts to its mean as an AR(1).
    Momentum(Momentum),
    /// Ornstein-Uhlenbeck process around a trend.
    MeanReverting(MeanReverting),
    /// Geometric Brownian motion with normal jumps that come at random (Merton).
    JumpDiffusion(JumpDiffusion),
    /// Drift and volatility by regime, regimes by a Markov chain.
    RegimeSwitching(RegimeSwitching),
    /// Stationary block bootstrap of the monthly log returns of a series.
    Bootstrap(#[schemars(with = "bootstrap::BootstrapTable")] Bootstrap),
    /// A historical series as it was.
    Replay(#[schemars(with = "replay::ReplayTable")] Replay),
    /// A stress path by knots, log-linear between them, flat after the last.
    Path(StressPath),
}

/// What may stand beside any dynamics.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Common {
    /// Degrees of freedom of Student-t innovations scaled to unit variance, above 2; absent: normal innovations.
    #[serde(default)]
    #[schemars(extend("exclusiveMinimum" = 2, "maximum" = 200))]
    pub degrees_of_freedom: Option<f64>,
    /// Stresses laid over the index.
    #[serde(default)]
    pub overlay: Option<Vec<Overlay>>,
}

/// `[price]`, the index model of a cell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PriceModel {
    /// Dynamics.
    #[serde(flatten)]
    pub dynamics: Dynamics,
    /// Distribution of the innovations, and stresses on top, in order.
    #[serde(flatten)]
    pub common: Common,
}

impl JsonSchema for PriceModel {
    fn schema_name() -> Cow<'static, str> {
        "Price".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let (kinds, common) = (Dynamics::json_schema(generator), Common::json_schema(generator));
        let description = "Dynamics of the log house price index; parameters annual, simulated monthly.";
        // Of a sample there is no innovation to shape.
        let is_sample = |kind: &str| matches!(kind, "bootstrap" | "replay");
        with_common(description, kinds, &common, |kind, key| key != "degrees_of_freedom" || !is_sample(kind))
    }
}

impl PriceModel {
    /// Distribution of the innovations; `None` for normal ones.
    pub fn student(&self) -> Option<StudentT> {
        self.common.degrees_of_freedom.map(|degrees_of_freedom| StudentT { degrees_of_freedom })
    }

    /// Fills `log_index[t]` for t = 0…len − 1 from normal innovations `z` and the shocks `of_slot` of its own; `regimes` are the
    /// months of its chain, of a model that has one.
    pub fn fill(
        &self,
        z: &[f64],
        of_slot: &PriceShocks,
        blocks: &[(f64, f64)],
        regimes: &[Regime],
        log_index: &mut [f64],
    ) {
        let heavy = self.student().map(|student| student.innovations(z, &of_slot.mixing));
        let z = heavy.as_deref().unwrap_or(z);
        match &self.dynamics {
            Dynamics::Gbm(model) => model.fill(z, log_index),
            Dynamics::Momentum(model) => model.fill(z, log_index),
            Dynamics::MeanReverting(model) => model.fill(z, log_index),
            Dynamics::JumpDiffusion(model) => model.fill(z, &of_slot.jump_count, &of_slot.jump_size, log_index),
            Dynamics::RegimeSwitching(model) => model.fill(z, regimes, log_index),
            Dynamics::Bootstrap(model) => model.fill(blocks, log_index),
            Dynamics::Replay(model) => model.fill(log_index),
            Dynamics::Path(model) => model.fill(z, log_index),
        }
        for overlay in self.common.overlay.iter().flatten() {
            overlay.add(log_index);
        }
    }

    /// What leaves it without a Gaussian innovation, if anything.
    pub fn without_innovation(&self) -> Option<&'static str> {
        match &self.dynamics {
            Dynamics::Bootstrap(_) => Some("price.kind = \"bootstrap\""),
            Dynamics::Replay(_) => Some("price.kind = \"replay\""),
            Dynamics::Path(path) if path.volatility_annual == 0.0 => Some("a price path without volatility"),
            _ => None,
        }
    }

    /// Whether it takes normal innovations.
    pub fn has_innovation(&self) -> bool {
        self.without_innovation().is_none()
    }

    /// The bootstrap that it is, if any.
    pub fn bootstrap(&self) -> Option<&Bootstrap> {
        match &self.dynamics {
            Dynamics::Bootstrap(model) => Some(model),
            _ => None,
        }
    }

    /// Its regimes, where it has any.
    pub fn regimes(&self) -> Option<&RegimeSwitching> {
        match &self.dynamics {
            Dynamics::RegimeSwitching(model) => Some(model),
            _ => None,
        }
    }
}

/// Twelve-month log growth at month t, from origination where the history is shorter, equation (11).
pub fn trend(log_index: &[f64], month: usize) -> f64 {
    log_index[month] - log_index[month.saturating_sub(12)]
}
