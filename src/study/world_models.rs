//! World models of a config, each distinct one once.

use crate::config::mirror::Config;
use crate::world::labour::RegimeFactors;
use crate::world::{Correlation, LabourModel, PolicyRate, PolicyRateModel, PriceModel, RegimeChain, WorldModels};

/// The models found so far.
#[derive(Default)]
pub(super) struct WorldModelTable {
    chains: Vec<RegimeChain>,
    price: Vec<(PriceModel, Option<usize>)>,
    labour: Vec<(LabourModel, Correlation)>,
    policy_rate: Vec<(PolicyRateModel, Correlation)>,
}

impl WorldModelTable {
    pub fn into_models(self) -> WorldModels {
        let Self { chains, price, labour, policy_rate } = self;
        WorldModels { chains, price, labour, policy_rate }
    }

    pub fn price(&mut self, config: &Config) -> usize {
        let chain = self.chain(config);
        position_or_push(&mut self.price, (config.price.clone(), chain))
    }

    /// The chain of a price model with regimes.
    fn chain(&mut self, config: &Config) -> Option<usize> {
        config.price.regimes().map(|model| position_or_push(&mut self.chains, model.chain()))
    }

    pub fn labour(&mut self, config: &Config) -> usize {
        let model = LabourModel::of(&config.labour, self.regime_factors(config));
        position_or_push(&mut self.labour, (model, config.correlation))
    }

    /// What the price model's regimes add to the labour market, where they add anything.
    fn regime_factors(&mut self, config: &Config) -> Option<RegimeFactors> {
        let factor: Vec<f64> = config.price.regimes()?.regimes.iter().map(|regime| regime.labour_factor).collect();
        let chain = self.chain(config)?;
        factor.iter().any(|factor| *factor != 0.0).then_some(RegimeFactors { chain, factor })
    }

    pub fn policy_rate(&mut self, config: &Config, table: &PolicyRate) -> usize {
        position_or_push(&mut self.policy_rate, (PolicyRateModel::from(table), config.correlation))
    }
}

/// Where `item` stands in `items`, appended if it is new.
pub(super) fn position_or_push<T: PartialEq>(items: &mut Vec<T>, item: T) -> usize {
    match items.iter().position(|known| *known == item) {
        Some(at) => at,
        None => {
            items.push(item);
            items.len() - 1
        }
    }
}
