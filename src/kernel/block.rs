//! A block of consecutive paths through all months: lives first, then cell by cell, then what the law has left open.

use std::cell::OnceCell;

use super::anniversaries::{ScheduleYears, SeenCounts};
use super::case::Case;
use super::cell_constants::CellConstants;
use super::cell_month::CellMonths;
use super::cell_world::{CellSegment, CellWorld, OtherSchedule};
use super::close;
use super::debt_row::DebtRow;
use super::driver::Driver;
use super::ends::Ends;
use super::household_path::HouseholdPath;
use super::instruction_set::InstructionSet;
use super::kept_worlds::KeptWorlds;
use super::lenders::first_rates;
use super::life::{HouseholdLife, LifeRoom};
use super::paths::{PathLanes, PathRange, Segment};
use super::purchases::{Bought, PurchaseLanes, Purchases};
use super::resting_world::RestingWorld;
use super::row_cell::RowCells;
use super::schedules::{ScheduleWorlds, Schedules};
use super::segment_room::SegmentRoom;
use super::shocks::WorldDraws;
use super::sink::{Sink, StoppedSums};
use super::states::state_of_refusal;
use super::step_room::StepRoom;
use super::tops::{TopLanes, Tops};
use super::views::{LogValues, ViewLanes, Views};
use crate::household::LeavingThresholds;
use crate::outcome::kept::most_cents;
use crate::outcome::{PathOutcome, Recorder};
use crate::random::Streams;
use crate::study::{Cell, Study};
use crate::world::{Happened, Shocks, WorldPath};

/// A study ready to be simulated: what all blocks share.
pub struct Simulation<'a> {
    pub(super) study: &'a Study,
    pub(super) streams: Streams,
    pub(super) world_draws: WorldDraws,
    pub(super) constants: Vec<CellConstants>,
    pub(super) views: Views,
    tops: Tops,
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
    pub(super) shocks: Shocks,
    pub(super) worlds: Vec<WorldPath>,
    /// First world in `worlds` and how many are filled.
    pub(super) filled: Option<(u32, usize)>,
    /// By set of life parameters, then lane.
    pub(super) lives: Vec<Vec<HouseholdLife>>,
    pub(super) life_room: LifeRoom,
    pub(super) bought: PurchaseLanes,
    pub(super) views: ViewLanes,
    tops: TopLanes,
    pub(super) schedules: ScheduleWorlds,
    /// Of the households of the world and cell under way, by lane.
    pub(super) under_way: Vec<HouseholdPath>,
    /// Cases that nobody needs any more.
    #[expect(clippy::vec_box, reason = "a case goes to its path and back without being copied")]
    spare: Vec<Box<Case>>,
    debts: DebtRow,
    /// Lanes that wait for others of the world and cell under way.
    waiting: Vec<usize>,
    /// By cell: lanes and paths with something open at the horizon, in default, or the home gone and the debt collected.
    pub(super) open: Vec<Vec<(usize, HouseholdPath)>>,
    /// Households at rest under water of the world and cell under way, by month from 1.
    under_water: Vec<u32>,
    /// Losses of paths that stopped, cents, of the world and cell under way.
    losses: Vec<i64>,
    resting_world: RestingWorld,
    /// The same by region, where loans of a tape have indices by region.
    resting_regions: Vec<RestingWorld>,
    pub(super) step_room: StepRoom,
    /// Market of each lane's home in step, where there are several.
    pub(super) market_of: Vec<u32>,
    /// Worlds that the block comes back to.
    pub(super) kept: KeptWorlds,
    /// By cell, of a tape's loans.
    pub(super) rows: Vec<Option<RowCells>>,
    /// Exposure to buyers at which a home is sold, common to all cells; drawn when it is first asked for.
    sale_thresholds: Vec<OnceCell<f64>>,
    /// Exposures at which a loan is repaid before its time, likewise.
    leaving_thresholds: Vec<OnceCell<LeavingThresholds>>,
    /// Whether a lane has something open at the horizon under any cell.
    pub(super) is_open: Vec<bool>,
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
        let (views, schedules) = (Views::of(study), Schedules::of(study));
        Self {
            study,
            streams: Streams::new(study.seed),
            world_draws: WorldDraws::of(study),
            constants,
            tops: match &study.tape {
                None => Tops::of(study.cells.len(), &views, &schedules),
                Some(_) => Tops::none(study.cells.len()),
            },
            views,
            purchases: Purchases::of(study),
            schedules,
            instruction_set,
            last_month: study.last_month(),
            counts_applicants: study.can_refuse(),
        }
    }

    /// What is simulated.
    pub fn study(&self) -> &'a Study {
        self.study
    }

    /// Simulates the paths of `range`, at most [`LANES`], under every cell.
    pub fn run<R: Recorder>(&self, range: PathRange, block: &mut Block, sink: &mut Sink, recorder: &mut R) {
        block.take_up(self, range);
        for (world, path) in block.first_worlds() {
            sink.begin_world(self.study, world, path);
        }
        block.originate(self, sink);
        for cell in 0..self.study.cells.len() {
            for segment in 0..block.paths.segments.len() {
                block.live(self, CellSegment { cell, segment }, sink, recorder);
            }
        }
        block.work_out(self, sink, recorder);
    }
}

