//! `underwater compare`: planted differences are found, chance is not taken for one, and what cannot be compared is said.

use std::fs;

use polars::prelude::{DataFrame, ParquetReader, ParquetWriter, SerReader};
use serde_json::Value;

use super::support::{Place, SMALL, config};
use crate::support::VALUE_VERSION;

/// A run large enough that most estimates have an error.
fn run(place: &Place, out: &str, more: &[&str]) {
    run_config(place, &config("smoke"), out, more);
}

fn run_config(place: &Place, config: &str, out: &str, more: &[&str]) {
    let arguments =
        [&["run", config, "--out", out, "--no-report", "--quiet", "--worlds", "60", "--households", "40"], more]
            .concat();
    place.run(&arguments).well();
}

fn table(place: &Place, path: &str) -> DataFrame {
    let file = fs::File::open(place.path(path)).expect("a table");
    ParquetReader::new(file).finish().expect("read")
}

fn texts(table: &DataFrame, column: &str) -> Vec<String> {
    let column = table.column(column).expect("a column").str().expect("text");
    column.iter().map(|text| text.unwrap_or_default().to_owned()).collect()
}

fn floats(table: &DataFrame, column: &str) -> Vec<Option<f64>> {
    table.column(column).expect("a column").f64().expect("numbers").iter().collect()
}

fn copy(place: &Place, from: &str, to: &str) {
    fs::create_dir_all(place.path(to)).expect("a folder");
    for name in place.names(from) {
        fs::copy(place.path(from).join(&name), place.path(to).join(&name)).expect("copied");
    }
}

/// Changes a manifest, and takes away the digest that would tell.
fn forge(place: &Place, folder: &str, change: impl Fn(&mut Value)) {
    let mut manifest = place.manifest(folder);
    change(&mut manifest);
    manifest.as_object_mut().expect("an object").remove("digest");
    fs::write(place.path(folder).join("manifest.json"), manifest.to_string()).expect("written");
}

/// Changes a table and the manifest, so that it looks as written.
fn forge_summary(place: &Place, folder: &str, change: impl Fn(&mut DataFrame)) {
    let name = "summary.parquet";
    let mut rows = table(place, &format!("{folder}/{name}"));
    change(&mut rows);
    let mut bytes = Vec::new();
    ParquetWriter::new(&mut bytes).finish(&mut rows).expect("written");
    fs::write(place.path(folder).join(name), &bytes).expect("written");
    forge(place, folder, |manifest| {
        let files = manifest["files"].as_array_mut().expect("files");
        let listed = files.iter_mut().find(|file| file["name"] == name).expect("listed");
        listed["bytes"] = bytes.len().into();
        listed["blake3"] = blake3::hash(&bytes).to_hex().as_str().into();
    });
}

#[test]
fn a_run_is_the_same_as_itself() {
    let place = Place::new();
    run(&place, "a", &[]);
    let formats = "csv,xlsx,md,tex,json,svg";
    let printed = place.run(&["compare", "a", "a", "--out", "c", "--format", formats]).well();
    assert_eq!(printed, "The same: nothing differs between A and B.\nc\nc/report.html\n");
    assert_eq!(table(&place, "c/differences.parquet").height(), 0);
    assert_eq!(table(&place, "c/changes.parquet").height(), 0);
    assert_eq!(fs::read_to_string(place.path("c/changes.csv")).expect("text").lines().count(), 1, "a header alone");
    let page = fs::read_to_string(place.path("c/report.html")).expect("a page");
    let hash = place.manifest("a")["hash"].as_str().expect("a hash").to_owned();
    assert!(page.contains("The same: nothing differs") && page.contains(&format!("underwater compare {hash} {hash}")));
    assert!(!page.contains("id=\"assumed\""), "a comparison assumes nothing of its own");
    let manifest = place.manifest("c");
    assert_eq!(manifest["asked"], serde_json::json!({"command": "compare", "options": {"A": hash, "B": hash}}));
    assert_eq!(manifest["cells"], place.manifest("a")["cells"]);
    // It is there already, and says so.
    let again = place.run(&["compare", "a", "a", "--out", "c"]);
    assert_eq!(again.code, Some(0));
    assert_eq!(again.said(), ["c is complete already; --force computes it again"]);
    // Another copy under the same words is the same comparison, and one of other numbers is not.
    copy(&place, "a", "b");
    forge_summary(&place, "b", |rows| {
        let rate = floats(rows, "lgd").into_iter().map(|rate| rate.map(|rate| rate + 1e-9)).collect::<Vec<_>>();
        rows.with_column(polars::prelude::Column::new("lgd".into(), rate)).expect("a column");
    });
    assert!(place.run(&["compare", "a", "b", "--out", "c"]).refused().contains("another study"));
}

