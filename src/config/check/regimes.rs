//! Regimes have names, and what follows each is a distribution over all of them.

use super::tables::{Broken, Tables};
use crate::config::suggest;
use crate::told::told;
use crate::world::price::RegimeSwitching;
use crate::world::regime::stationary_distribution;

/// How far from 1 the probabilities of a row may sum: what decimals written out leave.
const ROUNDING: f64 = 1e-9;

/// Names are unique, every transition row has a probability for each regime and sums to 1, and the initial regime is one, or
/// follows from the chain.
pub(super) fn check(tables: &Tables, broken: &mut Vec<Broken>) {
    for (table, price) in tables.prices() {
        if let Some(model) = price.regimes() {
            chain(&table, model, broken);
        }
    }
}

fn chain(table: &str, model: &RegimeSwitching, broken: &mut Vec<Broken>) {
    let mut names: Vec<&str> = Vec::new();
    let mut are_distributions = !model.regimes.is_empty();
    for (index, regime) in model.regimes.iter().enumerate() {
        if names.contains(&regime.name.as_str()) {
            broken.push(Broken::value(format!("{table}.regimes[{index}].name"), told!("stands twice", "重复出现")));
        } else {
            names.push(&regime.name);
        }
        let key = format!("{table}.regimes[{index}].transition_monthly");
        let (given, needed) = (regime.transition_monthly.len(), model.regimes.len());
        if given != needed {
            broken.push(Broken::value(
                key,
                told!("has {given} probabilities for {needed} regimes", "有 {given} 个概率，却有 {needed} 个状态"),
            ));
            are_distributions = false;
            continue;
        }
        let sum: f64 = regime.transition_monthly.iter().map(|probability| probability.0).sum();
        if (sum - 1.0).abs() > ROUNDING {
            // Twelve digits, so that 0.95 + 0.04 does not read 0.9899999999999999.
            let shown = (sum * 1e12).round() / 1e12;
            broken.push(Broken::value(key, told!("sums to {shown}, not to 1", "合计为 {shown}，不是 1")));
            are_distributions = false;
        }
    }
    let Some(initial) = &model.initial_regime else {
        if are_distributions && stationary_distribution(&model.transition_monthly()).is_none() {
            let message = told!(
                "without it the chain starts from its stationary distribution, and it has more than one",
                "不写时马尔可夫链从平稳分布开始，而它的平稳分布不唯一"
            );
            broken.push(Broken::value(format!("{table}.initial_regime"), message));
        }
        return;
    };
    if !names.contains(&initial.as_str()) {
        let quoted: Vec<String> = names.iter().map(|name| format!("{name:?}")).collect();
        let names_are = suggest::all_of(&quoted);
        let message = told!("is not a regime; there are {names_are}", "不是状态；有 {names_are}"; names_are);
        let hint = suggest::did_you_mean(initial, names.iter().copied());
        broken.push(Broken::value(format!("{table}.initial_regime"), message).hint(hint));
    }
}
