//! How a run is cut into legs: some whole worlds each. At the end of a leg all threads have come to the same place, and
//! what was simulated is a part that can be kept. Results do not depend on the cuts.

use std::ops::Range;
use std::time::Duration;

use super::chunk::Cuts;
use crate::outcome::WorldTable;
use crate::study::Study;

/// What a leg takes, about, where nobody asks for less: what an interruption costs.
pub const LEG: Duration = Duration::from_secs(4);
/// Chunks of each thread in a leg, at least, for every second that a leg is to take: threads wait for the last of them, so
/// that there are some dozens in a leg of the usual length.
const CHUNKS_PER_SECOND: f64 = 16.0;
/// Chunks of each thread in a leg that is cut short by what its rows take.
const FEWEST_CHUNKS: f64 = 2.0;
/// Largest change of length from one leg to the next: one moment says little of a machine that others use as well.
const CHANGE: f64 = 8.0;

/// Whether a study has more than one leg on so many threads: then the sum of the legs before is in memory beside what the
/// threads are adding up.
pub fn has_legs(study: &Study, threads: usize) -> bool {
    let first = Legs::new(study, &Cuts::of(study, threads), threads, LEG).next(0, study.worlds);
    first.end < study.worlds
}

/// Most worlds of a leg of a study on so many threads: their rows are in memory until it ends.
pub fn longest_leg(study: &Study, threads: usize) -> u32 {
    Legs::new(study, &Cuts::of(study, threads), threads, LEG).most.min(study.worlds)
}

/// Lengths of legs: the next is as long as the speed of the last suggests.
pub(super) struct Legs {
    target: Duration,
    /// Fewest worlds of a leg.
    least: u32,
    /// Most worlds of a leg: their rows are in memory until it ends.
    most: u32,
    /// Worlds of the next.
    worlds: u32,
}

impl Legs {
    /// Of a study on so many threads; a leg is to take about `target`, and has a world at least, however long that takes.
    pub fn new(study: &Study, cuts: &Cuts, threads: usize, target: Duration) -> Self {
        let target = target.min(LEG);
        let chunks = (target.as_secs_f64() * CHUNKS_PER_SECOND).ceil().max(1.0) * threads.max(1) as f64;
        let worlds = chunks * cuts.chunk_paths as f64 / study.households.max(1) as f64;
        // No thread waits long for the last chunk of a leg that has some of them for each.
        let of_threads =
            FEWEST_CHUNKS * threads.max(1) as f64 * cuts.chunk_paths as f64 / study.households.max(1) as f64;
        // A float beyond the largest integer becomes it.
        let most = (WorldTable::segment_worlds(study.cells.len()) as u32 / 2).max(of_threads.ceil() as u32);
        let together = cuts.worlds_together.min(u64::from(most)) as u32;
        let least = (worlds.ceil() as u32).clamp(1, most).max(together);
        Self { target, least, most, worlds: least }
    }

    /// The next leg of a run to `end`, of which all before `from` is done. What would be left for a short last one belongs
    /// to it.
    pub fn next(&self, from: u32, end: u32) -> Range<u32> {
        let left = end - from;
        let worlds = if left - left.min(self.worlds) < self.worlds / 2 { left } else { self.worlds };
        from..from + worlds
    }

    /// Takes up how long a leg of so many worlds took.
    pub fn took(&mut self, worlds: u32, elapsed: Duration) {
        let change = self.target.as_secs_f64() / elapsed.as_secs_f64().max(1e-6);
        let worlds = f64::from(worlds) * change.clamp(1.0 / CHANGE, CHANGE);
        self.worlds = (worlds as u32).clamp(self.least, self.most);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn legs_follow_each_other_and_the_speed() {
        let mut legs = Legs { target: Duration::from_secs(4), least: 10, most: u32::MAX, worlds: 10 };
        assert_eq!(legs.next(0, 100), 0..10);
        legs.took(10, Duration::from_secs(1));
        assert_eq!(legs.next(10, 100), 10..50);
        // Fewer than half a leg would be left.
        assert_eq!(legs.next(50, 109), 50..109);
        assert_eq!(legs.next(50, 110), 50..90);
        legs.took(40, Duration::from_secs(4000));
        assert_eq!(legs.next(90, 110), 90..100);
        assert_eq!(legs.next(90, 104), 90..104, "never shorter than the least");
        legs.took(10, Duration::ZERO);
        assert_eq!(legs.next(100, u32::MAX), 100..180, "nor eight times as long at once");
        legs.worlds = u32::MAX;
        assert_eq!(legs.next(7, u32::MAX), 7..u32::MAX);
        legs.most = 1000;
        legs.took(1, Duration::from_secs(1));
        assert_eq!(legs.next(7, u32::MAX), 7..17);
        legs.took(900, Duration::from_secs(1));
        assert_eq!(legs.next(17, u32::MAX), 17..1017, "no longer than its rows allow");
    }
}
