//! What cannot be asked of a household, each with what is allowed.

use super::study::Numbers;
use crate::config::key_facts;
use crate::report::with_separators;
use crate::told::{Told, told};

/// Everything that is wrong with the numbers, an option each. Ranges are those of the keys they become.
pub(super) fn faults(numbers: &Numbers, buying_cost_frac: f64) -> Vec<Told> {
    let checked = [
        ("--price", "household.home_price", Some(numbers.price)),
        ("--down-payment", "loan.down_payment", Some(numbers.down_payment)),
        ("--income", "household.income_monthly", Some(numbers.income)),
        ("--second-income", "household.income_monthly", numbers.second_income),
        ("--cash", "household.savings", Some(numbers.cash)),
        ("--annual-rate", "loan.annual_rate", Some(numbers.annual_rate)),
        ("--months", "loan.term_months", Some(f64::from(numbers.months))),
        ("--spending", "household.savings", numbers.spending),
    ];
    let mut found: Vec<Told> =
        checked.into_iter().filter_map(|(option, key, value)| outside(option, key, value?)).collect();
    if found.is_empty() {
        found.extend(no_income(numbers).or_else(|| too_much_spent(numbers)));
        found.extend(too_little_cash(numbers, buying_cost_frac));
    }
    found
}

fn outside(option: &str, key: &str, value: f64) -> Option<Told> {
    let facts = key_facts(key).into_iter().next()?;
    if facts.range.contains(value) {
        return None;
    }
    let (_, high) = facts.range.ends();
    let is_percent = high <= 1.0 && value >= 1.0 && facts.range.contains(value / 100.0);
    let (range, share) = (&facts.range, value / 100.0);
    Some(match is_percent {
        true => told!(
            "{option} {value} is not in {range}; {value}% is written {share}",
            "{option} {value} 不在 {range} 之内；{value}% 写作 {share}"
        ),
        false => told!("{option} {value} is not in {range}", "{option} {value} 不在 {range} 之内"),
    })
}

fn no_income(numbers: &Numbers) -> Option<Told> {
    let total = numbers.income + numbers.second_income.unwrap_or(0.0);
    (total <= 0.0).then(|| {
        told!(
            "--income 0: a household without income can pay no instalment",
            "--income 0：没有收入的家庭付不起任何月供"
        )
    })
}

/// Spending as a share of income is a key of the study.
fn too_much_spent(numbers: &Numbers) -> Option<Told> {
    let total = numbers.income + numbers.second_income.unwrap_or(0.0);
    let (share, most) = (numbers.spending? / total, 2.0);
    (share > most).then(|| {
        told!(
            "--spending is {share:.1} times the income; at most {most} times is allowed",
            "--spending 是收入的 {share:.1} 倍；最多 {most} 倍"
        )
    })
}

fn too_little_cash(numbers: &Numbers, buying_cost_frac: f64) -> Option<Told> {
    let (down, costs) = (numbers.price * numbers.down_payment, numbers.price * buying_cost_frac);
    let whole = |amount: f64| with_separators(&format!("{amount:.0}"));
    (numbers.cash < down + costs).then(|| {
        told!(
            "--cash {} does not cover the down payment of {} and buying costs of {}: {} are missing; a smaller \
             --down-payment or --price, or more cash, would do",
            "--cash {} 不够支付首付 {} 和购房费用 {}：还差 {}；可降低 --down-payment 或 --price，或增加现金",
            whole(numbers.cash),
            whole(down),
            whole(costs),
            whole(down + costs - numbers.cash)
        )
    })
}
