//! Damaged data files.

use std::collections::BTreeMap;
use std::fs;

use super::configs::{End, try_config};
use super::{cases, damage};
use crate::twin::random_config::Dice;

/// A study that replays an index and draws buffers from a survey.
const STUDY: &str = r#"
study = { name = "fuzz", worlds = 2, households = 2, horizon_months = 24, workout_tail_months = 12 }
price = { kind = "replay", series = { file = "index.csv", column = "index" }, start_month = "2010-01" }
labour = { kind = "ar1", separation_monthly = 0.02, finding_monthly = 0.2 }
loan = { down_payment = 0.2, annual_rate = 0.04, term_months = 240, method = "level" }
foreclosure.rounds = [{ start_level_frac = 0.9, success = 0.5 }]
recourse.kind = "none"

[household]
home_price = 1_000_000
income_monthly = 10_000
cash_mode = "months"
cash_months = { empirical = { file = "survey.csv", column = "months" } }
"#;

fn index() -> String {
    let rows =
        (0..72).map(|month| format!("{}-{:02},{}\n", 2009 + month / 12, month % 12 + 1, 100.0 - month as f64 / 3.0));
    format!("date,index\n{}", rows.collect::<String>())
}

fn survey() -> String {
    format!("id,months\n{}", (0..40).map(|id| format!("{id},{}\n", id % 9)).collect::<String>())
}

#[test]
fn damaged_data_files_are_refused_or_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let config = folder.path().join("fuzz.toml");
    fs::write(&config, STUDY).expect("the config is written");
    let mut ends: BTreeMap<End, u64> = BTreeMap::new();
    for case in 0..cases(400) {
        let mut dice = Dice(case);
        let mut files = [("index.csv", index().into_bytes()), ("survey.csv", survey().into_bytes())];
        let (_, content) = &mut files[dice.whole(0, 1) as usize];
        if case > 0 {
            *content = damage::bytes(content, &mut dice);
        }
        for (name, content) in &files {
            fs::write(folder.path().join(name), content).expect("the file is written");
        }
        let end = std::panic::catch_unwind(|| try_config(&config))
            .unwrap_or_else(|_| panic!("case {case}:\n{}", String::from_utf8_lossy(&files.map(|(_, it)| it).concat())));
        assert!(case > 0 || end == End::Run, "without damage it runs");
        *ends.entry(end).or_default() += 1;
    }
    println!("data files: {ends:?}");
    assert!(ends.contains_key(&End::Refused) && ends.contains_key(&End::Run), "{ends:?}");
}
