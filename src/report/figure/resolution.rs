//! How long defaults take to end, and how: shares of defaults by months since, stacked.

use super::panel::{Axis, Color, Figure, Mark, Numbers, Panel};
use super::select::{TIPS, extremes, is_drawn};
use crate::aggregate::resolution::MONTHS_SINCE_DEFAULT;
use crate::aggregate::{CELL, RESOLUTION};
use crate::outcome::Resolution;
use crate::report::ReportError;
use crate::report::language::Language;
use crate::report::number::percent;
use crate::report::reading::CellNames;
use crate::report::results::{Results, integers, numbers, rows_of_cell};

/// Colours of the ways, in their order.
const COLORS: [Color; 5] = [Color::State(8), Color::State(6), Color::State(4), Color::State(5), Color::State(7)];

/// `None` where no default ends.
pub(in crate::report) fn figure(results: &Results, language: Language) -> Result<Option<Figure>, ReportError> {
    let texts = language.texts();
    if results.rows(&RESOLUTION).is_none() {
        return Ok(None);
    }
    let mut panels = Vec::new();
    for cell in extremes(results)? {
        panels.extend(panel(results, cell, language)?);
    }
    // The same months and the same height in all panels.
    let last =
        panels.iter().filter_map(|panel| panel.x.range).fold(1.0, |most, (_, to)| if to > most { to } else { most });
    for panel in &mut panels {
        panel.x = Axis::months(texts.axis_months_since_default, last as u32);
    }
    let (title, says) = (texts.figure_resolution.to_owned(), texts.figure_resolution_says.to_owned());
    Ok((!panels.is_empty()).then_some(Figure { name: "resolution", title, says, panels }))
}

fn panel(results: &Results, cell: usize, language: Language) -> Result<Option<Panel>, ReportError> {
    let texts = language.texts();
    let table = results.table(&RESOLUTION)?;
    let rows = rows_of_cell(&integers(table, &CELL)?, cell);
    let months: Vec<f64> =
        integers(table, &MONTHS_SINCE_DEFAULT)?[rows.clone()].iter().map(|month| *month as f64).collect();
    let mut ways: Vec<(usize, Vec<f64>)> = Vec::new();
    for (number, way) in Resolution::ALL.iter().filter(|way| **way != Resolution::Unresolved).enumerate() {
        let shares = numbers(table, &way.share())?;
        ways.push((number, shares[rows.clone()].iter().map(|share| share.unwrap_or(0.0)).collect()));
    }
    ways.retain(|(_, shares)| shares.iter().any(|share| *share > 0.0));
    let Some(last) = months.last().copied().filter(|_| !ways.is_empty()) else { return Ok(None) };
    let mut marks = Vec::new();
    let mut top = vec![0.0; months.len()];
    for (number, shares) in &ways {
        let low = top.clone();
        top.iter_mut().zip(shares).for_each(|(top, share)| *top += share);
        let label = texts.resolutions.get(*number).map(|name| (*name).to_owned());
        let color = COLORS.get(*number).copied().unwrap_or(Color::Series(7));
        marks.push(Mark::Band { x: months.clone(), low, high: top.clone(), color, label });
    }
    let is_shown = |month: f64| is_drawn(month as i64, last as u32, TIPS);
    let places: Vec<usize> =
        months.iter().enumerate().filter(|(_, month)| is_shown(**month)).map(|(place, _)| place).collect();
    let tip = |place: usize| {
        let parts = ways.iter().filter_map(|(number, shares)| {
            Some(format!("{} {}", texts.resolutions.get(*number)?, percent(*shares.get(place)?, 1)))
        });
        let month = months.get(place).map_or(0.0, |month| *month);
        format!("{}: {}", (texts.after_months)(&month.to_string()), parts.collect::<Vec<_>>().join("; "))
    };
    let points = places.iter().map(|place| (months[*place], top[*place])).collect();
    marks.push(Mark::Tips {
        points,
        texts: places.iter().map(|place| tip(*place)).collect(),
        color: Color::Series(0),
        dots: false,
        cells: vec![cell; places.len()],
    });
    let title = CellNames::new(&results.labels, language).line(cell);
    let x = Axis::new("", Numbers::Plain).between(0.0, if last > 1.0 { last } else { 1.0 });
    let y = Axis::new(texts.axis_share_of_defaults, Numbers::Percent).between(0.0, 1.0);
    Ok(Some(Panel { title, x, y, marks }))
}
