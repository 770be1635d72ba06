//! `[household]`: the household at origination and its monthly budget.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::copula::OriginationCorrelation;
use super::earners::{SecondEarner, SelfEmployment};
use super::illness::Illness;
use super::letting::Letting;
use super::obligations::{FamilyHelp, OtherDebts, OtherHomes};
use super::wages::Wages;
use crate::random::Distribution;
use crate::random::distribution::zero;
use crate::random::survey::Survey;

/// The household at origination and its monthly budget; months of cash count spending plus the
/// first instalment at `reference_down_payment`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(extend("x-alternatives" = [["price_to_income_years", "income_monthly"]]))]
#[serde(deny_unknown_fields)]
pub struct Household {
    /// Price of the home in currency units, above 0.
    #[schemars(extend("exclusiveMinimum" = 0))]
    pub home_price: Distribution,
    /// Name of the `[[region]]` whose index and labour market it meets; absent: those of `[price]` and `[labour]`.
    #[serde(default)]
    pub region: Option<String>,
    /// Surveyed households, of which each is one; absent: none.
    #[serde(default)]
    pub survey: Option<Survey>,
    /// Home price divided by yearly income, above 0; instead of `income_monthly`.
    #[serde(default)]
    #[schemars(extend("exclusiveMinimum" = 0))]
    pub price_to_income_years: Option<Distribution>,
    /// Income per month in currency units, 0 or more; instead of `price_to_income_years`.
    #[serde(default)]
    #[schemars(extend("minimum" = 0))]
    pub income_monthly: Option<Distribution>,
    /// Volatility of the home's own value around the index, per square root of a year, 0 to 2.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "maximum" = 2))]
    pub home_volatility_annual: f64,
    /// Share of households that are investors, 0 to 1.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub investor_frac: f64,
    /// What the opening cash is given by.
    #[serde(default)]
    pub cash_mode: CashKind,
    /// Opening cash in months of need, 0 to 600; with `cash_mode = "months"`.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "maximum" = 600, "x-with" = { "cash_mode": "months" }))]
    pub cash_months: Option<Distribution>,
    /// Opening cash in currency units, 0 or more; with `cash_mode = "amount"`.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "x-with" = { "cash_mode": "amount" }))]
    pub cash: Option<Distribution>,
    /// Savings before down payment and buying costs, 0 or more; with `cash_mode = "savings"`.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "x-with" = { "cash_mode": "savings" }))]
    pub savings: Option<Distribution>,
    /// Down-payment ratio at which a month of need is counted, 0 or more, below 1.
    #[serde(default = "default_reference")]
    #[schemars(extend("minimum" = 0, "exclusiveMaximum" = 1))]
    pub reference_down_payment: f64,
    /// Essential spending as a share of income at origination, 0 to 2.
    #[serde(default = "zero")]
    #[schemars(extend("minimum" = 0, "maximum" = 2))]
    pub essential_spending_frac: Distribution,
    /// Discretionary spending as a share of income at origination, 0 to 2.
    #[serde(default = "zero")]
    #[schemars(extend("minimum" = 0, "maximum" = 2))]
    pub discretionary_spending_frac: Distribution,
    /// Discretionary spending stops while cash is below this many months of need, 0 to 600.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "maximum" = 600))]
    pub discretionary_cut_below_months: f64,
    /// Surplus fills cash up to this many months of need, 0 to 600.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "maximum" = 600))]
    pub buffer_target_months: f64,
    /// Share of the surplus beyond the buffer that is kept as cash, 0 to 1.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub saved_share: f64,
    /// Cash held back from debt payments, in months of essential spending, 0 to 600.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "maximum" = 600))]
    pub cash_minimum_months: f64,
    /// Share of the wage that stays when the job is lost, 0 to 1.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub floor_income_frac: f64,
    /// Unemployment benefit as a share of the wage, 0 to 1.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub benefit_frac: f64,
    /// Months for which the benefit is paid, 0 to 600.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "maximum" = 600))]
    pub benefit_months: u32,
    /// Limit of the credit line in months of income, 0 to 600.
    #[serde(default = "zero")]
    #[schemars(extend("minimum" = 0, "maximum" = 600))]
    pub credit_limit_months_of_income: Distribution,
    /// Interest on the credit line per year, 0 to 2.
    #[serde(default = "default_credit_rate")]
    #[schemars(extend("minimum" = 0, "maximum" = 2))]
    pub credit_rate_annual: f64,
    /// Growth of spending per year, in yearly steps, -0.5 to 1; absent: none.
    #[serde(default)]
    #[schemars(extend("minimum" = -0.5, "maximum" = 1))]
    pub spending_growth_annual: Option<f64>,
    /// Whether spending follows consumer prices, in yearly steps, beside its growth; absent: it does not.
    #[serde(default)]
    pub spending_follows_inflation: Option<bool>,
    /// How wages move.
    #[serde(default)]
    pub wages: Option<Wages>,
    /// A second earner.
    #[serde(default)]
    pub second_earner: Option<SecondEarner>,
    /// Earners who work for themselves.
    #[serde(default)]
    pub self_employment: Option<SelfEmployment>,
    /// Illness.
    #[serde(default)]
    pub illness: Option<Illness>,
    /// Rent from the home.
    #[serde(default)]
    pub letting: Option<Letting>,
    /// Other debts.
    #[serde(default)]
    pub other_debts: Option<OtherDebts>,
    /// Other homes.
    #[serde(default)]
    pub other_homes: Option<OtherHomes>,
    /// A family that helps once.
    #[serde(default)]
    pub family_help: Option<FamilyHelp>,
    /// Correlated draws of price, income and cash.
    #[serde(default)]
    pub correlation: Option<OriginationCorrelation>,
}

