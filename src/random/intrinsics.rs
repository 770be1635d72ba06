//! What of the walks of homes and wages plain loops do not give in vectors of x86. The octaves of equation (2): a row of the table
//! is looked up within registers; the same operations in the same order as [`standard_normal`], so the same bits. And the sum of
//! steps, whole numbers, which are the same in any order.

use std::arch::x86_64::*;
use std::array::from_fn;

use super::octaves::{LARGEST, MANTISSA, OCTAVES, ONE, POWERS, ROWS, SIGN, standard_normal};

/// The table by power, then by octave; the last eight octaves, which AVX2 takes, lie so that three bits find them.
#[repr(C, align(64))]
struct Table<const N: usize>([[f32; N]; POWERS]);

const ALL: Table<ROWS> = Table(by_power(0, ROWS));
const COMMON: Table<8> = Table(by_power(22, 30));
/// Where the eight common octaves begin.
const LEAST_COMMON: f32 = 8_388_608.0;

const fn by_power<const N: usize>(from: usize, to: usize) -> [[f32; N]; POWERS] {
    let mut table = [[0.0; N]; POWERS];
    let mut row = from;
    while row < to {
        let mut power = 0;
        while power < POWERS {
            table[power][row % N] = OCTAVES[row][power];
            power += 1;
        }
        row += 1;
    }
    table
}

/// Eight words at a time. One word in 256 lies further out than the eight octaves, and takes the plain form.
#[target_feature(enable = "avx2")]
pub(crate) fn standard_normals_avx2(words: &[u32], normals: &mut [f32]) {
    const WIDTH: usize = 8;
    // SAFETY: rows have eight numbers each and lie at multiples of 32 bytes.
    let rows: [__m256; POWERS] = from_fn(|power| unsafe { _mm256_load_ps(COMMON.0[power].as_ptr()) });
    let sign = _mm256_set1_epi32(SIGN as i32);
    let (words, words_left) = words.as_chunks::<WIDTH>();
    let (normals, normals_left) = normals.as_chunks_mut::<WIDTH>();
    for (words, normals) in words.iter().zip(normals) {
        // SAFETY: a chunk is as long as the vector, and no alignment is asked for.
        let word = unsafe { _mm256_loadu_si256(words.as_ptr().cast()) };
        let index = _mm256_add_ps(_mm256_cvtepi32_ps(_mm256_andnot_si256(sign, word)), _mm256_set1_ps(0.5));
        let index = _mm256_min_ps(index, _mm256_set1_ps(LARGEST));
        let bits = _mm256_castps_si256(index);
        let octave = _mm256_srli_epi32::<23>(bits);
        let mantissa = _mm256_and_si256(bits, _mm256_set1_epi32(MANTISSA as i32));
        let mantissa = _mm256_castsi256_ps(_mm256_or_si256(mantissa, _mm256_set1_epi32(ONE as i32)));
        let t = _mm256_sub_ps(mantissa, _mm256_set1_ps(1.5));
        let mut magnitude = _mm256_permutevar8x32_ps(rows[POWERS - 1], octave);
        for row in rows[..POWERS - 1].iter().rev() {
            magnitude = _mm256_add_ps(_mm256_mul_ps(magnitude, t), _mm256_permutevar8x32_ps(*row, octave));
        }
        let normal = _mm256_xor_ps(magnitude, _mm256_castsi256_ps(_mm256_and_si256(sign, word)));
        // SAFETY: as above.
        unsafe { _mm256_storeu_ps(normals.as_mut_ptr(), normal) };
        let further = _mm256_cmp_ps::<_CMP_LT_OQ>(index, _mm256_set1_ps(LEAST_COMMON));
        let mut further = _mm256_movemask_ps(further) as u32;
        while further != 0 {
            let lane = further.trailing_zeros() as usize;
            normals[lane] = standard_normal(words[lane]);
            further &= further - 1;
        }
    }
    for (word, normal) in words_left.iter().zip(normals_left) {
        *normal = standard_normal(*word);
    }
}

