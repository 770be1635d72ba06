//! A generator behind one call, for distributions that reject: however many numbers they take, no other draw moves.

use core::convert::Infallible;

use rand::rand_core::TryRng;

use super::philox::{Words, philox4x32_10};

/// Philox4x32-10 run in sequence, keyed by the words of one call.
#[derive(Clone, Debug)]
pub struct PhiloxGenerator {
    key: [u32; 2],
    counter: Words,
    buffer: Words,
    used: usize,
}

impl PhiloxGenerator {
    /// The first two words are the key, the other two the start of the counter.
    pub fn new([k0, k1, c0, c1]: Words) -> Self {
        Self { key: [k0, k1], counter: [c0, c1, 0, 0], buffer: [0; 4], used: 4 }
    }

    fn next_word(&mut self) -> u32 {
        if self.used == self.buffer.len() {
            self.buffer = philox4x32_10(self.counter, self.key);
            self.counter[2] = self.counter[2].wrapping_add(1);
            self.used = 0;
        }
        self.used += 1;
        self.buffer[self.used - 1]
    }
}

impl TryRng for PhiloxGenerator {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(self.next_word())
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let low = u64::from(self.next_word());
        Ok(u64::from(self.next_word()) << 32 | low)
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for chunk in bytes.chunks_mut(4) {
            let word = self.next_word().to_le_bytes();
            chunk.copy_from_slice(&word[..chunk.len()]);
        }
        Ok(())
    }
}
