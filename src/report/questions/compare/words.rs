//! What is said of two runs, in both languages.

use crate::answers::compare::{Verdict, What};
use crate::report::language::Language;

/// Texts in one language.
pub(super) struct Texts {
    pub nothing_differs: &'static str,
    pub numbers_are_the_same: &'static str,
    /// Rose or fell, in how many of how many cells, from and to how many points.
    pub moved: fn(Moved, &str, &str, &str, &str) -> String,
    pub default_rate_stays: fn(&str) -> String,
    /// Other estimates, each with the number of its cells.
    pub others: fn(&str) -> String,
    pub of_cells: fn(&str, &str) -> String,
    pub no_others: &'static str,
    /// How many keys, and the first of them.
    pub keys: fn(&str, &str) -> String,
    pub and_more: &'static str,
    pub same_config: &'static str,
    pub key_from_to: fn(&str, &str, &str) -> String,
    pub paired: &'static str,
    pub unpaired: &'static str,
    pub untold: fn(&str) -> String,
    pub unmatched: fn(&str, &str) -> String,
    pub value_versions: fn(&str, &str) -> String,
    pub differences_caption: &'static str,
    pub differences_note: fn(&str, &str) -> String,
    pub changes_caption: &'static str,
    pub changes_note: &'static str,
    pub estimate: &'static str,
    pub a: &'static str,
    pub b: &'static str,
    pub difference: &'static str,
    pub verdict: &'static str,
    pub what: &'static str,
    pub key: &'static str,
    pub place: &'static str,
    pub nothing_set: &'static str,
    pub figure: &'static str,
    pub figure_says: &'static str,
    pub figure_axis: &'static str,
    pub verdicts: fn(Verdict) -> &'static str,
    pub whats: fn(What) -> &'static str,
}

/// Which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Moved {
    Up,
    Down,
}

pub(super) fn texts(language: Language) -> &'static Texts {
    match language {
        Language::English => &ENGLISH,
        Language::Chinese => &CHINESE,
    }
}

const ENGLISH: Texts = Texts {
    nothing_differs: "The same: nothing differs between A and B.",
    numbers_are_the_same: "All numbers are the same.",
    moved: |moved, cells, of, from, to| {
        let word = if moved == Moved::Up { "higher" } else { "lower" };
        let by = if from == to { from.to_owned() } else { format!("{from} to {to}") };
        format!("The default rate of B is {word} in {cells} of {of} cells, by {by} percentage points: beyond error.")
    },
    default_rate_stays: |cells| format!("The default rate is the same within error in all cells ({cells})."),
    others: |names| format!("Other estimates that differ beyond error, or without one: {names}."),
    of_cells: |name, cells| format!("{name} (cells: {cells})"),
    no_others: "Nothing else differs beyond error.",
    keys: |count, named| format!("Keys of the config that differ: {count}: {named}."),
    and_more: "and more",
    same_config: "The configs are the same.",
    key_from_to: |key, from, to| format!("{key} ({from} → {to})"),
    paired: "Both saw the same worlds: errors of differences are paired by world, where `pairing` says so.",
    unpaired: "They did not see the same worlds: errors are those of two independent runs.",
    untold: |count| {
        format!(
            "{count} differences are judged neither way: the worlds are others, and too few of them bear on the estimate"
        )
    },
    unmatched: |a, b| format!("cells without a counterpart are not compared: {a} of A, {b} of B; `changes` names them"),
    value_versions: |a, b| {
        format!("the numbers are of value versions {a} and {b} of the program: the same config gives others")
    },
    differences_caption: "Differences, B less A",
    differences_note: |shown, all| {
        format!(
            "Shown: {shown} of {all} estimates, those that exceed their errors first; `differences` has all. Values in \
             per cent, differences in percentage points, money in currency units; ± one standard error. beyond: more than \
             chance makes, with all estimates considered at a level of 1% (Holm)."
        )
    },
    changes_caption: "What the runs were made of",
    changes_note: "default: nothing sets it.",
    estimate: "estimate",
    a: "A",
    b: "B",
    difference: "difference",
    verdict: "verdict",
    what: "what",
    key: "name",
    place: "from",
    nothing_set: "–",
    figure: "Difference in default rate",
    figure_says: "B less A, cell by cell; bars reach two standard errors to either side. Where a bar crosses the line at 0 chance alone may make the difference.",
    figure_axis: "B less A",
    verdicts: |verdict| match verdict {
        Verdict::Same => "same",
        Verdict::Within => "within error",
        Verdict::Beyond => "beyond error",
        Verdict::Differs => "differs, no error",
        Verdict::Untold => "cannot be told",
    },
    whats: |what| match what {
        What::Config => "config",
        What::Words => "words",
        What::Seed => "seed",
        What::Worlds => "worlds",
        What::Households => "households",
        What::Data => "data",
        What::Version => "version",
        What::ValueVersion => "value version",
        What::Cell => "cell",
        What::Estimate => "estimate",
    },
};

