//! Rules between the keys of `[loan]`.

use super::tables::{Broken, Tables};
use crate::loan::Method;

/// A spread has a rate to stand on; a hybrid loan switches before its end.
pub(super) fn check(tables: &Tables, broken: &mut Vec<Broken>) {
    let Some(loan) = &tables.loan else { return };
    if loan.spread_annual.is_some() && matches!(tables.policy_rate, Some(None)) {
        broken.push(Broken::value("loan.spread_annual", "needs a [policy_rate] to be added to"));
    }
    if let Method::Hybrid { switch_month } = loan.method()
        && switch_month >= loan.term_months
        && loan.switch_month.is_some()
    {
        let message = format!("is not below loan.term_months = {}", loan.term_months);
        broken.push(Broken::value("loan.switch_month", message));
    }
}
