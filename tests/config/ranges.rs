//! Every range a config can state is enforced, at both ends.

use serde_json::Value;

use super::support::{Folder, GOOD};
use underwater::config::json_schema;

/// A price table with an overlay, so that the keys of overlays are reached.
macro_rules! price {
    ($($key:literal),*) => {
        concat!("price={kind=", $($key, ",",)* "overlay=[{from_month=1,to_month=1,log_return=0}]}")
    };
}

/// Tables of each kind, but the labour market that [`GOOD`] has.
const VARIANTS: [&str; 17] = [
    price!("\"gbm\"", "drift_annual=0", "volatility_annual=0.1"),
    price!("\"replay\"", "series={file=\"x.csv\",column=\"x\"}", "start_month=\"2000-01\""),
    price!("\"momentum\"", "mean_growth_annual=0", "momentum_monthly=0.5", "innovation_volatility_annual=0.1"),
    price!("\"path\"", "knots=[{month=0,level=1}]"),
    price!("\"bootstrap\"", "series={file=\"x.csv\",column=\"x\"}", "mean_block_months=12"),
    price!("\"mean-reverting\"", "trend_growth_annual=0", "reversion_annual=0.5", "volatility_annual=0.1"),
    price!(
        "\"jump-diffusion\"",
        "drift_annual=0",
        "volatility_annual=0.1",
        "jump_intensity_annual=1",
        "jump_mean_log=0",
        "jump_sd_log=0.1"
    ),
    price!(
        "\"regime-switching\"",
        "regimes=[{name=\"a\",drift_annual=0,volatility_annual=0.1,transition_monthly=[1]}]"
    ),
    "labour={kind=\"series\",series={file=\"x.csv\",column=\"x\"},start_month=\"2000-01\",\
     separation_monthly=0.01,finding_monthly=0.1}",
    "labour={kind=\"knots\",knots=[{month=0,factor=0}],separation_monthly=0.01,finding_monthly=0.1}",
    "inflation={kind=\"series\",series={file=\"x.csv\",column=\"x\"},start_month=\"2000-01\"}",
    "inflation={kind=\"constant\",rate_annual=0.03}",
    "inflation={kind=\"knots\",knots=[{month=0,rate_annual=0.03}]}",
    "policy_rate={kind=\"series\",series={file=\"x.csv\",column=\"x\"},start_month=\"2000-01\"}",
    "policy_rate={kind=\"constant\",level_annual=0.03}",
    "policy_rate={kind=\"knots\",knots=[{month=0,level_annual=0.03}]}",
    "policy_rate={kind=\"vasicek\",initial_annual=0.03,mean_annual=0.03,reversion_annual=0.1,\
     volatility_annual=0.01}",
];

/// Kinds that the good config has, as a region may have them.
const OF_REGIONS: &[&str] = &[
    "price={kind=\"gbm\",drift_annual=0,volatility_annual=0.1}",
    "labour={kind=\"ar1\",separation_monthly=0.01,finding_monthly=0.1}",
];

/// Lists of tables that stand in no good config: each with one table.
const LISTS: [(&str, &str); 5] = [
    ("loan.buying_costs.deed_tax[0].", "loan.buying_costs.deed_tax=[{first_home_frac=0.01,second_home_frac=0.01}]"),
    ("region[0].", "region=[{name=\"a\",loading=0.5}]"),
    ("loan.spread_changes[0].", "loan.spread_changes=[{month=2,spread_annual=0}]"),
    ("refinancing.market_spread_annual[0].", "refinancing.market_spread_annual=[{month=0,spread_annual=0}]"),
    ("loan.tranche[0].", "loan.tranche=[{name=\"other\",from=\"price\",share=0.1,annual_rate=0.05}]"),
];

