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
    assert!(printed.contains("300 paths × 28 design points × 36 months in "), "{printed}");
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
    assert!(again.stderr.contains("is complete already"), "{}", again.stderr);
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
            "--target default_rat:  default_rat is not an estimate of the table summary; did you mean `default_rate`?",
        ),
    ] {
        let stderr = refused(more);
        assert!(stderr.contains(said), "{more:?}: {stderr}");
        assert!(place.names("here").is_empty());
    }
    let none = place.run(&["sensitivity", &plain, "--all-assumptions", "--out", "here"]).refused();
    assert!(none.contains("has a comment with the word assumption; --keys names keys"), "{none}");
}
