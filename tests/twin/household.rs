//! METHOD §3: one household at origination.

use super::config::Config;
use super::draws::{ORIGINATION, Stream, inverse_normal, normal_cdf};
use super::foreclosure::whole_months;
use super::lenders::{Terms, amounts, first_instalments};
use super::money::{LEAST, Money, NONE};
use super::mortgaged::Mortgaged;
use super::outcome::FinalState;
use super::rate::on_book;
use super::world::World;

#[derive(Debug, Clone)]
pub struct Household {
    pub price: Money,
    /// (210) What the home is worth in month 0.
    pub home_value: Money,
    /// Of the loan, before month 0.
    pub repaid_before: Money,
    /// Income while employed, per month.
    pub wage: Money,
    pub essential: Money,
    pub discretionary: Money,
    /// The main loan, A_0.
    pub loan: Money,
    /// A_0, A_1, …
    pub lent: Vec<Money>,
    /// Price less all loans, but for a premium in them.
    pub down_payment_paid: Money,
    /// (174) Largest claim ÷ debt at default; 0 for a loan that is not insured.
    pub insured_frac: f64,
    /// (175) The premium, what of it was added to the loan, and what the household pays each year.
    pub premium: Money,
    pub financed: Money,
    pub yearly_premium: Money,
    pub buying_costs: Money,
    /// N: one month of spending and reference instalment.
    pub need: Money,
    pub opening_cash: Money,
    pub credit_limit: Money,
    /// Contract rate at origination, per year.
    pub rate: f64,
    /// θ; nobody walks without it.
    pub walk_away_threshold: Option<f64>,
    pub investor: bool,
    /// Service of other debts, and its last month.
    pub other_debt: (Money, usize),
    /// Cash flow and liquidation value of other homes.
    pub other_homes: Option<(Money, Money)>,
    /// (217) Those with loans of their own.
    pub mortgaged: Option<Mortgaged>,
    pub family_help: Money,
    /// Rent of the home.
    pub rent: Money,
    pub refused: Option<FinalState>,
}

