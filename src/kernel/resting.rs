//! A household at rest: nothing overdue, and every month as its life and its loan make it. Its months are taken from one change
//! to the next, and looked at all at once.

use super::anniversaries::{BandLanes, ScheduleYears, SeenCounts};
use super::case::Case;
use super::cell_lanes::CellLanes;
use super::cell_month::CellMonths;
use super::instruction_set::{InstructionSet, lane_pass};
use super::life::Incomes;
use super::rest::{Budget, Habits};
use super::rest_changes::OutgoChanges;
use super::resting_world::RestingWorld;
use crate::distress::SaleState;
use crate::household::budget::Purse;
use crate::household::{Origination, Outgo};
use crate::loan::contract::scheduled_month;
use crate::loan::to_grain;
use crate::loan::unit_schedule::{UnitMonth, UnitSchedule};
use crate::measure::log_units::sum_of_debts;
use crate::outcome::anniversary::{MONTHS_BETWEEN, dsti_band};
use crate::study::Cell;

/// What the months of a world's households under a cell are counted in, until the world is done.
#[derive(Clone, Debug, Default)]
pub struct RestCounts {
    /// Households under water by month from 1.
    pub(super) under_water: Vec<u32>,
}

/// Where a household has got to.
pub(super) struct Standing {
    /// The last month that it has lived.
    pub month: u32,
    pub purse: Purse,
    pub sale: SaleState,
    pub outgo: Outgo,
    /// Instalments paid on a home that will not be delivered.
    pub instalments_paid: f64,
    pub lowest_cash: f64,
    highest_log_ltv: i32,
    months_under_water: u32,
    unit_months: f64,
}

impl Standing {
    /// On the day of purchase.
    pub fn new(origination: &Origination, outgo: Outgo) -> Self {
        Self {
            month: 0,
            purse: Purse { cash: origination.cash, line: 0.0 },
            sale: SaleState::default(),
            outgo,
            instalments_paid: 0.0,
            lowest_cash: f64::INFINITY,
            highest_log_ltv: i32::MIN,
            months_under_water: 0,
            unit_months: 0.0,
        }
    }

    /// Where a case has led that is over.
    pub fn after(case: &Case) -> Self {
        let (position, held) = (&case.position, &case.held);
        Self {
            month: case.month,
            purse: Purse { cash: position.cash, line: position.line },
            sale: case.states.sale,
            outgo: case.outgo,
            instalments_paid: position.instalments_paid,
            lowest_cash: held.lowest_cash,
            highest_log_ltv: held.highest_log_ltv,
            months_under_water: held.months_under_water,
            unit_months: held.unit_months,
        }
    }
}

/// A household of a cell.
#[derive(Clone, Copy)]
pub(super) struct RestingHousehold<'a> {
    pub instruction_set: InstructionSet,
    pub cell: &'a Cell,
    pub months: &'a CellMonths<'a>,
    pub of_world: &'a RestingWorld,
    pub lane: usize,
    pub origination: &'a Origination,
    /// What its loan runs on.
    pub schedule: &'a UnitSchedule,
    /// The same at its anniversaries.
    pub years: &'a ScheduleYears,
    pub log_lent: i32,
    pub incomes: Incomes<'a>,
    /// Where anything but spending at origination leaves it before its mortgage.
    pub outgo_changes: Option<OutgoChanges<'a>>,
    /// ln (value ÷ price) of months 1 to the horizon, in whole units.
    pub log_value: &'a [i32],
    /// Month in which its developer fails.
    pub failure: Option<u32>,
    /// Whether anything but a month that cannot be paid may end its rest.
    pub is_asked: bool,
    /// Its budget at origination, income and instalment apart.
    pub budget: Budget,
    pub habits: Habits,
}

