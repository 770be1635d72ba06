//! Columns of data files that distributions name.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::scope::Scope;

/// The values of a CSV column, each equally likely.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Empirical")]
#[serde(deny_unknown_fields)]
pub struct ColumnRef {
    /// CSV file, relative to the config file that names it.
    pub file: String,
    /// Column of the values.
    pub column: String,
}

/// Values by the reference that names them; all cells hold them once.
pub type Columns = Vec<(ColumnRef, Arc<[f64]>)>;

thread_local! {
    static READ: Scope<ColumnRef, Arc<[f64]>> = Scope::default();
}

/// What `work` makes of distributions that name `columns`.
pub fn with_columns<T>(columns: Columns, work: impl FnOnce() -> T) -> T {
    Scope::with(&READ, columns, work)
}

/// The values of a column, if it was read and has any.
pub(super) fn read(reference: &ColumnRef) -> Option<Arc<[f64]>> {
    READ.with(|columns| columns.find(reference)).filter(|values| !values.is_empty())
}
