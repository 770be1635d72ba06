//! What `check` says a run will take is what the run then takes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use super::support::{Place, config};

/// How far an estimate may be off, either way.
const WITHIN: f64 = 1.5;

/// What a run took.
struct Taken {
    /// Most resident memory, bytes.
    memory: f64,
    /// Seconds of the processor.
    cpu: f64,
    /// Bytes of the folder without `paths.parquet`.
    tables: f64,
}

/// Runs the program and asks the system, again and again until it ends, what it has taken. (What the system says of a
/// child that has ended counts the memory of its parent before the program was loaded.)
fn taken(place: &Place, arguments: &[&str]) -> Taken {
    let folder = "taken";
    let arguments = [arguments, &["--out", folder, "--quiet", "--force", "--threads", "2"]].concat();
    let mut command = place.command(&arguments);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::inherit()).spawn().expect("the program starts");
    let process = PathBuf::from(format!("/proc/{}", child.id()));
    let (mut memory, mut cpu) = (0.0, 0.0);
    let status = loop {
        memory = peak(&process).unwrap_or(memory);
        cpu = processor(&process).unwrap_or(cpu);
        if let Some(status) = child.try_wait().expect("a child") {
            break status;
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    assert!(status.success(), "{arguments:?}");
    let sizes = fs::read_dir(place.path(folder)).expect("a folder").map(|entry| entry.expect("an entry"));
    let tables = sizes.filter(|entry| entry.file_name() != "paths.parquet");
    Taken { memory, cpu, tables: tables.map(|entry| entry.metadata().expect("a file").len() as f64).sum() }
}

/// Most resident memory of a process, bytes; `None` when it has ended.
fn peak(process: &Path) -> Option<f64> {
    let status = fs::read_to_string(process.join("status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().strip_suffix("kB")?.trim().parse::<f64>().ok()? * 1024.0)
}

/// Seconds of the processor of a process, its own and the system's for it.
fn processor(process: &Path) -> Option<f64> {
    let stat = fs::read_to_string(process.join("stat")).ok()?;
    let fields: Vec<&str> = stat.rsplit_once(") ")?.1.split(' ').collect();
    let ticks: f64 = fields.get(11)?.parse::<f64>().ok()? + fields.get(12)?.parse::<f64>().ok()?;
    const TICKS_A_SECOND: f64 = 100.0;
    Some(ticks / TICKS_A_SECOND)
}

/// What `check` says: memory without and with paths, output as usual and in all formats, seconds.
struct Told {
    memory: [f64; 2],
    output: [f64; 2],
    seconds: f64,
}

fn told(place: &Place, arguments: &[&str]) -> Told {
    let arguments = [&["check"], arguments, &["--threads", "2"]].concat();
    let printed = place.run(&arguments).well();
    let line = |name: &str| {
        let line = printed.lines().find_map(|line| line.strip_prefix(name)).expect(name);
        line.trim().to_owned()
    };
    let sizes = |line: &str| -> Vec<f64> {
        let words: Vec<&str> = line.split([' ', ',', ';']).filter(|word| !word.is_empty()).collect();
        let unit = |unit: &str| {
            [("TB", 1e12), ("GB", 1e9), ("MB", 1e6), ("kB", 1e3), ("B", 1.0)]
                .iter()
                .find(|(name, _)| *name == unit)
                .map(|(_, size)| *size)
        };
        let pairs = words.windows(2).filter_map(|pair| Some(pair[0].parse::<f64>().ok()? * unit(pair[1])?));
        pairs.collect()
    };
    let (memory, output) = (sizes(&line("memory ")), sizes(&line("output ")));
    let time = line("time ");
    let seconds = time.strip_prefix("about ").and_then(|rest| rest.split(' ').next()?.parse().ok()).unwrap_or(0.5);
    Told { memory: [memory[0], memory[1]], output: [output[0], output[1]], seconds }
}

fn is_near(estimate: f64, truth: f64) -> bool {
    (1.0 / WITHIN..=WITHIN).contains(&(estimate / truth))
}

/// A study, and the arguments that make it small.
struct Case {
    name: &'static str,
    arguments: Vec<String>,
}

/// The studies of the repository, and five of odd shapes.
fn cases(place: &Place) -> Vec<Case> {
    let small = |worlds: &str, households: &str| ["--worlds", worlds, "--households", households].map(str::to_owned);
    let mut cases: Vec<Case> = Vec::new();
    for name in [
        "smoke",
        "china_leverage",
        "china_households",
        "hong_kong_1997",
        "us_non_recourse",
        "price_models",
        "regime_switching",
        "ways_out",
    ] {
        cases.push(Case { name, arguments: [&[config(name)][..], &small("40", "30")].concat() });
    }
    let reference = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/reference.toml");
    let sweep = |name: &str, cells: usize, more: &str| {
        let values: Vec<String> =
            (0..cells).map(|cell| format!("{:.4}", 0.1 + 0.8 * cell as f64 / cells as f64)).collect();
        let values = values.join(", ");
        let text =
            format!("extends = {reference:?}\n{more}\n[sweep]\ngrid = {{ \"loan.down_payment\" = [{values}] }}\n");
        fs::write(place.path(name), text).expect("a config");
        name.to_owned()
    };
    let rows: String = (0..800_000_u64).map(|row| format!("{row},{}\n", row * 7919 % 24)).collect();
    fs::write(place.path("buffers.csv"), format!("household,months\n{rows}")).expect("data");
    let data =
        "[household]\ncash_mode = \"amount\"\ncash = { empirical = { file = \"buffers.csv\", column = \"months\" } }\n";
    for (name, config, sizes) in [
        ("many worlds", sweep("worlds.toml", 7, ""), small("8000", "1")),
        ("one world", sweep("households.toml", 7, ""), small("1", "50000")),
        ("many cells", sweep("cells.toml", 120, ""), small("10", "10")),
        ("long horizon", sweep("long.toml", 2, "[study]\nhorizon_months = 600"), small("50", "50")),
        ("large data", sweep("data.toml", 2, data), small("50", "50")),
    ] {
        cases.push(Case { name, arguments: [&[config][..], &sizes].concat() });
    }
    cases
}

fn words(case: &Case) -> Vec<&str> {
    case.arguments.iter().map(String::as_str).collect()
}

#[test]
fn memory_and_disk_are_as_told() {
    let place = Place::new();
    let mut wrong = Vec::new();
    for case in cases(&place) {
        let told = told(&place, &words(&case));
        let all = ["--save-paths", "--format", "csv,xlsx,md,tex,json,svg"];
        for (at, more) in [&[][..], &all].into_iter().enumerate() {
            let taken = taken(&place, &[&["run"], &words(&case)[..], more].concat());
            for (what, estimate, truth) in
                [("memory", told.memory[at], taken.memory), ("disk", told.output[at], taken.tables)]
            {
                let line =
                    format!("{}, {what}: told {estimate:.0}, taken {truth:.0}, {:.2}", case.name, estimate / truth);
                println!("{line}");
                if !is_near(estimate, truth) {
                    wrong.push(line);
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Rows of worlds are put away while a run goes on: its memory does not grow with them.
#[test]
fn many_worlds_need_little_memory() {
    let place = Place::new();
    let reference = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/reference.toml");
    let grid = "[sweep]\ngrid = { \"loan.down_payment\" = [0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6] }\n";
    let short = "[study]\nhorizon_months = 12\nworkout_tail_months = 6\n";
    fs::write(place.path("worlds.toml"), format!("extends = {reference:?}\n{short}{grid}")).expect("a config");
    let words = |worlds: &'static str| ["worlds.toml", "--worlds", worlds, "--households", "1"];
    let (told, more) = (told(&place, &words("120000")).memory[0], told(&place, &words("480000")).memory[0]);
    let taken = taken(&place, &[&["run"], &words("120000")[..], &["--no-report"]].concat()).memory;
    // Cells × columns × bytes.
    let row = 7.0 * 37.0 * 8.0;
    println!("told {told:.0}, taken {taken:.0}, {:.2}; rows {:.0}", told / taken, 120e3 * row);
    assert!(is_near(told, taken), "told {told:.0}, taken {taken:.0}");
    assert!((more - told) / 360e3 < row / 5.0, "told {told:.0} and {more:.0}");
    // Nothing is left beside the results.
    assert!(place.names("taken").iter().all(|name| !name.starts_with('.')), "{:?}", place.names("taken"));
}

/// The machine may be busy and the build not that of a release: a loose comparison, which tells a second from a minute.
#[test]
fn time_counts_worlds_and_cells() {
    let place = Place::new();
    let reference = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/reference.toml");
    let values: Vec<String> = (1..250).map(|cell| format!("{:.3}", f64::from(cell) / 300.0)).collect();
    let sweep =
        format!("extends = {reference:?}\n[sweep]\ngrid = {{ \"loan.down_payment\" = [{}] }}\n", values.join(", "));
    fs::write(place.path("cells.toml"), sweep).expect("a config");
    // Hardly a household-month in either: what takes time are the worlds here, the cells there.
    for (config, worlds) in [(reference, "80000"), ("cells.toml", "40")] {
        let arguments = [config, "--worlds", worlds, "--households", "1"];
        let (told, taken) = (told(&place, &arguments), taken(&place, &[&["run"], &arguments[..]].concat()));
        println!("{config}: told {} s on 2 threads, took {} CPU seconds", told.seconds, taken.cpu);
        assert!((0.2..5.0).contains(&(told.seconds / taken.cpu)), "{config}: {} s, {} s", told.seconds, taken.cpu);
    }
}

#[test]
#[ignore = "prints what runs cost, for the coefficients of src/cli/size/time.rs; on a quiet machine"]
fn cost_of_a_run() {
    let place = Place::new();
    for case in cases(&place) {
        let (told, taken) = (told(&place, &words(&case)), taken(&place, &[&["run"], &words(&case)[..]].concat()));
        println!("{:20} told {:6.1} s on 2 threads, took {:6.2} CPU seconds", case.name, told.seconds, taken.cpu);
    }
}

#[test]
fn a_limit_is_kept() {
    let place = Place::new();
    let smoke = config("smoke");
    let small = ["--worlds", "6", "--households", "50"];
    for command in ["run", "check"] {
        let ended = place.run(&[&[command, &smoke][..], &small, &["--memory-limit", "10MB"]].concat());
        assert_eq!(ended.code, Some(2), "{command}");
        assert!(ended.stderr.contains("--memory-limit is 10 MB"), "{}", ended.stderr);
    }
    assert!(place.names(".").is_empty(), "nothing was written");
    place.run(&[&["run", &smoke, "--out", "here"][..], &small, &["--memory-limit", "2GiB"]].concat()).well();
    // More than any machine has, and the user says that it will do.
    let printed = place.run(&["check", &smoke, "--worlds", "400000000", "--memory-limit", "900TB"]).well();
    assert!(printed.contains("--memory-limit is 900 TB"), "{printed}");
    let refused = place.run(&["check", &smoke, "--memory-limit", "much"]).refused();
    assert!(refused.contains("not a size such as 4GiB"), "{refused}");
}

/// `ulimit -v` is found before anything is computed, and a run that fits into it is done.
#[test]
fn ulimit_is_a_limit() {
    let place = Place::new();
    let program = env!("CARGO_BIN_EXE_underwater");
    let study = config("china_leverage");
    let run = |kibibytes: u32, worlds: u32| {
        let line = format!(
            "ulimit -v {kibibytes}; {program} run {study} --worlds {worlds} --households 20 --out here --force"
        );
        super::support::ended(std::process::Command::new("sh").args(["-c", &line]).current_dir(place.path(".")))
    };
    let refused = run(500_000, 60_000);
    assert_eq!((refused.code, refused.stdout.as_str()), (Some(2), ""), "{}", refused.stderr);
    assert!(refused.stderr.contains("ulimit leaves "), "{}", refused.stderr);
    assert!(place.names("here").is_empty());
    assert_eq!(run(3_000_000, 20).code, Some(0));
}
