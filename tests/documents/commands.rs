//! Every command of the documents does what it says, on a small study.

use std::collections::BTreeSet;
use std::process::Command;

use super::derived::put_index;
use super::names::READERS_OWN;
use super::text::{commands, read};
use crate::cli::support::{Place, ended};
use crate::support::root;

/// Documents with commands to type.
const PAGES: [&str; 8] = [
    "README.md",
    "CONTRIBUTING.md",
    "docs/COMMANDS.md",
    "docs/LONG_RUNS.md",
    "docs/CASES.md",
    "docs/SLURM.md",
    "docs/KUBERNETES.md",
    "results/README.md",
];

/// Options with a value that a test replaces by its own.
const SIZES: [&str; 3] = ["--worlds", "--households", "--out"];

/// The program where the documents suppose it to run.
fn at_root(arguments: &[String]) -> crate::cli::support::Ended {
    let mut command = Command::new(env!("CARGO_BIN_EXE_underwater"));
    ended(command.args(arguments).current_dir(root()).env_remove("COLUMNS"))
}

/// A command with sizes for a test.
fn small(mut words: Vec<String>, folder: &str) -> Vec<String> {
    for option in SIZES {
        if let Some(place) = words.iter().position(|word| word == option) {
            words.drain(place..place + 2);
        }
    }
    let sizes = ["--worlds", "2", "--households", "3", "--out", folder];
    words.extend(sizes.map(str::to_owned));
    words
}

#[test]
fn every_command_can_be_typed() {
    let place = Place::new();
    let mut seen = BTreeSet::new();
    for document in PAGES {
        let mut folder = place.path("none").display().to_string();
        let mut parts = Vec::new();
        for (number, words) in commands(&read(document)).into_iter().enumerate() {
            let name = words[0].clone();
            // What the reader is to write is written, and run, where studies are.
            if words.iter().any(|word| READERS_OWN.contains(&word.as_str())) {
                continue;
            }
            let words = match name.as_str() {
                "run" if words.iter().any(|word| word == "--shard") => {
                    parts.push(place.path(&format!("part-{number}")).display().to_string());
                    let words = small(words, &parts[parts.len() - 1]);
                    // Each shard has a world.
                    words.into_iter().map(|word| if word == "2" { "3".to_owned() } else { word }).collect()
                }
                // Parts that were run before it.
                "merge" => {
                    let out = place.path("merged").display().to_string();
                    [std::slice::from_ref(&name), &parts[..], &["--out".to_owned(), out]].concat()
                }
                "run" | "sensitivity" | "solve" | "why" => {
                    folder = place.path(&format!("{}-{number}", document.replace('/', "-"))).display().to_string();
                    small(words, &folder)
                }
                // Their folder is one that a run has left.
                "report" | "export" => [&[name.clone(), folder.clone()], &words[2..]].concat(),
                "household" => small(words, &place.path("household").display().to_string()),
                "deploy" => {
                    let out = place.path(&format!("{}-{number}", document.replace('/', "-"))).display().to_string();
                    let kept = words.split(|word| word == "--out").next().unwrap_or_default();
                    [kept, &["--out".to_owned(), out]].concat()
                }
                // What it writes does not belong here.
                "init" => {
                    put_index(&place);
                    place.run(&words.iter().map(String::as_str).collect::<Vec<_>>()).well();
                    seen.insert(name);
                    continue;
                }
                // Tapes do not belong here either.
                "tape" => {
                    place.run(&words.iter().map(String::as_str).collect::<Vec<_>>()).well();
                    seen.insert(name);
                    continue;
                }
                "compare" => {
                    let out = place.path("compared").display().to_string();
                    [&name, &folder, &folder, "--out", &out].map(str::to_owned).into()
                }
                _ => words,
            };
            let ended = at_root(&words);
            assert_eq!(ended.code, Some(0), "{document}: {}\n{}", words.join(" "), ended.stderr);
            seen.insert(name);
        }
    }
    let help = place.run(&["--help"]).well();
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| line.starts_with("  "));
    let listed: BTreeSet<String> = listed
        .filter_map(|line| line.split_whitespace().next())
        .map(str::to_owned)
        .filter(|name| name != "help")
        .collect();
    assert_eq!(seen, listed, "every command of the program stands in a document");
}

/// Names of the options in a text.
fn options(text: &str) -> BTreeSet<String> {
    let word = |rest: &str| rest.chars().take_while(|c| c.is_ascii_lowercase() || *c == '-').collect::<String>();
    let starts =
        text.match_indices("--").filter(|(at, _)| !text[..*at].ends_with(|c: char| c == '-' || c.is_alphanumeric()));
    starts.map(|(at, _)| word(&text[at..])).filter(|word| word.len() > 2).collect()
}

#[test]
fn the_options_of_run_are_those_listed() {
    let page = read("docs/COMMANDS.md");
    let listed = page.lines().find(|line| line.contains(" Options: ")).expect("a list of options");
    let listed = options(listed.split_once("Options: ").expect("options").1);
    let help = Place::new().run(&["run", "--help"]).well();
    let usage: String = help
        .lines()
        .skip_while(|line| *line != "Options:")
        .take_while(|line| *line != "Examples:")
        .collect::<Vec<_>>()
        .join("\n");
    let known: BTreeSet<String> = options(&usage).into_iter().filter(|option| option != "--help").collect();
    let wrong: Vec<_> = listed.symmetric_difference(&known).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}
