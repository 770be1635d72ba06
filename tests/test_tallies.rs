//! The monthly transition matrix, defaults by band of LTV and DSTI, and ends of defaults: counted by the engine on the way,
//! and here again from every month of every path.

use std::collections::BTreeMap;

use underwater::aggregate;
use underwater::kernel::{InstructionSet, PathRange};
use underwater::loan::{LoanBeside, Rank};
use underwater::measure::log_units::log_units;
use underwater::outcome::anniversary::{
    AnniversaryCounter, BANDS, DSTI_BANDS, DSTI_EDGES, LTV_EDGES, band, log_ltv_edges,
};
use underwater::outcome::path::{ABSENT, PathOutcome};
use underwater::outcome::{BatchCounts, MonthCounter, Resolution, StudyResult};
use underwater::outcome::{Event, Ledger, MonthRecord};
use underwater::study::Study;

use crate::support::{config, month_end, outcomes, run, study_of, study_with};
use crate::test_closed_forms::text;
use crate::test_twin_agreement::files;
use crate::twin::random_config::random_config;

/// A study of one cell, its result, and every path of it: outcome and months.
struct Simulated {
    study: Study,
    result: StudyResult,
    paths: Vec<(PathOutcome, Vec<MonthRecord>)>,
}

fn simulate(study: Study) -> Simulated {
    let range = PathRange { first: 0, count: study.paths() as usize };
    let mut ledger = Ledger::default();
    let outcomes = outcomes(&study, InstructionSet::best(), range, &mut ledger);
    let mut paths: Vec<_> = outcomes.into_iter().map(|outcome| (outcome, Vec::new())).collect();
    for (_, lane, record) in ledger.records {
        paths[lane].1.push(record);
    }
    Simulated { result: run(&study), study, paths }
}

/// Random studies, and one with many defaults.
fn studies() -> impl Iterator<Item = Simulated> {
    let random = (900..940).map(|seed| study_of(&random_config(seed, files())));
    let mut smoke = study_with(&config("smoke.toml"), &["study.worlds=10"]);
    smoke.cells.truncate(1);
    random.chain([smoke]).map(simulate)
}

/// Sum over batches of a place.
fn total(counts: &BatchCounts, place: usize) -> i64 {
    counts.by_batch(0, place).iter().sum()
}

#[test]
fn moves_between_states_are_those_of_the_months() {
    const STATES: usize = MonthCounter::STATES;
    for Simulated { study, result, .. } in studies() {
        let horizon = study.horizon_months as usize;
        let held =
            |month: usize, state: usize| -> i64 { month_end(&result, 0, month).iter().map(|end| end[state]).sum() };
        let bought: i64 = (0..STATES).map(|state| held(1, state)).sum();
        for state in 0..STATES {
            let moves = |from: usize, to: usize| total(&result.tallies.transitions, from * STATES + to);
            let entered: i64 = (0..STATES).filter(|from| *from != state).map(|from| moves(from, state)).sum();
            let left: i64 = (0..STATES).filter(|to| *to != state).map(|to| moves(state, to)).sum();
            let at_first = if state == MonthCounter::Performing as usize { bought } else { 0 };
            assert_eq!(at_first + entered - left, held(horizon, state), "state {state}");
            assert_eq!(moves(state, state), 0, "a stay is no move");
        }
        let table = aggregate::transitions(&result, &labels(&study)).expect("a table");
        let mut rows: BTreeMap<String, f64> = BTreeMap::new();
        let before = table.column("state_before").expect("there").str().expect("text").clone();
        let probability = table.column("probability_monthly").expect("there").f64().expect("numbers").clone();
        for (state, probability) in before.iter().zip(probability.iter()) {
            let probability = probability.expect("exposed");
            assert!((0.0..=1.0).contains(&probability));
            *rows.entry(state.expect("named").to_owned()).or_default() += probability;
        }
        assert!(rows.values().all(|sum| (sum - 1.0).abs() < 1e-12), "{rows:?}");
    }
}

/// Whether an amount is so near an edge that rounding decides.
fn is_near(amount: f64, edges: &[f64], rounding: f64) -> bool {
    edges.iter().any(|edge| (amount - edge).abs() < 1e-7 + amount * rounding)
}

