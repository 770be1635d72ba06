//! `underwater household`: what it tells, in both languages; that it is what `run` finds; what is asked wrongly.

use std::collections::BTreeMap;
use std::fs;

use polars::prelude::{CsvWriter, ParquetReader, SerReader, SerWriter};

use super::support::{Ended, Place, config};

const GIVEN: [&str; 13] = [
    "household",
    "--price",
    "2000000",
    "--down-payment",
    "0.15",
    "--income",
    "25000",
    "--cash",
    "600000",
    "--annual-rate",
    "0.035",
    "--months",
    "360",
];

/// Sizes for a test, with enough worlds for errors.
const FEW: [&str; 4] = ["--worlds", "120", "--households", "5"];

fn ask(place: &Place, out: &str, more: &[&str]) -> Ended {
    place.run(&[&GIVEN[..], &FEW, &["--out", out], more].concat())
}

/// The household with other values for some options.
fn with(changes: &[(&str, &str)]) -> Vec<String> {
    let mut words: Vec<String> = GIVEN.iter().map(|word| (*word).to_owned()).collect();
    for (option, value) in changes {
        match words.iter().position(|word| word == option) {
            Some(place) => words[place + 1] = (*value).to_owned(),
            None => words.extend([(*option).to_owned(), (*value).to_owned()]),
        }
    }
    words.extend(FEW.map(str::to_owned));
    words
}

fn run(place: &Place, words: &[String]) -> Ended {
    place.run(&words.iter().map(String::as_str).collect::<Vec<_>>())
}

/// Rows of a CSV file as texts by column.
fn rows(place: &Place, file: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(place.path(file)).expect("a table");
    let header: Vec<String> = reader.headers().expect("a header").iter().map(str::to_owned).collect();
    let row = |row: csv::StringRecord| header.iter().cloned().zip(row.iter().map(str::to_owned)).collect();
    reader.records().map(|record| row(record.expect("a row"))).collect()
}

fn own(place: &Place, folder: &str) -> BTreeMap<String, String> {
    let odds = rows(place, &format!("{folder}/odds.csv"));
    let mut own = odds.into_iter().filter(|row| row["is_own"] == "1");
    let found = own.next().expect("the household's own row");
    assert!(own.next().is_none());
    found
}

/// To the byte: what the household is told is what `run` finds of the study that is written beside it.
#[test]
fn the_odds_are_those_of_the_study() {
    let place = Place::new();
    for (folder, more) in [
        ("plain", &[][..]),
        ("set", &["--set", "loan.annual_rate=0.05", "--set", "household.floor_income_frac=0.1"]),
        ("two", &["--second-income", "9000.5", "--spending", "11000", "--regime", "us_non_recourse"]),
        ("path", &["--prices", &config("us_non_recourse"), "--language", "zh", "--regime", "hong_kong"]),
    ] {
        ask(&place, folder, &[more, &["--quiet", "--no-report"]].concat()).well();
        let (study, out) = (format!("{folder}/study.toml"), format!("{folder}-run"));
        let sets: Vec<&str> = if folder == "set" { more.to_vec() } else { Vec::new() };
        let run = [&["run", &study, "--out", &out, "--quiet", "--no-report", "--save-paths"][..], &sets].concat();
        place.run(&run).well();
        let (own, summary) = (own(&place, folder), rows(&place, &format!("{out}/summary.csv")).remove(0));
        for column in ["default_rate", "ever_under_water_rate", "owed_after_auction_rate"] {
            for name in [column.to_owned(), format!("{column}_mcse")] {
                assert_eq!(own[&name], summary[&name], "{folder}: {name}");
            }
        }
        assert!(own["default_rate"].parse::<f64>().is_ok_and(|rate| rate > 0.0), "{folder}: {own:?}");
        let text = fs::read_to_string(place.path(&study)).expect("the study");
        assert!(text.contains("worlds = 120 ") && text.contains("households = 5 "), "{text}");
    }
}