/// Every dotted key with a range, beside the setting that makes its table and its schema.
fn ranged_keys() -> Vec<(Option<String>, String, Value)> {
    fn resolve<'a>(root: &'a Value, schema: &'a Value) -> &'a Value {
        let name = schema["$ref"].as_str().and_then(|it| it.strip_prefix("#/$defs/"));
        name.map_or(schema, |name| &root["$defs"][name])
    }
    fn collect(
        root: &Value,
        schema: &Value,
        path: &str,
        kind: Option<&str>,
        keys: &mut Vec<(Option<String>, String, Value)>,
    ) {
        let has_range = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"]
            .iter()
            .any(|bound| schema[bound].is_number());
        if has_range {
            let of_region = path.strip_prefix("region[0].");
            let table = of_region.unwrap_or(path).split('.').next().unwrap_or_default();
            let variant = kind.and_then(|kind| {
                let start = format!("{table}={{kind=\"{kind}\"");
                let known = if of_region.is_some() { [&VARIANTS[..], OF_REGIONS].concat() } else { VARIANTS.to_vec() };
                let variant = known.into_iter().find(|it| it.starts_with(&start))?;
                Some(if of_region.is_some() {
                    format!("region=[{{name=\"a\",loading=0.5,{variant}}}]")
                } else {
                    variant.to_owned()
                })
            });
            let list = LISTS.iter().find(|(table, _)| path.starts_with(table)).map(|(_, list)| (*list).to_owned());
            let variant = variant.or(list);
            keys.push((variant, path.to_owned(), schema.clone()));
        }
        let target = resolve(root, schema);
        if target["x-distribution"] == true {
            return;
        }
        if target["oneOf"][0]["type"] == "object" {
            for variant in target["oneOf"].as_array().into_iter().flatten() {
                let kind = variant["properties"]["kind"]["const"].as_str();
                collect(root, variant, path, kind, keys);
            }
        }
        for (name, property) in target["properties"].as_object().into_iter().flatten() {
            let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
            collect(root, property, &path, kind, keys);
            if property["items"].is_object() {
                collect(root, &property["items"], &format!("{path}[0]"), kind, keys);
            }
        }
    }
    let mut root = json_schema();
    for name in ["sweep", "scenario", "extends"] {
        root["properties"].as_object_mut().expect("properties").remove(name);
    }
    let mut keys = Vec::new();
    collect(&root, &root, "", None, &mut keys);
    keys
}

#[test]
fn values_beyond_either_end_are_refused_and_the_ends_are_not() {
    let folder = Folder::of(&[("a.toml", GOOD)]);
    let keys = ranged_keys();
    assert!(keys.len() > 60, "only {} ranges", keys.len());
    for (variant, key, schema) in keys {
        let is_out = |value: f64| {
            let is_whole = value.fract() == 0.0;
            let text = if is_whole { format!("{value}") } else { format!("{value:?}") };
            let set = format!("{key}={text}");
            let sets: Vec<&str> = variant.as_deref().into_iter().chain([set.as_str()]).collect();
            let faults = folder.faults(folder.load_set("a.toml", &sets));
            faults.contains(&format!("{key} = {text} is not in"))
        };
        let step = if schema["type"] == "integer" { 1.0 } else { 0.5_f64.powi(20) };
        for (bound, outwards) in [("minimum", -1.0), ("maximum", 1.0)] {
            if let Some(end) = schema[bound].as_f64().filter(|end| *end < 1e18) {
                assert!(!is_out(end), "{key} = {end}");
                assert!(is_out(end + outwards * step), "{key} beyond {end}");
            }
        }
        for (bound, inwards) in [("exclusiveMinimum", 1.0), ("exclusiveMaximum", -1.0)] {
            if let Some(end) = schema[bound].as_f64() {
                assert!(is_out(end), "{key} = {end}");
                assert!(!is_out(end + inwards * step), "{key} inside {end}");
            }
        }
    }
}

#[test]
fn defaults_are_those_of_the_manual() {
    let distress = underwater::distress::Distress::default();
    assert_eq!((distress.default_dpd, distress.distress_dpd), (90, 30));
    let folder = Folder::of(&[("a.toml", GOOD)]);
    let config = folder.load("a.toml").expect("a good config").cells[0].config.clone();
    assert_eq!((config.study.seed, config.study.workout_tail_months), (1, 60));
    let household = &config.household;
    assert_eq!((household.reference_down_payment, household.credit_rate_annual), (0.30, 0.18));
    assert_eq!(config.loan.appraisal_ratio, underwater::random::Distribution::Constant(1.0));
    assert_eq!(config.foreclosure.appraisal_ratio, underwater::random::Distribution::Constant(1.0));
}
