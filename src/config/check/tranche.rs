//! Rules between the keys of `[[loan.tranche]]`, and between them and other tables.

use super::loan;
use super::loan_keys::Keys;
use super::tables::{Broken, Tables};
use crate::foreclosure::RecourseKind;
use crate::household::Household;
use crate::loan::{Loan, Tranche, TrancheSource};

/// The smallest uniform that there is, equation (1).
const LOWEST_UNIFORM: f64 = f64::EPSILON / 2.0;

/// Lenders that can be told apart; sizes that leave something of the main loan; terms as a loan by itself has them; nothing that
/// the law of the study cannot settle.
pub(super) fn check(tables: &Tables, broken: &mut Vec<Broken>) {
    let Some(main) = &tables.loan else { return };
    let has_failures =
        tables.off_plan.as_ref().is_some_and(|it| it.off_plan_frac > 0.0 && it.failure_probability_monthly > 0.0);
    if has_failures && !main.tranches().is_empty() {
        let message = "stands beside homes that may never be delivered, [off_plan]: what then becomes of a second lender is \
                       not modelled";
        let hint = "leave one of them out, or set `off_plan.failure_probability_monthly = 0`".to_owned();
        broken.push(Broken::value("loan.tranche", message).hint(hint));
    }
    if main.on_book.is_some() && !main.tranches().is_empty() {
        let message = "stands beside a loan that was granted before month 0, loan.on_book: what is left of another lender's is not \
                       modelled";
        broken.push(Broken::value("loan.tranche", message).hint("leave one of them out".to_owned()));
    }
    if matches!(tables.refinancing, Some(Some(_))) && !main.tranches().is_empty() {
        let message = "stands beside [refinancing]: who ranks before a new lender is not modelled";
        broken.push(Broken::value("loan.tranche", message).hint("leave one of them out".to_owned()));
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
        broken.push(Broken::value(key, "is empty: tables call the lender so"));
    } else if tranche.name == "main" {
        broken.push(Broken::value(key, "is the name of the main loan, that of [loan]"));
    } else if let Some(same) = before.iter().position(|other| other.name == tranche.name) {
        broken.push(Broken::value(key, format!("is the name of loan.tranche[{same}], too")));
    }
}

/// A cap caps a share; what is carved out of a secured loan is secured; an unsecured lender can collect.
fn by_itself(tranche: &Tranche, has_recourse: bool, table: &str, broken: &mut Vec<Broken>) {
    if tranche.up_to.is_some() && tranche.amount.is_some() {
        let message = format!("caps a share, and {table}.amount is the same for every household");
        broken.push(Broken::value(format!("{table}.up_to"), message).hint("leave one of them out".to_owned()));
    }
    if tranche.from == TrancheSource::Loan && !tranche.secured() {
        let message = "takes the security from a part of the loan on the home, from = \"loan\"";
        let hint =
            "leave it out; an unsecured loan takes the place of cash, from = \"down-payment\" or \"price\"".to_owned();
        broken.push(Broken::value(format!("{table}.secured"), message).hint(hint));
    } else if !tranche.secured() && !has_recourse {
        let key = if tranche.secured.is_some() { "secured" } else { "from" };
        let message =
            "makes a loan that nobody could collect: with recourse.kind = \"none\" a lender has the home or nothing";
        let hint = "write secured = true, or another recourse.kind".to_owned();
        broken.push(Broken::value(format!("{table}.{key}"), message).hint(hint));
    }
}

/// Who lends without the home does not look at its value.
fn by_value(tranche: &Tranche, table: &str, broken: &mut Vec<Broken>) {
    if !tranche.secured() && tranche.rollover.is_some_and(|terms| terms.maximum_ltv.is_some()) {
        let message = "looks at the value of a home that does not secure this loan";
        let hint = "leave it out, or write secured = true".to_owned();
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
        let message =
            format!("is not above loan.repricing.fixed_months = {fixed_months}, which holds for this loan, too");
        let hint = format!("write annual_rate, or a [{}.repricing] of its own", keys.table);
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
        let together = if sum > share { format!("makes shares of {sum} together") } else { String::new() };
        if from == TrancheSource::Loan && sum >= 1.0 {
            let message = if together.is_empty() { "takes the whole loan".to_owned() } else { together };
            let hint = "shares of from = \"loan\" stay below 1 together, so that there is a main loan".to_owned();
            return Some(Broken::value(key, message).hint(hint));
        }
        if from == TrancheSource::DownPayment && sum > 1.0 {
            let message = format!("{together}, more than the down payment");
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
        let others = if carved().count() > 1 { " with the others" } else { "" };
        let message = format!("leaves nothing of the smallest loan that this config can give, {smallest:.0},{others}");
        let hint = "write share with up_to in its place: a share of each loan, and a cap".to_owned();
        Broken::value(format!("loan.tranche[{last}].amount"), message.trim_end_matches(',')).hint(hint)
    })
}
