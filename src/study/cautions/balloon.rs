//! Loans of which a large principal falls due at once, while defaults are counted or worked out: interest-only loans, balloons,
//! and what is left of a loan whose interest-only months end shortly before it does.

use std::collections::BTreeMap;

use super::median_household::MedianHousehold;
use super::{Caution, in_cells};
use crate::study::{Cell, Study};

/// Days of a month in days past due.
const DAYS_A_MONTH: u32 = 30;

/// One caution for each month in which principals fall due that the median household cannot pay of a month's wage and
/// its cash at closing. Other loans are repaid by then, so their last instalment is like the ones before.
pub(super) fn cautions(study: &Study) -> Vec<Caution> {
    let mut by_term: BTreeMap<u32, Vec<(&Cell, usize, f64)>> = BTreeMap::new();
    for cell in &study.cells {
        for (loan, repayment) in cell.repayments().enumerate() {
            let term_months = repayment.term_months;
            if let Some(share) = repayment.due_at_once_frac()
                && term_months <= study.last_workout_month()
            {
                by_term.entry(term_months).or_default().push((cell, loan, share));
            }
        }
    }
    by_term.into_iter().filter_map(|(term_months, cells)| caution(study, term_months, &cells)).collect()
}

fn caution(study: &Study, term_months: u32, cells: &[(&Cell, usize, f64)]) -> Option<Caution> {
    let (mut concerned, mut months_of_wage, mut default_month) = (0, 0.0_f64, u32::MAX);
    let mut largest_share = 0.0_f64;
    for (cell, loan, share) in cells {
        let household = MedianHousehold::of(study, cell);
        let lent = loan.checked_sub(1).map_or(household.loan, |beside| household.beside[beside]);
        let principal = share * lent;
        if principal > household.wage + household.cash.max(0.0) {
            concerned += 1;
            months_of_wage = months_of_wage.max(principal / household.wage);
            largest_share = largest_share.max(*share);
            default_month = default_month.min(term_months + cell.distress.default_dpd / DAYS_A_MONTH - 1);
        }
    }
    if concerned == 0 {
        return None;
    }
    let (horizon, last) = (study.horizon_months, study.last_workout_month());
    let (in_cells, in_cells_chinese) = in_cells(concerned, &study.cells);
    let (principal, principal_chinese, otherwise, otherwise_chinese) = if largest_share == 1.0 {
        let whole = "the whole principal of an interest-only loan".to_owned();
        (whole, "先息后本贷款的全部本金".to_owned(), "another loan.method", "改用其他 loan.method")
    } else {
        let percent = 100.0 * largest_share;
        (
            format!("{percent:.0}% of a loan's principal"),
            format!("贷款本金的 {percent:.0}%"),
            "a smaller loan.balloon_frac or fewer loan.interest_only_months",
            "减小 loan.balloon_frac 或 loan.interest_only_months",
        )
    };
    let what = format!(
        "{in_cells}{principal} falls due in month {term_months}, {months_of_wage:.1} months of the median household's income"
    );
    let what_chinese = format!(
        "{in_cells_chinese}{principal_chinese}在第 {term_months} 月到期，为中位家庭 {months_of_wage:.1} 个月的收入"
    );
    let (english, chinese) = if term_months <= horizon {
        (
            format!(
                "{what}, and the horizon is month {horizon}: expect most households still paying then to miss it and to \
                 be in default from month {default_month} on, whatever prices and jobs do; avoid it with a term longer \
                 than {last} months (horizon and tail), with {otherwise}, or with a horizon before month \
                 {term_months}"
            ),
            format!(
                "{what_chinese}，而违约统计期到第 {horizon} 月为止：无论房价和就业如何，届时仍在还款的家庭多半还不上，\
                 从第 {default_month} 月起违约；可将期限设为 {last} 个月以上（统计期加处置尾期）、{otherwise_chinese}，\
                 或把统计期设在第 {term_months} 月之前"
            ),
        )
    } else {
        (
            format!(
                "{what}, in the tail after the horizon of month {horizon}: homes in default by then can hardly be \
                 reinstated from there on; avoid it with a term longer than {last} months (horizon and tail) or with \
                 {otherwise}"
            ),
            format!(
                "{what_chinese}，处于第 {horizon} 月之后的处置尾期：届时已违约的家庭此后几乎无法恢复还款；\
                 可将期限设为 {last} 个月以上（统计期加处置尾期）或{otherwise_chinese}"
            ),
        )
    };
    Some(Caution { key: "loan.term_months".into(), english, chinese })
}
