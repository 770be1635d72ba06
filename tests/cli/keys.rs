//! `underwater keys`: every key told as the schema has it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use serde_json::Value;
use underwater::config::shipped::{REGIMES, STUDIES};
use underwater::config::{Takes, example, key_facts, key_tables};

use super::support::{Place, ended};
use crate::support::root;

#[test]
fn a_key_is_told_in_full() {
    let printed = Place::new().run(&["keys", "loan.switch_month"]).well();
    assert_eq!(
        printed,
        "loan.switch_month
    Last month of level payment, 1 to term - 1; with `method = \"hybrid\"`.

    takes       a whole number
    range       [1, 599]
    unit        month from origination
    absent      may be absent; belongs to method = \"hybrid\"
    example     [loan]
                method = \"hybrid\"
                switch_month = 18

"
    );
}

#[test]
fn a_key_of_several_kinds_is_told_for_each() {
    let printed = Place::new().run(&["keys", "price.drift_annual"]).well();
    assert_eq!(printed.matches("price.drift_annual\n").count(), 2);
    for kind in ["gbm", "jump-diffusion"] {
        assert!(printed.contains(&format!("exists with price.kind = {kind}\n")), "{printed}");
        assert!(printed.contains(&format!("kind = \"{kind}\"\n")), "{printed}");
    }
}

#[test]
fn a_table_is_told_with_its_own_keys_and_the_tables_in_it() {
    let printed = Place::new().run(&["keys", "household.second_earner"]).well();
    let names: Vec<&str> = printed.lines().filter(|line| !line.starts_with(' ') && !line.is_empty()).collect();
    assert_eq!(
        names,
        ["[household.second_earner]", "separation_hazard_ratio", "spell_correlation", "wage_frac", "tables in it"],
        "{printed}"
    );
    assert!(printed.contains("[household.second_earner.leave], 4 keys:"), "{printed}");
    let place = Place::new();
    assert_eq!(place.run(&["keys", "foreclosure.rounds"]).well(), place.run(&["keys", "foreclosure.rounds[0]"]).well());
    assert!(place.run(&["keys", "sweep"]).well().starts_with("[sweep]\n"));
}

#[test]
fn any_other_text_finds_the_keys_that_have_it() {
    let printed = Place::new().run(&["keys", "Walk_Away"]).well();
    let names: Vec<&str> = printed.lines().filter(|line| !line.starts_with(' ')).collect();
    assert_eq!(names, ["distress.investor_walk_away_threshold", "distress.walk_away_threshold"]);
}

#[test]
fn nothing_found_is_told_with_what_was_meant() {
    let place = Place::new();
    for (given, meant) in [
        ("dwn_payment", "did you mean `loan.down_payment`?"),
        ("loan.down_paymnet", "did you mean `loan.down_payment`?"),
        ("hosehold", "did you mean `household`?"),
    ] {
        let stderr = place.run(&["keys", given]).refused();
        assert!(stderr.contains(meant), "{given}: {stderr}");
    }
    let stderr = place.run(&["keys", "xyzzy"]).refused();
    assert!(!stderr.contains("did you mean") && stderr.contains("`underwater keys` names the tables"), "{stderr}");
}

#[test]
fn without_a_pattern_every_table_is_named_with_its_number_of_keys() {
    let printed = Place::new().run(&["keys"]).well();
    let mut own: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for facts in key_facts("") {
        let (table, key) = facts.key.rsplit_once('.').expect("a table");
        own.entry(table.to_owned()).or_default().insert(key.to_owned());
    }
    for (table, keys) in &own {
        let listed = table.replace("[0]", "[]");
        let line = printed.lines().map(str::trim).find(|line| line.split_whitespace().next() == Some(&listed));
        let line = line.unwrap_or_else(|| panic!("{table} is not listed:\n{printed}"));
        assert_eq!(line.split_whitespace().nth(1), Some(keys.len().to_string().as_str()), "{line}");
    }
    let named: BTreeSet<String> = key_tables().into_iter().map(|table| table.name).collect();
    let others: Vec<&String> = named.iter().filter(|name| !own.contains_key(*name)).collect();
    assert_eq!(others, ["extends", "scenario", "sweep", "uncertainty"]);
}

