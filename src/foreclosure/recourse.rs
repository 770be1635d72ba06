//! What is owed after the home is gone, equation (26).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::claim_sale::ClaimSale;
use crate::loan::{to_grain, unit_present_value};

/// What a household that walks away has to reckon with: seizable cash, and a garnished wage over the term.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Collectable {
    /// 1 where cash is seized, 0 without recourse.
    pub cash_weight: f64,
    /// Share of the wage: garnished share × what the allowance leaves, 0 without recourse.
    pub wage_share: f64,
    /// Months of garnishment.
    pub months: u32,
}

impl Collectable {
    /// Present value of garnishing a wage of 1 at a monthly rate.
    pub fn unit_wage_value(&self, rate_monthly: f64) -> f64 {
        if self.wage_share > 0.0 { self.wage_share * unit_present_value(rate_monthly, self.months) } else { 0.0 }
    }
}

/// What the household owes after the home is gone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Recourse {
    /// Whether the household is liable for a deficiency.
    pub kind: RecourseKind,
    /// Share of income above the allowance that is collected, 0 to 1.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub garnished_share: f64,
    /// Income left to the household, as a share of its wage, 0 to 10.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "maximum" = 10))]
    pub allowance_income_frac: f64,
    /// Whether the allowance follows consumer prices, in yearly steps; absent: it does not.
    #[serde(default)]
    pub allowance_follows_inflation: Option<bool>,
    /// Months of collection from settlement, 0 to 600.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "maximum" = 600))]
    pub collection_months: u32,
    /// Months from settlement after which the rest is forgiven, 1 to 600; absent: never.
    #[serde(default)]
    #[schemars(extend("minimum" = 1, "maximum" = 600))]
    pub discharge_months: Option<u32>,
    /// Months from settlement after which the lender writes off what is still owed, 0 to 600; absent: when collection
    /// ends. The household owes it all the same.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "maximum" = 600))]
    pub write_off_months: Option<u32>,
    /// Interest on the deficiency per year, 0 to 1; absent: the contract rate at settlement, none under a payment plan.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub interest_annual: Option<f64>,
    /// Sale of what is left of the claim; absent: the lender keeps it.
    #[serde(default)]
    pub claim_sale: Option<ClaimSale>,
}

/// Whether the household is liable for a deficiency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RecourseKind {
    /// Liable for all of it.
    Full,
    /// Pays a share of income for `discharge_months`, then the rest is forgiven; cash is not seized (an IVA or a DRP).
    PaymentPlan,
    /// The deficiency ends with the home.
    None,
}

/// Recourse in a cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum RecourseParameters {
    /// The debt ends with the home.
    None,
    /// The household owes the rest.
    Full(Collection),
}

/// How the rest is collected.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Collection {
    /// Share of income above the allowance that is taken.
    pub garnished_share: f64,
    /// Living allowance ÷ wage.
    pub allowance_income_frac: f64,
    /// Months of collection counted from settlement.
    pub collection_months: u32,
    /// Months after which the rest is forgiven; `None`: never.
    pub discharge_months: Option<u32>,
    /// Annual interest on the rest; `None`: the contract rate at settlement.
    pub interest_annual: Option<f64>,
    /// Months from settlement after which the lender gives up in its books what is still owed; `None`: when collection
    /// ends. The household owes it all the same.
    pub write_off_months: Option<u32>,
    /// Whether all cash is taken at once; not under a payment plan.
    pub seizes_cash: bool,
    /// Sale of what is left of the claim.
    pub claim_sale: Option<ClaimSale>,
}

impl Collection {
    /// Months in which something is taken.
    pub fn months(&self) -> u32 {
        self.discharge_months.map_or(self.collection_months, |discharge| discharge.min(self.collection_months))
    }

    /// Whether the lender writes off in `month`, or has before, a claim settled in `settlement`.
    pub fn writes_off(&self, settlement: u32, month: u32) -> bool {
        self.write_off_months.is_some_and(|months| month >= settlement + months)
    }

    /// Whether the rest is forgiven when collection ends.
    pub fn ends_in_discharge(&self) -> bool {
        self.discharge_months.is_some_and(|discharge| discharge <= self.collection_months)
    }

    /// Taken of a month's income at most; `allowance_index` is the allowance of the month ÷ that of origination.
    pub fn garnishable(&self, income: f64, wage: f64, allowance_index: f64) -> f64 {
        let above = income - to_grain(self.allowance_income_frac * wage * allowance_index);
        if above > 0.0 { to_grain(self.garnished_share * above) } else { 0.0 }
    }

    /// Share of a wage that is taken of it, in a month in work.
    fn garnishable_frac(&self) -> f64 {
        let above = 1.0 - self.allowance_income_frac;
        if above > 0.0 { self.garnished_share * above } else { 0.0 }
    }
}

impl From<&Recourse> for RecourseParameters {
    fn from(recourse: &Recourse) -> Self {
        let full = Collection {
            garnished_share: recourse.garnished_share,
            allowance_income_frac: recourse.allowance_income_frac,
            collection_months: recourse.collection_months,
            discharge_months: recourse.discharge_months,
            interest_annual: recourse.interest_annual,
            write_off_months: recourse.write_off_months,
            seizes_cash: true,
            claim_sale: recourse.claim_sale,
        };
        match recourse.kind {
            RecourseKind::None => Self::None,
            RecourseKind::Full => Self::Full(full),
            RecourseKind::PaymentPlan => Self::Full(Collection {
                collection_months: recourse.discharge_months.unwrap_or(recourse.collection_months),
                interest_annual: Some(recourse.interest_annual.unwrap_or(0.0)),
                seizes_cash: false,
                ..full
            }),
        }
    }
}

impl RecourseParameters {
    /// Months of collection beyond settlement.
    pub fn collection_months(&self) -> u32 {
        match self {
            Self::None => 0,
            Self::Full(collection) => collection.months(),
        }
    }

    /// What a household that walks away has to reckon with.
    pub fn collectable(&self) -> Collectable {
        match self {
            Self::None => Collectable { cash_weight: 0.0, wage_share: 0.0, months: 0 },
            Self::Full(collection) => Collectable {
                cash_weight: if collection.seizes_cash { 1.0 } else { 0.0 },
                wage_share: collection.garnishable_frac(),
                months: collection.discharge_months.unwrap_or(collection.collection_months),
            },
        }
    }
}