impl Household {
    pub fn draw(config: &Config, world: &World, stream: Stream) -> Household {
        let attribute = |slot: u32| stream.uniform(ORIGINATION, slot, 0);
        // (330), (331)
        let households = config.whole("study.households") as u64;
        let row = config.survey().map(|survey| survey.row(attribute(26), stream.household, households));
        let draw_of = |key: &str, u: f64| config.draw_of(key, u, row);

        let correlation = ["price_income", "price_cash", "income_cash"]
            .map(|key| config.maybe_number(&format!("household.correlation.{key}")).unwrap_or(0.0));
        let (u_income, u_cash) = correlated(correlation, [attribute(0), attribute(1), attribute(5)]);
        let price = Money::of(draw_of("household.home_price", attribute(0))).max(LEAST);
        let wage = Money::of(if config.has("household.income_monthly") {
            draw_of("household.income_monthly", u_income)
        } else {
            price.units() / (12.0 * draw_of("household.price_to_income_years", u_income))
        });
        let essential = wage.times(draw_of("household.essential_spending_frac", attribute(2)));
        let discretionary = wage.times(draw_of("household.discretionary_spending_frac", attribute(3)));
        let investor = attribute(4) < config.number("household.investor_frac");
        let credit_limit = wage.times(draw_of("household.credit_limit_months_of_income", attribute(6))); // (15)
        let down_payment = draw_of("loan.down_payment", attribute(7));
        let appraisal_ratio = config.draw("loan.appraisal_ratio", attribute(8));
        let mut buying_costs = price.times(config.draw("loan.buying_cost_frac", attribute(9)));

        let of_investors = "distress.investor_walk_away_threshold";
        let threshold =
            if investor && config.has(of_investors) { of_investors } else { "distress.walk_away_threshold" };
        let walk_away_threshold = config.has(threshold).then(|| config.draw(threshold, attribute(10)));

        let terms = Terms::all(config);
        let rate = terms[0].contract_rate(world.policy_rate[0]).annual(1 + on_book(config));
        let repayment = terms[0].repayment();
        let term = terms[0].term_months();
        // (12)
        let lendable = price.times(appraisal_ratio.min(1.0));
        let loan_at = |down_payment: f64| lendable.times(1.0 - down_payment);
        // (234) What a row of a tape holds in place of what is drawn.
        let of_row = |key: &str| config.maybe_number(&format!("row.{key}")).map(Money::of);
        // (227)
        let mut lent = amounts(&terms, of_row("lent").unwrap_or_else(|| loan_at(down_payment)), price);
        let down_payment_paid = price - lent.iter().copied().sum::<Money>();
        let loan = lent[0];
        // (174), (175)
        let of_first_rank = |(terms, _): &(&Terms, &Money)| terms.is_secured() && terms.priority() == 1;
        let insured_with: Money = terms.iter().zip(&lent).filter(of_first_rank).map(|(_, &amount)| amount).sum();
        let ltv = insured_with.units() / lendable.units();
        let insurance = config.table("insurance").filter(|terms| ltv > terms.number("threshold_ltv"));
        let insured_frac = insurance.map_or(0.0, |terms| (ltv - terms.number("threshold_ltv")).max(0.0) / ltv);
        let premium = insurance.map_or(NONE, |terms| loan.times(terms.number("premium_frac")));
        let household_pays = insurance.is_some_and(|terms| terms.text("premium_payer") == "household");
        let own = if household_pays { premium } else { NONE };
        let once = insurance.is_some_and(|terms| terms.text("premium") == "once");
        let financed =
            if once && insurance.is_some_and(|terms| terms.is_true("premium_financed")) { own } else { NONE };
        let (premium_at_purchase, yearly_premium) = if once { (own, NONE) } else { (NONE, own) };
        let loan = loan + financed;
        lent[0] = loan;
        // (13)
        let mut reference = amounts(&terms, loan_at(config.number("household.reference_down_payment")), price);
        reference[0] = reference[0].or_nothing();
        let need = essential + discretionary + first_instalments(&terms, world.policy_rate[0], &reference);
        let other_debt = config.table("household.other_debts").map_or((NONE, 0), |_| {
            let service = wage.times(draw_of("household.other_debts.service_frac", attribute(14)));
            (service, whole_months(draw_of("household.other_debts.months", attribute(15))))
        });
        let other_homes = config
            .table("household.other_homes")
            .filter(|homes| attribute(16) < homes.number("owner_frac"))
            .map(|homes| {
                let value = price.times(homes.draw("liquidation_value_frac", attribute(18)));
                (wage.times(homes.draw("cash_flow_frac", attribute(17))), value)
            });
        let mortgaged = other_homes.and_then(|_| {
            let terms = config.table("household.other_homes.mortgaged")?;
            Some(Mortgaged::of(terms, price, attribute(24), attribute(25)))
        });
        // (171)
        let second_home = investor || other_homes.is_some();
        if let Some(costs) = config.table("loan.buying_costs") {
            let area = if costs.has("area_m2") { costs.draw("area_m2", attribute(21)) } else { 0.0 };
            let bands = costs.tables("deed_tax");
            let band = bands.iter().find(|band| band.maybe_number("up_to_m2").is_none_or(|end| area <= end));
            if let Some(band) = band {
                let key = if second_home { "second_home_frac" } else { "first_home_frac" };
                buying_costs += price.times(band.number(key));
            }
            if let Some(vat) = costs.table("vat")
                && attribute(22) < vat.number("held_under_two_years_frac")
            {
                buying_costs += price.times(vat.number("frac"));
            }
            buying_costs += price.times(costs.number("agency_frac")) + Money::of(costs.number("fixed_amount"));
        }
        buying_costs += premium_at_purchase;
        // (14)
        let opening_cash = match config.text("household.cash_mode") {
            // (240)
            _ if config.has("row.at_minimum") => essential.times(config.number("household.cash_minimum_months")),
            "months" => need.times(draw_of("household.cash_months", u_cash)),
            "amount" => Money::of(draw_of("household.cash", u_cash)),
            "savings" => Money::of(draw_of("household.savings", u_cash)) - down_payment_paid - buying_costs + financed,
            mode => panic!("{mode}"),
        };
        // (60)
        let rule = |key: &str| config.maybe_number(&format!("underwriting.{key}"));
        let minimum =
            rule(if second_home { "minimum_down_payment_second_home" } else { "minimum_down_payment_first_home" });
        let building_age = "underwriting.building_age_years";
        let age = if config.has(building_age) { config.draw(building_age, attribute(13)) } else { 0.0 };
        let instalment = first_instalments(&terms, world.policy_rate[0], &lent);
        let all_others = other_debt.0 + mortgaged.as_ref().map_or(NONE, |homes| homes.service.0);
        // (222)
        let insurable = config.table("insurance").is_none_or(|terms| {
            let ceiling = terms.maybe_number("ceiling_ltv").is_none_or(|most| insured_with <= lendable.times(most));
            let dear = terms.maybe_number("maximum_price").is_some_and(|most| price > Money::of(most));
            ltv <= terms.number("threshold_ltv") || ceiling && !dear
        });
        let refused = if opening_cash < NONE {
            Some(FinalState::RefusedCash)
        } else if minimum.is_some_and(|minimum| down_payment < minimum) || !insurable {
            Some(FinalState::RefusedDownPayment)
        } else if rule("maximum_age_and_term_years").is_some_and(|most| age + term as f64 / 12.0 > most) {
            Some(FinalState::RefusedBuildingAge)
        } else if rule("maximum_dsti").is_some_and(|most| instalment + all_others > wage.times(most)) {
            Some(FinalState::RefusedDsti)
        } else if rule("minimum_buffer_months").is_some_and(|months| opening_cash < need.times(months)) {
            Some(FinalState::RefusedBuffer)
        } else {
            None
        };
        // (210)
        let home_value = config.table("loan.on_book").map_or(price, |on_book| {
            let (sd, q) = (config.number("household.home_volatility_annual"), on_book.whole("months") as f64);
            let walk = -sd * sd / 24.0 * q + sd * (q / 12.0).sqrt() * inverse_normal(attribute(23));
            Money::of(price.units() * on_book.number("index_ratio") * walk.exp()).max(LEAST)
        });
        let home_value = of_row("value").map_or(home_value, |value| value.max(LEAST));
        Household {
            investor,
            other_debt,
            other_homes,
            mortgaged,
            family_help: config
                .table("household.family_help")
                .map_or(NONE, |_| need.times(draw_of("household.family_help.months", attribute(19)))),
            rent: config
                .table("household.letting")
                .map_or(NONE, |_| price.times(draw_of("household.letting.rent_yield_annual", attribute(20)) / 12.0)),
            price,
            home_value,
            repaid_before: loan - loan.times(repayment.opening_unit(rate)),
            wage,
            essential,
            discretionary,
            loan,
            lent,
            down_payment_paid,
            insured_frac,
            premium,
            financed,
            yearly_premium,
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
