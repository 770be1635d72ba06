//! Integer histograms: quantiles of millions of paths in fixed memory, the same whatever the order of arrival.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::batch_counts::MOST;
use super::saved::TallyError;

/// Bins an octave: a bin is at most 2⁻⁸ of its lower edge wide.
const BINS_PER_OCTAVE: usize = 256;
/// Octaves of a sign: magnitudes below 2⁸ cents share the first one, one bin a cent.
const OCTAVES: usize = 57;

/// Sign (whether positive), octave, bin, count, nearest, farthest and sum of an occupied bin, as it is saved.
type Saved = (bool, u8, u8, u64, u32, u32, i128);

type Octave = Box<[Stored; BINS_PER_OCTAVE]>;

/// Paths in a bin, the exact sum of their amounts, and the lowest and highest of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bin {
    /// Paths whose amount falls into it.
    pub count: u64,
    /// Sum of their amounts, cents.
    pub sum_cents: i128,
    /// Lowest amount, cents.
    pub lowest_cents: i64,
    /// Highest amount, cents.
    pub highest_cents: i64,
}

/// A bin as it is stored: the ends of its amounts as distances of their magnitudes from the bin's edge, so that it takes
/// no more room than its count and sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stored {
    count: u64,
    nearest: u32,
    farthest: u32,
    sum_cents: i128,
}

const EMPTY: Stored = Stored { count: 0, nearest: u32::MAX, farthest: 0, sum_cents: 0 };

/// Written where it stays: larger than a page, it would otherwise be made and then copied.
#[cold]
fn empty_octave() -> Octave {
    let bins = vec![EMPTY; BINS_PER_OCTAVE].into_boxed_slice();
    bins.try_into().unwrap_or_else(|_| Box::new([EMPTY; BINS_PER_OCTAVE]))
}

impl Stored {
    /// One amount: a path at a time, no count and no sum leaves its range.
    #[inline]
    fn add_one(&mut self, amount_cents: i64, distance: u32) {
        self.count = self.count.wrapping_add(1);
        self.sum_cents = self.sum_cents.wrapping_add(amount_cents.into());
        self.nearest = self.nearest.min(distance);
        self.farthest = self.farthest.max(distance);
    }

    /// `None` where a sum leaves its range.
    fn add(&mut self, other: &Stored) -> Option<()> {
        self.count = self.count.checked_add(other.count)?;
        self.sum_cents = self.sum_cents.checked_add(other.sum_cents)?;
        self.nearest = self.nearest.min(other.nearest);
        self.farthest = self.farthest.max(other.farthest);
        Some(())
    }

    /// Whether amounts in a bin of an octave can have come to this.
    fn is_possible(&self, octave: usize) -> bool {
        let width = 1_u64 << octave.saturating_sub(1);
        (1..MOST).contains(&self.count)
            && self.nearest <= self.farthest
            && u64::from(self.farthest) << coarse(octave.saturating_sub(1)) < width
            && self.sum_cents.unsigned_abs() <= u128::from(self.count) << 63
    }
}

/// Histogram of signed amounts in cents: bin = sign and top bits of the magnitude. Octaves are allocated when first used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LossHistogram {
    negative: Vec<Option<Octave>>,
    positive: Vec<Option<Octave>>,
}

impl Default for LossHistogram {
    fn default() -> Self {
        Self { negative: vec![None; OCTAVES], positive: vec![None; OCTAVES] }
    }
}

/// Octave and bin of a magnitude, and its distance from the bin's edge: exact below 256, then the eight bits behind the
/// leading one.
fn place(magnitude: u64) -> (usize, usize, u32) {
    if magnitude < BINS_PER_OCTAVE as u64 {
        return (0, magnitude as usize, 0);
    }
    let shift = 63 - magnitude.leading_zeros() as usize - 8;
    let distance = magnitude & ((1 << shift) - 1);
    (shift + 1, ((magnitude >> shift) & 0xff) as usize, (distance >> coarse(shift)) as u32)
}

/// Bits of a distance that are left out, so that it fits into 32: none below 10¹⁰ currency units.
fn coarse(shift: usize) -> usize {
    shift.saturating_sub(32)
}

/// The magnitude at a distance from the edge of a bin.
fn magnitude(octave: usize, bin: usize, distance: u32) -> i64 {
    match octave.checked_sub(1) {
        None => bin as i64,
        Some(shift) => {
            let magnitude = ((256 + bin as u64) << shift) + (u64::from(distance) << coarse(shift));
            i64::try_from(magnitude).unwrap_or(i64::MAX)
        }
    }
}

