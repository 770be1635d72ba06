//! What is said of an answer, in both languages.

use crate::answers::solve::Goal;
use crate::report::language::Language;

type With1 = fn(&str) -> String;
type With2 = fn(&str, &str) -> String;
type With3 = fn(&str, &str, &str) -> String;

/// The texts of one language.
pub(super) struct Words {
    /// Target and bound.
    pub at_most: With2,
    pub at_least: With2,

    // Where it is met, in the table.
    pub from_there: &'static str,
    pub up_to_there: &'static str,
    /// Further crossings.
    pub in_parts: With1,
    pub in_parts_unseen: &'static str,
    pub nowhere: &'static str,
    pub everywhere: &'static str,
    pub not_told: &'static str,

    // The table.
    pub caption: With1,
    pub note: &'static str,
    pub interval: &'static str,
    pub met: &'static str,
    pub low_end: &'static str,
    pub high_end: &'static str,
    pub from_to: With2,
    pub from: With1,
    pub to: With1,
    pub at: With2,

    // Sentences: what is met (`at_most`), key and value, what of the interval.
    pub met_from: With3,
    pub met_up_to: With3,
    pub met_in_parts: With3,
    /// What is met; key with its ends; the estimates there.
    pub never_met: With3,
    pub always_met: With3,
    /// Target.
    pub nothing_told: With1,
    /// Where.
    pub of: With1,
    /// Lower end, upper end.
    pub interval_told: With2,
    pub interval_from: With1,
    pub interval_to: With1,
    pub interval_flat: &'static str,
    pub interval_no_error: &'static str,
    pub rows_left_out: With1,

    // With two keys, a sentence a cell: what is met; first and last answer.
    pub frontier_along: With3,
    pub frontier_at: With2,
    pub frontier_nowhere: With1,
    pub frontier_everywhere: With1,
    pub semicolon: &'static str,
    pub full_stop: &'static str,

    // Warnings; each has the number of answers it is about.
    pub turns: With1,
    pub crossed_again: With1,
    pub one_sided: With1,
    pub flat: With1,
    pub no_error: With1,
    pub gaps: With1,
    pub at_an_end: With1,
    /// Least and largest share that bought.
    pub bought: With2,

    // Figures.
    pub curve_title: With2,
    pub curve_says: &'static str,
    pub frontier_title: With1,
    pub frontier_says: &'static str,
    pub target_line: &'static str,
    pub answer: &'static str,
    pub interval_band: &'static str,
}

impl Words {
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &ENGLISH,
            Language::Chinese => &CHINESE,
        }
    }

    /// What is to be met.
    pub fn goal(&self, goal: Goal, target: &str, bound: &str) -> String {
        match goal {
            Goal::AtMost => (self.at_most)(target, bound),
            Goal::AtLeast => (self.at_least)(target, bound),
        }
    }
}

const ENGLISH: Words = Words {
    at_most: |target, bound| format!("{target} at most {bound}"),
    at_least: |target, bound| format!("{target} at least {bound}"),

    from_there: "from there on",
    up_to_there: "up to there",
    in_parts: |further| format!("in parts; crossed again at {further}"),
    in_parts_unseen: "in parts, between values where nothing is told",
    nowhere: "nowhere",
    everywhere: "everywhere",
    not_told: "nothing to tell it from",

    caption: |goal| format!("Where the target is met: {goal}"),
    note: "The value is the first crossing from the lower end, next to it where the target is met. Its interval holds the \
           crossing of infinitely many runs about 95 times in 100; it comes from the Monte Carlo error alone. After ± stands \
           one standard error of simulation.",
    interval: "95% interval",
    met: "met",
    low_end: "at the lower end",
    high_end: "at the upper end",
    from_to: |from, to| format!("{from} to {to}"),
    from: |from| format!("from {from}"),
    to: |to| format!("up to {to}"),
    at: |estimate, value| format!("{estimate} at {value}"),

    met_from: |goal, value, interval| format!("{goal}: from {value} on ({interval})."),
    met_up_to: |goal, value, interval| format!("{goal}: up to {value} ({interval})."),
    met_in_parts: |goal, value, interval| format!("{goal}: in parts, with the first crossing at {value} ({interval})."),
    never_met: |goal, between, estimates| format!("{goal}: nowhere with {between}: {estimates}."),
    always_met: |goal, between, estimates| format!("{goal}: everywhere with {between}: {estimates}."),
    nothing_told: |target| format!("There is nothing to estimate {target} from."),
    of: |place| format!("{place}: "),
    interval_told: |lower, upper| format!("95% interval {lower} to {upper}"),
    interval_from: |lower| format!("95% interval from {lower}; its upper end lies beyond the values looked at"),
    interval_to: |upper| format!("95% interval up to {upper}; its lower end lies beyond the values looked at"),
    interval_flat: "no interval: the estimate changes too little against its error over the values looked at",
    interval_no_error: "no interval: the estimate's error cannot be told there",
    rows_left_out: |rows| format!("{rows} more answers are in the table."),

    frontier_along: |goal, first, last| format!("{goal}: the answer goes from {first} to {last}"),
    frontier_at: |answer, second| format!("{answer} at {second}"),
    frontier_nowhere: |seconds| format!("met nowhere at {seconds}"),
    frontier_everywhere: |seconds| format!("met everywhere at {seconds}"),
    semicolon: "; ",
    full_stop: ".",

    turns: |answers| {
        format!(
            "In {answers} of the answers the estimate both rises and falls with the key, by more than its error: the target \
             may be met and missed in turn. All crossings seen are in the table; between two values of the first grid there \
             may be more."
        )
    },
    crossed_again: |answers| {
        format!(
            "In {answers} of the answers the curve crosses the target more than once without turning by more than its \
             error: the crossings may be chance. More worlds tell."
        )
    },
    one_sided: |answers| {
        format!("In {answers} of the answers one end of the interval lies beyond the values looked at, and is empty.")
    },
    flat: |answers| {
        format!("In {answers} of the answers the curve is so flat against its error that there is no interval.")
    },
    no_error: |answers| {
        format!(
            "In {answers} of the answers there is no interval: near the crossing the estimate's error cannot be told, since \
             too few worlds bear on it or all paths agree."
        )
    },
    gaps: |values| {
        format!(
            "At {values} of the values looked at there is nothing to estimate the target from; nobody bought, for one."
        )
    },

    at_an_end: |answers| {
        format!(
            "In {answers} of the answers the target is met, or missed, at an end of the values looked at by less than two \
             errors of the estimate: there may be a crossing, within or beyond."
        )
    },
    bought: |least, most| {
        format!(
            "Between {least} and {most} of the households buy, by the value: values then differ in who bought, and the \
             answer is not of the key alone."
        )
    },

    curve_title: |target, key| format!("{target} by {key}"),
    curve_says: "Points are the first values looked at, and the answers; bars reach two standard errors to either side. The \
                 dotted line is the target.",
    frontier_title: |goal| format!("Frontier: {goal}"),
    frontier_says: "For each value of the second key, the first value of the varied key at which the target is crossed.",
    target_line: "target",
    answer: "answer",
    interval_band: "95% interval",
};

