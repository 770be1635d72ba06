//! Files read back as they were written, the folder of a study, the manifest and the terminal's table.

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, UNIX_EPOCH};

use polars::prelude::{CsvReader, DataFrame, ParquetReader, SerReader};
use tempfile::TempDir;
use underwater::aggregate::{self, PathRow};
use underwater::outcome::label::{CellLabel, CellValue};
use underwater::outcome::{ErrorUnits, PathOutcome};
use underwater::report::csv::write_csv;
use underwater::report::folder::{inspect, read_manifest};
use underwater::report::manifest::{AuthorNotes, CellRecord, DataFile, PROGRAM, SCHEMA_VERSION};
use underwater::report::parquet::{ROW_GROUP, write_parquet};
use underwater::report::reading::{self, CellTables};
use underwater::report::terminal;
use underwater::report::{
    FolderState, Holds, Language, Manifest, PathsWriter, ReportError, RunClock, RunTimes, StudyFolder, rfc3339,
};

use crate::support::with_rows;
use crate::test_study_fixture::{label, labels, study};

fn summary() -> DataFrame {
    aggregate::summary(&study(), &labels()).expect("a table")
}

/// The summary for the terminal.
fn render(summary: &DataFrame, labels: &[CellLabel], width: Option<u16>) -> String {
    rendered(summary, labels, width, Language::English)
}

fn rendered(summary: &DataFrame, labels: &[CellLabel], width: Option<u16>, language: Language) -> String {
    let tables = CellTables { summary, worlds: None, labels, currency: None, units: ErrorUnits::Worlds };
    terminal::render(&reading::summary(tables, language).expect("a table"), width)
}

fn months() -> DataFrame {
    aggregate::months(&study(), &labels()).expect("a table")
}

fn csv(table: &DataFrame) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_csv(table, &mut bytes).expect("written");
    bytes
}

fn parquet(table: &DataFrame) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_parquet(table, &mut bytes).expect("written");
    bytes
}

/// Paths with a value that shows the order.
fn path_rows(count: usize) -> Vec<PathRow> {
    let outcome = |path: i64| PathOutcome { loan: path * 7, final_state: path % 9, ..PathOutcome::EMPTY };
    (0..count)
        .map(|path| PathRow {
            world: path as u64 / 10,
            household: path as u64 % 10,
            cell: 0,
            outcome: outcome(path as i64),
        })
        .collect()
}

fn paths_file(rows: &[PathRow], portion: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut writer = PathsWriter::new(&mut bytes, 0).expect("a writer");
    rows.chunks(portion).for_each(|portion| writer.push(portion).expect("written"));
    writer.finish().expect("written");
    bytes
}

#[test]
fn csv_reads_back() {
    let table = summary();
    let bytes = csv(&table);
    let read = CsvReader::new(Cursor::new(&bytes)).finish().expect("read");
    assert_eq!(read.get_column_names(), table.get_column_names());
    for name in ["default_rate", "default_rate_mcse", "lgd", "household_loss_var_95", "expected_loss_mcse"] {
        let column = |table: &DataFrame| table.column(name).expect("a column").f64().expect("floats").to_vec();
        assert_eq!(column(&read), column(&table), "{name}");
    }
}

#[test]
fn csv_leaves_what_is_not_known_empty() {
    let text = String::from_utf8(csv(&summary())).expect("text");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 3);
    assert!(
        lines[0]
            .starts_with("cell,scenario,household.down_payment_frac,worlds,households,default_rate,default_rate_mcse")
    );
    assert!(lines[1].starts_with("0,slide,0.15,16,10,0.1,0.0405"), "{}", lines[1]);
    assert!(lines[2].starts_with("1,flat,0.3,16,10,0.0,,0.1875,0.0,,"), "{}", lines[2]);
    assert!(lines[1].contains(",400.01,,"), "money in currency units: {}", lines[1]);
}

