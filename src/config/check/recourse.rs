//! Rules between the keys of `[recourse]`.

use super::tables::{Broken, Tables};
use crate::foreclosure::RecourseKind;

/// A payment plan has a term.
pub(super) fn check(tables: &Tables, broken: &mut Vec<Broken>) {
    if let Some(recourse) = &tables.recourse
        && recourse.kind == RecourseKind::PaymentPlan
        && recourse.discharge_months.is_none()
    {
        let why = "kind = \"payment-plan\" needs the months after which the rest is forgiven";
        broken.push(Broken::missing("recourse.discharge_months", why));
    }
}
