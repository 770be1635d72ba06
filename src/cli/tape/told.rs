//! What a tape holds, as it is printed.

use std::collections::BTreeMap;

use crate::report::text_table::{Align, render};
use crate::report::with_separators;
use crate::tape::summary::{DSTI_ENDS, LTV_ENDS, band_name};
use crate::tape::{Band, COLUMNS, Need, Summary};

/// Most rows of a table of labels.
const MOST_LABELS: usize = 40;

/// So many of something.
fn counted(number: u64, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", with_separators(&number.to_string()))
}

/// The summary of a file.
pub(super) fn summary(file: &str, of: &Summary) -> String {
    let count = |number: u64| with_separators(&number.to_string());
    let mut told = match of.faulty_rows {
        0 => format!("{file}: {}, {}", counted(of.rows, "row"), counted(of.all.loans, "loan")),
        faulty => format!(
            "{file}: {}, {} of them with faults; of the others, {}:",
            counted(of.rows, "row"),
            count(faulty),
            counted(of.all.loans, "loan")
        ),
    };
    told.push_str(&format!(
        "\n  balance {}, value of the homes {} (own walks apart)",
        money(of.all.balance_cents),
        money(of.value_cents)
    ));
    if of.unknown_balances > 0 {
        told.push_str(&format!("\n  {} loans have no balance: their method tells it", count(of.unknown_balances)));
    }
    told.push_str(&columns(of));
    let mut tables = vec![bands("balance ÷ value", &of.ltv, &LTV_ENDS, of)];
    let known: u64 = of.dsti.iter().map(|band| band.loans).sum();
    if known > 0 {
        tables.push(bands("instalment ÷ income", &of.dsti, &DSTI_ENDS, of));
    }
    if of.unknown_dsti > 0 {
        let loans = count(of.unknown_dsti);
        let why = "income is drawn, or the rate floats, or the method is the study's";
        told.push_str(&format!("\n  instalment ÷ income of {loans} loans is not known yet: {why}"));
    }
    if of.unpaid[0].loans < of.all.loans {
        let names = ["none", "1 to 30", "31 to 60", "61 to 90", "above 90"];
        let rows = names.iter().zip(&of.unpaid).map(|(name, band)| row((*name).to_owned(), band, of));
        tables.push(table("days past due", rows.collect()));
    }
    for (name, bands) in ["region", "segment", "vintage"].iter().zip(&of.labels) {
        let has_one = bands.keys().any(|label| !label.is_empty());
        if has_one {
            tables.push(labels(name, bands, of));
        }
    }
    std::iter::once(told).chain(tables).collect::<Vec<_>>().join("\n\n")
}

/// Columns that are not in the file, and what stands in their place; and those that are left aside.
fn columns(of: &Summary) -> String {
    let mut told = String::new();
    let missing = COLUMNS.iter().zip(&of.columns).filter(|(_, is_there)| !**is_there).filter_map(|(column, _)| {
        let Need::Otherwise(instead) = column.need else { return None };
        Some(format!("\n  no column {}: {instead}", column.name))
    });
    told.extend(missing);
    if !of.not_read.is_empty() {
        told.push_str(&format!("\n  columns that are not read: {}", of.not_read.join(", ")));
    }
    told
}

fn money(cents: i128) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    let cents = cents.unsigned_abs();
    with_separators(&format!("{sign}{}.{:02}", cents / 100, cents % 100))
}

fn row(name: String, band: &Band, of: &Summary) -> Vec<String> {
    let share =
        |part: f64, whole: f64| if whole > 0.0 { format!("{:.1}%", 100.0 * part / whole) } else { String::new() };
    vec![
        name,
        with_separators(&band.loans.to_string()),
        share(band.loans as f64, of.all.loans as f64),
        money(band.balance_cents),
        share(band.balance_cents as f64, of.all.balance_cents as f64),
    ]
}

fn table(name: &str, rows: Vec<Vec<String>>) -> String {
    let right = Align::Right;
    render(&[(name, Align::Left), ("loans", right), ("share", right), ("balance", right), ("share", right)], &[rows])
}

fn bands(name: &str, bands: &[Band], ends: &[f64], of: &Summary) -> String {
    table(name, bands.iter().enumerate().map(|(at, band)| row(band_name(at, ends), band, of)).collect())
}

fn labels(name: &str, bands: &BTreeMap<String, Band>, of: &Summary) -> String {
    let named = |label: &str| if label.is_empty() { "(none)".to_owned() } else { label.to_owned() };
    let mut rows: Vec<_> = bands.iter().take(MOST_LABELS).map(|(label, band)| row(named(label), band, of)).collect();
    let rest = bands.values().skip(MOST_LABELS).fold(Band::default(), |sum, band| Band {
        loans: sum.loans + band.loans,
        balance_cents: sum.balance_cents + band.balance_cents,
    });
    if rest.loans > 0 {
        rows.push(row(format!("{} others", bands.len() - MOST_LABELS), &rest, of));
    }
    table(name, rows)
}
