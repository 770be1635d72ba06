//! Instructions that `engine.run` takes on both reference studies, against those kept in `instructions.toml`. Unlike seconds
//! they are the same on a busy machine, so that a change that costs more is seen in review.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use serde::{Deserialize, Serialize};

/// Worlds that are counted.
pub const WORLDS: u32 = 10;
/// Largest rise that passes.
const MOST_RISE: f64 = 0.05;
/// Asks that the counts be written, as for other documents made by the program.
const RENEW: &str = "UNDERWATER_RENEW";
/// What the file says at its head.
const HEADING: &str = "\
# Instructions of `engine.run` on ten worlds of the reference studies: one thread, AVX2, counted by callgrind through the
# bench binary, what loading them takes left out. A rise of more than 5% fails
#     cargo bench --locked --bench simulation -- --instructions
# and the same after UNDERWATER_RENEW=1 writes this file anew. Another compiler makes other instructions.
";

/// The file.
#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    /// Compiler that made what was counted.
    toolchain: String,
    /// By study.
    instructions: BTreeMap<String, u64>,
}

/// Counts, and compares or renews; said in words where it cannot be done.
pub fn compare(studies: &[(&str, &str)]) -> ExitCode {
    let (Some(valgrind), Some(toolchain)) = (first_line("valgrind"), first_line("rustc")) else {
        println!("instructions were not counted: valgrind or rustc is not installed");
        return ExitCode::SUCCESS;
    };
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/instructions.toml");
    let renew = std::env::var_os(RENEW).is_some();
    let kept: Kept = match std::fs::read_to_string(&file).map(|text| toml::from_str(&text)) {
        Ok(Ok(kept)) => kept,
        _ if renew => Kept { toolchain: String::new(), instructions: BTreeMap::new() },
        _ => {
            println!("{} is missing or damaged: {RENEW}=1 writes it", file.display());
            return ExitCode::FAILURE;
        }
    };
    if !renew && kept.toolchain != toolchain {
        println!("instructions were not counted: those kept are of {}, this is {toolchain}", kept.toolchain);
        return ExitCode::SUCCESS;
    }
    let Some(loading) = count("--only-load") else {
        println!("instructions were not counted: {valgrind} does not run this program with AVX2");
        return ExitCode::SUCCESS;
    };
    let mut counted = BTreeMap::new();
    for (study, flag) in studies {
        let Some(all) = count(flag) else {
            println!("{study} did not run under {valgrind}");
            return ExitCode::FAILURE;
        };
        counted.insert((*study).to_owned(), all - loading);
    }
    let mut code = ExitCode::SUCCESS;
    println!("instructions of {WORLDS} worlds, {toolchain}, {valgrind}");
    for (study, now) in &counted {
        let before = kept.instructions.get(study).copied();
        let rise = before.map(|before| *now as f64 / before as f64 - 1.0);
        let told =
            rise.map_or("not kept before".to_owned(), |rise| format!("{:+.2}% against those kept", 100.0 * rise));
        println!("  {study:16} {now:13}   {told}");
        if !renew && rise.is_none_or(|rise| rise > MOST_RISE) {
            println!("  more than {:.0}% above: find out why, or renew with {RENEW}=1", 100.0 * MOST_RISE);
            code = ExitCode::FAILURE;
        }
    }
    if renew {
        let text = toml::to_string(&Kept { toolchain, instructions: counted }).expect("a table of numbers");
        std::fs::write(&file, format!("{HEADING}\n{text}")).expect("the file can be written");
        println!("written: {}", file.display());
    }
    code
}

/// Instructions of this program called with `flag`, or `None` where it does not run.
fn count(flag: &str) -> Option<u64> {
    let folder = tempfile::tempdir().ok()?;
    let out: PathBuf = folder.path().join("counts");
    let status = Command::new("valgrind")
        .args(["--tool=callgrind", "--quiet"])
        .arg(format!("--callgrind-out-file={}", out.display()))
        .arg(std::env::current_exe().ok()?)
        .args([flag, "--avx2", "--worlds", &WORLDS.to_string()])
        .output()
        .ok()?
        .status;
    let text = std::fs::read_to_string(&out).ok().filter(|_| status.success())?;
    text.lines().find_map(|line| line.strip_prefix("totals: "))?.trim().parse().ok()
}

/// What a program says of its version, if it is installed.
fn first_line(program: &str) -> Option<String> {
    let output = Command::new(program).arg("--version").output().ok().filter(|output| output.status.success())?;
    String::from_utf8(output.stdout).ok()?.lines().next().map(str::to_owned)
}
