//! What keys of a config are called. A key without a name here is shown as the config writes it.

use super::Language;
use crate::outcome::Column;

/// Key and its Chinese name; the English one is the key's last part, in words.
const CHINESE: &[(&str, &str)] = &[
    ("loan.down_payment", "首付比例"),
    ("loan.annual_rate", "贷款年利率"),
    ("loan.spread_annual", "利率加点"),
    ("loan.repricing.every_months", "重定价周期（月）"),
    ("loan.repricing.on", "重定价日"),
    ("loan.repricing.floor_annual", "利率下限"),
    ("loan.repricing.cap_annual", "利率上限"),
    ("loan.repricing.fixed_months", "固定利率期（月）"),
    ("loan.repricing.fixed_rate_annual", "固定期利率"),
    ("loan.start_month", "放款月份"),
    ("loan.term_months", "贷款期限（月）"),
    ("loan.method", "还款方式"),
    ("loan.switch_month", "转换月份"),
    ("loan.interest_only_months", "只付息期（月）"),
    ("loan.balloon_frac", "尾款比例"),
    ("loan.appraisal_ratio", "评估比例"),
    ("loan.buying_cost_frac", "购房税费比例"),
    ("household.home_price", "房价"),
    ("household.price_to_income_years", "房价收入比（年）"),
    ("household.income_monthly", "月收入"),
    ("household.home_volatility_annual", "个体房价波动"),
    ("household.investor_frac", "投资者占比"),
    ("household.cash_mode", "现金方式"),
    ("household.cash_months", "现金缓冲（月）"),
    ("household.cash", "现金"),
    ("household.savings", "储蓄"),
    ("household.buffer_target_months", "目标缓冲（月）"),
    ("household.essential_spending_frac", "必要支出占比"),
    ("household.discretionary_spending_frac", "可削减支出占比"),
    ("household.floor_income_frac", "失业保底收入占比"),
    ("household.benefit_frac", "失业救济占比"),
    ("household.benefit_months", "失业救济（月）"),
    ("household.credit_limit_months_of_income", "信用额度（月收入）"),
    ("labour.separation_monthly", "月失业概率"),
    ("labour.finding_monthly", "月再就业概率"),
    ("labour.sd", "劳动市场波动"),
    ("price.kind", "房价模型"),
    ("price.drift_annual", "房价年漂移"),
    ("price.volatility_annual", "房价年波动"),
    ("price.mean_growth_annual", "房价年均增长"),
    ("price.momentum_monthly", "房价动量"),
    ("policy_rate.level_annual", "政策利率"),
    ("distress.sale_probability_monthly", "月出售概率"),
    ("distress.penalty_multiple", "罚息倍数"),
    ("distress.walk_away_threshold", "弃房阈值"),
    ("recourse.kind", "追索方式"),
    ("recourse.garnished_share", "扣留收入比例"),
    ("recourse.collection_months", "追索期（月）"),
    ("feedback.impact", "价格冲击"),
    ("feedback.permanent_frac", "永久冲击占比"),
    ("feedback.decay_monthly", "冲击月衰减"),
    ("feedback.stigma.easing", "弃房阈值随违约的下降"),
    ("feedback.credit.sale_sensitivity", "出售对违约的敏感度"),
    ("feedback.credit.lending_sensitivity", "放贷对违约的敏感度"),
    ("counterfactual.price_falls", "房价下跌"),
    ("counterfactual.income_shocks", "收入冲击"),
    ("counterfactual.rate_rises", "利率上升"),
    ("counterfactual.auction_losses", "拍卖折价"),
];

/// Name of a key that heads a column or an axis.
pub(in crate::report) fn key_label(key: &str, language: Language) -> String {
    let last = key.rsplit_once('.').map_or(key, |(_, last)| last);
    match language {
        Language::English => last.replace('_', " "),
        Language::Chinese => {
            let known = CHINESE.iter().find(|(name, _)| *name == key);
            known.map_or_else(|| key.to_owned(), |(_, label)| (*label).to_owned())
        }
    }
}

/// Name of a column in a sentence or beside an axis.
pub(in crate::report) fn column_label(column: &Column, language: Language) -> String {
    match language {
        Language::English => column.name.replace('_', " "),
        Language::Chinese => column.chinese_name.to_owned(),
    }
}
