//! The data dictionary: every column of every table, generated from where the columns are defined.

use polars::prelude::{Column, DataFrame, NamedFrom, Series};

use super::ReportError;
use super::language::{Columns, Language, column_texts};
use crate::aggregate::column_name;
use crate::aggregate::estimates::{ALL, LOSS_ESTIMATES, Scale, WORLD_DEFAULT_RATE};
use crate::outcome::{self, MonthCounter, PathOutcome, WorldColumn};

/// Unit of a column of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub enum FileUnit {
    /// A number of paths, worlds or events.
    Count,
    /// A plain fraction.
    Fraction,
    /// Currency units.
    Money,
    /// Cents.
    Cents,
    /// Units of 10⁻⁹.
    Billionths,
    /// Months.
    Months,
    /// A code with named values.
    Code,
    /// Text.
    Text,
    /// A level relative to that at purchase.
    Level,
    /// That of the estimate the row names.
    OfEstimate,
}

impl FileUnit {
    /// Its name.
    pub(super) fn name(self, language: Language) -> &'static str {
        language.texts().units.get(self as usize).copied().unwrap_or_default()
    }
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Table, as its file is named.
    pub table: &'static str,
    /// Column, as in the header.
    pub column: String,
    /// Unit.
    pub unit: FileUnit,
    /// Meaning in English.
    pub english: String,
    /// What it is called in Chinese.
    pub chinese_name: String,
    /// Meaning in Chinese.
    pub chinese: String,
}

/// A column of its own: table, column, unit, English, Chinese name and meaning.
type Own = (&'static str, FileUnit, &'static str, &'static str, &'static str);

const LABELS: &[Own] = &[
    ("cell", FileUnit::Count, "Number of the cell, from 0.", "单元", "单元编号，从 0 起。"),
    ("scenario", FileUnit::Text, "Scenario of the cell, where the study has any.", "情形", "单元所属的情形（如有）。"),
    (
        "<swept key>",
        FileUnit::Text,
        "A column per swept key, named as in the config: its value in the cell.",
        "扫描参数",
        "每个扫描参数一列，列名同配置：该单元的取值。",
    ),
];

const SIZES: &[Own] = &[
    ("worlds", FileUnit::Count, "Worlds simulated.", "世界数", "模拟的情景世界数。"),
    ("households", FileUnit::Count, "Households a world.", "家庭数", "每个世界的家庭数。"),
];

const UPPER_95: Own = (
    "default_rate_upper_95",
    FileUnit::Fraction,
    "Upper end of the rate's 95% interval; filled only where no default was seen.",
    "违约率上限 95%",
    "违约率 95% 区间的上端；仅在未见违约时填写。",
);

const MONTH: &[Own] = &[
    ("month", FileUnit::Months, "Month, from 1 to the horizon.", "月", "月份，从 1 到统计期末。"),
    ("households_accepted", FileUnit::Count, "Households that bought.", "成交家庭", "买下房屋的家庭。"),
];

const HAZARDS: &[Own] = &[
    (
        "default_hazard_monthly",
        FileUnit::Fraction,
        "Defaults of the month ÷ households that at its start had their home, a loan and no default open.",
        "违约风险率",
        "当月违约 ÷ 月初仍持有房屋和贷款且无未了结违约的家庭。",
    ),
    (
        "default_rate_cumulative",
        FileUnit::Fraction,
        "Defaults up to the month's end ÷ households that bought.",
        "累计违约率",
        "截至月末的违约 ÷ 成交家庭。",
    ),
];

const INDEX: &[Own] = &[
    ("index_q05", FileUnit::Level, "Price index: one world in twenty is lower.", "指数 5%", "二十分之一的世界更低。"),
    (
        "index_q25",
        FileUnit::Level,
        "Price index: a quarter of the worlds is lower.",
        "指数 25%",
        "四分之一的世界更低。",
    ),
    ("index_q50", FileUnit::Level, "Price index: half of the worlds are lower.", "指数中位数", "半数世界更低。"),
    (
        "index_q75",
        FileUnit::Level,
        "Price index: a quarter of the worlds is higher.",
        "指数 75%",
        "四分之一的世界更高。",
    ),
    ("index_q95", FileUnit::Level, "Price index: one world in twenty is higher.", "指数 95%", "二十分之一的世界更高。"),
];

const QUANTILE: Own =
    ("quantile", FileUnit::Fraction, "Share of households with a smaller loss.", "分位数", "损失更小的家庭占比。");
