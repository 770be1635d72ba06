//! Tables for people: the household's own odds, the comparison, the cash needed, the months of a bad path.

use super::answer::{self, Needed, Odds};
use super::events::in_language;
use super::words::Words;
use crate::answers::household::{
    ARREARS, BALANCE, CASH, DUE, EVENTS, HOME_VALUE, INCOME, MONTH, PAID, PATH, SPENDING, Status,
};
use crate::report::ReportError;
use crate::report::language::Language;
use crate::report::number::{NOTHING, Show, percent_short};
use crate::report::reading::{Heading, ReadingTable};
use crate::report::results::{Results, integers, numbers};
use crate::stats::Estimate;

/// Most months that are told.
const MONTHS: usize = 30;

pub(super) fn readings(results: &Results, language: Language) -> Result<Vec<ReadingTable>, ReportError> {
    let mut tables = vec![own(results, language)?, comparison(results, language)?, cash_needed(results, language)?];
    tables.extend(path(results, language)?);
    Ok(tables)
}

/// Money without an error.
pub(super) fn money(amount: f64, language: Language) -> String {
    Show::Money.estimate(Estimate { value: Some(amount), mcse: None }, language)
}

fn own(results: &Results, language: Language) -> Result<ReadingTable, ReportError> {
    let words = Words::of(language);
    let (row, estimates) = answer::own(results)?;
    let rows = words.own.iter().zip(estimates).map(|(what, estimate)| {
        vec![(*what).to_owned(), words.out_of(estimate.value), Show::Percent.estimate(estimate, language)]
    });
    Ok(ReadingTable {
        cells: Vec::new(),
        name: "own",
        caption: (words.own_caption)(&percent_short(row.down_payment), &money(row.buffer, language)),
        columns: vec![Heading::words(words.what), Heading::words(words.how_likely), Heading::numbers(words.odds)],
        rows: rows.collect(),
        note: words.own_note.to_owned(),
    })
}

/// Rows of one down payment.
pub(super) fn lines(odds: &[Odds]) -> impl Iterator<Item = &[Odds]> {
    odds.chunk_by(|a, b| a.down_payment == b.down_payment)
}

fn comparison(results: &Results, language: Language) -> Result<ReadingTable, ReportError> {
    let words = Words::of(language);
    let odds = answer::odds(results)?;
    let savings = odds.iter().find(|row| row.is_own).map_or(f64::NAN, |row| row.savings);
    let mut columns = vec![Heading::numbers(words.down_payment)];
    let first = lines(&odds).next().unwrap_or_default();
    columns.extend(first.iter().map(|row| Heading::numbers(money(row.buffer, language))));
    let field = |row: &Odds| {
        let shown = Show::Percent.short(Estimate { mcse: None, ..row.default }, language);
        match (row.is_own, row.savings <= savings) {
            (true, _) => format!("● {shown}"),
            (false, true) => format!("✓ {shown}"),
            _ => shown,
        }
    };
    let line = |line: &[Odds]| {
        let first = line.first().map_or_else(|| NOTHING.to_owned(), |row| percent_short(row.down_payment));
        std::iter::once(first).chain(line.iter().map(field)).collect()
    };
    Ok(ReadingTable {
        cells: Vec::new(),
        name: "comparison",
        caption: words.comparison_caption.to_owned(),
        columns,
        rows: lines(&odds).map(line).collect(),
        note: (words.comparison_note)(&money(savings, language)),
    })
}

fn cash_needed(results: &Results, language: Language) -> Result<ReadingTable, ReportError> {
    let words = Words::of(language);
    let amount = |value: Option<f64>| value.map_or_else(|| NOTHING.to_owned(), |value| money(value, language));
    let row = |row: &Needed| {
        let needed = match row.status {
            Status::MetFrom => amount(row.buffer),
            Status::Never => (words.never)(&money(row.highest, language)),
            Status::Always => words.always.to_owned(),
            Status::NotTold => NOTHING.to_owned(),
        };
        let interval = match (row.lower, row.upper) {
            (None, None) => NOTHING.to_owned(),
            (lower, upper) => (words.from_to)(&amount(lower), &amount(upper)),
        };
        let at = |estimate| Show::Percent.short(estimate, language);
        let (without, highest) = (at(row.without), at(row.at_highest));
        vec![percent_short(row.down_payment), needed, interval, amount(row.savings), without, highest]
    };
    let headings = [words.down_payment, words.needed, words.interval, words.before, words.without, words.at_highest];
    Ok(ReadingTable {
        cells: Vec::new(),
        name: "cash_needed",
        caption: words.needed_caption.to_owned(),
        columns: headings.into_iter().map(Heading::numbers).collect(),
        rows: answer::needed(results)?.iter().map(row).collect(),
        note: words.needed_note.to_owned(),
    })
}

/// The months in which something new happened, the first and the last.
fn path(results: &Results, language: Language) -> Result<Option<ReadingTable>, ReportError> {
    let words = Words::of(language);
    if answer::bad_path(results)?.is_none() {
        return Ok(None);
    }
    let table = results.table(&PATH)?;
    let months = integers(table, &MONTH)?;
    let events: Vec<&str> = table.column(EVENTS.name)?.str()?.iter().map(Option::unwrap_or_default).collect();
    let mut amounts = Vec::new();
    for column in [HOME_VALUE, INCOME, SPENDING, CASH, DUE, PAID, ARREARS, BALANCE] {
        amounts.push(numbers(table, &column)?);
    }
    // Of months in a row with the same story the first tells it.
    let is_told = |row: &usize| {
        let is_end = *row == 0 || row + 1 == months.len();
        is_end || (!events[*row].is_empty() && events[*row] != events[row - 1])
    };
    let told: Vec<usize> = (0..months.len()).filter(is_told).collect();
    let rows = told.iter().take(MONTHS).map(|row| {
        let of = |column: &Vec<Option<f64>>| {
            column[*row].map_or_else(|| NOTHING.to_owned(), |amount| money(amount, language))
        };
        let mut fields = vec![months[*row].to_string()];
        fields.extend(amounts.iter().map(of));
        fields.push(in_language(events[*row], language));
        fields
    });
    let mut columns = vec![Heading::numbers(words.month)];
    columns.extend(words.path_headings.map(Heading::numbers));
    columns.push(Heading::words(words.happened));
    let more = match told.len().saturating_sub(MONTHS) {
        0 => String::new(),
        more => (words.more_months)(&more.to_string()),
    };
    Ok(Some(ReadingTable {
        cells: Vec::new(),
        name: "path",
        caption: words.path_caption.to_owned(),
        columns,
        rows: rows.collect(),
        note: format!("{}{more}", words.path_note),
    }))
}
