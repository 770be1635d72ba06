//! Rules between the keys of `[feedback]`, and what it cannot stand beside.

use super::tables::{Broken, Tables};
use crate::distress::Distress;
use crate::told::told;

/// What is on needs what it hangs on, and a tape of loans a share of the market.
pub(super) fn check(tables: &Tables, broken: &mut Vec<Broken>) {
    let Some(Some(feedback)) = &tables.feedback else { return };
    if feedback.impact.is_none() && feedback.stigma.is_none() && feedback.credit.is_none() {
        let why = told!(
            "needed: without it, [feedback.stigma] or [feedback.credit], nothing in [feedback] does anything",
            "此处需要：没有它、[feedback.stigma] 或 [feedback.credit]，[feedback] 就不起任何作用",
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
    if feedback.credit.is_some_and(|credit| credit.sale_sensitivity.is_none() && credit.lending_sensitivity.is_none()) {
        let why = told!(
            "needed: without it, or feedback.credit.lending_sensitivity, nothing in [feedback.credit] does anything",
            "此处需要：没有它或 feedback.credit.lending_sensitivity，[feedback.credit] 就不起任何作用",
        );
        broken.push(Broken::missing("feedback.credit.sale_sensitivity", why));
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
    let Some(Some(portfolio)) = &tables.portfolio else { return };
    if feedback.market_share_frac.is_none() {
        let why = told!(
            "needed beside [portfolio]: the loans of a tape are a bank's, and what share of each region's mortgages they are only you know; \
             1 takes them for a sample of all",
            "与 [portfolio] 同用时需要：贷款明细是一家银行的贷款，只有您知道它占各地区房贷的份额；1 表示视作全部房贷的样本",
        );
        broken.push(Broken::missing("feedback.market_share_frac", why));
    }
    if portfolio.second_lives_worlds.is_some_and(|worlds| worlds > 0) {
        let message = told!(
            "cannot be combined with [feedback]: a second life is lived in the world that the first has moved",
            "不能与 [feedback] 同用：第二次生活所处的世界已被第一次改变",
        );
        broken.push(Broken::value("portfolio.second_lives_worlds", message));
    }
}
