//! A folder of config and data files for one test.

use std::{fs, path::PathBuf};

use tempfile::TempDir;
use underwater::config::{Faults, Loaded, Overrides, load};

/// A small config without faults.
pub const GOOD: &str = r#"
[study]
name = "small"
worlds = 10
households = 20
horizon_months = 60

[price]
kind = "gbm"
drift_annual = 0.02
volatility_annual = 0.15

[labour]
kind = "ar1"
separation_monthly = 0.01
finding_monthly = 0.2

[household]
home_price = { lognormal = { median = 3_000_000, sigma = 0.4 } }
price_to_income_years = { uniform = { min = 8, max = 14 } }
cash_months = 6

[loan]
down_payment = 0.3
annual_rate = 0.04
term_months = 360

[foreclosure]
months_to_suit = 6
[[foreclosure.rounds]]
start_level_frac = 0.7
success = { logistic = { alpha = 0.4, beta = 3 } }
[[foreclosure.rounds]]
start_level_frac = 0.8
success = 0.6

[recourse]
kind = "full"
"#;

/// A folder of its own, gone after the test.
pub struct Folder(TempDir);

impl Folder {
    /// A folder that holds `files`, each a name and a text.
    pub fn of(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            fs::write(path, text).expect("a file");
        }
        Self(folder)
    }

    /// The path of the file `name`.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Loads `name` as it is.
    pub fn load(&self, name: &str) -> Result<Loaded, Faults> {
        load(&self.path(name), &Overrides::default())
    }

    /// Loads `name` with some `--set`.
    pub fn load_set(&self, name: &str, sets: &[&str]) -> Result<Loaded, Faults> {
        let sets = sets.iter().map(|set| (*set).to_owned()).collect();
        load(&self.path(name), &Overrides { sets, ..Overrides::default() })
    }

    /// The faults of `result`, the folder left out of the paths.
    pub fn faults(&self, result: Result<Loaded, Faults>) -> String {
        self.faults_of(result.map(drop))
    }

    /// The same of any result.
    pub fn faults_of(&self, result: Result<(), Faults>) -> String {
        let faults = result.err().map(|faults| {
            faults.iter().for_each(has_chinese);
            faults.to_string()
        });
        let faults = faults.unwrap_or_default();
        faults.replace(&format!("{}/", self.0.path().display()), "")
    }
}

/// The faults of [`GOOD`] with each `from` replaced by its `to`.
pub fn faults_after(changes: &[(&str, &str)]) -> String {
    let mut text = GOOD.to_owned();
    for (from, to) in changes {
        assert!(text.contains(from), "{from} is not in the good config");
        text = text.replacen(from, to, 1);
    }
    let folder = Folder::of(&[("a.toml", &text)]);
    folder.faults(folder.load("a.toml"))
}

/// Whatever a config of these tests is refused for is told in Chinese too; the words of libraries and of the tape's reader are
/// their own.
fn has_chinese(fault: &underwater::config::Fault) {
    let is_chinese = |text: &str| text.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
    let message = &fault.message;
    assert!(is_chinese(message.chinese()) || message.chinese() == message.english(), "{fault}");
    let is_of_a_tape = fault.key == "portfolio.file" || !fault.key.contains('.');
    assert!(is_chinese(message.chinese()) || is_of_a_tape, "{fault}");
}
