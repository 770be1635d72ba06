//! `[feedback]`: what the households of a world do to each other, equations (270) to (273) and (320) to (322): how much, and what it
//! comes back as. What a month makes of it is `market.rs`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What households of a world and cell do acts on all of them a month later: their forced sales on prices, their defaults on
/// walking away. They are then moved month by month together.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Feedback {
    /// Price impact: fall of the log of the index ÷ (forced sales of the month ÷ housing stock), 0 to 1000; 0, or absent: none. 1: sales of
    /// 1% of the stock lower prices by 1%.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "maximum" = 1000))]
    pub impact: Option<f64>,
    /// Homes with a mortgage ÷ housing stock, above 0, at most 1: the households simulated are those with a mortgage; needed beside
    /// `impact`.
    #[serde(default)]
    #[schemars(extend("exclusiveMinimum" = 0, "maximum" = 1))]
    pub mortgaged_share_frac: Option<f64>,
    /// Part of the impact that stays, 0 to 1; the rest decays by `decay_monthly`.
    #[serde(default = "all")]
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub permanent_frac: f64,
    /// Share of the temporary part that is gone after a month, above 0, at most 1; needed where `permanent_frac` is below 1.
    #[serde(default)]
    #[schemars(extend("exclusiveMinimum" = 0, "maximum" = 1))]
    pub decay_monthly: Option<f64>,
    /// Walking away gets easier as others default; absent: it does not.
    #[serde(default)]
    pub stigma: Option<Stigma>,
}

/// The more have defaulted, the less it takes to walk away.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Stigma {
    /// Fall of the log of every walk-away threshold ÷ share of the households that have defaulted, 0 to 100; 0: none. 5: where 10% have
    /// defaulted, thresholds are e^-0.5 = 0.61 of what they were.
    #[schemars(extend("minimum" = 0, "maximum" = 100))]
    pub easing: f64,
    /// Months for which a default is remembered, 1 to 1200; absent: for good.
    #[serde(default)]
    #[schemars(extend("minimum" = 1, "maximum" = 1200))]
    pub memory_months: Option<u32>,
}

fn all() -> f64 {
    1.0
}

impl Feedback {
    /// Whether households do anything to each other.
    pub fn is_on(&self) -> bool {
        self.moves_prices() || self.eases_walking()
    }

    /// Whether forced sales weigh on prices.
    pub fn moves_prices(&self) -> bool {
        self.impact() > 0.0
    }

    /// Whether defaults ease walking away.
    pub fn eases_walking(&self) -> bool {
        self.stigma.is_some_and(|stigma| stigma.easing > 0.0)
    }

    /// Price impact.
    pub fn impact(&self) -> f64 {
        self.impact.unwrap_or(0.0)
    }

    /// Equation (271): homes in a market in which so many households have a mortgage.
    pub fn stock(&self, mortgages: f64) -> f64 {
        mortgages / self.mortgaged_share_frac.unwrap_or(1.0)
    }

    /// Equation (273): what a fall of prices comes back as, where a lasting fall of 1 in the log makes `extra_sales` more forced
    /// sales ÷ stock in `horizon_months`. At 1 or more it grows without end.
    pub fn gain(&self, extra_sales: f64, horizon_months: u32) -> f64 {
        let slope_monthly = extra_sales / f64::from(horizon_months);
        let temporary = 1.0 - self.permanent_frac;
        let lasting = self.impact() * self.permanent_frac * extra_sales;
        match self.decay_monthly {
            Some(decay) if temporary > 0.0 => lasting + self.impact() * temporary * slope_monthly / decay,
            _ => lasting,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TERMS: Feedback = Feedback {
        impact: Some(1.5),
        mortgaged_share_frac: Some(0.5),
        permanent_frac: 1.0,
        decay_monthly: None,
        stigma: None,
    };

    #[test]
    fn the_gain_is_that_of_either_part() {
        // A lasting fall of 1 makes 0.6 of the stock more sales in 60 months, 0.01 a month.
        assert_eq!(TERMS.gain(0.6, 60), 1.5 * 0.6);
        let temporary = Feedback { permanent_frac: 0.0, decay_monthly: Some(0.1), ..TERMS };
        assert!((temporary.gain(0.6, 60) - 1.5 * 0.01 / 0.1).abs() < 1e-15);
        let both = Feedback { permanent_frac: 0.4, ..temporary };
        assert!((both.gain(0.6, 60) - (0.4 * 0.9 + 0.6 * 0.15)).abs() < 1e-15);
    }

    #[test]
    fn it_is_on_where_something_is() {
        let none = Feedback { impact: Some(0.0), ..TERMS };
        assert!(TERMS.is_on() && !none.is_on() && !Feedback { impact: None, ..TERMS }.is_on());
        let eased = |easing| Feedback { stigma: Some(Stigma { easing, memory_months: None }), ..none };
        assert!(eased(0.1).is_on() && !eased(0.0).is_on());
        assert_eq!((TERMS.stock(100.0), none.impact()), (200.0, 0.0));
    }
}
