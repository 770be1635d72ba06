//! Keys of which a table needs exactly one.

use crate::config::{document::Document, fault::Fault, suggest};

/// Adds a fault unless exactly one of `keys` stands in `table`. An absent table is another fault.
pub(super) fn check(document: &Document, table: &str, keys: &[&str], faults: &mut Vec<Fault>) {
    let Some(node) = document.at(table).filter(|node| node.as_table().is_some()) else {
        return;
    };
    let entries = node.as_table().into_iter().flat_map(|it| it.iter());
    let given: Vec<_> = entries.filter(|entry| keys.contains(&entry.key.as_str())).collect();
    match given.as_slice() {
        [] => faults.push(Fault {
            place: Some(document.place(node.origin)),
            key: format!("[{table}]"),
            message: format!("needs {}", suggest::one_of(keys)),
            hint: None,
        }),
        [_] => {}
        [first, others @ ..] => faults.extend(others.iter().map(|other| Fault {
            place: Some(document.place(other.key_origin)),
            key: format!("{table}.{}", other.key),
            message: format!("stands beside {table}.{}; keep one", first.key),
            hint: None,
        })),
    }
}
