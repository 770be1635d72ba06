//! A path, and what happens on it: what `explain` tells in any form.

use super::choices::Format;
use super::plan::Source;

use crate::kernel::{Block, InstructionSet, PathRange, Simulation, Sink};
use crate::outcome::ledger::LedgerRow;
use crate::outcome::path::ABSENT;
use crate::outcome::real_amounts::{Deflators, REAL_AMOUNTS, RealAmount};
use crate::outcome::{Column, DefaultTrigger, Event, FinalState, Ledger, MonthRecord, PathOutcome, Recorder};
use crate::report::Language;
use crate::study::Study;

/// Whose path it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Whose {
    /// The household of that number.
    Household(u64),
    /// The loan of a tape with that id.
    Loan(String),
}

/// A path, and the form in which its story is wanted.
#[derive(Clone, Debug)]
pub(super) struct Request {
    pub source: Source,
    pub world: u64,
    pub whose: Whose,
    pub cell: Option<usize>,
    pub format: Format,
    /// Of what is told; files of other programs have their own names.
    pub language: Language,
}

/// What a simulation of one path leaves.
pub(super) struct Story {
    pub months: Vec<MonthRecord>,
    /// The market's regime in each of those months; empty where prices have none.
    pub regimes: Vec<String>,
    pub outcome: PathOutcome,
    /// What was lent, by name, the main loan first; empty for a household that has one loan, or did not buy.
    pub lent: Vec<(String, f64)>,
    /// The region of the home, where it has an index of its own.
    pub region: Option<String>,
    /// The price index in each of those months, 1 in month 0; empty where there are neither regions nor prices that answer to sales.
    pub index: Vec<f64>,
    /// Consumer prices ÷ those of origination in each of those months; empty where they are not known.
    pub price_levels: Vec<f64>,
}

impl Story {
    /// Household amounts in money of origination, cents, equation (173); none where consumer prices are not known.
    pub fn real_amounts(&self) -> impl Iterator<Item = (&'static str, i64)> {
        let outcome = self.outcome;
        let closing = [outcome.sale_month, outcome.settlement_month].into_iter().find(|month| *month != ABSENT);
        let level = |month: Option<usize>| month.and_then(|month| self.price_levels.get(month - 1)).copied();
        let end = self.price_levels.last().copied();
        let closing = level(closing.map(|month| month as usize)).or(end);
        let deflators = closing.zip(end).map(|(closing, end)| Deflators { closing, end });
        let told =
            move |amount: RealAmount| deflators.map(|deflators| (amount.name, amount.told(&outcome, deflators).1));
        REAL_AMOUNTS.into_iter().filter_map(told)
    }
}

/// Simulates one path under one cell. Cells do not touch each other's numbers, so the others are left out.
pub(super) fn simulate(study: &Study, path: u64, cell: usize) -> Story {
    let study = Study { cells: study.cells.iter().skip(cell).take(1).cloned().collect(), ..study.clone() };
    let mut ledger = Ledger::default();
    let mut block = Block::default();
    let world = (path / study.households) as u32;
    let mut sink = Sink::new(&study);
    sink.begin(world..=world);
    let range = PathRange { first: path, count: 1 };
    let simulation = Simulation::new(&study, InstructionSet::best());
    // Where households act on each other a path hangs on all households of its world, which are simulated with it.
    let moved = study.has_feedback().then(|| {
        let mut of_path = OfLane { lane: (path % study.households) as usize, ledger: &mut ledger };
        simulation.run_with_feedback(world, &mut block, &mut sink, &mut of_path)
    });
    if moved.is_none() {
        simulation.run(range, &mut block, &mut sink, &mut ledger);
    }
    let lane = if moved.is_some() { (path % study.households) as usize } else { 0 };
    let outcome = block.outcomes.get(lane).copied().unwrap_or(PathOutcome::EMPTY);
    let has_bought = !outcome.is_refused();
    let lent = study.cells.first().filter(|cell| has_bought && !cell.beside.is_empty()).map(|cell| {
        let names = cell.beside.iter().map(|loan| loan.tranche.name.clone());
        std::iter::once("main".to_owned()).chain(names).zip(block.lent(&simulation, 0, lane)).collect()
    });
    let months: Vec<MonthRecord> = ledger.records.into_iter().map(|(_, _, month)| month).collect();
    let answers = moved.is_some();
    let world = moved.unwrap_or_else(|| simulation.world(world));
    let row = study.tape.as_ref().map(|tape| tape.loan((path % study.households) as usize).1);
    let cell = study.cells.first();
    let price = cell.map(|cell| row.map_or(cell.price, |row| cell.price_of(row)));
    let of_tape = cell.zip(row).and_then(|(cell, row)| cell.regions.of_row(row)).map(|region| region.name.clone());
    let region = of_tape.or_else(|| cell.and_then(|cell| cell.household.region.clone()));
    let index = price.filter(|_| region.is_some() || answers).map(|price| &world.index[price]);
    let index = index.map(|levels| months.iter().map(|month| levels[month.month as usize]).collect());
    let regime =
        |month: &MonthRecord| Some(study.world_models.regime(price?, &world, month.month as usize)?.name.clone());
    let levels = study.cells.first().and_then(|cell| cell.price_levels.as_ref());
    let price_levels = levels.map(|levels| months.iter().map(|month| levels.level(month.month)).collect());
    let regimes = months.iter().filter_map(regime).collect();
    Story {
        regimes,
        months,
        outcome,
        lent: lent.unwrap_or_default(),
        region,
        index: index.unwrap_or_default(),
        price_levels: price_levels.unwrap_or_default(),
    }
}

/// Keeps the months of one household of many.
struct OfLane<'a> {
    lane: usize,
    ledger: &'a mut Ledger,
}

impl Recorder for OfLane<'_> {
    type Notes = MonthRecord;

    fn month(&mut self, cell: usize, lane: usize, month: MonthRecord) {
        if lane == self.lane {
            self.ledger.month(cell, lane, month);
        }
    }
}

/// An amount of a month.
pub(super) type Amount = fn(&MonthRecord) -> f64;

/// Every amount of a month, for CSV and JSON.
pub(super) fn amounts() -> impl Iterator<Item = &'static LedgerRow> {
    MonthRecord::ROWS.iter().filter(|row| row.is_printed)
}

/// What happened in each month; of months in a row in which a home's value is held, the first says so.
pub(super) fn events(months: &[MonthRecord]) -> Vec<Vec<Event>> {
    let mut was_held = false;
    let mut of_month = |month: &MonthRecord| {
        let is_held = month.events.has(Event::ValueHeld);
        let is_news = |event: &Event| *event != Event::ValueHeld || !was_held;
        let told = month.events.iter().filter(is_news).collect();
        was_held = is_held;
        told
    };
    months.iter().map(&mut of_month).collect()
}

/// Name of a code, where it has one.
pub(super) fn named(column: &Column, code: i64) -> Option<&'static str> {
    match column.name {
        "final_state" => FinalState::ALL.iter().find(|state| **state as i64 == code).map(|state| state.name()),
        "default_trigger" => {
            DefaultTrigger::ALL.iter().find(|trigger| **trigger as i64 == code).map(|trigger| trigger.name())
        }
        _ => None,
    }
}
