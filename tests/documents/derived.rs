//! Documents that follow from the program: each is made again and compared. One command makes anew those that are not
//! current, [`RENEW`].

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::text::{commands, read};
use super::{columns, defaults, languages, resolved, steps, tape, validation};
use crate::cli::support::{Place, config, ended, names};
use crate::support::root;

const RENEW: &str = "UNDERWATER_RENEW=1 cargo test --release --locked -- derived_documents";

/// Pages of which a part is what commands print.
const COMMANDS: &str = "docs/COMMANDS.md";
const LONG_RUNS: &str = "docs/LONG_RUNS.md";

/// The file of a results folder that tells of times and of the machine; all others are the same bytes everywhere.
const MANIFEST: &str = "manifest.json";

/// What documents are to hold, by their path in the repository.
type Files = BTreeMap<String, Vec<u8>>;

/// Documents of one origin.
struct Derived {
    /// A file, or a folder that holds nothing else.
    path: &'static str,
    /// What it takes minutes to make is made where this says that it is not current.
    is_current: Option<fn() -> bool>,
    files: fn() -> Files,
}

const DERIVED: [Derived; 24] = [
    Derived { path: "docs/config.schema.json", is_current: None, files: schema },
    Derived { path: "docs/COLUMNS.md", is_current: None, files: || file("docs/COLUMNS.md", columns::list()) },
    Derived { path: "docs/TAPE.md", is_current: None, files: || file("docs/TAPE.md", tape::list()) },
    Derived { path: defaults::FILE, is_current: None, files: || file(defaults::FILE, defaults::list()) },
    Derived { path: resolved::FILE, is_current: None, files: || file(resolved::FILE, resolved::list()) },
    Derived { path: validation::FILE, is_current: None, files: || file(validation::FILE, validation::page()) },
    Derived { path: "results/sample", is_current: None, files: sample },
    Derived { path: "deploy/slurm", is_current: None, files: || deployed("slurm") },
    Derived { path: "deploy/kubernetes", is_current: None, files: || deployed("kubernetes") },
    Derived { path: "docs/SLURM.md", is_current: None, files: || told_of_deployed("slurm") },
    Derived { path: "docs/KUBERNETES.md", is_current: None, files: || told_of_deployed("kubernetes") },
    Derived { path: "CONTRIBUTING.md", is_current: None, files: || file("CONTRIBUTING.md", steps::contributing()) },
    Derived { path: COMMANDS, is_current: None, files: listed },
    Derived { path: COMMANDS, is_current: None, files: || varied("--keys") },
    Derived { path: COMMANDS, is_current: None, files: || varied("--screen") },
    Derived { path: COMMANDS, is_current: None, files: key_told },
    Derived { path: COMMANDS, is_current: None, files: begun },
    Derived { path: LONG_RUNS, is_current: None, files: not_merged },
    Derived { path: COMMANDS, is_current: None, files: told_to_a_household },
    Derived { path: COMMANDS, is_current: None, files: solved },
    Derived { path: COMMANDS, is_current: None, files: compared },
    Derived { path: COMMANDS, is_current: None, files: reasons },
    Derived { path: "README.md", is_current: Some(summary_is_current), files: summary },
    Derived { path: languages::CHINESE, is_current: None, files: || file(languages::CHINESE, languages::chinese()) },
];

fn file(path: &str, text: impl Into<Vec<u8>>) -> Files {
    Files::from([(path.to_owned(), text.into())])
}

fn schema() -> Files {
    file("docs/config.schema.json", Place::new().run(&["schema"]).well())
}

/// What the commands beside the sample leave behind.
fn sample() -> Files {
    let place = Place::new();
    for name in ["configs/smoke.toml", "configs/regimes/mainland_china.toml"] {
        fs::create_dir_all(place.path(name).parent().expect("a folder")).expect("made");
        fs::copy(root().join(name), place.path(name)).expect("copied");
    }
    let folder = "results/sample";
    for words in commands(&read("results/README.md")).iter().filter(|words| words.iter().any(|word| word == folder)) {
        place.run(&words.iter().map(String::as_str).collect::<Vec<_>>()).well();
    }
    let of = |name: String| (format!("{folder}/{name}"), fs::read(place.path(folder).join(&name)).expect("a file"));
    place.names(folder).into_iter().map(of).collect()
}

