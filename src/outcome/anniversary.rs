//! Performing loans looked at once a year: in which band of current LTV and DSTI they were, and whether they defaulted.

use crate::measure::log_units::log_units;

/// Months between two looks; the first is at origination.
pub const MONTHS_BETWEEN: u32 = 12;
/// Edges between bands of current LTV, debt ÷ value.
pub const LTV_EDGES: [f64; 7] = [0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.2];
/// Edges between bands of current DSTI, instalment ÷ income of the month.
pub const DSTI_EDGES: [f64; 4] = [0.3, 0.4, 0.5, 0.6];
/// What is nearer to an edge of DSTI than this is on it.
const ROUNDING: f64 = 1e-9;
/// Number of bands of current LTV, the open one included.
pub const LTV_BANDS: usize = LTV_EDGES.len() + 1;
/// Number of bands of current DSTI, the open one included.
pub const DSTI_BANDS: usize = DSTI_EDGES.len() + 1;

/// What is counted of each pair of bands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub enum AnniversaryCounter {
    /// Performing loans seen at an anniversary.
    Seen,
    /// Of them, those seen twelve months or more before the horizon.
    SeenWithYearAhead,
    /// Of the latter, those with a default in the next twelve months.
    DefaultsWithinYear,
    /// Of all seen, those with a default by the horizon.
    DefaultsByHorizon,
}

impl AnniversaryCounter {
    /// Counters of a pair of bands.
    pub const COUNT: usize = 4;

    /// Place of a counter of a pair of bands.
    pub fn place(self, band: usize) -> usize {
        band * Self::COUNT + self as usize
    }
}

/// Number of pairs of bands.
pub const BANDS: usize = LTV_BANDS * DSTI_BANDS;
/// Places of a cell and batch.
pub const PLACES: usize = BANDS * AnniversaryCounter::COUNT;

/// [`LTV_EDGES`] as logs in whole units: a loan of 80% is in the band to 80%, since both logs are rounded alike.
pub fn log_ltv_edges() -> [i32; LTV_EDGES.len()] {
    LTV_EDGES.map(log_units)
}

/// Pair of bands of a current LTV, its log in whole units between [`log_ltv_edges`], and a DSTI: a band holds its upper edge.
#[inline(always)]
pub fn band(log_ltv: i32, log_ltv_edges: &[i32; LTV_EDGES.len()], dsti: f64) -> u8 {
    pair(ltv_band(log_ltv, log_ltv_edges), dsti_band(dsti)) as u8
}

/// Band of a current LTV, its log in whole units: counted in numbers as wide as those compared, side by side.
#[inline(always)]
pub fn ltv_band(log_ltv: i32, log_ltv_edges: &[i32; LTV_EDGES.len()]) -> i32 {
    let mut band = 0;
    for edge in log_ltv_edges {
        band += i32::from(log_ltv > *edge);
    }
    band
}

/// Band of a current DSTI.
#[inline(always)]
pub fn dsti_band(dsti: f64) -> u8 {
    let mut band = 0;
    for edge in DSTI_EDGES {
        band += u8::from(dsti > edge + ROUNDING);
    }
    band
}

/// A band of LTV and one of DSTI together.
#[inline(always)]
pub fn pair(ltv_band: i32, dsti_band: u8) -> i32 {
    ltv_band * DSTI_BANDS as i32 + i32::from(dsti_band)
}
