//! Suit and judgment at the start of a month in default (METHOD.md §5, step 4).

use super::auction::round_months;
use super::damages::contract_damages;
use super::proceeding::{Judged, Proceeding, Stage, timeline};
use super::{Law, sole_home};
use crate::household::HouseholdMonth;
use crate::loan::{Arrears, to_grain};
use crate::outcome::{Event, Flow, Notes};
use crate::random::Purpose;

impl Law<'_> {
    /// Suit when its month has come, then judgment when its own has: both may fall into one month. `lives_elsewhere` of an
    /// investor and of an owner of other homes.
    pub fn court_step(
        &self,
        proceeding: &mut Proceeding,
        household: &mut HouseholdMonth<'_, impl Notes>,
        lives_elsewhere: bool,
    ) {
        let month = household.clock.month;
        if let Stage::BeforeSuit { suit } = proceeding.stage
            && month >= suit
        {
            self.sue(household);
            proceeding.stage = Stage::Sued { judgment: month + proceeding.months_to_judgment };
        }
        if let Stage::Sued { judgment } = proceeding.stage
            && month >= judgment
        {
            proceeding.stage = Stage::Judged(self.judge(proceeding, household, lives_elsewhere));
        }
    }

    /// Contract damages, equation (83), and the costs that the lender advances, equation (21).
    fn sue(&self, household: &mut HouseholdMonth<'_, impl Notes>) {
        let position = &mut *household.position;
        let add_damages = |balance: f64, arrears: &mut Arrears| {
            let damages = contract_damages(balance, arrears.instalments(), self.foreclosure.contract_damages_frac);
            arrears.add_to_penalty(damages);
            damages
        };
        let damages = add_damages(position.contract.balance, &mut position.arrears);
        let secured = position.others.iter_mut().filter(|loan| loan.rank.is_secured());
        let on_others = secured.map(|loan| add_damages(loan.contract.balance, &mut loan.arrears)).sum();
        let costs = self.foreclosure.advanced_at_suit(position.debt());
        position.book.advance(household.clock.month, costs);
        household.post(Flow::Damages, damages);
        household.post(Flow::OtherPenaltyAccrued, on_others);
        household.post(Flow::CostsAdvanced, costs);
        household.event(Event::Sued);
    }

    /// The court appraises the home and sets the first auction.
    fn judge(
        &self,
        proceeding: &Proceeding,
        household: &mut HouseholdMonth<'_, impl Notes>,
        lives_elsewhere: bool,
    ) -> Judged {
        let (month, ordinal) = (household.clock.month, proceeding.ordinal);
        let market = self.market_value(household, ordinal);
        let ratio = self.appraisal_ratio(household, Purpose::ForeclosureTimeline, timeline::APPRAISAL, ordinal);
        let appraisal = to_grain(market * ratio);
        let position = &*household.position;
        let judgment_debt = position.principal_left_on_home() + position.costs_owed;
        let delay = sole_home::delay_months(self.foreclosure, household, ordinal, lives_elsewhere);
        let own_months = round_months(self.foreclosure, household.draws, ordinal, 0);
        household.event(Event::Judgment);
        if market < household.clock.value() {
            household.event(Event::StillOccupied);
        }
        let next_round = month + proceeding.months_to_auction + delay + own_months;
        Judged { month, appraisal, judgment_debt, next_round, rounds: 0, base: appraisal, last: None }
    }

    /// The court's appraisal ÷ the market.
    pub(super) fn appraisal_ratio(
        &self,
        household: &HouseholdMonth<'_, impl Notes>,
        purpose: Purpose,
        slot: u8,
        index: u16,
    ) -> f64 {
        household.draws.amount(&self.foreclosure.appraisal_ratio, purpose, slot, index)
    }
}
