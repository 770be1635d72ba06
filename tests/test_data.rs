//! The data are what their sources and digests say, and every number of a config says where it is from.

use std::fs;
use std::path::PathBuf;

use crate::support::root;

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Names of the data files.
fn data_files() -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(root().join("data"))
        .expect("the folder")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"))
        .filter(|name| name != "CHECKSUMS" && name != "SOURCES.md")
        .collect();
    names.sort();
    names
}

#[test]
fn digests() {
    let listed: Vec<(String, String)> = read("data/CHECKSUMS")
        .lines()
        .map(|line| {
            let (digest, name) = line.split_once("  ").expect("a digest and a file");
            (name.to_owned(), digest.to_owned())
        })
        .collect();
    let found: Vec<(String, String)> = data_files()
        .into_iter()
        .map(|name| {
            let bytes = fs::read(root().join("data").join(&name)).expect("a file");
            (name, blake3::hash(&bytes).to_hex().to_string())
        })
        .collect();
    assert_eq!(listed, found, "data/CHECKSUMS");
}

#[test]
fn every_file_has_a_source() {
    let sources = read("data/SOURCES.md");
    let rows: Vec<&str> = sources
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once('`').map(|(name, _)| name))
        .filter(|name| name.ends_with(".csv"))
        .collect();
    for name in data_files() {
        assert_eq!(rows.iter().filter(|row| **row == name).count(), 1, "rows of SOURCES.md for {name}");
    }
    assert_eq!(rows.len(), data_files().len(), "SOURCES.md names a file that is not there: {rows:?}");
}

/// (first cell, cell of `column`) of every row.
fn column(path: &str, column: &str) -> Vec<(String, f64)> {
    let mut reader = csv::Reader::from_path(root().join(path)).expect("a table");
    let at = reader.headers().expect("a header").iter().position(|name| name == column).expect("the column");
    reader
        .records()
        .map(|row| {
            let row = row.expect("a row");
            (row[0].to_owned(), row[at].parse().expect("a number"))
        })
        .collect()
}

const SEVENTY: &str = "data/cn_nbs70_secondhand_price_index_monthly.csv";
const GROUP: &str = "data/cn_zhengzhou_wuhan_secondhand_price_index_monthly.csv";

#[test]
fn the_group_index_is_recomputed() {
    let (zhengzhou, wuhan) = (column(SEVENTY, "郑州"), column(SEVENTY, "武汉"));
    let base = zhengzhou.iter().position(|(month, _)| month == "2018-01").expect("the base month");
    let level = |at: usize| (zhengzhou[at].1 * wuhan[at].1).sqrt();
    let mut expected = String::from("month,index\n");
    for (at, (month, _)) in zhengzhou.iter().enumerate() {
        expected += &format!("{month},{:.6}\n", 100.0 * level(at) / level(base));
    }
    assert_eq!(read(GROUP).replace("\r\n", "\n"), expected);
}

/// The monthly file of the loan prime rate holds each rate from the month of its change on, to the last month its
/// source speaks of.
#[test]
fn the_monthly_loan_prime_rate_is_recomputed() {
    let changes = column("data/cn_lpr_5y.csv", "lpr_5y_percent");
    let mut expected = String::from("month,lpr_5y_percent\n");
    for year in 2019..=2026 {
        for month in 1..=12 {
            let name = format!("{year}-{month:02}");
            let rate = changes.iter().rfind(|(from, _)| *from <= name);
            if let Some((_, rate)) = rate.filter(|_| name.as_str() <= "2026-02") {
                expected += &format!("{name},{rate:.2}\n");
            }
        }
    }
    assert_eq!(read("data/cn_lpr_5y_monthly.csv"), expected);
}

/// A number to four significant digits, as the configs carry it.
fn four_digits(x: f64) -> f64 {
    format!("{x:.3e}").parse().expect("a number")
}

/// g_t = c + φ·g_{t−1} + ε_t by least squares with an intercept.
struct Ar1 {
    phi: f64,
    intercept: f64,
    innovation_variance: f64,
}

