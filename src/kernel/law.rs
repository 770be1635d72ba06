//! The law on a troubled household: suit and judgment, default, auction rounds (METHOD.md §5, steps 4, 11 and 13, and
//! equation (108)).

use super::case::{Closing, DefaultRecord, Proceeding};
use super::record::Event;
use super::trouble::TroubledMonth;
use crate::distress::DefaultTrigger;
use crate::foreclosure::Success;
use crate::foreclosure::auction::{Market, RoundDraws};
use crate::foreclosure::damages::contract_damages;
use crate::loan::discount_factor;
use crate::outcome::FinalState;
use crate::random::{Purpose, Uniforms, whole_months};

/// Slots of the foreclosure timeline's stream.
mod timeline {
    pub const SUIT: u8 = 0;
    pub const JUDGMENT: u8 = 1;
    pub const AUCTION: u8 = 2;
    pub const APPRAISAL: u8 = 3;
}

/// Slots of the auction's stream.
mod auction {
    pub const COIN: u8 = 0;
    pub const START_LEVEL: u8 = 1;
    pub const SUCCESS: u8 = 2;
    pub const PREMIUM: u8 = 3;
    pub const MONTHS: u8 = 4;
    /// Ordinals of rounds kept free for each default.
    pub const ROUNDS_PER_DEFAULT: u16 = 256;
}