/// The page about commands with what was printed in the block of text behind `command`.
fn commands_with(command: &str, printed: &str) -> Files {
    document_with(COMMANDS, command, printed)
}

/// A document with that.
fn document_with(document: &str, command: &str, printed: &str) -> Files {
    let text = read(document);
    let (before, rest) = text.split_once(command).expect("the command");
    let (between, rest) = rest.split_once("```text\n").expect("its output");
    let (_, after) = rest.split_once("```").expect("its end");
    file(document, format!("{before}{command}{between}```text\n{printed}```{after}"))
}

/// The command that deploys on an engine, in the page about it, and a place where it was typed; and what it printed.
fn deploy(engine: &str) -> (Vec<String>, Place, String) {
    let all = commands(&read(&page(engine)));
    let words = all.into_iter().find(|words| words[0] == "deploy" && words[1] == engine).expect("the command");
    let place = Place::new();
    for name in ["configs/china_leverage.toml", "configs/regimes/mainland_china.toml"] {
        fs::create_dir_all(place.path(name).parent().expect("a folder")).expect("made");
        fs::copy(root().join(name), place.path(name)).expect("copied");
    }
    let printed = place.run(&words.iter().map(String::as_str).collect::<Vec<_>>()).well();
    (words, place, printed)
}

/// The page about an engine.
fn page(engine: &str) -> String {
    format!("docs/{}.md", engine.to_uppercase())
}

/// One example of what is written for each engine.
fn deployed(engine: &str) -> Files {
    let (_, place, _) = deploy(engine);
    let folder = format!("deploy/{engine}");
    let of = |name: String| (format!("{folder}/{name}"), fs::read(place.path(&folder).join(&name)).expect("a file"));
    place.names(&folder).into_iter().map(of).collect()
}

fn told_of_deployed(engine: &str) -> Files {
    let (words, _, printed) = deploy(engine);
    document_with(&page(engine), &format!("underwater {}\n", words.join(" ")), &printed)
}

/// The sample as `list` names it.
fn listed() -> Files {
    let command = "underwater list results/sample\n";
    let words: Vec<&str> = command.split_whitespace().skip(1).collect();
    commands_with(command, &ended(Place::new().command(&words).current_dir(root())).well())
}

/// What keys of a small study do, one at a time or at once: tables, and what is said of them; how long that took differs.
fn varied(way: &str) -> Files {
    let page = read(COMMANDS);
    let is_it = |line: &&str| line.starts_with("    underwater sensitivity ") && line.contains(way);
    let command = format!("{}\n", page.lines().find(is_it).expect("the command").trim_start());
    let place = Place::new();
    let mut words: Vec<&str> = command.split_whitespace().skip(1).collect();
    let folder = place.path("moved").display().to_string();
    words.extend(["--no-report", "--out", &folder]);
    let printed = ended(place.command(&words).current_dir(root())).well();
    let kept: String = printed.split_inclusive('\n').take_while(|line| !line.contains(" design points ")).collect();
    commands_with(&command, &kept)
}

/// The sample and a run with one key changed, as `compare` tells them apart.
fn compared() -> Files {
    let place = Place::new();
    for name in ["configs/smoke.toml", "configs/regimes/mainland_china.toml"] {
        fs::create_dir_all(place.path(name).parent().expect("a folder")).expect("made");
        fs::copy(root().join(name), place.path(name)).expect("copied");
    }
    let all = commands(&read(COMMANDS));
    let at = all.iter().position(|words| words[0] == "compare").expect("the command");
    let typed = |words: &[String]| place.run(&words.iter().map(String::as_str).collect::<Vec<_>>());
    place.run(&["run", "configs/smoke.toml", "--out", "results/sample", "--quiet", "--no-report"]).well();
    typed(&all[at - 1]).well();
    let ended = typed(&all[at]);
    assert_eq!(ended.code, Some(3), "{}", ended.stderr);
    commands_with(&format!("underwater {}\n", all[at].join(" ")), &ended.stdout)
}

