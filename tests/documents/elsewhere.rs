//! The lines of README with which other programs read a table: each is run where its program and library are installed;
//! where they are not, that is printed, and the columns it names are looked for all the same.

use std::fs;
use std::process::Command;

use super::text::read;
use crate::cli::support::Place;

/// Lines of a block of README in a language.
fn block(language: &str) -> Vec<String> {
    let text = read("README.md");
    let block = text.split(&format!("```{language}\n")).nth(1).and_then(|rest| rest.split("```").next());
    block.expect("a block").lines().map(str::to_owned).collect()
}

/// Whether a program ends well; `None` where there is no such program.
fn ends_well(program: &str, arguments: &[&str], place: &Place) -> Option<bool> {
    let mut command = Command::new(program);
    let output = command.args(arguments).current_dir(place.path("here")).output().ok()?;
    if !output.status.success() {
        println!("{program}: {}", String::from_utf8_lossy(&output.stderr));
    }
    Some(output.status.success())
}

#[test]
fn other_programs_read_a_table_as_the_readme_says() {
    let place = Place::new();
    place.run_small("here", &["--format", "csv"]).well();
    let header = fs::read_to_string(place.path("here/summary.csv")).expect("a table");
    let header: Vec<&str> = header.lines().next().expect("a header").split(',').collect();
    let python = std::env::var("UNDERWATER_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let (python_lines, r_lines) = (block("python"), block("r"));
    assert_eq!((python_lines.len(), r_lines.len()), (3, 1));
    for line in &python_lines {
        let library = line.split([' ', ';']).nth(1).expect("a library");
        // Pandas reads Parquet with another library.
        let needed =
            if library == "pandas" { "import pandas, pyarrow".to_owned() } else { format!("import {library}") };
        match ends_well(&python, &["-c", &needed], &place) {
            Some(true) => {
                assert_eq!(ends_well(&python, &["-c", &format!("print({})", said(line))], &place), Some(true), "{line}")
            }
            _ => println!("skipped, {library} is not installed: {line}"),
        }
    }
    for line in &r_lines {
        match ends_well("Rscript", &["-e", "library(arrow)"], &place) {
            Some(true) => assert_eq!(ends_well("Rscript", &["-e", line], &place), Some(true), "{line}"),
            _ => println!("skipped, R or arrow is not installed: {line}"),
        }
    }
    for line in python_lines.iter().chain(&r_lines) {
        for column in ["scenario", "loan.down_payment", "default_rate", "default_rate_mcse"] {
            assert!(line.contains(column) && header.contains(&column), "{column}: {line}");
        }
    }
}

/// A line that imports and then computes, as one expression.
fn said(line: &str) -> String {
    let (import, expression) = line.split_once("; ").expect("an import and an expression");
    let library = import.trim_start_matches("import ");
    expression.replacen(library, &format!("__import__('{library}')"), 1)
}
