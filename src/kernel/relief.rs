//! What a household in arrears turns to: its family, other homes, letting its own (METHOD.md §5, equations (62) to (64)).
//! Rare, so that it happens one household at a time.

use super::record::Event;
use super::trouble::TroubledMonth;
use crate::household::wages::yearly_growth;
use crate::random::{Purpose, whole_months};

/// Slots of the stream of letting in distress.
mod letting {
    pub const COIN: u8 = 0;
    pub const MONTHS: u8 = 1;
}

impl TroubledMonth<'_> {
    /// Equation (62): the first time a payment falls short the family gives its sum. What it pays of `short`; the rest of
    /// the sum is cash.
    pub(super) fn ask_family(&mut self, short: f64) -> f64 {
        let help = self.origination.family_help;
        if short <= 0.0 || help <= 0.0 || self.case.helped {
            return 0.0;
        }
        self.case.helped = true;
        self.record.family_help = help;
        self.record.events.add(Event::FamilyHelped);
        let paid = if help < short { help } else { short };
        self.lanes.cash[self.lane] += help - paid;
        paid
    }

    /// Equation (63): proceeds of other homes, between living and debt service.
    pub(super) fn sell_other_homes(&mut self) {
        let (t, lane) = (self.around.month, self.lane);
        let Some(homes) = self.origination.other_homes else { return };
        if self.case.other_homes_sold_in != Some(t) {
            return;
        }
        let proceeds = homes.liquidation_value * self.around.index();
        self.lanes.cash[lane] += proceeds;
        self.outgo.sell_other_homes(lane);
        self.record.other_homes_proceeds = proceeds;
        self.record.events.add(Event::OtherHomesSold);
    }

    /// Whether it still has other homes at the start of the month.
    pub(super) fn owns_other_homes(&self) -> bool {
        let are_sold = self.case.other_homes_sold_in.is_some_and(|month| month < self.around.month);
        self.origination.other_homes.is_some() && !are_sold
    }

    /// At a month's end in arrears: other homes go on the market, and an owner may decide to let.
    pub(super) fn turn_elsewhere(&mut self) {
        let (t, around, lane) = (self.around.month, self.around, self.lane);
        let in_arrears = self.record.days_past_due >= around.cell.distress.distress_dpd && !self.case.walking;
        let origination = self.origination;
        if let (true, Some(homes), Some(_), None) =
            (in_arrears, &around.cell.household.other_homes, origination.other_homes, self.case.other_homes_sold_in)
        {
            let months = whole_months(around.draw(&homes.months_to_sell, Purpose::OtherHomesSale, 0, 0)).max(1);
            self.case.other_homes_sold_in = Some(t + months);
            self.record.events.add(Event::OtherHomesOffered);
        }
        let Some(letting) = &around.cell.household.letting else { return };
        let Some(in_distress) = &letting.in_distress else { return };
        if in_arrears && !origination.is_investor && self.case.let_from.is_none() {
            let coin = around.streams.uniforms(around.who, Purpose::DistressLetting, letting::COIN, 0).first;
            let months = around.draw(&in_distress.months, Purpose::DistressLetting, letting::MONTHS, 0);
            self.case.let_from = Some(if coin < in_distress.probability { t + whole_months(months).max(1) } else { 0 });
        }
        if self.case.let_from == Some(t + 1) {
            let rent = origination.rent;
            self.outgo.let_home(lane, rent, in_distress.own_rent_frac * rent);
            self.record.events.add(Event::HomeLet);
        }
    }

    /// The outgo of the month part by part; without any of the mechanisms, essential spending.
    pub(super) fn record_outgo(&mut self) {
        let (around, lane) = (self.around, self.lane);
        if !around.constants.has_outgo {
            self.record.spending += self.lanes.essential[lane];
            return;
        }
        let growth = yearly_growth(around.cell.household.spending_growth_annual(), around.month);
        let illness = self.lanes.wage[lane] * around.extra_spending;
        let parts = self.outgo.parts(lane, growth, around.month, illness, around.tenanted);
        self.record.spending += parts.living;
        self.record.other_debt_service = parts.other_debt_service;
        self.record.rent_received = parts.rent_received;
        self.record.other_homes = parts.other_homes;
    }
}
