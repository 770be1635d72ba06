//! The words of the answer, in both languages.

use crate::report::language::Language;

/// A sentence with so many gaps.
type With<const GAPS: usize> = fn([&str; GAPS]) -> String;

/// The words of one language.
pub(super) struct Words {
    /// Years: nobody bought.
    pub nobody: With<1>,
    /// Rate, years: a study of one cell.
    pub one: With<2>,
    /// Years, worst rate, its cell, best rate, its cell, what moves the rate.
    pub ends: With<6>,
    /// What moves it most, percentage points.
    pub moves_most: With<2>,
    /// Something else that moves it, percentage points.
    pub moves_too: With<2>,
    /// Of one cell: expected loss and LGD.
    pub loss_one: With<2>,
    /// Cell with the largest expected loss, that loss, LGD there.
    pub loss_most: With<3>,
    /// The same of the smallest.
    pub loss_least: With<3>,
    /// Loss in one world of twenty, and of a hundred.
    pub bad_worlds: With<2>,
    /// Loss in one world of twenty, worlds there are: too few for one in a hundred.
    pub bad_world: With<2>,
    /// Worlds there are: too few for either.
    pub no_bad_world: With<1>,
    /// Share of the variance of a book's loss that its loans have in common.
    pub in_common: With<1>,
    /// Worlds, most worlds, estimate: a run stopped where it knew enough.
    pub stopped: With<3>,
    /// Bound, where it is kept.
    pub crossing: With<2>,
    /// Line of cells, where on it.
    pub on_line: With<2>,
    /// Key and value from which on it is kept.
    pub from: With<1>,
    /// Key and value up to which it is kept.
    pub up_to: With<1>,
    /// It is kept along all of a line.
    pub everywhere: &'static str,
    /// It is kept nowhere on a line.
    pub nowhere: &'static str,
    /// Cell, shares of triggers.
    pub why: With<2>,
    /// Cell, shares of triggers, of another cell.
    pub why_elsewhere: With<2>,
    /// Share of households of the worst cell.
    pub under_water: With<1>,
    /// Of triggers in their order: share.
    pub triggers: [With<1>; 4],
    /// In place of a share of everything.
    pub all: &'static str,
    /// Between things told together.
    pub and: &'static str,
    /// Between sentences told together.
    pub then: &'static str,
    /// Difference, its error, times smaller.
    pub difference: With<3>,
    /// Cell, what it is compared with, difference, its error, times smaller.
    pub difference_of: With<5>,

    /// Of a number set large: key, two values, scenario.
    pub number_rates: With<4>,
    /// Years, cell.
    pub number_rate: With<2>,
    /// Cell, expected loss.
    pub number_loss: With<2>,
    /// Worlds: in place of the loss in a bad world.
    pub number_loss_missing: With<1>,
    /// Key, bound.
    pub number_from: With<2>,
    pub number_up_to: With<2>,
    /// Cell.
    pub number_lgd: With<1>,
    /// Between two values.
    pub to: &'static str,
}

impl Words {
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &ENGLISH,
            Language::Chinese => &CHINESE,
        }
    }
}

