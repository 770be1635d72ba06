//! Rules between the keys of `[loan.rollover]`.

use super::tables::{Broken, Tables};
use crate::loan::MethodKind;

/// What is renewed repays nothing before; a renewal comes before the end.
pub(super) fn check(tables: &Tables, broken: &mut Vec<Broken>) {
    let Some(loan) = &tables.loan else { return };
    let Some(rollover) = &loan.rollover else { return };
    if loan.method != MethodKind::InterestOnly {
        let message = "renews a loan whose principal falls due at once, and loan.method repays it bit by bit";
        let hint = "write method = \"interest-only\", or leave rollover out".to_owned();
        broken.push(Broken::value("loan.rollover", message).hint(hint));
    }
    if rollover.every_months >= loan.term_months {
        let message = format!("is not below loan.term_months = {}", loan.term_months);
        let hint = "the loan would end before it is renewed: leave rollover out, or write a longer term".to_owned();
        broken.push(Broken::value("loan.rollover.every_months", message).hint(hint));
    }
}
