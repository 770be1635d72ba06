//! Equations (290) and (291): how often twice the error holds the truth where a run stops as soon as its error looks small.

use underwater::outcome::precision::{LargestError, Precision, is_reached, looks};
use underwater::stats::ratio::ratio_of_sums;

const HOUSEHOLDS: i64 = 1000;
const RUNS: u64 = 2000;

/// Uniform numbers: SplitMix64 (Steele, Lea and Flood 2014).
struct Uniform(u64);

impl Uniform {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((word ^ (word >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A world's rate of default, of Kumaraswamy's distribution with a = 1/2, whose mean is 2 ÷ ((b + 1)(b + 2)) = 5%.
    fn rate(&mut self) -> f64 {
        let b = (161.0_f64.sqrt() - 3.0) / 2.0;
        let root = 1.0 - (1.0 - self.next()).powf(1.0 / b);
        root * root
    }
}

/// The share of runs whose interval at the stop holds the truth, and the mean number of worlds, where worlds have rates of
/// default with a mean of 5% that spread as those of a correlated book do.
fn covered(largest_error: LargestError, most_worlds: u32) -> (f64, f64) {
    let precision = Precision { estimate: "default_rate", largest_error };
    let (mut held, mut worlds) = (0_u32, 0_usize);
    for seed in 0..RUNS {
        let mut uniform = Uniform(seed << 32);
        let mut defaults = Vec::new();
        let at_stop = looks(most_worlds).find_map(|look| {
            while defaults.len() < look as usize {
                defaults.push((uniform.rate() * HOUSEHOLDS as f64).round() as i64);
            }
            let estimate = ratio_of_sums(&defaults, &vec![HOUSEHOLDS; defaults.len()]);
            (is_reached(precision.error_to_asked(estimate.value, estimate.mcse)) || look == most_worlds)
                .then_some(estimate)
        });
        let estimate = at_stop.expect("it stops at its end");
        let (value, mcse) = (estimate.value.expect("a rate"), estimate.mcse.expect("an error"));
        held += u32::from((value - 0.05).abs() <= 2.0 * mcse);
        worlds += defaults.len();
    }
    (f64::from(held) / RUNS as f64, worlds as f64 / RUNS as f64)
}

#[test]
fn intervals_at_the_stop_cover_a_little_less() {
    // A stop that is seldom near its first look, and one that often is.
    for (largest, at_least) in [
        (LargestError::Relative(0.05), 0.93),
        (LargestError::Relative(0.15), 0.92),
        (LargestError::Absolute(0.0025), 0.93),
        (LargestError::Absolute(0.0075), 0.91),
    ] {
        let (share, worlds) = covered(largest, 1 << 14);
        println!("{largest:?}: {share:.3} of {RUNS} runs, {worlds:.0} worlds on average");
        assert!((at_least..0.97).contains(&share), "{largest:?}: {share}");
    }
}

#[test]
fn an_error_is_small_enough_at_what_is_asked_and_not_above() {
    let relative = Precision { estimate: "lgd", largest_error: LargestError::Relative(0.02) };
    assert!(is_reached(relative.error_to_asked(Some(0.5), Some(0.01))));
    assert!(is_reached(relative.error_to_asked(Some(-0.5), Some(0.01))), "a gain is known as well as a loss");
    assert!(!is_reached(relative.error_to_asked(Some(0.5), Some(0.0101))));
    assert!(!is_reached(relative.error_to_asked(Some(0.0), Some(1e-9))), "nothing is a share of 0");
    assert!(!is_reached(relative.error_to_asked(Some(0.5), None)) && !is_reached(relative.error_to_asked(None, None)));
    let absolute = Precision { estimate: "lgd", largest_error: LargestError::Absolute(0.01) };
    assert!(
        is_reached(absolute.error_to_asked(Some(0.5), Some(0.01)))
            && !is_reached(absolute.error_to_asked(Some(0.5), Some(0.0101)))
    );
    assert!(is_reached(absolute.error_to_asked(Some(0.0), Some(0.01))));
}

#[test]
fn looks_double_and_end_at_the_end() {
    assert_eq!(looks(64).collect::<Vec<_>>(), [64]);
    assert_eq!(looks(65).collect::<Vec<_>>(), [64, 65]);
    assert_eq!(looks(1).collect::<Vec<_>>(), [1]);
    let most = looks(u32::MAX).collect::<Vec<_>>();
    assert_eq!((most.len(), most[25], most[26]), (27, 1 << 31, u32::MAX));
}
