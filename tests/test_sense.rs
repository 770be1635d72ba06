//! What must hold whatever the parameters: the signs of effects, on the shipped studies at a fraction of their size.

use std::sync::OnceLock;

use underwater::kernel::{InstructionSet, Simulation};
use underwater::outcome::applicants::VERDICTS;
use underwater::outcome::{ApplicantColumn, BATCHES, MonthCounter, StudyResult, WorldColumn};
use underwater::stats::Estimate;
use underwater::stats::paired::{WorldSums, ratio_difference};
use underwater::stats::ratio::ratio_of_sums;
use underwater::study::Study;

use crate::support::{column_of, config, month_end, root, run, shipped_study, study_with, total, world_row};

const SMALL: [&str; 2] = ["study.worlds=300", "study.households=200"];

/// Rate of cell `a` of one result less that of cell `b` of another, world by world.
fn difference(a: (&StudyResult, usize), b: (&StudyResult, usize), y: WorldColumn, x: WorldColumn) -> Estimate {
    let (a_y, a_x) = (column_of(a.0, a.1, y), column_of(a.0, a.1, x));
    let (b_y, b_x) = (column_of(b.0, b.1, y), column_of(b.0, b.1, x));
    ratio_difference(WorldSums { y: &a_y, x: &a_x }, WorldSums { y: &b_y, x: &b_x })
}

/// Below zero by more than three of its errors.
fn falls(what: &str, difference: Estimate) {
    let (value, error) = (difference.value.expect("a value"), difference.mcse.expect("an error"));
    println!("{what}: {value:.6} ± {error:.6}");
    assert!(value < -3.0 * error, "{what} does not fall: {value} ± {error}");
}

/// Not above zero by more than three of its errors.
fn does_not_rise(what: &str, difference: Estimate) {
    let value = difference.value.expect("a value");
    // Where too few worlds differ for an error nothing can be said.
    let error = difference.mcse.unwrap_or(f64::INFINITY);
    println!("{what}: {value:.6} ± {error:.6}");
    assert!(value <= 3.0 * error, "{what} rises: {value} ± {error}");
}

const DEFAULT_RATE: (WorldColumn, WorldColumn) = (WorldColumn::Defaults, WorldColumn::Accepted);
const EXPECTED_LOSS: (WorldColumn, WorldColumn) = (WorldColumn::LossPv, WorldColumn::OriginalLoan);

/// The mainland study: three scenarios, each with seven down payments from the lowest.
fn china() -> &'static (Study, StudyResult) {
    static CHINA: OnceLock<(Study, StudyResult)> = OnceLock::new();
    CHINA.get_or_init(|| {
        let study = study_with(&config("china_leverage.toml"), &SMALL);
        let result = run(&study);
        (study, result)
    })
}

const RATIOS: usize = 7;

/// With the same buffer of months in every cell a higher down payment raises neither default nor the lender's loss: from
/// each down payment to the next within three paired errors, and from the lowest to the highest clearly down. Once a
/// home covers its debt the lender loses nothing any more and earns a little penalty interest, the less the rarer
/// default is: such losses, below zero, may rise towards it and not beyond.
#[test]
fn down_payment_lowers_default_and_loss() {
    let (study, result) = china();
    for scenario in 0..study.cells.len() / RATIOS {
        let name = study.cells[scenario * RATIOS].label.scenario.clone().expect("a scenario");
        let cells = scenario * RATIOS..(scenario + 1) * RATIOS;
        for (measure, (y, x)) in [("default rate", DEFAULT_RATE), ("expected loss", EXPECTED_LOSS)] {
            for cell in cells.clone().skip(1) {
                let label = format!("{name}, {measure}, down payment {cell} over {}", cell - 1);
                let before = ratio_of_sums(&column_of(result, cell - 1, y), &column_of(result, cell - 1, x));
                if before.value.expect("a value") > 0.0 {
                    does_not_rise(&label, difference((result, cell), (result, cell - 1), y, x));
                } else {
                    let now = ratio_of_sums(&column_of(result, cell, y), &column_of(result, cell, x));
                    does_not_rise(&format!("{label}, above nothing"), now);
                }
            }
            let label = format!("{name}, {measure}, highest over lowest down payment");
            falls(&label, difference((result, cells.end - 1), (result, cells.start), y, x));
        }
    }
}

