//! A household at rest: nothing overdue, and every month as its life and its loan make it. Its months are taken from one change
//! to the next, and looked at all at once.

use super::anniversaries::{ScheduleYears, SeenCounts};
use super::cell_world::{CellWorld, OwnSchedule};
use super::debt_row::DebtRow;
use super::instruction_set::lane_pass;
use super::life::{HouseholdLife, Incomes};
use super::purchases::Bought;
use super::rest::Handling;
use super::standing::Standing;
use super::views::LogValue;
use crate::household::{Origination, Outgo};
use crate::loan::contract::scheduled_month;
use crate::loan::to_grain;
use crate::loan::unit_schedule::UnitSchedule;
use crate::measure::log_units::{is_plain_sum, sum_of_debts};
use crate::outcome::anniversary::{MONTHS_BETWEEN, dsti_band};

/// A household of a cell.
#[derive(Clone, Copy)]
pub(super) struct RestingHousehold<'a> {
    pub of: &'a CellWorld<'a>,
    pub lane: usize,
    pub bought: &'a Bought,
    pub life: &'a HouseholdLife,
    /// What its loan runs on.
    pub schedule: &'a UnitSchedule,
    /// The same at its anniversaries.
    pub years: &'a ScheduleYears,
    /// ln (value ÷ price) of its home.
    pub log_value: LogValue<'a>,
    /// Month in which its developer fails.
    pub failure: Option<u32>,
    /// Month in which the couple parts.
    pub divorce: Option<u32>,
    /// Whether its home secures another loan beside the main one.
    pub secures_others: bool,
    /// What is owed on its home then, where its months are laid down.
    pub debts: Option<&'a DebtRow>,
    /// Whether anything but a month that cannot be paid may end its rest.
    pub is_asked: bool,
}

impl<'a> RestingHousehold<'a> {
    /// The household of a lane, its loan on its world's schedule.
    pub fn of(of: &'a CellWorld<'a>, lane: usize, log_value: LogValue<'a>) -> Self {
        let CellWorld { months, schedule, years, .. } = of;
        let constants = months.constants;
        let failure = constants.has_off_plan.then(|| months.cell.off_plan.failure(months.draws(lane))).flatten();
        let (bought, life) = (&months.bought[lane], &months.lives[lane]);
        let (failure, divorce) = (failure.map(|failure| failure.month), life.divorce());
        let mut beside = months.cell.beside.iter().zip(&bought.origination.loans_beside);
        Self {
            of,
            lane,
            bought,
            life,
            schedule,
            years,
            log_value,
            failure,
            divorce,
            secures_others: beside.any(|(loan, lent)| loan.rank.is_secured() && *lent > 0.0),
            debts: None,
            is_asked: constants.asks_everybody || failure.is_some() || divorce.is_some(),
        }
    }

    /// The same, its loan on a schedule of its own.
    pub fn on(self, own: &'a OwnSchedule) -> Self {
        Self { schedule: &own.schedule, years: &own.years, ..self }
    }

    /// The same, what is owed on its home laid down.
    pub fn owing(self, debts: &'a DebtRow) -> Self {
        Self { debts: Some(debts), ..self }
    }

    /// What leaves it before its mortgage; nobody asks where that is its spending alone.
    pub fn outgo(&self) -> Outgo {
        if self.of.months.constants.has_outgo { Outgo::of(&self.bought.origination) } else { Outgo::default() }
    }

