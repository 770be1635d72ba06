//! One earner in and out of work, or self-employed between normal months and a slump (METHOD.md §5, step 3).

use super::context::LifeContext;
use super::spells::{FIRST, Spells, in_work};
use crate::household::earners::Pay;
use crate::household::origination_draws::Attribute;
use crate::outcome::Event;
use crate::random::Purpose;

/// The month of what does not happen.
pub(super) const NEVER: u32 = u32::MAX;

/// One earner of a household.
#[derive(Clone, Copy, Debug)]
pub(super) struct Earner {
    /// First or second.
    earner: usize,
    /// Ordinal of the current spell.
    spell: u16,
    /// Month in which it ends.
    spell_end: u32,
    /// First month without benefits.
    benefits_end: u32,
    is_self_employed: bool,
    /// Wage when employed ÷ wage at origination, what time does to wages apart: scars and slumps lower it.
    pub level: f64,
    /// Pay ÷ the earner's wage at origination.
    pub pay: Pay,
}

impl Earner {
    /// Employed at origination, the end of the first spell looked up; nothing ever happens to an earner there is not.
    pub fn start(earner: usize, context: LifeContext<'_>) -> Self {
        let is_there = earner == FIRST || context.parameters.second_earner.is_some();
        let mut started = Self {
            earner,
            spell: 0,
            spell_end: NEVER,
            benefits_end: NEVER,
            is_self_employed: is_there && is_self_employed(earner, context),
            level: 1.0,
            pay: Pay { moving: 1.0, fixed: 0.0 },
        };
        if is_there && !context.parameters.keeps_work {
            if earner == FIRST && is_out_of_work(context) {
                started.be_out_of_work(context);
            }
            started.spell_end = started.end_of_spell(0, context);
        }
        started
    }

    /// Begins out of work, or in a slump, with its second spell: hazards have no memory, so that one in progress lasts as long as
    /// one that begins.
    fn be_out_of_work(&mut self, context: LifeContext<'_>) {
        self.spell = 1;
        match context.parameters.self_employment.filter(|_| self.is_self_employed) {
            Some(own) => self.pay = Pay { moving: self.level * own.slump_income_frac, fixed: 0.0 },
            None => self.lose_work(0, || 1.0, context),
        }
    }

    /// The month in which something happens next.
    pub fn next(&self) -> u32 {
        self.spell_end.min(self.benefits_end)
    }

    /// Leaves the household: brings nothing any more, and nothing that happens to it is told.
    pub fn leave(&mut self) {
        (self.spell_end, self.benefits_end) = (NEVER, NEVER);
        self.pay = Pay::default();
    }

    /// Benefits end, or the spell does: at most one transition a month. `wage_level` gives the factor F_t of (50) on all wages.
    pub fn happen(&mut self, month: u32, wage_level: impl Fn() -> f64, context: LifeContext<'_>) -> Option<Event> {
        self.benefits_end = NEVER;
        if month < self.spell_end {
            self.pay.fixed = 0.0;
            return None;
        }
        let was_employed = in_work(self.spell);
        self.spell = self.spell.wrapping_add(1);
        self.spell_end = self.end_of_spell(month, context);
        if let (true, Some(own)) = (self.is_self_employed, context.parameters.self_employment) {
            let level = self.level;
            let (moving, event) = if was_employed {
                (level * own.slump_income_frac, Event::SlumpBegan)
            } else {
                self.level = level * own.recovery_income_frac;
                (self.level, Event::SlumpEnded)
            };
            self.pay = Pay { moving, fixed: 0.0 };
            return Some(event);
        }
        if was_employed {
            self.lose_work(month, wage_level, context);
        } else {
            self.level *= 1.0 - context.parameters.wages.scar_frac;
            self.pay = Pay { moving: self.level, fixed: 0.0 };
        }
        Some(match (self.earner, was_employed) {
            (FIRST, true) => Event::LostWork,
            (FIRST, false) => Event::FoundWork,
            (_, true) => Event::SecondLostWork,
            (_, false) => Event::SecondFoundWork,
        })
    }

    /// What is left of the wage, and benefits on the wage at loss.
    fn lose_work(&mut self, month: u32, wage_level: impl Fn() -> f64, context: LifeContext<'_>) {
        let life = context.parameters;
        self.pay = Pay { moving: self.level * life.floor_income_frac, fixed: 0.0 };
        if life.benefit_months > 0 {
            self.pay.fixed = self.level * life.benefit_frac * wage_level();
            self.benefits_end = month.saturating_add(life.benefit_months);
        }
    }

    /// The month in which the spell ends, which began at the end of month `since`.
    fn end_of_spell(&self, since: u32, context: LifeContext<'_>) -> u32 {
        let Self { earner, is_self_employed: self_employed, spell: ordinal, .. } = *self;
        Spells { context, earner, self_employed, ordinal, since }.next().unwrap_or(NEVER)
    }
}

/// Equation (241).
fn is_out_of_work(context: LifeContext<'_>) -> bool {
    let draw = || context.streams.uniforms(context.who, Purpose::FirstDay, 0, 0).first;
    context.out_of_work_frac > 0.0 && draw() < context.out_of_work_frac
}

fn is_self_employed(earner: usize, context: LifeContext<'_>) -> bool {
    let Some(own) = context.parameters.self_employment else { return false };
    let (frac, attribute) = if earner == FIRST {
        (own.first_earner_frac, Attribute::FirstSelfEmployed)
    } else {
        (own.second_earner_frac, Attribute::SecondSelfEmployed)
    };
    let draw = || context.streams.uniforms(context.who, Purpose::Origination, attribute as u8, 0).first;
    frac > 0.0 && draw() < frac
}
