//! Stages of a book's loans along their paths, METHOD.md (304) to (308): looks against other counts of the same paths, ten loans by
//! hand, and what was expected at origination from the book itself.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use polars::prelude::DataFrame;
use underwater::aggregate::{loans, stage_migration};
use underwater::config::{Overrides, load};
use underwater::kernel::InstructionSet;
use underwater::outcome::anniversary::{AnniversaryCounter, BANDS, DSTI_BANDS};
use underwater::outcome::label::CellLabel;
use underwater::outcome::loan_class::LoanClass;
use underwater::outcome::path::{ABSENT, FinalState};
use underwater::outcome::stage_moves::{StageMove, StageMoves, StageSum};
use underwater::outcome::{BATCHES, MonthCounter, PathOutcome, WorldColumn};
use underwater::study::{Study, resolve};

use crate::support::{root, run, run_paths, run_with, total};

/// Two that differ in what they owe, one in arrears, one that will never pay long.
const TAPE: &str = "\
id,term_months,months_on_book,original_amount,price,value,annual_rate,method,income_monthly,cash,days_past_due,region
a,360,60,800000,1000000,800000,0.04,level,6000,9000,0,wuhan
b,360,60,800000,900000,900000,0.04,level,6500,9000,0,wuhan
c,300,60,500000,1000000,1100000,0.04,constant-principal,9000,,20,beijing
d,240,60,500000,700000,650000,0.04,level,,,45,beijing
e,80,60,500000,900000,900000,0.04,level,12000,,95,beijing
f,70,50,500000,900000,900000,0.04,level,14000,20000,0,beijing
";

fn study(folder: &Path, tape: &str, worlds: u32, more: &str) -> Study {
    let extends = root().join("configs/portfolio_china.toml");
    let text = format!(
        "extends = {extends:?}
[study]
name = \"years\"
worlds = {worlds}
horizon_months = 36
[portfolio]
file = \"loans.csv\"
[labour]
separation_monthly = 0.05
[[scenario]]
name = \"mild\"
[[scenario]]
name = \"hard\"
price.mean_growth_annual = -0.15
{more}
"
    );
    fs::write(folder.join("loans.csv"), tape).expect("written");
    fs::write(folder.join("study.toml"), text).expect("written");
    resolve(&load(&folder.join("study.toml"), &Overrides::default()).unwrap_or_else(|faults| panic!("{faults}")))
}

fn labels(study: &Study) -> Vec<CellLabel> {
    study.cells.iter().map(|cell| cell.label.clone()).collect()
}

/// Sums of a cell at a year's end, over batches, by class.
fn by_class(moves: &StageMoves, cell: usize, year: u16) -> BTreeMap<LoanClass, [i64; StageSum::COUNT]> {
    let mut found: BTreeMap<LoanClass, [i64; StageSum::COUNT]> = BTreeMap::new();
    for (of_move, sums) in moves.of_cell(cell).into_iter().filter(|(of_move, _)| of_move.year == year) {
        let of_class = found.entry(of_move.now).or_default();
        of_class.iter_mut().zip(sums).for_each(|(sum, by_batch)| *sum += by_batch.iter().sum::<i64>());
    }
    found
}

const LOST: [FinalState; 5] = [
    FinalState::SoldAfterDefault,
    FinalState::Auctioned,
    FinalState::TakenByLender,
    FinalState::Unresolved,
    FinalState::Rescinded,
];

fn is_lost_by(path: &PathOutcome, month: i64) -> bool {
    let is = LOST.iter().any(|state| path.final_state == *state as i64);
    let when = if path.sale_month == ABSENT { path.settlement_month } else { path.sale_month };
    is && path.default_month != ABSENT && when <= month
}

