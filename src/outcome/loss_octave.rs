//! An octave of a histogram of losses: its bins, in pages that are allocated when first used.

use super::batch_counts::MOST;

/// Bins of an octave: a bin is at most 2⁻⁸ of its lower edge wide.
pub(super) const BINS_PER_OCTAVE: usize = 256;
/// Octaves of a sign: magnitudes below 2⁸ cents share the first one, one bin a cent.
pub(super) const OCTAVES: usize = 57;
/// Bins of a page: the rare losses of an octave take few pages of it.
const BINS_PER_PAGE: usize = 16;
/// Pages of an octave.
pub(super) const PAGES_PER_OCTAVE: usize = BINS_PER_OCTAVE / BINS_PER_PAGE;

/// What is known of the amounts of a bin: the ends as distances of their magnitudes from the bin's edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stored {
    pub count: u64,
    pub nearest: u32,
    pub farthest: u32,
    /// Sum of the magnitudes, cents.
    pub sum: u128,
}

const EMPTY_WIDE: Stored = Stored { count: 0, nearest: u32::MAX, farthest: 0, sum: 0 };

/// The same in fewer bytes, for a bin no wider than 2³² cents with fewer than 2³² amounts: then the sum of their distances
/// fits into 64 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C, packed(4))]
pub(super) struct Narrow {
    count: u32,
    nearest: u32,
    farthest: u32,
    distances: u64,
}

const EMPTY: Narrow = Narrow { count: 0, nearest: u32::MAX, farthest: 0, distances: 0 };

pub(super) type Page = [Narrow; BINS_PER_PAGE];

/// The bins of an octave. Whether it is wide follows from what it holds, so that the same amounts are the same octave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Octave {
    Narrow([Option<Box<Page>>; PAGES_PER_OCTAVE]),
    Wide(Box<[Stored]>),
}

/// Where a magnitude belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub octave: usize,
    pub bin: usize,
    /// From the bin's edge, without the bits that are left out ([`coarse`]).
    pub distance: u32,
}

impl Place {
    /// Of a magnitude: exact below 256 cents, then the eight bits behind the leading one.
    #[inline]
    pub fn of(magnitude: u64) -> Self {
        if magnitude < BINS_PER_OCTAVE as u64 {
            return Self { octave: 0, bin: magnitude as usize, distance: 0 };
        }
        let shift = 63 - magnitude.leading_zeros() as usize - 8;
        let distance = magnitude & ((1 << shift) - 1);
        let bin = ((magnitude >> shift) & 0xff) as usize;
        Self { octave: shift + 1, bin, distance: (distance >> coarse(shift)) as u32 }
    }

    /// The magnitude there.
    pub fn magnitude(self) -> u64 {
        match self.octave.checked_sub(1) {
            None => self.bin as u64,
            Some(shift) => edge(self.octave, self.bin) + (u64::from(self.distance) << coarse(shift)),
        }
    }
}

/// Lower edge of a bin.
fn edge(octave: usize, bin: usize) -> u64 {
    octave.checked_sub(1).map_or(bin as u64, |shift| (256 + bin as u64) << shift)
}

/// Bits of a distance that are left out, so that it fits into 32: none below 10¹⁰ currency units.
fn coarse(shift: usize) -> usize {
    shift.saturating_sub(32)
}

/// Whether bins of an octave are wide however few amounts they have: their distances are not kept whole.
fn is_wide(octave: usize) -> bool {
    coarse(octave.saturating_sub(1)) > 0
}

impl Stored {
    /// One amount.
    pub fn one(magnitude: u64) -> Self {
        let distance = Place::of(magnitude).distance;
        Self { count: 1, nearest: distance, farthest: distance, sum: magnitude.into() }
    }

    /// `None` where a sum leaves its range.
    fn add(&mut self, other: &Self) -> Option<()> {
        self.count = self.count.checked_add(other.count)?;
        self.sum = self.sum.checked_add(other.sum)?;
        self.nearest = self.nearest.min(other.nearest);
        self.farthest = self.farthest.max(other.farthest);
        Some(())
    }

    /// Whether amounts in a bin of an octave can have come to this.
    pub fn is_possible(&self, octave: usize, bin: usize) -> bool {
        let width = 1_u64 << octave.saturating_sub(1);
        let coarse = coarse(octave.saturating_sub(1));
        let at = |distance: u32| u128::from(edge(octave, bin)) + (u128::from(distance) << coarse);
        let count = u128::from(self.count);
        (1..MOST).contains(&self.count)
            && self.nearest <= self.farthest
            && u64::from(self.farthest) << coarse < width
            && (count * at(self.nearest)..=count * (at(self.farthest) + (1 << coarse) - 1)).contains(&self.sum)
    }
}

