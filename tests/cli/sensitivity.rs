//! `underwater sensitivity`: what is moved, printed and kept; and what is refused.

use std::fs;

use super::support::{Place, SMALL, config};

const KEYS: &str = "price.volatility_annual,loan.term_months,household.savings.lognormal.median";

fn small<'a>(smoke: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    [&["sensitivity", smoke][..], &SMALL, more].concat()
}

#[test]
fn keys_are_moved_and_the_answer_kept() {
    let place = Place::new();
    let smoke = config("smoke");
    let more = [
        "--keys",
        KEYS,
        "--out",
        "here",
        "--target",
        "default_rate,household_loss_mean",
        "--format",
        "csv,xlsx,md,tex,json,svg",
    ];
    let ended = place.run(&small(&smoke, &more));
    assert!(ended.warnings().iter().any(|line| line.contains("Only 6 worlds")), "{}", ended.stderr);
    let printed = ended.well();
    assert!(printed.contains("300 paths × 4 cells × 7 design points × 36 months in "), "{printed}");
    assert!(printed.contains("household loss mean") && printed.contains("price.volatility_annual"), "{printed}");
    assert!(printed.ends_with("here\nhere/report.html\n"), "{printed}");
    let names = place.names("here");
    for name in
        ["effects.csv", "effects.parquet", "figure_tornado.svg", "dictionary.csv", "report.html", "manifest.json"]
    {
        assert!(names.iter().any(|other| other == name), "{name}: {names:?}");
    }
    let csv = fs::read_to_string(place.path("here/effects.csv")).expect("a file");
    assert_eq!(csv.lines().count(), 1 + 4 * 2 * 3 * 2, "cells, estimates, keys, directions");
    let page = fs::read_to_string(place.path("here/report.html")).expect("a page");
    assert!(page.contains("Key down by 10%") || page.contains("key down by 10%"));
    assert!(
        page.contains(
            "underwater sensitivity smoke.toml --by 0.1 --keys price.volatility_annual --keys loan.term_months"
        ),
        "the command"
    );
    // What is there is told again, in either language, without a run.
    let again = place.run(&small(&smoke, &[&more[..], &["--language", "zh"]].concat()));
    assert!(again.stderr.contains("已经完成"), "{}", again.stderr);
    assert!(again.stdout.contains("弹性") && again.stdout.contains("平均家庭损失"), "{}", again.stdout);
    assert!(fs::read_to_string(place.path("here/report_zh.html")).expect("a page").contains("各参数的作用"));
    let manifest = place.manifest("here");
    assert_eq!((&manifest["asked"]["command"], &manifest["counts"]["points"]), (&"sensitivity".into(), &7.into()));
    // Another share, another answer.
    let other = place.run(&small(&smoke, &["--keys", KEYS, "--out", "here", "--by", "0.2"])).refused();
    assert!(other.contains("--force"), "{other}");
}

#[test]
fn threads_change_no_byte() {
    let place = Place::new();
    let smoke = config("smoke");
    for (folder, threads) in [("one", "1"), ("four", "4")] {
        let more = ["--all-assumptions", "--out", folder, "--threads", threads, "--format", "csv,json,svg"];
        let ended = place.run(&small(&smoke, &more));
        assert_eq!(ended.code, Some(0), "{}", ended.stderr);
        assert!(
            ended.stderr.contains("left out: household.home_price is a distribution, triangular, not a number"),
            "{}",
            ended.stderr
        );
        assert!(ended.stderr.contains("left out: study.seed is the same for every cell"), "{}", ended.stderr);
        // Of some hundred keys a cell people are shown the largest, and told of the others.
        let rows = ended.stdout.lines().filter(|line| line.starts_with("│ crash") || line.starts_with("│ short_loan"));
        assert_eq!(rows.count(), 4 * 12, "{}", ended.stdout);
        assert!(ended.stdout.contains(" smaller changes are in the table effects"), "{}", ended.stdout);
    }
    for name in place.names("one").iter().filter(|name| *name != "manifest.json") {
        let bytes = |folder: &str| fs::read(place.path(folder).join(name)).expect("a file");
        assert!(bytes("one") == bytes("four"), "{name}");
    }
}