const CHINESE: Words = Words {
    at_most: |target, bound| format!("{target}不高于 {bound}"),
    at_least: |target, bound| format!("{target}不低于 {bound}"),

    from_there: "自此以上",
    up_to_there: "至此为止",
    in_parts: |further| format!("分段达标；另在 {further} 处相交"),
    in_parts_unseen: "分段达标，中间有无从估计的取值",
    nowhere: "从不",
    everywhere: "始终",
    not_told: "无从估计",

    caption: |goal| format!("何处达标：{goal}"),
    note: "解是自下端起的首个交点，取紧邻交点且达标的值。其区间约有 95% 的把握包含无穷多次模拟的交点，只反映蒙特卡洛误差。± 之后是一个模拟标准误。",
    interval: "95% 区间",
    met: "达标",
    low_end: "下端处",
    high_end: "上端处",
    from_to: |from, to| format!("{from} 至 {to}"),
    from: |from| format!("{from} 以上"),
    to: |to| format!("{to} 以下"),
    at: |estimate, value| format!("{estimate}（{value} 处）"),

    met_from: |goal, value, interval| format!("{goal}：自{value} 起达标（{interval}）。"),
    met_up_to: |goal, value, interval| format!("{goal}：至{value} 为止达标（{interval}）。"),
    met_in_parts: |goal, value, interval| format!("{goal}：分段达标，首个交点为{value}（{interval}）。"),
    never_met: |goal, between, estimates| format!("{goal}：{between} 之间从不达标：{estimates}。"),
    always_met: |goal, between, estimates| format!("{goal}：{between} 之间始终达标：{estimates}。"),
    nothing_told: |target| format!("{target}无从估计。"),
    of: |place| format!("{place}："),
    interval_told: |lower, upper| format!("95% 区间 {lower} 至 {upper}"),
    interval_from: |lower| format!("95% 区间自 {lower} 起，上端超出所考察的范围"),
    interval_to: |upper| format!("95% 区间至 {upper} 止，下端超出所考察的范围"),
    interval_flat: "无区间：在所考察的范围内，估计值的变化与误差相比太小",
    interval_no_error: "无区间：该处估计值的误差无从得知",
    rows_left_out: |rows| format!("其余 {rows} 个解见表。"),

    frontier_along: |goal, first, last| format!("{goal}：解从{first}变到{last}"),
    frontier_at: |answer, second| format!("{answer}（{second}）"),
    frontier_nowhere: |seconds| format!("在{seconds}处从不达标"),
    frontier_everywhere: |seconds| format!("在{seconds}处始终达标"),
    semicolon: "；",
    full_stop: "。",

    turns: |answers| {
        format!(
            "有 {answers} 个解的估计值随参数既升又降，且超过误差：目标可能时而达到、时而落空。所见交点均列于表中；首轮相邻取值之间可能还有交点。"
        )
    },
    crossed_again: |answers| {
        format!("有 {answers} 个解的曲线多次穿过目标，但起伏未超过误差：交点可能出于偶然。增加情景世界数可以分辨。")
    },
    one_sided: |answers| format!("有 {answers} 个解的区间有一端超出所考察的范围，该端为空。"),
    flat: |answers| format!("有 {answers} 个解的曲线与误差相比过于平坦，没有区间。"),
    no_error: |answers| {
        format!("有 {answers} 个解没有区间：交点附近估计值的误差无从得知，因为与之有关的世界太少，或所有路径一致。")
    },
    gaps: |values| format!("在所考察的取值中，有 {values} 处无从估计目标，例如无人成交。"),

    at_an_end: |answers| {
        format!("有 {answers} 个解在所考察范围的一端达标或未达标的幅度不到估计值误差的两倍：范围内外可能另有交点。")
    },
    bought: |least, most| {
        format!("随取值不同，成交家庭占 {least} 至 {most}：各取值的成交家庭不同，解并非只取决于该参数。")
    },

    curve_title: |target, key| format!("{target}随{key}的变化"),
    curve_says: "点为首轮考察的取值和解；误差线向两侧各延伸两个标准误。虚线为目标。",
    frontier_title: |goal| format!("边界：{goal}"),
    frontier_says: "对第二参数的每个取值，所变参数首次与目标相交的取值。",
    target_line: "目标",
    answer: "解",
    interval_band: "95% 区间",
};
