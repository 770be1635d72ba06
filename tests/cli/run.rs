//! `underwater run`: the folder it writes, when it does not, and what it says.

use std::fs;

use serde_json::Value;

use super::support::{Place, SMALL, config};
use crate::support::VALUE_VERSION;

const TABLES: [&str; 29] = [
    "auction_rounds.csv",
    "auction_rounds.parquet",
    "comparisons.csv",
    "comparisons.parquet",
    "default_by_ltv_dsti.csv",
    "default_by_ltv_dsti.parquet",
    "dictionary.csv",
    "loss_distribution.csv",
    "loss_distribution.parquet",
    "loss_histogram.csv",
    "loss_histogram.parquet",
    "months.csv",
    "months.parquet",
    "report.html",
    "resolution.csv",
    "resolution.parquet",
    "summary.csv",
    "summary.parquet",
    "transitions.csv",
    "transitions.parquet",
    "triggers.csv",
    "triggers.parquet",
    "underwriting.csv",
    "underwriting.parquet",
    "world_distribution.csv",
    "world_distribution.parquet",
    "worlds.parquet",
    "years.csv",
    "years.parquet",
];

/// Names a complete folder holds.
fn complete(with_paths: bool) -> Vec<String> {
    let mut names: Vec<String> = TABLES.iter().map(|name| (*name).to_owned()).collect();
    names.push("manifest.json".to_owned());
    names.extend(with_paths.then(|| "paths.parquet".to_owned()));
    names.sort();
    names
}

#[test]
fn a_folder_holds_every_table_and_nothing_else() {
    let place = Place::new();
    let printed = place.run_small("here", &[]).well();
    assert_eq!(place.names("here"), complete(false));
    assert!(printed.contains("300 paths × 4 cells × 36 months in "), "{printed}");
    assert!(printed.contains("default rate") && printed.contains("short_loan"), "{printed}");
    assert!(printed.ends_with("\nhere\nhere/report.html\n"), "{printed}");
    place.run_small("there", &["--save-paths"]).well();
    assert_eq!(place.names("there"), complete(true));
}

#[test]
fn without_a_folder_named_the_study_and_its_hash_name_it() {
    let place = Place::new();
    let smoke = config("smoke");
    let printed = place.run(&[&["run", &smoke][..], &SMALL].concat()).well();
    let hash = place.names("results/smoke").pop().expect("a folder");
    assert_eq!(hash.len(), 16);
    let folder = format!("results/smoke/{hash}");
    assert!(printed.ends_with(&format!("\n{folder}\n{folder}/report.html\n")), "{printed}");
    assert_eq!(place.manifest(&format!("results/smoke/{hash}"))["hash"], hash.as_str());
}

#[test]
fn the_summary_names_its_cells_and_gives_every_estimate_an_error() {
    let place = Place::new();
    place.run_small("here", &[]).well();
    let text = fs::read_to_string(place.path("here/summary.csv")).expect("a summary");
    let header: Vec<&str> = text.lines().next().expect("a header").split(',').collect();
    assert_eq!(header[..6], ["cell", "scenario", "loan.down_payment", "worlds", "households", "default_rate"]);
    let has_error = |name: &str| header.iter().any(|other| *other == format!("{name}_mcse"));
    let bare = header[5..].iter().filter(|name| !name.ends_with("_mcse") && !has_error(name));
    assert_eq!(bare.collect::<Vec<_>>(), [&"default_rate_upper_95"], "each estimate has its error");
    for pair in header[5..].iter().zip(&header[6..]).filter(|(name, _)| name.ends_with("_mcse")) {
        assert!(!pair.1.ends_with("_mcse"), "{pair:?}");
    }
    assert_eq!(text.lines().count(), 5);
    assert!(text.lines().nth(1).is_some_and(|line| line.starts_with("0,crash,0.1,6,50,")), "{text}");
}

