//! Performing loans at their anniversaries: the bands of current LTV and DSTI they are in, equation (78).

use std::ops::Range;

use super::instruction_set::{InstructionSet, lane_pass};
use super::sink::Sink;
use super::views::LogValue;
use super::years::{self, TOGETHER, Years, at_anniversaries};
use crate::loan::Repayment;
use crate::loan::unit_schedule::UnitSchedule;
use crate::measure::log_units::sum_of_debts;
use crate::outcome::anniversary::{self, AnniversaryCounter, BANDS, LTV_EDGES, MONTHS_BETWEEN};

/// Stands for a pair of bands where no loan on the book was seen; one on it that is not performing is noted as `LoanClass::noted`.
pub const NOT_SEEN: u8 = u8::MAX;

/// A first default in `month`: it counts for every anniversary before it.
pub fn count_default(bands: &[u8], who: Defaulter, horizon: u32, sink: &mut Sink) {
    for (looked, band) in (0..).step_by(MONTHS_BETWEEN as usize).zip(bands.iter().copied()) {
        if usize::from(band) >= BANDS || looked >= who.month {
            continue;
        }
        sink.anniversary(who.world, who.cell, band, AnniversaryCounter::DefaultsByHorizon, 1);
        if looked + MONTHS_BETWEEN <= horizon && who.month <= looked + MONTHS_BETWEEN {
            sink.anniversary(who.world, who.cell, band, AnniversaryCounter::DefaultsWithinYear, 1);
        }
    }
}

/// Whether performing loans are looked at in a month, an anniversary.
pub fn is_seen(month: u32, horizon: u32, term_months: u32) -> bool {
    month < horizon && month < term_months
}

/// A schedule at the anniversaries at which performing loans are looked at, the day of purchase first.
#[derive(Clone, Debug)]
pub struct ScheduleYears {
    /// ln of the balance of a loan of 1, in whole units; 0 in what the last group has too many.
    pub log_balance: Vec<Years>,
    /// Of each its next instalment, per unit lent, where that is level; otherwise it is computed for each household.
    pub level_part: Vec<Option<f64>>,
    /// The first anniversary after each whose next instalment may be another.
    pub same_until: Vec<usize>,
}

impl ScheduleYears {
    /// None.
    pub fn none() -> Self {
        Self { log_balance: Vec::new(), level_part: Vec::new(), same_until: Vec::new() }
    }

    /// Those before the end of month `last`; nobody asks for those before the schedule begins.
    pub fn of(schedule: &UnitSchedule, repayment: &Repayment, last: u32) -> Self {
        let mut of_years = Self::none();
        of_years.fill(schedule, repayment, last);
        of_years
    }

    /// Becomes [`Self::of`] these.
    pub fn fill(&mut self, schedule: &UnitSchedule, repayment: &Repayment, last: u32) {
        let years = years::count(last);
        let of_years = self;
        of_years.log_balance.clear();
        of_years.log_balance.resize(years.div_ceil(TOGETHER), [0; TOGETHER]);
        of_years.level_part.clear();
        of_years.level_part.resize(years, None);
        of_years.same_until.clear();
        of_years.same_until.extend(1..=years);
        let first = schedule.first().div_ceil(MONTHS_BETWEEN) as usize;
        // A loan whose term was shortened is at its end before.
        let end = years.min((schedule.last() / MONTHS_BETWEEN) as usize + 1);
        for year in (first..end).rev() {
            let month = year as u32 * MONTHS_BETWEEN;
            let (fixed_part, is_level) = schedule.next_fixed_part(repayment, month);
            of_years.level_part[year] = is_level.then_some(fixed_part);
            of_years.log_balance.as_flattened_mut()[year] = schedule.log_balance(month..month + 1)[0];
            if is_level && of_years.level_part.get(year + 1) == Some(&Some(fixed_part)) {
                of_years.same_until[year] = of_years.same_until[year + 1];
            }
        }
    }
}

