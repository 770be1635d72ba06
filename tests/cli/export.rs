//! `underwater export` and `underwater report`: files read back as their readers read them.

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use polars::prelude::{ParquetReader, SerReader};
use serde_json::Value;
use underwater::aggregate::TABLES;

use super::support::{Place, config};

/// A title with a meaning in every format, if it were let.
const TITLE: &str = "<script>alert(1)</script> & \"A|B\" $5 50% a_b #1 {x} \\n ~ ^ 首付";

/// A small run under that title.
fn run(place: &Place, more: &[&str]) -> String {
    let written = serde_json::to_string(TITLE).expect("a string");
    let titles = ["title", "title_zh"].map(|key| format!("study.{key}={written}"));
    place.run_small("here", &[&["--set", &titles[0], "--set", &titles[1]][..], more].concat()).well()
}

fn text(place: &Place, name: &str) -> String {
    fs::read_to_string(place.path("here").join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Lines of a CSV file without quoted fields, by column.
fn csv(text: &str) -> Vec<Vec<&str>> {
    text.lines().map(|line| line.split(',').collect()).collect()
}

#[test]
fn the_workbook_reads_back() {
    let place = Place::new();
    run(&place, &["--format", "csv,xlsx"]);
    place.run(&["export", "here", "--format", "xlsx", "--language", "zh"]).well();
    let languages = [
        ("results.xlsx", ["The answer", "Contents", "Manifest", "Units", "Assumptions"]),
        ("results_zh.xlsx", ["结论", "目录", "清单", "单位", "假设"]),
    ];
    for (name, facts) in languages {
        let bytes = fs::read(place.path("here").join(name)).expect("a workbook");
        let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).expect("a workbook");
        // The study has nothing for these.
        let asked_for = [
            "region_index",
            "real_amounts",
            "insurance",
            "exits",
            "lenders",
            "portfolio",
            "segments",
            "segment_losses",
            "loans",
            "stages",
            "stage_migration",
            "feedback",
            "convergence",
            "systematic_share",
        ];
        let tables = TABLES.iter().map(|table| table.name).filter(|table| !asked_for.contains(table));
        let tables: Vec<&str> = tables.collect();
        assert_eq!(book.sheet_names(), [&facts[..], &tables[..]].concat());
        for table in tables {
            let sheet = book.worksheet_range(table).expect("a sheet");
            let csv_text = text(&place, &format!("{table}.csv"));
            let lines = csv(&csv_text);
            assert_eq!(sheet.height(), lines.len(), "{table}");
            // Headings are Chinese in the Chinese workbook, with their units.
            let skipped = usize::from(name == "results_zh.xlsx");
            if skipped == 1 {
                let headings: String = sheet.rows().next().expect("headings").iter().map(ToString::to_string).collect();
                assert!(headings.contains('（') && !headings.contains("_mcse"), "{table}: {headings}");
            }
            for (row, fields) in sheet.rows().zip(&lines).skip(skipped) {
                // An absent value at a row's end is no cell of the sheet.
                for (place, field) in fields.iter().enumerate() {
                    let same = match row.get(place) {
                        None | Some(Data::Empty) => field.is_empty(),
                        Some(Data::String(text)) => text == field,
                        Some(Data::Float(value)) => field.parse() == Ok(*value),
                        other => panic!("{table}: {other:?}"),
                    };
                    assert!(same, "{table}: {:?} is not {field}", row.get(place));
                }
            }
        }
        let answer = book.worksheet_range(facts[0]).expect("the answer");
        assert_eq!(answer.get((0, 0)), Some(&Data::String(TITLE.to_owned())));
        let is_row = |row: &&[Data]| row[0] == Data::String("crash".to_owned());
        let cells: Vec<&[Data]> = answer.rows().filter(is_row).collect();
        assert_eq!(cells.len(), 2, "a row for each cell of the scenario");
        assert!(
            matches!((&cells[0][1], &cells[0][2]), (Data::Float(down), Data::Float(rate))
            if *down == 0.1 && *rate > 0.0 && *rate < 1.0),
            "numbers are numbers: {:?}",
            cells[0]
        );
        let contents = book.worksheet_range(facts[1]).expect("contents");
        assert_eq!(contents.get((0, 0)), Some(&Data::String(TITLE.to_owned())));
        let units = book.worksheet_range(facts[3]).expect("units");
        assert!(units.rows().any(|row| row.get(1) == Some(&Data::String("household_loss_var_95".to_owned()))));
        let assumptions = book.worksheet_range(facts[4]).expect("assumptions");
        let savings = assumptions.rows().find(|row| row[1] == Data::String("household.benefit_months".to_owned()));
        let savings = savings.expect("every value of the config");
        assert_eq!(savings[2], Data::String("4".to_owned()));
        assert!(savings[3] != Data::Empty && savings[4] != Data::Empty, "unit and meaning: {savings:?}");
        assert_eq!(savings[5], Data::String("assumption".to_owned()));
        assert!(savings[6].to_string().starts_with("smoke.toml:"), "{savings:?}");
    }
}

#[test]
fn numbers_of_the_workbook_have_the_format_of_their_unit() {
    let place = Place::new();
    run(&place, &["--format", "xlsx"]);
    let bytes = fs::read(place.path("here/results.xlsx")).expect("a workbook");
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).expect("a workbook");
    let frozen = book.worksheet_range("summary").expect("a sheet");
    let header: Vec<String> = frozen.rows().next().expect("a header").iter().map(ToString::to_string).collect();
    assert_eq!(header[..3], ["cell", "scenario", "loan.down_payment"], "swept keys are columns");
}

