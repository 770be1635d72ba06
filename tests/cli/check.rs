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

#[cfg(target_os = "linux")]
#[test]
fn a_study_too_large_for_the_machine_is_shown_and_refused() {
    let ended = Place::new().run(&["check", &config("smoke"), "--worlds", "4000000000"]);
    assert_eq!(ended.code, Some(2));
    assert!(ended.stdout.contains("TB"), "{}", ended.stdout);
    assert!(ended.stderr.contains("the table of worlds alone takes"), "{}", ended.stderr);
}