/// Steeper slides bring more default and more loss at the lower down payments, where prices matter.
#[test]
fn falling_prices_raise_default_and_loss() {
    let (_, result) = china();
    for (calm, steep) in [(0, 1), (1, 2)] {
        for ratio in [0, 2] {
            let (calm, steep) = (calm * RATIOS + ratio, steep * RATIOS + ratio);
            for (measure, (y, x)) in [("default rate", DEFAULT_RATE), ("expected loss", EXPECTED_LOSS)] {
                let label = format!("{measure}, cell {calm} over {steep}");
                falls(&label, difference((result, calm), (result, steep), y, x));
            }
        }
    }
}

/// The mainland study at the fitted slide and one down payment, with settings laid over it.
fn slide(sets: &[&str]) -> StudyResult {
    run(&shipped_study("china_leverage.toml", "", &[&SMALL[..], &["loan.down_payment=0.2"], sets].concat()))
}

#[test]
fn longer_horizons_and_worse_labour_markets_bring_more_default() {
    let base = slide(&[]);
    let longer = slide(&["study.horizon_months=160"]);
    let riskier = slide(&["labour.separation_monthly=0.013"]);
    let slower = slide(&["labour.finding_monthly=0.17"]);
    let (y, x) = DEFAULT_RATE;
    falls("ten years over thirteen", difference((&base, 0), (&longer, 0), y, x));
    falls("fewer separations over more", difference((&base, 0), (&riskier, 0), y, x));
    falls("quicker finding over slower", difference((&base, 0), (&slower, 0), y, x));
    // World by world a longer horizon cannot take a default back.
    for world in 0..300 {
        let of = |result: &StudyResult| world_row(result, world, 0)[WorldColumn::Defaults as usize];
        assert!(of(&base) <= of(&longer), "world {world}");
    }
}

/// Bigger buffers and a higher floor under income make default rarer.
#[test]
fn buffers_prevent_default() {
    let base = slide(&[]);
    let bigger = slide(&["household.cash_months=9", "household.buffer_target_months=9"]);
    let floored = slide(&["household.floor_income_frac=0.35"]);
    let (y, x) = DEFAULT_RATE;
    falls("nine months over six", difference((&bigger, 0), (&base, 0), y, x));
    falls("a higher floor over a lower", difference((&floored, 0), (&base, 0), y, x));
}

/// Hong Kong from 1997: the share under water rises as the replayed index falls and falls as it rises, and is highest
/// near the trough of July 2003, 69 months on; the debt repaid meanwhile moves the peak earlier, never by half a year.
#[test]
fn under_water_moves_against_the_index() {
    let study = study_with(&config("hong_kong_1997.toml"), &["study.worlds=32", "study.households=500"]);
    let world = Simulation::new(&study, InstructionSet::best()).world(0);
    let result = run(&study);
    let horizon = study.horizon_months as usize;
    // As it was, 50% down: with less everybody is under water within a year.
    let cell = 3;
    let index = &world.index[study.cells[cell].price];
    let share: Vec<f64> = (1..=horizon)
        .map(|month| {
            let under_water: i64 =
                month_end(&result, cell, month).iter().map(|end| end[MonthCounter::UnderWater as usize]).sum();
            under_water as f64 / 16_000.0
        })
        .collect();
    let trough = (1..=horizon).min_by(|a, b| index[*a].total_cmp(&index[*b])).expect("a month");
    let peak = (1..=horizon).max_by(|a, b| share[a - 1].total_cmp(&share[b - 1])).expect("a month");
    println!("trough in month {trough}, most under water in month {peak}: {:.3}", share[peak - 1]);
    assert_eq!(trough, 69);
    assert!(peak <= trough + 2 && trough <= peak + 5, "most are under water in month {peak}, trough in {trough}");
    assert!(share[peak - 1] > 0.4 && share[5] < 0.2 && share[horizon - 1] < 0.5 * share[peak - 1]);
    let correlation = correlation(&share, &index[1..=horizon]);
    assert!(correlation < -0.8, "share under water and index: {correlation}");
    // A higher down payment keeps more afloat, month by month in every one.
    for cell in 1..4 {
        let (less, more) = (
            total(&result, cell, WorldColumn::MonthsUnderWater),
            total(&result, cell - 1, WorldColumn::MonthsUnderWater),
        );
        assert!(less < more, "cell {cell}");
    }
}