#[test]
fn the_dictionary_has_every_column() {
    let place = Place::new();
    run(&place, &["--save-paths", "--format", "csv,parquet"]);
    let dictionary = text(&place, "dictionary.csv");
    let mut reader = csv::Reader::from_reader(dictionary.as_bytes());
    let mut known: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    for row in reader.records() {
        let row: Vec<String> = row.expect("a row").iter().map(str::to_owned).collect();
        assert!(row.iter().all(|field| !field.is_empty()), "{row:?}");
        assert!(row[4..].iter().any(|field| !field.is_ascii()), "no Chinese: {row:?}");
        known.insert((row[0].clone(), row[1].clone()), row);
    }
    let mut columns = 0;
    for table in ["summary", "comparisons", "months", "loss_distribution", "loss_histogram", "worlds", "paths"] {
        let bytes = fs::read(place.path("here").join(format!("{table}.parquet"))).expect("a file");
        let table_read = ParquetReader::new(Cursor::new(bytes)).finish().expect("read");
        for column in table_read.get_column_names() {
            columns += 1;
            let is_known = known.contains_key(&(table.to_owned(), column.to_string()));
            assert!(is_known || column.as_str() == "loan.down_payment", "{table}: {column}");
        }
        let has = |column: &str| table_read.get_column_names().iter().any(|name| name.as_str() == column);
        let of_table = known.keys().filter(|(name, column)| name == table && column != "<swept key>");
        for (_, column) in of_table {
            assert!(has(column), "{table} has no {column}");
        }
    }
    assert!(columns > 150, "{columns}");
}

#[test]
fn tables_for_documents_are_escaped() {
    let place = Place::new();
    run(&place, &["--format", "md,tex"]);
    let markdown = text(&place, "tables.md");
    let first = markdown.lines().next().expect("a title");
    assert_eq!(
        first,
        "# \\<script\\>alert(1)\\</script\\> &amp; \"A\\|B\" \\$5 50% a\\_b \\#1 \\{x\\} \\\\n \\~ ^ 首付"
    );
    let widths: Vec<usize> = markdown
        .lines()
        .filter(|line| line.starts_with('|'))
        .map(|line| line.replace("\\|", "").matches('|').count())
        .collect();
    assert!(widths.len() > 12 && widths[..6].iter().all(|width| *width == widths[0]), "{markdown}");
    assert!(markdown.contains("short\\_loan"), "{markdown}");

    let latex = text(&place, "tables.tex");
    for part in ["\\toprule", "\\midrule", "\\bottomrule", "\\label{tab:comparisons}", "short\\_loan", "\\% $\\pm$ "] {
        assert!(latex.contains(part), "{part}: {latex}");
    }
    let bodies = latex.lines().filter(|line| line.ends_with("\\\\"));
    for line in bodies {
        assert!(!line.contains('_') || line.contains("\\_"), "{line}");
    }
    assert_eq!(latex.matches("\\begin{").count(), latex.matches("\\end{").count());
}