impl Ar1 {
    fn fit(growth: &[f64]) -> Self {
        let (x, y) = (&growth[..growth.len() - 1], &growth[1..]);
        let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
        let (x_mean, y_mean) = (mean(x), mean(y));
        let xx: f64 = x.iter().map(|x| (x - x_mean) * (x - x_mean)).sum();
        let xy: f64 = x.iter().zip(y).map(|(x, y)| (x - x_mean) * (y - y_mean)).sum();
        let phi = xy / xx;
        let intercept = y_mean - phi * x_mean;
        let squares: f64 = x.iter().zip(y).map(|(x, y)| (y - intercept - phi * x) * (y - intercept - phi * x)).sum();
        Self { phi, intercept, innovation_variance: squares / (x.len() as f64 - 2.0) }
    }
}

/// METHOD.md §10 says by how much momentum understates long swings in Hong Kong: the standard deviation of 60-month log
/// growth that a fit gives, σ·√Σ_k((1 − φᵏ)/(1 − φ))², against that of the file's own overlapping growths.
#[test]
fn what_momentum_understates_in_hong_kong() {
    let levels: Vec<f64> = column("data/hk_rvd_private_domestic_price_index_monthly.csv", "index")
        .into_iter()
        .map(|(_, level)| level.ln())
        .collect();
    let growth: Vec<f64> = levels.windows(2).map(|pair| pair[1] - pair[0]).collect();
    let fit = Ar1::fit(&growth);
    let sums: f64 = (1..=60).map(|k| ((1.0 - fit.phi.powi(k)) / (1.0 - fit.phi)).powi(2)).sum();
    let fitted = (fit.innovation_variance * sums).sqrt();
    let long: Vec<f64> = levels.windows(61).map(|window| window[60] - window[0]).collect();
    let mean = long.iter().sum::<f64>() / long.len() as f64;
    let observed = (long.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / (long.len() as f64 - 1.0)).sqrt();
    let sentence = format!(
        "a standard deviation of {fitted:.2}, where that file's overlapping 60-month growths have {observed:.2}"
    );
    assert!(read("docs/METHOD.md").contains(&sentence), "METHOD.md should say: {sentence}");
}

#[test]
fn the_momentum_fit_is_recomputed() {
    let levels: Vec<f64> = column(GROUP, "index")
        .into_iter()
        .filter(|(month, _)| month.as_str() >= "2018-01")
        .map(|(_, level)| level)
        .collect();
    assert_eq!(levels.len(), 97);
    let growth: Vec<f64> = levels.windows(2).map(|pair| (pair[1] / pair[0]).ln()).collect();
    let Ar1 { phi, intercept, innovation_variance } = Ar1::fit(&growth);
    let m = 12.0 * intercept / (1.0 - phi);
    let sigma = (12.0 * innovation_variance).sqrt();
    let fits = [
        ("momentum_monthly", phi),
        ("mean_growth_annual", m),
        ("innovation_volatility_annual", sigma),
        ("initial_growth_monthly", growth[95]),
    ];

    let sources = read("data/SOURCES.md");
    let config: toml::Table = read("configs/china_leverage.toml").parse().expect("a config");
    for (key, fit) in fits {
        let carried = config["price"][key].as_float().expect("a number");
        assert_eq!(carried, four_digits(fit), "configs/china_leverage.toml: price.{key}, fitted {fit}");
        let row = sources.lines().find(|line| line.contains(&format!("`price.{key}`"))).expect("a row of the fits");
        let written: f64 = row.split('|').nth(3).expect("a value").trim().replace('−', "-").parse().expect("a number");
        assert!((written / fit - 1.0).abs() < 1e-5, "data/SOURCES.md: {key} {written}, fitted {fit}");
    }
    let slide = config["scenario"]
        .as_array()
        .expect("scenarios")
        .iter()
        .find(|table| table["name"].as_str() == Some("slide_4"));
    let slide = slide.expect("the scenario")["price"]["mean_growth_annual"].as_float().expect("a number");
    assert_eq!(slide, four_digits(m), "the scenario that goes on as it was");
}

