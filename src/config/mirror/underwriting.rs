//! `[underwriting]`: whom the lender refuses.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Distribution;

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
