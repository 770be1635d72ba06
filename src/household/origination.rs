//! A household on the day it buys, equations (12) to (15).

use super::budget::positive;
use crate::loan::LoanParameters;
use crate::random::philox::Words;
use crate::random::{Distribution, Purpose, Streams, Uniforms, Who};

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
}

/// Attributes drawn at origination: the slots of their streams.
#[derive(Clone, Copy, Debug)]
#[repr(u8)]
pub enum Attribute {
    /// Price of the home.
    HomePrice = 0,
    /// Wage or price-to-income.
    Income = 1,
    /// Essential spending.
    Essential = 2,
    /// Discretionary spending.
    Discretionary = 3,
    /// Investor or owner-occupier.
    Investor = 4,
    /// Cash.
    Cash = 5,
    /// Credit limit.
    CreditLimit = 6,
    /// Down payment.
    DownPayment = 7,
    /// Appraisal ratio.
    AppraisalRatio = 8,
    /// Buying costs.
    BuyingCosts = 9,
    /// Walk-away threshold.
    WalkAwayThreshold = 10,
}

/// The draws of one household, each made when first asked for and then common to all cells.
pub struct OriginationDraws<'a> {
    streams: &'a Streams,
    who: Who,
    words: [Option<Words>; 11],
}

impl<'a> OriginationDraws<'a> {
    /// Draws of a household of a world.
    pub fn new(streams: &'a Streams, who: Who) -> Self {
        Self { streams, who, words: [None; 11] }
    }

    fn words(&mut self, attribute: Attribute) -> Words {
        let slot = attribute as u8;
        *self.words[slot as usize].get_or_insert_with(|| self.streams.words(self.who, Purpose::Origination, slot, 0))
    }

    fn draw(&mut self, law: &Distribution, attribute: Attribute) -> f64 {
        match law.constant() {
            Some(value) => value,
            None => law.sample(self.words(attribute)),
        }
    }
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
}

impl Origination {
    /// Whether savings did not cover the purchase.
    pub fn is_refused(&self) -> bool {
        self.cash < 0.0
    }
}

impl HouseholdParameters {
    /// Whether a household is an investor, with other homes than this one.
    pub fn is_investor(&self, streams: &Streams, who: Who) -> bool {
        self.investor_frac > 0.0
            && streams.uniforms(who, Purpose::Origination, Attribute::Investor as u8, 0).first < self.investor_frac
    }

    /// Draws a household. `unit_first_instalment` is the first instalment of a loan of 1.
    pub fn originate(
        &self,
        loan: &LoanParameters,
        unit_first_instalment: f64,
        draws: &mut OriginationDraws<'_>,
    ) -> Origination {
        let home_price = draws.draw(&self.home_price, Attribute::HomePrice);
        let wage = match &self.income {
            IncomeSource::Monthly(law) => draws.draw(law, Attribute::Income),
            IncomeSource::PriceToIncomeYears(law) => home_price / (12.0 * draws.draw(law, Attribute::Income)),
        };
        let essential = wage * draws.draw(&self.essential_spending_frac, Attribute::Essential);
        let discretionary = wage * draws.draw(&self.discretionary_spending_frac, Attribute::Discretionary);

        let appraisal_ratio = draws.draw(&loan.appraisal_ratio, Attribute::AppraisalRatio);
        let lendable = home_price * if appraisal_ratio < 1.0 { appraisal_ratio } else { 1.0 };
        let amount = lendable * (1.0 - draws.draw(&loan.down_payment, Attribute::DownPayment));
        let buying_costs = home_price * draws.draw(&loan.buying_cost_frac, Attribute::BuyingCosts);
        let reference_loan = lendable * (1.0 - self.reference_down_payment);
        let need = essential + discretionary + reference_loan * unit_first_instalment;
        let cash = match &self.cash {
            CashMode::Months(law) => draws.draw(law, Attribute::Cash) * need,
            CashMode::Amount(law) => draws.draw(law, Attribute::Cash),
            CashMode::Savings(law) => draws.draw(law, Attribute::Cash) - (home_price - amount) - buying_costs,
        };
        Origination {
            home_price,
            loan: amount,
            buying_costs,
            wage,
            essential,
            discretionary,
            need,
            cash,
            credit_limit: positive(wage * draws.draw(&self.credit_limit_months_of_income, Attribute::CreditLimit)),
            walk_away_threshold: self.threshold(draws),
        }
    }

    fn threshold(&self, draws: &mut OriginationDraws<'_>) -> f64 {
        let (owner, investor) = (&self.walk_away_threshold, &self.investor_walk_away_threshold);
        let is_investor = investor.is_some()
            && self.investor_frac > 0.0
            && Uniforms::from_words(draws.words(Attribute::Investor)).first < self.investor_frac;
        let law = if is_investor { investor } else { owner };
        law.as_ref().map_or(f64::INFINITY, |law| draws.draw(law, Attribute::WalkAwayThreshold))
    }
}
