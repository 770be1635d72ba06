//! Speed on the reference study (`benches/reference.toml`), one thread: household-month-cells per second at one and at
//! seven down payments, against the slow twin and against a plain scalar C++ program on the same core in the same run.

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use criterion::{Criterion, Throughput};
use underwater::config::{self, Loaded, Overrides};
use underwater::engine::{Engine, Silent};
use underwater::kernel::{Block, InstructionSet, LANES, PathRange, Simulation, Sink, standard_normals};
use underwater::outcome::NoRecord;
use underwater::study::{self, Study};
use underwater::world::Answer;

mod instructions;
#[allow(unused_imports)]
#[path = "../tests/twin/mod.rs"]
mod twin;

fn benches() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("benches")
}

fn loaded(name: &str) -> Loaded {
    let overrides = Overrides { worlds: value_of("--worlds"), ..Overrides::default() };
    config::load(&benches().join(name), &overrides).unwrap_or_else(|faults| panic!("{faults}"))
}

fn study_of(name: &str) -> Study {
    study::resolve(&loaded(name))
}

/// The widest, or AVX2 where that is asked for.
fn instruction_set() -> InstructionSet {
    if !asked("--avx2") {
        return InstructionSet::best();
    }
    let sets = InstructionSet::available();
    sets.into_iter().find(|set| format!("{set:?}").contains("Avx2")).expect("a processor with AVX2")
}

/// Whether the program was called with a flag.
fn asked(flag: &str) -> bool {
    std::env::args().any(|argument| argument == flag)
}

/// What stands behind a flag.
fn value_of(flag: &str) -> Option<u32> {
    let value = std::env::args().skip_while(|argument| argument != flag).nth(1)?;
    Some(value.parse().unwrap_or_else(|_| panic!("{flag} {value}: not a whole number")))
}

fn run(study: &Study) {
    let engine = Engine {
        threads: 1,
        instruction_set: instruction_set(),
        cuts: None,
        progress: &Silent,
        interrupted: &AtomicBool::new(false),
    };
    black_box(engine.run(study, None).expect("the reference study runs"));
}

fn months(study: &Study) -> u64 {
    study.paths() * study.cells.len() as u64 * u64::from(study.horizon_months)
}

/// Millions of household-month-cells a second: the fastest of `runs`.
fn speed(study: &Study, runs: usize) -> f64 {
    let fastest = (0..runs)
        .map(|_| {
            let start = Instant::now();
            run(study);
            start.elapsed()
        })
        .min()
        .unwrap_or(Duration::MAX);
    months(study) as f64 / fastest.as_secs_f64() / 1e6
}

fn twin_speed(name: &str, worlds: u32, households: u64) -> f64 {
    let twin = twin::Twin::new(&loaded(name).resolved, &benches());
    let start = Instant::now();
    for world in 0..worlds {
        let drawn = twin.world(world);
        for household in 0..households {
            black_box(twin.path_in(&drawn, world, household));
        }
    }
    f64::from(worlds) * households as f64 * 120.0 / start.elapsed().as_secs_f64() / 1e6
}

/// Compiles the C++ program with the machine's compiler. `None` where there is none.
fn build_scalar() -> Option<tempfile::TempPath> {
    let binary = tempfile::NamedTempFile::new().ok()?.into_temp_path();
    let status = Command::new("c++")
        .args(["-O3", "-march=native", "-std=c++17", "-o"])
        .arg(&binary)
        .arg(benches().join("reference.cpp"))
        .status();
    status.is_ok_and(|status| status.success()).then_some(binary)
}

fn scalar_speed(binary: &Path, paths: u64, cells: usize, runs: usize) -> Option<f64> {
    let run = || {
        let start = Instant::now();
        let output = Command::new(binary).args([paths.to_string(), cells.to_string()]).output().ok()?;
        output.status.success().then(|| start.elapsed())
    };
    let fastest = (0..runs).filter_map(|_| run()).min()?;
    Some(paths as f64 * cells as f64 * 120.0 / fastest.as_secs_f64() / 1e6)
}

/// Nanoseconds a word of making normal numbers, on every instruction set of this machine: the fastest of some runs.
fn normals() {
    let words: Vec<u32> = (0..1 << 15).map(|n: u32| n.wrapping_mul(2_654_435_769)).collect();
    let mut normals = vec![0.0; 512];
    println!("normal numbers, ns a word");
    for set in InstructionSet::available() {
        let mut pass = || {
            let start = Instant::now();
            for words in words.chunks(normals.len()) {
                standard_normals(set, black_box(words), &mut normals);
                black_box(&normals);
            }
            start.elapsed()
        };
        let fastest = (0..2_000).map(|_| pass()).min().unwrap_or(Duration::MAX);
        println!("  {:20} {:6.2}", format!("{set:?}"), fastest.as_secs_f64() * 1e9 / words.len() as f64);
    }
}

/// What is done with the paths of a study.
#[derive(Clone, Copy)]
enum Way {
    OneAfterAnother,
    InStep,
    /// Noise, walk and the highest debt ÷ value alone.
    Limit,
}