impl Narrow {
    /// One amount; whether there was room for it.
    #[inline]
    fn add_one(&mut self, distance: u32) -> bool {
        let Some(count) = self.count.checked_add(1) else { return false };
        self.count = count;
        self.distances = self.distances.wrapping_add(distance.into());
        self.nearest = distance.min(self.nearest);
        self.farthest = distance.max(self.farthest);
        true
    }

    fn has_room(&self, other: &Self) -> bool {
        self.count.checked_add(other.count).is_some()
    }

    /// Other amounts, for which there is room.
    fn add(&mut self, other: &Self) {
        self.count = self.count.wrapping_add(other.count);
        self.distances = self.distances.wrapping_add(other.distances);
        self.nearest = other.nearest.min(self.nearest);
        self.farthest = other.farthest.max(self.farthest);
    }

    fn widened(&self, octave: usize, bin: usize) -> Stored {
        let Self { count, nearest, farthest, distances } = *self;
        let sum = u128::from(count) * u128::from(edge(octave, bin)) + u128::from(distances);
        Stored { count: count.into(), nearest, farthest, sum }
    }

    /// `None` where it has to be wide.
    fn of(stored: &Stored, octave: usize, bin: usize) -> Option<Self> {
        let Stored { count, nearest, farthest, sum } = *stored;
        let distances = sum.checked_sub(u128::from(count) * u128::from(edge(octave, bin)))?;
        let (count, distances) = (u32::try_from(count).ok()?, u64::try_from(distances).ok()?);
        (!is_wide(octave)).then_some(Self { count, nearest, farthest, distances })
    }
}

/// Whether the bins of one page have room for those of another.
fn have_room(mine: Option<&Page>, theirs: Option<&Page>) -> bool {
    let (Some(mine), Some(theirs)) = (mine, theirs) else { return true };
    mine.iter().zip(theirs).all(|(mine, theirs)| mine.has_room(theirs))
}

impl Octave {
    /// Bytes of a page.
    pub const PAGE_BYTES: usize = size_of::<Page>();

    /// Of this number, without any amount.
    pub fn empty(octave: usize) -> Self {
        let wide = || Self::Wide(vec![EMPTY_WIDE; BINS_PER_OCTAVE].into_boxed_slice());
        if is_wide(octave) { wide() } else { Self::Narrow(Default::default()) }
    }

    /// Adds one amount where that is simple; whether it was.
    #[inline]
    pub fn add_one(&mut self, place: Place) -> bool {
        let Self::Narrow(pages) = self else { return false };
        let Some(page) = &mut pages[place.bin / BINS_PER_PAGE] else { return false };
        page[place.bin % BINS_PER_PAGE].add_one(place.distance)
    }

    /// Adds amounts of a bin of this octave, however many they are; `None` where a sum leaves its range.
    pub fn add(&mut self, octave: usize, bin: usize, amounts: &Stored) -> Option<()> {
        if let Self::Narrow(pages) = self {
            if let Some(amounts) = Narrow::of(amounts, octave, bin) {
                let page = pages[bin / BINS_PER_PAGE].get_or_insert_with(|| Box::new([EMPTY; BINS_PER_PAGE]));
                let bin = &mut page[bin % BINS_PER_PAGE];
                if bin.has_room(&amounts) {
                    bin.add(&amounts);
                    return Some(());
                }
            }
            self.widen(octave);
        }
        let Self::Wide(bins) = self else { return None };
        bins.get_mut(bin)?.add(amounts)
    }

    /// Adds all of another octave of this number; `None` where a sum leaves its range.
    pub fn merge(&mut self, octave: usize, other: &Self) -> Option<()> {
        if let (Self::Narrow(mine), Self::Narrow(theirs)) = (&mut *self, other)
            && mine.iter().zip(theirs).all(|(mine, theirs)| have_room(mine.as_deref(), theirs.as_deref()))
        {
            for (mine, theirs) in mine.iter_mut().zip(theirs) {
                match (&mut *mine, theirs) {
                    (_, None) => {}
                    (None, theirs) => mine.clone_from(theirs),
                    (Some(mine), Some(theirs)) => mine.iter_mut().zip(theirs.iter()).for_each(|(a, b)| a.add(b)),
                }
            }
            return Some(());
        }
        other.occupied(octave).try_for_each(|(bin, amounts)| self.add(octave, bin, &amounts))
    }

