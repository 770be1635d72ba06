//! What is said of the causes, in both languages.

use crate::answers::why::{Cause, LossOf, Part};
use crate::report::language::Language;

/// A sentence with one gap.
pub(super) type With1 = fn(&str) -> String;
/// A sentence with two gaps.
type With2 = fn(&str, &str) -> String;

/// Causes that have a share, and the rest.
const PARTS: usize = Part::All as usize;

/// The texts of one language.
pub(super) struct Words {
    // Names, in the order of the tables.
    pub causes: [&'static str; Cause::ALL.len()],
    pub losses: [&'static str; LossOf::ALL.len()],
    pub parts: [&'static str; PARTS],

    // Tables and figures.
    pub causes_caption: &'static str,
    pub causes_note: &'static str,
    pub causes_says: &'static str,
    pub shares_caption: &'static str,
    pub shares_note: &'static str,
    pub shares_says: &'static str,
    /// The lender's alone.
    pub lender_caption: &'static str,
    /// File.
    pub left_out: With1,
    pub switches_caption: &'static str,
    pub switches_note: &'static str,
    pub loss_of: &'static str,
    pub whole: &'static str,
    pub per_default: &'static str,
    pub off: &'static str,
    pub nothing_off: &'static str,
    pub axis_of_loans: &'static str,

    // Sentences.
    /// Cell.
    pub of: With1,
    /// Stands between the parts of a list.
    pub and: &'static str,
    pub no_default: &'static str,
    /// What a hundred defaults needed.
    pub of_a_hundred: With1,
    /// Number of defaults, fewer than that; what they needed.
    pub of_few: With2,
    /// Number.
    pub needed: [With1; Cause::ALL.len()],
    /// Loss, of loans; what it comes from.
    pub lender_loses: With2,
    /// Percentage points.
    pub comes_from: [With1; PARTS],

    // Warnings; each has the number of cells, or of what it says.
    pub no_default_in: With1,
    pub beyond: With1,
    pub negative: With1,
    /// Households; defaults of the study.
    pub only_off: With2,
    pub no_error: With1,
}

impl Words {
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &ENGLISH,
            Language::Chinese => &CHINESE,
        }
    }

    /// Causes that are off, from their keys joined by `+`.
    pub fn off(&self, keys: &str) -> String {
        let named =
            |key: &str| Part::ALL.iter().zip(self.parts).find(|(part, _)| part.word() == key).map(|(_, name)| name);
        let names: Vec<&str> = keys.split('+').filter_map(named).collect();
        if names.is_empty() { self.nothing_off.to_owned() } else { names.join(self.and) }
    }
}

const ENGLISH: Words = Words {
    causes: ["cash-flow only", "double trigger", "strategic only", "either one", "other"],
    losses: ["lender", "household"],
    parts: ["price falls", "failing income", "rate rises", "auction losses", "other"],

    causes_caption: "What the defaults needed, in shares of all defaults",
    causes_note: "Cash-flow only: gone without failing income, and there without falling prices. Double trigger: gone without \
                  either. Strategic only: gone without falling prices, and there without failing income; by choice or by a \
                  margin call. Either one (overdetermined): there without the one or the other, gone without both. Other: there without both. After \
                  ± stands one standard error of simulation.",
    causes_says: "The height of a bar is the cell's default rate; its parts are what these defaults needed.",
    shares_caption: "Where the losses come from, in shares of all loans",
    shares_note: "What each cause adds to the losses of the households that default in the study, on average over all orders \
                  in which the four causes can be turned on (Shapley shares); `other` is lost with all four off. The parts add \
                  up to the whole. A part is negative where its cause makes losses smaller. The household's loss is what \
                  default adds to it.",
    shares_says: "What each cause adds to the losses of the households that default, in shares of all loans; bars of error \
                  reach two standard errors to either side.",
    lender_caption: "Where the lender's losses come from, in shares of all loans",
    left_out: |file| format!("Every error, and the household's losses, are in {file}."),
    switches_caption: "The study with causes turned off",
    switches_note: "Each row is the whole study, the same households under the same draws, with these causes off.",
    loss_of: "loss of",
    whole: "whole",
    per_default: "whole, a default",
    off: "off",
    nothing_off: "nothing (the study)",
    axis_of_loans: "loss, share of loans",

    of: |cell| format!("{cell}: "),
    and: ", ",
    no_default: "No household defaulted.",
    of_a_hundred: |parts| format!("Of 100 defaults, {parts}."),
    of_few: |number, parts| format!("Defaults seen: {number}; {parts}."),
    needed: [
        |number| format!("{number} needed failing income alone"),
        |number| format!("{number} needed failing income and falling prices together"),
        |number| format!("{number} needed falling prices alone"),
        |number| format!("{number} would have come from either one"),
        |number| format!("{number} needed neither"),
    ],
    lender_loses: |loss, parts| format!(" The lender's loss is {loss} of loans; in percentage points, {parts}."),
    comes_from: [
        |points| format!("{points} from falling prices"),
        |points| format!("{points} from failing income"),
        |points| format!("{points} from rising rates"),
        |points| format!("{points} from auctions below value"),
        |points| format!("{points} left with all four off"),
    ],

    no_default_in: |cells| format!("In {cells} of the cells nobody defaults, and there is nothing to explain."),
    beyond: |cells| {
        format!(
            "In {cells} of the cells amounts of some path lie beyond what can be kept: what contains them is empty."
        )
    },
    negative: |cells| {
        format!(
            "In {cells} of the cells some cause has a negative share of the lender's loss: it makes the loss smaller."
        )
    },
    only_off: |households, defaults| {
        format!(
            "Households that default with some cause off and not in the study: {households}, beside the {defaults} defaults of \
             all cells; they have no cause and no share."
        )
    },
    no_error: |shares| {
        format!("{shares} shares of defaults have no error, since too few worlds bear on them. More worlds tell.")
    },
};

const CHINESE: Words = Words {
    causes: ["仅现金流", "双重触发", "仅策略性", "任一即可", "其他"],
    losses: ["贷款人", "家庭"],
    parts: ["房价下跌", "收入中断", "利率上升", "拍卖折价", "其他"],

    causes_caption: "违约需要什么条件（占全部违约的比例）",
    causes_note: "仅现金流：收入不中断则不违约，房价不跌仍违约。双重触发：缺其一即不违约。仅策略性：房价不跌则不违约，收入不中断仍违约；出于选择或追加保证。任一即可：去掉任何一个仍违约，两者都去掉则不违约。其他：两者都去掉仍违约。± 之后是一个模拟标准误。",
    causes_says: "柱高为该单元的违约率，各段为这些违约所需的条件。",
    shares_caption: "损失从何而来（占全部贷款的比例）",
    shares_note: "各原因给研究中违约家庭的损失带来的增量，按四个原因依次开启的所有次序取平均（Shapley 值）；“其他”为四项全部关闭时的损失。各部分之和等于全部。若某原因使损失减小，其值为负。家庭的损失指违约所增加的部分。",
    shares_says: "各原因给违约家庭的损失带来的增量，占全部贷款的比例；误差线向两侧各延伸两个标准误。",
    lender_caption: "贷款人的损失从何而来（占全部贷款的比例）",
    left_out: |file| format!("全部误差以及家庭的损失见 {file}。"),
    switches_caption: "关闭若干原因后的研究",
    switches_note: "每行都是整个研究：同样的家庭、同样的随机数，关闭所列原因。",
    loss_of: "损失方",
    whole: "全部",
    per_default: "每起违约",
    off: "关闭",
    nothing_off: "无（研究本身）",
    axis_of_loans: "损失占贷款比例",

    of: |cell| format!("{cell}："),
    and: "，",
    no_default: "没有家庭违约。",
    of_a_hundred: |parts| format!("每 100 起违约中，{parts}。"),
    of_few: |number, parts| format!("共 {number} 起违约：{parts}。"),
    needed: [
        |number| format!("{number} 起只需收入中断"),
        |number| format!("{number} 起须收入中断与房价下跌同时发生"),
        |number| format!("{number} 起只需房价下跌"),
        |number| format!("{number} 起有其一即可"),
        |number| format!("{number} 起二者皆不需要"),
    ],
    lender_loses: |loss, parts| format!("贷款人损失占贷款的 {loss}，以百分点计：{parts}。"),
    comes_from: [
        |points| format!("{points} 来自房价下跌"),
        |points| format!("{points} 来自收入中断"),
        |points| format!("{points} 来自利率上升"),
        |points| format!("{points} 来自拍卖折价"),
        |points| format!("{points} 在四项全部关闭时仍存在"),
    ],

    no_default_in: |cells| format!("有 {cells} 个单元无人违约，无可解释。"),
    beyond: |cells| format!("有 {cells} 个单元的某些路径金额超出可保存的范围：含有它们的数为空。"),
    negative: |cells| format!("有 {cells} 个单元中，某个原因对贷款人损失的贡献为负：它使损失减小。"),
    only_off: |households, defaults| {
        format!(
            "在研究中不违约、而在关闭某些原因时违约的家庭：{households} 个（各单元违约共 {defaults} 起）；不计入任何原因和份额。"
        )
    },
    no_error: |shares| format!("有 {shares} 个违约占比没有误差，因为与之有关的世界太少。增加情景世界数可以分辨。"),
};
