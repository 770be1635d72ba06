//! The engine against its slow twin, path by path.

use std::collections::BTreeSet;
use std::path::Path;

use underwater::kernel::{InstructionSet, PathRange};
use underwater::outcome::PathOutcome;
use underwater::outcome::auction_sums::{AuctionSum, ROUNDS, place_of_round};
use underwater::outcome::exits::ExitSum;
use underwater::outcome::insured::InsuredSum;
use underwater::outcome::is_only_shown;
use underwater::outcome::lenders::LenderSum;
use underwater::outcome::path::{ABSENT, FinalState};
use underwater::outcome::{Ledger, NoRecord};

use crate::support::{loaded, outcomes, root, run};
use crate::twin::Twin;
use crate::twin::outcome::{Outcome, Trigger};
use crate::twin::random_config::{Files, Rates, random_config};

const PRICES: &str = "data/hk_rvd_private_domestic_price_index_monthly.csv";
const POLICY_RATES: &str = "data/cn_lpr_5y_monthly.csv";
const UNEMPLOYMENT: &str = "data/us_unemployment_rate_monthly.csv";

pub fn files() -> Files<'static> {
    Files {
        price: Some((Path::new(PRICES), "index")),
        unemployment: Some((Path::new(UNEMPLOYMENT), "unemployment_rate_percent")),
        policy_rate: Some(Rates {
            file: Path::new(POLICY_RATES),
            column: "lpr_5y_percent",
            first: 12.0 * 2019.0 + 7.0,
            months: 79,
        }),
    }
}