/// What is counted at year's ends is what other tables count of the same paths.
#[test]
fn looks_are_those_of_other_tables() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut impaired = Vec::new();
    for probation in [0, 6, 60] {
        let study = study(folder.path(), TAPE, 300, &format!("[stages]\npd_ratio = 2\nprobation_months = {probation}"));
        let mut paths: Vec<Vec<PathOutcome>> = vec![Vec::new(); 2];
        let result = run_paths(&study, |_, of_cells| {
            paths.iter_mut().zip(of_cells).for_each(|(paths, outcome)| paths.push(*outcome));
        });
        let tallies = &result.tallies;
        let moves = tallies.stage_moves.as_ref().expect("looks");
        for (cell, paths) in paths.iter().enumerate() {
            let ends: Vec<_> = tallies.months.ends(cell).collect();
            let mut seen = vec![[0; 3]; BANDS];
            for year in 0..3_u16 {
                let month = i64::from(year) * 12;
                let found = by_class(moves, cell, year);
                let count = |class: LoanClass, sum: StageSum| found.get(&class).map_or(0, |sums| sums[sum as usize]);
                assert_eq!(found.values().map(|sums| sums[StageSum::Loans as usize]).sum::<i64>(), 6 * 300);
                // All losses are provided for, to come or to be paid, or written off.
                let loss: i64 = found.values().map(|sums| sums[StageSum::Loss as usize]).sum();
                assert_eq!(loss, total(&result, cell, WorldColumn::LossPv));
                let of_paths = |is: &dyn Fn(&PathOutcome) -> bool| paths.iter().filter(|path| is(path)).count() as i64;
                assert_eq!(count(LoanClass::LOST, StageSum::Loans), of_paths(&|path| is_lost_by(path, month)));
                let defaulted = |path: &PathOutcome| path.default_month != ABSENT && path.default_month <= month;
                let on_book_after_default = of_paths(&|path| {
                    defaulted(path) && !is_lost_by(path, month) && path.final_state != FinalState::PaidOff as i64
                });
                let in_months = |states: &[MonthCounter]| -> i64 {
                    if year == 0 {
                        return 0;
                    }
                    let end = &ends[month as usize - 1];
                    states.iter().map(|state| end.iter().map(|batch| batch[*state as usize]).sum::<i64>()).sum()
                };
                let open = in_months(&[MonthCounter::PastDue90, MonthCounter::InDefault, MonthCounter::InForeclosure]);
                let [found_impaired, cured] =
                    [LoanClass::IMPAIRED, LoanClass::CURED].map(|class| count(class, StageSum::Loans));
                match (probation, year) {
                    // The loan 95 days past due.
                    (_, 0) => assert_eq!((found_impaired, cured), (300, 0)),
                    // On the book and paid off later are apart by few.
                    (0, _) => {
                        let late: i64 = count(LoanClass::PAST_DUE_30, StageSum::Loans)
                            + count(LoanClass::PAST_DUE_60, StageSum::Loans);
                        assert_eq!(found_impaired, open);
                        assert!(late <= in_months(&[MonthCounter::PastDue30, MonthCounter::PastDue60]));
                        assert!(found_impaired + cured >= on_book_after_default && cured > 0, "{cured}");
                    }
                    (60, _) => assert!(found_impaired >= on_book_after_default && cured == 0 && found_impaired > open),
                    _ => {}
                }
                impaired.push((probation, cell, year, found_impaired));
                for (band, seen) in seen.iter_mut().enumerate() {
                    let class = LoanClass::of_pair(band as u8);
                    // One pair of those that are one class stands for all.
                    if (0..band).any(|other| LoanClass::of_pair(other as u8) == class) {
                        continue;
                    }
                    let sums =
                        [StageSum::Loans, StageSum::Defaults, StageSum::DefaultsIn12].map(|sum| count(class, sum));
                    seen.iter_mut().zip(sums).for_each(|(seen, sum)| *seen += sum);
                }
            }
            // (78) counts loans in order without a default on record at the same looks.
            for (band, seen) in seen.iter().enumerate() {
                let class = LoanClass::of_pair(band as u8);
                let alike: Vec<usize> = (0..BANDS).filter(|other| LoanClass::of_pair(*other as u8) == class).collect();
                if alike[0] != band {
                    continue;
                }
                assert!(alike.iter().all(|other| other / DSTI_BANDS == band / DSTI_BANDS));
                let counted = [
                    AnniversaryCounter::Seen,
                    AnniversaryCounter::DefaultsByHorizon,
                    AnniversaryCounter::DefaultsWithinYear,
                ];
                let counted = counted.map(|counter| {
                    let of_batch = |batch: usize| {
                        let counts = tallies.anniversaries.get(cell, batch);
                        alike.iter().map(|band| counts[counter.place(*band)]).sum::<i64>()
                    };
                    (0..BATCHES).map(of_batch).sum::<i64>()
                });
                assert_eq!(*seen, counted, "band {band}");
            }
        }
    }
    // A longer probation holds more loans in stage 3.
    let of = |probation| impaired.iter().filter(move |(of, ..)| *of == probation).map(|(.., count)| *count);
    assert!(of(0).zip(of(6)).zip(of(60)).all(|((none, six), sixty)| none <= six && six <= sixty));
    assert!(of(0).sum::<i64>() < of(6).sum::<i64>() && of(6).sum::<i64>() < of(60).sum::<i64>());
}

