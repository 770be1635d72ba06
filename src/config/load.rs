//! From a config file to the cells of a study, or to everything that is wrong with it.

use std::{
    collections::{HashMap, HashSet},
    path::{Path, PathBuf},
    sync::Arc,
};

use serde::Deserialize;
use serde_json::Value as Json;

use super::{
    cells::{CellConfig, Draft, drafts},
    check::{Checker, rules},
    csv_file::FileRead,
    data::Data,
    data_check,
    document::{Document, Files},
    effect,
    fault::{Fault, Faults},
    lists::Lists,
    mirror::{Config, Study},
    node::{Entry, Node, Value},
    read::Reader,
    resolved::canonical,
    schema::Schema,
};

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
}

/// Reads the config at `path` with what it extends and the data it names.
///
/// # Errors
/// Every fault of the user's files and options, sorted by file and position.
pub fn load(path: &Path, overrides: &Overrides) -> Result<Loaded, Faults> {
    let schema = Schema::shared();
    let known_keys = schema.keys();
    let mut faults = Faults::default();

    let mut reader = Reader::default();
    let root = reader.file(path);
    let Some(mut root) = root else {
        faults.extend(reader.faults);
        faults.sort();
        return Err(faults);
    };
    set_all(&mut reader, &mut root, overrides, schema);
    faults.extend(std::mem::take(&mut reader.faults));
    let whole = root.clone();
    let (sweep, scenarios) = (take(&mut root, "sweep"), take(&mut root, "scenario"));
    let base = Document::new(root, Arc::new(reader.sources));

    let mut found = Vec::new();
    let drafts = drafts(&base, sweep.as_ref(), scenarios.as_ref(), schema, &known_keys, &mut found);
    // What the cells are laid together from is right by itself, also where every cell has another value.
    let mut checker = Checker::new(schema, &known_keys);
    for layer in std::iter::once(&base).chain(&drafts.layers) {
        found.extend(checker.values(layer, &drafts.swept_keys));
    }
    let mut data = Data::default();
    // A list that was read is held once, and counts once. What is wrong with it is found below.
    if let Some(first) = drafts.cells.first() {
        data_check::check(&first.document, schema, &mut data, &mut Vec::new());
    }
    let too_large = too_large(&base, &drafts.cells, data.lists());
    let configs = check_cells(&drafts.cells, &mut checker, &mut data, too_large.is_none(), &mut found);
    if found.is_empty() && faults.is_empty() {
        found.extend(effect::check(&base, &drafts));
        found.extend(too_large);
    }
    data.close();
    faults.extend(found);
    faults.check()?;

    let cells = cells(drafts.cells, configs, &data)?;
    let resolved = canonical(base.json(&whole, Files::AsWritten), schema.root());
    let Some(study) = cells.first().map(|cell| cell.config.study.clone()) else {
        return Err(fault_of(path, "makes no cells").into());
    };
    let files_read = data.files_read().to_vec();
    let source_paths = reader.paths;
    Ok(Loaded { study, cells, data, document: base, files_read, resolved, source_paths })
}

/// Most values that all cells together may hold: beyond, a config is a file of data.
const MOST_VALUES: usize = 20_000_000;

/// That the cells together hold more values than can be held.
fn too_large(base: &Document, drafts: &[Draft], lists: &Lists) -> Option<Fault> {
    let values = drafts.first().map_or(0, |draft| lists.count_others(draft.document.root()));
    if values.saturating_mul(drafts.len()) <= MOST_VALUES {
        return None;
    }
    let message = format!("{} cells of {values} values each are more than {MOST_VALUES} values", drafts.len());
    let hint = "a long list of values is a column of a CSV file, a law `empirical`".to_owned();
    Some(Fault::of_file(base.place(base.root().origin), message).hint(hint))
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

/// Faults after which no further cell is looked at.
const ENOUGH: usize = 1000;

/// The faults of the cells, one that is not common to all naming the first cell that has it; and the configs of those whose
/// tables can be `read`.
fn check_cells(
    drafts: &[Draft],
    checker: &mut Checker<'_>,
    data: &mut Data,
    read: bool,
    faults: &mut Vec<Fault>,
) -> Vec<Option<Config>> {
    let mut configs = Vec::new();
    let mut values: HashSet<Fault> = HashSet::new();
    let mut relations: HashMap<Fault, (usize, String)> = HashMap::new();
    let mut checked = 0;
    for draft in drafts {
        let mut found = checker.all(&draft.document);
        data_check::check(&draft.document, checker.schema, data, &mut found.relations);
        if read {
            let (broken, config) = data.with(|| rules(&draft.document, checker.schema, data.lists()));
            found.relations.extend(broken);
            configs.push(config);
        }
        values.extend(found.values);
        for fault in found.relations {
            relations.entry(fault).or_insert_with(|| (0, draft.label())).0 += 1;
        }
        checked += 1;
        if values.len() + relations.len() > ENOUGH {
            break;
        }
    }
    faults.extend(values);
    faults.extend(relations.into_iter().map(|(mut fault, (cells, label))| {
        if cells < checked && !label.is_empty() {
            let hint = fault.hint.take().map_or_else(String::new, |hint| format!("{hint}; "));
            fault.hint = Some(format!("{hint}in the cell {label}"));
        }
        fault
    }));
    configs
}

fn cells(drafts: Vec<Draft>, configs: Vec<Option<Config>>, data: &Data) -> Result<Vec<CellConfig>, Faults> {
    let mut faults = Faults::default();
    let mut cells = Vec::new();
    for (draft, config) in drafts.into_iter().zip(configs) {
        let Draft { scenario, swept, document } = draft;
        let whole = || data.with(|| Config::deserialize(document.json(document.root(), Files::Read(data.lists()))));
        match config.map_or_else(whole, Ok) {
            Ok(config) => cells.push(CellConfig { scenario, swept, config, document }),
            // The checks above leave nothing to find here; should they, the words are serde's.
            Err(error) => {
                let place = document.place(document.root().origin);
                faults.push(Fault::of_file(place, error.to_string()));
            }
        }
    }
    faults.check()?;
    Ok(cells)
}

fn take(root: &mut Node, key: &str) -> Option<Entry> {
    match &mut root.value {
        Value::Table(table) => table.take(key),
        _ => None,
    }
}

fn fault_of(path: &Path, message: &str) -> Fault {
    let file = path.display().to_string();
    Fault::of_file(super::origin::Place::File { file, line: 0, column: 0 }, message)
}
