//! The highest log of debt ÷ value over all months of a household, what it was lent apart: once for all cells whose loans run
//! alike on homes that are looked at alike. A household that rests throughout and stays above water is done with that.

use super::instruction_set::{InstructionSet, lane_pass};
use super::paths::PathLanes;
use super::schedules::{ScheduleWorlds, Schedules};
use super::views::{ViewLanes, Views};

/// Which tops there are, and which one a cell has.
#[derive(Clone, Debug)]
pub struct Tops {
    /// Cells of which each stands for the two or more that share a top.
    cells: Vec<usize>,
    /// `None`: the cell is alone.
    of_cell: Vec<Option<usize>>,
}

impl Tops {
    /// None: every household has a loan of its own.
    pub fn none(cells: usize) -> Self {
        Self { cells: Vec::new(), of_cell: vec![None; cells] }
    }

    /// The tops of a study's cells.
    pub fn of(cells: usize, views: &Views, schedules: &Schedules) -> Self {
        let mut tops = Self { cells: Vec::new(), of_cell: vec![None; cells] };
        let kind = |cell| (views.of_cell(cell), schedules.of_cell(cell));
        // What a home secures beside the main loan is each household's own.
        let is_alone = |cell: &usize| schedules.loans(*cell) == 1;
        for cell in (0..cells)
            .filter(is_alone)
            .filter(|cell| (0..cells).filter(is_alone).any(|other| other != *cell && kind(other) == kind(*cell)))
        {
            let known = tops.cells.iter().position(|known| kind(*known) == kind(cell));
            tops.of_cell[cell] = Some(known.unwrap_or_else(|| {
                tops.cells.push(cell);
                tops.cells.len() - 1
            }));
        }
        tops
    }
}

/// The tops of every lane's household.
#[derive(Clone, Debug, Default)]
pub struct TopLanes(Vec<Vec<i32>>);

impl TopLanes {
    /// Fills all of them; schedules and views are those of the block.
    pub fn fill(
        &mut self,
        instruction_set: InstructionSet,
        tops: &Tops,
        paths: &PathLanes,
        (schedules, of_worlds): (&Schedules, &ScheduleWorlds),
        (views, view_lanes): (&Views, &ViewLanes),
    ) {
        self.0.resize_with(tops.cells.len(), Vec::new);
        for (cell, top_of) in tops.cells.iter().zip(&mut self.0) {
            top_of.clear();
            let values = view_lanes.of(views.of_cell(*cell));
            for segment in &paths.segments {
                let schedule = of_worlds.get(schedules, *cell, 0, segment.world);
                let log_balance = schedule.log_balance(1..schedule.last() + 1);
                top_of.extend((segment.start..segment.end).map(|lane| {
                    let mut top = i32::MIN;
                    top_pass(instruction_set, log_balance, values.of(lane).months, &mut top);
                    top
                }));
            }
        }
    }

    /// Forgets all of them; their memory is kept.
    pub fn clear(&mut self) {
        self.0.iter_mut().for_each(Vec::clear);
    }

    /// Those of a cell; empty where it is alone, or they were not filled.
    pub fn of(&self, tops: &Tops, cell: usize) -> &[i32] {
        tops.of_cell[cell].and_then(|top| self.0.get(top)).map_or(&[], Vec::as_slice)
    }
}

lane_pass! {
    /// Months are the lanes: the highest of balance ÷ value.
    pub fn top_pass(log_balance: &[i32], log_value: &[i32], top: &mut i32) {
        let n = log_balance.len();
        let log_value = &log_value[..n];
        let mut highest = i32::MIN;
        for month in 0..n {
            let log_ltv = log_balance[month] - log_value[month];
            highest = if log_ltv > highest { log_ltv } else { highest };
        }
        *top = highest;
    }
}
