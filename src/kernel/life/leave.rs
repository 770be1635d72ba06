//! A second earner's leave for a child, equation (55): scheduled at origination.

use super::context::LifeContext;
use super::earner::NEVER;
use crate::random::{Distribution, Purpose, Uniforms, whole_months};

/// Slots of the leave's stream.
mod slot {
    pub const COIN: u8 = 0;
    pub const MONTH: u8 = 1;
    pub const DURATION: u8 = 2;
}

/// A leave: before it, on it, after it.
#[derive(Clone, Copy, Debug)]
pub(super) struct LeaveClock {
    pub is_on_leave: bool,
    /// Month of the next change.
    pub next: u32,
    /// First month after the leave.
    end: u32,
}

impl LeaveClock {
    pub fn start(context: LifeContext<'_>) -> Self {
        let none = Self { is_on_leave: false, next: NEVER, end: NEVER };
        let second = context.parameters.second_earner.as_ref();
        let Some(leave) = second.and_then(|second| second.leave.as_ref()) else { return none };
        let words = |slot| context.streams.words(context.who, Purpose::Leave, slot, 0);
        if Uniforms::from_words(words(slot::COIN)).first >= leave.probability {
            return none;
        }
        let months = |of: &Distribution, slot| whole_months(of.sample(words(slot)));
        let first = months(&leave.month, slot::MONTH).max(1);
        let duration = months(&leave.duration_months, slot::DURATION);
        if duration == 0 { none } else { Self { is_on_leave: false, next: first, end: first + duration } }
    }

    /// There is nobody left to take one.
    pub fn cancel(&mut self) {
        *self = Self { is_on_leave: false, next: NEVER, end: NEVER };
    }

    /// The leave begins, or ends.
    pub fn change(&mut self) {
        self.is_on_leave = !self.is_on_leave;
        self.next = if self.is_on_leave { self.end } else { NEVER };
    }
}
