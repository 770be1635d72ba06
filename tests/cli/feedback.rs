//! Prices that answer to sales, in commands: what `check` tells of them, a story that is the path of the run, and tapes.

use std::fs;

use serde_json::Value;
use underwater::kernel::InStep;
use underwater::outcome::NoRecord;
use underwater::world::Answer;

use super::support::{Place, config};
use crate::support::{everything_in_step, study_at};

/// A study of two cells, one of them in feedback.
fn study(place: &Place, impact: &str, more: &str) -> String {
    let text = format!(
        "extends = {:?}\n[study]\nname = \"fed_back\"\nworlds = 6\nhouseholds = 60\n{more}\n[feedback]\nimpact = 1.0\n\
         mortgaged_share_frac = 0.5\npermanent_frac = 0.5\ndecay_monthly = 0.1\n\
         [sweep]\ngrid = {{ \"feedback.impact\" = [0.0, {impact}], \"loan.down_payment\" = [0.1] }}\n\
         [[scenario]]\nname = \"crash\"\nprice.drift_annual = -0.15\n",
        config("smoke")
    );
    fs::write(place.path("fed_back.toml"), text).expect("written");
    "fed_back.toml".to_owned()
}

#[test]
fn a_story_is_the_path_of_the_run() {
    let place = Place::new();
    let file = study(&place, "4.0", "");
    place.run(&["run", &file, "--out", "here", "--save-paths", "--no-report"]).well();
    let paths = underwater_paths(&place.path("here/paths.parquet"));
    let mut moved = 0;
    for (world, household) in [(0, 3), (2, 17), (3, 41), (5, 59)] {
        let mut indices = Vec::new();
        for cell in 0..2 {
            let (world, household) = (world.to_string(), household.to_string());
            let arguments =
                ["explain", &file, "--world", &world, "--household", &household, "--cell", &cell.to_string()];
            let printed = place.run(&[&arguments[..], &["--format", "json"]].concat()).well();
            let told: Value = serde_json::from_str(&printed).expect("JSON");
            let row = (world.parse::<usize>().unwrap() * 60 + household.parse::<usize>().unwrap()) * 2 + cell;
            for (column, kept) in &paths[row] {
                assert_eq!(told["outcome"][column].as_i64(), *kept, "{column}, world {world}, cell {cell}");
            }
            let months = told["months"].as_array().expect("months");
            indices.push(months.last().map(|month| month["index"].as_f64()));
        }
        moved += i32::from(indices[1].is_some_and(|index| index.is_some()));
    }
    assert!(moved > 0, "some bought, and are told the index that was moved");
    let table = place.run(&["explain", &file, "--world", "2", "--household", "17", "--cell", "1"]).well();
    assert!(table.contains("households act on each other"), "{table}");
}

/// Whole numbers of every path: column and value, those without a code.
fn underwater_paths(file: &std::path::Path) -> Vec<Vec<(String, Option<i64>)>> {
    use polars::prelude::{ParquetReader, SerReader};
    let frame = ParquetReader::new(fs::File::open(file).expect("a file")).finish().expect("paths");
    let wanted = ["default_month", "sale_month", "settlement_month", "months_under_water", "loss_pv_cents"];
    let columns: Vec<_> = wanted
        .iter()
        .map(|name| {
            let column =
                frame.column(name).expect("a column").cast(&polars::prelude::DataType::Int64).expect("numbers");
            column.i64().expect("numbers").iter().collect::<Vec<_>>()
        })
        .collect();
    (0..frame.height())
        .map(|row| wanted.iter().zip(&columns).map(|(name, of)| ((*name).to_owned(), of[row])).collect())
        .collect()
}

#[test]
fn check_tells_what_a_fall_comes_back_as() {
    let place = Place::new();
    let weak = place.run(&["check", &study(&place, "0.01", "")]).well();
    assert!(weak.contains("prices that answer to forced sales (pilot of 6 worlds, prices 1% lower"), "{weak}");
    assert!(weak.contains("gain 0.0") && !weak.contains("diverges") && !weak.contains("     0  K "), "{weak}");
    let strong = place.run(&["check", &study(&place, "500.0", "")]).well();
    assert!(strong.contains("diverges") && strong.contains("one forced sale of 60 households"), "{strong}");
    let chinese = place.run(&["check", &study(&place, "500.0", ""), "--language", "zh"]).well();
    assert!(chinese.contains("发散"), "{chinese}");
}

