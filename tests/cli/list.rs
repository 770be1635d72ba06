//! `underwater list`: what is there, told as it is; and commands that take a study's folder.

use std::fs;

use serde_json::Value;

use super::support::{Place, config};
use crate::support::VALUE_VERSION;

fn rows(place: &Place, arguments: &[&str]) -> Vec<Value> {
    let printed = place.run(&[&["list"], arguments, &["--format", "json"]].concat()).well();
    serde_json::from_str(&printed).expect("JSON")
}

fn of<'a>(rows: &'a [Value], path: &str) -> &'a Value {
    rows.iter().find(|row| row["path"] == path).unwrap_or_else(|| panic!("{path}: {rows:?}"))
}

/// A whole folder, and one for each way in which a folder is not.
fn several(place: &Place) {
    place.run_small("all/whole", &["--no-report", "--quiet", "--set", "loan.annual_rate=0.04"]).well();
    for name in ["spoilt", "lacking", "forged", "other", "old"] {
        copy(place, "all/whole", &format!("all/{name}"));
    }
    let summary = place.path("all/spoilt/summary.parquet");
    let mut bytes = fs::read(&summary).expect("a file");
    bytes[100] ^= 1;
    fs::write(summary, bytes).expect("written");
    fs::remove_file(place.path("all/lacking/months.csv")).expect("removed");
    edit(place, "all/forged", |text| text.replace("\"seed\": 7", "\"seed\": 8"));
    edit(place, "all/other", |text| without_digest(&text.replace("\"schema_version\": 1", "\"schema_version\": 99")));
    edit(place, "all/old", |text| {
        without_digest(&text.replace(&format!("\"value_version\": {VALUE_VERSION}"), "\"value_version\": 2"))
    });
    fs::create_dir_all(place.path("all/begun/.underwater-staging-1")).expect("a folder");
    fs::create_dir_all(place.path("all/mine/.hidden")).expect("a folder");
    fs::write(place.path("all/mine/notes.txt"), "not of this program").expect("written");
}

fn copy(place: &Place, from: &str, to: &str) {
    fs::create_dir_all(place.path(to)).expect("a folder");
    for name in place.names(from) {
        fs::copy(place.path(from).join(&name), place.path(to).join(&name)).expect("copied");
    }
}

fn edit(place: &Place, folder: &str, edit: impl Fn(&str) -> String) {
    let path = place.path(folder).join("manifest.json");
    let before = fs::read_to_string(&path).expect("a manifest");
    let after = edit(&before);
    assert_ne!(before, after);
    fs::write(path, after).expect("written");
}

/// As an earlier version wrote it.
fn without_digest(text: &str) -> String {
    let at = text.find("\"digest\"").expect("a digest");
    let end = at + text[at..].find('\n').expect("a line");
    format!("{}{}", text[..at].trim_end().trim_end_matches(','), &text[end..])
}

#[test]
fn every_folder_is_told_as_it_is_and_left_as_it_was() {
    let place = Place::new();
    several(&place);
    let before = place.names("all/begun");
    let rows = rows(&place, &["all"]);
    let told = |path: &str| {
        let row = of(&rows, path);
        (row["condition"].as_str().expect("a word"), row["why"].as_str().expect("a reason"))
    };
    assert_eq!(rows.len(), 7, "{rows:?}");
    assert_eq!(told("all/whole"), ("complete", ""));
    assert_eq!(told("all/spoilt"), ("spoilt", "summary.parquet is not what was written there"));
    assert_eq!(told("all/lacking"), ("incomplete", "months.csv is missing"));
    assert_eq!(told("all/forged"), ("spoilt", "manifest.json is not what was written: its digest differs"));
    let (condition, why) = told("all/other");
    assert!(condition == "other_version" && why.contains("layout 99"), "{condition}: {why}");
    let (condition, why) = told("all/old");
    assert!(condition == "other_version" && why.contains("value version 2"), "{condition}: {why}");
    assert_eq!(told("all/begun"), ("incomplete", "cut short, or still being written"));
    assert_eq!(place.names("all/begun"), before, "nothing is changed");

    let whole = of(&rows, "all/whole");
    for (field, value) in [
        ("command", Value::from("run")),
        ("study", "smoke".into()),
        ("title", "Every event in a few seconds".into()),
        ("config", "smoke.toml".into()),
        ("settings", "--set loan.annual_rate=0.04".into()),
        ("cells", 4.into()),
        ("worlds", 6.into()),
        ("households", 50.into()),
        ("seed", 7.into()),
        ("hash", place.manifest("all/whole")["hash"].clone()),
        ("finished", place.manifest("all/whole")["times"]["finished"].clone()),
    ] {
        assert_eq!(whole[field], value, "{field}");
    }
    let quick = self::rows(&place, &["all", "--quick"]);
    assert_eq!(of(&quick, "all/spoilt")["condition"], "complete", "its size is as it was");
    assert_eq!(of(&quick, "all/lacking")["condition"], "incomplete");
}