#[test]
fn the_manifest_says_what_was_computed_from_what() {
    let place = Place::new();
    let config = config("us_non_recourse");
    let small = ["--worlds", "3", "--households", "20", "--seed", "11", "--set", "loan.term_months=240"];
    place.run(&[&["run", &config, "--out", "here"][..], &small].concat()).well();
    let manifest = place.manifest("here");
    for (key, value) in [
        ("program", Value::from("underwater")),
        ("study", "us_non_recourse".into()),
        ("seed", 11.into()),
        ("worlds", 3.into()),
        ("households", 20.into()),
        ("horizon_months", 120.into()),
        ("value_version", VALUE_VERSION.into()),
    ] {
        assert_eq!(manifest[key], value, "{key}");
    }
    assert_eq!(manifest["config"]["loan"]["term_months"], 240);
    assert_eq!(manifest["config"]["study"]["worlds"], 3);
    assert_eq!(manifest["counts"]["paths_times_cells"], 300);
    assert_eq!(manifest["cells"][4]["swept"]["loan.down_payment"], 0.3);
    assert_eq!(manifest["data"][0]["path"], "../data/us_case_shiller_national_monthly.csv");
    let files = manifest["files"].as_array().expect("files");
    // Nobody can be refused there, so that there is no table of those who were.
    let tables: Vec<&str> = TABLES.into_iter().filter(|name| !name.starts_with("underwriting")).collect();
    assert_eq!(files.iter().filter_map(|file| file["name"].as_str()).collect::<Vec<_>>(), tables);
    for file in files {
        let bytes = fs::read(place.path("here").join(file["name"].as_str().expect("a name"))).expect("a file");
        assert_eq!(file["bytes"], bytes.len());
        assert_eq!(file["blake3"], blake3::hash(&bytes).to_hex().as_str());
    }
}

#[test]
fn whole_results_are_not_computed_again() {
    let place = Place::new();
    let first = place.run_small("here", &[]).well();
    let manifest = fs::read(place.path("here/manifest.json")).expect("a manifest");
    let again = place.run_small("here", &["--threads", "1"]);
    assert_eq!(again.code, Some(0));
    assert_eq!(again.said(), ["here is complete already; --force computes it again"]);
    let table =
        |printed: &str| printed.lines().filter(|line| line.starts_with('│')).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(table(&again.stdout), table(&first));
    assert_eq!(fs::read(place.path("here/manifest.json")).expect("a manifest"), manifest);

    // Its times may be those of the first run, to the second: what tells is that it says how long it took.
    let took = "300 paths × 4 cells × 36 months in ";
    assert!(!again.stdout.contains(took), "{}", again.stdout);
    let forced = place.run_small("here", &["--force"]).well();
    assert!(forced.contains(took), "{forced}");
}

#[test]
fn what_is_missing_or_damaged_is_made_anew_and_nothing_else() {
    let place = Place::new();
    place.run_small("here", &["--format", "csv,xlsx"]).well();
    let bytes = |name: &str| fs::read(place.path("here").join(name)).expect("a file");
    let whole: Vec<(String, Vec<u8>)> =
        place.names("here").into_iter().map(|name| (name.clone(), bytes(&name))).collect();
    let started = || place.manifest("here")["times"].clone();
    let first = started();

    let later = place.run_small("here", &["--save-paths"]);
    assert_eq!(later.said(), ["here: paths.parquet was not asked for; computed again"]);
    assert!(place.names("here").contains(&"paths.parquet".to_owned()) && bytes("results.xlsx").len() > 1000);
    assert_eq!(place.run_small("here", &[]).said().len(), 1, "paths do no harm");
    fs::remove_file(place.path("here/paths.parquet")).expect("removed");
    let forgotten = place.run_small("here", &[]);
    assert!(forgotten.said()[0] == "here: paths.parquet is missing; it is listed no longer", "{}", forgotten.stderr);

    let computed = started();
    for (name, spoil) in
        [("months.csv", None), ("summary.csv", Some(40)), ("results.xlsx", Some(3000)), ("report.html", Some(10_000))]
    {
        let path = place.path("here").join(name);
        spoil.map_or_else(|| fs::remove_file(&path), |at| flip(&path, at)).expect("spoilt");
        let again = place.run_small("here", &["--format", "csv,xlsx"]);
        assert!(again.said()[0].starts_with(&format!("here: {name} is")), "{}", again.stderr);
        assert_eq!((again.code, started()), (Some(0), computed.clone()), "nothing was simulated for {name}");
    }
    flip(&place.path("here/worlds.parquet"), 999).expect("spoilt");
    let again = place.run_small("here", &[]);
    assert_eq!(again.said(), ["here: worlds.parquet is not what was written there; computed again"]);
    assert_ne!(started(), first);
    for (name, before) in whole.iter().filter(|(name, _)| name != "manifest.json") {
        assert!(bytes(name) == *before, "{name}");
    }
    flip(&place.path("here/manifest.json"), 300).expect("spoilt");
    let again = place.run_small("here", &["--format", "csv,xlsx"]);
    assert!(again.said()[0].starts_with("here: manifest.json"), "{}", again.stderr);
    assert_eq!(again.code, Some(0));
    assert_eq!(place.names("here").len(), whole.len());
}