const CHINESE: Texts = Texts {
    nothing_differs: "完全相同：甲与乙没有任何差别。",
    numbers_are_the_same: "所有数值均相同。",
    moved: |moved, cells, of, from, to| {
        let word = if moved == Moved::Up { "高出" } else { "低了" };
        let by = if from == to { from.to_owned() } else { format!("{from} 至 {to}") };
        format!("{of} 个单元中有 {cells} 个，乙的违约率比甲{word} {by} 个百分点，超出误差。")
    },
    default_rate_stays: |cells| format!("全部 {cells} 个单元的违约率在误差之内相同。"),
    others: |names| format!("另有超出误差、或无误差而不同者：{names}。"),
    of_cells: |name, cells| format!("{name}（{cells} 个单元）"),
    no_others: "其他估计值均未超出误差。",
    keys: |count, named| format!("配置中有 {count} 个参数不同：{named}。"),
    and_more: "等",
    same_config: "配置相同。",
    key_from_to: |key, from, to| format!("{key}（{from} → {to}）"),
    paired: "双方面对相同的世界：凡 pairing 注明者，差值的误差按世界配对。",
    unpaired: "双方面对的世界不同：误差为两次独立运行的误差。",
    untold: |count| format!("有 {count} 个差值无法判断：世界不同，且与该估计值有关的世界太少"),
    unmatched: |a, b| format!("没有对应的单元不作比较：甲有 {a} 个，乙有 {b} 个，见 changes"),
    value_versions: |a, b| format!("双方数值版本不同（{a} 与 {b}）：同一配置会给出不同的数值"),
    differences_caption: "差值（乙减甲）",
    differences_note: |shown, all| {
        format!(
            "列出 {all} 个估计值中的 {shown} 个，超出误差者在前，全部见 differences。比率为百分数，差值为百分点，金额为货币单位；\
             ± 为一个标准误。超出误差：综合所有估计值，在 1% 水平上（Holm）不能归于随机。"
        )
    },
    changes_caption: "两次运行的输入",
    changes_note: "default 表示未设定，取默认值。",
    estimate: "估计值",
    a: "甲",
    b: "乙",
    difference: "差值",
    verdict: "判断",
    what: "类别",
    key: "名称",
    place: "出处",
    nothing_set: "–",
    figure: "违约率之差",
    figure_says: "各单元乙减甲；误差线为两侧各两个标准误。误差线跨过 0 处，差别可能仅由随机造成。",
    figure_axis: "乙减甲",
    verdicts: |verdict| match verdict {
        Verdict::Same => "相同",
        Verdict::Within => "误差之内",
        Verdict::Beyond => "超出误差",
        Verdict::Differs => "不同，无误差",
        Verdict::Untold => "无法判断",
    },
    whats: |what| match what {
        What::Config => "配置",
        What::Words => "名称",
        What::Seed => "种子",
        What::Worlds => "世界数",
        What::Households => "家庭数",
        What::Data => "数据",
        What::Version => "程序版本",
        What::ValueVersion => "数值版本",
        What::Cell => "单元",
        What::Estimate => "估计值",
    },
};
