//! `underwater solve`: what it prints and leaves, in both languages; the same bytes on any threads; what is asked wrongly.

use std::fs;

use super::support::{Ended, Place, SMALL, config};
use crate::test_closed_forms::text;

const DOWN_PAYMENT: [&str; 6] = ["--vary", "loan.down_payment", "--between", "0.05", "0.5", "--at-most"];

/// A small question about `configs/smoke.toml`.
fn small(place: &Place, out: &str, more: &[&str]) -> Ended {
    let smoke = config("smoke");
    let question = [&["solve", &smoke, "--target", "default_rate", "--out", out][..], &DOWN_PAYMENT, &["0.2"]].concat();
    place.run(&[&question[..], &SMALL, more].concat())
}

/// A study in which everybody pays above an income of 2,000 ÷ 0.65, and nobody below.
fn jump(place: &Place) {
    let changes = [
        ("study.worlds", "20"),
        ("study.horizon_months", "1"),
        ("distress.default_dpd", "30"),
        ("household.essential_spending_frac", "0.35"),
    ];
    fs::write(place.path("jump.toml"), text(&changes)).expect("written");
}

const JUMP: [&str; 12] = [
    "solve",
    "jump.toml",
    "--vary",
    "household.income_monthly",
    "--between",
    "1_000",
    "10_000",
    "--target",
    "default_rate",
    "--at-most",
    "0.5",
    "--out",
];

/// Lines without the time that a run took.
fn untimed(text: &str) -> String {
    let line = |line: &str| match line.split_once(" in ") {
        Some((before, _)) if before.contains(" paths × ") => before.to_owned(),
        _ => line.to_owned(),
    };
    text.lines().map(|it| line(it) + "\n").collect()
}

