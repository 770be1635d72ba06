//! Exogenous lives in lanes: the home's own walk and the earner in and out of work. They never stop, whatever becomes of
//! the household, and are common to all cells that share their parameters.

use std::ops::Range;

use super::exponential::exp;
use super::instruction_set::{InstructionSet, lane_pass};
use super::marks::for_each_marked;
use super::noise::{MONTHS_PER_CALL, NoiseLanes};
use super::paths::PathLanes;
use crate::random::{Purpose, Streams};
use crate::study::LifeParameters;
use crate::world::WorldPath;

/// State of all lanes of a block under one set of life parameters.
#[derive(Clone, Debug, Default)]
pub struct LifeLanes {
    /// Log of the home's own walk, y_t.
    walk: Vec<f64>,
    /// e^{−y_t}.
    inverse_walk: Vec<f64>,
    /// Income ÷ wage in this month.
    income_frac: Vec<f64>,
    /// 1 when employed, 0 when not.
    employed: Vec<f64>,
    /// Cumulative hazard of the current state's exit at which the spell ends.
    target: Vec<f64>,
    /// First month without benefits; infinite where none are due.
    benefits_end: Vec<f64>,
    /// Ordinal of the current spell.
    spell: Vec<u16>,
    /// (month, lane, whether work was found) of every spell that began, in order.
    transitions: Vec<(u32, u32, bool)>,
    /// Income ÷ wage of months 1 to the horizon, all lanes of a month together.
    income_frac_history: Vec<f64>,
    /// e^{−y_t} likewise.
    inverse_walk_history: Vec<f64>,
    noise: NoiseLanes,
    /// Cumulative hazards of this month, copied from each lane's world.
    separation: Vec<f64>,
    finding: Vec<f64>,
    /// 1 where something happens this month.
    rings: Vec<f64>,
}

/// One month of all lanes: of the history, or beyond the horizon the current one.
#[derive(Clone, Copy)]
pub struct LifeMonth<'a> {
    /// Income ÷ wage.
    pub income_frac: &'a [f64],
    /// e^{−y_t}.
    pub inverse_walk: &'a [f64],
}

/// What a step of lives needs to know.
#[derive(Clone, Copy)]
pub struct LifeContext<'a> {
    /// Instruction set of the lane passes.
    pub instruction_set: InstructionSet,
    /// Parameters.
    pub parameters: &'a LifeParameters,
    /// Identity of the lanes.
    pub paths: &'a PathLanes,
    /// The block's worlds.
    pub worlds: &'a [WorldPath],
    /// Streams.
    pub streams: &'a Streams,
}

impl LifeContext<'_> {
    fn has_walk(&self) -> bool {
        self.parameters.home_volatility_annual > 0.0
    }
}

impl LifeLanes {
    /// Everyone employed, no walk yet.
    pub fn start(&mut self, context: LifeContext<'_>) {
        let lanes = context.paths.count();
        for (column, value) in [
            (&mut self.walk, 0.0),
            (&mut self.inverse_walk, 1.0),
            (&mut self.income_frac, 1.0),
            (&mut self.employed, 1.0),
            (&mut self.target, f64::INFINITY),
            (&mut self.benefits_end, f64::INFINITY),
            (&mut self.separation, 0.0),
            (&mut self.finding, 0.0),
        ] {
            column.clear();
            column.resize(lanes, value);
        }
        self.spell.clear();
        self.spell.resize(lanes, 0);
        self.transitions.clear();
        self.income_frac_history.clear();
        self.inverse_walk_history.clear();
        self.rings.clear();
        self.rings.resize(lanes, 0.0);
        self.noise.resize(lanes);
        // Month 0 has no noise of its own but shares its call with months 1 to 3.
        self.draw_noise(0, 0..lanes, context);
        for lane in 0..lanes {
            self.target[lane] = spell_length(context, lane, 0);
        }
    }

    /// Moves `lanes` through `month`.
    pub fn step(&mut self, month: u32, lanes: Range<usize>, context: LifeContext<'_>) {
        if context.has_walk() {
            if month.is_multiple_of(MONTHS_PER_CALL) {
                self.draw_noise(month, lanes.clone(), context);
            }
            let sigma = context.parameters.home_volatility_annual;
            walk_pass(
                context.instruction_set,
                &mut self.walk[lanes.clone()],
                &mut self.inverse_walk[lanes.clone()],
                self.noise.month(month, lanes.clone()),
                -sigma * sigma / 24.0,
                sigma / 12f64.sqrt(),
            );
        }
        let labour = context.parameters.labour;
        let hazard = |world: usize| &context.worlds[world].hazards[labour];
        let (from, to, t) = (lanes.start, lanes.end, month as usize);
        context.paths.spread(from, to, &mut self.separation, |world| hazard(world).separation[t]);
        context.paths.spread(from, to, &mut self.finding, |world| hazard(world).finding[t]);
        ring_pass(
            context.instruction_set,
            &mut self.rings[lanes.clone()],
            &self.employed[lanes.clone()],
            &self.target[lanes.clone()],
            &self.separation[lanes.clone()],
            &self.finding[lanes.clone()],
            &self.benefits_end[lanes.clone()],
            f64::from(month),
        );
        // `happen` needs the lanes as a whole: the marks step aside.
        let rings = std::mem::take(&mut self.rings);
        for_each_marked(&rings[lanes.clone()], |lane| self.happen(lanes.start + lane, month, context));
        self.rings = rings;
    }

