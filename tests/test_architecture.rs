//! The rooms of `src` and the arrows between them. A new arrow fails here first, so that it is seen in review.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::root;

/// Room, and the rooms it may name.
const ROOMS: &[(&str, &[&str])] = &[
    ("random", &[]),
    ("stats", &["random"]),
    // Whole units of logs, months of the calendar: anybody may count in them.
    ("measure", &[]),
    ("world", &["random", "measure"]),
    // Whether a household can buy depends on the loan it is offered: price, appraisal, instalment at the reference.
    // What happens to a household is told in the words of the month's ledger, which are columns.
    ("household", &["random", "loan", "measure", "outcome"]),
    ("loan", &["random", "measure"]),
    // A row is checked against what the loan takes; the example draws its own.
    ("tape", &["random", "loan", "measure"]),
    ("distress", &["random", "loan", "household", "measure", "outcome"]),
    // The law acts on where a household stands.
    ("foreclosure", &["random", "loan", "household", "outcome"]),
    // What a table holds is declared where it is used; the config lays the tables together.
    // What its results can hold bounds a study's amounts.
    // A study may name a tape, which is read with its config.
    ("config", &["random", "world", "household", "loan", "distress", "foreclosure", "measure", "outcome", "tape"]),
    // A resolved study carries labels of its cells; their type belongs to the columns it is printed in.
    ("study", &["random", "tape", "config", "world", "household", "loan", "distress", "foreclosure", "outcome"]),
    // A block takes its parameters from the study's cells.
    (
        "kernel",
        &["random", "world", "household", "loan", "distress", "foreclosure", "measure", "study", "outcome", "tape"],
    ),
    ("outcome", &["measure"]),
    ("engine", &["study", "kernel", "outcome"]),
    ("aggregate", &["outcome", "stats"]),
    // A question varies a study's config, runs it at many design points, and makes tables of what it finds.
    (
        "answers",
        &[
            "random",
            "world",
            "household",
            "loan",
            "distress",
            "foreclosure",
            "config",
            "study",
            "engine",
            "outcome",
            "stats",
            "aggregate",
        ],
    ),
    // Labels of cells head the tables and the manifest; an estimate is printed with its error; answers have tables.
    ("report", &["aggregate", "answers", "outcome", "stats"]),
    // What an engine has simulated, on disk. A part's manifest lists its files as that of results does.
    ("parts", &["outcome", "report"]),
    (
        "cli",
        &[
            "random",
            "stats",
            "measure",
            "world",
            "household",
            "loan",
            "distress",
            "foreclosure",
            "config",
            "study",
            "kernel",
            "outcome",
            "engine",
            "aggregate",
            "answers",
            "report",
            "parts",
            "tape",
        ],
    ),
];

/// Crate, and the rooms that may name it.
const CRATES: &[(&str, &[&str])] = &[
    ("rayon", &["engine"]),
    ("polars", &["aggregate", "answers", "report", "tape"]),
    ("polars_buffer", &["report"]),
    ("polars_parquet", &["report"]),
    ("clap", &["cli"]),
    ("indicatif", &["cli"]),
    ("signal_hook", &["cli"]),
    ("sysinfo", &["cli", "report"]),
    ("clap_complete", &["cli"]),
    ("clap_mangen", &["cli"]),
    ("comfy_table", &["report"]),
    ("kuva", &["report"]),
    ("memmap2", &["report"]),
    // The page; and scripts and objects of clusters, which the command line writes.
    ("minijinja", &["report", "cli"]),
    ("rust_xlsxwriter", &["report"]),
    ("unicode_width", &["report", "cli"]),
    ("rand_distr", &["random"]),
    ("rand", &["random"]),
    ("sobol_burley", &["random"]),
    ("toml", &["config", "report"]),
    ("schemars", &["random", "measure", "world", "household", "loan", "distress", "foreclosure", "config", "tape"]),
    ("encoding_rs", &["config"]),
    ("indexmap", &["config"]),
    ("jiff", &["config", "report"]),
    ("strsim", &["config", "tape"]),
    ("rust_decimal", &["loan", "report", "cli"]),
    ("num_bigint", &["loan"]),
    // The command line names a study by the hash of its config; saved tallies carry a digest.
    ("blake3", &["config", "report", "cli", "outcome", "parts", "tape"]),
    // Tallies as bytes.
    ("postcard", &["outcome"]),
    ("tempfile", &["report", "cli"]),
];

/// Longest file, lines.
const LONGEST: usize = 400;

/// Functions of the standard library that follow the C library or the processor: nothing that reaches a result may call
/// them. `sqrt` is exact everywhere.
const NOT_PORTABLE: &[&str] = &[
    "exp", "exp2", "exp_m1", "ln", "ln_1p", "log", "log2", "log10", "powf", "powi", "sin", "cos", "tan", "asin",
    "acos", "atan", "atan2", "sinh", "cosh", "tanh", "sin_cos", "cbrt", "hypot", "mul_add",
];

/// Rooms that format or read text and whose numbers never reach a result.
const NO_NUMBERS: &[&str] = &["config", "cli"];

/// Path from the repository, and text, of every source file.
pub fn sources() -> Vec<(String, String)> {
    fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                walk(&path, files);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    let mut files = Vec::new();
    walk(&root().join("src"), &mut files);
    files.sort();
    let name = |path: &Path| path.strip_prefix(root()).expect("inside").display().to_string().replace('\\', "/");
    files.iter().map(|path| (name(path), fs::read_to_string(path).expect("a file"))).collect()
}

