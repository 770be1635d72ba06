//! A household on the day it buys, equations (12) to (15) and (171).

use super::home_value::value_on_book;
use super::means::Means;
use super::obligations::OwnedHomes;
use super::origination_draws::{Attribute, OriginationDraws};
use super::table::{Cash, CashKind, Household};
use super::underwriting::{Application, Refusal, Underwriting};
use crate::loan::{
    CostParts, Cover, Insurance, Lent, Loan, LoanBeside, MOST_BESIDE, Rank, TaxedHome, to_grain, to_grain_above_zero,
};
use crate::random::Distribution;
use crate::random::normal::quantile;

/// What a household buys on, beside its own means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Terms<'a> {
    /// The loan it is offered.
    pub loan: &'a Loan,
    /// First instalment of a main loan of 1.
    pub unit_first_instalment: f64,
    /// Loans beside the main one.
    pub beside: &'a [LoanBeside],
    /// First instalment of 1 lent on each of them.
    pub unit_first_instalments_beside: [f64; MOST_BESIDE],
    /// Whom the lender refuses.
    pub underwriting: &'a Underwriting,
    /// Insurance of the loan; `None`: there is none.
    pub insurance: Option<&'a Insurance>,
    /// θ of owner-occupiers; `None`: they never walk away.
    pub walk_away_threshold: Option<&'a Distribution>,
    /// θ of investors; `None`: as owner-occupiers.
    pub investor_walk_away_threshold: Option<&'a Distribution>,
    /// What a tape knows of the loan; `None`: it is made here.
    pub known: Option<KnownLoan>,
}

/// What a tape knows of a loan. Currency units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct KnownLoan {
    /// What was lent.
    pub lent: f64,
    /// What the home is worth in month 0; `None`: by equation (210).
    pub home_value: Option<f64>,
    /// Instalments that are unpaid in month 0.
    pub unpaid_instalments: u32,
    /// Whether the household's cash is known; of one in arrears it is otherwise the least that it holds back, equation (240).
    pub is_cash_known: bool,
}

/// A household at origination. Money in currency units, whole numbers of grains, equation (160).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Origination {
    /// Price paid.
    pub home_price: f64,
    /// What the home is worth in month 0: its price, unless the loan was granted before.
    pub home_value: f64,
    /// Main loan.
    pub loan: f64,
    /// Loans beside it, in order.
    pub loans_beside: [f64; MOST_BESIDE],
    /// Those of them that the home secures.
    pub secured_beside: f64,
    /// Buying costs, paid in cash but for a premium that is financed.
    pub buying_costs: f64,
    /// Insurance of the loan.
    pub cover: Cover,
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
    /// First instalments of all loans.
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

    /// First instalment, and service of all other debts, loans on other homes among them.
    pub fn all_debt_service(&self) -> f64 {
        self.instalment + self.other_debt_service + self.other_homes.map_or(0.0, |homes| homes.service().0)
    }
}

impl Terms<'_> {
    /// First instalments of all loans, so much being lent on the main one.
    fn first_instalments(&self, main: f64, lent: &Lent) -> f64 {
        let mut instalments = to_grain(main * self.unit_first_instalment);
        for (amount, unit) in lent.beside.iter().zip(self.unit_first_instalments_beside) {
            instalments += to_grain(amount * unit);
        }
        instalments
    }

    fn threshold(&self, is_investor: bool, draws: &mut OriginationDraws<'_>) -> f64 {
        let investor = self.investor_walk_away_threshold.filter(|_| is_investor);
        let threshold = investor.or(self.walk_away_threshold);
        threshold.map_or(f64::INFINITY, |threshold| draws.draw(threshold, Attribute::WalkAwayThreshold))
    }
}

/// What the purchase costs a household beside the price: a share of it, or by parts.
pub fn buying_costs(loan: &Loan, means: &Means, draws: &mut OriginationDraws<'_>) -> CostParts {
    let price = means.home_price;
    let share = to_grain(price * draws.draw(&loan.buying_cost_frac, Attribute::BuyingCosts));
    let Some(costs) = &loan.buying_costs else { return CostParts { share, ..CostParts::default() } };
    let held_short_frac = costs.vat.map_or(0.0, |vat| vat.held_under_two_years_frac);
    let parts = costs.of(TaxedHome {
        price,
        area_m2: costs.area_m2.as_ref().map_or(0.0, |area| draws.draw(area, Attribute::FloorArea)),
        is_second: means.buys_a_second_home(),
        is_held_short: held_short_frac > 0.0 && draws.uniform(Attribute::HeldShort) < held_short_frac,
    });
    CostParts { share, ..parts }
}