/// Counted once more from the paths that `run` writes.
#[test]
fn what_no_summary_has_is_counted_from_the_paths() {
    let place = Place::new();
    ask(&place, "here", &["--quiet", "--no-report"]).well();
    place.run(&["run", "here/study.toml", "--out", "run", "--quiet", "--no-report", "--save-paths"]).well();
    let paths = fs::File::open(place.path("run/paths.parquet")).expect("paths");
    let mut paths = ParquetReader::new(paths).finish().expect("paths");
    CsvWriter::new(fs::File::create(place.path("paths.csv")).expect("a file")).finish(&mut paths).expect("written");
    let paths = rows(&place, "paths.csv");
    let (mut missed, mut lost, mut losses) = (0, 0, Vec::new());
    for row in &paths {
        let state = row["final_state"].as_str();
        missed += usize::from(row["worst_days_past_due"].parse::<i64>().expect("a number") >= 30);
        if ["sold", "sold_after_default", "auctioned", "taken_by_lender", "unresolved", "rescinded"].contains(&state) {
            lost += 1;
            let number = |name: &str| row[name].parse::<i64>().expect("a number");
            losses.push((number("household_loss_cents"), number("world"), number("household")));
        }
    }
    let own = own(&place, "here");
    let share = |count: usize| count as f64 / paths.len() as f64;
    assert_eq!(own["missed_rate"].parse::<f64>().expect("a rate"), share(missed));
    assert_eq!(own["lost_home_rate"].parse::<f64>().expect("a rate"), share(lost));
    assert!(missed > lost && lost > 2, "{missed} {lost}");
    // The path that is told has the middle loss, and `explain` tells the same months.
    losses.sort_unstable();
    let (_, world, household) = losses[(losses.len() - 1) / 2];
    let told = rows(&place, "here/bad_path.csv");
    assert_eq!((told[0]["world"].clone(), told[0]["household"].clone()), (world.to_string(), household.to_string()));
    assert_eq!(told[0]["rule"], "lost_home");
    let explain = ["explain", "here/study.toml", "--format", "csv", "--world", &told[0]["world"], "--household"];
    let printed = place.run(&[&explain[..], &[told[0]["household"].as_str()]].concat()).well();
    let mut explained = csv::Reader::from_reader(printed.as_bytes());
    let header = explained.headers().expect("a header").clone();
    let at = |name: &str| header.iter().position(|column| column == name).expect("a column");
    let explained: Vec<csv::StringRecord> = explained.records().map(|row| row.expect("a row")).collect();
    assert_eq!(explained.len(), told.len());
    for (month, told) in explained.iter().zip(&told) {
        for (theirs, ours) in [("value", "home_value"), ("cash", "cash"), ("income", "income"), ("due", "due")] {
            let number = |text: &str| text.parse::<f64>().expect("a number");
            assert_eq!(number(&month[at(theirs)]), number(&told[ours]), "month {}: {ours}", told["month"]);
        }
        assert_eq!(month[at("events")], told["events"]);
    }
}

#[test]
fn what_is_compared_is_within_reach_or_not() {
    let place = Place::new();
    ask(&place, "here", &["--quiet", "--no-report"]).well();
    let odds = rows(&place, "here/odds.csv");
    assert_eq!(odds.len(), 5 * 8, "the household's down payment is one of those compared, its buffer is not");
    let number = |row: &BTreeMap<String, String>, name: &str| row[name].parse::<f64>().expect("a number");
    for row in &odds {
        let paid = number(row, "down_payment") * 2e6 + 0.028 * 2e6 + number(row, "buffer");
        assert!((number(row, "savings_needed") - paid).abs() < 0.01, "{row:?}");
    }
    // More cash is never worse, nor is more down payment, beyond chance.
    for pair in odds.windows(2).filter(|pair| pair[0]["down_payment"] == pair[1]["down_payment"]) {
        assert!(number(&pair[0], "buffer") < number(&pair[1], "buffer"));
        assert!(number(&pair[0], "default_rate") >= number(&pair[1], "default_rate"), "{pair:?}");
    }
    // The buffer that is said to do lies between two of those compared.
    for needed in rows(&place, "here/cash_needed.csv") {
        assert_eq!(needed["status"], "met_from", "{needed:?}");
        let buffer = number(&needed, "cash_needed");
        let line: Vec<_> = odds.iter().filter(|row| row["down_payment"] == needed["down_payment"]).collect();
        let last = line.iter().rposition(|row| number(row, "default_rate") > 0.01).expect("a row");
        let (below, above) = (line[last], line[last + 1]);
        assert!((number(below, "buffer")..=number(above, "buffer")).contains(&buffer), "{needed:?}");
        let share =
            (0.01 - number(below, "default_rate")) / (number(above, "default_rate") - number(below, "default_rate"));
        let between = number(below, "buffer") + share * (number(above, "buffer") - number(below, "buffer"));
        assert!((between - buffer).abs() < 0.02, "{between} {buffer}");
    }
}

