//! Every command of the documents does what it says, on a small study.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use super::text::{commands, read};
use crate::cli::support::{Place, ended};
use crate::support::root;

/// Options with a value that a test replaces by its own.
const SIZES: [&str; 3] = ["--worlds", "--households", "--out"];

/// The index for which `my_index.csv` stands.
const HK_INDEX: &str = "hk_rvd_private_domestic_price_index_monthly.csv";

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
    for document in ["README.md", "CONTRIBUTING.md", "docs/CASES.md", "results/README.md"] {
        let mut folder = place.path("none").display().to_string();
        for (number, words) in commands(&read(document)).into_iter().enumerate() {
            let name = words[0].clone();
            let words = match name.as_str() {
                "run" => {
                    folder = place.path(&format!("{}-{number}", document.replace('/', "-"))).display().to_string();
                    small(words, &folder)
                }
                // Their folder is one that a run has left.
                "report" | "export" => [&[name.clone(), folder.clone()], &words[2..]].concat(),
                // What it writes does not belong here.
                "init" => {
                    let mut command = place.command(&words.iter().map(String::as_str).collect::<Vec<_>>());
                    fs::copy(root().join("data").join(HK_INDEX), place.path("my_index.csv")).expect("copied");
                    assert_eq!(ended(&mut command).code, Some(0), "{document}: {}", words.join(" "));
                    seen.insert(name);
                    continue;
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
    let readme = read("README.md");
    let listed = readme.lines().find(|line| line.contains(" Options: ")).expect("a list of options");
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

/// Commands whose output stands below them in README.
const SHOWN: [&str; 2] = ["list results/sample", "keys loan.down_payment"];

/// What these commands print, run where README supposes them to run, stands below them.
#[test]
fn what_is_shown_is_what_is_printed() {
    for command in SHOWN {
        let printed = at_root(&command.split(' ').map(str::to_owned).collect::<Vec<_>>()).well();
        shown_below(command, &printed);
    }
}

/// `init` writes into the folder it is run in.
#[test]
fn what_is_shown_of_an_index_is_what_is_printed() {
    let place = Place::new();
    fs::copy(root().join("data").join(HK_INDEX), place.path("my_index.csv")).expect("copied");
    let command = "init my_market --prices my_index.csv";
    let printed = place.run(&command.split(' ').collect::<Vec<_>>()).well();
    shown_below(command, &printed);
}

/// The block below a command in README is what it prints; where asked, it is made so.
fn shown_below(command: &str, printed: &str) {
    let readme = read("README.md");
    let (before, rest) = readme.split_once(&format!("    underwater {command}\n")).expect("the command");
    let (between, rest) = rest.split_once("```text\n").expect("its output");
    let (shown, after) = rest.split_once("```").expect("its end");
    let printed = format!("{}\n", printed.trim_end());
    if std::env::var_os("UNDERWATER_RENEW").is_some() {
        let text = format!("{before}    underwater {command}\n{between}```text\n{printed}```{after}");
        fs::write(root().join("README.md"), text).expect("written");
        return;
    }
    assert_eq!(shown, printed, "renew {command}: UNDERWATER_RENEW=1 cargo test --release is_shown -- --test-threads=1");
}

/// The printed summary in README is of this version of the numbers, of the config and of its data.
#[test]
fn the_summary_shown_is_of_the_study_as_it_is() {
    let printed = at_root(&["check".to_owned(), "configs/china_leverage.toml".to_owned()]).well();
    let folder = printed.lines().find_map(|line| line.strip_prefix("results ")).expect("a folder").trim();
    let readme = read("README.md");
    assert!(
        readme.contains(&format!("\n{folder}\n{folder}/report.html\n")),
        "the summary in README.md is not that of {folder}; renew it: cargo test --release renew_the_summary -- --ignored"
    );
}

#[test]
#[ignore = "simulates 2.5 billion household-months and writes the summary into README.md"]
fn renew_the_summary_shown() {
    let place = Place::new();
    let config = crate::cli::support::config("china_leverage");
    let printed = place.run(&["run", &config]).well();
    let readme = read("README.md");
    let (before, rest) = readme.split_once("```text\n").expect("the summary");
    let (_, after) = rest.split_once("```").expect("its end");
    fs::write(root().join("README.md"), format!("{before}```text\n{printed}```{after}")).expect("written");
}
