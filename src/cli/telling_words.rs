//! The words of `explain`, in both languages.

use crate::report::Language;

/// A text with one gap.
type With1 = fn(&str) -> String;
/// A text with so many gaps.
type With<const GAPS: usize> = fn([&str; GAPS]) -> String;

/// The words of one language.
pub(super) struct TellingWords {
    /// Number of a household.
    pub household: With1,
    /// A loan's id, number of its household.
    pub loan: With<2>,
    /// Study, seed, world, whose story.
    pub head: With<4>,
    /// Cell, how many there are, what sets it apart.
    pub cell: With<3>,
    /// The last of the other cells.
    pub other_cells: With1,
    /// What is turned off.
    pub turned_off: With1,
    /// Names and amounts.
    pub lent: With1,
    /// Level, month.
    pub price_level: With<2>,
    pub did_not_buy: &'static str,
    /// Columns.
    pub left_out: With1,
    pub month: &'static str,
    pub regime: &'static str,
    pub index: &'static str,
    /// Name of a region.
    pub region: With1,
    /// Households of a world.
    pub feedback: With1,
    pub days_past_due: &'static str,
    pub what_happened: &'static str,
    /// Event, rate a year.
    pub at_rate: With<2>,
    /// Event, amount.
    pub at_amount: With<2>,
    pub outcome: &'static str,
    pub value: &'static str,
    pub unit: &'static str,
    pub meaning: &'static str,
    pub money: &'static str,
    /// Name of an amount.
    pub real: With1,
    pub above: &'static str,
    pub below: &'static str,
    pub no_and_yes: [&'static str; 2],
}

impl TellingWords {
    pub(super) fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &ENGLISH,
            Language::Chinese => &CHINESE,
        }
    }
}

const ENGLISH: TellingWords = TellingWords {
    household: |number| format!("household {number}"),
    loan: |[id, household]| format!("loan {id} (household {household})"),
    head: |[study, seed, world, whose]| format!("study {study}, seed {seed}, world {world}, {whose}"),
    cell: |[cell, count, label]| format!("cell {cell} of {count}: {label}"),
    other_cells: |last| format!("; --cell chooses another, up to {last}"),
    turned_off: |what| format!("counterfactual: {what} turned off"),
    lent: |amounts| format!("lent: {amounts}"),
    price_level: |[level, month]| format!("consumer prices: {level} in month {month}, 1 at origination"),
    did_not_buy: "no months: the household did not buy",
    left_out: |columns| format!("without {columns}; a wider terminal shows them, --format csv has every flow"),
    month: "month",
    regime: "regime",
    index: "index",
    region: |name| format!("region: {name}, whose index is 1 in month 0"),
    feedback: |households| {
        format!(
            "households act on each other: the index, and so this path, hangs on all {households} households of the world, \
             which were simulated with it"
        )
    },
    days_past_due: "days past due",
    what_happened: "what happened",
    at_rate: |[event, rate]| format!("{event} ({rate} a year)"),
    at_amount: |[event, amount]| format!("{event} ({amount})"),
    outcome: "outcome",
    value: "value",
    unit: "unit",
    meaning: "meaning",
    money: "money",
    real: |name| format!("{name} in money of origination."),
    above: "beyond what is kept",
    below: "beyond what is kept, negative",
    no_and_yes: ["no", "yes"],
};

const CHINESE: TellingWords = TellingWords {
    household: |number| format!("家庭 {number}"),
    loan: |[id, household]| format!("贷款 {id}（家庭 {household}）"),
    head: |[study, seed, world, whose]| format!("研究 {study}，随机种子 {seed}，情景世界 {world}，{whose}"),
    cell: |[cell, count, label]| format!("单元 {cell}（共 {count} 个）：{label}"),
    other_cells: |last| format!("；用 --cell 选择其他单元，最大为 {last}"),
    turned_off: |what| format!("反事实：已关闭 {what}"),
    lent: |amounts| format!("放款：{amounts}"),
    price_level: |[level, month]| format!("消费价格：第 {month} 月为 {level}，放款时为 1"),
    did_not_buy: "没有月份：该家庭未购房",
    left_out: |columns| format!("未列出：{columns}；终端更宽时会显示，--format csv 含全部收支"),
    month: "月",
    regime: "状态",
    index: "指数",
    region: |name| format!("地区：{name}，其指数在第 0 月为 1"),
    feedback: |households| {
        format!("家庭之间相互影响：指数以及本路径取决于该世界的全部 {households} 个家庭，均已一并模拟")
    },
    days_past_due: "逾期天数",
    what_happened: "事件",
    at_rate: |[event, rate]| format!("{event}（年利率 {rate}）"),
    at_amount: |[event, amount]| format!("{event}（{amount}）"),
    outcome: "结果",
    value: "取值",
    unit: "单位",
    meaning: "含义",
    money: "金额",
    real: |name| format!("{name}，按放款时的币值。"),
    above: "超出可记录范围",
    below: "超出可记录范围（负）",
    no_and_yes: ["否", "是"],
};
