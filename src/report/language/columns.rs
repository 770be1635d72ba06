//! What columns are called and mean in Chinese. Every column of `outcome` and every estimate of `aggregate` has an entry,
//! or this file does not compile; their English meaning stands where they are defined.

use crate::aggregate::estimates::{ALL, LOSS_ESTIMATES, WORLD_DEFAULT_RATE};
use crate::outcome::{MonthCounter, PathOutcome, WorldColumn};

/// A column in Chinese.
#[derive(Clone, Copy, Debug)]
pub(in crate::report) struct ColumnTexts {
    column: &'static str,
    /// What it is called.
    pub name: &'static str,
    /// One sentence.
    pub meaning: &'static str,
}

const fn chinese(column: &'static str, name: &'static str, meaning: &'static str) -> ColumnTexts {
    ColumnTexts { column, name, meaning }
}

/// The tables whose columns differ in meaning under one name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::report) enum Columns {
    Worlds,
    Paths,
    Months,
    Estimates,
}

/// The Chinese texts of a column, without its unit suffix.
pub(in crate::report) fn column_texts(columns: Columns, name: &str) -> Option<&'static ColumnTexts> {
    let table = match columns {
        Columns::Worlds => WORLDS,
        Columns::Paths => PATHS,
        Columns::Months => MONTHS,
        Columns::Estimates => ESTIMATES,
    };
    table.iter().find(|texts| texts.column == name)
}

const fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() != b.len() {
        return false;
    }
    let mut at = 0;
    while at < a.len() {
        if a[at] != b[at] {
            return false;
        }
        at += 1;
    }
    true
}

/// Stops the compiler at a column without an entry.
const fn must_have(table: &[ColumnTexts], name: &str) {
    let mut at = 0;
    while at < table.len() {
        if same(table[at].column, name) {
            return;
        }
        at += 1;
    }
    panic!("a column has no Chinese text: give it a line in this file");
}

const _: () = {
    let mut at = 0;
    while at < WorldColumn::ALL.len() {
        must_have(WORLDS, WorldColumn::ALL[at].column().name);
        at += 1;
    }
    at = 0;
    while at < PathOutcome::COLUMNS.len() {
        must_have(PATHS, PathOutcome::COLUMNS[at].name);
        at += 1;
    }
    at = 0;
    while at < MonthCounter::ALL.len() {
        must_have(MONTHS, MonthCounter::ALL[at].column().name);
        at += 1;
    }
    at = 0;
    while at < ALL.len() {
        must_have(ESTIMATES, ALL[at].name);
        at += 1;
    }
    at = 0;
    while at < LOSS_ESTIMATES.len() {
        must_have(ESTIMATES, LOSS_ESTIMATES[at].name);
        at += 1;
    }
    at = 0;
    while at < WORLD_DEFAULT_RATE.len() {
        must_have(ESTIMATES, WORLD_DEFAULT_RATE[at].0);
        at += 1;
    }
};

