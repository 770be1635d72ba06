//! Arguments of `schedule`.

use clap::{Args, ValueEnum};
use rust_decimal::Decimal;

use super::whole;
use crate::cli::choices::{Format, MethodName};
use crate::cli::schedule;
use crate::cli::told_arguments::ToldArguments;
use crate::cli::tongue::said;
use crate::loan::schedule::RateChange;
use crate::told::{Words, told};

pub(super) const EXAMPLES: Words = Words::new(
    "\
Examples:
  underwater schedule --principal 1000000 --annual-rate 0.042 --months 360 --method level
  underwater schedule --principal 1000000 --annual-rate 0.042 --months 360 \\
      --method hybrid --switch-month 60
  underwater schedule --principal 1000000 --annual-rate 0.042 --months 120 --method level \\
      --interest-only-months 24 --balloon-frac 0.3
  underwater schedule --principal 800000 --annual-rate 0.05 --months 360 --method level \\
      --rate-change 7=0.0485 --rate-change 16=0.043
  underwater schedule --principal 900000 --annual-rate 0.035 --months 360 --method level \\
      --tranche 800000=0.0285
  underwater schedule --principal 250000 --annual-rate 0.064 --months 360 --method level \\
      --format csv > loan.csv

Interest and instalment are rounded to the cent each month, half away from zero, and the last
instalment clears the balance: these are the amounts paid. Published totals are often those of
the formula with nothing rounded; where they differ, the table shows both. csv holds the rows
alone; json holds rows and totals, amounts as strings so that no digit is lost.

With --tranche the months are those of all loans together, what each is paid beside them, and the
totals of each follow; csv and json hold the rows of each loan (1, 2, ...) and of all.",
    "\
示例：
  underwater schedule --principal 1000000 --annual-rate 0.042 --months 360 --method level
  underwater schedule --principal 1000000 --annual-rate 0.042 --months 360 \\
      --method hybrid --switch-month 60
  underwater schedule --principal 1000000 --annual-rate 0.042 --months 120 --method level \\
      --interest-only-months 24 --balloon-frac 0.3
  underwater schedule --principal 800000 --annual-rate 0.05 --months 360 --method level \\
      --rate-change 7=0.0485 --rate-change 16=0.043
  underwater schedule --principal 900000 --annual-rate 0.035 --months 360 --method level \\
      --tranche 800000=0.0285
  underwater schedule --principal 250000 --annual-rate 0.064 --months 360 --method level \\
      --format csv > loan.csv

利息和月供每月四舍五入到分，最后一期还清余额：这就是实际支付的金额。公布的总额往往按未取整的公式计算；两者不同时，表中都列出。csv 只有各行；json 有各行和总额，金额为字符串，不丢失任何一位。

用 --tranche 时，各月为所有贷款之和，旁边是每笔的还款额，最后是每笔的总额；csv 和 json 有每笔贷款（1、2……）及全部的各行。",
);

