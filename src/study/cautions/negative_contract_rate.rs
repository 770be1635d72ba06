//! Floating loans whose policy rate and spread add up to less than nothing: the contract rate then stays at 0.

use super::{Caution, in_cells};
use crate::loan::ContractRate;
use crate::study::{Cell, Study};

/// Sums this near to 0 are a subsidy of the whole policy rate, and what rounding leaves of it.
const NOTHING_ANNUAL: f64 = 1e-9;

/// One caution for the whole study, of the lowest sum at a month in which the contract rate is set. A drawn policy rate
/// is known beforehand at origination alone.
pub(super) fn cautions(study: &Study) -> Vec<Caution> {
    let found: Vec<(f64, u32)> = study.cells.iter().filter_map(|cell| lowest_sum(study, cell)).collect();
    let Some((sum, month)) = found.iter().copied().reduce(|low, next| if next.0 < low.0 { next } else { low }) else {
        return Vec::new();
    };
    let (in_cells, in_cells_chinese) = in_cells(found.len(), &study.cells);
    let sum = (sum * 1e6).round() / 1e6;
    let english = format!(
        "{in_cells}policy rate and spread add up to less than 0 ({sum} a year in month {month}): the contract rate is 0 \
         then, since no lender pays its borrower; if that is not meant, see whether the spread or the policy rate has a \
         wrong sign or unit"
    );
    let chinese = format!(
        "{in_cells_chinese}政策利率与加点之和为负（第 {month} 月为每年 {sum}）：此时合同利率按 0 计，贷款人不会向借款人付息；\
         若非本意，请检查加点或政策利率的正负号和单位"
    );
    vec![Caution { key: "loan.spread_annual".into(), english, chinese }]
}

/// The lowest negative sum of policy rate and spread of a cell whose lowest rate is 0, and the month whose policy rate it takes.
fn lowest_sum(study: &Study, cell: &Cell) -> Option<(f64, u32)> {
    let ContractRate::Floating(rate) = &cell.repayment.rate else { return None };
    let (model, _) = &study.world_models.policy_rate[cell.policy_rate?];
    if rate.floor_annual() > 0.0 {
        return None;
    }
    let set_in = (1..=study.last_workout_month()).filter(|month| *month == 1 || rate.is_set_in(*month));
    let sums = set_in.filter_map(|month| {
        let reference = rate.reference_month(month);
        let known = model.known_annual(reference)?;
        rate.sum_annual(month, |_| known).map(|sum| (sum, reference))
    });
    let lowest = sums.reduce(|low, next| if next.0 < low.0 { next } else { low });
    lowest.filter(|(sum, _)| *sum < -NOTHING_ANNUAL)
}