/// What the opening cash is given by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "CashMode")]
#[serde(rename_all = "kebab-case")]
pub enum CashKind {
    /// Months of need, the same in every cell (`cash_months`).
    #[default]
    Months,
    /// An amount after closing (`cash`).
    Amount,
    /// Savings from which down payment and buying costs are paid (`savings`).
    Savings,
}

/// Cash after closing.
#[derive(Clone, Copy, Debug)]
pub enum Cash<'a> {
    /// So many months of need, the same in every cell.
    Months(&'a Distribution),
    /// An amount after closing.
    Amount(&'a Distribution),
    /// Savings before the purchase; what is left is cash, and a negative rest refuses the household.
    Savings(&'a Distribution),
}

/// Where income comes from.
#[derive(Clone, Copy, Debug)]
pub enum Income<'a> {
    /// A month's wage.
    Monthly(&'a Distribution),
    /// Price ÷ yearly income.
    PriceToIncomeYears(&'a Distribution),
}

/// Stands where a checked config has a distribution.
const ABSENT: Distribution = Distribution::Constant(f64::NAN);

impl Household {
    /// Where income comes from.
    pub fn income(&self) -> Income<'_> {
        match &self.income_monthly {
            Some(monthly) => Income::Monthly(monthly),
            None => Income::PriceToIncomeYears(self.price_to_income_years.as_ref().unwrap_or(&ABSENT)),
        }
    }

    /// Cash after closing.
    pub fn cash(&self) -> Cash<'_> {
        match self.cash_mode {
            CashKind::Months => Cash::Months(self.cash_months.as_ref().unwrap_or(&ABSENT)),
            CashKind::Amount => Cash::Amount(self.cash.as_ref().unwrap_or(&ABSENT)),
            CashKind::Savings => Cash::Savings(self.savings.as_ref().unwrap_or(&ABSENT)),
        }
    }

    /// Growth of spending a year, in steps at months 13, 25, ….
    pub fn spending_growth_annual(&self) -> f64 {
        self.spending_growth_annual.unwrap_or(0.0)
    }
}

fn default_reference() -> f64 {
    0.30
}

fn default_credit_rate() -> f64 {
    0.18
}
