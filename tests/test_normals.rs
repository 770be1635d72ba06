//! Equation (2) over all words: how far it is from Φ⁻¹, what its numbers have for moments, and that vectors give the bits of
//! the plain form. The thinned tests always run; those that look at every word are run apart, by `.ci/run`.

use rayon::prelude::*;
use underwater::kernel::{InstructionSet, standard_normals};
use underwater::random::normal::quantile;
use underwater::random::octaves::{OCTAVES, standard_normal};

use crate::twin;

/// Tail indices.
const TAILS: u64 = 1 << 31;
/// The largest |error| ÷ max(1, |z|) that METHOD.md tells.
const ERROR: f64 = 2e-7;
/// The largest |E z² − 1|, and of |E z⁴ − 3|.
const SQUARE: f64 = 4e-9;
/// See above.
const FOURTH: f64 = 1e-7;
/// The largest distance from Φ.
const DISTANCE: f64 = 7e-8;

/// Φ⁻¹ along tail indices: exact in the middle of a block, a series of four terms to either side.
struct Block {
    first: u64,
    count: u64,
    /// Tail index + ½ of the middle.
    middle: f64,
    z: f64,
    density: f64,
}

impl Block {
    /// The block that begins at a tail index: a 4096th of an octave, where that is more than one index.
    fn at(first: u64) -> Self {
        let count = ((first + 1).next_power_of_two() >> 13).clamp(1, TAILS - first);
        let middle = first as f64 + count as f64 / 2.0;
        let z = -quantile(middle / 4_294_967_296.0);
        Self { first, count, middle, z, density: (-0.5 * z * z).exp() / (2.0 * std::f64::consts::PI).sqrt() }
    }

    /// −Φ⁻¹ of a tail index: dz/dp = −1/φ, and so on.
    fn exact(&self, k: u64) -> f64 {
        let step = -(k as f64 + 0.5 - self.middle) / 4_294_967_296.0 / self.density;
        let z = self.z;
        z + step * (1.0 + step * (z / 2.0 + step * ((2.0 * z * z + 1.0) / 6.0 + step * z * (6.0 * z * z + 7.0) / 24.0)))
    }
}

/// What an enumeration finds.
#[derive(Clone, Copy, Debug, Default)]
struct Found {
    words: u64,
    /// Largest |error| ÷ max(1, |z|).
    error: f64,
    /// Largest |Φ(z) − its probability|: the distance from Φ is no more, since what is sorted is no further apart.
    distance: f64,
    /// Sums of z² − 1 and z⁴ − 3.
    square: f64,
    fourth: f64,
    /// Numbers below 0, and numbers above that of the tail index before.
    negative: u64,
    rises: u64,
}

impl Found {
    fn and(self, other: Self) -> Self {
        let larger = |a: f64, b: f64| if a > b { a } else { b };
        Self {
            words: self.words + other.words,
            error: larger(self.error, other.error),
            distance: larger(self.distance, other.distance),
            square: self.square + other.square,
            fourth: self.fourth + other.fourth,
            negative: self.negative + other.negative,
            rises: self.rises + other.rises,
        }
    }

    /// Every `stride`-th tail index of a block, and the block's first and last; z is made `factor` times as large.
    fn of(block: &Block, stride: usize, factor: f64) -> Self {
        let mut found = Self::default();
        let last = block.first + block.count - 1;
        let mut before = block.first.checked_sub(1).map_or(f32::INFINITY, |k| standard_normal(k as u32));
        for k in (block.first..last).step_by(stride).chain([last]) {
            let normal = standard_normal(k as u32);
            let (z, exact) = (f64::from(normal) * factor, block.exact(k));
            let apart = (z - exact).abs();
            found = found.and(Self {
                words: 1,
                error: apart / exact.abs().max(1.0),
                distance: apart * block.density,
                square: z * z - 1.0,
                fourth: z * z * z * z - 3.0,
                negative: u64::from(normal.is_sign_negative()),
                rises: u64::from(normal > before),
            });
            before = normal;
        }
        found
    }
}

/// Blocks of the tail indices from one to before another.
fn blocks(from: u64, to: u64) -> impl Iterator<Item = Block> {
    let mut first = from;
    std::iter::from_fn(move || {
        let block = (first < to).then(|| Block::at(first))?;
        first += block.count;
        Some(block)
    })
}

/// The octave n of f is made of the tail indices from 2ⁿ to before 2ⁿ⁺¹, but for what rounding moves; 0 is alone.
fn octave(n: u32, stride: usize, factor: f64) -> Found {
    let (from, to) = if n == 0 { (0, 2) } else { (1 << n, 2 << n) };
    let blocks: Vec<Block> = blocks(from, to).collect();
    blocks.par_iter().map(|block| Found::of(block, stride, factor)).reduce(Found::default, Found::and)
}

/// The series between exact values is exact itself.
#[test]
fn the_yardstick_is_straight() {
    for first in [0, 3, 4097, 1 << 20, (1 << 30) + (1 << 17), TAILS - (1 << 17)] {
        let block = Block::at(first);
        for k in [block.first, block.first + block.count / 3, block.first + block.count - 1] {
            let exact = -quantile((k as f64 + 0.5) / 4_294_967_296.0);
            assert!((block.exact(k) - exact).abs() < 1e-12, "{k}: {} and {exact}", block.exact(k));
        }
    }
}

