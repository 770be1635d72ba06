//! Whether a curve rises here and falls there by more than chance.

use crate::aggregate::{AggregateError, Estimator, ResultCell};
use crate::outcome::StudyResult;
use crate::stats::Estimate;

/// Errors of a difference beyond which it counts: more than two, since every pair of the first values is looked at.
const ERRORS: f64 = 3.0;

/// Whether among the cells, in the order of the key, one pair rises and another falls by more than [`ERRORS`] errors of the
/// difference, paired by world where it has such an error.
pub(super) fn turns(result: &StudyResult, cells: &[usize], estimator: Estimator) -> Result<bool, AggregateError> {
    let cells = cells.iter().map(|cell| ResultCell::of(result, *cell)).collect::<Result<Vec<_>, _>>()?;
    let (mut rises, mut falls) = (false, false);
    for (place, lower) in cells.iter().enumerate() {
        for higher in cells.iter().skip(place + 1) {
            let difference = estimator.difference_of_cells(higher, lower)?;
            let Estimate { value: Some(value), mcse } = difference.paired else { continue };
            let Some(mcse) = mcse.or(difference.unpaired_mcse) else { continue };
            rises |= value > ERRORS * mcse;
            falls |= value < -ERRORS * mcse;
        }
    }
    Ok(rises && falls)
}