impl RestingHousehold<'_> {
    /// Records the months from `from` to where the household is: its debt and what its home was worth.
    pub fn record(&self, at: &mut Standing, from: u32, counts: &mut RestCounts) {
        let end = at.month + 1;
        if from >= end {
            return;
        }
        let months = from as usize - 1..end as usize - 1;
        let mut found = Stretch { months_under_water: 0, highest_log_ltv: at.highest_log_ltv };
        stretch_pass(
            self.instruction_set,
            self.schedule.log_balance(from..end),
            &self.log_value[months.clone()],
            self.log_lent,
            &mut counts.under_water[months],
            &mut found,
        );
        at.months_under_water += found.months_under_water;
        at.highest_log_ltv = found.highest_log_ltv;
        at.unit_months += self.schedule.month(at.month).balance_months - self.schedule.month(from - 1).balance_months;
    }

    /// Puts the household into the bands of the anniversaries from `from` to where it is.
    pub fn look(&self, at: &Standing, from: u32, seen: &mut SeenCounts, bands: &mut BandLanes) {
        let ScheduleYears { log_balance, level_part, same_until } = self.years;
        let mut year = from.div_ceil(MONTHS_BETWEEN) as usize;
        let end = same_until.len().min((at.month / MONTHS_BETWEEN) as usize + 1);
        if year >= end {
            return;
        }
        seen.ltv_bands(self.instruction_set, log_balance, self.log_value, self.log_lent, end);
        let bands = &mut bands.of_lane(self.lane)[..end];
        let mut income = 0;
        while year < end {
            let month = year as u32 * MONTHS_BETWEEN;
            let (income_frac, next) = match self.incomes {
                Incomes::Moving(_) => (self.incomes.at(month), year + 1),
                Incomes::Standing(changes) => {
                    while changes.get(income + 1).is_some_and(|(from, _)| *from <= month) {
                        income += 1;
                    }
                    let next = changes.get(income + 1);
                    (changes[income].1, next.map_or(end, |(from, _)| from.div_ceil(MONTHS_BETWEEN) as usize))
                }
            };
            // Instalment and income stay for years, and so does their band.
            let same_until = end.min(next).min(same_until[year]);
            let due = match level_part[year] {
                Some(level_part) => to_grain(self.origination.loan * level_part),
                None => self.due_after(month),
            };
            let dsti_band = dsti_band(due / to_grain(self.origination.wage * income_frac));
            seen.see(&mut bands[year..same_until], year, dsti_band);
            year = same_until;
        }
        seen.note_late(bands[end - 1], (end as u32 - 1) * MONTHS_BETWEEN);
    }

    /// The instalment after `month` at the rate of that month.
    fn due_after(&self, month: u32) -> f64 {
        let UnitMonth { balance: unit_balance, rate_monthly, .. } = *self.schedule.month(month);
        let (fixed_part, is_level) = self.schedule.next_fixed_part(&self.cell.repayment, month);
        let lent = self.origination.loan;
        let balance = to_grain(lent * unit_balance);
        scheduled_month(lent, unit_balance, fixed_part, balance, rate_monthly, is_level).instalment.due
    }

    /// Shows the household's numbers in its lane.
    pub fn show(&self, at: &Standing, columns: &mut CellLanes) {
        let (lane, quiet) = (self.lane, &mut columns.quiet);
        let of_month = self.schedule.month(at.month);
        quiet.cash[lane] = at.purse.cash;
        quiet.line[lane] = at.purse.line;
        quiet.exposure[lane] = at.sale.exposure;
        quiet.months_on_offer[lane] = at.sale.months_on_offer;
        quiet.instalments_paid[lane] = at.instalments_paid;
        if self.months.constants.has_walk_away {
            quiet.collectable_wage[lane] = self.origination.wage * self.of_world.wage_value(at.month).0;
        }
        quiet.lowest_cash[lane] = at.lowest_cash;
        quiet.highest_log_ltv[lane] = at.highest_log_ltv;
        quiet.months_under_water[lane] = at.months_under_water;
        quiet.unit_months[lane] = at.unit_months;
        quiet.unit_balance[lane] = of_month.balance;
        quiet.unit_fixed_part[lane] = of_month.fixed_part;
        quiet.rate_monthly[lane] = of_month.rate_monthly;
        quiet.balance[lane] = to_grain(self.origination.loan * of_month.balance);
    }
}

/// What a stretch of months brought.
#[derive(Clone, Copy, Debug)]
pub struct Stretch {
    /// Month ends under water.
    pub months_under_water: u32,
    /// ln of the highest debt ÷ value, in whole units.
    pub highest_log_ltv: i32,
}

lane_pass! {
    /// Months are the lanes: those under water are counted, and the highest debt ÷ value is kept.
    pub fn stretch_pass(
        log_balance: &[i32],
        log_value: &[i32],
        log_lent: i32,
        under_water: &mut [u32],
        found: &mut Stretch,
    ) {
        let n = log_balance.len();
        let (log_value, under_water) = (&log_value[..n], &mut under_water[..n]);
        let (mut months, mut highest) = (0, found.highest_log_ltv);
        for month in 0..n {
            let log_ltv = sum_of_debts(log_lent, log_balance[month]) - log_value[month];
            let is_under = u32::from(log_ltv > 0);
            under_water[month] += is_under;
            months += is_under;
            highest = if log_ltv > highest { log_ltv } else { highest };
        }
        *found = Stretch { months_under_water: months, highest_log_ltv: highest };
    }
}
