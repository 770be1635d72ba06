//! The file of all paths: the same bytes in whatever portions its rows come, wherever its study is cut into parts, and
//! however often a run that writes it is cut short.

use std::fs;
use std::ops::Range;
use std::path::Path;
use std::sync::OnceLock;
use std::time::Instant;

use proptest::prelude::*;
use tempfile::TempDir;
use underwater::aggregate::{PathRow, path_rows, paths};
use underwater::outcome::path::ABSENT;
use underwater::outcome::{FinalState, PathOutcome};
use underwater::report::parquet::ROW_GROUP;
use underwater::report::{GrowingPaths, KeptPaths, PathsWriter};

const ROWS: u64 = 3 * ROW_GROUP as u64 + 12_345;
const CELLS: u64 = 2;
const HOUSEHOLDS: u64 = 100;

/// Rows of every kind of number: small, absent, and such as do not compress.
fn rows(range: Range<u64>) -> Vec<PathRow> {
    let row = |row: u64| {
        let mut state = row.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
        let values = std::array::from_fn(|place| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            match place {
                0 => (state >> 33) as i64 % FinalState::ALL.len() as i64,
                _ if state >> 62 == 0 => ABSENT,
                1..4 => state as i64,
                _ => (state >> 50) as i64,
            }
        });
        let (path, cell) = (row / CELLS, (row % CELLS) as usize);
        let (world, household) = (path / HOUSEHOLDS, path % HOUSEHOLDS);
        PathRow { world, household, cell, outcome: PathOutcome::of_values(values) }
    };
    range.map(row).collect()
}

/// All rows, and their file written in one go.
fn whole() -> &'static (Vec<PathRow>, Vec<u8>) {
    static WHOLE: OnceLock<(Vec<PathRow>, Vec<u8>)> = OnceLock::new();
    WHOLE.get_or_init(|| {
        let rows = rows(0..ROWS);
        let mut bytes = Vec::new();
        let mut writer = PathsWriter::new(&mut bytes, 0).expect("a writer");
        writer.push(&rows).expect("written");
        writer.finish().expect("written");
        (rows, bytes)
    })
}

fn of(range: &Range<u64>) -> &'static [PathRow] {
    &whole().0[range.start as usize..range.end as usize]
}

/// Stretches between these cuts.
fn stretches(cuts: &[u64]) -> Vec<Range<u64>> {
    let mut at = [cuts, &[0, ROWS]].concat();
    at.sort_unstable();
    at.windows(2).map(|pair| pair[0]..pair[1]).collect()
}

/// A row anywhere, often at a border of row groups or beside it.
fn cut() -> impl Strategy<Value = u64> {
    let borders = (0..4_u64, -1..2_i64).prop_map(|(border, by)| (border * ROW_GROUP as u64).saturating_add_signed(by));
    prop_oneof![0..=ROWS, borders]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(12) })]

    /// Legs of any length; after some the run is cut short, within the next leg, and gone on with.
    #[test]
    fn a_file_that_grows_ends_in_the_bytes_of_one_written_in_one_go(
        legs in prop::collection::vec(cut(), 1..6),
        beyond in prop::collection::vec(prop_oneof![Just(0), 1..ROW_GROUP as u64 + 3], 8),
        portion in 1_000..200_000_usize,
    ) {
        let home = TempDir::new().expect("a folder");
        let path = home.path().join("paths.parquet");
        let mut growing = GrowingPaths::create(&path, 0).expect("a file");
        for (leg, beyond) in stretches(&legs).iter().zip(&beyond) {
            of(leg).chunks(portion).for_each(|rows| growing.push(rows).expect("written"));
            growing.count();
            if *beyond > 0 {
                let more = leg.end..(leg.end + beyond).min(ROWS);
                of(&more).chunks(portion).for_each(|rows| growing.push(rows).expect("written"));
                let kept = growing.keep().expect("kept");
                drop(growing);
                growing = GrowingPaths::reopen(&path, 0..leg.end, kept).expect("gone on with");
            }
        }
        let written = growing.finish().expect("whole");
        let bytes = fs::read(&path).expect("a file");
        prop_assert!(bytes == whole().1);
        prop_assert_eq!((written.bytes, written.name.as_str()), (bytes.len() as u64, "paths.parquet"));
        prop_assert_eq!(written.blake3, blake3::hash(&bytes).to_hex().to_string());
    }

    #[test]
    fn parts_cut_anywhere_are_the_file(cuts in prop::collection::vec(cut(), 0..7)) {
        let home = TempDir::new().expect("a folder");
        let mut bytes = Vec::new();
        let mut writer = PathsWriter::new(&mut bytes, 0).expect("a writer");
        for part in stretches(&cuts) {
            let path = home.path().join("part.parquet");
            let mut growing = GrowingPaths::create(&path, part.start).expect("a file");
            growing.push(of(&part)).expect("written");
            growing.finish().expect("whole");
            writer.append(&path).expect("appended");
        }
        writer.finish().expect("whole");
        prop_assert!(bytes == whole().1);
    }
}

