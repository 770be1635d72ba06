//! How the worlds of a study are drawn: each by itself, in pairs of opposites, or spread evenly along leading directions.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::random::low_discrepancy::MOST_POINTS;

/// Most worlds of a study whose worlds are spread by points: so many in each of 32 batches.
pub const MOST_SPREAD_WORLDS: u32 = 32 * MOST_POINTS;

/// Worlds that lie more evenly than those drawn one by one, so that the same number of them tells an estimate better.
/// Errors are then those between batches of worlds (METHOD.md (292) to (297)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sampling {
    /// How worlds are drawn.
    pub method: Method,
    /// Leading directions along which `sobol` spreads worlds, 1 to 8: prices, work and rates on average over the months.
    #[serde(default = "four")]
    #[schemars(extend("minimum" = 1, "maximum" = 8))]
    pub directions: u8,
    /// With `sobol`: half of the worlds are drawn among the worst one in so many along the first direction, on which prices are low,
    /// and every estimate weights them accordingly, 2 to 1000, such as 20; absent: none is drawn more often than it happens.
    #[serde(default)]
    #[schemars(extend("minimum" = 2, "maximum" = 1000))]
    pub bad_worlds_one_in: Option<u32>,
}

/// How worlds are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// In pairs: the second world of a pair has the opposite of each shock of the first.
    Antithetic,
    /// Along leading directions by the points of a scrambled Sobol' sequence.
    Sobol,
}

fn four() -> u8 {
    4
}
