//! Random regions of a random config: every way in which they may move together.

use toml::{Table, Value};

use super::random_config::{Dice, Files};

/// Names of the regions, some of which no tape would be without.
pub const NAMES: [&str; 3] = ["North", "深圳", "East Side"];

fn parsed(text: &str) -> Table {
    text.parse().unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// Regions of a study with such tables.
pub fn regions(seed: u64, study: &Table, files: Files<'_>) -> Vec<Value> {
    let mut dice = Dice(seed ^ 0x7265_6769);
    let d = &mut dice;
    let of_study = &study["price"];
    let text = |key: &str| of_study.get(key).and_then(Value::as_str).unwrap_or_default();
    let is_path =
        text("kind") == "path" && of_study.get("volatility_annual").and_then(Value::as_float).unwrap_or(0.0) == 0.0;
    let study_is_silent = is_path || matches!(text("kind"), "bootstrap" | "replay");
    let has_ar1 = study["labour"]["kind"].as_str() == Some("ar1");
    let has_matrix = d.coin(0.35);
    let mut all: Vec<Value> = Vec::new();
    let mut loadings: Vec<f64> = Vec::new();
    for (place, name) in NAMES.iter().enumerate() {
        let mut region = parsed(&format!("name = {name:?}"));
        let kind = d.whole(0, 7);
        let (drift, volatility) = (d.number(-0.15, 0.1), d.number(0.02, 0.25));
        let heavy =
            if d.coin(0.4) { format!("degrees_of_freedom = {:?}\n", d.number(2.5, 9.0)) } else { String::new() };
        let overlay = if d.coin(0.4) {
            format!("overlay = [{{ from_month = 2, to_month = 14, log_return = {:?} }}]\n", d.number(-0.3, 0.1))
        } else {
            String::new()
        };
        let price = match kind {
            0 | 1 if !(has_matrix && study_is_silent) => None,
            2 => Some(format!(
                "kind = \"momentum\"\nmean_growth_annual = {drift:?}\nmomentum_monthly = 0.8\n\
                 innovation_volatility_annual = {volatility:?}\n{heavy}{overlay}"
            )),
            3 => Some(format!(
                "kind = \"mean-reverting\"\ntrend_growth_annual = {drift:?}\nreversion_annual = 0.4\n\
                 volatility_annual = {volatility:?}\n{overlay}"
            )),
            4 => Some(format!(
                "kind = \"jump-diffusion\"\ndrift_annual = {drift:?}\nvolatility_annual = {volatility:?}\n\
                 jump_intensity_annual = 2.0\njump_mean_log = -0.03\njump_sd_log = 0.05\n{heavy}{overlay}"
            )),
            5 => Some(format!(
                "kind = \"regime-switching\"\n{heavy}\
                 regimes = [{{ name = \"a\", drift_annual = {drift:?}, volatility_annual = {volatility:?}, \
                 transition_monthly = [0.9, 0.1], labour_factor = 0.4, auction_log_odds = -0.3 }}, \
                 {{ name = \"b\", drift_annual = 0.03, volatility_annual = 0.05, transition_monthly = [0.05, 0.95] }}]\n"
            )),
            6 if !has_matrix && text("kind") != "bootstrap" && files.price.is_some() => {
                let (file, column) = files.price.unwrap();
                let first = if d.coin(0.5) { "first_month = \"1997-03\"\n" } else { "" };
                Some(format!(
                    "kind = \"bootstrap\"\nmean_block_months = 7.0\n{first}{overlay}\
                     series = {{ file = {:?}, column = {column:?} }}\n",
                    file.display().to_string()
                ))
            }
            _ => Some(format!(
                "kind = \"gbm\"\ndrift_annual = {drift:?}\nvolatility_annual = {volatility:?}\n{heavy}{overlay}"
            )),
        };
        let is_silent = match &price {
            None => study_is_silent,
            Some(text) => text.contains("bootstrap"),
        };
        let loading = match d.whole(0, 5) {
            0 => 0.0,
            1 if !has_matrix => 1.0,
            2 if !has_matrix => -1.0,
            _ => d.number(-0.8, 0.85),
        };
        loadings.push(if is_silent { 0.0 } else { loading });
        if !is_silent {
            region.insert("loading".to_owned(), loading.into());
        }
        if let Some(price) = price {
            region.insert("price".to_owned(), parsed(&price).into());
        }
        let own_labour = d.coin(0.4);
        if own_labour {
            let (separation, finding) = (d.number(0.005, 0.05), d.number(0.05, 0.4));
            let text = format!(
                "kind = \"ar1\"\nseparation_monthly = {separation:?}\nfinding_monthly = {finding:?}\nsd = 0.5\n\
                 persistence_monthly = 0.9\n"
            );
            region.insert("labour".to_owned(), parsed(&text).into());
        }
        if (own_labour || has_ar1) && d.coin(0.5) {
            region.insert("labour_loading".to_owned(), d.number(-1.0, 1.0).into());
        }
        if has_matrix && place > 0 {
            let others = (0..place).map(|other| {
                let rest = d.number(-0.08, 0.08);
                (NAMES[other].to_owned(), Value::from(loadings[other] * loading + rest))
            });
            region.insert("correlation".to_owned(), others.collect::<Table>().into());
        }
        all.push(region.into());
    }
    all
}
