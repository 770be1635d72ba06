//! Correlations that can be, of what there is.

use super::tables::{Broken, Tables};
use crate::random::Distribution;
use crate::random::correlation::Factor;
use crate::told::told;
use crate::world::Region;

/// The correlations of the world's innovations.
pub(super) fn of_innovations(tables: &Tables, broken: &mut Vec<Broken>) {
    let Some(it) = &tables.correlation else { return };
    let given = [
        ("correlation.price_labour", it.price_labour, [0, 1]),
        ("correlation.price_policy_rate", it.price_policy_rate, [0, 2]),
        ("correlation.labour_policy_rate", it.labour_policy_rate, [1, 2]),
    ];
    let rate = tables.policy_rate.as_ref();
    // The study's price innovation is also what regions load on.
    let loads = |region: &Region| region.loading.is_some_and(|loading| loading != 0.0);
    let has_regions = tables.regions().any(|(_, region)| loads(region));
    let silent = [
        tables.price.as_ref().filter(|_| !has_regions).and_then(|price| price.without_innovation()),
        tables.labour.as_ref().and_then(|labour| labour.without_innovation()),
        rate.and_then(|rate| rate.as_ref().map_or(Some("an absent [policy_rate]"), |rate| rate.without_innovation())),
    ];
    if !are_in_range(&given) {
        return;
    }
    is_possible(&given, broken);
    for (key, value, pair) in given {
        if value != 0.0
            && let Some(why) = pair.iter().find_map(|process| silent[*process])
        {
            broken.push(Broken::value(
                key,
                told!(
                    "has nothing to correlate: {why} has no Gaussian innovation",
                    "没有可相关的对象：{why} 没有高斯新息"
                ),
            ));
        }
    }
}

/// The correlations of what is drawn at origination.
pub(super) fn at_origination(tables: &Tables, broken: &mut Vec<Broken>) {
    let Some(household) = &tables.household else { return };
    let Some(it) = &household.correlation else { return };
    let given = [
        ("household.correlation.price_income", it.price_income, [0, 1]),
        ("household.correlation.price_cash", it.price_cash, [0, 2]),
        ("household.correlation.income_cash", it.income_cash, [1, 2]),
    ];
    if !are_in_range(&given) {
        return;
    }
    is_possible(&given, broken);
    let drawn = [
        &[("household.home_price", Some(&household.home_price))][..],
        &[
            ("household.price_to_income_years", household.price_to_income_years.as_ref()),
            ("household.income_monthly", household.income_monthly.as_ref()),
        ],
        &[
            ("household.cash_months", household.cash_months.as_ref()),
            ("household.cash", household.cash.as_ref()),
            ("household.savings", household.savings.as_ref()),
        ],
    ];
    for (key, value, pair) in given {
        let written = || pair.iter().flat_map(|side| drawn[*side]).filter_map(|(key, it)| Some((key, (*it)?)));
        if value == 0.0 {
            continue;
        }
        if let Some((same, _)) = written().find(|(_, it)| it.constant().is_some()) {
            broken.push(Broken::value(
                key,
                told!(
                    "has nothing to correlate: {same} is the same for everyone",
                    "没有可相关的对象：{same} 对所有家庭都相同"
                ),
            ));
        } else if let Some((surveyed, _)) = written().find(|(_, it)| matches!(it, Distribution::Survey(_))) {
            let reason = told!(
                "cannot be: {surveyed} stands in a row of a survey, which goes with the rest of the row",
                "不可行：{surveyed} 取自调查的一行，与该行的其他值相连"
            );
            broken.push(Broken::value(key, reason));
        } else if let Some((beta, _)) = written().find(|(_, it)| matches!(it, Distribution::Beta(_))) {
            let reason = told!(
                "cannot be: {beta} is a beta distribution, which has no inverse here",
                "不可行：{beta} 是 beta 分布，这里没有它的反函数"
            );
            broken.push(Broken::value(key, reason));
        }
    }
}

/// Three correlations of a matrix: (1, 2), (1, 3), (2, 3), each with its key and the pair that it joins.
type Given = [(&'static str, f64, [usize; 2]); 3];

/// Out of range is a fault of its own.
fn are_in_range(given: &Given) -> bool {
    given.iter().all(|(_, value, _)| value.abs() <= 1.0)
}

/// That the matrix is positive definite; the strongest correlation is at fault.
fn is_possible(given: &Given, broken: &mut Vec<Broken>) {
    if Factor::new(given[0].1, given[1].1, given[2].1).is_none()
        && let Some((key, ..)) = given.iter().max_by(|a, b| a.1.abs().total_cmp(&b.1.abs()))
    {
        broken.push(Broken::value(
            *key,
            told!(
                "leaves no room for the others: the matrix is not positive definite",
                "与其他相关系数不相容：矩阵不是正定的"
            ),
        ));
    }
}