#[test]
fn json_holds_the_tables_and_no_time() {
    let place = Place::new();
    run(&place, &["--format", "csv,json"]);
    let json: Value = serde_json::from_str(&text(&place, "results.json")).expect("JSON");
    let summary = text(&place, "summary.csv");
    let lines = csv(&summary);
    let rate = lines[0].iter().position(|name| *name == "default_rate").expect("a column");
    let records = json["tables"]["summary"].as_array().expect("records");
    assert_eq!(records.len(), 4);
    for (record, line) in records.iter().zip(&lines[1..]) {
        assert_eq!(record["default_rate"].as_f64(), line[rate].parse().ok());
        assert_eq!(record["scenario"], line[1]);
    }
    assert!(json.get("times").is_none() && json["dictionary"].as_array().is_some_and(|rows| rows.len() > 150));
}

#[test]
fn a_report_made_later_is_the_one_made_at_the_end() {
    let place = Place::new();
    run(&place, &[]);
    let first = text(&place, "report.html");
    let before = place.manifest("here");
    fs::write(place.path("here/report.html"), "spoilt").expect("written");
    let printed = place.run(&["report", "here"]).well();
    assert_eq!(printed, "here/report.html\n");
    assert!(text(&place, "report.html") == first, "the same bytes");
    assert_eq!(place.manifest("here"), before, "the manifest lists it once, as it was");

    place.run(&["report", "here", "--language", "zh"]).well();
    place.run(&["export", "here", "--format", "svg,xlsx"]).well();
    let manifest = place.manifest("here");
    for file in manifest["files"].as_array().expect("files") {
        let bytes = fs::read(place.path("here").join(file["name"].as_str().expect("a name"))).expect("a file");
        assert_eq!(file["blake3"], blake3::hash(&bytes).to_hex().as_str(), "{file}");
    }
    let listed = manifest["files"].as_array().expect("files").len() + 1;
    assert_eq!(place.names("here").len(), listed, "nothing is left that the manifest does not list");
}

#[test]
fn whole_results_are_given_the_forms_they_lack() {
    let place = Place::new();
    run(&place, &["--no-report", "--format", "parquet"]);
    assert!(!place.names("here").iter().any(|name| name.ends_with(".csv") || name.ends_with(".html")));
    let started = place.manifest("here")["times"].clone();
    let title = format!("study.title={}", serde_json::to_string(TITLE).expect("a string"));
    let again = place.run_small("here", &["--set", &title, "--format", "md"]);
    assert_eq!(again.code, Some(0), "{}", again.stderr);
    assert!(place.names("here").contains(&"tables.md".to_owned()));
    assert!(place.names("here").contains(&"report.html".to_owned()));
    assert_eq!(place.manifest("here")["times"], started, "it was not computed again");
}

#[test]
fn without_whole_results_nothing_is_written() {
    let place = Place::new();
    fs::create_dir(place.path("empty")).expect("a folder");
    for arguments in [
        &["report", "empty"][..],
        &["report", "nowhere"],
        &["export", "empty", "--format", "xlsx"],
        &["export", &config("smoke"), "--format", "svg"],
    ] {
        let stderr = place.run(arguments).refused();
        assert!(stderr.contains("holds no complete results"), "{stderr}");
    }
    assert!(place.names("empty").is_empty());
    let stderr = place.run(&["export", "empty", "--format", "docx"]).refused();
    assert!(stderr.contains("docx") && stderr.contains("xlsx"), "{stderr}");
}

