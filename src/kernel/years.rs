//! Anniversaries side by side: what is looked at once a year, in groups of years.

use crate::outcome::anniversary::MONTHS_BETWEEN;

/// Anniversaries that are looked at together.
pub const TOGETHER: usize = 8;
/// A whole number for each of some anniversaries that are looked at together.
pub type Years = [i32; TOGETHER];

/// Anniversaries before the end of a month, the day of purchase included.
pub fn count(last: u32) -> usize {
    last.div_ceil(MONTHS_BETWEEN) as usize
}

/// Groups of anniversaries before the end of the last of so many months.
pub fn groups(months: usize) -> usize {
    count(months as u32).div_ceil(TOGETHER)
}

/// ln (value ÷ price) at anniversaries from that in months from 1; at purchase value is price, and its log 0.
pub fn at_anniversaries(months: &[i32], by_year: &mut [Years]) {
    let later = months.iter().skip(MONTHS_BETWEEN as usize - 1).step_by(MONTHS_BETWEEN as usize);
    if let [first, rest @ ..] = by_year.as_flattened_mut() {
        *first = 0;
        rest.iter_mut().zip(later).for_each(|(year, month)| *year = *month);
    }
}
