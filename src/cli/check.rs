//! `underwater check`: what a study would do, without doing it.

use std::io::{self, Write};

use super::failure::Failure;
use super::plan::{Plan, Source, describe};
use super::size::{Bytes, Disk, Memory, Room, Shape, duration, seconds};
use crate::report::with_separators;
use crate::report::{FORMATS, csv::CSV};
use crate::study::Caution;

/// Cells listed one by one.
const CELLS_SHOWN: usize = 40;

/// A study, and what it is to run on.
#[derive(Clone, Debug)]
pub(super) struct Request {
    pub source: Source,
    pub threads: usize,
    pub memory_limit: Option<Bytes>,
}

/// Prints the size of the study, its cells and its data; fails where `run` would refuse it.
pub(super) fn check(request: &Request) -> Result<(), Failure> {
    let plan = request.source.plan()?;
    let shape = Shape::of(&plan.study, request.threads);
    let room = Room::find(request.memory_limit);
    let mut out = io::stdout().lock();
    for (what, value) in facts(&plan, &shape, room.as_ref()) {
        writeln!(out, "{what:<18}{value}")?;
    }
    writeln!(out, "\nconfig files")?;
    for path in &plan.loaded.source_paths {
        writeln!(out, "  {}", path.display())?;
    }
    if !plan.loaded.files_read.is_empty() {
        writeln!(out, "\ndata files and their BLAKE3")?;
    }
    for file in &plan.loaded.files_read {
        writeln!(out, "  {}  {}", file.blake3, file.path.display())?;
    }
    let series = plan.loaded.data.series_read();
    if !series.is_empty() {
        writeln!(out, "\nseries as they are read")?;
    }
    for series in series {
        writeln!(out, "  {series}")?;
    }
    writeln!(out, "\ncells")?;
    let cells = &plan.study.cells;
    for (number, cell) in cells.iter().enumerate().take(CELLS_SHOWN) {
        writeln!(out, "  {number:>4}  {}", describe(&cell.label))?;
    }
    if cells.len() > CELLS_SHOWN {
        writeln!(out, "  and {} more", cells.len() - CELLS_SHOWN)?;
    }
    let cautions = plan.cautions();
    if !cautions.is_empty() {
        writeln!(out, "\nto think about before a run")?;
    }
    for Caution { key, english, .. } in cautions {
        writeln!(out, "  {key}: {english}")?;
    }
    Memory::of_run(&shape, false, &[&CSV]).check(room.as_ref())
}

fn facts(plan: &Plan, shape: &Shape, room: Option<&Room>) -> Vec<(&'static str, String)> {
    let (study, models) = (&plan.study, &plan.study.world_models);
    let count = |number: u64| with_separators(&number.to_string());
    let (worlds, households) = (count(u64::from(study.worlds)), count(study.households));
    let memory = Memory::of_run(shape, false, &[&CSV]).total();
    let with_all = Memory::of_run(shape, true, &FORMATS).total();
    let room = room.map_or_else(String::new, |room| format!("; {room}"));
    let household_months = with_separators(&format!("{:.0}", shape.household_months()));
    let (threads, seconds) = (counted(shape.threads, "thread"), duration(seconds(shape)));
    let disk = Disk::of(shape, &[&CSV], true);
    let all_formats = Disk::of(shape, &FORMATS, true).tables;
    vec![
        ("study", study.name.clone()),
        ("title", plan.loaded.study.title.clone()),
        ("seed", study.seed.to_string()),
        ("paths", format!("{worlds} worlds × {households} households = {}", count(study.paths()))),
        ("cells", count(study.cells.len() as u64)),
        ("months", format!("{} to the horizon, {} more at most", study.horizon_months, after_horizon(plan))),
        ("household-months", format!("{household_months} to the horizon, cells counted")),
        (
            "distinct",
            [
                counted(models.price.len(), "price model"),
                counted(models.labour.len(), "labour market"),
                counted(models.policy_rate.len(), "policy rate"),
                counted(study.lives.len(), "exogenous life").replace("lifes", "lives"),
            ]
            .join(", "),
        ),
        ("memory", format!("about {memory} on {threads}, {with_all} with --save-paths and all formats{room}")),
        (
            "output",
            format!(
                "about {}, {all_formats} in all formats, {} more with --save-paths{}",
                disk.tables,
                disk.paths,
                if disk.put_away.0 > 0.0 { format!("; {} more while it runs", disk.put_away) } else { String::new() }
            ),
        ),
        ("time", format!("{seconds} on {threads}, at the speed of the reference machine")),
        ("results", plan.default_folder().display().to_string()),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .collect()
}

/// Months in which cases are worked out and debts collected.
fn after_horizon(plan: &Plan) -> u32 {
    plan.study.last_month() - plan.study.horizon_months
}

fn counted(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
