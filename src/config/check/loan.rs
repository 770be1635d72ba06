//! Rules between the keys of `[loan]`.

use super::loan_keys::Keys;
use super::rollover;
use super::tables::{Broken, Tables};
use crate::loan::repricing::PERIODS_MONTHS;
use crate::loan::{Loan, MethodKind, RepricedOn, Repricing};
use crate::measure::YearMonth;
use crate::told::{Told, told};
use crate::world::PolicyRate;

/// A spread has a rate to stand on; a hybrid loan switches before its end; a floating rate is set as contracts set it.
pub(super) fn check(tables: &Tables, broken: &mut Vec<Broken>) {
    let Some(loan) = &tables.loan else { return };
    terms(loan, &Keys { table: "loan".to_owned(), term_months: "loan.term_months".to_owned() }, tables, broken);
    let of_policy_rate = tables.policy_rate.as_ref().and_then(|table| table.as_ref()?.start_month());
    if let (Some(start), Some(policy_rate)) = (loan.start_month, of_policy_rate)
        && start != policy_rate
    {
        let message = told!(
            "is not policy_rate.start_month = {policy_rate}, the month of origination of its rates",
            "不等于 policy_rate.start_month = {policy_rate}，即其利率的放款月份"
        );
        broken.push(Broken::value("loan.start_month", message));
    }
    let start = loan.start_month.or(of_policy_rate);
    if let (None, Some(policy_rate)) = (start, &tables.policy_rate) {
        needs_start(loan, policy_rate.as_ref(), broken);
    }
    spread_changes(loan, start, broken);
}

/// What rate, term and method of a loan have to agree on.
pub(super) fn terms(loan: &Loan, keys: &Keys, tables: &Tables, broken: &mut Vec<Broken>) {
    if loan.spread_annual.is_some() && matches!(tables.policy_rate, Some(None)) {
        broken.push(Broken::value(
            keys.at("spread_annual"),
            told!("needs a [policy_rate] to be added to", "需要 [policy_rate] 作为加点的基础"),
        ));
    }
    if let Some(switch_month) = loan.switch_month
        && loan.method == MethodKind::Hybrid
        && switch_month >= loan.term_months
    {
        broken.push(Broken::value(keys.at("switch_month"), keys.not_below_the_term(loan)));
    }
    principal(loan, keys, broken);
    rollover::check(loan, keys, broken);
    if loan.annual_rate.is_some() {
        of_a_floating_rate(loan, keys, broken);
    }
    if let Some(terms) = &loan.repricing {
        repricing(loan, terms, keys, broken);
    }
}

/// Interest-only months that end, before a hybrid loan's level months do; a method that repays something.
fn principal(loan: &Loan, keys: &Keys, broken: &mut Vec<Broken>) {
    let (interest_only_months, balloon_frac) =
        (loan.interest_only_months.unwrap_or(0), loan.balloon_frac.unwrap_or(0.0));
    if interest_only_months > 0 && interest_only_months >= loan.term_months {
        let hint = told!(
            "a loan of interest alone to its end is method = \"interest-only\"",
            "到期前只付息的贷款应写 method = \"interest-only\""
        );
        broken.push(Broken::value(keys.at("interest_only_months"), keys.not_below_the_term(loan)).hint(hint));
    }
    if let Some(switch_month) = loan.switch_month
        && loan.method == MethodKind::Hybrid
        && switch_month <= interest_only_months
    {
        let key = keys.at("interest_only_months");
        let message = told!(
            "is not above {key} = {interest_only_months}: no month would be level",
            "不大于 {key} = {interest_only_months}：没有一个月是等额本息"
        );
        broken.push(Broken::value(keys.at("switch_month"), message));
    }
    if loan.method == MethodKind::InterestOnly {
        let given = [("interest_only_months", interest_only_months > 0), ("balloon_frac", balloon_frac > 0.0)];
        for (key, _) in given.into_iter().filter(|(_, is_given)| *is_given) {
            let hint = told!(
                "leave it out, or say by {} how the rest is repaid",
                "请删去，或用 {} 说明其余本金如何偿还",
                keys.at("method")
            );
            let message = told!(
                "changes nothing: with method = \"interest-only\" all principal falls due at the end",
                "不起作用：method = \"interest-only\" 时全部本金到期偿还"
            );
            broken.push(Broken::value(keys.at(key), message).hint(hint));
        }
    }
}