/// Columns of `worlds`.
const WORLDS: &[ColumnTexts] = &[
    chinese("households_accepted", "成交家庭", "买下房屋的家庭：全部家庭减去被拒者。"),
    chinese("refused_cash", "现金不足被拒", "储蓄不足以支付首付和税费的家庭。"),
    chinese("refused_underwriting", "审批被拒", "不符合贷款人规则而被拒的家庭。"),
    chinese("defaults", "违约数", "到统计期末有违约记录的家庭。"),
    chinese("defaults_strategic", "策略性违约数", "选择停止还款的家庭的违约。"),
    chinese("defaults_margin_call", "追加保证违约数", "无力满足追加保证要求的家庭的违约。"),
    chinese("defaults_rescission", "合同解除违约数", "未交付房屋的合同解除时记录的违约。"),
    chinese("forborne", "获宽限家庭", "获得贷款人宽限的家庭。"),
    chinese("rescinded", "合同解除", "房屋始终未交付、合同被解除的家庭。"),
    chinese("ever_under_water", "曾陷负资产", "某月月末房屋价值低于债务的家庭。"),
    chinese("months_under_water", "负资产月数", "处于负资产的家庭月数。"),
    chinese("peak_under_water", "负资产峰值", "某个月末处于负资产的家庭数的最大值。"),
    chinese("cures", "恢复正常次数", "违约之前经还款从逾期恢复到无逾期的次数。"),
    chinese("reinstated", "恢复履约数", "违约后在判决前付清全部逾期的家庭。"),
    chinese("sold_before_default", "违约前出售", "违约前在困境中出售房屋的家庭。"),
    chinese("sold_after_default", "违约后出售", "违约后、拍卖前出售房屋的家庭。"),
    chinese("auctioned", "法拍成交", "经法院拍卖成交的房屋。"),
    chinese("taken_by_lender", "以物抵债", "最后一轮流拍后由债权人接收的房屋。"),
    chinese("unresolved", "未结案", "期末仍未结案、按预期价格结算的案件。"),
    chinese("resolved", "已结案", "期末之前已结束的违约：恢复履约、出售、拍卖或接收。"),
    chinese("months_to_resolution", "结案月数", "已结案的违约从违约到结束的月数。"),
    chinese("owed_after_auction", "处置后仍欠债", "房屋被拍卖、接收或结算而所得不足以清偿的家庭。"),
    chinese("residual_debtors", "剩余债务人", "追索结束时仍欠债的家庭。"),
    chinese("original_loan", "初始贷款", "发放时的贷款额。"),
    chinese("ead", "违约敞口", "违约家庭在违约时的债务。"),
    chinese("recovery_pv", "回收现值", "违约后的全部收入，折现到违约时。"),
    chinese("lender_costs_pv", "债权人费用现值", "债权人垫付的费用，折现到违约时。"),
    chinese("loss_pv", "贷款人损失现值", "贷款人的损失，折现到放款时。"),
    chinese("balance_months", "余额月", "统计期内各月末债务之和。"),
    chinese("balance_90_months", "逾期九十天余额月", "其中逾期至少九十天的贷款。"),
    chinese("household_loss", "家庭损失", "家庭的损失，包括房屋自身的跌价。"),
    chinese("household_loss_from_default", "违约造成的损失", "违约家庭的损失中，超出按同样房价继续持有房屋的部分。"),
    chinese("unmet_spending", "未满足的支出", "没有资金可付的支出。"),
    chinese("deficiency", "不足额", "追索之前房屋未能覆盖的债务和费用。"),
    chinese("collected", "追索所得", "失去房屋之后扣划的存款和扣留的收入。"),
    chinese("residual_debt", "剩余债务", "追索结束时仍欠的债务。"),
    chinese("index_trough", "指数谷底", "统计期内房价指数的最低水平。"),
];

