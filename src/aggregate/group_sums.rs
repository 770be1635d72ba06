//! Exact sums of whole numbers by group.

use polars::prelude::{ChunkedArray, Column, DataFrame, Int64Chunked, Int64Type, IntoColumn};

use super::AggregateError;

/// Low half of a 64-bit number.
const LOW: i64 = 0xffff_ffff;

/// Sums of `columns` (64-bit integers without nulls) by `keys`: a row per group in the order in which groups first
/// appear, a sum per column.
///
/// Polars adds in 64 bits and wraps silently. So each number is split, v = high·2³² + low with 0 ≤ low < 2³², the
/// halves are added by Polars and put together in 128 bits: no sum of fewer than 2³¹ rows can overflow.
///
/// # Errors
/// A column is missing or not of 64-bit integers; too many rows.
pub(super) fn group_sums(frame: &DataFrame, keys: &[&str], columns: &[&str]) -> Result<Vec<Vec<i128>>, AggregateError> {
    if i32::try_from(frame.height()).is_err() {
        return Err(AggregateError::TooManyRows { rows: frame.height() });
    }
    let mut halves: Vec<Column> = Vec::with_capacity(keys.len() + 2 * columns.len());
    for key in keys {
        halves.push(frame.column(key)?.clone());
    }
    for (place, column) in columns.iter().enumerate() {
        let values = frame.column(column)?.i64()?;
        halves.push(half(values, &high(place), |value| value >> 32));
        halves.push(half(values, &low(place), |value| value & LOW));
    }
    let halves = DataFrame::new(frame.height(), halves)?;
    #[expect(deprecated, reason = "the lazy interface would double the build")]
    let sums = halves.group_by_stable(keys.iter().copied())?.sum()?;

    let mut rows = vec![Vec::with_capacity(columns.len()); sums.height()];
    for place in 0..columns.len() {
        let high = sums.column(&format!("{}_sum", high(place)))?.i64()?;
        let low = sums.column(&format!("{}_sum", low(place)))?.i64()?;
        for (row, (high, low)) in rows.iter_mut().zip(high.iter().zip(low.iter())) {
            row.push((i128::from(high.unwrap_or(0)) << 32) + i128::from(low.unwrap_or(0)));
        }
    }
    Ok(rows)
}

fn half(values: &Int64Chunked, name: &str, part: impl Fn(i64) -> i64) -> Column {
    let part: ChunkedArray<Int64Type> = values.iter().map(|value| value.map(&part)).collect();
    part.with_name(name.into()).into_column()
}

fn high(place: usize) -> String {
    format!("high_{place}")
}

fn low(place: usize) -> String {
    format!("low_{place}")
}
