//! A debtor's month: a household whose home is gone and from whom the rest is collected.

use super::case::Case;
use super::cell_month::{CellHousehold, CellMonth};
use super::trouble::Fate;
use crate::foreclosure::{DebtorMonth, RecourseParameters};
use crate::loan::to_grain;
use crate::outcome::Notes;

/// One month of collection.
pub(super) fn month(
    case: &mut Case,
    of_household: &CellHousehold<'_>,
    of_cell: &CellMonth<'_>,
    notes: &mut impl Notes,
) -> Fate {
    let (cell, month, position) = (of_cell.cell, of_cell.month, &mut case.position);
    let income = to_grain(position.wage * of_household.life.income_frac(month));
    notes.tell(|record| {
        record.month = month;
        record.value = of_cell.clock(of_household).value();
        record.income = income;
        record.cash = position.cash;
    });
    let (Some(debtor), RecourseParameters::Full(collection)) = (&mut case.states.debtor, &cell.recourse) else {
        return Fate::Debtor;
    };
    let late_interest_daily = cell.foreclosure.late_interest_daily;
    let allowance_index = cell.indexed.allowance.factor(month);
    let of_month = DebtorMonth { month, wage: position.wage, income, late_interest_daily, allowance_index };
    let is_last = debtor.collect(collection, of_month, position, notes);
    if is_last { Fate::Closed(debtor.closing) } else { Fate::Debtor }
}
