//! Columns of data files that distributions name. They are read before a config is, since faults of theirs are told with
//! those of the config; a distribution finds its own when it is read, and cannot be without.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The values of a CSV column, each equally likely.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Empirical")]
#[serde(deny_unknown_fields)]
pub struct ColumnRef {
    /// CSV file, relative to the config file that names it.
    pub file: String,
    /// Column of the values.
    pub column: String,
}

/// Values by the reference that names them.
pub type Columns = HashMap<ColumnRef, Arc<[f64]>>;

thread_local! {
    static READ: RefCell<Columns> = RefCell::default();
}

/// What `work` makes of distributions that name `columns`.
pub fn with_columns<T>(columns: Columns, work: impl FnOnce() -> T) -> T {
    let before = READ.replace(columns);
    let made = work();
    READ.set(before);
    made
}

/// The values of a column, if it was read and has any.
pub(super) fn read(reference: &ColumnRef) -> Option<Arc<[f64]>> {
    READ.with_borrow(|columns| columns.get(reference).filter(|values| !values.is_empty()).cloned())
}