#[derive(Args)]
#[command(allow_negative_numbers = true)]
pub(super) struct ScheduleArguments {
    /// Amount lent, in currency units and whole cents
    ///
    /// 贷款额，以货币单位计，精确到分
    #[arg(long, value_name = "AMOUNT", value_parser = decimal)]
    principal: Decimal,
    /// Annual contract rate as a fraction, 0 to 1: 4.2% is 0.042
    ///
    /// 合同年利率，小数，0 至 1：4.2% 写作 0.042
    #[arg(long, value_name = "FRACTION", value_parser = decimal)]
    annual_rate: Decimal,
    /// Term in months, 1 to 600
    ///
    /// 期限（月），1 至 600
    #[arg(long, value_name = "N", value_parser = whole::<u32>)]
    months: u32,
    /// How principal is repaid
    ///
    /// 本金的偿还方式
    #[arg(long, value_enum)]
    method: MethodName,
    /// Last month of the level instalment; for the hybrid method, and needed by it
    ///
    /// 等额月供的最后一个月；仅用于组合方式，且为其所必需
    #[arg(long, value_name = "N", value_parser = whole::<u32>)]
    switch_month: Option<u32>,
    /// Months from the first in which interest alone falls due, before the method begins
    ///
    /// 还款方式开始之前，从首月起只付利息的月数
    #[arg(long, value_name = "N", value_parser = whole::<u32>, default_value_t = 0)]
    interest_only_months: u32,
    /// Balloon: share of the loan that falls due with the last instalment, rounded to the cent
    ///
    /// 尾款：随最后一期到期的贷款比例，四舍五入到分
    #[arg(long, value_name = "FRACTION", value_parser = decimal, default_value = "0")]
    balloon_frac: Decimal,
    /// A new rate from the instalment of a month on, such as 13=0.039; repeat for more, in order of months
    ///
    /// 从某月起的新利率，例如 13=0.039；多个时按月份先后重复
    #[arg(long, value_name = "MONTH=FRACTION", value_parser = rate_change)]
    rate_change: Vec<RateChange>,
    /// A loan beside it, such as 800000=0.0285: amount and rate, then months and method where they are others, as in
    /// 100000=0.08,36,interest-only; repeat for more
    ///
    /// 同时的另一笔贷款，例如 800000=0.0285：金额与利率，期限和方式不同时接在后面，如 100000=0.08,36,interest-only；可重复
    #[arg(long, value_name = "AMOUNT=FRACTION[,MONTHS[,METHOD]]", value_parser = tranche)]
    tranche: Vec<schedule::Beside>,
    /// Form of the output
    ///
    /// 输出的形式
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    #[command(flatten)]
    told: ToldArguments,
}

impl ScheduleArguments {
    pub(super) fn lower(self) -> schedule::Request {
        schedule::Request {
            principal: self.principal,
            rate_annual: self.annual_rate,
            months: self.months,
            method: self.method,
            switch_month: self.switch_month,
            interest_only_months: self.interest_only_months,
            balloon_frac: self.balloon_frac,
            rate_changes: self.rate_change,
            tranches: self.tranche,
            format: self.format,
            language: self.told.lower(),
        }
    }
}

fn rate_change(text: &str) -> Result<RateChange, String> {
    let wrong = || said(&told!("not a month and a rate such as 13=0.039", "不是 13=0.039 这样的月份和利率"));
    let (month, rate) = text.split_once('=').ok_or_else(wrong)?;
    let month = month.trim().parse().map_err(|_| wrong())?;
    Ok(RateChange { month, rate_annual: decimal(rate.trim())? })
}

fn tranche(text: &str) -> Result<schedule::Beside, String> {
    let wanted = || {
        said(&told!(
            "not an amount and a rate such as 800000=0.0285, with months and method after them or not: \
             100000=0.08,36,interest-only",
            "不是 800000=0.0285 这样的金额和利率，其后可接期限和方式：100000=0.08,36,interest-only"
        ))
    };
    let (principal, rest) = text.split_once('=').ok_or_else(wanted)?;
    let mut parts = rest.split(',').map(str::trim);
    let rate_annual = decimal(parts.next().unwrap_or_default())?;
    let months = parts.next().map(whole::<u32>).transpose()?;
    let method = parts.next().map(|name| match MethodName::from_str(name, false) {
        Ok(MethodName::Hybrid) | Err(_) => Err(said(&told!(
            "a method beside others is level, constant-principal or interest-only",
            "另一笔贷款的方式为 level、constant-principal 或 interest-only"
        ))),
        Ok(method) => Ok(method),
    });
    let method = method.transpose()?;
    if parts.next().is_some() {
        return Err(wanted());
    }
    Ok(schedule::Beside { principal: decimal(principal.trim())?, rate_annual, months, method })
}

fn decimal(text: &str) -> Result<Decimal, String> {
    Decimal::from_str_exact(text).map_err(|_| {
        said(&told!("not a plain decimal number such as 1000000 or 0.042", "不是 1000000 或 0.042 这样的普通小数"))
    })
}