/// Five cities: their fits, the mean of their last 36 growths, how the residuals move together, and one factor of that.
#[test]
fn the_city_fits_are_recomputed() {
    let cities =
        [("beijing", "北京"), ("shanghai", "上海"), ("chengdu", "成都"), ("wuhan", "武汉"), ("zhengzhou", "郑州")];
    let growth = |name: &str| -> Vec<f64> {
        let levels: Vec<f64> =
            column(SEVENTY, name).into_iter().filter(|(month, _)| month.as_str() >= "2018-01").map(|it| it.1).collect();
        levels.windows(2).map(|pair| (pair[1] / pair[0]).ln()).collect()
    };
    let all: Vec<Vec<f64>> = cities.iter().map(|(_, name)| growth(name)).collect();
    let fits: Vec<Ar1> = all.iter().map(|growth| Ar1::fit(growth)).collect();
    let residuals: Vec<Vec<f64>> = all
        .iter()
        .zip(&fits)
        .map(|(growth, fit)| growth.windows(2).map(|pair| pair[1] - fit.intercept - fit.phi * pair[0]).collect())
        .collect();
    let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(x, y)| x * y).sum::<f64>();
    // Residuals of a regression with an intercept have mean 0.
    let correlation = |i: usize, j: usize| {
        let (a, b) = (&residuals[i], &residuals[j]);
        dot(a, b) / (dot(a, a) * dot(b, b)).sqrt()
    };
    let mut loading = [0.5; 5];
    for _ in 0..20_000 {
        for i in 0..5 {
            let others = || (0..5).filter(move |j| *j != i);
            let both: f64 = others().map(|j| correlation(i, j) * loading[j]).sum();
            loading[i] = both / others().map(|j| loading[j] * loading[j]).sum::<f64>();
        }
    }
    let together: Vec<f64> = (0..all[0].len()).map(|t| all.iter().map(|growth| growth[t]).sum::<f64>() / 5.0).collect();
    let keys = |growth: &[f64]| {
        let fit = Ar1::fit(growth);
        let last: f64 = growth[growth.len() - 36..].iter().sum::<f64>() / 3.0;
        [
            ("momentum_monthly", fit.phi),
            ("innovation_volatility_annual", (12.0 * fit.innovation_variance).sqrt()),
            ("initial_growth_monthly", growth[growth.len() - 1]),
            ("mean_growth_annual", last),
        ]
    };
    let (sources, config) = (read("data/SOURCES.md"), read("configs/portfolio_china.toml"));
    let config: toml::Table = config.parse().expect("a config");
    let row = |label: &str| -> Vec<f64> {
        let line = sources.lines().find(|line| line.starts_with(&format!("| {label} |"))).expect("a row of the fits");
        line.split('|').filter_map(|cell| cell.trim().replace('−', "-").parse().ok()).collect()
    };
    let tables = config["region"].as_array().expect("regions").iter().map(|region| &region["price"]);
    let all_tables = tables.chain([&config["price"]]);
    let labels = cities.iter().map(|(name, _)| *name).chain(["five together"]);
    for ((table, growth), label) in all_tables.zip(all.iter().chain([&together])).zip(labels) {
        let keys = keys(growth);
        for (key, fit) in keys {
            assert_eq!(table[key].as_float().expect("a number"), four_digits(fit), "{label}: {key}, fitted {fit}");
        }
        // φ, its error, σ, g₀, the mean.
        let written = row(label);
        for (place, (_, fit)) in [0, 2, 3, 4].into_iter().zip(keys) {
            assert!((written[place] / fit - 1.0).abs() < 1e-4, "{label}: {} written, {fit} fitted", written[place]);
        }
    }
    let mut furthest: f64 = 0.0;
    for (i, region) in config["region"].as_array().expect("regions").iter().enumerate() {
        assert_eq!(region["loading"].as_float().expect("a number"), four_digits(loading[i]), "{i}: {}", loading[i]);
        for j in 0..i {
            let told = region["correlation"][cities[j].0].as_float().expect("a number");
            assert_eq!(told, four_digits(correlation(i, j)), "{i}, {j}");
            furthest = furthest.max((correlation(i, j) - loading[i] * loading[j]).abs());
        }
    }
    assert!(sources.contains(&format!("is further than {furthest:.2} from")), "{furthest}");
    // The scenarios are none, once and twice of the slide.
    for (scenario, times) in config["scenario"].as_array().expect("scenarios").iter().zip([0.0, 1.0, 2.0]) {
        let base = config["region"].as_array().expect("regions");
        for (region, changed) in base.iter().zip(scenario["region"].as_array().expect("regions")) {
            assert_eq!(region["name"], changed["name"]);
            let [mean, changed] =
                [region, changed].map(|it| it["price"]["mean_growth_annual"].as_float().expect("a number"));
            assert!((changed - times * mean).abs() < 1e-12, "{changed}, {times} × {mean}");
        }
    }
}

