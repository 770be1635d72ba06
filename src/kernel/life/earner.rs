//! One earner in and out of work, or self-employed between normal months and a slump (METHOD.md §5, step 3).

use std::ops::Range;

use super::context::LifeContext;
use super::spells::{FIRST, Spells, in_work};
use crate::household::earners::Pay;
use crate::household::origination_draws::Attribute;
use crate::kernel::instruction_set::lane_pass;
use crate::outcome::Event;
use crate::random::Purpose;

/// State of one earner in all lanes.
#[derive(Clone, Debug, Default)]
pub(super) struct EarnerLanes {
    /// Ordinal of the current spell.
    spell: Vec<u16>,
    /// Month in which it ends.
    spell_end: Vec<u32>,
    /// First month without benefits.
    benefits_end: Vec<u32>,
    /// Whether the earner is self-employed.
    self_employed: Vec<bool>,
    /// Wage when employed ÷ wage at origination, what time does to wages apart: scars and slumps lower it.
    level: Vec<f64>,
    /// Pay ÷ the earner's wage at origination.
    pub pay: Vec<Pay>,
    /// 1 where something happens this month.
    pub rings: Vec<f64>,
}

/// The month of what does not happen.
const NEVER: u32 = u32::MAX;

impl EarnerLanes {
    /// Everyone is employed at origination, and the end of the first spell is looked up.
    pub fn start(&mut self, earner: usize, context: LifeContext<'_>) {
        let lanes = context.paths.count();
        for (column, value) in [(&mut self.level, 1.0), (&mut self.rings, 0.0)] {
            column.clear();
            column.resize(lanes, value);
        }
        for column in [&mut self.spell_end, &mut self.benefits_end] {
            column.clear();
            column.resize(lanes, NEVER);
        }
        self.spell.clear();
        self.spell.resize(lanes, 0);
        self.pay.clear();
        self.pay.resize(lanes, Pay { moving: 1.0, fixed: 0.0 });
        self.self_employed.clear();
        self.self_employed.resize(lanes, false);
        let self_employed_frac = context
            .parameters
            .self_employment
            .map_or(0.0, |it| if earner == FIRST { it.first_earner_frac } else { it.second_earner_frac });
        let attribute = if earner == FIRST { Attribute::FirstSelfEmployed } else { Attribute::SecondSelfEmployed };
        for lane in 0..lanes {
            if self_employed_frac > 0.0 {
                let who = context.paths.who(lane);
                let u = context.streams.uniforms(who, Purpose::Origination, attribute as u8, 0).first;
                self.self_employed[lane] = u < self_employed_frac;
            }
            self.spell_end[lane] = self.end_of_spell(earner, lane, 0, context);
        }
    }

    /// Marks in `rings` the lanes whose spell or benefits end this month.
    pub fn ring(&mut self, month: u32, lanes: Range<usize>, context: LifeContext<'_>) {
        ring_pass(
            context.instruction_set,
            &mut self.rings[lanes.clone()],
            &self.spell_end[lanes.clone()],
            &self.benefits_end[lanes],
            month,
        );
    }

    /// Benefits end, or the spell does: at most one transition a month. `wage_level` is the factor F_t of (50) on all wages.
    pub fn happen(
        &mut self,
        earner: usize,
        lane: usize,
        month: u32,
        wage_level: f64,
        context: LifeContext<'_>,
    ) -> Option<Event> {
        self.benefits_end[lane] = NEVER;
        if month < self.spell_end[lane] {
            self.pay[lane].fixed = 0.0;
            return None;
        }
        let was_employed = in_work(self.spell[lane]);
        self.spell[lane] = self.spell[lane].wrapping_add(1);
        self.spell_end[lane] = self.end_of_spell(earner, lane, month, context);
        if let (true, Some(own)) = (self.self_employed[lane], context.parameters.self_employment) {
            let level = self.level[lane];
            let (moving, event) = if was_employed {
                (level * own.slump_income_frac, Event::SlumpBegan)
            } else {
                self.level[lane] = level * own.recovery_income_frac;
                (self.level[lane], Event::SlumpEnded)
            };
            self.pay[lane] = Pay { moving, fixed: 0.0 };
            return Some(event);
        }
        if was_employed {
            self.lose_work(lane, month, wage_level, context);
        } else {
            self.level[lane] *= 1.0 - context.parameters.wages.scar_frac;
            self.pay[lane] = Pay { moving: self.level[lane], fixed: 0.0 };
        }
        Some(match (earner, was_employed) {
            (FIRST, true) => Event::LostWork,
            (FIRST, false) => Event::FoundWork,
            (_, true) => Event::SecondLostWork,
            (_, false) => Event::SecondFoundWork,
        })
    }

    /// What is left of the wage, and benefits on the wage at loss.
    fn lose_work(&mut self, lane: usize, month: u32, wage_level: f64, context: LifeContext<'_>) {
        let (life, level) = (context.parameters, self.level[lane]);
        let mut pay = Pay { moving: level * life.floor_income_frac, fixed: 0.0 };
        if life.benefit_months > 0 {
            pay.fixed = level * life.benefit_frac * wage_level;
            self.benefits_end[lane] = month.saturating_add(life.benefit_months);
        }
        self.pay[lane] = pay;
    }

    /// Wage when employed ÷ wage at origination.
    pub fn level(&self, lane: usize) -> f64 {
        self.level[lane]
    }

    /// The month in which the lane's spell ends, which began at the end of month `since`.
    fn end_of_spell(&self, earner: usize, lane: usize, since: u32, context: LifeContext<'_>) -> u32 {
        let (self_employed, ordinal) = (self.self_employed[lane], self.spell[lane]);
        Spells { context, lane, earner, self_employed, ordinal, since }.next().unwrap_or(NEVER)
    }
}

lane_pass! {
    /// Marks the lanes whose spell or benefits end this month.
    pub fn ring_pass(rings: &mut [f64], spell_end: &[u32], benefits_end: &[u32], month: u32) {
        let n = rings.len();
        let (spell_end, benefits_end) = (&spell_end[..n], &benefits_end[..n]);
        for lane in 0..n {
            let rings_now = (spell_end[lane] <= month) | (benefits_end[lane] <= month);
            rings[lane] = if rings_now { 1.0 } else { 0.0 };
        }
    }
}
