//! What a purchase costs beside the price, by parts, equation (171): deed tax by floor area, value-added tax of a home that its
//! seller held for less than two years, agency, what costs the same at any price.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::to_grain;
use crate::random::Distribution;

/// Buying costs by parts, paid by the buyer; instead of `buying_cost_frac`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BuyingCosts {
    /// Floor area of the home in square metres, above 0, at most 10000; needed where a band of the deed tax has an end.
    #[serde(default)]
    #[schemars(extend("exclusiveMinimum" = 0, "maximum" = 10_000))]
    pub area_m2: Option<Distribution>,
    /// Bands of the deed tax by floor area, smallest first; the last has no end.
    #[serde(default)]
    #[schemars(extend("maxItems" = 12))]
    pub deed_tax: Vec<DeedTaxBand>,
    /// Value-added tax on homes sold soon after they were bought, borne by the buyer.
    #[serde(default)]
    pub vat: Option<Vat>,
    /// Agency fee as a share of the price, 0 to 1.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub agency_frac: f64,
    /// Costs that are the same at any price (registration, appraisal), in currency units, 0 or more.
    #[serde(default)]
    #[schemars(extend("minimum" = 0))]
    pub fixed_amount: f64,
}

/// Deed tax of homes up to an area, all of the price at one rate.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DeedTaxBand {
    /// Largest floor area of the band in square metres, itself in it, above 0, at most 10000; absent: no end.
    #[serde(default)]
    #[schemars(extend("exclusiveMinimum" = 0, "maximum" = 10_000))]
    pub up_to_m2: Option<f64>,
    /// Tax on a first home as a share of the price, 0 to 1.
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub first_home_frac: f64,
    /// Tax on a second home (an investor's, or of an owner of other homes) as a share of the price, 0 to 1.
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub second_home_frac: f64,
}

/// Value-added tax on homes sold soon after they were bought, borne by the buyer.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Vat {
    /// Tax as a share of the price, 0 to 1.
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub frac: f64,
    /// Share of homes that their seller held for less than two years, 0 to 1.
    #[schemars(extend("minimum" = 0, "maximum" = 1))]
    pub held_under_two_years_frac: f64,
}

/// A home as tax offices look at it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TaxedHome {
    /// Price paid, currency units.
    pub price: f64,
    /// Floor area in square metres.
    pub area_m2: f64,
    /// Whether its buyer has another.
    pub is_second: bool,
    /// Whether its seller held it for less than two years.
    pub is_held_short: bool,
}

/// Buying costs of a home by parts, currency units.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CostParts {
    /// The single share of the price.
    pub share: f64,
    /// Deed tax.
    pub deed_tax: f64,
    /// Value-added tax.
    pub vat: f64,
    /// Agency.
    pub agency: f64,
    /// What is the same at any price.
    pub fixed: f64,
}

impl BuyingCosts {
    /// What a home costs beside its price.
    pub fn of(&self, home: TaxedHome) -> CostParts {
        let TaxedHome { price, area_m2, is_second, is_held_short } = home;
        let band = self.deed_tax.iter().find(|band| band.up_to_m2.is_none_or(|end| area_m2 <= end));
        let deed_tax_frac =
            band.map_or(0.0, |band| if is_second { band.second_home_frac } else { band.first_home_frac });
        let vat_frac = self.vat.filter(|_| is_held_short).map_or(0.0, |vat| vat.frac);
        CostParts {
            share: 0.0,
            deed_tax: to_grain(deed_tax_frac * price),
            vat: to_grain(vat_frac * price),
            agency: to_grain(self.agency_frac * price),
            fixed: to_grain(self.fixed_amount),
        }
    }
}

impl CostParts {
    /// All of them.
    pub fn total(&self) -> f64 {
        self.share + self.deed_tax + self.vat + self.agency + self.fixed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The mainland's deed tax since December 2024: 1% to 140 m², itself included; above it 1.5% of a first home, 2% of a second.
    #[test]
    fn by_hand() {
        let band =
            |up_to_m2, first_home_frac, second_home_frac| DeedTaxBand { up_to_m2, first_home_frac, second_home_frac };
        let costs = BuyingCosts {
            area_m2: None,
            deed_tax: vec![band(Some(140.0), 0.01, 0.01), band(None, 0.015, 0.02)],
            vat: Some(Vat { frac: 0.03, held_under_two_years_frac: 0.5 }),
            agency_frac: 0.02,
            fixed_amount: 500.0,
        };
        let of = |area_m2, is_second, is_held_short| {
            let parts = costs.of(TaxedHome { price: 2e6, area_m2, is_second, is_held_short });
            (parts.deed_tax, parts.vat, parts.total())
        };
        assert_eq!(of(140.0, true, false), (20_000.0, 0.0, 60_500.0));
        assert_eq!(of(140.1, false, false), (30_000.0, 0.0, 70_500.0));
        assert_eq!(of(141.0, true, true), (40_000.0, 60_000.0, 140_500.0));
    }
}
