//! A market: what its households have done so far, and how the next month answers, equations (271), (272) and (320) to (323).

use super::{CreditTightening, Feedback, Stigma};

/// What a month's end adds to a market.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Happened {
    /// Homes sold in the month by auction or in distress.
    pub forced_sales: u32,
    /// Households that defaulted in it for the first time.
    pub defaults: u32,
}

/// How a month answers to the months before it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Answer {
    /// What is added to the log of the price index.
    pub log_index: f64,
    /// What every walk-away threshold is multiplied by, above 0, at most 1.
    pub threshold_factor: f64,
    /// What hazards of ordinary sales are multiplied by, above 0, at most 1.
    pub sale_factor: f64,
    /// What is added to the log of what lenders lend, at most 0.
    pub log_lending: f64,
}

impl Answer {
    /// A month that does not answer.
    pub const NONE: Self = Self { log_index: 0.0, threshold_factor: 1.0, sale_factor: 1.0, log_lending: 0.0 };

    /// One in which prices alone answer, the log of their index by so much.
    pub fn of_prices(log_index: f64) -> Self {
        Self { log_index, ..Self::NONE }
    }

    /// Equations (321) to (323): one in which households alone answer, to such a share that defaulted as they remember it.
    pub fn of_stigma(stigma: Option<Stigma>, defaulted_frac: f64) -> Self {
        match stigma {
            Some(stigma) if stigma.easing > 0.0 => {
                Self { threshold_factor: libm::exp(-stigma.easing * defaulted_frac), ..Self::NONE }
            }
            _ => Self::NONE,
        }
    }

    /// One in which buyers and lenders alone answer, likewise.
    pub fn of_credit(credit: Option<CreditTightening>, defaulted_frac: f64) -> Self {
        let Some(credit) = credit else { return Self::NONE };
        let log = |sensitivity: Option<f64>| -sensitivity.unwrap_or(0.0) * defaulted_frac;
        Self {
            sale_factor: libm::exp(log(credit.sale_sensitivity)),
            log_lending: log(credit.lending_sensitivity),
            ..Self::NONE
        }
    }
}

/// A market: households of a world and a cell that act on each other, month by month.
#[derive(Clone, Debug, PartialEq)]
pub struct Market {
    terms: Feedback,
    /// Households in it.
    households: f64,
    /// Homes in it.
    stock: f64,
    /// Fall of the log of the index that stays.
    permanent: f64,
    /// Fall of the log of the index that decays.
    temporary: f64,
    /// Households that have defaulted by the end of each month, month 0 first.
    defaulted: Vec<u32>,
}

impl Market {
    /// One in which so many households have a mortgage, before any month.
    pub fn new(terms: Feedback, mortgages: f64) -> Self {
        let (households, stock) = (mortgages, terms.stock(mortgages));
        Self { terms, households, stock, permanent: 0.0, temporary: 0.0, defaulted: Vec::new() }
    }

    /// A month has ended, the day of purchase first: how the next one answers.
    pub fn after(&mut self, month: Happened) -> Answer {
        let before = self.defaulted.last().copied().unwrap_or(0);
        self.defaulted.push(before + month.defaults);
        let Feedback { stigma, credit, .. } = self.terms;
        let remembered = stigma.and_then(|stigma| stigma.memory_months);
        let lately = credit.map(|credit| credit.memory_months);
        let of_credit = Answer::of_credit(credit, self.defaulted_frac(lately));
        Answer {
            log_index: self.log_index_after(f64::from(month.forced_sales)),
            threshold_factor: Answer::of_stigma(stigma, self.defaulted_frac(remembered)).threshold_factor,
            ..of_credit
        }
    }

    /// Equations (271) and (272).
    fn log_index_after(&mut self, forced_sales: f64) -> f64 {
        let pressure = if self.stock > 0.0 { self.terms.impact() * forced_sales / self.stock } else { 0.0 };
        let decay = self.terms.decay_monthly.unwrap_or(0.0);
        self.permanent += self.terms.permanent_frac * pressure;
        self.temporary = (1.0 - decay) * self.temporary + (1.0 - self.terms.permanent_frac) * pressure;
        -(self.permanent + self.temporary)
    }

