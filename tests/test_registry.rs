//! Every table in every output: what a table declares is what its files hold, and no output leaves a table out.

use std::collections::BTreeSet;

use serde_json::Value;
use underwater::aggregate::{self, ColumnKind, Extent, PathRow, Source, TABLES, Table};
use underwater::outcome::PathOutcome;
use underwater::outcome::label::CellLabel;
use underwater::report::dictionary::entries;
use underwater::report::{FORMATS, Language, RUN, all_tables};

use crate::cli::support::Place;
use crate::support::{config, run, study_with};

/// Names of the columns a table declares for a study with these labels, in file order.
fn declared(table: &Table, labels: &[CellLabel]) -> Vec<String> {
    let mut names = Vec::new();
    for declared in (table.columns)() {
        let name = declared.column.header();
        match declared.kind {
            ColumnKind::Label if name == aggregate::SWEPT.name => {
                names.extend(CellLabel::keys(labels).into_iter().map(str::to_owned));
            }
            ColumnKind::Label if name == aggregate::SCENARIO.name => {
                names.extend(labels.iter().any(|label| label.scenario.is_some()).then_some(name));
            }
            ColumnKind::Label | ColumnKind::Plain => names.push(name),
            ColumnKind::WithError => names.extend([name, declared.column.error_header()]),
        }
    }
    names
}

#[test]
fn tables_hold_the_columns_they_declare() {
    for name in
        ["smoke.toml", "china_households.toml", "cases/never_delivered.toml", "stress_china.toml", "fire_sales.toml"]
    {
        let few = if name == "stress_china.toml" { vec![] } else { vec!["study.households=20"] };
        let study = study_with(&config(name), &[&["study.worlds=6"][..], &few].concat());
        let labels: Vec<CellLabel> = study.cells.iter().map(|cell| cell.label.clone()).collect();
        let result = run(&study);
        let extent = Extent {
            cells: labels.len() as f64,
            worlds: f64::from(study.worlds),
            paths: study.paths() as f64,
            months: f64::from(study.horizon_months),
            can_refuse: study.can_refuse(),
            extras: study.extras(),
            has_precision: false,
            regions: labels.iter().map(|label| label.regions.len() as f64).sum(),
        };
        for table in RUN.all_tables() {
            let rows = match table.source {
                Source::Result(make) => make(&result, &labels).expect("a table"),
                Source::Paths => {
                    let row = PathRow { world: 0, household: 0, cell: 0, outcome: PathOutcome::EMPTY };
                    Some(aggregate::paths(&[row]).expect("a table"))
                }
                Source::Answer => unreachable!("a run has no such table"),
            };
            let told = (table.rows)(&extent);
            let Some(rows) = rows else {
                assert_eq!(told, 0.0, "{name}: rows of {}", table.name);
                continue;
            };
            let found: Vec<&str> = rows.get_column_names().into_iter().map(|name| name.as_str()).collect();
            assert_eq!(found, declared(table, &labels), "{name}: {}", table.name);
            let is_exact = matches!(table.name, "summary" | "months" | "loss_distribution" | "underwriting" | "worlds");
            assert!(!is_exact || rows.height() as f64 == told, "{name}: {} rows of {}", rows.height(), table.name);
        }
    }
}

#[test]
fn names_are_told_apart_and_texts_are_there() {
    let names: BTreeSet<&str> = all_tables().map(|table| table.name).collect();
    assert_eq!(names.len(), all_tables().count());
    let mut columns = BTreeSet::new();
    for entry in entries(all_tables()) {
        assert!(columns.insert((entry.table, entry.column.clone())), "{} of {} twice", entry.column, entry.table);
        let texts = [&entry.english, &entry.chinese_name, &entry.chinese];
        assert!(texts.iter().all(|text| !text.trim().is_empty()), "{} of {}", entry.column, entry.table);
        assert!(entry.english.ends_with('.') && entry.chinese.ends_with('。'), "{} of {}", entry.column, entry.table);
    }
}

/// Each format of each table of a study in which households can be refused.
#[test]
fn every_output_holds_every_table() {
    let place = Place::new();
    // Pixels need a program that may not be there.
    let formats = FORMATS.iter().map(|format| format.name).filter(|name| *name != "png");
    let formats: Vec<&str> = formats.collect();
    let study = crate::cli::support::config("china_households");
    place
        .run(&[
            "run",
            &study,
            "--worlds",
            "4",
            "--households",
            "20",
            "--set",
            "inflation={kind=\"constant\",rate_annual=0.02}",
            "--set",
            "insurance.threshold_ltv=0.5",
            "--set",
            "prepayment.base_annual=0.05",
            "--set",
            "loan.tranche=[{name=\"fund\",from=\"loan\",share=0.3,annual_rate=0.03}]",
            "--set",
            "feedback.impact=1.0",
            "--set",
            "feedback.mortgaged_share_frac=0.5",
            "--set",
            "precision={estimate=\"default_rate\",relative=0.02}",
            "--out",
            "all",
            "--save-paths",
            "--quiet",
            "--format",
            &formats.join(","),
        ])
        .well();
    // What a tape has, no study of drawn households does.
    let book = crate::cli::support::config("stress_china");
    let formats = formats.join(",");
    let asked = ["--worlds", "4", "--out", "book", "--set", "portfolio.second_lives_worlds=64"];
    place.run(&[&["run", &book], &asked[..], &["--save-paths", "--quiet", "--format", &formats]].concat()).well();
    for name in ["all", "book"] {
        holds_every_table(&place, name);
    }
}

/// Tables that only a tape has.
const OF_A_TAPE: [&str; 8] = [
    "portfolio",
    "systematic_share",
    "segments",
    "segment_losses",
    "region_index",
    "stages",
    "stage_migration",
    "loans",
];

/// Tables that a tape does not have.
const NOT_OF_A_TAPE: [&str; 7] =
    ["underwriting", "real_amounts", "insurance", "lenders", "exits", "feedback", "convergence"];

fn holds_every_table(place: &Place, folder: &str) {
    let left_out: &[&str] = if folder == "book" { &NOT_OF_A_TAPE } else { &OF_A_TAPE };
    let has = |table: &&&Table| !left_out.contains(&table.name);
    let text = std::fs::read_to_string(place.path(folder).join("results.json")).expect("JSON");
    let json: Value = serde_json::from_str(&text).expect("JSON");
    let dictionary = std::fs::read_to_string(place.path(folder).join("dictionary.csv")).expect("a dictionary");
    let help = place.run(&["run", "--help"]).well();
    for table in TABLES.iter().filter(has) {
        for extension in ["csv", "parquet"] {
            assert!(place.path(folder).join(table.file(extension)).is_file(), "{}", table.file(extension));
        }
        assert!(json["tables"][table.name].is_array(), "{} in JSON", table.name);
        assert!(help.contains(table.name), "{} in the help", table.name);
    }
    for table in RUN.all_tables().filter(|table| !left_out.contains(&table.name)) {
        assert!(place.path(folder).join(table.file("parquet")).is_file(), "{}", table.name);
        assert!(dictionary.lines().any(|line| line.starts_with(&format!("{},", table.name))), "{}", table.name);
    }
    for format in FORMATS {
        assert!(help.contains(format.holds.english), "{} in the help", format.name);
        let files = (format.files)(&RUN, Language::English);
        // Pixels need a program that may not be there.
        assert!(
            format.name == "png" || files.iter().any(|file| place.path(folder).join(file).is_file()),
            "{}",
            format.name
        );
    }
}
