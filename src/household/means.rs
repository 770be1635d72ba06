//! What a household brings to its purchase, whatever loan it is offered: price of the home, income, spending, obligations.

use super::copula::OriginationCorrelation;
use super::obligations::OwnedHomes;
use super::origination_draws::{Attribute, OriginationDraws};
use super::table::{Cash, Household, Income};
use crate::loan::{to_grain, to_grain_above_zero};

/// What a household brings to its purchase. Money in currency units, whole numbers of grains, equation (160), a month where it
/// flows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Means {
    /// Price of the home.
    pub home_price: f64,
    /// Wage when employed.
    pub wage: f64,
    /// Essential spending.
    pub essential: f64,
    /// Discretionary spending.
    pub discretionary: f64,
    /// What was drawn of cash, as the config gives it: months of need, an amount, or savings.
    pub cash_drawn: f64,
    /// Limit of the credit line.
    pub credit_limit: f64,
    /// Whether it buys as an investor.
    pub is_investor: bool,
    /// Service of other debts.
    pub other_debt_service: f64,
    /// Last month of that service.
    pub other_debt_last_month: u32,
    /// Other homes.
    pub other_homes: Option<OwnedHomes>,
    /// Rent if the home is let.
    pub rent: f64,
    /// What the family gives once, in months of need.
    pub family_help_months: Option<f64>,
}

impl Means {
    /// Whether lenders and tax offices see a second home: an investor's, or of an owner of other homes.
    pub fn buys_a_second_home(&self) -> bool {
        self.is_investor || self.other_homes.is_some()
    }

    /// Service of debts that a lender counts beside its own: other debts, and loans on other homes.
    pub fn all_other_service(&self) -> f64 {
        self.other_debt_service + self.other_homes.map_or(0.0, |homes| homes.service().0)
    }
}

impl Household {
    /// Draws what a household brings.
    pub fn means(&self, draws: &mut OriginationDraws<'_>) -> Means {
        let correlation = self.correlation.filter(OriginationCorrelation::is_on);
        let home_price = to_grain_above_zero(draws.draw(&self.home_price, Attribute::HomePrice));
        let wage = to_grain(match self.income() {
            Income::Monthly(income) => draws.draw_income(income, correlation),
            Income::PriceToIncomeYears(ratio) => home_price / (12.0 * draws.draw_income(ratio, correlation)),
        });
        let (Cash::Months(cash) | Cash::Amount(cash) | Cash::Savings(cash)) = self.cash();
        let mut means = Means {
            home_price,
            wage,
            essential: to_grain(wage * draws.draw(&self.essential_spending_frac, Attribute::Essential)),
            discretionary: to_grain(wage * draws.draw(&self.discretionary_spending_frac, Attribute::Discretionary)),
            cash_drawn: draws.draw_cash(cash, correlation),
            credit_limit: to_grain(wage * draws.draw(&self.credit_limit_months_of_income, Attribute::CreditLimit)),
            is_investor: self.investor_frac > 0.0 && draws.uniform(Attribute::Investor) < self.investor_frac,
            other_debt_service: 0.0,
            other_debt_last_month: 0,
            other_homes: self.other_homes.as_ref().and_then(|homes| homes.drawn(home_price, wage, draws)),
            rent: 0.0,
            family_help_months: self.family_help.as_ref().map(|help| draws.draw(&help.months, Attribute::FamilyHelp)),
        };
        if let Some(debts) = &self.other_debts {
            means.other_debt_service = to_grain(wage * draws.draw(&debts.service_frac, Attribute::OtherDebtService));
            means.other_debt_last_month = debts.last_month(draws);
        }
        if let Some(letting) = &self.letting {
            means.rent = to_grain(home_price * draws.draw(&letting.rent_yield_annual, Attribute::RentYield) / 12.0);
        }
        means
    }

    /// The keys that [`Household::means`] reads, and those that the purchase reads beside them: cells in which these agree
    /// share what comes of them. Every key is named here, so that a new one has to say where it is read.
    fn read_at_origination(&self) -> (impl PartialEq, impl PartialEq) {
        let Self {
            home_price,
            price_to_income_years,
            income_monthly,
            investor_frac,
            cash_mode,
            cash_months,
            cash,
            savings,
            reference_down_payment,
            essential_spending_frac,
            discretionary_spending_frac,
            discretionary_cut_below_months,
            buffer_target_months,
            cash_minimum_months,
            credit_limit_months_of_income,
            letting,
            other_debts,
            other_homes,
            family_help,
            correlation,
            home_volatility_annual: _,
            saved_share: _,
            floor_income_frac: _,
            benefit_frac: _,
            benefit_months: _,
            credit_rate_annual: _,
            spending_growth_annual: _,
            spending_follows_inflation: _,
            wages: _,
            second_earner: _,
            self_employment: _,
            illness: _,
            region: _,
            // What keys draw from it tells which it is.
            survey: _,
        } = self;
        let bought_by = (home_price, price_to_income_years, income_monthly, investor_frac, correlation);
        let paid_from = (cash_mode, cash_months, cash, savings, credit_limit_months_of_income);
        let rent_yield_annual = letting.as_ref().map(|letting| &letting.rent_yield_annual);
        let obligations = (rent_yield_annual, other_debts, other_homes, family_help);
        let means = (bought_by, paid_from, essential_spending_frac, discretionary_spending_frac, obligations);
        let counted_in_need = (discretionary_cut_below_months, buffer_target_months, cash_minimum_months);
        (means, (reference_down_payment, counted_in_need))
    }

    /// Whether the same household brings the same under both tables.
    pub fn brings_the_same(&self, other: &Household) -> bool {
        self.read_at_origination().0 == other.read_at_origination().0
    }

    /// Whether the same household also makes the same of it, on the same terms.
    pub fn buys_the_same(&self, other: &Household) -> bool {
        self.brings_the_same(other) && self.read_at_origination().1 == other.read_at_origination().1
    }
}