impl LossHistogram {
    /// Octaves of a sign.
    pub const OCTAVES: usize = OCTAVES;
    /// Bytes of a histogram without any octave in use.
    pub const BYTES: usize = size_of::<Self>() + 2 * OCTAVES * size_of::<Option<Octave>>();
    /// Bytes of an octave.
    pub const OCTAVE_BYTES: usize = BINS_PER_OCTAVE * size_of::<Stored>();

    /// Octaves in use, on both sides of zero.
    pub fn octaves_in_use(&self) -> usize {
        self.negative.iter().chain(&self.positive).flatten().count()
    }

    /// Adds one amount, cents.
    pub fn add(&mut self, amount_cents: i64) {
        let (octave, bin, distance) = place(amount_cents.unsigned_abs());
        let side = if amount_cents < 0 { &mut self.negative } else { &mut self.positive };
        side[octave].get_or_insert_with(empty_octave)[bin].add_one(amount_cents, distance);
    }

    /// Adds all of another histogram.
    ///
    /// # Errors
    /// A sum leaves its range.
    pub fn merge(&mut self, other: &LossHistogram) -> Result<(), TallyError> {
        for (mine, theirs) in [(&mut self.negative, &other.negative), (&mut self.positive, &other.positive)] {
            for (mine, theirs) in mine.iter_mut().zip(theirs) {
                let Some(theirs) = theirs else { continue };
                let mine = mine.get_or_insert_with(empty_octave);
                for (mine, theirs) in mine.iter_mut().zip(theirs.iter()).filter(|(_, theirs)| theirs.count > 0) {
                    mine.add(theirs).ok_or(TallyError::Overflow)?;
                }
            }
        }
        Ok(())
    }

    /// Occupied bins from the lowest amounts to the highest.
    pub fn bins(&self) -> impl Iterator<Item = Bin> + '_ {
        let below = occupied(&self.negative).rev().map(|(octave, bin, stored)| Bin {
            count: stored.count,
            sum_cents: stored.sum_cents,
            lowest_cents: -magnitude(octave, bin, stored.farthest),
            highest_cents: -magnitude(octave, bin, stored.nearest),
        });
        let above = occupied(&self.positive).map(|(octave, bin, stored)| Bin {
            count: stored.count,
            sum_cents: stored.sum_cents,
            lowest_cents: magnitude(octave, bin, stored.nearest),
            highest_cents: magnitude(octave, bin, stored.farthest),
        });
        below.chain(above)
    }
}

fn occupied(side: &[Option<Octave>]) -> impl DoubleEndedIterator<Item = (usize, usize, &Stored)> {
    let octaves = side.iter().enumerate().filter_map(|(octave, bins)| bins.as_ref().map(|bins| (octave, bins)));
    let bins =
        octaves.flat_map(|(octave, bins)| bins.iter().enumerate().map(move |(bin, stored)| (octave, bin, stored)));
    bins.filter(|(_, _, stored)| stored.count > 0)
}

impl Serialize for LossHistogram {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let of = |is_positive: bool| {
            move |(octave, bin, stored): (usize, usize, &Stored)| -> Saved {
                let Stored { count, nearest, farthest, sum_cents } = *stored;
                (is_positive, octave as u8, bin as u8, count, nearest, farthest, sum_cents)
            }
        };
        let bins = occupied(&self.negative).map(of(false)).chain(occupied(&self.positive).map(of(true)));
        bins.collect::<Vec<Saved>>().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for LossHistogram {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let bins = Vec::<Saved>::deserialize(deserializer)?;
        // In the order in which they are written, so that the same tallies are the same bytes.
        let in_order = bins.is_sorted_by(|a, b| (a.0, a.1, a.2) < (b.0, b.1, b.2));
        let mut histogram = Self::default();
        for (is_positive, octave, bin, count, nearest, farthest, sum_cents) in bins {
            let stored = Stored { count, nearest, farthest, sum_cents };
            let octave = usize::from(octave);
            let side = if is_positive { &mut histogram.positive } else { &mut histogram.negative };
            match side.get_mut(octave).filter(|_| in_order && stored.is_possible(octave)) {
                Some(bins) => {
                    bins.get_or_insert_with(empty_octave)[usize::from(bin)] = stored;
                }
                None => return Err(D::Error::custom("a bin of losses that no run fills")),
            }
        }
        Ok(histogram)
    }
}