/// The answer of the command, as it is shown when it is there: without the time it took.
fn solved() -> Files {
    let all = commands(&read(COMMANDS));
    let words = all.iter().find(|words| words[0] == "solve").expect("the command");
    let place = Place::new();
    let out = place.path("here").display().to_string();
    let typed: Vec<&str> = words.iter().map(String::as_str).chain(["--out", &out]).collect();
    let printed = || ended(place.command(&typed).current_dir(root()));
    printed().well();
    let hash = place.manifest("here")["hash"].as_str().expect("a hash").to_owned();
    let printed = printed().stdout.replace(&out, &format!("results/{SHOWN}/solve-{hash}"));
    commands_with(&format!("underwater {}\n", words.join(" ")), &printed)
}

/// A key as `keys` tells it.
fn key_told() -> Files {
    let printed = Place::new().run(&["keys", "loan.down_payment"]).well();
    commands_with("underwater keys loan.down_payment\n", &format!("{}\n", printed.trim_end()))
}

/// What one household is told, as it is shown when it is there: without the time it took.
fn told_to_a_household() -> Files {
    let all = commands(&read(COMMANDS));
    let words = all.iter().find(|words| words[0] == "household").expect("the command");
    let place = Place::new();
    let typed: Vec<&str> = words.iter().map(String::as_str).collect();
    place.run(&typed).well();
    let printed = place.run(&typed).stdout;
    commands_with(&format!("underwater {}\n", words.join(" ")), &printed)
}

/// The index for which `my_index.csv` stands there.
const INDEX: &str = "data/hk_rvd_private_domestic_price_index_monthly.csv";

/// Puts it there.
pub(super) fn put_index(place: &Place) {
    fs::copy(root().join(INDEX), place.path("my_index.csv")).expect("copied");
}

/// What `init` says of an index.
fn begun() -> Files {
    let place = Place::new();
    put_index(&place);
    let printed = place.run(&["init", "my_market", "--prices", "my_index.csv"]).well();
    commands_with("underwater init my_market --prices my_index.csv\n", &printed)
}

/// What `merge` says of its shards when the second is missing.
fn not_merged() -> Files {
    let place = Place::new();
    fs::create_dir_all(place.path("configs/regimes")).expect("made");
    for name in ["configs/smoke.toml", "configs/regimes/mainland_china.toml"] {
        fs::copy(root().join(name), place.path(name)).expect("copied");
    }
    let all = commands(&read(LONG_RUNS));
    let shards = all.iter().filter(|words| words.iter().any(|word| word == "--shard"));
    for words in shards.enumerate().filter(|(number, _)| *number != 1).map(|(_, words)| words) {
        place.run(&words.iter().map(String::as_str).collect::<Vec<_>>()).well();
    }
    let merge = all.iter().find(|words| words[0] == "merge").expect("the command");
    let said = place.run(&merge.iter().map(String::as_str).collect::<Vec<_>>()).refused();
    document_with(LONG_RUNS, "Without the second part it says\n", &said)
}

/// What `why` prints, without how long it took and where it went.
fn reasons() -> Files {
    let all = commands(&read(COMMANDS));
    let words = all.iter().find(|words| words[0] == "why").expect("the command");
    let place = Place::new();
    let out = place.path("here").display().to_string();
    let typed: Vec<&str> = words.iter().map(String::as_str).chain(["--out", &out]).collect();
    let printed = ended(place.command(&typed).current_dir(root())).well();
    let told = printed.lines().take_while(|line| !line.contains(" combinations ×"));
    let told: String = told.map(|line| format!("{line}\n")).collect();
    commands_with(&format!("underwater {}\n", words.join(" ")), &told)
}

/// The study whose summary README shows, with a figure of it.
const SHOWN: &str = "china_leverage";

