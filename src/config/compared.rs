//! `tables.compare_to`: which cell each cell is compared with, and whether there is one.

use std::collections::{BTreeMap, HashMap};

use super::{
    cells::Draft,
    document::Document,
    fault::Fault,
    mirror::SweepValue,
    node::{Entry, Node},
    suggest,
    sweep::value_of,
};
use crate::told::{Told, told};

/// The key.
const KEY: &str = "tables.compare_to";
/// The name under which it names a scenario; every other is a swept key.
const SCENARIO: &str = "scenario";
/// Most values that are listed.
const LISTED: usize = 12;

/// A cell's scenario and its swept values as far as they tell it from others.
type Identity<'a> = (Option<&'a str>, BTreeMap<&'a str, String>);

/// What is compared with when nobody says: the first cell of the same scenario, and for this itself that of the first.
pub(super) fn by_default(drafts: &[Draft]) -> Vec<usize> {
    let mut first: HashMap<Option<&str>, usize> = HashMap::new();
    let numbered = drafts.iter().enumerate();
    let first = numbered.map(|(cell, draft)| (cell, *first.entry(draft.scenario.as_deref()).or_insert(cell)));
    first.map(|(cell, first)| if first == cell { 0 } else { first }).collect()
}

/// The cell that each cell is compared with; what is wrong with the question is added to `faults`.
pub(super) fn bases(base: &Document, drafts: &[Draft], faults: &mut Vec<Fault>) -> Vec<usize> {
    let asked = base.at("tables").and_then(Node::as_table).and_then(|tables| tables.get("compare_to"));
    let Some((node, table)) = asked.and_then(|node| Some((node, node.as_table()?))) else { return by_default(drafts) };
    let known = faults.len();
    let named: Vec<(&Entry, SweepValue)> =
        table.iter().filter_map(|entry| Some((entry, value_of(&entry.node)?))).collect();
    faults.extend(named.iter().filter_map(|(entry, value)| names_nothing(base, drafts, entry, value)));
    if faults.len() > known {
        return by_default(drafts);
    }
    let teller = Teller::of(drafts, &named);
    let mut bases = Vec::with_capacity(drafts.len());
    for draft in drafts {
        match teller.base_of(draft) {
            Ok(cell) => bases.push(cell),
            Err((message, hint)) => {
                faults.push(Fault {
                    place: Some(base.place(node.origin)),
                    key: KEY.to_owned(),
                    message,
                    hint: Some(hint),
                });
                return by_default(drafts);
            }
        }
    }
    bases
}

/// The fault of a name or a value that no cell has.
fn names_nothing(base: &Document, drafts: &[Draft], entry: &Entry, value: &SweepValue) -> Option<Fault> {
    let mut values: Vec<String> = Vec::new();
    let mut keys: Vec<&str> = Vec::new();
    for draft in drafts {
        let scenario = draft.scenario.as_ref().map(|name| (SCENARIO, SweepValue::Text(name.clone())));
        let swept = draft.swept.iter().map(|(key, value)| (key.as_str(), value.clone()));
        for (key, of_cell) in scenario.into_iter().chain(swept) {
            if !keys.contains(&key) {
                keys.push(key);
            }
            if key == entry.key {
                if of_cell.identity() == value.identity() {
                    return None;
                }
                if !values.contains(&of_cell.written()) {
                    values.push(of_cell.written());
                }
            }
        }
    }
    let key = format!("{KEY}.{}", entry.key);
    if values.is_empty() {
        let meant = suggest::did_you_mean(&entry.key, keys.iter().copied());
        let listed = (!keys.is_empty()).then(|| told!("cells differ in {}", "单元之间不同的是 {}", keys.join(", ")));
        let message = if entry.key == SCENARIO {
            told!("names a scenario, and the study has none", "写了情景，而本研究没有情景")
        } else {
            told!("is not swept", "不在扫描之列")
        };
        let place = Some(base.place(entry.key_origin));
        return Some(Fault { place, key, message, hint: meant.or(listed) });
    }
    let meant = match value {
        SweepValue::Text(word) => {
            let words = values.iter().map(|written| written.trim_matches('"'));
            suggest::did_you_mean(word, words)
        }
        _ => None,
    };
    let more = if values.len() > LISTED { ", ..." } else { "" };
    values.truncate(LISTED);
    let listed = told!("there are {}{more}", "有 {}{more}", values.join(", "));
    let message = base.about(&entry.node, told!("is a value of no cell", "不是任何单元的取值"));
    Some(Fault { place: Some(base.place(entry.node.origin)), key, message, hint: meant.or(Some(listed)) })
}

