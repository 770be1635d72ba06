//! `underwater init`: a study that runs as it is, in either language, with an index of the user's own or without.

use std::fs;

use super::support::{Place, SMALL};

/// Levels from 2010-01 on, one a month.
fn index(place: &Place, file: &str, levels: &[f64]) {
    let row = |(at, level): (usize, &f64)| format!("{}-{:02},{level}\n", 2010 + at / 12, at % 12 + 1);
    let rows: String = levels.iter().enumerate().map(row).collect();
    fs::write(place.path(file), format!("month,index\n{rows}")).expect("written");
}

/// Up to 200 in the twentieth month, down to 50 in the fortieth, flat after.
fn peak_and_trough(months: usize) -> Vec<f64> {
    let level = |at: usize| match at {
        0..=19 => 105.0 + 5.0 * at as f64,
        20..=39 => 200.0 - 7.5 * (at - 19) as f64,
        _ => 50.0,
    };
    (0..months).map(level).collect()
}

#[test]
fn the_study_runs_as_it_is_and_stays_as_it_is() {
    let place = Place::new();
    let printed = place.run(&["init"]).well();
    assert_eq!(
        printed,
        "my_study.toml: 6 cells of 100,000 paths; it runs as it is. Next:\n  underwater check my_study.toml\n  \
         underwater run my_study.toml\n"
    );
    let written = fs::read_to_string(place.path("my_study.toml")).expect("a study");
    place.run(&["check", "my_study.toml"]).well();
    let printed = place.run(&[&["run", "my_study.toml"][..], &SMALL].concat()).well();
    assert!(printed.contains("300 paths × 6 cells × 120 months"), "{printed}");
    let stderr = place.run(&["init"]).refused();
    assert!(stderr.contains("my_study.toml exists already and stays as it is"), "{stderr}");
    assert_eq!(fs::read_to_string(place.path("my_study.toml")).expect("a study"), written);
}

/// A comment behind each value tells its source, or that it is assumed.
#[test]
fn every_number_has_its_source() {
    let place = Place::new();
    for (name, language, assumed) in [("english", "en", "assumption"), ("chinese", "zh", "假设")] {
        place.run(&["init", name, "--language", language]).well();
        let written = fs::read_to_string(place.path(&format!("{name}.toml"))).expect("a study");
        let own = written.split("# ----").next().expect("its own part");
        let is_number = |line: &&str| {
            let value = line.split_once(" = ").map(|(_, value)| value.split('#').next().unwrap_or_default());
            value.is_some_and(|value| value.chars().any(|c| c.is_ascii_digit()))
        };
        let mut numbers = 0;
        for line in own.lines().filter(|line| !line.starts_with('#')).filter(is_number) {
            numbers += 1;
            let comment = line.split_once('#').map(|(_, comment)| comment.trim());
            assert!(comment.is_some_and(|comment| !comment.is_empty()), "{line}");
        }
        assert!(numbers > 25 && own.matches(assumed).count() > 20, "{numbers}");
        assert!(written.contains("[[foreclosure.rounds]]") && written.contains("[recourse]"));
    }
}

/// Comments differ, values do not.
#[test]
fn both_languages_write_the_same_study() {
    let place = Place::new();
    index(&place, "i.csv", &peak_and_trough(220));
    for more in [&[][..], &["--prices", "i.csv"]] {
        let _ = fs::remove_file(place.path("same.toml"));
        let mut tables = Vec::new();
        for language in ["en", "zh"] {
            place.run(&[&["init", "same", "--language", language][..], more].concat()).well();
            let text = fs::read_to_string(place.path("same.toml")).expect("a study");
            fs::remove_file(place.path("same.toml")).expect("removed");
            tables.push(text.parse::<toml::Table>().expect("TOML"));
        }
        assert_eq!(tables[0], tables[1]);
    }
}

