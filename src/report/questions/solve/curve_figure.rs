//! The estimate by the varied key, the target, and where it is crossed.

use super::answer::Answer;
use super::words::Words;
use crate::aggregate::CELL;
use crate::answers::solve::{CURVE, CURVE_ESTIMATE, CURVE_VALUE, ROUND};
use crate::outcome::Unit;
use crate::report::ReportError;
use crate::report::figure::Figure;
use crate::report::figure::by_sweep::key_is_share;
use crate::report::figure::panel::{Axis, Color, Mark, Numbers, Panel, Stroke};
use crate::report::figure::select::spread;
use crate::report::language::Language;
use crate::report::reading::CellNames;
use crate::report::results::{Results, errors, integers, numbers};
use crate::stats::Estimate;

/// Most lines of one panel.
const LINES: usize = 6;
/// The target's colour, a grey.
const GREY: Color = Color::Series(7);

pub(super) fn figure(results: &Results, language: Language) -> Result<Option<Figure>, ReportError> {
    let (words, answer) = (Words::of(language), Answer::of(results, language)?);
    if answer.second_key.is_some() {
        return Ok(None);
    }
    let names = CellNames::new(&results.labels, language);
    let table = results.table(&CURVE)?;
    let (cells, rounds) = (integers(table, &CELL)?, integers(table, &ROUND)?);
    let (values, estimates) = (numbers(table, &CURVE_VALUE)?, numbers(table, &CURVE_ESTIMATE)?);
    let errors = errors(table, &CURVE_ESTIMATE)?;
    let (mut marks, mut ends, mut heights) = (Vec::new(), Vec::new(), vec![0.0, answer.bound]);
    for (number, row) in spread(&answer.rows.iter().collect::<Vec<_>>(), LINES).into_iter().enumerate() {
        let (mut line, mut bars, mut tips) = (Vec::new(), Vec::new(), Vec::new());
        for place in (0..cells.len()).filter(|place| cells[*place] == row.cell as i64) {
            let (Some(at), Some(value)) = (values[place], estimates[place]) else { continue };
            let mcse = errors[place];
            let is_answer = row.value == Some(at);
            if rounds[place] > 1 && !is_answer {
                continue;
            }
            let bar = mcse.map_or(0.0, |mcse| 2.0 * mcse);
            line.push((at, value));
            bars.push(bar);
            ends.push(at);
            heights.extend([value - bar, value + bar]);
            let shown = answer.estimate(Estimate { value: Some(value), mcse });
            let key = (language.texts().key_is)(&answer.key_name(), &answer.value(Some(at)));
            let answer = if is_answer { format!("{}, ", words.answer) } else { String::new() };
            tips.push(format!("{}: {answer}{key}: {shown}", names.line(row.cell)));
        }
        let (color, stroke) = (Color::Series(number), Stroke::of(number));
        let label = (results.labels.len() > 1).then(|| names.line(row.cell));
        marks.push(Mark::Line { points: line.clone(), errors: Some(bars), color, stroke, label });
        marks.push(Mark::Tips { points: line, texts: tips, color, dots: true, cells: Vec::new() });
    }
    let extreme = |numbers: &[f64], is_more: fn(f64, f64) -> bool| {
        numbers.iter().copied().reduce(|most, number| if is_more(number, most) { number } else { most })
    };
    let (Some(from), Some(to)) = (extreme(&ends, |a, b| a < b), extreme(&ends, |a, b| a > b)) else { return Ok(None) };
    let target = vec![(from, answer.bound), (to, answer.bound)];
    let label = Some(words.target_line.to_owned());
    marks.push(Mark::Line { points: target, errors: None, color: GREY, stroke: Stroke::Dotted, label });
    let lowest = extreme(&heights, |a, b| a < b).unwrap_or(0.0);
    let highest = extreme(&heights, |a, b| a > b).unwrap_or(0.0);
    let margin = if highest > lowest { (highest - lowest) * 0.05 } else { 0.01 };
    let below = if lowest < 0.0 { lowest - margin } else { 0.0 };
    let y_numbers = match answer.target.unit {
        Unit::Fraction => Numbers::Percent,
        Unit::Money => Numbers::Money,
        _ => Numbers::Plain,
    };
    let y = Axis::new(&answer.target_name(), y_numbers).between(below, highest + margin);
    let x = Axis::new(&answer.key_name(), numbers_of(&answer.key));
    let panel = Panel { title: String::new(), x, y, marks };
    let title = (words.curve_title)(&answer.target_name(), &answer.key_name());
    Ok(Some(Figure { name: "curve", title, says: words.curve_says.to_owned(), panels: vec![panel] }))
}

/// How values of a key are written beside an axis.
pub(super) fn numbers_of(key: &str) -> Numbers {
    if key_is_share(key) { Numbers::Percent } else { Numbers::Plain }
}
