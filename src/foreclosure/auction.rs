//! Auction rounds, equation (23) (METHOD.md §5, step 13).

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Serialize};

use super::proceeding::{HeldRound, Proceeding, RoundEnd, Stage};
use super::{Foreclosure, Law};
use crate::household::HouseholdMonth;
use crate::loan::to_grain;
use crate::outcome::{Event, FinalState, Notes};
use crate::random::distribution::{drawn_schema, zero};
use crate::random::{Distribution, Draws, Purpose};

/// Slots of the stream.
mod slot {
    pub const COIN: u8 = 0;
    pub const START_LEVEL: u8 = 1;
    pub const SUCCESS: u8 = 2;
    pub const PREMIUM: u8 = 3;
    pub const MONTHS: u8 = 4;
}

/// Ordinals of rounds kept free for each default.
const ROUNDS_PER_DEFAULT: u16 = 256;

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
        let start = to_grain(base * draws.start_level_frac);
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
        let asked = to_grain(start * (1.0 + draws.premium));
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
    let price = to_grain(appraisal * level * (1.0 + premium));
    if price < value { price } else { value }
}

/// Place of a round in the household's history.
fn index_of(ordinal: u16, rounds: usize) -> u16 {
    ordinal.wrapping_mul(ROUNDS_PER_DEFAULT).wrapping_add(rounds as u16)
}

/// Whole months of the round that comes after so many.
pub(super) fn round_months(foreclosure: &Foreclosure, draws: Draws<'_>, ordinal: u16, rounds: usize) -> u32 {
    let Some(round) = foreclosure.rounds.get(rounds % foreclosure.rounds.len()) else { return 0 };
    draws.months(&round.months, Purpose::Auction, slot::MONTHS, index_of(ordinal, rounds))
}

impl Round {
    fn draws(&self, draws: Draws<'_>, index: u16) -> RoundDraws {
        let amount = |of, slot| draws.amount(of, Purpose::Auction, slot, index);
        RoundDraws {
            start_level_frac: amount(&self.start_level_frac, slot::START_LEVEL),
            success: match &self.success {
                Success::Probability(distribution) => amount(distribution, slot::SUCCESS),
                Success::Logistic(_) => 0.0,
            },
            premium: amount(&self.premium, slot::PREMIUM),
            coin: draws.uniform(Purpose::Auction, slot::COIN, index),
        }
    }
}

impl Law<'_> {
    /// Step 13: the month's auction round, if one is due; how the path ends where the home sells or the lender takes it.
    /// `mood`: twelve-month trend of the index, and what the month's regime adds to the log odds of a sale.
    pub fn auction_step(
        &self,
        proceeding: &mut Proceeding,
        household: &mut HouseholdMonth<'_, impl Notes>,
        mood: impl FnOnce() -> (f64, f64),
    ) -> Option<Sold> {
        let Proceeding { ordinal, .. } = *proceeding;
        let Stage::Judged(judged) = &mut proceeding.stage else { return None };
        let month = household.clock.month;
        if month < judged.next_round {
            return None;
        }
        let (appraisal, value) = (judged.appraisal, household.clock.value());
        if !self.auction_losses {
            household.event(Event::Auctioned);
            household.event(Event::SoldAtValue);
            let end = RoundEnd::Sold { price: value };
            judged.last = Some(HeldRound { month, number: 1, appraisal, value, start: value, end });
            return Some(Sold { price: value, state: FinalState::Auctioned, round: 1 });
        }
        let rounds = &self.foreclosure.rounds;
        let round = rounds.get(judged.rounds % rounds.len())?;
        let draws = round.draws(household.draws, index_of(ordinal, judged.rounds));
        let (trend, log_odds) = mood();
        let market = Market { value: self.market_value(household, ordinal), trend, log_odds };
        let result = round.hold(judged.base, market, draws);
        judged.rounds += 1;
        judged.base = result.start;
        let held =
            HeldRound { month, number: judged.rounds, appraisal, value, start: result.start, end: RoundEnd::Failed };
        judged.last = Some(held);
        if let Some(price) = result.price {
            judged.last = Some(HeldRound { end: RoundEnd::Sold { price }, ..held });
            household.event(Event::Auctioned);
            return Some(Sold { price, state: FinalState::Auctioned, round: judged.rounds });
        }
        let is_last = judged.rounds.is_multiple_of(rounds.len());
        if is_last && !self.foreclosure.reappraisal.starts_over(judged.rounds, rounds.len()) {
            judged.last = Some(HeldRound { end: RoundEnd::Taken, ..held });
            household.event(Event::TakenByLender);
            let price = if result.start < market.value { result.start } else { market.value };
            return Some(Sold { price, state: FinalState::TakenByLender, round: 0 });
        }
        let months_before = if is_last {
            self.reappraise(judged, household, ordinal, market.value)
        } else {
            household.event(Event::RoundFailed);
            0
        };
        let months = months_before + round_months(self.foreclosure, household.draws, ordinal, judged.rounds);
        judged.next_round = month + if months > 1 { months } else { 1 };
        None
    }
}

/// A home that changed hands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sold {
    /// Price.
    pub price: f64,
    /// How.
    pub state: FinalState,
    /// Auction round, from 1; 0 where none sold.
    pub round: usize,
}
