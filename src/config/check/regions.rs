//! Regions have names, move together in a way that can be, and draw or replay the same months of the calendar.

use super::tables::{Broken, Tables};
use crate::config::suggest;
use crate::measure::YearMonth;
use crate::told::{Told, told};
use crate::world::PriceModel;
use crate::world::price::{Bootstrap, Dynamics};
use crate::world::region::{Impossible, Region, price_innovations};
use crate::world::series::month_or_blank;

/// Names, who has which, how prices and labour markets move together, and the months of series.
pub(super) fn check(tables: &Tables, broken: &mut Vec<Broken>) {
    let Some(regions) = &tables.region else { return };
    let regions = regions.as_deref().unwrap_or_default();
    household(tables, regions, broken);
    if regions.is_empty() {
        return;
    }
    names(regions, broken);
    labour(tables, broken);
    prices(tables, regions, broken);
    blocks(tables, broken);
    replays(tables, broken);
}

fn quoted(regions: &[Region]) -> Told {
    suggest::one_of(&regions.iter().map(|region| format!("{:?}", region.name)).collect::<Vec<_>>())
}

/// Households that are drawn live in one of them.
fn household(tables: &Tables, regions: &[Region], broken: &mut Vec<Broken>) {
    let Some(household) = &tables.household else { return };
    let has_tape = !matches!(tables.portfolio, Some(None));
    match &household.region {
        None if !has_tape && !regions.is_empty() => {
            let are = quoted(regions);
            let why = told!("which [[region]] do households live in? It is {are}", "家庭住在哪个 [[region]]？可取 {are}"; are);
            broken.push(Broken::missing("household.region", why));
        }
        Some(name) if regions.iter().all(|region| region.name != *name) => {
            let are = quoted(regions);
            let message = match regions.is_empty() {
                true => told!("is no region: there is no [[region]]", "不是地区：没有 [[region]]"),
                false => told!("is no [[region]]: it is {are}", "不是 [[region]]：可取 {are}"; are),
            };
            let meant = suggest::did_you_mean(name, regions.iter().map(|region| region.name.as_str()));
            broken.push(Broken::value("household.region", message).hint(meant));
        }
        _ => {}
    }
}

fn names(regions: &[Region], broken: &mut Vec<Broken>) {
    for (place, region) in regions.iter().enumerate() {
        let key = || format!("region[{place}].name");
        let first = regions[..place].iter().position(|other| other.name == region.name);
        if region.name.trim().is_empty() || region.name.trim() != region.name {
            broken.push(Broken::value(
                key(),
                told!(
                    "is empty, or has blanks at its ends, which a tape's cells have not",
                    "为空，或首尾有空格，而清单的单元格首尾没有空格"
                ),
            ));
        } else if let Some(first) = first {
            broken
                .push(Broken::value(key(), told!("is the name of region[{first}] too", "也是 region[{first}] 的名称")));
        }
    }
}

fn labour(tables: &Tables, broken: &mut Vec<Broken>) {
    let Some(of_study) = &tables.labour else { return };
    for (key, region) in tables.regions().filter(|(_, region)| region.labour_loading.is_some()) {
        if let Some(why) = region.labour_market(of_study).without_innovation() {
            let message = told!(
                "has nothing to load on: {why} has no Gaussian innovation",
                "没有可承载的因子：{why} 没有高斯新息"
            );
            broken.push(Broken::value(format!("{key}.labour_loading"), message));
        }
    }
}

/// Whether anything but prices hangs on the study's price innovation.
fn has_others(tables: &Tables) -> bool {
    tables.correlation.as_ref().is_some_and(|it| it.price_labour != 0.0 || it.price_policy_rate != 0.0)
}

