//! Which paths a block holds: consecutive (world, household) pairs, a lane each.

use crate::random::Who;
use crate::study::Study;

/// Paths of a block: what one thread keeps of lives and purchases then stays in the second-level cache.
pub const LANES: usize = 120;

/// A stretch of consecutive paths; path number = world × households + household.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PathRange {
    /// Number of the first path.
    pub first: u64,
    /// Paths in the stretch.
    pub count: usize,
}

/// The lanes of one world within a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Its world, counted from the block's first.
    pub world: usize,
    /// Its first lane.
    pub start: usize,
    /// The lane after its last.
    pub end: usize,
}

/// World and household of every lane.
#[derive(Clone, Debug, Default)]
pub struct PathLanes {
    /// Low words of household numbers, or of the keys of a tape's loans.
    pub household_low: Vec<u32>,
    /// High words likewise.
    pub household_high: Vec<u32>,
    /// Number of each lane's world.
    pub world: Vec<u32>,
    /// Lanes by world, in order.
    pub segments: Vec<Segment>,
    /// World of the first lane.
    pub first_world: u32,
    /// Number of the first lane's household in its world.
    pub first_household: u64,
    /// Which of its lives each household lives.
    pub life: WhichLife,
}

/// Which life of its households a world is simulated with, equation (300).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WhichLife {
    /// That of every table.
    #[default]
    First,
    /// One more in the same world, independent of the first given the world.
    Second,
}

impl PathLanes {
    /// Takes up the paths of a range.
    pub fn assign(&mut self, study: &Study, range: PathRange) {
        self.household_low.clear();
        self.household_high.clear();
        self.world.clear();
        self.segments.clear();
        self.first_world = (range.first / study.households) as u32;
        self.first_household = range.first % study.households;
        let (mut world, mut household) = (self.first_world, self.first_household);
        for lane in 0..range.count {
            // What draws hang on.
            let key = study.tape.as_ref().map_or(household, |tape| tape.loan(household as usize).0);
            self.household_low.push(key as u32);
            self.household_high.push((key >> 32) as u32);
            self.world.push(world);
            let of_block = (world - self.first_world) as usize;
            match self.segments.last_mut() {
                Some(segment) if segment.world == of_block => segment.end = lane + 1,
                _ => self.segments.push(Segment { world: of_block, start: lane, end: lane + 1 }),
            }
            household += 1;
            if household == study.households {
                (world, household) = (world + 1, 0);
            }
        }
    }

    /// Whether the world of a segment begins with it.
    pub fn begins_world(&self, segment: &Segment) -> bool {
        segment.start > 0 || self.first_household == 0
    }

    /// Number of a lane's household in its world.
    pub fn number(&self, lane: usize, study: &Study) -> usize {
        ((self.first_household + lane as u64) % study.households) as usize
    }

    /// Number of lanes.
    pub fn count(&self) -> usize {
        self.world.len()
    }

    /// Number of worlds touched.
    pub fn worlds(&self) -> usize {
        self.segments.len()
    }

    /// World of a lane, counted from the block's first.
    pub fn local_world(&self, lane: usize) -> usize {
        (self.world[lane] - self.first_world) as usize
    }

    /// Whose draws those of a lane are: household and world. The world of second lives is 2³² − 1 − w (300), which is no world's
    /// number.
    pub fn who(&self, lane: usize) -> Who {
        let household = u64::from(self.household_high[lane]) << 32 | u64::from(self.household_low[lane]);
        let world = self.world[lane];
        Who { household, world: if self.life == WhichLife::First { world } else { !world } }
    }
}
