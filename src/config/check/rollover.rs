//! Rules between the keys of `rollover`, that of `[loan]` or of a loan beside it.

use super::loan_keys::Keys;
use super::tables::Broken;
use crate::loan::{Loan, MethodKind};

/// What is renewed repays nothing before; a renewal comes before the end.
pub(super) fn check(loan: &Loan, keys: &Keys, broken: &mut Vec<Broken>) {
    let Some(rollover) = &loan.rollover else { return };
    if loan.method != MethodKind::InterestOnly {
        let message =
            format!("renews a loan whose principal falls due at once, and {} repays it bit by bit", keys.at("method"));
        let hint = "write method = \"interest-only\", or leave rollover out".to_owned();
        broken.push(Broken::value(keys.at("rollover"), message).hint(hint));
    }
    if rollover.every_months >= loan.term_months {
        let hint = "the loan would end before it is renewed: leave rollover out, or write a longer term".to_owned();
        let key = keys.at("rollover.every_months");
        broken.push(Broken::value(key, keys.not_below_the_term(loan)).hint(hint));
    }
}
