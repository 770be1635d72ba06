//! A cell of a file, whatever its format: what it holds, and what a column makes of it.

use super::columns::{Column, Takes};
use super::draft::Draft;
use crate::measure::YearMonth;
use crate::told::{Told, told};

/// A cell of a file.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell<'a> {
    /// Nothing.
    Empty,
    /// Text, blanks at its ends apart.
    Text(&'a str),
    /// A whole number.
    Whole(i64),
    /// A number.
    Number(f64),
    /// Text that is no UTF-8.
    NotText,
}

impl<'a> Cell<'a> {
    /// Of text.
    pub fn of_text(text: &'a str) -> Self {
        match text.trim() {
            "" => Self::Empty,
            text => Self::Text(text),
        }
    }
}

/// Why a cell is not what its column takes: what follows the column in a sentence, and what was probably meant.
pub(super) type Refusal = (Told, Option<Told>);

/// Puts what stands in a cell into the row.
pub(super) fn put(cell: &Cell<'_>, column: &Column, row: &mut Draft) -> Result<(), Refusal> {
    if *cell == Cell::Empty {
        return Ok(());
    }
    if *cell == Cell::NotText {
        return Err((
            told!("is not UTF-8 text", "不是 UTF-8 文本"),
            Some(told!(
                "save the file as UTF-8 (in Excel: Save As, CSV UTF-8)",
                "请将文件存为 UTF-8（Excel：另存为，CSV UTF-8）"
            )),
        ));
    }
    match column.takes {
        Takes::Text { most, put } => put(row, &text(cell, column, most)?),
        Takes::Number { span, put } => {
            let value = number(cell, column)?;
            if !span.contains(value) {
                return Err((not_allowed(value, column), scaled(column, value)));
            }
            put(row, value);
        }
        Takes::Whole { least, most, put } => {
            let value = number(cell, column)?;
            let is_whole = value == value.trunc() && (f64::from(least)..=f64::from(most)).contains(&value);
            if !is_whole {
                return Err((not_allowed(value, column), None));
            }
            put(row, value as u32);
        }
        Takes::Month { put } => {
            let written = shown(cell);
            let month = match cell {
                Cell::Text(text) => YearMonth::parse(text),
                _ => None,
            };
            let wrong = || told!("= {written} is not a month, YYYY-MM", "= {written} 不是月份 YYYY-MM"; written);
            put(row, month.ok_or_else(|| (wrong(), meant_month(cell)))?);
        }
        Takes::Word { words, put } => {
            let word = match cell {
                Cell::Text(text) => words.iter().position(|word| word == text),
                _ => None,
            };
            let wrong = || {
                let (given, allowed) = (shown(cell), column.takes.told());
                (
                    told!("= {given} is not {allowed}", "= {given} 不是 {allowed}"; given, allowed),
                    meant_word(cell, words),
                )
            };
            put(row, word.ok_or_else(wrong)?);
        }
    }
    Ok(())
}

/// Text that can be told from other text and stands in one line.
fn text(cell: &Cell<'_>, column: &Column, most: usize) -> Result<String, Refusal> {
    let text = match cell {
        Cell::Text(text) => (*text).to_owned(),
        Cell::Whole(value) => value.to_string(),
        Cell::Number(value) if *value == value.trunc() && value.abs() < 9e15 => (*value as i64).to_string(),
        _ => {
            let (given, allowed) = (shown(cell), column.takes.told());
            let says = told!(
                "= {given} is a number with a fraction, not {allowed}", "= {given} 是带小数的数，不是{allowed}";
                given, allowed
            );
            return Err((says, None));
        }
    };
    if let Some(hidden) = text.chars().find(|c| c.is_control() || matches!(c, '\u{2028}'..='\u{202E}' | '\u{FEFF}')) {
        let (given, hidden) = (shown(cell), u32::from(hidden));
        let says = told!(
            "= {given} has the invisible character U+{hidden:04X}", "= {given} 含有不可见字符 U+{hidden:04X}";
            given
        );
        return Err((says, None));
    }
    if text.chars().count() > most {
        let given = shown(cell);
        return Err((told!("= {given} has more than {most} characters", "= {given} 多于 {most} 个字符"; given), None));
    }
    Ok(text)
}

