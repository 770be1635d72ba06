//! Settlement: who gets what of a price, and how collection begins (METHOD.md §5, equations (24), (25), (85), (89)).

use super::case::{Closing, Debtor, WriteOff};
use super::record::Event;
use super::trouble::{TroubledMonth, receive};
use crate::foreclosure::RecourseParameters;
use crate::foreclosure::auction::expected_price;
use crate::foreclosure::late_performance::{bearing, late_part};
use crate::foreclosure::settlement::settle;
use crate::outcome::FinalState;

impl TroubledMonth<'_> {
    /// Divides a price among those who have a claim on it, and begins collection.
    pub(super) fn settle(&mut self, price: f64, state: FinalState, round: usize) -> Closing {
        let (t, lane, around) = (self.around.month, self.lane, self.around);
        let foreclosure = &around.cell.foreclosure;
        let third_parties =
            foreclosure.auction_cost_frac * price + foreclosure.fee_schedule.enforcement_fee(self.debt());
        let shares = settle(price, third_parties, self.claim());
        receive(self.case, t, shares.lender);
        self.lanes.cash[lane] += shares.surplus;
        self.record.proceeds = price;
        self.record.third_parties = shares.third_parties;
        self.record.lender_share = shares.lender;
        self.record.cash_brought = -shares.surplus;
        let mut closing = self.closing(state, shares.surplus);
        closing.round = round;
        closing.price = Some(price);
        closing.deficiency = shares.deficiency;
        if shares.deficiency > 0.0 {
            match around.cell.recourse {
                RecourseParameters::None => {
                    self.record.forgiven = shares.deficiency;
                    self.write_off();
                }
                RecourseParameters::Full(collection) => {
                    let seized = if collection.seizes_cash { self.seize(shares.deficiency) } else { 0.0 };
                    let rate_monthly = match collection.interest_annual {
                        Some(rate_annual) => rate_annual / 12.0,
                        None => self.lanes.rate_monthly[lane],
                    };
                    let left = shares.deficiency - seized;
                    let late_interest = late_part(left, self.case.late_interest);
                    let debt = left - late_interest;
                    let judgment_debt = self.case.proceeding.map_or(0.0, |proceeding| proceeding.judgment_debt);
                    let judgment_debt = bearing(judgment_debt, debt);
                    let last_month = t + collection.months();
                    self.case.debtor =
                        Some(Debtor { debt, late_interest, judgment_debt, rate_monthly, last_month, closing });
                    self.record.deficiency = left;
                    if left > 0.0 && (collection.months() == 0 || collection.write_off_months == Some(0)) {
                        self.write_off();
                    }
                }
            }
        }
        closing
    }

    /// All cash, the minimum included, as far as the deficiency goes.
    fn seize(&mut self, deficiency: f64) -> f64 {
        let lane = self.lane;
        let cash = self.lanes.cash[lane];
        let seized = if cash < deficiency { cash } else { deficiency };
        self.lanes.cash[lane] -= seized;
        self.case.seized = seized;
        receive(self.case, self.around.month, seized);
        self.record.seized = seized;
        if seized > 0.0 {
            self.record.events.add(Event::Seized);
        }
        seized
    }

    fn write_off(&mut self) {
        self.case.write_off = Some(WriteOff { month: self.around.month, recovery_pv: self.case.recovery_pv });
        self.record.events.add(Event::WrittenOff);
    }

    /// A case open at the end of the tail is settled at the expected price, equation (24), or at the value where auctions
    /// lose nothing, equation (108).
    pub(super) fn settle_unresolved(&mut self) -> Closing {
        if !self.around.cell.counterfactual.auction_losses {
            return self.settle(self.around.value(), FinalState::Unresolved, 0);
        }
        let foreclosure = &self.around.cell.foreclosure;
        let ordinal = self.case.proceeding.map_or(0, |proceeding| proceeding.ordinal);
        let market = self.market_value(ordinal);
        let appraisal = self.case.proceeding.and_then(|proceeding| proceeding.court_appraisal);
        let appraisal = appraisal.unwrap_or_else(|| market * foreclosure.appraisal_ratio.mean());
        self.settle(expected_price(&foreclosure.rounds, appraisal, market), FinalState::Unresolved, 0)
    }
}
