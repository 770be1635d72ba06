//! What several tests need: a config's text to a study, and a study to its paths.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use underwater::config::{self, Loaded, Overrides};
use underwater::engine::{Engine, Progress, Silent};
use underwater::kernel::{Block, InStep, InstructionSet, LANES, PathRange, Simulation, Sink};
use underwater::outcome::{MonthEnd, PathOutcome, Recorder, StudyResult, Tallies, WorldColumn, WorldRow, WorldTable};
use underwater::parts::Identity;
use underwater::study::{self, Study};
use underwater::world::Answer;

/// What takes paths in order from a run.
pub type PathWriter<'a> = dyn FnMut(u64, &[PathOutcome]) -> Result<(), String> + Send + 'a;

/// The value version that the program must tell of: a change that moves numbers raises both.
pub const VALUE_VERSION: u32 = 5;

/// The repository's folder.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A study from the text of a config whose files are relative to the repository.
pub fn study_of(text: &str) -> Study {
    study::resolve(&loaded(text))
}

/// A config from its text; its files are relative to the repository.
pub fn loaded(text: &str) -> Loaded {
    let mut file = tempfile::Builder::new()
        .prefix("test-config-")
        .suffix(".toml")
        .tempfile_in(root())
        .expect("a config can be written beside the repository's files");
    std::io::Write::write_all(&mut file, text.as_bytes()).expect("the config is written");
    config::load(file.path(), &Overrides::default()).unwrap_or_else(|faults| panic!("{faults}\n{text}"))
}

/// A study from a config file.
pub fn study_at(path: &Path) -> Study {
    study_with(path, &[])
}

/// A study from a config file with settings laid over it.
pub fn study_with(path: &Path, sets: &[&str]) -> Study {
    let overrides = Overrides { sets: sets.iter().map(|set| (*set).to_owned()).collect(), ..Overrides::default() };
    let loaded = config::load(path, &overrides).unwrap_or_else(|faults| panic!("{faults}"));
    study::resolve(&loaded)
}

/// A shipped config without its sweep and scenarios, with text of a test's own after it and settings laid over both.
pub fn shipped_study(name: &str, more: &str, sets: &[&str]) -> Study {
    let text = std::fs::read_to_string(config(name)).expect("a shipped config");
    let base = text.split("\n[sweep]").next().expect("what stands before the sweep");
    let base = base.replace("extends = \"regimes/", "extends = \"../configs/regimes/");
    // In a folder of its own beside `configs`, so that the names of data files hold.
    let folder = tempfile::Builder::new().prefix("test-config-").tempdir_in(root()).expect("a folder");
    let file = folder.path().join("config.toml");
    std::fs::write(&file, format!("{base}\n{more}")).expect("the config is written");
    study_with(&file, sets)
}

/// A shipped config.
pub fn config(name: &str) -> PathBuf {
    root().join("configs").join(name)
}

/// Outcomes of a stretch of paths in order of path, then cell.
pub fn outcomes<R: Recorder>(
    study: &Study,
    instruction_set: InstructionSet,
    range: PathRange,
    recorder: &mut R,
) -> Vec<PathOutcome> {
    let simulation = Simulation::new(study, instruction_set);
    let first_world = (range.first / study.households) as u32;
    let last_world = ((range.first + range.count as u64 - 1) / study.households) as u32;
    let mut sink = Sink::new(study);
    sink.begin(first_world..=last_world);
    let (mut block, mut all) = (Block::default(), Vec::new());
    for done in (0..range.count).step_by(LANES) {
        let part = PathRange { first: range.first + done as u64, count: LANES.min(range.count - done) };
        simulation.run(part, &mut block, &mut sink, &mut Shifted { recorder: &mut *recorder, lanes: done });
        all.extend_from_slice(&block.outcomes);
    }
    all
}

/// Numbers lanes through several blocks.
struct Shifted<'a, R> {
    recorder: &'a mut R,
    lanes: usize,
}

impl<R: Recorder> Recorder for Shifted<'_, R> {
    type Notes = R::Notes;

    fn month(&mut self, cell: usize, lane: usize, month: R::Notes) {
        self.recorder.month(cell, lane + self.lanes, month);
    }
}

/// A run on both cores with the study's own cuts.
pub fn run(study: &Study) -> StudyResult {
    run_with(study, 2, InstructionSet::best(), None, None)
}

/// A run that hands every path over in order: its number, and its outcomes by cell.
pub fn run_paths(study: &Study, mut path: impl FnMut(u64, &[PathOutcome]) + Send) -> StudyResult {
    let mut writer = |first: u64, outcomes: &[PathOutcome]| {
        for (number, outcomes) in (first..).zip(outcomes.chunks(study.cells.len())) {
            path(number, outcomes);
        }
        Ok(())
    };
    run_with(study, 2, InstructionSet::best(), None, Some(&mut writer))
}