impl Household {
    /// Whether anybody can be refused: savings may fall short, or the lender has a rule.
    pub fn can_refuse(&self, underwriting: &Underwriting) -> bool {
        matches!(self.cash(), Cash::Savings(_)) || *underwriting != Underwriting::default()
    }

    fn home_value(&self, terms: Terms<'_>, price: f64, draws: &mut OriginationDraws<'_>) -> f64 {
        let Terms { loan, known, .. } = terms;
        if let Some(value) = known.and_then(|known| known.home_value) {
            return to_grain_above_zero(value);
        }
        let Some(on_book) = &loan.on_book else { return price };
        let volatility_annual = self.home_volatility_annual;
        let z = if volatility_annual > 0.0 { quantile(draws.uniform(Attribute::WalkOnBook)) } else { 0.0 };
        value_on_book(on_book, price, volatility_annual, z)
    }

    /// A household that brings its means and buys on such terms.
    #[inline]
    pub fn buy(&self, means: &Means, terms: Terms<'_>, draws: &mut OriginationDraws<'_>) -> Origination {
        let Terms { loan, underwriting, beside, .. } = terms;
        let Means { home_price, wage, essential, discretionary, is_investor, .. } = *means;

        let appraisal_ratio = draws.draw(&loan.appraisal_ratio, Attribute::AppraisalRatio);
        let lendable = to_grain(home_price * if appraisal_ratio < 1.0 { appraisal_ratio } else { 1.0 });
        let down_payment = draws.draw(&loan.down_payment, Attribute::DownPayment);
        let own_loan = to_grain(terms.known.map_or(lendable * (1.0 - down_payment), |known| known.lent));
        let lent = Lent::of(own_loan, home_price, beside);
        let prior = lent.beside(beside, |rank| rank <= Rank::MAIN);
        let cover =
            terms.insurance.map_or_else(Cover::default, |insurance| insurance.cover(lent.main, prior, lendable));
        let main = lent.main + cover.financed;
        let amount = main + lent.beside(beside, |_| true);
        let buying_costs = buying_costs(loan, means, draws).total() + cover.paid_at_purchase;
        let reference_loan = to_grain(lendable * (1.0 - self.reference_down_payment));
        let reference = Lent::of(reference_loan, home_price, beside);
        let need = essential + discretionary + terms.first_instalments(reference.main, &reference);
        let is_at_minimum = terms.known.is_some_and(|known| known.unpaid_instalments > 0 && !known.is_cash_known);
        let cash = match self.cash_mode {
            _ if is_at_minimum => to_grain(self.cash_minimum_months * essential),
            CashKind::Months => to_grain(means.cash_drawn * need),
            CashKind::Amount => to_grain(means.cash_drawn),
            CashKind::Savings => to_grain(means.cash_drawn) - (home_price - amount) - buying_costs,
        };
        let instalment = terms.first_instalments(main, &lent);
        let refusal = underwriting.refusal(&Application {
            down_payment,
            is_second_home: means.buys_a_second_home(),
            is_insurable: terms.insurance.is_none_or(|terms| terms.accepts(lent.main + prior, lendable, home_price)),
            building_age_years: match &underwriting.building_age_years {
                Some(years) => draws.draw(years, Attribute::BuildingAge),
                None => 0.0,
            },
            term_months: loan.term_months,
            instalment,
            other_debt_service: means.all_other_service(),
            wage,
            cash,
            need,
        });
        Origination {
            home_price,
            home_value: self.home_value(terms, home_price, draws),
            loan: main,
            loans_beside: lent.beside,
            secured_beside: lent.beside(beside, Rank::is_secured),
            buying_costs,
            cover,
            wage,
            essential,
            discretionary,
            need,
            cash,
            credit_limit: means.credit_limit,
            walk_away_threshold: terms.threshold(is_investor, draws),
            is_investor,
            instalment,
            other_debt_service: means.other_debt_service,
            other_debt_last_month: means.other_debt_last_month,
            other_homes: means.other_homes,
            rent: means.rent,
            family_help: means.family_help_months.map_or(0.0, |months| to_grain(need * months)),
            refusal,
        }
    }
}
