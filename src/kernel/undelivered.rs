//! Quiet households whose developer will fail: their instalments are kept account of, and they leave their lane in that month
//! (equation (90)).

use super::quiet::Quiet;

/// A home whose developer will fail.
#[derive(Clone, Copy, Debug)]
struct Undelivered {
    lane: usize,
    /// Month in which the developer fails, from 1.
    month: u32,
}

/// Homes of a cell whose developers will fail.
#[derive(Clone, Debug, Default)]
pub(super) struct UndeliveredHomes(Vec<Undelivered>);

impl UndeliveredHomes {
    /// Forgets all of them.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// The developer of a lane's home will fail in a month.
    pub fn push(&mut self, lane: usize, month: u32) {
        self.0.push(Undelivered { lane, month });
    }

    /// When the developer of a lane's home will fail; lanes were pushed in order.
    pub fn failure(&self, lane: usize) -> Option<u32> {
        let place = self.0.binary_search_by_key(&lane, |home| home.lane);
        place.ok().map(|place| self.0[place].month)
    }

    /// Quiet households whose developer fails this month.
    pub fn failing<'a>(&'a self, quiet: &'a Quiet, month: u32) -> impl Iterator<Item = usize> + 'a {
        let fails = move |home: &&Undelivered| home.month == month && quiet.active[home.lane] > 0.5;
        self.0.iter().filter(fails).map(|home| home.lane)
    }

    /// Adds the instalments of those that stayed in their lane: they have paid.
    pub fn add_instalments(&self, quiet: &mut Quiet) {
        for home in &self.0 {
            if quiet.active[home.lane] > 0.5 {
                quiet.instalments_paid[home.lane] += quiet.due[home.lane];
            }
        }
    }
}