/// What a fixed rate has no use for.
fn of_a_floating_rate(loan: &Loan, keys: &Keys, broken: &mut Vec<Broken>) {
    let given = [("repricing", loan.repricing.is_some()), ("spread_changes", loan.spread_changes.is_some())];
    for (key, _) in given.into_iter().filter(|(_, is_given)| *is_given) {
        let [spread, fixed] = ["spread_annual", "annual_rate"].map(|key| keys.at(key));
        let message = told!(
            "belongs to a floating rate, {spread} in place of {fixed}",
            "只用于浮动利率，即以 {spread} 代替 {fixed}"
        );
        broken.push(Broken::value(keys.at(key), message));
    }
}

/// Periods that there are, a cap above the floor, fixed months that end.
fn repricing(loan: &Loan, terms: &Repricing, keys: &Keys, broken: &mut Vec<Broken>) {
    if !PERIODS_MONTHS.contains(&terms.every_months) {
        broken.push(Broken::value(
            keys.at("repricing.every_months"),
            told!("is not 1, 3, 6, 12 or 60", "不是 1、3、6、12 或 60"),
        ));
    }
    if terms.cap_annual.is_some_and(|cap| cap < terms.floor_annual) {
        let message = told!("is below {} = {}", "小于 {} = {}", keys.at("repricing.floor_annual"), terms.floor_annual);
        broken.push(Broken::value(keys.at("repricing.cap_annual"), message));
    }
    if terms.fixed_months > 0 && terms.fixed_months >= loan.term_months {
        let hint = told!("a rate that never floats is {}", "从不浮动的利率应写 {}", keys.at("annual_rate"));
        broken.push(Broken::value(keys.at("repricing.fixed_months"), keys.not_below_the_term(loan)).hint(hint));
    }
    if terms.fixed_months == 0 && terms.fixed_rate_annual.is_some() {
        broken.push(Broken::missing(
            keys.at("repricing.fixed_months"),
            told!("fixed_rate_annual holds for so many months", "fixed_rate_annual 在这些月份内有效"),
        ));
    }
}

/// What goes by the calendar needs to know when the loan begins.
fn needs_start(loan: &Loan, policy_rate: Option<&PolicyRate>, broken: &mut Vec<Broken>) {
    let has_date = loan.spread_changes.iter().flatten().any(|change| change.date.is_some());
    let in_january = |terms: Option<Repricing>| terms.is_some_and(|terms| terms.on == RepricedOn::January);
    let tranche = loan.tranches().iter().position(|tranche| in_january(tranche.repricing));
    let what = match (in_january(loan.repricing), has_date, tranche) {
        (true, _, _) => Told::same("loan.repricing.on = \"january\""),
        (false, true, _) => told!("date in loan.spread_changes", "loan.spread_changes 中的 date"),
        (false, false, Some(tranche)) => Told::same(format!("loan.tranche[{tranche}].repricing.on = \"january\"")),
        _ => return,
    };
    let why = match policy_rate.is_some() {
        true => told!(
            "{what} goes by the calendar, and the policy rate is no series that tells it: start_month = \"2020-06\"",
            "{what} 按日历计，而政策利率不是能说明日历的序列：start_month = \"2020-06\""; what
        ),
        false => told!(
            "{what} goes by the calendar: start_month = \"2020-06\"",
            "{what} 按日历计：start_month = \"2020-06\""; what
        ),
    };
    broken.push(Broken::missing("loan.start_month", why));
}

/// Changes go forward, and each comes after the first instalment.
fn spread_changes(loan: &Loan, start: Option<YearMonth>, broken: &mut Vec<Broken>) {
    let mut before: Option<i32> = None;
    for (index, change) in loan.spread_changes.iter().flatten().enumerate() {
        let key = if change.date.is_some() { "date" } else { "month" };
        let past = loan.months_on_book() as i32;
        let Some(month) = change.month_from(start, past) else { continue };
        let message = match (before, start) {
            (_, Some(start)) if past > 0 && month + past < 2 => Some({
                let before = past - 1;
                told!(
                    "is not after the first instalment, {before} months before {start}",
                    "不晚于首次还款，即 {start} 之前 {before} 个月"
                )
            }),
            (_, Some(start)) if past == 0 && month < 2 => Some(told!(
                "is not after the month of the first instalment, the one after {start}",
                "不晚于首次还款月，即 {start} 的下一个月"
            )),
            (Some(before), _) if month == before => Some(told!("stands twice", "重复出现")),
            (Some(before), _) if month < before => {
                Some(told!("comes before the change above it", "早于它上面的一次变动"))
            }
            _ => None,
        };
        let key = format!("loan.spread_changes[{index}].{key}");
        broken.extend(message.map(|message| Broken::value(key, message)));
        before = Some(month);
    }
}
