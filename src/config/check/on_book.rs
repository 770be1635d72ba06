//! Rules between the keys of `[loan.on_book]` and those of a purchase, which is past.

use super::tables::{Broken, Tables};
use crate::household::{CashKind, Underwriting};

/// A term that is not over, cash of today, and no lender who could still refuse.
pub(super) fn check(tables: &Tables, broken: &mut Vec<Broken>) {
    let Some(loan) = &tables.loan else { return };
    let Some(on_book) = &loan.on_book else { return };
    if on_book.months >= loan.term_months {
        let message = format!("is not below loan.term_months = {}", loan.term_months);
        let hint = "the term is that of origination; what is left of it is term_months - on_book.months".to_owned();
        broken.push(Broken::value("loan.on_book.months", message).hint(hint));
    }
    if tables.household.as_ref().is_some_and(|household| household.cash_mode == CashKind::Savings) {
        let message = "is what is left of a purchase, and with loan.on_book that is past";
        let hint = "write cash_mode = \"months\" or \"amount\": what the household has in month 0".to_owned();
        broken.push(Broken::value("household.cash_mode", message).hint(hint));
    }
    if tables.underwriting.as_ref().is_some_and(|it| it.as_ref().is_some_and(|it| *it != Underwriting::default())) {
        let message = "refuses nobody: with loan.on_book every loan was granted already";
        broken.push(Broken::value("underwriting", message).hint("leave the table out".to_owned()));
    }
}