#[test]
fn csv_has_the_fields_of_json() {
    let place = Place::new();
    place.run_small("here/a, \"b\"", &["--no-report", "--quiet"]).well();
    let printed = place.run(&["list", "here", "--format", "csv"]).well();
    let mut reader = csv::Reader::from_reader(printed.as_bytes());
    let header: Vec<String> = reader.headers().expect("a header").iter().map(str::to_owned).collect();
    let fields: Vec<String> =
        reader.records().next().expect("a row").expect("a row").iter().map(str::to_owned).collect();
    let json = &rows(&place, &["here"])[0];
    assert_eq!(header.len(), json.as_object().expect("an object").len());
    for (name, field) in header.iter().zip(&fields) {
        let text = json[name].as_str().map_or_else(|| json[name].to_string(), str::to_owned);
        assert_eq!(*field, text, "{name}");
    }
    fs::create_dir(place.path("none")).expect("a folder");
    let printed = place.run(&["list", "none", "--format", "csv"]).well();
    assert_eq!(printed.trim_end().split(',').collect::<Vec<_>>(), header);
    assert_eq!(place.run(&["list", "none", "--format", "json"]).well(), "[]\n");
    let ended = place.run(&["list", "none"]);
    assert_eq!((ended.code, ended.stdout.as_str(), ended.stderr.as_str()), (Some(0), "", "none holds no results\n"));
}

#[test]
fn the_table_fits_the_terminal() {
    let place = Place::new();
    several(&place);
    for width in [78_usize, 100, 140, 300] {
        let ended = super::support::ended(place.command(&["list", "all"]).env("COLUMNS", width.to_string()));
        let printed = ended.well();
        let widest = printed.lines().map(|line| line.chars().count()).max().expect("lines");
        assert!(widest <= width, "{widest} > {width}:\n{printed}");
        for part in ["whole", "complete", "spoilt", "incomplete", "Every"] {
            assert!(printed.contains(part), "{width}: {part}\n{printed}");
        }
        assert_eq!(width < 300, printed.contains("columns more with --format csv"), "{width}:\n{printed}");
    }
}

#[test]
fn what_is_no_folder_is_refused() {
    let place = Place::new();
    assert!(place.run(&["list", "nowhere"]).refused().contains("nowhere does not exist"));
    assert!(place.run(&["list"]).refused().contains("results does not exist"));
    assert!(place.run(&["list", &config("smoke")]).refused().contains("is no folder"));
}

#[test]
fn a_study_s_folder_stands_for_its_only_result() {
    let place = Place::new();
    place.run_small("study/one", &["--no-report", "--quiet"]).well();
    fs::create_dir_all(place.path("study/begun/.underwater-staging-1")).expect("a folder");
    assert_eq!(place.run(&["report", "study"]).well(), "study/one/report.html\n");
    assert_eq!(place.run(&["export", "study", "--format", "md"]).well(), "study/one/tables.md\n");
    place.run_small("study/two", &["--no-report", "--quiet", "--seed", "9"]).well();
    for arguments in [&["report", "study"][..], &["export", "study", "--format", "svg"]] {
        let stderr = place.run(arguments).refused();
        assert!(stderr.contains("study holds 2 results; name one of them:"), "{stderr}");
        assert!(stderr.contains("study/one  run, 6 × 50, seed 7") && stderr.contains("study/two  run, 6 × 50, seed 9"));
    }
    assert!(!place.names("study/two").contains(&"report.html".to_owned()));
}

#[test]
fn settings_of_any_length_leave_the_table_readable() {
    let place = Place::new();
    let title =
        "study.title=\"a title that goes on and on, of words that nobody reads to the end, and on, and on, and on\"";
    place.run_small("all/whole", &["--no-report", "--quiet", "--set", title]).well();
    let table = place.run(&["list", "all"]).well();
    let widest = table.lines().map(|line| line.chars().count()).max().expect("lines");
    assert!(widest < 260 && table.contains(" …"), "{widest} characters\n{table}");
    let settings = rows(&place, &["all"])[0]["settings"].as_str().expect("a text").to_owned();
    assert!(settings.contains("and on, and on, and on"), "{settings}");
}
