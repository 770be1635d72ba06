//! What of a study's worlds is independent of each other, and how often each counts: what errors are computed from, METHOD.md (293),
//! (296) and (297).

use super::{BATCHES, kept};

/// Whose sums an error compares.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ErrorUnits {
    /// Worlds: each is drawn by itself.
    #[default]
    Worlds,
    /// Batches of worlds: those of one batch lie evenly with each other.
    Batches,
    /// Pairs of batches: worlds of the odd one are drawn among the bad ones and count once, those of the even one among the rest and
    /// count so many times.
    Pairs {
        /// Times a world among the rest counts.
        rest: u32,
    },
}

/// Unit and weight of each of some worlds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Clusters {
    /// Number of the unit, world by world.
    pub units: Vec<usize>,
    /// Times it counts, world by world.
    pub weights: Vec<u32>,
    /// How many units there are.
    pub count: usize,
}

impl ErrorUnits {
    /// Of a study with such a sampling: whether its worlds lie evenly, and one in how many is bad where half of them are to be.
    pub fn of(is_even: bool, bad_worlds_one_in: Option<u32>) -> Self {
        match bad_worlds_one_in {
            Some(one_in) if is_even => Self::Pairs { rest: one_in.saturating_sub(1).max(1) },
            _ if is_even => Self::Batches,
            _ => Self::Worlds,
        }
    }

    /// Whether each world is drawn by itself.
    pub fn are_worlds(self) -> bool {
        self == Self::Worlds
    }

    /// How often a world counts.
    pub fn weight(self, world: u32) -> u32 {
        match self {
            Self::Pairs { rest } if world.is_multiple_of(2) => rest,
            _ => 1,
        }
    }

    /// How many worlds drawn one by one have as many bad ones: those counted in full, where half are among one in so many.
    pub fn worlds_in_effect(self, worlds: i64) -> i64 {
        match self {
            Self::Pairs { rest } => worlds / 2 * (i64::from(rest) + 1),
            Self::Worlds | Self::Batches => worlds,
        }
    }

    /// How many units there are; `None` where worlds are.
    pub fn count(self) -> Option<usize> {
        match self {
            Self::Worlds => None,
            Self::Batches => Some(BATCHES),
            Self::Pairs { .. } => Some(BATCHES / 2),
        }
    }

    /// The batch in which a result has the sums of a world: of a pair the even one.
    pub fn batch(self, world: u32) -> usize {
        let batch = world as usize % BATCHES;
        if matches!(self, Self::Pairs { .. }) { batch - batch % 2 } else { batch }
    }

    fn unit(self, world: u32) -> usize {
        let batch = self.batch(world);
        if matches!(self, Self::Pairs { .. }) { batch / 2 } else { batch }
    }

    /// Units and weights of worlds; `None` where each world is one.
    pub fn clusters(self, worlds: impl Iterator<Item = u32>) -> Option<Clusters> {
        let count = self.count()?;
        let (units, weights) = worlds.map(|world| (self.unit(world), self.weight(world))).unzip();
        Some(Clusters { units, weights, count })
    }

    /// Sums of whole numbers of worlds by unit, weighted, that may need more than 64 bits; `None` where one leaves 128.
    pub fn wide_sums(self, worlds: impl Iterator<Item = u32>, values: Vec<i128>) -> Option<Vec<i128>> {
        let Some(count) = self.count() else { return Some(values) };
        let mut sums = vec![0_i128; count];
        for (world, value) in worlds.zip(values) {
            let sum = &mut sums[self.unit(world)];
            *sum = sum.checked_add(value.checked_mul(i128::from(self.weight(world)))?)?;
        }
        Some(sums)
    }

    /// Sums of whole numbers of worlds by unit, weighted; `None` where one leaves 64 bits or cannot be told.
    pub fn sums(self, worlds: impl Iterator<Item = u32>, values: Vec<i64>) -> Option<Vec<i64>> {
        let Some(count) = self.count() else { return Some(values) };
        let mut sums = vec![0_i64; count];
        for (world, value) in worlds.zip(values) {
            let sum = &mut sums[self.unit(world)];
            *sum = sum.checked_add(kept::known(value)?.checked_mul(i64::from(self.weight(world)))?)?;
        }
        Some(sums)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worlds_batches_and_pairs_by_hand() {
        let values: Vec<i64> = (0..40).collect();
        let sums = |units: ErrorUnits| units.sums(0..40, values.clone()).expect("sums");
        assert_eq!(sums(ErrorUnits::Worlds), values);
        // Worlds 3 and 35 are in batch 3, world 9 alone in batch 9.
        let batches = sums(ErrorUnits::Batches);
        assert_eq!((batches.len(), batches[3], batches[9]), (32, 38, 9));
        // Batches 2 and 3 are a pair: worlds 2 and 34 count 19 times, worlds 3 and 35 once.
        let pairs = sums(ErrorUnits::of(true, Some(20)));
        assert_eq!((pairs.len(), pairs[1], pairs[5]), (16, 19 * 36 + 38, 19 * 10 + 11));
        assert_eq!(ErrorUnits::Batches.sums(0..33, vec![i64::MAX - 1; 33]), None);
        assert_eq!(ErrorUnits::of(false, Some(20)), ErrorUnits::Worlds);
    }
}
