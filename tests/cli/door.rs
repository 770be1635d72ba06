//! What people write that is not what is meant, through the program.

use std::fs;

use super::support::{Place, config};

#[test]
fn numbers_of_options_are_read_or_told_how_to_be_written() {
    let smoke = config("smoke");
    let place = Place::new();
    let refused = |option: &str, value: &str| place.run(&["check", &smoke, option, value]).refused();
    for (option, value, said) in [
        ("--worlds", "1e6", "write 1000000"),
        ("--worlds", "-5", "a whole number is needed, such as 1000"),
        ("--households", "1,000", "write 1000"),
        ("--seed", "１２", "write 12"),
        ("--worlds", "5000000000", "it is more than 4294967295"),
    ] {
        let stderr = refused(option, value);
        assert!(stderr.contains(said) && stderr.contains(option), "{option} {value}: {stderr}");
    }
    assert!(place.run(&["check", &smoke, "--worlds", "1_000"]).well().contains("1,000 worlds"));
}

#[test]
fn a_misspelt_command_is_guessed() {
    for (given, meant) in [("rnu", "run"), ("chekc", "check"), ("exprot", "export")] {
        let stderr = Place::new().run(&[given]).refused();
        assert!(stderr.contains(&format!("'{meant}'")), "{given}: {stderr}");
    }
    assert!(!Place::new().run(&["xyz"]).refused().contains("similar"));
}

#[test]
fn a_series_is_shown_as_it_is_read_and_doubted_where_its_unit_is_unlikely() {
    let place = Place::new();
    let study = |series: &str| {
        let labour = format!(
            "[labour]\nkind = \"series\"\nseparation_monthly = 0.01\nfinding_monthly = 0.2\nstart_month = \"2000-01\"\n\
             series = {{ file = \"x.csv\", column = \"unemployment\", scale = 0.01 }}\n\
             [policy_rate]\nkind = \"series\"\nstart_month = \"2000-01\"\n\
             series = {{ file = \"x.csv\", column = \"rate\"{series} }}\n\
             [correlation]\nprice_labour = 0\nprice_policy_rate = 0\nlabour_policy_rate = 0\n\
             [loan]\nspread_annual = 0.01\n[study]\nhorizon_months = 12\n[[scenario]]\nname = \"one\"\n"
        );
        fs::write(place.path("a.toml"), format!("extends = {:?}\n{labour}", config("smoke"))).expect("a config");
        place.run(&["check", "a.toml"]).well()
    };
    let rows: String =
        (1..=12).map(|month| format!("2000-{month:02},0.{month:02},4.5\n2001-{month:02},0.9,5\n")).collect();
    let mut rows: Vec<&str> = rows.lines().collect();
    rows.sort_unstable();
    fs::write(place.path("x.csv"), format!("month,rate,unemployment\n{}\n", rows.join("\n"))).expect("data");
    let printed = study(", scale = 0.01");
    let read = "  policy_rate.series: x.csv, rate × 0.01, monthly, 2000-01 to 2001-12, from 0.01% a year (2000-01) to \
        0.9% a year (2001-01)\n";
    assert!(printed.contains(read), "{printed}");
    assert!(
        printed.contains("labour.series: x.csv, unemployment × 0.01, monthly, 2000-01 to 2001-12, from 4.5%"),
        "{printed}"
    );
    assert!(!printed.contains("is read as"), "{printed}");
    let printed = study("");
    let doubt = "policy_rate.series: is read as a rate per year of up to 90% (2001-01); where the file is in per cent, \
        write scale = 0.01\n";
    assert!(printed.contains(doubt), "{printed}");
}

#[test]
fn unemployment_read_a_hundred_times_too_small_is_doubted() {
    let place = Place::new();
    let labour = "[labour]\nkind = \"series\"\nseparation_monthly = 0.01\nfinding_monthly = 0.2\nstart_month = \"2000-01\"\n\
         series = { file = \"x.csv\", column = \"u\", scale = 0.01 }\n";
    fs::write(
        place.path("x.csv"),
        "year,u\n2000,0.05\n2001,0.04\n2002,0.06\n2003,0.05\n2004,0.05\n2005,0.04\n2006,0.05\n",
    )
    .expect("data");
    let other = "[correlation]\nprice_labour = 0\nlabour_policy_rate = 0\n[study]\nhorizon_months = 12\n";
    let text = format!("extends = {:?}\n{labour}{other}", config("smoke"));
    fs::write(place.path("a.toml"), text).expect("a config");
    let printed = place.run(&["check", "a.toml"]).well();
    let doubt = "labour.series: is read as unemployment of down to 0.04%; where the file has fractions, leave \
        scale out\n";
    assert!(printed.contains(doubt), "{printed}");
}

#[test]
fn names_that_are_formulas_stay_as_they_are_and_are_told() {
    let place = Place::new();
    let text = format!(
        "extends = {:?}\n[[scenario]]\nname = \"=1+1\"\n[[scenario]]\nname = \"[3pt] -20%\"\n",
        config("smoke")
    );
    fs::write(place.path("a.toml"), text).expect("a config");
    let sizes = ["--worlds", "3", "--households", "20", "--no-report", "--out", "out", "--format", "csv,tex,svg,xlsx"];
    let ended = place.run(&[&["run", "a.toml"][..], &sizes].concat());
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    assert!(ended.stderr.contains("Excel takes \"=1+1\" for a formula"), "{}", ended.stderr);
    let read = |name: &str| fs::read_to_string(place.path(&format!("out/{name}"))).expect("a file");
    assert!(read("summary.csv").contains(",=1+1,"), "{}", read("summary.csv"));
    assert!(read("tables.tex").contains("\n{}[3pt] -20\\%"), "{}", read("tables.tex"));
}

#[cfg(unix)]
#[test]
fn what_is_no_regular_file_is_refused_and_not_waited_for() {
    use std::process::Command;
    let place = Place::new();
    Command::new("mkfifo").arg(place.path("pipe")).status().expect("mkfifo");
    for name in ["pipe", "/dev/zero", "."] {
        assert!(place.run(&["check", name]).refused().contains("not a"), "{name}");
    }
}