/// What differs between an engine's path and the twin's. Money may differ by the half cent to which it was rounded, and by a
/// ten-billionth of what the home costs or comes to be worth: a wage or a quantile that another e^x puts on the next grain.
pub fn differences(engine: &PathOutcome, twin: &Outcome) -> Vec<String> {
    let mut found = Vec::new();
    let state = FinalState::ALL[engine.final_state as usize].name();
    if state != twin.final_state.name() {
        found.push(format!("final_state: {state}, twin {}", twin.final_state.name()));
        return found;
    }
    let losses = [twin.household_loss, twin.household_loss_from_default].map(f64::abs);
    let worth = twin.auction_price.unwrap_or(0.0).max(losses[0]).max(losses[1]).max(twin.home_price);
    let mut money = |name: &str, engine: i64, twin: Option<f64>, scale: f64| {
        let engine = (engine != ABSENT).then_some(engine as f64 / 100.0);
        match (engine, twin) {
            (None, None) => {}
            (Some(a), Some(b)) if (a - b).abs() <= 0.005_001 + 1e-10 * worth * scale => {}
            (a, b) => found.push(format!("{name}: {a:?}, twin {b:?}")),
        }
    };
    money("home_price", engine.home_price, Some(twin.home_price), 1.0);
    money("loan", engine.loan, Some(twin.loan), 1.0);
    money("income_monthly", engine.income_monthly, Some(twin.income_monthly), 1.0);
    money("opening_cash", engine.opening_cash, Some(twin.opening_cash), 1.0);
    money("ead", engine.ead, twin.ead, 1.0);
    money("auction_price", engine.auction_price, twin.auction_price, 1.0);
    money("deficiency", engine.deficiency, twin.deficiency, 1.0);
    money("seized", engine.seized, Some(twin.seized), 1.0);
    money("garnished", engine.garnished, Some(twin.garnished), 1.0);
    money("residual_debt", engine.residual_debt, Some(twin.residual_debt), 1.0);
    money("recovery_pv", engine.recovery_pv, twin.recovery_pv, 1.0);
    money("recovery_to_write_off_pv", engine.recovery_to_write_off_pv, twin.recovery_to_write_off_pv, 1.0);
    money("lender_costs_pv", engine.lender_costs_pv, twin.lender_costs_pv, 1.0);
    money("loss_pv", engine.loss_pv, Some(twin.lender_loss_pv), 1.0);
    money("balance_months", engine.balance_months, Some(twin.balance_months), 40.0);
    money("balance_90_months", engine.balance_90_months, Some(twin.balance_90_months), 40.0);
    money("household_loss", engine.household_loss, Some(twin.household_loss), 1.0);
    money(
        "household_loss_from_default",
        engine.household_loss_from_default,
        Some(twin.household_loss_from_default),
        1.0,
    );
    money("lowest_cash", engine.lowest_cash, Some(twin.lowest_cash), 1.0);
    money("margin_paid", engine.margin_paid, Some(twin.margin_paid), 1.0);
    money("unmet_spending", engine.unmet_spending, Some(twin.unmet_spending), 1.0);
    let mut fraction = |name: &str, engine: i64, twin: Option<f64>| {
        let engine = (engine != ABSENT).then_some(engine as f64 / 1e9);
        match (engine, twin) {
            (None, None) => {}
            (Some(a), Some(b)) if (a - b).abs() <= 2e-9 * (1.0 + b.abs()) => {}
            (a, b) => found.push(format!("{name}: {a:?}, twin {b:?}")),
        }
    };
    fraction("equity_at_default_frac", engine.equity_at_default_frac, twin.equity_at_default_frac);
    fraction("deepest_equity_frac", engine.deepest_equity_frac, twin.deepest_equity_frac);
    fraction("auction_discount_frac", engine.auction_discount_frac, twin.auction_discount_frac);
    fraction("lgd_frac", engine.lgd_frac, twin.lgd);
    let mut whole = |name: &str, engine: i64, twin: Option<i64>| {
        let engine = (engine != ABSENT).then_some(engine);
        if engine != twin {
            found.push(format!("{name}: {engine:?}, twin {twin:?}"));
        }
    };
    let month = |month: Option<usize>| month.map(|month| month as i64);
    whole("default_month", engine.default_month, month(twin.default_month));
    whole(
        "default_trigger",
        engine.default_trigger,
        twin.default_trigger.map(|trigger| match trigger {
            Trigger::Arrears => 0,
            Trigger::Strategic => 1,
            Trigger::MarginCall => 2,
            Trigger::Rescission => 3,
        }),
    );
    whole("reinstated", engine.reinstated, Some(i64::from(twin.reinstated)));
    whole("forbearances", engine.forbearances, Some(twin.forbearances as i64));
    whole("cures", engine.cures, Some(twin.cures as i64));
    whole("worst_days_past_due", engine.worst_days_past_due, Some(twin.worst_days_past_due as i64));
    whole("months_under_water", engine.months_under_water, Some(twin.months_under_water as i64));
    whole("write_off_month", engine.write_off_month, month(twin.write_off_month));
    whole("resolution_month", engine.resolution_month, month(twin.resolution_month));
    whole("sale_month", engine.sale_month, month(twin.sale_month));
    whole("settlement_month", engine.settlement_month, month(twin.settlement_month));
    whole("auction_round", engine.auction_round, month(twin.auction_round));
    found
}

