//! Performing loans at their anniversaries: the bands of current LTV and DSTI they are in, equation (78).

use super::instruction_set::{InstructionSet, lane_pass};
use super::paths::PathLanes;
use super::quiet::{LANES, Quiet};
use super::sink::Sink;
use crate::loan::contract::scheduled_month;
use crate::loan::to_grain;
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
    /// Forgets all anniversaries.
    pub fn clear(&mut self) {
        self.seen.clear();
    }

    /// Puts the performing loans into bands at the anniversary that ends `month`, and counts them: those of quiet
    /// households, and of `others`.
    pub fn look(
        &mut self,
        instruction_set: InstructionSet,
        quiet: &Quiet,
        anniversary: Anniversary<'_>,
        others: impl Iterator<Item = usize>,
        sink: &mut Sink,
    ) {
        let lanes = anniversary.paths.count();
        let (mut bands, mut seen) = ([NONE; LANES], [NONE; LANES]);
        let (ones, zeros) = ([1.0; LANES], [0; LANES]);
        let (income_frac, log_value) = anniversary.now.unwrap_or((&ones[..lanes], &zeros[..lanes]));
        let edges = anniversary::log_ltv_edges();
        band_pass(instruction_set, &mut bands, quiet, income_frac, log_value, &edges, anniversary.is_level);
        for ((seen, band), active) in seen[..lanes].iter_mut().zip(&bands).zip(&quiet.active) {
            *seen = if *active > 0.5 { *band } else { NONE };
        }
        for lane in others {
            seen[lane] = bands[lane];
        }
        let has_year_ahead = anniversary.month + MONTHS_BETWEEN <= anniversary.horizon;
        for segment in &anniversary.paths.segments {
            // A place for every byte, those that are no band too: no branch and no check a lane.
            let mut loans = [0_u16; 1 << u8::BITS];
            for band in &seen[segment.start..segment.end] {
                loans[usize::from(*band)] += 1;
            }
            let world = anniversary.paths.first_world + segment.world as u32;
            for (band, loans) in (0..).zip(&loans[..BANDS]).filter(|(_, loans)| **loans > 0) {
                sink.anniversary(world, anniversary.cell, band, AnniversaryCounter::Seen, i64::from(*loans));
                if has_year_ahead {
                    sink.anniversary(
                        world,
                        anniversary.cell,
                        band,
                        AnniversaryCounter::SeenWithYearAhead,
                        i64::from(*loans),
                    );
                }
            }
        }
        self.seen.push(seen);
    }

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

/// An anniversary of a cell's loans.
#[derive(Clone, Copy)]
pub struct Anniversary<'a> {
    /// Number of the cell in the study.
    pub cell: usize,
    /// Month that ends, from 0, the day of purchase.
    pub month: u32,
    /// Last month in which defaults are counted.
    pub horizon: u32,
    /// Whether the fixed part of the next instalment contains its interest.
    pub is_level: bool,
    /// World and household of every lane.
    pub paths: &'a PathLanes,
    /// Income ÷ wage of the month and ln (value ÷ price) in whole units; `None` at origination, where they are 1 and 0.
    pub now: Option<(&'a [f64], &'a [i32])>,
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

lane_pass! {
    /// Pair of bands of every lane.
    pub fn band_pass(
        bands: &mut [u8; LANES],
        quiet: &Quiet,
        income_frac: &[f64],
        log_value: &[i32],
        log_ltv_edges: &[i32; LTV_EDGES.len()],
        is_level: bool,
    ) {
        let n = if income_frac.len() < LANES { income_frac.len() } else { LANES };
        let (income_frac, log_value) = (&income_frac[..n], &log_value[..n]);
        #[allow(clippy::needless_range_loop)]
        for lane in 0..n {
            let due = scheduled_month(
                quiet.lent[lane],
                quiet.unit_balance[lane],
                quiet.unit_fixed_part[lane],
                quiet.balance[lane],
                quiet.rate_monthly[lane],
                is_level,
            )
            .instalment
            .due;
            let log_ltv = quiet.log_balance[lane] - log_value[lane];
            bands[lane] = anniversary::band(log_ltv, log_ltv_edges, due / to_grain(quiet.wage[lane] * income_frac[lane]));
        }
    }
}
