//! What of a world's months the households at rest of a cell look at: how readily homes sell, how spending has grown, and
//! what of a wage could be collected.

use super::cell_month::CellMonths;
use crate::household::wages::yearly_growth;
use crate::household::{Exposure, LeavingMonth};

/// What of a world's months the households at rest of a cell look at; empty where nobody looks.
#[derive(Clone, Debug, Default)]
pub struct RestingWorld {
    /// Hazard of finding a buyer, by month from 1.
    pub sale_hazards: Vec<f64>,
    /// Spending of a year from origination ÷ spending at origination; a single number where it does not grow.
    pub growth: Vec<f64>,
    /// What of a wage of 1 could be collected from a month on, present value, in order of months.
    wage_values: Vec<WageValue>,
    /// What repaying a loan before its time depends on, by month from 1.
    pub leaving: Vec<LeavingMonth>,
    /// Exposure to that of a household that could leave in every month so far, to the end of each month from 1.
    pub exposures: Vec<Exposure>,
    /// ln of the debt ÷ value up to which it can in every month, in whole units.
    pub always_log_ltv: i32,
    /// Rate a year at which others lend, likewise.
    pub new_rates_annual: Vec<f64>,
}

#[derive(Clone, Copy, Debug)]
struct WageValue {
    from: u32,
    value: f64,
    /// The least from here on.
    least: f64,
}

impl RestingWorld {
    /// Fills what the households of a world, counted from the block's first, look at.
    pub(super) fn fill(&mut self, months: &CellMonths<'_>, place: usize) {
        let (cell, world, horizon) = (months.cell, &months.worlds[place], months.study.horizon_months);
        self.fill_without_rates(months, place, cell.price);
        self.leaving.clear();
        if let Some(terms) = &cell.prepayment {
            let rates = &world.policy_rate_annual;
            let mut rate_monthly = 0.0;
            for month in 1..=horizon {
                if month == 1 || cell.repayment.rate.is_set_in(month) {
                    rate_monthly = cell.rate_annual_in(month, |model, month| rates[model][month]) / 12.0;
                }
                self.leaving.push(months.month(month).leaving(terms, world, rate_monthly));
            }
        }
        self.look_ahead(1);
        self.new_rates_annual.clear();
        if let Some(terms) = &cell.refinancing {
            let rate_annual = |month| months.month(month).new_loan(terms, world).rate_annual;
            self.new_rates_annual.extend((1..=horizon).map(rate_annual));
        }
        self.wage_values.clear();
        if !months.constants.has_walk_away {
            return;
        }
        let collectable = cell.recourse.collectable();
        for from in (1..=horizon).filter(|month| *month == 1 || cell.repayment.rate.is_set_in(*month)) {
            let policy_rates = &world.policy_rate_annual;
            let rate_annual = cell.rate_annual_in(from, |model, month| policy_rates[model][month]);
            let value = collectable.unit_wage_value(rate_annual / 12.0);
            self.wage_values.push(WageValue { from, value, least: value });
        }
        let mut least = f64::INFINITY;
        for of_rate in self.wage_values.iter_mut().rev() {
            least = if of_rate.value < least { of_rate.value } else { least };
            of_rate.least = least;
        }
    }

    /// How readily homes sell in a world by one of the study's indices, and how spending grows: all of it that hangs on no rate.
    pub(super) fn fill_without_rates(&mut self, months: &CellMonths<'_>, world: usize, price: usize) {
        self.sale_hazards.clear();
        if months.constants.has_sale_gate {
            let of_month = |month| months.sale_hazard(&months.worlds[world], price, month);
            self.sale_hazards.extend((1..=months.study.horizon_months).map(of_month));
        }
        self.growth.clear();
        let growth_annual = months.cell.household.spending_growth_annual();
        let years = if growth_annual == 0.0 { 1 } else { months.study.horizon_months.div_ceil(12).max(1) };
        self.growth.extend((0..years).map(|year| yearly_growth(growth_annual, 12 * year + 1)));
    }

    /// A month has answered to those before it, where homes are looked at by one of the study's indices.
    pub(super) fn look_again(&mut self, months: &CellMonths<'_>, world: usize, price: usize, month: u32) {
        if let Some(hazard) = self.sale_hazards.get_mut(month as usize - 1) {
            *hazard = months.sale_hazard(&months.worlds[world], price, month);
        }
        if let (Some(leaving), Some(terms)) = (self.leaving.get_mut(month as usize - 1), &months.cell.prepayment) {
            let (of_month, world) = (months.month(month), &months.worlds[world]);
            leaving.moving_hazard = terms.moving_hazard(of_month.trend(world)) * of_month.answer(world).sale_factor;
            self.look_ahead(month);
        }
    }

    /// Adds up exposures anew from a month on.
    fn look_ahead(&mut self, from: u32) {
        let before = from as usize - 1;
        self.exposures.truncate(before);
        let mut exposure = self.exposures.last().copied().unwrap_or_default();
        self.exposures.extend(self.leaving[before.min(self.leaving.len())..].iter().map(|month| {
            exposure.prepayment += month.prepayment_hazard;
            exposure.moving += month.moving_hazard;
            exposure
        }));
        let always = |month: &LeavingMonth| match month.moving_hazard > 0.0 {
            true => month.most_log_ltv_to_prepay.min(month.most_log_ltv_to_move),
            false => month.most_log_ltv_to_prepay,
        };
        self.always_log_ltv = self.leaving.iter().map(always).min().unwrap_or(i32::MAX);
    }

    /// What of a wage of 1 could be collected in a month, and the least of it from that month on.
    pub fn wage_value(&self, month: u32) -> (f64, f64) {
        let after = self.wage_values.partition_point(|of_rate| of_rate.from <= month);
        let of_rate = &self.wage_values[after.saturating_sub(1)];
        (of_rate.value, of_rate.least)
    }
}
