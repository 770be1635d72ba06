//! Amounts of money that a study's results can hold: sums of cents over the households of a world and all months must fit
//! into 64 bits, and a home must cost more than a cent. What chance makes of a single path beyond that is kept apart
//! (`outcome::kept`).

use super::Cell;
use crate::config::{Document, Fault, Node};
use crate::household::{Cash, Income};
use crate::outcome::kept::most_cents;
use crate::random::Distribution;

/// Sizes that bound amounts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sizes {
    /// Households a world.
    pub households: u64,
    /// Worlds.
    pub worlds: u32,
    /// Months to the end of the workout tail.
    pub months: u32,
}

/// What of a cell's money the results cannot hold.
pub(super) fn check(cell: &Cell, sizes: Sizes, document: &Document) -> Vec<Fault> {
    let months = sizes.months + cell.recourse.collection_months();
    let most = most_cents(sizes.households) as f64 / 100.0 / f64::from(months.max(1));
    let paths = sizes.households as f64 * f64::from(sizes.worlds);
    let highest = |distribution: &Distribution| distribution.quantile(1.0 - 0.5 / paths);
    let lowest = |distribution: &Distribution| distribution.quantile(0.5 / paths);
    let mut faults = Vec::new();
    let mut at_most = |key: &str, what: &str, amount: f64| {
        if amount > most || amount.is_nan() {
            let allowed = format!(
                "above {}, up to which sums of cents over {} households a world and {months} months fit into 64 bits",
                short(floor(most)),
                sizes.households
            );
            let is_itself = document.at(key).and_then(Node::as_f64) == Some(amount);
            let message = if is_itself {
                format!("is {allowed}")
            } else {
                format!("makes {what} of {}, {allowed}", short(amount))
            };
            let hint = "count money in thousands, or take fewer households a world and more worlds".to_owned();
            faults.push(document.fault_at(key, &message, Some(hint)));
        }
    };
    let household = &cell.household;
    let price = highest(&household.home_price);
    at_most("household.home_price", "prices", price);
    match household.income() {
        Income::Monthly(income) => at_most("household.income_monthly", "incomes", highest(income)),
        Income::PriceToIncomeYears(ratio) if price <= most => {
            at_most("household.price_to_income_years", "incomes", price / (12.0 * lowest(ratio)));
        }
        Income::PriceToIncomeYears(_) => {}
    }
    match household.cash() {
        Cash::Months(_) => {}
        Cash::Amount(amount) => at_most("household.cash", "cash", highest(amount)),
        Cash::Savings(savings) => at_most("household.savings", "savings", highest(savings)),
    }
    at_most("foreclosure.preservation_fee", "fees", cell.foreclosure.preservation_fee);
    if household.home_price.quantile(0.5) < 0.01 {
        let message = "makes prices under 0.01; amounts are kept in cents";
        let hint = Some("count money in a smaller unit".to_owned());
        faults.push(document.fault_at("household.home_price", message, hint));
    }
    faults
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
