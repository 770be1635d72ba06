//! Cells whose median household cannot pay its first instalment from its income.

use super::Caution;
use super::median_household::MedianHousehold;
use crate::household::Income;
use crate::study::Study;

/// Cells named one by one.
const CELLS_NAMED: usize = 8;

/// One caution for the whole study, with the cells concerned and the worst share of income.
pub(super) fn cautions(study: &Study) -> Vec<Caution> {
    let (mut concerned, mut worst) = (Vec::new(), 0.0_f64);
    for (number, cell) in study.cells.iter().enumerate() {
        let household = MedianHousehold::of(study, cell);
        let other_debts = match &cell.household.other_debts {
            Some(debts) if debts.months.median() >= 0.5 => household.wage * debts.service_frac.median(),
            _ => 0.0,
        };
        let other_homes = cell.household.other_homes.as_ref().filter(|homes| homes.owner_frac > 0.5);
        let other_loans = other_homes.and_then(|homes| homes.mortgaged.as_ref()).map_or(0.0, |homes| {
            let outgo = homes.median_outgo(cell.household.home_price.median());
            if outgo > 0.0 { outgo } else { 0.0 }
        });
        let taken = household.essential + household.instalment + other_debts + other_loans;
        if taken > household.wage {
            concerned.push(number);
            worst = worst.max(taken / household.wage);
        }
    }
    let Some(first) = concerned.first() else { return Vec::new() };
    let key = match study.cells[*first].household.income() {
        Income::Monthly(_) => "household.income_monthly",
        Income::PriceToIncomeYears(_) => "household.price_to_income_years",
    };
    let (share, chinese_share) = if worst.is_finite() {
        (format!("up to {:.1}%", worst * 100.0), format!("最多占 {:.1}%", worst * 100.0))
    } else {
        ("more than all".to_owned(), "超过全部".to_owned())
    };
    let (where_english, where_chinese) = where_in(&concerned, study.cells.len());
    let english = format!(
        "{where_english}essential spending, other debts and the first instalment take {share} of the median household's \
         income with everybody in work: it lives on its cash from the first month, and default follows from that, \
         whatever prices and jobs do; a larger income or down payment, a longer term or less essential spending avoids it"
    );
    let chinese = format!(
        "{where_chinese}人人在业时，必要支出、其他债务和首期还款在中位家庭收入中{chinese_share}：从第一个月起即靠现金维持，\
         无论房价和就业如何都会因此违约；提高收入或首付、延长期限或降低必要支出可以避免"
    );
    vec![Caution { key: key.into(), english, chinese }]
}

/// The cells by number, in English and in Chinese: nothing where all are concerned.
fn where_in(concerned: &[usize], cells: usize) -> (String, String) {
    if concerned.len() == cells {
        return (String::new(), String::new());
    }
    let named: Vec<String> = concerned.iter().take(CELLS_NAMED).map(usize::to_string).collect();
    let more = if concerned.len() > CELLS_NAMED { ", …" } else { "" };
    let named = format!("{}{more}", named.join(", "));
    let noun = if concerned.len() == 1 { "cell" } else { "cells" };
    (format!("in {noun} {named} of {cells} (numbered from 0), "), format!("{cells} 个单元（从 0 编号）中的 {named}，"))
}