fn prices(tables: &Tables, regions: &[Region], broken: &mut Vec<Broken>) {
    let Some(of_study) = &tables.price else { return };
    let has_matrix = regions.iter().any(|region| region.correlation.is_some());
    let before = broken.len();
    for (key, region) in tables.regions() {
        let model: &PriceModel = region.price.as_ref().unwrap_or(of_study);
        let loading = format!("{key}.loading");
        match (model.without_innovation(), region.loading) {
            (Some(why), loads) => {
                if loads.is_some() {
                    broken.push(Broken::value(
                        loading,
                        told!(
                            "has nothing to load on: {why} has no Gaussian innovation",
                            "没有可承载的因子：{why} 没有高斯新息"
                        ),
                    ));
                }
                if has_matrix {
                    broken.push(Broken::value(
                        format!("{key}.name"),
                        told!(
                            "has nothing to correlate: {why} has no Gaussian innovation",
                            "没有可相关的对象：{why} 没有高斯新息"
                        ),
                    ));
                }
            }
            (None, None) if !has_matrix => {
                let why = told!(
                    "how closely does its price move with the study's? 0: not at all, 1: as one",
                    "其房价与本研究的房价联动有多紧？0：完全不联动，1：完全一致"
                );
                broken.push(Broken::missing(loading, why));
            }
            (None, None) if has_others(tables) => {
                let why = told!(
                    "[correlation] is with the price innovation of the study: how closely does this one move with it?",
                    "[correlation] 是与本研究房价新息的相关：该地区与它联动有多紧？"
                );
                broken.push(Broken::missing(loading, why));
            }
            _ => {}
        }
    }
    if has_matrix {
        pairs(regions, broken);
    }
    let is_in_range = |region: &Region| region.loading.is_none_or(|loading| loading.abs() <= 1.0);
    if broken.len() == before
        && regions.iter().all(is_in_range)
        && let Err(Impossible::NotPositiveDefinite(place)) = price_innovations(regions)
    {
        let message = told!(
            "cannot move so with the study and the regions before it: the matrix of correlations is not positive definite",
            "与本研究及其前各地区不能如此联动：相关矩阵不是正定的"
        );
        broken.push(Broken::value(format!("region[{place}].name"), message));
    }
}

/// Every pair is told once.
fn pairs(regions: &[Region], broken: &mut Vec<Broken>) {
    let told = |of: &Region, with: &Region| of.correlation.as_ref().is_some_and(|of| of.contains_key(&with.name));
    for (place, region) in regions.iter().enumerate() {
        let key = format!("region[{place}].correlation");
        for name in region.correlation.iter().flat_map(|of| of.keys()) {
            if *name == region.name {
                broken
                    .push(Broken::value(&key, told!("names the region itself, {name:?}", "写的是该地区自己 {name:?}")));
            } else if regions.iter().all(|other| other.name != *name) {
                let meant = suggest::did_you_mean(name, regions.iter().map(|other| other.name.as_str()));
                let are = quoted(regions);
                let message = told!(
                    "names {name:?}, which is no [[region]]: it is {are}",
                    "写的 {name:?} 不是 [[region]]：可取 {are}"; are
                );
                broken.push(Broken::value(&key, message).hint(meant));
            }
        }
        for other in &regions[..place] {
            match (told(region, other), told(other, region)) {
                (true, true) => {
                    broken.push(Broken::value(
                        &key,
                        told!(
                            "tells of {:?}, which tells of it: one is enough",
                            "写了与 {:?} 的相关，而对方也写了：写一次即可",
                            other.name
                        ),
                    ));
                }
                (false, false) => {
                    let (own, with) = (&region.name, &other.name);
                    let why = told!(
                        "nobody says how {own:?} and {with:?} move together",
                        "没有写明 {own:?} 与 {with:?} 如何联动"
                    );
                    match region.correlation {
                        Some(_) => broken
                            .push(Broken::value(&key, told!("lacks {with:?}: {why}", "缺少 {with:?}：{why}"; why))),
                        None => broken.push(Broken::missing(&key, why)),
                    }
                }
                _ => {}
            }
        }
    }
}

