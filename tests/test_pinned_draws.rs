//! Pinned draws: what a seed gives must never change unnoticed. The words and uniforms below come from an implementation of
//! Philox of its own, in another language; distributions are held against the distribution functions of `statrs`.

use proptest::prelude::*;
use serde::Deserialize;
use serde_json::json;
use statrs::distribution::{ContinuousCDF, Normal};
use underwater::random::Purpose::*;
use underwater::random::columns::{ColumnRef, with_columns};
use underwater::random::normal::{cumulative, quantile};
use underwater::random::octaves::standard_normal;
use underwater::random::parameters;
use underwater::random::philox::philox4x32_10;
use underwater::random::{Distribution, Purpose, Streams, Uniforms, Who};

use crate::twin::draws::Stream;

const SEED: u64 = 0x0123_4567_89ab_cdef;
const HOUSEHOLD: u64 = 0x1_0000_0007;
const WORLD: u32 = 42;

/// Purpose, slot, index, words, uniforms; world draws are keyed by household 0.
type Pin = (Purpose, u8, u16, [u32; 4], [f64; 2]);

#[rustfmt::skip]
const PINS: [Pin; 14] = [
        (PriceShock, 0, 5, [0xa364_02bc, 0xc6d3_f755, 0x735a_ad25, 0xdf91_e63a], [0.7766718467786548, 0.8733199970914521]),
        (LabourShock, 0, 5, [0xfc9b_2f07, 0x654b_5e01, 0x26b3_e52f, 0x0c5b_e550], [0.3956812624788709, 0.04827721792999251]),
        (PolicyRateShock, 0, 149, [0x4da3_cedf, 0x7220_7831, 0x3e36_1500, 0x5634_4964], [0.44580794528668755, 0.3367353315099638]),
        (BootstrapBlock, 0, 3, [0x9b3e_dce1, 0xabef_0d15, 0x5e1a_1fde, 0x6772_bec1], [0.671616380476958, 0.40409462185753176]),
        (PriceMixing, 0, 17, [0x54c6_2373, 0xd127_35a1, 0xd180_97e9, 0xcb82_5a55], [0.8170045393824458, 0.7949577769773007]),
        (JumpCount, 0, 123, [0x8cc1_1154, 0x2829_fc11, 0x28dd_9ce0, 0x702b_8a08], [0.1568906348081821, 0.4381643552704787]),
        (JumpSize, 0, 9, [0x0230_53db, 0x9d28_cf49, 0x22e1_aa5a, 0xb86c_0327], [0.6139039567225962, 0.7203981371448039]),
        (Regime, 0, 240, [0xae58_49ab, 0xe3f1_94a3, 0xe9e0_c7d6, 0x2017_0465], [0.8904049777614499, 0.12535121429562246]),
        (Origination, 10, 0, [0xfa2f_8abe, 0xb140_ef45, 0x31d7_975b, 0xba49_1fa9], [0.6923970743029583, 0.7276782787392605]),
        (HomeWalk, 0, 29, [0x3ee7_1e8e, 0xb9cc_6be3, 0x8d21_106c, 0x0d97_1878], [0.7257754735755068, 0.05308678572794567]),
        (EmploymentSpell, 0, 2, [0xfc3e_c7e3, 0x74ee_f00c, 0x9f32_225d, 0x19c3_8417], [0.4567708999350045, 0.1006395871801905]),
        (SaleThreshold, 0, 0, [0x7c52_85c5, 0x6d1c_de46, 0x1e44_50da, 0x2b81_d9c2], [0.42622174473610575, 0.16995011319365128]),
        (ForeclosureTimeline, 3, 1, [0x06c3_f454, 0xf21d_1cf5, 0x4b45_f5de, 0x8210_66c9], [0.9457567308625271, 0.5080627671661871]),
        (Auction, 4, 258, [0xe545_83f1, 0x68eb_f342, 0x9cd9_1727, 0x60e7_03d4], [0.4098503149337117, 0.3785250085901207]),
];

