//! The lender's loss over worlds, a row a cell: its spread, value at risk and expected shortfall.

use super::panel::{Color, Figure, Numbers};
use super::rows::{self, Called, Row};
use crate::aggregate::WORLD_DISTRIBUTION;
use crate::report::ReportError;
use crate::report::language::Language;
use crate::report::reading::world_risk::{IN_20, IN_100, Of, at, beyond};
use crate::report::reading::{CellNames, risk};
use crate::report::results::Results;
use crate::stats::PerMille;

/// `None` where there are too few worlds for one in twenty.
pub(in crate::report) fn figure(results: &Results, language: Language) -> Result<Option<Figure>, ReportError> {
    let texts = language.texts();
    let worlds = results.rows(&WORLD_DISTRIBUTION);
    let names = CellNames::new(&results.labels, language);
    let mut known = Vec::new();
    for cell in 0..results.labels.len() {
        if at(worlds, cell, Of::Loss, IN_20.level)?.value.is_some() {
            known.push(cell);
        }
    }
    let marked = [
        (texts.var_95, Color::Series(0)),
        (texts.es_95, Color::Series(2)),
        (texts.var_99, Color::Series(1)),
        (texts.es_99, Color::Series(3)),
    ];
    let row = |name: &str, cell: usize| {
        let quantile = |level: u32| Ok::<_, ReportError>(at(worlds, cell, Of::Loss, PerMille::new(level))?.value);
        let Some(median) = quantile(500)? else { return Ok::<_, ReportError>(None) };
        let values = [
            quantile(IN_20.level.get())?,
            beyond(worlds, cell, IN_20.level)?.value,
            quantile(IN_100.level.get())?,
            beyond(worlds, cell, IN_100.level)?.value,
        ];
        let told = marked.iter().zip(values).filter(|(_, value)| value.is_some());
        let told: Vec<String> = told.map(|((name, _), value)| format!("{name} {}", risk(value))).collect();
        Ok(Some(Row {
            name: name.to_owned(),
            cell: Some(cell),
            value: median,
            error: 0.0,
            bands: [quantile(50)?.zip(quantile(950)?), quantile(250)?.zip(quantile(750)?)],
            points: values.iter().enumerate().filter_map(|(place, value)| Some((place, (*value)?))).collect(),
            color: Color::Series(7),
            tip: format!("{}: {} {}; {}", names.line(cell), texts.median, risk(Some(median)), told.join("; ")),
        }))
    };
    let bands = [texts.nine_of_ten_worlds, texts.half_of_worlds];
    let called = Called { value: texts.median, bands, points: &marked };
    let panels = rows::by_scenario(results, &known, language, |cells, title| {
        let mut rows = Vec::new();
        for (name, cell) in cells {
            rows.extend(row(name, *cell)?);
        }
        Ok(Some(rows::panel(title, (texts.axis_lender_loss, Numbers::Percent), &rows, called)))
    })?;
    let (title, says) = (texts.figure_world_losses.to_owned(), texts.figure_world_losses_says.to_owned());
    Ok((!panels.is_empty()).then_some(Figure { name: "world_losses", title, says, panels }))
}
