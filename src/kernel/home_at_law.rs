//! A home before the court: occupied or not, put off, appraised anew, and the interest on a judgment not performed
//! (METHOD.md §5, equations (84), (86), (87) and (88)).

use super::case::Proceeding;
use super::record::Event;
use super::trouble::TroubledMonth;
use crate::foreclosure::late_performance::month_of_interest;
use crate::random::{Purpose, whole_months};

/// Slots of the reappraisal's stream.
mod reappraisal {
    pub const RATIO: u8 = 0;
    pub const MONTHS: u8 = 1;
    /// Ordinals of loops kept free for each default.
    pub const LOOPS_PER_DEFAULT: u16 = 256;
}

impl TroubledMonth<'_> {
    /// What the home is worth to a bidder, and to the court's appraiser, equations (87) and (108).
    pub(super) fn market_value(&self, ordinal: u16) -> f64 {
        let (around, occupied) = (self.around, self.around.cell.foreclosure.occupied);
        if !occupied.is_on() || !around.cell.counterfactual.auction_losses {
            return around.value();
        }
        occupied.market(around.value(), around.streams.uniforms(around.who, Purpose::Occupation, 0, ordinal).first)
    }

    /// Months by which the auction of a household's only home comes later, as the court sees it in the month of judgment:
    /// an investor lives elsewhere, and an owner of other homes has them until the month after their sale.
    pub(super) fn sole_home_delay(&mut self, ordinal: u16) -> u32 {
        let around = self.around;
        let delay_months = &around.cell.foreclosure.sole_home_delay_months;
        if delay_months.constant() == Some(0.0) || self.origination.is_investor || self.owns_other_homes() {
            return 0;
        }
        let months = whole_months(around.draw(delay_months, Purpose::SoleHome, 0, ordinal));
        if months > 0 {
            self.record.events.add(Event::SoleHomeDelay);
        }
        months
    }

    /// The home is appraised anew in the month of the last round's failure; months to the new first round.
    pub(super) fn reappraise(&mut self, proceeding: &mut Proceeding, market: f64) -> u32 {
        let (around, foreclosure) = (self.around, &self.around.cell.foreclosure);
        let times = (proceeding.rounds / foreclosure.rounds.len()) as u16;
        let index = proceeding.ordinal.wrapping_mul(reappraisal::LOOPS_PER_DEFAULT).wrapping_add(times);
        let draw = |of, slot| around.draw(of, Purpose::Reappraisal, slot, index);
        let appraisal = market * draw(&foreclosure.appraisal_ratio, reappraisal::RATIO);
        proceeding.court_appraisal = Some(appraisal);
        proceeding.base = appraisal;
        self.record.events.add(Event::Reappraised);
        whole_months(draw(&foreclosure.reappraisal.months, reappraisal::MONTHS))
    }

    /// Step 7: from the month after judgment on.
    pub(super) fn accrue_late_interest(&mut self) {
        let daily = self.around.cell.foreclosure.late_interest_daily;
        let Some(proceeding) = &self.case.proceeding else { return };
        let is_late = proceeding.court_appraisal.is_some() && proceeding.judgment_month < self.around.month;
        if daily > 0.0 && is_late {
            let interest = month_of_interest(proceeding.judgment_debt, daily);
            self.case.late_interest += interest;
            self.record.late_interest = interest;
        }
    }
}