#[test]
fn words_and_uniforms_of_every_purpose() {
    let streams = Streams::new(SEED);
    for (purpose, slot, index, words, uniforms) in PINS {
        let household = if purpose as u8 >= 16 { HOUSEHOLD } else { 0 };
        let who = Who { household, world: WORLD };
        assert_eq!(streams.words(who, purpose, slot, index), words, "{purpose:?}");
        let Uniforms { first, second } = streams.uniforms(who, purpose, slot, index);
        assert_eq!([first.to_bits(), second.to_bits()], uniforms.map(f64::to_bits), "{purpose:?}");
        let twin = Stream { seed: SEED, world: WORLD, household, mirrored: false };
        assert_eq!(twin.words(purpose as u32, slot.into(), index.into()), words, "{purpose:?}: the twin");
    }
}

/// Word to normal number, to the last bit; beside it the exact value.
const NORMALS: [(u32, u32, f64); 12] = [
    (0x00000000, 0x40cad08c, 6.3379577545537895),
    (0x00000001, 0x40c55364, 6.166429517819751),
    (0x3fffffff, 0x3f2cab5c, 0.6744897505624251),
    (0x40000000, 0x3f2cab5c, 0.6744897498297384),
    (0x7fffffff, 0x33c00000, 2.918099372916623e-10),
    (0x80000000, 0xc0cad08c, -6.3379577545537895),
    (0xbfffffff, 0xbf2cab5c, -0.6744897505624251),
    (0xffffffff, 0xb3c00000, -2.918099372916623e-10),
    (0x12345678, 0x3fbbd931, 1.4675657314922321),
    (0x89abcdef, 0xbfe37743, -1.777077100394574),
    (0x00000fff, 0x40986ab5, 4.763025658726428),
    (0x800000ff, 0xc0a97124, -5.295061351886092),
];

#[test]
fn normals_to_the_bit() {
    let found: Vec<String> = NORMALS
        .iter()
        .map(|(word, _, exact)| format!("({word:#010x}, {:#010x}, {exact:?})", standard_normal(*word).to_bits()))
        .collect();
    for (word, bits, exact) in NORMALS {
        let z = standard_normal(word);
        assert!((f64::from(z) - exact).abs() < 3e-7 * exact.abs().max(1.0), "{word:#x}: {z} and {exact}");
        assert_eq!(z.to_bits(), bits, "{word:#x}; all: {found:#?}");
    }
}

/// 200 000 normals against Φ: Kolmogorov–Smirnov, and the first four moments within four errors.
#[test]
fn normals_are_normal() {
    let streams = Streams::new(SEED);
    let mut z: Vec<f64> = (0..50_000)
        .flat_map(|household| streams.words(Who { household, world: 1 }, HomeWalk, 0, 9))
        .map(|word| f64::from(standard_normal(word)))
        .collect();
    let n = z.len() as f64;
    let moment = |power: i32| z.iter().map(|z| z.powi(power)).sum::<f64>() / n;
    for (power, exact, variance) in [(1, 0.0, 1.0), (2, 1.0, 2.0), (3, 0.0, 15.0), (4, 3.0, 96.0_f64)] {
        let apart = (moment(power) - exact) / (variance / n).sqrt();
        assert!(apart.abs() < 4.0, "moment {power}: {apart} errors");
    }
    assert!(kolmogorov_smirnov(&mut z, |x| Normal::standard().cdf(x)) < 1.0);
}

/// Distance of a sample from a distribution function, in units of its 1% critical value.
fn kolmogorov_smirnov(sample: &mut [f64], cumulative: impl Fn(f64) -> f64) -> f64 {
    sample.sort_by(f64::total_cmp);
    let n = sample.len() as f64;
    let distance = sample.iter().enumerate().map(|(rank, x)| {
        let f = cumulative(*x);
        (f - rank as f64 / n).max((rank as f64 + 1.0) / n - f)
    });
    distance.fold(0.0, f64::max) * n.sqrt() / 1.628
}

struct Case {
    distribution: Distribution,
    /// Distribution function, where it is continuous.
    cumulative: Option<Box<dyn Fn(f64) -> f64>>,
    /// Whether the distribution is sampled by inversion of the first uniform.
    by_inversion: bool,
}

