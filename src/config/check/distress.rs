//! Rules between the keys of `[distress]`.

use super::tables::{Broken, Tables};
use crate::told::told;

/// A loan is called for its arrears once it is in default, not before; a target and a deadline belong to a call.
pub(super) fn check(tables: &Tables, broken: &mut Vec<Broken>) {
    let Some(distress) = &tables.distress else { return };
    let (call, default_dpd) = (&distress.margin_call, distress.default_dpd);
    if call.call_dpd.is_some_and(|call_dpd| call_dpd < default_dpd) {
        let message = told!(
            "is below distress.default_dpd = {default_dpd}: only a loan in default is called",
            "小于 distress.default_dpd = {default_dpd}：只有违约的贷款才会被催收"
        );
        broken.push(Broken::value("distress.margin_call.call_dpd", message));
    }
    if call.target_ltv.is_some() && call.trigger_ltv.is_none() {
        let fault = Broken::value(
            "distress.margin_call.target_ltv",
            told!("belongs to a trigger_ltv", "要与 trigger_ltv 一起写"),
        );
        broken.push(fault.hint(told!("did you forget `trigger_ltv`?", "是否忘了 `trigger_ltv`？")));
    }
}