#[test]
fn anniversaries_are_those_of_the_paths() {
    let (mut compared, mut defaults) = (0, 0);
    for Simulated { study, result, paths } in studies() {
        let (horizon, cell) = (i64::from(study.horizon_months), &study.cells[0]);
        let mut expected = vec![[0_i64; AnniversaryCounter::COUNT]; BANDS];
        let mut doubtful = false;
        for (outcome, months) in &paths {
            if outcome.is_refused() {
                continue;
            }
            let default = if outcome.default_month == ABSENT { i64::MAX } else { outcome.default_month };
            for looked in (0..horizon).step_by(12).filter(|looked| *looked < i64::from(cell.loan.term_months)) {
                let last = looked.checked_sub(1).and_then(|at| months.get(usize::try_from(at).ok()?));
                let gone = |record: &MonthRecord| {
                    use Event::{Moved, PaidOff, Prepaid, PrepaidFromCash, Rescinded, SoldHome};
                    let ends = [SoldHome, Rescinded, Prepaid, Moved, PrepaidFromCash, PaidOff];
                    let ended = ends.iter().any(|event| record.events.has(*event));
                    ended || record.days_past_due > 0
                };
                let is_held = looked == 0 || last.is_some_and(|record| record.month as i64 == looked && !gone(record));
                if !is_held || default <= looked {
                    continue;
                }
                // The next instalment, at this anniversary's rate.
                let (rate, balance) = match last {
                    None => (months[0].rate_monthly, outcome.loan as f64 / 100.0),
                    Some(record) => (record.rate_monthly, record.balance),
                };
                let next = &months[looked as usize];
                let is_otherwise = next.events.has(Event::InHoliday) || next.events.has(Event::MarginMet);
                if cell.repayment.rate.is_set_in(looked as u32 + 1) || next.rate_monthly != rate || is_otherwise {
                    doubtful = true;
                    break;
                }
                // Loans beside the main one: what falls due on them, and what of them is of its rank or a prior one.
                let of_main = next.interest_due + next.principal_due;
                let (others, on_others) = match last {
                    None => {
                        let due = if cell.beside.is_empty() { 0.0 } else { next.due - of_main };
                        (next.other_balance + due - next.other_interest_due, due)
                    }
                    Some(last) => {
                        let principal = last.other_balance - next.other_balance;
                        (last.other_balance, principal + next.other_interest_due)
                    }
                };
                let is_prior = |loan: &LoanBeside| loan.rank <= Rank::MAIN;
                let all_prior = cell.beside.iter().all(is_prior);
                let changes = |loan: &LoanBeside| {
                    loan.repayment.rate.is_set_in(looked as u32 + 1) || loan.repayment.term_months == looked as u32 + 1
                };
                if cell.beside.iter().any(changes) || !all_prior && cell.beside.iter().any(is_prior) {
                    doubtful = true;
                    break;
                }
                let balance = if all_prior { balance + others } else { balance };
                let due = of_main + on_others;
                let (value, income) = match last {
                    None => (outcome.home_price as f64 / 100.0, outcome.income_monthly as f64 / 100.0),
                    Some(record) => (record.value, record.income),
                };
                let (ltv, dsti) = (balance / value, due / income);
                // At origination amounts are known to the cent alone, which is much of a home whose price is an index level.
                let rounding = if last.is_none() { 0.005 / income + 0.005 / balance + 0.005 / value } else { 0.0 };
                doubtful |= is_near(ltv, &LTV_EDGES, rounding) || is_near(dsti, &DSTI_EDGES, rounding);
                let counts = &mut expected[usize::from(band_of(ltv, dsti))];
                let has_year = looked + 12 <= horizon;
                counts[AnniversaryCounter::Seen as usize] += 1;
                counts[AnniversaryCounter::SeenWithYearAhead as usize] += i64::from(has_year);
                counts[AnniversaryCounter::DefaultsWithinYear as usize] +=
                    i64::from(has_year && default <= looked + 12);
                counts[AnniversaryCounter::DefaultsByHorizon as usize] += i64::from(default < i64::MAX);
            }
        }
        if doubtful {
            continue;
        }
        compared += 1;
        use AnniversaryCounter::{DefaultsByHorizon, DefaultsWithinYear, Seen, SeenWithYearAhead};
        for (band, expected) in expected.iter().enumerate() {
            let counted = [Seen, SeenWithYearAhead, DefaultsWithinYear, DefaultsByHorizon]
                .map(|counter| total(&result.tallies.anniversaries, counter.place(band)));
            assert_eq!(counted, *expected, "band {band}");
            defaults += counted[DefaultsByHorizon as usize];
        }
    }
    assert!(compared >= 10 && defaults > 100, "{compared} studies and {defaults} defaults say little");
}

