//! Households of a survey, METHOD.md (330) and (331): each is a row, all of it, as often as weights say.

use underwater::config::{Overrides, load};
use underwater::kernel::{InstructionSet, PathRange};
use underwater::outcome::{NoRecord, PathOutcome};
use underwater::study::cautions;

use crate::config::support::{Folder, GOOD};
use crate::support::{loaded, outcomes, root, run_with};
use crate::test_twin_agreement::{differences, files};
use crate::twin::Twin;
use crate::twin::random_config::random_config;

/// Price, income, cash and weight of the rows of `tests/data/survey.csv`, which is made by hand.
const ROWS: [[i64; 4]; 5] = [
    [2_400_000, 26_000, 90_000, 600],
    [9_900_000, 1, 0, 0],
    [1_100_000, 10_500, 30_000, 1700],
    [3_900_000, 52_000, 400_000, 900],
    [700_000, 5_000, 8_000, 200],
];
/// Sum of the weights of these, 8.5 in the file.
const ALL: i64 = 3400;

fn surveyed(draw: &str, worlds: u32, households: u32) -> String {
    let by_rows = GOOD
        .replace("{ lognormal = { median = 3_000_000, sigma = 0.4 } }", "{ survey = \"price\" }")
        .replace(
            "price_to_income_years = { uniform = { min = 8, max = 14 } }",
            "income_monthly = { survey = \"income\" }",
        )
        .replace("cash_months = 6", "cash_mode = \"amount\"\ncash = { survey = \"amount\" }")
        .replace("worlds = 10", &format!("worlds = {worlds}"))
        .replace("households = 20", &format!("households = {households}"))
        .replace("horizon_months = 60", "horizon_months = 2");
    format!("{by_rows}\n[household.survey]\nfile = \"tests/data/survey.csv\"\nweight = \"weight\"\n{draw}\n")
}

fn paths(text: &str) -> Vec<PathOutcome> {
    let study = underwater::study::resolve(&loaded(text));
    let range = PathRange { first: 0, count: study.paths() as usize };
    outcomes(&study, InstructionSet::best(), range, &mut NoRecord)
}

/// Row of the survey that a path is: all of it stands in one.
fn row_of(path: &PathOutcome) -> usize {
    let is =
        |row: &[i64; 4]| row[..3] == [path.home_price, path.income_monthly, path.opening_cash].map(|cents| cents / 100);
    ROWS.iter().position(is).expect("a row of the survey")
}

#[test]
fn rows_shared_out_are_as_many_as_their_weights_say() {
    let all = paths(&surveyed("draw = \"every-row\"", 3, 100));
    for world in all.chunks(100) {
        let mut count = [0; 5];
        world.iter().for_each(|path| count[row_of(path)] += 1);
        // Of 100 they are due 17.65, 0, 50, 26.47 and 5.88.
        assert_eq!(count, [18, 0, 50, 26, 6]);
    }
    let numbers = |world: &[PathOutcome]| world.iter().map(row_of).collect::<Vec<_>>();
    assert_eq!(numbers(&all[..100]), numbers(&all[200..]), "the same rows in every world");
}

/// Each row is drawn as often as its weight says, within four standard errors.
#[test]
fn rows_drawn_are_in_proportion() {
    let all = paths(&surveyed("", 40, 500));
    let mut count = [0.0; 5];
    all.iter().for_each(|path| count[row_of(path)] += 1.0);
    let n = all.len() as f64;
    for (count, [.., weight]) in count.into_iter().zip(ROWS) {
        let share = weight as f64 / ALL as f64;
        let error = (n * share * (1.0 - share)).sqrt();
        assert!((count - n * share).abs() <= 4.0 * error, "{count} of {n} for {share}");
    }
    assert_ne!(
        all[..500].iter().map(row_of).collect::<Vec<_>>(),
        all[500..1000].iter().map(row_of).collect::<Vec<_>>()
    );
}

#[test]
fn threads_and_cuts_change_nothing() {
    for draw in ["", "draw = \"every-row\""] {
        let study = underwater::study::resolve(&loaded(&surveyed(draw, 7, 300)));
        let run = |threads, cuts| {
            run_with(&study, threads, InstructionSet::best(), cuts, None).tallies.to_bytes().expect("bytes")
        };
        assert_eq!(run(1, Some((50, 7))), run(2, None));
    }
}