const LOSS: Own = (
    "household_loss",
    FileUnit::Money,
    "The household's loss, its home's own fall included; losses are positive.",
    "家庭损失",
    "家庭的损失，包括房屋自身的跌价；损失为正。",
);

const HISTOGRAM: &[Own] = &[
    (
        "loss_from",
        FileUnit::Money,
        "Lower edge of the bin; empty in the lowest.",
        "损失下限",
        "区间下端；最低区间为空。",
    ),
    (
        "loss_to",
        FileUnit::Money,
        "Upper edge of the bin; empty in the highest.",
        "损失上限",
        "区间上端；最高区间为空。",
    ),
    (
        "households",
        FileUnit::Count,
        "Households in the bin, over all worlds.",
        "家庭数",
        "区间内的家庭数，所有世界合计。",
    ),
];
const SHARE: Own = ("share", FileUnit::Fraction, "Their share of those that bought.", "占比", "占成交家庭的比例。");

const COMPARISON: &[Own] = &[
    ("base_cell", FileUnit::Count, "Cell the others are compared with.", "基准单元", "作为比较基准的单元。"),
    ("estimate", FileUnit::Text, "Name of the estimate, as in summary.", "估计值", "估计值的名称，同 summary。"),
    (
        "difference",
        FileUnit::OfEstimate,
        "The cell's estimate less the base cell's.",
        "差值",
        "该单元的估计值减去基准单元的估计值。",
    ),
    (
        "difference_mcse",
        FileUnit::OfEstimate,
        "Its standard error, paired: both cells see the same worlds.",
        "差值标准误",
        "配对标准误：两个单元面对相同的世界。",
    ),
    (
        "unpaired_mcse",
        FileUnit::OfEstimate,
        "The error two independent runs would have.",
        "非配对标准误",
        "两次独立模拟会有的标准误。",
    ),
    (
        "precision_gain",
        FileUnit::Count,
        "How many times smaller the paired error is; 1000 means a thousand times or more.",
        "误差缩小倍数",
        "配对误差比非配对误差小多少倍；1000 表示一千倍或更多。",
    ),
];

const WORLD: Own = ("world", FileUnit::Count, "Number of the world, from 0.", "世界", "情景世界编号，从 0 起。");
const HOUSEHOLD: Own = (
    "household",
    FileUnit::Count,
    "Number of the household in its world, from 0.",
    "家庭",
    "家庭在其世界中的编号，从 0 起。",
);

const TRANSITION: &[Own] = &[
    ("state_before", FileUnit::Text, "State at the month's start.", "月初状态", "月初所处的状态。"),
    ("state_after", FileUnit::Text, "State at its end.", "月末状态", "月末所处的状态。"),
    (
        "household_months",
        FileUnit::Count,
        "Household-months that begin in the state before.",
        "家庭月",
        "月初处于该状态的家庭月数。",
    ),
    ("moves", FileUnit::Count, "Of them, those that end in the state after.", "迁移数", "其中月末处于后一状态者。"),
];
const PROBABILITY: Own =
    ("probability_monthly", FileUnit::Fraction, "Moves ÷ household-months.", "月迁移概率", "迁移数 ÷ 家庭月。");

const BANDS: &[Own] = &[
    (
        "ltv_current_over",
        FileUnit::Fraction,
        "Lower edge of the band of current LTV.",
        "现时贷款价值比下限",
        "区间下端，不含。",
    ),
    ("ltv_current_to", FileUnit::Fraction, "Its upper edge, in the band.", "现时贷款价值比上限", "区间上端，含。"),
    (
        "dsti_over",
        FileUnit::Fraction,
        "Lower edge of the band of current DSTI.",
        "现时偿债收入比下限",
        "区间下端，不含。",
    ),
    ("dsti_to", FileUnit::Fraction, "Its upper edge, in the band.", "现时偿债收入比上限", "区间上端，含。"),
    (
        "loans_seen",
        FileUnit::Count,
        "Performing loans seen at an anniversary, each once a year.",
        "观察贷款数",
        "周年时正常的贷款，每年计一次。",
    ),
];
const PROBABILITIES_OF_DEFAULT: &[Own] = &[
    (
        "pd_12m",
        FileUnit::Fraction,
        "Defaults in the twelve months after ÷ loans seen with twelve months to the horizon.",
        "十二个月违约概率",
        "其后十二个月内违约 ÷ 距统计期末至少十二个月时观察到的贷款。",
    ),
    (
        "pd_lifetime",
        FileUnit::Fraction,
        "Defaults by the horizon ÷ loans seen.",
        "存续期违约概率",
        "到统计期末违约 ÷ 观察到的贷款。",
    ),
];

