//! METHOD §2, feedback: a world whose prices answer to forced sales, and whose households to defaults.

use super::Twin;
use super::outcome::{FinalState, Outcome};
use super::world::World;

/// (270) The month in which a home was sold by force.
fn forced_sale(outcome: &Outcome) -> Option<usize> {
    match outcome.final_state {
        FinalState::Sold | FinalState::SoldAfterDefault => outcome.sale_month,
        FinalState::Auctioned => outcome.settlement_month,
        _ => None,
    }
}

fn has_bought(outcome: &Outcome) -> bool {
    !outcome.final_state.name().starts_with("refused")
}

impl Twin {
    /// (271), (272) How far the log of the index lies below that of the drawn world, by month, when so many homes are sold by
    /// force in each month, of households that bought so many.
    fn falls(&self, sales: &[usize], bought: usize, last: usize) -> Vec<f64> {
        let impact = self.config.maybe_number("feedback.impact").unwrap_or(0.0);
        let permanent_frac = self.config.number("feedback.permanent_frac");
        let decay = self.config.maybe_number("feedback.decay_monthly").unwrap_or(0.0);
        let stock = bought as f64 / self.config.maybe_number("feedback.mortgaged_share_frac").unwrap_or(1.0);
        let (mut permanent, mut temporary) = (vec![0.0; last + 1], vec![0.0; last + 1]);
        for t in 1..=last {
            let sold = sales.get(t - 1).copied().unwrap_or(0) as f64;
            let pressure = if bought > 0 { impact * sold / stock } else { 0.0 };
            permanent[t] = permanent[t - 1] + permanent_frac * pressure;
            temporary[t] = (1.0 - decay) * temporary[t - 1] + (1.0 - permanent_frac) * pressure;
        }
        (0..=last).map(|t| permanent[t] + temporary[t]).collect()
    }

    /// (320) Share of the households that bought whose first default, of those in these months, is remembered in month t.
    fn defaulted_frac(&self, defaults: &[usize], bought: usize, last: usize) -> Vec<f64> {
        let memory = self.config.maybe_whole("feedback.stigma.memory_months").unwrap_or(last);
        let remembered =
            |t: usize| defaults.iter().filter(|month| (t.saturating_sub(memory)..t).contains(month)).count();
        (0..=last).map(|t| if bought > 0 { remembered(t) as f64 / bought as f64 } else { 0.0 }).collect()
    }

    /// The world as its households have moved it, and their outcomes. What happens up to a month hangs on the months before it
    /// alone, so that each round puts at least one more month right.
    pub fn world_in_feedback(&self, number: u32) -> (World, Vec<Outcome>) {
        let drawn = self.world(number);
        let last = drawn.log_index.len() - 1;
        let horizon = self.config.whole("study.horizon_months");
        let (mut falls, mut defaulted_frac) = (vec![0.0; last + 1], vec![0.0; last + 1]);
        loop {
            let mut world = drawn.clone();
            for t in 0..=last {
                world.log_index[t] = (drawn.log_index[t] - falls[t]).clamp(-300.0, 300.0);
            }
            world.defaulted_frac.clone_from(&defaulted_frac);
            let outcomes: Vec<Outcome> =
                (0..self.households()).map(|household| self.path_in(&world, number, household).0).collect();
            let bought = outcomes.iter().filter(|outcome| has_bought(outcome)).count();
            // (270) Sales beyond the horizon do not count.
            let mut sales = vec![0; horizon + 1];
            for month in outcomes.iter().filter_map(forced_sale).filter(|month| *month <= horizon) {
                sales[month] += 1;
            }
            let defaults: Vec<usize> = outcomes.iter().filter_map(|outcome| outcome.default_month).collect();
            let next = (self.falls(&sales, bought, last), self.defaulted_frac(&defaults, bought, last));
            if next == (falls, defaulted_frac) {
                return (world, outcomes);
            }
            (falls, defaulted_frac) = next;
        }
    }
}
