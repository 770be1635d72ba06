//! One world under every model of a study: each distinct model is computed once.

use super::price::{Dynamics, PriceRegime, trend};
use super::regime::Regime;
use super::{Correlation, ExtraShocks, Hazards, LabourModel, PolicyRateModel, PriceModel, RegimeChain, Shocks};

/// Log of the index beyond which it is not followed. A value e^300 times the price, or its inverse, is far outside what any
/// outcome holds; it leaves room for the home's own walk and for ratios of values within double precision.
const MOST_LOG_INDEX: f64 = 300.0;

/// The distinct world models of a study's cells.
#[derive(Clone, Debug, PartialEq)]
pub struct WorldModels {
    /// Chains of regimes.
    pub chains: Vec<RegimeChain>,
    /// Index models, each with the number of its chain where it has one.
    pub price: Vec<(PriceModel, Option<usize>)>,
    /// Labour markets, each with the correlation it is drawn under.
    pub labour: Vec<(LabourModel, Correlation)>,
    /// Policy rates, each with the correlation it is drawn under.
    pub policy_rate: Vec<(PolicyRateModel, Correlation)>,
}

/// One world: what every model makes of its shocks, months 0…T.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WorldPath {
    /// Regime by chain.
    pub regimes: Vec<Vec<Regime>>,
    /// Log index by price model.
    pub log_index: Vec<Vec<f64>>,
    /// Index level e^L by price model.
    pub index: Vec<Vec<f64>>,
    /// Twelve-month trend by price model.
    pub trend: Vec<Vec<f64>>,
    /// Hazards by labour market.
    pub hazards: Vec<Hazards>,
    /// Annual policy rate by model.
    pub policy_rate_annual: Vec<Vec<f64>>,
}

impl WorldPath {
    /// The log of an index is moved by so much in a month; months before it have been moved already.
    pub fn move_index(&mut self, price: usize, month: usize, by: f64) {
        let log_index = &mut self.log_index[price];
        log_index[month] = (log_index[month] + by).clamp(-MOST_LOG_INDEX, MOST_LOG_INDEX);
        self.index[price][month] = libm::exp(log_index[month]);
        self.trend[price][month] = trend(log_index, month);
    }
}

impl WorldModels {
    /// Which of the shocks that only some models take are taken by any.
    pub fn extra_shocks(&self) -> ExtraShocks {
        let any = |takes: fn(&PriceModel) -> bool| self.price.iter().any(|(model, _)| takes(model));
        ExtraShocks {
            blocks: any(|model| matches!(model.dynamics, Dynamics::Bootstrap(_))),
            price_mixing: any(|model| model.student().is_some()),
            jumps: any(|model| matches!(model.dynamics, Dynamics::JumpDiffusion(_))),
            regimes: !self.chains.is_empty(),
        }
    }

    /// The regime of a month, where the price model of this number has regimes.
    pub fn regime(&self, price: usize, path: &WorldPath, month: usize) -> Option<&PriceRegime> {
        let (model, chain) = &self.price[price];
        model.regimes()?.regimes.get(usize::from(path.regimes[(*chain)?][month]))
    }

    /// What a month's regime adds to the log odds of an auction round, 0 under a model without regimes.
    pub fn auction_log_odds(&self, price: usize, path: &WorldPath, month: usize) -> f64 {
        self.regime(price, path, month).map_or(0.0, |regime| regime.auction_log_odds)
    }

    /// Room for a world of months 0…`months`.
    pub fn room(&self, months: usize) -> WorldPath {
        let line = vec![0.0; months + 1];
        WorldPath {
            regimes: vec![vec![0; months + 1]; self.chains.len()],
            log_index: vec![line.clone(); self.price.len()],
            index: vec![line.clone(); self.price.len()],
            trend: vec![line.clone(); self.price.len()],
            hazards: vec![Hazards::room(months); self.labour.len()],
            policy_rate_annual: vec![line; self.policy_rate.len()],
        }
    }

    /// Fills `path` from the shocks of a world.
    pub fn fill(&self, shocks: &Shocks, path: &mut WorldPath) {
        for (chain, regimes) in self.chains.iter().zip(&mut path.regimes) {
            chain.fill(&shocks.regime, regimes);
        }
        for (at, (model, chain)) in self.price.iter().enumerate() {
            let log_index = &mut path.log_index[at];
            let regimes = chain.map_or(&[][..], |chain| &path.regimes[chain]);
            model.fill(shocks, regimes, log_index);
            for t in 0..log_index.len() {
                log_index[t] = log_index[t].clamp(-MOST_LOG_INDEX, MOST_LOG_INDEX);
                path.index[at][t] = libm::exp(log_index[t]);
                path.trend[at][t] = trend(log_index, t);
            }
        }
        for ((model, correlation), hazards) in self.labour.iter().zip(&mut path.hazards) {
            model.fill(|t| correlation.labour(shocks.price[t], shocks.labour[t]), &path.regimes, hazards);
        }
        for ((model, correlation), rate) in self.policy_rate.iter().zip(&mut path.policy_rate_annual) {
            let z = |t: usize| correlation.policy_rate(shocks.price[t], shocks.labour[t], shocks.policy_rate[t]);
            model.fill(z, rate);
        }
    }
}
