//! Drafts of cells, checked and read: the cells, or everything that is wrong with them.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;

use super::{
    cells::{CellConfig, Draft},
    check::{Checker, rules},
    data::Data,
    data_check,
    document::Files,
    fault::{Fault, Faults},
    mirror::Config,
    origin::Place,
    schema::Schema,
};
use crate::told::{Told, told};

/// Most values that all cells together may hold: beyond, a config is a file of data.
const MOST_VALUES: usize = 20_000_000;

/// That the cells together hold more values than can be held.
pub(super) fn too_large(place: &Place, drafts: &[Draft], schema: &Schema, data: &mut Data) -> Option<Fault> {
    let first = drafts.first()?;
    // A list that was read is held once, and counts once. What is wrong with it is found with the other faults of its cell.
    data_check::check(&first.document, schema, data, &mut Vec::new());
    let values = data.lists().count_others(first.document.root());
    if values.saturating_mul(drafts.len()) <= MOST_VALUES {
        return None;
    }
    let cells = drafts.len();
    let message = told!(
        "{cells} cells of {values} values each are more than {MOST_VALUES} values",
        "{cells} 个单元各有 {values} 个值，合计多于 {MOST_VALUES} 个值"
    );
    let hint = told!(
        "a long list of values is a column of a CSV file, an `empirical` distribution",
        "很长的取值列表请放在 CSV 文件的一列，用 `empirical` 分布"
    );
    Some(Fault::of_file(place.clone(), message).hint(hint))
}

/// Faults after which no further cell is looked at.
const ENOUGH: usize = 1000;

/// When a fault of a combination names a cell that has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Naming {
    /// Where not all cells have it.
    WhereCellsDiffer,
    /// Always: the cells are not those that the files make.
    Always,
}

/// The faults of the cells, those of combinations naming the first cell that has them; and the configs of those whose
/// tables can be `read`.
pub(super) fn check_cells(
    drafts: &[Draft],
    checker: &mut Checker<'_>,
    data: &mut Data,
    read: bool,
    naming: Naming,
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
            let (broken, config) = data.with(&draft.document, || rules(&draft.document, checker.schema, data.lists()));
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
        let cell = match naming {
            Naming::WhereCellsDiffer => (cells < checked).then(|| told!("in the cell {label}", "在单元 {label}")),
            Naming::Always => Some(told!("at {label}", "在 {label}")),
        };
        if let (Some(cell), false) = (cell, label.is_empty()) {
            fault.hint = Some(match fault.hint.take() {
                Some(hint) => told!("{hint}; {cell}", "{hint}；{cell}"; hint, cell),
                None => cell,
            });
        }
        fault
    }));
    configs
}

/// The cells with their configs, those that have none read anew.
///
/// # Errors
/// What the checks did not find.
pub(super) fn cells(
    drafts: Vec<Draft>,
    compared_to: Vec<usize>,
    configs: Vec<Option<Config>>,
    data: &Data,
) -> Result<Vec<CellConfig>, Faults> {
    let mut faults = Faults::default();
    let mut cells = Vec::new();
    for ((draft, compared_to), config) in drafts.into_iter().zip(compared_to).zip(configs) {
        let Draft { scenario, probability, swept, document } = draft;
        let whole =
            || data.with(&document, || Config::deserialize(document.json(document.root(), Files::Read(data.lists()))));
        match config.map_or_else(whole, Ok) {
            Ok(config) => cells.push(CellConfig { scenario, probability, swept, config, document, compared_to }),
            // The checks above leave nothing to find here; should they, the words are serde's.
            Err(error) => {
                let place = document.place(document.root().origin);
                faults.push(Fault::of_file(place, Told::only_english(error.to_string())));
            }
        }
    }
    faults.check()?;
    Ok(cells)
}
