//! Amounts of money that a study's results can hold: sums of cents over the households of a world and all months must fit
//! into 64 bits, and a home must cost more than a cent. What chance makes of a single path beyond that is kept apart
//! (`outcome::kept`).

use super::tables::{Broken, Tables};
use crate::foreclosure::RecourseParameters;
use crate::household::CashKind;
use crate::outcome::kept::most_cents;
use crate::random::Distribution;
use crate::told::{Told, told};

/// What of a cell's money the results cannot hold.
pub(super) fn check(tables: &Tables, broken: &mut Vec<Broken>) {
    let (Some(study), Some(household)) = (&tables.study, &tables.household) else { return };
    let (Some(foreclosure), Some(recourse)) = (&tables.foreclosure, &tables.recourse) else { return };
    let households = u64::from(study.households);
    let collection = RecourseParameters::from(recourse).collection_months();
    let months = study.horizon_months.saturating_add(study.workout_tail_months).saturating_add(collection);
    let most = most_cents(households) as f64 / 100.0 / f64::from(months.max(1));
    let paths = (households as f64 * f64::from(study.worlds)).max(1.0);
    let highest = |drawn: &Distribution| drawn.quantile(1.0 - 0.5 / paths);
    let mut at_most = |key: &str, what: Told, amount: f64, is_itself: bool| {
        if amount > most || amount.is_nan() {
            let (up_to, amount) = (short(floor(most)), short(amount));
            let message = match is_itself {
                true => told!(
                    "is above {up_to}, up to which sums of cents over {households} households a world and {months} months fit into 64 bits",
                    "大于 {up_to}；不超过它时，每个情景世界 {households} 个家庭、{months} 个月的分值合计才不超出 64 位"
                ),
                false => told!(
                    "makes {what} of {amount}, above {up_to}, up to which sums of cents over {households} households a world and {months} months fit into 64 bits",
                    "使{what}达到 {amount}，大于 {up_to}；不超过它时，每个情景世界 {households} 个家庭、{months} 个月的分值合计才不超出 64 位"; what
                ),
            };
            let hint = told!(
                "count money in thousands, or take fewer households a world and more worlds",
                "请以千为货币单位，或减少每个情景世界的家庭数、增加情景世界数"
            );
            broken.push(Broken::value(key, message).hint(hint));
        }
    };
    let mut drawn_at_most = |key: &str, what: Told, drawn: &Distribution| {
        at_most(key, what, highest(drawn), drawn.constant().is_some());
    };
    drawn_at_most("household.home_price", told!("prices", "价格"), &household.home_price);
    if let Some(drawn) = &household.income_monthly {
        drawn_at_most("household.income_monthly", told!("incomes", "收入"), drawn);
    }
    match (household.cash_mode, &household.cash, &household.savings) {
        (CashKind::Amount, Some(drawn), _) => drawn_at_most("household.cash", told!("cash", "现金"), drawn),
        (CashKind::Savings, _, Some(drawn)) => drawn_at_most("household.savings", told!("savings", "积蓄"), drawn),
        _ => {}
    }
    let price = highest(&household.home_price);
    if let (Some(drawn), None, true) = (&household.price_to_income_years, &household.income_monthly, price <= most) {
        let income = price / (12.0 * drawn.quantile(0.5 / paths));
        at_most("household.price_to_income_years", told!("incomes", "收入"), income, false);
    }
    at_most("foreclosure.preservation_fee", told!("fees", "费用"), foreclosure.preservation_fee, true);
    if let Some(costs) = tables.loan.as_ref().and_then(|loan| loan.buying_costs.as_ref()) {
        at_most("loan.buying_costs.fixed_amount", told!("fees", "费用"), costs.fixed_amount, true);
    }
    if household.home_price.quantile(0.5) < 0.01 {
        let message =
            told!("makes prices under 0.01; amounts are kept in cents", "使价格低于 0.01；金额以分为最小单位");
        let hint = told!("count money in a smaller unit", "请用更小的货币单位");
        broken.push(Broken::value("household.home_price", message).hint(hint));
    }
}

/// The largest number of two digits that is not above a positive one.
fn floor(amount: f64) -> f64 {
    let unit = libm::pow(10.0, libm::floor(libm::log10(amount)) - 1.0);
    libm::floor(amount / unit) * unit
}

/// Two digits and a power of ten, as TOML takes it.
fn short(amount: f64) -> String {
    format!("{amount:.1e}")
}