/// Changes one bit of a file.
fn flip(path: &std::path::Path, at: usize) -> std::io::Result<()> {
    let mut bytes = fs::read(path)?;
    bytes[at] ^= 1;
    fs::write(path, bytes)
}

#[test]
fn other_words_are_told_without_simulating() {
    let place = Place::new();
    let regimes = concat!(env!("CARGO_MANIFEST_DIR"), "/configs/regimes/");
    let text = fs::read_to_string(config("smoke")).expect("a config").replace("\"regimes/", &format!("\"{regimes}"));
    let write = |text: &str| fs::write(place.path("mine.toml"), text).expect("written");
    let run = |more: &[&str]| place.run(&[&["run", "mine.toml", "--out", "here"][..], &SMALL, more].concat());
    let shown = |name: &str| fs::read_to_string(place.path("here").join(name)).expect("text");
    write(&text);
    run(&["--format", "csv,md"]).well();
    place.run(&["report", "here", "--language", "zh"]).well();
    let (times, hash) = (place.manifest("here")["times"].clone(), place.manifest("here")["hash"].clone());
    assert!(!shown("report.html").contains("a source of its own"));

    let name = text.lines().find(|line| line.starts_with("name = ")).expect("a name");
    let seed = text.lines().find(|line| line.starts_with("seed = ")).expect("a seed");
    let title = text.lines().find(|line| line.starts_with("title = ")).expect("a title");
    let in_chinese = text.lines().find(|line| line.starts_with("title_zh = ")).expect("a Chinese title");
    let text = text.replacen(&format!("{in_chinese}\n"), "", 1);
    let renamed = text.replacen(name, "name = \"renamed\"", 1).replacen(title, "title = \"New title\"", 1);
    write(&renamed.replacen(seed, "seed = 7 # a source of its own", 1));
    let again = run(&[]);
    assert_eq!(again.code, Some(0));
    assert!(again.stderr.contains("nothing was simulated"), "{}", again.stderr);
    assert_eq!((place.manifest("here")["times"].clone(), place.manifest("here")["hash"].clone()), (times, hash));
    assert_eq!(place.manifest("here")["study"], "renamed");
    for file in ["report.html", "report_zh.html"] {
        assert!(shown(file).contains("a source of its own") && shown(file).contains("New title"), "{file}");
    }
    assert!(shown("tables.md").contains("New title"), "what was not asked for this time, too");
    assert_eq!(run(&[]).said(), ["here is complete already; --force computes it again"]);
}

#[test]
fn a_folder_has_one_writer_and_the_first_wins() {
    let place = Place::new();
    let start = |seed: &str| {
        let smoke = config("smoke");
        let arguments = ["run", &smoke, "--seed", seed, "--worlds", "300", "--quiet", "--no-report", "--out", "here"];
        place.command(&arguments).stderr(std::process::Stdio::piped()).spawn().expect("the program starts")
    };
    let ended: Vec<_> =
        ["1", "2", "3"].map(start).into_iter().map(|child| child.wait_with_output().expect("ended")).collect();
    let codes: Vec<_> = ended.iter().map(|ended| ended.status.code()).collect();
    assert_eq!(codes.iter().filter(|code| **code == Some(0)).count(), 1, "{codes:?}");
    for loser in ended.iter().filter(|ended| ended.status.code() != Some(0)) {
        let said = String::from_utf8_lossy(&loser.stderr);
        let held = said.contains("here is being written by `underwater run ") && loser.status.code() == Some(1);
        assert!(held || said.contains("holds the results of another study"), "{said}");
    }
    let seed = place.manifest("here")["seed"].to_string();
    let smoke = config("smoke");
    place.run(&["run", &smoke, "--seed", &seed, "--worlds", "300", "--quiet", "--no-report", "--out", "alone"]).well();
    for name in place.names("alone").iter().filter(|name| *name != "manifest.json") {
        let bytes = |folder: &str| fs::read(place.path(folder).join(name)).expect("a file");
        assert!(bytes("here") == bytes("alone"), "{name} is not of seed {seed}");
    }
    assert_eq!(place.names("here"), place.names("alone"));
}