fn correlation(x: &[f64], y: &[f64]) -> f64 {
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let (x_mean, y_mean) = (mean(x), mean(y));
    let product = |a: &[f64], a_mean: f64, b: &[f64], b_mean: f64| -> f64 {
        a.iter().zip(b).map(|(a, b)| (a - a_mean) * (b - b_mean)).sum()
    };
    product(x, x_mean, y, y_mean) / (product(x, x_mean, x, x_mean) * product(y, y_mean, y, y_mean)).sqrt()
}

/// What the head of a study says of its own results is what it prints, at a fifth of its size.
#[test]
fn the_american_study_prints_what_its_head_says() {
    let path = config("us_non_recourse.toml");
    let text = std::fs::read_to_string(&path).expect("a config").replace("\n# ", " ");
    let head = text.split("extends").next().expect("a head");
    let between = |from: &str, to: &str| -> Vec<f64> {
        let words = head.split(from).nth(1).and_then(|rest| rest.split(to).next()).expect(from);
        let numbers = words.split([' ', ',']).filter_map(|word| word.trim_end_matches('%').parse().ok());
        numbers.map(|percent: f64| percent / 100.0).collect()
    };
    let result = run(&study_with(&path, &["study.worlds=200", "study.households=200"]));
    let near = |what: &str, said: f64, found: f64, most: f64| {
        println!("{what}: said {said}, found {found:.4}");
        assert!((said - found).abs() < most, "{what}: said {said}, found {found}");
    };
    let defaults = |cell| total(&result, cell, WorldColumn::Defaults) as f64;
    let said = between("the study prints", ";");
    assert_eq!(said.len(), 5);
    for (cell, said) in said.into_iter().enumerate() {
        let found = defaults(cell) / total(&result, cell, WorldColumn::Accepted) as f64;
        near(&format!("default, cell {cell}"), said, found, 0.008);
    }
    let strategic = total(&result, 0, WorldColumn::DefaultsStrategic) as f64;
    near("with lost income", between("at 5% down", "of its")[0], 1.0 - strategic / defaults(0), 0.02);
    // The file's bands: 91-95, 81-90 twice, 71-80, 61-70.
    let file = std::fs::read_to_string(root().join("data/us_default_and_severity_by_ltv_2006_vintage.csv"));
    let file = file.expect("the yardstick");
    let of_band = |band: &str| -> f64 {
        let line = file.lines().find(|line| line.split(',').nth(1) == Some(band)).expect(band);
        line.split(',').nth(3).expect("a rate").parse().expect("a number")
    };
    let bands = ["91-95", "81-90", "81-90", "71-80", "61-70"];
    for (band, said) in bands.into_iter().zip(between("bands of those LTVs have", "The second")) {
        near(band, said, of_band(band), 0.0006);
    }
}

/// Where the lender cannot follow the household, more walk away; and fewer do the more is collected.
#[test]
fn recourse_keeps_households_paying() {
    let small = |sets: &[&str]| {
        let base = ["study.worlds=150", "study.households=200"];
        run(&study_with(&config("us_non_recourse.toml"), &[&base[..], sets].concat()))
    };
    let none = small(&[]);
    let full = |share: &str| {
        let share = format!("recourse.garnished_share={share}");
        small(&["recourse.kind=\"full\"", "recourse.collection_months=60", &share])
    };
    let (little, much) = (full("0.1"), full("0.4"));
    for cell in 0..3 {
        let strategic = |a, b| difference((a, cell), (b, cell), WorldColumn::DefaultsStrategic, WorldColumn::Accepted);
        falls(&format!("cell {cell}: recourse over none"), strategic(&little, &none));
        falls(&format!("cell {cell}: much over little"), strategic(&much, &little));
    }
}

