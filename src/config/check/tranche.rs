//! Rules between the keys of `[[loan.tranche]]`, and between them and other tables.

use super::loan;
use super::loan_keys::Keys;
use super::tables::{Broken, Tables};
use crate::foreclosure::RecourseKind;
use crate::household::Household;
use crate::loan::{Loan, Tranche, TrancheSource};
use crate::told::told;

/// The smallest uniform that there is, equation (1).
const LOWEST_UNIFORM: f64 = f64::EPSILON / 2.0;

/// Lenders that can be told apart; sizes that leave something of the main loan; terms as a loan by itself has them; nothing that
/// the law of the study cannot settle.
pub(super) fn check(tables: &Tables, broken: &mut Vec<Broken>) {
    let Some(main) = &tables.loan else { return };
    let has_failures =
        tables.off_plan.as_ref().is_some_and(|it| it.off_plan_frac > 0.0 && it.failure_probability_monthly > 0.0);
    if has_failures && !main.tranches().is_empty() {
        let message = told!(
            "stands beside homes that may never be delivered, [off_plan]: what then becomes of a second lender is not modelled",
            "与可能不交付的住房 [off_plan] 并存：届时第二贷款人如何，模型没有规定"
        );
        let hint = told!(
            "leave one of them out, or set `off_plan.failure_probability_monthly = 0`",
            "请删去其中一个，或写 `off_plan.failure_probability_monthly = 0`"
        );
        broken.push(Broken::value("loan.tranche", message).hint(hint));
    }
    if main.on_book.is_some() && !main.tranches().is_empty() {
        let message = told!(
            "stands beside a loan that was granted before month 0, loan.on_book: what is left of another lender's is not modelled",
            "与第 0 月之前发放的贷款 loan.on_book 并存：其他贷款人的余额，模型没有规定"
        );
        broken.push(Broken::value("loan.tranche", message).hint(told!("leave one of them out", "请删去其中一个")));
    }
    if matches!(tables.refinancing, Some(Some(_))) && !main.tranches().is_empty() {
        let message = told!(
            "stands beside [refinancing]: who ranks before a new lender is not modelled",
            "与 [refinancing] 并存：谁的受偿顺序先于新贷款人，模型没有规定"
        );
        broken.push(Broken::value("loan.tranche", message).hint(told!("leave one of them out", "请删去其中一个")));
    }
    let has_recourse = tables.recourse.as_ref().is_none_or(|it| it.kind != RecourseKind::None);
    for (at, tranche) in main.tranches().iter().enumerate() {
        let table = format!("loan.tranche[{at}]");
        by_name(tranche, &main.tranches()[..at], &table, broken);
        by_itself(tranche, has_recourse, &table, broken);
        by_value(tranche, &table, broken);
        let term_months = if tranche.term_months.is_some() { format!("{table}.term_months") } else { main_term() };
        terms(tranche, main, Keys { table, term_months }, tables, broken);
    }
    broken.extend(shares(main, TrancheSource::Loan).or_else(|| amounts(main, tables.household.as_ref()?)));
    broken.extend(shares(main, TrancheSource::DownPayment));
}

fn main_term() -> String {
    "loan.term_months".to_owned()
}

/// A name that no other lender has.
fn by_name(tranche: &Tranche, before: &[Tranche], table: &str, broken: &mut Vec<Broken>) {
    let key = format!("{table}.name");
    if tranche.name.trim().is_empty() {
        broken.push(Broken::value(key, told!("is empty: tables call the lender so", "为空：各表要用它称呼贷款人")));
    } else if tranche.name == "main" {
        broken
            .push(Broken::value(key, told!("is the name of the main loan, that of [loan]", "是主贷款 [loan] 的名称")));
    } else if let Some(same) = before.iter().position(|other| other.name == tranche.name) {
        broken.push(Broken::value(
            key,
            told!("is the name of loan.tranche[{same}], too", "也是 loan.tranche[{same}] 的名称"),
        ));
    }
}

/// A cap caps a share; what is carved out of a secured loan is secured; an unsecured lender can collect.
fn by_itself(tranche: &Tranche, has_recourse: bool, table: &str, broken: &mut Vec<Broken>) {
    if tranche.up_to.is_some() && tranche.amount.is_some() {
        let message = told!(
            "caps a share, and {table}.amount is the same for every household",
            "是占比的上限，而 {table}.amount 对每个家庭都相同"
        );
        broken.push(
            Broken::value(format!("{table}.up_to"), message).hint(told!("leave one of them out", "请删去其中一个")),
        );
    }
    if tranche.from == TrancheSource::Loan && !tranche.secured() {
        let message = told!(
            "takes the security from a part of the loan on the home, from = \"loan\"",
            "使从住房贷款中划出的部分（from = \"loan\"）失去担保"
        );
        let hint = told!(
            "leave it out; an unsecured loan takes the place of cash, from = \"down-payment\" or \"price\"",
            "请删去；无担保贷款代替现金，写 from = \"down-payment\" 或 \"price\""
        );
        broken.push(Broken::value(format!("{table}.secured"), message).hint(hint));
    } else if !tranche.secured() && !has_recourse {
        let key = if tranche.secured.is_some() { "secured" } else { "from" };
        let message = told!(
            "makes a loan that nobody could collect: with recourse.kind = \"none\" a lender has the home or nothing",
            "产生一笔无法追偿的贷款：recourse.kind = \"none\" 时贷款人只有住房可依靠"
        );
        let hint =
            told!("write secured = true, or another recourse.kind", "请写 secured = true，或改用其他 recourse.kind");
        broken.push(Broken::value(format!("{table}.{key}"), message).hint(hint));
    }
}

