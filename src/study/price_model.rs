//! The index model of a config.

use super::series::{log_returns, series_of};
use crate::config::mirror::{Overlay as WrittenOverlay, Price, Regime};
use crate::config::{Document, Fault, Loaded};
use crate::world::price::{
    Bootstrap, Dynamics, Gbm, InitialGap, InitialGrowth, JumpDiffusion, MeanReverting, Momentum, Overlay, PriceRegime,
    RegimeSwitching, Replay, StressPath, StudentT,
};
use crate::world::regime::stationary_law;
use crate::world::{PriceModel, RegimeChain};

/// Resolves `[price]`; `chain` is the number of its chain where it has one.
pub(super) fn resolve(price: &Price, chain: usize, loaded: &Loaded, document: &Document) -> Result<PriceModel, Fault> {
    let (degrees_of_freedom, overlay) = common(price);
    Ok(PriceModel {
        dynamics: dynamics(price, chain, loaded, document)?,
        student: degrees_of_freedom.map(|degrees_of_freedom| StudentT { degrees_of_freedom }),
        overlay: overlay
            .iter()
            .map(|it| Overlay {
                from_month: it.from_month as usize,
                to_month: it.to_month as usize,
                log_return: it.log_return,
            })
            .collect(),
    })
}

/// What kinds have in common: degrees of freedom, and overlays.
fn common(price: &Price) -> (Option<f64>, &[WrittenOverlay]) {
    let (degrees_of_freedom, overlay) = match price {
        Price::Gbm { degrees_of_freedom, overlay, .. }
        | Price::Momentum { degrees_of_freedom, overlay, .. }
        | Price::MeanReverting { degrees_of_freedom, overlay, .. }
        | Price::JumpDiffusion { degrees_of_freedom, overlay, .. }
        | Price::RegimeSwitching { degrees_of_freedom, overlay, .. }
        | Price::Path { degrees_of_freedom, overlay, .. } => (*degrees_of_freedom, overlay),
        Price::Bootstrap { overlay, .. } | Price::Replay { overlay, .. } => (None, overlay),
    };
    (degrees_of_freedom, overlay.as_deref().unwrap_or_default())
}

fn dynamics(price: &Price, chain: usize, loaded: &Loaded, document: &Document) -> Result<Dynamics, Fault> {
    Ok(match price {
        Price::Gbm { drift_annual, volatility_annual, .. } => {
            Dynamics::Gbm(Gbm { drift_annual: *drift_annual, volatility_annual: *volatility_annual })
        }
        Price::Momentum {
            mean_growth_annual,
            momentum_monthly,
            innovation_volatility_annual,
            initial_growth_monthly,
            ..
        } => Dynamics::Momentum(Momentum {
            mean_growth_annual: *mean_growth_annual,
            momentum_monthly: *momentum_monthly,
            innovation_volatility_annual: *innovation_volatility_annual,
            initial_growth: initial_growth_monthly.map_or(InitialGrowth::Stationary, InitialGrowth::Given),
        }),
        Price::MeanReverting { trend_growth_annual, reversion_annual, volatility_annual, initial_gap_log, .. } => {
            Dynamics::MeanReverting(MeanReverting {
                trend_growth_annual: *trend_growth_annual,
                reversion_annual: *reversion_annual,
                volatility_annual: *volatility_annual,
                initial_gap: initial_gap_log.map_or(InitialGap::Stationary, InitialGap::Given),
            })
        }
        Price::JumpDiffusion {
            drift_annual,
            volatility_annual,
            jump_intensity_annual,
            jump_mean_log,
            jump_sd_log,
            ..
        } => Dynamics::JumpDiffusion(JumpDiffusion {
            drift_annual: *drift_annual,
            volatility_annual: *volatility_annual,
            jump_intensity_annual: *jump_intensity_annual,
            jump_mean_log: *jump_mean_log,
            jump_sd_log: *jump_sd_log,
        }),
        Price::RegimeSwitching { regimes, .. } => {
            let regime = |it: &Regime| PriceRegime {
                name: it.name.clone(),
                drift_annual: it.drift_annual,
                volatility_annual: it.volatility_annual,
                auction_log_odds: it.auction_log_odds,
            };
            Dynamics::RegimeSwitching(RegimeSwitching { chain, regimes: regimes.iter().map(regime).collect() })
        }
        Price::Bootstrap { series, mean_block_months, first_month, last_month, .. } => {
            let series = series_of(loaded, series, "price.series", document)?;
            let log_returns = log_returns(&series.by_month(), *first_month, *last_month);
            if log_returns.is_empty() {
                return Err(document.fault_at("price", "leaves no monthly return to draw from", None));
            }
            Dynamics::Bootstrap(Bootstrap { log_returns, mean_block_months: *mean_block_months })
        }
        Price::Replay { series, start_month, .. } => {
            let series = series_of(loaded, series, "price.series", document)?.by_month();
            let outside = || document.fault_at("price.start_month", "is outside the series", Some(series.span()));
            let start = series.position(*start_month).ok_or_else(outside)?;
            let base = series.values[start];
            let log_index = series.values[start..].iter().map(|level| libm::log(level / base)).collect();
            Dynamics::Replay(Replay { log_index })
        }
        Price::Path { knots, volatility_annual, .. } => {
            let base = knots.first().map_or(1.0, |knot| knot.level);
            Dynamics::Path(StressPath {
                knots: knots.iter().map(|knot| (knot.month as usize, libm::log(knot.level / base))).collect(),
                volatility_annual: *volatility_annual,
            })
        }
    })
}

/// The chain of `regimes`, which starts in the regime named `initial` or, without one, from its stationary law.
pub(super) fn chain(regimes: &[Regime], initial: Option<&str>, document: &Document) -> Result<RegimeChain, Fault> {
    let row = |regime: &Regime| regime.transition_monthly.iter().map(|probability| probability.0).collect();
    let transition_monthly: Vec<Vec<f64>> = regimes.iter().map(row).collect();
    let initial = match initial {
        Some(name) => regimes.iter().map(|regime| if regime.name == name { 1.0 } else { 0.0 }).collect(),
        None => stationary_law(&transition_monthly).ok_or_else(|| {
            let message = "without it the chain starts from its stationary law, and this chain has more than one";
            document.fault_at("price.initial_regime", message, None)
        })?,
    };
    Ok(RegimeChain { transition_monthly, initial })
}