/// Every path of many random studies with every mechanism on: the engine in lanes, the engine month by month (as
/// `explain` runs it) and the twin agree. At most one path in ten thousand may fall on the other side of a threshold.
#[test]
fn every_path_of_random_studies_agrees() {
    let (mut paths, mut disagreements) = (0, Vec::new());
    let (mut keys_read, mut keys_unread) = (BTreeSet::new(), BTreeSet::new());
    for seed in 0..600 {
        let text = random_config(seed, files());
        let config = loaded(&text);
        let study = underwater::study::resolve(&config);
        let twin = Twin::new(&config.resolved, root());
        let range = PathRange { first: 0, count: study.paths() as usize };
        let best = InstructionSet::best();
        let in_lanes = outcomes(&study, best, range, &mut NoRecord);
        let one_by_one = outcomes(&study, best, range, &mut Ledger::default());
        for (path, (lane, single)) in in_lanes.iter().zip(&one_by_one).enumerate() {
            assert_eq!(lane, single, "config {seed}, path {path}: lanes and single months differ\n{text}");
        }
        for world in 0..twin.worlds() {
            let drawn = twin.world(world);
            for household in 0..twin.households() {
                let (slow, _) = twin.path_in(&drawn, world, household);
                let fast = &in_lanes[(u64::from(world) * study.households + household) as usize];
                let found = differences(fast, &slow);
                paths += 1;
                if !found.is_empty() {
                    disagreements.push(format!("config {seed} world {world} household {household}: {found:#?}"));
                }
            }
        }
        let [read, unread] = twin.config.keys();
        keys_read.extend(read);
        keys_unread.extend(unread);
    }
    println!("{paths} paths, {} disagree", disagreements.len());
    let allowed = paths / 10_000;
    assert!(
        disagreements.len() <= allowed,
        "{} of {paths} paths disagree, {allowed} allowed:\n{}",
        disagreements.len(),
        disagreements[..disagreements.len().min(12)].join("\n")
    );
    // A key that the twin never asks for is a rule that the twin has not.
    let ignored: Vec<&String> = keys_unread.difference(&keys_read).collect();
    let rules: Vec<_> = ignored.into_iter().filter(|key| !is_only_shown(key)).collect();
    assert!(rules.is_empty(), "keys that the twin never reads: {rules:?}");
}

/// A quarterly index and quarterly unemployment, read month by month: engine and twin see the same months.
#[test]
fn quarters_are_read_alike() {
    let folder = tempfile::tempdir().expect("a folder");
    let rows: String = (0..60)
        .map(|at| format!("{}Q{},{},{}\n", 2000 + at / 4, at % 4 + 1, 100.0 - f64::from(at * at % 47), 3 + at * 7 % 5))
        .collect();
    std::fs::write(folder.path().join("q.csv"), format!("quarter,index,rate\n{rows}")).expect("a file");
    let price = "kind = \"replay\"\nstart_month = \"2000-05\"\n\
        series = { file = \"q.csv\", column = \"index\", interpolate = true }";
    let labour = "kind = \"series\"\nstart_month = \"2000-05\"\n\
        series = { file = \"q.csv\", column = \"rate\", scale = 0.01, interpolate = true }";
    let text = crate::config::support::GOOD
        .replace("kind = \"gbm\"\ndrift_annual = 0.02\nvolatility_annual = 0.15", price)
        .replace("kind = \"ar1\"", labour)
        // Not a whole number of instalments, so that no path stands on a threshold.
        .replace("cash_months = 6", "cash_months = 6.3");
    let path = folder.path().join("a.toml");
    std::fs::write(&path, &text).expect("a file");
    let loaded = underwater::config::load(&path, &underwater::config::Overrides::default()).expect("a good config");
    let study = underwater::study::resolve(&loaded);
    let twin = Twin::new(&loaded.resolved, folder.path());
    let range = PathRange { first: 0, count: study.paths() as usize };
    let fast = outcomes(&study, InstructionSet::best(), range, &mut NoRecord);
    for (path, fast) in (0..study.paths()).zip(&fast) {
        let (world, household) = ((path / study.households) as u32, path % study.households);
        let (slow, _) = twin.path_in(&twin.world(world), world, household);
        assert_eq!(differences(fast, &slow), Vec::<String>::new(), "world {world}, household {household}");
    }
}