/// Who lends without the home does not look at its value.
fn by_value(tranche: &Tranche, table: &str, broken: &mut Vec<Broken>) {
    if !tranche.secured() && tranche.rollover.is_some_and(|terms| terms.maximum_ltv.is_some()) {
        let message =
            told!("looks at the value of a home that does not secure this loan", "看的是不为此贷款担保的住房的价值");
        let hint = told!("leave it out, or write secured = true", "请删去，或写 secured = true");
        broken.push(Broken::value(format!("{table}.rollover.maximum_ltv"), message).hint(hint));
    }
}

/// Rate, term and method agree as those of a loan by itself do.
fn terms(tranche: &Tranche, main: &Loan, keys: Keys, tables: &Tables, broken: &mut Vec<Broken>) {
    let mut alone = Loan { repricing: tranche.repricing, ..tranche.as_loan(main) };
    // What is wrong with the main loan's own repricing is told there.
    let is_main_loans = tranche.repricing.is_none() && tranche.annual_rate.is_none();
    let fixed_months = main.repricing.filter(|_| is_main_loans).map_or(0, |terms| terms.fixed_months);
    alone.tranche = None;
    loan::terms(&alone, &keys, tables, broken);
    if fixed_months >= alone.term_months && fixed_months < main.term_months {
        let message = told!(
            "is not above loan.repricing.fixed_months = {fixed_months}, which holds for this loan, too",
            "不大于 loan.repricing.fixed_months = {fixed_months}，后者也适用于此贷款"
        );
        let hint = told!(
            "write annual_rate, or a [{}.repricing] of its own",
            "请写 annual_rate，或为它单独写 [{}.repricing]",
            keys.table
        );
        broken.push(Broken::value(keys.term_months, message).hint(hint));
    }
}

/// Shares of the loan leave something to the main lender, those of the down payment are not more than it.
fn shares(main: &Loan, from: TrancheSource) -> Option<Broken> {
    let mut sum = 0.0;
    for (at, tranche) in main.tranches().iter().enumerate().filter(|(_, it)| it.from == from) {
        let Some(share) = tranche.share.filter(|share| (0.0..=1.0).contains(share)) else { continue };
        sum += share;
        let key = format!("loan.tranche[{at}].share");
        let is_with_others = sum > share;
        if from == TrancheSource::Loan && sum >= 1.0 {
            let message = match is_with_others {
                true => told!("makes shares of {sum} together", "使占比合计达 {sum}"),
                false => told!("takes the whole loan", "占去整笔贷款"),
            };
            let hint = told!(
                "shares of from = \"loan\" stay below 1 together, so that there is a main loan",
                "from = \"loan\" 的占比合计须小于 1，才有主贷款"
            );
            return Some(Broken::value(key, message).hint(hint));
        }
        if from == TrancheSource::DownPayment && sum > 1.0 {
            let message =
                told!("makes shares of {sum} together, more than the down payment", "使占比合计达 {sum}，超过首付");
            return Some(Broken::value(key, message));
        }
    }
    None
}

/// Amounts of the loan leave something of the smallest.
fn amounts(main: &Loan, household: &Household) -> Option<Broken> {
    let carved = || main.tranches().iter().enumerate().filter(|(_, it)| it.from == TrancheSource::Loan);
    let (last, _) = carved().rfind(|(_, tranche)| tranche.amount.is_some())?;
    let price = household.home_price.quantile(LOWEST_UNIFORM);
    let appraisal_ratio = main.appraisal_ratio.quantile(LOWEST_UNIFORM).min(1.0);
    let smallest = price * appraisal_ratio * (1.0 - main.down_payment.quantile(1.0 - LOWEST_UNIFORM));
    let sum: f64 = carved().map(|(_, tranche)| tranche.amount(smallest, price)).sum();
    (sum >= smallest).then(|| {
        let message = match carved().count() > 1 {
            true => told!(
                "leaves nothing of the smallest loan that this config can give, {smallest:.0}, with the others",
                "与其他部分合计，使此配置可能的最小贷款 {smallest:.0} 一无所剩"
            ),
            false => told!(
                "leaves nothing of the smallest loan that this config can give, {smallest:.0}",
                "使此配置可能的最小贷款 {smallest:.0} 一无所剩"
            ),
        };
        let hint = told!(
            "write share with up_to in its place: a share of each loan, and a cap",
            "请改写 share 与 up_to：每笔贷款的占比及上限"
        );
        Broken::value(format!("loan.tranche[{last}].amount"), message).hint(hint)
    })
}
