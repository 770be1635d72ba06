//! Arguments of `sensitivity`.

use clap::{ArgGroup, Args, ValueEnum};

use super::{OutputArguments, StudyArguments};
use crate::cli::tongue::said;
use crate::cli::{sensitivity, whole_number};
use crate::told::{Told, Words, told};

pub(super) const EXAMPLES: Words = Words::new(
    "\
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
lies apart over the stated ranges, beside its Monte Carlo error. N points are N × (keys + 2) runs of every cell.",
    "\
示例：
  underwater sensitivity configs/smoke.toml --keys price.volatility_annual,loan.annual_rate
  underwater sensitivity configs/china_leverage.toml --all-assumptions --by 0.2 --worlds 200
  underwater sensitivity configs/smoke.toml --keys household.savings.lognormal.median \\
      --target default_rate --target expected_loss
  underwater sensitivity configs/cases/doubt.toml --screen sobol

每个参数在每个单元中按其值的一定比例下调和上调，其余不变：世界、家庭和抽取都相同，因此变化的误差远小于估计值的误差。整数至少变动 1。配置不允许的值不试，该行说明原因。分布中的数用其自身的参数名，如上例。--all-assumptions 取配置及其所继承的配置中，注释含 assumption（或「假设」）的每个数。

--screen sobol 同时变动配置的 [uncertainty] 表中的所有参数，各按其分布，取 Saltelli 方案的点：每个参数单独及与其他参数一起占方差的多少，估计值在所述范围内相差多远，旁边是其蒙特卡洛误差。N 个点是对每个单元运行 N ×（参数个数 + 2）次。",
);

/// What is asked, as clap takes it.
#[derive(Args)]
#[command(group = ArgGroup::new("what").required(true).multiple(false))]
pub(super) struct SensitivityArguments {
    #[command(flatten)]
    study: StudyArguments,
    /// Keys to move one at a time, dotted
    ///
    /// 逐个变动的参数，用点分写出
    #[arg(long, value_name = "KEYS", value_delimiter = ',', group = "what")]
    keys: Vec<String>,
    /// Move every number whose comment says assumption
    ///
    /// 变动注释中注明「假设」的每一个数
    #[arg(long, group = "what")]
    all_assumptions: bool,
    /// Vary all keys of [uncertainty] at once
    ///
    /// 同时变动 [uncertainty] 中的所有参数
    #[arg(long, value_name = "WAY", group = "what")]
    screen: Option<ScreenName>,
    /// Rows of the screen's design, a power of two from 8 to 32768
    ///
    /// 筛选设计的行数，8 至 32768 之间 2 的幂
    #[arg(long, value_name = "N", default_value_t = 64, value_parser = power_of_two, requires = "screen")]
    points: usize,
    /// Share of its value by which a key is moved, above 0 and below 1
    ///
    /// 参数变动的幅度，占其值的比例，大于 0、小于 1
    #[arg(long, value_name = "SHARE", default_value_t = 0.1, value_parser = share, conflicts_with = "screen")]
    by: f64,
    /// Estimate to watch, a column of summary; may be repeated
    ///
    /// 要观察的估计量，summary 的一列；可重复
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
    /// Sobol' indices by Saltelli's scheme · 按 Saltelli 方案的 Sobol' 指数
    Sobol,
}

fn power_of_two(text: &str) -> Result<usize, String> {
    const LEAST: u64 = 8;
    let number: u64 = whole_number::up_to(text, 32_768)?;
    let rows = usize::try_from(number).ok().filter(|rows| number >= LEAST && rows.is_power_of_two());
    rows.ok_or_else(|| {
        let above = number.max(LEAST).next_power_of_two();
        let near = above.min(32_768);
        said(&told!(
            "not a power of two from {LEAST} to 32768; {near} is near",
            "不是 {LEAST} 至 32768 之间 2 的幂；最近的是 {near}"
        ))
    })
}

fn share(text: &str) -> Result<f64, String> {
    let number: Option<f64> = text.parse().ok();
    if let Some(share) = number.filter(|share| *share > 0.0 && *share < 1.0) {
        return Ok(share);
    }
    let per_cent = text.strip_suffix('%').unwrap_or(text).parse::<f64>().ok();
    let meant = per_cent.filter(|number| (1.0..100.0).contains(number));
    let meant = meant
        .map_or_else(Told::default, |number| told!("; {number}% is written {}", "；{number}% 写作 {}", number / 100.0));
    Err(said(&told!("not a share above 0 and below 1{meant}", "不是大于 0、小于 1 的比例{meant}"; meant)))
}