/// Performing loans of a world and cell seen so far, at whatever anniversary.
pub struct SeenCounts {
    /// Last month in which defaults are counted.
    pub horizon: u32,
    /// Edges between bands of current LTV, logs in whole units.
    pub log_ltv_edges: [i32; LTV_EDGES.len()],
    /// A place for every byte: no check a look.
    seen: [u32; 1 << u8::BITS],
    /// Those of them that were seen when less than a year was left.
    late: [u32; 1 << u8::BITS],
    /// Of the household that is looked at: ln (value ÷ price) at its anniversaries, in whole units.
    log_value: Vec<Years>,
    /// And the first pair of its band of current LTV at each.
    of_ltv: Vec<[u8; TOGETHER]>,
}

impl SeenCounts {
    /// Nobody yet.
    pub fn new(horizon: u32) -> Self {
        Self {
            horizon,
            log_ltv_edges: anniversary::log_ltv_edges(),
            seen: [0; 1 << u8::BITS],
            late: [0; 1 << u8::BITS],
            log_value: Vec::new(),
            of_ltv: Vec::new(),
        }
    }

    /// The first pair of the band of current LTV at the anniversaries of a household, those after the first `years` aside:
    /// they hold anything.
    pub fn ltv_bands(
        &mut self,
        instruction_set: InstructionSet,
        log_balance: &[Years],
        log_value: LogValue<'_>,
        log_lent: i32,
        years: usize,
    ) {
        let groups = years.div_ceil(TOGETHER);
        if self.of_ltv.len() < groups {
            self.of_ltv.resize(groups, [0; TOGETHER]);
        }
        let by_year = match log_value.by_year {
            [] => {
                self.log_value.resize(groups, [0; TOGETHER]);
                at_anniversaries(log_value.months, &mut self.log_value);
                self.log_value.as_slice()
            }
            by_year => by_year,
        };
        let of_ltv = &mut self.of_ltv[..groups];
        ltv_band_pass(instruction_set, of_ltv, log_balance, by_year, log_lent, &self.log_ltv_edges);
    }

    /// A performing loan at some anniversaries, their bands of LTV known ([`Self::ltv_bands`]), of DSTI alike.
    #[inline(always)]
    pub fn see(&mut self, bands: &mut [u8], years: Range<usize>, dsti_band: u8) {
        let of_ltv = &self.of_ltv.as_flattened()[years.clone()];
        for (band, of_ltv) in bands[years].iter_mut().zip(of_ltv) {
            *band = of_ltv + dsti_band;
            self.seen[usize::from(*band)] += 1;
        }
    }

    /// A performing loan in the bands of the anniversary that ends `month`.
    pub fn see_one(&mut self, band: u8, month: u32) {
        self.seen[usize::from(band)] += 1;
        self.note_late(band, month);
    }

    /// Of all anniversaries before the horizon the last alone can be less than a year before it; `band` is one seen.
    #[inline(always)]
    pub fn note_late(&mut self, band: u8, month: u32) {
        if month + MONTHS_BETWEEN > self.horizon {
            self.late[usize::from(band)] += 1;
        }
    }

    /// Hands over what was counted.
    pub fn flush(&self, world: u32, cell: usize, sink: &mut Sink) {
        for (band, (seen, late)) in
            (0..).zip(self.seen[..BANDS].iter().zip(&self.late)).filter(|(_, (seen, _))| **seen > 0)
        {
            sink.anniversary(world, cell, band, AnniversaryCounter::Seen, i64::from(*seen));
            sink.anniversary(world, cell, band, AnniversaryCounter::SeenWithYearAhead, i64::from(*seen - *late));
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
    /// Month of the default, from 1.
    pub month: u32,
}

lane_pass! {
    /// Anniversaries are the lanes: at each the first pair of the band of current LTV.
    pub fn ltv_band_pass(
        bands: &mut [[u8; TOGETHER]],
        log_balance: &[Years],
        log_value: &[Years],
        log_lent: i32,
        log_ltv_edges: &[i32; LTV_EDGES.len()],
    ) {
        for ((bands, log_balance), log_value) in bands.iter_mut().zip(log_balance).zip(log_value) {
            let mut of_ltv = [0_i32; TOGETHER];
            for year in 0..TOGETHER {
                let log_ltv = sum_of_debts(log_lent, log_balance[year]) - log_value[year];
                of_ltv[year] = anniversary::pair(anniversary::ltv_band(log_ltv, log_ltv_edges), 0);
            }
            *bands = of_ltv.map(|band| band as u8);
        }
    }
}