#[test]
fn a_value_without_error_is_compared_exactly() {
    let place = Place::new();
    run(&place, "a", &[]);
    copy(&place, "a", "b");
    forge_summary(&place, "b", |rows| {
        let mut rates = floats(rows, "default_rate");
        rates[2] = rates[2].map(|rate| rate + 1e-12);
        rows.with_column(polars::prelude::Column::new("default_rate".into(), rates)).expect("a column");
    });
    let ended = place.run(&["compare", "a", "b", "--out", "c"]);
    assert_eq!((ended.code, ended.said()), (Some(3), Vec::new()));
    let rows = table(&place, "c/differences.parquet");
    let verdicts = texts(&rows, "verdict");
    assert_eq!(verdicts.iter().filter(|verdict| *verdict != "same").collect::<Vec<_>>(), ["differs"]);
    let at = verdicts.iter().position(|verdict| verdict == "differs").expect("a row");
    assert_eq!(texts(&rows, "estimate")[at], "default_rate");
    assert_eq!(rows.column("cell").expect("a column").i64().expect("numbers").get(at), Some(2));
    assert_eq!(floats(&rows, "difference_mcse")[at], None);
    assert!(ended.stdout.contains("higher in 1 of 4 cells"), "{}", ended.stdout);
}

#[test]
fn a_changed_key_is_told_with_both_places() {
    let place = Place::new();
    run(&place, "a", &[]);
    let scenario = "[[scenario]]\nname = \"crash\"\nprice = { drift_annual = -0.30 }\n";
    fs::write(place.path("other.toml"), format!("extends = \"{}\"\n{scenario}", config("smoke"))).expect("written");
    run_config(&place, "other.toml", "b", &["--set", "labour.separation_monthly=0.12"]);
    let ended = place.run(&["compare", "a", "b", "--out", "c", "--format", "csv,svg"]);
    assert_eq!(ended.code, Some(3), "{}", ended.stderr);
    let changes = table(&place, "c/changes.parquet");
    let of = |column: &str| texts(&changes, column);
    let at = of("key").iter().position(|key| key == "labour.separation_monthly").expect("a row");
    let row = ["what", "scenario", "value_b", "place_b"].map(|column| of(column)[at].clone());
    assert_eq!(row, ["config", "", "0.12", "--set labour.separation_monthly=0.12"]);
    assert!(of("place_a")[at].starts_with("smoke.toml:"), "{}", of("place_a")[at]);
    let drift = of("key")
        .iter()
        .zip(of("scenario"))
        .position(|(key, scenario)| key == "price.drift_annual" && scenario == "crash");
    let drift = drift.expect("a row of the scenario");
    let told = ["value_a", "place_a", "value_b", "place_b"].map(|column| of(column)[drift].clone());
    assert_eq!(told, ["-0.15", "smoke.toml:114", "-0.3", "other.toml:4"]);
    // Two cells of the other scenario have no counterpart.
    let cells = of("what").iter().filter(|what| *what == "cell").count();
    assert_eq!(cells, 2);
    assert!(ended.warnings().iter().any(|line| line.contains("2 of A, 0 of B")), "{}", ended.stderr);

    let rows = table(&place, "c/differences.parquet");
    let rates: Vec<usize> = (0..rows.height()).filter(|row| texts(&rows, "estimate")[*row] == "default_rate").collect();
    assert_eq!(rates.len(), 2);
    for row in rates {
        assert_eq!([&texts(&rows, "pairing")[row], &texts(&rows, "verdict")[row]], ["paired", "beyond"]);
        let [a, b, difference] = ["a", "b", "difference"].map(|column| floats(&rows, column)[row].expect("a number"));
        assert!(difference > 0.0 && difference == b - a, "{difference}");
        let [paired, of_a, of_b] =
            ["difference_mcse", "a_mcse", "b_mcse"].map(|column| floats(&rows, column)[row].expect("a number"));
        assert!(paired > 0.0 && paired < (of_a * of_a + of_b * of_b).sqrt(), "{paired}");
    }
    for row in 0..rows.height() {
        let is_loss = texts(&rows, "estimate")[row].starts_with("household_loss_var");
        let pairing = &texts(&rows, "pairing")[row];
        assert!(!is_loss || ["unpaired", ""].contains(&pairing.as_str()), "batches are not kept: {pairing}");
    }
    assert!(place.path("c/figure_difference.svg").is_file());
}

/// The same words in both languages, and the exit code, as whoever types it sees them.
#[test]
fn what_is_printed() {
    let place = Place::new();
    run(&place, "a", &[]);
    run(&place, "b", &["--seed", "8"]);
    let printed = place.run(&["compare", "a", "b", "--out", "c"]);
    assert_eq!(printed.code, Some(0), "another seed is no difference: {}{}", printed.stdout, printed.stderr);
    let lines: Vec<&str> = printed.stdout.lines().collect();
    assert_eq!(
        lines[..4],
        [
            "The default rate is the same within error in all cells (4).",
            "Nothing else differs beyond error.",
            "The configs are the same.",
            "They did not see the same worlds: errors are those of two independent runs.",
        ]
    );
    assert_eq!(lines[lines.len() - 2..], ["c", "c/report.html"]);
    assert!(
        printed.stdout.contains("What the runs were made of") && printed.stdout.contains(" study.seed "),
        "{}",
        printed.stdout
    );
    let chinese = place.run(&["compare", "a", "b", "--out", "c", "--language", "zh", "--format", "md"]);
    assert_eq!(chinese.code, Some(0), "{}", chinese.stderr);
    let lines: Vec<&str> = chinese.stdout.lines().collect();
    assert_eq!(
        lines[..4],
        [
            "全部 4 个单元的违约率在误差之内相同。",
            "其他估计值均未超出误差。",
            "配置相同。",
            "双方面对的世界不同：误差为两次独立运行的误差。",
        ]
    );
    assert!(place.path("c/tables_zh.md").is_file() && place.path("c/report_zh.html").is_file());
    assert_eq!(place.run(&["report", "c"]).well(), "c/report.html\n");
    assert_eq!(place.run(&["compare", "a", "b", "--out", "c", "--quiet"]).stdout, "");
}

