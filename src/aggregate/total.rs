//! The one way in which tables add up whole numbers.

use super::AggregateError;

/// Sum of whole numbers as a column holds it. Tallies are sums already, and few are left to add: it is done here, in 128
/// bits, and not by Polars, whose sums wrap in 64.
///
/// # Errors
/// The sum does not fit into 64 bits.
pub(super) fn total(
    column: &'static str,
    cell: usize,
    values: impl IntoIterator<Item = i64>,
) -> Result<i64, AggregateError> {
    let sum: i128 = values.into_iter().map(i128::from).sum();
    i64::try_from(sum).map_err(|_| AggregateError::Overflow { column, cell })
}
