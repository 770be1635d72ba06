//! The cells of a study: scenarios times swept cells, the scenario slowest.

use std::collections::{BTreeSet, HashSet};

use super::{
    document::Document,
    fault::Fault,
    key_path::KeyPath,
    merge::{assign, merge},
    mirror::{Config, SweepValue},
    node::Entry,
    scenario::{self, Scenario},
    schema::Schema,
    sweep::{self, Assignment, MOST_CELLS},
};
use crate::told::told;

/// One cell: what sets it apart, and its complete config.
#[derive(Clone, Debug)]
pub struct CellConfig {
    /// Name of its scenario.
    pub scenario: Option<String>,
    /// Probability of its scenario.
    pub probability: Option<f64>,
    /// Swept keys and their values.
    pub swept: Vec<(String, SweepValue)>,
    /// The complete config, defaults filled in.
    pub config: Config,
    /// The same config as it was written, for faults found later.
    pub document: Document,
    /// Number of the cell that it is compared with.
    pub compared_to: usize,
}

/// A cell before its faults are known.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub scenario: Option<String>,
    pub probability: Option<f64>,
    pub swept: Vec<(String, SweepValue)>,
    pub document: Document,
}

impl CellConfig {
    /// What sets the cell apart, for people; empty for the only cell.
    pub fn label(&self) -> String {
        label(self.scenario.as_deref(), &self.swept)
    }
}

fn label(scenario: Option<&str>, swept: &[(String, SweepValue)]) -> String {
    let scenario = scenario.iter().map(|name| format!("scenario = {name}"));
    let swept = swept.iter().map(|(key, value)| format!("{key} = {value}"));
    scenario.chain(swept).collect::<Vec<_>>().join(", ")
}

impl Draft {
    /// What sets the cell apart, for people; empty for the only cell.
    pub fn label(&self) -> String {
        label(self.scenario.as_deref(), &self.swept)
    }

    /// What it shares with a cell that is the same: 240 and 240.0 are one number.
    fn identity(&self) -> (Option<String>, Vec<(String, String)>) {
        (self.scenario.clone(), self.swept.iter().map(|(key, swept)| (key.clone(), swept.identity())).collect())
    }
}

/// The cells of a study and what they are laid together from.
#[derive(Debug, Default)]
pub(super) struct Drafts {
    /// The cells.
    pub cells: Vec<Draft>,
    /// The config under each scenario, before the sweep.
    pub layers: Vec<Document>,
    /// Keys that the sweep names.
    pub swept_keys: Vec<KeyPath>,
    /// What each scenario sets.
    pub scenarios: Vec<Scenario>,
}

/// The cells of `base`, whose sweep and scenarios have been taken out.
pub(super) fn drafts(
    base: &Document,
    sweep: Option<&Entry>,
    scenarios: Option<&Entry>,
    schema: &Schema,
    known_keys: &[String],
    faults: &mut Vec<Fault>,
) -> Drafts {
    let scenarios: Vec<Option<Scenario>> = match scenarios {
        None => vec![None],
        Some(entry) => scenario::read(entry, base, faults).into_iter().map(Some).collect(),
    };
    let mut reader = sweep::Reader { document: base, schema, known_keys, faults: Vec::new() };
    let points = sweep.map_or_else(|| vec![Vec::new()], |entry| reader.cells(entry));
    faults.append(&mut reader.faults);
    if scenarios.len().saturating_mul(points.len()) > MOST_CELLS {
        let (some, others) = (scenarios.len(), points.len());
        let message = told!(
            "{some} scenarios times {others} swept cells are more than {MOST_CELLS} cells",
            "{some} 个情景乘以 {others} 个扫描单元，多于 {MOST_CELLS} 个单元"
        );
        let place = sweep.map(|entry| base.place(entry.key_origin));
        faults.push(Fault { place, key: String::new(), message, hint: None });
        return Drafts::default();
    }
    let mut drafts = Drafts::default();
    let mut swept: BTreeSet<String> = BTreeSet::new();
    for assignment in points.iter().flatten() {
        if swept.insert(assignment.path.to_string()) {
            drafts.swept_keys.push(assignment.path.clone());
        }
    }
    let mut known = HashSet::new();
    for scenario in &scenarios {
        let mut layered = base.clone();
        if let Some(scenario) = scenario {
            let mut root = base.root().clone();
            merge(&mut root, scenario.overlay.clone(), schema.root());
            layered = base.with_root(root);
        }
        let makes_cells = scenario.as_ref().is_none_or(|scenario| !scenario.is_repeated);
        for point in points.iter().filter(|_| makes_cells) {
            let Some(draft) = draft(&layered, scenario.as_ref(), point, schema, faults) else {
                continue;
            };
            if let (false, Some(last)) = (known.insert(draft.identity()), point.last()) {
                faults.push(Fault {
                    place: Some(base.place(last.entry.node.origin)),
                    key: last.path.to_string(),
                    message: told!("= {} makes a cell there is already", "= {} 产生的单元已经存在", last.value),
                    hint: None,
                });
            }
            drafts.cells.push(draft);
        }
        if scenario.is_some() {
            drafts.layers.push(layered);
        }
    }
    drafts.scenarios = scenarios.into_iter().flatten().collect();
    drafts
}

fn draft(
    layered: &Document,
    scenario: Option<&Scenario>,
    point: &[Assignment],
    schema: &Schema,
    faults: &mut Vec<Fault>,
) -> Option<Draft> {
    let mut root = layered.root().clone();
    for assignment in point {
        if let Err(message) = assign(&mut root, &assignment.path, assignment.entry.clone(), schema) {
            faults.push(Fault {
                place: Some(layered.place(assignment.entry.key_origin)),
                key: assignment.path.to_string(),
                message,
                hint: None,
            });
            return None;
        }
    }
    Some(Draft {
        scenario: scenario.map(|scenario| scenario.name.clone()),
        probability: scenario.and_then(|scenario| scenario.probability),
        swept: point.iter().map(|it| (it.path.to_string(), it.value.clone())).collect(),
        document: layered.with_root(root),
    })
}
