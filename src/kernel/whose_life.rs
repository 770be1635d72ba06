//! What the life of a lane's household hangs on: its draws, and the labour market of its world and region.

use super::block::Simulation;
use super::life::LifeContext;
use super::paths::PathLanes;
use crate::world::WorldPath;

impl Simulation<'_> {
    /// Of a life of the study, lived by the household of a lane.
    pub(super) fn life_context<'b>(
        &'b self,
        life: usize,
        lane: usize,
        paths: &PathLanes,
        worlds: &'b [WorldPath],
    ) -> LifeContext<'b> {
        let parameters = &self.study.lives[life];
        let tape = self.study.tape.as_ref().filter(|_| !parameters.regions.is_empty());
        let labour = parameters.labour_of(tape.map(|tape| tape.loan(paths.number(lane, self.study)).1));
        LifeContext {
            instruction_set: self.instruction_set,
            parameters,
            who: paths.who(lane),
            hazards: &worlds[paths.local_world(lane)].hazards[labour],
            out_of_work_frac: self.out_of_work_frac(lane, paths),
            streams: &self.streams,
        }
    }
}
