//! Money is a whole number of grains, equation (160): every flow and every balance of every month that a recorder sees.

use std::path::PathBuf;

use underwater::kernel::{InstructionSet, PathRange};
use underwater::loan::GRAIN;
use underwater::outcome::{Ledger, MonthRecord, NoRecord};
use underwater::study::Study;

use crate::support::{config, outcomes, run_with, study_at, study_of};
use crate::test_twin_agreement::files;
use crate::twin::random_config::random_config;

/// Units up to which a sum of grains is exact.
const EXACT_UNITS: f64 = 8_589_934_592.0;

/// Looks at every amount of every month of some paths; how many there were that are not 0.
fn look(name: &str, study: &Study, paths: u64) -> usize {
    let count = paths.min(study.paths()) as usize;
    let mut ledger = Ledger::default();
    outcomes(study, InstructionSet::best(), PathRange { first: 0, count }, &mut ledger);
    let mut seen = 0;
    for (cell, lane, record) in &ledger.records {
        for row in MonthRecord::ROWS {
            let amount = (row.amount)(record);
            let grains = amount / GRAIN;
            assert!(
                grains == grains.round_ties_even() && (amount.abs() < EXACT_UNITS || row.flow.is_none()),
                "{name}: cell {cell}, path {lane}, month {}: {} is {amount}, {grains} grains",
                record.month,
                row.column.name
            );
            seen += usize::from(amount != 0.0);
        }
    }
    seen
}

fn shipped() -> Vec<PathBuf> {
    let folders = [config(""), config("cases")];
    let entries = folders.iter().flat_map(|folder| std::fs::read_dir(folder).expect("the folder"));
    let files = entries.map(|entry| entry.expect("an entry").path());
    files.filter(|file| file.extension().is_some_and(|extension| extension == "toml")).collect()
}

#[test]
fn every_amount_of_every_shipped_study() {
    let (mut studies, mut seen) = (0, 0);
    for file in shipped() {
        let study = study_at(&file);
        let paths = (2_000 / study.cells.len() as u64).max(20);
        seen += look(&file.display().to_string(), &study, paths);
        studies += 1;
    }
    println!("{seen} amounts in {studies} studies");
    assert!(studies > 5 && seen > 1_000_000, "{seen} amounts in {studies} studies");
}

#[test]
fn every_amount_of_random_studies() {
    let mut seen = 0;
    for seed in 2_000..2_150 {
        let text = random_config(seed, files());
        seen += look(&text, &study_of(&text), u64::MAX);
    }
    println!("{seen} amounts");
    assert!(seen > 1_000_000, "{seen} amounts");
}

/// Homes of 50 billion: beyond 2³³ units sums are rounded. They run all the same, and to the same bytes everywhere.
#[test]
fn beyond_the_range_a_study_is_the_same_everywhere() {
    let study = study_of(
        r#"
        [study]
        name = "dear"
        worlds = 6
        households = 70
        horizon_months = 90
        workout_tail_months = 60
        [price]
        kind = "gbm"
        drift_annual = -0.06
        volatility_annual = 0.15
        [labour]
        kind = "ar1"
        separation_monthly = 0.04
        finding_monthly = 0.1
        [household]
        home_price = { lognormal = { median = 5e10, sigma = 0.3 } }
        price_to_income_years = 8
        cash_months = 4.3
        essential_spending_frac = 0.3
        discretionary_spending_frac = 0.13
        discretionary_cut_below_months = 2
        buffer_target_months = 5
        saved_share = 0.31
        credit_limit_months_of_income = { uniform = { min = 0, max = 3 } }
        home_volatility_annual = 0.07
        floor_income_frac = 0.3
        [household.wages]
        growth_annual = 0.03
        transitory_sd = 0.1
        [loan]
        down_payment = 0.2
        annual_rate = 0.0432
        term_months = 360
        [distress]
        distress_months = 2.5
        sale_probability_monthly = 0.1
        selling_cost_frac = 0.03
        [foreclosure]
        months_to_suit = 3
        months_to_judgment = 3
        months_to_auction = 4
        auction_cost_frac = 0.05
        rounds = [{ start_level_frac = 0.7, success = 0.6 }]
        [recourse]
        kind = "full"
        garnished_share = 0.4
        allowance_income_frac = 0.3
        collection_months = 60
        "#,
    );
    let range = PathRange { first: 0, count: study.paths() as usize };
    let expected = outcomes(&study, InstructionSet::available()[0], range, &mut NoRecord);
    for set in InstructionSet::available() {
        assert!(outcomes(&study, set, range, &mut NoRecord) == expected, "{set:?}");
    }
    assert!(outcomes(&study, InstructionSet::best(), range, &mut Ledger::default()) == expected, "month by month");
    let mut paths = Vec::new();
    let mut writer = |_: u64, outcomes: &[underwater::outcome::PathOutcome]| {
        paths.extend_from_slice(outcomes);
        Ok(())
    };
    run_with(&study, 2, InstructionSet::best(), Some((7, 3)), Some(&mut writer));
    assert!(paths == expected, "in other cuts");
    let defaults = expected.iter().filter(|outcome| outcome.default_month >= 0).count();
    assert!(defaults > 40 && defaults < expected.len(), "{defaults} defaults");
    assert!(expected.iter().any(|outcome| outcome.home_price as f64 / 100.0 > 4.0 * EXACT_UNITS));
}
