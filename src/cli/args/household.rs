//! Arguments of `household`.

use std::path::PathBuf;

use clap::Args;
use clap::builder::PossibleValuesParser;

use super::solve::number;
use super::{OutputArguments, whole};
use crate::cli::household;
use crate::told::Words;

pub(super) const EXAMPLES: Words = Words::new(
    "\
Examples:
  underwater household --price 2000000 --down-payment 0.15 --income 25000 --cash 600000 \\
      --annual-rate 0.035 --months 360
  underwater household --price 6000000 --down-payment 0.3 --income 60000 --second-income 30000 \\
      --cash 2500000 --annual-rate 0.04 --months 300 --regime hong_kong

Money is in one currency, income and spending are a month's. The folder holds odds (every down
payment and buffer compared), cash_needed (what a risk of 1 in 100 needs), bad_path (the months of
a path that goes wrong), the page, and study.toml: the study of this household as `run`, `explain`
and `solve` take it, with every assumption in it. --prices takes the tables price, labour,
correlation and policy_rate of another config, before its scenarios.",
    "\
示例：
  underwater household --price 2000000 --down-payment 0.15 --income 25000 --cash 600000 \\
      --annual-rate 0.035 --months 360
  underwater household --price 6000000 --down-payment 0.3 --income 60000 --second-income 30000 \\
      --cash 2500000 --annual-rate 0.04 --months 300 --regime hong_kong

金额用同一种货币，收入和支出按月计。文件夹中有 odds（各种首付与备用金的比较）、cash_needed（风险为百分之一所需的现金）、bad_path（一条不顺利的路径的各月）、报告页，以及 study.toml：该家庭的研究，含其全部假设，可供 `run`、`explain` 和 `solve` 使用。--prices 取另一配置中情景之前的 price、labour、correlation 和 policy_rate 各表。",
);

#[derive(Args)]
#[command(allow_negative_numbers = true)]
pub(super) struct HouseholdArguments {
    /// Price of the home
    ///
    /// 房价
    #[arg(long, value_name = "MONEY", value_parser = number)]
    price: f64,
    /// Down payment as a share of the price: 15% is 0.15
    ///
    /// 首付占房价的比例：15% 写作 0.15
    #[arg(long, value_name = "SHARE", value_parser = number)]
    down_payment: f64,
    /// Income a month
    ///
    /// 月收入
    #[arg(long, value_name = "MONEY", value_parser = number)]
    income: f64,
    /// Income a month of a second earner
    ///
    /// 第二收入者的月收入
    #[arg(long, value_name = "MONEY", value_parser = number)]
    second_income: Option<f64>,
    /// Cash before the purchase
    ///
    /// 购房前的现金
    #[arg(long, value_name = "MONEY", value_parser = number)]
    cash: f64,
    /// Rate of the loan per year: 3.5% is 0.035
    ///
    /// 贷款年利率：3.5% 写作 0.035
    #[arg(long, value_name = "RATE", value_parser = number)]
    annual_rate: f64,
    /// Term of the loan in months
    ///
    /// 贷款期限（月）
    #[arg(long, value_name = "N", value_parser = whole::<u32>)]
    months: u32,
    /// Spending a month, the loan apart [default: 45% of income]
    ///
    /// 每月支出，不含还贷 [默认：收入的 45%]
    #[arg(long, value_name = "MONEY", value_parser = number)]
    spending: Option<f64>,
    /// Law, costs and market of a place
    ///
    /// 某地的法律、费用和市场
    #[arg(long, value_name = "NAME", value_parser = PossibleValuesParser::new(household::regimes()),
        default_value = "mainland_china")]
    regime: String,
    /// Take prices and jobs of this config in place of the market's
    ///
    /// 用此配置的房价和就业代替该市场的
    #[arg(long, value_name = "CONFIG")]
    prices: Option<PathBuf>,
    /// Write the study to this file too; a file that is there already stays as it is
    ///
    /// 同时把研究写入此文件；已存在的文件保持原样
    #[arg(long, value_name = "FILE")]
    write_config: Option<PathBuf>,
    /// Lay a setting over the study; may be repeated
    ///
    /// 覆盖研究中的一项设置；可重复
    #[arg(long, value_name = "KEY=VALUE")]
    set: Vec<String>,
    /// Seed of all draws [default: 1]
    ///
    /// 所有抽取的种子 [默认：1]
    #[arg(long, value_name = "N", value_parser = whole::<u64>)]
    seed: Option<u64>,
    /// Draws of prices and jobs [default: 2000]
    ///
    /// 房价与就业的抽取次数 [默认：2000]
    #[arg(long, value_name = "N", value_parser = whole::<u32>)]
    worlds: Option<u32>,
    /// Lives of the household in each of them [default: 10]
    ///
    /// 每次抽取中该家庭的经历数 [默认：10]
    #[arg(long, value_name = "N", value_parser = whole::<u32>)]
    households: Option<u32>,
    #[command(flatten)]
    output: OutputArguments,
}

impl HouseholdArguments {
    pub(super) fn lower(self) -> household::Request {
        let default = household::Sizes::DEFAULT;
        household::Request {
            numbers: household::Numbers {
                price: self.price,
                down_payment: self.down_payment,
                income: self.income,
                second_income: self.second_income,
                cash: self.cash,
                annual_rate: self.annual_rate,
                months: self.months,
                spending: self.spending,
            },
            sizes: household::Sizes {
                seed: self.seed.unwrap_or(default.seed),
                worlds: self.worlds.unwrap_or(default.worlds),
                households: self.households.unwrap_or(default.households),
            },
            regime: self.regime,
            prices: self.prices,
            write_config: self.write_config,
            sets: self.set,
            output: self.output.lower(),
        }
    }
}
