//! What is merged of some worlds only says so wherever it is shown or read, and is right as far as it goes.

use std::fs;

use serde_json::Value;
use underwater::aggregate::TABLES;

use super::support::{Place, config};

const HOUSEHOLDS: [&str; 2] = ["--households", "20"];
/// First column of every table.
const MARK: &str = "partial_missing_worlds";

fn shard(place: &Place, shard: &str, out: &str) {
    let smoke = config("smoke");
    let words = ["run", &smoke, "--shard", shard, "--out", out, "--worlds", "120"];
    place.run(&[&words[..], &HOUSEHOLDS].concat()).well();
}

fn text(place: &Place, path: &str) -> String {
    fs::read_to_string(place.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn everything_that_is_written_of_some_worlds_says_so() {
    let place = Place::new();
    for number in ["1/4", "3/4"] {
        shard(&place, number, &format!("part-{}", &number[..1]));
    }
    let smoke = config("smoke");
    place.run(&[&["run", &smoke, "--out", "whole", "--worlds", "120", "--quiet"][..], &HOUSEHOLDS].concat()).well();
    let parts = ["merge", "part-3", "part-1"];
    let said = place.run(&[&parts[..], &["--out", "some"]].concat()).refused();
    assert!(said.contains("error: no part has worlds 30 to 59 (--shard 2/4)"), "{said}");
    let forms = ["--format", "csv,xlsx,md,tex,json,svg"];
    let partial = [&parts[..], &["--allow-partial", "--out", "some"], &forms].concat();
    let ended = place.run(&partial);
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    let sentence = "PARTIAL: 60 of 120 worlds; missing: 30–59, 90–119. These are not the results of the study.";
    assert!(ended.stdout.starts_with(sentence), "{}", ended.stdout);
    assert!(ended.stdout.contains("\n1,200 paths × 4 cells × 36 months"), "{}", ended.stdout);
    assert!(ended.warnings()[0].starts_with(&format!("warning: {sentence}")), "{}", ended.stderr);
    let (mark, whole) = (place.manifest("some"), place.manifest("whole"));
    assert_ne!(mark["hash"], whole["hash"]);
    assert_eq!(mark["partial"]["of_hash"], whole["hash"]);
    assert_eq!((&mark["worlds"], &mark["partial"]["of_worlds"]), (&60.into(), &120.into()));
    assert_eq!(mark["partial"]["missing"][1]["last_world"], 119);
    assert_eq!(mark["counts"]["paths"], 1200);

    let chinese = [&parts[..], &["--allow-partial", "--out", "some", "--language", "zh"], &forms].concat();
    let ended = place.run(&chinese);
    let in_chinese = "不完整：120 个情景世界中只有 60 个；缺：30–59, 90–119。这不是整个研究的结果";
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    assert!(ended.stdout.starts_with(in_chinese), "{}", ended.stdout);
    let title = "PARTIAL (60 of 120 worlds) · 不完整（120 个世界中的 60 个）";
    for (suffix, short, sentence) in
        [("", "PARTIAL (60 of 120 worlds): ", sentence), ("_zh", "不完整（120 个世界中的 60 个）: ", in_chinese)]
    {
        let page = text(&place, &format!("some/report{suffix}.html"));
        assert!(page.contains(&format!("<h1>{title}: ")) && page.contains(&format!("<title>{title}: ")), "{suffix}");
        assert!(page.contains(&format!("<p class=\"partial\" role=\"alert\">{sentence}")), "{suffix}");
        assert!(page.contains("underwater merge --allow-partial"), "{suffix}");
        let markdown = text(&place, &format!("some/tables{suffix}.md"));
        assert!(markdown.starts_with(&format!("# {title}: ")), "{markdown}");
        let tables = markdown.lines().filter(|line| line.starts_with("## "));
        assert!(tables.clone().count() > 2 && tables.clone().all(|line| line.contains(short)), "{markdown}");
        assert_eq!(markdown.matches(sentence).count(), tables.count(), "{markdown}");
        let latex = text(&place, &format!("some/tables{suffix}.tex"));
        assert!(latex.starts_with(&format!("% {title}: ")), "{latex}");
        assert_eq!(latex.matches("\\caption{").count(), latex.matches(&format!("\\caption{{{short}")).count());
    }
    let mut tables = 0;
    for name in place.names("some") {
        if name.ends_with(".csv") {
            let csv = text(&place, &format!("some/{name}"));
            tables += 1;
            match name.as_str() {
                // Those of a run, `worlds` and `paths`.
                "dictionary.csv" => assert_eq!(csv.matches(MARK).count(), TABLES.len() + 2, "{csv}"),
                _ => {
                    assert!(csv.starts_with(&format!("{MARK},cell,")), "{name}: {}", &csv[..80]);
                    assert!(csv.lines().skip(1).all(|line| line.starts_with("60,")), "{name}");
                }
            }
        } else if name.ends_with(".parquet") {
            let bytes = fs::read(place.path("some").join(&name)).expect("a file");
            assert!(bytes.windows(MARK.len()).any(|window| window == MARK.as_bytes()), "{name}");
        } else if name.ends_with(".svg") {
            let short = if name.ends_with("_zh.svg") { "不完整（" } else { "PARTIAL (60 of 120 worlds): " };
            let svg = text(&place, &format!("some/{name}"));
            // In the title for those who cannot see it, and drawn.
            assert!(svg.matches(short).count() > 1, "{name}");
        }
    }
    assert!(tables > 5, "{tables}");
    let json: Value = serde_json::from_str(&text(&place, "some/results.json")).expect("JSON");
    assert_eq!(json["partial"], mark["partial"]);
    assert!(json["tables"]["summary"].as_array().expect("rows").iter().all(|row| row[MARK] == 60));

    let listed: Value = serde_json::from_str(&place.run(&["list", ".", "--format", "json"]).well()).expect("JSON");
    let some = listed.as_array().expect("folders").iter().find(|it| it["path"] == "./some").expect("it is listed");
    assert_eq!(some["condition"], "partial");
    assert!(some["why"].as_str().expect("words").starts_with(sentence), "{some}");
    let compared = place.run(&["compare", "some", "whole", "--out", "compared"]);
    assert!(compared.stderr.contains(&format!("warning: some: {sentence}")), "{}", compared.stderr);
    assert!(text(&place, "compared/report.html").contains("PARTIAL (60 of 120 worlds)"));
    let said = place.run(&["report", "some"]).well();
    assert_eq!(said, "some/report.html\n");
    // The study itself is not taken for what is there, nor the other way round.
    let run = [&["run", &smoke, "--out", "some", "--worlds", "120"][..], &HOUSEHOLDS].concat();
    assert!(place.run(&run).refused().contains("some holds the results of another study"));
    let said = place.run(&[&parts[..], &["--allow-partial", "--out", "whole"]].concat()).refused();
    assert!(said.contains("whole holds the results of another study"), "{said}");
}

/// The first half of the worlds are the worlds of a study of half the size: estimates, and their errors.
#[test]
fn numbers_and_errors_are_those_of_the_worlds_there_are() {
    let place = Place::new();
    shard(&place, "1/2", "half");
    let smoke = config("smoke");
    place.run(&[&["run", &smoke, "--out", "sixty", "--worlds", "60", "--quiet"][..], &HOUSEHOLDS].concat()).well();
    place.run(&["merge", "half", "--allow-partial", "--out", "some", "--quiet"]).well();
    let mut compared = 0;
    for name in place.names("sixty").into_iter().filter(|name| name.ends_with(".csv") && name != "dictionary.csv") {
        let some = text(&place, &format!("some/{name}"));
        let without_mark: String =
            some.lines().map(|line| line.split_once(',').expect("a column").1.to_owned() + "\n").collect();
        assert!(without_mark == text(&place, &format!("sixty/{name}")), "{name}");
        compared += 1;
    }
    assert!(compared > 5, "{compared}");
    // All of it, and it is the study.
    shard(&place, "2/2", "other");
    place.run(&[&["run", &smoke, "--out", "whole", "--worlds", "120", "--quiet"][..], &HOUSEHOLDS].concat()).well();
    place.run(&["merge", "half", "other", "--allow-partial", "--out", "all", "--quiet"]).well();
    assert_eq!(place.manifest("all")["hash"], place.manifest("whole")["hash"]);
    assert_eq!(text(&place, "all/summary.csv"), text(&place, "whole/summary.csv"));
}

#[test]
fn what_is_spoilt_is_refused_all_the_same() {
    let place = Place::new();
    shard(&place, "1/2", "half");
    let partial = ["merge", "half", "--allow-partial", "--out", "some"];
    let twice = [&partial[..], &["half/part.json"]].concat();
    let said = place.run(&twice).refused();
    assert!(said.contains("error: worlds 0 to 59 are there twice: in half and in half"), "{said}");
    let name = place.names("half").into_iter().find(|name| name.starts_with("worlds-")).expect("rows");
    fs::write(place.path("half").join(&name), "x").expect("written");
    let said = place.run(&partial).refused();
    assert!(said.contains(&format!("error: half/{name}: it is not what was written there")), "{said}");
    assert!(!place.path("some").exists());
}