const ENGLISH: Words = Words {
    nobody: |[years]| format!("No household bought, so there is nothing to say of the {years}."),
    one: |[rate, years]| format!("{rate} of the households that bought default within {years}."),
    ends: |[years, worst, worst_cell, best, best_cell, moves]| {
        format!(
            "Of the households that bought, {worst} default within {years} in the worst cell ({worst_cell}), {best} in the \
             best ({best_cell}){moves}."
        )
    },
    moves_most: |[what, points]| format!(": {what} moves the rate by up to {points} percentage points"),
    moves_too: |[what, points]| format!(", {what} by up to {points}"),
    loss_one: |[loss, lgd]| format!("The lender loses {loss} of what it lent on average over worlds; LGD is {lgd}."),
    loss_most: |[cell, loss, lgd]| {
        format!("The lender loses most in {cell}: {loss} of what it lent on average over worlds, at an LGD of {lgd}.")
    },
    loss_least: |[cell, loss, lgd]| format!("It loses least in {cell}: {loss}, at an LGD of {lgd}."),
    bad_worlds: |[in_20, in_100]| {
        format!("There it loses {in_20} or more in 1 world of 20, {in_100} or more in 1 of 100.")
    },
    bad_world: |[in_20, worlds]| {
        format!(
            "There it loses {in_20} or more in 1 world of 20; of 1 in 100 nothing can be told from {worlds} worlds, which \
             takes 100."
        )
    },
    in_common: |[share]| {
        format!(
            "Of the variance of that loss over worlds {share} is what its loans have in common; the rest is chance of single \
             loans, which a larger book would spread."
        )
    },
    stopped: |[worlds, most, estimate]| {
        format!(
            "The run stopped after {worlds} of at most {most} worlds: {estimate} was then known as well as [precision] asks in \
             every cell. Errors of a run that stops where they look small are a little too small."
        )
    },
    no_bad_world: |[worlds]| {
        format!(
            "How bad a bad world is cannot be told from {worlds} worlds: 1 in 20 takes 20 of them, 1 in 100 takes 100."
        )
    },
    crossing: |[bound, places]| format!("Expected loss stays under {bound} of lending {places}."),
    on_line: |[line, place]| format!("{place} in {line}"),
    from: |[value]| format!("from {value} on"),
    up_to: |[value]| format!("up to {value}"),
    everywhere: "at every value",
    nowhere: "at no value",
    why: |[cell, shares]| format!("Of the defaults in the worst cell{cell}, {shares}."),
    why_elsewhere: |[cell, shares]| format!("In {cell}, {shares}."),
    under_water: |[share]| format!("{share} of its households were under water at some time."),
    triggers: [
        |[share]| format!("{share} came from households that could not pay"),
        |[share]| format!("{share} from households that chose not to pay"),
        |[share]| format!("{share} from margin calls that could not be met"),
        |[share]| format!("{share} from homes that were never delivered"),
    ],
    all: "all",
    and: ", ",
    then: " ",
    difference: |[difference, error, gain]| {
        format!(
            "The worst and the best cell differ by {difference} percentage points, give or take {error}: an error {gain} \
             times smaller than that of two independent runs."
        )
    },
    difference_of: |[cell, base, difference, error, gain]| {
        format!(
            "The default rate of {cell} differs from that of {base} by {difference} percentage points, give or take \
             {error}: an error {gain} times smaller than that of two independent runs."
        )
    },
    number_rates: |[key, from, to, scenario]| format!("default rate with {key} {from} and {to}{scenario}"),
    number_rate: |[years, cell]| format!("default rate within {years}{cell}"),
    number_loss: |[cell, loss]| format!("of lending lost in 1 world of 100{cell}; {loss} on average"),
    number_loss_missing: |[worlds]| format!("loss in 1 world of 100: it takes 100 worlds, and there are {worlds}"),
    number_from: |[key, bound]| format!("{key} from which expected loss stays under {bound} of lending, in every cell"),
    number_up_to: |[key, bound]| {
        format!("{key} up to which expected loss stays under {bound} of lending, in every cell")
    },
    number_lgd: |[cell]| format!("loss given default{cell}"),
    to: " → ",
};

