//! Where rows of worlds are does not show: in memory, in segments on disk cut anywhere, or some here and some there. What
//! cannot be read is an error that names the file.

use std::fs;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use proptest::prelude::*;
use underwater::aggregate::{self, AggregateError};
use underwater::engine::{Engine, Keeper, Silent, whole};
use underwater::kernel::InstructionSet;
use underwater::outcome::kept::{ABOVE, BELOW};
use underwater::outcome::label::{CellLabel, CellValue};
use underwater::outcome::{Part, StudyResult, WorldColumn, WorldRow, WorldSegment, WorldTable};
use underwater::parts::PartFolder;
use underwater::report::manifest::WrittenFile;
use underwater::report::parquet::{write_parquet, write_worlds};
use underwater::report::{RUN, WorldRowsFile, write_world_rows};
use underwater::study::Study;

use crate::support::{config, identity, run, study_with};
use crate::test_study_fixture::study as by_hand;

/// Rows that differ from each other, with what cannot be kept among them.
fn rows(cells: usize, worlds: Range<u32>) -> Vec<WorldRow> {
    let number = |world: u32, cell: usize, column: usize| match (world as usize * 7 + cell * 3 + column) % 31 {
        0 => ABOVE,
        1 => BELOW,
        2 => i64::MIN,
        _ => i64::from(world) * 1_000_003 + cell as i64 * 1_009 - column as i64,
    };
    let of_world = |world| (0..cells).map(move |cell| std::array::from_fn(|column| number(world, cell, column)));
    worlds.flat_map(of_world).collect()
}

/// A table of worlds from `first` on, in memory.
fn table(cells: usize, worlds: Range<u32>) -> WorldTable {
    let mut table = WorldTable::new(cells, worlds.start);
    table.extend(worlds.len()).copy_from_slice(&rows(cells, worlds));
    table
}

/// Rows as a file in a folder.
fn file(folder: &Path, rows: &dyn WorldSegment, cells: usize) -> WrittenFile {
    let (name, mut bytes) = (format!("{}.parquet", rows.worlds().start), Vec::new());
    write_world_rows(rows, cells, &mut bytes).expect("written");
    fs::write(folder.join(&name), &bytes).expect("a file");
    WrittenFile { name, bytes: bytes.len() as u64, blake3: blake3::hash(&bytes).to_hex().to_string() }
}

/// A table whose rows are in a file.
fn on_disk(folder: &Path, cells: usize, worlds: Range<u32>) -> WorldTable {
    let mut table = table(cells, worlds.clone());
    let written = file(folder, table.last(), cells);
    let segment = WorldRowsFile::open(folder, &written, worlds, cells).expect("readable").expect("as written");
    table.put_away(Arc::new(segment));
    table
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(40) })]

    #[test]
    fn cuts_do_not_show(
        cells in 1..6_usize,
        worlds in 1..200_u32,
        cuts in prop::collection::vec((any::<prop::sample::Index>(), any::<bool>()), 0..6),
        gap in 0..3_u32,
        places in any::<[prop::sample::Index; 2]>(),
    ) {
        let folder = tempfile::tempdir().expect("a folder");
        let mut ends: Vec<(u32, bool)> = cuts.iter().map(|(cut, away)| (cut.index(worlds as usize + 1) as u32, *away)).collect();
        ends.push((worlds, gap == 1));
        ends.sort_unstable();
        let (mut chain, mut truth, mut numbers, mut begin) = (WorldTable::new(cells, 0), Vec::new(), Vec::new(), 0);
        for (end, is_away) in ends.into_iter().filter(|(end, _)| *end > 0) {
            if begin >= end {
                continue;
            }
            let worlds = begin..end;
            let next = if is_away { on_disk(folder.path(), cells, worlds.clone()) } else { table(cells, worlds.clone()) };
            chain.append(next);
            truth.extend(rows(cells, worlds.clone()));
            numbers.extend(worlds);
            // Worlds are missing here and there.
            begin = end + gap;
        }
        prop_assert_eq!(chain.numbers().collect::<Vec<_>>(), &numbers[..]);
        prop_assert_eq!(chain.worlds(), numbers.len());
        let [a, b] = places.map(|place| place.index(numbers.len() + 1));
        let places = a.min(b)..a.max(b);
        for cell in 0..cells {
            let some = chain.columns(cell, places.clone(), WorldColumn::ALL).expect("readable");
            for (column, some) in WorldColumn::ALL.iter().zip(some) {
                let of_cell = truth.iter().skip(cell).step_by(cells);
                let expected: Vec<i64> = of_cell.map(|row| row[*column as usize]).collect();
                prop_assert_eq!(&chain.column(cell, *column).expect("readable"), &expected);
                prop_assert_eq!(some, &expected[places.clone()]);
            }
        }
    }

    /// Rows put away, or kept with all else, after any leg, and a run gone on with from what was kept.
    #[test]
    fn a_run_that_puts_rows_away_gives_the_same_tables(
        choices in prop::collection::vec(0..3_u8, 1..7),
        chunk_paths in 1..200_u64,
        cut in any::<prop::sample::Index>(),
    ) {
        let study = study_with(&config("china_households.toml"), &["study.worlds=40", "study.households=20"]);
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("part");
        let identity = identity(&study);
        let mut keeper = PutsAway { folder: PartFolder::new(path.clone(), identity.clone()), choices, legs: 0 };
        let interrupted = AtomicBool::new(false);
        let engine = Engine {
            threads: 2,
            instruction_set: InstructionSet::best(),
            cuts: Some((chunk_paths, 64)),
            progress: &Silent,
            interrupted: &interrupted,
        };
        let none = Part::none(study.tally_shape(), 0);
        let cut = cut.index(study.worlds as usize + 1) as u32;
        let first = engine.go_on(&study, none, cut, None, &mut keeper).expect("it runs");
        keeper.folder.keep(&first).expect("kept");
        drop(first);
        let (kept, part) = PartFolder::read(path, identity, study.tally_shape()).expect("whole");
        prop_assert_eq!(part.worlds.clone(), 0..cut);
        keeper.folder = kept;
        let part = engine.go_on(&study, part, study.worlds, None, &mut keeper).expect("it goes on");
        let found = whole(&study, part).expect("all worlds");
        prop_assert!(found == run(&study));
        prop_assert!(files(&study, &found) == files(&study, &run(&study)));
    }
}

