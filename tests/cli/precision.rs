//! A run that stops at a precision: what it leaves is a study with so many worlds, and it stops there however it came there.

use std::fs;
use std::process::Stdio;
use std::thread::sleep;
use std::time::Duration;

use super::support::{Ended, Place, config};

const RELATIVE: &str = "precision={estimate=\"default_rate\",relative=0.05}";

fn run(place: &Place, out: &str, worlds: &str, more: &[&str]) -> Ended {
    let smoke = config("smoke");
    let words =
        ["run", &smoke, "--out", out, "--households", "40", "--no-report", "--worlds", worlds, "--format", "csv"];
    place.run(&[&words[..], more].concat())
}

/// Lines of a table; nothing where there is none.
fn lines(place: &Place, file: &str) -> Vec<Vec<String>> {
    let text = fs::read_to_string(place.path(file)).unwrap_or_default();
    text.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

#[test]
fn it_leaves_the_bytes_of_a_study_with_so_many_worlds() {
    let place = Place::new();
    let said = run(&place, "here", "3000", &["--set", RELATIVE, "--save-paths"]).well();
    let worlds = place.manifest("here")["worlds"].as_u64().expect("a number");
    assert!([64, 128, 256, 512, 1024, 2048].contains(&worlds), "{worlds}");
    assert!(said.contains(&format!("The run stopped after {} of at most 3,000 worlds: default_rate", grouped(worlds))));
    assert!(said.contains(&format!("{} paths × 4 cells", grouped(worlds * 40))), "{said}");
    run(&place, "plain", &worlds.to_string(), &["--save-paths"]).well();
    for name in place.names("plain") {
        if !["manifest.json", "dictionary.csv"].contains(&name.as_str()) {
            let bytes = |out: &str| fs::read(place.path(out).join(&name)).expect("a file");
            assert!(bytes("here") == bytes("plain"), "{name}");
        }
    }
    // Each look is that of a study which ends there, and the first at which every cell is known is the last.
    let rows = lines(&place, "here/convergence.csv");
    assert_eq!(rows.len() % 4, 0);
    for (look, cells) in rows.chunks(4).enumerate() {
        let is_reached = cells.iter().all(|row| row[7].parse::<f64>().is_ok_and(|error| error <= 1.0));
        assert_eq!(is_reached, look + 1 == rows.len() / 4, "look {look}");
        for row in cells {
            assert_eq!((row[3].parse(), row[4].as_str()), (Ok(64_u64 << look), "default_rate"));
            let [value, mcse, error] = [5, 6, 7].map(|column: usize| row[column].parse::<f64>().expect("a number"));
            assert!((error - mcse / (0.05 * value)).abs() < 1e-9, "{row:?}");
        }
    }
    run(&place, "first", "64", &[]).well();
    let summary = fs::read_to_string(place.path("first/summary.csv")).expect("a table");
    for row in &rows[..4] {
        assert!(summary.contains(&format!(",{},{},", row[5], row[6])), "{row:?}");
    }
    // The same command finds it whole.
    let again = run(&place, "here", "3000", &["--set", RELATIVE, "--save-paths"]);
    assert!(again.stderr.contains("here is complete already"), "{}", again.stderr);
    let other = place.run(&["report", "here", "--language", "zh"]);
    assert_eq!(other.code, Some(0), "{}", other.stderr);
    let page = fs::read_to_string(place.path("here/report_zh.html")).expect("a page");
    assert!(page.contains("逐次检查的收敛情况") && page.contains("至多 3,000 个"));
}

#[test]
fn cut_short_anywhere_it_stops_at_the_same_world() {
    let place = Place::new();
    run(&place, "unbroken", "100000", &["--set", RELATIVE, "--set", "precision.relative=0.02"]).well();
    let smoke = config("smoke");
    let words = ["run", &smoke, "--out", "here", "--households", "40", "--no-report", "--worlds", "100000"];
    let often =
        ["--checkpoint-seconds", "0.05", "--format", "csv", "--set", RELATIVE, "--set", "precision.relative=0.02"];
    let all = [&words[..], &often].concat();
    for pause in [200, 500] {
        let mut child = place.command(&all).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts");
        sleep(Duration::from_millis(pause));
        let _ = child.kill();
        child.wait().expect("ended");
    }
    let ended = place.run(&[&all[..], &["--threads", "1"]].concat());
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    assert!(ended.said().iter().all(|line| line.starts_with("here: goes on from world ")), "{}", ended.stderr);
    let of = |out: &str| {
        let text = fs::read_to_string(place.path(out).join("convergence.csv")).expect("a table");
        (place.manifest(out)["worlds"].clone(), text)
    };
    assert_eq!(of("here"), of("unbroken"));
}

#[test]
fn what_is_not_reached_is_told_with_what_would_do() {
    let place = Place::new();
    let ended = run(&place, "here", "100", &["--set", RELATIVE]);
    let told = ended.stderr.lines().find(|line| line.contains("[precision]")).expect("a warning");
    assert!(
        told.contains("After all 100 worlds default_rate is known less well than [precision] asks in 4 of 4 cells"),
        "{told}"
    );
    let rows = lines(&place, "here/convergence.csv");
    let largest = rows[4..].iter().filter_map(|row| row[7].parse::<f64>().ok()).fold(0.0_f64, f64::max);
    assert!(told.contains(&format!("up to {largest:.1} times as large")), "{told}");
    let needed = 100.0 * largest * largest;
    let worlds = told.split("study.worlds of about ").nth(1).and_then(|rest| rest.split(' ').next()).expect("worlds");
    let worlds: f64 = worlds.replace(',', "").parse().expect("a number");
    assert!(worlds >= needed && worlds <= needed * 1.1, "{worlds} for {needed}");
    assert!(!ended.stdout.contains("The run stopped"), "{}", ended.stdout);
}

#[test]
fn it_cannot_be_split() {
    let place = Place::new();
    let smoke = config("smoke");
    let said = place.run(&["run", &smoke, "--set", RELATIVE, "--shard", "1/2", "--out", "part"]).refused();
    assert!(said.contains("[precision] cannot be split into shards") && said.contains("study.worlds"), "{said}");
    let said = place.run(&["deploy", "slurm", &smoke, "--set", RELATIVE, "--shards", "2", "--out", "jobs"]).refused();
    assert!(said.contains("[precision] cannot be split into shards"), "{said}");
    assert!(place.names(".").is_empty(), "nothing is written");
}

fn grouped(number: u64) -> String {
    underwater::report::with_separators(&number.to_string())
}

/// A study that may stop before its last world is told by its most.
#[test]
fn check_says_that_worlds_and_time_are_the_most() {
    let place = Place::new();
    let words = ["check", &config("smoke"), "--worlds", "200000", "--threads", "1"];
    let told = |more: &[&str]| place.run(&[&words[..], more].concat()).well();
    let plain = told(&[]);
    assert!(plain.contains("time              about ") && !plain.contains("at most on"), "{plain}");
    let english = told(&["--set", RELATIVE]);
    assert!(english.contains("time              at most about "), "{english}");
    assert!(english.lines().any(|line| line.starts_with("paths ") && line.ends_with(" at most")), "{english}");
    let chinese = told(&["--set", RELATIVE, "--language", "zh"]);
    assert!(chinese.contains("1 个线程最多 约 ") && chinese.contains("最多 200,000 个情景世界"), "{chinese}");
}
