//! `[feedback]`: what the households of a world do to each other, equations (270) to (273) and (320) to (322): how much, and what it
//! comes back as. What a month makes of it is `market.rs`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What households of a world and cell do acts on all of them a month later: their forced sales on prices, their defaults on
/// walking away and on what is bought and lent. They are then moved month by month together.
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
    /// Households simulated ÷ households with a mortgage in the market, above 0, at most 1; needed beside `[portfolio]`, where it is the
    /// tape's share of the mortgages of each region; absent: 1, they are the market. Of the others nothing happens.
    #[serde(default)]
    #[schemars(extend("exclusiveMinimum" = 0, "maximum" = 1))]
    pub market_share_frac: Option<f64>,
    /// Walking away gets easier as others default; absent: it does not.
    #[serde(default)]
    pub stigma: Option<Stigma>,
    /// Buyers and lenders draw back as others default; absent: they do not.
    #[serde(default)]
    pub credit: Option<CreditTightening>,
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

/// The more have defaulted of late, the fewer homes are bought on credit, and the less is lent on homes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CreditTightening {
    /// Fall of the log of the hazard that an ordinary sale finds a buyer, in distress or at a move, ÷ share of the households that
    /// defaulted in the last `memory_months`, 0 to 100; 0, or absent: none. 10: where 5% did, homes sell e^-0.5 = 0.61 as readily.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "maximum" = 100))]
    pub sale_sensitivity: Option<f64>,
    /// Fall of the log of what is lent ÷ the same share, 0 to 100: of `maximum_ltv`, `maximum_dsti` and `cash_out_ltv` of
    /// `[refinancing]`, and of `maximum_ltv` and `probability` of a renewal; 0, or absent: none.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "maximum" = 100))]
    pub lending_sensitivity: Option<f64>,
    /// Months for which a default is remembered, 1 to 1200.
    #[serde(default = "a_year")]
    #[schemars(extend("minimum" = 1, "maximum" = 1200))]
    pub memory_months: u32,
}

fn a_year() -> u32 {
    12
}

fn all() -> f64 {
    1.0
}

impl Feedback {
    /// Whether households do anything to each other.
    pub fn is_on(&self) -> bool {
        self.moves_prices() || self.eases_walking() || self.tightens_credit()
    }

    /// Whether forced sales weigh on prices.
    pub fn moves_prices(&self) -> bool {
        self.impact() > 0.0
    }

    /// Whether defaults ease walking away.
    pub fn eases_walking(&self) -> bool {
        self.stigma.is_some_and(|stigma| stigma.easing > 0.0)
    }

    /// Whether defaults make buyers or lenders draw back.
    pub fn tightens_credit(&self) -> bool {
        let is_on = |sensitivity: Option<f64>| sensitivity.is_some_and(|sensitivity| sensitivity > 0.0);
        self.credit.is_some_and(|credit| is_on(credit.sale_sensitivity) || is_on(credit.lending_sensitivity))
    }

    /// Price impact.
    pub fn impact(&self) -> f64 {
        self.impact.unwrap_or(0.0)
    }

    /// Equation (326): households with a mortgage in a market of which so many are simulated, that share of them where one is told.
    pub fn mortgages(&self, simulated: u32, market_share_frac: Option<f64>) -> f64 {
        f64::from(simulated) / market_share_frac.or(self.market_share_frac).unwrap_or(1.0)
    }

    /// Equation (271): homes in a market in which so many households have a mortgage.
    pub fn stock(&self, mortgages: f64) -> f64 {
        mortgages / self.mortgaged_share_frac.unwrap_or(1.0)
    }

    /// The same where prices do not answer; `None` where nothing does then.
    pub fn without_prices(self) -> Option<Self> {
        let still = Self { impact: None, mortgaged_share_frac: None, permanent_frac: 1.0, decay_monthly: None, ..self };
        Some(still).filter(Self::is_on)
    }

    /// Equation (327): what a share of households that have defaulted comes back as, where a lasting share of 1 makes `extra` more of
    /// them default in `horizon_months`, and defaults are remembered for so many months. At 1 or more it grows without end.
    pub fn gain_of_defaults(extra: f64, memory_months: Option<u32>, horizon_months: u32) -> f64 {
        match memory_months {
            Some(months) if months < horizon_months => extra * f64::from(months) / f64::from(horizon_months),
            _ => extra,
        }
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
        market_share_frac: None,
        stigma: None,
        credit: None,
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
    fn the_gain_of_defaults_is_of_those_remembered() {
        assert_eq!(Feedback::gain_of_defaults(0.6, None, 60), 0.6);
        assert_eq!(Feedback::gain_of_defaults(0.6, Some(120), 60), 0.6);
        assert_eq!(Feedback::gain_of_defaults(0.6, Some(12), 60), 0.6 * 12.0 / 60.0);
        assert_eq!(TERMS.without_prices(), None);
        let credit =
            Some(CreditTightening { sale_sensitivity: Some(1.0), lending_sensitivity: None, memory_months: 12 });
        let still = Feedback { credit, ..TERMS }.without_prices().expect("credit");
        assert!(still.is_on() && !still.moves_prices() && still.credit == credit);
    }

    #[test]
    fn it_is_on_where_something_is() {
        let none = Feedback { impact: Some(0.0), ..TERMS };
        assert!(TERMS.is_on() && !none.is_on() && !Feedback { impact: None, ..TERMS }.is_on());
        let eased = |easing| Feedback { stigma: Some(Stigma { easing, memory_months: None }), ..none };
        assert!(eased(0.1).is_on() && !eased(0.0).is_on());
        let tight = |sale_sensitivity, lending_sensitivity| {
            let credit = CreditTightening { sale_sensitivity, lending_sensitivity, memory_months: 12 };
            Feedback { credit: Some(credit), ..none }
        };
        assert!(tight(Some(0.1), None).is_on() && tight(None, Some(0.1)).is_on() && !tight(Some(0.0), None).is_on());
        assert_eq!((TERMS.stock(100.0), none.impact()), (200.0, 0.0));
        let of_quarter = Feedback { market_share_frac: Some(0.25), ..TERMS };
        assert_eq!([TERMS.mortgages(50, None), of_quarter.mortgages(50, None)], [50.0, 200.0]);
        assert_eq!(of_quarter.mortgages(50, Some(0.5)), 100.0);
    }
}
