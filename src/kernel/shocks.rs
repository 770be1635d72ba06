//! Fills a world's shocks from its streams. Antithetic or stratified worlds would be another filler.

use crate::random::octaves::standard_normal;
use crate::random::{Purpose, Streams, Who};
use crate::world::{ExtraShocks, PriceShocks, Shocks};

/// Slot of what the whole study has; regions follow.
const OF_STUDY: u8 = 0;

/// Shocks of world `world` for months 0…`months`.
pub fn fill(streams: &Streams, world: u32, months: usize, extra: &ExtraShocks, shocks: &mut Shocks) {
    let who = Who { household: 0, world };
    let normals = |purpose, slot: u8, wanted: bool, column: &mut Vec<f64>| {
        column.clear();
        let calls = if wanted { months / 4 + 1 } else { 0 };
        for call in 0..calls {
            let words = streams.words(who, purpose, slot, call as u16);
            column.extend(words.iter().map(|word| f64::from(standard_normal(*word))));
        }
    };
    let uniforms = |purpose, slot: u8, wanted: bool, column: &mut Vec<f64>| {
        column.clear();
        if wanted {
            column.extend((0..=months).map(|month| streams.uniforms(who, purpose, slot, month as u16).first));
        }
    };
    shocks.price.resize_with(extra.price.len(), PriceShocks::default);
    for (slot, (wanted, of_slot)) in extra.price.iter().zip(&mut shocks.price).enumerate() {
        let slot = slot as u8;
        let PriceShocks { innovation, mixing, jump_count, jump_size } = of_slot;
        normals(Purpose::PriceShock, slot, wanted.innovation, innovation);
        uniforms(Purpose::PriceMixing, slot, wanted.mixing, mixing);
        uniforms(Purpose::JumpCount, slot, wanted.jumps, jump_count);
        normals(Purpose::JumpSize, slot, wanted.jumps, jump_size);
    }
    shocks.labour.resize_with(extra.labour.len(), Vec::new);
    for (slot, (wanted, of_slot)) in extra.labour.iter().zip(&mut shocks.labour).enumerate() {
        normals(Purpose::LabourShock, slot as u8, *wanted, of_slot);
    }
    normals(Purpose::PolicyRateShock, OF_STUDY, true, &mut shocks.policy_rate);
    uniforms(Purpose::Regime, OF_STUDY, extra.regimes, &mut shocks.regime);
    shocks.blocks.clear();
    if extra.blocks {
        let block = |block: usize| streams.uniforms(who, Purpose::BootstrapBlock, OF_STUDY, block as u16);
        shocks.blocks.extend((0..=months).map(block).map(|uniforms| (uniforms.first, uniforms.second)));
    }
}
