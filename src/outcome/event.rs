//! What can happen to a household in a month: each event once, in both languages.

use super::Words;

/// What happened in a month, as a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Events(u128);

macro_rules! events {
    ($($variant:ident, $english:literal, $chinese:literal;)*) => {
        /// Something that can happen to a household in a month.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u32)]
        pub enum Event { $(#[doc = $english] $variant,)* }

        impl Event {
            /// All events, in the order in which they happen within a month.
            pub const ALL: &'static [Event] = &[$(Event::$variant,)*];

            /// What is said of it in a story.
            pub const fn words(self) -> Words {
                match self { $(Event::$variant => Words::new($english, $chinese),)* }
            }
        }
    };
}

events! {
    OnBook, "the loan was granted before this month, and the home bought then", "贷款在本月之前已发放，住房其时购入";
    CostsPaid, "bought before this month: deed tax, value-added tax, agency and fixed costs paid", "本月之前购房：已付契税、增值税、中介费与固定费用";
    Insured, "loan insured: the insurer bears the loss above the threshold", "贷款已投保：超出界限的损失由保险人承担";
    RateHeld, "rate rises turned off: contract rate held at that of the first month", "不计利率上升：合同利率保持首月水平";
    ValueHeld, "price falls turned off: value held at the price, else it would be less", "不计房价下跌：价值保持成交价";
    FixedMonthsOver, "fixed months over: contract rate floats", "固定利率期结束：合同利率开始浮动";
    SpreadChanged, "spread changed: instalment computed anew", "加点调整：月供重新计算";
    RateAtFloor, "contract rate at its floor", "合同利率处于下限";
    RateAtCap, "contract rate at its cap", "合同利率处于上限";
    PrincipalBegins, "interest-only months over: principal falls due from now on", "只付息期结束：开始偿还本金";
    BalloonDue, "balloon falls due with the last instalment", "尾款随最后一期到期";
    Divorced, "the couple parts: the second earner leaves with its wage and a share of cash", "离婚：第二收入者带着其收入和部分现金离开";
    LostWork, "lost work", "失业";
    FoundWork, "found work", "再就业";
    DeveloperFailed, "developer failed: the home will not be delivered", "开发商倒下：房屋不会交付";
    SecondLostWork, "second earner lost work", "第二收入者失业";
    SecondFoundWork, "second earner found work", "第二收入者再就业";
    SlumpBegan, "slump of own business begins", "生意陷入低谷";
    SlumpEnded, "slump of own business over", "生意走出低谷";
    LeaveBegan, "second earner's leave begins", "第二收入者开始离岗";
    LeaveEnded, "second earner's leave over", "第二收入者返岗";
    FellIll, "illness begins", "患病";
    Recovered, "illness over", "病愈";
    TenantLeft, "tenant of the home, were it let, left", "（若出租）租客离开";
    TenantFound, "tenant of the home, were it let, found", "（若出租）找到租客";
    Sued, "sued, balance accelerated", "被起诉，余额提前到期";
    Judgment, "judgment, home appraised", "判决，房屋评估";
    StillOccupied, "home still lived in: worth less to a bidder", "房屋仍有人居住：竞买人出价更低";
    SoleHomeDelay, "auction put off: the household owns no other home", "拍卖推迟：唯一住房";
    WalkedAway, "walked away: equity lost exceeds what can be collected and the threshold", "弃房：所失净值超过可追索之数与界限";
    MarginCalled, "margin call: debt ÷ value over its trigger, gap asked for", "追加保证：债务与价值之比超限";
    MarginMet, "margin call met from cash", "以现金满足追加保证";
    MarginLapsed, "margin call lapsed: debt ÷ value back at its target", "追加保证失效：比率已恢复";
    MarginUnmet, "margin call past its deadline: cash above the minimum under the gap", "追加保证逾期未满足";
    DiscretionaryCut, "discretionary spending cut: cash under its trigger", "削减可选支出：现金不足";
    SpendingUnmet, "spending unmet: no income, cash or credit left", "支出无着：收入、现金、额度皆尽";
    CreditDrawn, "credit line drawn: cash at its minimum", "动用信用额度";
    OtherHomesSold, "other homes sold", "其他住房售出";
    FamilyHelped, "family helped, once", "亲属一次性相助";
    Renewed, "loan renewed: interest and the cost of the renewal fall due", "贷款续作：利息与续作费用到期";
    NotRenewed, "loan not renewed: its principal falls due", "贷款未获续作：本金到期";
    OtherRenewed, "loan beside the main one renewed", "主贷款之外的贷款续作";
    OtherNotRenewed, "loan beside the main one not renewed: its principal falls due", "主贷款之外的贷款未获续作：本金到期";
    Missed, "instalment missed: nothing to pay with", "未付月供：无钱可付";
    PaymentWithheld, "instalment not paid, by choice", "未付月供：选择不付";
    PaidInPart, "paid in part: all there was above the minimum", "部分还款：付出下限以上的全部";
    InHoliday, "payment holiday: interest added to the balance", "还款假期：利息并入余额";
    ForbearanceGranted, "forbearance granted: arrears added to the balance", "获得宽限：逾期并入余额";
    ForbearanceRefused, "forbearance refused", "宽限被拒";
    Cured, "cured: nothing overdue", "补齐逾期";
    Reinstated, "reinstated: everything overdue paid", "恢复履约：逾期付清";
    Defaulted, "default", "违约";
    LoanCalled, "loan called for its arrears: suit is brought forward", "因逾期提前收贷：提前起诉";
    Rescinded, "contracts cancelled: developer pays buyer and bank in part, nothing is owed", "合同解除：开发商部分返还，债务了结";
    OtherHomesOffered, "other homes put up for sale", "其他住房挂牌";
    OtherHomesRealised, "other homes realised with the home: their loans are paid as far as they go", "其他住房一并变现，所得先还各自贷款";
    HomeLet, "home let and something else rented from next month on", "自下月起出租本房、另租他处";
    SaleUnderWater, "in distress, a sale would not clear the debt", "困境中：出售不足以清偿";
    NoBuyer, "in distress, no buyer yet", "困境中：尚无买家";
    SoldHome, "sold the home", "卖出住房";
    Prepaid, "loan prepaid from means raised elsewhere", "以另筹资金提前还清贷款";
    Moved, "moved: home sold, loan repaid", "搬迁：卖出住房并还清贷款";
    Refinanced, "loan replaced by one at the market's rate: the old lender is repaid", "以市场利率转贷：原贷款人获清偿";
    CashedOut, "the new loan is larger: cash taken out", "新贷款更大：取出现金";
    RefinancingRefused, "would refinance: the instalment is too high for income, or cash too low for the costs", "欲转贷：月供超出收入上限或现金不足以支付费用";
    InstalmentLowered, "part of the loan repaid from cash beyond the buffer: instalments fall", "以缓冲以外的现金部分提前还款：月供降低";
    TermShortened, "part of the loan repaid from cash beyond the buffer: the term shortens", "以缓冲以外的现金部分提前还款：期限缩短";
    PrepaidFromCash, "the rest of the loan repaid from cash beyond the buffer", "以缓冲以外的现金还清余下贷款";
    RoundFailed, "auction round failed", "流拍";
    Reappraised, "last round failed: home appraised anew, rounds start over", "末轮流拍：重新评估，重新拍卖";
    Auctioned, "home auctioned", "住房被拍卖";
    SoldAtValue, "auction losses turned off: first round sells at the value", "不计拍卖折价：首轮按价值成交";
    TakenByLender, "home taken by the lender", "住房被贷款人接收";
    SettledUnresolved, "case open at the end: settled at the expected price", "期末未结：按预期价格结算";
    InsurerClaimed, "claim on the mortgage insurance", "向按揭保险索赔";
    Seized, "cash seized for the deficiency", "扣划存款抵不足额";
    Garnished, "income garnished", "扣留收入";
    Cleared, "deficiency cleared", "不足额清偿";
    ClaimSold, "claim sold by the lender: what is collected from now on is the buyer's", "贷款人出售债权：此后追索所得归受让人";
    WrittenOff, "claim written off by the lender", "贷款人核销";
    Discharged, "rest of the debt discharged", "剩余债务免除";
    PaidOff, "loan repaid", "贷款还清";
}

// An event more than the set has room for would be lost without a word.
const _: () = assert!(Event::ALL.len() <= u128::BITS as usize, "more events than a set of them has room for");

impl Events {
    /// Puts an event into the set.
    pub fn add(&mut self, event: Event) {
        self.0 |= 1 << event as u32;
    }

    /// Whether an event is in the set.
    pub fn has(self, event: Event) -> bool {
        self.0 & (1 << event as u32) != 0
    }

    /// The events in the set.
    pub fn iter(self) -> impl Iterator<Item = Event> {
        Event::ALL.iter().copied().filter(move |event| self.has(*event))
    }
}