#[test]
fn what_cannot_be_asked_is_refused_with_words() {
    let place = Place::new();
    let (smoke, plain) = (config("smoke"), config("cases/plain"));
    let refused = |more: &[&str]| place.run(&small(&smoke, &[more, &["--out", "here"]].concat())).refused();
    for (more, said) in [
        (
            &["--keys", "price.volatilty_annual"][..],
            "price.volatilty_annual is not a key; did you mean `price.volatility_annual`?",
        ),
        (&["--keys", "loan.method"], "loan.method takes a word, not a number"),
        (&["--keys", "household.savings"], "household.savings is a distribution, lognormal, not a number"),
        (&["--keys", "study.worlds"], "study.worlds cannot be varied; it is the same for every cell"),
        (&["--keys", "loan.down_payment,loan.down_payment"], "loan.down_payment is varied already"),
        (
            &["--keys", "labour.persistence_monthly", "--set", "labour.persistence_monthly=0"],
            "nothing can be moved: labour.persistence_monthly = 0, and a share of nothing is nothing",
        ),
        (&["--keys", KEYS, "--by", "0"], "not a share above 0 and below 1"),
        (&["--keys", KEYS, "--by", "10%"], "10% is written 0.1"),
        (&["--keys", KEYS, "--by", "10"], "10% is written 0.1"),
        (&["--keys", KEYS, "--all-assumptions"], "cannot be used with"),
        (&[], "--keys"),
        (
            &["--keys", KEYS, "--target", "default_rat"],
            "--target default_rat:  default_rat is no estimate of the table summary; did you mean `default_rate`?",
        ),
    ] {
        let stderr = refused(more);
        assert!(stderr.contains(said), "{more:?}: {stderr}");
        assert!(place.names("here").is_empty());
    }
    let none = place.run(&["sensitivity", &plain, "--all-assumptions", "--out", "here"]).refused();
    assert!(none.contains("has a comment with the word assumption; --keys names keys"), "{none}");
}

const SCREEN: [&str; 8] = ["--screen", "sobol", "--points", "8", "--worlds", "40", "--households", "5"];

#[test]
fn keys_in_doubt_are_screened() {
    let place = Place::new();
    let doubt = config("cases/doubt");
    let screen = |folder: &str, more: &[&str]| {
        let start = ["sensitivity", &doubt, "--out", folder, "--format", "csv,json,svg,md"];
        place.run(&[&start[..], &SCREEN, more].concat())
    };
    let ended = screen("one", &["--threads", "1"]);
    assert!(ended.warnings().iter().any(|line| line.contains("The design has 8 rows")), "{}", ended.stderr);
    let printed = ended.well();
    for part in
        ["Over the stated ranges the default rate lies between", "Monte Carlo noise", "uniform, max 0.0, min -0.1"]
    {
        assert!(printed.contains(part), "{part}: {printed}");
    }
    assert!(printed.contains("200 paths × 1 cell × 49 design points × 60 months in "), "{printed}");
    screen("four", &["--threads", "4"]).well();
    let names = place.names("one");
    for name in ["indices.csv", "band.csv", "design.csv", "figure_indices.svg"] {
        assert!(names.iter().any(|other| other == name), "{name}: {names:?}");
    }
    assert!(!names.iter().any(|name| name.starts_with("effects")), "{names:?}");
    for name in names.iter().filter(|name| *name != "manifest.json") {
        let bytes = |folder: &str| fs::read(place.path(folder).join(name)).expect("a file");
        assert!(bytes("one") == bytes("four"), "{name}");
    }
    let rows = |name: &str| fs::read_to_string(place.path("one").join(name)).expect("a file").lines().count() - 1;
    assert_eq!((rows("indices.csv"), rows("band.csv"), rows("design.csv")), (5, 1, 8 * 2 * 4));
    let again = screen("one", &["--language", "zh"]);
    assert!(again.stderr.contains("已经完成") && again.stdout.contains("蒙特卡洛噪声"), "{}", again.stdout);
}

