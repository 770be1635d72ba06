use polars::error::PolarsError;
use thiserror::Error;

use crate::outcome::RowsError;

/// Why a table could not be made.
#[derive(Debug, Error)]
pub enum AggregateError {
    /// Polars refused, for instance two columns of one name.
    #[error("table not made: {0}")]
    Polars(#[from] PolarsError),
    /// Rows of worlds could not be read.
    #[error("rows of worlds cannot be read: {0}")]
    Rows(#[from] RowsError),
    /// The parts of the result, or the labels, do not belong together.
    #[error("the result does not fit together: {what} is {found}, {expected} expected")]
    Shape {
        /// What there is a wrong number of.
        what: &'static str,
        /// How many there are.
        found: usize,
        /// How many the rest asks for.
        expected: usize,
    },
    /// A number left the range of 64 bits.
    #[error("{column} of cell {cell} does not fit into 64 bits")]
    Overflow {
        /// Column that overflowed.
        column: &'static str,
        /// Cell it overflowed in.
        cell: usize,
    },
    /// A path ended in a state without a name.
    #[error("final state {code} of world {world}, household {household}, cell {cell} has no name")]
    FinalState {
        /// The code that has no name.
        code: i64,
        /// World of the path.
        world: u64,
        /// Household of the path.
        household: u64,
        /// Cell of the path.
        cell: usize,
    },
}
