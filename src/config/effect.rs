//! Settings without effect: what every cell overwrites changes nothing but the hash, and is refused.

use super::{
    cells::{Draft, Drafts},
    document::Document,
    fault::Fault,
    key_path::KeyPath,
    node::{Node, Value},
    origin::Origin,
    suggest,
};
use crate::told::{Told, told};

/// A single value and where it stands.
struct Leaf {
    path: KeyPath,
    origin: Origin,
}

/// The faults of options, and of scenarios, of which no cell has anything.
pub(super) fn check(base: &Document, drafts: &Drafts) -> Vec<Fault> {
    let mut faults = Vec::new();
    let is_flag = |leaf: &Leaf| base.sources().is_flag(leaf.origin.source());
    let mut of_options: Vec<Leaf> = leaves(base.root()).into_iter().filter(is_flag).collect();
    // An option has effect if any part of it has.
    for draft in &drafts.cells {
        let seen: Vec<usize> =
            of_options.iter().filter(|leaf| stands_in(leaf, draft)).map(|leaf| leaf.origin.source()).collect();
        of_options.retain(|leaf| !seen.contains(&leaf.origin.source()));
        if of_options.is_empty() {
            break;
        }
    }
    of_options.dedup_by_key(|leaf| leaf.origin.source());
    for leaf in of_options {
        let who = who_sets(&leaf.path, drafts);
        let message = told!("has no effect: {who}", "没有作用：{who}"; who);
        faults.push(fault(base, &leaf, message));
    }
    for (number, scenario) in drafts.scenarios.iter().enumerate() {
        let mut leaves = leaves(&scenario.overlay);
        for draft in drafts.cells.iter().filter(|draft| draft.scenario.as_ref() == Some(&scenario.name)) {
            leaves.retain(|leaf| !stands_in(leaf, draft));
            if leaves.is_empty() {
                break;
            }
        }
        for leaf in leaves {
            let who = who_sets(&leaf.path, drafts);
            let message =
                told!("has no effect in scenario[{number}]: {who}", "在 scenario[{number}] 中没有作用：{who}"; who);
            faults.push(fault(base, &leaf, message));
        }
    }
    faults
}

fn fault(base: &Document, leaf: &Leaf, message: Told) -> Fault {
    let hint = Some(told!("leave it out, or change it there", "请删去，或在那里更改"));
    Fault { place: Some(base.place(leaf.origin)), key: leaf.path.to_string(), message, hint }
}

fn stands_in(leaf: &Leaf, draft: &Draft) -> bool {
    draft.document.root().get(&leaf.path).is_some_and(|node| node.origin == leaf.origin)
}

/// Whose value the cells have in place of the one at `path`.
fn who_sets(path: &KeyPath, drafts: &Drafts) -> Told {
    let overlaps = |swept: &&KeyPath| {
        let (short, long) = (swept.steps().len().min(path.steps().len()), path.steps());
        swept.steps().get(..short) == long.get(..short)
    };
    if let Some(swept) = drafts.swept_keys.iter().find(overlaps) {
        return told!("[sweep] sets {swept} in every cell", "[sweep] 在每个单元里都设置了 {swept}");
    }
    const SHOWN: usize = 4;
    let names: Vec<String> = drafts.scenarios.iter().take(SHOWN).map(|it| format!("{:?}", it.name)).collect();
    match drafts.scenarios.len() {
        0 => told!("[sweep] replaces it in every cell", "[sweep] 在每个单元里都取代了它"),
        1 => told!("the scenario {} replaces it", "情景 {} 取代了它", names.join("")),
        few if few <= SHOWN => {
            let names = suggest::all_of(&names);
            told!("every scenario replaces it, {names}", "每个情景都取代了它：{names}"; names)
        }
        many => told!("all {many} scenarios replace it", "全部 {many} 个情景都取代了它"),
    }
}

/// The single values below `node`, and its lists.
fn leaves(node: &Node) -> Vec<Leaf> {
    let mut found = Vec::new();
    walk(node, &KeyPath::root(), &mut found);
    found
}

fn walk(node: &Node, path: &KeyPath, found: &mut Vec<Leaf>) {
    match &node.value {
        Value::Table(table) => table.iter().for_each(|entry| walk(&entry.node, &path.key(&entry.key), found)),
        _ => found.push(Leaf { path: path.clone(), origin: node.origin }),
    }
}
