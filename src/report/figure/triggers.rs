//! What made households default: a bar a cell as long as its default rate, cut by trigger.

use super::panel::{Axis, Color, Figure, Mark, Numbers, Panel};
use super::rows;
use crate::aggregate::estimates::DEFAULT_RATE;
use crate::aggregate::triggers::SHARE;
use crate::aggregate::{SUMMARY, TRIGGERS};
use crate::outcome::DefaultTrigger;
use crate::report::ReportError;
use crate::report::language::Language;
use crate::report::number::{Show, percent};
use crate::report::reading::CellNames;
use crate::report::results::{Results, errors as errors_of, numbers};
use crate::stats::Estimate;

/// Half of a bar's height, where cells are 1 apart.
const HALF: f64 = 0.3;
const COUNT: usize = DefaultTrigger::ALL.len();

/// `None` where nobody defaults, or all for the same reason.
pub(in crate::report) fn figure(results: &Results, language: Language) -> Result<Option<Figure>, ReportError> {
    let texts = language.texts();
    let Some(table) = results.rows(&TRIGGERS) else { return Ok(None) };
    let (shares, errors) = (numbers(table, &SHARE)?, errors_of(table, &SHARE)?);
    let rates = numbers(results.table(&SUMMARY)?, &DEFAULT_RATE.column)?;
    let rate_of = |cell: usize| rates.get(cell).copied().flatten().filter(|rate| *rate > 0.0);
    let known: Vec<usize> = (0..rates.len()).filter(|cell| rate_of(*cell).is_some()).collect();
    let share_of = |cell: usize, number: usize| shares.get(cell * COUNT + number).copied().flatten().unwrap_or(0.0);
    let seen = (0..COUNT).filter(|number| known.iter().any(|cell| share_of(*cell, *number) > 0.0));
    // Where all default for one reason, words say it.
    if seen.count() < 2 {
        return Ok(None);
    }
    let names = CellNames::new(&results.labels, language);
    let panels = rows::by_scenario(results, &known, language, |cells, title| {
        let (mut marks, mut labelled, mut highest) = (Vec::new(), [false; COUNT], 0.0);
        for (place, (_, cell)) in cells.iter().enumerate() {
            let (Some(rate), at) = (rate_of(*cell), (cells.len() - place) as f64) else { continue };
            let mut from = 0.0;
            for (number, name) in texts.triggers.iter().enumerate() {
                let share = share_of(*cell, number);
                if share == 0.0 {
                    continue;
                }
                let to = from + share * rate;
                let label = (!std::mem::replace(&mut labelled[number], true)).then(|| (*name).to_owned());
                let (low, high, color) = (vec![at - HALF; 2], vec![at + HALF; 2], Color::Series(number));
                marks.push(Mark::Band { x: vec![from, to], low, high, color, label });
                let mcse = errors.get(cell * COUNT + number).copied().flatten();
                let shown = Show::Percent.short(Estimate { value: Some(share), mcse }, language);
                let line = names.line(*cell);
                marks.push(Mark::Tips {
                    points: vec![((from + to) / 2.0, at)],
                    texts: vec![format!("{line}: {} {}; {name} {shown}", texts.default_rate, percent(rate, 2))],
                    color,
                    dots: false,
                    cells: vec![*cell],
                });
                from = to;
            }
            highest = if rate > highest { rate } else { highest };
        }
        let mut y = Axis::new("", Numbers::Plain).between(0.4, cells.len() as f64 + 0.6);
        y.categories = cells.iter().rev().map(|(name, _)| name.clone()).collect();
        let x = Axis::new(texts.axis_default_rate, Numbers::Percent).between(0.0, highest * 1.04);
        Ok(Some(Panel { title, x, y, marks }))
    })?;
    let (title, says) = (texts.figure_triggers.to_owned(), texts.figure_triggers_says.to_owned());
    Ok((!panels.is_empty()).then_some(Figure { name: "triggers", title, says, panels }))
}
