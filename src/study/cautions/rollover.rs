//! Loans that their lender may not renew: all of the principal then falls due at once.

use super::median_household::MedianHousehold;
use super::{Caution, in_cells};
use crate::loan::Rollover;
use crate::study::{Cell, Study};

/// One caution for the cell whose principal is the most months of income, where the median household cannot pay it of a month's
/// wage and its cash at closing.
pub(super) fn cautions(study: &Study) -> Vec<Caution> {
    let may_refuse = |terms: &Rollover| {
        terms.every_months <= study.last_workout_month() && (terms.probability < 1.0 || terms.maximum_ltv.is_some())
    };
    let is_too_much = |household: &MedianHousehold| household.loan > household.wage + household.cash.max(0.0);
    let concerned: Vec<(&Cell, Rollover, MedianHousehold)> = study
        .cells
        .iter()
        .filter_map(|cell| Some((cell, cell.repayment.rollover.filter(may_refuse)?, MedianHousehold::of(study, cell))))
        .filter(|(_, _, household)| is_too_much(household))
        .collect();
    let months_of_wage = |household: &MedianHousehold| household.loan / household.wage;
    let largest = concerned.iter().max_by(|a, b| months_of_wage(&a.2).total_cmp(&months_of_wage(&b.2)));
    let Some((cell, terms, household)) = largest else { return Vec::new() };
    let (in_cells, in_cells_chinese) = in_cells(concerned.len(), &study.cells);
    let (every, months) = (terms.every_months, months_of_wage(household));
    let refused = 100.0 * (1.0 - terms.probability);
    let (limit, limit_chinese) = match terms.maximum_ltv {
        None => (String::new(), String::new()),
        Some(limit) => {
            let first = 1.0 - cell.loan.down_payment.median();
            (
                format!(
                    ", and is certain at a debt ÷ value above {limit} (the median loan begins at {first:.2} of the price)"
                ),
                format!("；债务与价值之比超过 {limit} 时必不续作（中位贷款起初为房价的 {first:.2}）"),
            )
        }
    };
    vec![Caution {
        key: "loan.rollover".into(),
        english: format!(
            "{in_cells}a loan that is not renewed in month {every}, or any {every} months later, falls due whole, {months:.1} \
             months of the median household's income: expect it to be missed. A refusal has a probability of {refused:.0}% \
             each time{limit}"
        ),
        chinese: format!(
            "{in_cells_chinese}第 {every} 月及此后每 {every} 个月未获续作的贷款全部到期，为中位家庭 {months:.1} 个月的收入，\
             多半还不上；每次被拒的概率为 {refused:.0}%{limit_chinese}"
        ),
    }]
}
