//! The ledger of a month: every amount, its words in two languages, and the accounts that it moves. The header of the ledger
//! that `explain` prints and the identities of the tests follow from here.

use super::event::Events;
use super::{Column, Unit};

/// Where money of a household's month can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Account {
    /// In hand within the month; nothing is left of it at the month's end.
    Month,
    /// Cash.
    Cash,
    /// Owed on the credit line.
    Line,
    /// Principal not yet due.
    Balance,
    /// Lender's costs that the household owes.
    Costs,
    /// Everything that the lender claims: balance, arrears, costs, late interest; what is left of it once the home is gone.
    Lender,
    /// Everything that other lenders than the main one claim, until the home is gone; what is left of it then is the lender's.
    OtherLenders,
    /// The price of the home, while it is shared out.
    Price,
    /// A buyer of the lender's claim: what it has paid.
    ClaimBuyer,
    /// The insurer of the loan: premiums and what is collected, less what it pays.
    Insurer,
    /// Who takes a part of a price before the lender: courts, tax offices.
    ThirdParties,
}

/// What a flow does to an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It is added.
    Into,
    /// It is taken off.
    OutOf,
    /// Nothing.
    Nothing,
}

/// An amount of the ledger, for those who read a month.
#[derive(Clone, Copy, Debug)]
pub struct LedgerRow {
    /// Name, unit and meaning.
    pub column: Column,
    /// Whether `explain` prints it; what is not printed is a transfer between the household's own pockets, or told elsewhere.
    pub is_printed: bool,
    /// The flow; `None` for what stands at the month's end or is told beside.
    pub flow: Option<Flow>,
    /// Its amount in a month.
    pub amount: fn(&MonthRecord) -> f64,
}

/// A row is printed unless a mark says otherwise.
const fn is_printed(marks: &[&str]) -> bool {
    marks.is_empty()
}

macro_rules! effect {
    (+) => {
        Effect::Into
    };
    (-) => {
        Effect::OutOf
    };
}

macro_rules! ledger {
    ($($field:ident $(=> $flow:ident ($($sign:tt $account:ident),+))?, $meaning:literal,
        $name_zh:literal, $meaning_zh:literal $(, $hidden:ident)?;)*) => {
        /// Money that moves in a month.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Flow { $($(#[doc = $meaning] $flow,)?)* }

        impl Flow {
            /// All of them.
            pub const ALL: &'static [Flow] = &[$($(Flow::$flow,)?)*];

            /// What it does to an account.
            #[inline(always)]
            pub const fn on(self, account: Account) -> Effect {
                match (self, account) {
                    $($($((Flow::$flow, Account::$account) => effect!($sign),)+)?)*
                    _ => Effect::Nothing,
                }
            }
        }

        /// One month of one path: flows of the month and balances at its end, currency units.
        #[derive(Clone, Copy, Debug, Default, PartialEq)]
        pub struct MonthRecord {
            /// Month from origination.
            pub month: u32,
            /// Contract rate of the month, a fraction.
            pub rate_monthly: f64,
            /// Days past due at the month's end, thirty a month.
            pub days_past_due: u32,
            /// What happened in the month.
            pub events: Events,
            $(#[doc = $meaning] pub $field: f64,)*
        }

        impl MonthRecord {
            /// All amounts, those that are printed in the order in which they are.
            pub const ROWS: &'static [LedgerRow] = &[$(LedgerRow {
                column: Column::new(stringify!($field), Unit::Money, $meaning, $name_zh, $meaning_zh),
                is_printed: is_printed(&[$(stringify!($hidden))?]),
                flow: [$(Some(Flow::$flow),)? None][0],
                amount: |month| month.$field,
            },)*];

            /// Adds money that moved.
            pub fn add(&mut self, flow: Flow, amount: f64) {
                match flow { $($(Flow::$flow => self.$field += amount,)?)* }
            }
        }

    };
}

