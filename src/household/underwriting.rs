//! Whom a lender refuses, equations (60) and (61).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::loan::to_grain;
use crate::random::Distribution;

/// Whom the lender refuses; an absent rule refuses nobody.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Underwriting {
    /// Most of income that the first instalment and other debt service may take, 0 to 10.
    #[schemars(extend("minimum" = 0, "maximum" = 10))]
    pub maximum_dsti: Option<f64>,
    /// Least down-payment ratio of a first home, 0 to 1.
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub minimum_down_payment_first_home: Option<f64>,
    /// Least down-payment ratio of a second home (an investor's, or of an owner of other homes), 0 to 1.
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub minimum_down_payment_second_home: Option<f64>,
    /// Most years of the building's age and the term together, 0 to 200; with `building_age_years`.
    #[schemars(extend("minimum" = 0, "maximum" = 200))]
    pub maximum_age_and_term_years: Option<f64>,
    /// Least cash after closing, in months of need, 0 to 600.
    #[schemars(extend("minimum" = 0, "maximum" = 600))]
    pub minimum_buffer_months: Option<f64>,
    /// Age of the building in years, 0 to 150; with `maximum_age_and_term_years`.
    #[schemars(extend("minimum" = 0, "maximum" = 150))]
    pub building_age_years: Option<Distribution>,
}

/// Why a household could not buy. The first reason that holds, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Savings do not cover down payment and buying costs.
    Cash,
    /// The down payment is under the minimum, or so small that the loan needs an insurer, who does not take it.
    DownPayment,
    /// The building would be too old at the end of the term.
    BuildingAge,
    /// Instalment and other debt service take too much of the wage.
    Dsti,
    /// Too little cash is left after closing.
    Buffer,
}

/// What a lender looks at. Money in currency units, a month where it flows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Application {
    /// Down-payment ratio.
    pub down_payment: f64,
    /// Whether it is a second home.
    pub is_second_home: bool,
    /// Age of the building in years.
    pub building_age_years: f64,
    /// Whether the loan needs no insurance, or can have it.
    pub is_insurable: bool,
    /// Term of the loan in months.
    pub term_months: u32,
    /// First instalment.
    pub instalment: f64,
    /// Service of other debts.
    pub other_debt_service: f64,
    /// Wage.
    pub wage: f64,
    /// Cash after closing; negative where savings fall short.
    pub cash: f64,
    /// Need, equation (13).
    pub need: f64,
}

impl Underwriting {
    /// The first reason to refuse, if any.
    pub fn refusal(&self, application: &Application) -> Option<Refusal> {
        let Application { down_payment, building_age_years, term_months, wage, cash, need, .. } = *application;
        let minimum = if application.is_second_home {
            self.minimum_down_payment_second_home
        } else {
            self.minimum_down_payment_first_home
        };
        let service = application.instalment + application.other_debt_service;
        let age_and_term = building_age_years + f64::from(term_months) / 12.0;
        if cash < 0.0 {
            Some(Refusal::Cash)
        } else if minimum.is_some_and(|minimum| down_payment < minimum) || !application.is_insurable {
            Some(Refusal::DownPayment)
        } else if self.maximum_age_and_term_years.is_some_and(|maximum| age_and_term > maximum) {
            Some(Refusal::BuildingAge)
        } else if self.maximum_dsti.is_some_and(|maximum| service > to_grain(maximum * wage)) {
            Some(Refusal::Dsti)
        } else if self.minimum_buffer_months.is_some_and(|months| cash < to_grain(months * need)) {
            Some(Refusal::Buffer)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const APPLICATION: Application = Application {
        down_payment: 0.3,
        is_second_home: false,
        is_insurable: true,
        building_age_years: 10.0,
        term_months: 360,
        instalment: 5_000.0,
        other_debt_service: 500.0,
        wage: 11_000.0,
        cash: 60_000.0,
        need: 10_000.0,
    };

    #[test]
    fn each_rule_at_its_edge() {
        let rules = Underwriting {
            maximum_dsti: Some(0.5),
            minimum_down_payment_first_home: Some(0.3),
            minimum_down_payment_second_home: Some(0.4),
            maximum_age_and_term_years: Some(40.0),
            minimum_buffer_months: Some(6.0),
            building_age_years: None,
        };
        assert_eq!(rules.refusal(&APPLICATION), None);
        for (application, reason) in [
            (Application { cash: -0.01, ..APPLICATION }, Refusal::Cash),
            (Application { down_payment: 0.299, ..APPLICATION }, Refusal::DownPayment),
            (Application { is_second_home: true, ..APPLICATION }, Refusal::DownPayment),
            (Application { is_insurable: false, ..APPLICATION }, Refusal::DownPayment),
            (Application { building_age_years: 10.1, ..APPLICATION }, Refusal::BuildingAge),
            (Application { instalment: 5_000.01, ..APPLICATION }, Refusal::Dsti),
            (Application { cash: 59_999.0, ..APPLICATION }, Refusal::Buffer),
            (Application { cash: 0.0, wage: 1.0, ..APPLICATION }, Refusal::Dsti),
        ] {
            assert_eq!(rules.refusal(&application), Some(reason));
        }
        assert_eq!(Underwriting::default().refusal(&Application { wage: 1.0, ..APPLICATION }), None);
    }
}
