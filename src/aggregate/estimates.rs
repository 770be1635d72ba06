//! The pooled estimates of the summary: each a ratio of sums over worlds, defined once.

use crate::outcome::WorldColumn::{self, *};
use crate::outcome::{Column, Unit};

/// A signed sum of world columns.
pub type Terms = &'static [(i64, WorldColumn)];

/// An estimate R = ΣY ÷ ΣX over all worlds of a cell.
#[derive(Clone, Copy, Debug)]
pub struct RatioEstimate {
    /// Column of the estimate; its error stands beside it.
    pub column: Column,
    /// What is counted or added up, Y.
    pub numerator: Terms,
    /// What it is a share or a mean of, X.
    pub denominator: Terms,
}

const ACCEPTED: Terms = &[(1, Accepted)];
const APPLICANTS: Terms = &[(1, Accepted), (1, RefusedCash), (1, RefusedUnderwriting)];
const DEFAULTED: Terms = &[(1, Defaults)];
/// Homes that ended in the lender's hands.
const FORECLOSED: Terms = &[(1, Auctioned), (1, TakenByLender), (1, Unresolved)];

macro_rules! estimates {
    ($($estimate:ident, $name:literal, $unit:ident, $numerator:expr, $denominator:expr,
       $meaning:literal, $name_zh:literal, $meaning_zh:literal;)*) => {
        $(
            #[doc = $meaning]
            pub const $estimate: RatioEstimate = RatioEstimate {
                column: Column::new($name, Unit::$unit, $meaning, $name_zh, $meaning_zh),
                numerator: $numerator,
                denominator: $denominator,
            };
        )*

        /// All of them, in the order of the summary.
        pub const ALL: &[RatioEstimate] = &[$($estimate,)*];
    };
}

