//! The value of a key in a cell, defaults filled in.

use serde_json::Value as Json;

use super::{
    document::Files,
    fault::Fault,
    key_facts::{KeyFacts, of_path},
    key_path::{KeyPath, Step},
    load::Loaded,
    origin::Place,
    resolved::canonical,
    schema::{Schema, property},
    suggest::one_of,
};
use crate::told::told;

impl Loaded {
    /// The value that the dotted key `key` has in the cell number `cell`: as written, or the default. `None` where there is
    /// none, no such key or no such cell.
    pub fn value_of(&self, cell: usize, key: &str) -> Option<Json> {
        let document = &self.cells.get(cell)?.document;
        let path = KeyPath::parse(key)?;
        let table = property(Schema::shared().root(), path.table()?)?;
        let written = document.at(path.table()?).map(|node| document.json(node, Files::AsWritten));
        let whole = canonical(written.or_else(|| table.get("default").cloned())?, table);
        let below = path.steps().get(1..)?.iter().try_fold(&whole, |value, step| match step {
            Step::Key(name) => value.get(name),
            Step::Index(index) => value.get(index),
        });
        below.cloned()
    }

    /// The number that `key` has in a cell; `option` is the place of the fault.
    ///
    /// # Errors
    /// That it has no value there, or one that is no number, and what it is.
    pub fn number_of(&self, cell: usize, option: &str, key: &str) -> Result<f64, Fault> {
        self.number_in(cell, key).map_err(|mut fault| {
            let label = self.cells.get(cell).map(|cell| cell.label()).filter(|label| !label.is_empty());
            if let Some(label) = label {
                let message = fault.message;
                fault.message = told!("{message} in the cell {label}", "{message}（单元 {label}）"; message);
            }
            fault.place = Some(Place::Flag { option: option.to_owned() });
            fault
        })
    }

    /// [`Self::number_of`], told of the cell itself.
    ///
    /// # Errors
    /// As there, without a place and without the cell.
    pub fn number_in(&self, cell: usize, key: &str) -> Result<f64, Fault> {
        let value = self.value_of(cell, key);
        if let Some(number) = value.as_ref().and_then(Json::as_f64) {
            return Ok(number);
        }
        let is_inner = self.facts_of(cell, key).is_none_or(|facts| !facts.is_number());
        let (message, hint) = match &value {
            None => (
                told!("has no value to start from", "没有起始值"),
                Some(told!("--set {key}=... gives it one", "可用 --set {key}=... 给出")),
            ),
            Some(Json::Object(distribution)) if !is_inner => {
                let parameters = |(name, of): (&String, &Json)| -> Vec<String> {
                    let of = of.as_object().into_iter().flatten().filter(|(_, value)| value.is_number());
                    of.map(|(parameter, _)| format!("{key}.{name}.{parameter}")).collect()
                };
                let names: Vec<&str> = distribution.keys().map(String::as_str).collect();
                let parameters: Vec<String> = distribution.iter().flat_map(parameters).collect();
                let hint = (!parameters.is_empty()).then(|| {
                    let parameters = one_of(&parameters);
                    told!("a number of it is {parameters}", "其中的数有 {parameters}"; parameters)
                });
                (told!("is a distribution, {}, not a number", "是分布 {}，不是数", names.join(", ")), hint)
            }
            Some(Json::Object(_)) => (told!("is a table, not a number", "是表，不是数"), None),
            Some(Json::Array(_)) => (told!("is a list, not a number", "是列表，不是数"), None),
            Some(other) => (told!("= {other} is not a number", "= {other} 不是数"), None),
        };
        Err(Fault { place: None, key: key.to_owned(), message, hint })
    }

    /// What is known of `key` under the kinds that the tables of a cell have.
    pub fn facts_of(&self, cell: usize, key: &str) -> Option<KeyFacts> {
        let facts = of_path(&KeyPath::parse(key)?, Schema::shared());
        facts.into_iter().find(|facts| {
            let chosen = facts.kind_key.as_ref().map(|kind| self.value_of(cell, kind));
            chosen.is_none_or(|kind| {
                kind.as_ref().and_then(Json::as_str).is_some_and(|kind| facts.kinds.iter().any(|it| it == kind))
            })
        })
    }
}