#[test]
fn parquet_reads_back() {
    for table in [
        summary(),
        aggregate::worlds(&study(), &labels()).expect("a table"),
        months(),
        aggregate::loss_distribution(&study(), &labels()).expect("a table"),
    ] {
        let read = ParquetReader::new(Cursor::new(parquet(&table))).finish().expect("read");
        assert!(read.equals_missing(&table));
    }
}

#[test]
fn paths_do_not_show_in_which_portions_they_came() {
    let rows = path_rows(2 * ROW_GROUP + 100);
    let whole = paths_file(&rows, rows.len());
    for portion in [1_000, ROW_GROUP - 1, ROW_GROUP, ROW_GROUP + 1] {
        assert!(paths_file(&rows, portion) == whole, "portions of {portion}");
    }
    let table = aggregate::paths(&rows).expect("a table");
    assert!(parquet(&table) == whole, "a table written in one go");
    let read = ParquetReader::new(Cursor::new(whole)).finish().expect("read");
    assert!(read.equals_missing(&table));
    assert_eq!(read.first_col_n_chunks(), 3, "row groups");
}

#[test]
fn a_study_without_paths_has_a_whole_file() {
    let read = ParquetReader::new(Cursor::new(paths_file(&[], 1))).finish().expect("read");
    assert_eq!((read.height(), read.width()), (0, 3 + PathOutcome::COLUMNS.len()));
}

#[test]
#[ignore = "prints the hash of all files for the test below, which runs it"]
fn print_the_hash_of_all_files() {
    let mut hasher = blake3::Hasher::new();
    let (study, labels) = (study(), labels());
    for table in [aggregate::worlds, aggregate::summary, aggregate::months, aggregate::loss_distribution] {
        let table = table(&study, &labels).expect("a table");
        hasher.update(&csv(&table));
        hasher.update(&parquet(&table));
    }
    hasher.update(&paths_file(&path_rows(ROW_GROUP + 10_000), 777));
    println!("hash:{}", hasher.finalize().to_hex());
}

/// The pool of threads is made once a process, so each number of threads needs a process of its own.
#[test]
fn files_do_not_depend_on_the_number_of_threads() {
    let hash = |threads: &str| {
        let program = std::env::current_exe().expect("this program");
        let output = Command::new(program)
            .args(["--exact", "test_report::print_the_hash_of_all_files", "--ignored", "--nocapture"])
            .env("POLARS_MAX_THREADS", threads)
            .output()
            .expect("a run");
        let text = String::from_utf8(output.stdout).expect("text");
        let hash = text.split("hash:").nth(1).expect("a hash").get(..64).expect("a hash");
        hash.to_owned()
    };
    let one = hash("1");
    assert_eq!(hash("2"), one);
    assert_eq!(hash("7"), one);
}

fn manifest(hash: &str) -> Manifest {
    Manifest {
        partial: None,
        program: PROGRAM.to_owned(),
        version: "0.1.0".to_owned(),
        schema_version: SCHEMA_VERSION,
        value_version: 1,
        asked: None,
        study: "a slide".to_owned(),
        hash: hash.to_owned(),
        seed: 42,
        worlds: 4,
        households: 10,
        horizon_months: 3,
        workout_tail_months: 2,
        cells: CellRecord::of(&labels()),
        config: serde_json::json!({ "study": { "worlds": 4 } }),
        notes: AuthorNotes::default(),
        cautions: Vec::new(),
        data: vec![DataFile { path: "data/index.csv".to_owned(), blake3: "00".to_owned() }],
        files: Vec::new(),
        counts: BTreeMap::from([("paths".to_owned(), 80)]),
        times: RunTimes {
            started: "2026-11-21T20:59:00Z".to_owned(),
            finished: "2026-11-21T20:59:01Z".to_owned(),
            elapsed_seconds: 1.25,
        },
        digest: String::new(),
    }
}

fn ready(path: &Path) -> StudyFolder {
    StudyFolder::open(path, "a test").expect("a folder")
}

/// Puts a small complete study in place of what the folder holds.
fn complete(path: &Path, hash: &str) -> Manifest {
    let mut folder = ready(path);
    folder.write("summary.csv", |file| write_csv(&summary(), file)).expect("written");
    folder.write("months.csv", |file| write_csv(&months(), file)).expect("written");
    folder.commit(manifest(hash), |_| false).expect("put in place")
}