/// Finds the cell that is asked for.
struct Teller<'a> {
    drafts: &'a [Draft],
    named: Vec<(&'a str, &'a SweepValue)>,
    scenario: Option<String>,
    by_identity: HashMap<Identity<'a>, usize>,
    /// Cells that have every value named.
    having: Vec<usize>,
}

impl<'a> Teller<'a> {
    fn of(drafts: &'a [Draft], named: &'a [(&'a Entry, SweepValue)]) -> Self {
        let scenario = named.iter().find(|(entry, _)| entry.key == SCENARIO).map(|(_, value)| value.to_string());
        let swept = named.iter().filter(|(entry, _)| entry.key != SCENARIO);
        let named: Vec<(&str, &SweepValue)> = swept.map(|(entry, value)| (entry.key.as_str(), value)).collect();
        let has = |draft: &Draft, (key, value): &(&str, &SweepValue)| {
            draft.swept.iter().any(|(of, own)| of == key && own.identity() == value.identity())
        };
        let is_named = |draft: &Draft| scenario.is_none() || draft.scenario == scenario;
        let having =
            drafts.iter().enumerate().filter(|(_, draft)| is_named(draft) && named.iter().all(|of| has(draft, of)));
        let having = having.map(|(number, _)| number).collect();
        let by_identity = drafts.iter().enumerate().map(|(number, draft)| (identity(draft), number)).collect();
        Self { drafts, named, scenario, by_identity, having }
    }

    /// The cell with the values named that shares all others with a cell; where there is none, the only one of its scenario
    /// with the values named.
    fn base_of(&self, draft: &Draft) -> Result<usize, (Told, Told)> {
        let (own, mut swept) = identity(draft);
        for (key, value) in &self.named {
            swept.insert(key, value.identity());
        }
        let scenario = self.scenario.as_deref().or(own);
        if let Some(cell) = self.by_identity.get(&(scenario, swept)) {
            return Ok(*cell);
        }
        let of_scenario = |cell: &&usize| self.drafts[**cell].scenario.as_deref() == scenario;
        let found: Vec<usize> = self.having.iter().filter(of_scenario).copied().collect();
        let label = match draft.label() {
            label if label.is_empty() => told!("that changes nothing", "“不作改动”"),
            label => Told::same(label),
        };
        match found.as_slice() {
            [cell] => Ok(*cell),
            [] => Err((
                told!("names no cell to compare the cell {label} with", "没有可与单元 {label} 比较的单元"; label),
                told!("name values that one cell has together", "请写同一个单元同时具有的取值"),
            )),
            [one, other, ..] => {
                let (one, other) = (self.drafts[*one].label(), self.drafts[*other].label());
                Err((
                    told!("names more than one cell to compare the cell {label} with: {one}; {other}", "可与单元 {label} 比较的单元不止一个：{one}；{other}"; label),
                    told!("name in it what sets them apart", "请写明它们的不同之处"),
                ))
            }
        }
    }
}

fn identity(draft: &Draft) -> Identity<'_> {
    let swept = draft.swept.iter().map(|(key, value)| (key.as_str(), value.identity())).collect();
    (draft.scenario.as_deref(), swept)
}
