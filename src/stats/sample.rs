//! Values of worlds that lie evenly, or of which some are drawn more often than they happen: quantiles and means beyond them, METHOD.md
//! (296) and (297). Of worlds that are drawn one by one they are those of [`super::quantile`] and [`super::tail`].

use super::effective::{effective_number, widened};
use super::quantile::{self, LEAST_BEYOND};
use super::ratio::{clustered_error, plain_error};
use super::tail::{self, Tail};
use super::{Estimate, PerMille};

/// Values of worlds, and what of them is independent.
#[derive(Clone, Debug)]
pub enum Sample {
    /// Each drawn by itself.
    Plain(Vec<f64>),
    /// In units that are independent of each other.
    Clustered(ClusteredValues),
}

/// Values that count several times each, in units.
#[derive(Clone, Debug, Default)]
pub struct ClusteredValues {
    /// From the lowest.
    sorted: Vec<Weighted>,
    /// Place of each in the order in which they came.
    order: Vec<usize>,
    /// Times that all before one, and it, count.
    up_to: Vec<u64>,
    units: usize,
}

#[derive(Clone, Copy, Debug)]
struct Weighted {
    value: f64,
    unit: usize,
    weight: u32,
}

impl Sample {
    /// Of values, each with the number of its unit, below `count`, and the times it counts.
    pub fn clustered(values: &[f64], units: &[usize], weights: &[u32], count: usize) -> Self {
        let of =
            |((value, unit), weight): ((&f64, &usize), &u32)| Weighted { value: *value, unit: *unit, weight: *weight };
        let came: Vec<Weighted> = values.iter().zip(units).zip(weights).map(of).collect();
        let mut order: Vec<usize> = (0..came.len()).collect();
        order.sort_by(|a, b| came[*a].value.total_cmp(&came[*b].value).then(b.cmp(a)));
        let sorted: Vec<Weighted> = order.iter().map(|place| came[*place]).collect();
        let mut times = 0;
        let up_to = sorted.iter().map(|it| {
            times += u64::from(it.weight);
            times
        });
        let up_to = up_to.collect();
        Self::Clustered(ClusteredValues { sorted, order, up_to, units: count })
    }

    /// Quantile with its error.
    pub fn quantile(&self, p: PerMille) -> Estimate {
        match self {
            Self::Plain(values) => quantile::quantile(values, p),
            Self::Clustered(values) => values.quantile(p),
        }
    }

    /// Whether any value lies beyond a quantile, on its thinner side.
    pub fn reaches_beyond(&self, p: PerMille) -> bool {
        match self {
            Self::Plain(values) => values.len() * p.get().min(1000 - p.get()) as usize >= 1000,
            Self::Clustered(values) => values.count_beyond(p) > 0,
        }
    }

    /// Mean of the values beyond a quantile with its error; empty where none does.
    pub fn mean_beyond(&self, p: PerMille) -> Estimate {
        match self {
            Self::Plain(values) => quantile::mean_beyond(values, p),
            Self::Clustered(values) => values.mean_beyond(p),
        }
    }

    /// Value at risk and expected shortfall; empty where fewer than ten values lie beyond.
    pub fn tail(&self, p: PerMille) -> Tail {
        match self {
            Self::Plain(values) => tail::tail(values, p),
            Self::Clustered(values) if values.count_beyond(p) < LEAST_BEYOND => Tail::default(),
            Self::Clustered(values) => {
                Tail { value_at_risk: values.quantile(p), expected_shortfall: values.mean_beyond(p) }
            }
        }
    }

    /// Weight of each value, in the order in which they came, in the mean of the worst; `None` where fewer than ten lie beyond.
    pub fn tail_weights(&self, p: PerMille) -> Option<Vec<f64>> {
        match self {
            Self::Plain(values) => tail::tail_weights(values, p),
            Self::Clustered(values) if values.count_beyond(p) < LEAST_BEYOND => None,
            Self::Clustered(values) => values.tail_weights(p),
        }
    }

    /// Standard deviation of the values; `None` of fewer than two.
    pub fn deviation(&self) -> Option<f64> {
        let of = |pairs: &mut dyn Iterator<Item = (f64, f64)>| {
            let pairs: Vec<(f64, f64)> = pairs.collect();
            let times: f64 = pairs.iter().map(|(_, times)| times).sum();
            let mean = pairs.iter().map(|(value, times)| value * times).sum::<f64>() / times;
            let squares: f64 = pairs.iter().map(|(value, times)| times * (value - mean) * (value - mean)).sum();
            let n = pairs.len() as f64;
            (n > 1.0).then(|| (squares / times * n / (n - 1.0)).sqrt())
        };
        match self {
            Self::Plain(values) => of(&mut values.iter().map(|value| (*value, 1.0))),
            Self::Clustered(values) => of(&mut values.sorted.iter().map(|it| (it.value, f64::from(it.weight)))),
        }
    }
}

impl ClusteredValues {
    /// Times that all together count.
    fn times(&self) -> u64 {
        self.up_to.last().copied().unwrap_or(0)
    }

    /// Type 7 of the sample in which each value stands as often as it counts.
    fn quantile_at(&self, p: f64) -> Option<f64> {
        let last = self.times().checked_sub(1)?;
        let position = if p > 0.0 { last as f64 * p } else { 0.0 };
        let below = (position as u64).min(last);
        let at = |rank: u64| self.sorted.get(self.up_to.partition_point(|up_to| *up_to <= rank)).map(|it| it.value);
        let (lower, upper) = (at(below)?, at((below + 1).min(last))?);
        Some(lower + (position.min(last as f64) - below as f64) * (upper - lower))
    }