#[test]
fn the_answer_is_printed() {
    let place = Place::new();
    jump(&place);
    let printed = place.run(&[&JUMP[..], &["here"]].concat()).well();
    assert_eq!(
        untimed(&printed),
        "\
┌────────────────────────────────────────────────────────────────────────────────────────────────────┐
│ income monthly   95% interval   met             default rate   at the lower end   at the upper end │
╞════════════════════════════════════════════════════════════════════════════════════════════════════╡
│      3076.9269              –   from there on         0.000%   100.000% at 1000    0.000% at 10000 │
└────────────────────────────────────────────────────────────────────────────────────────────────────┘
default rate at most 50%: from income monthly 3076.9269 on (no interval: the estimate's error cannot be told there).
20 paths × 51 values × 1 months
here
here/report.html
"
    );
    let chinese = place.run(&[&JUMP[..], &["here", "--language", "zh"]].concat());
    assert_eq!(chinese.said(), ["here 已经完成；--force 可重新计算"]);
    assert_eq!(
        chinese.stdout,
        "\
┌─────────────────────────────────────────────────────────────────────────────────────┐
│    月收入   95% 区间   达标       违约率                下端处               上端处 │
╞═════════════════════════════════════════════════════════════════════════════════════╡
│ 3076.9269          –   自此以上   0.000%   100.000%（1000 处）   0.000%（10000 处） │
└─────────────────────────────────────────────────────────────────────────────────────┘
违约率不高于 50%：自月收入 3076.9269 起达标（无区间：该处估计值的误差无从得知）。
20 paths × 51 values × 1 months
here
here/report_zh.html
"
    );
    let warning = "警告：有 1 个解没有区间：交点附近估计值的误差无从得知，因为与之有关的世界太少，或所有路径一致。";
    assert!(chinese.warnings().contains(&warning), "{}", chinese.stderr);
}

#[test]
fn the_folder_holds_answers_curve_page_and_every_format() {
    let place = Place::new();
    let formats = "csv,xlsx,md,tex,json,svg";
    let ended = small(&place, "here", &["--format", formats]);
    let dropped = "warning: loan.down_payment: its sweep in the config is left out";
    assert!(ended.warnings().iter().any(|line| line.starts_with(dropped)), "{}", ended.stderr);
    for told in [
        "warning: In 1 of the answers the target is met, or missed, at an end",
        "warning: In 1 of the answers there is no interval",
        " of the households buy, by the value",
        "Only 6 worlds",
    ] {
        assert!(ended.warnings().iter().any(|line| line.contains(told)), "{told}: {}", ended.stderr);
    }
    ended.well();
    let written = [
        "curve.csv",
        "curve.parquet",
        "dictionary.csv",
        "figure_curve.svg",
        "manifest.json",
        "report.html",
        "results.json",
        "results.xlsx",
        "solution.csv",
        "solution.parquet",
        "tables.md",
        "tables.tex",
    ];
    assert_eq!(place.names("here"), written);
    let asked = &place.manifest("here")["asked"];
    assert_eq!(asked["command"], "solve");
    assert_eq!(asked["options"]["between"], serde_json::json!([[0.05, 0.5]]));
    let page = fs::read_to_string(place.path("here/report.html")).expect("a page");
    let command = "--at-most 0.2 --between 0.05 0.5 --target default_rate --vary loan.down_payment";
    assert!(page.contains(command) && page.contains("Where the target is met") && page.contains("<svg"), "{page}");
    let chinese = place.run(&["report", "here", "--language", "zh"]);
    assert_eq!(chinese.code, Some(0), "{}", chinese.stderr);
    let page = fs::read_to_string(place.path("here/report_zh.html")).expect("a page");
    assert!(page.contains("何处达标：违约率不高于 20%"), "{page}");
}

/// A study with the value that was found has the estimate that was told.
#[test]
fn a_run_at_the_answer_meets_the_target() {
    let place = Place::new();
    let month = [("study.horizon_months", "1"), ("study.worlds", "2000"), ("price.volatility_annual", "1.2")];
    fs::write(place.path("month.toml"), text(&month)).expect("written");
    let question = ["solve", "month.toml", "--out", "here", "--target", "ever_under_water_rate", "--at-most", "0.1"];
    place.run(&[&question[..], &["--vary", "loan.down_payment"]].concat()).well();
    let field = |file: &str, column: &str| -> String {
        let text = fs::read_to_string(place.path(file)).expect("a table");
        let mut lines = text.lines();
        let at = lines.next().expect("a header").split(',').position(|name| name == column).expect("the column");
        lines.next().expect("a row").split(',').nth(at).expect("a field").to_owned()
    };
    let value = field("here/solution.csv", "value");
    let there = format!("loan.down_payment={value}");
    place.run(&["run", "month.toml", "--out", "there", "--set", &there]).well();
    for ending in ["", "_mcse"] {
        let told = field("here/solution.csv", &format!("estimate_at_value{ending}"));
        assert_eq!(field("there/summary.csv", &format!("ever_under_water_rate{ending}")), told, "at {value}");
    }
    assert!(field("here/solution.csv", "estimate_at_value").parse::<f64>().expect("a number") <= 0.1);
}

#[test]
fn the_same_bytes_on_one_thread_and_on_four() {
    let place = Place::new();
    small(&place, "one", &["--threads", "1"]).well();
    small(&place, "four", &["--threads", "4"]).well();
    for table in ["solution", "curve"] {
        for extension in ["csv", "parquet"] {
            let of = |folder: &str| fs::read(place.path(folder).join(format!("{table}.{extension}"))).expect("a table");
            assert!(of("one") == of("four"), "{table}.{extension}");
        }
    }
    assert_eq!(place.manifest("one")["hash"], place.manifest("four")["hash"]);
}

#[test]
fn an_answer_is_not_computed_again_and_another_question_is_another() {
    let place = Place::new();
    let first = small(&place, "here", &[]).well();
    let again = small(&place, "here", &[]);
    assert_eq!(again.said(), ["here is complete already; --force computes it again"]);
    assert_eq!(untimed(&again.stdout), untimed(&first));
    let other = small(&place, "here", &["--vary", "loan.term_months", "--between", "240", "360"]);
    assert!(other.refused().contains("here"));
    let run = place.run_small("here", &[]).refused();
    assert!(run.contains("here"), "{run}");
}

#[test]
fn two_keys_give_a_frontier() {
    let place = Place::new();
    let second = ["--vary", "household.cash_minimum_months", "--between", "0", "6", "--format", "csv,svg"];
    let printed = small(&place, "here", &second).well();
    assert!(printed.contains("cash minimum months") && printed.contains("down payment"), "{printed}");
    let sentence = "crash: default rate at most 20%: the answer goes from down payment ";
    assert!(printed.contains(sentence) && printed.contains(" at cash minimum months 0 to down payment "), "{printed}");
    let chinese = place.run(&["export", "here", "--format", "md,svg", "--language", "zh"]);
    assert_eq!(chinese.code, Some(0), "{}", chinese.stderr);
    let names = place.names("here");
    assert!(names.contains(&"figure_frontier_zh.svg".to_owned()), "{names:?}");
    assert!(names.contains(&"figure_frontier.svg".to_owned()) && !names.contains(&"figure_curve.svg".to_owned()));
    let solution = fs::read_to_string(place.path("here/solution.csv")).expect("a table");
    assert_eq!(solution.lines().count(), 1 + 2 * 7, "{solution}");
}

#[test]
fn what_is_asked_wrongly_is_told_and_nothing_is_written() {
    let place = Place::new();
    let smoke = config("smoke");
    let ask = |words: &[&str]| place.run(&[&["solve", &smoke, "--out", "none"][..], words].concat()).refused();
    for (words, told) in [
        (
            &["--vary", "loan.down_payment", "--target", "defalt_rate", "--at-most", "0.1"][..],
            "did you mean `default_rate`?",
        ),
        (&["--vary", "loan.down_payment", "--target", "no_such_thing", "--at-most", "0.1"], "there are default_rate, "),
        (&["--vary", "loan.down_paymnet", "--target", "lgd", "--at-most", "0.1"], "did you mean `loan.down_payment`?"),
        (&["--vary", "loan.method", "--target", "lgd", "--at-most", "0.1"], "takes a word, not a number"),
        (&["--vary", "loan.down_payment", "--target", "default_rate", "--at-most", "5"], "5% is written 0.05"),
        (&["--vary", "loan.down_payment", "--target", "default_rate", "--at-most", "5%"], "5% is 0.05"),
        (&["--vary", "loan.down_payment", "--target", "default_rate"], "--at-most"),
        (&["--vary", "household.savings", "--target", "lgd", "--at-most", "0.1"], "--between A B"),
        (
            &["--vary", "loan.down_payment", "--between", "0.1", "1.5", "--target", "lgd", "--at-most", "0.1"],
            "--between 0.1 1.5:  loan.down_payment = 1.5 is not in [0, 1)",
        ),
        (
            &["--vary", "loan.down_payment", "--vary", "loan.down_payment", "--target", "lgd", "--at-most", "0.1"],
            "is varied already",
        ),
        (
            &[
                "--between",
                "0.1",
                "0.2",
                "--vary",
                "loan.down_payment",
                "--vary",
                "loan.term_months",
                "--target",
                "lgd",
                "--at-most",
                "0.1",
            ],
            "--between stands after the --vary",
        ),
    ] {
        let refused = ask(words);
        assert!(refused.contains(told), "{words:?}: {refused}");
    }
    // All at once.
    let both = ask(&["--vary", "loan.down_paymnet", "--target", "defalt_rate", "--at-most", "0.1"]);
    assert!(both.contains("`loan.down_payment`") && both.contains("`default_rate`"), "{both}");
    assert!(place.names(".").is_empty(), "{:?}", place.names("."));
}
