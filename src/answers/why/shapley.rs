//! Shapley shares of the four causes, exact, METHOD.md (116).

use super::combination::{COMBINATIONS, SWITCH_COUNT, is_off};

/// A share is a whole number of these parts of a unit: 4!, the orders in which four causes can come one after another.
pub const SHARES_OF_A_UNIT: i128 = 24;

/// Of the 24 orders, those in which just the given number of other causes comes before a cause: n!·(3 − n)!.
const ORDERS: [i128; SWITCH_COUNT] = [6, 2, 2, 6];

/// What each cause adds to the last of `values` that have it off, on average over all orders in which the causes are turned
/// on, in 24ths (Shapley 1953). `values` has the sum for each combination of causes that are off, bit i for the i-th. The
/// shares add up to `24·(values[0] − values[15])`, to the last digit.
///
/// ```
/// # use underwater::answers::why::shares;
/// // Two causes that lose 60 together, 10 and 20 alone; the others do nothing.
/// let values = std::array::from_fn(|off| [60, 20, 10, 0][off & 3]);
/// assert_eq!(shares(&values).map(|share| share / 24), [25, 35, 0, 0]);
/// ```
pub fn shares(values: &[i128; COMBINATIONS]) -> [i128; SWITCH_COUNT] {
    std::array::from_fn(|place| {
        let without = (0..COMBINATIONS).filter(|off| is_off(*off, place));
        let added = without.map(|off| {
            let others_on = SWITCH_COUNT - off.count_ones() as usize;
            ORDERS[others_on] * (values[off & !(1 << place)] - values[off])
        });
        added.sum()
    })
}
