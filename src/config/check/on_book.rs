//! Rules between the keys of `[loan.on_book]` and those of a purchase, which is past.

use super::tables::{Broken, Tables};
use crate::household::{CashKind, Underwriting};
use crate::told::told;

/// A term that is not over, cash of today, and no lender who could still refuse.
pub(super) fn check(tables: &Tables, broken: &mut Vec<Broken>) {
    let Some(loan) = &tables.loan else { return };
    let Some(on_book) = &loan.on_book else { return };
    if on_book.months >= loan.term_months {
        let message = told!("is not below loan.term_months = {}", "不小于 loan.term_months = {}", loan.term_months);
        let hint = told!(
            "the term is that of origination; what is left of it is term_months - on_book.months",
            "期限自放款时算起；剩余期限为 term_months - on_book.months"
        );
        broken.push(Broken::value("loan.on_book.months", message).hint(hint));
    }
    if tables.household.as_ref().is_some_and(|household| household.cash_mode == CashKind::Savings) {
        let message = told!(
            "is what is left of a purchase, and with loan.on_book that is past",
            "是购房后的余款，而有 loan.on_book 时购房已成过去"
        );
        let hint = told!(
            "write cash_mode = \"months\" or \"amount\": what the household has in month 0",
            "请写 cash_mode = \"months\" 或 \"amount\"，即家庭在第 0 月的现金"
        );
        broken.push(Broken::value("household.cash_mode", message).hint(hint));
    }
    if tables.underwriting.as_ref().is_some_and(|it| it.as_ref().is_some_and(|it| *it != Underwriting::default())) {
        let message = told!(
            "refuses nobody: with loan.on_book every loan was granted already",
            "不会拒绝任何人：有 loan.on_book 时每笔贷款都已发放"
        );
        broken.push(Broken::value("underwriting", message).hint(told!("leave the table out", "请删去该表")));
    }
}
