//! The risk of default by down payment and buffer.

use super::answer::{self, Odds};
use super::readings::{lines, money};
use super::words::Words;
use crate::report::ReportError;
use crate::report::figure::Figure;
use crate::report::figure::panel::{Axis, Mark, Numbers, Panel};
use crate::report::language::Language;
use crate::report::number::{Show, percent_short};
use crate::report::results::Results;

pub(super) fn figure(results: &Results, language: Language) -> Result<Option<Figure>, ReportError> {
    let words = Words::of(language);
    let odds = answer::odds(results)?;
    let (mut rows, mut row_names, mut tips) = (Vec::new(), Vec::new(), Vec::new());
    for line in lines(&odds) {
        // In per cent, the unit of the numbers in the fields.
        let values: Option<Vec<f64>> = line.iter().map(|row| row.default.value.map(|value| value * 100.0)).collect();
        let Some(values) = values else { return Ok(None) };
        rows.push(values);
        row_names.extend(line.first().map(|row| percent_short(row.down_payment)));
        let tip = |row: &Odds| {
            let place = (words.at)(&percent_short(row.down_payment), &money(row.buffer, language));
            format!("{place}: {}", Show::Percent.estimate(row.default, language))
        };
        tips.extend(line.iter().map(tip));
    }
    let first = lines(&odds).next().unwrap_or_default();
    let column_names: Vec<String> = first.iter().map(|row| money(row.buffer, language)).collect();
    let (mut x, mut y) = (Axis::new(words.buffer, Numbers::Plain), Axis::new(words.down_payment, Numbers::Plain));
    (x.categories, y.categories) = (column_names.clone(), row_names.clone());
    let fields = rows.iter().flatten().copied();
    let scale = fields.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
        (if value < low { value } else { low }, if value > high { value } else { high })
    });
    let marks = vec![Mark::Heat { rows, row_names, column_names, tips, cells: Vec::new(), scale }];
    let panels = vec![Panel { title: String::new(), x, y, marks }];
    let (title, says) = (words.figure_title.to_owned(), words.figure_says.to_owned());
    Ok(Some(Figure { name: "odds", title, says, panels }))
}
