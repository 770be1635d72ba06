//! One world under every model of a study: each distinct model is computed once.

use std::borrow::Cow;

use super::price::{Dynamics, PriceRegime, trend};
use super::regime::Regime;
use super::shocks::ExtraPriceShocks;
use super::{
    Answer, Correlation, ExtraShocks, Hazards, Innovation, LabourModel, PolicyRateModel, PriceModel, RegimeChain,
    Shocks,
};

/// Log of the index beyond which it is not followed. A value e^300 times the price, or its inverse, is far outside what any
/// outcome holds; it leaves room for the home's own walk and for ratios of values within double precision.
const MOST_LOG_INDEX: f64 = 300.0;

/// A price index.
#[derive(Clone, Debug, PartialEq)]
pub struct IndexModel {
    /// How it moves.
    pub model: PriceModel,
    /// Number of its chain, where it has one.
    pub chain: Option<usize>,
    /// What its innovations are made of.
    pub innovation: Innovation,
}

/// A labour market.
#[derive(Clone, Debug, PartialEq)]
pub struct LabourMarket {
    /// How it moves.
    pub model: LabourModel,
    /// The correlation that the study's innovation is drawn under.
    pub correlation: Correlation,
    /// What its own are made of.
    pub innovation: Innovation,
}

/// The distinct world models of a study's cells.
#[derive(Clone, Debug, PartialEq)]
pub struct WorldModels {
    /// Chains of regimes.
    pub chains: Vec<RegimeChain>,
    /// Price indices.
    pub price: Vec<IndexModel>,
    /// Labour markets.
    pub labour: Vec<LabourMarket>,
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
    /// How months answered to those before them, month by month as far as they have, by price model; empty where none did.
    pub answers: Vec<Vec<Answer>>,
}

impl WorldPath {
    /// Takes over an index, and how its months answered, from another path of the same models.
    pub fn take_index(&mut self, price: usize, from: &Self) {
        self.log_index[price].clone_from(&from.log_index[price]);
        self.index[price].clone_from(&from.index[price]);
        self.trend[price].clone_from(&from.trend[price]);
        self.answers[price].clone_from(&from.answers[price]);
    }

    /// Whether an index lies, in a month up to `last`, as low as it is followed.
    pub fn is_at_floor(&self, price: usize, last: usize) -> bool {
        self.log_index[price][..=last].iter().any(|log| *log <= -MOST_LOG_INDEX)
    }

    /// How a month answers where homes are looked at by an index.
    pub fn answer(&self, price: usize, month: u32) -> Answer {
        self.answers[price].get(month as usize).copied().unwrap_or(Answer::NONE)
    }

    /// A month answers so; months before it have answered already.
    pub fn take_answer(&mut self, price: usize, month: u32, answer: Answer) {
        self.answers[price].resize(month as usize, Answer::NONE);
        self.answers[price].push(answer);
        self.move_index(price, month as usize, answer.log_index);
    }

    /// The log of an index is moved by so much in a month; months before it have been moved already.
    fn move_index(&mut self, price: usize, month: usize, by: f64) {
        let log_index = &mut self.log_index[price];
        log_index[month] = (log_index[month] + by).clamp(-MOST_LOG_INDEX, MOST_LOG_INDEX);
        self.index[price][month] = libm::exp(log_index[month]);
        self.trend[price][month] = trend(log_index, month);
    }
}

impl WorldModels {
    /// Which of the shocks that only some models take are taken by any.
    pub fn extra_shocks(&self) -> ExtraShocks {
        let of_price = self.price.iter().flat_map(|index| index.innovation.slots().chain([index.innovation.slot]));
        let mut price = vec![ExtraPriceShocks::default(); 1 + of_price.max().unwrap_or(0)];
        price[0].innovation = true;
        for IndexModel { model, innovation, .. } in &self.price {
            innovation.slots().for_each(|slot| price[slot].innovation = true);
            let own = &mut price[innovation.slot];
            own.mixing |= model.student().is_some();
            own.jumps |= matches!(model.dynamics, Dynamics::JumpDiffusion(_));
        }
        let of_labour = || self.labour.iter().flat_map(|market| market.innovation.slots());
        let mut labour = vec![false; 1 + of_labour().max().unwrap_or(0)];
        std::iter::once(0).chain(of_labour()).for_each(|slot| labour[slot] = true);
        ExtraShocks {
            blocks: self.price.iter().any(|index| matches!(index.model.dynamics, Dynamics::Bootstrap(_))),
            regimes: !self.chains.is_empty(),
            price,
            labour,
        }
    }

    /// The regime of a month, where the price model of this number has regimes.
    pub fn regime(&self, price: usize, path: &WorldPath, month: usize) -> Option<&PriceRegime> {
        let IndexModel { model, chain, .. } = &self.price[price];
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
            answers: vec![Vec::new(); self.price.len()],
        }
    }

    /// Fills `path` from the shocks of a world.
    pub fn fill(&self, shocks: &Shocks, path: &mut WorldPath) {
        for (chain, regimes) in self.chains.iter().zip(&mut path.regimes) {
            chain.fill(&shocks.regime, regimes);
        }
        let of_study = &shocks.price[0].innovation;
        for (at, IndexModel { model, chain, innovation }) in self.price.iter().enumerate() {
            let log_index = &mut path.log_index[at];
            let regimes = chain.map_or(&[][..], |chain| &path.regimes[chain]);
            let z: Cow<'_, [f64]> = match *innovation == Innovation::OF_STUDY {
                true => of_study.into(),
                false => {
                    let of_month = |(t, z): (usize, &f64)| innovation.mix(*z, |slot| shocks.price[slot].innovation[t]);
                    of_study.iter().enumerate().map(of_month).collect()
                }
            };
            path.answers[at].clear();
            model.fill(&z, &shocks.price[innovation.slot], &shocks.blocks, regimes, log_index);
            for t in 0..log_index.len() {
                log_index[t] = log_index[t].clamp(-MOST_LOG_INDEX, MOST_LOG_INDEX);
                path.index[at][t] = libm::exp(log_index[t]);
                path.trend[at][t] = trend(log_index, t);
            }
        }
        for (LabourMarket { model, correlation, innovation }, hazards) in self.labour.iter().zip(&mut path.hazards) {
            let z = |t: usize| {
                let of_study = correlation.labour(shocks.price[0].innovation[t], shocks.labour[0][t]);
                innovation.mix(of_study, |slot| shocks.labour[slot][t])
            };
            model.fill(z, &path.regimes, hazards);
        }
        for ((model, correlation), rate) in self.policy_rate.iter().zip(&mut path.policy_rate_annual) {
            let z = |t: usize| correlation.policy_rate(of_study[t], shocks.labour[0][t], shocks.policy_rate[t]);
            model.fill(z, rate);
        }
    }
}
