//! What follows consumer prices needs to know them.

use super::tables::{Broken, Tables};
use crate::told::told;

/// A key that follows inflation stands beside `[inflation]`.
pub(super) fn check(tables: &Tables, broken: &mut Vec<Broken>) {
    if !matches!(tables.inflation, Some(None)) {
        return;
    }
    let household = tables.household.as_ref();
    let follow = [
        ("household.wages.follow_inflation", household.and_then(|it| it.wages).and_then(|it| it.follow_inflation)),
        ("household.spending_follows_inflation", household.and_then(|it| it.spending_follows_inflation)),
        (
            "household.letting.rents_follow_inflation",
            household.and_then(|it| it.letting.as_ref()).and_then(|it| it.rents_follow_inflation),
        ),
        (
            "recourse.allowance_follows_inflation",
            tables.recourse.as_ref().and_then(|it| it.allowance_follows_inflation),
        ),
    ];
    for (key, _) in follow.into_iter().filter(|(_, follows)| *follows == Some(true)) {
        let hint = told!(
            "inflation = {{ kind = \"constant\", rate_annual = 0.02 }} is 2% a year",
            "inflation = {{ kind = \"constant\", rate_annual = 0.02 }} 表示每年 2%"
        );
        broken.push(
            Broken::value(key, told!("needs an [inflation] to follow", "需要 [inflation] 才能随之变动")).hint(hint),
        );
    }
}
