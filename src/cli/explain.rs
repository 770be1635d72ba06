//! `underwater explain`: one household's story, month by month, from the code that `run` uses.

use std::io::{self, Write};

use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use super::args::Format;
use super::failure::Failure;
use super::money::{grouped, plain, with_separators};
use super::plan::{Plan, Source, describe};
use super::table::{Align, render};
use crate::aggregate::column_name;
use crate::distress::DefaultTrigger;
use crate::kernel::{Block, Event, InstructionSet, Ledger, MonthRecord, PathRange, Simulation, Sink};
use crate::outcome::kept::{ABOVE, BELOW};
use crate::outcome::path::ABSENT;
use crate::outcome::{
    Applicants, BATCHES, Column, FinalState, LossHistogram, MonthCounts, PathOutcome, Tallies, Unit, WorldColumn,
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
struct Story {
    months: Vec<MonthRecord>,
    /// The market's regime in each of those months; empty where prices have none.
    regimes: Vec<String>,
    outcome: PathOutcome,
}

/// Prints the months of a path and its outcome.
pub(super) fn explain(request: &Request) -> Result<(), Failure> {
    let plan = request.source.plan()?;
    let (path, cell) = locate(request, &plan.study)?;
    let story = simulate(&plan.study, path, cell);
    let mut out = io::stdout().lock();
    match request.format {
        Format::Table => table(request, &plan, cell, &story, &mut out)?,
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
type Amount = fn(&MonthRecord) -> f64;

/// Columns of the table that always stand.
const STANDING: [(&str, Amount); 8] = [
    ("home value", |month| month.value),
    ("income", |month| month.income),
    ("spending", |month| month.spending),
    ("cash", |month| month.cash),
    ("due", |month| month.due),
    ("paid", |month| month.paid + month.costs_paid + month.margin_paid),
    ("arrears", |month| month.overdue + month.penalty),
    ("balance", |month| month.balance),
];

/// Columns of the table that stand where any month fills them.
const WHERE_ANY: [(&str, Amount); 7] = [
    ("other debts", |month| month.other_debt_service),
    ("rent", |month| month.rent_received),
    ("other homes", |month| month.other_homes),
    ("credit line", |month| month.line_balance),
    ("lender's costs", |month| month.costs_owed),
    ("late interest", |month| month.late_interest_owed),
    ("deficiency", |month| month.deficiency),
];

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

fn table(request: &Request, plan: &Plan, cell: usize, story: &Story, mut out: impl Write) -> Result<(), Failure> {
    let study = &plan.study;
    let Request { world, household, .. } = request;
    writeln!(out, "study {}, seed {}, world {world}, household {household}", study.name, study.seed)?;
    let others = match (request.cell, study.cells.len()) {
        (None, cells) if cells > 1 => format!("; --cell chooses another, up to {}", cells - 1),
        _ => String::new(),
    };
    let label = study.cells.get(cell).map(|cell| describe(&cell.label)).unwrap_or_default();
    writeln!(out, "cell {cell} of {}: {label}{others}\n", study.cells.len())?;
    if story.months.is_empty() {
        writeln!(out, "no months: the household did not buy\n")?;
    } else {
        writeln!(out, "{}\n", months_table(story))?;
    }
    writeln!(out, "{}", outcome_table(&story.outcome))?;
    Ok(())
}

fn months_table(story: &Story) -> String {
    let months = &story.months;
    let filled = WHERE_ANY.into_iter().filter(|(_, amount)| months.iter().any(|month| amount(month) != 0.0));
    let amounts: Vec<(&str, Amount)> = STANDING.into_iter().chain(filled).collect();
    let mut columns = vec![("month", Align::Right)];
    columns.extend(amounts.iter().map(|(name, _)| (*name, Align::Right)));
    columns.extend([("days past due", Align::Right), ("what happened", Align::Left)]);
    if !story.regimes.is_empty() {
        columns.insert(1, ("regime", Align::Left));
    }
    let row = |(at, (month, events)): (usize, (&MonthRecord, Vec<String>))| {
        let mut row = vec![month.month.to_string()];
        row.extend(story.regimes.get(at).cloned());
        row.extend(amounts.iter().map(|(_, amount)| grouped(amount(month))));
        row.extend([month.days_past_due.to_string(), events.join("; ")]);
        row
    };
    let events = events(months).into_iter().zip(months).map(|(events, month)| with_amounts(events, month));
    render(&columns, &[months.iter().zip(events).enumerate().map(row).collect()])
}

/// An event in words.
type Named = (Event, &'static str);

/// What happened in each month. A household that walked away does not pay because it will not, not because it cannot.
fn events(months: &[MonthRecord]) -> Vec<Vec<Named>> {
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

/// The same with the amount where there is one.
fn with_amounts(events: Vec<Named>, month: &MonthRecord) -> Vec<String> {
    let words = |(event, name): Named| {
        let amount = match event {
            Event::Sued => month.costs_advanced,
            Event::MarginCalled | Event::MarginUnmet => month.margin_gap,
            Event::MarginMet => month.margin_paid,
            Event::InHoliday | Event::ForbearanceGranted => month.capitalised,
            Event::ForbearanceRefused => month.overdue,
            Event::SpendingUnmet => month.unmet,
            Event::CreditDrawn => month.line_drawn,
            Event::SoldHome | Event::Auctioned | Event::TakenByLender | Event::SettledUnresolved => month.proceeds,
            Event::Rescinded => month.proceeds,
            Event::Discharged => month.forgiven,
            Event::WrittenOff => month.deficiency + month.forgiven,
            Event::Seized => month.seized,
            Event::Garnished => month.garnished,
            Event::OtherHomesSold => month.other_homes_proceeds,
            Event::FamilyHelped => month.family_help,
            _ => return name.to_owned(),
        };
        format!("{name} ({})", grouped(amount))
    };
    events.into_iter().map(words).collect()
}

fn outcome_table(outcome: &PathOutcome) -> String {
    let columns = [("outcome", Align::Left), ("value", Align::Right), ("unit", Align::Left), ("meaning", Align::Left)];
    let row = |(column, value): (&Column, i64)| {
        let unit = match column.unit {
            Unit::Count => "number",
            Unit::Cents => "money",
            Unit::Billionths => "fraction",
            Unit::Months => "months",
            Unit::Code => "",
        };
        vec![column.name.to_owned(), readable(column, value), unit.to_owned(), column.meaning.to_owned()]
    };
    let rows = PathOutcome::COLUMNS.iter().zip(outcome.values()).map(row).collect();
    render(&columns, &[rows])
}

fn readable(column: &Column, value: i64) -> String {
    match column.unit {
        _ if value == ABSENT => "–".to_owned(),
        _ if value == ABOVE => "beyond what is kept".to_owned(),
        _ if value == BELOW => "beyond what is kept, negative".to_owned(),
        Unit::Cents => with_separators(&format!("{:.2}", Decimal::new(value, 2))),
        Unit::Billionths => Decimal::new(value, 9).to_string(),
        Unit::Code => name_of(column, value).map_or_else(|| value.to_string(), str::to_owned),
        Unit::Count | Unit::Months => value.to_string(),
    }
}

/// Name of a code, where it has one.
fn name_of(column: &Column, code: i64) -> Option<&'static str> {
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
            ("final_state", code) => name_of(column, code).into(),
            (_, value) => value.into(),
        };
        (column_name(column.name, column.unit), value)
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