#[test]
fn runs_of_other_versions_are_told_and_not_paired() {
    let place = Place::new();
    run(&place, "a", &[]);
    run(&place, "b", &["--set", "labour.separation_monthly=0.12"]);
    forge(&place, "b", |manifest| {
        manifest["value_version"] = 2.into();
        manifest["version"] = "0.0.9".into();
    });
    let ended = place.run(&["compare", "a", "b", "--out", "c"]);
    assert_eq!(ended.code, Some(3), "{}", ended.stderr);
    assert!(ended.stderr.contains(&format!("value versions {VALUE_VERSION} and 2")), "{}", ended.stderr);
    assert!(!texts(&table(&place, "c/differences.parquet"), "pairing").iter().any(|pairing| pairing == "paired"));
    let changes = table(&place, "c/changes.parquet");
    for (key, values) in
        [("version", [env!("CARGO_PKG_VERSION"), "0.0.9"]), ("value_version", [&VALUE_VERSION.to_string(), "2"])]
    {
        let at = texts(&changes, "key").iter().position(|other| other == key).expect("a row");
        assert_eq!(["value_a", "value_b"].map(|column| texts(&changes, column)[at].clone()), values);
    }
}

#[test]
fn what_cannot_be_compared_is_refused() {
    let place = Place::new();
    run(&place, "a", &[]);
    let text = format!("extends = \"{}\"\n[sweep]\ngrid = {{ \"loan.down_payment\" = [0.35] }}\n", config("smoke"));
    fs::write(place.path("other.toml"), text).expect("written");
    run_config(&place, "other.toml", "other/cells", &[]);
    run(&place, "other/seed", &["--seed", "9"]);
    copy(&place, "a", "spoilt");
    let mut bytes = fs::read(place.path("spoilt/summary.parquet")).expect("a file");
    bytes[50] ^= 1;
    fs::write(place.path("spoilt/summary.parquet"), bytes).expect("written");
    copy(&place, "a", "forged");
    let text = fs::read_to_string(place.path("forged/manifest.json")).expect("text");
    fs::write(place.path("forged/manifest.json"), text.replace("\"seed\": 7", "\"seed\": 8")).expect("written");
    copy(&place, "a", "lost");
    fs::remove_file(place.path("lost/manifest.json")).expect("removed");
    fs::create_dir(place.path("empty")).expect("a folder");
    place.run(&["compare", "a", "a", "--out", "answer", "--quiet"]).well();
    for (b, said) in [
        ("nowhere", "nowhere holds no complete results"),
        ("empty", "empty holds no complete results"),
        ("lost", "lost holds no complete results"),
        ("spoilt", "summary.parquet is not what was written there"),
        ("forged", "forged: manifest.json is not what was written"),
        ("answer", "answers `underwater compare`"),
        ("other", "other holds 2 results; name one of them:"),
        ("other/cells", "no cell in common"),
        ("0123456789abcdef", "0123456789abcdef holds no complete results"),
    ] {
        for pair in [["a", b], [b, "a"]] {
            let stderr = place.run(&["compare", pair[0], pair[1], "--out", "c"]).refused();
            assert!(stderr.contains(said), "{b}: {stderr}");
        }
    }
    assert!(!place.path("c").exists());
}

#[test]
fn a_hash_or_a_study_s_folder_names_a_run() {
    let place = Place::new();
    let smoke = config("smoke");
    for seed in ["7", "8"] {
        place.run(&[&["run", &smoke, "--quiet", "--no-report", "--seed", seed], &SMALL[..]].concat()).well();
    }
    let hashes = place.names("results/smoke");
    let printed = place.run(&["compare", &hashes[0], &format!("results/smoke/{}", hashes[1])]);
    assert!([Some(0), Some(3)].contains(&printed.code), "{}", printed.stderr);
    let answer = place.names("results/compare");
    assert_eq!(answer.len(), 1);
    let rows: Vec<Value> = serde_json::from_str(&place.run(&["list", "--format", "json"]).well()).expect("JSON");
    let row = rows.iter().find(|row| row["command"] == "compare").expect("a comparison");
    assert_eq!(
        (&row["settings"], &row["condition"]),
        (&format!("{} {}", hashes[0], hashes[1]).into(), &"complete".into())
    );
}
