//! When what began in a month ends, under a hazard that all households share: its survival curve, searched, equation (51).

/// Below this the curve begins anew at 1: a draw times what is above it is far from underflow.
const LEAST: f64 = f64::from_bits((1023 - 512) << 52);
/// Bits of a float's mantissa, all of which but a few leading ones are left out of a key of the guide.
const MANTISSA_BITS: u32 = 52;
/// Most leading bits of the mantissa that a key has.
const MOST_KEY_BITS: u32 = 6;

/// A hazard month by month, and the share of what began at month 0 that is left.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SurvivalCurve {
    /// Hazard summed from month 1 to t; 0 at month 0.
    pub cumulative: Vec<f64>,
    /// S(t) = e^(Λ(r) − Λ(t)), r the month in which the curve of t began; nowhere rising within a curve.
    survival: Vec<f64>,
    /// The curves that follow one another; more than one where hazards are high for long.
    curves: Vec<Curve>,
    /// Of every curve, by the leading bits of a share: the month from which on it is searched.
    guide: Vec<u32>,
}

/// The months in which survival counts from the same one.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Curve {
    from: usize,
    /// The month in which the next curve begins; after the last one, that after the last month.
    until: usize,
    /// What of this curve is left in that month; infinite after the last curve, where nothing is known.
    left: f64,
    /// Where its guide begins, and bits of a share that make no key.
    guide: usize,
    shift: u32,
}

impl SurvivalCurve {
    /// Room for months 0…`months`.
    pub fn room(months: usize) -> Self {
        Self { cumulative: vec![0.0; months + 1], ..Self::default() }
    }

    /// Draws the curve of the cumulative hazard, which does not fall.
    pub fn draw(&mut self) {
        let months = self.cumulative.len();
        self.survival.clear();
        self.curves.clear();
        self.guide.clear();
        let (mut from, mut before) = (0, 1.0);
        for t in 0..months {
            let exact = libm::exp(self.cumulative[from] - self.cumulative[t]);
            // An exponential need not fall where its argument does, by the last digit.
            let left = if exact < before { exact } else { before };
            if left < LEAST {
                self.close(Curve { from, until: t, left, guide: 0, shift: 0 });
                from = t;
                before = 1.0;
            } else {
                before = left;
            }
            self.survival.push(before);
        }
        self.close(Curve { from, until: months, left: f64::INFINITY, guide: 0, shift: 0 });
    }

    /// Adds a curve with its guide, which has about as many keys as the curve has months.
    fn close(&mut self, mut curve: Curve) {
        let of_curve = &self.survival[curve.from..curve.until];
        let Some(last) = of_curve.last() else { return };
        let octaves = (1.0_f64.to_bits() >> MANTISSA_BITS) - (last.to_bits() >> MANTISSA_BITS) + 1;
        let a_key = (of_curve.len() as u64 / octaves).max(1);
        curve.shift = MANTISSA_BITS - a_key.ilog2().min(MOST_KEY_BITS);
        curve.guide = self.guide.len();
        let mut t = 0;
        for key in 0..=curve.key(*last) {
            let above = f64::from_bits(((1.0_f64.to_bits() >> curve.shift) - key as u64 + 1) << curve.shift);
            while t < of_curve.len() && of_curve[t] >= above {
                t += 1;
            }
            self.guide.push((curve.from + t) as u32);
        }
        self.curves.push(curve);
    }

    /// The month in which ends what began at the end of month `since`; `None` where it does not by the last month.
    /// `u` in (10⁻³⁰, 1] is the draw, `hazard_ratio` that of its hazard to the curve's.
    pub fn end(&self, since: u32, u: f64, hazard_ratio: f64) -> Option<u32> {
        if hazard_ratio == 1.0 {
            self.first_at_most(since, u)
        } else {
            self.first_after(since, -libm::log(u) / hazard_ratio)
        }
    }

    /// The first month t > `since` with S(t) ≤ u·S(since).
    fn first_at_most(&self, since: u32, u: f64) -> Option<u32> {
        let since = since as usize;
        let mut share = u * self.survival.get(since)?;
        // There is nearly always one curve, and few of them else.
        for curve in self.curves.iter().skip_while(|curve| curve.until <= since) {
            let from = (since + 1).max(curve.from);
            if from < curve.until && self.survival[curve.until - 1] <= share {
                let mut t = from.max(self.guide[curve.guide + curve.key(share)] as usize);
                while self.survival[t] > share {
                    t += 1;
                }
                return Some(t as u32);
            }
            if curve.left <= share {
                return Some(curve.until as u32);
            }
            share /= curve.left;
        }
        None
    }