#[test]
fn another_study_is_not_overwritten() {
    let place = Place::new();
    place.run_small("here", &[]).well();
    let stderr = place.run_small("here", &["--seed", "8"]).refused();
    assert!(stderr.contains("holds the results of another study") && stderr.contains("--force"), "{stderr}");
    assert_eq!(place.manifest("here")["seed"], 7);
    place.run_small("here", &["--seed", "8", "--force"]).well();
    assert_eq!(place.manifest("here")["seed"], 8);
}

#[test]
fn a_folder_of_somebody_elses_is_left_alone() {
    let place = Place::new();
    fs::create_dir(place.path("here")).expect("a folder");
    for name in ["thesis.doc", "summary.csv"] {
        fs::write(place.path("here").join(name), "x").expect("a file");
        for options in [&[][..], &["--force"]] {
            let stderr = place.run_small("here", options).refused();
            assert!(stderr.contains(name), "{stderr}");
        }
        assert_eq!(place.names("here"), [name]);
        fs::remove_file(place.path("here").join(name)).expect("removed");
    }
}

#[test]
fn what_the_manifest_does_not_list_is_somebody_elses() {
    let place = Place::new();
    place.run_small("here", &["--no-report"]).well();
    fs::write(place.path("here/tables.md"), "mine").expect("a file");
    fs::write(place.path("here/notes.txt"), "mine").expect("a file");
    for stderr in [
        place.run_small("here", &["--force", "--format", "md"]).refused(),
        place.run(&["export", "here", "--format", "md"]).refused(),
    ] {
        assert!(stderr.contains("here/tables.md is in the way"), "{stderr}");
    }
    place.run_small("here", &["--force", "--seed", "8"]).well();
    for name in ["tables.md", "notes.txt"] {
        assert_eq!(fs::read_to_string(place.path("here").join(name)).expect("text"), "mine");
    }
}

#[test]
fn what_changes_the_numbers_changes_the_hash() {
    let place = Place::new();
    let hash = |folder: &str, options: &[&str]| {
        place.run_small(folder, options).well();
        place.manifest(folder)["hash"].as_str().expect("a hash").to_owned()
    };
    let plain = hash("plain", &[]);
    assert_eq!(hash("threads", &["--threads", "1", "--save-paths"]), plain);
    assert_eq!(hash("same", &["--set", "study.seed=7"]), plain);
    assert_ne!(hash("seed", &["--seed", "8"]), plain);
    assert_ne!(hash("set", &["--set", "loan.term_months=240"]), plain);
    assert_ne!(hash("horizon", &["--set", "study.horizon_months=35"]), plain);
    let summary = |folder: &str| fs::read(place.path(folder).join("summary.csv")).expect("a summary");
    assert!(summary("same") == summary("plain"));
    assert!(summary("seed") != summary("plain"));
    assert!(summary("set") != summary("plain"));
}

#[test]
fn quiet_says_nothing() {
    let place = Place::new();
    assert_eq!(place.run_small("here", &["--quiet"]).well(), "");
    assert_eq!(place.names("here"), complete(false));
    assert_eq!(place.run_small("here", &["--quiet"]).well(), "", "nor the second time");
    let stderr = place.run_small("here", &["--quiet", "--set", "loan.trm=3"]).refused();
    assert!(stderr.contains("loan.trm"), "but faults it does: {stderr}");
}

/// What limits the results is said at the end of a run, on stderr, in the language of the table.
#[test]
fn warnings_are_said_at_the_end() {
    let place = Place::new();
    let ended = place.run_small("here", &[]);
    assert_eq!(ended.code, Some(0));
    let said = ended.warnings();
    assert!(said.contains(&"warning: Only 6 worlds: the errors themselves are rough."), "{said:?}");
    let ended = place.run_small("here", &["--language", "zh"]);
    assert!(ended.warnings().contains(&"警告：只有 6 个情景世界：误差本身也很粗略。"), "{:?}", ended.warnings());
    assert_eq!(place.run_small("here", &["--quiet"]).warnings(), [""; 0]);
}

