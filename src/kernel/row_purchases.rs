//! The day of purchase of a tape's loans: what a row holds stands in place of what its cell draws, so that no two households share
//! anything.

use std::ops::Range;

use super::paths::PathLanes;
use super::purchases::{FirstRates, PurchaseLanes, Purchases};
use crate::household::OriginationDraws;
use crate::random::Streams;
use crate::study::Study;
use crate::tape::Tape;
use crate::world::WorldPath;

impl PurchaseLanes {
    /// Every loan of the block makes some of the purchases.
    pub(super) fn buy_rows(
        &mut self,
        which: Range<usize>,
        purchases: &Purchases,
        (study, tape): (&Study, &Tape),
        streams: &Streams,
        paths: &PathLanes,
        worlds: &[WorldPath],
    ) {
        for purchase in which {
            let (base, lanes) = (&study.cells[purchases.cell(purchase)], &mut self.lanes[purchase]);
            let mut cell = base.clone();
            for segment in &paths.segments {
                let rates = &worlds[segment.world].policy_rate_annual;
                for lane in segment.start..segment.end {
                    cell.take_up(base, tape.loan(paths.number(lane, study)).1);
                    let mut draws = OriginationDraws::new(streams, paths.who(lane));
                    let means = cell.household.means(&mut draws);
                    lanes.forget_unit();
                    lanes.buy(&cell, FirstRates::of(&cell, |model, month| rates[model][month]), &means, &mut draws);
                }
            }
        }
    }
}
