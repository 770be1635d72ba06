//! `underwater explain`: the path it tells is the one that `run` simulated.

use std::fs::File;

use polars::prelude::{AnyValue, DataFrame, ParquetReader, SerReader};
use serde_json::Value;

use super::support::{Place, SMALL, config};

const CELLS: usize = 4;
const HOUSEHOLDS: usize = 50;
const PATHS: usize = 6 * HOUSEHOLDS;

fn explain(place: &Place, path: (usize, usize), more: &[&str]) -> super::support::Ended {
    let (smoke, world, household) = (config("smoke"), path.0.to_string(), path.1.to_string());
    let path = ["explain", &smoke, "--world", &world, "--household", &household];
    place.run(&[&path[..], &SMALL, more].concat())
}

fn saved(place: &Place) -> DataFrame {
    place.run_small("here", &["--save-paths"]).well();
    ParquetReader::new(File::open(place.path("here/paths.parquet")).expect("paths")).finish().expect("Parquet")
}

/// World and household of a number.
fn path(number: usize) -> (usize, usize) {
    (number / HOUSEHOLDS, number % HOUSEHOLDS)
}

fn as_json(value: &AnyValue<'_>) -> Value {
    match value {
        AnyValue::Null => Value::Null,
        AnyValue::Int64(value) => (*value).into(),
        AnyValue::UInt64(value) => (*value).into(),
        other => other.get_str().expect("text").into(),
    }
}

#[test]
fn it_tells_the_path_that_run_simulated() {
    let place = Place::new();
    let paths = saved(&place);
    assert_eq!(paths.height(), PATHS * CELLS);
    // A step without a common factor visits worlds and households in no order.
    for number in (0..40).map(|n| n * 137 % PATHS) {
        for cell in 0..CELLS {
            let printed = explain(&place, path(number), &["--cell", &cell.to_string(), "--format", "json"]).well();
            let told: Value = serde_json::from_str(&printed).expect("JSON");
            let row = number * CELLS + cell;
            let mut columns = 0;
            for column in paths.columns() {
                let name = column.name().as_str();
                let kept = as_json(&column.get(row).expect("a row"));
                let told = told.get(name).unwrap_or(&told["outcome"][name]);
                assert_eq!(*told, kept, "{name} of path {number}, cell {cell}");
                columns += 1;
            }
            assert_eq!(columns, 3 + told["outcome"].as_object().expect("an outcome").len());
        }
    }
}

#[test]
fn the_months_lead_to_the_outcome() {
    let place = Place::new();
    let paths = saved(&place);
    let states = paths.column("final_state").expect("states").str().expect("text").clone();
    let find = |wanted: &str| states.iter().position(|state| state == Some(wanted)).expect("the study has this state");
    for state in ["auctioned", "taken_by_lender", "sold", "sold_after_default", "paid_off"] {
        let row = find(state);
        let cell = (row % CELLS).to_string();
        let printed = explain(&place, path(row / CELLS), &["--cell", &cell, "--format", "json"]).well();
        let told: Value = serde_json::from_str(&printed).expect("JSON");
        let events: Vec<&str> = told["months"]
            .as_array()
            .expect("months")
            .iter()
            .flat_map(|month| month["events"].as_array().expect("events"))
            .filter_map(Value::as_str)
            .collect();
        let said = match state {
            "auctioned" => "home auctioned",
            "taken_by_lender" => "home taken by the lender",
            "paid_off" => "loan repaid",
            _ => "sold the home",
        };
        assert!(events.contains(&said), "{state}: {events:?}");
    }
    let refused = find("refused_cash");
    let cell = (refused % CELLS).to_string();
    let printed = explain(&place, path(refused / CELLS), &["--cell", &cell]).well();
    assert!(printed.contains("the household did not buy"), "{printed}");
}

#[test]
fn the_table_says_whose_story_it_is() {
    let place = Place::new();
    let printed = explain(&place, (3, 17), &[]).well();
    let lines: Vec<&str> = printed.lines().collect();
    assert_eq!(lines[0], "study smoke, seed 7, world 3, household 17");
    let label = "scenario = crash, loan.down_payment = 0.1";
    assert_eq!(lines[1], format!("cell 0 of 4: {label}; --cell chooses another, up to 3"));
    for heading in ["month", "home value", "income", "cash", "arrears", "days past due", "what happened", "meaning"] {
        assert!(printed.contains(heading), "{heading}");
    }
    let named = explain(&place, (3, 17), &["--cell", "0"]).well();
    assert!(named.contains(&format!("cell 0 of 4: {label}\n")), "{named}");
}

