//! `odds`: a row a down payment and buffer; `cash_needed`: a row a down payment; `bad_path`: the months of a path that goes wrong.

use polars::prelude::DataFrame;

use super::bad_path::{BadMonth, BadPath};
use super::grid::{Grid, Row};
use super::needed::Needed;
use super::rates::Rates;
use crate::aggregate::estimates::{DEFAULT_RATE, EVER_UNDER_WATER_RATE, OWED_AFTER_AUCTION_RATE};
use crate::aggregate::{AggregateError, Frame, Source, Table, plain, with_errors};
use crate::outcome::{Column, Unit, Words};
use crate::stats::Estimate;

macro_rules! columns {
    ($($name:ident, $column:literal, $unit:ident, $meaning:literal, $name_zh:literal, $meaning_zh:literal;)*) => {
        $(
            #[doc = $meaning]
            pub const $name: Column = Column::new($column, Unit::$unit, $meaning, $name_zh, $meaning_zh);
        )*
    };
}

columns! {
    DOWN_PAYMENT, "down_payment", Fraction, "Down payment as a share of the price.",
        "首付比例", "首付占房价的比例。";
    BUFFER, "buffer", Money, "Cash left after the purchase.",
        "现金缓冲", "成交后剩余的现金。";
    BUFFER_MONTHS, "buffer_months", Months, "The same in months of spending and the first instalment.",
        "缓冲月数", "同上，折合支出与首期月供的月数。";
    SAVINGS_NEEDED, "savings_needed", Money, "Cash before the purchase: down payment, buying costs and buffer.",
        "所需积蓄", "成交前的现金：首付、税费与缓冲之和。";
    INSTALMENT, "instalment", Money, "First instalment.",
        "月供", "首期月供。";
    IS_OWN, "is_own", Code, "1 where down payment and buffer are the household's own, else 0.",
        "本户", "首付与缓冲为该户自身数值时为 1，否则为 0。";
    MISSED_RATE, "missed_rate", Fraction, "Households that missed an instalment at least once, of those that bought.",
        "曾逾期率", "至少一次未付月供的家庭占成交家庭的比例。";
    LOST_HOME_RATE, "lost_home_rate", Fraction,
        "Households that lost the home: sold in distress, auctioned, taken by the lender or never delivered, of those that bought.",
        "失去住房率", "在困境中出售、被拍卖、被贷款人接收或始终未交付而失去住房的家庭占成交家庭的比例。";
    STATUS, "status", Text,
        "Whether the default rate is at most 1%: `met_from` the buffer on, `never_met` or `always_met` at those looked at; `not_told` where nobody bought.",
        "结论", "违约率是否不超过 1%：`met_from` 从该缓冲起，`never_met` 或 `always_met` 指所考察的缓冲从不或始终达到；`not_told` 无人成交。";
    CASH_NEEDED, "cash_needed", Money, "Buffer from which on the default rate is at most 1%, interpolated between those looked at.",
        "所需缓冲", "违约率不超过 1% 所需的最小缓冲，在所考察的缓冲之间插值。";
    CASH_NEEDED_LOWER_95, "cash_needed_lower_95", Money, "Lower end of its 95% interval, from the Monte Carlo error; empty where it is not told.",
        "所需缓冲下限 95%", "其 95% 区间下端，由蒙特卡洛误差得出；无从得知则为空。";
    CASH_NEEDED_UPPER_95, "cash_needed_upper_95", Money, "Upper end of its 95% interval; empty where it is not told.",
        "所需缓冲上限 95%", "其 95% 区间上端；无从得知则为空。";
    SAVINGS, "savings_with_it", Money, "Cash before the purchase that leaves this buffer.",
        "相应积蓄", "能留下该缓冲的成交前现金。";
    RISK_WITHOUT, "default_rate_without_buffer", Fraction, "Default rate at the smallest buffer looked at.",
        "无缓冲违约率", "所考察的最小缓冲下的违约率。";
    HIGHEST_BUFFER, "highest_buffer", Money, "Largest buffer looked at.",
        "最大缓冲", "所考察的最大缓冲。";
    RISK_AT_HIGHEST, "default_rate_at_highest", Fraction, "Default rate there.",
        "最大缓冲违约率", "该缓冲下的违约率。";
    RULE, "rule", Text, "The path is the one with the middle loss of those that `lost_home`; where none did, that `defaulted`, or `missed` an instalment.",
        "选取规则", "在失去住房（`lost_home`）的路径中取损失居中者；若无，则在违约（`defaulted`）或未付月供（`missed`）者中取。";
    WORLD, "world", Count, "Number of its world, from 0.",
        "情景世界", "所属情景世界的编号，从 0 起。";
    HOUSEHOLD, "household", Count, "Number of its household in that world, from 0.",
        "家庭", "家庭在该世界中的编号，从 0 起。";
    MONTH, "month", Months, "Month from origination.",
        "月份", "自放款起的月份。";
    HOME_VALUE, "home_value", Money, "Market value of the home at the month's end.",
        "住房价值", "月末住房市值。";
    INCOME, "income", Money, "Income of the month.",
        "收入", "当月收入。";
    SPENDING, "spending", Money, "Spending wanted in the month, other debts included.",
        "支出", "当月所需支出，含其他债务。";
    CASH, "cash", Money, "Cash at the month's end.",
        "现金", "月末现金。";
    DUE, "due", Money, "Due to the lender in the month.",
        "应还", "当月应还贷款人的金额。";
    PAID, "paid", Money, "Paid to the lender in the month.",
        "已还", "当月还给贷款人的金额。";
    ARREARS, "arrears", Money, "Overdue at the month's end, penalty included.",
        "逾期额", "月末逾期金额，含罚息。";
    BALANCE, "balance", Money, "Principal not yet due at the month's end; once the home is gone, the deficiency still owed.",
        "余额", "月末未到期本金；失去住房后为仍欠的不足额。";
    DAYS_PAST_DUE, "days_past_due", Count, "Days past due at the month's end, thirty a month.",
        "逾期天数", "月末逾期天数，每月按三十天计。";
    EVENTS, "events", Text, "What happened in the month, in English, separated by `; `.",
        "事件", "当月发生的事（英文），以 `; ` 分隔。";
}

