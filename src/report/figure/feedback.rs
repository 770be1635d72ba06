//! Default and expected loss where households act on each other, and had they not: a row a cell.

use super::hues::Hues;
use super::panel::{Color, Figure, Numbers};
use super::rows::{self, Called, Row};
use crate::aggregate::FEEDBACK;
use crate::aggregate::feedback::{
    DEFAULT_RATE, DEFAULT_RATE_CHANGE, DEFAULT_RATE_WITHOUT, EXPECTED_LOSS, EXPECTED_LOSS_CHANGE, EXPECTED_LOSS_WITHOUT,
};
use crate::outcome::Column;
use crate::report::ReportError;
use crate::report::language::{Language, column_label};
use crate::report::number::Show;
use crate::report::reading::CellNames;
use crate::report::results::{Results, estimate};

/// With prices that answer, without, and the difference.
const MEASURES: [[&Column; 3]; 2] = [
    [&DEFAULT_RATE, &DEFAULT_RATE_WITHOUT, &DEFAULT_RATE_CHANGE],
    [&EXPECTED_LOSS, &EXPECTED_LOSS_WITHOUT, &EXPECTED_LOSS_CHANGE],
];

/// `None` where they do not.
pub(in crate::report) fn figure(results: &Results, language: Language) -> Result<Option<Figure>, ReportError> {
    let texts = language.texts();
    let Some(table) = results.rows(&FEEDBACK) else { return Ok(None) };
    let (names, hues) = (CellNames::new(&results.labels, language), Hues::of(&results.labels));
    let points = [(texts.prices_do_not_answer, Color::Series(7))];
    let called = Called { value: texts.prices_answer, bands: ["", ""], points: &points };
    let mut panels = Vec::new();
    for columns in MEASURES {
        let of_cell = |cell: usize| {
            let [with, without, change] = columns.map(|column| estimate(table, column, cell));
            Ok::<_, ReportError>([with?, without?, change?])
        };
        let mut known = Vec::new();
        for cell in 0..results.labels.len() {
            known.extend(of_cell(cell)?[0].value.map(|_| cell));
        }
        let measure = column_label(columns[0], language);
        panels.extend(rows::by_scenario(results, &known, language, |cells, scenario| {
            let mut shown = Vec::new();
            for (name, cell) in cells {
                let found = of_cell(*cell)?;
                let told = columns.iter().zip(found).map(|(column, found)| {
                    format!("{} {}", column_label(column, language), Show::Percent.estimate(found, language))
                });
                let [with, without, _] = found;
                shown.push(Row {
                    name: name.clone(),
                    cell: Some(*cell),
                    value: with.value.unwrap_or(0.0),
                    error: with.mcse.unwrap_or(0.0) * 2.0,
                    bands: [None, None],
                    points: without.value.map(|value| (0, value)).into_iter().collect(),
                    color: hues.scenario(results.labels[*cell].scenario.as_deref()).0,
                    tip: format!("{}: {}", names.line(*cell), told.collect::<Vec<_>>().join("; ")),
                });
            }
            let title = [measure.as_str(), &scenario].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
            Ok(Some(rows::panel(title.join(names.between()), (&measure, Numbers::Percent), &shown, called)))
        })?);
    }
    let (title, says) = (texts.figure_feedback.to_owned(), texts.figure_feedback_says.to_owned());
    Ok((!panels.is_empty()).then_some(Figure { name: "feedback", title, says, panels }))
}
