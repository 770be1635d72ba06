//! Design points: every cell of a study at other values of some keys.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use super::{
    cells::{CellConfig, Draft},
    check::Checker,
    checked::{Naming, cells, check_cells, too_large},
    compared,
    fault::{Fault, Faults},
    key_facts::path_that_varies,
    key_path::KeyPath,
    load::Loaded,
    merge::assign,
    mirror::SweepValue,
    node::{Entry, Node, Value},
    origin::{Origin, Place, Sources},
    portfolio,
    schema::Schema,
    sweep::MOST_CELLS,
};
use crate::tape::Tape;
use crate::told::told;

/// A design point: dotted keys and the values they take there; keys that are not named stay as they are.
pub type Point = Vec<(String, SweepValue)>;

/// A key of a point, ready to be set.
struct Setting {
    path: KeyPath,
    name: String,
    value: SweepValue,
    origin: Origin,
}

impl Loaded {
    /// The same study with one cell for each of the `points` of every cell, asked for by the cell's number and config: cells
    /// slowest, points fastest. A point's values win over those of files, options, scenarios and sweep; its keys join the
    /// cell's label after the swept ones, in place of one of the same name. Each cell is checked as a written one is. No file
    /// is read again, and the resolved config stays that of this study.
    ///
    /// # Errors
    /// All faults at once, with `option` (`--vary loan.down_payment`) as the place of the points' values: keys that are none
    /// or the same for every cell, values that do not fit, no cell, and more cells or values than a study may have.
    pub fn at_points(
        &self,
        option: &str,
        mut points: impl FnMut(usize, &CellConfig) -> Vec<Point>,
    ) -> Result<Self, Faults> {
        let place = Place::Flag { option: option.to_owned() };
        let points: Vec<Vec<Point>> =
            self.cells.iter().enumerate().map(|(number, cell)| points(number, cell)).collect();
        let count: usize = points.iter().map(Vec::len).sum();
        if count > MOST_CELLS {
            let message = told!(
                "makes {count} cells, which is more than {MOST_CELLS}",
                "产生 {count} 个单元，多于 {MOST_CELLS} 个"
            );
            return Err(Fault::of_file(place, message).into());
        }
        if count == 0 {
            return Err(Fault::of_file(place, told!("makes no cells", "不产生任何单元")).into());
        }
        let schema = Schema::shared();
        let known_keys = schema.keys();
        let mut faults = Faults::default();
        let mut paths: BTreeMap<&str, Option<KeyPath>> = BTreeMap::new();
        for (key, _) in points.iter().flatten().flatten() {
            paths.entry(key).or_insert_with(|| {
                let path = path_that_varies(&place, key, schema, &known_keys);
                path.map_err(|fault| faults.push(fault)).ok()
            });
        }
        let held_keys = self.tape.as_deref().map_or_else(Vec::new, portfolio::held_keys);
        let held = |key: &&str| {
            let (message, hint) = portfolio::held_fault(key, &held_keys)?;
            Some(Fault { place: Some(place.clone()), key: (*key).to_owned(), message, hint })
        };
        faults.extend(paths.keys().filter_map(held));
        faults.check()?;

        let (sources, settings) = self.settings(option, &points, &paths);
        let mut drafts = Vec::with_capacity(count);
        let mut found = Vec::new();
        for (cell, points) in self.cells.iter().zip(&settings) {
            for point in points {
                drafts.extend(draft(cell, point, &sources, &place, schema, &mut found));
            }
        }
        let mut checker = Checker::new(schema, &known_keys);
        let mut data = self.data.clone();
        let too_large = too_large(&place, &drafts, schema, &mut data);
        let configs = check_cells(&drafts, &mut checker, &mut data, too_large.is_none(), Naming::Always, &mut found);
        if found.is_empty() {
            found.extend(too_large);
            let of_tape = |tape: &Arc<Tape>| portfolio::check(&self.document, configs.iter().flatten(), tape);
            found.extend(self.tape.iter().flat_map(of_tape));
        }
        data.close();
        let mut faults = Faults::default();
        faults.extend(found);
        faults.check()?;
        let files_read = self.files_read.iter().filter(|_| self.tape.is_some()).take(1);
        let files_read = files_read.chain(data.files_read()).cloned().collect();
        let compared_to = compared::by_default(&drafts);
        let cells = cells(drafts, compared_to, configs, &data)?;
        Ok(Self { cells, data, files_read, ..self.clone_without_cells() })
    }

    /// The values of the points as a further source, and where each is written there.
    fn settings(
        &self,
        option: &str,
        points: &[Vec<Point>],
        paths: &BTreeMap<&str, Option<KeyPath>>,
    ) -> (Arc<Sources>, Vec<Vec<Vec<Setting>>>) {
        // Cells that are points already have values of a source that the document does not know.
        let document = self.cells.first().map_or(&self.document, |cell| &cell.document);
        let mut sources = document.sources().clone();
        let (source, mut text) = (sources.count(), String::new());
        let mut written: HashMap<String, Origin> = HashMap::new();
        let mut setting = |key: &String, value: &SweepValue| {
            let path = paths.get(key.as_str()).cloned().flatten()?;
            let origin = *written.entry(value.written()).or_insert_with_key(|shown| {
                let start = text.len();
                text.push_str(shown);
                Origin::new(source, start..text.len())
            });
            Some(Setting { name: path.to_string(), path, value: value.clone(), origin })
        };
        let mut of_point = |point: &Point| point.iter().filter_map(|(key, value)| setting(key, value)).collect();
        let settings = points.iter().map(|points| points.iter().map(&mut of_point).collect()).collect();
        sources.add_flag(option.to_owned(), text);
        (Arc::new(sources), settings)
    }

    fn clone_without_cells(&self) -> Self {
        Self {
            study: self.study.clone(),
            cells: Vec::new(),
            data: self.data.clone(),
            document: self.document.clone(),
            files_read: Vec::new(),
            resolved: self.resolved.clone(),
            source_paths: self.source_paths.clone(),
            unswept: self.unswept.clone(),
            uncertainty: self.uncertainty.clone(),
            tape: self.tape.clone(),
        }
    }
}

/// A cell at a point.
fn draft(
    cell: &CellConfig,
    point: &[Setting],
    sources: &Arc<Sources>,
    place: &Place,
    schema: &Schema,
    faults: &mut Vec<Fault>,
) -> Option<Draft> {
    let mut swept = cell.swept.clone();
    swept.retain(|(key, _)| !point.iter().any(|setting| setting.name == *key));
    swept.extend(point.iter().map(|setting| (setting.name.clone(), setting.value.clone())));
    let document = cell.document.of_sources(Arc::clone(sources));
    let mut draft = Draft { scenario: cell.scenario.clone(), probability: cell.probability, swept, document };
    let mut root = draft.document.root().clone();
    for Setting { path, name, value, origin } in point {
        let node = Node { value: node_value(value), origin: *origin };
        if let Err(message) = assign(&mut root, path, Entry { key: String::new(), key_origin: *origin, node }, schema) {
            let hint = Some(told!("at {}", "在 {}", draft.label()));
            faults.push(Fault { place: Some(place.clone()), key: name.clone(), message, hint });
            return None;
        }
    }
    draft.document = draft.document.with_root(root);
    Some(draft)
}

fn node_value(value: &SweepValue) -> Value {
    match value {
        SweepValue::Integer(value) => Value::Integer(i128::from(*value)),
        SweepValue::Float(value) => Value::Float(*value),
        SweepValue::Text(text) => Value::String(text.clone()),
        SweepValue::Boolean(switch) => Value::Boolean(*switch),
    }
}