estimates! {
    DEFAULT_RATE, "default_rate", Fraction, DEFAULTED, ACCEPTED,
        "Households with a default by the horizon, of those that bought.",
        "违约率", "到统计期末违约的家庭占成交家庭的比例。";
    STRATEGIC_DEFAULT_RATE, "strategic_default_rate", Fraction, &[(1, DefaultsStrategic)], ACCEPTED,
        "Households that chose to stop paying, of those that bought.",
        "策略性违约率", "选择停止还款的家庭占成交家庭的比例。";
    MARGIN_CALL_DEFAULT_RATE, "margin_call_default_rate", Fraction, &[(1, DefaultsMarginCall)], ACCEPTED,
        "Households that could not meet a margin call, of those that bought.",
        "追加保证违约率", "无力满足追加保证要求的家庭占成交家庭的比例。";
    RESCISSION_RATE, "rescission_rate", Fraction, &[(1, Rescinded)], ACCEPTED,
        "Households whose home was never delivered and whose contracts were cancelled, of those that bought.",
        "合同解除率", "房屋始终未交付、合同被解除的家庭占成交家庭的比例。";
    FORBORNE_RATE, "forborne_rate", Fraction, &[(1, Forborne)], ACCEPTED,
        "Households to which the lender granted relief, of those that bought.",
        "宽限率", "获得贷款人宽限的家庭占成交家庭的比例。";
    REFUSED_CASH_RATE, "refused_cash_rate", Fraction, &[(1, RefusedCash)], APPLICANTS,
        "Households whose savings did not cover the purchase, of all.",
        "现金不足被拒率", "储蓄不足以购房的家庭占全部家庭的比例。";
    REFUSED_UNDERWRITING_RATE, "refused_underwriting_rate", Fraction, &[(1, RefusedUnderwriting)], APPLICANTS,
        "Households the lender's rules refused, of all; `underwriting` says why and who they are.",
        "审批被拒率", "被贷款人拒绝的家庭占全部家庭的比例。";
    STOCK_90_PLUS, "stock_90_plus", Fraction, &[(1, Balance90Months)], &[(1, BalanceMonths)],
        "Debt at least 90 days past due, of all debt, over month ends to the horizon.",
        "逾期九十天余额占比", "统计期内各月末，逾期至少九十天的债务占全部债务的比例。";
    EVER_UNDER_WATER_RATE, "ever_under_water_rate", Fraction, &[(1, EverUnderWater)], ACCEPTED,
        "Households under water at some month end, of those that bought.",
        "曾陷负资产率", "某月月末处于负资产的家庭占成交家庭的比例。";
    MONTHS_UNDER_WATER_MEAN, "months_under_water_mean", Months, &[(1, MonthsUnderWater)], ACCEPTED,
        "Months under water a household.",
        "平均负资产月数", "平均每个家庭处于负资产的月数。";
    PEAK_UNDER_WATER_MEAN, "peak_under_water_mean", Fraction, &[(1, PeakUnderWater)], ACCEPTED,
        "Share of households under water in a world's worst month, pooled over worlds.",
        "负资产峰值", "各世界最坏月份处于负资产的家庭占比，跨世界合并。";
    DISTRESS_SALE_RATE, "distress_sale_rate", Fraction, &[(1, SoldBeforeDefault), (1, SoldAfterDefault)], ACCEPTED,
        "Households that sold in distress, before or after default, of those that bought.",
        "困境出售率", "违约前后在困境中出售的家庭占成交家庭的比例。";
    REINSTATED_FRAC, "reinstated_frac", Fraction, &[(1, Reinstated)], DEFAULTED,
        "Defaults after which everything overdue was paid.",
        "恢复履约占比", "违约之后付清全部逾期的比例。";
    RESOLVED_FRAC, "resolved_frac", Fraction, &[(1, Resolved)], DEFAULTED,
        "Defaults that ended before the end of the tail: reinstated, sold, auctioned or taken.",
        "结案占比", "期末之前已结束的违约占全部违约的比例。";
    MONTHS_TO_RESOLUTION_MEAN, "months_to_resolution_mean", Months, &[(1, MonthsToResolution)], &[(1, Resolved)],
        "Months from default to its end, per default that ended.",
        "平均结案月数", "从违约到结束的月数，按已结案的违约计。";
    LGD, "lgd", Fraction, &[(1, Ead), (-1, RecoveryPv), (1, LenderCostsPv)], &[(1, Ead)],
        "1 − (recoveries − lender's costs) ÷ debt at default, discounted to default, pooled by balance.",
        "违约损失率", "1 −（回收 − 债权人费用）÷ 违约时债务，折现到违约时，按余额合并。";
    EXPECTED_LOSS, "expected_loss", Fraction, &[(1, LossPv)], &[(1, OriginalLoan)],
        "Lender's losses discounted to origination, of the original loans.",
        "预期损失", "贷款人损失折现到放款时，占初始贷款的比例。";
    OWED_AFTER_AUCTION_RATE, "owed_after_auction_rate", Fraction, &[(1, OwedAfterAuction)], ACCEPTED,
        "Households whose home did not cover the debt when it was auctioned or taken, of those that bought.",
        "处置后仍欠债率", "房屋被拍卖或接收时不足以清偿债务的家庭占成交家庭的比例。";
    OWED_AFTER_AUCTION_FRAC, "owed_after_auction_frac", Fraction, &[(1, OwedAfterAuction)], FORECLOSED,
        "The same households, of the homes auctioned, taken or settled.",
        "处置后仍欠债占比", "同上，占被拍卖、接收或结算的房屋的比例。";
    RESIDUAL_DEBTOR_RATE, "residual_debtor_rate", Fraction, &[(1, ResidualDebtors)], ACCEPTED,
        "Households that still owe when collection ends, of those that bought.",
        "剩余债务人占比", "追索结束时仍欠债的家庭占成交家庭的比例。";
    UNRESOLVED_FRAC, "unresolved_frac", Fraction, &[(1, Unresolved)], FORECLOSED,
        "Cases open at the end of the tail, of the homes auctioned, taken or settled.",
        "未结案占比", "期末仍未结案的案件占被拍卖、接收或结算的房屋的比例。";
    DEFICIENCY_MEAN, "deficiency_mean", Money, &[(1, Deficiency)], &[(1, OwedAfterAuction)],
        "Debt and costs the home did not cover, before collection, per household that owed any.",
        "平均不足额", "每个仍欠债家庭在追索之前未被房屋覆盖的债务和费用。";
    HOUSEHOLD_LOSS_MEAN, "household_loss_mean", Money, &[(1, HouseholdLoss)], ACCEPTED,
        "A household's loss, its home's own fall in value included.",
        "平均家庭损失", "家庭的损失，包括房屋自身的跌价。";
    HOUSEHOLD_LOSS_FROM_DEFAULT_MEAN, "household_loss_from_default_mean", Money, &[(1, HouseholdLossFromDefault)], DEFAULTED,
        "The part of it beyond keeping the home at the same prices, per default.",
        "平均违约损失", "超出按同样房价继续持有房屋的部分，按每宗违约计。";
}
