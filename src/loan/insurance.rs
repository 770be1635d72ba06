//! Mortgage insurance at origination: which loans it covers, how far, and what it costs, equations (174) and (175). What
//! becomes of it after a default is the insurer's file, `foreclosure/insurer.rs`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::to_grain;

/// Mortgage insurance of loans above a loan-to-value ratio at origination; loans up to it are not insured.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Insurance {
    /// Loan ÷ the lower of price and appraisal up to which the lender bears all losses itself, above 0, below 1.
    #[schemars(extend("exclusiveMinimum" = 0, "exclusiveMaximum" = 1))]
    pub threshold_ltv: f64,
    /// Loan ÷ the lower of price and appraisal up to which loans are insured, above `threshold_ltv`, at most 1; absent: any.
    /// Above it nobody lends.
    #[serde(default)]
    #[schemars(extend("exclusiveMinimum" = 0, "maximum" = 1))]
    pub ceiling_ltv: Option<f64>,
    /// Price up to which a loan on a home is insured, currency units, above 0; absent: any. On a dearer home nobody lends more
    /// than `threshold_ltv`.
    #[serde(default)]
    #[schemars(extend("exclusiveMinimum" = 0))]
    pub maximum_price: Option<f64>,
    /// Months from settlement to the payment of a claim, 0 to 120.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "maximum" = 120))]
    pub claim_months: u32,
    /// Months from origination in which a default is not covered, 0 to 600.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "maximum" = 600))]
    pub waiting_months: u32,
    /// Who has what is collected after a claim.
    #[serde(default)]
    pub recoveries: Recoveries,
    /// Premium as a share of the loan, each time it is due, 0 to 1.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub premium_frac: f64,
    /// When the premium is due.
    #[serde(default)]
    pub premium: PremiumKind,
    /// Who pays the premium.
    #[serde(default)]
    pub premium_payer: PremiumPayer,
    /// Whether a single premium of the household's is added to the loan.
    #[serde(default)]
    pub premium_financed: bool,
}

/// Who has what is collected after a claim: the insurer has taken the lender's place as far as it has paid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Recoveries {
    /// The lender until its own loss is made good, then the insurer.
    #[default]
    LenderFirst,
    /// Both at once, the insurer by its share of the deficiency.
    ProRata,
}

/// When the premium is due.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PremiumKind {
    /// At the purchase.
    #[default]
    Once,
    /// In months 1, 13, 25, … of the term, as long as there was no default.
    Yearly,
}

/// Who pays the premium.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PremiumPayer {
    /// The household.
    #[default]
    Household,
    /// The lender.
    Lender,
}

/// The insurance of one loan. Money in currency units.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Cover {
    /// Largest claim ÷ debt at default; 0 for a loan that is not insured.
    pub insured_frac: f64,
    /// Premium each time it is due.
    pub premium: f64,
    /// What the household pays of it at the purchase, financed or in cash.
    pub paid_at_purchase: f64,
    /// What is added to the loan.
    pub financed: f64,
    /// What the household pays each year.
    pub paid_yearly: f64,
}

impl Insurance {
    /// Of a loan, a premium that is added to it left out, with so much `beside` it of the same or a prior rank, against a home of
    /// which the lender lends on `lendable`: the lower of price and appraisal.
    pub fn cover(&self, loan: f64, beside: f64, lendable: f64) -> Cover {
        let ltv = (loan + beside) / lendable;
        if ltv.is_nan() || ltv <= self.threshold_ltv {
            return Cover::default();
        }
        let premium = to_grain(self.premium_frac * loan);
        let of_household = if self.premium_payer == PremiumPayer::Household { premium } else { 0.0 };
        let is_once = self.premium == PremiumKind::Once;
        Cover {
            insured_frac: (ltv - self.threshold_ltv) / ltv,
            premium,
            paid_at_purchase: if is_once { of_household } else { 0.0 },
            financed: if is_once && self.premium_financed { of_household } else { 0.0 },
            paid_yearly: if is_once { 0.0 } else { of_household },
        }
    }

    /// The same of a loan granted so many months before month 0: less is left of the waiting.
    pub fn after(self, months: u32) -> Self {
        Self { waiting_months: self.waiting_months.saturating_sub(months), ..self }
    }

    /// Whether some loans are not lent for want of an insurer.
    pub fn has_limits(&self) -> bool {
        self.ceiling_ltv.is_some() || self.maximum_price.is_some()
    }

    /// Equation (222): whether a loan needs no insurance, or can have it.
    pub fn accepts(&self, loan: f64, lendable: f64, price: f64) -> bool {
        let needs_none = loan / lendable <= self.threshold_ltv;
        let is_within = self.ceiling_ltv.is_none_or(|ceiling_ltv| loan <= to_grain(lendable * ceiling_ltv));
        needs_none || (is_within && self.maximum_price.is_none_or(|maximum| price <= to_grain(maximum)))
    }

    /// Whether a yearly premium is due in a month from the origination of a loan of such a term.
    pub fn is_due_yearly(&self, month: u32, term_months: u32) -> bool {
        self.premium == PremiumKind::Yearly && month % 12 == 1 && month <= term_months
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const INSURANCE: Insurance = Insurance {
        threshold_ltv: 0.7,
        ceiling_ltv: None,
        maximum_price: None,
        claim_months: 0,
        waiting_months: 0,
        recoveries: Recoveries::LenderFirst,
        premium_frac: 0.02,
        premium: PremiumKind::Once,
        premium_payer: PremiumPayer::Household,
        premium_financed: true,
    };

    #[test]
    fn what_is_accepted() {
        let limited = Insurance { ceiling_ltv: Some(0.85), maximum_price: Some(5e6), ..INSURANCE };
        let accepts = |ltv: f64, price: f64| limited.accepts(to_grain(price * ltv), price, price);
        assert_eq!([0.7, 0.71, 0.85, 0.8501].map(|ltv| accepts(ltv, 4e6)), [true, true, true, false]);
        assert_eq!([0.7, 0.71].map(|ltv| accepts(ltv, 5e6 + 0.01)), [true, false]);
        assert!(accepts(0.85, 5e6) && INSURANCE.accepts(0.99e7, 1e7, 1e7));
    }

    /// A loan of 90% above a threshold of 70% is insured for 2/9 of its debt, one of 70% not at all.
    #[test]
    fn by_hand() {
        let cover = INSURANCE.cover(900_000.0, 0.0, 1_000_000.0);
        assert!((cover.insured_frac - 2.0 / 9.0).abs() < 1e-15);
        assert_eq!((cover.paid_at_purchase, cover.financed, cover.paid_yearly), (18_000.0, 18_000.0, 0.0));
        assert_eq!(INSURANCE.cover(700_000.0, 0.0, 1_000_000.0), Cover::default());
        let shared = INSURANCE.cover(500_000.0, 400_000.0, 1_000_000.0);
        assert!((shared.insured_frac - 2.0 / 9.0).abs() < 1e-15);
        assert_eq!(shared.premium, 10_000.0);
        let yearly = Insurance { premium: PremiumKind::Yearly, ..INSURANCE };
        assert_eq!(yearly.cover(900_000.0, 0.0, 1_000_000.0).paid_yearly, 18_000.0);
        let due: Vec<u32> = (1..60).filter(|month| yearly.is_due_yearly(*month, 36)).collect();
        assert_eq!(due, [1, 13, 25]);
    }
}
