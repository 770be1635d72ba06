//! The parts of a new study, and what is said of it, in a language.

use crate::config::IndexFile;
use crate::measure::YearMonth;
use crate::report::Language;

/// Mean length of the blocks that are drawn from an index, months.
const BLOCK_MONTHS: u32 = 12;

/// The parts of a study, with their comments.
pub(super) struct Words {
    /// The study, with gaps.
    pub study: &'static str,
    /// A price model without data.
    price: &'static str,
    /// What prices and jobs do together, without data.
    correlation: &'static str,
    /// Its scenarios.
    scenarios: &'static str,
    /// Behind the kind, the series and the length of blocks of an index's model.
    index_comments: [&'static str; 3],
    interpolated: &'static str,
    index_correlation: &'static str,
    /// Behind the names of the scenarios of an index.
    drawn_anew: &'static str,
    as_it_was: &'static str,
    too_short: &'static str,
}

const ENGLISH: Words = Words {
    study: include_str!("study_en.toml"),
    price: "[price]                        # give it an index of your own: underwater init --prices my_index.csv\n\
        kind = \"gbm\"                   # a random walk; or momentum, mean-reverting, jump-diffusion, regime-switching\n\
        drift_annual = -0.02           # overlaid by the scenarios below; assumption\n\
        volatility_annual = 0.10       # how far prices stray from their drift in a year; assumption",
    correlation: "-0.3            # falling prices and lost jobs come together; assumption",
    scenarios: "[[scenario]]                   # each scenario goes through the whole sweep\n\
        name = \"flat\"\n\
        price.drift_annual = 0.0       # assumption\n\n\
        [[scenario]]\n\
        name = \"slide\"\n\
        price.drift_annual = -0.03     # assumption",
    index_comments: [
        "months of the index drawn anew, in blocks, METHOD.md (5); nothing is fitted",
        "your index, as it is",
        "mean length of a block; assumption",
    ],
    interpolated: "not observed monthly: straight lines between its periods, which move less than a market does",
    index_correlation: "0.0             # the index's months are drawn by themselves",
    drawn_anew: "as above",
    as_it_was: "the index as it was, from this month; each household meets the same history",
    too_short: "# The index is shorter than horizon and tail, so that it cannot be replayed as it was: kind = \"replay\" needs\n\
        # one month more than both.",
};

const CHINESE: Words = Words {
    study: include_str!("study_zh.toml"),
    price: "[price]                        # 使用自己的指数：underwater init --prices my_index.csv\n\
        kind = \"gbm\"                   # 随机游走；也可用 momentum、mean-reverting、jump-diffusion、regime-switching\n\
        drift_annual = -0.02           # 由下方情景覆盖；假设\n\
        volatility_annual = 0.10       # 一年内房价偏离趋势的幅度；假设",
    correlation: "-0.3            # 房价下跌与失业同时出现；假设",
    scenarios: "[[scenario]]                   # 每个情景都走完整个扫描\n\
        name = \"flat\"                  # 房价持平\n\
        price.drift_annual = 0.0       # 假设\n\n\
        [[scenario]]\n\
        name = \"slide\"                 # 房价阴跌\n\
        price.drift_annual = -0.03     # 假设",
    index_comments: ["按段重抽指数的各月，METHOD.md (5)；不作任何拟合", "您的指数，原样使用", "每段的平均长度；假设"],
    interpolated: "不是月度数据：各期之间连直线，波动小于真实市场",
    index_correlation: "0.0             # 指数各月独立抽取",
    drawn_anew: "同上",
    as_it_was: "指数照原样重演，从该月起；所有家庭经历同一段历史",
    too_short: "# 指数短于期限与处置尾期之和，无法照原样重演：kind = \"replay\" 需要比两者之和多一个月。",
};

/// The parts in a language.
pub(super) fn words(language: Language) -> &'static Words {
    match language {
        Language::English => &ENGLISH,
        Language::Chinese => &CHINESE,
    }
}

/// What a study is filled with.
pub(super) struct Parts {
    pub price: String,
    pub correlation: String,
    pub scenarios: String,
}

impl Words {
    /// Prices that are assumed.
    pub fn assumed(&self) -> Parts {
        let owned = str::to_owned;
        Parts { price: owned(self.price), correlation: owned(self.correlation), scenarios: owned(self.scenarios) }
    }