/// Columns of `paths`.
const PATHS: &[ColumnTexts] = &[
    chinese("final_state", "最终状态", "该路径如何结束。"),
    chinese("home_price", "房价", "成交价。"),
    chinese("loan", "贷款", "发放时的贷款额。"),
    chinese("income_monthly", "月收入", "放款时的工资。"),
    chinese("opening_cash", "期初现金", "成交后的现金。"),
    chinese("default_month", "违约月", "首次违约的月份。"),
    chinese("default_trigger", "违约原因", "0 为无力偿还，1 为策略性，2 为追加保证，3 为合同解除。"),
    chinese(
        "equity_at_default_frac",
        "违约时净资产比例",
        "违约时（价值 − 债务）÷ 价值；价值近于零而低于 −9.2·10⁹ 时亦为空。",
    ),
    chinese("ead", "违约敞口", "违约时的债务。"),
    chinese("reinstated", "恢复履约", "违约后付清全部逾期为 1。"),
    chinese("resolution_month", "结案月", "首次违约结束的月份：恢复履约、出售、拍卖、接收或解除合同。"),
    chinese("cures", "恢复正常次数", "违约之前经还款从逾期恢复到无逾期的次数。"),
    chinese("worst_days_past_due", "最长逾期天数", "持有房屋期间的最大逾期天数。"),
    chinese("months_under_water", "负资产月数", "统计期内处于负资产的月末数。"),
    chinese(
        "deepest_equity_frac",
        "最低净资产比例",
        "统计期内（价值 − 债务）÷ 价值的最小值；价值近于零而低于 −9.2·10⁹ 时亦为空。",
    ),
    chinese("forbearances", "宽限次数", "贷款人给予宽限的次数。"),
    chinese("margin_paid", "追加保证所付", "应追加保证要求偿还的本金。"),
    chinese("write_off_month", "核销月", "贷款人放弃剩余债权的月份。"),
    chinese("recovery_to_write_off_pv", "核销前回收现值", "截至该月的违约后收入，折现到违约时。"),
    chinese("sale_month", "出售月", "家庭出售房屋的月份。"),
    chinese("settlement_month", "结算月", "拍卖、接收或结算的月份。"),
    chinese("auction_round", "成交轮次", "房屋成交的轮次，从 1 起；0 为各轮均未成交。"),
    chinese("auction_price", "拍卖价", "拍卖、接收或结算的价格。"),
    chinese("auction_discount_frac", "拍卖折价率", "1 − 价格 ÷ 当时市价。"),
    chinese(
        "deficiency",
        "不足额",
        "追索之前房屋未能覆盖的债务、费用和迟延履行利息；在 `explain` 的各月中为扣划存款之后仍欠的部分。",
    ),
    chinese("seized", "扣划存款", "结算时取走的现金。"),
    chinese("garnished", "扣留收入", "结算之后取走的收入。"),
    chinese("residual_debt", "剩余债务", "追索结束时仍欠的债务。"),
    chinese("recovery_pv", "回收现值", "违约后的收入，折现到违约时。"),
    chinese("lender_costs_pv", "债权人费用现值", "债权人垫付的费用，折现到违约时。"),
    chinese("lgd_frac", "违约损失率", "1 −（回收 − 费用）÷ 违约敞口；可大于 1，也可为负；超出 ± 9.2·10⁹ 时亦为空。"),
    chinese("loss_pv", "贷款人损失现值", "贷款人的损失，折现到放款时。"),
    chinese("balance_months", "余额月", "统计期内各月末债务之和。"),
    chinese("balance_90_months", "逾期九十天余额月", "其中逾期至少九十天的月末。"),
    chinese("household_loss", "家庭损失", "家庭的损失，包括房屋自身的跌价。"),
    chinese("household_loss_from_default", "违约造成的损失", "超出按同样房价继续持有房屋的部分；未违约为 0。"),
    chinese("lowest_cash", "最低现金", "持有房屋期间月末现金的最小值。"),
    chinese("unmet_spending", "未满足的支出", "没有资金可付的支出。"),
];

/// Shares of `months`.
const MONTHS: &[ColumnTexts] = &[
    chinese("performing", "正常", "无逾期。"),
    chinese("past_due_30", "逾期 30 天", "逾期 30 至 59 天，无未了结的违约。"),
    chinese("past_due_60", "逾期 60 天", "逾期 60 至 89 天，无未了结的违约。"),
    chinese("past_due_90", "逾期 90 天", "逾期 90 天以上，无未了结的违约。"),
    chinese("in_default", "违约", "已违约，尚未起诉。"),
    chinese("in_foreclosure", "司法处置中", "已起诉，房屋尚未售出。"),
    chinese("sold", "已出售", "房屋由家庭自行出售。"),
    chinese("foreclosed", "已被处置", "房屋被拍卖或由债权人接收。"),
    chinese("paid_off", "已还清", "贷款已还清。"),
    chinese("under_water", "负资产", "仍持有房屋，且价值低于债务。"),
    chinese("new_defaults", "新增违约", "当月记录的违约。"),
];