ledger! {
    value, "Market value of the home at the month's end.",
        "房屋价值", "月末房屋的市场价值。";
    income => Income (+ Month), "Income of all earners in the month.",
        "收入", "当月全部收入者的收入。";
    spending => Spending (- Month), "Spending wanted: essential and discretionary, for illness, for rent elsewhere.",
        "支出", "想要的支出：必要与可选、医疗、另租住房。";
    other_debt_service => OtherDebtService (- Month), "Service of other debts in the month.",
        "其他债务还款", "当月其他债务的还款。";
    rent_received => RentReceived (+ Month), "Rent received for the home.",
        "租金收入", "出租本房所得租金。";
    other_homes => OtherHomes (+ Month), "Cash flow of other homes, service of their loans taken off.",
        "其他住房现金流", "其他住房的现金流，已减去其贷款的还款。";
    other_homes_proceeds => OtherHomesProceeds (+ Cash), "What the sale of other homes brought in the month; negative where cash paid what they lacked.",
        "其他住房售款", "当月出售其他住房所得；以现金补足不足时为负。";
    family_help => FamilyHelp (+ Month), "What the family gave in the month.",
        "亲属相助", "当月亲属给付之数。";
    divided => Divided (- Cash), "Cash that the second earner takes along when the couple parts.",
        "分走的现金", "离婚时第二收入者带走的现金。";
    unmet => Unmet (+ Month), "Spending and service of other debts that no means were left for.",
        "未满足的支出", "没有资金可付的支出和其他债务还款。";
    cash, "Cash at the month's end.",
        "现金", "月末现金。";
    due, "Due before payment: overdue, instalment and penalty.",
        "应付", "付款前的应付额：逾期、月供和罚息。";
    interest_due => InterestDue (+ Lender), "Interest of the month's instalment.",
        "应付利息", "当月月供中的利息。";
    principal_due => PrincipalDue (- Balance), "Principal of the month's instalment.",
        "应付本金", "当月月供中的本金。";
    penalty_accrued => PenaltyAccrued (+ Lender), "Penalty accrued in the month on what is overdue.",
        "新增罚息", "当月对逾期部分计收的罚息。";
    paid => Paid (- Month, - Lender), "Paid to the lender, costs apart.",
        "已付", "付给贷款人之数，费用除外。";
    costs_paid => CostsPaid (- Month, - Costs, - Lender), "Lender's costs repaid.",
        "偿还费用", "偿还贷款人垫付的费用。";
    costs_advanced => CostsAdvanced (+ Costs, + Lender), "Lender's costs advanced.",
        "垫付费用", "贷款人垫付的费用。";
    consumed => Consumed (- Month), "Surplus of the month that was not kept.",
        "消费掉的结余", "当月未留存的结余。";
    line_drawn => LineDrawn (+ Month, + Line), "Drawn from the credit line.",
        "动用信用额度", "从信用额度支取之数。";
    line_repaid => LineRepaid (- Month, - Line), "Repaid on the credit line.",
        "偿还信用额度", "偿还信用额度之数。";
    line_interest => LineInterest (+ Line), "Interest of the credit line.",
        "信用额度利息", "信用额度的利息。";
    line_balance, "Balance of the credit line.",
        "信用额度余额", "信用额度的余额。";
    balance, "Principal not yet due.",
        "贷款余额", "尚未到期的本金。";
    overdue, "Overdue interest and principal.",
        "逾期", "逾期的利息和本金。";
    overdue_principal, "Overdue principal alone.",
        "逾期本金", "其中逾期的本金。";
    penalty, "Penalty owed at the month's end.",
        "罚息", "月末所欠罚息。";
    costs_owed, "Lender's costs owed at the month's end.",
        "所欠费用", "月末所欠的贷款人费用。";
    proceeds => Proceeds (+ Price), "Price reached by a sale (less its costs) or an auction.",
        "成交所得", "出售（扣除费用）或拍卖的价款。";
    third_parties => ThirdPartyShare (- Price, + ThirdParties), "Part of the price that went to third parties.",
        "第三方所得", "价款中归第三方的部分。";
    lender_share => LenderShare (- Price, - Lender), "Part of the price that went to the lender.",
        "贷款人所得", "价款中归贷款人的部分。";
    cash_brought => CashBrought (- Cash, + Price), "Cash brought to a sale, negative where a surplus came back.",
        "补入现金", "出售时补入的现金；有余款返还时为负。";
    raised => Raised (+ Price), "Raised elsewhere to repay the loan before its time, fee included.",
        "另筹资金", "为提前还清贷款而另筹之数，含手续费。";
    prepayment_fee => PrepaymentFee (- Price), "Fee of a loan repaid before its time.",
        "提前还款费", "提前还清贷款的手续费。";
    prepaid_in_part => PrepaidInPart (- Cash, - Balance, - Lender), "Principal repaid before its time from cash.",
        "部分提前还款", "以现金提前偿还的本金。";
    partial_fee => PartialFee (- Cash), "Fee of principal repaid before its time from cash.",
        "部分提前还款费", "以现金提前偿还本金的手续费。";
    deficiency, "What is still owed after this month once the home is gone: debt and late interest, cash seized taken off.",
        "不足额", "失去房屋之后月末仍欠之数：债务和迟延利息，已减去扣划的存款。";
    deficiency_interest => DeficiencyInterest (+ Lender), "Interest of the month on the deficiency.",
        "不足额利息", "当月不足额的利息。";
    seized => Seized (- Cash, - Lender), "Cash seized in the month.",
        "扣划存款", "当月扣划的存款。";
    garnished => Garnished (- Lender), "Income garnished in the month.",
        "扣留收入", "当月扣留的收入。";
    margin_gap, "Money asked for by a margin call.",
        "追加保证缺口", "追加保证要求的金额。";
    margin_paid => MarginPaid (- Cash, - Balance, - Lender), "Paid on a margin call, in principal.",
        "追加保证已付", "为追加保证而付的本金。";
    capitalised => Capitalised (+ Balance), "Interest and principal added to the balance under forbearance.",
        "转入余额", "宽限中转入余额的利息和本金。";
    capitalised_interest, "The interest in what was added to the balance.",
        "转入余额的利息", "转入余额之数中的利息。";
    damages => Damages (+ Lender), "Damages set by the contract, added to the penalty.",
        "违约金", "合同约定的违约金，计入罚息。";
    late_interest => LateInterest (+ Lender), "Interest on late performance, accrued.",
        "迟延利息", "当月计收的迟延履行利息。";
    late_interest_owed, "Interest on late performance, owed while the home is held.",
        "所欠迟延利息", "持有房屋期间所欠的迟延履行利息。";
    forgiven => Forgiven (- Lender), "Deficiency that ended unpaid: no recourse, or a discharge.",
        "免除", "未清偿而终结的不足额：无追索或免责。";
    claim_sold => ClaimSold (+ ClaimBuyer), "Paid to the lender by a buyer of its claim, who collects from then on.",
        "债权出售所得", "债权受让人付给贷款人之数；此后由受让人追索。";
    deed_tax, "Deed tax paid at the purchase, told in the first month.",
        "契税", "购房时缴纳的契税，记于首月。";
    vat, "Value-added tax paid at the purchase, told in the first month.",
        "增值税", "购房时负担的增值税，记于首月。";
    agency, "Agency fee paid at the purchase, told in the first month.",
        "中介费", "购房时的中介费，记于首月。";
    fixed_costs, "Buying costs that are the same at any price, told in the first month.",
        "固定费用", "与房价无关的购房费用，记于首月。";
    premium => Premium (- Month, + Insurer), "Yearly premium of the mortgage insurance, paid by the household.",
        "保险费", "家庭支付的按揭保险年费。";
    premium_at_purchase, "Single premium of the mortgage insurance, told in the first month.",
        "一次性保险费", "按揭保险的一次性保费，记于首月。";
    insurance_claim => InsuranceClaim (- Insurer), "Claim on the mortgage insurance, told at settlement and paid some months later.",
        "保险赔付", "按揭保险赔款，于结算时记录，若干月后支付。";
    passed_on => PassedOn (+ Insurer), "Of what was collected or paid for the claim in the month, the insurer's part.",
        "归保险人", "当月追索或转让所得中归保险人的部分。";
    other_interest_due => OtherInterestDue (+ OtherLenders), "Interest of the month's instalments of loans beside the main one.",
        "其他贷款应付利息", "主贷款之外各笔贷款当月月供中的利息。";
    other_penalty_accrued => OtherPenaltyAccrued (+ OtherLenders), "Penalty and damages accrued in the month on loans beside the main one.",
        "其他贷款新增罚息", "主贷款之外各笔贷款当月新增的罚息和违约金。";
    others_paid => OthersPaid (- Month, - OtherLenders), "Paid on loans beside the main one.",
        "其他贷款已付", "为主贷款之外各笔贷款所付之数。";
    others_joined => OthersJoined (- OtherLenders, + Lender), "Debt on loans beside the main one that is settled with it.",
        "其他贷款并入", "与主贷款一并结清或主张的其他贷款债务。";
    other_balance, "Principal not yet due of loans beside the main one.",
        "其他贷款余额", "主贷款之外各笔贷款尚未到期的本金。";
    home_debt, "Debt on all loans that the home secures, at the month's end.",
        "住房债务", "月末以房屋担保的全部贷款的债务。";
    other_overdue, "Overdue interest and principal of loans beside the main one.",
        "其他贷款逾期", "主贷款之外各笔贷款逾期的利息和本金。";
    other_penalty, "Penalty owed on loans beside the main one at the month's end.",
        "其他贷款罚息", "月末所欠主贷款之外各笔贷款的罚息。";
    withdrawn => Withdrawn (+ Month, - Cash), "Taken from cash for living and debt service.",
        "支用现金", "为生活和还款支用的现金。", hidden;
    saved => Saved (- Month, + Cash), "Put into cash.",
        "存入现金", "存入现金之数。", hidden;
    value_unheld, "What the home would be worth, where its value is held at its price.",
        "未保持的价值", "价值保持在成交价时，房屋本来的价值。", hidden;
}