#[test]
fn an_index_is_shown_and_used_as_it_is() {
    let place = Place::new();
    index(&place, "my index.csv", &peak_and_trough(220));
    let printed = place.run(&["init", "mine", "--prices", "my index.csv"]).well();
    assert_eq!(
        printed,
        "my index.csv, index: monthly, 220 months, 2010-01 to 2028-04
  levels from 50 (2013-04) to 200 (2011-08)
  worst fall from a peak: 75.0% (2011-08 to 2013-04)

Prices are drawn from it anew in blocks of 12 months on average (an assumption). The scenario as_it_was replays it from 2011-08.
Nothing was fitted, smoothed or left out: its own drift and ups and downs are taken for the future's.

mine.toml: 6 cells of 100,000 paths; it runs as it is. Next:
  underwater check mine.toml
  underwater run mine.toml
"
    );
    let written = fs::read_to_string(place.path("mine.toml")).expect("a study");
    let toml: toml::Table = written.parse().expect("TOML");
    assert_eq!(toml["price"]["kind"].as_str(), Some("bootstrap"));
    assert_eq!(toml["price"]["series"]["file"].as_str(), Some("my index.csv"));
    let replay = &toml["scenario"][1]["price"];
    assert_eq!((replay["kind"].as_str(), replay["start_month"].as_str()), (Some("replay"), Some("2011-08")));
    let checked = place.run(&["check", "mine.toml"]).well();
    assert!(
        checked.contains("my index.csv, index, monthly, 2010-01 to 2028-04, from 50 (2013-04) to 200"),
        "{checked}"
    );
    place.run(&[&["run", "mine.toml", "--no-report"][..], &SMALL].concat()).well();
    // Named by its absolute path it is found from the config all the same, and moves with the folder.
    let absolute = place.path("my index.csv").display().to_string();
    place.run(&["init", "other", "--prices", &absolute]).well();
    let other = fs::read_to_string(place.path("other.toml")).expect("a study");
    assert_eq!(other.replace("other", "mine"), written.replace("other", "mine"));
}

#[test]
fn a_short_index_is_not_replayed_and_one_of_quarters_is_read_on_lines() {
    let place = Place::new();
    index(&place, "short.csv", &peak_and_trough(60));
    let printed = place.run(&["init", "short", "--prices", "short.csv"]).well();
    assert!(printed.contains("It is too short for horizon and tail, so it is not replayed"), "{printed}");
    assert!(place.run(&["check", "short.toml"]).well().contains("scenario = drawn_anew"));
    let quarters: String = (0..80).map(|at| format!("{}-Q{},{}\n", 2000 + at / 4, at % 4 + 1, 100 + at)).collect();
    fs::write(place.path("q.csv"), format!("quarter,index,note\n{}", quarters.replace('\n', ",x\n"))).expect("written");
    let printed = place.run(&["init", "q", "--prices", "q.csv"]).well();
    assert!(printed.contains("quarterly") && printed.contains("it never fell"), "{printed}");
    assert!(printed.contains("Between its periods it is read on straight lines."), "{printed}");
    place.run(&["check", "q.toml"]).well();
}

#[test]
fn an_index_that_cannot_be_used_is_told_and_nothing_is_written() {
    let place = Place::new();
    for (file, text, more, said) in [
        ("gap.csv", "month,index\n2010-01,1\n2010-02,2\n2010-04,3\n2010-05,3\n", &[][..], "gap.csv:4"),
        ("zero.csv", "month,index\n2010-01,1\n2010-02,0\n2010-03,3\n", &[], "zero.csv:3"),
        ("word.csv", "month,index\n2010-01,1\n2010-02,x\n2010-03,3\n", &[], "which is not a number"),
        ("two.csv", "month,a,b\n2010-01,1,1\n2010-02,2,2\n2010-03,3,3\n", &[], "several columns of numbers: a, b"),
        ("two.csv", "month,a,b\n2010-01,1,1\n2010-02,2,2\n", &["--column", "c"], "which has month, a, b"),
        ("two.csv", "month,a,b\n2010-01,1,1\n2010-02,2,2\n", &["--column", "a"], "has 2 months; at least 3"),
        ("none.csv", "month,a\n2010-01,x\n", &[], "has no numbers beside its first column"),
        ("semi.csv", "month;a\n2010-01;1\n", &[], "semicolons"),
    ] {
        fs::write(place.path(file), text).expect("written");
        let stderr = place.run(&[&["init", "s", "--prices", file][..], more].concat()).refused();
        assert!(stderr.contains(said) && stderr.contains("nothing was written"), "{file}: {stderr}");
        assert!(!place.path("s.toml").exists(), "{file}");
    }
    let stderr = place.run(&["init", "s", "--prices", "tow.csv"]).refused();
    assert!(stderr.contains("does not exist") && stderr.contains("did you mean `two.csv`?"), "{stderr}");
    place.run(&["init", "s", "--column", "a"]).refused();
}

#[test]
fn a_name_that_no_study_can_have_is_refused_with_one_that_would_do() {
    let place = Place::new();
    for (name, said) in [
        ("my city", "it has a space, and takes letters, digits, _ and - alone; my_city would do"),
        ("a.toml", "; a would do"),
        ("../x", "; x would do"),
        ("房子", "takes letters, digits"),
        ("", "it is empty"),
    ] {
        let stderr = place.run(&["init", name]).refused();
        assert!(stderr.contains(said), "{name}: {stderr}");
    }
    let long = "x".repeat(81);
    assert!(place.run(&["init", &long]).refused().contains("81 characters"));
    assert!(place.names(".").is_empty());
}
