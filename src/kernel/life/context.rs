//! What a step of lives needs to know.

use crate::kernel::instruction_set::InstructionSet;
use crate::kernel::paths::PathLanes;
use crate::random::Streams;
use crate::study::LifeParameters;
use crate::world::WorldPath;

/// What a step of lives needs to know.
#[derive(Clone, Copy)]
pub struct LifeContext<'a> {
    /// Instruction set of the lane passes.
    pub instruction_set: InstructionSet,
    /// The life's own numbers.
    pub parameters: &'a LifeParameters,
    /// World and household of every lane.
    pub paths: &'a PathLanes,
    /// The block's worlds.
    pub worlds: &'a [WorldPath],
    /// Where chance comes from.
    pub streams: &'a Streams,
}

impl LifeContext<'_> {
    pub(super) fn earners(&self) -> usize {
        if self.parameters.second_earner.is_some() { 2 } else { 1 }
    }

    pub(super) fn wages_move(&self) -> bool {
        self.parameters.wages.move_with_time()
    }
}
