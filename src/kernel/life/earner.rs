//! One earner in and out of work, or self-employed between normal months and a slump (METHOD.md §5, step 3).

use std::ops::Range;

use super::context::LifeContext;
use crate::household::copula::joined;
use crate::household::earners::Pay;
use crate::household::origination_draws::Attribute;
use crate::kernel::instruction_set::lane_pass;
use crate::outcome::Event;
use crate::random::Purpose;

/// First or second: the slot of the earner's stream.
pub(super) const FIRST: usize = 0;
/// See above.
pub(super) const SECOND: usize = 1;

/// State of one earner in all lanes.
#[derive(Clone, Debug, Default)]
pub(super) struct EarnerLanes {
    /// 1 when employed (or in normal months), 0 when not.
    employed: Vec<f64>,
    /// Cumulative hazard of the current state's exit at which the spell ends.
    target: Vec<f64>,
    /// First month without benefits; infinite where none are due.
    benefits_end: Vec<f64>,
    /// Ordinal of the current spell.
    spell: Vec<u16>,
    /// Whether the earner is self-employed.
    self_employed: Vec<bool>,
    /// Wage when employed ÷ wage at origination, what time does to wages apart: scars and slumps lower it.
    level: Vec<f64>,
    /// Pay ÷ the earner's wage at origination.
    pub pay: Vec<Pay>,
    /// 1 where something happens this month.
    pub rings: Vec<f64>,
}

/// What an earner's month needs of the labour market and of time.
#[derive(Clone, Copy)]
pub(super) struct Market {
    /// Cumulative hazard of losing work in the lane's world.
    pub separation: f64,
    /// Cumulative hazard of finding it.
    pub finding: f64,
    /// Factor F_t of equation (50) on all wages of the month.
    pub wage_level: f64,
}

impl EarnerLanes {
    /// Everyone is employed at origination, and the clock of the first spell is wound.
    pub fn start(&mut self, earner: usize, context: LifeContext<'_>) {
        let lanes = context.paths.count();
        for (column, value) in [
            (&mut self.employed, 1.0),
            (&mut self.target, f64::INFINITY),
            (&mut self.benefits_end, f64::INFINITY),
            (&mut self.level, 1.0),
            (&mut self.rings, 0.0),
        ] {
            column.clear();
            column.resize(lanes, value);
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
            self.target[lane] = self.spell_length(earner, lane, 0, true, context);
        }
    }

    /// Marks in `rings` the lanes whose spell or benefits end this month.
    pub fn ring(
        &mut self,
        month: u32,
        lanes: Range<usize>,
        separation: &[f64],
        finding: &[f64],
        context: LifeContext<'_>,
    ) {
        ring_pass(
            context.instruction_set,
            &mut self.rings[lanes.clone()],
            &self.employed[lanes.clone()],
            &self.target[lanes.clone()],
            &separation[lanes.clone()],
            &finding[lanes.clone()],
            &self.benefits_end[lanes],
            f64::from(month),
        );
    }

    /// Benefits end, or the spell does: at most one transition a month.
    pub fn happen(
        &mut self,
        earner: usize,
        lane: usize,
        month: u32,
        market: Market,
        context: LifeContext<'_>,
    ) -> Option<Event> {
        let was_employed = self.employed[lane] > 0.5;
        let cumulative = if was_employed { market.separation } else { market.finding };
        if cumulative < self.target[lane] {
            self.pay[lane].fixed = 0.0;
            self.benefits_end[lane] = f64::INFINITY;
            return None;
        }
        self.spell[lane] = self.spell[lane].wrapping_add(1);
        let length = self.spell_length(earner, lane, self.spell[lane], !was_employed, context);
        self.employed[lane] = if was_employed { 0.0 } else { 1.0 };
        self.benefits_end[lane] = f64::INFINITY;
        self.target[lane] = if was_employed { market.finding } else { market.separation } + length;
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
            self.lose_work(lane, month, market.wage_level, context);
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
            self.benefits_end[lane] = f64::from(month + life.benefit_months);
        }
        self.pay[lane] = pay;
    }

    /// Wage when employed ÷ wage at origination.
    pub fn level(&self, lane: usize) -> f64 {
        self.level[lane]
    }

    /// Hazard of the labour market that a spell lasts: −ln u ÷ the earner's hazard ratio, equation (51).
    fn spell_length(&self, earner: usize, lane: usize, spell: u16, employed: bool, context: LifeContext<'_>) -> f64 {
        let draw = |earner: usize| {
            let who = context.paths.who(lane);
            context.streams.uniforms(who, Purpose::EmploymentSpell, earner as u8, spell).first
        };
        let second = context.parameters.second_earner.as_ref().filter(|_| earner == SECOND);
        let u = match second {
            Some(second) if second.spell_correlation != 0.0 => {
                joined(second.spell_correlation, draw(FIRST), draw(SECOND))
            }
            _ => draw(earner),
        };
        let hazard_ratio = match (context.parameters.self_employment, employed) {
            (Some(own), true) if self.self_employed[lane] => own.slump_hazard_ratio,
            (Some(own), false) if self.self_employed[lane] => own.recovery_hazard_ratio,
            (_, true) => second.map_or(1.0, |second| second.separation_hazard_ratio),
            (_, false) => 1.0,
        };
        -libm::log(u) / hazard_ratio
    }
}

lane_pass! {
    /// Marks the lanes whose spell or benefits end this month.
    pub fn ring_pass(
        rings: &mut [f64],
        employed: &[f64],
        target: &[f64],
        separation: &[f64],
        finding: &[f64],
        benefits_end: &[f64],
        month: f64,
    ) {
        let n = rings.len();
        let (employed, target, separation) = (&employed[..n], &target[..n], &separation[..n]);
        let (finding, benefits_end) = (&finding[..n], &benefits_end[..n]);
        for lane in 0..n {
            let cumulative = if employed[lane] > 0.5 { separation[lane] } else { finding[lane] };
            let rings_now = (cumulative >= target[lane]) | (benefits_end[lane] <= month);
            rings[lane] = if rings_now { 1.0 } else { 0.0 };
        }
    }
}
