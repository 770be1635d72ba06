//! `underwater explain`: one household's story, month by month, from the code that `run` uses.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::choices::Format;
use super::failure::Failure;
use super::money::plain;
use super::path_story::{Request, Story, Whose, amounts, events, named, simulate};
use super::plan::{Plan, describe};
use super::story;
use crate::outcome::kept::{ABOVE, BELOW};
use crate::outcome::path::ABSENT;
use crate::outcome::{Column, Event, MonthRecord, PathOutcome};
use crate::study::Study;
use crate::told::{Words, told};

/// Prints the months of a path and its outcome.
pub(super) fn explain(request: &Request) -> Result<(), Failure> {
    let plan = request.source.plan()?;
    let (household, path, cell) = locate(request, &plan.study)?;
    let story = simulate(&plan.study, path, cell);
    let mut out = io::stdout().lock();
    match request.format {
        Format::Table => story::tell(request, &plan, (household, cell), &story, &mut out)?,
        Format::Csv => csv(&story, &mut out)?,
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, &as_json(request, &plan, (household, cell), &story))?;
            writeln!(out)?;
        }
    }
    Ok(())
}

/// Number of the household in its world, of the path and of the cell.
fn locate(request: &Request, study: &Study) -> Result<(u64, u64, usize), Failure> {
    let within = |option: &str, given: u64, count: u64, what: Words| {
        let (last, what) = (count.saturating_sub(1), what.told());
        let outside = || {
            told!(
                "{option} {given} is not in [0, {last}]: the study has {count} {what}",
                "{option} {given} 不在 [0, {last}] 之内：研究有 {count} {what}";
                what
            )
        };
        if given < count { Ok(given) } else { Err(Failure::Input(outside())) }
    };
    let world = within("--world", request.world, u64::from(study.worlds), Words::new("worlds", "个情景世界"))?;
    let household = match &request.whose {
        Whose::Household(number) => {
            within("--household", *number, study.households, Words::new("households a world", "个家庭（每个世界）"))?
        }
        Whose::Loan(id) => of_loan(id, study)?,
    };
    let cell =
        within("--cell", request.cell.unwrap_or(0) as u64, study.cells.len() as u64, Words::new("cells", "个单元"))?;
    Ok((household, world * study.households + household, cell as usize))
}

/// Number of a loan of the study's tape.
fn of_loan(id: &str, study: &Study) -> Result<u64, Failure> {
    let Some(tape) = &study.tape else {
        return Err(Failure::Input(told!(
            "--loan {id}: the study has no tape of loans; --household takes a number",
            "--loan {id}：该研究没有贷款表；--household 取一个编号"
        )));
    };
    let unknown = || told!("--loan {id} is not in the study's tape", "--loan {id} 不在该研究的贷款表中");
    let number = tape.number_of(id).ok_or_else(|| Failure::Input(unknown()))?;
    Ok(number as u64)
}

fn csv(story: &Story, out: impl Write) -> Result<(), Failure> {
    let months = &story.months;
    let mut writer = csv::Writer::from_writer(out);
    let names_of_amounts = amounts().map(|row| row.column.name);
    let regime = (!story.regimes.is_empty()).then_some("regime");
    let price_level = (!story.price_levels.is_empty()).then_some("price_level");
    let index = (!story.index.is_empty()).then_some("index");
    let before = ["month", "rate_monthly"].into_iter().chain(regime).chain(index).chain(price_level);
    writer.write_record(before.chain(names_of_amounts).chain(["days_past_due", "events"]))?;
    for (at, (month, events)) in months.iter().zip(events(months)).enumerate() {
        let mut row = vec![month.month.to_string(), month.rate_monthly.to_string()];
        row.extend(story.regimes.get(at).cloned());
        row.extend(story.index.get(at).map(f64::to_string));
        row.extend(story.price_levels.get(at).map(f64::to_string));
        row.extend(amounts().map(|amount| plain((amount.amount)(month))));
        row.extend([month.days_past_due.to_string(), names(&events).join("; ")]);
        writer.write_record(row)?;
    }
    writer.flush()?;
    Ok(())
}

fn names(events: &[Event]) -> Vec<&'static str> {
    events.iter().map(|event| event.words().english).collect()
}

/// The outcome under the names and in the whole numbers of `paths.parquet`.
fn as_json(request: &Request, plan: &Plan, (household, cell): (u64, usize), story: &Story) -> Value {
    let month = |(at, (month, events)): (usize, (&MonthRecord, Vec<Event>))| {
        let mut fields = Map::from_iter([
            ("month".to_owned(), month.month.into()),
            ("rate_monthly".to_owned(), month.rate_monthly.into()),
            ("days_past_due".to_owned(), month.days_past_due.into()),
            ("events".to_owned(), names(&events).into()),
        ]);
        fields.extend(story.regimes.get(at).map(|regime| ("regime".to_owned(), regime.as_str().into())));
        fields.extend(story.index.get(at).map(|level| ("index".to_owned(), (*level).into())));
        fields.extend(story.price_levels.get(at).map(|level| ("price_level".to_owned(), (*level).into())));
        fields.extend(amounts().map(|row| (row.column.name.to_owned(), plain((row.amount)(month)).into())));
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
    let mut outcome: Map<String, Value> = PathOutcome::COLUMNS.iter().zip(story.outcome.values()).map(stored).collect();
    outcome.extend(story.real_amounts().map(|(name, cents)| (format!("{name}_real_cents"), cents.into())));
    let turned_off = plan.study.cells.get(cell).map(|cell| cell.counterfactual.turned_off()).unwrap_or_default();
    let mut told = json!({
        "study": plan.study.name,
        "seed": plan.study.seed,
        "world": request.world,
        "household": household,
        "cell": cell,
        "label": plan.study.cells.get(cell).map(|cell| describe(&cell.label)),
        "months": story.months.iter().zip(events(&story.months)).enumerate().map(month).collect::<Vec<_>>(),
        "outcome": outcome,
    });
    if let Some(region) = &story.region {
        told["region"] = region.as_str().into();
    }
    if !turned_off.is_empty() {
        told["turned_off"] = turned_off.into();
    }
    told
}
