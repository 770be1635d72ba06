//! METHOD §1, random streams: Philox4x32-10 addressed by (household, world, purpose, slot, index).

use std::sync::OnceLock;

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
pub const DIVORCE: u32 = 43;
pub const PREPAYMENT: u32 = 44;
pub const ROLLOVER: u32 = 47;
pub const FIRST_DAY: u32 = 48;

/// Whose draw it is. World draws use household 0.
#[derive(Clone, Copy)]
pub struct Stream {
    pub seed: u64,
    pub world: u32,
    pub household: u64,
    /// (293) Whether every draw is the opposite: 1 − u, −z.
    pub mirrored: bool,
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
        let u = [uniform(x[0], x[1]), uniform(x[2], x[3])];
        if self.mirrored { u.map(|u| 1.0 - u) } else { u }
    }

    /// u₁ of one call.
    pub fn uniform(self, purpose: u32, slot: u32, index: u32) -> f64 {
        self.uniforms(purpose, slot, index)[0]
    }

    /// (2) The standard normal of month `t`.
    pub fn month_noise(self, purpose: u32, slot: u32, t: usize) -> f64 {
        let z = f64::from(normal(self.words(purpose, slot, (t / 4) as u32)[t % 4]));
        if self.mirrored { -z } else { z }
    }
}

/// (2) One word.
pub fn normal(word: u32) -> f32 {
    let k = word % 2_u32.pow(31);
    let f = (k as f32 + 0.5).min(2_147_483_520.0);
    let (n, c) = octaves().iter().rev().find(|(n, _)| 2_f32.powi(*n) <= f).expect("f is ½ or more");
    let s = f / 2_f32.powi(*n) - 1.5;
    let magnitude = c.iter().rev().fold(0.0, |sum, c| sum * s + c);
    if word >= 2_u32.pow(31) { -magnitude } else { magnitude }
}

/// The table of METHOD.md §11: n, and c₀…c₇.
pub fn octaves() -> &'static [(i32, [f32; 8])] {
    static ROWS: OnceLock<Vec<(i32, [f32; 8])>> = OnceLock::new();
    ROWS.get_or_init(|| {
        let method = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/METHOD.md");
        let method = std::fs::read_to_string(method).expect("METHOD.md");
        let section = method.split("\n## ").find(|section| section.starts_with("11. ")).expect("§11");
        let rows = section.lines().filter(|line| line.starts_with("| ")).skip(1);
        rows.map(|row| {
            let cells: Vec<String> = row.trim_matches('|').split('|').map(|x| x.trim().replace('−', "-")).collect();
            let coefficient = |power: usize| cells[1 + power].parse().expect("a coefficient");
            (cells[0].parse().expect("n"), std::array::from_fn(coefficient))
        })
        .collect()
    })
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