    #[cold]
    fn widen(&mut self, octave: usize) {
        let mut wide = vec![EMPTY_WIDE; BINS_PER_OCTAVE].into_boxed_slice();
        self.occupied(octave).for_each(|(bin, stored)| wide[bin] = stored);
        *self = Self::Wide(wide);
    }

    /// Pages in use; all of a wide one.
    pub fn pages_in_use(&self) -> usize {
        match self {
            Self::Narrow(pages) => pages.iter().flatten().count(),
            Self::Wide(_) => PAGES_PER_OCTAVE,
        }
    }

    /// Occupied bins from the lowest to the highest.
    pub fn occupied(&self, octave: usize) -> impl DoubleEndedIterator<Item = (usize, Stored)> + '_ {
        let (pages, wide): (&[Option<Box<Page>>], &[Stored]) = match self {
            Self::Narrow(pages) => (pages, &[]),
            Self::Wide(bins) => (&[], bins),
        };
        let pages = pages.iter().enumerate().filter_map(|(at, page)| Some((at, page.as_ref()?)));
        let narrow = pages.flat_map(move |(at, page)| {
            let bins = page.iter().enumerate().filter(|(_, narrow)| narrow.count > 0);
            bins.map(move |(bin, narrow)| {
                let bin = at * BINS_PER_PAGE + bin;
                (bin, narrow.widened(octave, bin))
            })
        });
        narrow.chain(wide.iter().copied().enumerate().filter(|(_, stored)| stored.count > 0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OCTAVE: usize = 12;
    const BIN: usize = 37;

    /// So many amounts, all at a distance from the edge.
    fn amounts(count: u64, distance: u32) -> Stored {
        let magnitude = Place { octave: OCTAVE, bin: BIN, distance }.magnitude();
        Stored { count, nearest: distance, farthest: distance, sum: u128::from(count) * u128::from(magnitude) }
    }

    fn of(parts: &[Stored]) -> Octave {
        let mut octave = Octave::empty(OCTAVE);
        parts.iter().for_each(|part| octave.add(OCTAVE, BIN, part).expect("room"));
        octave
    }

    #[test]
    fn a_bin_of_more_than_32_bits_of_amounts_is_whole() {
        let most = u64::from(u32::MAX);
        let mut full = of(&[amounts(most - 1, 9), amounts(1, 2000)]);
        assert!(matches!(full, Octave::Narrow(_)));
        let place = Place { octave: OCTAVE, bin: BIN, distance: 3 };
        assert!(!full.add_one(place), "no room for another");
        full.add(OCTAVE, BIN, &Stored::one(place.magnitude())).expect("room");
        let sum = amounts(most - 1, 9).sum + amounts(1, 2000).sum + amounts(1, 3).sum;
        let whole = Stored { count: most + 1, nearest: 3, farthest: 2000, sum };
        assert_eq!(full.occupied(OCTAVE).collect::<Vec<_>>(), [(BIN, whole)]);
        // The same however it came together.
        assert_eq!(full, of(&[whole]));
        let mut merged = of(&[amounts(1, 3), amounts(1, 2000)]);
        merged.merge(OCTAVE, &of(&[amounts(most - 1, 9)])).expect("room");
        assert_eq!(full, merged);
        let mut merged = of(&[amounts(most - 1, 9)]);
        merged.merge(OCTAVE, &full).expect("room");
        assert_eq!(merged.occupied(OCTAVE).map(|(_, stored)| stored.count).sum::<u64>(), 2 * most);
    }

    #[test]
    fn what_no_amounts_come_to_is_impossible() {
        let possible = amounts(7, 100);
        assert!(possible.is_possible(OCTAVE, BIN));
        let wrong = [
            Stored { sum: possible.sum + 1, ..possible },
            Stored { sum: possible.sum - 1, ..possible },
            Stored { nearest: 101, ..possible },
            Stored { farthest: 1 << 12, ..possible },
            Stored { count: 0, ..possible },
            Stored { count: MOST, ..possible },
        ];
        assert!(wrong.iter().all(|wrong| !wrong.is_possible(OCTAVE, BIN)));
    }
}