#[test]
fn csv_is_one_row_a_month() {
    let printed = explain(&Place::new(), (3, 17), &["--cell", "1", "--format", "csv"]).well();
    let mut reader = csv::Reader::from_reader(printed.as_bytes());
    let header = reader.headers().expect("a header").clone();
    assert_eq!(&header[0], "month");
    assert_eq!(&header[header.len() - 1], "events");
    for (month, row) in (1..).zip(reader.records()) {
        let row = row.expect("a row");
        assert_eq!(row.len(), header.len());
        assert_eq!(row[0], format!("{month}"));
    }
}

#[test]
fn a_path_outside_the_study_is_refused() {
    let place = Place::new();
    for (path, cell, said) in [
        ((6, 0), "0", "--world 6 is not in [0, 5]: the study has 6 worlds"),
        ((0, 50), "0", "--household 50 is not in [0, 49]"),
        ((0, 0), "4", "--cell 4 is not in [0, 3]: the study has 4 cells"),
    ] {
        let stderr = explain(&place, path, &["--cell", cell]).refused();
        assert!(stderr.contains(said), "{stderr}");
    }
    let stderr = explain(&place, (0, 0), &["--set", "loan.trm=3"]).refused();
    assert!(stderr.contains("loan.trm"), "{stderr}");
}

/// Where prices have regimes each month names its own, in every format, from the start named in the config.
#[test]
fn the_regime_of_a_month_is_told() {
    let place = Place::new();
    let study = config("regime_switching");
    let explain = |format: &str| {
        let path = ["explain", &study, "--world", "4", "--household", "2", "--cell", "10", "--format", format];
        place.run(&path).well()
    };
    let told: Value = serde_json::from_str(&explain("json")).expect("JSON");
    let months = told["months"].as_array().expect("months");
    let regimes: Vec<&str> = months.iter().filter_map(|month| month["regime"].as_str()).collect();
    assert_eq!(regimes.len(), months.len());
    assert!(regimes.iter().all(|regime| ["boom", "slide", "crash"].contains(regime)), "{regimes:?}");
    assert!(regimes.contains(&"crash") && regimes.contains(&"slide"), "{regimes:?}");
    let csv = explain("csv");
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    assert_eq!(&reader.headers().expect("a header")[2], "regime");
    let column: Vec<String> = reader.records().map(|row| row.expect("a row")[2].to_owned()).collect();
    assert_eq!(column, regimes);
    let table = explain("table");
    assert!(table.lines().any(|line| line.contains("regime") && line.contains("home value")), "{table}");
}

/// In narrow places no number is broken and no line is too long; what was left out is named.
#[test]
fn it_keeps_to_the_width() {
    let place = Place::new();
    let smoke = config("smoke");
    let path = ["explain", &smoke, "--worlds", "6", "--households", "50", "--world", "3", "--household", "17"];
    for columns in ["80", "120", "200", "1000"] {
        let ended = super::support::ended(place.command(&path).env("COLUMNS", columns));
        let (printed, width) = (ended.well(), columns.parse::<usize>().expect("a number"));
        // The head names the cell in one line.
        let long: Vec<&str> = printed.lines().skip(2).filter(|line| line.chars().count() > width).collect();
        assert!(long.is_empty(), "{columns}: {long:?}");
        let months = printed.lines().filter(|line| {
            let mut words = line.split_whitespace();
            let number =
                |word: Option<&str>| word.is_some_and(|word| word.replace([',', '.'], "").parse::<f64>().is_ok());
            number(words.next()) && number(words.next())
        });
        assert!(months.count() >= 12, "{columns}:\n{printed}");
        assert_eq!(printed.contains("every flow"), ["80", "120"].contains(&columns), "{printed}");
        let header = printed.lines().find(|line| line.contains("home value")).expect("a header");
        assert_eq!(header.contains("spending"), columns != "80", "{printed}");
        assert!(header.contains("balance") && header.contains("what happened") == (columns == "1000"), "{printed}");
    }
}

/// Codes are told in words.
#[test]
fn the_outcome_has_no_codes() {
    let place = Place::new();
    let paths = saved(&place);
    let states = paths.column("final_state").expect("states").str().expect("text").clone();
    let row = states.iter().position(|state| state == Some("taken_by_lender")).expect("the study has this state");
    let cell = (row % CELLS).to_string();
    let printed = explain(&place, path(row / CELLS), &["--cell", &cell]).well();
    let line = |name: &str| {
        let line = printed.lines().find(|line| line.trim_start().starts_with(name)).expect(name);
        line.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(line("final_state"), "final_state taken by lender Taken by the lender after the last round.");
    assert_eq!(line("default_trigger"), "default_trigger arrears could not pay");
    assert!(line("reinstated").starts_with("reinstated no "), "{}", line("reinstated"));
}