#[test]
fn rows_are_read_as_they_were_written() {
    let rows = &whole().0[..5_000];
    let table = paths(rows).expect("a table");
    assert!(path_rows(&table).expect("rows") == rows);
    assert!(path_rows(&table.drop("world").expect("a table")).is_err());
}

/// A file of some row groups and a rest, and what counts of it.
fn kept(home: &Path) -> (std::path::PathBuf, Range<u64>, KeptPaths) {
    let (path, rows) = (home.join("paths.parquet"), 1_000..2 * ROW_GROUP as u64 + 999);
    let mut growing = GrowingPaths::create(&path, rows.start).expect("a file");
    growing.push(of(&rows)).expect("written");
    growing.count();
    growing.push(of(&(rows.end..ROWS))).expect("written");
    let kept = growing.keep().expect("kept");
    assert!(fs::metadata(&path).expect("a file").len() > kept.file.bytes, "more than what counts");
    (path, rows, kept)
}

#[test]
fn what_is_not_what_was_written_is_not_gone_on_with() {
    let home = TempDir::new().expect("a folder");
    let (path, rows, kept) = kept(home.path());
    let whole = fs::read(&path).expect("a file");
    let counted = kept.file.bytes as usize;
    let refused = |bytes: &[u8], what: &str| {
        fs::write(&path, bytes).expect("written");
        let error = GrowingPaths::reopen(&path, rows.clone(), kept.clone()).err().expect(what);
        assert!(error.to_string().ends_with("paths.parquet: it is not what was written there"), "{what}: {error}");
    };
    for length in (0..counted).step_by(counted / 29).chain([counted - 1]) {
        refused(&whole[..length], &format!("cut at {length}"));
    }
    for bit in (0..counted * 8).step_by(counted * 8 / 29) {
        let mut bytes = whole.clone();
        bytes[bit / 8] ^= 1 << (bit % 8);
        refused(&bytes, &format!("bit {bit} turned"));
    }
    // What does not count may be anything.
    fs::write(&path, [&whole[..counted], &[7; 5_000]].concat()).expect("written");
    for wrong in [rows.start..rows.end - 1, rows.start..rows.end + 1, rows.start + 1..rows.end, 0..rows.end] {
        assert!(GrowingPaths::reopen(&path, wrong.clone(), kept.clone()).is_err(), "{wrong:?}");
    }
    let mut spoilt = kept.clone();
    spoilt.rest.truncate(100);
    assert!(GrowingPaths::reopen(&path, rows.clone(), spoilt).is_err());
    assert!(GrowingPaths::reopen(&path, rows.clone(), kept).is_ok());
    fs::remove_file(&path).expect("removed");
}

#[test]
fn a_file_that_stands_there_under_another_name_too_is_left_to_it() {
    let home = TempDir::new().expect("a folder");
    let (path, other) = (home.path().join("paths.parquet"), home.path().join("other"));
    fs::write(&path, "mine").expect("written");
    fs::hard_link(&path, &other).expect("a second name");
    GrowingPaths::create(&path, 0).expect("a file").finish().expect("whole");
    assert_eq!(fs::read_to_string(&other).expect("text"), "mine");
}

#[test]
#[ignore = "prints how fast row groups are handed on as they are, and encoded"]
fn speed_of_row_groups() {
    let home = TempDir::new().expect("a folder");
    let path = home.path().join("paths.parquet");
    let mut rows = rows(0..ROW_GROUP as u64);
    let mut growing = GrowingPaths::create(&path, 0).expect("a file");
    let since = Instant::now();
    for group in 0..100 {
        rows.iter_mut().for_each(|row| row.world += group);
        growing.push(&rows).expect("written");
    }
    growing.count();
    let told = |what: &str, bytes: u64, since: Instant| {
        println!(
            "{what}: {:.0} MB/s, {:.1} MB",
            bytes as f64 / 1e6 / since.elapsed().as_secs_f64(),
            bytes as f64 / 1e6
        );
    };
    let kept = growing.keep().expect("kept");
    let bytes = kept.file.bytes;
    told("encoded", bytes, since);
    let since = Instant::now();
    let growing = GrowingPaths::reopen(&path, 0..100 * ROW_GROUP as u64, kept).expect("gone on with");
    told("gone on with", bytes, since);
    growing.finish().expect("whole");
    let since = Instant::now();
    let mut writer = PathsWriter::new(std::io::sink(), 0).expect("a writer");
    writer.append(&path).expect("appended");
    writer.finish().expect("whole");
    told("appended", bytes, since);
}