/// What becomes of loans of random studies that may be repaid before their time: the engine's sums are those of the twin.
#[test]
fn loans_end_alike_in_random_studies() {
    let mut all = [0.0; ExitSum::COUNT];
    for seed in 0..300 {
        let text = random_config(seed, files());
        if !text.contains("[prepayment]") && !text.contains("[refinancing]") {
            continue;
        }
        let config = loaded(&text);
        let study = underwater::study::resolve(&config);
        let twin = Twin::new(&config.resolved, root());
        let sums = run(&study).tallies.exits.expect("ends of loans");
        let (mut slow, mut worth) = ([0.0; ExitSum::COUNT], 1.0);
        for world in 0..twin.worlds() {
            let drawn = twin.world(world);
            for household in 0..twin.households() {
                let (outcome, _) = twin.path_in(&drawn, world, household);
                worth += outcome.home_price;
                slow.iter_mut().zip(&outcome.exit).for_each(|(sum, amount)| *sum += amount);
            }
        }
        for (place, slow) in slow.iter().enumerate() {
            let fast: i64 = sums.by_batch(0, place).expect("a sum").iter().sum();
            let is_money = place >= ExitSum::OriginalLoan as usize;
            let fast = if is_money { fast as f64 / 100.0 } else { fast as f64 };
            let allowed = if is_money { 0.006 * study.paths() as f64 + 1e-9 * worth } else { 0.0 };
            assert!((fast - slow).abs() <= allowed, "config {seed}, sum {place}: {fast}, twin {slow}\n{text}");
            all[place] += slow;
        }
    }
    println!("{all:?}");
    let of = |sum: ExitSum| all[sum as usize];
    assert!(of(ExitSum::Prepaid) > 500.0 && of(ExitSum::Moved) > 200.0 && of(ExitSum::Fees) > 0.0, "{all:?}");
    assert!(
        of(ExitSum::Refinanced) > 200.0 && of(ExitSum::CashOut) > 0.0 && of(ExitSum::DefaultsAfter) > 0.0,
        "{all:?}"
    );
    assert!(of(ExitSum::PrepaidInPart) > 500.0 && of(ExitSum::InPart) > 0.0, "{all:?}");
    assert!(of(ExitSum::PrepaidAlive) < of(ExitSum::Prepaid), "nobody prepaid after a default");
}

/// What an insurer has of the loans of random studies: its sums in the engine are those of the twin, path by path.
#[test]
fn insurers_have_the_same_of_random_studies() {
    let (mut studies, mut claims) = (0, 0.0);
    for seed in 0..400 {
        let text = random_config(seed, files());
        if !text.contains("[insurance]") {
            continue;
        }
        let config = loaded(&text);
        let study = underwater::study::resolve(&config);
        let twin = Twin::new(&config.resolved, root());
        let sums = run(&study).tallies.insurance.expect("an insurance");
        let mut slow = [0.0; InsuredSum::COUNT];
        let mut worth = 1.0;
        for world in 0..twin.worlds() {
            let drawn = twin.world(world);
            for household in 0..twin.households() {
                let (outcome, _) = twin.path_in(&drawn, world, household);
                worth += outcome.home_price;
                slow.iter_mut().zip(&outcome.insured).for_each(|(sum, amount)| *sum += amount);
            }
        }
        let paths = study.paths() as f64;
        for (place, slow) in slow.iter().enumerate() {
            let fast: i64 = sums.by_batch(0, place).expect("a sum").iter().sum();
            let fast = if place < 3 { fast as f64 } else { fast as f64 / 100.0 };
            let apart = (fast - slow).abs();
            assert!(apart <= 0.006 * paths + 1e-9 * worth, "config {seed}, sum {place}: {fast}, twin {slow}\n{text}");
        }
        studies += 1;
        claims += slow[2];
    }
    println!("{studies} studies, {claims} claims");
    assert!(studies > 100 && claims > 300.0, "{studies} studies, {claims} claims");
}

