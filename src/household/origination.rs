//! A household on the day it buys, equations (12) to (15).

use super::budget::positive;
use super::copula::OriginationCopula;
use super::letting::Letting;
use super::obligations::{FamilyHelp, OtherDebts, OtherHomes, OwnedHomes};
use super::origination_draws::{Attribute, OriginationDraws};
use super::underwriting::{Application, Refusal, UnderwritingParameters};
use crate::loan::LoanParameters;
use crate::random::Distribution;

/// How cash after closing is set.
#[derive(Clone, Debug, PartialEq)]
pub enum CashMode {
    /// So many months of need, the same in every cell.
    Months(Distribution),
    /// An amount after closing.
    Amount(Distribution),
    /// Savings before the purchase; what is left is cash, and a negative rest refuses the household.
    Savings(Distribution),
}

/// Where income comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum IncomeSource {
    /// A month's wage.
    Monthly(Distribution),
    /// Price ÷ yearly income.
    PriceToIncomeYears(Distribution),
}

/// The households of a cell.
#[derive(Clone, Debug, PartialEq)]
pub struct HouseholdParameters {
    /// Price of the home.
    pub home_price: Distribution,
    /// Wage.
    pub income: IncomeSource,
    /// Share of households that are investors.
    pub investor_frac: f64,
    /// Cash after closing.
    pub cash: CashMode,
    /// Down payment at which need is measured.
    pub reference_down_payment: f64,
    /// Essential spending ÷ income at origination.
    pub essential_spending_frac: Distribution,
    /// Discretionary spending ÷ income at origination.
    pub discretionary_spending_frac: Distribution,
    /// Discretionary spending is cut while cash is under so many months of need.
    pub discretionary_cut_below_months: f64,
    /// Surplus fills cash up to so many months of need.
    pub buffer_target_months: f64,
    /// Share of the surplus beyond the target that is saved.
    pub saved_share: f64,
    /// Months of essential spending held back from debt payments.
    pub cash_minimum_months: f64,
    /// Credit limit ÷ monthly income.
    pub credit_limit_months_of_income: Distribution,
    /// Annual rate of the credit line.
    pub credit_rate_annual: f64,
    /// θ of owner-occupiers; `None`: they never walk away.
    pub walk_away_threshold: Option<Distribution>,
    /// θ of investors; `None`: as owner-occupiers.
    pub investor_walk_away_threshold: Option<Distribution>,
    /// Correlated draws of price, income and cash; `None`: independent.
    pub copula: Option<OriginationCopula>,
    /// Growth of spending a year, in steps at months 13, 25, ….
    pub spending_growth_annual: f64,
    /// Other debts.
    pub other_debts: Option<OtherDebts>,
    /// Other homes.
    pub other_homes: Option<OtherHomes>,
    /// A family that helps once.
    pub family_help: Option<FamilyHelp>,
    /// Rent from the home.
    pub letting: Option<Letting>,
    /// Whom the lender refuses.
    pub underwriting: UnderwritingParameters,
}

/// A household at origination. Money in currency units.
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

impl HouseholdParameters {
    /// Whether anybody can be refused: savings may fall short, or the lender has a rule.
    pub fn can_refuse(&self) -> bool {
        matches!(self.cash, CashMode::Savings(_)) || self.underwriting != UnderwritingParameters::default()
    }

    /// Draws a household. `unit_first_instalment` is the first instalment of a loan of 1.
    pub fn originate(
        &self,
        loan: &LoanParameters,
        unit_first_instalment: f64,
        draws: &mut OriginationDraws<'_>,
    ) -> Origination {
        let copula = self.copula.as_ref();
        let home_price = draws.draw(&self.home_price, Attribute::HomePrice);
        let wage = match &self.income {
            IncomeSource::Monthly(law) => draws.draw_income(law, copula),
            IncomeSource::PriceToIncomeYears(law) => home_price / (12.0 * draws.draw_income(law, copula)),
        };
        let essential = wage * draws.draw(&self.essential_spending_frac, Attribute::Essential);
        let discretionary = wage * draws.draw(&self.discretionary_spending_frac, Attribute::Discretionary);

        let appraisal_ratio = draws.draw(&loan.appraisal_ratio, Attribute::AppraisalRatio);
        let lendable = home_price * if appraisal_ratio < 1.0 { appraisal_ratio } else { 1.0 };
        let down_payment = draws.draw(&loan.down_payment, Attribute::DownPayment);
        let amount = lendable * (1.0 - down_payment);
        let buying_costs = home_price * draws.draw(&loan.buying_cost_frac, Attribute::BuyingCosts);
        let reference_loan = lendable * (1.0 - self.reference_down_payment);
        let need = essential + discretionary + reference_loan * unit_first_instalment;
        let cash = match &self.cash {
            CashMode::Months(law) => draws.draw_cash(law, copula) * need,
            CashMode::Amount(law) => draws.draw_cash(law, copula),
            CashMode::Savings(law) => draws.draw_cash(law, copula) - (home_price - amount) - buying_costs,
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
            credit_limit: positive(wage * draws.draw(&self.credit_limit_months_of_income, Attribute::CreditLimit)),
            walk_away_threshold: self.threshold(is_investor, draws),
            is_investor,
            instalment: amount * unit_first_instalment,
            other_debt_service: 0.0,
            other_debt_last_month: 0,
            other_homes: self.other_homes.as_ref().and_then(|homes| homes.drawn(home_price, wage, draws)),
            rent: 0.0,
            family_help: 0.0,
            refusal: None,
        };
        if let Some(debts) = &self.other_debts {
            origination.other_debt_service = wage * draws.draw(&debts.service_frac, Attribute::OtherDebtService);
            origination.other_debt_last_month = debts.last_month(draws);
        }
        if let Some(letting) = &self.letting {
            origination.rent = home_price * draws.draw(&letting.rent_yield_annual, Attribute::RentYield) / 12.0;
        }
        if let Some(help) = &self.family_help {
            origination.family_help = need * draws.draw(&help.months, Attribute::FamilyHelp);
        }
        origination.refusal = self.underwriting.refusal(&Application {
            down_payment,
            is_second_home: is_investor || origination.other_homes.is_some(),
            building_age_years: match &self.underwriting.building_age_years {
                Some(law) => draws.draw(law, Attribute::BuildingAge),
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

    fn threshold(&self, is_investor: bool, draws: &mut OriginationDraws<'_>) -> f64 {
        let (owner, investor) = (&self.walk_away_threshold, &self.investor_walk_away_threshold);
        let law = if is_investor && investor.is_some() { investor } else { owner };
        law.as_ref().map_or(f64::INFINITY, |law| draws.draw(law, Attribute::WalkAwayThreshold))
    }
}
