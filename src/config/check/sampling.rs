//! Rules between the keys of `[sampling]`, and what it cannot stand beside.

use super::tables::{Broken, Tables};
use crate::told::{Told, told};
use crate::world::Method;
use crate::world::sampling::MOST_SPREAD_WORLDS;

/// Points end at some number of worlds; bad worlds are drawn along a direction; what keeps no batch apart cannot weight its worlds.
pub(super) fn check(tables: &Tables, broken: &mut Vec<Broken>) {
    let Some(Some(sampling)) = &tables.sampling else { return };
    let worlds = tables.study.as_ref().map_or(0, |study| study.worlds);
    if sampling.method == Method::Sobol && worlds > MOST_SPREAD_WORLDS {
        let message = told!(
            "is more than {MOST_SPREAD_WORLDS}, the most that [sampling] method = \"sobol\" spreads",
            "超过 {MOST_SPREAD_WORLDS}，即 [sampling] method = \"sobol\" 最多能均匀分布的世界数"
        );
        broken.push(Broken::value("study.worlds", message));
    }
    let second_lives = tables.portfolio.as_ref().and_then(|portfolio| portfolio.as_ref()?.second_lives_worlds);
    if second_lives.is_some() {
        let message = told!(
            "cannot be combined with [sampling]: the variance over worlds is that of worlds drawn one by one",
            "不能与 [sampling] 同用：跨世界的方差是逐个独立抽取的世界的方差"
        );
        broken.push(Broken::value("portfolio.second_lives_worlds", message));
    }
    if sampling.bad_worlds_one_in.is_some() {
        broken.extend(of_bad_worlds(tables, sampling.method));
    }
}

fn of_bad_worlds(tables: &Tables, method: Method) -> impl Iterator<Item = Broken> {
    let refused =
        |is_refused: bool, message: Told| is_refused.then(|| Broken::value("sampling.bad_worlds_one_in", message));
    let along_none = told!(
        "needs method = \"sobol\", which has a direction along which worlds are bad",
        "需要 method = \"sobol\"，只有它具有可区分坏世界的方向"
    );
    let beside_stages = told!(
        "cannot be combined with [stages]: what each loan comes to is summed over worlds of equal weight",
        "不能与 [stages] 同用：逐笔贷款的结果按等权的世界求和"
    );
    let beside_feedback = told!(
        "cannot be combined with [feedback] yet: forced sales are counted in worlds of equal weight",
        "尚不能与 [feedback] 同用：被迫出售按等权的世界计数"
    );
    let has = |table: Option<bool>| table == Some(true);
    [
        refused(method != Method::Sobol, along_none),
        refused(has(tables.stages.as_ref().map(Option::is_some)), beside_stages),
        refused(has(tables.feedback.as_ref().map(Option::is_some)), beside_feedback),
    ]
    .into_iter()
    .flatten()
}
