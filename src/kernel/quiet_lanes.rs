//! Quiet households in lanes: all of a cell through a month at once, where they do not rest.

use super::anniversaries::Anniversary;
use super::block::{Block, Simulation};
use super::cell_lanes::{CellLanes, QuietMonth};
use super::home_value;
use super::marks::for_each_marked;
use super::passes::{count_pass, record_pass, sale_gate_pass};
use super::quiet::Quiet;
use super::sink::Sink;
use crate::distress::walk_away::walks_away;
use crate::household::{HouseholdMonth, Position};
use crate::outcome::{MonthCounter, NoNotes};

impl Block {
    /// The quiet households of a cell through a month.
    pub(super) fn quiet(
        &mut self,
        simulation: &Simulation<'_>,
        cell_index: usize,
        month: u32,
        all_leave: bool,
        sink: &mut Sink,
    ) {
        let (cell, constants) = (&simulation.study.cells[cell_index], &simulation.constants[cell_index]);
        let columns = &mut self.cells[cell_index];
        columns.reprice(cell, month, &self.paths, &self.worlds);
        if constants.has_outgo {
            columns.spend(simulation.instruction_set, cell, month, self.lane_lives[cell.life].month(month));
        }
        if all_leave || month >= cell.loan.term_months {
            columns.all_leave();
            return;
        }
        let income_frac = self.lane_lives[cell.life].month(month).income_frac;
        let log_value = self.views.month(simulation.views.of_cell(cell_index), month);
        let life = self.lane_lives[cell.life].month(month);
        let level = |lane: usize| {
            let log_index = self.worlds[self.paths.local_world(lane)].log_index[cell.price][month as usize];
            home_value::level(log_index, constants.walk_drift_monthly, month)
        };
        let walks = |quiet: &Quiet, lane: usize| {
            let price = quiet.home_price[lane];
            let value = home_value::value(price, level(lane), life.walk[lane]);
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
        let hazard = |world: usize| cell.distress.sale_hazard_at(worlds[world].trend[cell.price][month as usize]);
        self.paths.spread(0, self.paths.count(), &mut self.sale_hazard, hazard);
        let drift_monthly = simulation.constants[cell_index].walk_drift_monthly;
        let level =
            |world: usize| home_value::level(worlds[world].log_index[cell.price][month as usize], drift_monthly, month);
        self.paths.spread(0, self.paths.count(), &mut self.level, level);
        sale_gate_pass(
            simulation.instruction_set,
            &mut self.cells[cell_index].quiet,
            &self.level,
            self.lane_lives[cell.life].month(month).walk,
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
                clock: of_cell.clock(lane, &of_cell.origination[lane]),
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
    pub(super) fn look_at_performing(
        &mut self,
        simulation: &Simulation<'_>,
        cell_index: usize,
        month: u32,
        sink: &mut Sink,
    ) {
        let cell = &simulation.study.cells[cell_index];
        if month >= simulation.study.horizon_months || month >= cell.loan.term_months {
            return;
        }
        let CellLanes { quiet, bands, cases, case_of, out, .. } = &mut self.cells[cell_index];
        let anniversary = Anniversary {
            cell: cell_index,
            month,
            horizon: simulation.study.horizon_months,
            is_level: cell.loan.method().is_level(month + 1),
            paths: &self.paths,
            now: (month > 0).then(|| {
                let view = self.views.month(simulation.views.of_cell(cell_index), month);
                (self.lane_lives[cell.life].month(month).income_frac, view)
            }),
        };
        let others = out.iter().copied().filter(|lane| {
            let case = &cases[case_of[*lane] as usize];
            case.state == Some(MonthCounter::Performing) && case.position.book.default.is_none()
        });
        bands.look(simulation.instruction_set, quiet, anniversary, others, sink);
    }
}
