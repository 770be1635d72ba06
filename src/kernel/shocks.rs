//! Fills a world's shocks from its streams. Antithetic or stratified worlds would be another filler.

use crate::random::normal::standard_normal;
use crate::random::{Purpose, Streams, Who};
use crate::world::Shocks;

/// Region of the price shocks; one region so far.
const REGION: u8 = 0;

/// Shocks of world `world` for months 0…`months`.
pub fn fill(streams: &Streams, world: u32, months: usize, with_blocks: bool, shocks: &mut Shocks) {
    let who = Who { household: 0, world };
    for (purpose, column) in [
        (Purpose::PriceShock, &mut shocks.price),
        (Purpose::LabourShock, &mut shocks.labour),
        (Purpose::PolicyRateShock, &mut shocks.policy_rate),
    ] {
        column.clear();
        for call in 0..=months / 4 {
            let words = streams.words(who, purpose, REGION, call as u16);
            column.extend(words.iter().map(|word| f64::from(standard_normal(*word))));
        }
    }
    shocks.blocks.clear();
    if with_blocks {
        shocks.blocks.extend((0..=months).map(|block| {
            let uniforms = streams.uniforms(who, Purpose::BootstrapBlock, REGION, block as u16);
            (uniforms.first, uniforms.second)
        }));
    }
}