/// Everything that is printed, without the time it took.
#[test]
fn it_is_told_in_plain_words_in_both_languages() {
    let place = Place::new();
    let printed = ask(&place, "english", &[]).well();
    for part in [
        "Within 10 years, of 100 households like this one ",
        " miss an instalment at least once, ",
        "With 15% down, ",
        " left after the purchase brings the risk of default to 1 in 100",
        "this household has 244,000 left.",
        "`underwater explain study.toml --world ",
        "│ owe more than the home is worth, at some time ",
        "This household: 15% down, 244,000 left after the purchase",
        "Risk of default by down payment (rows) and cash left after the purchase (columns)",
        "● ",
        "✓ ",
        "Cash that keeps the risk of default at 1 in 100",
        "A path on which it goes wrong",
        "600 paths × 40 cells × 120 months",
        "english\nenglish/report.html\n",
    ] {
        assert!(printed.contains(part), "{part}\n{printed}");
    }
    let chinese = ask(&place, "chinese", &["--language", "zh"]).well();
    for part in
        ["10 年内，每 100 户这样的家庭中，", "本户留有 24.40 万", "失去住房后仍欠债", "失业", "chinese/report_zh.html"]
    {
        assert!(chinese.contains(part), "{part}\n{chinese}");
    }
    assert!(!chinese.contains("lost work"), "{chinese}");
    let numbers = |folder: &str| fs::read(place.path(folder).join("odds.csv")).expect("a table");
    assert_eq!(numbers("english"), numbers("chinese"));
    let page = fs::read_to_string(place.path("english/report.html")).expect("a page");
    for part in [
        "how likely is this household to miss payments",
        "household.floor_income_frac",
        "of the wage while out of work",
        "figure-odds",
        "underwater household --annual-rate 0.035 --cash 600000 --down-payment 0.15 --households 5 --income 25000 --months",
        "not advice on anybody",
    ] {
        assert!(page.contains(part), "{part}");
    }
    let study = fs::read_to_string(place.path("chinese/study.toml")).expect("the study");
    assert!(study.contains("失业期间占工资的比例") && study.contains("所给数值"), "{study}");
}

#[test]
fn an_answer_that_is_there_is_not_computed_again() {
    let place = Place::new();
    ask(&place, "here", &[]).well();
    let before = fs::read(place.path("here/manifest.json")).expect("a manifest");
    let again = ask(&place, "here", &[]);
    assert_eq!((again.code, again.said()), (Some(0), vec!["here is complete already; --force computes it again"]));
    assert_eq!(fs::read(place.path("here/manifest.json")).expect("a manifest"), before);
    let other = ask(&place, "here", &["--spending", "9000"]).refused();
    assert!(other.contains("here") && other.contains("--force"), "{other}");
    // By itself it stands where its hash says.
    let printed = run(&place, &with(&[])).well();
    let hash = place.manifest("here")["hash"].as_str().expect("a hash").to_owned();
    assert!(printed.contains(&format!("results/household/{hash}/report.html")), "{printed}");
}

#[test]
fn the_study_is_written_where_it_is_wanted_and_nothing_is_overwritten() {
    let place = Place::new();
    ask(&place, "here", &["--write-config", "mine.toml", "--quiet", "--no-report"]).well();
    let written = fs::read(place.path("mine.toml")).expect("the study");
    assert_eq!(fs::read(place.path("here/study.toml")).expect("the study"), written);
    // The same study may be written once more, another may not.
    ask(&place, "here", &["--write-config", "mine.toml", "--quiet", "--no-report"]).well();
    let refused = ask(&place, "there", &["--write-config", "mine.toml", "--spending", "9000"]).refused();
    assert!(refused.contains("mine.toml exists already and stays as it is"), "{refused}");
    assert_eq!(fs::read(place.path("mine.toml")).expect("the study"), written);
    assert!(!place.path("there").exists());
}