    /// Equation (320): share of the households that defaulted in the last months, so many or all.
    fn defaulted_frac(&self, memory_months: Option<u32>) -> f64 {
        let now = self.defaulted.last().copied().unwrap_or(0);
        let last = memory_months.and_then(|months| (self.defaulted.len() - 1).checked_sub(months as usize));
        let forgotten = last.map_or(0, |last| self.defaulted[last]);
        if self.households > 0.0 { f64::from(now - forgotten) / self.households } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::super::feedback::{CreditTightening, Stigma};
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

    /// Sales s₀ + b·x of a stock of 200, x the fall so far, for so many months.
    fn falls(terms: Feedback, at_first: f64, slope: f64, months: usize) -> Vec<f64> {
        let mut market = Market::new(terms, 100.0);
        let mut fall = 0.0;
        let month = |_| {
            fall = -market.log_index_after((at_first + slope * fall) * 200.0);
            fall
        };
        (0..months).map(month).collect()
    }

    #[test]
    fn a_permanent_impact_grows_as_its_closed_form() {
        let (at_first, slope) = (0.002, 0.03);
        for (month, fall) in (1..).zip(falls(TERMS, at_first, slope, 120)) {
            let expected = at_first / slope * (libm::pow(1.0 + 1.5 * slope, f64::from(month)) - 1.0);
            assert!((fall / expected - 1.0).abs() < 1e-12, "month {month}: {fall}, not {expected}");
        }
    }

    #[test]
    fn a_temporary_impact_has_a_fixed_point_below_its_decay() {
        let decay = 0.1;
        let terms = Feedback { permanent_frac: 0.0, decay_monthly: Some(decay), ..TERMS };
        let (at_first, slope) = (0.002, 0.03);
        let last = falls(terms, at_first, slope, 2000)[1999];
        let expected = 1.5 * at_first / (decay - 1.5 * slope);
        assert!((last / expected - 1.0).abs() < 1e-12, "{last}, not {expected}");
        // At η·b = δ it is a straight line, beyond it has no end.
        let line = falls(terms, at_first, decay / 1.5, 500);
        assert!((line[499] / (500.0 * 1.5 * at_first) - 1.0).abs() < 1e-9);
        assert!(falls(terms, at_first, 0.08, 2000)[1999] > 1e6);
    }

    #[test]
    fn nobody_with_a_mortgage_moves_nothing() {
        let sold = Happened { forced_sales: 3, defaults: 2 };
        assert_eq!(Market::new(TERMS, 0.0).after(Happened::default()), Answer::NONE);
        let none = Feedback { impact: Some(0.0), ..TERMS };
        assert_eq!(Market::new(none, 10.0).after(sold), Answer::NONE);
    }

    /// Of 50 households 0, 5, 0, 10 and 0 default in months 0 to 4: 0, 10, 10, 30 and 30% have so far, 0, 10, 10, 20 and 20% in
    /// the last two months.
    #[test]
    fn thresholds_fall_with_the_share_that_has_defaulted() {
        let factors = |memory_months| {
            let terms = Feedback { impact: None, stigma: Some(Stigma { easing: 3.0, memory_months }), ..TERMS };
            let mut market = Market::new(terms, 50.0);
            [0, 5, 0, 10, 0, 0, 0].map(|defaults| {
                let answer = market.after(Happened { forced_sales: 1, defaults });
                assert_eq!(answer.log_index, 0.0);
                answer.threshold_factor
            })
        };
        let of_shares = |shares: [f64; 7]| shares.map(|share| libm::exp(-3.0 * share));
        assert_eq!(factors(None), of_shares([0.0, 0.1, 0.1, 0.3, 0.3, 0.3, 0.3]));
        assert_eq!(factors(Some(2)), of_shares([0.0, 0.1, 0.1, 0.2, 0.2, 0.0, 0.0]));
        assert_eq!(factors(Some(1)), of_shares([0.0, 0.1, 0.0, 0.2, 0.0, 0.0, 0.0]));
        assert_eq!(factors(Some(1200)), factors(None));
    }

    /// The same households: a year's defaults make sales rarer and loans smaller.
    #[test]
    fn credit_follows_the_defaults_that_are_remembered() {
        let answers = |sale_sensitivity, lending_sensitivity| {
            let credit = CreditTightening { sale_sensitivity, lending_sensitivity, memory_months: 2 };
            let mut market = Market::new(Feedback { impact: None, credit: Some(credit), ..TERMS }, 50.0);
            [0, 5, 0, 10, 0, 0, 0].map(|defaults| market.after(Happened { forced_sales: 1, defaults }))
        };
        for (answer, share) in answers(Some(3.0), Some(2.0)).iter().zip([0.0, 0.1, 0.1, 0.2, 0.2, 0.0, 0.0]) {
            let expected = Answer { sale_factor: libm::exp(-3.0 * share), log_lending: -2.0 * share, ..Answer::NONE };
            assert_eq!(*answer, expected);
        }
        assert!(answers(None, Some(0.0)).iter().all(|answer| *answer == Answer::NONE));
    }
}
