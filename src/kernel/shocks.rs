//! Fills a world's shocks from its streams. Antithetic or stratified worlds would be another filler.

use crate::random::octaves::standard_normal;
use crate::random::{Purpose, Streams, Who};
use crate::world::{ExtraShocks, Shocks};

/// Region of the price shocks; one region so far.
const REGION: u8 = 0;

/// Shocks of world `world` for months 0…`months`.
pub fn fill(streams: &Streams, world: u32, months: usize, extra: ExtraShocks, shocks: &mut Shocks) {
    let who = Who { household: 0, world };
    for (purpose, wanted, column) in [
        (Purpose::PriceShock, true, &mut shocks.price),
        (Purpose::LabourShock, true, &mut shocks.labour),
        (Purpose::PolicyRateShock, true, &mut shocks.policy_rate),
        (Purpose::JumpSize, extra.jumps, &mut shocks.jump_size),
    ] {
        column.clear();
        let calls = if wanted { months / 4 + 1 } else { 0 };
        for call in 0..calls {
            let words = streams.words(who, purpose, REGION, call as u16);
            column.extend(words.iter().map(|word| f64::from(standard_normal(*word))));
        }
    }
    let uniforms = |purpose, index: usize| streams.uniforms(who, purpose, REGION, index as u16);
    for (purpose, wanted, column) in [
        (Purpose::PriceMixing, extra.price_mixing, &mut shocks.price_mixing),
        (Purpose::JumpCount, extra.jumps, &mut shocks.jump_count),
        (Purpose::Regime, extra.regimes, &mut shocks.regime),
    ] {
        column.clear();
        if wanted {
            column.extend((0..=months).map(|month| uniforms(purpose, month).first));
        }
    }
    shocks.blocks.clear();
    if extra.blocks {
        let block = |block| uniforms(Purpose::BootstrapBlock, block);
        shocks.blocks.extend((0..=months).map(block).map(|uniforms| (uniforms.first, uniforms.second)));
    }
}
