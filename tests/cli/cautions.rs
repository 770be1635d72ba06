//! What a study's author is told to think about: by `check`, by `run` before it begins, and on the page.

use std::fs;

use super::support::{Place, SMALL, config};

/// `configs/smoke.toml` with an interest-only loan that ends inside its horizon of 36 months.
const BALLOON: [&str; 4] = ["--set", "loan.method=interest-only", "--set", "loan.term_months=30"];

fn place() -> Place {
    let place = Place::new();
    // Without the scenario that sets a term of its own.
    let text = fs::read_to_string(config("smoke")).expect("a config");
    let base = text.split("[[scenario]]").next().expect("what stands before the scenarios");
    let base = base.split("[sweep]").next().expect("what stands before the sweep");
    let file = base.replace("extends = \"", &format!("extends = \"{}/configs/", env!("CARGO_MANIFEST_DIR")));
    fs::write(place.path("study.toml"), file).expect("written");
    place
}

#[test]
fn check_and_run_and_the_page_say_it_and_a_sound_study_is_left_alone() {
    let place = place();
    let check = place.run(&[&["check", "study.toml"][..], &BALLOON].concat()).well();
    let told = "loan.term_months: the whole principal of an interest-only loan falls due in month 30, ";
    assert!(check.contains(&format!("\nto think about before a run\n  {told}")), "{check}");
    assert!(check.contains("in default from month 32 on"), "{check}");

    let run = |out: &str, more: &[&str]| {
        place.run(&[&["run", "study.toml", "--out", out][..], &SMALL, &BALLOON, more].concat())
    };
    let said = |ended: &super::support::Ended, start: &str| {
        ended.stderr.lines().filter(|line| line.starts_with(start)).count()
    };
    let warning = format!("warning: {told}");
    let first = run("out", &[]);
    assert_eq!((first.code, said(&first, &warning)), (Some(0), 1), "{}", first.stderr);
    let again = run("out", &[]);
    assert_eq!((again.code, said(&again, &warning)), (Some(0), 1), "{}", again.stderr);
    assert_eq!(said(&run("silent", &["--quiet"]), "warning"), 0);
    let page = fs::read_to_string(place.path("out/report.html")).expect("a page");
    assert!(page.contains("falls due in month 30"), "on the page");
    assert_eq!(place.manifest("out")["cautions"][0]["key"], "loan.term_months");

    let chinese = run("zh", &["--language", "zh"]);
    assert_eq!(said(&chinese, "警告：loan.term_months：先息后本贷款的全部本金在第 30 月到期"), 1, "{}", chinese.stderr);

    let sound = place.run(&["check", "study.toml", "--set", "loan.method=interest-only"]).well();
    assert!(!sound.contains("to think about"), "{sound}");
}

#[test]
fn a_negative_contract_rate_is_refused_or_said() {
    let place = place();
    let refused = place.run(&["check", "study.toml", "--set", "loan.annual_rate=-0.01"]).refused();
    assert!(refused.contains("loan.annual_rate = -0.01 is not in [0, 1]"), "{refused}");
    let check = place.run(&["check", "study.toml", "--set", "loan.spread_annual=-0.2"]).well();
    assert!(check.contains("  loan.spread_annual: policy rate and spread add up to less than 0 ("), "{check}");
}

#[test]
fn a_loan_that_may_not_be_renewed() {
    let place = place();
    let bullet =
        ["check", "study.toml", "--set", "loan.method=interest-only", "--set", "loan.rollover.every_months=12"];
    let with = |more: &[&str]| place.run(&[&bullet[..], more].concat()).well();
    let told = with(&["--set", "loan.rollover.probability=0.9", "--set", "loan.rollover.maximum_ltv=0.7"]);
    assert!(
        told.contains("loan.rollover: a loan that is not renewed in month 12, or any 12 months later, falls due"),
        "{told}"
    );
    assert!(
        told.contains("A refusal has a probability of 10% each time, and is certain at a debt ÷ value above 0.7"),
        "{told}"
    );
    assert!(!with(&[]).contains("to think about"), "a loan that always is");
}