fn empirical() -> Distribution {
    let reference = json!({ "file": "a.csv", "column": "x" });
    let column = ColumnRef::deserialize(&reference).expect("a reference");
    let columns = [(column, [4.0, 1.0, 9.0, 16.0].into())].to_vec();
    with_columns(columns, || Distribution::deserialize(json!({ "empirical": reference }))).expect("a distribution")
}

fn weighted() -> Distribution {
    let written = json!({ "discrete": { "values": [1.0, 5.0, 2.0], "weights": [0.5, 0.25, 1.25] } });
    Distribution::deserialize(written).expect("a distribution")
}

fn cases() -> Vec<Case> {
    use statrs::distribution::{Beta, LogNormal, Triangular, Uniform};
    let continuous = |distribution: Distribution, cumulative: Box<dyn Fn(f64) -> f64>| Case {
        by_inversion: !matches!(distribution, Distribution::Beta(_)),
        distribution,
        cumulative: Some(cumulative),
    };
    let truncated = |mean: f64, sd: f64, min: f64, max: f64| {
        let normal = Normal::new(mean, sd).expect("parameters");
        continuous(
            Distribution::Normal(parameters::Normal { mean, sd, min, max }),
            Box::new(move |x| (normal.cdf(x) - normal.cdf(min)) / (normal.cdf(max) - normal.cdf(min))),
        )
    };
    let uniform = Uniform::new(-1.0, 3.0).expect("parameters");
    let lognormal = LogNormal::new(500_000_f64.ln(), 0.4).expect("parameters");
    let triangular = Triangular::new(1.0, 3.5, 1.8).expect("parameters");
    let beta = Beta::new(2.0, 3.0).expect("parameters");
    let discrete = |distribution| Case { distribution, cumulative: None, by_inversion: true };
    vec![
        continuous(
            Distribution::Uniform(parameters::Uniform { min: -1.0, max: 3.0 }),
            Box::new(move |x| uniform.cdf(x)),
        ),
        continuous(
            Distribution::Lognormal(parameters::Lognormal { median: 500_000.0, sigma: 0.4 }),
            Box::new(move |x| lognormal.cdf(x)),
        ),
        continuous(
            Distribution::Triangular(parameters::Triangular { min: 1.0, mode: 1.8, max: 3.5 }),
            Box::new(move |x| triangular.cdf(x)),
        ),
        truncated(0.3, 0.1, 0.2, 0.35),
        truncated(0.0, 1.0, -0.5, 6.0),
        continuous(
            Distribution::Beta(parameters::Beta { alpha: 2.0, beta: 3.0, min: 10.0, max: 14.0 }),
            Box::new(move |x| beta.cdf((x - 10.0) / 4.0)),
        ),
        discrete(empirical()),
        discrete(weighted()),
    ]
}

fn sample(distribution: &Distribution, count: u64) -> Vec<f64> {
    let streams = Streams::new(SEED);
    (0..count)
        .map(|household| distribution.sample(streams.words(Who { household, world: 3 }, Origination, 5, 0)))
        .collect()
}

/// Distributions sampled by inversion give back their uniform; every distribution passes Kolmogorov–Smirnov.
#[test]
fn distributions_against_their_distribution_functions() {
    let streams = Streams::new(SEED);
    for Case { distribution, cumulative, by_inversion } in cases() {
        let Some(cumulative) = cumulative else { continue };
        let mut drawn = sample(&distribution, 20_000);
        for (household, x) in drawn.iter().enumerate().filter(|_| by_inversion) {
            let who = Who { household: household as u64, world: 3 };
            let u = streams.uniforms(who, Origination, 5, 0).first;
            assert!((cumulative(*x) - u).abs() < 1e-9, "{distribution:?}: {x} from {u}");
        }
        let distance = kolmogorov_smirnov(&mut drawn, cumulative);
        assert!(distance < 1.0, "{distribution:?}: {distance} of the critical distance");
    }
}

