//! Who gets what of the price, equation (25), and how collection begins, equations (24), (85), (89) and (170).

use super::auction::{Sold, expected_price};
use super::collection::Debtor;
use super::late_performance::{bearing, late_part};
use super::other_lenders::realise;
use super::proceeding::Proceeding;
use super::{Law, RecourseParameters};
use crate::household::{Closing, HouseholdMonth, OtherLoan};
use crate::loan::to_grain;
use crate::outcome::{DefaultTrigger, Event, FinalState, Flow, Notes};

/// Shares of a price.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settlement {
    /// Auction costs, taxes and enforcement fee.
    pub third_parties: f64,
    /// The lender: costs advanced, penalty, interest, principal.
    pub lender: f64,
    /// What remains for the household.
    pub surplus: f64,
    /// What the price did not cover of costs and debt.
    pub deficiency: f64,
}

/// Divides a price: third parties first, then the lender's claim, then the household.
pub fn settle(price: f64, auction_costs_and_enforcement: f64, lender_claim: f64) -> Settlement {
    let least = |a: f64, b: f64| if a < b { a } else { b };
    let third_parties = least(price, auction_costs_and_enforcement);
    let lender = least(price - third_parties, lender_claim);
    Settlement { third_parties, lender, surplus: price - third_parties - lender, deficiency: lender_claim - lender }
}

/// What is left when a home is gone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settled {
    /// How the path ends.
    pub closing: Closing,
    /// What is collected from now on.
    pub debtor: Option<Debtor>,
    /// Cash seized.
    pub seized: f64,
}

impl Law<'_> {
    /// Divides the price of a home among those who have a claim on it, and begins collection. `other_homes` is what homes with
    /// loans of their own leave if they are realised now.
    pub fn settle(
        &self,
        proceeding: Option<&Proceeding>,
        household: &mut HouseholdMonth<'_, impl Notes>,
        sold: Sold,
        other_homes: Option<f64>,
    ) -> Settled {
        let Sold { price, state, round } = sold;
        let position = &*household.position;
        let costs = self.foreclosure.auction_costs_and_enforcement(price, position.debt());
        let mut shares = settle(price, costs, position.claim());
        let main = divide_among_lenders(household, &mut shares);
        household.post(Flow::Proceeds, price);
        household.post(Flow::ThirdPartyShare, shares.third_parties);
        household.post(Flow::LenderShare, shares.lender);
        household.post(Flow::CashBrought, -shares.surplus);
        let closing = household.closing(state, household.clock.value(), shares.surplus);
        let closing = Closing { round, price: Some(price), deficiency: shares.deficiency, ..closing };
        let mut settled = Settled { closing, debtor: None, seized: 0.0 };
        if shares.deficiency <= 0.0 {
            return settled;
        }
        if let Some(insured) = &self.insured {
            insured.claim(household, main.lender, main.deficiency);
        }
        let RecourseParameters::Full(collection) = self.recourse else {
            household.post(Flow::Forgiven, shares.deficiency);
            write_off(household);
            return settled;
        };
        let share = realise(other_homes, shares.deficiency, collection.seizes_cash, household);
        settled.seized = if collection.seizes_cash { seize(household, shares.deficiency) } else { 0.0 };
        let rate_monthly = match collection.interest_annual {
            Some(rate_annual) => rate_annual / 12.0,
            None => household.position.contract.rate_monthly,
        };
        let left = shares.deficiency - settled.seized;
        let late_interest = late_part(left, main.late_interest);
        let debt = left - late_interest;
        let judgment_debt = proceeding.and_then(Proceeding::judged).map_or(0.0, |judged| judged.judgment_debt);
        let judgment_debt = bearing(judgment_debt, debt);
        let last_month = household.clock.month + collection.months();
        settled.debtor = Some(Debtor {
            debt,
            late_interest,
            judgment_debt,
            rate_monthly,
            last_month,
            closing,
            garnished: 0.0,
            share,
        });
        household.notes.tell(|record| record.deficiency = left);
        if let Some(sale) = &collection.claim_sale {
            let month = household.clock.month;
            sale.step(household.position, month, month, left, household.notes);
        }
        let is_on_the_books = household.position.book.write_off.is_none();
        if left > 0.0 && is_on_the_books && (collection.months() == 0 || collection.write_off_months == Some(0)) {
            write_off(household);
        }
        settled
    }

    /// A case open at the end of the tail is settled at the expected price, equation (24), or at the value where auctions
    /// lose nothing, equation (108).
    pub fn settle_unresolved(
        &self,
        proceeding: Option<&Proceeding>,
        household: &mut HouseholdMonth<'_, impl Notes>,
        other_homes: Option<f64>,
    ) -> Settled {
        household.event(Event::SettledUnresolved);
        let price = if self.auction_losses {
            let market = self.market_value(household, proceeding.map_or(0, |proceeding| proceeding.ordinal));
            let appraised = proceeding.and_then(Proceeding::judged).map(|judged| judged.appraisal);
            let appraisal = appraised.unwrap_or_else(|| to_grain(market * self.foreclosure.appraisal_ratio.mean()));
            expected_price(&self.foreclosure.rounds, appraisal, market)
        } else {
            household.clock.value()
        };
        self.settle(proceeding, household, Sold { price, state: FinalState::Unresolved, round: 0 }, other_homes)
    }
}

