//! Memory of a run by cause: what is there when its config and data are read, and what simulation and tables add.

use super::room::Room;
use super::rows::Rows;
use super::{Bytes, Shape};
use crate::cli::failure::Failure;
use crate::outcome::anniversary::PLACES;
use crate::outcome::{ApplicantColumn, BATCHES, LevelHistogram, LossHistogram, MonthCounter, PathOutcome, Resolution};
use crate::report::Format;
use crate::report::Language;
use crate::report::json::JSON;
use crate::report::parquet::ROW_GROUP;
use crate::told::{Told, Words, told};

/// Parts of the program that are first used after the config is read: Polars, the formats, threads.
const PROGRAM: f64 = 20e6;
/// The program itself, where the system does not say how much memory it has.
const WHOLE_PROGRAM: f64 = 42e6;
/// A row of `months` as JSON is built: names and values of some fifty fields.
const JSON_MONTH: f64 = 9_800.0;
/// The rows of the other tables of a cell as JSON is built.
const JSON_CELL: f64 = 450_000.0;

/// What the system keeps beside each block of memory.
const ALLOCATION: f64 = 16.0;

/// Pages of a month's index levels, quarters of the log: one where a history is replayed, more where worlds part.
const LEVEL_PAGES: f64 = 3.0;

/// What a run takes.
#[derive(Clone, Debug)]
pub(in crate::cli) struct Memory {
    /// Most that was in use until now: the config and its data files being read.
    before: f64,
    /// In use now, and the rest of the program.
    program: f64,
    /// At the end of the simulation, or while tables are made, whichever takes more.
    parts: Vec<Part>,
}

/// Memory of one cause.
#[derive(Clone, Copy, Debug)]
struct Part {
    what: Words,
    remedy: Words,
    bytes: f64,
}

/// What becomes of every path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum Paths {
    /// It is not looked at.
    Dropped,
    /// It is counted and let go.
    Counted,
    /// It is written into a file.
    Saved,
}

/// Bytes of a histogram of so many losses.
fn histogram(shape: &Shape, losses: f64) -> f64 {
    let octaves = shape.octaves(losses);
    let of_octaves = octaves * (LossHistogram::OCTAVE_BYTES as f64 + ALLOCATION);
    let of_pages = pages(losses, octaves) * (LossHistogram::PAGE_BYTES as f64 + ALLOCATION);
    LossHistogram::BYTES as f64 + of_octaves + of_pages
}

/// Pages that so many losses fill in so many octaves. Two octaves, on either side of zero, have twice as many losses as the
/// next two towards it; those of an octave are spread evenly over its pages, and it has one of them at least.
fn pages(losses: f64, octaves: f64) -> f64 {
    let all = LossHistogram::PAGES_PER_OCTAVE as f64;
    let mut pages = 0.0;
    for octave in 0..octaves.ceil() as u32 {
        let here = losses / f64::from(1_u32 << (octave / 2 + 2).min(31));
        let here = if here > 1.0 { here } else { 1.0 };
        let used = all * (1.0 - libm::pow(1.0 - 1.0 / all, here));
        let of_last = octaves - f64::from(octave);
        pages += if of_last < 1.0 { used * of_last } else { used };
    }
    pages
}

impl Memory {
    /// Of a run that puts rows of worlds away where they are many, and writes its tables in some formats; `save_paths` where
    /// every path is written.
    pub fn of_run(shape: &Shape, save_paths: bool, formats: &[&Format]) -> Self {
        let is_json = formats.iter().any(|format| format.name == JSON.name);
        Self::with_rows(shape, if save_paths { Paths::Saved } else { Paths::Dropped }, true, is_json)
    }

    /// Of a study whose rows of worlds all stay in memory; `save_paths` where every path is written.
    pub fn of(shape: &Shape, save_paths: bool) -> Self {
        Self::with_paths(shape, if save_paths { Paths::Saved } else { Paths::Dropped })
    }

    /// Of a study whose rows of worlds all stay in memory.
    pub fn with_paths(shape: &Shape, paths: Paths) -> Self {
        Self::with_rows(shape, paths, false, true)
    }

