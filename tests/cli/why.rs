//! `why`, as its users meet it.

use std::fs;

use super::support::{Place, SMALL, config};

fn why(place: &Place, out: &str, more: &[&str]) -> super::support::Ended {
    let smoke = config("smoke");
    place.run(&[&["why", &smoke, "--out", out][..], &SMALL, more].concat())
}

/// What is printed before how long it took.
fn told(printed: &str) -> String {
    let lines = printed.lines().take_while(|line| !line.contains(" combinations ×"));
    lines.map(|line| format!("{line}\n")).collect()
}

#[test]
fn the_answer_is_printed_and_whole() {
    let place = Place::new();
    let ended = why(&place, "here", &["--format", "csv,svg,md,json,xlsx,tex"]);
    let warnings = ended.warnings().join("\n");
    assert!(warnings.contains("Only 6 worlds"), "{warnings}");
    let printed = ended.well();
    assert_eq!(told(&printed), ENGLISH);
    assert!(printed.contains("300 paths × 4 cells × 16 combinations × 36 months in "), "{printed}");
    let names = place.names("here");
    for name in ["causes.csv", "shares.parquet", "switches.csv", "figure_causes.svg", "figure_shares.svg", "report.html"] {
        assert!(names.iter().any(|other| other == name), "{name} of {names:?}");
    }
    assert_eq!(place.manifest("here")["asked"]["command"], "why");
    let page = fs::read_to_string(place.path("here/report.html")).expect("a page");
    assert!(page.contains("underwater why smoke.toml") && page.contains("double trigger"), "the page");

    // The same again is read from the folder; in Chinese too.
    let again = why(&place, "here", &["--language", "zh"]);
    assert!(again.stderr.contains("is complete already"), "{}", again.stderr);
    assert_eq!(told(&again.stdout), CHINESE);
    assert!(place.path("here/report_zh.html").is_file());
}

#[test]
fn a_narrow_terminal_gets_the_most_important() {
    let place = Place::new();
    why(&place, "here", &["--quiet"]).well();
    let smoke = config("smoke");
    for columns in ["100", "80"] {
        let arguments = [&["why", &smoke, "--out", "here"][..], &SMALL].concat();
        let ended = super::support::ended(place.command(&arguments).env("COLUMNS", columns));
        let text = told(&ended.stdout);
        let widest = text.lines().map(|line| line.chars().count()).max().unwrap_or(0);
        assert!(widest <= columns.parse().expect("a number"), "{columns}:\n{text}");
        assert!(text.contains("Every error, and the household's losses, are in report.html."), "{text}");
        assert!(text.contains("69.35%") && text.contains("6.99%") && !text.contains("household "), "{text}");
    }
}

#[test]
fn threads_change_no_byte() {
    let place = Place::new();
    why(&place, "one", &["--threads", "1"]).well();
    why(&place, "four", &["--threads", "4"]).well();
    let names = place.names("one");
    assert_eq!(place.names("four"), names);
    for name in names.iter().filter(|name| *name != "manifest.json") {
        let bytes = |folder: &str| fs::read(place.path(folder).join(name)).expect("a file");
        assert!(bytes("one") == bytes("four"), "{name}");
    }
}

#[test]
fn what_cannot_be_asked_is_refused() {
    let place = Place::new();
    let misspelt = why(&place, "here", &["--set", "counterfactual.price_fall=false"]).refused();
    assert!(misspelt.contains("counterfactual.price_fall is not a key; did you mean `price_falls`?"), "{misspelt}");
    // A study may have 10,000 cells, and this has 16 times 626.
    let rates: Vec<String> = (0..626).map(|number| format!("0.0{}", 1000 + number)).collect();
    let grid = format!("[sweep.grid]\n\"loan.annual_rate\" = [{}]\n", rates.join(", "));
    fs::write(place.path("many.toml"), format!("{PLAIN}{grid}")).expect("written");
    let too_many = place.run(&["why", "many.toml", "--out", "here"]).refused();
    assert!(too_many.contains("why: makes 10016 cells, which is more than 10000"), "{too_many}");
    let gone = place.run(&["why", "gone.toml"]).refused();
    assert!(gone.contains("gone.toml"), "{gone}");
    assert!(place.names("here").is_empty());
}

/// A study of one cell.
const PLAIN: &str = r#"
study = { name = "many", seed = 1, worlds = 2, households = 2, horizon_months = 12, workout_tail_months = 0 }
price = { kind = "gbm", drift_annual = 0.0, volatility_annual = 0.1 }
labour = { kind = "ar1", separation_monthly = 0.01, finding_monthly = 0.1 }
household = { home_price = 1_000_000, income_monthly = 20_000, cash_mode = "amount", cash = 0 }
loan = { down_payment = 0.1, annual_rate = 0.03, term_months = 360, method = "level" }
foreclosure.rounds = [{ start_level_frac = 0.8, success = 1.0 }]
recourse.kind = "none"

"#;

const ENGLISH: &str = "\
";

const CHINESE: &str = "\
";