fn names(path: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(path)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn a_folder_is_complete_when_its_files_are_put_in_place() {
    let home = TempDir::new().expect("a folder");
    let path = home.path().join("deep/results");
    assert_eq!(inspect(&path).expect("state"), FolderState::Missing);
    let mut folder = ready(&path);
    assert_eq!(inspect(&path).expect("state"), FolderState::Incomplete);
    folder.write("summary.csv", |file| write_csv(&summary(), file)).expect("written");
    assert!(
        names(&path).iter().all(|name| name.starts_with(".underwater-")),
        "a file has no name before all are whole"
    );
    let written = folder.commit(manifest("aa"), |_| false).expect("put in place");
    assert_eq!(inspect(&path).expect("state"), FolderState::Complete { hash: "aa".to_owned() });
    drop(folder);
    assert_eq!(names(&path), ["manifest.json", "summary.csv"]);

    let bytes = fs::read(path.join("summary.csv")).expect("a file");
    assert_eq!(written.files.len(), 1);
    assert_eq!(written.files[0].bytes, bytes.len() as u64);
    assert_eq!(written.files[0].blake3, blake3::hash(&bytes).to_hex().to_string());
    assert_eq!(read_manifest(&path).expect("a manifest"), written);
}

#[test]
fn what_was_whole_stays_until_its_successor_is() {
    let home = TempDir::new().expect("a folder");
    let old = complete(home.path(), "aa");
    let mut folder = ready(home.path());
    assert_eq!(*folder.holds(), Holds::Results(Box::new(old.clone())));
    folder.write("summary.csv", |file| write_csv(&months(), file)).expect("written");
    folder.write("worlds.csv", |file| write_csv(&months(), file)).expect("written");
    drop(folder);
    assert_eq!(names(home.path()), ["manifest.json", "months.csv", "summary.csv"]);
    let mut folder = ready(home.path());
    assert!(folder.differences().is_empty(), "as they were");
    folder.write("worlds.csv", |file| write_csv(&months(), file)).expect("written");
    folder.commit(old, |name| name == "months.csv").expect("put in place");
    drop(folder);
    assert_eq!(names(home.path()), ["manifest.json", "months.csv", "worlds.csv"], "the summary had no successor");
    assert!(ready(home.path()).differences().is_empty());
}

#[test]
fn a_folder_has_one_writer() {
    let home = TempDir::new().expect("a folder");
    let first = StudyFolder::open(home.path(), "underwater run this").expect("a folder");
    let refused = StudyFolder::open(home.path(), "underwater run that").expect_err("refused");
    let said = refused.to_string();
    assert!(matches!(refused, ReportError::InUse { .. }), "{said}");
    assert!(said.contains("`underwater run this`, process ") && !said.contains("that`"), "{said}");
    drop(first);
    assert!(names(home.path()).is_empty());
    complete(home.path(), "aa");
}

#[test]
fn what_others_wrote_is_left_alone() {
    let home = TempDir::new().expect("a folder");
    fs::write(home.path().join("thesis.tex"), "…").expect("written");
    let refused = StudyFolder::open(home.path(), "a test").expect_err("refused");
    assert!(matches!(&refused, ReportError::Foreign { name, .. } if name == "thesis.tex"), "{refused}");
    let other = TempDir::new().expect("a folder");
    fs::write(other.path().join("manifest.json"), r#"{"program": "other", "hash": "aa"}"#).expect("written");
    assert!(matches!(inspect(other.path()), Ok(FolderState::Foreign { .. })));
    let file = other.path().join("manifest.json");
    assert!(matches!(inspect(&file), Ok(FolderState::Foreign { .. })));
}

#[test]
fn a_name_makes_no_file_ours() {
    let home = TempDir::new().expect("a folder");
    // Results of another program: our names, no manifest of ours.
    fs::write(home.path().join("summary.csv"), "mine").expect("written");
    let refused = StudyFolder::open(home.path(), "a test").expect_err("refused");
    assert!(refused.to_string().contains("summary.csv"), "{refused}");
    fs::remove_file(home.path().join("summary.csv")).expect("removed");
    // A file of ours by name that no manifest lists, in a folder of ours.
    let old = complete(home.path(), "aa");
    fs::write(home.path().join("tables.md"), "mine").expect("written");
    fs::write(home.path().join("notes.txt"), "mine").expect("written");
    let mut folder = ready(home.path());
    folder.is_free_for(&["summary.csv".to_owned()]).expect("a listed one may be replaced");
    let refused = folder.is_free_for(&["tables.md".to_owned()]).expect_err("refused");
    assert!(refused.to_string().contains("tables.md is in the way"), "{refused}");
    folder.write("tables.md", |file| write_csv(&summary(), file)).expect("written");
    let refused = folder.commit(old.clone(), |_| true).expect_err("it came meanwhile");
    assert!(matches!(refused, ReportError::InTheWay { .. }), "{refused}");
    folder.discard();
    folder.commit(Manifest { hash: "bb".to_owned(), ..old }, |_| false).expect("put in place");
    drop(folder);
    assert_eq!(names(home.path()), ["manifest.json", "notes.txt", "tables.md"]);
    assert_eq!(fs::read_to_string(home.path().join("tables.md")).expect("text"), "mine");
}

#[test]
fn what_a_killed_writer_left_is_cleared_away() {
    let home = TempDir::new().expect("a folder");
    fs::create_dir(home.path().join(".underwater-staging-1")).expect("a folder");
    fs::write(home.path().join(".underwater-staging-1/summary.csv"), "half").expect("written");
    fs::write(home.path().join(".underwater-x1y2"), "half").expect("written");
    fs::write(home.path().join(".underwater-lock"), "process 1").expect("written");
    assert_eq!(inspect(home.path()).expect("state"), FolderState::Incomplete);
    drop(ready(home.path()));
    assert!(names(home.path()).is_empty());
}

#[test]
fn folders_made_for_nothing_go_again() {
    let home = TempDir::new().expect("a folder");
    let mut folder = ready(&home.path().join("a/b/c"));
    folder.write("summary.csv", |file| write_csv(&summary(), file)).expect("written");
    let failed = folder.write("worlds.csv", |file| {
        file.write_all(b"half").expect("written");
        Err(ReportError::NoFileName { name: "a fault".to_owned() })
    });
    assert!(failed.is_err());
    drop(folder);
    assert!(names(home.path()).is_empty());
}

#[test]
fn a_manifest_is_what_was_written_or_is_not_read() {
    let home = TempDir::new().expect("a folder");
    complete(home.path(), "aa");
    let path = home.path().join("manifest.json");
    let text = fs::read_to_string(&path).expect("text");
    let holds = |text: &str| {
        fs::write(&path, text).expect("written");
        ready(home.path()).holds().clone()
    };
    assert!(matches!(holds(&text), Holds::Results(_)));
    let later = text.replace("2026-11-21T20:59:00Z", "2027-11-21T20:59:00Z");
    assert!(matches!(holds(&later), Holds::Results(_)), "times are nobody's promise");
    for (from, to) in [
        ("\"worlds\": 4,", "\"worlds\": 5,"),
        ("\"schema_version\": 1", "\"schema_version\": 99"),
        ("summary.csv", "summary.cs"),
        ("\"seed\"", "\"sead\""),
        ("\"digest\"", "\"dogest\""),
    ] {
        let spoilt = text.replacen(from, to, 1);
        assert_ne!(spoilt, text, "{from}");
        assert!(matches!(holds(&spoilt), Holds::Spoilt { hash, .. } if hash == "aa"), "{to}");
    }
    assert!(matches!(holds(&text[..text.len() / 2]), Holds::Spoilt { .. }), "cut in half");
}

#[test]
fn files_of_results_have_plain_names() {
    let home = TempDir::new().expect("a folder");
    let folder = ready(home.path());
    for name in ["../summary.csv", "/tmp/summary.csv", ".hidden", "manifest.json", "a b.csv", ""] {
        let refused = folder.create(name).expect_err("refused");
        assert!(refused.to_string().starts_with(&format!("{name} is no name for a file of results")), "{refused}");
    }
}

#[test]
fn paths_are_streamed_into_the_folder() {
    let home = TempDir::new().expect("a folder");
    let mut folder = ready(home.path());
    let mut file = folder.create("paths.parquet").expect("a file");
    let mut writer = PathsWriter::new(&mut file, 0).expect("a writer");
    writer.push(&path_rows(10)).expect("written");
    writer.finish().expect("written");
    folder.keep(file).expect("written");
    let written = folder.commit(manifest("aa"), |_| false).expect("put in place");
    assert_eq!(fs::read(home.path().join("paths.parquet")).expect("a file"), paths_file(&path_rows(10), 3));
    assert_eq!(written.files[0].name, "paths.parquet");
}

#[cfg(unix)]
#[test]
fn results_may_be_read_by_others() {
    use std::os::unix::fs::PermissionsExt;
    let home = TempDir::new().expect("a folder");
    complete(home.path(), "aa");
    let plain = home.path().join("plain");
    fs::write(&plain, "").expect("written");
    let mode = |path: &Path| fs::metadata(path).expect("a file").permissions().mode();
    assert_eq!(mode(&home.path().join("summary.csv")), mode(&plain));
}

#[test]
fn the_manifest_names_its_files_in_order() {
    let home = TempDir::new().expect("a folder");
    let written = complete(home.path(), "aa");
    assert_eq!(written.files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(), ["months.csv", "summary.csv"]);
    let text = fs::read_to_string(home.path().join("manifest.json")).expect("text");
    assert!(text.ends_with("}\n"));
    let json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(json["cells"][0]["swept"]["household.down_payment_frac"], 0.15);
    assert_eq!(json["times"]["started"], "2026-11-21T20:59:00Z");
}

#[test]
fn times_are_in_utc() {
    let at = |seconds| rfc3339(UNIX_EPOCH + Duration::from_secs(seconds));
    assert_eq!(at(0), "1970-01-01T00:00:00Z");
    assert_eq!(rfc3339(UNIX_EPOCH - Duration::from_secs(1)), "1969-12-31T23:59:59Z");
    assert_eq!(at(253_402_300_800 + 86_400 * 400), at(253_402_300_800 + 86_400 * 800), "beyond the last that there is");
    assert_eq!(at(951_782_400), "2000-02-29T00:00:00Z");
    assert_eq!(at(1_709_251_199), "2024-02-29T23:59:59Z");
    assert_eq!(at(1_735_689_600), "2025-01-01T00:00:00Z");
    assert_eq!(at(4_107_542_400), "2100-03-01T00:00:00Z");
    let times = RunClock::start().times();
    assert!(times.elapsed_seconds >= 0.0 && times.started <= times.finished);
}

#[test]
fn the_table_for_the_terminal() {
    let text = render(&summary(), &labels(), None);
    insta::assert_snapshot!(text, @r"
    ┌──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────┐
    │ scenario   down payment frac      default rate   default rate, 1 in 20   default rate, 1 in 100    expected loss   lender's loss, 1 in 20   lender's loss, 1 in 100               LGD   ever under water   still owe after auction   household loss 95%   household loss 99%   stock 90+ │
    ╞══════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════╡
    │ slide                    15%   10.000% ± 4.056                       –                        –   1.000% ± 0.527                        –                         –   12.500% ± 5.671             0.000%            2.500% ± 1.813                0 ± 0                    0           – │
    │ flat                     30%         < 18.750%                       –                        –           0.000%                        –                         –                 –             0.000%                    0.000%                    1                    1           – │
    └──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────┘
    ");
}

/// The summary in so many columns, with its last line.
fn fitted(width: u16, language: Language) -> String {
    // Eight times as many worlds, so that one in a hundred can be told.
    let many = with_rows(study(), |rows| *rows = rows.repeat(8));
    let worlds = aggregate::world_distribution(&many, &labels()).expect("a table");
    let (summary, labels) = (summary(), labels());
    let tables = CellTables {
        summary: &summary,
        worlds: Some(&worlds),
        labels: &labels,
        currency: Some("CNY"),
        units: ErrorUnits::Worlds,
    };
    terminal::fitted_summary(tables, language, Some(width), "report.html").expect("a table")
}

#[test]
fn a_wide_terminal_shows_everything_in_full() {
    assert!(!fitted(220, Language::English).contains("report.html"), "nothing is left out");
    insta::assert_snapshot!(fitted(200, Language::English), @r"
    ┌──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────┐
    │ scenario      down      default rate        default        default    expected loss      lender's      lender's               LGD    ever under        still owe   household   household   stock 90+ │
    │            payment                       rate, 1 in     rate, 1 in                     loss, 1 in    loss, 1 in                           water    after auction    loss 95%    loss 99%             │
    │               frac                               20            100                             20           100                                                                                      │
    ╞══════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════╡
    │ slide          15%   10.000% ± 4.056          30.0%          30.0%   1.000% ± 0.527          3.5%          3.5%   12.500% ± 5.671        0.000%   2.500% ± 1.813       0 ± 0           0           – │
    │ flat           30%         < 18.750%          0.00%          0.00%           0.000%         0.00%         0.00%                 –        0.000%           0.000%           1           1           – │
    └──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────┘
    ");
}

#[test]
fn a_narrower_one_shows_short_numbers_then_fewer_columns() {
    insta::assert_snapshot!(fitted(120, Language::English), @r"
    ┌─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────┐
    │ scenario      down       default   default   default       expected   lender's   lender's           LGD   household │
    │            payment          rate   rate, 1   rate, 1           loss    loss, 1    loss, 1                  loss 95% │
    │               frac                   in 20    in 100                     in 20     in 100                           │
    ╞═════════════════════════════════════════════════════════════════════════════════════════════════════════════════════╡
    │ slide          15%   10.0% ± 4.1     30.0%     30.0%   1.00% ± 0.53       3.5%       3.5%   12.5% ± 5.7       0 ± 0 │
    │ flat           30%      < 18.75%     0.00%     0.00%          0.00%      0.00%      0.00%             –           1 │
    └─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────┘
    4 more columns, and every digit, in report.html
    ");
    insta::assert_snapshot!(fitted(80, Language::English), @r"
    ┌──────────────────────────────────────────────────────────────────────────────┐
    │ scenario      down       default       expected       lender's      lender's │
    │            payment          rate           loss     loss, 1 in    loss, 1 in │
    │               frac                                          20           100 │
    ╞══════════════════════════════════════════════════════════════════════════════╡
    │ slide          15%   10.0% ± 4.1   1.00% ± 0.53           3.5%          3.5% │
    │ flat           30%      < 18.75%          0.00%          0.00%         0.00% │
    └──────────────────────────────────────────────────────────────────────────────┘
    8 more columns, and every digit, in report.html
    ");
    insta::assert_snapshot!(fitted(80, Language::Chinese), @r"
    ┌─────────────────────────────────────────────────────────────────────────────┐
    │ 情景    household.down_payment_frac        违约率       预期损失   贷款损失 │
    │                                                                       1/100 │
    ╞═════════════════════════════════════════════════════════════════════════════╡
    │ slide                           15%   10.0% ± 4.1   1.00% ± 0.53       3.5% │
    │ flat                            30%      < 18.75%          0.00%      0.00% │
    └─────────────────────────────────────────────────────────────────────────────┘
    另有 9 列及全部小数位，见 report.html
    ");
    insta::assert_snapshot!(fitted(50, Language::English), @r"
    ┌────────────────────────────────────────────────┐
    │ cell               default rate       expected │
    │                                           loss │
    ╞════════════════════════════════════════════════╡
    │ slide, down         10.0% ± 4.1   1.00% ± 0.53 │
    │ payment frac 15%                               │
    │ flat, down             < 18.75%          0.00% │
    │ payment frac 30%                               │
    └────────────────────────────────────────────────┘
    10 more columns, and every digit, in report.html
    ");
}

#[test]
fn no_number_is_broken_at_any_width() {
    use unicode_width::UnicodeWidthStr;
    for language in Language::ALL {
        for width in 50..=220 {
            let text = fitted(width, language);
            assert!(!text.contains('\u{1b}'), "no colour");
            let lines: Vec<&str> = text.lines().collect();
            let table = lines.iter().filter(|line| line.starts_with(['┌', '│', '╞', '└']));
            assert!(table.clone().all(|line| line.width() <= usize::from(width)), "{width}:\n{text}");
            // A row of a cell has its rate and what follows it on one line.
            let rate = lines.iter().find(|line| line.contains("10.0")).expect("the default rate of the first cell");
            assert!(rate.contains(" ± 4.1") || rate.contains(" ± 4.056"), "{width}:\n{text}");
        }
    }
}

#[test]
fn a_cell_in_which_nobody_bought_says_so() {
    let accepted = underwater::outcome::WorldColumn::Accepted as usize;
    let defaults = underwater::outcome::WorldColumn::Defaults as usize;
    let study = with_rows(study(), |rows| {
        for row in rows.iter_mut().skip(1).step_by(2) {
            (row[accepted], row[defaults]) = (0, 0);
        }
    });
    let table = aggregate::summary(&study, &labels()).expect("a table");
    for (language, said) in [(Language::English, "nobody bought"), (Language::Chinese, "无人成交")] {
        let text = rendered(&table, &labels(), None, language);
        assert!(text.lines().any(|line| line.contains("flat") && line.contains(said)), "{text}");
        assert!(!text.lines().any(|line| line.contains("slide") && line.contains(said)), "{text}");
    }
}

#[test]
fn chinese_characters_take_two_columns() {
    use unicode_width::UnicodeWidthStr;
    for width in [None, Some(60)] {
        let text = match width {
            Some(width) => fitted(width, Language::Chinese),
            None => rendered(&summary(), &labels(), None, Language::Chinese),
        };
        let table: Vec<usize> =
            text.lines().filter(|line| line.starts_with(['┌', '│', '╞', '└'])).map(UnicodeWidthStr::width).collect();
        assert!(table.iter().all(|other| *other == table[0]), "{text}");
    }
    let text = rendered(&summary(), &labels(), None, Language::Chinese);
    assert!(text.contains("情景") && text.contains("法拍后仍欠债"), "{text}");
}

#[test]
fn money_has_separators() {
    let mut study = study();
    study.tallies.losses[0].add(-123_456_789_050);
    for household in 0..200 {
        for world in 0..16 {
            study.tallies.losses[world].add(123_456_000 + (household * 7_919 + world as i64 * 104_729) % 2_000);
        }
    }
    let text = render(&aggregate::summary(&study, &labels()).expect("a table"), &labels(), None);
    assert!(text.contains("1,234,57") && !text.contains("1,234,57 "), "{text}");
    let summary = aggregate::summary(&study, &labels()).expect("a table");
    let text = rendered(&summary, &labels(), None, Language::Chinese);
    assert!(text.contains("123.46 ± ") && text.contains(" 万"), "tens of thousands: {text}");
}

#[test]
fn headings_tell_keys_of_one_name_apart() {
    let both = |value| CellLabel {
        scenario: None,
        swept: vec![
            ("loan.months".to_owned(), CellValue::Integer(value)),
            ("recourse.months".to_owned(), CellValue::Integer(value)),
        ],
        ..CellLabel::default()
    };
    let labels = [both(1), both(2)];
    let table = aggregate::summary(&study(), &labels).expect("a table");
    let text = render(&table, &labels, None);
    assert!(text.contains("loan.months") && text.contains("recourse.months"));
    let labels = [label("a", CellValue::Boolean(true)), label("b", CellValue::Boolean(false))];
    let table = aggregate::summary(&study(), &labels).expect("a table");
    let text = render(&table, &labels, None);
    assert!(text.contains(" payment ") && !text.contains("household.down"));
}
