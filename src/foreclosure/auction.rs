//! Auction rounds, equation (23).

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Serialize};

use crate::random::Distribution;
use crate::random::distribution::{drawn_schema, zero};

/// The chance that a round sells: a number, a drawn number, or logistic in start and trend.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Success {
    /// Falls with the start price and moves with the market.
    Logistic(Logistic),
    /// A probability, constant or drawn for each round.
    #[serde(untagged)]
    Probability(Distribution),
}

/// 1/(1 + e^{−x}), x = α − β·ln(start ÷ market) + γ·trend: a high start sells less often.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(description = "logistic(alpha - beta * ln(start / market) + gamma * twelve-month log growth).")]
#[serde(deny_unknown_fields)]
pub struct Logistic {
    /// Log odds of a sale at a start equal to market in a flat market.
    pub alpha: f64,
    /// Fall of the log odds with the log of start over market.
    pub beta: f64,
    /// Rise of the log odds with twelve-month log growth of the index.
    #[serde(default)]
    pub gamma: f64,
}

impl JsonSchema for Success {
    fn schema_name() -> Cow<'static, str> {
        "Success".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let logistic = generator.subschema_for::<Logistic>();
        let meaning = "A probability, the distribution it is drawn from, or a logistic.";
        drawn_schema(meaning, generator, &[("logistic", logistic)])
    }
}

/// One auction round.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Round {
    /// Start price as a share of the court appraisal (first round) or of the previous start;
    /// above 0, at most 2.
    #[schemars(extend("exclusiveMinimum" = 0, "maximum" = 2))]
    pub start_level_frac: Distribution,
    /// Probability that the round sells when its start is not above market, 0 to 1, or logistic.
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub success: Success,
    /// Price over start, less 1, 0 to 5.
    #[serde(default = "zero")]
    #[schemars(extend("minimum" = 0, "maximum" = 5))]
    pub premium: Distribution,
    /// Months after the round before, 0 to 120.
    #[serde(default = "zero")]
    #[schemars(extend("minimum" = 0, "maximum" = 120))]
    pub months: Distribution,
}

/// The market on the day of a round.
#[derive(Clone, Copy, Debug)]
pub struct Market {
    /// Value of the home.
    pub value: f64,
    /// Twelve-month trend of the index.
    pub trend: f64,
    /// What the month's regime adds to the log odds of a sale.
    pub log_odds: f64,
}

/// Uniforms and draws of one round.
#[derive(Clone, Copy, Debug)]
pub struct RoundDraws {
    /// Start level.
    pub start_level_frac: f64,
    /// Probability of success where it is drawn or given.
    pub success: f64,
    /// Premium.
    pub premium: f64,
    /// Coin, in (0, 1).
    pub coin: f64,
}

/// What a round brought.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RoundResult {
    /// Start price.
    pub start: f64,
    /// Price, where it sold.
    pub price: Option<f64>,
}

impl Round {
    /// Holds the round at `base` × start level. A start above the market fails; a price is at most the market.
    pub fn hold(&self, base: f64, market: Market, draws: RoundDraws) -> RoundResult {
        let start = base * draws.start_level_frac;
        if start > market.value {
            return RoundResult { start, price: None };
        }
        let probability = match self.success {
            Success::Probability(_) => draws.success,
            Success::Logistic(Logistic { alpha, beta, gamma }) => {
                let x = alpha - beta * libm::log(start / market.value) + gamma * market.trend;
                1.0 / (1.0 + libm::exp(-x))
            }
        };
        let probability = shifted(probability, market.log_odds);
        let asked = start * (1.0 + draws.premium);
        let price = if asked < market.value { asked } else { market.value };
        RoundResult { start, price: (draws.coin < probability).then_some(price) }
    }
}

/// Equation (48): a probability whose log odds are moved by `log_odds`, p·e^h/(1 − p + p·e^h). What is certain stays so.
fn shifted(probability: f64, log_odds: f64) -> f64 {
    if log_odds == 0.0 {
        return probability;
    }
    let odds = probability * libm::exp(log_odds);
    odds / (1.0 - probability + odds)
}

/// Price expected of a case that never came to its last round, equation (24): the appraisal through the mean levels of
/// all rounds and the mean premium of the last, at most the value.
pub fn expected_price(rounds: &[Round], appraisal: f64, value: f64) -> f64 {
    let level: f64 = rounds.iter().map(|round| round.start_level_frac.mean()).product();
    let premium = rounds.last().map_or(0.0, |round| round.premium.mean());
    let price = appraisal * level * (1.0 + premium);
    if price < value { price } else { value }
}
