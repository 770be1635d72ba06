//! The price index over worlds, month by month, in memory that grows with its range and not with the worlds.

use std::collections::BTreeMap;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::saved::TallyError;

/// Bins of a page, one page for each quarter of the log.
const BINS_PER_PAGE: usize = 256;
/// Bits of a log within a bin: a bin is 1/1024 wide.
const BIN_BITS: u32 = 22;

/// Histogram of log index levels by month, each a whole number of [`LevelHistogram::UNIT`]: bins of 1/1024 in the log over
/// all levels there are, with the lowest and highest level of each. Pages of bins are allocated when first used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LevelHistogram {
    months: Vec<Pages>,
}

type Pages = BTreeMap<i64, Box<[Stored; BINS_PER_PAGE]>>;

/// Worlds of a bin, and how far the lowest and the highest level lie above the bin's edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stored {
    count: u32,
    lowest: u32,
    highest: u32,
}

const EMPTY: Stored = Stored { count: 0, lowest: u32::MAX, highest: 0 };

impl Stored {
    /// `None` where there are more worlds than 32 bits can count.
    fn add(&mut self, other: &Stored) -> Option<()> {
        self.count = self.count.checked_add(other.count)?;
        self.lowest = self.lowest.min(other.lowest);
        self.highest = self.highest.max(other.highest);
        Some(())
    }

    fn is_possible(&self) -> bool {
        self.count > 0 && self.lowest <= self.highest && self.highest < 1 << BIN_BITS
    }
}

/// Bin, count, lowest and highest of an occupied bin, as it is saved.
type Saved = (i64, u32, u32, u32);

/// Worlds whose levels in a month are nearly the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LevelBin {
    /// Number of these worlds.
    pub worlds: u64,
    /// Lowest log level, in [`LevelHistogram::UNIT`].
    pub lowest: i64,
    /// Highest log level, likewise.
    pub highest: i64,
}

impl LevelHistogram {
    /// What one unit of a level is in the log: 2⁻³².
    pub const UNIT: f64 = 1.0 / 4_294_967_296.0;
    /// Bytes of a page, a quarter of the log of one month.
    pub const PAGE_BYTES: usize = BINS_PER_PAGE * size_of::<Stored>();

    /// All zero, for months 1 to `months`.
    pub fn new(months: usize) -> Self {
        Self { months: vec![BTreeMap::new(); months] }
    }

    /// Pages in use, over all months.
    pub fn pages_in_use(&self) -> usize {
        self.months.iter().map(BTreeMap::len).sum()
    }

    /// Months of the horizon.
    pub fn months(&self) -> usize {
        self.months.len()
    }

    /// Adds one world's log index at a month (from 1); it counts so many times.
    pub fn add(&mut self, month: usize, log_index: f64, times: u32) {
        // A float cast saturates: beyond ±2³¹ in the log nothing is told apart.
        let level = libm::round(log_index / Self::UNIT) as i64;
        let bin = level >> BIN_BITS;
        let above_edge = (level & ((1 << BIN_BITS) - 1)) as u32;
        let page = self.months[month - 1].entry(bin >> 8).or_insert_with(|| Box::new([EMPTY; BINS_PER_PAGE]));
        // A study has no more worlds than 32 bits can count, and few of those of which some count many times.
        let _ = page[(bin & 0xff) as usize].add(&Stored { count: times, lowest: above_edge, highest: above_edge });
    }

    /// Adds all of another histogram of the same shape.
    ///
    /// # Errors
    /// There are more worlds than 32 bits can count.
    pub fn merge(&mut self, other: &LevelHistogram) -> Result<(), TallyError> {
        for (mine, theirs) in self.months.iter_mut().zip(&other.months) {
            for (page, theirs) in theirs {
                let mine = mine.entry(*page).or_insert_with(|| Box::new([EMPTY; BINS_PER_PAGE]));
                for (mine, theirs) in mine.iter_mut().zip(theirs.iter()) {
                    mine.add(theirs).ok_or(TallyError::Overflow)?;
                }
            }
        }
        Ok(())
    }

    /// Occupied bins of a month, from the lowest.
    pub fn bins(&self, month: usize) -> impl Iterator<Item = LevelBin> + '_ {
        occupied(&self.months[month - 1]).map(|(bin, stored)| LevelBin {
            worlds: u64::from(stored.count),
            lowest: (bin << BIN_BITS) + i64::from(stored.lowest),
            highest: (bin << BIN_BITS) + i64::from(stored.highest),
        })
    }
}

fn occupied(pages: &Pages) -> impl Iterator<Item = (i64, &Stored)> {
    let bins = pages
        .iter()
        .flat_map(|(page, bins)| (0_i64..).zip(bins.iter()).map(move |(bin, stored)| (page * 256 + bin, stored)));
    bins.filter(|(_, stored)| stored.count > 0)
}

impl Serialize for LevelHistogram {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let saved = |(bin, stored): (i64, &Stored)| -> Saved { (bin, stored.count, stored.lowest, stored.highest) };
        let months = self.months.iter().map(|pages| occupied(pages).map(saved).collect());
        months.collect::<Vec<Vec<Saved>>>().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for LevelHistogram {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let saved = Vec::<Vec<Saved>>::deserialize(deserializer)?;
        let mut histogram = Self::new(saved.len());
        let bins_there_are = i64::MIN >> BIN_BITS..=i64::MAX >> BIN_BITS;
        for (pages, bins) in histogram.months.iter_mut().zip(saved) {
            // In the order in which they are written, so that the same tallies are the same bytes.
            let in_order = bins.is_sorted_by(|a, b| a.0 < b.0);
            for (bin, count, lowest, highest) in bins {
                let stored = Stored { count, lowest, highest };
                if !in_order || !bins_there_are.contains(&bin) || !stored.is_possible() {
                    return Err(D::Error::custom("a bin of levels that no run fills"));
                }
                let page = pages.entry(bin >> 8).or_insert_with(|| Box::new([EMPTY; BINS_PER_PAGE]));
                page[(bin & 0xff) as usize] = stored;
            }
        }
        Ok(histogram)
    }
}
