//! Tapes of loans that act on each other, region by region: the engine against the twin, a share of the market against a share of the
//! impact, and the same bytes for any threads.

use std::collections::BTreeSet;

use underwater::kernel::InstructionSet;
use underwater::outcome::{FinalState, Ledger, NoRecord, WorldColumn};
use underwater::study::resolve;

use crate::support::{root, run, run_with, total};
use crate::test_feedback::{in_feedback, random_feedback};
use crate::test_tape::{Cells, IN_ARREARS, NOT_IN_ARREARS, cells, config_of, csv, key, load_with, without_purchase};
use crate::test_twin_agreement::{differences, files};
use crate::twin::Twin;
use crate::twin::feedback::{Place, in_feedback as twins_in_feedback};
use crate::twin::random_config::random_config;
use crate::twin::random_regions::{NAMES, regions};

/// What share the tape is of all mortgages, and of those of its first region.
const SHARES: [f64; 2] = [0.4, 0.8];

#[test]
fn every_path_of_random_tapes_in_feedback_is_the_twins() {
    let (mut paths, mut sales, mut disagreements, mut apart_in_regions) = (0, 0, Vec::new(), BTreeSet::new());
    for seed in 0..48_u64 {
        let folder = tempfile::Builder::new().prefix("test-tape-").tempdir_in(root()).expect("a folder");
        // Data files of a random config are named from the repository.
        std::os::unix::fs::symlink(root().join("data"), folder.path().join("data")).expect("a link");
        let mut table = without_purchase(&random_config(seed, files()));
        let mut portfolio = toml::toml! { file = "loans.csv" };
        portfolio.insert("arrears_out_of_work_frac".to_owned(), IN_ARREARS.into());
        portfolio.insert("out_of_work_frac".to_owned(), NOT_IN_ARREARS.into());
        table.insert("portfolio".to_owned(), portfolio.into());
        let has_regions = seed % 2 == 1;
        if has_regions {
            let mut regions = regions(seed, &table, files());
            regions[0].as_table_mut().expect("a region").insert("market_share_frac".to_owned(), SHARES[1].into());
            table.insert("region".to_owned(), regions.into());
        }
        let walks = table.get("distress").is_some_and(|distress| distress.to_string().contains("walk_away_threshold"));
        let mut feedback: toml::Table = random_feedback(seed, walks).parse().expect("a table");
        let of_feedback = feedback["feedback"].as_table_mut().expect("a table");
        of_feedback.insert("market_share_frac".to_owned(), SHARES[0].into());
        table.extend(feedback);
        let floats = table.contains_key("policy_rate");
        let rows: Vec<Cells> = (0..9).map(|row| cells(seed, row, floats)).collect();
        let config = load_with(folder.path(), &table, &csv(&rows));
        let study = resolve(&config);
        let (fast, worlds) = in_feedback(&study, &mut NoRecord);
        let (month_by_month, _) = in_feedback(&study, &mut Ledger::default());
        assert!(fast == month_by_month, "tape {seed}: ahead and month by month differ\n{table}");

        let mut loans: Vec<(u64, usize)> = Vec::new();
        for (number, row) in rows.iter().enumerate() {
            let of = |name: &str| row.iter().find(|(column, _)| *column == name).map_or("", |(_, value)| value);
            let weight = of("weight").parse().unwrap_or(1);
            loans.extend((0..weight).map(|copy| (key(of("id"), copy), number)));
        }
        loans.sort_unstable();
        let twins: Vec<Twin> =
            rows.iter().map(|row| Twin::new(&config_of(&config.resolved, row), folder.path())).collect();
        let region_of = |row: &Cells| {
            let name = &row.iter().find(|(column, _)| *column == "region").expect("a region").1;
            NAMES.iter().position(|known| known == name).expect("a name")
        };
        let shares = if has_regions { vec![SHARES[1], SHARES[0], SHARES[0]] } else { vec![SHARES[0]] };
        let households: Vec<(usize, u64)> = loans.iter().map(|(key, row)| (*row, *key)).collect();
        for number in 0..study.worlds {
            let places: Vec<Place<'_>> = (twins.iter().zip(&rows))
                .map(|(twin, row)| Place {
                    twin,
                    drawn: twin.world(number),
                    market: if has_regions { region_of(row) } else { 0 },
                })
                .collect();
            let (slow_worlds, slow) = twins_in_feedback(&places, &households, number, &shares);
            let mut apart = 0.0_f64;
            for ((place, world), row) in places.iter().zip(&slow_worlds).zip(&rows) {
                let cell = &study.cells[0];
                let price =
                    cell.market_prices().nth(if has_regions { 1 + region_of(row) } else { 0 }).expect("a market");
                let fast = &worlds[number as usize].log_index[price];
                apart = fast.iter().zip(&world.log_index).map(|(fast, slow)| (fast - slow).abs()).fold(apart, f64::max);
                if world.log_index != place.drawn.log_index {
                    apart_in_regions.insert(region_of(row));
                }
            }
            let outcomes = &fast[number as usize * loans.len()..];
            for (place, (fast, slow)) in outcomes.iter().zip(&slow).enumerate() {
                let found = differences(fast, slow);
                paths += 1;
                sales += i32::from(FinalState::of_code(fast.final_state).is_some_and(FinalState::is_forced_sale));
                if !found.is_empty() || apart > 1e-11 {
                    disagreements.push(format!("tape {seed} world {number} loan {place}, {apart:e} apart: {found:#?}"));
                }
            }
        }
    }
    println!("{paths} paths, {sales} forced sales, {} disagree", disagreements.len());
    assert!(sales > 100 && apart_in_regions.len() == 2, "{sales} forced sales, regions {apart_in_regions:?}");
    // One path on the other side of a threshold moves the world of all that follow: a world may.
    assert!(disagreements.len() <= 20, "{}:\n{}", disagreements.len(), disagreements[..8].join("\n"));
}

