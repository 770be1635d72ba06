//! A block of consecutive paths through all months: lives first, then cell by cell, then what the law has left open.

use super::case::Closing;
use super::cell_lanes::{Buyers, CellConstants, CellLanes, InstalmentMemo, NO_CASE};
use super::instruction_set::InstructionSet;
use super::life::{LifeContext, LifeLanes};
use super::marks::for_each_marked;
use super::passes::count_pass;
use super::paths::{PathLanes, PathRange};
use super::record::{Events, Recorder};
use super::shocks;
use super::sink::{NotFinite, Sink};
use super::states::{state_of, state_of_refusal, state_past_due};
use super::trouble::{self, Fate, Surroundings};
use super::{close, collection};
use crate::household::OriginationDraws;
use crate::loan::LoanRate;
use crate::outcome::{FinalState, MonthCounter, PathOutcome};
use crate::random::{Purpose, Streams};
use crate::study::{LifeParameters, Study};
use crate::world::{Shocks, WorldPath};

/// A study ready to be simulated: what all blocks share.
pub struct Simulation<'a> {
    study: &'a Study,
    streams: Streams,
    constants: Vec<CellConstants>,
    instruction_set: InstructionSet,
    last_month: u32,
    /// Whether applicants are counted: somebody can be refused.
    counts_applicants: bool,
}

/// Working memory of one thread: columns of a block, sized by the largest block it has seen.
#[derive(Default)]
pub struct Block {
    paths: PathLanes,
    shocks: Shocks,
    worlds: Vec<WorldPath>,
    /// First world in `worlds` and how many are filled.
    filled: Option<(u32, usize)>,
    lives: Vec<LifeLanes>,
    cells: Vec<CellLanes>,
    /// 1 ÷ index of this month in each lane's world.
    inverse_index: Vec<f64>,
    sale_hazard: Vec<f64>,
    /// Exposure to buyers at which a home is sold, −ln u: common to all cells.
    sale_threshold: Vec<f64>,
    open: Vec<bool>,
    /// Quiet households that found a buyer this month.
    sellers: Vec<usize>,
    /// Outcomes of the block in order of path, then cell.
    pub outcomes: Vec<PathOutcome>,
}

impl<'a> Simulation<'a> {
    /// Prepares a study for an instruction set.
    pub fn new(study: &'a Study, instruction_set: InstructionSet) -> Self {
        Self {
            study,
            streams: Streams::new(study.seed),
            constants: study.cells.iter().map(|cell| CellConstants::of(cell, &study.lives[cell.life])).collect(),
            instruction_set,
            last_month: study.last_month(),
            counts_applicants: study.can_refuse(),
        }
    }

    /// The study.
    pub fn study(&self) -> &'a Study {
        self.study
    }

    /// Bytes of working memory of a block of so many lanes touching so many worlds, for `check`.
    pub fn block_bytes(study: &Study, lanes: usize, worlds: usize) -> u64 {
        let columns = 28 * 8 + size_of::<crate::household::Origination>() + 4 + size_of::<PathOutcome>();
        let world = study.last_month() as usize
            * 8
            * (3 * study.world_models.price.len()
                + 2 * study.world_models.labour.len()
                + study.world_models.policy_rate.len());
        let lives: usize = study.lives.iter().map(|life| LifeLanes::bytes_a_lane(life, study.horizon_months)).sum();
        (lanes * (study.cells.len() * columns + lives) + worlds * world) as u64
    }

    /// The path of one world under every model, months 0 to the last.
    pub fn world(&self, world: u32) -> WorldPath {
        let mut path = self.study.world_models.room(self.last_month as usize);
        self.fill_world(world, &mut Shocks::default(), &mut path);
        path
    }

    fn life_context<'b>(
        &'b self,
        parameters: &'b LifeParameters,
        paths: &'b PathLanes,
        worlds: &'b [WorldPath],
    ) -> LifeContext<'b> {
        LifeContext { instruction_set: self.instruction_set, parameters, paths, worlds, streams: &self.streams }
    }

    fn fill_world(&self, world: u32, shocks: &mut Shocks, path: &mut WorldPath) {
        let models = &self.study.world_models;
        shocks::fill(&self.streams, world, self.last_month as usize, models.takes_blocks(), shocks);
        models.fill(shocks, path);
    }

    /// Simulates the paths of `range` under every cell.
    ///
    /// # Errors
    /// A number that is not finite.
    pub fn run<R: Recorder>(
        &self,
        range: PathRange,
        block: &mut Block,
        sink: &mut Sink<'_>,
        recorder: &mut R,
    ) -> Result<(), NotFinite> {
        block.take_up(self, range);
        block.originate(self, sink)?;
        for at in 0..self.study.cells.len() {
            // A cell's columns stay in the nearest cache through all of its months.
            for month in 1..=self.study.horizon_months {
                block.quiet(self, at, month, R::ACTIVE, sink)?;
                block.troubled(self, at, month, sink, recorder)?;
            }
            block.stop_quiet(self, at, sink)?;
        }
        for month in self.study.horizon_months + 1..=self.last_month {
            if !block.workout_month(self, month, sink, recorder)? {
                break;
            }
        }
        Ok(())
    }
}