    /// Real values beyond a quantile, on its thinner side.
    fn count_beyond(&self, p: PerMille) -> usize {
        let Some(value) = self.quantile_at(p.fraction()) else { return 0 };
        match p.get() < 500 {
            true => self.sorted.partition_point(|it| it.value < value),
            false => self.sorted.len() - self.sorted.partition_point(|it| it.value <= value),
        }
    }

    fn by_unit(&self, of: impl Fn(&Weighted) -> f64) -> Vec<f64> {
        let mut sums = vec![0.0; self.units];
        self.sorted.iter().for_each(|it| sums[it.unit] += f64::from(it.weight) * of(it));
        sums
    }

    fn quantile(&self, p: PerMille) -> Estimate {
        let value = self.quantile_at(p.fraction());
        let mcse = value.filter(|_| self.count_beyond(p) >= LEAST_BEYOND).and_then(|value| {
            let is_beyond = |it: &Weighted| if p.get() < 500 { it.value < value } else { it.value > value };
            let beyond = self.by_unit(|it| f64::from(u8::from(is_beyond(it))));
            let share_error = plain_error(&beyond, &self.by_unit(|_| 1.0)).filter(|error| *error > 0.0)?;
            let reach = |sign: f64| self.quantile_at(p.fraction() + sign * 2.0 * share_error);
            widened((reach(1.0)? - reach(-1.0)?) / 4.0, effective_number(beyond)).filter(|error| *error > 0.0)
        });
        Estimate { value, mcse }
    }

    /// Share of the whole that each value has beyond a quantile, from the lowest, the one at the boundary in part; and the lowest
    /// value that has any.
    fn beyond(&self, p: PerMille) -> Option<(Vec<f64>, f64)> {
        let whole = self.times() as f64 * (1.0 - p.fraction());
        let mut left = whole;
        let mut shares = vec![0.0; self.sorted.len()];
        let mut boundary = None;
        for (share, it) in shares.iter_mut().zip(&self.sorted).rev() {
            if left <= 0.0 {
                break;
            }
            let weight = f64::from(it.weight);
            *share = if left < weight { left } else { weight } / whole;
            left -= weight;
            boundary = Some(it.value);
        }
        boundary.map(|boundary| (shares, boundary))
    }

    fn mean_beyond(&self, p: PerMille) -> Estimate {
        let count = self.count_beyond(p);
        let Some((shares, boundary)) = self.beyond(p).filter(|_| count > 0) else { return Estimate::default() };
        let mean = shares.iter().zip(&self.sorted).map(|(share, it)| share * it.value).sum();
        let excess = self.by_unit(|it| if it.value > boundary { it.value - boundary } else { 0.0 });
        let error = clustered_error(&excess, &self.by_unit(|_| 1.0)).map(|error| error / (1.0 - p.fraction()));
        Estimate { value: Some(mean), mcse: error.filter(|_| count >= LEAST_BEYOND) }
    }

    fn tail_weights(&self, p: PerMille) -> Option<Vec<f64>> {
        let (shares, _) = self.beyond(p)?;
        let mut weights = vec![0.0; shares.len()];
        self.order.iter().zip(shares).for_each(|(place, share)| weights[*place] = share);
        Some(weights)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values that count once, in units of one each, are a plain sample but for their errors.
    #[test]
    fn values_that_count_once_are_a_plain_sample() {
        let values: Vec<f64> = (0..400).map(|at| f64::from(at * 7919 % 400)).collect();
        let units: Vec<usize> = (0..400).collect();
        let (one, plain) = (Sample::clustered(&values, &units, &vec![1; 400], 400), Sample::Plain(values));
        for p in [50, 250, 500, 750, 950, 975].map(PerMille::new) {
            let is_near = |a: Option<f64>, b: Option<f64>| a.zip(b).is_some_and(|(a, b)| (a - b).abs() < 1e-9);
            assert!(is_near(one.quantile(p).value, plain.quantile(p).value), "{p:?}");
            assert!(is_near(one.mean_beyond(p).value, plain.mean_beyond(p).value), "{p:?}");
            assert_eq!(one.reaches_beyond(p), plain.reaches_beyond(p));
        }
        let weights = one.tail_weights(PerMille::new(975)).zip(plain.tail_weights(PerMille::new(975)));
        let (one_weights, plain_weights) = weights.expect("ten lie beyond");
        assert!(one_weights.iter().zip(&plain_weights).all(|(a, b)| (a - b).abs() < 1e-12));
        assert!((one.deviation().unwrap_or(0.0) - plain.deviation().unwrap_or(1.0)).abs() < 1e-9);
        assert_eq!(one.tail(PerMille::new(990)), Tail::default());
    }

    /// A value that counts three times is three values.
    #[test]
    fn a_value_that_counts_three_times_is_three() {
        let values: Vec<f64> = (0..60).map(f64::from).collect();
        let units: Vec<usize> = (0..60).map(|at| at % 6).collect();
        let weights: Vec<u32> = (0..60).map(|at| if at % 2 == 0 { 3 } else { 1 }).collect();
        let expanded: Vec<f64> =
            values.iter().zip(&weights).flat_map(|(value, weight)| vec![*value; *weight as usize]).collect();
        let (few, many) = (Sample::clustered(&values, &units, &weights, 6), Sample::Plain(expanded));
        for p in [100, 500, 800, 900].map(PerMille::new) {
            assert_eq!(few.quantile(p).value, many.quantile(p).value);
            let (a, b) = (few.mean_beyond(p).value, many.mean_beyond(p).value);
            assert!(a.zip(b).is_some_and(|(a, b)| (a - b).abs() < 1e-9), "{p:?}: {a:?}, {b:?}");
        }
    }
}