#[test]
fn the_page_does_not_tell_what_was_drawn_before() {
    let place = Place::new();
    run(&place, &["--format", "csv"]);
    let alone = text(&place, "report.html");
    run(&place, &["--format", "csv,svg", "--force"]);
    assert!(text(&place, "report.html") == alone);
    let figure = text(&place, "figure_losses.svg");
    place.run(&["export", "here", "--format", "svg"]).well();
    assert!(text(&place, "figure_losses.svg") == figure);
}

/// What is done to the bytes of a file.
type Change<'a> = &'a dyn Fn(&mut Vec<u8>);

#[test]
fn a_damaged_folder_is_not_built_upon() {
    let place = Place::new();
    run(&place, &[]);
    let spoil = |name: &str, change: Change<'_>| {
        let path = place.path("here").join(name);
        let mut bytes = fs::read(&path).expect("a file");
        let whole = bytes.clone();
        change(&mut bytes);
        fs::write(&path, bytes).expect("written");
        (path, whole)
    };
    let trial = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/bomb.parquet");
    let bomb = fs::read(trial).expect("a file");
    let changes: [(&str, &str, Change<'_>); 6] = [
        ("months.parquet", "months.parquet is not what was written", &|bytes| bytes[700] ^= 4),
        ("summary.parquet", "summary.parquet is not what was written", &|bytes| bytes.fill(0)),
        ("comparisons.parquet", "comparisons.parquet is not what was written", &|bytes| *bytes = bomb.clone()),
        ("worlds.parquet", "worlds.parquet is not what was written", &|bytes| bytes.truncate(50)),
        ("summary.csv", "summary.csv is not what was written", &|bytes| bytes[60] ^= 1),
        ("manifest.json", "manifest.json is not what was written", &|bytes| {
            let at = bytes.windows(9).position(|text| text == b"\"worlds\":").expect("worlds") + 10;
            bytes[at] ^= 1;
        }),
    ];
    for (name, said, change) in changes {
        let (path, whole) = spoil(name, change);
        for arguments in [&["report", "here"][..], &["export", "here", "--format", "xlsx"]] {
            let ended = place.run(arguments);
            assert_eq!((ended.code, ended.stdout.as_str()), (Some(1), ""), "{name}: {}", ended.stderr);
            assert!(ended.stderr.contains(said) && ended.stderr.contains("into this folder"), "{}", ended.stderr);
        }
        fs::write(path, whole).expect("written");
    }
    fs::remove_file(place.path("here/worlds.parquet")).expect("removed");
    let ended = place.run(&["report", "here"]);
    assert_eq!(ended.code, Some(0), "what is not needed may be gone");
    assert!(ended.stderr.contains("worlds.parquet is missing"), "{}", ended.stderr);
}

/// The same file whose foot claims four rows instead of two thousand million, as 64-bit numbers that take as many bytes; its
/// only page still claims them all.
fn with_modest_foot(mut bomb: Vec<u8>) -> Vec<u8> {
    let (many, four) = ([0x16, 0x80, 0xd0, 0xac, 0xf3, 0x0e], [0x16, 0x88, 0x80, 0x80, 0x80, 0x00]);
    let mut places = 0;
    while let Some(at) = bomb.windows(many.len()).position(|bytes| bytes == many) {
        bomb[at..at + four.len()].copy_from_slice(&four);
        places += 1;
    }
    assert_eq!(places, 3, "of the file, of its group of rows, of the column");
    bomb
}

