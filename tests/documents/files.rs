//! The files that the documents list are those that a run leaves, and the other way round.

use super::text::{read, table};
use crate::cli::support::Place;

/// Names of the files of a run with everything asked for, in both languages.
fn written() -> Vec<String> {
    let place = Place::new();
    let formats = "csv,csv-excel,xlsx,md,tex,json,svg";
    place.run_small("here", &["--save-paths", "--format", formats]).well();
    place.run(&["report", "here", "--language", "zh"]).well();
    place.run(&["export", "here", "--format", formats, "--language", "zh"]).well();
    place.names("here")
}

/// Whether a name is meant by a pattern with at most one `*`.
fn is_meant(name: &str, pattern: &str) -> bool {
    match pattern.split_once('*') {
        Some((before, after)) => {
            name.len() >= before.len() + after.len() && name.starts_with(before) && name.ends_with(after)
        }
        None => name == pattern,
    }
}

fn compare(document: &str, patterns: &[String], written: &[String]) {
    let mut wrong = Vec::new();
    for name in written {
        // Where only the English name is listed, it stands for both languages.
        let english = name.replace("_zh.", ".");
        if !patterns.iter().any(|pattern| is_meant(name, pattern) || is_meant(&english, pattern)) {
            wrong.push(format!("{name} is not listed"));
        }
    }
    // Pixels need a program that may not be there.
    for pattern in patterns.iter().filter(|pattern| *pattern != "figure_*.png") {
        if !written.iter().any(|name| is_meant(name, pattern)) {
            wrong.push(format!("{pattern} is not written"));
        }
    }
    assert!(wrong.is_empty(), "{document}:\n{}", wrong.join("\n"));
}

#[test]
fn the_files_listed_are_those_a_run_writes() {
    let written = written();
    let mut patterns = Vec::new();
    for row in table(&read("README.md"), "file") {
        let mut stem = String::new();
        for name in row[0].split('`').skip(1).step_by(2) {
            if let Some((before, _)) = name.split_once('.').filter(|(before, _)| !before.is_empty()) {
                stem = before.to_owned();
                patterns.push(name.to_owned());
            } else {
                patterns.push(format!("{stem}{name}"));
            }
        }
    }
    compare("README.md", &patterns, &written);

    let text = read("results/README.md");
    let lines = text.lines().skip_while(|line| !line.starts_with("    results/")).skip(1);
    let words = lines.take_while(|line| line.starts_with("        ")).flat_map(str::split_whitespace);
    let is_name =
        |word: &&str| word.split_once('.').is_some_and(|(before, after)| !before.is_empty() && !after.is_empty());
    let patterns: Vec<String> = words.filter(is_name).map(str::to_owned).collect();
    compare("results/README.md", &patterns, &written);
}

#[test]
fn the_help_of_run_names_every_table() {
    let help = Place::new().run(&["run", "--help"]).well();
    for table in underwater::aggregate::TABLES {
        assert!(help.contains(table.name), "{}", table.name);
    }
    for file in ["worlds.parquet", "paths.parquet", "dictionary.csv", "report.html", "manifest.json"] {
        assert!(help.contains(file), "{file}");
    }
}
