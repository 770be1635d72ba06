//! Rules between the keys of `[feedback]`, and what it cannot stand beside yet.

use super::tables::{Broken, Tables};
use crate::told::told;

/// A part that decays needs to be told how fast, and a tape of loans has no market of its own.
pub(super) fn check(tables: &Tables, broken: &mut Vec<Broken>) {
    let Some(Some(feedback)) = &tables.feedback else { return };
    if feedback.permanent_frac < 1.0 && feedback.decay_monthly.is_none() {
        let decays = 1.0 - feedback.permanent_frac;
        let why = told!("needed: {decays} of the impact decays", "此处需要：冲击中有 {decays} 会衰减");
        broken.push(Broken::missing("feedback.decay_monthly", why));
    }
    if matches!(tables.portfolio, Some(Some(_))) {
        let message = told!(
            "cannot be combined with [portfolio] yet: the loans of a tape are a bank's and no whole market, and no key tells \
             what share of each region's market they are",
            "尚不能与 [portfolio] 同用：贷款明细是一家银行的贷款，不是整个市场，也没有参数说明它占各地区市场的份额",
        );
        broken.push(Broken::value("feedback", message));
    }
}