/// All bootstraps draw the same blocks of months, which all have.
fn blocks(tables: &Tables, broken: &mut Vec<Broken>) {
    let bootstrap = |(key, price): (String, &'_ PriceModel)| match &price.dynamics {
        Dynamics::Bootstrap(bootstrap) => Some((key, bootstrap.clone())),
        _ => None,
    };
    let all: Vec<(String, Bootstrap)> = tables.prices().filter_map(bootstrap).collect();
    let [(first_key, first), others @ ..] = &all[..] else { return };
    if others.is_empty() {
        return;
    }
    let mean_block = first.table.mean_block_months;
    for (key, _) in others.iter().filter(|(_, other)| other.table.mean_block_months != mean_block) {
        let message = told!(
            "is not {mean_block}, as {first_key} has: all regions draw the same blocks",
            "不等于 {first_key} 的 {mean_block}：各地区抽取相同的区块"
        );
        broken.push(Broken::value(format!("{key}.mean_block_months"), message));
    }
    // What one asks for by name all must have.
    let mut are_there = true;
    for (asking, asked) in &all {
        let ends = [("first_month", asked.table.first_month), ("last_month", asked.table.last_month)];
        for (name, month) in ends.iter().filter_map(|(name, month)| Some((name, (*month)?))) {
            let lacks = |other: &Bootstrap| other.table.series.series.by_month().position(month).is_none();
            for (key, other) in all.iter().filter(|(key, other)| key != asking && lacks(other)) {
                let span = other.table.series.series.by_month().span();
                let message = match *name == "first_month" {
                    true => told!(
                        "has {span} and does not reach back to {month}, which {asking}.{name} asks of all regions",
                        "为 {span}，未早至 {asking}.{name} 对各地区要求的 {month}"
                    ),
                    false => told!(
                        "has {span} and does not reach on to {month}, which {asking}.{name} asks of all regions",
                        "为 {span}，未晚至 {asking}.{name} 对各地区要求的 {month}"
                    ),
                };
                broken.push(Broken::value(format!("{key}.series.column"), message));
                are_there = false;
            }
        }
    }
    let (from, to) = Bootstrap::common_window(all.iter().map(|(_, bootstrap)| bootstrap));
    let needed = if mean_block > 2.0 { mean_block.ceil() as i32 } else { 2 };
    if are_there && to - from < needed {
        // Whose series begins last is at fault, or ends first.
        let is_last = |(_, it): &&(String, Bootstrap)| it.window().is_some_and(|(first, _)| first == from);
        let key = all.iter().find(is_last).map_or(first_key, |(key, _)| key);
        let returns = (to - from).max(0);
        let span = match to >= from {
            true => {
                let (from, to) = (month_or_blank(from), month_or_blank(to));
                told!("{from} to {to}", "{from} 至 {to}")
            }
            false => told!("none", "没有"),
        };
        let message = told!(
            "leaves too few months that all regions have: {span}, {returns} monthly returns, and at least {needed} are needed (a mean block, two)",
            "各地区共有的月份太少：{span}，{returns} 个月度收益，至少需要 {needed} 个（一个平均区块，且不少于两个）"; span
        );
        broken.push(Broken::value(format!("{key}.series.column"), message));
    }
}

/// All replays begin in the same month.
fn replays(tables: &Tables, broken: &mut Vec<Broken>) {
    let start = |(key, price): (String, &PriceModel)| match &price.dynamics {
        Dynamics::Replay(replay) => Some((key, replay.table.start_month)),
        _ => None,
    };
    let all: Vec<(String, YearMonth)> = tables.prices().filter_map(start).collect();
    let Some((first_key, first)) = all.first() else { return };
    for (key, _) in all.iter().skip(1).filter(|(_, month)| month != first) {
        let message = told!(
            "is not {first}, from which {first_key} is replayed: the months of all regions are the same",
            "不是 {first_key} 开始重放的 {first}：各地区的月份相同"
        );
        broken.push(Broken::value(format!("{key}.start_month"), message));
    }
}
