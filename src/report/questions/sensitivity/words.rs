//! The words of this question in both languages.

use crate::report::language::Language;

pub(super) struct Texts {
    pub key: &'static str,
    pub estimate: &'static str,
    pub in_cell: &'static str,
    pub moved_down: &'static str,
    pub moved_up: &'static str,
    pub change: &'static str,
    pub elasticity: &'static str,
    pub effects_caption: fn(by: &str) -> String,
    pub effects_note: &'static str,
    pub tornado: &'static str,
    pub tornado_says: &'static str,
    pub change_of: fn(estimate: &str) -> String,
    pub moved_down_by: fn(by: &str) -> String,
    pub moved_up_by: fn(by: &str) -> String,
    /// Where it is moved to, and what that does.
    pub moved_to: fn(value: &str, change: &str) -> String,
    /// Cell, estimate, key; its two moves.
    pub matters_most: fn(cell: &str, estimate: &str, key: &str, moves: [&str; 2]) -> String,
    pub nothing_seen: fn(cell: &str, estimate: &str) -> String,
    pub points: fn(change: &str) -> String,
    pub in_line: fn(cell: &str) -> String,
    pub left_empty: fn(empty: &str, all: &str, why: &str) -> String,
    pub not_told_apart: fn(few: &str, all: &str) -> String,
    pub not_asked: fn(numbers: &str) -> String,
    pub no_numbers: fn(keys: &str) -> String,
    pub between: &'static str,
    pub and_more: fn(more: &str) -> String,
}

pub(super) fn texts(language: Language) -> &'static Texts {
    match language {
        Language::English => &ENGLISH,
        Language::Chinese => &CHINESE,
    }
}

const ENGLISH: Texts = Texts {
    key: "key",
    estimate: "estimate",
    in_cell: "value",
    moved_down: "down to",
    moved_up: "up to",
    change: "change",
    elasticity: "elasticity",
    effects_caption: |by| format!("What each key does, moved by {by} of its value"),
    effects_note: "Each key is moved alone; worlds, households and draws stay, so that errors are paired. Changes of \
                   shares are in percentage points. Elasticity is the change of the estimate in per cent for one per \
                   cent more of the key; the larger of both moves is shown.",
    tornado: "What each key does",
    tornado_says: "Change of the estimate where a key is moved down and up by the same share of its value; the key of \
                   the largest change stands on top. Whiskers reach two paired standard errors to either side.",
    change_of: |estimate| format!("change of {estimate}"),
    moved_down_by: |by| format!("key down by {by}"),
    moved_up_by: |by| format!("key up by {by}"),
    moved_to: |value, change| format!("at {value} by {change}"),
    matters_most: |cell, estimate, key, [down, up]| format!("{cell}{key} changes the {estimate} most: {down}, {up}."),
    nothing_seen: |cell, estimate| format!("{cell}no key changes the {estimate} by more than two standard errors."),
    points: |change| format!("{change} percentage points"),
    in_line: |cell| format!("{cell}: "),
    left_empty: |empty, all, why| format!("{empty} of {all} moves were not made: {why}."),
    not_told_apart: |few, all| {
        format!(
            "{few} of {all} changes are within two standard errors of nothing, or have no error; more worlds would tell."
        )
    },
    not_asked: |numbers| format!("{numbers} more numbers that the config calls an assumption were not moved."),
    no_numbers: |others| {
        format!("Not moved, since no number of a cell, though the config calls it an assumption: {others}.")
    },
    between: "; ",
    and_more: |more| format!("and {more} more"),
};

const CHINESE: Texts = Texts {
    key: "参数",
    estimate: "估计值",
    in_cell: "取值",
    moved_down: "减至",
    moved_up: "增至",
    change: "变化",
    elasticity: "弹性",
    effects_caption: |by| format!("各参数变动其取值的 {by} 带来的变化"),
    effects_note: "每次只变动一个参数；世界、家庭和抽样不变，因此标准误是配对的。比例的变化以百分点计。弹性为参数增加 1% \
                   时估计值变化的百分数，取两个方向中变化较大者。",
    tornado: "各参数的作用",
    tornado_says: "参数按其取值的同一比例减少和增加时估计值的变化，变化最大的参数在最上面。须线为两侧各两个配对标准误。",
    change_of: |estimate| format!("{estimate}的变化"),
    moved_down_by: |by| format!("参数减少 {by}"),
    moved_up_by: |by| format!("参数增加 {by}"),
    moved_to: |value, change| format!("取 {value} 时变化 {change}"),
    matters_most: |cell, estimate, key, [down, up]| format!("{cell}对{estimate}影响最大的是 {key}：{down}，{up}。"),
    nothing_seen: |cell, estimate| format!("{cell}没有参数使{estimate}的变化超过两个标准误。"),
    points: |change| format!("{change} 个百分点"),
    in_line: |cell| format!("{cell}："),
    left_empty: |empty, all, why| format!("{all} 次变动中有 {empty} 次未进行：{why}。"),
    not_told_apart: |few, all| {
        format!("{all} 个变化中有 {few} 个与零相差不到两个标准误，或没有标准误；增加世界数可以分辨。")
    },
    not_asked: |numbers| format!("配置称为假设的数值中另有 {numbers} 个未变动。"),
    no_numbers: |others| format!("配置称为假设、但不是单元的数值，因此未变动：{others}。"),
    between: "；",
    and_more: |more| format!("另有 {more} 项"),
};
