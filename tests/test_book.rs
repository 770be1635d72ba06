//! A book of loans: its segments are what its paths add up to, and what they add to the worst worlds is all of it.

use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;

use polars::prelude::DataFrame;
use statrs::distribution::{ContinuousCDF, Normal};
use underwater::aggregate::{portfolio, segment_losses, segments, summary};
use underwater::engine::{Engine, Silent, whole};
use underwater::kernel::InstructionSet;
use underwater::loan::{MethodKind, unit_instalment};
use underwater::outcome::label::CellLabel;
use underwater::outcome::path::ABSENT;
use underwater::outcome::{Part, SegmentSum, StudyResult, Tallies};
use underwater::study::Study;
use underwater::tape::Row;

use crate::support::{config, run, run_paths, study_with};

/// Worlds of the tests: ten lie beyond 95%, two beyond 99%.
const WORLDS: u32 = 200;

fn study() -> Study {
    let worlds = format!("study.worlds={WORLDS}");
    study_with(&config("portfolio_china.toml"), &[&worlds, "labour.separation_monthly=0.03"])
}

fn labels(study: &Study) -> Vec<CellLabel> {
    study.cells.iter().map(|cell| cell.label.clone()).collect()
}

fn numbers(table: &DataFrame, name: &str) -> Vec<Option<f64>> {
    table.column(name).expect(name).f64().expect("numbers").iter().collect()
}

fn texts(table: &DataFrame, name: &str) -> Vec<String> {
    let column = table.column(name).expect(name).str().expect("texts");
    column.iter().map(|text| text.expect("a text").to_owned()).collect()
}

fn whole_numbers(table: &DataFrame, name: &str) -> Vec<i64> {
    table.column(name).expect(name).i64().expect("whole numbers").iter().map(|it| it.expect("a number")).collect()
}

fn sums(result: &StudyResult, cell: usize, segment: usize, sum: SegmentSum) -> Vec<i64> {
    let segments = result.tallies.segments.as_ref().expect("segments");
    segments.by_world(cell, segment, sum).expect("sums that can be told")
}

/// Every path by itself: losses by the month of default, defaults and debts, in each segment of its loan.
#[test]
fn segments_are_what_paths_add_up_to() {
    let study = study();
    let tape = study.tape.clone().expect("a tape");
    let cut = study.segments.clone().expect("segments");
    let mut by_hand: BTreeMap<(usize, usize, u8), Vec<i64>> = BTreeMap::new();
    let result = run_paths(&study, |path, outcomes| {
        let (world, loan) = ((path / study.households) as usize, (path % study.households) as usize);
        for (cell, outcome) in outcomes.iter().enumerate() {
            let defaults = outcome.default_month != ABSENT;
            let by = |month: i64| if defaults && outcome.default_month <= month { outcome.loss_pv } else { 0 };
            let amounts =
                [1, i64::from(defaults), if defaults { outcome.ead } else { 0 }, by(12), by(36), by(600), outcome.loan];
            for segment in cut.of_loan(loan) {
                for (what, amount) in (0..).zip(amounts) {
                    let sums =
                        by_hand.entry((cell, usize::from(*segment), what)).or_insert_with(|| vec![0; WORLDS as usize]);
                    sums[world] += amount;
                }
            }
        }
    });
    let what = [
        SegmentSum::Loans,
        SegmentSum::Defaults,
        SegmentSum::Ead,
        SegmentSum::LossIn12,
        SegmentSum::LossIn36,
        SegmentSum::Loss,
        SegmentSum::OriginalLoan,
    ];
    for ((cell, segment, place), expected) in &by_hand {
        let sum = what[usize::from(*place)];
        assert_eq!(sums(&result, *cell, *segment, sum), *expected, "cell {cell}, segment {segment}, {sum:?}");
    }
    assert_eq!(by_hand.len(), study.cells.len() * cut.names().len() * what.len());
    // What is owed in month 0 is what the tape says.
    let overdue = |row: &Row| {
        let (rate, left) = (row.annual_rate.expect("a rate") / 12.0, row.term_months - row.months_on_book);
        let balance = row.balance().expect("a balance");
        let instalment = match row.method {
            Some(MethodKind::Level) => balance * unit_instalment(rate, left),
            _ => balance / f64::from(left) + balance * rate,
        };
        f64::from(row.unpaid_instalments) * instalment
    };
    let owed: f64 = tape.rows().iter().map(|row| row.balance().expect("a balance") + overdue(row)).sum();
    let exposure = sums(&result, 0, 0, SegmentSum::Exposure);
    assert!(exposure.iter().all(|cents| (*cents as f64 / 100.0 - owed).abs() < 10.0), "{owed}");
    let later = sums(&result, 2, 0, SegmentSum::Loss) != sums(&result, 2, 0, SegmentSum::LossIn12);
    assert!(later, "all losses in the first year");
}

