//! Integer histograms: quantiles of millions of paths in fixed memory, the same whatever the order of arrival.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::loss_octave::{OCTAVES, Octave, PAGES_PER_OCTAVE, Place, Stored};
use super::saved::TallyError;

/// Sign (whether positive), octave, bin, count, nearest, farthest and sum of an occupied bin, as it is saved.
type Saved = (bool, u8, u8, u64, u32, u32, i128);

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

/// Histogram of signed amounts in cents: bin = sign and top bits of the magnitude. Octaves and their pages are allocated when
/// first used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LossHistogram {
    negative: Side,
    positive: Side,
}

/// The octaves of a sign; none at all before there is an amount.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Side {
    octaves: Vec<Option<Box<Octave>>>,
}

impl Side {
    /// Adds one amount. A path at a time, no sum leaves its range.
    #[inline]
    fn add_one(&mut self, magnitude: u64) {
        let place = Place::of(magnitude);
        let is_added = self.octaves.get_mut(place.octave).and_then(Option::as_mut).is_some_and(|it| it.add_one(place));
        if !is_added {
            self.add_first(place, magnitude);
        }
    }

    /// The first amount of a page, or one for which there are wide bins.
    #[cold]
    fn add_first(&mut self, place: Place, magnitude: u64) {
        let _ = self.add(place.octave, place.bin, &Stored::one(magnitude));
    }

    /// Adds amounts of a bin; `None` where a sum leaves its range.
    fn add(&mut self, octave: usize, bin: usize, amounts: &Stored) -> Option<()> {
        if self.octaves.is_empty() {
            self.octaves.resize(OCTAVES, None);
        }
        let at = self.octaves.get_mut(octave)?;
        at.get_or_insert_with(|| Box::new(Octave::empty(octave))).add(octave, bin, amounts)
    }

    fn merge(&mut self, other: &Side) -> Option<()> {
        if self.octaves.is_empty() {
            self.octaves.clone_from(&other.octaves);
            return Some(());
        }
        for (octave, (mine, theirs)) in self.octaves.iter_mut().zip(&other.octaves).enumerate() {
            match (&mut *mine, theirs) {
                (_, None) => {}
                (None, theirs) => mine.clone_from(theirs),
                (Some(mine), Some(theirs)) => mine.merge(octave, theirs)?,
            }
        }
        Some(())
    }

    /// Octave, bin and amounts of the occupied bins, those next to zero first.
    fn occupied(&self) -> impl DoubleEndedIterator<Item = (usize, usize, Stored)> + '_ {
        let octaves = self.octaves.iter().enumerate().filter_map(|(at, octave)| Some((at, octave.as_ref()?)));
        octaves.flat_map(|(at, octave)| octave.occupied(at).map(move |(bin, stored)| (at, bin, stored)))
    }

    fn pages_in_use(&self) -> usize {
        self.octaves.iter().flatten().map(|octave| octave.pages_in_use()).sum()
    }
}

/// An amount of a sign, as far as it has one in 64 bits.
fn signed(is_positive: bool, magnitude: u64) -> i64 {
    let magnitude = i64::try_from(magnitude).unwrap_or(i64::MAX);
    if is_positive { magnitude } else { -magnitude }
}

fn bin_of(is_positive: bool, (octave, bin, stored): (usize, usize, Stored)) -> Bin {
    let Stored { count, nearest, farthest, sum } = stored;
    let at = |distance| signed(is_positive, Place { octave, bin, distance }.magnitude());
    let (lowest, highest) = if is_positive { (nearest, farthest) } else { (farthest, nearest) };
    Bin { count, sum_cents: sum_of(is_positive, sum), lowest_cents: at(lowest), highest_cents: at(highest) }
}

/// A sum of a sign: of fewer amounts than 2⁶³, each of 64 bits at most.
fn sum_of(is_positive: bool, sum: u128) -> i128 {
    let sum = i128::try_from(sum).unwrap_or(i128::MAX);
    if is_positive { sum } else { -sum }
}