/// Whoever was refused, for whatever reason, is counted, and a cell in which nobody bought says why.
#[test]
fn nobody_bought() {
    let place = Place::new();
    let study = "extends = \"BASE\"\n[study]\nname = \"nobody\"\n[underwriting]\nmaximum_dsti = 0.05\n\
                 [sweep]\ngrid = { \"underwriting.maximum_dsti\" = [0.05, 0.35, 0.9] }\n"
        .replace("BASE", &config("smoke"));
    fs::write(place.path("nobody.toml"), study).expect("a config");
    let ended = place.run(&["run", "nobody.toml", "--out", "here", "--worlds", "6", "--households", "50"]);
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    assert!(ended.stdout.contains("nobody bought"), "{}", ended.stdout);
    let warnings = ended.warnings().join("\n");
    for said in [
        "Nobody bought in crash, down payment 10%, maximum dsti 0.05: cash does not cover down payment and costs ",
        "%, debt service takes too much of income ",
        "%. Nor in 3 more cells.",
        "% of the households did not buy in some cell (cash does not cover",
    ] {
        assert!(warnings.contains(said), "{said}: {warnings}");
    }
    // The shares of the first cell named add up to everybody.
    let reasons = warnings.split_once("0.05: ").and_then(|(_, rest)| rest.split_once(". ")).expect("reasons").0;
    let share = |reason: &str| -> f64 {
        let number = reason.split(' ').next_back().and_then(|word| word.strip_suffix('%')).expect("a share");
        number.parse().expect("a number")
    };
    let sum: f64 = reasons.split(", ").map(share).sum();
    assert!((sum - 100.0).abs() < 0.11, "{reasons}");
}

#[test]
fn wrong_input_writes_nothing() {
    let place = Place::new();
    let smoke = config("smoke");
    for arguments in [
        &["run", "nowhere.toml"][..],
        &["run", &smoke, "--set", "loan.term_months=0"],
        &["run", &smoke, "--set", "loan.term_months"],
        &["run", &smoke, "--set", "correlation.price_labour=0.99", "--set", "correlation.labour_policy_rate=0.99"],
        &["run", &smoke, "--worlds", "0"],
        &["run", &smoke, "--worlds", "-1"],
        &["run", &smoke, "--threads", "many"],
        &["run", &smoke, "--seeds", "1"],
        &["run"],
        &["walk", &smoke],
        &[],
    ] {
        let stderr = place.run(arguments).refused();
        assert!(!stderr.is_empty(), "{arguments:?}");
        assert!(place.names(".").is_empty(), "{arguments:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_study_too_large_for_the_machine_is_refused_before_anything_is_written() {
    let place = Place::new();
    let stderr = place.run(&["run", &config("smoke"), "--worlds", "4000000000"]).refused();
    assert!(stderr.contains("of memory") && stderr.contains("lower --worlds"), "{stderr}");
    assert!(place.names(".").is_empty());
}

#[test]
fn what_the_results_cannot_hold_is_refused_before_anything_is_written() {
    let place = Place::new();
    let reference = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/reference.toml");
    let huge = ["household.home_price=1e17", "household.income_monthly=1e15", "household.cash=1e16"];
    let huge: Vec<&str> = huge.into_iter().flat_map(|set| ["--set", set]).collect();
    for command in ["run", "check"] {
        let stderr =
            place.run(&[&[command, reference, "--worlds", "2", "--households", "2"][..], &huge].concat()).refused();
        for key in ["household.home_price = 1e17", "household.income_monthly = 1e15", "household.cash = 1e16"] {
            assert!(stderr.contains(key), "{stderr}");
        }
        assert!(stderr.contains("fewer households a world and more worlds"), "{stderr}");
    }
    assert!(place.names(".").is_empty());
}

#[test]
fn a_scheduler_reads_how_far_it_is() {
    let place = Place::new();
    let arguments = ["run", &config("smoke"), "--worlds", "20", "--households", "10", "--out", "here"];
    let ended = place.run(&[&arguments[..], &["--progress", "json"]].concat());
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    let lines = ended.stderr.lines().filter(|line| line.starts_with('{'));
    let told: Vec<Value> = lines.map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert!(told.len() >= 2, "beginning and end: {}", ended.stderr);
    assert!(told.iter().all(|line| line["paths"] == 200 && line["seconds"].is_number()), "{told:?}");
    let done: Vec<u64> = told.iter().filter_map(|line| line["paths_done"].as_u64()).collect();
    assert!(done.is_sorted() && done.last() == Some(&200), "{done:?}");
    let last = &told[told.len() - 1];
    assert!(last["paths_per_second"].is_number() && last["seconds_left"] == 0.0, "{last}");
    let refused = place.run(&[&arguments[..], &["--progress", "json", "--quiet"]].concat());
    assert_eq!(refused.code, Some(2), "{}", refused.stderr);
}
