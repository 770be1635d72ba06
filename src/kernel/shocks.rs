//! Fills a world's shocks from its streams: as they come, mirrored, or moved along leading directions to the points of a scrambled
//! Sobol' sequence, METHOD.md (293) to (296).

use crate::outcome::BATCHES;
use crate::random::low_discrepancy::{MOST_POINTS, coordinate};
use crate::random::octaves::standard_normal;
use crate::random::{Purpose, Streams, Who, normal};
use crate::study::Study;
use crate::world::sampling::MOST_SPREAD_WORLDS;
use crate::world::{Directions, ExtraShocks, Method, PriceShocks, Sampling, Shocks};

/// Slot of what the whole study has; regions follow.
const OF_STUDY: u8 = 0;

// A batch has a point for each of its worlds.
const _: () = assert!(MOST_SPREAD_WORLDS as usize == BATCHES * MOST_POINTS as usize);

/// How the worlds of a study are drawn.
#[derive(Clone, Debug)]
pub struct WorldDraws {
    streams: Streams,
    sampling: Option<Sampling>,
    /// Those along which worlds are spread, over the months to the horizon.
    directions: Directions,
    horizon_months: usize,
}

impl WorldDraws {
    /// Of a study.
    pub fn of(study: &Study) -> Self {
        let horizon_months = study.horizon_months as usize;
        let most = match study.sampling {
            Some(Sampling { method: Method::Sobol, directions, .. }) => usize::from(directions),
            _ => 0,
        };
        let directions = Directions::of(&study.world_models, horizon_months, most);
        Self { streams: Streams::new(study.seed), sampling: study.sampling, directions, horizon_months }
    }

    /// Shocks of world `world` for months 0…`months`, at least those to the horizon.
    pub fn fill(&self, world: u32, months: usize, extra: &ExtraShocks, shocks: &mut Shocks) {
        let (batch, point) = (world % BATCHES as u32, world / BATCHES as u32);
        match self.sampling {
            None => draw(&self.streams, world, months, extra, shocks),
            Some(Sampling { method: Method::Antithetic, .. }) => {
                let is_second = point % 2 == 1;
                let first = if is_second { world - BATCHES as u32 } else { world };
                draw(&self.streams, first, months, extra, shocks);
                if is_second {
                    shocks.mirror();
                }
            }
            Some(Sampling { method: Method::Sobol, bad_worlds_one_in, .. }) => {
                draw(&self.streams, world, months, extra, shocks);
                let who = Who { household: 0, world: batch };
                let [low, high, ..] = self.streams.words(who, Purpose::PointSet, OF_STUDY, 0);
                let seed = u64::from(high) << 32 | u64::from(low);
                self.directions.place(self.horizon_months, shocks, |direction| {
                    let even = coordinate(point, direction as u32, seed);
                    let u = match bad_worlds_one_in {
                        Some(one_in) if direction == 0 => in_its_part(even, batch, one_in),
                        _ => even,
                    };
                    normal::quantile(u)
                });
            }
        }
    }
}

/// A coordinate of a batch drawn from one part of (0, 1) alone: of an odd batch from the lowest one in so many, of an even one from
/// the rest.
fn in_its_part(u: f64, batch: u32, one_in: u32) -> f64 {
    let bad = 1.0 / f64::from(one_in);
    if batch % 2 == 1 { u * bad } else { bad + u * (1.0 - bad) }
}

/// Shocks of world `world` for months 0…`months` as they come.
fn draw(streams: &Streams, world: u32, months: usize, extra: &ExtraShocks, shocks: &mut Shocks) {
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
