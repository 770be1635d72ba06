//! A study with causes turned off: run, explained, and refused where a switch is none.

use std::fs::File;

use polars::prelude::{DataFrame, ParquetReader, SerReader};
use serde_json::Value;

use super::support::{Ended, Place, SMALL, config};

/// Prices fall and auctions lose in the smoke study, and most of its defaults follow from income.
const OFF: [&str; 4] = ["--set", "counterfactual.price_falls=false", "--set", "counterfactual.auction_losses=false"];

fn run(place: &Place, out: &str, sets: &[&str]) -> (DataFrame, Ended) {
    let ended = place.run_small(out, &[&["--save-paths"][..], sets].concat());
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    let file = File::open(place.path(&format!("{out}/paths.parquet"))).expect("paths");
    (ParquetReader::new(file).finish().expect("Parquet"), ended)
}

fn whole_numbers(paths: &DataFrame, column: &str) -> Vec<Option<i64>> {
    paths.column(column).expect(column).i64().expect("whole numbers").iter().collect()
}

#[test]
fn turned_off_causes_are_run_and_told() {
    let place = Place::new();
    let (as_it_is, ended) = run(&place, "as_it_is", &[]);
    assert!(!ended.stderr.contains("counterfactual"), "{}", ended.stderr);
    let (off, ended) = run(&place, "off", &OFF);
    let caution = "counterfactual.price_falls: a counterfactual in every cell: no home is worth less than its price, \
                   auctions bring the value; the numbers say what would have been";
    assert!(ended.stderr.contains(caution), "{}", ended.stderr);
    assert_ne!(place.manifest("as_it_is")["hash"], place.manifest("off")["hash"]);

    // The same households; homes that are auctioned bring their value in round 1.
    assert_eq!(whole_numbers(&off, "home_price_cents"), whole_numbers(&as_it_is, "home_price_cents"));
    let discounts = |paths: &DataFrame| {
        let rounds = whole_numbers(paths, "auction_round");
        let discounts = whole_numbers(paths, "auction_discount_frac_1e9");
        let found = rounds.into_iter().zip(discounts).filter(|(round, _)| round.is_some_and(|round| round > 0));
        found.collect::<Vec<_>>()
    };
    let sold = discounts(&off);
    assert!(!sold.is_empty() && sold.iter().all(|it| *it == (Some(1), Some(0))), "{sold:?}");
    assert!(discounts(&as_it_is).iter().any(|(round, discount)| *round > Some(1) && *discount > Some(0)));

    // A story of a home that was auctioned is that of its row, and says what was turned off.
    let rounds = whole_numbers(&off, "auction_round");
    let row = rounds.iter().position(|round| *round == Some(1)).expect("an auction");
    let cells = off.height() / (6 * 50);
    let (path, cell) = (row / cells, (row % cells).to_string());
    let (world, household, smoke) = ((path / 50).to_string(), (path % 50).to_string(), config("smoke"));
    let one = ["explain", &smoke, "--world", &world, "--household", &household, "--cell", &cell];
    let story = |more: &[&str]| place.run(&[&one[..], &SMALL, &OFF, more].concat()).well();
    let told: Value = serde_json::from_str(&story(&["--format", "json"])).expect("JSON");
    assert_eq!(told["turned_off"], serde_json::json!(["price_falls", "auction_losses"]));
    for column in ["household_loss_cents", "auction_price_cents", "settlement_month", "months_under_water"] {
        assert_eq!(told["outcome"][column].as_i64(), whole_numbers(&off, column)[row], "{column}");
    }
    let table = story(&[]);
    assert!(table.contains("\ncounterfactual: price_falls, auction_losses turned off\n"), "{table}");
    assert!(table.contains("auction losses turned off: first round sells at the value"), "{table}");
    let free: Value =
        serde_json::from_str(&place.run(&[&one[..], &SMALL, &["--format", "json"]].concat()).well()).expect("JSON");
    assert!(free.get("turned_off").is_none());
}

#[test]
fn a_switch_that_is_none_is_refused_at_its_place() {
    let place = Place::new();
    let refused = |set: &str| place.run_small("here", &["--set", set]).refused();
    let misspelt = refused("counterfactual.price_fall=false");
    assert!(misspelt.contains("counterfactual.price_fall is not a key; did you mean `price_falls`?"), "{misspelt}");
    let number = refused("counterfactual.rate_rises=0");
    assert!(number.contains("counterfactual.rate_rises = 0 is not true or false"), "{number}");
    assert!(place.names("here").is_empty());
}
