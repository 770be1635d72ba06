//! Regions, each with an index of its own: what their innovations have in common, equations (250) to (252).

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Labour, PriceModel};
use crate::random::correlation::lower_factor;

/// Most regions: a slot of a stream each, beside that of the study.
pub const MOST_REGIONS: usize = 255;

/// A region with an index of its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// Its name, as the column `region` of a tape or `household.region` has it; unique.
    #[schemars(extend("minLength" = 1))]
    pub name: String,
    /// Its index model, overlays of `[price]` laid over it too; absent: that of `[price]`, with innovations of the region.
    #[serde(default)]
    pub price: Option<PriceModel>,
    /// Correlation of its price innovation with that of the study, -1 to 1: 0 is independent of all others, 1 the study's own. Needed
    /// where there is an innovation, unless `correlation` tells how regions move together.
    #[serde(default)]
    #[schemars(extend("minimum" = -1, "maximum" = 1))]
    pub loading: Option<f64>,
    /// Correlations of its price innovation with those of other regions by name, each pair in one of the two; their matrix must be
    /// positive definite. Absent in all regions: products of loadings.
    #[serde(default)]
    #[schemars(extend("additionalProperties" = { "type": "number", "minimum": -1, "maximum": 1 }))]
    pub correlation: Option<BTreeMap<String, f64>>,
    /// Its labour market; absent: that of `[labour]`, with innovations by `labour_loading`.
    #[serde(default)]
    pub labour: Option<Labour>,
    /// Correlation of its labour innovation with that of the study, -1 to 1; 1, the default, is the study's own.
    #[serde(default)]
    #[schemars(extend("minimum" = -1, "maximum" = 1))]
    pub labour_loading: Option<f64>,
    /// Loans of the tape there ÷ households with a mortgage there, above 0, at most 1; beside `[feedback]`; absent:
    /// `feedback.market_share_frac`.
    #[serde(default)]
    #[schemars(extend("exclusiveMinimum" = 0, "maximum" = 1))]
    pub market_share_frac: Option<f64>,
}

impl Region {
    /// Its index model, where that of the study is `of_study`: overlays of the study come first.
    pub fn price_model(&self, of_study: &PriceModel) -> PriceModel {
        let Some(own) = &self.price else { return of_study.clone() };
        let mut model = own.clone();
        if let Some(of_all) = &of_study.common.overlay {
            let own = own.common.overlay.iter().flatten();
            model.common.overlay = Some(of_all.iter().chain(own).cloned().collect());
        }
        model
    }

    /// Its labour market, where that of the study is `of_study`.
    pub fn labour_market<'a>(&'a self, of_study: &'a Labour) -> &'a Labour {
        self.labour.as_ref().unwrap_or(of_study)
    }
}

/// What an innovation is made of: loading·z̄ + Σ weight·ε of slots, z̄ that of the study.
#[derive(Clone, Debug, PartialEq)]
pub struct Innovation {
    loading: f64,
    /// Slots and weights, in order of slots; none of them 0.
    own: Vec<(usize, f64)>,
    /// Slot of what else a model draws: spread and jumps.
    pub slot: usize,
}

impl Innovation {
    /// That of the study itself.
    pub const OF_STUDY: Self = Self { loading: 1.0, own: Vec::new(), slot: 0 };

    /// That of a region, from its loading and a row of weights by region; a loading of 1 is the study's own.
    fn of_region(place: usize, loading: f64, weights: impl IntoIterator<Item = f64>) -> Self {
        if loading == 1.0 {
            return Self::OF_STUDY;
        }
        let own = weights.into_iter().enumerate().filter(|(_, weight)| *weight != 0.0);
        Self { loading, own: own.map(|(region, weight)| (region + 1, weight)).collect(), slot: place + 1 }
    }

    /// That of a region alone with the study's, of the given correlation, equation (250).
    pub fn one_factor(place: usize, loading: f64) -> Self {
        let rest = ((1.0 - loading) * (1.0 + loading)).sqrt();
        Self::of_region(place, loading, (0..=place).map(|region| if region == place { rest } else { 0.0 }))
    }

    /// Slots that it takes beside that of the study.
    pub fn slots(&self) -> impl Iterator<Item = usize> + '_ {
        self.own.iter().map(|(slot, _)| *slot)
    }

    /// Its value, from the study's and those of slots.
    pub fn mix(&self, of_study: f64, of_slot: impl Fn(usize) -> f64) -> f64 {
        self.own.iter().fold(self.loading * of_study, |sum, (slot, weight)| sum + weight * of_slot(*slot))
    }
}

/// Why the correlations of regions are no matrix that can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Impossible {
    /// Nobody says how these two regions move together.
    Untold(usize, usize),
    /// The region cannot move so with those before it and with the study.
    NotPositiveDefinite(usize),
}

/// Price innovations of regions, in their order, equations (250) and (251).
///
/// # Errors
/// Why there are none.
pub fn price_innovations(regions: &[Region]) -> Result<Vec<Innovation>, Impossible> {
    let loading = |region: &Region| region.loading.unwrap_or(0.0);
    if regions.iter().all(|region| region.correlation.is_none()) {
        let of = |(place, region): (usize, &Region)| Innovation::one_factor(place, loading(region));
        return Ok(regions.iter().enumerate().map(of).collect());
    }
    let told = |of: &Region, with: &Region| of.correlation.as_ref().and_then(|of| of.get(&with.name)).copied();
    let mut rest = Vec::new();
    for (row, of) in regions.iter().enumerate() {
        let mut line = Vec::new();
        for (column, with) in regions[..row].iter().enumerate() {
            let correlation = told(of, with).or_else(|| told(with, of)).ok_or(Impossible::Untold(row, column))?;
            line.push(correlation - loading(of) * loading(with));
        }
        line.push((1.0 - loading(of)) * (1.0 + loading(of)));
        rest.push(line);
    }
    let factor = lower_factor(&rest).map_err(Impossible::NotPositiveDefinite)?;
    let of = |(place, row): (usize, Vec<f64>)| Innovation::of_region(place, loading(&regions[place]), row);
    Ok(factor.into_iter().enumerate().map(of).collect())
}