/// Estimates of `summary` and `comparisons`.
const ESTIMATES: &[ColumnTexts] = &[
    chinese("default_rate", "违约率", "到统计期末违约的家庭占成交家庭的比例。"),
    chinese("strategic_default_rate", "策略性违约率", "选择停止还款的家庭占成交家庭的比例。"),
    chinese("margin_call_default_rate", "追加保证违约率", "无力满足追加保证要求的家庭占成交家庭的比例。"),
    chinese("rescission_rate", "合同解除率", "房屋始终未交付、合同被解除的家庭占成交家庭的比例。"),
    chinese("forborne_rate", "宽限率", "获得贷款人宽限的家庭占成交家庭的比例。"),
    chinese("refused_cash_rate", "现金不足被拒率", "储蓄不足以购房的家庭占全部家庭的比例。"),
    chinese("refused_underwriting_rate", "审批被拒率", "被贷款人拒绝的家庭占全部家庭的比例。"),
    chinese("stock_90_plus", "逾期九十天余额占比", "统计期内各月末，逾期至少九十天的债务占全部债务的比例。"),
    chinese("ever_under_water_rate", "曾陷负资产率", "某月月末处于负资产的家庭占成交家庭的比例。"),
    chinese("months_under_water_mean", "平均负资产月数", "平均每个家庭处于负资产的月数。"),
    chinese("peak_under_water_mean", "负资产峰值", "各世界最坏月份处于负资产的家庭占比，跨世界合并。"),
    chinese("distress_sale_rate", "困境出售率", "违约前后在困境中出售的家庭占成交家庭的比例。"),
    chinese("reinstated_frac", "恢复履约占比", "违约之后付清全部逾期的比例。"),
    chinese("resolved_frac", "结案占比", "期末之前已结束的违约占全部违约的比例。"),
    chinese("months_to_resolution_mean", "平均结案月数", "从违约到结束的月数，按已结案的违约计。"),
    chinese("lgd", "违约损失率", "1 −（回收 − 债权人费用）÷ 违约时债务，折现到违约时，按余额合并。"),
    chinese("expected_loss", "预期损失", "贷款人损失折现到放款时，占初始贷款的比例。"),
    chinese("owed_after_auction_rate", "处置后仍欠债率", "房屋被拍卖或接收时不足以清偿债务的家庭占成交家庭的比例。"),
    chinese("owed_after_auction_frac", "处置后仍欠债占比", "同上，占被拍卖、接收或结算的房屋的比例。"),
    chinese("residual_debtor_rate", "剩余债务人占比", "追索结束时仍欠债的家庭占成交家庭的比例。"),
    chinese("unresolved_frac", "未结案占比", "期末仍未结案的案件占被拍卖、接收或结算的房屋的比例。"),
    chinese("deficiency_mean", "平均不足额", "每个仍欠债家庭在追索之前未被房屋覆盖的债务和费用。"),
    chinese("household_loss_mean", "平均家庭损失", "家庭的损失，包括房屋自身的跌价。"),
    chinese("household_loss_from_default_mean", "平均违约损失", "超出按同样房价继续持有房屋的部分，按每宗违约计。"),
    chinese("household_loss_q50", "家庭损失中位数", "半数家庭不超过的损失。"),
    chinese("household_loss_var_95", "家庭损失风险价值 95%", "二十分之一的家庭所超过的损失。"),
    chinese("household_loss_var_99", "家庭损失风险价值 99%", "百分之一的家庭所超过的损失。"),
    chinese("household_loss_es_95", "家庭损失期望损失 95%", "最坏二十分之一的平均损失。"),
    chinese("household_loss_es_99", "家庭损失期望损失 99%", "最坏百分之一的平均损失。"),
    chinese(
        "world_default_rate_q95",
        "坏世界违约率 95%",
        "二十分之一的世界所超过的违约率：如此规模的组合在坏情景中的违约率。",
    ),
    chinese("world_default_rate_q99", "坏世界违约率 99%", "百分之一的世界所超过的违约率。"),
];
