//! A block of consecutive paths through all months: lives first, then cell by cell, then what the law has left open.

use super::anniversaries::Anniversary;
use super::cell_constants::CellConstants;
use super::cell_lanes::{CellLanes, NO_CASE, QuietMonth};
use super::close;
use super::instruction_set::InstructionSet;
use super::life::{LifeContext, LifeLanes};
use super::marks::for_each_marked;
use super::passes::{count_pass, record_pass, sale_gate_pass};
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
use crate::distress::walk_away::walks_away;
use crate::household::home_value;
use crate::household::{HouseholdMonth, Origination, Position};
use crate::loan::unit_schedule::UnitSchedule;
use crate::outcome::anniversary::MONTHS_BETWEEN;
use crate::outcome::{MonthCounter, NoNotes, Notes, PathOutcome, Recorder};
use crate::random::{Draws, Purpose, Streams};
use crate::study::{LifeParameters, Study};
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
    last_month: u32,
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
    pub(super) lives: Vec<LifeLanes>,
    pub(super) bought: PurchaseLanes,
    pub(super) cells: Vec<CellLanes>,
    pub(super) views: ViewLanes,
    pub(super) schedules: ScheduleWorlds,
    /// Of a household whose loan was rewritten.
    pub(super) own_schedule: UnitSchedule,
    pub(super) rest_counts: RestCounts,
    pub(super) resting_world: RestingWorld,
    sale_hazard: Vec<f64>,
    /// Level of homes in each lane's world.
    pub(super) level: Vec<f64>,
    /// Exposure to buyers at which a home is sold, −ln u: common to all cells.
    pub(super) sale_threshold: Vec<f64>,
    pub(super) open: Vec<bool>,
    /// Quiet households that found a buyer this month.
    sellers: Vec<usize>,
    pub(super) stopped: Box<StoppedLanes>,
    /// Whether paths go into the sink alone.
    pub(super) only_counts: bool,
    /// Outcomes of the block in order of path, then cell; empty where it only counts.
    pub outcomes: Vec<PathOutcome>,
}