const CHINESE: Words = Words {
    nobody: |[years]| format!("没有家庭成交，{years}内无从谈起。"),
    one: |[rate, years]| format!("在 {years}内，{rate} 的成交家庭违约。"),
    ends: |[years, worst, worst_cell, best, best_cell, moves]| {
        format!(
            "在 {years}内，成交家庭的违约率在最坏的单元（{worst_cell}）为 {worst}，在最好的单元（{best_cell}）为 {best}{moves}。"
        )
    },
    moves_most: |[what, points]| format!("：{what}最多使违约率变动 {points} 个百分点"),
    moves_too: |[what, points]| format!("，{what}最多 {points} 个百分点"),
    loss_one: |[loss, lgd]| format!("各情景世界平均，贷款人损失贷款额的 {loss}；违约损失率为 {lgd}。"),
    loss_most: |[cell, loss, lgd]| {
        format!("贷款人损失最多处（{cell}），各情景世界平均损失贷款额的 {loss}，违约损失率 {lgd}。")
    },
    loss_least: |[cell, loss, lgd]| format!("损失最少处（{cell}）损失 {loss}，违约损失率 {lgd}。"),
    bad_worlds: |[in_20, in_100]| {
        format!("在损失最多处，二十分之一的世界损失 {in_20} 或更多，百分之一的世界损失 {in_100} 或更多。")
    },
    bad_world: |[in_20, worlds]| {
        format!(
            "在损失最多处，二十分之一的世界损失 {in_20} 或更多；只有 {worlds} 个世界，百分之一的世界无从得知（至少需要 100 个）。"
        )
    },
    in_common: |[share]| {
        format!("该损失在各世界间的方差中，{share} 为各笔贷款所共有；其余是单笔贷款的偶然，组合越大越能分散。")
    },
    stopped: |[worlds, most, estimate]| {
        format!(
            "运行在 {worlds} 个世界后停止（至多 {most} 个）：此时各单元的 {estimate} 均已达到 [precision] 所要求的精度。在误差看来足够小时停止，\
             所得误差会略微偏小。"
        )
    },
    no_bad_world: |[worlds]| {
        format!("只有 {worlds} 个世界，坏世界有多坏无从得知：二十分之一需要 20 个，百分之一需要 100 个。")
    },
    crossing: |[bound, places]| format!("预期损失低于贷款额 {bound} 的范围：{places}。"),
    on_line: |[line, place]| format!("{line}（{place}）"),
    from: |[value]| format!("{value} 起"),
    up_to: |[value]| format!("{value} 为止"),
    everywhere: "全部取值",
    nowhere: "无",
    why: |[cell, shares]| format!("最坏单元{cell}的违约中，{shares}。"),
    why_elsewhere: |[cell, shares]| format!("在 {cell}，{shares}。"),
    under_water: |[share]| format!("最坏单元中 {share} 的家庭曾陷负资产。"),
    triggers: [
        |[share]| format!("{share}为无力还款"),
        |[share]| format!("{share}为主动停供"),
        |[share]| format!("{share}为无力追加保证"),
        |[share]| format!("{share}为房屋未交付"),
    ],
    all: "全部",
    and: "，",
    then: "",
    difference: |[difference, error, gain]| {
        format!("最坏与最好的单元相差 {difference} 个百分点，误差约 {error}，仅为两次独立模拟误差的 1/{gain}。")
    },
    difference_of: |[cell, base, difference, error, gain]| {
        format!(
            "在{cell}时的违约率与{base}时相差 {difference} 个百分点，误差约 {error}，仅为两次独立模拟误差的 1/{gain}。"
        )
    },
    number_rates: |[key, from, to, scenario]| format!("{key} {from} 与 {to} 的违约率{scenario}"),
    number_rate: |[years, cell]| format!("{years}内的违约率{cell}"),
    number_loss: |[cell, loss]| format!("百分之一的世界中损失的贷款占比{cell}；平均为 {loss}"),
    number_loss_missing: |[worlds]| format!("百分之一的世界的损失：需要 100 个世界，只有 {worlds} 个"),
    number_from: |[key, bound]| format!("{key}从此起，各单元的预期损失均低于贷款额的 {bound}"),
    number_up_to: |[key, bound]| format!("{key}到此为止，各单元的预期损失均低于贷款额的 {bound}"),
    number_lgd: |[cell]| format!("违约损失率{cell}"),
    to: " → ",
};