const RESOLUTION: &[Own] = &[
    ("months_since_default", FileUnit::Months, "Months since the first default.", "违约后月数", "首次违约以来的月数。"),
    ("defaults", FileUnit::Count, "Defaults of the cell.", "违约数", "该单元的违约数。"),
];
const RESOLVED: &[Own] = &[
    ("resolved_rate", FileUnit::Fraction, "Share of defaults that have ended.", "结案率", "已结束的违约占比。"),
    ("reinstated_rate", FileUnit::Fraction, "Of all, by reinstatement.", "恢复履约率", "其中恢复履约者，占全部违约。"),
    ("sold_rate", FileUnit::Fraction, "Of all, by the household's sale.", "自行出售率", "其中自行出售者，占全部违约。"),
    ("auctioned_rate", FileUnit::Fraction, "Of all, by auction.", "法拍成交率", "其中法拍成交者，占全部违约。"),
    (
        "taken_by_lender_rate",
        FileUnit::Fraction,
        "Of all, taken by the lender.",
        "以物抵债率",
        "其中以物抵债者，占全部违约。",
    ),
    (
        "rescinded_rate",
        FileUnit::Fraction,
        "Of all, by cancelled contracts of a home never delivered.",
        "合同解除率",
        "其中因未交付而解除合同者，占全部违约。",
    ),
];

const VERDICT: &[Own] = &[
    ("verdict", FileUnit::Text, "Accepted, refused, or the reason of refusal.", "审批结果", "通过、被拒或被拒原因。"),
    ("households", FileUnit::Count, "Households of the verdict.", "家庭数", "该结果的家庭数。"),
];
const APPLICANTS: &[Own] = &[
    ("share", FileUnit::Fraction, "Their share of all applicants.", "占比", "占全部申请家庭的比例。"),
    ("home_price_mean", FileUnit::Money, "Mean price of the home they wanted.", "平均房价", "所购房屋的平均价格。"),
    ("loan_mean", FileUnit::Money, "Mean loan they asked for.", "平均贷款", "所申请贷款的平均额。"),
    ("income_monthly_mean", FileUnit::Money, "Mean income a month.", "平均月收入", "平均每月收入。"),
    ("opening_cash_mean", FileUnit::Money, "Mean cash after closing.", "平均成交后现金", "成交后的平均现金。"),
    (
        "dsti_mean",
        FileUnit::Fraction,
        "All their debt service ÷ all their income.",
        "平均偿债收入比",
        "全部偿债支出 ÷ 全部收入。",
    ),
];

/// Every column of every table, in file order.
pub fn entries() -> Vec<Entry> {
    let mut found = Dictionary(Vec::new());
    summary(&mut found);
    months(&mut found);
    found.labels("loss_distribution");
    found.own("loss_distribution", QUANTILE);
    found.with_error("loss_distribution", LOSS);
    found.labels("loss_histogram");
    HISTOGRAM.iter().for_each(|own| found.own("loss_histogram", *own));
    found.with_error("loss_histogram", SHARE);
    found.labels("comparisons");
    COMPARISON.iter().for_each(|own| found.own("comparisons", *own));
    found.labels("transitions");
    TRANSITION.iter().for_each(|own| found.own("transitions", *own));
    found.with_error("transitions", PROBABILITY);
    found.labels("default_by_ltv_dsti");
    BANDS.iter().for_each(|own| found.own("default_by_ltv_dsti", *own));
    PROBABILITIES_OF_DEFAULT.iter().for_each(|own| found.with_error("default_by_ltv_dsti", *own));
    found.labels("resolution");
    RESOLUTION.iter().for_each(|own| found.own("resolution", *own));
    RESOLVED.iter().for_each(|own| found.with_error("resolution", *own));
    found.labels("underwriting");
    VERDICT.iter().for_each(|own| found.own("underwriting", *own));
    APPLICANTS.iter().for_each(|own| found.with_error("underwriting", *own));
    found.labels("worlds");
    found.own("worlds", WORLD);
    WorldColumn::ALL.iter().for_each(|column| found.stored("worlds", Columns::Worlds, column.column()));
    [WORLD, HOUSEHOLD].into_iter().chain(LABELS.first().copied()).for_each(|own| found.own("paths", own));
    PathOutcome::COLUMNS.iter().for_each(|column| found.stored("paths", Columns::Paths, *column));
    found.0
}

