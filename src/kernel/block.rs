//! A block of consecutive paths through all months: lives first, then cell by cell, then what the law has left open.

use super::cell_constants::CellConstants;
use super::cell_lanes::{CellLanes, NO_CASE};
use super::close;
use super::instruction_set::InstructionSet;
use super::life::{HouseholdLife, LifeContext, LifeRoom};
use super::paths::{PathLanes, PathRange, Segment};
use super::purchases::{PurchaseLanes, Purchases};
use super::quiet::{LANES, Quiet};
use super::resting::RestCounts;
use super::resting_world::RestingWorld;
use super::schedules::{ScheduleWorlds, Schedules};
use super::shocks;
use super::sink::Sink;
use super::states::state_of_refusal;
use super::stop::StoppedLanes;
use super::views::{ViewLanes, Views};
use crate::household::Origination;
use crate::loan::unit_schedule::UnitSchedule;
use crate::outcome::{PathOutcome, Recorder};
use crate::random::{Purpose, Streams};
use crate::study::{Cell, Study};
use crate::world::{Shocks, WorldPath};

/// A study ready to be simulated: what all blocks share.
pub struct Simulation<'a> {
    pub(super) study: &'a Study,
    pub(super) streams: Streams,
    pub(super) constants: Vec<CellConstants>,
    pub(super) views: Views,
    pub(super) purchases: Purchases,
    pub(super) schedules: Schedules,
    pub(super) instruction_set: InstructionSet,
    pub(super) last_month: u32,
    /// Whether applicants are counted: somebody can be refused.
    counts_applicants: bool,
}

/// Working memory of one thread: columns of a block, sized by the largest block it has seen.
#[derive(Default)]
pub struct Block {
    pub(super) paths: PathLanes,
    shocks: Shocks,
    pub(super) worlds: Vec<WorldPath>,
    /// First world in `worlds` and how many are filled.
    filled: Option<(u32, usize)>,
    /// By set of life parameters, then lane.
    pub(super) lives: Vec<Vec<HouseholdLife>>,
    pub(super) life_room: LifeRoom,
    pub(super) bought: PurchaseLanes,
    pub(super) cells: Vec<CellLanes>,
    pub(super) views: ViewLanes,
    pub(super) schedules: ScheduleWorlds,
    /// Of a household whose loan was rewritten.
    pub(super) own_schedule: UnitSchedule,
    pub(super) rest_counts: RestCounts,
    pub(super) resting_world: RestingWorld,
    /// Level of homes in each lane's world.
    pub(super) level: Vec<f64>,
    /// The own walk of each lane's home.
    pub(super) walk: Vec<i32>,
    /// Exposure to buyers at which a home is sold, −ln u: common to all cells.
    pub(super) sale_threshold: Vec<f64>,
    pub(super) open: Vec<bool>,
    pub(super) stopped: Box<StoppedLanes>,
    /// Whether paths go into the sink alone.
    pub(super) only_counts: bool,
    /// Outcomes of the block in order of path, then cell; empty where it only counts.
    pub outcomes: Vec<PathOutcome>,
}

impl<'a> Simulation<'a> {
    /// Prepares a study for an instruction set.
    pub fn new(study: &'a Study, instruction_set: InstructionSet) -> Self {
        let constants: Vec<_> = {
            let of = |cell: &Cell| CellConstants::of(cell, &study.lives[cell.life], study.last_workout_month());
            study.cells.iter().map(of).collect()
        };
        Self {
            study,
            streams: Streams::new(study.seed),
            constants,
            views: Views::of(study),
            purchases: Purchases::of(study),
            schedules: Schedules::of(study),
            instruction_set,
            last_month: study.last_month(),
            counts_applicants: study.can_refuse(),
        }
    }

    /// What is simulated.
    pub fn study(&self) -> &'a Study {
        self.study
    }

    /// Bytes of working memory of a block of so many lanes touching so many worlds, for `check`.
    pub fn block_bytes(study: &Study, lanes: usize, worlds: usize) -> u64 {
        let quiet = size_of::<Quiet>() / LANES;
        let columns = quiet + size_of_val(&NO_CASE) + size_of::<PathOutcome>();
        let months = study.horizon_months as usize;
        let world = study.last_month() as usize
            * 8
            * (3 * study.world_models.price.len()
                + 5 * study.world_models.labour.len()
                + study.world_models.policy_rate.len());
        let life = |life| HouseholdLife::bytes(life, study.horizon_months);
        let lives = study.lives.iter().map(life).sum::<usize>() + Views::of(study).count() * 4 * months;
        let purchases = Purchases::of(study).count() * (quiet + size_of::<Origination>());
        (lanes * (study.cells.len() * columns + purchases + lives) + worlds * world) as u64
    }

    /// The path of one world under every model, months 0 to the last.
    pub fn world(&self, world: u32) -> WorldPath {
        let mut path = self.study.world_models.room(self.last_month as usize);
        self.fill_world(world, &mut Shocks::default(), &mut path);
        path
    }

    pub(super) fn life_context<'b>(
        &'b self,
        life: usize,
        lane: usize,
        paths: &PathLanes,
        worlds: &'b [WorldPath],
    ) -> LifeContext<'b> {
        let parameters = &self.study.lives[life];
        LifeContext {
            instruction_set: self.instruction_set,
            parameters,
            who: paths.who(lane),
            hazards: &worlds[paths.local_world(lane)].hazards[parameters.labour],
            streams: &self.streams,
        }
    }

    fn fill_world(&self, world: u32, shocks: &mut Shocks, path: &mut WorldPath) {
        let models = &self.study.world_models;
        shocks::fill(&self.streams, world, self.last_month as usize, models.extra_shocks(), shocks);
        models.fill(shocks, path);
    }

    /// Simulates the paths of `range`, at most [`LANES`], under every cell.
    pub fn run<R: Recorder>(&self, range: PathRange, block: &mut Block, sink: &mut Sink, recorder: &mut R) {
        block.take_up(self, range);
        for (world, path) in block.first_worlds() {
            sink.begin_world(self.study, world, path);
        }
        block.originate(self, sink);
        for cell in 0..self.study.cells.len() {
            block.live_cell(self, cell, sink, recorder);
            block.stop_quiet(self, cell, sink);
        }
        block.work_out(self, sink, recorder);
    }
}

