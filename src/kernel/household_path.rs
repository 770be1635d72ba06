//! Where a household of a cell has got to on its path, from the day of purchase on.

use super::anniversaries::NOT_SEEN;
use super::case::Case;
use super::cell_world::OwnSchedule;
use super::standing::Standing;
use crate::household::{Origination, Outgo};

/// Which way a household moves on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Stage {
    /// At rest, from change to change.
    #[default]
    AtRest,
    /// Out of rest, month by month.
    OutOfRest,
    /// Its path has ended.
    Ended,
}

/// Where a household of a cell has got to.
#[derive(Clone, Debug, Default)]
pub(super) struct HouseholdPath {
    pub stage: Stage,
    /// Where it stands, while at rest.
    pub standing: Standing,
    /// Where it stands while out of rest, and what has happened to it; `None`: it has always been at rest.
    pub case: Option<Box<Case>>,
    /// What its loan runs on, once that is no longer its world's schedule.
    pub own: Option<Box<OwnSchedule>>,
    /// Pairs of bands at its anniversaries, the day of purchase first.
    pub bands: Vec<u8>,
}

impl HouseholdPath {
    /// A household on the day of purchase, to be looked at on so many anniversaries.
    pub fn begin(&mut self, origination: &Origination, outgo: Outgo, anniversaries: usize) {
        self.stage = Stage::AtRest;
        self.standing = Standing::new(origination, outgo);
        self.case = None;
        self.own = None;
        self.bands.clear();
        self.bands.resize(anniversaries, NOT_SEEN);
    }
}
