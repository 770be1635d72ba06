//! Tables for people in LaTeX, compiled where it is installed, with the packages that the head of their file names.

use std::fs;
use std::process::Command;

use super::support::{Place, config};

/// Whether a program is there, or a printed note that it is not.
fn is_installed(engine: &str) -> bool {
    let found = Command::new(engine).arg("--version").output().is_ok();
    if !found {
        println!("skipped: {engine} is not installed, so its tables were not compiled");
    }
    found
}

/// What the engine wrote of a document that takes in the tables.
fn compiled(engine: &str, place: &Place, file: &str) -> String {
    let text = fs::read_to_string(place.path(file)).expect("tables");
    let named =
        text.lines().take_while(|line| line.starts_with('%')).filter_map(|line| line.strip_prefix("% \\usepackage"));
    let packages: String =
        named.map(|rest| format!("\\usepackage{}\n", rest.split('，').next().unwrap_or(rest))).collect();
    let document =
        format!("\\documentclass{{article}}\n{packages}\\begin{{document}}\n\\input{{{file}}}\n\\end{{document}}\n");
    fs::write(place.path("document.tex"), document).expect("written");
    let mut command = Command::new(engine);
    command.args(["-interaction=nonstopmode", "-halt-on-error", "document.tex"]).current_dir(place.path("."));
    let ended = command.output().expect("it starts");
    let said = String::from_utf8_lossy(&ended.stdout).into_owned();
    assert!(ended.status.success(), "{engine}\n{said}");
    assert!(fs::metadata(place.path("document.pdf")).is_ok_and(|pdf| pdf.len() > 5_000), "{engine}\n{said}");
    fs::read_to_string(place.path("document.log")).expect("a log")
}

/// Scenarios whose names would be options, comments or columns, if they were let.
#[test]
fn tables_compile_where_latex_is_installed() {
    let place = Place::new();
    let smoke = config("smoke");
    let names = ["[3pt] base", "* 50% a_b & #1 {x} $5 ~ ^ \\\\n ÷ →"];
    let scenario = |name: &str| format!("[[scenario]]\nname = \"{name}\"\nprice.drift_annual = -0.15\n");
    let scenarios: String = names.map(scenario).concat();
    fs::write(place.path("a.toml"), format!("extends = {smoke:?}\n{scenarios}")).expect("written");
    for (engine, language, file) in [("pdflatex", "en", "out/tables.tex"), ("xelatex", "zh", "out/tables_zh.tex")] {
        if !is_installed(engine) {
            continue;
        }
        let words = ["run", "a.toml", "--out", "out", "--worlds", "12", "--households", "40", "--no-report", "--quiet"];
        place.run(&[&words[..], &["--format", "tex", "--language", language]].concat()).well();
        let log = compiled(engine, &place, file);
        assert!(!log.contains("Missing character"), "{engine}: {log}");
    }
}
