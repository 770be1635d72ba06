//! A household on the day it buys, equations (12) to (15).

use super::copula::OriginationCorrelation;
use super::obligations::OwnedHomes;
use super::origination_draws::{Attribute, OriginationDraws};
use super::table::{Cash, Household, Income};
use super::underwriting::{Application, Refusal, Underwriting};
use crate::loan::{Loan, to_grain, to_grain_above_zero};
use crate::random::Distribution;

/// What a household buys on, beside its own means.
#[derive(Clone, Copy, Debug)]
pub struct Terms<'a> {
    /// The loan it is offered.
    pub loan: &'a Loan,
    /// First instalment of a loan of 1.
    pub unit_first_instalment: f64,
    /// Whom the lender refuses.
    pub underwriting: &'a Underwriting,
    /// θ of owner-occupiers; `None`: they never walk away.
    pub walk_away_threshold: Option<&'a Distribution>,
    /// θ of investors; `None`: as owner-occupiers.
    pub investor_walk_away_threshold: Option<&'a Distribution>,
}

/// A household at origination. Money in currency units, whole numbers of grains, equation (160).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Origination {
    /// Price paid.
    pub home_price: f64,
    /// Loan.
    pub loan: f64,
    /// Buying costs, paid in cash.
    pub buying_costs: f64,
    /// Wage when employed.
    pub wage: f64,
    /// Essential spending a month.
    pub essential: f64,
    /// Discretionary spending a month.
    pub discretionary: f64,
    /// Need a month: spending and the instalment at the reference down payment, equation (13).
    pub need: f64,
    /// Cash after closing; negative for a household to be refused.
    pub cash: f64,
    /// Limit of the credit line.
    pub credit_limit: f64,
    /// θ; infinite for a household that never walks away.
    pub walk_away_threshold: f64,
    /// Whether it is an investor's home.
    pub is_investor: bool,
    /// First instalment.
    pub instalment: f64,
    /// Service of other debts a month.
    pub other_debt_service: f64,
    /// Last month of that service.
    pub other_debt_last_month: u32,
    /// Other homes.
    pub other_homes: Option<OwnedHomes>,
    /// Rent a month if the home is let.
    pub rent: f64,
    /// What the family gives once.
    pub family_help: f64,
    /// Why it could not buy, if it could not.
    pub refusal: Option<Refusal>,
}

impl Origination {
    /// Whether the household could not buy.
    pub fn is_refused(&self) -> bool {
        self.refusal.is_some()
    }
}

impl Terms<'_> {
    fn threshold(&self, is_investor: bool, draws: &mut OriginationDraws<'_>) -> f64 {
        let investor = self.investor_walk_away_threshold.filter(|_| is_investor);
        let threshold = investor.or(self.walk_away_threshold);
        threshold.map_or(f64::INFINITY, |threshold| draws.draw(threshold, Attribute::WalkAwayThreshold))
    }
}

impl Household {
    /// Whether anybody can be refused: savings may fall short, or the lender has a rule.
    pub fn can_refuse(&self, underwriting: &Underwriting) -> bool {
        matches!(self.cash(), Cash::Savings(_)) || *underwriting != Underwriting::default()
    }

    /// Draws a household.
    pub fn originate(&self, terms: Terms<'_>, draws: &mut OriginationDraws<'_>) -> Origination {
        let Terms { loan, unit_first_instalment, underwriting, .. } = terms;
        let correlation = self.correlation.filter(OriginationCorrelation::is_on);
        let home_price = to_grain_above_zero(draws.draw(&self.home_price, Attribute::HomePrice));
        let wage = to_grain(match self.income() {
            Income::Monthly(income) => draws.draw_income(income, correlation),
            Income::PriceToIncomeYears(ratio) => home_price / (12.0 * draws.draw_income(ratio, correlation)),
        });
        let essential = to_grain(wage * draws.draw(&self.essential_spending_frac, Attribute::Essential));
        let discretionary = to_grain(wage * draws.draw(&self.discretionary_spending_frac, Attribute::Discretionary));

        let appraisal_ratio = draws.draw(&loan.appraisal_ratio, Attribute::AppraisalRatio);
        let lendable = to_grain(home_price * if appraisal_ratio < 1.0 { appraisal_ratio } else { 1.0 });
        let down_payment = draws.draw(&loan.down_payment, Attribute::DownPayment);
        let amount = to_grain(lendable * (1.0 - down_payment));
        let buying_costs = to_grain(home_price * draws.draw(&loan.buying_cost_frac, Attribute::BuyingCosts));
        let reference_loan = to_grain(lendable * (1.0 - self.reference_down_payment));
        let need = essential + discretionary + to_grain(reference_loan * unit_first_instalment);
        let cash = match self.cash() {
            Cash::Months(months) => to_grain(draws.draw_cash(months, correlation) * need),
            Cash::Amount(amount) => to_grain(draws.draw_cash(amount, correlation)),
            Cash::Savings(savings) => {
                to_grain(draws.draw_cash(savings, correlation)) - (home_price - amount) - buying_costs
            }
        };
        let is_investor = self.investor_frac > 0.0 && draws.uniform(Attribute::Investor) < self.investor_frac;
        let mut origination = Origination {
            home_price,
            loan: amount,
            buying_costs,
            wage,
            essential,
            discretionary,
            need,
            cash,
            credit_limit: to_grain(wage * draws.draw(&self.credit_limit_months_of_income, Attribute::CreditLimit)),
            walk_away_threshold: terms.threshold(is_investor, draws),
            is_investor,
            instalment: to_grain(amount * unit_first_instalment),
            other_debt_service: 0.0,
            other_debt_last_month: 0,
            other_homes: self.other_homes.as_ref().and_then(|homes| homes.drawn(home_price, wage, draws)),
            rent: 0.0,
            family_help: 0.0,
            refusal: None,
        };
        if let Some(debts) = &self.other_debts {
            let service_frac = draws.draw(&debts.service_frac, Attribute::OtherDebtService);
            origination.other_debt_service = to_grain(wage * service_frac);
            origination.other_debt_last_month = debts.last_month(draws);
        }
        if let Some(letting) = &self.letting {
            let rent_yield_annual = draws.draw(&letting.rent_yield_annual, Attribute::RentYield);
            origination.rent = to_grain(home_price * rent_yield_annual / 12.0);
        }
        if let Some(help) = &self.family_help {
            origination.family_help = to_grain(need * draws.draw(&help.months, Attribute::FamilyHelp));
        }
        origination.refusal = underwriting.refusal(&Application {
            down_payment,
            is_second_home: is_investor || origination.other_homes.is_some(),
            building_age_years: match &underwriting.building_age_years {
                Some(years) => draws.draw(years, Attribute::BuildingAge),
                None => 0.0,
            },
            term_months: loan.term_months,
            instalment: origination.instalment,
            other_debt_service: origination.other_debt_service,
            wage,
            cash,
            need,
        });
        origination
    }
}