/// Of a bank's book each sale weighs by the book's share of the market: with all of the market, a sixteenth of the impact does what the
/// whole impact does with a sixteenth of it, whatever the rows.
#[test]
fn a_share_of_the_market_is_a_share_of_the_impact() {
    let folder = tempfile::Builder::new().prefix("test-tape-").tempdir_in(root()).expect("a folder");
    std::os::unix::fs::symlink(root().join("data"), folder.path().join("data")).expect("a link");
    let study = |feedback: &str| {
        let mut table = without_purchase(&random_config(5, files()));
        let portfolio = toml::toml! { file = "loans.csv"
        arrears_out_of_work_frac = 0.5 };
        table.insert("portfolio".to_owned(), portfolio.into());
        table.insert("region".to_owned(), regions(5, &table, files()).into());
        table.extend(feedback.parse::<toml::Table>().expect("a table"));
        let floats = table.contains_key("policy_rate");
        let rows: Vec<Cells> = (0..60).map(|row| cells(5, row, floats)).collect();
        resolve(&load_with(folder.path(), &table, &csv(&rows)))
    };
    let of = |impact: f64, share: f64| {
        format!("[feedback]\nimpact = {impact:?}\nmortgaged_share_frac = 0.5\nmarket_share_frac = {share:?}\n")
    };
    let [whole, small] = [of(0.5, 1.0), of(8.0, 0.0625)].map(|text| run(&study(&text)));
    assert!(whole.tallies == small.tallies);
    let none = run(&study(&of(0.0, 1.0)));
    assert!(none.tallies.feedback.is_none());
    assert!(total(&whole, 0, WorldColumn::LossPv) != total(&none, 0, WorldColumn::LossPv));
    let study = study(&of(0.5, 1.0));
    for threads in [1, 3] {
        assert!(run_with(&study, threads, InstructionSet::best(), Some((7, 64)), None).tallies == whole.tallies);
    }
}
