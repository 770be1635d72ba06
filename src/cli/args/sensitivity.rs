//! Arguments of `sensitivity`.

use clap::{ArgGroup, Args, ValueEnum};

use super::{OutputArguments, StudyArguments};
use crate::cli::{sensitivity, whole_number};

pub(super) const EXAMPLES: &str = "\
Examples:
  underwater sensitivity configs/smoke.toml --keys price.volatility_annual,loan.annual_rate
  underwater sensitivity configs/china_leverage.toml --all-assumptions --by 0.2 --worlds 200
  underwater sensitivity configs/smoke.toml --keys household.savings.lognormal.median \\
      --target default_rate --target expected_loss
  underwater sensitivity configs/cases/doubt.toml --screen sobol

Each key is moved down and up by a share of its value, in every cell, and everything else stays: the same worlds,
households and draws, so that the error of a change is far smaller than those of the estimates. Whole numbers move by
1 at least. A value that the config may not have is not tried; the row says why. A number of a distribution is named
by its own key, as above. --all-assumptions takes every number whose comment in the config, or in one it extends, has
the word assumption (or 假设).

--screen sobol varies all keys of the config's table [uncertainty] at once, each over its distribution, at the points of
Saltelli's scheme: what share of the variance each key accounts for, by itself and with others, and how far the estimate
lies apart over the stated ranges, beside its Monte Carlo error. N points are N × (keys + 2) runs of every cell.";

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
    /// Vary all keys of [uncertainty] at once
    #[arg(long, value_name = "WAY", group = "what")]
    screen: Option<ScreenName>,
    /// Rows of the screen's design, a power of two from 8 to 32768
    #[arg(long, value_name = "N", default_value_t = 64, value_parser = power_of_two, requires = "screen")]
    points: usize,
    /// Share of its value by which a key is moved, above 0 and below 1
    #[arg(long, value_name = "SHARE", default_value_t = 0.1, value_parser = share, conflicts_with = "screen")]
    by: f64,
    /// Estimate to watch, a column of summary; may be repeated
    #[arg(long, value_name = "ESTIMATE", value_delimiter = ',', default_value = "default_rate")]
    target: Vec<String>,
    #[command(flatten)]
    output: OutputArguments,
}

impl SensitivityArguments {
    pub(super) fn lower(self) -> sensitivity::Request {
        let Self { study, keys, all_assumptions, screen, points, by, target, output } = self;
        let what = match screen {
            Some(ScreenName::Sobol) => sensitivity::What::Screen { rows: points },
            None if all_assumptions => sensitivity::What::Assumptions { by },
            None => sensitivity::What::Keys { keys, by },
        };
        sensitivity::Request { source: study.lower(), what, targets: target, output: output.lower() }
    }
}

/// Ways to vary everything at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ScreenName {
    /// Sobol' indices by Saltelli's scheme
    Sobol,
}

fn power_of_two(text: &str) -> Result<usize, String> {
    const LEAST: u64 = 8;
    let number: u64 = whole_number::up_to(text, 32_768)?;
    let rows = usize::try_from(number).ok().filter(|rows| number >= LEAST && rows.is_power_of_two());
    rows.ok_or_else(|| {
        let above = number.max(LEAST).next_power_of_two();
        format!("not a power of two from {LEAST} to 32768; {} is near", above.min(32_768))
    })
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