/// The months of a cell of a block: a macro, so that its other fields may be borrowed beside.
macro_rules! cell_months {
    ($block:ident, $simulation:ident, $cell:expr, $leaving:expr) => {
        CellMonths {
            study: $simulation.study,
            cell: &$simulation.study.cells[$cell],
            constants: &$simulation.constants[$cell],
            streams: &$simulation.streams,
            paths: &$block.paths,
            worlds: &$block.worlds,
            lives: &$block.lives[$simulation.study.cells[$cell].life],
            bought: $block.bought.of($simulation.purchases.of_cell($cell)),
            sale_thresholds: &$block.sale_thresholds,
            leaving_thresholds: &$block.leaving_thresholds,
            leaving: $leaving,
        }
    };
}

impl Block {
    /// One whose paths go into the sink alone: it keeps no outcomes, and gives the same numbers for less.
    pub fn that_only_counts() -> Self {
        Self { only_counts: true, ..Self::default() }
    }

    pub(super) fn take_up(&mut self, simulation: &Simulation<'_>, range: PathRange) {
        let study = simulation.study;
        self.paths.assign(study, range);
        self.take_up_worlds(simulation);
        let lanes = self.paths.count();
        self.lives.resize_with(study.lives.len(), Vec::new);
        self.open.resize_with(study.cells.len(), Vec::new);
        self.sale_thresholds.clear();
        self.sale_thresholds.resize(lanes, OnceCell::new());
        self.leaving_thresholds.clear();
        self.leaving_thresholds.resize(lanes, OnceCell::new());
        self.outcomes.clear();
        if !self.only_counts {
            self.outcomes.resize(lanes * study.cells.len(), PathOutcome::EMPTY);
        }
    }

    /// The worlds whose first household is in the block.
    fn first_worlds(&self) -> impl Iterator<Item = (u32, &WorldPath)> {
        let begins = |segment: &&Segment| self.paths.begins_world(segment);
        let world = |segment: &Segment| (self.paths.first_world + segment.world as u32, &self.worlds[segment.world]);
        self.paths.segments.iter().filter(begins).map(world)
    }

    pub(super) fn originate(&mut self, simulation: &Simulation<'_>, sink: &mut Sink) {
        let study = simulation.study;
        self.live_all(simulation);
        self.views.look(simulation.instruction_set, &simulation.views, study, &self.paths, &self.worlds, &self.lives);
        self.tops.fill(
            simulation.instruction_set,
            &simulation.tops,
            &self.paths,
            (&simulation.schedules, &self.schedules),
            (&simulation.views, &self.views),
        );
        let all = 0..simulation.purchases.count();
        self.bought.buy(all, &simulation.purchases, study, &simulation.streams, &self.paths, &self.worlds);
        for cell in 0..study.cells.len() {
            self.begin(simulation, cell, sink);
        }
    }

    /// Every household lives to the horizon.
    pub(super) fn live_all(&mut self, simulation: &Simulation<'_>) {
        for (life, lives) in self.lives.iter_mut().enumerate() {
            lives.resize_with(self.paths.count(), HouseholdLife::default);
            for (lane, household) in lives.iter_mut().enumerate() {
                let context = simulation.life_context(life, lane, &self.paths, &self.worlds);
                household.live(simulation.study.horizon_months, &mut self.life_room, context);
            }
        }
        self.views.clear();
        self.tops.clear();
    }

    /// The households of one cell buy and begin.
    pub(super) fn buy(&mut self, simulation: &Simulation<'_>, cell: usize, sink: &mut Sink) {
        let (study, purchase) = (simulation.study, simulation.purchases.of_cell(cell));
        let which = purchase..purchase + 1;
        self.bought.buy(which, &simulation.purchases, study, &simulation.streams, &self.paths, &self.worlds);
        self.begin(simulation, cell, sink);
    }

