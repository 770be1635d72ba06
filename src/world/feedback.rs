//! `[feedback]`: forced sales weigh on the prices of all, equations (270) to (272).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Forced sales weigh on the price index a month later, in the same world and cell: its households are then moved month by
/// month together.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Feedback {
    /// Price impact: fall of the log of the index ÷ (forced sales of the month ÷ housing stock), 0 to 1000; 0 is none. 1: sales of
    /// 1% of the stock lower prices by 1%.
    #[schemars(extend("minimum" = 0, "maximum" = 1000))]
    pub impact: f64,
    /// Homes with a mortgage ÷ housing stock, above 0, at most 1: the households simulated are those with a mortgage.
    #[schemars(extend("exclusiveMinimum" = 0, "maximum" = 1))]
    pub mortgaged_share_frac: f64,
    /// Part of the impact that stays, 0 to 1; the rest decays by `decay_monthly`.
    #[serde(default = "all")]
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub permanent_frac: f64,
    /// Share of the temporary part that is gone after a month, above 0, at most 1; needed where `permanent_frac` is below 1.
    #[serde(default)]
    #[schemars(extend("exclusiveMinimum" = 0, "maximum" = 1))]
    pub decay_monthly: Option<f64>,
}

fn all() -> f64 {
    1.0
}

impl Feedback {
    /// Whether prices answer at all.
    pub fn is_on(&self) -> bool {
        self.impact > 0.0
    }

    /// Equation (273): what a fall of prices comes back as, where a lasting fall of 1 in the log makes `extra_sales` more forced
    /// sales ÷ stock in `horizon_months`. At 1 or more it grows without end.
    pub fn gain(&self, extra_sales: f64, horizon_months: u32) -> f64 {
        let slope_monthly = extra_sales / f64::from(horizon_months);
        let temporary = 1.0 - self.permanent_frac;
        let lasting = self.impact * self.permanent_frac * extra_sales;
        match self.decay_monthly {
            Some(decay) if temporary > 0.0 => lasting + self.impact * temporary * slope_monthly / decay,
            _ => lasting,
        }
    }
}

/// How far forced sales have moved an index so far.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PriceImpact {
    terms: Feedback,
    /// Homes in the market.
    stock: f64,
    /// Fall of the log that stays.
    permanent: f64,
    /// Fall of the log that decays.
    temporary: f64,
}

impl PriceImpact {
    /// Of a market in which so many households have a mortgage, before any sale.
    pub fn new(terms: Feedback, mortgages: u32) -> Self {
        let stock = f64::from(mortgages) / terms.mortgaged_share_frac;
        Self { terms, stock, permanent: 0.0, temporary: 0.0 }
    }

    /// Equations (271) and (272): a month with so many forced sales has ended; by how much the log of the index is moved in the
    /// next.
    pub fn after(&mut self, forced_sales: f64) -> f64 {
        let pressure = if self.stock > 0.0 { self.terms.impact * forced_sales / self.stock } else { 0.0 };
        let decay = self.terms.decay_monthly.unwrap_or(0.0);
        self.permanent += self.terms.permanent_frac * pressure;
        self.temporary = (1.0 - decay) * self.temporary + (1.0 - self.terms.permanent_frac) * pressure;
        -(self.permanent + self.temporary)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TERMS: Feedback =
        Feedback { impact: 1.5, mortgaged_share_frac: 0.5, permanent_frac: 1.0, decay_monthly: None };

    /// Sales s₀ + b·x of a stock of 200, x the fall so far, for so many months.
    fn falls(terms: Feedback, at_first: f64, slope: f64, months: usize) -> Vec<f64> {
        let mut market = PriceImpact::new(terms, 100);
        let mut fall = 0.0;
        let month = |_| {
            fall = -market.after((at_first + slope * fall) * 200.0);
            fall
        };
        (0..months).map(month).collect()
    }

    #[test]
    fn a_permanent_impact_grows_as_its_closed_form() {
        let (at_first, slope) = (0.002, 0.03);
        for (month, fall) in (1..).zip(falls(TERMS, at_first, slope, 120)) {
            let expected = at_first / slope * (libm::pow(1.0 + TERMS.impact * slope, f64::from(month)) - 1.0);
            assert!((fall / expected - 1.0).abs() < 1e-12, "month {month}: {fall}, not {expected}");
        }
    }

    #[test]
    fn a_temporary_impact_has_a_fixed_point_below_its_decay() {
        let decay = 0.1;
        let terms = Feedback { permanent_frac: 0.0, decay_monthly: Some(decay), ..TERMS };
        let (at_first, slope) = (0.002, 0.03);
        let last = falls(terms, at_first, slope, 2000)[1999];
        let expected = terms.impact * at_first / (decay - terms.impact * slope);
        assert!((last / expected - 1.0).abs() < 1e-12, "{last}, not {expected}");
        // At η·b = δ it is a straight line, beyond it has no end.
        let line = falls(terms, at_first, decay / terms.impact, 500);
        assert!((line[499] / (500.0 * terms.impact * at_first) - 1.0).abs() < 1e-9);
        assert!(falls(terms, at_first, 0.08, 2000)[1999] > 1e6);
    }

    #[test]
    fn nobody_with_a_mortgage_moves_nothing() {
        assert_eq!(PriceImpact::new(TERMS, 0).after(0.0), 0.0);
        let none = Feedback { impact: 0.0, ..TERMS };
        assert_eq!(PriceImpact::new(none, 10).after(3.0), 0.0);
        assert!(!none.is_on());
    }

    #[test]
    fn the_gain_is_that_of_either_part() {
        // A lasting fall of 1 makes 0.6 of the stock more sales in 60 months, 0.01 a month.
        assert_eq!(TERMS.gain(0.6, 60), 1.5 * 0.6);
        let temporary = Feedback { permanent_frac: 0.0, decay_monthly: Some(0.1), ..TERMS };
        assert!((temporary.gain(0.6, 60) - 1.5 * 0.01 / 0.1).abs() < 1e-15);
        let both = Feedback { permanent_frac: 0.4, ..temporary };
        assert!((both.gain(0.6, 60) - (0.4 * 0.9 + 0.6 * 0.15)).abs() < 1e-15);
    }
}
