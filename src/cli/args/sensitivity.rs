//! Arguments of `sensitivity`.

use clap::{ArgGroup, Args};

use super::{OutputArguments, StudyArguments};
use crate::cli::sensitivity;

pub(super) const EXAMPLES: &str = "\
Examples:
  underwater sensitivity configs/smoke.toml --keys price.volatility_annual,loan.annual_rate
  underwater sensitivity configs/china_leverage.toml --all-assumptions --by 0.2 --worlds 200
  underwater sensitivity configs/smoke.toml --keys household.savings.lognormal.median \\
      --target default_rate --target expected_loss

Each key is moved down and up by a share of its value, in every cell, and everything else stays: the same worlds,
households and draws, so that the error of a change is far smaller than those of the estimates. Whole numbers move by
1 at least. A value that the config may not have is not tried; the row says why. A number of a distribution is named
by its own key, as above. --all-assumptions takes every number whose comment in the config, or in one it extends, has
the word assumption (or 假设).";

/// What is asked, as clap takes it.
#[derive(Args)]
#[command(group = ArgGroup::new("what").required(true).multiple(false))]
pub(super) struct SensitivityArguments {
    #[command(flatten)]
    study: StudyArguments,
    /// Keys to move one at a time, dotted
    #[arg(long, value_name = "KEYS", value_delimiter = ',', group = "what")]
    keys: Vec<String>,
    /// Move every number whose comment says assumption
    #[arg(long, group = "what")]
    all_assumptions: bool,
    /// Share of its value by which a key is moved, above 0 and below 1
    #[arg(long, value_name = "SHARE", default_value_t = 0.1, value_parser = share)]
    by: f64,
    /// Estimate to watch, a column of summary; may be repeated
    #[arg(long, value_name = "ESTIMATE", value_delimiter = ',', default_value = "default_rate")]
    target: Vec<String>,
    #[command(flatten)]
    output: OutputArguments,
}

impl SensitivityArguments {
    pub(super) fn lower(self) -> sensitivity::Request {
        let Self { study, keys, all_assumptions, by, target, output } = self;
        let keys = if all_assumptions { None } else { Some(keys) };
        sensitivity::Request { source: study.lower(), keys, by, targets: target, output: output.lower() }
    }
}

fn share(text: &str) -> Result<f64, String> {
    let number: Option<f64> = text.parse().ok();
    if let Some(share) = number.filter(|share| *share > 0.0 && *share < 1.0) {
        return Ok(share);
    }
    let per_cent = text.strip_suffix('%').unwrap_or(text).parse::<f64>().ok();
    let meant = per_cent.filter(|number| (1.0..100.0).contains(number));
    let meant = meant.map_or_else(String::new, |number| format!("; {number}% is written {}", number / 100.0));
    Err(format!("not a share above 0 and below 1{meant}"))
}
