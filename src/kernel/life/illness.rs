//! Illness, equation (56): a clock of constant hazard, then some months of extra spending and less pay.

use super::context::LifeContext;
use crate::household::Illness;
use crate::random::{Distribution, Purpose, hazard, months_until, whole_months};

/// Slots of the illness's stream.
mod slot {
    pub const CLOCK: u8 = 0;
    pub const DURATION: u8 = 1;
    pub const SPENDING: u8 = 2;
}

/// Who is ill, since when and at what cost, lane by lane.
#[derive(Clone, Debug, Default)]
pub(super) struct IllnessLanes {
    /// Extra spending ÷ wage; empty where there is no illness.
    pub extra_spending: Vec<f64>,
    /// Who is ill.
    pub ill: Vec<bool>,
    /// Month of the next change.
    next: Vec<u32>,
    /// Ordinal of the current or next illness.
    ordinal: Vec<u16>,
}

impl IllnessLanes {
    pub fn start(&mut self, context: LifeContext<'_>) {
        self.extra_spending.clear();
        self.ill.clear();
        self.next.clear();
        self.ordinal.clear();
        let Some(illness) = &context.parameters.illness else { return };
        let lanes = context.paths.count();
        self.extra_spending.resize(lanes, 0.0);
        self.ill.resize(lanes, false);
        self.ordinal.resize(lanes, 0);
        for lane in 0..lanes {
            self.next.push(until_next(illness, lane, 0, context));
        }
    }

    /// Whether the household falls ill (`true`) or recovers this month; asked again until it answers `None`, since a new
    /// illness may begin in the first month after another.
    pub fn change(&mut self, lane: usize, month: u32, context: LifeContext<'_>) -> Option<bool> {
        let Some(illness) = &context.parameters.illness else { return None };
        if self.next[lane] != month {
            return None;
        }
        let draw = |of: &Distribution, slot, ordinal| {
            of.sample(context.streams.words(context.paths.who(lane), Purpose::Illness, slot, ordinal))
        };
        if self.ill[lane] {
            self.ill[lane] = false;
            self.extra_spending[lane] = 0.0;
            self.ordinal[lane] = self.ordinal[lane].wrapping_add(1);
            self.next[lane] = month - 1 + until_next(illness, lane, self.ordinal[lane], context);
        } else {
            self.ill[lane] = true;
            self.extra_spending[lane] = draw(&illness.extra_spending_frac, slot::SPENDING, self.ordinal[lane]);
            let duration = whole_months(draw(&illness.duration_months, slot::DURATION, self.ordinal[lane]));
            self.next[lane] = month + duration.max(1);
        }
        Some(self.ill[lane])
    }
}

fn until_next(illness: &Illness, lane: usize, ordinal: u16, context: LifeContext<'_>) -> u32 {
    let u = context.streams.uniforms(context.paths.who(lane), Purpose::Illness, slot::CLOCK, ordinal).first;
    months_until(hazard(illness.probability_monthly), -libm::log(u))
}
