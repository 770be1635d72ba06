//! Auction rounds, equation (23).

use crate::random::Distribution;

/// Probability that a round finds a buyer.
#[derive(Clone, Debug, PartialEq)]
pub enum Success {
    /// A number, or drawn for each round.
    Probability(Distribution),
    /// 1/(1 + e^{−x}), x = α − β·ln(start ÷ market) + γ·trend: a high start sells less often.
    Logistic {
        /// α.
        alpha: f64,
        /// β.
        beta: f64,
        /// γ.
        gamma: f64,
    },
}

/// One round.
#[derive(Clone, Debug, PartialEq)]
pub struct Round {
    /// Start ÷ court's appraisal in the first round, ÷ the previous start after.
    pub start_level_frac: Distribution,
    /// Chance of a sale.
    pub success: Success,
    /// What bidding adds to the start.
    pub premium: Distribution,
    /// Months from the step before.
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
            Success::Logistic { alpha, beta, gamma } => {
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
