//! Rules between the keys of `rollover`, that of `[loan]` or of a loan beside it.

use super::loan_keys::Keys;
use super::tables::Broken;
use crate::loan::{Loan, MethodKind};
use crate::told::told;

/// What is renewed repays nothing before; a renewal comes before the end.
pub(super) fn check(loan: &Loan, keys: &Keys, broken: &mut Vec<Broken>) {
    let Some(rollover) = &loan.rollover else { return };
    if loan.method != MethodKind::InterestOnly {
        let message = told!(
            "renews a loan whose principal falls due at once, and {} repays it bit by bit",
            "续贷的是到期一次还本的贷款，而 {} 是逐期还本",
            keys.at("method")
        );
        let hint = told!(
            "write method = \"interest-only\", or leave rollover out",
            "请写 method = \"interest-only\"，或删去 rollover"
        );
        broken.push(Broken::value(keys.at("rollover"), message).hint(hint));
    }
    if rollover.every_months >= loan.term_months {
        let hint = told!(
            "the loan would end before it is renewed: leave rollover out, or write a longer term",
            "贷款在续贷前就结束了：请删去 rollover，或写更长的期限"
        );
        let key = keys.at("rollover.every_months");
        broken.push(Broken::value(key, keys.not_below_the_term(loan)).hint(hint));
    }
}
