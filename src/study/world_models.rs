//! World models of a config, each distinct one once.

use crate::config::mirror::Config;
use crate::world::labour::RegimeFactors;
use crate::world::{
    Correlation, IndexModel, Innovation, Labour, LabourMarket, LabourModel, PolicyRate, PolicyRateModel, PriceModel,
    RegimeChain, WorldModels,
};

/// The models found so far.
#[derive(Default)]
pub(super) struct WorldModelTable {
    chains: Vec<RegimeChain>,
    price: Vec<IndexModel>,
    labour: Vec<LabourMarket>,
    policy_rate: Vec<(PolicyRateModel, Correlation)>,
}

impl WorldModelTable {
    pub fn into_models(self) -> WorldModels {
        let Self { chains, price, labour, policy_rate } = self;
        WorldModels { chains, price, labour, policy_rate }
    }

    /// The index of a model with innovations of its own; what it does not take does not set it apart.
    pub fn price(&mut self, model: PriceModel, innovation: Innovation) -> usize {
        let chain = self.chain(&model);
        let innovation = if model.has_innovation() { innovation } else { Innovation::OF_STUDY };
        position_or_push(&mut self.price, IndexModel { model, chain, innovation })
    }

    /// An index like that of a number, of one cell alone.
    pub fn own_price(&mut self, like: usize) -> usize {
        self.price.push(self.price[like].clone());
        self.price.len() - 1
    }

    /// The chain of a price model with regimes.
    fn chain(&mut self, price: &PriceModel) -> Option<usize> {
        price.regimes().map(|model| position_or_push(&mut self.chains, model.chain()))
    }

    /// The labour market where prices move by such a model.
    pub fn labour(
        &mut self,
        labour: &Labour,
        price: &PriceModel,
        correlation: Correlation,
        innovation: Innovation,
    ) -> usize {
        let innovation = if labour.has_innovation() { innovation } else { Innovation::OF_STUDY };
        let model = LabourModel::of(labour, self.regime_factors(price));
        position_or_push(&mut self.labour, LabourMarket { model, correlation, innovation })
    }

    /// What the price model's regimes add to the labour market, where they add anything.
    fn regime_factors(&mut self, price: &PriceModel) -> Option<RegimeFactors> {
        let factor: Vec<f64> = price.regimes()?.regimes.iter().map(|regime| regime.labour_factor).collect();
        let chain = self.chain(price)?;
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
