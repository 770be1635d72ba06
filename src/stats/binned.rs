//! Quantiles of amounts counted in bins, and their expected shortfall.
//!
//! Of a bin its count, exact sum, lowest and highest amount are known; between these two its amounts are taken as evenly
//! spread. So a bin with one amount, two amounts or many equal ones is exact.

use super::PerMille;

/// A bin into which at least one amount falls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bin {
    /// Amounts in it.
    pub count: u64,
    /// Their sum.
    pub sum: i128,
    /// The lowest of them.
    pub lowest: i64,
    /// The highest of them.
    pub highest: i64,
}

impl Bin {
    /// Of `count` amounts that are all the same.
    pub fn of_equal(amount: i64, count: u64) -> Self {
        Self { count, sum: i128::from(amount) * i128::from(count), lowest: amount, highest: amount }
    }

    fn width(&self) -> f64 {
        self.highest as f64 - self.lowest as f64
    }

    /// The k-th amount from below, 1 to `count`.
    fn amount(&self, k: f64) -> f64 {
        if self.count < 2 {
            return self.lowest as f64;
        }
        self.lowest as f64 + self.width() * (k - 1.0) / (self.count - 1) as f64
    }

    /// How many amounts exceed a level.
    fn above(&self, level: f64) -> f64 {
        if level < self.lowest as f64 {
            self.count as f64
        } else if level >= self.highest as f64 {
            0.0
        } else {
            self.count as f64 * (self.highest as f64 - level) / self.width()
        }
    }

    /// How many amounts are at a level: all of a bin of equal amounts, none of another.
    fn at(&self, level: f64) -> f64 {
        if self.lowest == self.highest && self.lowest as f64 == level { self.count as f64 } else { 0.0 }
    }

    /// By how much amounts exceed a level, added up.
    fn excess(&self, level: f64) -> f64 {
        if level <= self.lowest as f64 {
            self.sum as f64 - self.count as f64 * level
        } else {
            self.above(level) * (self.highest as f64 - level) / 2.0
        }
    }
}

/// Amounts in bins, made ready to be asked.
#[derive(Clone, Debug, Default)]
pub struct Amounts {
    bins: Vec<Bin>,
    /// Amounts of a bin and of all after it, and their sum; one entry more than bins.
    from: Vec<(u128, i128)>,
}

impl Amounts {
    /// Of occupied bins in order, from the lowest amounts.
    pub fn new(bins: Vec<Bin>) -> Self {
        let mut from = vec![(0, 0); bins.len() + 1];
        for (place, bin) in bins.iter().enumerate().rev() {
            let (count, sum) = from[place + 1];
            from[place] = (count + u128::from(bin.count), sum + bin.sum);
        }
        Self { bins, from }
    }

    /// The bins, from the lowest amounts.
    pub fn bins(&self) -> &[Bin] {
        &self.bins
    }

    /// Number of amounts.
    pub fn count(&self) -> u128 {
        self.from.first().map_or(0, |(count, _)| *count)
    }

    /// Quantile: the ⌈p·n⌉-th amount from below, at least the first. `None` without amounts.
    pub fn quantile(&self, p: PerMille) -> Option<f64> {
        self.ranked((self.count() * u128::from(p.get())).div_ceil(1000))
    }

    /// The same at any probability, for the reach of an error; what lies outside 0 to 1 is the lowest or the highest.
    pub(super) fn quantile_at(&self, p: f64) -> Option<f64> {
        let rank = libm::ceil(p * self.count() as f64);
        self.ranked(if rank > 0.0 { (rank as u128).min(self.count()) } else { 0 })
    }

    fn ranked(&self, rank: u128) -> Option<f64> {
        let rank = rank.max(1);
        let above = self.count().checked_sub(rank)?;
        // The bin after which no more than `above` amounts are left.
        let place = self.from.get(1..)?.partition_point(|(count, _)| *count > above);
        let bin = self.bins.get(place)?;
        Some(bin.amount((u128::from(bin.count) + self.from[place + 1].0 - above) as f64))
    }

    /// Expected shortfall: the mean of the worst (1 − p)·n amounts, those at the upper end.
    ///
    /// ES_p = (Σ of the bins beyond + the uppermost amounts of the boundary bin) ÷ ((1 − p)·n)
    ///
    /// (Acerbi and Tasche 2002). `None` without amounts and for p = 1.
    pub fn expected_shortfall(&self, p: PerMille) -> Option<f64> {
        // In thousandths of an amount, so that (1 − p)·n is whole.
        let tail = self.count() * u128::from(1000 - p.get());
        if tail == 0 {
            return None;
        }
        let place = self.from.partition_point(|(count, _)| *count * 1000 > tail);
        let (count, sum) = self.from[place];
        let missing = (tail - count * 1000) as f64 / 1000.0;
        let boundary = place.checked_sub(1).map_or(0.0, |place| uppermost(&self.bins[place], missing));
        Some((sum as f64 + boundary) / (tail as f64 / 1000.0))
    }

    /// How many amounts exceed a level, and how many are at it.
    pub(super) fn above_and_at(&self, level: f64) -> (f64, f64) {
        let (place, beyond) = self.split(level);
        let at = place.checked_sub(1).map_or(0.0, |place| self.bins[place].at(level));
        let straddling = self.bins.get(place).map_or(0.0, |bin| bin.above(level));
        (self.from[beyond].0 as f64 + straddling, at)
    }

    /// By how much amounts exceed a level, added up.
    pub(super) fn excess(&self, level: f64) -> f64 {
        let (place, beyond) = self.split(level);
        let (count, sum) = self.from[beyond];
        self.bins.get(place).map_or(0.0, |bin| bin.excess(level)) + (sum as f64 - count as f64 * level)
    }

    /// The first bin with an amount above a level, and the bin after it.
    fn split(&self, level: f64) -> (usize, usize) {
        let place = self.bins.partition_point(|bin| bin.highest as f64 <= level);
        (place, (place + 1).min(self.bins.len()))
    }
}

/// Sum of so many of a bin's uppermost amounts.
fn uppermost(bin: &Bin, amounts: f64) -> f64 {
    let (mean, count) = (bin.sum as f64 / bin.count as f64, bin.count as f64);
    // Evenly spread about the bin's mean: the mean of the upper part is higher by half of what the others span.
    let rise =
        if amounts < count && bin.count > 1 { bin.width() * (count - amounts) / (2.0 * (count - 1.0)) } else { 0.0 };
    let upper = mean + rise;
    amounts * if upper > bin.highest as f64 { bin.highest as f64 } else { upper }
}