/// A run with everything chosen: threads, instruction set, (paths a chunk, lanes a block).
pub fn run_with(
    study: &Study,
    threads: usize,
    instruction_set: InstructionSet,
    cuts: Option<(u64, usize)>,
    paths: Option<&mut PathWriter<'_>>,
) -> StudyResult {
    let interrupted = AtomicBool::new(false);
    let engine = Engine { threads, instruction_set, cuts, progress: &Silent, interrupted: &interrupted };
    engine.run(study, paths).expect("the study runs")
}

/// The sum of a column over the worlds of a cell.
pub fn total(result: &StudyResult, cell: usize, column: WorldColumn) -> i64 {
    column_of(result, cell, column).iter().sum()
}

/// A column of a cell, world by world.
pub fn column_of(result: &StudyResult, cell: usize, column: WorldColumn) -> Vec<i64> {
    result.worlds.column(cell, column).expect("rows in memory")
}

/// The row of a world under a cell.
pub fn world_row(result: &StudyResult, world: usize, cell: usize) -> WorldRow {
    let columns = result.worlds.columns(cell, world..world + 1, WorldColumn::ALL).expect("rows in memory");
    std::array::from_fn(|column| columns[column][0])
}

/// All rows, ordered by world, then cell.
pub fn rows_of(result: &StudyResult) -> Vec<WorldRow> {
    let places = (0..result.worlds.worlds()).flat_map(|world| (0..result.worlds.cells).map(move |cell| (world, cell)));
    places.map(|(world, cell)| world_row(result, world, cell)).collect()
}

/// The same result with other rows.
pub fn with_rows(result: StudyResult, change: impl FnOnce(&mut Vec<WorldRow>)) -> StudyResult {
    let mut rows = rows_of(&result);
    change(&mut rows);
    StudyResult { worlds: WorldTable::of_rows(result.worlds.cells, rows), ..result }
}

/// Counters of a cell at the end of a month (from 1), batch by batch.
pub fn month_end(result: &StudyResult, cell: usize, month: usize) -> MonthEnd {
    result.tallies.months.ends(cell).nth(month - 1).expect("a month to the horizon")
}

/// Of which study a part of it is.
pub fn identity(study: &Study) -> Identity {
    Identity {
        study: study.name.clone(),
        hash: "0123456789abcdef".to_owned(),
        value_version: VALUE_VERSION,
        seed: study.seed,
        worlds: study.worlds,
        households: study.households,
        cells: study.cells.len(),
    }
}

/// Tells a run to stop after so many paths.
pub struct StopAfter {
    /// Paths until then.
    pub left: AtomicI64,
    /// Whether it was told.
    pub told: AtomicBool,
}

impl Progress for StopAfter {
    fn advance(&self, paths: u64) {
        let paths = paths as i64;
        if self.left.fetch_sub(paths, Ordering::Relaxed) <= paths {
            self.told.store(true, Ordering::Relaxed);
        }
    }
}

/// Everything that leaves the kernel: outcomes, tallies, rows of worlds and their households under water.
#[derive(PartialEq)]
pub struct Everything {
    pub outcomes: Vec<PathOutcome>,
    pub tallies: Tallies,
    pub rows: Vec<Vec<i64>>,
    pub under_water: Vec<Vec<u32>>,
}

/// What a study's paths leave, block by block.
pub fn everything(study: &Study, recorder: &mut impl Recorder) -> Everything {
    let simulation = Simulation::new(study, InstructionSet::best());
    let (mut block, mut sink, mut outcomes) = (Block::default(), Sink::new(study), Vec::new());
    sink.begin(0..=study.worlds - 1);
    for first in (0..study.paths()).step_by(LANES) {
        let count = LANES.min((study.paths() - first) as usize);
        simulation.run(PathRange { first, count }, &mut block, &mut sink, recorder);
        outcomes.extend_from_slice(&block.outcomes);
    }
    Everything::of(sink, outcomes)
}

/// What they leave, world by world in step.
pub fn everything_in_step(
    study: &Study,
    recorder: &mut impl Recorder,
    mut answer: impl FnMut(InStep) -> Answer,
) -> Everything {
    let simulation = Simulation::new(study, InstructionSet::best());
    let (mut block, mut sink, mut outcomes) = (Block::default(), Sink::new(study), Vec::new());
    sink.begin(0..=study.worlds - 1);
    for world in 0..study.worlds {
        simulation.run_in_step(world, &mut block, &mut sink, recorder, &mut answer);
        outcomes.extend_from_slice(&block.outcomes);
    }
    Everything::of(sink, outcomes)
}

impl Everything {
    fn of(mut sink: Sink, outcomes: Vec<PathOutcome>) -> Self {
        sink.count_losses();
        let worlds = sink.worlds().map(|(_, rows, under_water)| (rows.concat(), under_water.to_vec()));
        let (rows, under_water) = worlds.unzip();
        Self { outcomes, tallies: sink.tallies, rows, under_water }
    }
}
