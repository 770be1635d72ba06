//! World models of a config, each distinct one once.

use super::price_model;
use super::series::{at_knots, monthly_rates, series_of};
use crate::config::mirror::{Config, Interpolation, Labour, PolicyRate, Price};
use crate::config::{Document, Fault, Loaded};
use crate::world::labour::{LabourState, RegimeFactors};
use crate::world::{Correlation, LabourModel, PolicyRateModel, PriceModel, RegimeChain, WorldModels};

/// The models found so far.
#[derive(Default)]
pub(super) struct WorldModelTable {
    chains: Vec<RegimeChain>,
    price: Vec<PriceModel>,
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

    pub fn price(&mut self, config: &Config, loaded: &Loaded, document: &Document) -> Result<usize, Fault> {
        let chain = self.chain(config, document)?;
        let model = price_model::resolve(&config.price, chain, loaded, document)?;
        Ok(position_or_push(&mut self.price, model))
    }

    /// The chain of a price model with regimes; 0, which nobody reads, for any other.
    fn chain(&mut self, config: &Config, document: &Document) -> Result<usize, Fault> {
        let Price::RegimeSwitching { regimes, initial_regime, .. } = &config.price else { return Ok(0) };
        let chain = price_model::chain(regimes, initial_regime.as_deref(), document)?;
        Ok(position_or_push(&mut self.chains, chain))
    }

    pub fn labour(
        &mut self,
        config: &Config,
        correlation: Correlation,
        loaded: &Loaded,
        document: &Document,
    ) -> Result<usize, Fault> {
        let regimes = self.regime_factors(config, document)?;
        let model = match &config.labour {
            Labour::Ar1 { separation_monthly, finding_monthly, finding_sensitivity, sd, persistence_monthly } => {
                LabourModel {
                    separation_monthly: *separation_monthly,
                    finding_monthly: *finding_monthly,
                    finding_sensitivity: *finding_sensitivity,
                    state: LabourState::Autoregressive { sd: *sd, persistence_monthly: *persistence_monthly },
                    regimes,
                }
            }
            Labour::Series { separation_monthly, finding_monthly, finding_sensitivity, series, start_month } => {
                let series = series_of(loaded, series, "labour.series", document)?;
                let rates = monthly_rates(series, *start_month);
                let mut model = LabourModel {
                    separation_monthly: *separation_monthly,
                    finding_monthly: *finding_monthly,
                    finding_sensitivity: *finding_sensitivity,
                    state: LabourState::Series(Vec::new()),
                    regimes,
                };
                let states: Option<Vec<f64>> = rates.iter().map(|rate| model.state_at(*rate)).collect();
                let beyond = || {
                    document.fault_at(
                        "labour.finding_sensitivity",
                        "leaves no state of the market at which unemployment is what the series says",
                        None,
                    )
                };
                model.state = LabourState::Series(states.ok_or_else(beyond)?);
                model
            }
            Labour::Knots { separation_monthly, finding_monthly, finding_sensitivity, knots } => {
                let knots: Vec<_> = knots.iter().map(|knot| (knot.month, knot.factor)).collect();
                LabourModel {
                    separation_monthly: *separation_monthly,
                    finding_monthly: *finding_monthly,
                    finding_sensitivity: *finding_sensitivity,
                    state: LabourState::Series(by_month(&knots, true)),
                    regimes,
                }
            }
        };
        Ok(position_or_push(&mut self.labour, (model, correlation)))
    }

    /// What the price model's regimes add to the labour market, where they add anything.
    fn regime_factors(&mut self, config: &Config, document: &Document) -> Result<Option<RegimeFactors>, Fault> {
        let Price::RegimeSwitching { regimes, .. } = &config.price else { return Ok(None) };
        let factor: Vec<f64> = regimes.iter().map(|regime| regime.labour_factor).collect();
        if factor.iter().all(|factor| *factor == 0.0) {
            return Ok(None);
        }
        Ok(Some(RegimeFactors { chain: self.chain(config, document)?, factor }))
    }

    pub fn policy_rate(
        &mut self,
        config: &Config,
        correlation: Correlation,
        loaded: &Loaded,
        document: &Document,
    ) -> Result<usize, Fault> {
        let model = match &config.policy_rate {
            None => return Err(document.fault_at("policy_rate", "is needed for loan.spread_annual", None)),
            Some(PolicyRate::Constant { level_annual }) => PolicyRateModel::Path(vec![*level_annual]),
            Some(PolicyRate::Knots { knots, interpolation }) => {
                let knots: Vec<_> = knots.iter().map(|knot| (knot.month, knot.level_annual)).collect();
                PolicyRateModel::Path(by_month(&knots, *interpolation == Interpolation::Linear))
            }
            Some(PolicyRate::Vasicek {
                initial_annual,
                mean_annual,
                reversion_annual,
                volatility_annual,
                floor_annual,
            }) => PolicyRateModel::Vasicek {
                initial_annual: *initial_annual,
                mean_annual: *mean_annual,
                reversion_annual: *reversion_annual,
                volatility_annual: *volatility_annual,
                floor_annual: *floor_annual,
            },
            Some(PolicyRate::Series { series, start_month }) => {
                let series = series_of(loaded, series, "policy_rate.series", document)?;
                PolicyRateModel::Path(monthly_rates(series, *start_month))
            }
        };
        Ok(position_or_push(&mut self.policy_rate, (model, correlation)))
    }
}

/// Knots month by month to the last of them, where the value stays.
fn by_month(knots: &[(u32, f64)], linear: bool) -> Vec<f64> {
    let last = knots.last().map_or(0, |knot| knot.0);
    (0..=last).map(|month| at_knots(knots, month, linear)).collect()
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
