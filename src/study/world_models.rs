//! World models of a config, each distinct one once.

use crate::config::mirror::Config;
use crate::config::{Document, Fault};
use crate::world::labour::RegimeFactors;
use crate::world::{Correlation, LabourModel, PolicyRateModel, PriceModel, RegimeChain, WorldModels};

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

    pub fn correlation(&self, config: &Config, document: &Document) -> Result<Correlation, Fault> {
        Correlation::of(&config.correlation)
            .ok_or_else(|| document.fault_at("correlation", "is not a positive definite correlation matrix", None))
    }

    pub fn price(&mut self, config: &Config, document: &Document) -> Result<usize, Fault> {
        let chain = self.chain(config, document)?;
        Ok(position_or_push(&mut self.price, (config.price.clone(), chain)))
    }

    /// The chain of a price model with regimes.
    fn chain(&mut self, config: &Config, document: &Document) -> Result<Option<usize>, Fault> {
        let Some(model) = config.price.regimes() else { return Ok(None) };
        let several = || {
            let message = "without it the chain starts from its stationary distribution, and it has more than one";
            document.fault_at("price.initial_regime", message, None)
        };
        Ok(Some(position_or_push(&mut self.chains, model.chain().ok_or_else(several)?)))
    }

    pub fn labour(&mut self, config: &Config, correlation: Correlation, document: &Document) -> Result<usize, Fault> {
        let beyond = || {
            let message = "leaves no state of the market at which unemployment is what the series says";
            document.fault_at("labour.finding_sensitivity", message, None)
        };
        let model = LabourModel::of(&config.labour, self.regime_factors(config, document)?).ok_or_else(beyond)?;
        Ok(position_or_push(&mut self.labour, (model, correlation)))
    }

    /// What the price model's regimes add to the labour market, where they add anything.
    fn regime_factors(&mut self, config: &Config, document: &Document) -> Result<Option<RegimeFactors>, Fault> {
        let (Some(model), Some(chain)) = (config.price.regimes(), self.chain(config, document)?) else {
            return Ok(None);
        };
        let factor: Vec<f64> = model.regimes.iter().map(|regime| regime.labour_factor).collect();
        Ok(factor.iter().any(|factor| *factor != 0.0).then_some(RegimeFactors { chain, factor }))
    }

    pub fn policy_rate(
        &mut self,
        config: &Config,
        correlation: Correlation,
        document: &Document,
    ) -> Result<usize, Fault> {
        let absent = || document.fault_at("policy_rate", "is needed for loan.spread_annual", None);
        let model = PolicyRateModel::from(config.policy_rate.as_ref().ok_or_else(absent)?);
        Ok(position_or_push(&mut self.policy_rate, (model, correlation)))
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
