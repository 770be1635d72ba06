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

use super::{document::Document, fault::Fault, schema::Schema};

pub(super) use range::Range;

/// The faults of one cell.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Faults of a value by itself.
    pub values: Vec<Fault>,
    /// Faults of a combination: something missing, or values that do not go together.
    pub relations: Vec<Fault>,
}

/// Checks `document` against the schema and the rules between keys.
pub(super) fn check(document: &Document, schema: &Schema, known_keys: &[String]) -> Found {
    let mut found = walk::walk(document, schema, known_keys);
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
