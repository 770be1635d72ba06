//! What is said to the household, in both languages.

use crate::answers::household::Rule;
use crate::report::language::Language;
use crate::report::number::fixed;

type With1 = fn(&str) -> String;
type With2 = fn(&str, &str) -> String;
type With3 = fn(&str, &str, &str) -> String;
type With4 = fn(&str, &str, &str, &str) -> String;

/// The texts of one language.
pub(super) struct Words {
    /// Years; of a hundred households: missed, default, under water, home lost, still owing.
    pub main: fn(&str, &[String; 5]) -> String,
    /// Down payment, buffer, interval, own buffer.
    pub cash_met: With4,
    /// Down payment, highest buffer, risk there.
    pub cash_never: With3,
    /// Down payment.
    pub cash_always: With1,
    pub cash_not_told: &'static str,
    pub between: With2,
    pub interval_open: &'static str,
    /// Of which paths, the command that tells it.
    pub path: With2,
    pub no_path: &'static str,
    rules: [&'static str; 3],

    pub own: [&'static str; 5],
    /// Down payment, buffer.
    pub own_caption: With2,
    pub own_note: &'static str,
    pub what: &'static str,
    pub how_likely: &'static str,
    pub odds: &'static str,
    in_hundred: With1,
    in_thousand: With1,
    less: &'static str,
    none: &'static str,
    not_told: &'static str,

    pub down_payment: &'static str,
    pub buffer: &'static str,
    pub comparison_caption: &'static str,
    /// The household's cash.
    pub comparison_note: With1,

    pub needed_caption: &'static str,
    pub needed_note: &'static str,
    pub needed: &'static str,
    pub interval: &'static str,
    pub before: &'static str,
    pub without: &'static str,
    pub at_highest: &'static str,
    /// Highest buffer.
    pub never: With1,
    pub always: &'static str,
    pub from_to: With2,

    pub path_caption: &'static str,
    pub path_note: &'static str,
    pub more_months: With1,
    pub month: &'static str,
    pub path_headings: [&'static str; 8],
    pub happened: &'static str,

    pub figure_title: &'static str,
    pub figure_says: &'static str,
    pub at: With2,
    pub no_advice: &'static str,
}

impl Words {
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &ENGLISH,
            Language::Chinese => &CHINESE,
        }
    }

    /// A share as so many of a hundred, or of a thousand where that says more.
    pub fn out_of(&self, share: Option<f64>) -> String {
        match share {
            None => self.not_told.to_owned(),
            Some(0.0) => self.none.to_owned(),
            Some(share) if share < 0.0005 => self.less.to_owned(),
            Some(share) if share < 0.0095 => (self.in_thousand)(&fixed(share * 1000.0, 0)),
            Some(share) => (self.in_hundred)(&fixed(share * 100.0, 0)),
        }
    }

    /// The same as a number of a hundred, within a sentence.
    pub fn of_hundred(&self, share: Option<f64>) -> String {
        let digits = |share: f64| if share < 0.0995 { 1 } else { 0 };
        share.map_or_else(|| self.not_told.to_owned(), |share| fixed(share * 100.0, digits(share)))
    }

    pub fn rule(&self, rule: Rule) -> &'static str {
        let [lost_home, defaulted, missed] = self.rules;
        match rule {
            Rule::LostHome => lost_home,
            Rule::Defaulted => defaulted,
            Rule::Missed => missed,
        }
    }
}

const ENGLISH: Words = Words {
    main: |years, [missed, default, under_water, lost, owing]| {
        format!(
            "Within {years}, of 100 households like this one {missed} miss an instalment at least once, {default} fall so far \
             behind that the loan counts as defaulted, {under_water} owe more than the home is worth at some time, {lost} lose \
             the home, and {owing} still owe money after that."
        )
    },
    cash_met: |down_payment, buffer, interval, own| {
        format!(
            "With {down_payment} down, {buffer} left after the purchase brings the risk of default to 1 in 100{interval}; this \
             household has {own} left."
        )
    },
    cash_never: |down_payment, highest, risk| {
        format!(
            "With {down_payment} down, not even {highest} left after the purchase brings the risk of default to 1 in 100: with \
             that it is {risk}."
        )
    },
    cash_always: |down_payment| {
        format!(
            "With {down_payment} down, the risk of default is at most 1 in 100 even with nothing left after the purchase."
        )
    },
    cash_not_told: "How much cash a risk of 1 in 100 needs is not told.",
    between: |low, high| format!(" (between {low} and {high}, as far as chance in the simulation goes)"),
    interval_open: " (how surely is not told within the amounts compared)",
    path: |rule, command| {
        format!(
            "How it goes wrong is told by one path: of {rule}, the one whose loss is in the middle. `{command}`, typed in the \
             folder of these results, tells all of it."
        )
    },
    no_path: "No simulated path missed an instalment, so there is none to tell.",
    rules: [
        "the paths on which the home is lost",
        "the paths on which the loan defaults",
        "the paths on which an instalment is missed",
    ],
    own: [
        "miss an instalment at least once",
        "default: 90 days behind, or what the lender counts as that",
        "owe more than the home is worth, at some time",
        "lose the home",
        "still owe money after the home is gone",
    ],
    own_caption: |down_payment, buffer| {
        format!("This household: {down_payment} down, {buffer} left after the purchase")
    },
    own_note: "Lose the home: sold in distress, auctioned or taken by the lender; cases open at the end are followed further. ± one standard error of the simulation.",
    what: "what may happen",
    how_likely: "how likely",
    odds: "share",
    in_hundred: |number| format!("about {number} in 100"),
    in_thousand: |number| format!("about {number} in 1,000"),
    less: "less than 1 in 1,000",
    none: "never seen",
    not_told: "not told",
    down_payment: "down payment",
    buffer: "cash left after the purchase",
    comparison_caption: "Risk of default by down payment (rows) and cash left after the purchase (columns)",
    comparison_note: |cash| {
        format!("● this household. ✓ within its cash of {cash}: down payment, buying costs and what is left.")
    },
    needed_caption: "Cash that keeps the risk of default at 1 in 100",
    needed_note: "Between the amounts compared the risk is read on a straight line. Interval: 95 in 100, for chance in the \
                  simulation; – where an end lies beyond the amounts compared.",
    needed: "cash left after the purchase",
    interval: "interval",
    before: "cash before the purchase",
    without: "risk with nothing left",
    at_highest: "risk with the most compared",
    never: |highest| format!("more than {highest}"),
    always: "none",
    from_to: |low, high| format!("{low} to {high}"),
    path_caption: "A path on which it goes wrong: the months in which something new happens",
    path_note: "Due: overdue and instalment. Balance: principal not yet due; once the home is gone, what is still owed.",
    more_months: |months| format!(" {months} such months more are in the table `bad_path`."),
    month: "month",
    path_headings: ["home value", "income", "spending", "cash", "due", "paid", "arrears", "balance"],
    happened: "what happened",
    figure_title: "Risk of default by down payment and buffer",
    figure_says: "Share of households that default, in per cent, by down payment and by cash left after the purchase.",
    at: |down_payment, buffer| format!("{down_payment} down, {buffer} left"),
    no_advice: "these are odds of simulated households under the assumptions named, not advice on anybody's mortgage.",
};