#[test]
fn what_cannot_be_is_told_with_what_is_allowed() {
    let place = Place::new();
    for (changes, said) in [
        (&[("--down-payment", "15")][..], "--down-payment 15 is not in [0, 1); 15% is written 0.15"),
        (&[("--down-payment", "1")], "--down-payment 1 is not in [0, 1)"),
        (&[("--down-payment", "15%")], "15% is 0.15"),
        (&[("--income", "-5")], "--income -5 is not in [0, inf)"),
        (&[("--income", "0")], "--income 0: a household without income"),
        (&[("--annual-rate", "3.5")], "--annual-rate 3.5 is not in [0, 1]; 3.5% is written 0.035"),
        (&[("--months", "601")], "--months 601 is not in [1, 600]"),
        (&[("--price", "0")], "--price 0 is not in (0, inf)"),
        (&[("--spending", "60000")], "--spending is 2.4 times the income"),
        (
            &[("--cash", "300000")],
            "--cash 300,000 does not cover the down payment of 300,000 and buying costs of 56,000: 56,000 are missing",
        ),
        (&[("--regime", "mainland_chna")], "'mainland_china'"),
        (&[("--set", "loan.trm_months=240")], "did you mean `term_months`?"),
        (&[("--prices", "nowhere.toml")], "nowhere.toml"),
        (&[("--set", "household.home_price={ uniform = { min = 1e6, max = 2e6 } }")], "is a distribution"),
    ] {
        let refused = run(&place, &with(changes)).refused();
        assert!(refused.contains(said), "{said}\n{refused}");
        assert!(place.names(".").is_empty(), "{said}: nothing is written");
    }
    let all = run(&place, &with(&[("--down-payment", "15"), ("--income", "-5"), ("--months", "0")])).refused();
    assert_eq!(all.matches("error: ").count(), 3, "all at once: {all}");
}

/// What is merely bad is answered, with a warning.
#[test]
fn an_instalment_above_the_income_is_warned_of() {
    let place = Place::new();
    let ended = run(&place, &with(&[("--income", "7000"), ("--out", "here")]));
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    assert!(
        ended.warnings().iter().any(|warning| warning.contains("the first instalment take up to")),
        "{}",
        ended.stderr
    );
    assert!(ended.stdout.contains("not even "), "{}", ended.stdout);
    let never = rows(&place, "here/cash_needed.csv");
    assert!(never.iter().any(|row| row["status"] == "never_met" && row["cash_needed"].is_empty()), "{never:?}");
}

/// Nobody misses an instalment who cannot lose the job: there is no path to tell, and every buffer does.
#[test]
fn a_household_to_which_nothing_happens_is_told_so() {
    let place = Place::new();
    let calm = ["--set", "labour.separation_monthly=0"];
    let printed = ask(&place, "here", &calm).well();
    assert!(printed.contains("even with nothing left after the purchase."), "{printed}");
    assert!(printed.contains("No simulated path missed an instalment"), "{printed}");
    assert!(printed.contains("never seen"), "{printed}");
    assert!(rows(&place, "here/bad_path.csv").is_empty());
    assert!(rows(&place, "here/cash_needed.csv").iter().all(|row| row["status"] == "always_met"));
}

/// A config whose prices stand in its scenarios alone has none to take.
#[test]
fn prices_of_another_config_are_taken_as_they_stand_before_its_scenarios() {
    let place = Place::new();
    ask(&place, "here", &["--prices", &config("china_leverage"), "--quiet", "--no-report"]).well();
    let manifest = place.manifest("here");
    assert_eq!(manifest["config"]["price"]["mean_growth_annual"], -0.04146);
    assert_eq!(manifest["config"]["correlation"]["price_labour"], -0.3);
    assert!(manifest["config"].get("sweep").is_none());
    let study = fs::read_to_string(place.path("here/study.toml")).expect("the study");
    assert!(study.contains("china_leverage.toml"), "{study}");
}
