//! METHOD §1, random streams: Philox4x32-10 addressed by (household, world, purpose, slot, index).

use statrs::distribution::{ContinuousCDF, Normal};

pub const PRICE_SHOCK: u32 = 1;
pub const LABOUR_SHOCK: u32 = 2;
pub const POLICY_RATE_SHOCK: u32 = 3;
pub const BOOTSTRAP_BLOCK: u32 = 4;
pub const PRICE_MIXING: u32 = 5;
pub const JUMP_COUNT: u32 = 6;
pub const JUMP_SIZE: u32 = 7;
pub const REGIME: u32 = 8;
pub const ORIGINATION: u32 = 16;
pub const HOME_WALK: u32 = 17;
pub const EMPLOYMENT_SPELL: u32 = 18;
pub const SALE_THRESHOLD: u32 = 19;
pub const FORECLOSURE_TIMELINE: u32 = 20;
pub const AUCTION: u32 = 21;
pub const LEAVE: u32 = 22;
pub const ILLNESS: u32 = 23;
pub const TENANCY: u32 = 24;
pub const PERSISTENT_WAGE: u32 = 25;
pub const TRANSITORY_WAGE: u32 = 26;
pub const OTHER_HOMES_SALE: u32 = 27;
pub const DISTRESS_LETTING: u32 = 28;
pub const FORBEARANCE: u32 = 38;
pub const REAPPRAISAL: u32 = 39;
pub const OCCUPATION: u32 = 40;
pub const SOLE_HOME: u32 = 41;
pub const DELIVERY: u32 = 42;

/// Whose draw it is. World draws use household 0.
#[derive(Clone, Copy)]
pub struct Stream {
    pub seed: u64,
    pub world: u32,
    pub household: u64,
}

impl Stream {
    /// The four words of one call.
    pub fn words(self, purpose: u32, slot: u32, index: u32) -> [u32; 4] {
        assert!(slot < 256 && index < 65_536);
        let key = [self.seed as u32, (self.seed >> 32) as u32];
        let counter =
            [self.household as u32, (self.household >> 32) as u32, self.world, purpose << 24 | slot << 16 | index];
        rand_philox::philox4x32_10(counter, key)
    }

    /// (1) The two uniforms of one call.
    pub fn uniforms(self, purpose: u32, slot: u32, index: u32) -> [f64; 2] {
        let x = self.words(purpose, slot, index);
        [uniform(x[0], x[1]), uniform(x[2], x[3])]
    }

    /// u₁ of one call.
    pub fn uniform(self, purpose: u32, slot: u32, index: u32) -> f64 {
        self.uniforms(purpose, slot, index)[0]
    }

    /// (2) The standard normal of month `t`.
    pub fn month_noise(self, purpose: u32, slot: u32, t: usize) -> f64 {
        let word = self.words(purpose, slot, (t / 4) as u32)[t % 4];
        let negative = word >> 31 == 1;
        let k = word & 0x7fff_ffff;
        let p = (f64::from(k) + 0.5) / 4_294_967_296.0;
        if negative { inverse_normal(p) } else { -inverse_normal(p) }
    }
}

/// (1) `low` is the first word of the pair.
fn uniform(low: u32, high: u32) -> f64 {
    let x = u64::from(high) << 32 | u64::from(low);
    ((x >> 12) as f64 + 0.5) / 4_503_599_627_370_496.0
}

pub fn inverse_normal(p: f64) -> f64 {
    Normal::standard().inverse_cdf(p)
}

pub fn normal_cdf(x: f64) -> f64 {
    Normal::standard().cdf(x)
}