/// Seconds of all worlds of a study.
fn seconds_by(study: &Study, way: Way) -> f64 {
    let simulation = Simulation::new(study, instruction_set());
    let (mut block, mut sink) = (Block::that_only_counts(), Sink::new(study));
    let start = Instant::now();
    for world in 0..study.worlds {
        sink.begin(world..=world);
        if let Way::InStep = way {
            simulation.run_in_step(world, &mut block, &mut sink, &mut NoRecord, |_| Answer::NONE);
            sink.count_losses();
            continue;
        }
        let first = u64::from(world) * study.households;
        for lane in (0..study.households).step_by(LANES) {
            let count = LANES.min((study.households - lane) as usize);
            let range = PathRange { first: first + lane, count };
            if let Way::Limit = way {
                black_box(simulation.highest_alone(range, &mut block));
            } else {
                simulation.run(range, &mut block, &mut sink, &mut NoRecord);
                sink.count_losses();
            }
        }
    }
    black_box(&sink.tallies);
    start.elapsed().as_secs_f64()
}

/// What it costs to move a world's households in step, against one after another; and the memory that this takes.
fn in_step() {
    println!("worlds in step on prices that do not answer, one thread");
    for name in ["reference.toml", "reference_seven.toml"] {
        let study = study_of(name);
        let mut best = [f64::INFINITY; 2];
        for _ in 0..5 {
            for (way, best) in [Way::OneAfterAnother, Way::InStep].into_iter().zip(&mut best) {
                *best = best.min(seconds_by(&study, way));
            }
        }
        let speed = best.map(|seconds| months(&study) as f64 / seconds / 1e6);
        println!("  {name:22} {:6.1} M/s one after another, {:6.1} in step", speed[0], speed[1]);
    }
    let overrides = Overrides { worlds: Some(1), households: Some(1_000_000), ..Overrides::default() };
    let loaded = config::load(&benches().join("reference_seven.toml"), &overrides);
    let study = study::resolve(&loaded.unwrap_or_else(|faults| panic!("{faults}")));
    let seconds = seconds_by(&study, Way::InStep);
    print!("  one world of a million households, seven cells: {seconds:.1} s");
    // The most memory that the process has had, where the system tells.
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    match status.lines().find_map(|line| line.strip_prefix("VmHWM:")) {
        Some(peak) => println!(", peak memory {}", peak.trim()),
        None => println!(),
    }
}

fn main() -> ExitCode {
    if asked("--instructions") {
        return instructions::compare(&[("reference", "--only-one"), ("reference_seven", "--only-seven")]);
    }
    measure();
    ExitCode::SUCCESS
}

fn measure() {
    if asked("--normals") {
        return normals();
    }
    if asked("--in-step") {
        return in_step();
    }
    let one = study_of("reference.toml");
    let seven = study_of("reference_seven.toml");
    // For a profiler: the engine alone, and all that is not the engine.
    for (flag, study) in [("--only-one", &one), ("--only-seven", &seven)] {
        if asked(flag) {
            println!("{:.1} M/s", speed(study, 1));
            return;
        }
    }
    if asked("--only-load") {
        instruction_set();
        return;
    }
    if !asked("--test") && !asked("--ratios") {
        let mut criterion = Criterion::default().sample_size(10).measurement_time(Duration::from_secs(8));
        let mut group = criterion.benchmark_group("reference");
        for (name, study) in [("one cell", &one), ("seven cells", &seven)] {
            group.throughput(Throughput::Elements(months(study)));
            group.bench_function(name, |bencher| bencher.iter(|| run(study)));
        }
        group.finish();
    }
    // Alternating, so that a machine that slows down slows all of them.
    let scalar = build_scalar();
    let mut best = [0.0_f64; 4];
    let mut limit = 0.0_f64;
    for _ in 0..5 {
        best[0] = best[0].max(speed(&one, 1));
        best[1] = best[1].max(speed(&seven, 1));
        limit = limit.max(months(&one) as f64 / seconds_by(&one, Way::Limit) / 1e6);
        if let Some(binary) = &scalar {
            best[2] = best[2].max(scalar_speed(binary, one.paths(), 1, 1).unwrap_or(0.0));
            best[3] = best[3].max(scalar_speed(binary, one.paths() / 4, 7, 1).unwrap_or(0.0));
        }
    }
    let slow = twin_speed("reference.toml", 1, 4_000);
    println!("\nmillions of household-month-cells a second on one thread");
    println!("  engine, one cell      {:8.1}", best[0]);
    println!("  engine, seven cells   {:8.1}", best[1]);
    println!("  noise, walk and highest debt ÷ value alone, one cell");
    println!("                        {limit:8.1}   engine at one cell is {:.0}% of it", 100.0 * best[0] / limit);
    println!("  slow twin             {slow:8.1}   engine at one cell is {:.0} times as fast", best[0] / slow);
    if scalar.is_some() {
        println!("  scalar C++, one cell  {:8.1}   engine is {:.2} times as fast", best[2], best[0] / best[2]);
        println!("  scalar C++, seven     {:8.1}   engine is {:.2} times as fast", best[3], best[1] / best[3]);
    } else {
        println!("  no C++ compiler: the ratio to the scalar program was not measured");
    }
}
