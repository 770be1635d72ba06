//! What was probably meant by a key nobody knows.

use serde_json::Value as Json;

use crate::config::{key_path::KeyPath, schema::property_names, suggest};
use crate::told::{Told, told};

/// How the hint about a key of another kind begins.
const OF_KIND: &str = "it belongs to kind = ";

/// The hint about a key of other kinds.
fn of_kind(kinds: &[String]) -> Told {
    let kinds = suggest::one_of(kinds);
    told!("{OF_KIND}{kinds}", "它属于 kind = {kinds}"; kinds)
}

/// Whether a hint is that.
pub(super) fn is_of_kind(hint: &Told) -> bool {
    hint.english().starts_with(OF_KIND)
}

/// What an unknown key may stand for.
#[derive(Debug, Default)]
pub(super) struct Guess {
    /// The key of the same table that was meant, if one is near.
    pub sibling: Option<String>,
    /// The hint for the user.
    pub hint: Option<Told>,
}

/// What was meant by `key` in the table `path`, which knows `siblings`; `kinds` are the table's
/// alternatives and `known_keys` every dotted key.
pub(super) fn guess(key: &str, path: &KeyPath, siblings: &[&str], kinds: &[Json], known_keys: &[String]) -> Guess {
    let of_kinds = kinds.iter().filter(|kind| property_names(kind).contains(&key));
    let of_kinds = of_kinds.filter_map(|kind| kind["properties"]["kind"]["const"].as_str());
    let of_kinds: Vec<String> = of_kinds.map(|kind| format!("{kind:?}")).collect();
    if !of_kinds.is_empty() {
        return Guess { hint: Some(of_kind(&of_kinds)), sibling: None };
    }
    let own = path.to_string();
    let tables: Vec<String> = known_keys
        .iter()
        .filter_map(|known| known.rsplit_once('.'))
        .filter(|(table, last)| *last == key && *table != own)
        // A region's own tables are those of the study once more.
        .filter(|(table, _)| !table.starts_with("region[0]."))
        .map(|(table, _)| match table.strip_suffix("[0]") {
            Some(list) => format!("[[{list}]]"),
            None => format!("[{table}]"),
        })
        .collect();
    if !tables.is_empty() {
        let tables = suggest::one_of(&tables);
        let hint = told!("`{key}` is a key of {tables}", "`{key}` 是 {tables} 的参数"; tables);
        return Guess { hint: Some(hint), sibling: None };
    }
    let sibling = suggest::nearest(key, siblings.iter().copied()).map(str::to_owned);
    let hint = sibling.as_ref().map(|name| told!("did you mean `{name}`?", "是否想写 `{name}`？"));
    Guess { sibling, hint }
}