/// Distributions of single values: which value a uniform picks, and how often each comes.
#[test]
fn distributions_of_single_values() {
    let words = |u: f64| {
        let bits = (u * 4_503_599_627_370_496.0) as u64;
        [(bits << 12) as u32, (bits >> 20) as u32, 0, 0]
    };
    let empirical = empirical();
    for (u, value) in
        [(0.0, 4.0), (0.2499, 4.0), (0.2501, 1.0), (0.5001, 9.0), (0.7499, 9.0), (0.7501, 16.0), (0.99999, 16.0)]
    {
        assert_eq!(empirical.sample(words(u)), value, "{u}");
    }
    let discrete = weighted();
    for (u, value) in [(0.0, 1.0), (0.2499, 1.0), (0.2501, 5.0), (0.3749, 5.0), (0.3751, 2.0), (0.99999, 2.0)] {
        assert_eq!(discrete.sample(words(u)), value, "{u}");
    }
    assert_eq!(Distribution::Constant(7.5).sample([1, 2, 3, 4]), 7.5);
}

/// `Distribution::mean` against the mean of the quantile function on a fine grid (inversion) or of a sample (beta).
#[test]
fn means() {
    for Case { distribution, by_inversion, .. } in cases() {
        let (found, tolerance) = if by_inversion {
            let n = 400_000_u64;
            let sum: f64 = (0..n)
                .map(|step| {
                    let bits = ((step as f64 + 0.5) / n as f64 * 4_503_599_627_370_496.0) as u64;
                    distribution.sample([(bits << 12) as u32, (bits >> 20) as u32, 0, 0])
                })
                .sum();
            (sum / n as f64, 1e-4)
        } else {
            let drawn = sample(&distribution, 200_000);
            (drawn.iter().sum::<f64>() / drawn.len() as f64, 2e-3)
        };
        assert!(
            (found / distribution.mean() - 1.0).abs() < tolerance,
            "{distribution:?}: {found} and {}",
            distribution.mean()
        );
    }
    assert_eq!(Distribution::Constant(-3.0).mean(), -3.0);
}

/// Pinned: one value of each distribution from the words of one call.
#[test]
fn distributions_to_the_bit() {
    let words = [0xfa2f_8abe, 0xb140_ef45, 0x31d7_975b, 0xba49_1fa9];
    let found: Vec<u64> = cases().iter().map(|case| case.distribution.sample(words).to_bits()).collect();
    assert_eq!(found, DISTRIBUTION_BITS, "{found:#x?}");
}

const DISTRIBUTION_BITS: [u64; 8] = [
    0x3ffc503bd17e8be2,
    0x4122a82d4609df84,
    0x4002da5cd287344b,
    0x3fd3a483926aa261,
    0x3fe981dc33ed6e3e,
    0x4028e747fada1b4a,
    0x4022000000000000,
    0x4000000000000000,
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Philox against another crate's, anywhere.
    #[test]
    fn philox_agrees_with_another(counter: [u32; 4], key: [u32; 2]) {
        prop_assert_eq!(philox4x32_10(counter, key), rand_philox::philox4x32_10(counter, key));
    }

    /// The twin's uniforms and normals, derived on their own, from any stream.
    #[test]
    fn the_twin_draws_the_same(seed: u64, world: u32, household: u64, slot: u8, index in 0_u16..300, month in 0_usize..720) {
        let twin = Stream { seed, world, household, mirrored: false };
        let streams = Streams::new(seed);
        let who = Who { household, world };
        let Uniforms { first, second } = streams.uniforms(who, Auction, slot, index);
        prop_assert_eq!([first, second], twin.uniforms(21, slot.into(), index.into()));
        let word = streams.words(who, HomeWalk, 0, (month / 4) as u16)[month % 4];
        prop_assert_eq!(f64::from(standard_normal(word)).to_bits(), twin.month_noise(17, 0, month).to_bits());
    }

    /// Φ⁻¹ and Φ against another library.
    #[test]
    fn normal_distribution_agrees_with_another(p in 1e-12_f64..1.0) {
        let normal = Normal::standard();
        prop_assert!((quantile(p) - normal.inverse_cdf(p)).abs() < 1e-7);
        prop_assert!((cumulative(quantile(p)) - p).abs() < 1e-13);
        prop_assert!((normal.cdf(quantile(p)) - p).abs() < 1e-9);
    }
}