/// The households' study: what the lender keeps out would have defaulted more often, one earner is riskier than two of the
/// same income, and those refused earn less.
#[test]
fn two_earners_and_rules_prevent_default() {
    let result = run(&study_with(&config("china_households.toml"), &["study.worlds=200"]));
    let (y, x) = DEFAULT_RATE;
    for cell in 0..3 {
        falls(
            &format!("down payment {cell}: two earners over one"),
            difference((&result, cell), (&result, cell + 3), y, x),
        );
        falls(&format!("down payment {cell}: rules over none"), difference((&result, cell), (&result, cell + 6), y, x));
    }
    let applicants = result.tallies.applicants.as_ref().expect("somebody can be refused");
    let sum = |verdict: usize, column: ApplicantColumn| -> f64 {
        (0..BATCHES).map(|batch| applicants.get(0, batch, verdict)[column as usize] as f64).sum()
    };
    let income = |verdict| sum(verdict, ApplicantColumn::Income) / sum(verdict, ApplicantColumn::Households);
    let refused_dsti = VERDICTS.iter().position(|verdict| verdict.name == "refused_dsti").expect("a verdict");
    assert!(income(refused_dsti) < 0.8 * income(0), "{} and {}", income(refused_dsti), income(0));
}

/// Buying before a crash is worse than buying in a slide, and that worse than in a boom, at every down payment.
#[test]
fn a_household_had_better_buy_in_a_boom() {
    let study = study_with(&config("regime_switching.toml"), &SMALL);
    let result = run(&study);
    let ratios = 4;
    for ratio in 0..ratios {
        for (better, worse) in [(0, 1), (1, 2)] {
            let (better, worse) = (better * ratios + ratio, worse * ratios + ratio);
            for (y, x) in [DEFAULT_RATE, EXPECTED_LOSS] {
                falls(&format!("cell {better} over {worse}"), difference((&result, better), (&result, worse), y, x));
            }
        }
    }
}

/// What the head of price_models.toml says: in every scenario but the last a year's log growth has mean −0.02 and
/// standard deviation 0.10. Over five years momentum spreads prices widest and reversion least.
#[test]
fn the_price_models_agree_on_a_year() {
    let study = study_with(&config("price_models.toml"), &[]);
    let simulation = Simulation::new(&study, InstructionSet::best());
    let models: Vec<usize> = study.cells.iter().step_by(2).map(|cell| cell.price).collect();
    assert_eq!(models.len(), 6);
    let worlds = 30_000;
    let mut sums = vec![[0.0; 4]; models.len()];
    for world in 0..worlds {
        let path = simulation.world(world);
        for (sums, model) in sums.iter_mut().zip(&models) {
            let (year, five) = (path.log_index[*model][12], path.log_index[*model][60]);
            for (sum, value) in sums.iter_mut().zip([year, year * year, five, five * five]) {
                *sum += value / f64::from(worlds);
            }
        }
    }
    let spread = |mean: f64, square: f64| (square - mean * mean).sqrt();
    for [mean, square, ..] in &sums[..5] {
        println!("mean {mean:.4}, spread {:.4}", spread(*mean, *square));
        // Four errors of 0.10/√worlds.
        assert!((mean + 0.02).abs() < 0.0024, "mean {mean}");
        assert!((spread(*mean, *square) - 0.10).abs() < 0.003, "spread {}", spread(*mean, *square));
    }
    let five: Vec<f64> = sums.iter().map(|[_, _, mean, square]| spread(*mean, *square)).collect();
    println!("five years: {five:.3?}");
    let (walk, momentum, reverting) = (five[0], five[3], five[4]);
    assert!(reverting < 0.9 * walk && momentum > 1.1 * walk, "{five:?}");
    for other in [five[1], five[2]] {
        assert!((other / walk - 1.0).abs() < 0.03, "{five:?}");
    }
}