impl LossHistogram {
    /// Octaves of a sign.
    pub const OCTAVES: usize = OCTAVES;
    /// Pages of an octave.
    pub const PAGES_PER_OCTAVE: usize = PAGES_PER_OCTAVE;
    /// Bytes of a histogram without any octave in use.
    pub const BYTES: usize = size_of::<Self>() + 2 * OCTAVES * size_of::<Option<Box<Octave>>>();
    /// Bytes of an octave without its pages.
    pub const OCTAVE_BYTES: usize = size_of::<Octave>();
    /// Bytes of a page.
    pub const PAGE_BYTES: usize = Octave::PAGE_BYTES;

    /// Octaves in use, on both sides of zero.
    pub fn octaves_in_use(&self) -> usize {
        self.negative.octaves.iter().chain(&self.positive.octaves).flatten().count()
    }

    /// Pages in use, on both sides of zero.
    pub fn pages_in_use(&self) -> usize {
        self.negative.pages_in_use() + self.positive.pages_in_use()
    }

    /// Adds one amount, cents.
    #[inline]
    pub fn add(&mut self, amount_cents: i64) {
        let side = if amount_cents < 0 { &mut self.negative } else { &mut self.positive };
        side.add_one(amount_cents.unsigned_abs());
    }

    /// Adds all of another histogram.
    ///
    /// # Errors
    /// A sum leaves its range.
    pub fn merge(&mut self, other: &LossHistogram) -> Result<(), TallyError> {
        let negative = self.negative.merge(&other.negative);
        negative.and_then(|()| self.positive.merge(&other.positive)).ok_or(TallyError::Overflow)
    }

    /// With each amount so many times: doubled as often as its binary digits ask.
    ///
    /// # Errors
    /// A sum leaves its range.
    pub(super) fn repeated(&self, times: u32) -> Result<Self, TallyError> {
        let mut sum = Self::default();
        for digit in (0..u32::BITS - times.leading_zeros()).rev() {
            let so_far = sum.clone();
            sum.merge(&so_far)?;
            if times >> digit & 1 == 1 {
                sum.merge(self)?;
            }
        }
        Ok(sum)
    }

    /// The same without a copy of what is the first.
    ///
    /// # Errors
    /// A sum leaves its range.
    pub fn append(&mut self, other: LossHistogram) -> Result<(), TallyError> {
        if *self == Self::default() {
            *self = other;
            return Ok(());
        }
        self.merge(&other)
    }

    /// Occupied bins from the lowest amounts to the highest.
    pub fn bins(&self) -> impl Iterator<Item = Bin> + '_ {
        let below = self.negative.occupied().rev().map(|stored| bin_of(false, stored));
        below.chain(self.positive.occupied().map(|stored| bin_of(true, stored)))
    }
}

impl Serialize for LossHistogram {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let of = |is_positive: bool| {
            move |(octave, bin, stored): (usize, usize, Stored)| -> Saved {
                let Stored { count, nearest, farthest, sum } = stored;
                (is_positive, octave as u8, bin as u8, count, nearest, farthest, sum_of(is_positive, sum))
            }
        };
        let bins = self.negative.occupied().map(of(false)).chain(self.positive.occupied().map(of(true)));
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
            let stored = Stored { count, nearest, farthest, sum: sum_cents.unsigned_abs() };
            let (octave, bin) = (usize::from(octave), usize::from(bin));
            let has_sign = sum_cents == 0 || (sum_cents > 0) == is_positive;
            let is_possible = in_order && has_sign && octave < OCTAVES && stored.is_possible(octave, bin);
            let side = if is_positive { &mut histogram.positive } else { &mut histogram.negative };
            let added = is_possible.then(|| side.add(octave, bin, &stored)).flatten();
            added.ok_or_else(|| D::Error::custom("a bin of losses that no run fills"))?;
        }
        Ok(histogram)
    }
}