/// A digest of how a summary and its figure look, which changes without the hash of any study: those of a study of seconds.
const LOOKS: &str = "tests/data/looks.txt";

fn looks() -> String {
    let place = Place::new();
    let printed = ended(place.command(&["run", &config("smoke"), "--out", "here"]).env("COLUMNS", "80"));
    let told = printed.stdout.lines().take_while(|line| !line.contains(" paths ×"));
    let mut hasher = blake3::Hasher::new();
    for line in told {
        hasher.update(line.as_bytes());
    }
    hasher.update(read("results/sample/figure_default_rate.svg").as_bytes());
    format!("{}\n", hasher.finalize().to_hex())
}

/// Whether the summary in README is of this version of the numbers, of the config and of its data, and looks as it would.
fn summary_is_current() -> bool {
    if fs::read_to_string(root().join(LOOKS)).map_or(true, |kept| kept != looks()) {
        return false;
    }
    let printed = Place::new().run(&["check", &config(SHOWN)]).well();
    let folder = printed.lines().find_map(|line| line.strip_prefix("results ")).expect("a folder").trim();
    read("README.md").contains(&format!("\n{folder}\n{folder}/report.html\n"))
}

/// Simulates 2.5 billion household-months.
fn summary() -> Files {
    let place = Place::new();
    let printed = ended(place.command(&["run", &config(SHOWN)]).env("COLUMNS", "80")).well();
    let folder = printed.lines().find(|line| line.starts_with("results/")).expect("a folder");
    place.run(&["export", folder, "--format", "svg"]).well();
    let mut files = document_with("README.md", &format!("run configs/{SHOWN}.toml\n"), &printed);
    let figure = fs::read(place.path(folder).join("figure_default_rate.svg")).expect("a figure");
    files.insert("docs/figure_default_rate.svg".to_owned(), figure);
    files.insert(LOOKS.to_owned(), looks().into_bytes());
    files
}

impl Derived {
    /// Paths that do not hold what they are to hold.
    fn stale(&self, made: &Files) -> Vec<String> {
        let differs = |(path, bytes): &(&String, &Vec<u8>)| {
            fs::read(root().join(path)).map_or(true, |kept| kept != **bytes && !path.ends_with(MANIFEST))
        };
        let left_over = names(&root().join(self.path)).into_iter().map(|name| format!("{}/{name}", self.path));
        let left_over = left_over.filter(|path| !made.contains_key(path));
        made.iter().filter(differs).map(|(path, _)| path.clone()).chain(left_over).collect()
    }
}

#[test]
fn derived_documents() {
    let renews = std::env::var_os("UNDERWATER_RENEW").is_some();
    let mut stale = Vec::new();
    for derived in DERIVED {
        match derived.is_current {
            Some(is_current) if is_current() => continue,
            Some(_) if !renews => {
                stale.push(derived.path.to_owned());
                continue;
            }
            _ => {}
        }
        let made = (derived.files)();
        let found = derived.stale(&made);
        if !found.is_empty() && renews {
            for path in &found {
                // Renewed below, unless nothing makes it.
                let _ = fs::remove_file(root().join(path));
            }
            for (path, bytes) in &made {
                fs::create_dir_all(root().join(path).parent().expect("a folder")).expect("made");
                fs::write(root().join(path), bytes).expect("written");
            }
            println!("renewed: {}", found.join(", "));
        } else {
            stale.extend(found);
        }
    }
    assert!(stale.is_empty(), "not current:\n  {}\nRenew them: {RENEW}", stale.join("\n  "));
}

/// The one way to renew them is the one that is told.
#[test]
fn contributors_are_told_how_derived_documents_are_renewed() {
    let text = read("CONTRIBUTING.md");
    assert!(text.contains(RENEW), "{RENEW}");
    for Derived { path, .. } in DERIVED {
        assert!(Path::new(&root().join(path)).exists() && text.contains(path), "{path} is not named");
    }
    for other in ["--ignored", "schema > docs"] {
        assert!(!text.contains(other), "another way: {other}");
    }
}