/// K by hand: forced sales to the horizon with prices 1% lower, less those without, ÷ 0.01 ÷ stock.
#[test]
fn what_check_tells_is_the_difference_of_two_runs() {
    let place = Place::new();
    let file = study(&place, "3.0", "");
    let printed = place.run(&["check", &file]).well();
    let line = printed.lines().find(|line| line.contains("  K ")).expect("a gain");
    let numbers: Vec<f64> = line.split([' ', ',', ':']).filter_map(|word| word.parse().ok()).collect();
    let (extra_sales, gain) = (numbers[1], numbers[numbers.len() - 1]);
    let study = study_at(&place.path(&file));
    let (mut sales, mut bought) = ([0.0, 0.0], 0.0);
    for (run, fall) in [(0, 0.0), (1, 0.01)] {
        let answer = |end: InStep| {
            if end.cell == 1 {
                sales[run] += f64::from(end.happened.forced_sales);
                bought += if end.month == 0 { f64::from(end.households) / 2.0 } else { 0.0 };
            }
            Answer::of_prices(-fall)
        };
        everything_in_step(&study, &mut NoRecord, answer);
    }
    let expected = (sales[1] - sales[0]) / 0.01 / (bought / 0.5);
    assert!(expected != 0.0 && (extra_sales - expected).abs() < 0.000_51, "{line}: {expected}");
    // Half of the impact stays; of the other half a tenth is gone after a month, of 36.
    let comes_back = 3.0 * (0.5 * expected + 0.5 * expected / 36.0 / 0.1);
    assert!((gain - comes_back).abs() < 0.005_1, "{line}: {comes_back}");
}

/// K of stigma and of credit by hand: first defaults to the horizon where 5% more have defaulted, less those without, ÷ 0.05 ÷ households.
#[test]
fn what_check_tells_of_defaults_is_the_difference_of_two_runs() {
    let place = Place::new();
    let text = format!(
        "extends = {:?}\n[study]\nname = \"contagion\"\nworlds = 8\nhouseholds = 200\n\
         [feedback]\nstigma.easing = 8.0\ncredit = {{ sale_sensitivity = 20.0, memory_months = 9 }}\n\
         [sweep]\ngrid = {{ \"loan.down_payment\" = [0.1] }}\n[[scenario]]\nname = \"crash\"\nprice.drift_annual = -0.15\n",
        config("smoke")
    );
    fs::write(place.path("contagion.toml"), text).expect("written");
    let printed = place.run(&["check", "contagion.toml"]).well();
    let told = |heading: &str| -> Vec<f64> {
        let (_, after) = printed.split_once(heading).unwrap_or_else(|| panic!("{heading}: {printed}"));
        let line = after.lines().find(|line| line.contains("  K ")).expect("a gain");
        line.split([' ', ',', ':']).filter_map(|word| word.parse().ok()).collect()
    };
    let study = study_at(&place.path("contagion.toml"));
    let defaults = |answer: Answer| {
        let (mut defaults, mut bought) = (0.0, 0.0);
        everything_in_step(&study, &mut NoRecord, |end: InStep| {
            defaults += f64::from(end.happened.defaults);
            bought += if end.month == 0 { f64::from(end.households) } else { 0.0 };
            answer
        });
        (defaults, bought)
    };
    let (without, bought) = defaults(Answer::NONE);
    let eased = Answer { threshold_factor: (-8.0_f64 * 0.05).exp(), ..Answer::NONE };
    let tight = Answer { sale_factor: (-20.0_f64 * 0.05).exp(), ..Answer::NONE };
    let horizon = f64::from(study.horizon_months);
    for (heading, answer, remembered) in [
        ("walking away as others default (pilot of 8 worlds", eased, 1.0),
        ("credit that tightens", tight, 9.0 / horizon),
    ] {
        let expected = (defaults(answer).0 - without) / 0.05 / bought;
        let told = told(heading);
        let (extra, gain) = (told[1], told[told.len() - 1]);
        assert!(expected != 0.0 && (extra - expected).abs() < 0.000_51, "{heading}: {extra}, not {expected}");
        assert!((gain - expected * remembered).abs() < 0.005_1, "{heading}: {gain}, not {expected}·{remembered}");
    }
}

#[test]
fn a_tape_is_a_share_of_a_market() {
    let place = Place::new();
    let study = |more: &str| {
        let text = format!("extends = {:?}\nstudy.worlds = 2\n{more}", config("portfolio_china"));
        fs::write(place.path("book.toml"), text).expect("written");
        place.run(&["check", "book.toml"])
    };
    let feedback = "[feedback]\nimpact = 1.0\nmortgaged_share_frac = 0.5\n";
    let refused = study(feedback).refused();
    assert!(
        refused.contains("feedback.market_share_frac") && refused.contains("needed beside [portfolio]"),
        "{refused}"
    );
    let refused = study(&format!("portfolio.second_lives_worlds = 64\n{feedback}market_share_frac = 0.1\n")).refused();
    assert!(refused.contains("portfolio.second_lives_worlds") && refused.contains("[feedback]"), "{refused}");
    let told = study(&format!("{feedback}market_share_frac = 0.1\n")).well();
    assert!(told.contains("  K "), "{told}");
}