#[test]
fn looks_are_the_same_everywhere_and_change_nothing_else() {
    let folder = tempfile::tempdir().expect("a folder");
    let with = study(folder.path(), TAPE, 60, "[stages]\npd_ratio = 2\nprobation_months = 3");
    let without = study(folder.path(), TAPE, 60, "[stages]\npd_ratio = 2");
    let one = run(&with).tallies;
    let other = run_with(&with, 1, InstructionSet::best(), Some((7, 3)), None).tallies;
    assert_eq!(one.to_bytes().expect("bytes"), other.to_bytes().expect("bytes"));
    let plain = run(&without).tallies;
    assert!(plain.stage_moves.is_none());
    assert_eq!(
        (&one.anniversaries, &one.months, &one.years, &one.loans),
        (&plain.anniversaries, &plain.months, &plain.years, &plain.loans)
    );
}

fn near(table: &DataFrame, column: &str, row: usize, expected: Option<f64>) {
    let found = table.column(column).expect(column).f64().expect("numbers").get(row);
    match (found, expected) {
        (Some(found), Some(expected)) => {
            assert!((found - expected).abs() < 1e-12, "{column} {row}: {found}, {expected}")
        }
        (found, expected) => assert_eq!(found, expected, "{column} {row}"),
    }
}

/// Ten loans, all granted with little debt. In month 0 six owe little, of whom one will default, two much, of whom one will: its
/// probability is three times that of those who stand where all stood; one is two instalments behind, one in default.
#[test]
fn ten_loans_by_hand() {
    let folder = tempfile::tempdir().expect("a folder");
    let study = study(folder.path(), TAPE, 10, "[stages]\npd_ratio = 2\nprobation_months = 3");
    let (little, much) = (LoanClass::of_pair(0), LoanClass::of_pair(6 * DSTI_BANDS as u8));
    let mut moves = StageMoves::default();
    let mut loan = |world: u32, looks: [(LoanClass, [i64; 4]); 2]| {
        let mut before = LoanClass::NONE;
        for (year, (now, [in_12, by_horizon, loss_in_12, loss])) in (0..).zip(looks) {
            let of_move = StageMove { cell: 0, year, origin: little, before, now };
            moves.add(world, [(of_move, [1, in_12, by_horizon, loss_in_12, loss])]);
            before = now;
        }
    };
    for world in 0..4 {
        loan(world, [(little, [0; 4]), (little, [0; 4])]);
    }
    loan(4, [(little, [0, 1, 0, 500]), (much, [1, 1, 500, 500])]);
    loan(5, [(little, [0; 4]), (LoanClass::ENDED, [0; 4])]);
    loan(6, [(much, [1, 1, 3000, 3000]), (LoanClass::LOST, [0, 0, 0, 3000])]);
    loan(7, [(much, [0; 4]), (little, [0; 4])]);
    loan(8, [(LoanClass::PAST_DUE_60, [1, 1, 700, 700]), (LoanClass::IMPAIRED, [0, 0, 700, 700])]);
    loan(9, [(LoanClass::IMPAIRED, [0, 0, -20, -20]), (LoanClass::CURED, [0, 0, -20, -20])]);
    let mut result = run(&study);
    result.tallies.stage_moves = Some(moves);
    let table = stage_migration(&result, &labels(&study)).expect("a table").expect("stages");
    let lent = total(&result, 0, WorldColumn::OriginalLoan) as f64;
    let to = ["to_stage_1", "to_stage_2", "to_stage_3", "to_repaid", "to_lost"];
    // Year 1: stages 1, 2, 3, all.
    for (row, share) in [0.6, 0.3, 0.1, 1.0].into_iter().enumerate() {
        near(&table, "share_start", row, Some(share));
    }
    for (row, provision) in [0.0, 3700.0, -20.0, 3680.0].into_iter().enumerate() {
        near(&table, "provision_start", row, Some(provision / lent));
    }
    let sixth = 1.0 / 6.0;
    let third = 1.0 / 3.0;
    for (row, rates) in [
        [4.0 * sixth, sixth, 0.0, sixth, 0.0],
        [third, 0.0, third, 0.0, third],
        [0.0, 1.0, 0.0, 0.0, 0.0],
        [0.5, 0.2, 0.1, 0.1, 0.1],
    ]
    .into_iter()
    .enumerate()
    {
        to.iter().zip(rates).for_each(|(column, rate)| near(&table, column, row, Some(rate)));
    }
    near(&table, "written_off_start", 0, None);
    near(&table, "written_off_start", 3, Some(0.0));
    // Year 2: little debt 5, much 1 and a cured default, 1 in default; one repaid, one lost.
    for (row, (share, provision)) in [(0.5, 0.0), (0.2, 480.0), (0.1, 700.0), (0.8, 1180.0)].into_iter().enumerate() {
        near(&table, "share_start", 4 + row, Some(share));
        near(&table, "provision_start", 4 + row, Some(provision / lent));
    }
    near(&table, "written_off_start", 7, Some(3000.0 / lent));
}