/// Each by itself, and its example is TOML whose value is one that the key takes.
#[test]
fn every_key_is_told_with_an_example_that_is_in_its_range() {
    for facts in key_facts("") {
        let alone = key_facts(&facts.key);
        assert!(alone.contains(&facts), "{}", facts.key);
        let lines = example(&facts);
        let text = lines.join("\n");
        let toml: toml::Table = text.parse().unwrap_or_else(|error| panic!("{}: {error}\n{text}", facts.key));
        let mut value = toml::Value::Table(toml);
        for part in facts.key.replace("[0]", ".0").split('.') {
            let inner = match part.parse::<usize>() {
                Ok(index) => value.get(index).cloned(),
                Err(_) => value.get(part).cloned(),
            };
            value = inner.unwrap_or_else(|| panic!("{}: no {part}\n{text}", facts.key));
        }
        let number = value.as_float().or_else(|| value.as_integer().map(|value| value as f64));
        match facts.takes {
            Takes::Number | Takes::WholeNumber => {
                let number = number.unwrap_or_else(|| panic!("{}: {text}", facts.key));
                assert!(facts.range.contains(number), "{}: {text}", facts.key);
                assert!(facts.multiple_of.is_none_or(|of| number % of as f64 == 0.0), "{}: {text}", facts.key);
            }
            Takes::NumberOrDistribution => {
                assert!(value.is_table() || number.is_some_and(|number| facts.range.contains(number)), "{}", facts.key);
            }
            Takes::Word => {
                let word = value.as_str().expect("a word");
                assert!(facts.words.iter().any(|(known, _)| known == word), "{}: {text}", facts.key);
            }
            Takes::Switch => assert!(value.is_bool(), "{}: {text}", facts.key),
            Takes::Month | Takes::Text => assert!(value.is_str(), "{}: {text}", facts.key),
            Takes::List | Takes::Table => assert!(value.is_array() || value.is_table(), "{}: {text}", facts.key),
        }
    }
}

#[test]
fn json_has_what_is_known() {
    let place = Place::new();
    let of = |arguments: &[&str]| -> Vec<Value> {
        let printed = place.run(&[&["keys", "--format", "json"], arguments].concat()).well();
        serde_json::from_str(&printed).expect("JSON")
    };
    let told = of(&["loan.down_payment"]);
    let [only] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!(only["minimum"], serde_json::json!({ "value": 0.0, "is_inclusive": true }));
    assert_eq!(only["maximum"], serde_json::json!({ "value": 1.0, "is_inclusive": false }));
    assert_eq!((&only["is_required"], &only["takes"]), (&true.into(), &"a number or a distribution".into()));
    assert_eq!(of(&[]).len(), key_facts("").len());
    place.run(&["keys", "no_such_key", "--format", "json"]).refused();
}

#[test]
fn what_is_told_fits_the_terminal() {
    let place = Place::new();
    for pattern in [&[][..], &["household"], &["loan.down_payment"], &["price"]] {
        for width in [60_usize, 80, 120] {
            let mut command = place.command(&[&["keys"], pattern].concat());
            let printed = ended(command.env("COLUMNS", width.to_string())).well();
            // Names of keys are not broken.
            let is_name = |line: &&str| !line.starts_with(' ') && line.contains("(price.kind");
            let widest = printed.lines().filter(|line| !is_name(line)).map(|line| line.chars().count()).max();
            assert!(widest.is_some_and(|widest| widest <= width), "{pattern:?} {width} {widest:?}:\n{printed}");
        }
    }
}

#[test]
fn the_configs_built_in_are_those_of_the_folder() {
    let names = |folder: &str| -> BTreeSet<String> {
        let entries = fs::read_dir(root().join("configs").join(folder)).expect("a folder");
        let files = entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
        let stems = files.filter_map(|file| file.strip_suffix(".toml").map(str::to_owned));
        stems.map(|stem| if folder.is_empty() { stem } else { format!("{folder}/{stem}") }).collect()
    };
    let built_in = |configs: &[underwater::config::shipped::Shipped]| -> BTreeSet<String> {
        configs.iter().map(|shipped| shipped.name.to_owned()).collect()
    };
    assert_eq!(built_in(&REGIMES), names("regimes"));
    assert_eq!(built_in(&STUDIES), names(""));
}
