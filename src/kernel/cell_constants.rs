//! What of a cell all of its months and households have in common, derived once.

use super::rest::SharedHabits;
use crate::household::home_value::walk_drift_monthly;
use crate::loan::PartialPrepayment;
use crate::measure::log_units::log_units;
use crate::study::{Cell, LifeParameters};

/// Constants of a cell, derived once.
#[derive(Clone, Copy, Debug)]
pub struct CellConstants {
    /// How its households handle money alike.
    pub habits: SharedHabits,
    /// Whether anything but spending at origination leaves a household before its mortgage.
    pub has_outgo: bool,
    /// Share of spending that stays when a couple parts; `None`: nobody does.
    pub spending_kept_frac: Option<f64>,
    /// Whether an instalment is ever computed anew.
    pub resets_instalment: bool,
    /// Whether anybody can walk away.
    pub has_walk_away: bool,
    /// Whether a household without arrears can be in distress and sell.
    pub has_sale_gate: bool,
    /// Whether a loan may be repaid whole before its time, or replaced.
    pub has_leaving: bool,
    /// How a loan is repaid in part.
    pub partial: Option<PartialPrepayment>,
    /// Hazard a month of finding a buyer in distress, in a flat market.
    pub flat_sale_hazard: f64,
    /// 1 where cash counts as collectable.
    pub cash_weight: f64,
    /// Whether a home may never be delivered.
    pub has_off_plan: bool,
    /// Whether more than a month that cannot be paid may end the rest of each household: it may walk away, a loan of its may be up for
    /// renewal, its lender may call.
    pub asks_everybody: bool,
    /// ln of the debt ÷ value above which the lender calls, in whole units; `None`: it does not.
    pub log_margin_trigger_ltv: Option<i32>,
    /// Drift of a home's own walk a month.
    pub walk_drift_monthly: f64,
}

impl CellConstants {
    /// Constants of a cell whose households live so, in a study that ends with `last_month`.
    pub fn of(cell: &Cell, life: &LifeParameters, last_month: u32) -> Self {
        let household = &cell.household;
        let has_walk_away =
            cell.distress.walk_away_threshold.is_some() || cell.distress.investor_walk_away_threshold.is_some();
        let log_margin_trigger_ltv = cell.distress.margin_call.trigger_ltv.map(log_units);
        Self {
            habits: SharedHabits {
                saved_share: household.saved_share,
                line_rate_monthly: household.credit_rate_annual / 12.0,
                has_line: household.credit_limit_months_of_income.constant() != Some(0.0),
            },
            has_outgo: has_outgo(cell, life),
            spending_kept_frac: life.divorce().map(|terms| terms.spending_kept_frac),
            resets_instalment: cell.repayment.ever_resets_instalment(last_month),
            has_walk_away,
            has_sale_gate: cell.distress.distress_months > 0.0 && cell.distress.sale_probability_monthly > 0.0,
            has_leaving: cell.prepayment.is_some_and(|prepayment| prepayment.ends_loans())
                || cell.refinancing.is_some(),
            partial: cell.prepayment.and_then(|prepayment| prepayment.partial),
            flat_sale_hazard: cell.distress.flat_sale_hazard(),
            cash_weight: cell.recourse.collectable().cash_weight,
            has_off_plan: cell.off_plan.is_on(),
            asks_everybody: has_walk_away || cell.has_rollover() || log_margin_trigger_ltv.is_some(),
            log_margin_trigger_ltv,
            walk_drift_monthly: walk_drift_monthly(life.home_volatility_annual),
        }
    }
}

/// Whether anything of equation (57) but essential spending is on.
fn has_outgo(cell: &Cell, life: &LifeParameters) -> bool {
    let household = &cell.household;
    household.spending_growth_annual() != 0.0
        || cell.indexed.spending.is_on()
        || cell.has_yearly_premium()
        || household.other_debts.is_some()
        || household.other_homes.is_some()
        || household.letting.is_some()
        || life.illness.is_some()
        || life.divorce().is_some()
}
