//! Performing loans at their anniversaries: the bands of current LTV and DSTI they are in, equation (78).

use super::quiet::LANES;
use super::sink::Sink;
use crate::outcome::anniversary::{self, AnniversaryCounter, BANDS, LTV_EDGES, MONTHS_BETWEEN};

/// Stands for a band where there is no performing loan.
const NONE: u8 = u8::MAX;

/// Pairs of bands of a cell's lanes, anniversary by anniversary.
#[derive(Clone, Debug, Default)]
pub struct BandLanes {
    /// All lanes of an anniversary together.
    seen: Vec<[u8; LANES]>,
}

impl BandLanes {
    /// Makes room for the anniversaries before `last`, in which nobody has been seen.
    pub fn begin(&mut self, last: u32) {
        self.seen.clear();
        self.seen.resize(last.div_ceil(MONTHS_BETWEEN) as usize, [NONE; LANES]);
    }

    /// A first default in `month`: it counts for every anniversary before it.
    pub fn default(&self, who: Defaulter, horizon: u32, sink: &mut Sink) {
        for (looked, seen) in (0..).step_by(MONTHS_BETWEEN as usize).zip(&self.seen) {
            let band = seen[who.lane];
            if band == NONE || looked >= who.month {
                continue;
            }
            sink.anniversary(who.world, who.cell, band, AnniversaryCounter::DefaultsByHorizon, 1);
            if looked + MONTHS_BETWEEN <= horizon && who.month <= looked + MONTHS_BETWEEN {
                sink.anniversary(who.world, who.cell, band, AnniversaryCounter::DefaultsWithinYear, 1);
            }
        }
    }
}

/// Whether performing loans are looked at in a month, an anniversary.
pub fn is_seen(month: u32, horizon: u32, term_months: u32) -> bool {
    month < horizon && month < term_months
}

/// Performing loans of a world and cell seen so far, at whatever anniversary.
pub struct SeenCounts {
    /// Last month in which defaults are counted.
    pub horizon: u32,
    log_ltv_edges: [i32; LTV_EDGES.len()],
    seen: [u32; BANDS],
    with_year_ahead: [u32; BANDS],
}

impl SeenCounts {
    /// Nobody yet.
    pub fn new(horizon: u32) -> Self {
        Self { horizon, log_ltv_edges: anniversary::log_ltv_edges(), seen: [0; BANDS], with_year_ahead: [0; BANDS] }
    }

    /// A performing loan at the anniversary that ends `month`.
    #[inline(always)]
    pub fn see(&mut self, bands: &mut BandLanes, lane: usize, month: u32, log_ltv: i32, dsti_band: u8) {
        let band = anniversary::pair(anniversary::ltv_band(log_ltv, &self.log_ltv_edges), dsti_band);
        bands.seen[(month / MONTHS_BETWEEN) as usize][lane] = band;
        self.seen[usize::from(band)] += 1;
        self.with_year_ahead[usize::from(band)] += u32::from(month + MONTHS_BETWEEN <= self.horizon);
    }

    /// Hands over what was counted.
    pub fn flush(&self, world: u32, cell: usize, sink: &mut Sink) {
        for (band, (seen, with_year_ahead)) in (0..).zip(self.seen.iter().zip(&self.with_year_ahead)) {
            if *seen > 0 {
                sink.anniversary(world, cell, band, AnniversaryCounter::Seen, i64::from(*seen));
                let with_year_ahead = i64::from(*with_year_ahead);
                sink.anniversary(world, cell, band, AnniversaryCounter::SeenWithYearAhead, with_year_ahead);
            }
        }
    }
}

/// A household that defaults for the first time.
#[derive(Clone, Copy, Debug)]
pub struct Defaulter {
    /// Its world.
    pub world: u32,
    /// Number of the cell in the study.
    pub cell: usize,
    /// Its lane in the block.
    pub lane: usize,
    /// Month of the default, from 1.
    pub month: u32,
}
