//! `[counterfactual]`: causes that are turned off, METHOD.md §5b.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Causes turned off, one by one, for the same households under the same draws; absent: none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Counterfactual {
    /// Whether homes lose value: if not, a home is worth its price or more to everyone, while the index moves as ever.
    pub price_falls: bool,
    /// Whether income fails: if not, no spells out of work, slumps, scars, wage shocks, leave, divorce, illness or vacancies.
    pub income_shocks: bool,
    /// Whether contract rates rise: if not, a floating rate is never above that of the first month.
    pub rate_rises: bool,
    /// Whether auctions bring less than the value: if not, the first round sells the home at its value.
    pub auction_losses: bool,
}

/// Key of a cause, and whether it is on.
pub type Switch = (&'static str, fn(&Counterfactual) -> bool);

impl Default for Counterfactual {
    fn default() -> Self {
        Self { price_falls: true, income_shocks: true, rate_rises: true, auction_losses: true }
    }
}

impl Counterfactual {
    /// Key and state of each cause, in the order of METHOD.md.
    pub const SWITCHES: [Switch; 4] = [
        ("price_falls", |it| it.price_falls),
        ("income_shocks", |it| it.income_shocks),
        ("rate_rises", |it| it.rate_rises),
        ("auction_losses", |it| it.auction_losses),
    ];

    /// Keys of the causes that are turned off, in the order of METHOD.md.
    pub fn turned_off(&self) -> Vec<&'static str> {
        Self::SWITCHES.into_iter().filter(|(_, is_on)| !is_on(self)).map(|(key, _)| key).collect()
    }
}
