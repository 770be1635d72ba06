//! From a config file to the cells of a study, or to everything that is wrong with it.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use serde_json::Value as Json;

use super::{
    axes,
    cells::{CellConfig, drafts},
    check::Checker,
    checked::{Naming, cells, check_cells, too_large},
    compared,
    csv_file::FileRead,
    data::Data,
    document::{Document, Files},
    effect,
    fault::{Fault, Faults},
    insured,
    key_facts::{self, Varied},
    key_path::KeyPath,
    mirror::Study,
    node::{Entry, Node, Value},
    portfolio::{self, Portfolio},
    read::Reader,
    resolved::canonical,
    schema::Schema,
    uncertainty::{self, Uncertain},
};
use crate::tape::Tape;
use crate::told::{Told, told};

/// What the command line changes.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// Settings `key=value`, in order.
    pub sets: Vec<String>,
    /// In place of `study.seed`.
    pub seed: Option<u64>,
    /// In place of `study.worlds`.
    pub worlds: Option<u32>,
    /// In place of `study.households`.
    pub households: Option<u32>,
}

/// A config without faults.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// Size, seed and horizon.
    pub study: Study,
    /// The cells in order: scenario slowest, last swept key fastest.
    pub cells: Vec<CellConfig>,
    /// The series and columns the cells name.
    pub data: Data,
    /// The merged config before scenarios and sweep, for faults found later.
    pub document: Document,
    /// Data files read.
    pub files_read: Vec<FileRead>,
    /// The merged config with sweep and scenarios, defaults written out, file names as written.
    pub resolved: Json,
    /// Config files read, the extended ones first.
    pub source_paths: Vec<PathBuf>,
    /// Keys that the file sweeps, and that are swept no longer since others are varied.
    pub unswept: Vec<String>,
    /// Keys in doubt; no cell has anything of them.
    pub uncertainty: Vec<Uncertain>,
    /// Existing loans in place of households that are drawn.
    pub tape: Option<Arc<Tape>>,
}

/// Reads the config at `path` with what it extends and the data it names.
///
/// # Errors
/// Every fault of the user's files and options, sorted by file and position.
pub fn load(path: &Path, overrides: &Overrides) -> Result<Loaded, Faults> {
    load_varied(path, overrides, &[])
}

/// [`load`] without the axes of the sweep over keys that are `varied`, over parts of them and over keys in whose place they
/// stand: points of an answer will set these in every cell ([`Loaded::at_points`]), and cells that differ in nothing else are
/// one. Where no file gives such a key a value of its own, and every cell has one from the sweep, the first of these stands. The resolved config is that of the study as it is then.
///
/// # Errors
/// As of [`load`]; and of varied keys that are none, cannot be varied or take no number.
pub fn load_varied(path: &Path, overrides: &Overrides, varied: &[Varied]) -> Result<Loaded, Faults> {
    let mut reader = Reader::default();
    let root = reader.file(path);
    laid_together(path, reader, root, overrides, varied)
}

/// [`load`] of a config that is going to stand in the file `path`: file names in it are relative to that.
///
/// # Errors
/// As of [`load`].
pub fn load_text(path: &Path, text: &str, overrides: &Overrides) -> Result<Loaded, Faults> {
    let mut reader = Reader::default();
    let root = reader.text(path, text);
    laid_together(path, reader, root, overrides, &[])
}