fn summary(found: &mut Dictionary) {
    found.labels("summary");
    SIZES.iter().for_each(|own| found.own("summary", *own));
    for estimate in ALL {
        let unit = match estimate.scale {
            Scale::Money => FileUnit::Money,
            Scale::Plain if estimate.name.contains("months") => FileUnit::Months,
            Scale::Plain => FileUnit::Fraction,
        };
        found.estimate(estimate.name, unit, estimate.meaning);
        if estimate.name == ALL.first().map_or("", |first| first.name) {
            found.own("summary", UPPER_95);
        }
    }
    LOSS_ESTIMATES.iter().for_each(|kind| found.estimate(kind.name, FileUnit::Money, kind.meaning));
    WORLD_DEFAULT_RATE.iter().for_each(|(name, meaning)| found.estimate(name, FileUnit::Fraction, meaning));
}

fn months(found: &mut Dictionary) {
    found.labels("months");
    MONTH.iter().for_each(|own| found.own("months", *own));
    let states = MonthCounter::ALL.iter().take(MonthCounter::STATES).copied();
    for counter in states.chain([MonthCounter::UnderWater]) {
        let column = counter.column();
        let (name, meaning) = chinese(Columns::Months, column.name);
        found.push("months", column.name.to_owned(), FileUnit::Fraction, column.meaning.to_owned(), name, meaning);
        found.error("months", column.name, FileUnit::Fraction, name);
    }
    HAZARDS.iter().for_each(|own| found.with_error("months", *own));
    INDEX.iter().for_each(|own| found.own("months", *own));
}

fn chinese(columns: Columns, name: &str) -> (&'static str, &'static str) {
    // The compiler has seen to it that there is one.
    column_texts(columns, name).map_or(("", ""), |texts| (texts.name, texts.meaning))
}

struct Dictionary(Vec<Entry>);

impl Dictionary {
    fn push(
        &mut self,
        table: &'static str,
        column: String,
        unit: FileUnit,
        english: String,
        name: &str,
        chinese: &str,
    ) {
        let (chinese_name, chinese) = (name.to_owned(), chinese.to_owned());
        self.0.push(Entry { table, column, unit, english, chinese_name, chinese });
    }

    fn own(&mut self, table: &'static str, (column, unit, english, name, chinese): Own) {
        self.push(table, column.to_owned(), unit, english.to_owned(), name, chinese);
    }

    fn with_error(&mut self, table: &'static str, own: Own) {
        self.own(table, own);
        self.error(table, own.0, own.1, own.3);
    }

    fn error(&mut self, table: &'static str, column: &str, unit: FileUnit, name: &str) {
        let english = (Language::English.texts().standard_error_of)(column);
        let chinese = (Language::Chinese.texts().standard_error_of)(name);
        self.push(table, format!("{column}_mcse"), unit, english, &format!("{name}标准误"), &chinese);
    }

    fn labels(&mut self, table: &'static str) {
        LABELS.iter().for_each(|own| self.own(table, *own));
    }

    fn estimate(&mut self, column: &'static str, unit: FileUnit, english: &str) {
        let (name, meaning) = chinese(Columns::Estimates, column);
        self.push("summary", column.to_owned(), unit, english.to_owned(), name, meaning);
        self.error("summary", column, unit, name);
    }

    fn stored(&mut self, table: &'static str, columns: Columns, column: outcome::Column) {
        let unit = match column.unit {
            outcome::Unit::Count => FileUnit::Count,
            outcome::Unit::Cents => FileUnit::Cents,
            outcome::Unit::Billionths => FileUnit::Billionths,
            outcome::Unit::Months => FileUnit::Months,
            outcome::Unit::Code => FileUnit::Code,
        };
        let (name, meaning) = chinese(columns, column.name);
        let in_file = column_name(column.name, column.unit);
        self.push(table, in_file, unit, column.meaning.to_owned(), name, meaning);
    }
}

/// The dictionary as a table, for the files.
///
/// # Errors
/// Polars refuses.
pub fn dictionary() -> Result<DataFrame, ReportError> {
    let entries = entries();
    let column = |name: &str, of: &dyn Fn(&Entry) -> String| -> Column {
        Series::new(name.into(), entries.iter().map(of).collect::<Vec<_>>()).into()
    };
    let columns = vec![
        column("table", &|entry| entry.table.to_owned()),
        column("column", &|entry| entry.column.clone()),
        column("unit", &|entry| entry.unit.name(Language::English).to_owned()),
        column("meaning", &|entry| entry.english.clone()),
        column("name_zh", &|entry| entry.chinese_name.clone()),
        column("unit_zh", &|entry| entry.unit.name(Language::Chinese).to_owned()),
        column("meaning_zh", &|entry| entry.chinese.clone()),
    ];
    Ok(DataFrame::new(entries.len(), columns)?)
}