/// The ends of every 4096th of every octave, and some between.
#[test]
fn normals_are_those_of_their_tails() {
    for n in 0..31 {
        let found = octave(n, 1 << 14, 1.0);
        assert!(found.error < ERROR && found.distance < DISTANCE && found.negative == 0, "octave {n}: {found:?}");
        assert_eq!(found.rises, 0, "octave {n}");
        let spoilt = octave(n, 1 << 14, 1.0 + 1e-5);
        assert!(spoilt.error > 3.0 * ERROR, "octave {n}, wrong by a hundred-thousandth, passes: {spoilt:?}");
    }
}

/// METHOD.md's coefficients are the engine's, and all are reached.
#[test]
fn the_table_is_that_of_the_method() {
    let rows = twin::draws::octaves();
    assert_eq!(rows.iter().map(|(n, _)| *n).collect::<Vec<_>>(), (-1..31).collect::<Vec<_>>());
    for (n, row) in rows {
        assert_eq!(OCTAVES[(n + 127) as usize % 32].map(f32::to_bits), row.map(f32::to_bits), "n = {n}");
    }
    let ends = (0..31).flat_map(|n| [(1_u32 << n) - 1, 1 << n, (1 << n) + 1, (1 << n) / 2 * 3]);
    for k in ends.chain(u32::MAX / 2 - 200..=u32::MAX / 2).filter(|k| *k <= u32::MAX / 2) {
        for word in [k, k | 1 << 31] {
            assert_eq!(standard_normal(word).to_bits(), twin::draws::normal(word).to_bits(), "{word:#x}");
        }
    }
}

/// Asserts that a column of words gives the same bits on every instruction set of this machine.
fn same_bits(words: &[u32], normals: &mut Vec<f32>) {
    normals.resize(words.len(), f32::NAN);
    for set in InstructionSet::available() {
        normals.fill(f32::NAN);
        standard_normals(set, words, normals);
        for (word, normal) in words.iter().zip(&*normals) {
            assert_eq!(normal.to_bits(), standard_normal(*word).to_bits(), "{set:?}, word {word:#x}");
        }
    }
}

/// Words near the ends of octaves and words anywhere, in columns of every length that leaves a rest, aligned or not.
#[test]
fn vectors_give_the_bits_of_the_plain_form() {
    let mut words: Vec<u32> =
        (0..32).flat_map(|n| (0..40).map(move |step| (1_u32 << n).wrapping_add(step) - 20)).collect();
    words.extend((0..200_000_u32).map(|n| n.wrapping_mul(2_654_435_769)));
    let mut normals = Vec::new();
    same_bits(&words, &mut normals);
    for length in 0..70 {
        same_bits(&words[length..2 * length], &mut normals);
        same_bits(&words[length + 1_300..2 * length + 1_300], &mut normals);
    }
}

#[test]
#[ignore = "looks at every tail index; .ci/run runs it apart"]
fn exhaustive_normals_are_those_of_their_tails() {
    let all: Vec<Found> = (0..31).map(|n| octave(n, 1, 1.0)).collect();
    let found = all.iter().copied().fold(Found::default(), Found::and);
    assert_eq!(found.words, TAILS);
    let tails = TAILS as f64;
    let (square, fourth) = (found.square / tails, found.fourth / tails);
    println!(
        "normals: error at most {:.2e} of max(1, |z|), {} rises, {} below 0; mean and skewness 0 by symmetry, variance \
         1 {square:+.1e}, kurtosis 3 {:+.1e}; distance from Φ at most {:.1e}",
        found.error,
        found.rises,
        found.negative,
        (fourth + 3.0) / ((square + 1.0) * (square + 1.0)) - 3.0,
        found.distance + 0.5 / 4_294_967_296.0,
    );
    assert!(found.error < ERROR && found.distance < DISTANCE, "{found:?}");
    assert!(square.abs() < SQUARE && fourth.abs() < FOURTH, "{square} {fourth}");
    assert_eq!((found.negative, found.rises), (0, 0));
    // One octave wrong by a hundred-thousandth would move the variance by more than its bound, where it has a share.
    let told = all.iter().filter(|octave| 2e-5 * (octave.square + octave.words as f64) / tails > 2.0 * SQUARE).count();
    println!("normals: the variance alone would tell a hundred-thousandth in {told} octaves, the largest error in all");
}

#[test]
#[ignore = "looks at every word; .ci/run runs it apart"]
fn exhaustive_vectors_give_the_bits_of_the_plain_form() {
    const COLUMN: u32 = 1 << 12;
    (0..1_u32 << 20).into_par_iter().for_each_init(
        || (Vec::new(), Vec::new()),
        |(words, normals), column| {
            words.clear();
            words.extend(column * COLUMN..=column * COLUMN + (COLUMN - 1));
            same_bits(words, normals);
        },
    );
    println!("normals: the same bits for every word: {:?}", InstructionSet::available());
}
