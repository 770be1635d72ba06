//! Integer histograms: quantiles of millions of paths in fixed memory, the same whatever the order of arrival.

/// Bins an octave: a bin is at most 2⁻⁸ of its lower edge wide.
const BINS_PER_OCTAVE: usize = 256;
/// Octaves of a sign: magnitudes below 2⁸ cents share the first one, one bin a cent.
const OCTAVES: usize = 57;

type Octave = Box<[Bin; BINS_PER_OCTAVE]>;

/// Paths in a bin and the exact sum of their amounts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bin {
    /// Number of paths.
    pub count: u64,
    /// Sum of their amounts, cents.
    pub sum_cents: i128,
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

/// Octave and bin of a magnitude: exact below 256, then the eight bits behind the leading one.
fn place(magnitude: u64) -> (usize, usize) {
    if magnitude < BINS_PER_OCTAVE as u64 {
        (0, magnitude as usize)
    } else {
        let shift = 63 - magnitude.leading_zeros() as usize - 8;
        (shift + 1, ((magnitude >> shift) & 0xff) as usize)
    }
}

impl LossHistogram {
    /// Octaves of a sign.
    pub const OCTAVES: usize = OCTAVES;
    /// Bytes of a histogram without any octave in use.
    pub const BYTES: usize = size_of::<Self>() + 2 * OCTAVES * size_of::<Option<Octave>>();
    /// Bytes of an octave.
    pub const OCTAVE_BYTES: usize = BINS_PER_OCTAVE * size_of::<Bin>();

    /// Adds one amount, cents.
    pub fn add(&mut self, amount_cents: i64) {
        let (octave, bin) = place(amount_cents.unsigned_abs());
        let side = if amount_cents < 0 { &mut self.negative } else { &mut self.positive };
        let bin = &mut side[octave].get_or_insert_with(|| Box::new([Bin::default(); BINS_PER_OCTAVE]))[bin];
        bin.count += 1;
        bin.sum_cents += i128::from(amount_cents);
    }

    /// Adds all of another histogram.
    pub fn merge(&mut self, other: &LossHistogram) {
        for (mine, theirs) in [(&mut self.negative, &other.negative), (&mut self.positive, &other.positive)] {
            for (mine, theirs) in mine.iter_mut().zip(theirs) {
                let Some(theirs) = theirs else { continue };
                let mine = mine.get_or_insert_with(|| Box::new([Bin::default(); BINS_PER_OCTAVE]));
                for (mine, theirs) in mine.iter_mut().zip(theirs.iter()) {
                    mine.count += theirs.count;
                    mine.sum_cents += theirs.sum_cents;
                }
            }
        }
    }

    /// Occupied bins from the lowest amounts to the highest.
    pub fn bins(&self) -> impl Iterator<Item = Bin> + '_ {
        let below = self.negative.iter().rev().flatten().flat_map(|octave| octave.iter().rev());
        let above = self.positive.iter().flatten().flat_map(|octave| octave.iter());
        below.chain(above).copied().filter(|bin| bin.count > 0)
    }
}

/// Histogram of index levels by month: bins of 1/1024 in the log, from e⁻⁴ to e⁴; beyond counts in the outermost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LevelHistogram {
    months: usize,
    counts: Vec<u32>,
}

impl LevelHistogram {
    const PER_UNIT: f64 = 1024.0;
    const HALF_RANGE: f64 = 4.0;
    const BINS: usize = 8192;
    /// Bytes of a month.
    pub const MONTH_BYTES: usize = Self::BINS * size_of::<u32>();

    /// All zero, for months 1 to `months`.
    pub fn new(months: usize) -> Self {
        Self { months, counts: vec![0; months * Self::BINS] }
    }

    /// Number of months.
    pub fn months(&self) -> usize {
        self.months
    }

    /// Adds one world's log index at a month (from 1).
    pub fn add(&mut self, month: usize, log_index: f64) {
        let bin = (log_index + Self::HALF_RANGE) * Self::PER_UNIT;
        // A float cast saturates, so that what lies outside falls into the outermost bins.
        let bin = (bin as usize).min(Self::BINS - 1);
        self.counts[(month - 1) * Self::BINS + bin] += 1;
    }

    /// Adds all of another histogram of the same shape.
    pub fn merge(&mut self, other: &LevelHistogram) {
        for (mine, theirs) in self.counts.iter_mut().zip(&other.counts) {
            *mine += theirs;
        }
    }

    /// (Middle of the bin in the log, count) of a month, occupied bins from the lowest.
    pub fn bins(&self, month: usize) -> impl Iterator<Item = (f64, u64)> + '_ {
        let row = &self.counts[(month - 1) * Self::BINS..month * Self::BINS];
        row.iter()
            .enumerate()
            .filter(|(_, count)| **count > 0)
            .map(|(bin, count)| ((bin as f64 + 0.5) / Self::PER_UNIT - Self::HALF_RANGE, u64::from(*count)))
    }
}
