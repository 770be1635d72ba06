//! Per world and cell: integer sums over its households.

use super::{Column, Unit};

macro_rules! world_columns {
    ($($variant:ident, $name:literal, $unit:ident, $meaning:literal, $name_zh:literal, $meaning_zh:literal;)*) => {
        /// A column of `worlds.parquet`, in file order.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(usize)]
        pub enum WorldColumn { $(#[doc = $meaning] $variant,)* }

        impl WorldColumn {
            /// All columns in file order.
            pub const ALL: &'static [WorldColumn] = &[$(WorldColumn::$variant,)*];
            /// Number of columns.
            pub const COUNT: usize = Self::ALL.len();

            /// Name, unit and meaning.
            pub const fn column(self) -> Column {
                match self {
                    $(WorldColumn::$variant => Column::new($name, Unit::$unit, $meaning, $name_zh, $meaning_zh),)*
                }
            }
        }
    };
}

world_columns! {
    Accepted, "households_accepted", Count, "Households that bought: all less those refused.",
        "成交家庭", "买下房屋的家庭：全部家庭减去被拒者。";
    RefusedCash, "refused_cash", Count, "Households whose savings did not cover down payment and buying costs.",
        "现金不足被拒", "储蓄不足以支付首付和税费的家庭。";
    RefusedUnderwriting, "refused_underwriting", Count, "Households the lender's rules refused.",
        "审批被拒", "不符合贷款人规则而被拒的家庭。";
    Defaults, "defaults", Count, "Households with a default on record by the horizon.",
        "违约数", "到统计期末有违约记录的家庭。";
    DefaultsStrategic, "defaults_strategic", Count, "Defaults of households that chose to stop paying.",
        "策略性违约数", "选择停止还款的家庭的违约。";
    DefaultsMarginCall, "defaults_margin_call", Count, "Defaults of households that could not meet a margin call.",
        "追加保证违约数", "无力满足追加保证要求的家庭的违约。";
    DefaultsRescission, "defaults_rescission", Count, "Defaults recorded when the contracts of an undelivered home were cancelled.",
        "合同解除违约数", "未交付房屋的合同解除时记录的违约。";
    EverUnderWater, "ever_under_water", Count, "Households whose home was worth less than the debt at some month end.",
        "曾陷负资产", "某月月末房屋价值低于债务的家庭。";
    MonthsUnderWater, "months_under_water", Count, "Household-months under water.",
        "负资产月数", "处于负资产的家庭月数。";
    PeakUnderWater, "peak_under_water", Count, "Most households under water at one month end.",
        "负资产峰值", "某个月末处于负资产的家庭数的最大值。";
    Cures, "cures", Count, "Returns from arrears to nothing overdue by paying, before default.",
        "恢复正常次数", "违约之前经还款从逾期恢复到无逾期的次数。";
    Forborne, "forborne", Count, "Households to which the lender granted relief.",
        "获宽限家庭", "获得贷款人宽限的家庭。";
    Reinstated, "reinstated", Count, "Defaulted households that paid everything overdue before judgment.",
        "恢复履约数", "违约后在判决前付清全部逾期的家庭。";
    SoldBeforeDefault, "sold_before_default", Count, "Households that sold in distress before default.",
        "违约前出售", "违约前在困境中出售房屋的家庭。";
    SoldAfterDefault, "sold_after_default", Count, "Households that sold after default, before the auction.",
        "违约后出售", "违约后、拍卖前出售房屋的家庭。";
    Auctioned, "auctioned", Count, "Homes sold at auction.",
        "法拍成交", "经法院拍卖成交的房屋。";
    TakenByLender, "taken_by_lender", Count, "Homes the lender took after the last round failed.",
        "以物抵债", "最后一轮流拍后由债权人接收的房屋。";
    Unresolved, "unresolved", Count, "Cases open at the end of the tail, settled at the expected price.",
        "未结案", "期末仍未结案、按预期价格结算的案件。";
    Rescinded, "rescinded", Count, "Households whose home was never delivered and whose contracts were cancelled.",
        "合同解除", "房屋始终未交付、合同被解除的家庭。";
    Resolved, "resolved", Count, "Defaults that ended before the end of the tail: reinstated, sold, auctioned or taken.",
        "已结案", "期末之前已结束的违约：恢复履约、出售、拍卖或接收。";
    MonthsToResolution, "months_to_resolution", Count, "Months from default to its end, of resolved defaults.",
        "结案月数", "已结案的违约从违约到结束的月数。";
    OwedAfterAuction, "owed_after_auction", Count, "Households whose home was auctioned, taken or settled for less than they owed.",
        "处置后仍欠债", "房屋被拍卖、接收或结算而所得不足以清偿的家庭。";
    ResidualDebtors, "residual_debtors", Count, "Households that still owe when collection ends.",
        "剩余债务人", "追索结束时仍欠债的家庭。";
    OriginalLoan, "original_loan", Cents, "Loans at origination.",
        "初始贷款", "发放时的贷款额。";
    Ead, "ead", Cents, "Debt at default of defaulted households.",
        "违约敞口", "违约家庭在违约时的债务。";
    RecoveryPv, "recovery_pv", Cents, "Receipts after default, discounted to default.",
        "回收现值", "违约后的全部收入，折现到违约时。";
    LenderCostsPv, "lender_costs_pv", Cents, "Costs the lender advanced, discounted to default.",
        "债权人费用现值", "债权人垫付的费用，折现到违约时。";
    LossPv, "loss_pv", Cents, "Lender's losses, discounted to origination.",
        "贷款人损失现值", "贷款人的损失，折现到放款时。";
    BalanceMonths, "balance_months", Cents, "Month-end debt summed over months to the horizon.",
        "余额月", "统计期内各月末债务之和。";
    Balance90Months, "balance_90_months", Cents, "The same of loans at least 90 days past due.",
        "逾期九十天余额月", "其中逾期至少九十天的贷款。";
    HouseholdLoss, "household_loss", Cents, "Households' losses, the homes' own fall in value included.",
        "家庭损失", "家庭的损失，包括房屋自身的跌价。";
    HouseholdLossFromDefault, "household_loss_from_default", Cents, "The part of defaulted households' losses beyond keeping the home at the same prices.",
        "违约造成的损失", "违约家庭的损失中，超出按同样房价继续持有房屋的部分。";
    UnmetSpending, "unmet_spending", Cents, "Spending no means were left for.",
        "未满足的支出", "没有资金可付的支出。";
    Deficiency, "deficiency", Cents, "Debt and costs the homes did not cover, before collection.",
        "不足额", "追索之前房屋未能覆盖的债务和费用。";
    Collected, "collected", Cents, "Cash seized and income garnished after the home was gone.",
        "追索所得", "失去房屋之后扣划的存款和扣留的收入。";
    ResidualDebt, "residual_debt", Cents, "Debt still owed when collection ends.",
        "剩余债务", "追索结束时仍欠的债务。";
    IndexTrough, "index_trough", Billionths, "Lowest level of the price index to the horizon.",
        "指数谷底", "统计期内房价指数的最低水平。";
}

/// One world under one cell.
pub type WorldRow = [i64; WorldColumn::COUNT];
