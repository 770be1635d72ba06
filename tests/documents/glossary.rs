//! The glossary names every column of every table, and no column that is none.

use std::collections::{BTreeMap, BTreeSet};

use underwater::report::all_tables;
use underwater::report::dictionary::entries;

use super::text::read;

/// Marks of the tables in the last column of the glossary; `paths` has none.
const MARKS: [(char, &str); 42] = [
    ('w', "worlds"),
    ('m', "months"),
    ('s', "summary"),
    ('d', "loss_distribution"),
    ('t', "transitions"),
    ('b', "default_by_ltv_dsti"),
    ('r', "resolution"),
    ('c', "comparisons"),
    ('h', "loss_histogram"),
    ('u', "underwriting"),
    ('j', "real_amounts"),
    ('z', "insurance"),
    ('4', "exits"),
    ('5', "lenders"),
    ('6', "world_distribution"),
    ('7', "triggers"),
    ('8', "portfolio"),
    ('9', "segments"),
    ('0', "region_index"),
    ('2', "segment_losses"),
    ('1', "loans"),
    ('3', "stages"),
    ('M', "stage_migration"),
    ('A', "auction_rounds"),
    ('Y', "years"),
    ('F', "feedback"),
    ('P', "convergence"),
    ('S', "systematic_share"),
    ('v', "solution"),
    ('e', "curve"),
    ('y', "differences"),
    ('x', "changes"),
    ('f', "effects"),
    ('k', "causes"),
    ('l', "shares"),
    ('n', "switches"),
    ('o', "odds"),
    ('q', "cash_needed"),
    ('p', "bad_path"),
    ('i', "indices"),
    ('a', "band"),
    ('g', "design"),
];
const ERROR: &str = "_mcse";

/// Columns of each table as the glossary writes them: without the endings of stored integers.
fn columns() -> BTreeMap<&'static str, BTreeSet<String>> {
    let mut columns: BTreeMap<&'static str, BTreeSet<String>> = BTreeMap::new();
    for entry in entries(all_tables()) {
        let is_stored = ["paths", "worlds"].contains(&entry.table);
        let ending = ["_cents", "_1e9"].into_iter().find(|ending| is_stored && entry.column.ends_with(ending));
        let name = entry.column.strip_suffix(ending.unwrap_or_default()).unwrap_or(&entry.column);
        columns.entry(entry.table).or_default().insert(name.to_owned());
    }
    columns
}

/// What the last column of the glossary names: marks before a name, and the name.
fn named() -> Vec<(Vec<char>, String)> {
    let text = read("docs/GLOSSARY.md");
    let rows = text.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| English"));
    let mut named = Vec::new();
    for row in rows {
        let fields: Vec<&str> = row.trim().trim_matches('|').split(" | ").collect();
        assert_eq!(fields.len(), 5, "{row}");
        for part in fields[4].split(';') {
            let (mut marks, mut after_name) = (Vec::new(), true);
            // Odd pieces stand between backticks, even ones around them.
            for (place, piece) in part.split('`').enumerate() {
                if place % 2 == 1 {
                    named.push((marks.clone(), piece.to_owned()));
                    after_name = true;
                    continue;
                }
                for mark in piece.split('*').skip(1).step_by(2) {
                    if after_name {
                        marks.clear();
                        after_name = false;
                    }
                    marks.extend(mark.chars());
                }
            }
        }
    }
    named
}

#[test]
fn every_column_is_explained_and_every_name_is_a_column_or_a_key() {
    let columns = columns();
    let table_of = |mark: char| MARKS.iter().find(|(other, _)| *other == mark).map(|(_, table)| *table);
    let schema = read("docs/config.schema.json");
    let states: Vec<&str> = underwater::outcome::FinalState::ALL.iter().map(|state| state.name()).collect();
    let is_key = |name: &str| {
        let parts = name.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '-').filter(|part| !part.is_empty());
        parts.into_iter().all(|part| schema.contains(&format!("\"{part}\"")))
    };
    let mut explained: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut wrong = Vec::new();
    for (marks, name) in named() {
        if marks.is_empty() {
            if columns["paths"].contains(&name) {
                explained.entry("paths").or_default().insert(name);
            } else if !is_key(&name)
                && !states.contains(&name.as_str())
                && !["explain", "regime"].contains(&name.as_str())
            {
                wrong.push(format!("`{name}` is neither a column of paths nor a key"));
            }
            continue;
        }
        for mark in marks {
            let Some(table) = table_of(mark) else {
                wrong.push(format!("*{mark}* is no table"));
                continue;
            };
            let has_errors = || columns[table].iter().any(|column| column.ends_with(ERROR));
            if columns[table].contains(&name) || name == ERROR && has_errors() {
                explained.entry(table).or_default().insert(name.clone());
            } else {
                wrong.push(format!("`{name}` is no column of {table}"));
            }
        }
    }
    for (table, columns) in &columns {
        let explained = explained.remove(table).unwrap_or_default();
        for column in columns.iter().filter(|column| *column != "cell" && !explained.contains(*column)) {
            let estimate = column.strip_suffix(ERROR).filter(|_| explained.contains(ERROR));
            if !estimate.is_some_and(|estimate| explained.contains(estimate)) {
                wrong.push(format!("`{column}` of {table} is not explained"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_head_tells_the_marks() {
    let text = read("docs/GLOSSARY.md");
    for (mark, table) in MARKS {
        assert!(
            text.contains(&format!("*{mark}* `{table}`"))
                || text.contains(&format!("*{mark}* marks `{table}.parquet`")),
            "{table}"
        );
    }
}
