//! Performing loans at their anniversaries: the bands of current LTV and DSTI they are in, equation (78).

// An anniversary is the same number in several rows.
#![allow(clippy::needless_range_loop)]

use std::ops::Range;

use super::instruction_set::{InstructionSet, lane_pass};
use super::sink::Sink;
use crate::loan::unit_schedule::UnitSchedule;
use crate::loan::{Repayment, to_grain};
use crate::measure::log_units::sum_of_debts;
use crate::outcome::anniversary::{self, AnniversaryCounter, BANDS, LTV_EDGES, MONTHS_BETWEEN};

/// Stands for a pair of bands where no performing loan was seen.
pub const NOT_SEEN: u8 = u8::MAX;

/// A first default in `month`: it counts for every anniversary before it.
pub fn count_default(bands: &[u8], who: Defaulter, horizon: u32, sink: &mut Sink) {
    for (looked, band) in (0..).step_by(MONTHS_BETWEEN as usize).zip(bands.iter().copied()) {
        if band == NOT_SEEN || looked >= who.month {
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

/// Anniversaries that are looked at together.
pub const TOGETHER: usize = 8;

/// A schedule at the anniversaries at which performing loans are looked at, the day of purchase first.
#[derive(Clone, Debug)]
pub struct ScheduleYears {
    /// ln of the balance of a loan of 1, in whole units; 0 in what the last group has too many.
    log_balance: Vec<[i32; TOGETHER]>,
    /// Of each its next instalment, per unit lent, where all are level.
    level_parts: Option<Vec<[f64; TOGETHER]>>,
}

impl ScheduleYears {
    /// How many there are before the end of month `last`.
    pub fn count(last: u32) -> usize {
        last.div_ceil(MONTHS_BETWEEN) as usize
    }

    /// Those before the end of month `last`; nobody asks for those before the schedule begins.
    pub fn of(schedule: &UnitSchedule, repayment: &Repayment, last: u32) -> Self {
        let years = Self::count(last);
        let groups = years.div_ceil(TOGETHER);
        let (mut log_balance, mut level_parts) = (vec![[0; TOGETHER]; groups], vec![[0.0; TOGETHER]; groups]);
        let mut are_level = true;
        for year in schedule.first().div_ceil(MONTHS_BETWEEN) as usize..years {
            let month = year as u32 * MONTHS_BETWEEN;
            let (fixed_part, is_level) = schedule.next_fixed_part(repayment, month);
            are_level &= is_level;
            level_parts.as_flattened_mut()[year] = fixed_part;
            log_balance.as_flattened_mut()[year] = schedule.log_balance(month..month + 1)[0];
        }
        Self { log_balance, level_parts: are_level.then_some(level_parts) }
    }
}

/// What is looked at of a household's months.
#[derive(Clone, Copy, Debug)]
pub struct MonthsSeen<'a> {
    /// ln (value ÷ price) of months from 1, in whole units.
    pub log_value: &'a [i32],
    /// ln (lent ÷ price), in whole units.
    pub log_lent: i32,
    /// Wage at origination, currency units.
    pub wage: f64,
    /// Income ÷ wage at the anniversaries, the day of purchase first.
    pub yearly_incomes: &'a [[f64; TOGETHER]],
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
    /// Of the household that is looked at, at its anniversaries: ln (value ÷ price) in whole units.
    log_value: Vec<[i32; TOGETHER]>,
    /// The next instalment, currency units.
    dues: Vec<[f64; TOGETHER]>,
    /// Its pair of bands, in numbers as wide as the logs they come from.
    pairs: Vec<[i32; TOGETHER]>,
}

impl SeenCounts {
    /// Nobody yet, to be looked at on so many anniversaries.
    pub fn new(horizon: u32, anniversaries: usize) -> Self {
        let groups = anniversaries.div_ceil(TOGETHER);
        Self {
            horizon,
            log_ltv_edges: anniversary::log_ltv_edges(),
            seen: [0; 1 << u8::BITS],
            late: [0; 1 << u8::BITS],
            log_value: vec![[0; TOGETHER]; groups],
            dues: vec![[0.0; TOGETHER]; groups],
            pairs: vec![[0; TOGETHER]; groups],
        }
    }

    /// Notes the instalments after some anniversaries of a household; `due_after` computes one that is not level.
    #[inline]
    pub fn dues(&mut self, of: &ScheduleYears, lent: f64, years: Range<usize>, due_after: impl Fn(usize) -> f64) {
        if let Some(level_parts) = &of.level_parts {
            for (dues, level_parts) in self.dues.iter_mut().zip(level_parts) {
                *dues = level_parts.map(|level_part| to_grain(lent * level_part));
            }
        } else {
            for (year, due) in years.clone().zip(&mut self.dues.as_flattened_mut()[years]) {
                *due = due_after(year);
            }
        }
    }

    /// A performing loan at some of its anniversaries, their instalments known ([`Self::dues`]).
    #[inline]
    pub fn see(
        &mut self,
        instruction_set: InstructionSet,
        of: &ScheduleYears,
        months: MonthsSeen<'_>,
        years: Range<usize>,
        bands: &mut [u8],
    ) {
        let groups = years.end.div_ceil(TOGETHER);
        for (group, at_years) in self.log_value[..groups].iter_mut().enumerate() {
            let first = group * TOGETHER * MONTHS_BETWEEN as usize;
            // At purchase value is price, and its log 0.
            at_years[0] = if group == 0 { 0 } else { months.log_value[first - 1] };
            let later = &mut at_years[1..];
            match months.log_value[first..].first_chunk::<{ (TOGETHER - 1) * MONTHS_BETWEEN as usize }>() {
                // Their places are known: no check a year.
                Some(months) => gather(later, months),
                None => gather(later, &months.log_value[first..]),
            }
        }
        let at_years = AtYears {
            log_balance: &of.log_balance[..groups],
            log_value: &self.log_value[..groups],
            dues: &self.dues[..groups],
            incomes: &months.yearly_incomes[..groups],
        };
        let (log_lent, wage) = (months.log_lent, months.wage);
        pair_pass(instruction_set, &mut self.pairs[..groups], at_years, log_lent, wage, &self.log_ltv_edges);
        let last = years.end - 1;
        for (band, pair) in bands[years.clone()].iter_mut().zip(&self.pairs.as_flattened()[years]) {
            *band = *pair as u8;
            self.seen[usize::from(*band)] += 1;
        }
        self.note_late(bands[last], last as u32 * MONTHS_BETWEEN);
    }

    /// A performing loan in the bands of the anniversary that ends `month`.
    pub fn see_one(&mut self, band: u8, month: u32) {
        self.seen[usize::from(band)] += 1;
        self.note_late(band, month);
    }

    /// Of all anniversaries before the horizon the last alone can be less than a year before it; `band` is one seen.
    #[inline(always)]
    fn note_late(&mut self, band: u8, month: u32) {
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

/// Takes the last month of each year.
#[inline(always)]
fn gather(at_years: &mut [i32], months: &[i32]) {
    for (at_year, of_year) in at_years.iter_mut().zip(months.as_chunks::<{ MONTHS_BETWEEN as usize }>().0) {
        *at_year = of_year[MONTHS_BETWEEN as usize - 1];
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

/// What a household's bands hang on, anniversary by anniversary.
#[derive(Clone, Copy)]
pub struct AtYears<'a> {
    log_balance: &'a [[i32; TOGETHER]],
    log_value: &'a [[i32; TOGETHER]],
    dues: &'a [[f64; TOGETHER]],
    incomes: &'a [[f64; TOGETHER]],
}

lane_pass! {
    /// Anniversaries are the lanes: at each the pair of bands.
    pub fn pair_pass(
        pairs: &mut [[i32; TOGETHER]],
        at_years: AtYears<'_>,
        log_lent: i32,
        wage: f64,
        log_ltv_edges: &[i32; LTV_EDGES.len()],
    ) {
        let AtYears { log_balance, log_value, dues, incomes } = at_years;
        let n = pairs.len();
        let (log_balance, log_value, dues, incomes) = (&log_balance[..n], &log_value[..n], &dues[..n], &incomes[..n]);
        for group in 0..n {
            let (mut ltv_bands, mut dsti_bands) = ([0; TOGETHER], [0; TOGETHER]);
            for year in 0..TOGETHER {
                let log_ltv = sum_of_debts(log_lent, log_balance[group][year]) - log_value[group][year];
                ltv_bands[year] = anniversary::ltv_band(log_ltv, log_ltv_edges);
            }
            // Apart: numbers of twice the width.
            for year in 0..TOGETHER {
                dsti_bands[year] = anniversary::dsti_band(dues[group][year] / to_grain(wage * incomes[group][year]));
            }
            for year in 0..TOGETHER {
                pairs[group][year] = anniversary::pair(ltv_bands[year], dsti_bands[year]);
            }
        }
    }
}