/// Odds by down payment and buffer.
pub const ODDS: Table = Table {
    name: "odds",
    holds: Words::new(
        "a down payment and a buffer: odds of missing payments, being under water, losing the home, still owing, with errors",
        "首付与缓冲：逾期、负资产、失去住房、处置后仍欠债的可能性及误差",
    ),
    columns: || {
        plain([DOWN_PAYMENT, BUFFER, BUFFER_MONTHS, SAVINGS_NEEDED, INSTALMENT, IS_OWN])
            .chain(with_errors([
                MISSED_RATE,
                DEFAULT_RATE.column,
                EVER_UNDER_WATER_RATE.column,
                LOST_HOME_RATE,
                OWED_AFTER_AUCTION_RATE.column,
            ]))
            .collect()
    },
    source: Source::Answer,
    rows: |_| 48.0,
};

/// The cash that a small risk needs, by down payment.
pub const CASH_NEEDED_TABLE: Table = Table {
    name: "cash_needed",
    holds: Words::new(
        "a down payment: cash that keeps the risk of default at 1 in 100, with its interval",
        "首付：违约风险不超过百分之一所需的现金及区间",
    ),
    columns: || {
        plain([DOWN_PAYMENT, STATUS, CASH_NEEDED, CASH_NEEDED_LOWER_95, CASH_NEEDED_UPPER_95, SAVINGS])
            .chain(with_errors([RISK_WITHOUT]))
            .chain(plain([HIGHEST_BUFFER]))
            .chain(with_errors([RISK_AT_HIGHEST]))
            .collect()
    },
    source: Source::Answer,
    rows: |_| 6.0,
};

/// The months of a path that goes wrong.
pub const PATH: Table = Table {
    name: "bad_path",
    holds: Words::new(
        "a month of a path on which it goes wrong, as `explain` tells it; no rows where no path does",
        "一条出问题的路径的各月，同 `explain`；若无此路径则没有行",
    ),
    columns: || {
        plain([
            RULE,
            WORLD,
            HOUSEHOLD,
            MONTH,
            HOME_VALUE,
            INCOME,
            SPENDING,
            CASH,
            DUE,
            PAID,
            ARREARS,
            BALANCE,
            DAYS_PAST_DUE,
            EVENTS,
        ])
        .collect()
    },
    source: Source::Answer,
    rows: |extent| extent.months,
};

/// Money rounded to the cent.
fn money(amount: f64) -> Option<f64> {
    amount.is_finite().then(|| libm::round(amount * 100.0) / 100.0)
}