/// `run` uses the values as they are written; the table is part of the hash.
#[test]
fn a_run_leaves_doubt_alone() {
    let place = Place::new();
    let text = fs::read_to_string(config("cases/doubt")).expect("a config");
    let (certain, _) = text.split_once("[uncertainty]").expect("the table");
    let law = config("regimes/mainland_china");
    let write = |name: &str, text: &str| {
        fs::write(place.path(name), text.replace("../regimes/mainland_china.toml", &law)).expect("written");
    };
    write("with.toml", &text);
    write("without.toml", certain);
    for name in ["with", "without"] {
        let file = format!("{name}.toml");
        place.run(&[&["run", &file, "--out", name, "--no-report"][..], &SMALL].concat()).well();
    }
    let read = |name: &str| fs::read(place.path(name).join("summary.csv")).expect("a table");
    assert!(read("with") == read("without"));
    assert_ne!(place.manifest("with")["hash"], place.manifest("without")["hash"]);
    let none = place.run(&["sensitivity", "without.toml", "--screen", "sobol", "--out", "here"]).refused();
    assert!(none.contains("without.toml has no table [uncertainty]"), "{none}");
    for (line, said) in [
        (
            "\"loan.anual_rate\" = { uniform = { min = 0.03, max = 0.05 } }",
            "uncertainty.loan.anual_rate is not a key; did you mean `loan.annual_rate`?",
        ),
        ("\"loan.method\" = { uniform = { min = 0, max = 1 } }", "uncertainty.loan.method takes a word, not a number"),
        ("loan.annual_rate = { uniform = { min = 0.03, max = 0.05 } }", "a dotted key is written in quotes"),
        (
            "\"loan.down_payment\" = { uniform = { min = 0.5, max = 1.5 } }",
            "uncertainty.loan.down_payment.uniform.max = 1.5 is not in [0, 1)",
        ),
        ("\"loan.down_payment\" = 0.3", "uncertainty.loan.down_payment = 0.3 is a number, of which there is no doubt"),
        ("\"loan.down_payment\" = { beta = { alpha = 2, beta = 2 } }", "without an inverse"),
        ("\"loan.down_payment\" = { uniform = { min = 0.5, max = 0.2 } }", "max = 0.2 is below min = 0.5"),
        ("\"study.worlds\" = { uniform = { min = 1, max = 2 } }", "uncertainty.study.worlds cannot be varied"),
        (
            "\"foreclosure.rounds[0].months\" = { uniform = { min = 1, max = 2 } }\n\"foreclosure.rounds.0.months\" = { uniform = { min = 1, max = 2 } }",
            "is listed twice",
        ),
        (
            "\"household.cash_months\" = { uniform = { min = 1, max = 2 } }\n\"household.cash_months.uniform.max\" = { uniform = { min = 3, max = 4 } }",
            "is listed with a part of it",
        ),
    ] {
        write("wrong.toml", &format!("{certain}[uncertainty]\n{line}\n"));
        for command in [&["run"][..], &["check"]] {
            let refused = place.run(&[command, &["wrong.toml"]].concat()).refused();
            assert!(refused.contains(said) && refused.contains("wrong.toml:"), "{line}: {refused}");
        }
    }
    for (more, said) in [
        (&["--points", "100"][..], "not a power of two from 8 to 32768; 128 is near"),
        (&["--by", "0.2"], "cannot be used with"),
        (&["--keys", "loan.annual_rate"], "cannot be used with"),
    ] {
        let stderr = place.run(&[&["sensitivity", "with.toml", "--screen", "sobol"][..], more].concat()).refused();
        assert!(stderr.contains(said), "{more:?}: {stderr}");
    }
}