fn laid_together(
    path: &Path,
    mut reader: Reader,
    root: Option<Node>,
    overrides: &Overrides,
    varied: &[Varied],
) -> Result<Loaded, Faults> {
    let schema = Schema::shared();
    let known_keys = schema.keys();
    let mut faults = Faults::default();
    let Some(mut root) = root else {
        faults.extend(reader.faults);
        faults.sort();
        return Err(faults);
    };
    set_all(&mut reader, &mut root, overrides, schema);
    let varied = key_facts::varied_paths(varied, schema, &known_keys, &mut reader.faults);
    let unswept = axes::drop(&mut root, &varied, schema);
    faults.extend(std::mem::take(&mut reader.faults));
    let sources = Arc::new(reader.sources);
    let mut of_tape = Vec::new();
    let portfolio = portfolio::read_tape(&Document::new(root.clone(), Arc::clone(&sources)), &mut of_tape);
    faults.extend(of_tape);
    let (tape, tape_read) = match portfolio {
        Some(Portfolio { tape, read, written, complete }) => {
            faults.extend(tape.iter().flat_map(|tape| varied_faults(&varied, tape)));
            root = complete;
            (tape, read.map(|read| (read, written)))
        }
        None => (None, None),
    };
    let (tape_read, whole) = match tape_read {
        Some((read, written)) => (Some(read), written),
        None => (None, root.clone()),
    };
    let (sweep, scenarios) = (take(&mut root, "sweep"), take(&mut root, "scenario"));
    let uncertainty = take(&mut root, "uncertainty");
    let base = Document::new(root, sources);

    let mut found = Vec::new();
    let uncertain = |entry| uncertainty::read(entry, &base, schema, &known_keys, &mut found);
    let uncertainty = uncertainty.as_ref().map_or_else(Vec::new, uncertain);
    let drafts = drafts(&base, sweep.as_ref(), scenarios.as_ref(), schema, &known_keys, &mut found);
    // What the cells are laid together from is right by itself, also where every cell has another value.
    let mut checker = Checker::new(schema, &known_keys);
    for layer in std::iter::once(&base).chain(&drafts.layers) {
        found.extend(checker.values(layer, &drafts.swept_keys));
    }
    let mut data = Data::default();
    let too_large = too_large(&base.place(base.root().origin), &drafts.cells, schema, &mut data);
    let configs =
        check_cells(&drafts.cells, &mut checker, &mut data, too_large.is_none(), Naming::WhereCellsDiffer, &mut found);
    if found.is_empty() && faults.is_empty() {
        found.extend(effect::check(&base, &drafts));
        found.extend(insured::check(&base, configs.iter().flatten()));
        found.extend(tape.iter().flat_map(|tape| portfolio::check(&base, configs.iter().flatten(), tape)));
        found.extend(too_large);
    }
    // An answer that varies keys has cells of its own.
    let compared_to = match varied.is_empty() {
        true => compared::bases(&base, &drafts.cells, &mut found),
        false => compared::by_default(&drafts.cells),
    };
    data.close();
    faults.extend(found);
    faults.check()?;

    let cells = cells(drafts.cells, compared_to, configs, &data)?;
    let resolved = canonical(base.json(&whole, Files::AsWritten), schema.root());
    let Some(study) = cells.first().map(|cell| cell.config.study.clone()) else {
        return Err(fault_of(path, told!("makes no cells", "不产生任何单元")).into());
    };
    let files_read = tape_read.into_iter().chain(data.files_read().iter().cloned()).collect();
    let source_paths = reader.paths;
    Ok(Loaded { study, cells, data, document: base, files_read, resolved, source_paths, unswept, uncertainty, tape })
}

/// Keys that are varied though every row of the tape holds them.
fn varied_faults(varied: &[KeyPath], tape: &Tape) -> Vec<Fault> {
    let held_keys = portfolio::held_keys(tape);
    let held = |path: &KeyPath| {
        let key = path.to_string();
        let (message, hint) = portfolio::held_fault(&key, &held_keys)?;
        Some(Fault { place: None, key, message, hint })
    };
    varied.iter().filter_map(held).collect()
}

fn set_all(reader: &mut Reader, root: &mut Node, overrides: &Overrides, schema: &Schema) {
    for setting in &overrides.sets {
        reader.set(root, format!("--set {setting}"), setting, schema);
    }
    let sizes = [
        ("seed", overrides.seed),
        ("worlds", overrides.worlds.map(u64::from)),
        ("households", overrides.households.map(u64::from)),
    ];
    for (name, value) in sizes {
        if let Some(value) = value {
            let setting = format!("study.{name}={value}");
            reader.set(root, format!("--{name} {value}"), &setting, schema);
        }
    }
}

fn take(root: &mut Node, key: &str) -> Option<Entry> {
    match &mut root.value {
        Value::Table(table) => table.take(key),
        _ => None,
    }
}

fn fault_of(path: &Path, message: Told) -> Fault {
    let file = path.display().to_string();
    Fault::of_file(super::origin::Place::File { file, line: 0, column: 0 }, message)
}