/// The room of a file, `None` for `lib.rs` and `main.rs`.
fn room(path: &str) -> Option<&str> {
    path.strip_prefix("src/")?.split_once('/').map(|(room, _)| room)
}

/// A source without comments (documentation included) and, where asked, without its unit tests.
pub fn code(text: &str, with_tests: bool) -> String {
    let text = if with_tests { text } else { text.split("#[cfg(test)]").next().unwrap_or(text) };
    text.lines().map(|line| line.split("//").next().unwrap_or(line)).collect::<Vec<_>>().join("\n")
}

/// Names behind a prefix such as `crate::`, wherever it stands, groups in braces taken apart.
fn named_after(code: &str, prefix: &str) -> BTreeSet<String> {
    let word = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut names = BTreeSet::new();
    for (at, _) in code.match_indices(prefix) {
        let before = code[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '$') && before != Some('$') {
            continue;
        }
        let rest = &code[at + prefix.len()..];
        let Some(group) = rest.strip_prefix('{') else {
            names.insert(word(rest));
            continue;
        };
        // The first word of each member of the group, inner groups skipped.
        let (mut depth, mut start) = (0, 0);
        for (end, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                '}' | ',' if depth == 0 => {
                    names.insert(word(group[start..end].trim()));
                    start = end + 1;
                    if c == '}' {
                        break;
                    }
                }
                '}' => depth -= 1,
                _ => {}
            }
        }
    }
    names.remove("");
    names
}

#[test]
fn arrows_between_rooms() {
    let rooms: BTreeMap<&str, &[&str]> = ROOMS.iter().copied().collect();
    let mut used: BTreeSet<(String, String)> = BTreeSet::new();
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let Some(room) = room(&path) else { continue };
        let Some(may_use) = rooms.get(room) else { panic!("{path}: room `{room}` is not in the table") };
        let named = |with_tests| {
            let code = code(&text, with_tests);
            let paths = ["crate::", "underwater::"].map(|root| named_after(&code, root));
            paths.into_iter().flatten().collect::<BTreeSet<String>>()
        };
        let in_code = named(false);
        for other in named(true) {
            // A unit test may take its study from a config.
            let is_study_of_test = !in_code.contains(&other) && ["config", "study"].contains(&other.as_str());
            if !rooms.contains_key(other.as_str()) || other == room || is_study_of_test {
                continue;
            }
            if !may_use.contains(&other.as_str()) {
                wrong.push(format!("{path}: {room} → {other}"));
            }
            used.insert((room.to_owned(), other));
        }
    }
    assert!(wrong.is_empty(), "arrows that are not in the table:\n{}", wrong.join("\n"));
    assert!(used.len() > 20, "hardly an arrow was seen: {used:?}");
    assert!(used.contains(&("engine".to_owned(), "kernel".to_owned())));
}

#[test]
fn the_table_has_no_circle() {
    // A room stands on rooms that stand already, or the house cannot be built.
    let mut standing: BTreeSet<&str> = BTreeSet::new();
    while standing.len() < ROOMS.len() {
        let next = ROOMS
            .iter()
            .find(|(room, uses)| !standing.contains(room) && uses.iter().all(|other| standing.contains(other)));
        let Some((room, _)) = next else { panic!("a circle among those not in {standing:?}") };
        standing.insert(room);
    }
}

#[test]
fn crates_stay_in_their_rooms() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let code = code(&text, true);
        for (name, rooms) in CRATES {
            let names = !named_after(&code, &format!("{name}::")).is_empty()
                || code.contains(&format!("use {name};"))
                || code.contains(&format!("{name}::{{"));
            if names && !room(&path).is_some_and(|room| rooms.contains(&room)) {
                wrong.push(format!("{path}: {name}"));
            }
        }
    }
    assert!(wrong.is_empty(), "crates out of their rooms:\n{}", wrong.join("\n"));
}

#[test]
fn no_function_that_differs_between_machines() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        if room(&path).is_some_and(|room| NO_NUMBERS.contains(&room)) {
            continue;
        }
        let code = code(&text, false);
        for (number, line) in (1..).zip(code.lines()) {
            for function in NOT_PORTABLE {
                let method = line.contains(&format!(".{function}("));
                let path_call = ["f32", "f64"].iter().any(|float| line.contains(&format!("{float}::{function}")));
                if method || path_call {
                    wrong.push(format!("{path}:{number}: {}", line.trim()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "functions that differ between machines:\n{}", wrong.join("\n"));
}

#[test]
fn files_are_short() {
    for (path, text) in sources() {
        let lines = text.lines().count();
        assert!(lines <= LONGEST, "{path} has {lines} lines, more than {LONGEST}");
    }
}

/// What the reader of `use` lines sees.
#[test]
fn names_are_read_from_groups_and_paths() {
    let text = "use crate::{random::{A, B}, loan::Method};\nfn f() { crate::study::x() }\nmy_crate::no::x();\n$crate::kernel::Y";
    let names: Vec<String> = named_after(text, "crate::").into_iter().collect();
    assert_eq!(names, ["kernel", "loan", "random", "study"]);
    assert_eq!(code("a // crate::x\n/// crate::y\nb", true).trim(), "a \n\nb");
}
