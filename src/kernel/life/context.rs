//! What a household's life needs to know.

use crate::kernel::instruction_set::InstructionSet;
use crate::random::{Streams, Who};
use crate::study::LifeParameters;
use crate::world::Hazards;

/// What a household's life needs to know.
#[derive(Clone, Copy)]
pub struct LifeContext<'a> {
    /// Instruction set of the passes over months.
    pub instruction_set: InstructionSet,
    /// The numbers of such lives.
    pub parameters: &'a LifeParameters,
    /// Household and world.
    pub who: Who,
    /// The labour market of its world.
    pub hazards: &'a Hazards,
    /// Where chance comes from.
    pub streams: &'a Streams,
}

impl LifeContext<'_> {
    pub(super) fn wages_move(&self) -> bool {
        self.parameters.wages_move()
    }
}
