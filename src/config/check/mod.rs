//! Every fault of one cell's document that can be seen without its data files.

mod correlation;
mod distress;
mod household;
mod knots;
mod law;
mod loan;
mod one_of;
mod origination;
mod overlay;
mod range;
mod recourse;
mod regimes;
mod table;
mod text;
mod unknown;
mod walk;

use super::{document::Document, fault::Fault, key_path::KeyPath, schema::Schema};

pub(super) use range::{Range, written_percent};

/// The faults of one cell.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Faults of a value by itself.
    pub values: Vec<Fault>,
    /// Faults of a combination: something missing, or values that do not go together.
    pub relations: Vec<Fault>,
}

impl Found {
    fn count(&self) -> usize {
        self.values.len() + self.relations.len()
    }
}

/// Checks documents against the schema and the rules between keys. What documents share is checked once, if nothing was
/// found in it.
pub(super) struct Checker<'a> {
    /// The schema.
    pub schema: &'a Schema,
    known_keys: &'a [String],
    clean: walk::Clean,
}

impl<'a> Checker<'a> {
    /// A checker that has seen nothing.
    pub fn new(schema: &'a Schema, known_keys: &'a [String]) -> Self {
        Self { schema, known_keys, clean: walk::Clean::default() }
    }

    /// Every fault of a cell's document that can be seen without its data files.
    pub fn all(&mut self, document: &Document) -> Found {
        let mut found = walk::walk(document, self.schema, self.known_keys, &mut self.clean);
        let rules = [
            loan::check,
            household::check,
            distress::check,
            recourse::check,
            knots::check,
            correlation::check,
            origination::check,
            regimes::check,
            overlay::check,
        ];
        for rule in rules {
            rule(document, &mut found.relations);
        }
        found
    }

    /// The faults of values by themselves in a document that cells are laid over. Where cells have several kinds of a
    /// table, it may hold the keys of each.
    pub fn values(&mut self, document: &Document, swept_keys: &[KeyPath]) -> Vec<Fault> {
        let found = walk::walk(document, self.schema, self.known_keys, &mut self.clean);
        let several_kinds: Vec<String> = swept_keys
            .iter()
            .filter(|path| path.last_key() == Some("kind"))
            .filter_map(|path| Some(format!("{}.", path.table()?)))
            .collect();
        let is_of_another_kind = |fault: &Fault| {
            let table = several_kinds.iter().any(|table| fault.key.starts_with(table));
            table && fault.hint.as_ref().is_some_and(|hint| hint.starts_with(unknown::OF_KIND))
        };
        found.values.into_iter().filter(|fault| !is_of_another_kind(fault)).collect()
    }
}
