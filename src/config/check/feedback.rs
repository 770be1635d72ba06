//! Rules between the keys of `[feedback]`, and what it cannot stand beside yet.

use super::tables::{Broken, Tables};
use crate::distress::Distress;
use crate::told::told;

/// What is on needs what it hangs on, and a tape of loans has no market of its own.
pub(super) fn check(tables: &Tables, broken: &mut Vec<Broken>) {
    let Some(Some(feedback)) = &tables.feedback else { return };
    if feedback.impact.is_none() && feedback.stigma.is_none() {
        let why = told!(
            "needed: without it, or [feedback.stigma], nothing in [feedback] does anything",
            "此处需要：没有它或 [feedback.stigma]，[feedback] 就不起任何作用",
        );
        broken.push(Broken::missing("feedback.impact", why));
    }
    if feedback.moves_prices() && feedback.mortgaged_share_frac.is_none() {
        let why = told!(
            "needed: forced sales weigh by their share of the housing stock",
            "此处需要：被迫出售按其占住房存量的份额产生影响"
        );
        broken.push(Broken::missing("feedback.mortgaged_share_frac", why));
    }
    if feedback.impact.is_some() && feedback.permanent_frac < 1.0 && feedback.decay_monthly.is_none() {
        let decays = 1.0 - feedback.permanent_frac;
        let why = told!("needed: {decays} of the impact decays", "此处需要：冲击中有 {decays} 会衰减");
        broken.push(Broken::missing("feedback.decay_monthly", why));
    }
    let walks =
        |distress: &Distress| distress.walk_away_threshold.is_some() || distress.investor_walk_away_threshold.is_some();
    if feedback.eases_walking() && tables.distress.as_ref().is_some_and(|distress| !walks(distress)) {
        let why = told!(
            "needed by [feedback.stigma]: without it nobody walks away",
            "[feedback.stigma] 需要它：没有它就没有人弃房",
        );
        broken.push(Broken::missing("distress.walk_away_threshold", why));
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
