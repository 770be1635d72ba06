//! The spells of one earner of one household, in work and out of it in turn, or in normal months and slumps: (51), (52).

use super::context::LifeContext;
use crate::household::copula::joined;
use crate::random::Purpose;

/// First or second: the slot of the earner's stream.
pub(super) const FIRST: usize = 0;
/// See above.
pub(super) const SECOND: usize = 1;

/// Spells from one on: the months in which they end, one after another, as long as the world lasts. They hang on the
/// world and the draws alone, never on what the household does.
#[derive(Clone, Copy)]
pub(super) struct Spells<'a> {
    pub context: LifeContext<'a>,
    pub earner: usize,
    pub self_employed: bool,
    /// Ordinal of the spell, 0 at origination.
    pub ordinal: u16,
    /// The month at whose end it began.
    pub since: u32,
}

/// Whether a spell is one in work, or of normal months: the first is.
pub(super) fn in_work(ordinal: u16) -> bool {
    ordinal.is_multiple_of(2)
}

impl Spells<'_> {
    /// The spell's u. Both earners' n-th spells may be joined.
    fn draw(&self) -> f64 {
        let LifeContext { who, streams, parameters, .. } = self.context;
        let own = |earner: usize| streams.uniforms(who, Purpose::EmploymentSpell, earner as u8, self.ordinal).first;
        match &parameters.second_earner {
            Some(second) if self.earner == SECOND && second.spell_correlation != 0.0 => {
                joined(second.spell_correlation, own(FIRST), own(SECOND))
            }
            _ => own(self.earner),
        }
    }

    /// Hazard of the spell's end ÷ the labour market's.
    fn hazard_ratio(&self) -> f64 {
        let parameters = self.context.parameters;
        match (parameters.self_employment, in_work(self.ordinal)) {
            (Some(own), true) if self.self_employed => own.slump_hazard_ratio,
            (Some(own), false) if self.self_employed => own.recovery_hazard_ratio,
            (_, true) if self.earner == SECOND => {
                parameters.second_earner.as_ref().map_or(1.0, |second| second.separation_hazard_ratio)
            }
            _ => 1.0,
        }
    }
}

impl Iterator for Spells<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let hazards = self.context.hazards;
        let curve = if in_work(self.ordinal) { &hazards.separation } else { &hazards.finding };
        let end = curve.end(self.since, self.draw(), self.hazard_ratio())?;
        (self.ordinal, self.since) = (self.ordinal.wrapping_add(1), end);
        Some(end)
    }
}
