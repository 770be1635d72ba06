//! What the month ends of a home that is held leave of a path (METHOD.md §5, step 14).

use crate::household::{Clock, Position};
use crate::loan::contract::summable;

/// What its month ends leave of a home that is held.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HeldMonths {
    /// Lowest cash at a month's end.
    pub lowest_cash: f64,
    /// ln of the highest debt ÷ value at a month's end, in whole units; the least number where there was none.
    pub highest_log_ltv: i32,
    /// Month ends under water.
    pub months_under_water: u32,
    /// Debt on the main loan at month ends with something of it overdue, summed.
    pub overdue_balance_months: f64,
    /// Balance per unit lent at the other month ends, summed.
    pub unit_months: f64,
    /// Debt on the main loan of months in which it is at least 90 days past due, summed.
    pub balance_90_months: f64,
    /// Most days past due at a month's end.
    pub worst_days_past_due: u32,
    /// Whether the household is under water at the end of this month.
    pub is_under_water: bool,
}

impl Default for HeldMonths {
    fn default() -> Self {
        Self {
            lowest_cash: f64::INFINITY,
            highest_log_ltv: i32::MIN,
            months_under_water: 0,
            overdue_balance_months: 0.0,
            unit_months: 0.0,
            balance_90_months: 0.0,
            worst_days_past_due: 0,
            is_under_water: false,
        }
    }
}

impl HeldMonths {
    /// Takes up cash at a month's end, before a sale or an auction.
    pub fn note_cash(&mut self, cash: f64) {
        if cash < self.lowest_cash {
            self.lowest_cash = cash;
        }
    }

    /// Step 14: a month end with the home still held, to the horizon.
    pub fn record(&mut self, position: &Position, clock: &Clock, days_past_due: u32) {
        if clock.month > clock.horizon {
            return;
        }
        let debt = position.main_debt();
        let log_ltv = position.log_debt(clock.home.price) - clock.home.log_value();
        if log_ltv > 0 {
            self.months_under_water += 1;
            self.is_under_water = true;
        }
        if log_ltv > self.highest_log_ltv {
            self.highest_log_ltv = log_ltv;
        }
        if position.arrears.is_clear() {
            self.unit_months += summable(position.contract.unit_balance);
        } else {
            self.overdue_balance_months += debt;
        }
        if days_past_due >= 90 {
            self.balance_90_months += debt;
        }
    }
}
