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
    /// Probability with which its first earner is out of work on the first day, equation (241).
    pub out_of_work_frac: f64,
    /// Where chance comes from.
    pub streams: &'a Streams,
}

impl LifeContext<'_> {
    pub(super) fn wages_move(&self) -> bool {
        self.parameters.wages_move()
    }
}