impl Block {
    /// One whose paths go into the sink alone: it keeps no outcomes, and gives the same numbers for less.
    pub fn that_only_counts() -> Self {
        Self { only_counts: true, ..Self::default() }
    }

    pub(super) fn take_up(&mut self, simulation: &Simulation<'_>, range: PathRange) {
        let study = simulation.study;
        self.paths.assign(study, range);
        let (first, worlds) = (self.paths.first_world, self.paths.worlds());
        if self.filled != Some((first, worlds)) {
            while self.worlds.len() < worlds {
                self.worlds.push(study.world_models.room(simulation.last_month as usize));
            }
            for (world, path) in (first..).zip(&mut self.worlds[..worlds]) {
                simulation.fill_world(world, &mut self.shocks, path);
            }
            self.schedules.fill(&simulation.schedules, study, &self.worlds[..worlds]);
            self.filled = Some((first, worlds));
        }
        let lanes = self.paths.count();
        self.lives.resize_with(study.lives.len(), Vec::new);
        self.cells.resize_with(study.cells.len(), CellLanes::default);
        for column in [&mut self.sale_threshold, &mut self.level] {
            column.clear();
            column.resize(lanes, 0.0);
        }
        self.outcomes.clear();
        if !self.only_counts {
            self.outcomes.resize(lanes * study.cells.len(), PathOutcome::EMPTY);
        }
    }

    /// The worlds whose first household is in the block.
    fn first_worlds(&self) -> impl Iterator<Item = (u32, &WorldPath)> {
        let begins = |segment: &&Segment| self.paths.who(segment.start).household == 0;
        let world = |segment: &Segment| (self.paths.first_world + segment.world as u32, &self.worlds[segment.world]);
        self.paths.segments.iter().filter(begins).map(world)
    }

    pub(super) fn originate(&mut self, simulation: &Simulation<'_>, sink: &mut Sink) {
        let study = simulation.study;
        for (life, lives) in self.lives.iter_mut().enumerate() {
            lives.resize_with(self.paths.count(), HouseholdLife::default);
            for (lane, household) in lives.iter_mut().enumerate() {
                let context = simulation.life_context(life, lane, &self.paths, &self.worlds);
                household.live(study.horizon_months, &mut self.life_room, context);
            }
        }
        self.views.look(simulation.instruction_set, &simulation.views, study, &self.paths, &self.worlds, &self.lives);
        let lanes = self.paths.count();
        for lane in 0..lanes {
            let who = self.paths.who(lane);
            let u = simulation.streams.uniforms(who, Purpose::SaleThreshold, 0, 0).first;
            self.sale_threshold[lane] = -libm::log(u);
        }
        self.bought.buy(&simulation.purchases, study, &simulation.streams, &self.paths, &self.worlds);
        for cell in 0..study.cells.len() {
            self.begin(simulation, cell, sink);
        }
    }

    /// The households of a cell that could buy begin.
    fn begin(&mut self, simulation: &Simulation<'_>, cell_index: usize, sink: &mut Sink) {
        let cells = simulation.study.cells.len();
        let columns = &mut self.cells[cell_index];
        let bought = self.bought.of(simulation.purchases.of_cell(cell_index));
        columns.begin(bought);
        for segment in &self.paths.segments {
            let world = self.paths.first_world + segment.world as u32;
            let mut refused = 0;
            if simulation.counts_applicants {
                for lane in segment.start..segment.end {
                    let origination = &bought.origination[lane];
                    let refusal = origination.refusal.map(state_of_refusal);
                    sink.apply(world, cell_index, refusal, &close::applicant(origination));
                    if let Some(state) = refusal {
                        refused += 1;
                        let outcome = close::refused(state);
                        sink.finish(world, cell_index, &outcome);
                        if let Some(kept) = self.outcomes.get_mut(lane * cells + cell_index) {
                            *kept = outcome;
                        }
                    }
                }
            }
            sink.begin_performing(world, cell_index, (segment.end - segment.start - refused) as i64);
        }
    }
}