    pub fn handling(&self) -> Handling<'a> {
        Handling { own: &self.bought.habits, shared: &self.of.months.constants.habits }
    }

    /// Records the months since the last that is recorded: its debt and what its home was worth. `under_water` counts the
    /// households of its world by month from 1.
    pub fn record(&self, at: &mut Standing, under_water: &mut [u32]) {
        let (from, end) = (at.recorded + 1, at.month + 1);
        if from >= end {
            return;
        }
        at.held.unit_months +=
            self.schedule.month(at.month).balance_months - self.schedule.month(from - 1).balance_months;
        if (from, end) == (1, self.of.horizon + 1)
            && let Some(top) = self.highest_above_water()
        {
            at.held.highest_log_ltv = top;
            return;
        }
        let months = from as usize - 1..end as usize - 1;
        let mut found = Stretch { months_under_water: 0, highest_log_ltv: at.held.highest_log_ltv };
        stretch_pass(
            self.of.instruction_set,
            &self.log_debt(from..end),
            &self.log_value.months[months.clone()],
            self.log_lent(),
            &mut under_water[months],
            &mut found,
        );
        at.held.months_under_water += found.months_under_water;
        at.held.highest_log_ltv = found.highest_log_ltv;
    }

    /// The highest log of debt ÷ value over all months, if it is known and the household always above water.
    fn highest_above_water(&self) -> Option<i32> {
        let log_lent = self.bought.contract.log_lent;
        let lowest = self.schedule.lowest_log_balance();
        let top = log_lent + *self.of.tops.get(self.lane)?;
        (top <= 0 && is_plain_sum(log_lent, lowest) && is_plain_sum(log_lent, 0)).then_some(top)
    }

    /// Puts the household into the bands of the anniversaries since the last month that is recorded.
    pub fn look(&self, at: &Standing, seen: &mut SeenCounts, bands: &mut [u8]) {
        // The day of purchase is looked at with the months after it.
        let from = if at.recorded == 0 { 0 } else { at.recorded + 1 };
        let ScheduleYears { log_balance, level_part, same_until } = self.years;
        let mut year = from.div_ceil(MONTHS_BETWEEN) as usize;
        let end = same_until.len().min((at.month / MONTHS_BETWEEN) as usize + 1);
        if year >= end {
            return;
        }
        let Origination { loan, wage, .. } = self.bought.origination;
        let (log_balance, log_lent) = match self.debts.and_then(DebtRow::log_prior_by_year) {
            Some(log_debt) => (log_debt, 0),
            None => (log_balance.as_slice(), self.bought.contract.log_lent),
        };
        seen.ltv_bands(self.of.instruction_set, log_balance, self.log_value, log_lent, end);
        let bands = &mut bands[..end];
        let incomes = self.life.incomes();
        let mut income = 0;
        // Stretches of years in which instalment and income stay, and so does their band.
        while year < end {
            let month = year as u32 * MONTHS_BETWEEN;
            let (income_frac, next) = match incomes {
                Incomes::Moving(_) => (incomes.at(month), year + 1),
                Incomes::Standing(changes) => {
                    while changes.get(income + 1).is_some_and(|(from, _)| *from <= month) {
                        income += 1;
                    }
                    let next = changes.get(income + 1);
                    (changes[income].1, next.map_or(end, |(from, _)| from.div_ceil(MONTHS_BETWEEN) as usize))
                }
            };
            let (due_on_others, others_until) = self.next_due_on_others(year);
            let same_until = end.min(next).min(same_until[year]).min(others_until);
            let due = match level_part[year] {
                Some(level_part) => to_grain(loan * level_part),
                None => self.due_after(month),
            };
            let dsti_band = dsti_band((due + due_on_others) / to_grain(wage * income_frac));
            seen.see(bands, year..same_until, dsti_band);
            year = same_until;
        }
        seen.note_late(bands[end - 1], (end as u32 - 1) * MONTHS_BETWEEN);
    }

    /// The instalment after `month` at the rate of that month.
    fn due_after(&self, month: u32) -> f64 {
        let (unit_balance, rate_monthly) = (self.schedule.balance(month), self.schedule.month(month).rate_monthly);
        let (fixed_part, is_level) = self.schedule.next_fixed_part(&self.of.months.cell.repayment, month);
        let lent = self.bought.origination.loan;
        let balance = to_grain(lent * unit_balance);
        scheduled_month(lent, unit_balance, fixed_part, balance, rate_monthly, is_level).instalment.due
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