/// Drift and volatility of boom and slide, from the growths before and after January 2018.
#[test]
fn the_regimes_are_recomputed() {
    let levels = column(GROUP, "index");
    let config: toml::Table = read("configs/regime_switching.toml").parse().expect("a config");
    let sources = read("data/SOURCES.md");
    for (at, name, first, last) in [(0, "boom", "2006-02", "2017-12"), (1, "slide", "2018-02", "2026-01")] {
        let growth: Vec<f64> = levels
            .windows(2)
            .filter(|pair| pair[1].0.as_str() >= first && pair[1].0.as_str() <= last)
            .map(|pair| (pair[1].1 / pair[0].1).ln())
            .collect();
        let mean = growth.iter().sum::<f64>() / growth.len() as f64;
        let squares: f64 = growth.iter().map(|g| (g - mean) * (g - mean)).sum();
        let variance = 12.0 * squares / (growth.len() as f64 - 1.0);
        let (drift, volatility) = (12.0 * mean + variance / 2.0, variance.sqrt());
        let regime = &config["price"]["regimes"][at];
        assert_eq!(regime["name"].as_str(), Some(name));
        for (key, exact) in [("drift_annual", drift), ("volatility_annual", volatility)] {
            let carried = regime[key].as_float().expect("a number");
            assert_eq!(format!("{carried:.4}"), format!("{exact:.4}"), "{name}: {key}");
        }
        let row = format!("| {name} | {drift:.4} | {volatility:.4} |").replace('-', "−");
        assert!(sources.contains(&row), "data/SOURCES.md should have the row {row}");
    }
}

/// Every line of a shipped config that sets a number says in a comment where it is from: on the line, or for a list on
/// the comment above it. Where the file says that a line without a source is an assumption, it still says what it is.
#[test]
fn every_number_of_a_config_says_where_it_is_from() {
    let mut without = Vec::new();
    let mut lines_seen = 0;
    for folder in ["configs", "configs/regimes"] {
        let entries = fs::read_dir(root().join(folder)).expect("the folder");
        let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
        files.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
        files.sort();
        for file in files {
            let text = fs::read_to_string(&file).expect("a config");
            let mut table = "";
            let mut above = "";
            for (number, line) in (1..).zip(text.lines()) {
                let (code, comment) = split_comment(line);
                if code.starts_with('[') {
                    table = code;
                }
                let sets_a_number =
                    code.split_once('=').map_or(code, |(_, value)| value).chars().any(|c| c.is_ascii_digit());
                let is_size = table == "[study]" || code.starts_with("name") || code.starts_with("extends");
                let is_text = code.split_once('=').is_some_and(|(_, value)| value.trim().starts_with('"'));
                if sets_a_number && !code.starts_with('[') && !is_size && !is_text {
                    lines_seen += 1;
                    let listed = code.contains('[') && above.starts_with('#');
                    if comment.trim().is_empty() && !listed {
                        without.push(format!("{}:{number}: {line}", file.display()));
                    }
                }
                above = line.trim();
            }
        }
    }
    assert!(lines_seen > 150, "only {lines_seen} lines were looked at");
    assert!(without.is_empty(), "numbers without a word on where they are from:\n{}", without.join("\n"));
}

/// A line's code and its comment; a `#` inside quotes begins none.
fn split_comment(line: &str) -> (&str, &str) {
    let mut quoted = false;
    for (at, c) in line.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '#' if !quoted => return (line[..at].trim(), &line[at + 1..]),
            _ => {}
        }
    }
    (line.trim(), "")
}

#[test]
fn every_shipped_study_loads() {
    let mut seen = 0;
    for entry in fs::read_dir(root().join("configs")).expect("the folder") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            assert!(!crate::support::study_at(&path).cells.is_empty());
            seen += 1;
        }
    }
    assert!(seen >= 4);
}
