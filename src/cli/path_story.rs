//! A path, and what happens on it: what `explain` tells in any form.

use super::choices::Format;
use super::plan::Source;
use crate::distress::DefaultTrigger;
use crate::kernel::{Block, Event, InstructionSet, Ledger, MonthRecord, PathRange, Simulation, Sink};
use crate::outcome::{Column, FinalState, PathOutcome};
use crate::study::Study;

/// A path, and the form in which its story is wanted.
#[derive(Clone, Debug)]
pub(super) struct Request {
    pub source: Source,
    pub world: u64,
    pub household: u64,
    pub cell: Option<usize>,
    pub format: Format,
}

/// What a simulation of one path leaves.
pub(super) struct Story {
    pub months: Vec<MonthRecord>,
    /// The market's regime in each of those months; empty where prices have none.
    pub regimes: Vec<String>,
    pub outcome: PathOutcome,
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
    simulation.run(range, &mut block, &mut sink, &mut ledger);
    let outcome = block.outcomes.first().copied().unwrap_or(PathOutcome::EMPTY);
    let months: Vec<MonthRecord> = ledger.records.into_iter().map(|(_, _, month)| month).collect();
    let world = simulation.world(world);
    let price = study.cells.first().map(|cell| cell.price);
    let regime =
        |month: &MonthRecord| Some(study.world_models.regime(price?, &world, month.month as usize)?.name.clone());
    Story { regimes: months.iter().filter_map(regime).collect(), months, outcome }
}

/// An amount of a month.
pub(super) type Amount = fn(&MonthRecord) -> f64;

/// Every amount of a month, for CSV and JSON.
pub(super) const AMOUNTS: [(&str, Amount); 43] = [
    ("value", |month| month.value),
    ("income", |month| month.income),
    ("spending", |month| month.spending),
    ("other_debt_service", |month| month.other_debt_service),
    ("rent_received", |month| month.rent_received),
    ("other_homes", |month| month.other_homes),
    ("other_homes_proceeds", |month| month.other_homes_proceeds),
    ("family_help", |month| month.family_help),
    ("unmet", |month| month.unmet),
    ("cash", |month| month.cash),
    ("due", |month| month.due),
    ("interest_due", |month| month.interest_due),
    ("principal_due", |month| month.principal_due),
    ("penalty_accrued", |month| month.penalty_accrued),
    ("paid", |month| month.paid),
    ("costs_paid", |month| month.costs_paid),
    ("costs_advanced", |month| month.costs_advanced),
    ("consumed", |month| month.consumed),
    ("line_drawn", |month| month.line_drawn),
    ("line_repaid", |month| month.line_repaid),
    ("line_interest", |month| month.line_interest),
    ("line_balance", |month| month.line_balance),
    ("balance", |month| month.balance),
    ("overdue", |month| month.overdue),
    ("overdue_principal", |month| month.overdue_principal),
    ("penalty", |month| month.penalty),
    ("costs_owed", |month| month.costs_owed),
    ("proceeds", |month| month.proceeds),
    ("third_parties", |month| month.third_parties),
    ("lender_share", |month| month.lender_share),
    ("cash_brought", |month| month.cash_brought),
    ("deficiency", |month| month.deficiency),
    ("deficiency_interest", |month| month.deficiency_interest),
    ("seized", |month| month.seized),
    ("garnished", |month| month.garnished),
    ("margin_gap", |month| month.margin_gap),
    ("margin_paid", |month| month.margin_paid),
    ("capitalised", |month| month.capitalised),
    ("capitalised_interest", |month| month.capitalised_interest),
    ("damages", |month| month.damages),
    ("late_interest", |month| month.late_interest),
    ("late_interest_owed", |month| month.late_interest_owed),
    ("forgiven", |month| month.forgiven),
];

/// An event in words.
pub(super) type Named = (Event, &'static str);

/// What happened in each month. A household that walked away does not pay because it will not, not because it cannot; of
/// months in a row in which its home's value is held, the first says so.
pub(super) fn events(months: &[MonthRecord]) -> Vec<Vec<Named>> {
    let (mut walking, mut was_held) = (false, false);
    let mut of_month = |month: &MonthRecord| {
        let is_held = month.events.has(Event::ValueHeld);
        let is_news = |event: &Event| *event != Event::ValueHeld || !was_held;
        walking |= month.events.has(Event::WalkedAway);
        let named = |event: Event| match event {
            Event::Missed if walking => (event, "instalment not paid, by choice"),
            _ => (event, event.name()),
        };
        let told = month.events.iter().filter(is_news).map(named).collect();
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
