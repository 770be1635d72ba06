//! Price, labour and policy rate models of a config, each distinct one once.

use super::resolve::position_or_push;
use crate::config::mirror::{Config, Interpolation, Labour, PolicyRate, Price, SeriesRef};
use crate::config::{Document, Fault, Frequency, Loaded, Series, YearMonth};
use crate::world::labour::LabourState;
use crate::world::price::{Bootstrap, Gbm, InitialGrowth, Momentum, Replay, StressPath};
use crate::world::{Correlation, LabourModel, PolicyRateModel, PriceModel, WorldModels};

/// The models found so far.
#[derive(Default)]
pub(super) struct WorldModelTable {
    price: Vec<PriceModel>,
    labour: Vec<(LabourModel, Correlation)>,
    policy_rate: Vec<(PolicyRateModel, Correlation)>,
}

impl WorldModelTable {
    pub fn into_models(self) -> WorldModels {
        WorldModels { price: self.price, labour: self.labour, policy_rate: self.policy_rate }
    }

    pub fn correlation(&self, config: &Config, document: &Document) -> Result<Correlation, Fault> {
        let it = &config.correlation;
        Correlation::new(it.price_labour, it.price_policy_rate, it.labour_policy_rate)
            .ok_or_else(|| document.fault_at("correlation", "is not a positive definite correlation matrix", None))
    }

    pub fn price(&mut self, config: &Config, loaded: &Loaded, document: &Document) -> Result<usize, Fault> {
        let model = match &config.price {
            Price::Gbm { drift_annual, volatility_annual } => {
                PriceModel::Gbm(Gbm { drift_annual: *drift_annual, volatility_annual: *volatility_annual })
            }
            Price::Momentum {
                mean_growth_annual,
                momentum_monthly,
                innovation_volatility_annual,
                initial_growth_monthly,
            } => PriceModel::Momentum(Momentum {
                mean_growth_annual: *mean_growth_annual,
                momentum_monthly: *momentum_monthly,
                innovation_volatility_annual: *innovation_volatility_annual,
                initial_growth: initial_growth_monthly.map_or(InitialGrowth::Stationary, InitialGrowth::Given),
            }),
            Price::Bootstrap { series, mean_block_months, first_month, last_month } => {
                let series = series_of(loaded, series, "price.series", document)?;
                let log_returns = log_returns(series, *first_month, *last_month);
                if log_returns.is_empty() {
                    return Err(document.fault_at("price", "leaves no monthly return to draw from", None));
                }
                PriceModel::Bootstrap(Bootstrap { log_returns, mean_block_months: *mean_block_months })
            }
            Price::Replay { series, start_month } => {
                let series = series_of(loaded, series, "price.series", document)?;
                let outside = || document.fault_at("price.start_month", "is outside the series", Some(series.span()));
                let start = series.position(*start_month).ok_or_else(outside)?;
                let base = series.values[start];
                let log_index = series.values[start..].iter().map(|level| libm::log(level / base)).collect();
                PriceModel::Replay(Replay { log_index })
            }
            Price::Path { knots, volatility_annual } => {
                let base = knots.first().map_or(1.0, |knot| knot.level);
                PriceModel::Path(StressPath {
                    knots: knots.iter().map(|knot| (knot.month as usize, libm::log(knot.level / base))).collect(),
                    volatility_annual: *volatility_annual,
                })
            }
        };
        Ok(position_or_push(&mut self.price, model))
    }

    pub fn labour(
        &mut self,
        config: &Config,
        correlation: Correlation,
        loaded: &Loaded,
        document: &Document,
    ) -> Result<usize, Fault> {
        let model = match &config.labour {
            Labour::Ar1 { separation_monthly, finding_monthly, finding_sensitivity, sd, persistence_monthly } => {
                LabourModel {
                    separation_monthly: *separation_monthly,
                    finding_monthly: *finding_monthly,
                    finding_sensitivity: *finding_sensitivity,
                    state: LabourState::Autoregressive { sd: *sd, persistence_monthly: *persistence_monthly },
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
        };
        Ok(position_or_push(&mut self.labour, (model, correlation)))
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
                let last = knots.last().map_or(0, |knot| knot.0);
                let months = last.max(loaded.study.horizon_months);
                let linear = *interpolation == Interpolation::Linear;
                PolicyRateModel::Path((0..=months).map(|month| at_knots(&knots, month, linear)).collect())
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
        };
        Ok(position_or_push(&mut self.policy_rate, (model, correlation)))
    }
}

fn series_of<'a>(
    loaded: &'a Loaded,
    reference: &SeriesRef,
    key: &str,
    document: &Document,
) -> Result<&'a Series, Fault> {
    loaded.data.series(reference).ok_or_else(|| document.fault_at(key, "names a series that was not read", None))
}

/// Monthly log returns between the levels of a window, both ends included.
fn log_returns(series: &Series, first: Option<YearMonth>, last: Option<YearMonth>) -> Vec<f64> {
    let at = |month: Option<YearMonth>, otherwise| month.and_then(|month| series.position(month)).unwrap_or(otherwise);
    let (first, last) = (at(first, 0), at(last, series.values.len().saturating_sub(1)));
    let window = series.values.get(first..=last).unwrap_or_default();
    window.windows(2).map(|pair| libm::log(pair[1] / pair[0])).collect()
}

/// A rate for every month from `start` to the end of the series: linear between observations, flat beyond the first and
/// the last. A yearly average stands between June and July.
fn monthly_rates(series: &Series, start: YearMonth) -> Vec<f64> {
    let months = (series.last_ordinal() - start.ordinal()).max(0);
    let (first, step) = match series.frequency {
        Frequency::Monthly => (f64::from(series.first.ordinal()), 1.0),
        Frequency::Yearly => (f64::from(series.first.ordinal()) + 5.5, 12.0),
    };
    let last = series.values.len() - 1;
    (0..=months)
        .map(|month: i32| {
            let position = (f64::from(start.ordinal()) + f64::from(month) - first) / step;
            if position <= 0.0 {
                return series.values[0];
            }
            let before = position as usize;
            if before >= last {
                return series.values[last];
            }
            let share = position - before as f64;
            series.values[before] + share * (series.values[before + 1] - series.values[before])
        })
        .collect()
}

/// The value at a month of knots that begin at month 0: the last knot's, or linear to the next.
fn at_knots(knots: &[(u32, f64)], month: u32, linear: bool) -> f64 {
    let next = knots.partition_point(|knot| knot.0 <= month);
    let (from, level) = knots[next.saturating_sub(1)];
    match knots.get(next) {
        Some(&(to, target)) if linear => level + (target - level) * f64::from(month - from) / f64::from(to - from),
        _ => level,
    }
}