#[test]
fn tables_agree_with_each_other_and_with_the_summary() {
    let study = study();
    let (result, labels) = (run(&study), labels(&study));
    let book = portfolio(&result, &labels).expect("a table").expect("a tape");
    let parts = segments(&result, &labels).expect("a table").expect("a tape");
    let adds = segment_losses(&result, &labels).expect("a table").expect("a tape");
    let normal = Normal::standard();
    let all = summary(&result, &labels).expect("a summary");

    // The whole book is the study.
    let of_all: Vec<usize> =
        texts(&parts, "by").iter().enumerate().filter(|(_, by)| *by == "all").map(|(row, _)| row).collect();
    for name in ["default_rate", "default_rate_mcse", "stock_90_plus", "ever_under_water_rate"] {
        let whole: Vec<_> = of_all.iter().map(|row| numbers(&parts, name)[*row]).collect();
        assert_eq!(whole, numbers(&all, name), "{name}");
    }
    // Segments of a way are all of it.
    let exposure = numbers(&parts, "exposure");
    for by in ["region", "vintage", "ltv_band", "segment", "occupier"] {
        let rows =
            texts(&parts, "by").iter().enumerate().filter(|(_, it)| *it == by).map(|(row, _)| row).collect::<Vec<_>>();
        let loans: i64 = rows.iter().map(|row| whole_numbers(&parts, "loans")[*row]).sum();
        assert_eq!(loans, 3 * 1_000, "{by}");
        let owed: f64 = rows.iter().filter_map(|row| exposure[*row]).sum();
        let whole: f64 = of_all.iter().filter_map(|row| exposure[*row]).sum();
        assert!((owed - whole).abs() < 1.0, "{by}: {owed} of {whole}");
    }
    // Contributions of a way add up to the expected shortfall, shares to 1; nothing is told beyond what ten worlds show.
    let (windows, levels) = (whole_numbers(&adds, "window_months"), numbers(&adds, "level"));
    let (cells, ways) = (whole_numbers(&adds, "cell"), texts(&adds, "by"));
    let (contributions, shares) = (numbers(&adds, "contribution"), numbers(&adds, "share"));
    let effective = numbers(&adds, "effective_segments");
    let mut added: BTreeMap<(i64, i64, String), [f64; 4]> = BTreeMap::new();
    for row in 0..adds.height() {
        let has = levels[row] == Some(0.95);
        assert_eq!(contributions[row].is_some(), has, "row {row}");
        if let Some(contribution) = contributions[row] {
            let sum = added.entry((cells[row], windows[row], ways[row].clone())).or_default();
            let share = shares[row].unwrap_or(f64::NAN);
            *sum = [sum[0] + contribution, sum[1] + share, sum[2] + share * share, effective[row].unwrap_or(f64::NAN)];
        }
    }
    for row in 0..book.height() {
        let of = |name: &str| numbers(&book, name)[row];
        assert!(of("loss_var_99").is_none() && of("loss_es_99").is_none() && of("loss_es_999").is_none());
        let (at_risk, shortfall) = (of("loss_var_95").expect("ten worlds"), of("loss_es_95").expect("ten worlds"));
        assert!(shortfall > at_risk && at_risk > of("loss_q90").expect("a quantile"), "{at_risk}, {shortfall}");
        let (cell, window) = (whole_numbers(&book, "cell")[row], whole_numbers(&book, "window_months")[row]);
        for by in ["region", "vintage", "ltv_band", "segment", "occupier"] {
            let [sum, share, squares, told] = added[&(cell, window, by.to_owned())];
            assert!((sum - shortfall).abs() < 0.2, "{by}: {sum} of {shortfall}");
            if shortfall > 0.0 {
                assert!((share - 1.0).abs() < 1e-9, "{by}: shares of {share}");
                assert!((told * squares - 1.0).abs() < 1e-9, "{by}: {told} equal segments");
            }
        }
        // By hand: the mean of the ten worst of 200.
        let sum = match window {
            12 => SegmentSum::LossIn12,
            36 => SegmentSum::LossIn36,
            _ => SegmentSum::Loss,
        };
        let mut losses = sums(&result, cell as usize, 0, sum);
        losses.sort_unstable();
        let worst = losses[190..].iter().sum::<i64>() as f64 / 1_000.0;
        assert!((worst - shortfall).abs() < 0.02, "{worst} and {shortfall}");
        // The Basel formula at the book's own rate, LGD and exposure.
        let pooled = |sum: SegmentSum| sums(&result, cell as usize, 0, sum).iter().sum::<i64>() as f64;
        let score = normal.inverse_cdf(pooled(SegmentSum::DefaultsIn12) / pooled(SegmentSum::Loans));
        let rate = normal.cdf((score + 0.15_f64.sqrt() * normal.inverse_cdf(0.999)) / 0.85_f64.sqrt());
        let lgd = pooled(SegmentSum::LossAtDefault) / pooled(SegmentSum::Ead);
        let expected = pooled(SegmentSum::Exposure) / f64::from(WORLDS) / 100.0 * lgd * rate;
        match (window, of("loss_irb_999")) {
            (12, Some(told)) => assert!((told / expected - 1.0).abs() < 1e-5, "{told}, {expected}"),
            (_, told) => assert!(window != 12 && told.is_none(), "{window}: {told:?}"),
        }
        let mean = losses.iter().sum::<i64>() as f64 / 20_000.0;
        assert!((mean - of("loss_mean").expect("a mean")).abs() < 0.02);
    }
}

/// Runs cut in two, and tallies written and read, are the run.
#[test]
fn parts_of_a_book_are_the_book() {
    let study = study();
    let interrupted = AtomicBool::new(false);
    let instruction_set = InstructionSet::best();
    let engine =
        Engine { threads: 2, instruction_set, cuts: Some((333, 50)), progress: &Silent, interrupted: &interrupted };
    let first = engine.run_worlds(&study, 0..77, None).expect("a part");
    let second = engine.run_worlds(&study, 77..WORLDS, None).expect("a part");
    let bytes = second.tallies.to_bytes().expect("bytes");
    assert!(Tallies::from_bytes(&bytes, &study.tally_shape()).expect("tallies") == second.tallies);
    let joined = Part::join([second, first]).expect("one run");
    assert!(whole(&study, joined).expect("all worlds") == run(&study));
}
