//! Per path and cell: what became of one household.

use super::{Column, Unit, Words};

/// A state is of a kind where it is marked so.
const fn is_marked(marks: &[&str]) -> bool {
    !marks.is_empty()
}

macro_rules! final_states {
    ($($variant:ident = $code:literal $(, $refused:ident)?, $name:literal, $meaning:literal, $meaning_zh:literal;)*) => {
        /// How a path ended.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(i64)]
        pub enum FinalState { $(#[doc = $meaning] $variant = $code,)* }

        impl FinalState {
            /// All states with their codes.
            pub const ALL: &'static [FinalState] = &[$(FinalState::$variant,)*];

            /// Name, as in the files.
            pub const fn name(self) -> &'static str {
                match self { $(FinalState::$variant => $name,)* }
            }

            /// The state of a code; `None` where no state has it.
            pub const fn of_code(code: i64) -> Option<Self> {
                match code { $($code => Some(FinalState::$variant),)* _ => None }
            }

            /// Whether the household did not buy: for want of cash, or refused by the lender.
            pub const fn is_refused(self) -> bool {
                match self { $(FinalState::$variant => is_marked(&[$(stringify!($refused))?]),)* }
            }

            /// What became of the household, in one sentence.
            pub const fn meaning(self) -> Words {
                match self { $(FinalState::$variant => Words::new($meaning, $meaning_zh),)* }
            }
        }
    };
}

impl FinalState {
    /// Whether the home came onto the market by auction or in distress.
    pub const fn is_forced_sale(self) -> bool {
        matches!(self, Self::Sold | Self::SoldAfterDefault | Self::Auctioned)
    }
}

final_states! {
    Performing = 0, "performing", "Nothing overdue at the horizon, or reinstated.",
        "统计期末无逾期，或已恢复履约。";
    Arrears = 1, "arrears", "Something overdue at the horizon, no default open.",
        "统计期末有逾期，未违约。";
    PaidOff = 2, "paid_off", "Loan repaid at the end of its term.",
        "贷款到期还清。";
    Sold = 3, "sold", "Sold in distress before default.",
        "违约前在困境中出售。";
    SoldAfterDefault = 4, "sold_after_default", "Sold after default, before the first auction.",
        "违约后、首次拍卖前出售。";
    Auctioned = 5, "auctioned", "Sold at auction.",
        "法拍成交。";
    TakenByLender = 6, "taken_by_lender", "Taken by the lender after the last round.",
        "最后一轮流拍后由债权人接收。";
    Unresolved = 7, "unresolved", "Open at the end of the tail, settled at the expected price.",
        "处置尾期末仍未结案，按预期价格结算。";
    RefusedCash = 8, refused, "refused_cash", "Savings did not cover the purchase.",
        "储蓄不足以支付首付和税费。";
    RefusedDownPayment = 9, refused, "refused_down_payment", "Refused by the lender: down payment under the minimum.",
        "被贷款人拒绝：首付低于最低要求。";
    RefusedBuildingAge = 10, refused, "refused_building_age", "Refused by the lender: building too old at the end of the term.",
        "被贷款人拒绝：贷款到期时房龄过高。";
    RefusedDsti = 11, refused, "refused_dsti", "Refused by the lender: debt service takes too much of income.",
        "被贷款人拒绝：偿债占收入的比例过高。";
    RefusedBuffer = 12, refused, "refused_buffer", "Refused by the lender: too little cash after closing.",
        "被贷款人拒绝：成交后所剩现金过少。";
    Rescinded = 13, "rescinded", "Home never delivered, contracts cancelled.",
        "房屋未交付，合同解除。";
    Prepaid = 14, "prepaid", "Loan repaid before its time from means raised elsewhere.",
        "以其他来源的资金提前还清。";
    Moved = 15, "moved", "Moved: home sold and loan repaid, no distress.",
        "搬迁：出售房屋并还清贷款，非困境。";
}

impl PathOutcome {
    /// Whether the household did not buy: for want of cash, or refused by the lender.
    pub const fn is_refused(&self) -> bool {
        match FinalState::of_code(self.final_state) {
            Some(state) => state.is_refused(),
            None => false,
        }
    }
}

macro_rules! path_columns {
    ($($field:ident, $unit:ident, $meaning:literal, $name_zh:literal, $meaning_zh:literal;)*) => {
        /// One path under one cell, in whole integers. An absent value (no default, no sale…) is [`ABSENT`].
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct PathOutcome { $(#[doc = $meaning] pub $field: i64,)* }

        impl PathOutcome {
            /// The columns in file order.
            pub const COLUMNS: &'static [Column] =
                &[$(Column::new(stringify!($field), Unit::$unit, $meaning, $name_zh, $meaning_zh),)*];

            /// A path to which nothing has happened: states and sums zero.
            pub const EMPTY: PathOutcome = PathOutcome { $($field: 0,)* };

            /// The values in the order of [`PathOutcome::COLUMNS`].
            pub fn values(&self) -> [i64; Self::COLUMNS.len()] {
                [$(self.$field,)*]
            }

            /// Of values in that order.
            pub fn of_values([$($field,)*]: [i64; Self::COLUMNS.len()]) -> Self {
                Self { $($field,)* }
            }
        }
    };
}

/// Marks an absent value in a [`PathOutcome`]; written as an empty field.
pub const ABSENT: i64 = i64::MIN;

path_columns! {
    final_state, Code, "How the path ended.",
        "最终状态", "该路径如何结束。";
    home_price, Cents, "Price paid.",
        "房价", "成交价。";
    loan, Cents, "Loan at origination.",
        "贷款", "发放时的贷款额。";
    income_monthly, Cents, "Wage at origination.",
        "月收入", "放款时的工资。";
    opening_cash, Cents, "Cash after closing.",
        "期初现金", "成交后的现金。";
    default_month, Months, "Month of the first default.",
        "违约月", "首次违约的月份。";
    default_trigger, Code, "0 arrears, 1 strategic, 2 margin call, 3 rescission.",
        "违约原因", "0 为无力偿还，1 为策略性，2 为追加保证，3 为合同解除。";
    equity_at_default_frac, Billionths, "(Value − debt) ÷ value at default; empty also below −9.2·10⁹, where the value is next to nothing.",
        "违约时净资产比例", "违约时（价值 − 债务）÷ 价值；价值近于零而低于 −9.2·10⁹ 时亦为空。";
    ead, Cents, "Debt at default.",
        "违约敞口", "违约时的债务。";
    reinstated, Code, "1 when everything overdue was paid after default.",
        "恢复履约", "违约后付清全部逾期为 1。";
    resolution_month, Months, "Month in which the first default ended: reinstated, sold, auctioned, taken or rescinded.",
        "结案月", "首次违约结束的月份：恢复履约、出售、拍卖、接收或解除合同。";
    cures, Count, "Returns from arrears to nothing overdue by paying, before default.",
        "恢复正常次数", "违约之前经还款从逾期恢复到无逾期的次数。";
    worst_days_past_due, Count, "Most days past due while the home was held.",
        "最长逾期天数", "持有房屋期间的最大逾期天数。";
    forbearances, Count, "Times the lender granted relief.",
        "宽限次数", "贷款人给予宽限的次数。";
    margin_paid, Cents, "Principal paid on margin calls.",
        "追加保证所付", "应追加保证要求偿还的本金。";
    months_under_water, Months, "Month ends under water to the horizon.",
        "负资产月数", "统计期内处于负资产的月末数。";
    deepest_equity_frac, Billionths, "Lowest (value − debt) ÷ value to the horizon; empty also below −9.2·10⁹, where the value is next to nothing.",
        "最低净资产比例", "统计期内（价值 − 债务）÷ 价值的最小值；价值近于零而低于 −9.2·10⁹ 时亦为空。";
    sale_month, Months, "Month in which the household sold.",
        "出售月", "家庭出售房屋的月份。";
    settlement_month, Months, "Month of the auction, taking or settlement, or of the cancelled contracts.",
        "结算月", "拍卖、接收或结算的月份。";
    auction_round, Count, "Round in which the home sold, from 1, counted on through reappraisals; 0 when none did.",
        "成交轮次", "房屋成交的轮次，从 1 起；0 为各轮均未成交。";
    auction_price, Cents, "Price reached at auction, taking or settlement.",
        "拍卖价", "拍卖、接收或结算的价格。";
    auction_discount_frac, Billionths, "1 − price ÷ market value then.",
        "拍卖折价率", "1 − 价格 ÷ 当时市价。";
    deficiency, Cents, "Debt, costs and late interest the home did not cover, before collection; in the months of `explain` what of them is still owed, cash seized taken off.",
        "不足额", "追索之前房屋未能覆盖的债务、费用和迟延履行利息；在 `explain` 的各月中为扣划存款之后仍欠的部分。";
    seized, Cents, "Cash taken at settlement.",
        "扣划存款", "结算时取走的现金。";
    garnished, Cents, "Income taken after settlement.",
        "扣留收入", "结算之后取走的收入。";
    residual_debt, Cents, "Owed when collection ends.",
        "剩余债务", "追索结束时仍欠的债务。";
    recovery_pv, Cents, "Receipts after default, discounted to default.",
        "回收现值", "违约后的收入，折现到违约时。";
    write_off_month, Months, "Month in which the lender gave up what was still owed.",
        "核销月", "贷款人放弃剩余债权的月份。";
    recovery_to_write_off_pv, Cents, "Receipts after default up to that month, discounted to default.",
        "核销前回收现值", "截至该月的违约后收入，折现到违约时。";
    lender_costs_pv, Cents, "Costs the lender advanced, discounted to default.",
        "债权人费用现值", "债权人垫付的费用，折现到违约时。";
    lgd_frac, Billionths, "1 − (recoveries − costs) ÷ EAD; may exceed 1 or be negative; empty also beyond ± 9.2·10⁹.",
        "违约损失率", "1 −（回收 − 费用）÷ 违约敞口；可大于 1，也可为负；超出 ± 9.2·10⁹ 时亦为空。";
    loss_pv, Cents, "Lender's loss, discounted to origination.",
        "贷款人损失现值", "贷款人的损失，折现到放款时。";
    balance_months, Cents, "Month-end debt summed over months to the horizon.",
        "余额月", "统计期内各月末债务之和。";
    balance_90_months, Cents, "The same while at least 90 days past due.",
        "逾期九十天余额月", "其中逾期至少九十天的月末。";
    household_loss, Cents, "The household's loss, the home's own fall included.",
        "家庭损失", "家庭的损失，包括房屋自身的跌价。";
    household_loss_from_default, Cents, "The part beyond keeping the home at the same prices; 0 without default.",
        "违约造成的损失", "超出按同样房价继续持有房屋的部分；未违约为 0。";
    lowest_cash, Cents, "Lowest month-end cash while the home was held.",
        "最低现金", "持有房屋期间月末现金的最小值。";
    unmet_spending, Cents, "Spending no means were left for.",
        "未满足的支出", "没有资金可付的支出。";
}
