//! When a couple parts, equation (195): a clock of constant hazard, once.

use super::context::LifeContext;
use super::earner::NEVER;
use crate::random::{Purpose, hazard, months_until};

/// A couple, until it parts.
#[derive(Clone, Copy, Debug)]
pub(super) struct DivorceClock {
    /// Month in which it parts; never once it has.
    pub next: u32,
}

impl DivorceClock {
    /// Together at origination, for good where nobody parts.
    pub fn start(context: LifeContext<'_>) -> Self {
        let terms = context.parameters.divorce();
        let next = terms.map_or(NEVER, |terms| {
            let u = context.streams.uniforms(context.who, Purpose::Divorce, 0, 0).first;
            months_until(hazard(terms.probability_monthly), -libm::log(u))
        });
        Self { next }
    }

    /// The couple parts.
    pub fn part(&mut self) {
        self.next = NEVER;
    }
}