/// The engine and its twin where keys of random studies stand in rows.
#[test]
fn every_path_of_surveyed_households_agrees() {
    let (mut paths, mut disagreements, mut studies) = (0, Vec::new(), 0);
    for seed in 0..160 {
        let text = random_config(seed, files());
        if text.contains("[household.correlation]") {
            continue;
        }
        let mut lines: Vec<String> = Vec::new();
        for line in text.lines() {
            let column = |key: &str| match key {
                "home_price" => Some("price"),
                "price_to_income_years" => Some("ratio"),
                "income_monthly" => Some("income"),
                "cash_months" => Some("months"),
                "cash" => Some("amount"),
                "savings" => Some("savings"),
                "down_payment" => Some("down"),
                "essential_spending_frac" => Some("essential"),
                _ => None,
            };
            let key = line.split(" = ").next().unwrap_or_default();
            lines.push(column(key).map_or(line.to_owned(), |column| format!("{key} = {{ survey = {column:?} }}")));
        }
        lines.push("[household.survey]\nfile = \"tests/data/survey.csv\"\nweight = \"weight\"".to_owned());
        if seed % 2 == 0 {
            lines.push("draw = \"every-row\"".to_owned());
        }
        let folder =
            tempfile::Builder::new().prefix("test-config-").suffix(".toml").tempfile_in(root()).expect("a file");
        std::fs::write(folder.path(), lines.join("\n")).expect("a config");
        // Some would have a down payment that their other keys do not go with.
        let Ok(config) = load(folder.path(), &Overrides::default()) else { continue };
        studies += 1;
        let study = underwater::study::resolve(&config);
        let twin = Twin::new(&config.resolved, root());
        let range = PathRange { first: 0, count: study.paths() as usize };
        let engine = outcomes(&study, InstructionSet::best(), range, &mut NoRecord);
        for world in 0..twin.worlds() {
            let drawn = twin.world(world);
            for household in 0..twin.households() {
                let (slow, _) = twin.path_in(&drawn, world, household);
                let fast = &engine[(u64::from(world) * study.households + household) as usize];
                let found = differences(fast, &slow);
                paths += 1;
                if !found.is_empty() {
                    disagreements.push(format!("config {seed} world {world} household {household}: {found:#?}"));
                }
            }
        }
    }
    assert!(studies > 60, "{studies} studies");
    let first = &disagreements[..disagreements.len().min(8)];
    assert!(disagreements.len() <= paths / 10_000, "{} of {paths}:\n{}", disagreements.len(), first.join("\n"));
}

/// Four households are the rows a, c, c and d: of four rows with a weight the last is nobody.
#[test]
fn rows_that_are_nobody_are_told() {
    let told = |draw: &str, households: u32| {
        let study = underwater::study::resolve(&loaded(&surveyed(draw, 2, households)));
        let all = cautions(&study).into_iter().filter(|caution| caution.key == "household.survey.draw");
        all.map(|caution| caution.english).collect::<Vec<_>>()
    };
    let few = told("draw = \"every-row\"", 4);
    assert!(few[0].starts_with("1 of 4 rows with a weight stand for no household: 4 households"), "{few:?}");
    assert!(told("draw = \"every-row\"", 17).is_empty() && told("", 4).is_empty());
}

#[test]
fn what_surveys_refuse() {
    let survey = "id,weight,price,gap,far,none\na,1,2000000,1,5,0\nb,2,3000000,,700,0\nc,-1,1000000,3,6,0\n";
    let faults = |keys: &[(&str, &str)], table: &str| {
        let mut text = GOOD.to_owned();
        keys.iter().for_each(|(from, to)| text = text.replacen(from, to, 1));
        let folder = Folder::of(&[("a.toml", &format!("{text}\n{table}\n")), ("s.csv", survey)]);
        folder.faults(folder.load("a.toml"))
    };
    let price = ("{ lognormal = { median = 3_000_000, sigma = 0.4 } }", "{ survey = \"price\" }");
    let of_file = "[household.survey]\nfile = \"s.csv\"";
    assert_eq!(faults(&[price], of_file), "");
    let cash = |column: &'static str| [price, ("cash_months = 6", column)];
    for (keys, table, expected) in [
        (
            &[price][..],
            "",
            "household.home_price.survey = \"price\" draws from a survey, and there is no [household.survey]",
        ),
        (&[], of_file, "household.survey has no effect: no key draws from it; home_price = { survey = \"price\" }"),
        (
            &cash("cash_months = { survey = \"gap\" }"),
            of_file,
            "s.csv:3|household.cash_months.survey has nothing in \"gap\"",
        ),
        (
            &cash("cash_months = { survey = \"far\" }"),
            of_file,
            "s.csv:3|household.cash_months.survey has the value 700, which is not in [0, 600]",
        ),
        (&cash("cash_months = { survey = \"prise\" }"), of_file, "did you mean `price`?"),
        (
            &[price],
            "[household.survey]\nfile = \"s.csv\"\nweight = \"weight\"",
            "s.csv:4|household.survey.weight has the weight -1, below 0",
        ),
        (&[price], "[household.survey]\nfile = \"s.csv\"\nweight = \"none\"", "has no row with a weight above 0"),
        (&[price], "[household.survey]\nfile = \"t.csv\"", "household.survey.file = \"t.csv\""),
        (
            &[price],
            "[household.survey]\nfile = \"s.csv\"\ndraw = \"each\"",
            "is not \"in-proportion\" or \"every-row\"",
        ),
        (
            &[price, ("months_to_suit = 6", "months_to_suit = { survey = \"far\" }")],
            of_file,
            "is not what a row of a survey can hold",
        ),
        (
            &[price],
            "[household.survey]\nfile = \"s.csv\"\n[household.correlation]\nprice_income = 0.3",
            "cannot be: household.home_price stands in a row of a survey",
        ),
    ] {
        let told = faults(keys, table);
        for part in expected.split('|') {
            assert!(told.contains(part), "{part}\n{told}");
        }
    }
}
