//! Regions have names, move together in a way that can be, and draw or replay the same months of the calendar.

use super::tables::{Broken, Tables};
use crate::config::suggest;
use crate::measure::YearMonth;
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

fn quoted(regions: &[Region]) -> String {
    suggest::one_of(&regions.iter().map(|region| format!("{:?}", region.name)).collect::<Vec<_>>())
}

/// Households that are drawn live in one of them.
fn household(tables: &Tables, regions: &[Region], broken: &mut Vec<Broken>) {
    let Some(household) = &tables.household else { return };
    let has_tape = !matches!(tables.portfolio, Some(None));
    match &household.region {
        None if !has_tape && !regions.is_empty() => {
            let why = format!("which [[region]] do households live in? It is {}", quoted(regions));
            broken.push(Broken::missing("household.region", why));
        }
        Some(name) if regions.iter().all(|region| region.name != *name) => {
            let message = match regions.is_empty() {
                true => "is no region: there is no [[region]]".to_owned(),
                false => format!("is no [[region]]: it is {}", quoted(regions)),
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
            broken.push(Broken::value(key(), "is empty, or has blanks at its ends, which a tape's cells have not"));
        } else if let Some(first) = first {
            broken.push(Broken::value(key(), format!("is the name of region[{first}] too")));
        }
    }
}

fn labour(tables: &Tables, broken: &mut Vec<Broken>) {
    let Some(of_study) = &tables.labour else { return };
    for (key, region) in tables.regions().filter(|(_, region)| region.labour_loading.is_some()) {
        if let Some(why) = region.labour_market(of_study).without_innovation() {
            let message = format!("has nothing to load on: {why} has no Gaussian innovation");
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
                let nothing = |what: &str| format!("has nothing to {what}: {why} has no Gaussian innovation");
                if loads.is_some() {
                    broken.push(Broken::value(loading, nothing("load on")));
                }
                if has_matrix {
                    broken.push(Broken::value(format!("{key}.name"), nothing("correlate")));
                }
            }
            (None, None) if !has_matrix => {
                let why = "how closely does its price move with the study's? 0: not at all, 1: as one";
                broken.push(Broken::missing(loading, why));
            }
            (None, None) if has_others(tables) => {
                let why =
                    "[correlation] is with the price innovation of the study: how closely does this one move with it?";
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
        let message = "cannot move so with the study and the regions before it: the matrix of correlations is not positive definite";
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
                broken.push(Broken::value(&key, format!("names the region itself, {name:?}")));
            } else if regions.iter().all(|other| other.name != *name) {
                let meant = suggest::did_you_mean(name, regions.iter().map(|other| other.name.as_str()));
                let message = format!("names {name:?}, which is no [[region]]: it is {}", quoted(regions));
                broken.push(Broken::value(&key, message).hint(meant));
            }
        }
        for other in &regions[..place] {
            match (told(region, other), told(other, region)) {
                (true, true) => {
                    broken.push(Broken::value(
                        &key,
                        format!("tells of {:?}, which tells of it: one is enough", other.name),
                    ));
                }
                (false, false) => {
                    let why = format!("nobody says how {:?} and {:?} move together", region.name, other.name);
                    match region.correlation {
                        Some(_) => broken.push(Broken::value(&key, format!("lacks {:?}: {why}", other.name))),
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
        let message = format!("is not {mean_block}, as {first_key} has: all regions draw the same blocks");
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
                let reach = if *name == "first_month" { "back" } else { "on" };
                let message = format!(
                    "has {span} and does not reach {reach} to {month}, which {asking}.{name} asks of all regions"
                );
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
        let span = match to >= from {
            true => format!("{} to {}", month_or_blank(from), month_or_blank(to)),
            false => "none".to_owned(),
        };
        let message = format!(
            "leaves too few months that all regions have: {span}, {} monthly returns, and at least {needed} are needed (a mean block, two)",
            (to - from).max(0)
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
        let message =
            format!("is not {first}, from which {first_key} is replayed: the months of all regions are the same");
        broken.push(Broken::value(format!("{key}.start_month"), message));
    }
}
