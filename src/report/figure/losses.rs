//! How the household's loss is spread, with value at risk and expected shortfall marked.

use super::panel::{Axis, Color, Figure, Mark, Numbers, Panel, Stroke};
use super::select::extremes;
use crate::aggregate::estimates::DEFAULT_RATE;
use crate::aggregate::household_loss::{
    HOUSEHOLD_LOSS_ES_95, HOUSEHOLD_LOSS_ES_99, HOUSEHOLD_LOSS_VAR_95, HOUSEHOLD_LOSS_VAR_99,
};
use crate::aggregate::loss_histogram::{LOSS_FROM, LOSS_TO, SHARE};
use crate::aggregate::{CELL, LOSS_HISTOGRAM, SUMMARY};
use crate::outcome::Column;
use crate::report::ReportError;
use crate::report::language::{Language, Texts};
use crate::report::number::{Show, money_short, percent};
use crate::report::reading::CellNames;
use crate::report::results::{Results, errors as errors_of, integers, number, numbers, rows_of_cell};
use crate::stats::Estimate;

/// A line that marks a statistic: its name, its column of the summary, its colour.
type Marked = (fn(&Texts) -> &'static str, &'static Column, usize);

const MARKED: [Marked; 4] = [
    (|texts| texts.var_95, &HOUSEHOLD_LOSS_VAR_95.column, 4),
    (|texts| texts.es_95, &HOUSEHOLD_LOSS_ES_95.column, 1),
    (|texts| texts.var_99, &HOUSEHOLD_LOSS_VAR_99.column, 6),
    (|texts| texts.es_99, &HOUSEHOLD_LOSS_ES_99.column, 3),
];

pub(in crate::report) fn figure(results: &Results, language: Language) -> Result<Option<Figure>, ReportError> {
    let texts = language.texts();
    let cells = extremes(results)?;
    let panels = cells.into_iter().map(|cell| panel(results, cell, language)).collect::<Result<Vec<_>, _>>()?;
    let mut panels: Vec<Panel> = panels.into_iter().flatten().collect();
    share_axes(&mut panels);
    let (title, says) = (texts.figure_losses.to_owned(), texts.figure_losses_says.to_owned());
    Ok((!panels.is_empty()).then_some(Figure { name: "losses", title, says, panels }))
}

/// Gives panels the same axes, so that they can be compared.
fn share_axes(panels: &mut [Panel]) {
    let wider = |a: (f64, f64), b: (f64, f64)| (if b.0 < a.0 { b.0 } else { a.0 }, if b.1 > a.1 { b.1 } else { a.1 });
    let x = panels.iter().filter_map(|panel| panel.x.range).reduce(wider);
    let y = panels.iter().filter_map(|panel| panel.y.range).reduce(wider);
    for panel in panels {
        (panel.x.range, panel.y.range) = (x, y);
    }
}

fn panel(results: &Results, cell: usize, language: Language) -> Result<Option<Panel>, ReportError> {
    let texts = language.texts();
    let table = results.table(&LOSS_HISTOGRAM)?;
    let rows = rows_of_cell(&integers(table, &CELL)?, cell);
    let (from, to) = (numbers(table, &LOSS_FROM)?, numbers(table, &LOSS_TO)?);
    let (shares, errors) = (numbers(table, &SHARE)?, errors_of(table, &SHARE)?);
    let at = |column: &[Option<f64>], row: usize| column.get(row).copied().flatten();
    let width = rows.clone().find_map(|row| Some(at(&to, row)? - at(&from, row)?)).unwrap_or(1.0);

    let (mut x, mut high, mut middles, mut tips) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut highest = 0.0_f64;
    for row in rows {
        let Some(share) = at(&shares, row) else { continue };
        // An open bin is drawn as wide as the others, and says what it is.
        let (left, right, range) = match (at(&from, row), at(&to, row)) {
            (Some(left), Some(right)) => {
                (left, right, (texts.from_to)(&money_short(left, language), &money_short(right, language)))
            }
            (None, Some(right)) => (right - width, right, (texts.below)(&money_short(right, language))),
            (Some(left), None) => (left, left + width, (texts.above)(&money_short(left, language))),
            (None, None) => continue,
        };
        x.extend([left, right]);
        high.extend([share, share]);
        highest = if share > highest { share } else { highest };
        if share > 0.0 {
            middles.push(((left + right) / 2.0, share));
            let shown = Show::Percent.estimate(Estimate { value: Some(share), mcse: at(&errors, row) }, language);
            tips.push(format!("{range}: {shown}"));
        }
    }
    if x.is_empty() {
        return Ok(None);
    }
    let ends = x.iter().copied().chain(
        MARKED.iter().filter_map(|(_, column, _)| number(results.table(&SUMMARY).ok()?, column, cell).ok().flatten()),
    );
    let (from, to) =
        ends.fold((0.0, 0.0), |(from, to), x| (if x < from { x } else { from }, if x > to { x } else { to }));
    let low = vec![0.0; x.len()];
    let mut marks = vec![Mark::Band { x, low, high, color: Color::Fan(1), label: None }];
    for (place, (name, column, color)) in MARKED.into_iter().enumerate() {
        let value = number(results.table(&SUMMARY)?, column, cell)?;
        let Some(value) = value else { continue };
        marks.push(Mark::Line {
            points: vec![(value, 0.0), (value, highest)],
            errors: None,
            color: Color::Series(color),
            stroke: Stroke::of(place),
            label: Some(format!("{} {}", name(texts), money_short(rounded(value), language))),
        });
    }
    let cells = vec![cell; tips.len()];
    marks.push(Mark::Tips { points: middles, texts: tips, color: Color::Series(0), dots: false, cells });
    let rate = number(results.table(&SUMMARY)?, &DEFAULT_RATE.column, cell)?;
    let rate = rate.map_or_else(String::new, |rate| format!(" ({} {})", texts.default_rate, percent(rate, 2)));
    let title = format!("{}{rate}", CellNames::new(&results.labels, language).line(cell));
    let x = Axis::new(&(texts.axis_loss)(results.manifest.currency().unwrap_or(texts.currency_units)), Numbers::Money)
        .between(from, to);
    let y = Axis::new(texts.axis_share_of_households, Numbers::Percent).between(0.0, highest * 1.05);
    Ok(Some(Panel { title, x, y, marks }))
}

/// To a thousandth of its size, for a legend.
fn rounded(amount: f64) -> f64 {
    let mut unit = 1.0;
    while amount.abs() / unit >= 1000.0 {
        unit *= 10.0;
    }
    libm::round(amount / unit) * unit
}
