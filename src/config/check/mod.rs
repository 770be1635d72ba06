//! What is wrong with one cell: its document against the schema, and its tables against the rules between keys.

mod amounts;
mod buying_costs;
mod choices;
mod correlation;
mod distress;
mod distribution;
mod feedback;
mod found;
mod inflation;
mod insurance;
mod knots;
mod loan;
mod loan_keys;
mod on_book;
mod origination;
mod overlay;
mod portfolio;
mod precision;
mod prepayment;
mod range;
mod recourse;
mod refinancing;
mod regimes;
mod regions;
mod rollover;
mod sampling;
mod series;
mod stand_in;
mod table;
mod tables;
mod text;
mod tranche;
mod unknown;
mod walk;
mod walks;

use stand_in::End;
use tables::{Broken, Tables};

use super::{
    document::Document,
    fault::Fault,
    key_path::KeyPath,
    lists::Lists,
    mirror::Config,
    schema::{Schema, property},
};

pub(super) use found::Found;
pub(super) use range::written_percent;
pub use range::{Bound, Range};
pub(super) use walk::{value, words};

/// Checks documents against the schema. What documents share is checked once, if nothing was
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

    /// Every fault of a cell's document by itself, without its data files.
    pub fn all(&mut self, document: &Document) -> Found {
        walk::walk(document, self.schema, self.known_keys, &mut self.clean)
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
            table && fault.hint.as_ref().is_some_and(unknown::is_of_kind)
        };
        found.values.into_iter().filter(|fault| !is_of_another_kind(fault)).collect()
    }
}

/// The rules between keys that a cell breaks, and its config where every table can be read; its data files were read.
/// What cannot be read has faults of its own: of the rules, those are told that hold whatever stands in its place.
pub(super) fn rules(document: &Document, schema: &Schema, lists: &Lists) -> (Vec<Fault>, Option<Config>) {
    let tables = Tables::of(document, lists, |_, written| written);
    let mut broken = broken(&tables);
    let config = tables.into_config();
    if config.is_none() {
        let patched = |end| {
            move |name: &str, written| match property(schema.root(), name) {
                Some(table) => stand_in::patched(table, written, end),
                None => written,
            }
        };
        let [low, high] = [End::Low, End::High].map(|end| self::broken(&Tables::of(document, lists, patched(end))));
        broken = low.into_iter().filter(|it| high.contains(it)).collect();
    }
    (broken.into_iter().map(|broken| broken.at(document)).collect(), config)
}

fn broken(tables: &Tables) -> Vec<Broken> {
    let mut broken = Vec::new();
    for rule in [
        loan::check,
        tranche::check,
        on_book::check,
        portfolio::check,
        buying_costs::check,
        distress::check,
        recourse::check,
        knots::check,
        correlation::of_innovations,
        correlation::at_origination,
        origination::check,
        regimes::check,
        regions::check,
        series::check,
        inflation::check,
        insurance::check,
        prepayment::check,
        refinancing::check,
        feedback::check,
        precision::check,
        sampling::check,
        amounts::check,
        overlay::check,
        walks::check,
    ] {
        rule(tables, &mut broken);
    }
    broken
}
