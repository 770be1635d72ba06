//! Noise in vectors of x86: Philox in lanes of twice a word's width, so that a product fits its lane and nothing is packed
//! between rounds; the octaves of equation (2) by a look-up within registers. The same operations as [`philox4x32_10`] and
//! [`standard_normal`], so the same bits.

use std::arch::x86_64::*;
use std::array::from_fn;

use super::octaves::{LARGEST, MANTISSA, OCTAVES, ONE, POWERS, ROWS, SIGN, standard_normal};
use super::philox::{MULTIPLIER, ROUNDS, Words, next_key, philox4x32_10};

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

/// The words of consecutive calls, eight of them at a time.
#[target_feature(enable = "avx2")]
pub(crate) fn philox_avx2(words: &mut [Words], first_call: Words, key: [u32; 2]) {
    const CALLS: usize = 8;
    let wide = |word: u32| _mm256_set1_epi64x(i64::from(word));
    let [multiplier_even, multiplier_odd] = MULTIPLIER.map(wide);
    let [low, high, world, decision] = first_call;
    // Lanes hold calls 0, 2, 1, 3: so their halves come out in the order of calls.
    let places = _mm256_set_epi64x(3, 1, 2, 0);
    let (groups, left) = words.as_chunks_mut::<CALLS>();
    for (group, words) in groups.iter_mut().enumerate() {
        let first = decision.wrapping_add((group * CALLS) as u32);
        let mut counters: [[__m256i; 4]; 2] = from_fn(|half| {
            let decisions = _mm256_add_epi32(places, wide(first.wrapping_add(4 * half as u32)));
            [wide(low), wide(high), wide(world), decisions]
        });
        let mut products = [[_mm256_setzero_si256(); 2]; 2];
        let mut keys = key;
        for round in 0..ROUNDS {
            for ([c0, c1, c2, c3], [even, odd]) in counters.iter_mut().zip(&mut products) {
                *even = _mm256_mul_epu32(*c0, multiplier_even);
                *odd = _mm256_mul_epu32(*c2, multiplier_odd);
                if round + 1 < ROUNDS {
                    let before = _mm256_xor_si256(*c1, wide(keys[0]));
                    *c0 = _mm256_xor_si256(_mm256_srli_epi64::<32>(*odd), before);
                    let before = _mm256_xor_si256(*c3, wide(keys[1]));
                    *c2 = _mm256_xor_si256(_mm256_srli_epi64::<32>(*even), before);
                    *c1 = *odd;
                    *c3 = *even;
                }
            }
            if round + 1 < ROUNDS {
                keys = next_key(keys);
            }
        }
        for (half, ([_, c1, _, c3], [even, odd])) in counters.iter().zip(products).enumerate() {
            // The first and third words are made in the upper half of a lane, above the second and fourth.
            let last = |product, before, key: u32| {
                let upper = _mm256_slli_epi64::<32>(_mm256_xor_si256(before, wide(key)));
                _mm256_shuffle_epi32::<0b10_11_00_01>(_mm256_xor_si256(product, upper))
            };
            let (front, back) = (last(odd, *c1, keys[0]), last(even, *c3, keys[1]));
            let to = words[4 * half..].as_flattened_mut().as_mut_ptr();
            // SAFETY: half a group is as long as two vectors, and no alignment is asked for.
            unsafe {
                _mm256_storeu_si256(to.cast(), _mm256_unpacklo_epi64(front, back));
                _mm256_storeu_si256(to.add(8).cast(), _mm256_unpackhi_epi64(front, back));
            }
        }
    }
    let left_from = (groups.len() * CALLS) as u32;
    for (call, words) in (left_from..).zip(left) {
        *words = philox4x32_10([low, high, world, decision.wrapping_add(call)], key);
    }
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
