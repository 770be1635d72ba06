//! `[[scenario]]`: named changes to the config.

use std::collections::HashMap;

use super::{
    document::Document,
    fault::Fault,
    mirror::OF_ALL_CELLS,
    node::{Entry, Node, Table, Value},
    origin::Origin,
    suggest,
};
use crate::told::{Told, told};

/// A named change to the config.
#[derive(Clone, Debug)]
pub(super) struct Scenario {
    /// Its name.
    pub name: String,
    /// Its weight where results are averaged over scenarios.
    pub probability: Option<f64>,
    /// The tables it changes.
    pub overlay: Node,
    /// Whether another has its name: then it makes no cells, which would all be there twice.
    pub is_repeated: bool,
}

/// The scenarios of a config in order; what is wrong with them goes to `faults`.
pub(super) fn read(entry: &Entry, document: &Document, faults: &mut Vec<Fault>) -> Vec<Scenario> {
    let mut scenarios: Vec<Scenario> = Vec::new();
    let mut names: HashMap<String, usize> = HashMap::new();
    let mut fault = |origin, key: String, message: Told, hint: Option<Told>| {
        let place = Some(document.place(origin));
        faults.push(Fault { place, key, message, hint });
    };
    let Some(items) = entry.node.as_array() else {
        let message = told!("is not a list of tables, [[scenario]]", "不是表的列表 [[scenario]]");
        fault(entry.key_origin, "scenario".to_owned(), message, None);
        return scenarios;
    };
    for (index, item) in items.iter().enumerate() {
        let here = format!("scenario[{index}]");
        let Some(table) = item.as_table() else {
            fault(item.origin, here, told!("is not a table", "不是表"), None);
            continue;
        };
        for name in OF_ALL_CELLS {
            if let Some(entry) = table.entry(name) {
                let message =
                    told!("is the same for every cell; a scenario cannot change it", "对所有单元都相同，情景不能更改");
                fault(entry.key_origin, format!("{here}.{name}"), message, None);
            }
        }
        let Some(name_node) = table.get("name") else {
            fault(item.origin, format!("{here}.name"), told!("is missing", "缺失"), None);
            continue;
        };
        let name = name_node.as_str().map(str::trim).unwrap_or_default();
        if name.is_empty() {
            fault(name_node.origin, format!("{here}.name"), told!("is not a name", "不是名称"), None);
            continue;
        }
        let first = *names.entry(name.to_owned()).or_insert(index);
        if first != index {
            let message =
                told!("= {name:?} is the name of scenario[{first}] too", "= {name:?} 也是 scenario[{first}] 的名称");
            fault(name_node.origin, format!("{here}.name"), message, None);
        }
        if let Some(regions) = table.get("region") {
            faults_of_regions(regions, &here, document, &mut fault);
        }
        let mut overlay = Table::default();
        let probability = table.get(PROBABILITY).and_then(|node| {
            let value = node.as_f64().filter(|value| *value > 0.0 && *value <= 1.0);
            if value.is_none() {
                fault(
                    node.origin,
                    format!("{here}.{PROBABILITY}"),
                    told!("is no number above 0 and at most 1", "不是大于 0 且不超过 1 的数"),
                    None,
                );
            }
            value
        });
        let is_own = |key: &str| ["name", PROBABILITY].contains(&key) || OF_ALL_CELLS.contains(&key);
        for entry in table.iter().filter(|entry| !is_own(&entry.key)) {
            overlay.put(entry.clone());
        }
        let overlay = Node { value: Value::Table(overlay), origin: item.origin };
        scenarios.push(Scenario { name: name.to_owned(), probability, overlay, is_repeated: first != index });
    }
    if let Some(message) = wrong_probabilities(items, &scenarios) {
        let origin = items.first().map_or(entry.key_origin, |first| first.origin);
        fault(origin, "scenario".to_owned(), message, None);
    }
    scenarios
}

/// What is wrong with the probabilities of scenarios together, which all have one or none.
fn wrong_probabilities(items: &[Node], scenarios: &[Scenario]) -> Option<Told> {
    let is_told = |item: &Node| item.as_table().is_some_and(|table| table.has(PROBABILITY));
    let told = items.iter().filter(|item| is_told(item)).count();
    if told == 0 {
        return None;
    }
    if told < items.len() {
        let all = items.len();
        return Some(told!(
            "has a probability in {told} of {all} scenarios; give one to all or to none",
            "在 {all} 个情景中有 {told} 个写了概率；要么都写，要么都不写"
        ));
    }
    let values: Option<Vec<f64>> = scenarios.iter().map(|scenario| scenario.probability).collect();
    // Where one is no probability, that is told already.
    let sum: f64 = values.filter(|values| values.len() == items.len())?.iter().sum();
    // In decimals, without what rounding leaves of their sum.
    let told = libm::round(sum / ROUNDING) * ROUNDING;
    ((sum - 1.0).abs() > ROUNDING)
        .then(|| told!("has probabilities that add up to {told:.3}, not 1", "各情景概率之和为 {told:.3}，不是 1"))
}

/// Key of a scenario's probability.
const PROBABILITY: &str = "probability";
/// By how much probabilities written in decimals may add up to something else than 1.
const ROUNDING: f64 = 1e-9;
/// A scenario changes regions of the study, and makes none.
fn faults_of_regions(
    regions: &Node,
    here: &str,
    document: &Document,
    fault: &mut impl FnMut(Origin, String, Told, Option<Told>),
) {
    let name = |node: &Node| node.as_table()?.get("name")?.as_str().map(str::to_owned);
    let known: Vec<String> =
        document.at("region").and_then(Node::as_array).into_iter().flatten().filter_map(name).collect();
    for (at, region) in regions.as_array().into_iter().flatten().enumerate() {
        let Some(given) = name(region).filter(|given| !known.contains(given)) else { continue };
        let quoted: Vec<String> = known.iter().map(|name| format!("{name:?}")).collect();
        let there_are = match quoted.is_empty() {
            true => told!("the study has none", "本研究没有"),
            false => suggest::it_is(&quoted),
        };
        let message = told!(
            "= {given:?} is no [[region]] of the study, and a scenario makes none: {there_are}",
            "= {given:?} 不是本研究的 [[region]]，情景也不能新增：{there_are}"; there_are
        );
        let hint = suggest::did_you_mean(&given, known.iter().map(String::as_str));
        fault(region.origin, format!("{here}.region[{at}].name"), message, hint);
    }
}
