//! Second lives: the households of a world once more, with household draws of their own, equation (300).

use super::block::{Block, Simulation};
use super::paths::{PathRange, WhichLife};
use super::sink::Sink;
use crate::outcome::NoRecord;

impl Simulation<'_> {
    /// Simulates second lives of the paths of `range` under every cell, of which `sink` keeps what its worlds' books come to and
    /// nothing else.
    pub fn run_second_lives(&self, range: PathRange, block: &mut Block, sink: &mut Sink) {
        let only_counts = std::mem::replace(&mut block.only_counts, true);
        block.paths.life = WhichLife::Second;
        self.run(range, block, sink, &mut NoRecord);
        block.paths.life = WhichLife::First;
        block.only_counts = only_counts;
        sink.take_losses().for_each(drop);
        sink.take_loans().for_each(drop);
    }
}
