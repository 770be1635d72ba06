//! Sums of batches of worlds that count differently, laid together pair by pair, METHOD.md (297): from then on they are read like any
//! others.

use super::BATCHES;
use super::kept::BEYOND;
use super::saved::TallyError;

/// Of sums that stand batch by batch, `places` of each, cell after cell: those of an even batch count `rest` times and take those of
/// the odd batch after it, which is left with nothing.
pub(super) fn pair_up<T: Clone + Default>(
    sums: &mut [T],
    places: usize,
    add: impl Fn(&T, &T) -> Result<T, TallyError>,
) -> Result<(), TallyError> {
    debug_assert!(BATCHES.is_multiple_of(2));
    for pair in sums.chunks_mut(2 * places) {
        let (even, odd) = pair.split_at_mut(places);
        for (even, odd) in even.iter_mut().zip(odd) {
            *even = add(even, &std::mem::take(odd))?;
        }
    }
    Ok(())
}

/// Counts: `rest` times one and the other.
pub(super) fn counts(rest: u32) -> impl Fn(&i64, &i64) -> Result<i64, TallyError> {
    move |even, odd| {
        let even = even.checked_mul(rest.into()).ok_or(TallyError::Overflow)?;
        even.checked_add(*odd).ok_or(TallyError::Overflow)
    }
}

/// Amounts, of which one may not be told.
pub(super) fn amounts(rest: u32) -> impl Fn(&i128, &i128) -> Result<i128, TallyError> {
    move |even, odd| match (*even, *odd) {
        (BEYOND, _) | (_, BEYOND) => Ok(BEYOND),
        (even, odd) => {
            let even = even.checked_mul(rest.into()).ok_or(TallyError::Overflow)?;
            even.checked_add(odd).ok_or(TallyError::Overflow)
        }
    }
}
