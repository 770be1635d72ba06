//! What several tests need: a config's text to a study, and a study to its paths.

use std::path::{Path, PathBuf};

use underwater::config::{self, Overrides};
use underwater::kernel::{Block, InstructionSet, NotFinite, PathRange, Recorder, Simulation, Sink};
use underwater::outcome::{BATCHES, LossHistogram, MonthCounts, PathOutcome, WorldColumn};
use underwater::study::{self, Study};

/// The repository's folder.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A study from the text of a config whose files are relative to the repository.
pub fn study_of(text: &str) -> Study {
    let mut file = tempfile::Builder::new()
        .prefix("test-config-")
        .suffix(".toml")
        .tempfile_in(root())
        .expect("a config can be written beside the repository's files");
    std::io::Write::write_all(&mut file, text.as_bytes()).expect("the config is written");
    study_at(file.path())
}

/// A study from a config file.
pub fn study_at(path: &Path) -> Study {
    study_with(path, &[])
}

/// A study from a config file with settings laid over it.
pub fn study_with(path: &Path, sets: &[&str]) -> Study {
    let overrides = Overrides { sets: sets.iter().map(|set| (*set).to_owned()).collect(), ..Overrides::default() };
    let loaded = config::load(path, &overrides).unwrap_or_else(|faults| panic!("{faults}"));
    study::resolve(&loaded).unwrap_or_else(|faults| panic!("{faults}"))
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
) -> Result<Vec<PathOutcome>, NotFinite> {
    let simulation = Simulation::new(study, instruction_set);
    let first_world = (range.first / study.households) as u32;
    let last_world = ((range.first + range.count as u64 - 1) / study.households) as u32;
    let worlds = (last_world - first_world + 1) as usize;
    let (cells, months) = (study.cells.len(), study.horizon_months as usize);
    let mut rows = vec![[0; WorldColumn::COUNT]; worlds * cells];
    let mut under_water = vec![0; worlds * cells * months];
    let mut states = MonthCounts::new(cells, months);
    let mut losses = vec![LossHistogram::default(); cells * BATCHES];
    let mut sink = Sink {
        cells,
        first_world,
        rows: &mut rows,
        under_water: &mut under_water,
        months,
        states: &mut states,
        losses: &mut losses,
        overflow: false,
    };
    let mut block = Block::default();
    simulation.run(range, &mut block, &mut sink, recorder)?;
    Ok(block.outcomes)
}