fn number(cell: &Cell<'_>, column: &Column) -> Result<f64, Refusal> {
    let value = match cell {
        Cell::Number(value) => *value,
        Cell::Whole(value) => *value as f64,
        Cell::Text(text) => text.parse().unwrap_or(f64::NAN),
        Cell::Empty | Cell::NotText => f64::NAN,
    };
    if value.is_finite() {
        return Ok(value);
    }
    let (given, allowed) = (shown(cell), column.takes.told());
    let says =
        told!("= {given} is not a number: {allowed} is allowed", "= {given} 不是数，应为：{allowed}"; given, allowed);
    Err((says, meant_number(cell)))
}

/// A number outside what its column takes.
fn not_allowed(value: f64, column: &Column) -> Told {
    let allowed = column.takes.told();
    told!("= {value} is not allowed: {allowed} is", "= {value} 不允许，应为：{allowed}"; allowed)
}

/// What was probably meant by what is no number: `1,000`, `4.2%`, `１０`, `￥5`.
fn meant_number(cell: &Cell<'_>) -> Option<Told> {
    let Cell::Text(text) = cell else { return None };
    let half_width = |c: char| match c {
        '\u{FF10}'..='\u{FF19}' => char::from_digit(u32::from(c) - 0xFF10, 10).unwrap_or(c),
        '．' => '.',
        '％' => '%',
        other => other,
    };
    let is_beside = |c: &char| matches!(c, ',' | '，' | '_' | ' ' | '\u{A0}' | '¥' | '￥' | '$' | '\'');
    let plain: String = text.chars().map(half_width).filter(|c| !is_beside(c)).collect();
    let (plain, by_hundred) = match plain.strip_suffix('%') {
        Some(plain) => (plain.to_owned(), true),
        None => (plain, false),
    };
    let value = plain.parse::<f64>().ok().filter(|value| value.is_finite())?;
    // 4.2 ÷ 100 is not 0.042 to the last digit.
    let value = if by_hundred { (value * 1e8).round() / 1e10 } else { value };
    Some(told!("write {value}", "请写作 {value}"))
}

/// A rate that was written in per cent.
fn scaled(column: &Column, value: f64) -> Option<Told> {
    let is_rate = column.unit == "a year";
    let fraction = (value * 1e8).round() / 1e10;
    let Takes::Number { span, .. } = column.takes else { return None };
    (is_rate && span.contains(fraction)).then(|| told!("{value}% is written {fraction}", "{value}% 写作 {fraction}"))
}

/// A month that was written otherwise: `2021-03-15`, `2021/3`, `202103`.
fn meant_month(cell: &Cell<'_>) -> Option<Told> {
    let written = match cell {
        Cell::Text(text) => (*text).to_owned(),
        Cell::Whole(value) => value.to_string(),
        _ => return None,
    };
    let mut parts = written.split(['-', '/', '.', '年', '月']).filter(|part| !part.is_empty());
    let (year, month) = match (parts.next()?, parts.next()) {
        (year, Some(month)) => (year.to_owned(), month.to_owned()),
        (both, None) if both.len() >= 6 && both.is_ascii() => (both[..4].to_owned(), both[4..6].to_owned()),
        _ => return None,
    };
    let month = YearMonth::new(year.parse().ok()?, month.parse().ok()?)?;
    (month.year() >= 1000).then(|| told!("write {month}", "请写作 {month}"))
}

fn meant_word(cell: &Cell<'_>, words: &[&str]) -> Option<Told> {
    let Cell::Text(text) = cell else { return None };
    let given = text.to_lowercase().replace(['_', ' '], "-");
    let near = |word: &&&str| strsim::osa_distance(&given, word) <= 2 || word.starts_with(&given) && given.len() > 2;
    words.iter().find(near).map(|word| told!("did you mean {word}?", "是否指 {word}？"))
}

/// What a cell holds, for a message.
fn shown(cell: &Cell<'_>) -> Told {
    const MOST: usize = 30;
    match cell {
        Cell::Text(text) => {
            let cut: String = text.chars().take(MOST).collect();
            let more = if text.chars().nth(MOST).is_some() { "..." } else { "" };
            Told::same(format!("\"{cut}{more}\""))
        }
        Cell::Whole(value) => Told::same(value.to_string()),
        Cell::Number(value) => Told::same(value.to_string()),
        Cell::Empty => told!("nothing", "空"),
        Cell::NotText => told!("what is no text", "非文本"),
    }
}