/// What the main lender has of a settlement.
struct OfMainLender {
    /// Its share of the price.
    lender: f64,
    /// What the price did not cover of its costs and debt.
    deficiency: f64,
    /// Interest on late performance that it did not cover, all lenders'.
    late_interest: f64,
}

/// Lenders receive their shares, equation (229): costs go to the main lender, debts of the home in order, then interest on late
/// performance; what is left of the price goes to loans that the home does not secure, which fall due with it. `shares` then tells
/// of all of them. What the main lender has.
fn divide_among_lenders(household: &mut HouseholdMonth<'_, impl Notes>, shares: &mut Settlement) -> OfMainLender {
    if household.position.others.is_empty() {
        household.receive(shares.lender);
        let late_interest = household.position.late_interest;
        return OfMainLender { lender: shares.lender, deficiency: shares.deficiency, late_interest };
    }
    let (position, month) = (&mut *household.position, household.clock.month);
    let least = |a: f64, b: f64| if a < b { a } else { b };
    let (debt, value) = (position.debt(), household.clock.value());
    for loan in position.others.iter_mut().filter(|loan| !loan.rank.is_secured()) {
        loan.go_into_default(month, DefaultTrigger::Arrears, (value - debt) / value);
    }
    let costs = least(shares.lender, position.costs_owed);
    let (on_debts, late) = position.divide_among_lenders(shares.lender - costs, true);
    let (on_unsecured, surplus) = position.divide_among_lenders(shares.surplus, false);
    let unsecured = position.unsecured_debt();
    let joined = position.others.iter().map(OtherLoan::debt).sum();

    let owed = shares.deficiency + unsecured - (shares.surplus - surplus);
    let late_interest = position.late_interest - late;
    let mut main = OfMainLender { lender: shares.lender, deficiency: owed, late_interest };
    let late_owed = position.late_interest_of_others(position.late_interest);
    let late = position.late_interest_of_others(late);
    for (place, loan) in position.others.iter_mut().enumerate() {
        let received = on_debts[1 + place] + on_unsecured[1 + place] + late[place];
        loan.book.receive(month, received);
        let left = loan.debt() + late_owed[place] - received;
        loan.share_of_owed = if owed > 0.0 { left / owed } else { 0.0 };
        main.lender -= on_debts[1 + place] + late[place];
        main.deficiency -= left;
    }
    household.receive(main.lender);
    household.post(Flow::OthersJoined, joined);
    shares.lender += shares.surplus - surplus;
    (shares.surplus, shares.deficiency) = (surplus, owed);
    main
}

/// All cash, the minimum included, as far as the deficiency goes.
fn seize(household: &mut HouseholdMonth<'_, impl Notes>, deficiency: f64) -> f64 {
    let cash = household.position.cash;
    let seized = if cash < deficiency { cash } else { deficiency };
    household.post(Flow::Seized, seized);
    let passed_on = household.position.collect(household.clock.month, seized);
    household.post(Flow::PassedOn, passed_on);
    if seized > 0.0 {
        household.event(Event::Seized);
    }
    seized
}

fn write_off(household: &mut HouseholdMonth<'_, impl Notes>) {
    household.position.write_off(household.clock.month);
    household.event(Event::WrittenOff);
}