impl Block {
    fn take_up(&mut self, simulation: &Simulation<'_>, range: PathRange) {
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
            self.filled = Some((first, worlds));
        }
        let lanes = self.paths.count();
        self.lives.resize_with(study.lives.len(), LifeLanes::default);
        self.cells.resize_with(study.cells.len(), CellLanes::default);
        for column in [&mut self.inverse_index, &mut self.sale_hazard, &mut self.sale_threshold] {
            column.clear();
            column.resize(lanes, 0.0);
        }
        self.outcomes.clear();
        self.outcomes.resize(lanes * study.cells.len(), PathOutcome::EMPTY);
    }

    fn originate(&mut self, simulation: &Simulation<'_>, sink: &mut Sink<'_>) -> Result<(), NotFinite> {
        let study = simulation.study;
        for (life, parameters) in self.lives.iter_mut().zip(&study.lives) {
            let context = simulation.life_context(parameters, &self.paths, &self.worlds);
            life.start(context);
            life.live(study.horizon_months, context);
        }
        let lanes = self.paths.count();
        for lane in 0..lanes {
            let who = self.paths.who(lane);
            let u = simulation.streams.uniforms(who, Purpose::SaleThreshold, 0, 0).first;
            self.sale_threshold[lane] = -libm::log(u);
        }
        let mut memos = vec![InstalmentMemo::default(); study.cells.len()];
        for (cell, constants) in self.cells.iter_mut().zip(&simulation.constants) {
            cell.reset(lanes, constants);
        }
        for lane in 0..lanes {
            let mut draws = OriginationDraws::new(&simulation.streams, self.paths.who(lane));
            let world = &self.worlds[self.paths.local_world(lane)];
            for (at, cell) in study.cells.iter().enumerate() {
                let rate_annual = match cell.loan.rate {
                    LoanRate::Fixed(rate_annual) => rate_annual,
                    LoanRate::Floating { policy_rate, spread_annual } => {
                        world.policy_rate_annual[policy_rate][0] + spread_annual
                    }
                };
                let columns = &mut self.cells[at];
                columns.originate(cell, lane, rate_annual, &mut memos[at], &mut draws);
                let who = self.paths.who(lane);
                let refusal = columns.origination[lane].refusal.map(state_of_refusal);
                if simulation.counts_applicants {
                    sink.apply(who, at, refusal, close::applicant(&columns.origination[lane]))?;
                }
                if let Some(state) = refusal {
                    self.outcomes[lane * study.cells.len() + at] = close::refused(state);
                    sink.finish(who.world, at, &close::refused(state));
                } else {
                    sink.enter(who.world, at, 1, MonthCounter::Performing, None);
                }
            }
        }
        Ok(())
    }

    /// The quiet households of a cell through a month.
    fn quiet(
        &mut self,
        simulation: &Simulation<'_>,
        at: usize,
        month: u32,
        everyone_leaves: bool,
        sink: &mut Sink<'_>,
    ) -> Result<(), NotFinite> {
        let (cell, constants) = (&simulation.study.cells[at], &simulation.constants[at]);
        let (columns, life) = (&mut self.cells[at], self.lives[cell.life].month(month));
        let worlds = &self.worlds;
        let inverse_index = |world: usize| 1.0 / worlds[world].index[cell.price][month as usize];
        self.paths.spread(0, self.paths.count(), &mut self.inverse_index, inverse_index);
        let inverse_index = &self.inverse_index;
        columns.reprice(cell, month, &self.paths, &self.worlds);
        if constants.has_outgo {
            columns.spend(simulation.instruction_set, cell, month, life);
        }
        if everyone_leaves || month >= cell.loan.term_months {
            columns.everyone_leaves();
            return Ok(());
        }
        columns.quiet_month(simulation.instruction_set, cell, constants, month, inverse_index, life);
        for segment in &self.paths.segments {
            let mut count = 0;
            count_pass(simulation.instruction_set, &columns.under_water[segment.start..segment.end], &mut count);
            if count > 0 {
                sink.under_water(self.paths.first_world + segment.world as u32, at, month, count as u32);
            }
        }
        if !constants.has_sale_gate {
            return Ok(());
        }
        let hazard = |world: usize| sale_hazard(cell, worlds[world].trend[cell.price][month as usize]);
        self.paths.spread(0, self.paths.count(), &mut self.sale_hazard, hazard);
        let buyers = Buyers { hazard: &self.sale_hazard, threshold: &self.sale_threshold };
        columns.sale_gate(simulation.instruction_set, cell, month, inverse_index, life, buyers);
        let mut sellers = std::mem::take(&mut self.sellers);
        sellers.clear();
        for_each_marked(&columns.flags, |lane| sellers.push(lane));
        columns.flags.fill(0.0);
        for lane in &sellers {
            self.sell_quiet(simulation, at, *lane, month, sink)?;
        }
        self.sellers = sellers;
        Ok(())
    }

    /// A quiet household short of means has found its buyer: what its month recorded of a home held is taken back.
    fn sell_quiet(
        &mut self,
        simulation: &Simulation<'_>,
        at: usize,
        lane: usize,
        month: u32,
        sink: &mut Sink<'_>,
    ) -> Result<(), NotFinite> {
        let around = self.surroundings(simulation, at, lane, month, false);
        let columns = &mut self.cells[at];
        columns.active[lane] = 0.0;
        columns.balance_months[lane] -= columns.balance[lane];
        columns.highest_ltv[lane] = columns.highest_ltv_before[lane];
        if columns.under_water[lane] > 0.0 {
            columns.months_under_water[lane] -= 1.0;
            sink.take_back_under_water(self.paths.world[lane], at, month);
        }
        let closing = trouble::sell_quiet(columns, lane, around);
        sink.enter(self.paths.world[lane], at, month, MonthCounter::Sold, Some(MonthCounter::Performing));
        self.finish(simulation, at, lane, month, &closing, sink)
    }

    fn surroundings<'s>(
        &self,
        simulation: &'s Simulation<'_>,
        at: usize,
        lane: usize,
        month: u32,
        explains: bool,
    ) -> Surroundings<'s> {
        let study = simulation.study;
        let cell = &study.cells[at];
        let world = &self.worlds[self.paths.local_world(lane)];
        let life = &self.lives[cell.life];
        let of_month = life.month(month);
        let trend = world.trend[cell.price][month as usize];
        let index = world.index[cell.price][month as usize];
        let inverse_index = 1.0 / index;
        let mut life_events = Events::default();
        if explains {
            life.events(lane, month).for_each(|event| life_events.add(event));
        }
        Surroundings {
            cell,
            constants: &simulation.constants[at],
            streams: &simulation.streams,
            who: self.paths.who(lane),
            explains,
            month,
            horizon: study.horizon_months,
            last_workout_month: study.last_workout_month(),
            income_frac: of_month.income_frac[lane],
            extra_spending: of_month.extra_spending.get(lane).copied().unwrap_or(0.0),
            tenanted: of_month.tenanted.get(lane).copied().unwrap_or(0.0),
            life_events,
            index,
            inverse_value: of_month.inverse_walk[lane] * inverse_index * self.cells[at].inverse_price[lane],
            trend,
            sale_hazard: sale_hazard(cell, trend),
            sale_threshold: self.sale_threshold[lane],
        }
    }

    /// The troubled households and the debtors of a cell through a month.
    fn troubled<R: Recorder>(
        &mut self,
        simulation: &Simulation<'_>,
        at: usize,
        month: u32,
        sink: &mut Sink<'_>,
        recorder: &mut R,
    ) -> Result<(), NotFinite> {
        // Debtors of this month are taken first: collection begins the month after settlement.
        let mut debtors = std::mem::take(&mut self.cells[at].debtors);
        let mut kept = 0;
        for n in 0..debtors.len() {
            let lane = debtors[n];
            let around = self.surroundings(simulation, at, lane, month, R::ACTIVE);
            let (fate, record) = collection::collect(&mut self.cells[at], lane, around);
            recorder.month(at, lane, &record);
            match fate {
                Fate::Closed(closing) => self.finish(simulation, at, lane, month, &closing, sink)?,
                _ => {
                    debtors[kept] = lane;
                    kept += 1;
                }
            }
        }
        debtors.truncate(kept);
        self.cells[at].debtors = debtors;

        let mut troubled = std::mem::take(&mut self.cells[at].troubled);
        let mut kept = 0;
        for n in 0..troubled.len() {
            let lane = troubled[n];
            let around = self.surroundings(simulation, at, lane, month, R::ACTIVE);
            self.cells[at].under_water[lane] = 0.0;
            let (fate, record) = trouble::month(&mut self.cells[at], lane, around);
            recorder.month(at, lane, &record);
            self.note_state(at, lane, month, fate, sink);
            match fate {
                Fate::Troubled => {
                    troubled[kept] = lane;
                    kept += 1;
                }
                Fate::Quiet => {}
                Fate::Debtor => self.cells[at].debtors.push(lane),
                Fate::Closed(closing) => self.finish(simulation, at, lane, month, &closing, sink)?,
            }
        }
        troubled.truncate(kept);
        self.cells[at].troubled = troubled;
        Ok(())
    }

    /// Counts a household out of its lane: its state at the month's end, a new default, a home under water.
    fn note_state(&mut self, at: usize, lane: usize, month: u32, fate: Fate, sink: &mut Sink<'_>) {
        let world = self.paths.world[lane];
        let columns = &mut self.cells[at];
        if columns.under_water[lane] > 0.0 {
            sink.under_water(world, at, month, 1);
            columns.under_water[lane] = 0.0;
        }
        let case = &mut columns.cases[columns.case_of[lane] as usize];
        if case.default.is_some_and(|default| default.month == month) {
            sink.count(world, at, month, MonthCounter::NewDefaults);
        }
        let days = case.arrears.days_past_due(month);
        let state = match (fate, &case.proceeding) {
            (Fate::Debtor, _) => MonthCounter::Foreclosed,
            (Fate::Closed(closing), _) => state_of(closing.state, days),
            (_, Some(proceeding)) if proceeding.is_accelerated() => MonthCounter::InForeclosure,
            (_, Some(_)) => MonthCounter::InDefault,
            (_, None) => state_past_due(days),
        };
        let before = case.state.unwrap_or(MonthCounter::Performing);
        if state != before {
            sink.enter(world, at, month, state, Some(before));
        }
        case.state = Some(state);
    }

    /// At the horizon every path of a cell that is still quiet stops.
    fn stop_quiet(&mut self, simulation: &Simulation<'_>, at: usize, sink: &mut Sink<'_>) -> Result<(), NotFinite> {
        let month = simulation.study.horizon_months;
        for lane in 0..self.paths.count() {
            if self.cells[at].active[lane] > 0.5 {
                let around = self.surroundings(simulation, at, lane, month, false);
                let value = 1.0 / around.inverse_value;
                let balance = self.cells[at].balance[lane];
                let closing = Closing {
                    state: FinalState::Performing,
                    month,
                    value,
                    principal_left: balance,
                    net_of_home: value - balance,
                    round: 0,
                    price: None,
                    deficiency: 0.0,
                };
                self.finish(simulation, at, lane, month, &closing, sink)?;
            }
        }
        Ok(())
    }

    /// A month beyond the horizon: only cases in default and debtors are left. Whether any remain.
    fn workout_month<R: Recorder>(
        &mut self,
        simulation: &Simulation<'_>,
        month: u32,
        sink: &mut Sink<'_>,
        recorder: &mut R,
    ) -> Result<bool, NotFinite> {
        let study = simulation.study;
        let mut any = false;
        for (life_at, parameters) in study.lives.iter().enumerate() {
            self.open.clear();
            self.open.resize(self.paths.count(), false);
            for (columns, cell) in self.cells.iter().zip(&study.cells) {
                if cell.life == life_at {
                    for lane in columns.troubled.iter().chain(&columns.debtors) {
                        self.open[*lane] = true;
                        any = true;
                    }
                }
            }
            let context = simulation.life_context(parameters, &self.paths, &self.worlds);
            for lane in 0..self.open.len() {
                if self.open[lane] {
                    self.lives[life_at].step(month, lane..lane + 1, context);
                }
            }
        }
        if any {
            for (at, cell) in study.cells.iter().enumerate() {
                self.cells[at].reprice(cell, month, &self.paths, &self.worlds);
                if simulation.constants[at].has_outgo {
                    let life = self.lives[cell.life].month(month);
                    self.cells[at].spend(simulation.instruction_set, cell, month, life);
                }
                self.troubled(simulation, at, month, sink, recorder)?;
            }
        }
        Ok(any)
    }

    fn finish(
        &mut self,
        simulation: &Simulation<'_>,
        at: usize,
        lane: usize,
        month: u32,
        closing: &Closing,
        sink: &mut Sink<'_>,
    ) -> Result<(), NotFinite> {
        let columns = &self.cells[at];
        let case = match columns.case_of[lane] {
            NO_CASE => None,
            case => Some(&columns.cases[case as usize]),
        };
        let who = self.paths.who(lane);
        let outcome = close::outcome(columns, lane, case, closing).ok_or(NotFinite {
            world: who.world,
            household: who.household,
            cell: at,
            month,
        })?;
        sink.finish(who.world, at, &outcome);
        self.outcomes[lane * simulation.study.cells.len() + at] = outcome;
        Ok(())
    }
}

/// Hazard of finding a buyer: λ·e^{γ·trend}.
fn sale_hazard(cell: &crate::study::Cell, trend: f64) -> f64 {
    let distress = &cell.distress;
    if distress.sale_trend_sensitivity == 0.0 {
        distress.sale_hazard
    } else {
        distress.sale_hazard * libm::exp(distress.sale_trend_sensitivity * trend)
    }
}
