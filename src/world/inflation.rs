//! Consumer prices, equations (172) and (173): the same in every world. They move what follows them in yearly steps, and they
//! make amounts of money of origination.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::knots::by_month;
use super::policy_rate::Interpolation;
use super::series::{NamedSeries, monthly_rates};
use crate::measure::YearMonth;

/// Growth of consumer prices, per year, the same in every world.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Inflation {
    /// One rate throughout.
    Constant {
        /// Rate per year, -0.5 to 1.
        #[schemars(extend("minimum" = -0.5, "maximum" = 1))]
        rate_annual: f64,
    },
    /// A given path by knots, flat after the last.
    Knots {
        /// Knots in increasing order of month, the first at month 0.
        #[schemars(extend("minItems" = 1))]
        knots: Vec<InflationKnot>,
        /// How the rate moves between knots.
        #[serde(default)]
        interpolation: Interpolation,
    },
    /// A historical series as it was, held at its last value after its end.
    Series {
        /// Rate per year as a fraction, monthly or yearly; `scale = 0.01` reads percents.
        series: NamedSeries,
        /// Month of origination in the series.
        start_month: YearMonth,
    },
}

/// One knot of a path of inflation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InflationKnot {
    /// Month from origination, 0 or more.
    #[schemars(extend("minimum" = 0, "maximum" = 1200))]
    pub month: u32,
    /// Rate per year from this month on, -0.5 to 1.
    #[schemars(extend("minimum" = -0.5, "maximum" = 1))]
    pub rate_annual: f64,
}

/// Level of consumer prices by month from origination, where it is 1.
#[derive(Clone, Debug, PartialEq)]
pub struct PriceLevels {
    levels: Vec<f64>,
}

impl PriceLevels {
    /// Of months 0 to `last`, equation (172).
    pub fn of(inflation: &Inflation, last: u32) -> Self {
        let rates = match inflation {
            Inflation::Constant { rate_annual } => vec![*rate_annual],
            Inflation::Knots { knots, interpolation } => {
                let knots: Vec<_> = knots.iter().map(|knot| (knot.month, knot.rate_annual)).collect();
                by_month(&knots, *interpolation == Interpolation::Linear)
            }
            Inflation::Series { series, start_month } => monthly_rates(&series.series, *start_month),
        };
        let mut log_level = 0.0;
        let mut levels = vec![1.0];
        for month in 1..=last as usize {
            let rate_annual = rates.get(month).or(rates.last()).copied().unwrap_or(0.0);
            log_level += libm::log1p(rate_annual) / 12.0;
            levels.push(libm::exp(log_level));
        }
        Self { levels }
    }

    /// The level at the end of a month.
    pub fn level(&self, month: u32) -> f64 {
        self.levels.get(month as usize).or(self.levels.last()).copied().unwrap_or(1.0)
    }
}

/// How an amount follows consumer prices: by the level of the last anniversary.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Indexation {
    /// By year from origination; empty where the amount does not follow.
    by_year: Vec<f64>,
}

impl Indexation {
    /// Of an amount that follows prices, where it does.
    pub fn of(levels: Option<&PriceLevels>, follows: Option<bool>) -> Self {
        let levels = levels.filter(|_| follows == Some(true));
        let by_year = levels.map(|levels| levels.levels.iter().step_by(12).copied().collect());
        Self { by_year: by_year.unwrap_or_default() }
    }

    /// Whether the amount follows prices.
    pub fn is_on(&self) -> bool {
        !self.by_year.is_empty()
    }

    /// The amount in a month ÷ the amount at origination: 1 in the first year, and where it does not follow.
    pub fn factor(&self, month: u32) -> f64 {
        let year = month.saturating_sub(1) as usize / 12;
        self.by_year.get(year).or(self.by_year.last()).copied().unwrap_or(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_and_steps() {
        let levels = PriceLevels::of(&Inflation::Constant { rate_annual: 0.03 }, 60);
        assert!((levels.level(18) - 1.03_f64.powf(1.5)).abs() < 1e-14);
        let follows = Indexation::of(Some(&levels), Some(true));
        assert_eq!((follows.factor(1), follows.factor(12)), (1.0, 1.0));
        assert!((follows.factor(13) - 1.03).abs() < 1e-14 && follows.factor(13) == follows.factor(24));
        let stands = Indexation::of(Some(&levels), None);
        assert!(!stands.is_on() && stands.factor(60) == 1.0);
    }
}
