//! Philox4x32-10 (Salmon, Moraes, Dror, Shaw 2011): a generator without state. The same (key, counter) gives the same
//! four words wherever and whenever it is asked.

pub(super) const MULTIPLIER: [u32; 2] = [0xD251_1F53, 0xCD9E_8D57];
const WEYL: [u32; 2] = [0x9E37_79B9, 0xBB67_AE85];
pub(super) const ROUNDS: u32 = 10;

/// Four random words of one call.
pub type Words = [u32; 4];

#[inline(always)]
fn round([c0, c1, c2, c3]: Words, [k0, k1]: [u32; 2]) -> Words {
    let even = u64::from(c0) * u64::from(MULTIPLIER[0]);
    let odd = u64::from(c2) * u64::from(MULTIPLIER[1]);
    [(odd >> 32) as u32 ^ c1 ^ k0, odd as u32, (even >> 32) as u32 ^ c3 ^ k1, even as u32]
}

/// The key of the round after.
#[inline(always)]
pub(super) fn next_key([k0, k1]: [u32; 2]) -> [u32; 2] {
    [k0.wrapping_add(WEYL[0]), k1.wrapping_add(WEYL[1])]
}

/// The four words of `counter` under `key`.
#[inline(always)]
pub fn philox4x32_10(mut counter: Words, mut key: [u32; 2]) -> Words {
    for _ in 1..ROUNDS {
        counter = round(counter, key);
        key = next_key(key);
    }
    round(counter, key)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Known answers of the Random123 distribution (`kat_vectors`, philox4x32 10).
    #[test]
    fn known_answers() {
        assert_eq!(philox4x32_10([0; 4], [0; 2]), [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]);
        assert_eq!(philox4x32_10([u32::MAX; 4], [u32::MAX; 2]), [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]);
        assert_eq!(
            philox4x32_10([0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344], [0xa409_3822, 0x299f_31d0]),
            [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]
        );
    }
}
