//! `underwater explain`: one household's story, month by month, from the code that `run` uses.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::args::Format;
use super::failure::Failure;
use super::money::plain;
use super::plan::{Plan, Source, describe};
use super::story;
use crate::distress::DefaultTrigger;
use crate::kernel::{Block, Event, InstructionSet, Ledger, MonthRecord, PathRange, Simulation, Sink};
use crate::outcome::kept::{ABOVE, BELOW};
use crate::outcome::path::ABSENT;
use crate::outcome::{
    Applicants, BATCHES, Column, FinalState, LossHistogram, MonthCounts, PathOutcome, Tallies, WorldColumn,
};
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

/// Prints the months of a path and its outcome.
pub(super) fn explain(request: &Request) -> Result<(), Failure> {
    let plan = request.source.plan()?;
    let (path, cell) = locate(request, &plan.study)?;
    let story = simulate(&plan.study, path, cell);
    let mut out = io::stdout().lock();
    match request.format {
        Format::Table => story::tell(request, &plan, cell, &story, &mut out)?,
        Format::Csv => csv(&story, &mut out)?,
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, &as_json(request, &plan, cell, &story))?;
            writeln!(out)?;
        }
    }
    Ok(())
}

/// Number of the path and of the cell.
fn locate(request: &Request, study: &Study) -> Result<(u64, usize), Failure> {
    let within = |option: &str, given: u64, count: u64, noun: &str| {
        let last = count.saturating_sub(1);
        let outside =
            || Failure::Input(format!("{option} {given} is not in [0, {last}]: the study has {count} {noun}"));
        if given < count { Ok(given) } else { Err(outside()) }
    };
    let world = within("--world", request.world, u64::from(study.worlds), "worlds")?;
    let household = within("--household", request.household, study.households, "households a world")?;
    let cell = within("--cell", request.cell.unwrap_or(0) as u64, study.cells.len() as u64, "cells")?;
    Ok((world * study.households + household, cell as usize))
}

/// Simulates one path under one cell. Cells do not touch each other's numbers, so the others are left out.
fn simulate(study: &Study, path: u64, cell: usize) -> Story {
    let study = Study { cells: study.cells.iter().skip(cell).take(1).cloned().collect(), ..study.clone() };
    let months = study.horizon_months as usize;
    let mut ledger = Ledger::default();
    let mut block = Block::default();
    let mut sink = Sink {
        cells: 1,
        first_world: (path / study.households) as u32,
        rows: &mut [[0; WorldColumn::COUNT]],
        under_water: &mut vec![0; months],
        months,
        states: &mut MonthCounts::new(1, months),
        tallies: &mut Tallies::new(study.cells.len(), study.last_workout_month() as usize),
        losses: &mut vec![LossHistogram::default(); BATCHES],
        applicants: &mut Applicants::new(1),
    };
    let range = PathRange { first: path, count: 1 };
    let simulation = Simulation::new(&study, InstructionSet::best());
    simulation.run(range, &mut block, &mut sink, &mut ledger);
    let outcome = block.outcomes.first().copied().unwrap_or(PathOutcome::EMPTY);
    let months: Vec<MonthRecord> = ledger.records.into_iter().map(|(_, _, month)| month).collect();
    let world = simulation.world((path / study.households) as u32);
    let price = study.cells.first().and_then(|cell| study.world_models.price.get(cell.price));
    let regime = |month: &MonthRecord| Some(price?.regime(&world.regimes, month.month as usize)?.name.clone());
    Story { regimes: months.iter().filter_map(regime).collect(), months, outcome }
}

/// An amount of a month.
pub(super) type Amount = fn(&MonthRecord) -> f64;

/// Every amount of a month, for CSV and JSON.
const AMOUNTS: [(&str, Amount); 43] = [
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

/// What happened in each month. A household that walked away does not pay because it will not, not because it cannot.
pub(super) fn events(months: &[MonthRecord]) -> Vec<Vec<Named>> {
    let mut walking = false;
    let mut of_month = |month: &MonthRecord| {
        walking |= month.events.has(Event::WalkedAway);
        let named = |event: Event| match event {
            Event::Missed if walking => (event, "instalment not paid, by choice"),
            _ => (event, event.name()),
        };
        month.events.iter().map(named).collect()
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

fn csv(story: &Story, out: impl Write) -> Result<(), Failure> {
    let months = &story.months;
    let mut writer = csv::Writer::from_writer(out);
    let amounts = AMOUNTS.iter().map(|(name, _)| *name);
    let regime = (!story.regimes.is_empty()).then_some("regime");
    let before = ["month", "rate_monthly"].into_iter().chain(regime);
    writer.write_record(before.chain(amounts).chain(["days_past_due", "events"]))?;
    for (at, (month, events)) in months.iter().zip(events(months)).enumerate() {
        let mut row = vec![month.month.to_string(), month.rate_monthly.to_string()];
        row.extend(story.regimes.get(at).cloned());
        row.extend(AMOUNTS.iter().map(|(_, amount)| plain(amount(month))));
        row.extend([month.days_past_due.to_string(), names(&events).join("; ")]);
        writer.write_record(row)?;
    }
    writer.flush()?;
    Ok(())
}

fn names(events: &[Named]) -> Vec<&'static str> {
    events.iter().map(|(_, name)| *name).collect()
}

/// The outcome under the names and in the whole numbers of `paths.parquet`.
fn as_json(request: &Request, plan: &Plan, cell: usize, story: &Story) -> Value {
    let month = |(at, (month, events)): (usize, (&MonthRecord, Vec<Named>))| {
        let mut fields = Map::from_iter([
            ("month".to_owned(), month.month.into()),
            ("rate_monthly".to_owned(), month.rate_monthly.into()),
            ("days_past_due".to_owned(), month.days_past_due.into()),
            ("events".to_owned(), names(&events).into()),
        ]);
        fields.extend(story.regimes.get(at).map(|regime| ("regime".to_owned(), regime.as_str().into())));
        fields.extend(AMOUNTS.iter().map(|(name, amount)| ((*name).to_owned(), plain(amount(month)).into())));
        Value::Object(fields)
    };
    let stored = |(column, value): (&Column, i64)| {
        let value = match (column.name, value) {
            (_, ABSENT | ABOVE | BELOW) => Value::Null,
            ("final_state", code) => named(column, code).into(),
            (_, value) => value.into(),
        };
        (column.header(), value)
    };
    let outcome: Map<String, Value> = PathOutcome::COLUMNS.iter().zip(story.outcome.values()).map(stored).collect();
    json!({
        "study": plan.study.name,
        "seed": plan.study.seed,
        "world": request.world,
        "household": request.household,
        "cell": cell,
        "label": plan.study.cells.get(cell).map(|cell| describe(&cell.label)),
        "months": story.months.iter().zip(events(&story.months)).enumerate().map(month).collect::<Vec<_>>(),
        "outcome": outcome,
    })
}