    /// Prices of an index in `file`; replayed from `start`, where it reaches far enough.
    pub fn of_index(&self, file: &str, index: &IndexFile, start: Option<YearMonth>) -> Parts {
        let [kind, named, blocks] = self.index_comments;
        let is_monthly = index.frequency.months() == 1;
        let interpolate = if is_monthly { "" } else { ", interpolate = true" };
        let series = format!("{{ file = {file:?}, column = {:?}{interpolate} }}", index.column);
        let named = if is_monthly { named.to_owned() } else { format!("{named}; {}", self.interpolated) };
        let price = format!(
            "[price]\nkind = \"bootstrap\"             # {kind}\nseries = {series} # {named}\n\
             mean_block_months = {BLOCK_MONTHS}         # {blocks}"
        );
        let drawn = format!("[[scenario]]\nname = \"drawn_anew\"            # {}", self.drawn_anew);
        let replayed = start.map_or_else(
            || self.too_short.to_owned(),
            |start| {
                let price = format!("{{ kind = \"replay\", series = {series}, start_month = \"{start}\" }}");
                format!("[[scenario]]\nname = \"as_it_was\"\nprice = {price} # {}", self.as_it_was)
            },
        );
        let scenarios = format!("{drawn}\n\n{replayed}");
        Parts { price, correlation: self.index_correlation.to_owned(), scenarios }
    }
}

/// What was read of an index.
pub(super) fn read(file: &str, index: &IndexFile, language: Language) -> String {
    let percent = |fraction: f64| format!("{:.1}%", fraction * 100.0);
    let IndexFile { column, months, least, most, .. } = index;
    let (first, last) = (index.first, index.last);
    let frequency = index.frequency;
    match language {
        Language::English => {
            let fall = index.worst_fall.map_or_else(
                || "it never fell".to_owned(),
                |fall| format!("worst fall from a peak: {} ({} to {})", percent(fall.fraction), fall.peak, fall.trough),
            );
            let levels = format!("levels from {} ({}) to {} ({})", least.0, least.1, most.0, most.1);
            format!(
                "{file}, {column}: {}, {months} months, {first} to {last}\n  {levels}\n  {fall}",
                frequency.adjective()
            )
        }
        Language::Chinese => {
            let fall = index.worst_fall.map_or_else(
                || "从未下跌".to_owned(),
                |fall| format!("自高点的最大跌幅：{}（{} 至 {}）", percent(fall.fraction), fall.peak, fall.trough),
            );
            let often = match frequency.months() {
                1 => "月度",
                3 => "季度",
                _ => "年度",
            };
            let levels = format!("水平从 {}（{}）到 {}（{}）", least.0, least.1, most.0, most.1);
            format!("{file}，{column}：{often}，{months} 个月，{first} 至 {last}\n  {levels}\n  {fall}")
        }
    }
}

/// What was made of an index, and what was not.
pub(super) fn made(index: &IndexFile, start: Option<YearMonth>, language: Language) -> String {
    let is_monthly = index.frequency.months() == 1;
    match language {
        Language::English => {
            let replay = start.map_or_else(
                || "It is too short for horizon and tail, so it is not replayed as it was.".to_owned(),
                |start| format!("The scenario as_it_was replays it from {start}."),
            );
            let lines = if is_monthly { "" } else { " Between its periods it is read on straight lines." };
            format!(
                "Prices are drawn from it anew in blocks of {BLOCK_MONTHS} months on average (an assumption). {replay}{lines}\n\
                 Nothing was fitted, smoothed or left out: its own drift and ups and downs are taken for the future's."
            )
        }
        Language::Chinese => {
            let replay = start.map_or_else(
                || "指数短于期限与处置尾期之和，故不照原样重演。".to_owned(),
                |start| format!("情景 as_it_was 从 {start} 起照原样重演。"),
            );
            let lines = if is_monthly { "" } else { "各期之间按直线读取。" };
            format!(
                "房价按平均 {BLOCK_MONTHS} 个月（假设）一段从指数中重抽。{replay}{lines}\n\
                 未作任何拟合、平滑或取舍：以指数自身的涨跌代表将来。"
            )
        }
    }
}

/// Where the study is, and what to do with it.
pub(super) fn written(file: &str, cells: usize, paths: &str, language: Language) -> String {
    match language {
        Language::English => format!(
            "{file}: {cells} cells of {paths} paths; it runs as it is. Next:\n  underwater check {file}\n  underwater run {file}"
        ),
        Language::Chinese => format!(
            "{file}：{cells} 个单元，各 {paths} 条路径，可直接运行。接下来：\n  underwater check {file}\n  underwater run {file} --language zh"
        ),
    }
}
