//! What cannot stand beside `[portfolio]`: what is part of a purchase, which is past, and what a tape cannot tell yet.

use super::tables::{Broken, Tables};
use crate::household::{CashKind, Underwriting};
use crate::loan::MethodKind;

/// Every table and key of it.
pub(super) fn check(tables: &Tables, broken: &mut Vec<Broken>) {
    if let Some(Some(asked)) = &tables.tables {
        let twice = asked.by().iter().enumerate().find(|(at, by)| asked.by()[..*at].contains(by));
        if let Some((at, by)) = twice {
            broken.push(Broken::value(
                format!("tables.by[{at}]"),
                format!("stands twice: {} is there already", by.name()),
            ));
        }
        if asked.by.is_some() && matches!(tables.portfolio, Some(None)) {
            broken.push(Broken::value("tables.by", "cuts a tape of loans, and there is no [portfolio]"));
        }
    }
    if let (Some(Some(_)), Some(None)) = (&tables.stages, &tables.portfolio) {
        broken.push(Broken::value("stages", "is of the loans of a tape, and there is no [portfolio]"));
    }
    if !matches!(tables.portfolio, Some(Some(_))) {
        return;
    }
    let mut refuse = |is: bool, key: &str, why: &str| {
        if is {
            broken.push(Broken::value(key, format!("cannot stand beside [portfolio]: {why}")));
        }
    };
    if let Some(loan) = &tables.loan {
        let not_yet = "what a row holds of it is not read yet";
        refuse(loan.on_book.is_some(), "loan.on_book", "every row says how long its loan is on book");
        refuse(!loan.tranches().is_empty(), "loan.tranche", not_yet);
        refuse(loan.rollover.is_some(), "loan.rollover", not_yet);
        refuse(loan.interest_only_months.is_some(), "loan.interest_only_months", not_yet);
        refuse(loan.balloon_frac.is_some(), "loan.balloon_frac", not_yet);
        let changes = loan.spread_changes.iter().flatten();
        let (by_date, by_month): (Vec<_>, Vec<_>) = changes.map(|change| change.date).partition(Option::is_some);
        let why =
            "changes by month and by date come in another order for loans of another age; write all by one of them";
        refuse(!by_date.is_empty() && !by_month.is_empty(), "loan.spread_changes", why);
        refuse(loan.method == MethodKind::Hybrid, "loan.method", "a row holds no month of the switch yet");
    }
    if let Some(household) = &tables.household {
        let why = "savings are those of a purchase, which is past; write cash_mode = \"months\" or \"amount\"";
        refuse(household.region.is_some(), "household.region", "every row says in which region its home is");
        refuse(household.cash_mode == CashKind::Savings, "household.cash_mode", why);
    }
    if let Some(Some(underwriting)) = &tables.underwriting {
        refuse(*underwriting != Underwriting::default(), "underwriting", "every loan was granted already");
    }
    refuse(matches!(tables.insurance, Some(Some(_))), "insurance", "which loans are insured is not read yet");
    if let Some(off_plan) = &tables.off_plan {
        refuse(off_plan.is_on(), "off_plan", "which homes are not delivered yet is not read yet");
    }
}