    /// The first month t > `since` with Λ(t) − Λ(since) ≥ `length`.
    fn first_after(&self, since: u32, length: f64) -> Option<u32> {
        let since = since as usize;
        let begin = self.cumulative.get(since)?;
        let months = &self.cumulative[since + 1..];
        let at = months.partition_point(|cumulative| cumulative - begin < length);
        (at < months.len()).then_some((since + 1 + at) as u32)
    }
}

impl Curve {
    /// Key of a share, 0 at 1 and rising as the share falls.
    fn key(&self, share: f64) -> usize {
        ((1.0_f64.to_bits() >> self.shift) - (share.to_bits() >> self.shift)) as usize
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn curve(hazards: &[f64]) -> SurvivalCurve {
        let mut curve = SurvivalCurve::room(hazards.len());
        for (t, hazard) in hazards.iter().enumerate() {
            curve.cumulative[t + 1] = curve.cumulative[t] + hazard;
        }
        curve.draw();
        curve
    }

    /// Month by month, in hazards: when a spell ends, and how near a tie the months before and at its end are.
    fn month_by_month(hazards: &[f64], since: u32, u: f64, ratio: f64) -> (Option<u32>, f64) {
        let target = -libm::log(u) / ratio;
        let (mut sum, mut nearest) = (0.0, f64::INFINITY);
        for t in since as usize + 1..=hazards.len() {
            sum += hazards[t - 1];
            nearest = nearest.min((sum - target).abs());
            if sum >= target {
                return (Some(t as u32), nearest);
            }
        }
        (None, nearest)
    }

    /// Both ways from every month; they may differ where rounding decides.
    fn agrees(hazards: &[f64], us: &[f64], ratio: f64) {
        let curve = curve(hazards);
        let scale = 1.0 + curve.cumulative[hazards.len()];
        for since in 0..=hazards.len() as u32 {
            for u in us {
                let (found, (expected, nearest)) =
                    (curve.end(since, *u, ratio), month_by_month(hazards, since, *u, ratio));
                assert!(found == expected || nearest < 1e-13 * scale, "{since} {u}: {found:?} and {expected:?}");
            }
        }
    }

    /// A month's finding probability of 0.99 for a hundred years: e^−5526 is left, which no float holds.
    #[test]
    fn curves_begin_anew_before_they_underflow() {
        let hazards = vec![-libm::log1p(-0.99); 1200];
        let us: Vec<f64> =
            (1..=53).map(|n| 1.3 * f64::from_bits((1023 - n) << 52)).chain([0.5, 0.999, 1e-30]).collect();
        agrees(&hazards, &us, 1.0);
        assert!(curve(&hazards).curves.len() > 10);
        // Hazards under which a month leaves nothing at all.
        agrees(&[1e-3, 1e4, 0.0, 2.0, 1e9, 1e9, 0.3, 0.4, 800.0, 1e-9], &us, 1.0);
    }

    #[test]
    fn what_has_no_hazard_does_not_end() {
        let curve = curve(&[0.0, 0.0, 0.7, 0.0, 0.0]);
        let nearly_one = 1.0 - f64::EPSILON / 2.0;
        for u in [nearly_one, 0.5, 1e-16] {
            assert_eq!(curve.end(3, u, 1.0), None);
            assert_eq!(curve.end(3, u, 2.0), None);
        }
        assert_eq!(
            [curve.end(0, nearly_one, 1.0), curve.end(1, 0.5, 1.0), curve.end(0, 0.49, 1.0)],
            [Some(3), Some(3), None]
        );
        assert_eq!([curve.end(0, 0.49, 1.1), curve.end(0, 0.5, 0.9)], [Some(3), None]);
        // Certain: at the end of the next month; and after the last month nothing is known.
        assert_eq!([curve.end(3, 1.0, 1.0), curve.end(5, 1.0, 1.0), curve.end(9, 0.5, 1.0)], [Some(4), None, None]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn search_finds_the_month_that_counting_finds(
            hazards in proptest::collection::vec((0.0_f64..9.0).prop_map(|x| if x < 1.0 { 0.0 } else { libm::exp(x - 8.0) }), 1..150),
            high in 0.0_f64..1.0,
            us in proptest::collection::vec(0.0_f64..1.0, 4),
            ratio in 0.1_f64..5.0,
        ) {
            // One study in four has hazards that make the curve begin anew.
            let hazards: Vec<f64> = hazards.iter().map(|hazard| if high < 0.25 { hazard * 60.0 } else { *hazard }).collect();
            let us: Vec<f64> = us.iter().map(|u| if *u > 0.0 { *u } else { 0.5 }).collect();
            agrees(&hazards, &us, 1.0);
            agrees(&hazards, &us, ratio);
        }
    }
}