const CHINESE: Words = Words {
    main: |years, [missed, default, under_water, lost, owing]| {
        format!(
            "{years}内，每 100 户这样的家庭中，{missed} 户至少一次未付月供，{default} 户逾期过久而违约，{under_water} \
             户曾资不抵债（负资产），{lost} 户失去住房，{owing} 户失去住房后仍欠债。"
        )
    },
    cash_met: |down_payment, buffer, interval, own| {
        format!("首付 {down_payment} 时，成交后留有 {buffer}，违约风险降至百分之一{interval}；本户留有 {own}。")
    },
    cash_never: |down_payment, highest, risk| {
        format!("首付 {down_payment} 时，即使成交后留有 {highest}，违约风险也降不到百分之一：此时为{risk}。")
    },
    cash_always: |down_payment| format!("首付 {down_payment} 时，即使成交后分文不留，违约风险也不超过百分之一。"),
    cash_not_told: "风险为百分之一所需的现金无从得知。",
    between: |low, high| format!("（就模拟的随机误差而言，在 {low} 与 {high} 之间）"),
    interval_open: "（在所比较的金额内无法给出误差范围）",
    path: |rule, command| {
        format!("如何出问题，以一条路径说明：取{rule}中损失居中的一条。在结果文件夹中键入 `{command}` 可看全部经过。")
    },
    no_path: "没有一条模拟路径未付月供，故无路径可述。",
    rules: ["失去住房的路径", "违约的路径", "曾未付月供的路径"],
    own: [
        "至少一次未付月供",
        "违约：逾期 90 天，或贷款人视同违约",
        "曾资不抵债（负资产）",
        "失去住房",
        "失去住房后仍欠债",
    ],
    own_caption: |down_payment, buffer| format!("本户：首付 {down_payment}，成交后留有 {buffer}"),
    own_note: "失去住房：在困境中出售、被拍卖或被贷款人接收；期末未结案件继续跟踪。± 为一个模拟标准误。",
    what: "可能发生",
    how_likely: "可能性",
    odds: "比例",
    in_hundred: |number| format!("每 100 户约 {number} 户"),
    in_thousand: |number| format!("每 1,000 户约 {number} 户"),
    less: "每 1,000 户不到 1 户",
    none: "未曾出现",
    not_told: "无从得知",
    down_payment: "首付比例",
    buffer: "成交后的现金",
    comparison_caption: "违约风险：行为首付比例，列为成交后的现金",
    comparison_note: |cash| format!("● 本户。✓ 在其现金 {cash} 之内：首付、税费与所留之和。"),
    needed_caption: "违约风险不超过百分之一所需的现金",
    needed_note: "所比较的金额之间按直线读取。区间：95%，仅计模拟的随机误差；– 表示某端超出所比较的金额。",
    needed: "成交后的现金",
    interval: "区间",
    before: "成交前的现金",
    without: "分文不留时的风险",
    at_highest: "留有最多时的风险",
    never: |highest| format!("超过 {highest}"),
    always: "无需",
    from_to: |low, high| format!("{low} 至 {high}"),
    path_caption: "一条出问题的路径：有新情况的月份",
    path_note: "应还：逾期与月供。余额：未到期本金；失去住房后为仍欠之款。",
    more_months: |months| format!("另有 {months} 个这样的月份见表 `bad_path`。"),
    month: "月份",
    path_headings: ["住房价值", "收入", "支出", "现金", "应还", "已还", "逾期额", "余额"],
    happened: "事件",
    figure_title: "违约风险：首付与缓冲",
    figure_says: "违约家庭的比例（%），按首付比例和成交后的现金。",
    at: |down_payment, buffer| format!("首付 {down_payment}，留有 {buffer}"),
    no_advice: "这是模拟家庭在所列假设下的可能性，不是对任何人房贷的建议。",
};
