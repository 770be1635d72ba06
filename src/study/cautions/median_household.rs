//! A household in the middle of every distribution of a cell, to show how large something is.

use crate::household::{Cash, Income};
use crate::loan::{Lent, MOST_BESIDE, Repayment, TaxedHome};
use crate::random::Distribution;
use crate::study::{Cell, Study};

/// Amounts of a household whose every draw is the median of its distribution. Currency units, a month where they flow.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct MedianHousehold {
    /// Wage when everybody works.
    pub wage: f64,
    /// Main loan.
    pub loan: f64,
    /// Loans beside it.
    pub beside: [f64; MOST_BESIDE],
    /// First instalment of all loans.
    pub instalment: f64,
    /// Essential spending.
    pub essential: f64,
    /// Discretionary spending.
    pub discretionary: f64,
    /// Cash after closing; negative for one that could not buy.
    pub cash: f64,
}

impl MedianHousehold {
    /// The median household of a cell.
    pub fn of(study: &Study, cell: &Cell) -> Self {
        let (household, loan) = (&cell.household, &cell.loan);
        let price = household.home_price.median();
        let wage = match household.income() {
            Income::Monthly(income) => income.median(),
            Income::PriceToIncomeYears(ratio) => price / (12.0 * ratio.median()),
        };
        let essential = wage * household.essential_spending_frac.median();
        let discretionary = wage * household.discretionary_spending_frac.median();
        let lendable = price * loan.appraisal_ratio.median().min(1.0);
        let lent = |down_payment: f64| Lent::of(lendable * (1.0 - down_payment), price, &cell.beside);
        let of_median = lent(loan.down_payment.median());
        let amount = of_median.main + of_median.beside.iter().sum::<f64>();
        let policy_rate = |model: usize, month: usize| {
            study.world_models.policy_rate[model].0.known_annual(month as u32).unwrap_or_default()
        };
        let instalments = |lent: &Lent| {
            let amounts = std::iter::once(lent.main).chain(lent.beside);
            let first = |(amount, repayment): (f64, &Repayment)| {
                amount * repayment.unit_first_instalment(cell.rate_annual_of(repayment, 1, policy_rate) / 12.0)
            };
            amounts.zip(cell.repayments()).map(first).sum::<f64>()
        };
        let need = essential + discretionary + instalments(&lent(household.reference_down_payment));
        let cash = match household.cash() {
            Cash::Months(months) => months.median() * need,
            Cash::Amount(amount) => amount.median(),
            Cash::Savings(savings) => savings.median() - (price - amount) - buying_costs(cell, price),
        };
        let instalment = instalments(&of_median);
        Self { wage, loan: of_median.main, beside: of_median.beside, instalment, essential, discretionary, cash }
    }
}

/// Buying costs of a home whose every draw is the median of its distribution.
fn buying_costs(cell: &Cell, price: f64) -> f64 {
    let (household, loan) = (&cell.household, &cell.loan);
    let share = price * loan.buying_cost_frac.median();
    let owns_others = household.other_homes.as_ref().is_some_and(|homes| homes.owner_frac > 0.5);
    let parts = loan.buying_costs.as_ref().map(|costs| {
        costs.of(TaxedHome {
            price,
            area_m2: costs.area_m2.as_ref().map_or(0.0, Distribution::median),
            is_second: owns_others || household.investor_frac > 0.5,
            is_held_short: costs.vat.is_some_and(|vat| vat.held_under_two_years_frac > 0.5),
        })
    });
    share + parts.map_or(0.0, |parts| parts.total())
}