    /// The households of a cell that could buy begin.
    fn begin(&mut self, simulation: &Simulation<'_>, cell_index: usize, sink: &mut Sink) {
        let cells = simulation.study.cells.len();
        let bought = self.bought.of(simulation.purchases.of_cell(cell_index));
        for segment in &self.paths.segments {
            let world = self.paths.first_world + segment.world as u32;
            let mut refused = 0;
            if simulation.counts_applicants {
                let lanes = segment.start..segment.end;
                for (lane, Bought { origination, .. }) in lanes.clone().zip(&bought[lanes]) {
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
            let others = refused + simulation.begin_in_arrears((cell_index, segment), &self.paths, sink);
            sink.begin_performing(world, cell_index, (segment.end - segment.start - others) as i64);
        }
    }

    /// Looks up what households at rest of a cell look at in one world.
    pub(super) fn prepare(&mut self, simulation: &Simulation<'_>, of: CellSegment) {
        let (months, world) = (cell_months!(self, simulation, of.cell, &[]), self.paths.segments[of.segment].world);
        self.debts.forget();
        self.resting_world.fill(&months, world);
        let regions = months.cell.regions.all();
        self.resting_regions.resize_with(regions.len(), RestingWorld::default);
        for (region, resting) in regions.iter().zip(&mut self.resting_regions) {
            resting.fill_without_rates(&months, world, region.price);
        }
    }

    /// The same of a month whose price has been moved since.
    pub(super) fn prepare_month(&mut self, simulation: &Simulation<'_>, of: CellSegment, month: u32) {
        let (months, world) = (cell_months!(self, simulation, of.cell, &[]), self.paths.segments[of.segment].world);
        self.resting_world.look_again(&months, world, months.cell.price, month);
        for (region, resting) in months.cell.regions.all().iter().zip(&mut self.resting_regions) {
            resting.look_again(&months, world, region.price, month);
        }
    }

    /// Sets up what moves the households of a cell in one world, lets it be used, and counts what came of it.
    pub(super) fn drive<R: Recorder>(
        &mut self,
        simulation: &Simulation<'_>,
        of: CellSegment,
        sink: &mut Sink,
        recorder: &mut R,
        using: impl FnOnce(&mut Driver<'_, R>, &CellWorld<'_>, LogValues<'_>),
    ) {
        let (study, cell) = (simulation.study, of.cell);
        let (horizon, parameters) = (study.horizon_months, &study.cells[cell]);
        let segment = self.paths.segments[of.segment];
        let world = self.paths.first_world + segment.world as u32;
        let (schedule, others) = self.schedules.of_cell(&simulation.schedules, cell, segment.world);
        let months = cell_months!(self, simulation, cell, &self.resting_world.leaving);
        let last_look = horizon.min(parameters.repayment.term_months);
        let years = ScheduleYears::of(schedule, &parameters.repayment, last_look);
        let beside = others.into_iter().zip(&parameters.beside);
        let others: Vec<_> =
            beside.map(|(schedule, loan)| OtherSchedule::of(schedule, &loan.repayment, last_look)).collect();
        let of_world = CellWorld {
            instruction_set: simulation.instruction_set,
            months,
            segment,
            horizon,
            resting: &self.resting_world,
            resting_regions: &self.resting_regions,
            tops: self.tops.of(&simulation.tops, cell),
            schedule,
            years: &years,
            others: &others,
        };
        self.under_water.clear();
        self.under_water.resize(horizon as usize, 0);
        let mut driver = Driver {
            ends: Ends {
                cell,
                horizon,
                cells: study.cells.len(),
                most_cents: most_cents(study.households),
                paths: &self.paths,
                price_levels: parameters.price_levels.as_ref(),
                insurance: parameters.insurance.as_ref().map(|insurance| (insurance, &parameters.loan)),
                first_rates: (study.extras().loans > 0).then(|| first_rates(schedule, &others)),
                loans: 1 + others.len(),
                tells_exits: study.extras().exits,
                outcomes: (!self.only_counts).then_some(&mut self.outcomes),
                stopped: StoppedSums::default(),
                losses: &mut self.losses,
                lent: Default::default(),
                stopped_insured: Default::default(),
                happened: vec![Happened::default(); 1 + parameters.regions.all().len()],
                market_of: &self.market_of,
                segments: SegmentRoom::of(study, cell, &self.paths),
            },
            seen: SeenCounts::new(horizon),
            under_water: &mut self.under_water,
            debts: &mut self.debts,
            waiting: &mut self.waiting,
            spare: &mut self.spare,
            sink,
            recorder,
        };
        using(&mut driver, &of_world, self.views.of(simulation.views.of_cell(cell)));
        driver.flush(world);
    }
}
