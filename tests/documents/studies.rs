//! The studies of README and of the page about writing studies can be written from these alone, and the faults shown are those
//! the program finds.

use std::fs;

use super::text::{blocks, read};
use crate::cli::support::{Place, SMALL};
use crate::support::root;

/// Where studies are told of.
const WRITING: &str = "docs/WRITING.md";

/// A place with the studies and the data of both, where they say to save them.
fn written() -> Place {
    let (place, readme, writing) = (Place::new(), read("README.md"), read(WRITING));
    for folder in ["configs", "configs/regimes", "data"] {
        fs::create_dir_all(place.path(folder)).expect("a folder");
        let entries = fs::read_dir(root().join(folder)).expect("a folder").map(|entry| entry.expect("an entry"));
        for file in entries.filter(|entry| entry.path().is_file()) {
            fs::copy(file.path(), place.path(folder).join(file.file_name())).expect("copied");
        }
    }
    let studies = blocks(&writing, "toml");
    for (name, document, text) in [
        ("configs/my_prices.toml", &readme, &blocks(&readme, "toml")[0]),
        ("data/my_city.csv", &readme, &blocks(&readme, "csv")[0]),
        ("configs/my_city.toml", &writing, &studies[0]),
        ("configs/my_index.toml", &writing, &studies[1]),
    ] {
        assert!(document.contains(&format!("as `{name}`")), "it is said to save it as {name}");
        fs::write(place.path(name), text).expect("written");
    }
    place
}

#[test]
fn the_studies_run() {
    let place = written();
    for (study, cells) in [("my_prices", 7), ("my_city", 6), ("my_index", 6)] {
        let config = format!("configs/{study}.toml");
        place.run(&["check", &config]).well();
        let printed = place.run(&[&["run", &config, "--out", study][..], &SMALL].concat()).well();
        assert!(printed.contains(&format!("300 paths × {cells} cells ×")), "{printed}");
    }
}

#[test]
fn an_index_of_ones_own_is_what_prices_follow() {
    let place = written();
    place.run(&[&["run", "configs/my_index.toml", "--out", "here"][..], &SMALL].concat()).well();
    let manifest = place.manifest("here");
    let question = "What would these two years have done to buyers with 15%, 30% and 50% down?";
    assert_eq!(manifest["notes"]["question"], question);
    assert_eq!(manifest["config"]["study"]["title"], "Two years of my city's prices");
    let page = fs::read_to_string(place.path("here/report.html")).expect("a page");
    assert!(page.contains("Two years of my city") && page.contains("What would these two years"));

    let levels: Vec<f64> = fs::read_to_string(place.path("data/my_city.csv"))
        .expect("the data")
        .lines()
        .skip(1)
        .map(|line| line.split(',').nth(1).expect("a level").parse().expect("a number"))
        .collect();
    let mut months = csv::Reader::from_path(place.path("here/months.csv")).expect("a table");
    let header = months.headers().expect("a header").clone();
    let at = |name: &str| header.iter().position(|column| column == name).expect(name);
    let (scenario, month, median) = (at("scenario"), at("month"), at("index_q50"));
    let mut seen = 0;
    for row in months.records() {
        let row = row.expect("a row");
        if &row[scenario] == "as_it_was" {
            let month: usize = row[month].parse().expect("a month");
            let index: f64 = row[median].parse().expect("a level");
            assert!((index - levels[month] / levels[0]).abs() < 1e-3, "month {month}: {index}");
            seen += 1;
        }
    }
    assert_eq!(seen, 3 * 18);
}

/// The faults shown are those of the page's own study with these slips.
#[test]
fn the_faults_shown_are_found() {
    let place = written();
    let path = place.path("configs/my_city.toml");
    let text = fs::read_to_string(&path).expect("the study");
    fs::write(&path, text.replace("finding_monthly = 0.20", "finding_monthly = 20")).expect("written");
    let stderr = place.run(&["check", "configs/my_city.toml", "--set", "loan.trm_months=240"]).refused();
    let writing = read(WRITING);
    let block = writing.split_once("refused with every fault at once:\n\n").expect("the faults").1;
    let shown: Vec<&str> = block.lines().map_while(|line| line.strip_prefix("    ")).collect();
    assert_eq!(shown.len(), 2, "{shown:?}");
    for line in shown {
        assert!(stderr.contains(line), "{line}\nis not in\n{stderr}");
    }
}
