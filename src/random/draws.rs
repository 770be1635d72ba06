//! The draws of one household.

use super::distribution::Distribution;
use super::months::whole_months;
use super::stream::{Purpose, Streams, Who};

/// The streams of one household of one world.
#[derive(Clone, Copy, Debug)]
pub struct Draws<'a> {
    streams: &'a Streams,
    who: Who,
}

impl<'a> Draws<'a> {
    /// Of a household.
    pub fn new(streams: &'a Streams, who: Who) -> Self {
        Self { streams, who }
    }

    /// The streams, and whose they are.
    pub fn source(&self) -> (&'a Streams, Who) {
        (self.streams, self.who)
    }

    /// A uniform in (0, 1), the first of its call.
    pub fn uniform(&self, purpose: Purpose, slot: u8, index: u16) -> f64 {
        self.streams.uniforms(self.who, purpose, slot, index).first
    }

    /// One draw of a distribution.
    pub fn amount(&self, distribution: &Distribution, purpose: Purpose, slot: u8, index: u16) -> f64 {
        match distribution.constant() {
            Some(value) => value,
            None => distribution.sample(self.streams.words(self.who, purpose, slot, index)),
        }
    }

    /// The same as whole months, ⌊draw + ½⌋.
    pub fn months(&self, distribution: &Distribution, purpose: Purpose, slot: u8, index: u16) -> u32 {
        whole_months(self.amount(distribution, purpose, slot, index))
    }
}
