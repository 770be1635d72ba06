//! Shares of households by state at each month's end, stacked.

use super::panel::{Axis, Color, Figure, Mark, Numbers, Panel};
use super::select::{TIPS, extremes, is_drawn};
use crate::aggregate::months::MONTH;
use crate::aggregate::{CELL, MONTHS};
use crate::outcome::MonthCounter;
use crate::report::ReportError;
use crate::report::language::Language;
use crate::report::number::{percent, percent_short};
use crate::report::reading::CellNames;
use crate::report::results::{Results, integers, numbers, rows_of_cell};

/// The order from the bottom: whole households last, so that trouble stands where small shares can be seen.
const ORDER: [usize; MonthCounter::STATES] = [7, 5, 4, 3, 2, 1, 6, 8, 0];

pub(in crate::report) fn figure(results: &Results, language: Language) -> Result<Option<Figure>, ReportError> {
    let texts = language.texts();
    let mut panels = Vec::new();
    for cell in extremes(results)? {
        panels.extend(panel(results, cell, language)?);
    }
    // One height for all panels, so that they can be compared; what is cut off is said.
    let highest =
        panels.iter().filter_map(|panel| panel.y.range).fold(0.0, |most, (_, end)| if end > most { end } else { most });
    for panel in &mut panels {
        panel.y.range = Some((0.0, highest));
        if highest < 1.0 {
            panel.y.label = (texts.axis_cut_at)(&panel.y.label, &percent_short(libm::round(highest * 1000.0) / 1000.0));
        }
    }
    let (title, says) = (texts.figure_states.to_owned(), texts.figure_states_says.to_owned());
    Ok((!panels.is_empty()).then_some(Figure { name: "states", title, says, panels }))
}

fn panel(results: &Results, cell: usize, language: Language) -> Result<Option<Panel>, ReportError> {
    let texts = language.texts();
    let table = results.table(&MONTHS)?;
    let rows = rows_of_cell(&integers(table, &CELL)?, cell);
    let months: Vec<f64> = integers(table, &MONTH)?[rows.clone()].iter().map(|month| *month as f64).collect();
    let mut shares: Vec<(usize, Vec<f64>)> = Vec::new();
    for state in ORDER {
        let Some(counter) = MonthCounter::ALL.get(state) else { continue };
        let values = numbers(table, &counter.column())?;
        shares.push((state, values[rows.clone()].iter().map(|share| share.unwrap_or(0.0)).collect()));
    }
    let nothing = shares.iter().all(|(_, values)| values.iter().all(|share| *share == 0.0));
    if months.is_empty() || nothing {
        return Ok(None);
    }
    let mut marks = Vec::new();
    let mut top = vec![0.0; months.len()];
    for (state, values) in shares.iter().filter(|(_, values)| values.iter().any(|share| *share > 0.0)) {
        let low = top.clone();
        top.iter_mut().zip(values).for_each(|(top, share)| *top += share);
        marks.push(Mark::Band {
            x: months.clone(),
            low,
            high: top.clone(),
            color: Color::State(*state),
            label: Some(name(texts.states, *state).to_owned()),
        });
    }
    // What is not plain performing takes the lower part; the picture is cut where nothing but performing is left.
    let performing = shares.iter().find(|(state, _)| *state == 0).map(|(_, values)| values.clone()).unwrap_or_default();
    let lowest = performing.iter().copied().reduce(|a, b| if b < a { b } else { a }).unwrap_or(0.0);
    let ceiling = (1.0 - lowest) * 1.15;
    let ceiling = if ceiling > 1.0 || ceiling <= 0.0 { 1.0 } else { ceiling };
    let tip = |place: usize| {
        let parts = shares.iter().rev().filter_map(|(state, values)| {
            let share = *values.get(place)?;
            (share > 0.0).then(|| format!("{} {}", name(texts.states, *state), percent(share, 2)))
        });
        let month = months.get(place).map_or(0.0, |month| *month);
        format!("{}: {}", (texts.month_number)(&month.to_string()), parts.collect::<Vec<_>>().join("; "))
    };
    let horizon = results.manifest.horizon_months;
    let places = (0..months.len())
        .filter(|place| months.get(*place).is_some_and(|month| is_drawn(*month as i64, horizon, TIPS)));
    let at = |place: usize| Some((*months.get(place)?, 1.0 - performing.get(place)?));
    let (points, tips): (_, Vec<String>) = places.filter_map(|place| Some((at(place)?, tip(place)))).unzip();
    let cells = vec![cell; tips.len()];
    marks.push(Mark::Tips { points, texts: tips, color: Color::Series(0), dots: false, cells });
    let title = CellNames::new(&results.labels, language).line(cell);
    let x = Axis::months(texts.axis_month, horizon);
    let y = Axis::new(texts.axis_share_of_households, Numbers::Percent).between(0.0, ceiling);
    Ok(Some(Panel { title, x, y, marks }))
}

fn name(names: [&'static str; MonthCounter::STATES], state: usize) -> &'static str {
    names.get(state).copied().unwrap_or_default()
}
