//! `underwater check`.

use std::fs;

use super::support::{Place, config};

#[test]
fn it_says_what_the_study_would_do() {
    let place = Place::new();
    let printed = place.run(&["check", &config("smoke"), "--worlds", "2000", "--seed", "99"]).well();
    for said in [
        "2,000 worlds × 100 households = 200,000",
        "28,800,000 to the horizon",
        "2 price models, 1 labour market, 1 policy rate, 1 exogenous life",
        "with --save-paths",
        "seed              99",
        "results/smoke/",
        "   3  scenario = short_loan, loan.down_payment = 0.2",
    ] {
        assert!(printed.contains(said), "{said}: {printed}");
    }
    assert!(place.names(".").is_empty(), "it writes nothing");
}

#[test]
fn every_study_of_the_repository_but_those_with_known_faults_is_sound() {
    for name in ["smoke", "china_leverage", "us_non_recourse"] {
        Place::new().run(&["check", &config(name)]).well();
    }
}

#[test]
fn data_files_are_named_with_their_checksums() {
    let printed = Place::new().run(&["check", &config("us_non_recourse")]).well();
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/data/us_unemployment_rate_monthly.csv");
    let digest = blake3::hash(&fs::read(data).expect("data")).to_hex();
    assert!(printed.contains(&format!("{digest}  {data}")), "{printed}");
}

#[test]
fn the_folder_it_names_is_the_one_that_run_fills() {
    let place = Place::new();
    let smoke = config("smoke");
    let options = ["--worlds", "2", "--households", "3", "--set", "loan.term_months=300"];
    let printed = place.run(&[&["check", &smoke][..], &options].concat()).well();
    let folder = printed.lines().find_map(|line| line.strip_prefix("results ")).expect("a folder").trim();
    place.run(&[&["run", &smoke][..], &options].concat()).well();
    assert!(place.path(folder).join("manifest.json").is_file());
}

#[test]
fn a_long_list_of_cells_is_cut() {
    let place = Place::new();
    let values = (10..60).map(|percent| format!("0.{percent}")).collect::<Vec<_>>().join(", ");
    let smoke = config("smoke");
    let text = format!("extends = {smoke:?}\n[sweep]\ngrid = {{ \"loan.down_payment\" = [{values}] }}\n");
    fs::write(place.path("many.toml"), text).expect("a config");
    let printed = place.run(&["check", "many.toml"]).well();
    assert!(printed.contains("cells             100") && printed.ends_with("  and 60 more\n"), "{printed}");
}

#[test]
fn every_fault_is_said_at_once() {
    let stderr = Place::new()
        .run(&["check", &config("smoke"), "--worlds", "0", "--set", "loan.trm=3", "--set", "price.kind=gmb"])
        .refused();
    for said in ["--set loan.trm=3:", "did you mean `gbm`", "[1, 4000000000]", "error: 3 faults in the config"] {
        assert!(stderr.contains(said), "{said}: {stderr}");
    }
}

/// What once was seen only when the models were made: a chain without one start, a market that cannot be as its series says,
/// money that the results cannot hold.
#[test]
fn what_models_and_results_cannot_hold_is_said_by_check_and_run_and_nothing_is_written() {
    let place = Place::new();
    let rows: String = (1..=12).map(|month| format!("2000-{month:02},5\n2001-{month:02},5\n")).collect();
    let mut rows: Vec<&str> = rows.lines().collect();
    rows.sort_unstable();
    fs::write(place.path("u.csv"), format!("month,rate\n{}\n", rows.join("\n"))).expect("data");
    let text = format!(
        "extends = {:?}\n[price]\nkind = \"regime-switching\"\nregimes = [\n\
         {{ name = \"good\", drift_annual = 0.05, volatility_annual = 0.1, transition_monthly = [1, 0] }},\n\
         {{ name = \"bad\", drift_annual = -0.05, volatility_annual = 0.1, transition_monthly = [0, 1] }}]\n\
         [labour]\nkind = \"series\"\nstart_month = \"2000-01\"\nseparation_monthly = 0.01\nfinding_monthly = 0.2\n\
         finding_sensitivity = -2\nseries = {{ file = \"u.csv\", column = \"rate\", scale = 0.01 }}\n\
         [correlation]\nprice_labour = 0\nlabour_policy_rate = 0\n[study]\nhorizon_months = 12\n[household]\nhome_price = 1e25\n\
         [[scenario]]\nname = \"one\"\n",
        config("smoke")
    );
    fs::write(place.path("bad.toml"), text).expect("a config");
    let before = place.names(".");
    for command in [&["check", "bad.toml"][..], &["run", "bad.toml"], &["run", "bad.toml", "--out", "here"]] {
        let stderr = place.run(command).refused();
        for said in [
            "bad.toml:2:1  price.initial_regime is missing: without it the chain starts from its stationary distribution",
            "bad.toml:12:23  labour.finding_sensitivity = -2 means that unemployment falls as the market gets worse",
            "bad.toml:20:14  household.home_price = 1e25 is above",
            "error: 3 faults in the config",
        ] {
            assert!(stderr.contains(said), "{said}: {stderr}");
        }
        assert_eq!(place.names("."), before, "nothing is written");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_study_too_large_for_the_machine_is_shown_and_refused() {
    let ended = Place::new().run(&["check", &config("smoke"), "--worlds", "4000000000"]);
    assert_eq!(ended.code, Some(2));
    assert!(ended.stdout.contains("TB"), "{}", ended.stdout);
    assert!(ended.stderr.contains("the table of worlds alone takes"), "{}", ended.stderr);
}

#[test]
fn a_label_that_names_nothing_is_told() {
    let place = Place::new();
    let labels = "study.labels=[{ of = \"crash\", en = \"prices crash\" }, { of = \"crahs\", en = \"a slip\" }]";
    let printed = place.run(&["check", &config("smoke"), "--set", labels]).well();
    assert!(printed.contains("\"crahs\" is no scenario, no swept key and no swept word"), "{printed}");
    assert!(!printed.contains("\"crash\" is no scenario"), "{printed}");
}