    /// Benefits end, or the spell does: at most one transition a month.
    fn happen(&mut self, lane: usize, month: u32, context: LifeContext<'_>) {
        let employment = &context.parameters.employment;
        let was_employed = self.employed[lane] > 0.5;
        let cumulative = if was_employed { self.separation[lane] } else { self.finding[lane] };
        if cumulative < self.target[lane] {
            self.income_frac[lane] = employment.income_frac_out_of_work(false);
            self.benefits_end[lane] = f64::INFINITY;
            return;
        }
        self.spell[lane] = self.spell[lane].wrapping_add(1);
        self.transitions.push((month, lane as u32, !was_employed));
        let length = spell_length(context, lane, self.spell[lane]);
        if was_employed {
            let with_benefit = employment.benefit_months > 0;
            self.employed[lane] = 0.0;
            self.income_frac[lane] = employment.income_frac_out_of_work(with_benefit);
            self.benefits_end[lane] =
                if with_benefit { f64::from(month + employment.benefit_months) } else { f64::INFINITY };
            self.target[lane] = self.finding[lane] + length;
        } else {
            self.employed[lane] = 1.0;
            self.income_frac[lane] = 1.0;
            self.benefits_end[lane] = f64::INFINITY;
            self.target[lane] = self.separation[lane] + length;
        }
    }

    /// Whether the earner of a lane found work (`true`) or lost it (`false`) in `month`.
    pub fn transition(&self, lane: usize, month: u32) -> Option<bool> {
        let of_month = self.transitions.partition_point(|transition| transition.0 < month);
        let of_month = self.transitions[of_month..].iter().take_while(|transition| transition.0 == month);
        of_month.filter(|transition| transition.1 as usize == lane).map(|transition| transition.2).next()
    }

    /// All lanes through months 1 to `horizon`, each month kept: cells then go through them one after another.
    pub fn live(&mut self, horizon: u32, context: LifeContext<'_>) {
        let lanes = context.paths.count();
        for month in 1..=horizon {
            self.step(month, 0..lanes, context);
            self.income_frac_history.extend_from_slice(&self.income_frac);
            self.inverse_walk_history.extend_from_slice(&self.inverse_walk);
        }
    }

    /// Income ÷ wage and e^{−y_t} of all lanes in a month up to the horizon.
    pub fn month(&self, month: u32) -> LifeMonth<'_> {
        let lanes = self.income_frac.len();
        let at = (month as usize - 1) * lanes..month as usize * lanes;
        match self.income_frac_history.get(at.clone()) {
            Some(income_frac) => LifeMonth { income_frac, inverse_walk: &self.inverse_walk_history[at] },
            None => LifeMonth { income_frac: &self.income_frac, inverse_walk: &self.inverse_walk },
        }
    }

    fn draw_noise(&mut self, month: u32, lanes: Range<usize>, context: LifeContext<'_>) {
        if !context.has_walk() {
            return;
        }
        self.noise.draw(context.instruction_set, context.streams, context.paths, lanes, month);
    }
}

/// Hazard a spell lasts: −ln u.
fn spell_length(context: LifeContext<'_>, lane: usize, spell: u16) -> f64 {
    let who = context.paths.who(lane);
    -libm::log(context.streams.uniforms(who, Purpose::EmploymentSpell, 0, spell).first)
}

lane_pass! {
    /// A month of the homes' own walks, equation (10).
    pub fn walk_pass(walk: &mut [f64], inverse_walk: &mut [f64], noise: &[f32], drift_monthly: f64, sigma_monthly: f64) {
        let n = walk.len();
        let (inverse_walk, noise) = (&mut inverse_walk[..n], &noise[..n]);
        for lane in 0..n {
            let moved = walk[lane] + (drift_monthly + sigma_monthly * f64::from(noise[lane]));
            walk[lane] = moved;
            inverse_walk[lane] = exp(-moved);
        }
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
