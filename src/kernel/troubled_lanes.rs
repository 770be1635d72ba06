//! Households in trouble: taken out of their lanes one at a time, through the horizon and the tail.

use super::block::{Block, Simulation};
use super::cell_lanes::CellLanes;
use super::cell_month::CellMonth;
use super::collection;
use super::ends::Ends;
use super::sink::Sink;
use super::trouble::{self, Fate};
use crate::household::wages::yearly_growth;
use crate::outcome::kept::most_cents;
use crate::outcome::{Notes, Recorder};

impl Block {
    /// The troubled households and the debtors of a cell through a month.
    pub(super) fn troubled<R: Recorder>(
        &mut self,
        simulation: &Simulation<'_>,
        cell: usize,
        month: u32,
        sink: &mut Sink,
        recorder: &mut R,
    ) {
        if self.cells[cell].troubled.is_empty() && self.cells[cell].debtors.is_empty() {
            return;
        }
        // Debtors of this month are taken first: collection begins the month after settlement.
        let mut debtors = std::mem::take(&mut self.cells[cell].debtors);
        let mut troubled = std::mem::take(&mut self.cells[cell].troubled);
        let (columns, of_cell, mut ends) = self.split(simulation, cell, month);
        debtors.retain(|lane| {
            let lane = *lane;
            let value = of_cell.clock(lane, columns.quiet.inverse_price[lane]).value();
            let mut notes = R::Notes::default();
            let fate = collection::collect(columns.open_case(lane), lane, &of_cell, value, &mut notes);
            recorder.month(cell, lane, notes);
            if let Fate::Closed(closing) = &fate {
                ends.finish(columns, lane, closing, sink);
            }
            fate == Fate::Debtor
        });
        troubled.retain(|lane| {
            let lane = *lane;
            let mut notes = R::Notes::default();
            let fate = columns.month_out_of_lane(lane, &of_cell, &mut notes);
            recorder.month(cell, lane, notes);
            ends.note_state(columns, lane, &fate, sink);
            match &fate {
                Fate::Troubled | Fate::Quiet => {}
                Fate::Debtor => debtors.push(lane),
                Fate::Closed(closing) => ends.finish(columns, lane, closing, sink),
            }
            fate == Fate::Troubled
        });
        (columns.debtors, columns.troubled) = (debtors, troubled);
    }

    /// A block split at a cell's month: the cell's columns, what its households have in common, and where its paths end.
    pub(super) fn split<'b>(
        &'b mut self,
        simulation: &'b Simulation<'_>,
        cell: usize,
        month: u32,
    ) -> (&'b mut CellLanes, CellMonth<'b>, Ends<'b>) {
        let (study, parameters) = (simulation.study, &simulation.study.cells[cell]);
        let life = &self.lives[parameters.life];
        let of_cell = CellMonth {
            study,
            cell: parameters,
            constants: &simulation.constants[cell],
            streams: &simulation.streams,
            paths: &self.paths,
            worlds: &self.worlds,
            life,
            of_month: life.month(month),
            sale_threshold: &self.sale_threshold,
            month,
            spending_growth: yearly_growth(parameters.household.spending_growth_annual(), month),
        };
        let ends = Ends {
            cell,
            month,
            horizon: study.horizon_months,
            cells: study.cells.len(),
            most_cents: most_cents(study.households),
            paths: &self.paths,
            outcomes: &mut self.outcomes,
        };
        (&mut self.cells[cell], of_cell, ends)
    }

    /// A month beyond the horizon: only cases in default and debtors are left. Whether any remain.
    pub(super) fn workout_month<R: Recorder>(
        &mut self,
        simulation: &Simulation<'_>,
        month: u32,
        sink: &mut Sink,
        recorder: &mut R,
    ) -> bool {
        let study = simulation.study;
        let mut any = false;
        for (life, parameters) in study.lives.iter().enumerate() {
            self.open.clear();
            self.open.resize(self.paths.count(), false);
            for (columns, cell) in self.cells.iter().zip(&study.cells) {
                if cell.life == life {
                    for lane in columns.troubled.iter().chain(&columns.debtors) {
                        self.open[*lane] = true;
                        any = true;
                    }
                }
            }
            let context = simulation.life_context(parameters, &self.paths, &self.worlds);
            for lane in 0..self.open.len() {
                if self.open[lane] {
                    self.lives[life].step(month, lane..lane + 1, context);
                }
            }
        }
        if any {
            for cell in 0..study.cells.len() {
                self.troubled(simulation, cell, month, sink, recorder);
            }
        }
        any
    }
}

impl CellLanes {
    /// The month of a household that is out of its lane, or leaves it now.
    fn month_out_of_lane(&mut self, lane: usize, of_cell: &CellMonth<'_>, notes: &mut impl Notes) -> Fate {
        self.open_case(lane);
        let CellLanes { quiet, outgo, cases, case_of, origination, .. } = self;
        let case = &mut cases[case_of[lane] as usize];
        if case.is_in_lane {
            case.take_out(quiet, lane);
        }
        let fate = trouble::month(case, lane, &origination[lane], of_cell, notes);
        case.show(quiet, lane);
        if fate == Fate::Quiet {
            case.put_back(quiet, outgo, lane);
        }
        fate
    }
}
