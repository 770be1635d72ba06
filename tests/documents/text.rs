//! The documents, and the parts of them that a program can read.

use std::fs;

use crate::support::root;

/// Every document of the repository, but the changelog: what that says was true of its version.
pub const DOCUMENTS: [&str; 16] = [
    "README.md",
    "README.zh.md",
    "docs/COMMANDS.md",
    "docs/LONG_RUNS.md",
    "docs/SPEED.md",
    "docs/STUDIES.md",
    "docs/WRITING.md",
    "CONTRIBUTING.md",
    "docs/METHOD.md",
    "docs/GLOSSARY.md",
    "docs/CASES.md",
    "docs/SLURM.md",
    "docs/KUBERNETES.md",
    "docs/SNAKEMAKE.md",
    "data/SOURCES.md",
    "results/README.md",
];

pub fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Text without fenced and indented blocks.
fn prose(text: &str) -> String {
    let mut fenced = false;
    let mut kept = Vec::new();
    for line in text.lines() {
        if line.starts_with("```") {
            fenced = !fenced;
        } else if !fenced && !line.starts_with("    ") {
            kept.push(line);
        }
    }
    kept.join("\n")
}

/// What stands between backticks in a text's sentences and tables.
pub fn spans(text: &str) -> Vec<String> {
    prose(text).split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Targets of the links of a text.
pub fn links(text: &str) -> Vec<String> {
    let prose = prose(text);
    let targets = prose.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    targets.map(str::to_owned).collect()
}

/// Fenced blocks of a language.
pub fn blocks(text: &str, language: &str) -> Vec<String> {
    let opening = format!("```{language}\n");
    text.split(&opening).skip(1).filter_map(|rest| rest.split("```").next()).map(str::to_owned).collect()
}

/// Lines that a reader is to type, without the program's name and without where their output goes.
pub fn commands(text: &str) -> Vec<Vec<String>> {
    let typed = |line: &str| {
        let line = line.strip_prefix("    ")?;
        let line = line.strip_prefix("underwater ").or_else(|| line.strip_prefix("cargo run --release -- "))?;
        let line = line.split(" > ").next().unwrap_or(line).split("  #").next().unwrap_or(line);
        Some(line.split_whitespace().map(str::to_owned).collect())
    };
    text.lines().filter_map(typed).collect()
}

/// Levels of the headings of a text, in order.
pub fn headings(text: &str) -> Vec<usize> {
    let prose = prose(text);
    let level = |line: &str| line.find(|c| c != '#').filter(|level| *level > 0);
    prose.lines().filter_map(level).collect()
}

/// Tables of a text, headings first: fields of their rows.
pub fn tables(text: &str) -> Vec<Vec<Vec<String>>> {
    let mut tables: Vec<Vec<Vec<String>>> = Vec::new();
    let mut was_row = false;
    for line in prose(text).lines() {
        let is_row = line.starts_with('|');
        if is_row {
            if !was_row {
                tables.push(Vec::new());
            }
            let fields = line.trim().trim_matches('|').split(" | ").map(|field| field.trim().to_owned()).collect();
            tables.last_mut().expect("begun").push(fields);
        }
        was_row = is_row;
    }
    tables
}

/// Fields of the rows of the table that stands under a heading row with this first field.
pub fn table(text: &str, first: &str) -> Vec<Vec<String>> {
    let fields = |line: &str| -> Vec<String> {
        line.trim().trim_matches('|').split(" | ").map(|field| field.trim().to_owned()).collect()
    };
    let start = format!("| {first} |");
    let rows = text.lines().skip_while(|line| !line.starts_with(&start)).skip(2);
    rows.take_while(|line| line.starts_with('|')).map(fields).collect()
}

#[test]
fn parts_of_a_text_are_found() {
    let text = "a `b` [c](d.md)\n\n    underwater run x --y  # seconds\n\n```toml\n`no` = 1\n```\n| f | g |\n|---|---|\n| `h` | i |\n";
    assert_eq!(spans(text), ["b", "h"]);
    assert_eq!(links(text), ["d.md"]);
    assert_eq!(blocks(text, "toml"), ["`no` = 1\n"]);
    assert_eq!(commands(text), [["run", "x", "--y"]]);
    assert_eq!(table(text, "f"), [["`h`", "i"]]);
}
