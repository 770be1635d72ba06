//! METHOD §2, feedback: a world whose prices answer to forced sales, and whose households and lenders to defaults.

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

/// Households that meet one world: what they are, their world as it is drawn, and which market their homes are in.
pub struct Place<'a> {
    pub twin: &'a Twin,
    pub drawn: World,
    pub market: usize,
}

/// What the months of a market have come to.
#[derive(Clone, PartialEq)]
struct Market {
    /// (271), (272) How far the log of the index lies below that of the drawn world, by month.
    falls: Vec<f64>,
    /// (320) As households remember defaults, and as buyers and lenders do.
    defaulted_frac: Vec<f64>,
    lately_frac: Vec<f64>,
}

impl Twin {
    /// (271), (272) How far the log of the index lies below that of the drawn world, by month, when so many homes are sold by
    /// force in each month, of a market of so many households with a mortgage.
    fn falls(&self, sales: &[usize], mortgages: f64, last: usize) -> Vec<f64> {
        let impact = self.config.maybe_number("feedback.impact").unwrap_or(0.0);
        let permanent_frac = self.config.number("feedback.permanent_frac");
        let decay = self.config.maybe_number("feedback.decay_monthly").unwrap_or(0.0);
        let stock = mortgages / self.config.maybe_number("feedback.mortgaged_share_frac").unwrap_or(1.0);
        let (mut permanent, mut temporary) = (vec![0.0; last + 1], vec![0.0; last + 1]);
        for t in 1..=last {
            let sold = sales.get(t - 1).copied().unwrap_or(0) as f64;
            let pressure = if mortgages > 0.0 { impact * sold / stock } else { 0.0 };
            permanent[t] = permanent[t - 1] + permanent_frac * pressure;
            temporary[t] = (1.0 - decay) * temporary[t - 1] + (1.0 - permanent_frac) * pressure;
        }
        (0..=last).map(|t| permanent[t] + temporary[t]).collect()
    }

    /// (320) Share of the households whose first default, of those in these months, is remembered in month t.
    fn defaulted_frac(&self, key: &str, defaults: &[usize], mortgages: f64, last: usize) -> Vec<f64> {
        let memory = self.config.maybe_whole(key).unwrap_or(last);
        let remembered =
            |t: usize| defaults.iter().filter(|month| (t.saturating_sub(memory)..t).contains(month)).count();
        (0..=last).map(|t| if mortgages > 0.0 { remembered(t) as f64 / mortgages } else { 0.0 }).collect()
    }

    /// What a market comes to in which households with such outcomes are the share that is simulated.
    fn market(&self, outcomes: &[&Outcome], share: f64, last: usize) -> Market {
        let horizon = self.config.whole("study.horizon_months");
        // (326)
        let mortgages = outcomes.iter().filter(|outcome| has_bought(outcome)).count() as f64 / share;
        // (270) Sales beyond the horizon do not count.
        let mut sales = vec![0; horizon + 1];
        for month in outcomes.iter().filter_map(|outcome| forced_sale(outcome)).filter(|month| *month <= horizon) {
            sales[month] += 1;
        }
        let defaults: Vec<usize> = outcomes.iter().filter_map(|outcome| outcome.default_month).collect();
        Market {
            falls: self.falls(&sales, mortgages, last),
            defaulted_frac: self.defaulted_frac("feedback.stigma.memory_months", &defaults, mortgages, last),
            lately_frac: self.defaulted_frac("feedback.credit.memory_months", &defaults, mortgages, last),
        }
    }

    /// The world as its households have moved it, and their outcomes.
    pub fn world_in_feedback(&self, number: u32) -> (World, Vec<Outcome>) {
        let place = Place { twin: self, drawn: self.world(number), market: 0 };
        let households: Vec<(usize, u64)> = (0..self.households()).map(|household| (0, household)).collect();
        let share = self.config.maybe_number("feedback.market_share_frac").unwrap_or(1.0);
        let (mut worlds, outcomes) = in_feedback(&[place], &households, number, &[share]);
        (worlds.remove(0), outcomes)
    }
}

/// The world of each place as households have moved it, and the outcomes of these, which are told by their place and key; what share
/// of the households with a mortgage those simulated are is told by market. What happens up to a month hangs on the months before
/// it alone, so that each round puts at least one more month right.
pub fn in_feedback(
    places: &[Place<'_>],
    households: &[(usize, u64)],
    number: u32,
    shares: &[f64],
) -> (Vec<World>, Vec<Outcome>) {
    let last = places[0].drawn.log_index.len() - 1;
    let still = vec![0.0; last + 1];
    let still = Market { falls: still.clone(), defaulted_frac: still.clone(), lately_frac: still };
    let mut markets = vec![still; shares.len()];
    loop {
        let moved = |place: &Place<'_>| {
            let (mut world, market) = (place.drawn.clone(), &markets[place.market]);
            for t in 0..=last {
                world.log_index[t] = (world.log_index[t] - market.falls[t]).clamp(-300.0, 300.0);
            }
            world.defaulted_frac.clone_from(&market.defaulted_frac);
            world.lately_frac.clone_from(&market.lately_frac);
            world
        };
        let worlds: Vec<World> = places.iter().map(moved).collect();
        let live = |(place, key): &(usize, u64)| places[*place].twin.path_in(&worlds[*place], number, *key).0;
        let outcomes: Vec<Outcome> = households.iter().map(live).collect();
        let of_market = |(market, share): (usize, &f64)| {
            let is_there = |((place, _), _): &(&(usize, u64), &Outcome)| places[*place].market == market;
            let there: Vec<&Outcome> =
                households.iter().zip(&outcomes).filter(is_there).map(|(_, outcome)| outcome).collect();
            places[0].twin.market(&there, *share, last)
        };
        let next: Vec<Market> = shares.iter().enumerate().map(of_market).collect();
        if next == markets {
            return (worlds, outcomes);
        }
        markets = next;
    }
}