impl TroubledMonth<'_> {
    /// Step 4: suit and judgment at the start of the month.
    pub(super) fn legal_steps(&mut self) {
        let (t, around) = (self.around.month, self.around);
        if !self.case.proceeding.as_ref().is_some_and(|proceeding| proceeding.has_a_step_at(t)) {
            return;
        }
        let Some(mut proceeding) = self.case.proceeding else { return };
        let foreclosure = &around.cell.foreclosure;
        if proceeding.judgment.is_none() && t >= proceeding.suit {
            proceeding.judgment = Some(t + proceeding.months_to_judgment);
            let overdue = self.case.arrears.interest() + self.case.arrears.principal();
            let damages = contract_damages(self.lanes.balance[self.lane], overdue, foreclosure.contract_damages_frac);
            self.case.arrears.add_to_penalty(damages);
            self.record.damages = damages;
            let costs = foreclosure.advanced_at_suit(self.debt());
            self.case.costs_owed += costs;
            self.record.costs_advanced = costs;
            if let Some(default) = self.case.default {
                self.case.lender_costs_pv += costs * discount_factor(default.rate_monthly, t - default.month);
            }
            self.record.events.add(Event::Sued);
        }
        if proceeding.court_appraisal.is_none() && proceeding.judgment.is_some_and(|judgment| t >= judgment) {
            let ratio = around.draw(
                &foreclosure.appraisal_ratio,
                Purpose::ForeclosureTimeline,
                timeline::APPRAISAL,
                proceeding.ordinal,
            );
            let appraisal = self.market_value(proceeding.ordinal) * ratio;
            proceeding.court_appraisal = Some(appraisal);
            proceeding.base = appraisal;
            proceeding.judgment_month = t;
            let principal = self.lanes.balance[self.lane] + self.case.arrears.principal();
            proceeding.judgment_debt = principal + self.case.costs_owed;
            let delay = self.sole_home_delay(proceeding.ordinal);
            proceeding.auction = Some(t + proceeding.months_to_auction + delay + self.round_months(&proceeding));
            self.record.events.add(Event::Judgment);
            if self.market_value(proceeding.ordinal) < around.value() {
                self.record.events.add(Event::StillOccupied);
            }
        }
        self.case.proceeding = Some(proceeding);
    }

    /// Whole months of the round to come.
    fn round_months(&self, proceeding: &Proceeding) -> u32 {
        let rounds = &self.around.cell.foreclosure.rounds;
        let Some(round) = rounds.get(proceeding.rounds % rounds.len()) else { return 0 };
        whole_months(self.around.draw(&round.months, Purpose::Auction, auction::MONTHS, round_index(proceeding)))
    }

    /// Step 11: a default is recorded where the month has come to one, and its foreclosure begins.
    pub(super) fn record_default(&mut self) {
        let (t, around) = (self.around.month, self.around);
        let is_behind = self.record.days_past_due >= around.cell.distress.default_dpd;
        if !(is_behind || self.case.margin_is_overdue(t) || self.loses_debt())
            || self.case.proceeding.is_some()
            || t > around.horizon
        {
            return;
        }
        if self.case.default.is_none() {
            let debt = self.debt();
            let trigger = match (self.case.walking, is_behind) {
                (true, _) => DefaultTrigger::Strategic,
                (false, true) => DefaultTrigger::Arrears,
                (false, false) if self.is_rescinded() => DefaultTrigger::Rescission,
                (false, false) => DefaultTrigger::MarginCall,
            };
            self.case.default = Some(DefaultRecord {
                month: t,
                trigger,
                equity_frac: 1.0 - debt * around.inverse_value,
                ead: debt,
                rate_monthly: self.lanes.rate_monthly[self.lane],
            });
            self.record.events.add(Event::Defaulted);
        }
        self.end_holiday();
        let ordinal = self.case.defaults;
        self.case.defaults += 1;
        let foreclosure = &around.cell.foreclosure;
        let months = |of, slot| whole_months(around.draw(of, Purpose::ForeclosureTimeline, slot, ordinal));
        self.case.proceeding = Some(Proceeding {
            ordinal,
            suit: t + months(&foreclosure.months_to_suit, timeline::SUIT),
            months_to_judgment: months(&foreclosure.months_to_judgment, timeline::JUDGMENT),
            months_to_auction: months(&foreclosure.months_to_auction, timeline::AUCTION),
            judgment: None,
            court_appraisal: None,
            judgment_month: 0,
            auction: None,
            rounds: 0,
            base: 0.0,
            judgment_debt: 0.0,
        });
    }

    /// Step 13: the month's auction round, if one is due; how the path ends where the home sells or the lender takes it.
    pub(super) fn hold_auction(&mut self) -> Option<Closing> {
        let (t, around) = (self.around.month, self.around);
        if self.case.rescission.is_some() || t < self.case.proceeding.as_ref()?.auction? {
            return None;
        }
        let mut proceeding = self.case.proceeding?;
        if !around.cell.counterfactual.auction_losses {
            self.record.events.add(Event::Auctioned);
            self.record.events.add(Event::SoldAtValue);
            return Some(self.settle(around.value(), FinalState::Auctioned, 1));
        }
        let rounds = &around.cell.foreclosure.rounds;
        let round = rounds.get(proceeding.rounds % rounds.len())?;
        let index = round_index(&proceeding);
        let draw = |of, slot| around.draw(of, Purpose::Auction, slot, index);
        let coin = Uniforms::from_words(around.streams.words(around.who, Purpose::Auction, auction::COIN, index)).first;
        let draws = RoundDraws {
            start_level_frac: draw(&round.start_level_frac, auction::START_LEVEL),
            success: match &round.success {
                Success::Probability(distribution) => draw(distribution, auction::SUCCESS),
                Success::Logistic(_) => 0.0,
            },
            premium: draw(&round.premium, auction::PREMIUM),
            coin,
        };
        let market = Market {
            value: self.market_value(proceeding.ordinal),
            trend: around.trend(),
            log_odds: around.auction_log_odds(),
        };
        let result = round.hold(proceeding.base, market, draws);
        proceeding.rounds += 1;
        proceeding.base = result.start;
        let (price, state, sold_in) = match result.price {
            Some(price) => (price, FinalState::Auctioned, proceeding.rounds),
            None if !proceeding.rounds.is_multiple_of(rounds.len()) => {
                let months = self.round_months(&proceeding);
                proceeding.auction = Some(t + if months > 1 { months } else { 1 });
                self.case.proceeding = Some(proceeding);
                self.record.events.add(Event::RoundFailed);
                return None;
            }
            None if around.cell.foreclosure.reappraisal.starts_over(proceeding.rounds, rounds.len()) => {
                let months = self.reappraise(&mut proceeding, market.value) + self.round_months(&proceeding);
                proceeding.auction = Some(t + if months > 1 { months } else { 1 });
                self.case.proceeding = Some(proceeding);
                return None;
            }
            None => {
                let taken_at = if result.start < market.value { result.start } else { market.value };
                (taken_at, FinalState::TakenByLender, 0)
            }
        };
        self.record.events.add(if sold_in > 0 { Event::Auctioned } else { Event::TakenByLender });
        self.case.proceeding = Some(proceeding);
        Some(self.settle(price, state, sold_in))
    }
}

fn round_index(proceeding: &Proceeding) -> u16 {
    proceeding.ordinal.wrapping_mul(auction::ROUNDS_PER_DEFAULT).wrapping_add(proceeding.rounds as u16)
}
