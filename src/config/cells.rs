//! The cells of a study: scenarios times swept cells, the scenario slowest.

use super::{
    document::Document,
    fault::Fault,
    merge::{assign, merge},
    mirror::{Config, SweepValue},
    node::Entry,
    scenario::{self, Scenario},
    schema::Schema,
    sweep::{self, Assignment, MOST_CELLS},
};

/// One cell: what sets it apart, and its complete config.
#[derive(Clone, Debug)]
pub struct CellConfig {
    /// Name of its scenario.
    pub scenario: Option<String>,
    /// Swept keys and their values.
    pub swept: Vec<(String, SweepValue)>,
    /// The complete config, defaults filled in.
    pub config: Config,
    /// The same config as it was written, for faults found later.
    pub document: Document,
}

/// A cell before its faults are known.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub scenario: Option<String>,
    pub swept: Vec<(String, SweepValue)>,
    pub document: Document,
}

impl Draft {
    /// What sets the cell apart, for people; empty for the only cell.
    pub fn label(&self) -> String {
        let scenario = self.scenario.iter().map(|name| format!("scenario = {name}"));
        let swept = self.swept.iter().map(|(key, value)| format!("{key} = {value}"));
        scenario.chain(swept).collect::<Vec<_>>().join(", ")
    }

    fn is_same_cell(&self, other: &Self) -> bool {
        let same = |(a, b): (&(String, SweepValue), &(String, SweepValue))| a.0 == b.0 && a.1.is_same(&b.1);
        self.scenario == other.scenario
            && self.swept.len() == other.swept.len()
            && self.swept.iter().zip(&other.swept).all(same)
    }
}

/// The cells of `base`, whose sweep and scenarios have been taken out.
pub(super) fn drafts(
    base: &Document,
    sweep: Option<&Entry>,
    scenarios: Option<&Entry>,
    schema: &Schema,
    known_keys: &[String],
    faults: &mut Vec<Fault>,
) -> Vec<Draft> {
    let scenarios: Vec<Option<Scenario>> = match scenarios {
        None => vec![None],
        Some(entry) => scenario::read(entry, base, faults).into_iter().map(Some).collect(),
    };
    let mut reader = sweep::Reader { document: base, schema, known_keys, faults: Vec::new() };
    let points = sweep.map_or_else(|| vec![Vec::new()], |entry| reader.cells(entry));
    faults.append(&mut reader.faults);
    if scenarios.len().saturating_mul(points.len()) > MOST_CELLS {
        let (some, others) = (scenarios.len(), points.len());
        let message = format!("{some} scenarios times {others} swept cells are more than {MOST_CELLS} cells");
        let place = sweep.map(|entry| base.place(entry.key_origin));
        faults.push(Fault { place, key: String::new(), message, hint: None });
        return Vec::new();
    }
    let mut drafts: Vec<Draft> = Vec::new();
    for scenario in &scenarios {
        let mut layered = base.clone();
        if let Some(scenario) = scenario {
            let mut root = base.root().clone();
            merge(&mut root, scenario.overlay.clone());
            layered = base.with_root(root);
        }
        for point in &points {
            let Some(draft) = draft(&layered, scenario.as_ref(), point, schema, faults) else {
                continue;
            };
            if let Some(last) = point.last()
                && drafts.iter().any(|other| other.is_same_cell(&draft))
            {
                faults.push(Fault {
                    place: Some(base.place(last.entry.node.origin)),
                    key: last.path.to_string(),
                    message: format!("= {} makes a cell there is already", last.value),
                    hint: None,
                });
            }
            drafts.push(draft);
        }
    }
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
        swept: point.iter().map(|it| (it.path.to_string(), it.value.clone())).collect(),
        document: layered.with_root(root),
    })
}
