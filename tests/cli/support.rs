//! A folder of its own for a test, and the program run in it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

/// Small enough for tests, large enough that every event occurs.
pub const SMALL: [&str; 4] = ["--worlds", "6", "--households", "50"];

/// What a run left behind.
pub struct Ended {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Ended {
    /// Asserts that all went well and nothing was said on stderr but what limits the results; gives stdout.
    pub fn well(self) -> String {
        assert_eq!((self.code, self.said()), (Some(0), Vec::new()));
        self.stdout
    }

    /// Everything else that was said on stderr.
    pub fn said(&self) -> Vec<&str> {
        self.stderr.lines().filter(|line| !is_warning(line) && !is_progress(line)).collect()
    }

    /// What was said on stderr of the limits of the results.
    pub fn warnings(&self) -> Vec<&str> {
        self.stderr.lines().filter(|line| is_warning(line)).collect()
    }

    /// Asserts that the input was found wrong before anything was printed; gives stderr.
    pub fn refused(self) -> String {
        assert_eq!((self.code, self.stdout.as_str()), (Some(2), ""), "{}", self.stderr);
        self.stderr
    }
}

fn is_warning(line: &str) -> bool {
    ["warning: ", "警告："].iter().any(|prefix| line.starts_with(prefix))
}

/// How far a run is, as a slow machine says it.
fn is_progress(line: &str) -> bool {
    line.trim_start().trim_start_matches(|c: char| c.is_ascii_digit()).starts_with("%  ") && line.contains(" paths  ")
}

/// A folder, gone after the test.
pub struct Place(TempDir);

impl Place {
    pub fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder"))
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// The program, to be run here.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_underwater"));
        command.args(arguments).current_dir(self.0.path()).env_remove("COLUMNS");
        // Whoever runs the tests may have a language of his own.
        command.env("LC_ALL", "C");
        command
    }

    /// Runs the program here.
    pub fn run(&self, arguments: &[&str]) -> Ended {
        ended(&mut self.command(arguments))
    }

    /// Runs a small study of `configs/smoke.toml` into the folder `out`.
    pub fn run_small(&self, out: &str, more: &[&str]) -> Ended {
        let smoke = config("smoke");
        let arguments = [&["run", &smoke, "--out", out][..], &SMALL, more].concat();
        self.run(&arguments)
    }

    /// Names in a folder, sorted; none where there is no such folder.
    pub fn names(&self, folder: &str) -> Vec<String> {
        names(&self.path(folder))
    }

    pub fn manifest(&self, folder: &str) -> Value {
        let text = fs::read(self.path(folder).join("manifest.json")).expect("a manifest");
        serde_json::from_slice(&text).expect("JSON")
    }
}

/// Runs a command to its end.
pub fn ended(command: &mut Command) -> Ended {
    let output = command.output().expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    Ended { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
}

/// A config of this repository.
pub fn config(name: &str) -> String {
    format!("{}/configs/{name}.toml", env!("CARGO_MANIFEST_DIR"))
}

pub fn names(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}