/// A loan of 800 000 at 3%, income 9000: the next instalment at the first anniversary is that of the phase which begins then.
/// Interest alone is 2000 a month, the annuity over the 348 months after it 3444.96; a level instalment is 3372.83, after
/// which the first of constant principal is 2250.87 + 1958.25. A household is seen at rest, and where it has just caught up.
#[test]
fn a_phase_that_begins_with_the_next_month_is_seen() {
    let seen = |changes: &[(&str, &str)]| {
        let plain = [("study.worlds", "1"), ("household.income_monthly", "9000"), ("loan.method", "\"level\"")];
        let result = run(&study_of(&text(&[&plain[..], changes].concat())));
        let anniversaries = &result.tallies.anniversaries;
        let counted = |band: &usize| total(anniversaries, AnniversaryCounter::Seen.place(*band)) > 0;
        (0..BANDS).filter(counted).map(|band| (band / DSTI_BANDS, band % DSTI_BANDS)).collect::<Vec<_>>()
    };
    let interest_first = [("loan.interest_only_months", "12")];
    let hybrid = [("loan.method", "\"hybrid\""), ("loan.switch_month", "12")];
    // 1800 a month are left after other debts for eleven months: the eleventh instalment is paid in part, and made up for.
    let in_trouble = [("household.cash", "2000"), ("household.other_debts", "{ service_frac = 0.8, months = 11 }")];
    assert_eq!(seen(&interest_first), [(3, 0), (3, 1)]);
    assert_eq!(seen(&[&interest_first[..], &in_trouble].concat()), [(3, 0), (3, 1)]);
    assert_eq!(seen(&hybrid), [(3, 1), (3, 2)]);
}

/// Pair of bands of an LTV and a DSTI.
fn band_of(ltv: f64, dsti: f64) -> u8 {
    band(log_units(ltv), &log_ltv_edges(), dsti)
}

#[test]
fn bands_hold_their_upper_edge() {
    assert_eq!(usize::from(band_of(0.5, 0.3)), 0);
    assert_eq!(usize::from(band_of(0.500_001, 0.3)), DSTI_BANDS);
    assert_eq!(usize::from(band_of(0.3, 0.300_001)), 1);
    assert_eq!(usize::from(band_of(f64::INFINITY, f64::INFINITY)), BANDS - 1);
    // A loan of 80%, computed either way, is a loan of 80%.
    assert_eq!(band_of(1.0 - 0.2, 0.1), band_of(2_000_000.0 * 0.8 * (1.0 / 2_000_000.0), 0.1));
    assert_eq!(band_of(0.800_000_000_000_1, 0.1), band_of(0.8, 0.1));
}

#[test]
fn ends_of_defaults_are_those_of_the_paths() {
    let mut seen = BTreeMap::new();
    for Simulated { study, result, paths } in studies() {
        let mut expected = vec![0_i64; result.tallies.resolutions.places()];
        for (outcome, months) in paths.iter().filter(|(outcome, _)| outcome.default_month != ABSENT) {
            let end =
                months.iter().filter(|record| i64::from(record.month) >= outcome.default_month).find_map(|record| {
                    let ways = [
                        (Event::Reinstated, Resolution::Reinstated),
                        (Event::SoldHome, Resolution::Sold),
                        (Event::Auctioned, Resolution::Auctioned),
                        (Event::TakenByLender, Resolution::TakenByLender),
                        (Event::Rescinded, Resolution::Rescinded),
                    ];
                    let way = ways.into_iter().find(|(event, _)| record.events.has(*event))?.1;
                    Some((way, i64::from(record.month) - outcome.default_month))
                });
            let (way, months) = end.unwrap_or((Resolution::Unresolved, 0));
            expected[way.place(months as usize)] += 1;
            *seen.entry(way.name()).or_insert(0) += 1;
        }
        for (place, expected) in expected.iter().enumerate() {
            assert_eq!(total(&result.tallies.resolutions, place), *expected, "place {place}");
        }
        let table = aggregate::resolution(&result, &labels(&study)).expect("a table");
        let rate = table.column("resolved_rate").expect("there").f64().expect("numbers").clone();
        assert!(rate.iter().flatten().is_sorted(), "a share that has ended does not fall");
    }
    assert_eq!(seen.len(), Resolution::ALL.len(), "not every way was seen: {seen:?}");
}

fn labels(study: &Study) -> Vec<underwater::outcome::label::CellLabel> {
    study.cells.iter().map(|cell| cell.label.clone()).collect()
}