/// Where a walk of normal steps stands, in whole units: a step is the nearest whole number, half to even, of a normal number times
/// the deviation, which is within 32 bits. Eight months at a time; where it stands after the last of them.
#[target_feature(enable = "avx2")]
pub(crate) fn walk_avx2(normals: &[[f32; 8]], deviation: f32, walk: &mut [[i32; 8]]) -> i32 {
    let deviation = _mm256_set1_ps(deviation);
    let mut before = _mm256_setzero_si256();
    for (normals, walk) in normals.iter().zip(walk) {
        // SAFETY: a row is as long as the vector, and no alignment is asked for.
        let normals = unsafe { _mm256_loadu_ps(normals.as_ptr()) };
        let steps = _mm256_cvtps_epi32(_mm256_mul_ps(normals, deviation));
        // Sums of two, then of four; then those of the first four months are added to the other four.
        let sums = _mm256_add_epi32(steps, _mm256_slli_si256::<4>(steps));
        let sums = _mm256_add_epi32(sums, _mm256_slli_si256::<8>(sums));
        let first_four = _mm256_shuffle_epi32::<0xff>(_mm256_permute2x128_si256::<0x08>(sums, sums));
        let stands = _mm256_add_epi32(_mm256_add_epi32(sums, first_four), before);
        // SAFETY: as above.
        unsafe { _mm256_storeu_si256(walk.as_mut_ptr().cast(), stands) };
        before = _mm256_permutevar8x32_epi32(stands, _mm256_set1_epi32(7));
    }
    _mm256_cvtsi256_si32(before)
}

/// Sixteen words at a time, all octaves.
#[target_feature(enable = "avx512f")]
pub(crate) fn standard_normals_avx512(words: &[u32], normals: &mut [f32]) {
    const WIDTH: usize = 16;
    // SAFETY: rows have 32 numbers each and lie at multiples of 64 bytes.
    let rows: [[__m512; 2]; POWERS] =
        from_fn(|power| from_fn(|half| unsafe { _mm512_load_ps(ALL.0[power][half * WIDTH..].as_ptr()) }));
    let sign = _mm512_set1_epi32(SIGN as i32);
    let (words, words_left) = words.as_chunks::<WIDTH>();
    let (normals, normals_left) = normals.as_chunks_mut::<WIDTH>();
    for (words, normals) in words.iter().zip(normals) {
        // SAFETY: a chunk is as long as the vector, and no alignment is asked for.
        let word = unsafe { _mm512_loadu_si512(words.as_ptr().cast()) };
        let index = _mm512_add_ps(_mm512_cvtepi32_ps(_mm512_andnot_si512(sign, word)), _mm512_set1_ps(0.5));
        let index = _mm512_min_ps(index, _mm512_set1_ps(LARGEST));
        let bits = _mm512_castps_si512(index);
        let octave = _mm512_srli_epi32::<23>(bits);
        let mantissa = _mm512_and_si512(bits, _mm512_set1_epi32(MANTISSA as i32));
        let mantissa = _mm512_castsi512_ps(_mm512_or_si512(mantissa, _mm512_set1_epi32(ONE as i32)));
        let t = _mm512_sub_ps(mantissa, _mm512_set1_ps(1.5));
        let [low, high] = rows[POWERS - 1];
        let mut magnitude = _mm512_permutex2var_ps(low, octave, high);
        for [low, high] in rows[..POWERS - 1].iter().rev() {
            magnitude = _mm512_add_ps(_mm512_mul_ps(magnitude, t), _mm512_permutex2var_ps(*low, octave, *high));
        }
        let magnitude = _mm512_castps_si512(magnitude);
        let normal = _mm512_xor_si512(magnitude, _mm512_and_si512(sign, word));
        // SAFETY: as above.
        unsafe { _mm512_storeu_ps(normals.as_mut_ptr(), _mm512_castsi512_ps(normal)) };
    }
    for (word, normal) in words_left.iter().zip(normals_left) {
        *normal = standard_normal(*word);
    }
}