/// Where the tape does not tell what was expected, loans that stand now where this one stood then do.
#[test]
fn what_was_expected_at_origination_is_told_by_the_book() {
    let tape = "\
id,term_months,months_on_book,original_amount,balance,price,value,annual_rate,method,income_monthly,cash,region,origination_pd
then,360,60,800000,700000,1400000,700000,0.04,level,6000,9000,wuhan,
now,360,60,800000,560000,1400000,1000000,0.04,level,5000,9000,wuhan,
alone,360,60,800000,700000,900000,700000,0.04,level,6000,9000,wuhan,
told,360,60,800000,700000,1400000,700000,0.04,level,6000,9000,wuhan,0.9
unknown,360,60,800000,700000,1400000,700000,0.04,level,,,beijing,
";
    let folder = tempfile::tempdir().expect("a folder");
    let stage = |terms: &str| {
        let study = study(folder.path(), tape, 200, terms);
        let result = run(&study);
        let table = loans(&result, &labels(&study)).expect("a table").expect("loans");
        let column = |name: &str| table.column(name).expect(name).clone();
        let ids: Vec<String> =
            column("id").str().expect("texts").iter().map(|id| id.expect("one").to_owned()).collect();
        let stages: Vec<i64> = column("stage").i64().expect("numbers").iter().map(|it| it.expect("one")).collect();
        let pds: Vec<f64> =
            column("pool_pd_horizon").f64().expect("numbers").iter().map(|it| it.expect("one")).collect();
        ids.into_iter().zip(stages.into_iter().zip(pds)).collect::<BTreeMap<_, _>>()
    };
    let by_book = stage("[stages]\npd_ratio = 1.2\nsimulated_origination_pd = true");
    let (then, now) = (by_book["then"], by_book["now"]);
    assert!(then.1 > 1.2 * now.1, "{then:?} {now:?}");
    assert_eq!([then.0, now.0, by_book["alone"].0, by_book["told"].0], [2, 1, 1, 1]);
    let strict = format!("[stages]\npd_ratio = {}\nsimulated_origination_pd = true", 1.01 * then.1 / now.1);
    assert_eq!(stage(&strict)["then"].0, 1);
    assert_eq!(stage("[stages]\npd_ratio = 1.2")["then"].0, 1);
}