pub(super) fn odds(rows: &[Row], rates: &[Rates]) -> Result<DataFrame, AggregateError> {
    let mut frame = Frame::of_rows(rows.len());
    let amounts = |of: fn(&Row) -> f64| rows.iter().map(|row| money(of(row))).collect();
    frame.floats(&DOWN_PAYMENT, rows.iter().map(|row| Some(row.down_payment)).collect());
    frame.floats(&BUFFER, amounts(|row| row.buffer));
    frame.floats(&BUFFER_MONTHS, amounts(|row| row.buffer_months));
    frame.floats(&SAVINGS_NEEDED, amounts(|row| row.savings));
    frame.floats(&INSTALMENT, amounts(|row| row.instalment));
    frame.integers(&IS_OWN, rows.iter().map(|row| i64::from(row.is_own)).collect());
    let estimates = |of: fn(&Rates) -> Estimate| rates.iter().map(of).collect();
    frame.estimates(&MISSED_RATE, estimates(|rates| rates.missed));
    frame.estimates(&DEFAULT_RATE.column, estimates(|rates| rates.default));
    frame.estimates(&EVER_UNDER_WATER_RATE.column, estimates(|rates| rates.under_water));
    frame.estimates(&LOST_HOME_RATE, estimates(|rates| rates.lost_home));
    frame.estimates(&OWED_AFTER_AUCTION_RATE.column, estimates(|rates| rates.owing));
    frame.finish()
}

pub(super) fn cash_needed(needed: &[Needed], grid: &Grid, rates: &[Rates]) -> Result<DataFrame, AggregateError> {
    let mut frame = Frame::of_rows(needed.len());
    let first = |it: &Needed| grid.rows().get(it.line.start);
    let last = |it: &Needed| grid.rows().get(it.line.end.saturating_sub(1));
    let rate = |place: usize| rates.get(place).map(|rates| rates.default).unwrap_or_default();
    let amounts = |of: &dyn Fn(&Needed) -> Option<f64>| needed.iter().map(|it| of(it).and_then(money)).collect();
    frame.floats(&DOWN_PAYMENT, needed.iter().map(|it| Some(first(it)?.down_payment)).collect());
    frame.texts(&STATUS, needed.iter().map(|it| it.status.word()).collect());
    frame.floats(&CASH_NEEDED, amounts(&|it| it.buffer));
    frame.floats(&CASH_NEEDED_LOWER_95, amounts(&|it| it.lower));
    frame.floats(&CASH_NEEDED_UPPER_95, amounts(&|it| it.upper));
    frame.floats(
        &SAVINGS,
        amounts(&|it| first(it).zip(it.buffer).map(|(row, buffer)| row.savings - row.buffer + buffer)),
    );
    frame.estimates(&RISK_WITHOUT, needed.iter().map(|it| rate(it.line.start)).collect());
    frame.floats(&HIGHEST_BUFFER, amounts(&|it| last(it).map(|row| row.buffer)));
    frame.estimates(&RISK_AT_HIGHEST, needed.iter().map(|it| rate(it.line.end.saturating_sub(1))).collect());
    frame.finish()
}

pub(super) fn path(bad_path: Option<&BadPath>, months: &[BadMonth]) -> Result<DataFrame, AggregateError> {
    // Without a path there are no months to tell.
    let months = if bad_path.is_some() { months } else { &[] };
    let mut frame = Frame::of_rows(months.len());
    let same = |number: Option<u64>| vec![number.unwrap_or(0) as i64; months.len()];
    let amounts = |of: fn(&BadMonth) -> f64| months.iter().map(|month| money(of(month))).collect();
    frame.texts(&RULE, vec![bad_path.map_or("", |path| path.rule.word()); months.len()]);
    frame.integers(&WORLD, same(bad_path.map(|path| path.world)));
    frame.integers(&HOUSEHOLD, same(bad_path.map(|path| path.household)));
    frame.integers(&MONTH, months.iter().map(|month| i64::from(month.month)).collect());
    frame.floats(&HOME_VALUE, amounts(|month| month.home_value));
    frame.floats(&INCOME, amounts(|month| month.income));
    frame.floats(&SPENDING, amounts(|month| month.spending));
    frame.floats(&CASH, amounts(|month| month.cash));
    frame.floats(&DUE, amounts(|month| month.due));
    frame.floats(&PAID, amounts(|month| month.paid));
    frame.floats(&ARREARS, amounts(|month| month.arrears));
    frame.floats(&BALANCE, amounts(|month| month.balance));
    frame.integers(&DAYS_PAST_DUE, months.iter().map(|month| i64::from(month.days_past_due)).collect());
    frame.texts(&EVENTS, months.iter().map(|month| month.events.as_str()).collect());
    frame.finish()
}
