//! Two thresholds on the same quantity at the same place: which side a household falls on is then decided by rounding.

use super::{Caution, in_cells};
use crate::study::{Cell, Study};

/// Numbers this near to each other, relative to their size, differ by rounding at most.
const ROUNDING: f64 = 1e-9;

/// Two thresholds: the value at which they coincide in a cell, the key of one of them, and what is said of it in English and
/// in Chinese.
struct Tie {
    at: fn(&Cell) -> Option<f64>,
    key: &'static str,
    told: fn(f64) -> (String, String),
}

const TIES: [Tie; 2] = [
    Tie { at: cut_at_the_target, key: "household.discretionary_cut_below_months", told: told_of_the_cut },
    Tie { at: call_at_origination, key: "distress.margin_call.trigger_ltv", told: told_of_the_call },
];

/// One caution for each pair of thresholds that coincide in some cell.
pub(super) fn cautions(study: &Study) -> Vec<Caution> {
    let caution = |tie: &Tie| {
        let found: Vec<f64> = study.cells.iter().filter_map(tie.at).collect();
        let (where_english, where_chinese) = in_cells(found.len(), &study.cells);
        let (english, chinese) = (tie.told)(*found.first()?);
        Some(Caution {
            key: tie.key.into(),
            english: format!("{where_english}{english}"),
            chinese: format!("{where_chinese}{chinese}"),
        })
    };
    TIES.iter().filter_map(caution).collect()
}

/// Surplus fills cash up to the target and no further: a household that stands there is cut, or not, by the last digit.
fn cut_at_the_target(cell: &Cell) -> Option<f64> {
    let household = &cell.household;
    let (cut, target) = (household.discretionary_cut_below_months, household.buffer_target_months);
    let spends = household.discretionary_spending_frac.constant() != Some(0.0);
    (spends && cut > 0.0 && is_same(cut, target)).then_some(cut)
}

fn told_of_the_cut(months: f64) -> (String, String) {
    let english = format!(
        "discretionary spending is cut below {months} months of need, and household.buffer_target_months fills cash to \
         exactly as much: whether a household whose buffer is full is cut is decided by rounding; set the two apart"
    );
    let chinese = format!(
        "现金低于 {months} 个月所需时削减可选支出，而 household.buffer_target_months 恰好把现金补到同一水平：缓冲已满的家庭\
         是否削减支出由舍入决定；应使两者不同"
    );
    (english, chinese)
}

/// A loan that begins exactly at the trigger is called, or not, by the last digit while the value stands still.
fn call_at_origination(cell: &Cell) -> Option<f64> {
    let trigger = cell.distress.margin_call.trigger_ltv?;
    let (appraisal, down_payment) = (cell.loan.appraisal_ratio.constant()?, cell.loan.down_payment.constant()?);
    let ltv = if appraisal < 1.0 { appraisal } else { 1.0 } * (1.0 - down_payment);
    is_same(trigger, ltv).then_some(trigger)
}

fn told_of_the_call(ltv: f64) -> (String, String) {
    let english = format!(
        "loans begin with a debt of {ltv} of the value, and above exactly as much the lender calls: where prices stand \
         still rounding decides, and the least fall calls everybody; set the trigger above loan ÷ price"
    );
    let chinese = format!(
        "贷款发放时债务恰为房价的 {ltv}，而超过同一比例贷款人即要求追加保证：房价不动时由舍入决定，稍有下跌则人人被追；\
         应把触发比例设在贷款 ÷ 房价之上"
    );
    (english, chinese)
}

fn is_same(a: f64, b: f64) -> bool {
    (a - b).abs() <= ROUNDING * a.abs()
}