    fn with_rows(shape: &Shape, paths: Paths, puts_away: bool, is_json: bool) -> Self {
        let Shape { cells, months, threads, .. } = *shape;
        let batches = BATCHES as f64;
        // One of each a thread; the first becomes the sum of all. From the second leg on that sum stands beside them.
        // Where households act on each other each thread has others of the same worlds had they not, and so of second lives.
        let others = [shape.extras.feedback, shape.extras.second_lives].into_iter().filter(|has| *has).count();
        let of_thread = (1 + others) as f64;
        let copies = of_thread * threads as f64 + f64::from(u8::from(shape.has_legs));
        let rows = Rows::of(shape, puts_away);
        let counters = cells * months * batches * (MonthCounter::COUNT * 8) as f64;
        let states = (MonthCounter::STATES * MonthCounter::STATES) as f64;
        let ends = (shape.workout_months + 1.0) * Resolution::COUNT as f64;
        let tallies = cells * batches * 8.0 * (states + PLACES as f64 + ends);
        let verdicts = cells * batches * (6 * ApplicantColumn::COUNT * 8) as f64;
        // All threads count in the same. From the second leg on its histograms stand beside those of the legs before.
        let losses = shape.buyers / shape.batches;
        let of_leg = if shape.has_legs { histogram(shape, losses / 2.0) } else { 0.0 };
        let histograms = cells * shape.batches * (histogram(shape, losses) + of_leg);
        let pages = shape.probe.map_or(LEVEL_PAGES, |probe| probe.level_pages);
        let levels = shape.price_models * months * pages * LevelHistogram::PAGE_BYTES as f64 * copies;
        let working = shape.working_bytes * threads as f64;
        let row = size_of::<PathOutcome>() as f64;
        // Twice as many chunks as threads wait for each other.
        let waves = match paths {
            Paths::Dropped => 0.0,
            Paths::Counted | Paths::Saved => shape.handed_over_paths * cells * row * 2.0 * threads as f64,
        };
        let waiting = match paths {
            Paths::Dropped | Paths::Counted => 0.0,
            Paths::Saved => {
                let rows = shape.paths() * cells;
                let group = ROW_GROUP as f64;
                // A row group as rows; a whole one then as columns and as Parquet too, and another of which some rows count
                // and others not yet.
                (if rows < group { 1.1 * rows } else { 3.5 * group }) * row
            }
        };

        let fewer_worlds = Words::new("lower --worlds or the number of cells", "请减少 --worlds 或单元数");
        let fewer_cells = Words::new("lower the number of cells or --threads", "请减少单元数或 --threads");
        let fewer_months =
            Words::new("lower study.horizon_months or the number of cells", "请减小 study.horizon_months 或单元数");
        let (on_their_way, no_paths) = match paths {
            Paths::Saved => (
                Words::new("paths on their way to the file", "等待写入文件的路径"),
                Words::new("leave out --save-paths or lower --threads", "请去掉 --save-paths 或减少 --threads"),
            ),
            Paths::Counted | Paths::Dropped => (
                Words::new("paths on their way to be counted", "等待计数的路径"),
                Words::new("lower --threads or the number of cells", "请减少 --threads 或单元数"),
            ),
        };
        let part = |what, remedy, bytes| Part { what, remedy, bytes };
        // Small blocks of a thread are not given back: the histograms of all threads stay.
        let losses = part(Words::new("the histograms", "直方图"), fewer_cells, histograms + levels);
        let simulation = vec![
            part(Words::new("the table of worlds", "情景世界表"), fewer_worlds, rows.simulation),
            part(Words::new("the table of months", "月度表"), fewer_months, copies * (counters + tallies + verdicts)),
            losses,
            part(Words::new("the working memory", "工作内存"), fewer_cells, working),
            part(on_their_way, no_paths, waves + waiting),
        ];
        // Rows as they are read, or columns of the counters and three more: beside what they are made of.
        let counted = counters + tallies + verdicts;
        let columns = counters * (1.0 + 3.0 / MonthCounter::COUNT as f64);
        let (of_rows, columns) = if rows.read > columns { (rows.kept + rows.read, 0.0) } else { (rows.kept, columns) };
        let tables = vec![
            part(Words::new("the table of worlds", "情景世界表"), fewer_worlds, of_rows),
            part(Words::new("the table of months", "月度表"), fewer_months, counted + columns),
            losses,
            part(on_their_way, no_paths, waiting),
        ];
        let json = if is_json { cells * (JSON_CELL + months * JSON_MONTH) } else { 0.0 };
        let formats = vec![losses, part(Words::new("the formats", "各种格式"), fewer_months, json)];
        let sum = |parts: &[Part]| parts.iter().map(|part| part.bytes).sum::<f64>();
        let most = [simulation, tables, formats].into_iter().max_by(|a, b| sum(a).total_cmp(&sum(b)));
        let (before, now) = shape.resident.map_or((0.0, None), |(most, now)| (most, Some(now)));
        let program = now.map_or(WHOLE_PROGRAM, |now| now + PROGRAM);
        Self { before, program, parts: most.unwrap_or_default() }
    }

    /// All of it.
    pub fn total(&self) -> Bytes {
        let then = self.program + self.parts.iter().map(|part| part.bytes).sum::<f64>();
        Bytes(if self.before > then { self.before } else { then })
    }

    /// Refuses a run that does not fit.
    pub fn check(&self, room: Option<&Room>) -> Result<(), Failure> {
        let Some(room) = room.filter(|room| self.total() > room.usable()) else { return Ok(()) };
        let config = Part {
            what: Words::new("the program with the config's data files", "程序及配置的数据文件"),
            remedy: Words::new("name smaller data files", "请用更小的数据文件"),
            bytes: if self.before > self.program { self.before } else { self.program },
        };
        let largest = self.parts.iter().fold(config, |most, part| if part.bytes > most.bytes { *part } else { most });
        let (total, bytes) = (self.total(), Bytes(largest.bytes));
        let room = Told::new(room.told(Language::English), room.told(Language::Chinese));
        let (what, remedy) = (largest.what.told(), largest.remedy.told());
        Err(Failure::Input(told!(
            "this needs about {total} of memory, and {room}; {what} alone takes {bytes}: {remedy}; --memory-limit SIZE \
             sets another limit",
            "约需内存 {total}，而{room}；仅{what}就占 {bytes}：{remedy}；可用 --memory-limit SIZE 另设限额";
            room, what, remedy
        )))
    }
}
