//! Two thresholds on the same quantity at the same place: which side a household falls on is then decided by rounding.

use super::{Caution, in_cells};
use crate::study::{Cell, Study};

/// Numbers this near to each other, relative to their size, differ by rounding at most.
const ROUNDING: f64 = 1e-9;

/// One caution for each pair of thresholds that coincide in some cell.
pub(super) fn cautions(study: &Study) -> Vec<Caution> {
    let rules: [(fn(&Cell) -> Option<f64>, &'static str, Told); 2] = [
        (cut_at_the_target, "household.discretionary_cut_below_months", told_of_the_cut),
        (call_at_origination, "distress.margin_call.trigger_ltv", told_of_the_call),
    ];
    let caution = |(tie, key, told): (fn(&Cell) -> Option<f64>, &'static str, Told)| {
        let found: Vec<f64> = study.cells.iter().filter_map(tie).collect();
        let first = found.first()?;
        Some(Caution { key, message: format!("{}{}", in_cells(found.len(), &study.cells), told(*first)) })
    };
    rules.into_iter().filter_map(caution).collect()
}

/// What is said of two thresholds at a value.
type Told = fn(f64) -> String;

/// Surplus fills cash up to the target and no further: a household that stands there is cut, or not, by the last digit.
fn cut_at_the_target(cell: &Cell) -> Option<f64> {
    let household = &cell.household;
    let (cut, target) = (household.discretionary_cut_below_months, household.buffer_target_months);
    let spends = household.discretionary_spending_frac.constant() != Some(0.0);
    (spends && cut > 0.0 && is_same(cut, target)).then_some(cut)
}

fn told_of_the_cut(months: f64) -> String {
    format!(
        "discretionary spending is cut below {months} months of need, and household.buffer_target_months fills cash to \
         exactly as much: whether a household whose buffer is full is cut is decided by rounding; set the two apart"
    )
}

/// A loan that begins exactly at the trigger is called, or not, by the last digit while the value stands still.
fn call_at_origination(cell: &Cell) -> Option<f64> {
    let trigger = cell.distress.margin_call.trigger_ltv?;
    let (appraisal, down_payment) = (cell.loan.appraisal_ratio.constant()?, cell.loan.down_payment.constant()?);
    let ltv = if appraisal < 1.0 { appraisal } else { 1.0 } * (1.0 - down_payment);
    is_same(trigger, ltv).then_some(trigger)
}

fn told_of_the_call(ltv: f64) -> String {
    format!(
        "loans begin with a debt of {ltv} of the value, and above exactly as much the lender calls: where prices stand \
         still rounding decides, and the least fall calls everybody; set the trigger above loan ÷ price"
    )
}

fn is_same(a: f64, b: f64) -> bool {
    (a - b).abs() <= ROUNDING * a.abs()
}
