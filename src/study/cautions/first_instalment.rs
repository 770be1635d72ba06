//! Cells whose median household cannot pay its first instalment from its income.

use super::Caution;
use super::median_household::MedianHousehold;
use crate::household::IncomeSource;
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
        let taken = household.essential + household.instalment + other_debts;
        if taken > household.wage {
            concerned.push(number);
            worst = worst.max(taken / household.wage);
        }
    }
    let Some(first) = concerned.first() else { return Vec::new() };
    let key = match study.cells[*first].household.income {
        IncomeSource::Monthly(_) => "household.income_monthly",
        IncomeSource::PriceToIncomeYears(_) => "household.price_to_income_years",
    };
    let share = if worst.is_finite() { format!("up to {:.1}%", worst * 100.0) } else { "more than all".to_owned() };
    let message = format!(
        "{}essential spending, other debts and the first instalment take {share} of the median household's income with \
         everybody in work: it lives on its cash from the first month, and default follows from that, whatever prices \
         and jobs do; a larger income or down payment, a longer term or less essential spending avoids it",
        where_in(&concerned, study.cells.len())
    );
    vec![Caution { key, message }]
}

/// The cells by number: nothing where all are concerned.
fn where_in(concerned: &[usize], cells: usize) -> String {
    if concerned.len() == cells {
        return String::new();
    }
    let named: Vec<String> = concerned.iter().take(CELLS_NAMED).map(usize::to_string).collect();
    let more = if concerned.len() > CELLS_NAMED { ", …" } else { "" };
    let noun = if concerned.len() == 1 { "cell" } else { "cells" };
    format!("in {noun} {}{more} of {cells} (numbered from 0), ", named.join(", "))
}