/// What auctions of each round come to in random studies: the engine's sums are those of the twin.
#[test]
fn auctions_are_held_alike_in_random_studies() {
    let (mut held, mut latest) = ([0.0; AuctionSum::COUNT], 0);
    for seed in 0..250 {
        let text = random_config(seed, files());
        let config = loaded(&text);
        let study = underwater::study::resolve(&config);
        let twin = Twin::new(&config.resolved, root());
        let sums = run(&study).tallies.auctions;
        let mut slow = vec![[0.0; AuctionSum::COUNT]; ROUNDS];
        for world in 0..twin.worlds() {
            let drawn = twin.world(world);
            for household in 0..twin.households() {
                for (round, adds) in twin.path_in(&drawn, world, household).0.auctions {
                    latest = latest.max(round);
                    slow[place_of_round(round)].iter_mut().zip(adds).for_each(|(sum, amount)| *sum += amount);
                }
            }
        }
        for (round, slow) in slow.iter().enumerate() {
            for (place, slow) in slow.iter().enumerate() {
                let is_count = place < AuctionSum::Start as usize;
                let fast: i64 = sums.by_batch(round, place).expect("a sum").iter().sum();
                let fast = if is_count { fast as f64 } else { fast as f64 / 100.0 };
                let allowed = if is_count { 0.0 } else { 0.006 * study.paths() as f64 + 1e-9 * slow };
                assert!(
                    (fast - slow).abs() <= allowed,
                    "config {seed}, round {round}, sum {place}: {fast}, twin {slow}\n{text}"
                );
                held[place] += slow;
            }
        }
    }
    println!("{held:?}, latest round {latest}");
    assert!(
        held[AuctionSum::Sold as usize] > 300.0 && held[AuctionSum::Taken as usize] > 50.0 && latest > 4,
        "{held:?}"
    );
}

/// What each lender has of the loans of random studies: its sums in the engine are those of the twin.
#[test]
fn lenders_have_the_same_of_random_studies() {
    let (mut studies, mut defaults, mut losses) = (0, 0.0, 0.0);
    for seed in 0..500 {
        let text = random_config(seed, files());
        if !text.contains("[[loan.tranche]]") {
            continue;
        }
        let config = loaded(&text);
        let study = underwater::study::resolve(&config);
        let twin = Twin::new(&config.resolved, root());
        let result = run(&study);
        let (loans, sums) = (study.extras().loans, result.tallies.lenders.expect("lenders"));
        let mut slow = vec![[0.0; LenderSum::COUNT]; loans];
        let mut worth = 1.0;
        for world in 0..twin.worlds() {
            let drawn = twin.world(world);
            for household in 0..twin.households() {
                let (outcome, _) = twin.path_in(&drawn, world, household);
                worth += outcome.home_price;
                for (slow, lender) in slow.iter_mut().zip(&outcome.lenders).filter(|(_, lender)| lender.loan > 0.0) {
                    let ead = lender.ead.unwrap_or_default();
                    let loss =
                        ead - lender.recovery_pv.unwrap_or_default() + lender.lender_costs_pv.unwrap_or_default();
                    let has_defaulted = f64::from(u8::from(lender.default_month.is_some()));
                    let amounts = [1.0, lender.loan, has_defaulted, ead, loss, lender.loss_pv];
                    slow.iter_mut().zip(amounts).for_each(|(sum, amount)| *sum += amount);
                }
            }
        }
        let paths = study.paths() as f64;
        for (loan, slow) in slow.iter().enumerate() {
            for (place, slow) in slow.iter().enumerate() {
                let is_count = [LenderSum::Loans as usize, LenderSum::Defaults as usize].contains(&place);
                let fast: i64 = sums.by_batch(loan, place).expect("a sum").iter().sum();
                let fast = if is_count { fast as f64 } else { fast as f64 / 100.0 };
                let apart = (fast - slow).abs();
                assert!(
                    apart <= 0.006 * paths + 1e-9 * worth,
                    "config {seed}, loan {loan}, sum {place}: {fast}, twin {slow}\n{text}"
                );
            }
        }
        let others = slow[1..].iter();
        studies += 1;
        defaults += others.clone().map(|of| of[LenderSum::Defaults as usize]).sum::<f64>();
        losses += others.map(|of| of[LenderSum::Loss as usize]).sum::<f64>();
    }
    println!("{studies} studies, {defaults} defaults of other lenders, losses {losses}");
    assert!(studies > 100 && defaults > 1000.0 && losses > 0.0, "{studies} studies, {defaults} defaults");
}