/// A file whose digest was made to fit is still read with care.
#[test]
fn a_forged_table_is_no_panic_and_no_flood() {
    let place = Place::new();
    run(&place, &["--no-report"]);
    let manifest = fs::read(place.path("here/manifest.json")).expect("a manifest");
    let read =
        |file: &str| fs::read(format!("{}/tests/data/{file}.parquet", env!("CARGO_MANIFEST_DIR"))).expect("a file");
    let bomb = read("bomb");
    for (table, forged, said) in [
        ("comparisons", bomb.clone(), "cannot be read"),
        // Read as the four rows it has room for, it lacks the columns of the table.
        ("comparisons", with_modest_foot(bomb), "not found"),
        ("months", read("months_139"), "cannot be read"),
        ("underwriting", read("underwriting_644"), "cannot be read"),
    ] {
        let name = format!("{table}.parquet");
        let path = place.path("here").join(&name);
        let whole = fs::read(&path).expect("a file");
        let mut edited: Value = serde_json::from_slice(&manifest).expect("JSON");
        for listed in edited["files"].as_array_mut().expect("files").iter_mut().filter(|listed| listed["name"] == *name)
        {
            listed["bytes"] = forged.len().into();
            listed["blake3"] = blake3::hash(&forged).to_hex().as_str().into();
        }
        // Without a digest of its own, as an earlier version wrote it.
        edited.as_object_mut().expect("an object").remove("digest");
        fs::write(place.path("here/manifest.json"), edited.to_string()).expect("written");
        fs::write(&path, &forged).expect("written");
        let ended = place.run(&["report", "here"]);
        assert_eq!(ended.code, Some(1), "{name}: {}", ended.stderr);
        assert!(ended.stderr.starts_with("error: ") && ended.stderr.contains(said), "{name}: {}", ended.stderr);
        assert!(!ended.stderr.contains("panicked"), "{name}: {}", ended.stderr);
        fs::write(&path, &whole).expect("written");
    }
}

/// The sample kept in the repository is whole, and its command stands beside it.
#[test]
fn the_sample_is_whole() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("results/sample");
    let manifest: Value =
        serde_json::from_slice(&fs::read(folder.join("manifest.json")).expect("a manifest")).expect("JSON");
    let files = manifest["files"].as_array().expect("files");
    for file in files {
        let bytes = fs::read(folder.join(file["name"].as_str().expect("a name"))).expect("a file");
        assert_eq!(file["blake3"], blake3::hash(&bytes).to_hex().as_str(), "{file}");
    }
    let is_listed = |name: &str| files.iter().any(|file| file["name"] == name);
    for name in ["report.html", "report_zh.html", "results.xlsx", "tables.tex", "figure_states.svg", "summary.csv"] {
        assert!(is_listed(name), "{name}");
    }
    let readme = fs::read_to_string(folder.with_file_name("README.md")).expect("text");
    assert!(readme.contains("run configs/smoke.toml --out results/sample --format csv,xlsx,md,tex,svg"), "{readme}");
    assert!(readme.contains("report results/sample --language zh"));
}

/// A table that is too long for a sheet stays out of the workbook, which says where it is.
#[test]
fn a_long_table_is_no_sheet() {
    let place = Place::new();
    place.run(&["tape", "example", "34000", "--seed", "1", "--out", "loans.csv"]).well();
    let study = format!("extends = {:?}\n[portfolio]\nfile = \"loans.csv\"\n", config("stress_china"));
    fs::write(place.path("long.toml"), study).expect("written");
    place.run(&["run", "long.toml", "--worlds", "1", "--quiet", "--out", "long", "--format", "csv,xlsx"]).well();
    let rows = fs::read_to_string(place.path("long").join("loans.csv")).expect("the loans").lines().count();
    assert_eq!(rows, 1 + 3 * 34_000);
    let bytes = fs::read(place.path("long").join("results.xlsx")).expect("a workbook");
    let mut workbook: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).expect("a workbook");
    let sheets = workbook.sheet_names();
    assert!(sheets.iter().any(|name| name == "stages") && !sheets.iter().any(|name| name == "loans"), "{sheets:?}");
    let contents = workbook.worksheet_range("Contents").expect("contents");
    let line = contents.rows().find(|row| row[0] == Data::String("loans".to_owned())).expect("a line of the loans");
    assert!(line[1].to_string().contains("loans.parquet") && line[2] == Data::Float(3.0 * 34_000.0), "{line:?}");
}
