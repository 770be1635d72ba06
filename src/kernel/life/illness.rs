//! Illness, equation (56): a clock of constant hazard, then some months of extra spending and less pay.

use super::context::LifeContext;
use super::earner::NEVER;
use crate::household::Illness;
use crate::random::{Distribution, Purpose, hazard, months_until, whole_months};

/// Slots of the illness's stream.
mod slot {
    pub const CLOCK: u8 = 0;
    pub const DURATION: u8 = 1;
    pub const SPENDING: u8 = 2;
}

/// Whether a household is ill, and when that changes.
#[derive(Clone, Copy, Debug)]
pub(super) struct IllnessClock {
    pub is_ill: bool,
    /// Extra spending ÷ wage.
    pub extra_spending: f64,
    /// Month of the next change.
    pub next: u32,
    /// Ordinal of the current or next illness.
    ordinal: u16,
}

impl IllnessClock {
    /// Well at origination, for good where nobody falls ill.
    pub fn start(context: LifeContext<'_>) -> Self {
        let next = context.parameters.illness.as_ref().map_or(NEVER, |illness| until_next(illness, 0, context));
        Self { is_ill: false, extra_spending: 0.0, next, ordinal: 0 }
    }

    /// The household falls ill or recovers in `month`; a new illness may begin in the first month after another, the same.
    pub fn change(&mut self, month: u32, context: LifeContext<'_>) {
        let Some(illness) = &context.parameters.illness else { return };
        let draw = |of: &Distribution, slot, ordinal| {
            of.sample(context.streams.words(context.who, Purpose::Illness, slot, ordinal))
        };
        self.is_ill = !self.is_ill;
        if self.is_ill {
            self.extra_spending = draw(&illness.extra_spending_frac, slot::SPENDING, self.ordinal);
            let duration = whole_months(draw(&illness.duration_months, slot::DURATION, self.ordinal));
            self.next = month + duration.max(1);
        } else {
            self.extra_spending = 0.0;
            self.ordinal = self.ordinal.wrapping_add(1);
            self.next = month - 1 + until_next(illness, self.ordinal, context);
        }
    }
}

fn until_next(illness: &Illness, ordinal: u16, context: LifeContext<'_>) -> u32 {
    let u = context.streams.uniforms(context.who, Purpose::Illness, slot::CLOCK, ordinal).first;
    months_until(hazard(illness.probability_monthly), -libm::log(u))
}
