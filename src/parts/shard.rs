//! Shards: shares of a study's worlds, each run by itself, and what the part of one says so that it can be merged with the
//! others where there is no config.

use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::identity::Identity;
use crate::outcome::loan_sums::LoanRow;
use crate::outcome::{LoanBook, TallyShape};
use crate::report::Manifest;

/// One of several shards of a study.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shard {
    /// Which, from 1.
    pub number: u32,
    /// How many there are.
    pub of: u32,
}

impl Shard {
    /// Its worlds, of a study of so many. Shards are as even as can be: their numbers of worlds differ by one at most.
    pub fn worlds(self, worlds: u32) -> Range<u32> {
        let share = u64::from(worlds);
        let border = |shards: u32| (share * u64::from(shards) / u64::from(self.of.max(1))) as u32;
        border(self.number.saturating_sub(1))..border(self.number)
    }

    /// What it adds to the name of a folder, so that names stand in the order of the shards.
    pub fn suffix(self) -> String {
        let digits = self.of.to_string().len();
        format!("shard-{:0digits$}-of-{}", self.number, self.of)
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "shard {} of {}", self.number, self.of)
    }
}

impl FromStr for Shard {
    type Err = String;

    /// As it is typed: `3/8`.
    fn from_str(text: &str) -> Result<Self, String> {
        let whole = |text: &str| Some(text).filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()))?.parse().ok();
        let parts = text.split_once('/').and_then(|(number, of)| Some((whole(number)?, whole(of)?)));
        match parts {
            None => Err("not a shard, such as 3/8 for the third of eight".to_owned()),
            Some((_, 0)) => Err("a study has one shard at least".to_owned()),
            Some((0, of)) => Err(format!("shards are counted from 1: the first is 1/{of}")),
            Some((number, of)) if number > of => {
                Err(format!("there is no shard {number} of {of}: the last is {of}/{of}"))
            }
            Some((number, of)) => Ok(Self { number, of }),
        }
    }
}

/// Which worlds a part is to have, and all that results of the whole study are made of beside them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Share {
    /// The shard that was asked for.
    pub shard: Shard,
    /// The first world it is to have.
    pub first_world: u32,
    /// The world after the last it is to have.
    pub end_world: u32,
    /// The manifest that results of the whole study have: no files and no digest.
    pub manifest: Manifest,
    /// How much the study counts of everything.
    pub shape: TallyShape,
    /// Which price model each cell uses.
    pub price_of_cell: Vec<usize>,
    /// The loans that are told one by one, if any are.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub loan_book: Option<LoanBook>,
}

impl Share {
    /// Of a shard of the study with such a manifest.
    pub fn new(
        shard: Shard,
        manifest: Manifest,
        shape: TallyShape,
        price_of_cell: Vec<usize>,
        loan_book: Option<LoanBook>,
    ) -> Self {
        // More worlds than a study can have are no worlds of one.
        let Range { start, end } = shard.worlds(u32::try_from(manifest.worlds).unwrap_or(u32::MAX));
        Self { shard, first_world: start, end_world: end, manifest, shape, price_of_cell, loan_book }
    }

    /// The worlds it is to have.
    pub fn worlds(&self) -> Range<u32> {
        self.first_world..self.end_world
    }

    /// The same shard of the same study, told perhaps in other words.
    pub fn is_like(&self, other: &Self) -> bool {
        (self.shard, self.worlds(), &self.manifest.hash) == (other.shard, other.worlds(), &other.manifest.hash)
    }

    /// Whether it can be of such a study.
    pub(super) fn is_of(&self, identity: &Identity) -> bool {
        let Self { shard, manifest, shape, price_of_cell, loan_book, .. } = self;
        let sizes = (manifest.worlds, manifest.households) == (u64::from(identity.worlds), identity.households);
        let cells =
            [manifest.cells.len(), shape.cells, price_of_cell.len()].iter().all(|cells| *cells == identity.cells);
        let is_same = manifest.hash == identity.hash
            && (manifest.seed, manifest.value_version) == (identity.seed, identity.value_version);
        let prices = price_of_cell.iter().all(|price| *price < shape.price_models);
        let rows = loan_book.as_ref().map_or(&[][..], |book| &book.rows);
        let is_known = |row: &LoanRow| {
            usize::from(row.pool) < shape.extras.segments && (row.place as usize) < rows.len() && row.loans > 0
        };
        let loans = rows.len() == shape.extras.loans_told && rows.iter().all(is_known);
        sizes && cells && is_same && prices && loans && self.worlds() == shard.worlds(identity.worlds)
    }
}