struct PutsAway {
    folder: PartFolder,
    choices: Vec<u8>,
    legs: usize,
}

impl Keeper for PutsAway {
    fn leg(&self) -> Duration {
        Duration::ZERO
    }

    fn after_leg(&mut self, part: &mut Part) {
        match self.choices[self.legs % self.choices.len()] {
            0 => {}
            1 => self.folder.put_away(part).expect("put away"),
            _ => self.folder.keep(part).expect("kept"),
        }
        self.legs += 1;
    }

    fn interrupted(&mut self, _: &mut Part) {}
}

/// The bytes of every table.
fn files(study: &Study, result: &StudyResult) -> Vec<Vec<u8>> {
    let labels: Vec<CellLabel> = study.cells.iter().map(|cell| cell.label.clone()).collect();
    let tables = RUN.tables.iter().filter_map(|table| table.make(result, &labels).expect("a table"));
    let mut files: Vec<Vec<u8>> = tables.map(|table| parquet(|into| write_parquet(&table, into))).collect();
    files.push(parquet(|into| write_worlds(result, &labels, None, into)));
    files
}

fn parquet(write: impl FnOnce(&mut Vec<u8>) -> Result<(), underwater::report::ReportError>) -> Vec<u8> {
    let mut bytes = Vec::new();
    write(&mut bytes).expect("written");
    bytes
}

/// A row group of one cell alone has the columns of all: a key is a number with a point in another, or text, or nothing.
#[test]
fn worlds_are_written_row_group_by_row_group_as_in_one() {
    let label = |a: Option<CellValue>, b: CellValue, scenario: Option<&str>| CellLabel {
        scenario: scenario.map(str::to_owned),
        swept: a.map(|a| ("a".to_owned(), a)).into_iter().chain([("b".to_owned(), b)]).collect(),
        ..CellLabel::default()
    };
    let worlds = 70_000;
    let result = StudyResult { worlds: table(2, 0..worlds), ..by_hand() };
    for labels in [
        [
            label(Some(CellValue::Integer(30)), CellValue::Integer(1), None),
            label(Some(CellValue::Float(0.5)), CellValue::Text("x".to_owned()), Some("late")),
        ],
        [
            label(None, CellValue::Boolean(true), Some("first")),
            label(Some(CellValue::Integer(7)), CellValue::Boolean(false), None),
        ],
    ] {
        let together = aggregate::worlds(&result, &labels).expect("a table");
        assert_eq!(together.height(), 2 * worlds as usize);
        assert!(
            parquet(|into| write_worlds(&result, &labels, None, into))
                == parquet(|into| write_parquet(&together, into))
        );
    }
}

/// A file that is damaged while it is read, or gone: what is read of it is right, or an error that names it.
#[test]
fn damage_is_found_when_it_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let (cells, worlds) = (3, 0..500);
    let table = on_disk(folder.path(), cells, worlds.clone());
    let path = folder.path().join("0.parquet");
    let bytes = fs::read(&path).expect("a file");
    let truth = rows(cells, worlds);
    let mut errors = 0;
    let mut damaged = |bytes: &[u8], what: &str| {
        fs::write(&path, bytes).expect("written");
        for cell in 0..cells {
            for column in WorldColumn::ALL {
                match table.column(cell, *column) {
                    Ok(found) => {
                        let expected = truth.iter().skip(cell).step_by(cells).map(|row| row[*column as usize]);
                        assert!(found.into_iter().eq(expected), "{what}: {column:?}");
                    }
                    Err(error) => {
                        assert!(error.to_string().starts_with(&path.display().to_string()), "{what}: {error}");
                        errors += 1;
                    }
                }
            }
        }
    };
    for length in (0..bytes.len()).step_by(1024) {
        damaged(&bytes[..length], &format!("cut at {length}"));
    }
    for bit in (0..bytes.len() * 8).step_by(bytes.len() * 8 / 211) {
        let mut bytes = bytes.clone();
        bytes[bit / 8] ^= 1 << (bit % 8);
        damaged(&bytes, &format!("bit {bit} turned"));
    }
    assert!(errors > 1000, "{errors}");
    fs::write(&path, &bytes).expect("written");
    assert!(table.column(0, WorldColumn::Accepted).is_ok());
    fs::remove_file(&path).expect("removed");
    let result = StudyResult { worlds: on_disk(folder.path(), 2, 0..64), ..by_hand() };
    fs::remove_file(&path).expect("removed");
    let labels = crate::test_study_fixture::labels();
    for made in [
        aggregate::summary(&result, &labels),
        aggregate::comparisons(&result, &labels),
        aggregate::worlds(&result, &labels),
    ] {
        let error = made.expect_err("nothing to read");
        assert!(matches!(error, AggregateError::Rows(_)), "{error}");
        let start = format!("rows of worlds cannot be read: {}: ", path.display());
        assert!(error.to_string().starts_with(&start), "{error}");
    }
}
