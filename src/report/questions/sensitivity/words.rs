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
    // The screen.
    pub as_written: &'static str,
    pub mean: &'static str,
    pub band_low: &'static str,
    pub band_middle: &'static str,
    pub band_high: &'static str,
    pub spread: &'static str,
    pub chance: &'static str,
    pub band_caption: &'static str,
    pub band_note: &'static str,
    pub first_order: &'static str,
    pub total: &'static str,
    pub noise: &'static str,
    pub indices_caption: &'static str,
    pub indices_note: &'static str,
    pub ranges_caption: &'static str,
    pub stated: &'static str,
    pub ranges_note: &'static str,
    pub bars: &'static str,
    pub bars_says: &'static str,
    pub axis_share: &'static str,
    /// Cell, estimate; low and high end.
    pub band_is: fn(cell: &str, estimate: &str, band: [&str; 2]) -> String,
    pub chance_is: fn(chance: &str) -> String,
    /// Key and its total index.
    pub accounts_for: fn(key: &str, index: &str) -> String,
    pub nothing_told: &'static str,
    pub noisy: fn(share: &str) -> String,
    pub untold: fn(few: &str, all: &str) -> String,
    pub few_rows: fn(rows: &str) -> String,
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
    as_written: "as written",
    mean: "mean",
    band_low: "5%",
    band_middle: "50%",
    band_high: "95%",
    spread: "doubt",
    chance: "chance",
    band_caption: "What the stated ranges imply",
    band_note: "The estimate at the values of the config, and over the stated ranges: mean, and quantiles over the points. \
                Doubt is the standard deviation over the ranges, Monte Carlo noise subtracted; chance is the Monte Carlo \
                error of a single point. More worlds shrink chance, and leave doubt as it is. After ± stands the error of \
                as many points, and of simulation for the estimate as written.",
    first_order: "first order",
    total: "total",
    noise: "Monte Carlo noise",
    indices_caption: "Which key in doubt matters",
    indices_note: "Sobol' indices: the share of the variance over the stated ranges that a key accounts for by itself, and \
                   together with others. The row of noise is its share of all variance seen; it is subtracted from the \
                   others. An index can come out below 0 or above 1 by as much as its error.",
    ranges_caption: "What is in doubt",
    stated: "stated range",
    ranges_note: "From the table [uncertainty] of the config.",
    bars: "Which key in doubt matters",
    bars_says: "Share of the variance over the stated ranges that each key accounts for, by itself (first order) and together \
                with others (total). Whiskers reach two standard errors to either side.",
    axis_share: "share of variance",
    band_is: |cell, estimate, [low, high]| {
        let over = if cell.is_empty() { "Over" } else { "over" };
        format!("{cell}{over} the stated ranges the {estimate} lies between {low} and {high} nine times in ten.")
    },
    chance_is: |chance| format!(" The Monte Carlo error of a point is {chance}."),
    accounts_for: |key, index| format!(" {key} matters most: its total index is {index}."),
    nothing_told: " What each key accounts for cannot be told.",
    noisy: |share| {
        format!(
            "Up to {share} of the variance over the points is Monte Carlo noise; it is subtracted, and more worlds shrink it."
        )
    },
    untold: |few, all| {
        format!(
            "For {few} of {all} estimates no index is told: its errors are not paired, too few worlds bear on the differences, or nothing but noise varies."
        )
    },
    few_rows: |rows| {
        format!("The design has {rows} rows: the errors of the indices are themselves rough; --points takes more.")
    },
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
    as_written: "按原值",
    mean: "均值",
    band_low: "5%",
    band_middle: "50%",
    band_high: "95%",
    spread: "参数不确定性",
    chance: "模拟误差",
    band_caption: "所述范围意味着什么",
    band_note: "按配置取值的估计值，以及在所述范围内的均值和分位数。参数不确定性是范围内的标准差，已扣除蒙特卡洛噪声；模拟误差是\
                单个点的蒙特卡洛标准误。增加世界数可减小模拟误差，但不改变参数不确定性。± 之后是设计点数有限带来的误差，按原值\
                一列则为模拟误差。",
    first_order: "一阶指数",
    total: "总指数",
    noise: "蒙特卡洛噪声",
    indices_caption: "哪个不确定参数重要",
    indices_note: "Sobol' 指数：在所述范围内，参数单独（一阶）以及与其他参数共同（总）解释的方差占比。噪声一行为其占所见方差的\
                   比例，已从其余各行扣除。指数可能因误差而略低于 0 或高于 1。",
    ranges_caption: "哪些取值不确定",
    stated: "所述范围",
    ranges_note: "来自配置的 [uncertainty] 表。",
    bars: "哪个不确定参数重要",
    bars_says: "各参数在所述范围内解释的方差占比：单独（一阶）以及与其他参数共同（总）。须线为两侧各两个标准误。",
    axis_share: "方差占比",
    band_is: |cell, estimate, [low, high]| format!("{cell}在所述范围内，{estimate}十有九次在 {low} 与 {high} 之间。"),
    chance_is: |chance| format!("单个点的蒙特卡洛标准误为 {chance}。"),
    accounts_for: |key, index| format!("影响最大的是 {key}，其总指数为 {index}。"),
    nothing_told: "各参数的占比无法给出。",
    noisy: |share| format!("各点方差中至多 {share} 为蒙特卡洛噪声，已扣除；增加世界数可减小噪声。"),
    untold: |few, all| {
        format!("{all} 个估计值中有 {few} 个无法给出指数：标准误不是配对的、有效世界数过少，或除噪声外没有变化。")
    },
    few_rows: |rows| format!("设计只有 {rows} 行：指数的误差本身较粗略；可用 --points 增加。"),
    and_more: |more| format!("另有 {more} 项"),
};
