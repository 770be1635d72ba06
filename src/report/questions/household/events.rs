//! What happened in a month, in Chinese: tables hold it in English.

use crate::report::language::Language;

const NAMES: &[(&str, &str)] = &[
    ("loan repriced", "贷款重定价"),
    ("rate rises turned off: contract rate held at that of the first month", "不计利率上升：合同利率保持首月水平"),
    ("price falls turned off: value held at the price, else it would be less", "不计房价下跌：价值保持成交价"),
    ("lost work", "失业"),
    ("found work", "再就业"),
    ("developer failed: the home will not be delivered", "开发商倒下：房屋不会交付"),
    ("second earner lost work", "第二收入者失业"),
    ("second earner found work", "第二收入者再就业"),
    ("slump of own business begins", "生意陷入低谷"),
    ("slump of own business over", "生意走出低谷"),
    ("second earner's leave begins", "第二收入者开始离岗"),
    ("second earner's leave over", "第二收入者返岗"),
    ("illness begins", "患病"),
    ("illness over", "病愈"),
    ("tenant of the home, were it let, left", "（若出租）租客离开"),
    ("tenant of the home, were it let, found", "（若出租）找到租客"),
    ("sued, balance accelerated", "被起诉，余额提前到期"),
    ("judgment, home appraised", "判决，房屋评估"),
    ("home still lived in: worth less to a bidder", "房屋仍有人居住：竞买人出价更低"),
    ("auction put off: the household owns no other home", "拍卖推迟：唯一住房"),
    ("walked away: equity lost exceeds what can be collected and the threshold", "弃房：所失净值超过可追索之数与界限"),
    ("margin call: debt ÷ value over its trigger, gap asked for", "追加保证：债务与价值之比超限"),
    ("margin call met from cash", "以现金满足追加保证"),
    ("margin call lapsed: debt ÷ value back at its target", "追加保证失效：比率已恢复"),
    ("margin call past its deadline: cash above the minimum under the gap", "追加保证逾期未满足"),
    ("discretionary spending cut: cash under its trigger", "削减可选支出：现金不足"),
    ("spending unmet: no income, cash or credit left", "支出无着：收入、现金、额度皆尽"),
    ("credit line drawn: cash at its minimum", "动用信用额度"),
    ("other homes sold", "其他住房售出"),
    ("family helped, once", "亲属一次性相助"),
    ("instalment missed: nothing to pay with", "未付月供：无钱可付"),
    ("instalment not paid, by choice", "未付月供：选择不付"),
    ("paid in part: all there was above the minimum", "部分还款：付出下限以上的全部"),
    ("payment holiday: interest added to the balance", "还款假期：利息并入余额"),
    ("forbearance granted: arrears added to the balance", "获得宽限：逾期并入余额"),
    ("forbearance refused", "宽限被拒"),
    ("cured: nothing overdue", "补齐逾期"),
    ("reinstated: everything overdue paid", "恢复履约：逾期付清"),
    ("default", "违约"),
    ("loan called for its arrears: suit is brought forward", "因逾期提前收贷：提前起诉"),
    (
        "contracts cancelled: developer pays buyer and bank in part, nothing is owed",
        "合同解除：开发商部分返还，债务了结",
    ),
    ("other homes put up for sale", "其他住房挂牌"),
    ("home let and something else rented from next month on", "自下月起出租本房、另租他处"),
    ("in distress, a sale would not clear the debt", "困境中：出售不足以清偿"),
    ("in distress, no buyer yet", "困境中：尚无买家"),
    ("sold the home", "卖出住房"),
    ("auction round failed", "流拍"),
    ("last round failed: home appraised anew, rounds start over", "末轮流拍：重新评估，重新拍卖"),
    ("home auctioned", "住房被拍卖"),
    ("auction losses turned off: first round sells at the value", "不计拍卖折价：首轮按价值成交"),
    ("home taken by the lender", "住房被贷款人接收"),
    ("case open at the end: settled at the expected price", "期末未结：按预期价格结算"),
    ("cash seized for the deficiency", "扣划存款抵不足额"),
    ("income garnished", "扣留收入"),
    ("deficiency cleared", "不足额清偿"),
    ("claim written off by the lender", "贷款人核销"),
    ("rest of the debt discharged", "剩余债务免除"),
    ("loan repaid", "贷款还清"),
];

/// What an event of a month's story is called in Chinese; `None` where there is no such event.
pub fn event_in_chinese(name: &str) -> Option<&'static str> {
    NAMES.iter().find(|(english, _)| *english == name).map(|(_, chinese)| *chinese)
}

/// Events separated by `; `, in a language.
pub(super) fn in_language(events: &str, language: Language) -> String {
    match language {
        Language::English => events.to_owned(),
        Language::Chinese => {
            let named = events.split("; ").filter(|event| !event.is_empty());
            named.map(|event| event_in_chinese(event).unwrap_or(event)).collect::<Vec<_>>().join("；")
        }
    }
}
