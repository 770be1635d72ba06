//! METHOD §3: one household at origination.

use super::draws::{ORIGINATION, Stream};
use super::loan::first_instalment;
use super::parameters::{Cash, ContractRate, Income, Parameters};
use super::world::World;

#[derive(Debug, Clone)]
pub struct Household {
    pub price: f64,
    /// Income while employed, per month.
    pub wage: f64,
    pub essential: f64,
    pub discretionary: f64,
    pub loan: f64,
    pub down_payment_paid: f64,
    pub buying_costs: f64,
    /// N: one month of spending and reference instalment.
    pub need: f64,
    pub opening_cash: f64,
    pub credit_limit: f64,
    /// Contract rate at origination, per year.
    pub rate: f64,
    /// θ; nobody walks without it.
    pub walk_away_threshold: Option<f64>,
    pub investor: bool,
    pub refused: bool,
}

impl Household {
    pub fn draw(p: &Parameters, world: &World, stream: Stream) -> Household {
        let attribute = |slot: u32| stream.uniform(ORIGINATION, slot, 0);

        let price = p.household.home_price.sample(attribute(0));
        let wage = match &p.household.income {
            Income::PriceToIncomeYears(law) => price / (12.0 * law.sample(attribute(1))),
            Income::Monthly(law) => law.sample(attribute(1)),
        };
        let essential = p.household.essential_frac.sample(attribute(2)) * wage;
        let discretionary = p.household.discretionary_frac.sample(attribute(3)) * wage;
        let investor = attribute(4) < p.household.investor_frac;
        let credit_limit = p.household.credit_limit_months.sample(attribute(6)) * wage; // (15)
        let down_payment = p.loan.down_payment.sample(attribute(7));
        let appraisal_ratio = p.loan.appraisal_ratio.sample(attribute(8));
        let buying_costs = p.loan.buying_cost_frac.sample(attribute(9)) * price;

        let threshold_law = match (&p.distress.investor_walk_away_threshold, investor) {
            (Some(law), true) => Some(law),
            _ => p.distress.walk_away_threshold.as_ref(),
        };
        let walk_away_threshold = threshold_law.map(|law| law.sample(attribute(10)));

        let rate = match p.loan.rate {
            ContractRate::Fixed(rate) => rate,
            ContractRate::Spread(spread) => world.policy_rate[0] + spread,
        };
        // (12)
        let loan_at = |down_payment: f64| appraisal_ratio.min(1.0) * price * (1.0 - down_payment);
        let loan = loan_at(down_payment);
        let down_payment_paid = price - loan;
        // (13)
        let reference_loan = loan_at(p.household.reference_down_payment);
        let need = essential + discretionary + first_instalment(p.loan.method, p.loan.term, rate, reference_loan);
        // (14)
        let opening_cash = match &p.household.cash {
            Cash::Months(law) => law.sample(attribute(5)) * need,
            Cash::Amount(law) => law.sample(attribute(5)),
            Cash::Savings(law) => law.sample(attribute(5)) - down_payment_paid - buying_costs,
        };
        Household {
            price,
            wage,
            essential,
            discretionary,
            loan,
            down_payment_paid,
            buying_costs,
            need,
            opening_cash,
            credit_limit,
            rate,
            walk_away_threshold,
            investor,
            refused: opening_cash < 0.0,
        }
    }
}