impl<'a> Simulation<'a> {
    /// Prepares a study for an instruction set.
    pub fn new(study: &'a Study, instruction_set: InstructionSet) -> Self {
        let constants: Vec<_> =
            study.cells.iter().map(|cell| CellConstants::of(cell, &study.lives[cell.life])).collect();
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
        let life = |life| LifeLanes::bytes_a_lane(life, study.horizon_months);
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
        parameters: &'b LifeParameters,
        paths: &'b PathLanes,
        worlds: &'b [WorldPath],
    ) -> LifeContext<'b> {
        LifeContext { instruction_set: self.instruction_set, parameters, paths, worlds, streams: &self.streams }
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
            if !R::Notes::TAKES {
                block.live_cell(self, cell, sink, recorder);
                block.stop_quiet(self, cell, sink);
                continue;
            }
            // A cell's columns stay in the nearest cache through all of its months.
            block.look_at_performing(self, cell, 0, sink);
            for month in 1..=self.study.horizon_months {
                block.quiet(self, cell, month, R::Notes::TAKES, sink);
                block.troubled(self, cell, month, sink, recorder);
                if month.is_multiple_of(MONTHS_BETWEEN) {
                    block.look_at_performing(self, cell, month, sink);
                }
            }
            block.stop_quiet(self, cell, sink);
        }
        for month in self.study.horizon_months + 1..=self.last_month {
            if !block.workout_month(self, month, sink, recorder) {
                break;
            }
        }
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
        self.lives.resize_with(study.lives.len(), LifeLanes::default);
        self.cells.resize_with(study.cells.len(), CellLanes::default);
        for column in [&mut self.sale_hazard, &mut self.sale_threshold, &mut self.level] {
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
        for (life, parameters) in self.lives.iter_mut().zip(&study.lives) {
            let context = simulation.life_context(parameters, &self.paths, &self.worlds);
            life.start(context);
            life.live(study.horizon_months, context);
        }
        self.views.look(simulation.instruction_set, &simulation.views, study, &self.paths, &self.worlds, &self.lives);
        (0..simulation.views.count()).for_each(|view| self.views.turn(view));
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

    /// The households of a cell are put into their lanes, those that could buy.
    fn begin(&mut self, simulation: &Simulation<'_>, cell_index: usize, sink: &mut Sink) {
        let cells = simulation.study.cells.len();
        let (cell, constants) = (&simulation.study.cells[cell_index], &simulation.constants[cell_index]);
        let columns = &mut self.cells[cell_index];
        let bought = self.bought.of(simulation.purchases.of_cell(cell_index));
        columns.begin(bought, constants);
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
        if constants.has_off_plan {
            for (lane, origination) in bought.origination.iter().enumerate() {
                if !origination.is_refused() {
                    columns.note_delivery(cell, lane, Draws::new(&simulation.streams, self.paths.who(lane)));
                }
            }
        }
    }

    /// The quiet households of a cell through a month.
    fn quiet(&mut self, simulation: &Simulation<'_>, cell_index: usize, month: u32, all_leave: bool, sink: &mut Sink) {
        let (cell, constants) = (&simulation.study.cells[cell_index], &simulation.constants[cell_index]);
        let columns = &mut self.cells[cell_index];
        columns.reprice(cell, month, &self.paths, &self.worlds);
        if constants.has_outgo {
            columns.spend(simulation.instruction_set, cell, month, self.lives[cell.life].month(month));
        }
        if all_leave || month >= cell.loan.term_months {
            columns.all_leave();
            return;
        }
        let income_frac = self.lives[cell.life].month(month).income_frac;
        let log_value = self.views.month(simulation.views.of_cell(cell_index), month);
        let life = &self.lives[cell.life];
        let level = |lane: usize| {
            let log_index = self.worlds[self.paths.local_world(lane)].log_index[cell.price][month as usize];
            home_value::level(log_index, constants.walk_drift_monthly, month)
        };
        let walks = |quiet: &Quiet, lane: usize| {
            let price = quiet.home_price[lane];
            let value = home_value::value(price, level(lane), life.month(month).walk[lane]);
            let value = home_value::held(value, price, cell.counterfactual.price_falls);
            let collectable = constants.cash_weight * quiet.cash[lane] + quiet.collectable_wage[lane];
            walks_away(quiet.balance[lane], collectable, value, quiet.walk_away_threshold[lane])
        };
        let is_level = cell.loan.method().is_level(month);
        let quiet_month = QuietMonth { month, is_level, income_frac, log_value };
        columns.quiet_month(simulation.instruction_set, constants, quiet_month, walks);
        if constants.has_sale_gate {
            self.sell_quiet(simulation, cell_index, month, sink);
        }
        let columns = &mut self.cells[cell_index];
        let log_value = self.views.month(simulation.views.of_cell(cell_index), month);
        record_pass(simulation.instruction_set, &mut columns.quiet, log_value);
        for segment in &self.paths.segments {
            let mut count = 0;
            let marks = &columns.quiet.under_water[segment.start..segment.end];
            count_pass(simulation.instruction_set, marks, &mut count);
            if count > 0 {
                sink.under_water(self.paths.first_world + segment.world as u32, cell_index, month, count as u32);
            }
        }
    }

    /// Quiet households that are short of means, and whose buyer comes this month, sell.
    fn sell_quiet(&mut self, simulation: &Simulation<'_>, cell_index: usize, month: u32, sink: &mut Sink) {
        let cell = &simulation.study.cells[cell_index];
        let worlds = &self.worlds;
        let flat = simulation.constants[cell_index].flat_sale_hazard;
        let hazard = |world: usize| cell.distress.sale_hazard_at(flat, worlds[world].trend[cell.price][month as usize]);
        self.paths.spread(0, self.paths.count(), &mut self.sale_hazard, hazard);
        let drift_monthly = simulation.constants[cell_index].walk_drift_monthly;
        let level =
            |world: usize| home_value::level(worlds[world].log_index[cell.price][month as usize], drift_monthly, month);
        self.paths.spread(0, self.paths.count(), &mut self.level, level);
        sale_gate_pass(
            simulation.instruction_set,
            &mut self.cells[cell_index].quiet,
            &self.level,
            self.lives[cell.life].month(month).walk,
            cell.counterfactual.price_falls,
            &self.sale_hazard,
            &self.sale_threshold,
            cell.distress.distress_months,
            cell.distress.selling_cost_frac,
            f64::from(cell.distress.sale_minimum_months),
        );
        let mut sellers = std::mem::take(&mut self.sellers);
        sellers.clear();
        let quiet = &mut self.cells[cell_index].quiet;
        for_each_marked(&quiet.flags, |lane| sellers.push(lane));
        quiet.flags.fill(0.0);
        let (columns, months, mut ends) = self.split(simulation, cell_index, month);
        let of_cell = months.month(month);
        for lane in sellers.iter().copied() {
            columns.quiet.active[lane] = 0.0;
            let mut position = Position::default();
            columns.quiet.stand(lane, &mut position);
            let mut household = HouseholdMonth {
                position: &mut position,
                loan: &of_cell.cell.loan,
                clock: of_cell.clock(&of_cell.household(lane)),
                draws: of_cell.draws(lane),
                notes: &mut NoNotes,
            };
            let closing = of_cell.cell.distress.sell_home(&mut household);
            sink.enter(of_cell.paths.world[lane], cell_index, month, MonthCounter::Sold, MonthCounter::Performing);
            ends.finish(columns, lane, &of_cell.origination[lane], &closing, sink);
        }
        self.sellers = sellers;
    }

    /// Performing loans are put into the bands of the anniversary that `month` ends.
    fn look_at_performing(&mut self, simulation: &Simulation<'_>, cell_index: usize, month: u32, sink: &mut Sink) {
        let cell = &simulation.study.cells[cell_index];
        if month >= simulation.study.horizon_months || month >= cell.loan.term_months {
            return;
        }
        let CellLanes { quiet, bands, cases, case_of, out, .. } = &mut self.cells[cell_index];
        let anniversary = Anniversary {
            cell: cell_index,
            month,
            horizon: simulation.study.horizon_months,
            last: simulation.study.horizon_months.min(cell.loan.term_months),
            is_level: cell.loan.method().is_level(month + 1),
            paths: &self.paths,
            now: (month > 0).then(|| {
                let view = self.views.month(simulation.views.of_cell(cell_index), month);
                (self.lives[cell.life].month(month).income_frac, view)
            }),
        };
        let others = out.iter().copied().filter(|lane| {
            let case = &cases[case_of[*lane] as usize];
            case.state == Some(MonthCounter::Performing) && case.position.book.default.is_none()
        });
        bands.look(simulation.instruction_set, quiet, anniversary, others, sink);
    }
}
