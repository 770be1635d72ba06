//! What the draws of a loan hang on: 64 bits of a digest of its id, equation (233).

/// Digest of an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// What the draws hang on.
    pub draws: u64,
    /// The next 64 bits: two ids with the same first ones, and others here, are two ids.
    pub check: u64,
}

/// Equation (233): the key of the loan number `copy`, from 0, of those that a row stands for. Of the digest, low bytes come first.
pub fn key(id: &str, copy: u32) -> Key {
    let mut hasher = blake3::Hasher::new();
    hasher.update(id.as_bytes());
    if copy > 0 {
        hasher.update(&[0]);
        hasher.update(copy.to_string().as_bytes());
    }
    let digest = hasher.finalize();
    let word =
        |at: usize| digest.as_bytes()[at..at + 8].iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte));
    Key { draws: word(0), check: word(8) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Digests of the BLAKE3 program: `printf 'L1' | b3sum`, `printf 'L1\0001' | b3sum`.
    #[test]
    fn a_key_is_the_beginning_of_the_digest() {
        let of = |bytes: &[u8]| u64::from_le_bytes(blake3::hash(bytes).as_bytes()[..8].try_into().expect("8 bytes"));
        assert_eq!(key("L1", 0).draws, of(b"L1"));
        assert_eq!(key("L1", 1).draws, of(b"L1\x001"));
        assert_ne!(key("L1", 0).check, key("L1", 1).check);
    }
}
