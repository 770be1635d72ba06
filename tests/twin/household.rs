//! METHOD §3: one household at origination.

use super::draws::{ORIGINATION, Stream, inverse_normal, normal_cdf};
use super::foreclosure::whole_months;
use super::loan::first_instalment;
use super::outcome::FinalState;
use super::parameters::{Cash, Income, Parameters};
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
    /// Service of other debts, and its last month.
    pub other_debt: (f64, usize),
    /// Cash flow and liquidation value of other homes.
    pub other_homes: Option<(f64, f64)>,
    pub family_help: f64,
    /// Rent of the home.
    pub rent: f64,
    pub refused: Option<FinalState>,
}

impl Household {
    pub fn draw(p: &Parameters, world: &World, stream: Stream) -> Household {
        let attribute = |slot: u32| stream.uniform(ORIGINATION, slot, 0);

        let extras = &p.household.extras;
        let (u_income, u_cash) = correlated(extras.correlation, [attribute(0), attribute(1), attribute(5)]);
        let price = p.household.home_price.sample(attribute(0));
        let wage = match &p.household.income {
            Income::PriceToIncomeYears(law) => price / (12.0 * law.sample(u_income)),
            Income::Monthly(law) => law.sample(u_income),
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

        let rate = p.loan.rate.at(world.policy_rate[0]);
        // (12)
        let loan_at = |down_payment: f64| appraisal_ratio.min(1.0) * price * (1.0 - down_payment);
        let loan = loan_at(down_payment);
        let down_payment_paid = price - loan;
        // (13)
        let reference_loan = loan_at(p.household.reference_down_payment);
        let need = essential + discretionary + first_instalment(p.loan.method, p.loan.term, rate, reference_loan);
        // (14)
        let opening_cash = match &p.household.cash {
            Cash::Months(law) => law.sample(u_cash) * need,
            Cash::Amount(law) => law.sample(u_cash),
            Cash::Savings(law) => law.sample(u_cash) - down_payment_paid - buying_costs,
        };
        let other_debt = extras.other_debts.as_ref().map_or((0.0, 0), |debts| {
            (debts.service.sample(attribute(14)) * wage, whole_months(debts.months.sample(attribute(15))))
        });
        let other_homes = extras
            .other_homes
            .as_ref()
            .filter(|homes| attribute(16) < homes.owner_frac)
            .map(|homes| (homes.cash_flow.sample(attribute(17)) * wage, homes.value.sample(attribute(18)) * price));
        // (60)
        let rules = &p.underwriting;
        let minimum = if investor || other_homes.is_some() { rules.minimum_second } else { rules.minimum_first };
        let age = rules.building_age.as_ref().map_or(0.0, |law| law.sample(attribute(13)));
        let instalment = first_instalment(p.loan.method, p.loan.term, rate, loan);
        let refused = if opening_cash < 0.0 {
            Some(FinalState::RefusedCash)
        } else if minimum.is_some_and(|minimum| down_payment < minimum) {
            Some(FinalState::RefusedDownPayment)
        } else if rules.maximum_age_and_term.is_some_and(|most| age + p.loan.term as f64 / 12.0 > most) {
            Some(FinalState::RefusedBuildingAge)
        } else if rules.maximum_dsti.is_some_and(|most| instalment + other_debt.0 > most * wage) {
            Some(FinalState::RefusedDsti)
        } else if rules.minimum_buffer_months.is_some_and(|months| opening_cash < months * need) {
            Some(FinalState::RefusedBuffer)
        } else {
            None
        };
        Household {
            investor,
            other_debt,
            other_homes,
            family_help: extras.family_help.as_ref().map_or(0.0, |law| law.sample(attribute(19)) * need),
            rent: extras.letting.as_ref().map_or(0.0, |it| it.rent_yield.sample(attribute(20)) * price / 12.0),
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
            refused,
        }
    }
}

/// (58) u of income and cash, given u of price, income and cash and the correlations of their normal scores.
fn correlated([price_income, price_cash, income_cash]: [f64; 3], u: [f64; 3]) -> (f64, f64) {
    if price_income == 0.0 && price_cash == 0.0 && income_cash == 0.0 {
        return (u[1], u[2]);
    }
    let c = [[1.0, price_income, price_cash], [price_income, 1.0, income_cash], [price_cash, income_cash, 1.0]];
    let x = u.map(inverse_normal);
    let mut a = [[0.0_f64; 3]; 3];
    let mut joined = [0.0; 3];
    for i in 0..3 {
        for j in 0..=i {
            let sum: f64 = (0..j).map(|k| a[i][k] * a[j][k]).sum();
            a[i][j] = if i == j { (c[i][i] - sum).sqrt() } else { (c[i][j] - sum) / a[j][j] };
        }
        joined[i] = normal_cdf((0..=i).map(|k| a[i][k] * x[k]).sum());
    }
    (joined[1], joined[2])
}
